// What runs the package as it is: Node, the test runners that vendors have, a page with `<script>` or with modules, and TypeScript's
// output. Each has one engine, started by the first call.

import assert from "node:assert/strict";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { serve } from "../browser/lib/server.mjs";
import { COUNT, engines, NONE, ONE } from "./lib/count.mjs";
import { shows, start, stop, visit } from "./lib/pages.mjs";
import { fresh, root, run, tool } from "./lib/project.mjs";
import { ANSWER, GLOBAL, IMPORT, REQUIRE, tell } from "./lib/readme.mjs";

before(start);
after(stop);

const TELL_ENGINES = `\nconsole.log(JSON.stringify(engines));\n`;

test("Node, ES modules: one engine, started by the first call", () => {
  const main = `import "./count.mjs";\n${IMPORT}${TELL_ENGINES}${tell("console.log")}${TELL_ENGINES}`;
  const folder = fresh("node-esm", { "count.mjs": COUNT, "main.mjs": main });
  assert.equal(run(folder, process.execPath, "main.mjs"), `${NONE}\n${ANSWER}\n${ONE}\n`);
});

test("Node, CommonJS: one engine, started by the first call", () => {
  const main = `${COUNT}${REQUIRE}${TELL_ENGINES}${tell("console.log")}${TELL_ENGINES}`;
  assert.equal(run(fresh("node-cjs", { "main.cjs": main }), process.execPath, "main.cjs"), `${NONE}\n${ANSWER}\n${ONE}\n`);
});

const SAY = tell(`(text) => (document.querySelector("output").textContent = text)`);

test("a page on file://, with a script", () => {
  const page = `<!doctype html><meta charset="utf-8"><output></output>
<script src="node_modules/dx-kasan/dist/index.js"></script>
<script>${GLOBAL}\n${SAY}</script>`;
  const folder = fresh("script", { "index.html": page });
  return visit(pathToFileURL(join(folder, "index.html")).href, (page) => shows(page, "output", ANSWER));
});

test("a page with modules and no bundler", async () => {
  const page = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><output></output>
<script type="importmap">{ "imports": { "dx-kasan": "./node_modules/dx-kasan/dist/index.mjs" } }</script>
<script type="module">${IMPORT}\n${SAY}</script>`;
  const server = await serve(fresh("modules", { "index.html": page }));
  try {
    await visit(server.url, (page) => shows(page, "output", ANSWER));
  } finally {
    await server.close();
  }
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

const SPEC = `${COUNT}
test("a clinic's level", () => {
  expect(JSON.stringify(engines)).toBe(${JSON.stringify(NONE)});
  let said;
  ${tell("(text) => (said = text)")}
  expect(said).toBe(${JSON.stringify(ANSWER)});
  expect(JSON.stringify(engines)).toBe(${JSON.stringify(ONE)});
});`;

test("Jest, which loads CommonJS", () => {
  const folder = fresh("jest", { "level.test.js": `${REQUIRE}\n${SPEC}` });
  tool(folder, "jest", "--ci", "--rootDir", folder);
});

test("Vitest", () => {
  const spec = `${IMPORT}\nimport { expect, test } from "vitest";\n${SPEC}`;
  tool(fresh("vitest", { "level.test.js": spec }), "vitest", "run");
});

const TYPED = `${IMPORT}
export let said: string | undefined;
${tell("(text: string) => (said = text)")}
`;

for (const [resolution, module, files] of [
  ["node16", "node16", ["main.mts", "main.cts"]],
  ["bundler", "esnext", ["main.mts"]],
]) {
  test(`TypeScript, strict, with the resolution ${resolution}: compiles, and answers`, () => {
    const main = `require("./count.cjs");
import(process.argv[2]).then(({ said }) => console.log(said + "\\n" + JSON.stringify(engines)));`;
    const folder = fresh(`types-${resolution}`, { "main.mts": TYPED, "main.cts": TYPED, "count.cjs": COUNT, "main.cjs": main });
    const options = [
      "--strict",
      "--outDir",
      "built",
      "--module",
      module,
      "--moduleResolution",
      resolution,
      "--target",
      "es2022",
      "--types",
      "",
    ];
    run(folder, join(root, "node_modules/.bin/tsc"), ...options, ...files);
    assert.deepEqual(engines(join(folder, "built")), { inScripts: 0, asFiles: 0 });
    for (const file of files) {
      const built = `./built/${file.replace("ts", "js")}`;
      assert.equal(run(folder, process.execPath, "main.cjs", built), `${ANSWER}\n${ONE}\n`);
    }
  });
}
