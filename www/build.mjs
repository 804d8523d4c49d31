// Bundles the page into three files that also work from a folder on a disk: browsers refuse modules there, so the script is one
// classic file with the package inside. And into a single file, for a stick.
//
//     node www/build.mjs

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { singleFile } from "./single.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const common = { absWorkingDir: here, bundle: true, charset: "utf8", minify: true, logLevel: "warning" };

async function script() {
  const { outputFiles } = await build({
    ...common,
    entryPoints: ["src/page.js"],
    outfile: "dist/page.js",
    format: "iife",
    target: "es2022",
    alias: { "dx-kasan": "../pkg/dist/index.mjs", "dx-kasan/element": "../pkg/dist/element.mjs" },
    legalComments: "none",
    write: false,
  });
  const licences = await Promise.all(["fflate", "element"].map((name) => readFile(`${here}../pkg/dist/LICENSE-${name}`, "utf8")));
  await mkdir(`${here}dist`, { recursive: true });
  await writeFile(`${here}dist/page.js`, `${outputFiles[0].text}/*!\n${licences.join("\n")}*/\n`);
}

await Promise.all([
  script(),
  build({ ...common, entryPoints: ["page.css"], outfile: "dist/page.css", legalComments: "eof" }),
]);
await copyFile(`${here}index.html`, `${here}dist/index.html`);

const [html, css, js] = await Promise.all(["index.html", "page.css", "page.js"].map((file) => readFile(`${here}dist/${file}`, "utf8")));
await writeFile(`${here}dist/dx-kasan-check.html`, singleFile(html, css, js));
