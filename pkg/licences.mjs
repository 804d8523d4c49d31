// The licences of the packages that are in a bundle: they ask to be in every copy, and not all packages say so in their code.

import { readFile } from "node:fs/promises";

/** Their texts, each once; `folder` is that from which the bundle was made. */
export async function licencesOf({ outputs }, folder) {
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0));
  const packages = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  for (const one of packages) await isMeantToBe(one, folder);
  const texts = await Promise.all([...packages].sort().map((one) => readFile(`${folder}${one}/LICENSE`, "utf8")));
  return `${[...new Set(texts.map((text) => text.trim()))].join("\n\n")}\n`;
}

// What is under dependencies in package.json may be in what is published, by its licence: `cargo xtask test supply` goes by that.
async function isMeantToBe(one, folder) {
  const [, above, name] = /^(.*?)(node_modules\/.*)$/.exec(one);
  const { packages } = JSON.parse(await readFile(`${folder}${above}node_modules/.package-lock.json`, "utf8"));
  if (packages[name].dev) throw new Error(`${name} is bundled; it belongs under the dependencies of package.json`);
}
