// Hosts that put things on Object.prototype or change what is built in, before the package is loaded as well as after it, and hosts that
// load it twice. Each host is a process of its own.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../../pkg/dist/", import.meta.url));
const entries = ["index", "load-rules", "file", "worker", "slim"];

/** The package with all its entries, loaded in a host that has run `before`, and what it answers once `after` has run as well. */
function answerIn(how, before = "", after = "") {
  const loads = {
    require: entries.map((name, index) => `const e${index} = require(${JSON.stringify(`${dist}${name}.js`)});`),
    import: entries.map((name, index) => `const e${index} = await import(${JSON.stringify(`file://${dist}${name}.mjs`)});`),
  };
  const program = `
    const builtIn = ${how === "require" ? "require" : `(await import("node:module")).createRequire(import.meta.url)`};
    const rules = builtIn("node:fs").readFileSync(${JSON.stringify(fileURLToPath(new URL("../fixtures/small-ruleset.json", import.meta.url)))}, "utf8");
    const write = process.stdout.write.bind(process.stdout);
    const own = Object.getOwnPropertyNames;
    const { serialize } = builtIn("node:v8");
    ${before}
    ${loads[how].join("\n")}
    ${after}
    const clinic = { type: "medical-clinic", facts: { consultation: true }, usage: [{ month: "2025-07", users: 453, receipts: 1000 }] };
    const many = e0.columns([clinic, { type: "pharmacy" }]);
    let refused;
    try {
      e0.evaluate({ type: "castle" }, "2025-10-01");
    } catch (error) {
      refused = error instanceof e0.DxKasanError && error.code;
    }
    const verdicts = e0.batch(e0.joinColumns([many, many]), "2025-10-01").addOns.map(({ verdicts }) => [...verdicts]);
    const loaded = e1.loadRules(rules).rulesInfo().sha256;
    const answers = [e0.evaluate(clinic, "2025-10-01"), e0.facts(), e0.rulesInfo(), e0.claim(clinic, [])].map((answer) => serialize(answer).toString("base64"));
    write([answers.join(), verdicts.join(), loaded, refused, own(e0).join()].join("\\n"));`;
  const { stdout, stderr } = spawnSync(process.execPath, how === "require" ? ["-e", program] : ["--input-type=module", "-e", program], {
    encoding: "utf8",
  });
  assert.notEqual(stdout, "", stderr.replace(/^.{500,}$/gm, "…"));
  return stdout;
}

const clean = { require: answerIn("require"), import: answerIn("import") };
const inherited = (key, value) =>
  `Object.defineProperty(Object.prototype, ${JSON.stringify(key)}, { __proto__: null, value: ${value}, enumerable: true, configurable: true, writable: true });`;
/** What libraries of old put there, and names that a reader, the bundler's helpers, the inflater or the glue may look up. */
const keys = ["extend", "each", "facts", "default", "exports", "onError", "rows", "base64", "b", "f", "module"];
const values = ["function () { return 1; }", "17", "{}"];

for (const how of ["require", "import"]) {
  test(`enumerable properties on Object.prototype, before the load: ${how}`, () => {
    for (const key of keys)
      for (const value of values) assert.equal(answerIn(how, inherited(key, `(${value})`)), clean[how], `${key}: ${value}`);
  });

  test(`enumerable properties on Object.prototype, after the load: ${how}`, () => {
    for (const value of values)
      assert.equal(answerIn(how, "", keys.map((key) => inherited(key, `(${value})`)).join("")), clean[how], value);
  });
}

/** As Prototype.js, MooTools and careless polyfills leave them. */
const changed = {
  "toJSON on arrays, texts and dates":
    "for (const kind of [Array, String, Date, Number]) kind.prototype.toJSON = function () { return 'x'; };",
  "enumerable methods on arrays and functions":
    "Array.prototype.remove = function () {}; Function.prototype.bindAsEventListener = function () {};",
  "Array.from without its second argument": "const from = Array.from; Array.from = (list) => from(list);",
  "Object.keys that tells inherited keys as well":
    "Object.keys = (of) => { const all = []; for (const key in of) all.push(key); return all; };",
  "Object.assign for two objects only": "Object.assign = (to, of) => { for (const key in of) to[key] = of[key]; return to; };",
};

for (const [name, change] of Object.entries(changed)) {
  test(`changed built-ins: ${name}`, () => {
    assert.equal(answerIn("require", change), clean.require, "before the load");
    assert.equal(answerIn("require", "", change), clean.require, "after the load");
  });
}

test("a second copy finds the first, and starts nothing of its own", () => {
  const program = `
    const first = require(${JSON.stringify(`${dist}index.js`)});
    delete require.cache[require.resolve(${JSON.stringify(`${dist}index.js`)})];
    ${inherited("extend", "function () {}")}
    const second = require(${JSON.stringify(`${dist}index.js`)});
    process.stdout.write(String(first === second && second.evaluate({ type: "pharmacy" }, "2025-10-01").schedule));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", program], { encoding: "utf8" });
  assert.equal(stdout, "dispensing", stderr.slice(0, 500));
});
