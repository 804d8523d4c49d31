// The inner modules of the element, for tests in Node: bundled over the built package, as the element itself is.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** What some exports are: `{ "paste.mjs": ["readPasted"] }`. */
export async function fromElement(wanted) {
  const contents = Object.entries(wanted)
    .map(([file, names]) => `export { ${names.join(", ")} } from "./pkg/element/${file}";`)
    .join("\n");
  const alias = { "dx-kasan": join(root, "pkg/dist/index.mjs") };
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    format: "esm",
    alias,
    write: false,
    platform: "neutral",
    mainFields: ["module", "main"],
    logLevel: "error",
  });
  const folder = mkdtempSync(join(tmpdir(), "dx-kasan-element-"));
  const file = join(folder, "element.mjs");
  writeFileSync(file, outputFiles[0].text);
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
