// Bundles the page into three files that also work from a folder on a disk: browsers refuse modules there, so the script is one
// classic file with the package inside.
//
//     node www/build.mjs

import { copyFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const common = { absWorkingDir: here, bundle: true, charset: "utf8", legalComments: "eof", minify: true, logLevel: "warning" };

await Promise.all([
  build({
    ...common,
    entryPoints: ["src/page.js"],
    outfile: "dist/page.js",
    format: "iife",
    target: "es2022",
    alias: { "dx-kasan": "../pkg/dist/index.mjs" },
  }),
  build({ ...common, entryPoints: ["page.css"], outfile: "dist/page.css" }),
]);
await copyFile(`${here}index.html`, `${here}dist/index.html`);
