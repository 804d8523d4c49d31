// Bundles the page into three files that also work from a folder on a disk: browsers refuse modules there, so the script is one
// classic file with the package inside.
//
//     node www/build.mjs

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const common = { absWorkingDir: here, bundle: true, charset: "utf8", minify: true, logLevel: "warning" };

async function script() {
  const { metafile, outputFiles } = await build({
    ...common,
    entryPoints: ["src/page.js"],
    outfile: "dist/page.js",
    format: "iife",
    target: "es2022",
    alias: { "dx-kasan": "../pkg/dist/index.mjs" },
    legalComments: "none",
    metafile: true,
    write: false,
  });
  await mkdir(`${here}dist`, { recursive: true });
  await writeFile(`${here}dist/page.js`, outputFiles[0].text + (await licences(metafile)));
}

/** The licences of the packages that are in the bundle: they ask to be in every copy, and not all packages say so in their code. */
async function licences({ outputs }) {
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0));
  const folders = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  const texts = await Promise.all([...folders].sort().map((folder) => readFile(`${here}${folder}/LICENSE`, "utf8")));
  return `/*!\n${[...new Set(texts.map((text) => text.trim()))].join("\n\n")}\n*/\n`;
}

await Promise.all([
  script(),
  build({ ...common, entryPoints: ["page.css"], outfile: "dist/page.css", legalComments: "eof" }),
]);
await copyFile(`${here}index.html`, `${here}dist/index.html`);
