// Bundles the page into four files that also work from a folder on a disk: browsers refuse modules there, so the script is one
// classic file with the package inside. And into a single file, for a stick. What others wrote of it is in the package as well, so its
// licences are the package's.
//
//     node www/build.mjs

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { singleFile } from "./single.mjs";
import japanese from "./src/words/ja.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const common = { absWorkingDir: here, bundle: true, charset: "utf8", minify: true, logLevel: "warning" };

const ofPackage = (file) => readFile(`${here}../pkg/dist/${file}`, "utf8");

// The package's scripts stand in it as a vendor's page would load them, one after the other. Inside of a bundle each would become a
// function, which browsers read twice: when the script arrives, and when the function is called. Only the engine is carried otherwise, as
// who opens a page waits for its first answer.
async function script() {
  const { outputFiles } = await build({
    ...common,
    entryPoints: ["src/page.js"],
    outfile: "dist/page.js",
    format: "iife",
    target: "es2022",
    write: false,
  });
  const [index, element] = await Promise.all(["gen/index.bare.js", "element.js"].map(ofPackage));
  await mkdir(`${here}dist`, { recursive: true });
  await writeFile(`${here}dist/page.js`, `${index}${element}${outputFiles[0].text}`);
}

// What reads files of facilities beside the page: nobody loads it who has no such file.
async function worker() {
  const scripts = [...["index.js", "file.js", "worker.js"].map(ofPackage), readFile(`${here}src/worker.js`, "utf8")];
  await mkdir(`${here}dist`, { recursive: true });
  await writeFile(`${here}dist/worker.js`, (await Promise.all(scripts)).join(""));
}

await Promise.all([script(), worker(), build({ ...common, entryPoints: ["page.css"], outfile: "dist/page.css", legalComments: "eof" })]);
// A page without scripts is a Japanese one.
const template = await readFile(`${here}index.html`, "utf8");
await writeFile(
  `${here}dist/index.html`,
  template.replaceAll(/\{(\w+)\}/g, (_, word) => japanese[word]),
);

const [html, css, js] = await Promise.all(["index.html", "page.css", "page.js"].map((file) => readFile(`${here}dist/${file}`, "utf8")));
const licences = await ofPackage("THIRD-PARTY-LICENSES");
await writeFile(`${here}dist/THIRD-PARTY-LICENSES.txt`, licences);
await writeFile(`${here}dist/dx-kasan-check.html`, singleFile(html, css, `${js}/*!\n${licences}*/\n`));
