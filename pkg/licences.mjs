// The licences of what others wrote and the package holds: they ask to be in every copy.

import { readFile } from "node:fs/promises";

const RULE = "=".repeat(80);

const INTRODUCTION = `What others wrote and the modules and scripts of dx-kasan hold, each with its licence. Where there was a choice, the MIT licence was
taken. dx-kasan itself is under the licences in LICENSE-MIT and LICENSE-APACHE.
`;

/**
 * The file of all licences, each text once. `linked` are the parts of the modules; `metafiles` tell what was bundled, by paths from
 * `folder`.
 */
export async function licencesFile(linked, metafiles, folder) {
  const packages = [...new Set(metafiles.flatMap(packagesIn))].sort();
  const byText = new Map();
  for (const { part, text } of [...linked, ...(await Promise.all(packages.map((one) => bundledPart(one, folder))))]) {
    byText.set(text.trim(), [...(byText.get(text.trim()) ?? []), part]);
  }
  const sections = [...byText].map(([text, parts]) => `${RULE}\n${parts.join("\n")}\n${RULE}\n\n${text}\n\n`);
  return [INTRODUCTION, ...sections].join("\n");
}

// The folders of the packages that a bundle was made from, even of those that only hand out what others have.
function packagesIn({ inputs }) {
  return Object.keys(inputs).flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
}

// What is under dependencies in package.json may be in what is published, by its licence: `cargo xtask test supply` goes by that.
async function bundledPart(one, folder) {
  const [, above, path] = /^(.*?)(node_modules\/.*)$/.exec(one);
  const { packages } = JSON.parse(await readFile(`${folder}${above}node_modules/.package-lock.json`, "utf8"));
  const { version, license, dev } = packages[path];
  const name = path.replace(/^.*node_modules\//, "");
  if (dev) throw new Error(`${name} is bundled; it belongs under the dependencies of package.json`);
  return { part: `${name} ${version}, npm package, ${license}`, text: await readFile(`${folder}${one}/LICENSE`, "utf8") };
}
