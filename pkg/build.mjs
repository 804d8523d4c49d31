// Bundles the package from its sources and from what the build tool generated into dist/gen (the wasm-bindgen glue and the
// module's bytes). Same input, same output: no dates, no paths, no hashes.
//
//     node pkg/build.mjs

import { copyFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = `${here}dist/`;
const common = { absWorkingDir: here, bundle: true, charset: "utf8", platform: "neutral", target: "es2021", logLevel: "warning" };

// wasm-bindgen's glue keeps its state in module variables and starts once only. As a function, it can be had anew after a trap.
// Only the names listed get in: its asynchronous loader would bring `fetch` and `import.meta` along.
const glue = await build({
  ...common,
  stdin: {
    contents: `export {
      initSync, evaluate, outlook, remedies, timeline, claim, project, compare, addOns, facts, sources, readings, rulesInfo, constant,
      columns, batch, summary, explainRow, loadRules, parseDate, parseRate
    } from "./dist/gen/wasm.mjs";`,
    resolveDir: here,
  },
  format: "iife",
  globalName: "glue",
  write: false,
});
await writeFile(`${dist}glue.mjs`, `export function createGlue() {\n${glue.outputFiles[0].text}return { ...glue };\n}\n`);

// Names stay readable: a vendor's stack trace should say where it comes from.
const release = { ...common, minifyWhitespace: true, minifySyntax: true };
await Promise.all([
  build({ ...release, entryPoints: ["src/index.mjs"], format: "esm", outfile: "dist/index.mjs" }),
  build({ ...release, entryPoints: ["src/index.mjs"], format: "cjs", outfile: "dist/index.cjs" }),
  build({ ...release, entryPoints: ["src/classic.mjs"], format: "iife", outfile: "dist/classic.js" }),
  // The same declarations under the name that marks them as those of a CommonJS module.
  copyFile(`${here}index.d.ts`, `${dist}index.d.cts`),
]);
