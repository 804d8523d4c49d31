// How many engines there are.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./project.mjs";

/** Counts the modules that are compiled and those that are started. Before anything else in a script. */
export const COUNT = `
  globalThis.engines = { compiled: 0, started: 0 };
  for (const [name, count] of [["Module", "compiled"], ["Instance", "started"]]) {
    WebAssembly[name] = new Proxy(WebAssembly[name], {
      construct(target, given) {
        globalThis.engines[count]++;
        return Reflect.construct(target, given);
      },
    });
  }
`;

/** What `engines` says of one engine, and of none. */
export const ONE = JSON.stringify({ compiled: 1, started: 1 });
export const NONE = JSON.stringify({ compiled: 0, started: 0 });

/** How often the engine is in the files of a build: as text in scripts, and as files of its own. Source maps are not part of it. */
export function engines(folder) {
  const text = payload();
  const found = { inScripts: 0, asFiles: 0 };
  for (const path of filesBelow(folder)) {
    const bytes = readFileSync(path);
    if (bytes.subarray(0, 4).equals(WASM)) found.asFiles++;
    found.inScripts += bytes.toString("latin1").split(text).length - 1;
  }
  return found;
}

const WASM = Buffer.from("\0asm");

// The start of the module's text, far longer than chance.
function payload() {
  const deflated = readFileSync(join(root, "pkg/dist/gen/dx_kasan.deflate"));
  return deflated.subarray(0, 96).toString("base64");
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".map"))
    .map((entry) => join(entry.parentPath, entry.name));
}
