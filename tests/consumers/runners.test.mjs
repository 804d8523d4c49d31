// Node and the test runners that vendors have: ES modules and CommonJS, each with one engine, started by the first call.

import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { fresh, root, run, tool } from "./lib/project.mjs";
import { ANSWER, COUNT, tell } from "./lib/question.mjs";

const COUNTED = `\nconsole.log(compiled);`;

test("Node, ES modules: one engine, started by the first call", () => {
  const folder = fresh("node-esm", {
    "count.mjs": COUNT,
    "main.mjs": `import "./count.mjs";\nimport { evaluate } from "dx-kasan";\nconsole.log(compiled);\n${tell("console.log")}${COUNTED}`,
  });
  assert.equal(run(folder, process.execPath, "main.mjs"), `0\n${ANSWER}\n1\n`);
});

test("Node, CommonJS: one engine, started by the first call", () => {
  const main = `${COUNT}const { evaluate } = require("dx-kasan");\nconsole.log(compiled);\n${tell("console.log")}${COUNTED}`;
  assert.equal(run(fresh("node-cjs", { "main.cjs": main }), process.execPath, "main.cjs"), `0\n${ANSWER}\n1\n`);
});

test("importing leaves no name in the globals, and no symbol but its own", () => {
  const main = `const before = new Set(Reflect.ownKeys(globalThis));
const entries = ["dx-kasan", "dx-kasan/load-rules", "dx-kasan/slim", "dx-kasan/worker"];
for (const name of entries) require(name);
Promise.all(entries.map((name) => import(name))).then(() => {
  const left = Reflect.ownKeys(globalThis).filter((key) => !before.has(key));
  console.log(left.every((key) => Symbol.keyFor(key)?.startsWith("dx-kasan@")), Object.keys(globalThis).some((key) => /kasan/i.test(key)));
});`;
  assert.equal(run(fresh("node-traces", { "main.cjs": main }), process.execPath, "main.cjs"), "true false\n");
});

test("Node with bytes of its own, and an error that both entries know", () => {
  const main = `import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createDxKasan } from "dx-kasan/slim";
const require = createRequire(import.meta.url);
const { DxKasanError } = require("dx-kasan");
const bytes = readFileSync(require.resolve("dx-kasan/dx_kasan.wasm"));
for (const source of [bytes, new WebAssembly.Module(bytes)]) {
  const { evaluate } = createDxKasan(source);
  ${tell("console.log")}
  try { evaluate({}, "2025-10-01"); } catch (error) { console.log(error.code, error instanceof DxKasanError); }
}
try { createDxKasan(bytes.subarray(100)).facts(); } catch (error) { console.log(error.code); }`;
  const printed = run(fresh("node-slim", { "main.mjs": main }), process.execPath, "main.mjs");
  assert.equal(printed, `${ANSWER}\nincomplete true\n${ANSWER}\nincomplete true\ninternal\n`);
});

test("the ruleset of the package is the built-in one, and loads", () => {
  const main = `const { rulesInfo } = require("dx-kasan");
const { loadRules } = require("dx-kasan/load-rules");
const rules = loadRules(require("dx-kasan/rules.json"));
const { evaluate } = rules;
${tell("console.log")}
console.log(rules.rulesInfo().sha256 === rulesInfo().sha256);`;
  assert.equal(run(fresh("node-rules", { "main.cjs": main }), process.execPath, "main.cjs"), `${ANSWER}\ntrue\n`);
});

const SPEC = `test("a clinic's level", () => { let said; ${tell("(text) => (said = text)")} expect(said).toBe(${JSON.stringify(ANSWER)}); });`;

test("Jest, which loads CommonJS", () => {
  const folder = fresh("jest", { "level.test.js": `const { evaluate } = require("dx-kasan");\n${SPEC}` });
  tool(folder, "jest", "--ci", "--rootDir", folder);
});

test("Vitest", () => {
  const spec = `import { evaluate } from "dx-kasan";\nimport { expect, test } from "vitest";\n${SPEC}`;
  tool(fresh("vitest", { "level.test.js": spec }), "vitest", "run");
});

const TYPED = `import { evaluate, type Facility } from "dx-kasan";
const facility: Facility = { type: "pharmacy" };
export const level: string | undefined = evaluate(facility, "2025-10-01").addOns[0]?.best?.level;\n`;

for (const [resolution, module] of [["node16", "node16"], ["bundler", "esnext"]]) {
  test(`TypeScript, strict, with the resolution ${resolution}`, () => {
    const folder = fresh(`types-${resolution}`, { "main.mts": TYPED, "main.cts": TYPED });
    const files = resolution === "node16" ? ["main.mts", "main.cts"] : ["main.mts"];
    const options = ["--strict", "--noEmit", "--module", module, "--moduleResolution", resolution, "--target", "es2022", "--types", ""];
    run(folder, join(root, "node_modules/.bin/tsc"), ...options, ...files);
  });
}
