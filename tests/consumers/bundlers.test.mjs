// Bundlers without any configuration: each bundle has the engine once and answers, in Node and in a page without a network.

import assert from "node:assert/strict";
import { join } from "node:path";
import test, { after, before, describe } from "node:test";
import { pathToFileURL } from "node:url";
import { start, stop, shows, visit } from "./lib/pages.mjs";
import { engines, fresh, root, run, tool, write } from "./lib/project.mjs";
import { ANSWER, tell } from "./lib/question.mjs";

const ENTRY = `import { evaluate } from "dx-kasan";
${tell(`globalThis.document ? (text) => (document.querySelector("output").textContent = text) : console.log`)}`;

const PAGE = `<!doctype html><meta charset="utf-8"><title>確認</title><link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="connect-src 'none'; script-src 'self' 'unsafe-inline' file: 'wasm-unsafe-eval'">
<output></output>`;

const bundlers = {
  webpack: (folder) => tool(folder, "webpack", "--mode", "production", "--entry", "./main.mjs", "--output-filename", "main.js"),
  // It finds no packages at all without this plugin.
  rollup: (folder) => tool(folder, "rollup", "main.mjs", "--plugin", "node-resolve", "--format", "iife", "--file", "dist/main.js"),
  esbuild: (folder) =>
    run(folder, join(root, "node_modules/.bin/esbuild"), "main.mjs", "--bundle", "--minify", "--outfile=dist/main.js"),
};

before(start);
after(stop);

for (const [name, bundle] of Object.entries(bundlers)) {
  describe(name, () => {
    let folder;
    before(() => {
      folder = fresh(name, { "main.mjs": ENTRY });
      bundle(folder);
    });

    test("carries the engine once, and no file beside it", () => {
      assert.deepEqual(engines(join(folder, "dist")), { inScripts: 1, asFiles: 0 });
    });

    test("answers in Node", () => assert.equal(run(folder, process.execPath, "dist/main.js").trim(), ANSWER));

    test("answers in a page on file://", () => {
      write(folder, "dist/index.html", `${PAGE}<script src="main.js"></script>`);
      return visit(pathToFileURL(join(folder, "dist/index.html")).href, (page) => shows(page, "output", ANSWER));
    });
  });
}

test("a CommonJS bundle has the engine once as well", () => {
  const folder = fresh("esbuild-cjs", { "main.cjs": `const { evaluate } = require("dx-kasan");\n${tell("console.log")}` });
  run(folder, join(root, "node_modules/.bin/esbuild"), "main.cjs", "--bundle", "--outfile=dist/main.js");
  assert.deepEqual(engines(join(folder, "dist")), { inScripts: 1, asFiles: 0 });
  assert.equal(run(folder, process.execPath, "dist/main.js").trim(), ANSWER);
});

test("all entries together have the engine once, and know each other's errors", () => {
  const text = `import { DxKasanError } from "dx-kasan";
import { createDxKasan, DxKasanError as slims } from "dx-kasan/slim";
import { askMany } from "dx-kasan/worker";
${ENTRY}
const error = new slims({ code: "internal", message: "" });
console.log(error instanceof DxKasanError, typeof createDxKasan, typeof askMany);`;
  const folder = fresh("together", { "main.mjs": text });
  run(folder, join(root, "node_modules/.bin/esbuild"), "main.mjs", "--bundle", "--outfile=dist/main.js");
  assert.deepEqual(engines(join(folder, "dist")), { inScripts: 1, asFiles: 0 });
  assert.equal(run(folder, process.execPath, "dist/main.js"), `${ANSWER}\ntrue function function\n`);
});

test("the slim entry brings no engine along, and takes the file that the bundler copies", () => {
  const text = `import { createDxKasan } from "dx-kasan/slim";
import url from "dx-kasan/dx_kasan.wasm?url";
const module = await WebAssembly.compileStreaming(fetch(url));
const { evaluate } = createDxKasan(module);
${tell(`(text) => (document.querySelector("output").textContent = text)`)}`;
  const folder = fresh("vite-slim", { "main.mjs": text, "index.html": `<output></output><script type="module" src="main.mjs"></script>` });
  tool(folder, "vite", "build", "--logLevel", "warn");
  assert.deepEqual(engines(join(folder, "dist")), { inScripts: 0, asFiles: 1 });
});

test("what is imported and not used is left out", () => {
  const folder = fresh("shaken", { "main.mjs": `import { evaluate } from "dx-kasan";\nconsole.log("nothing");` });
  tool(folder, "webpack", "--mode", "production", "--entry", "./main.mjs", "--output-filename", "main.js");
  assert.deepEqual(engines(join(folder, "dist")), { inScripts: 0, asFiles: 0 });
});
