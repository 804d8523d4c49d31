// Host pages for the element: small pages of a folder of their own, with the package's files beside them, on a server.

import { mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "./server.mjs";

const dist = fileURLToPath(new URL("../../../pkg/dist/", import.meta.url));
const FILES = ["index.js", "index.mjs", "load-rules.js", "element.js", "element.mjs"];

/** What a careful host allows; nothing in it is for the element but `wasm-unsafe-eval` and the policy of Lit. */
export const STRICT = [
  "default-src 'none'",
  "connect-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html",
].join("; ");

export const CLASSIC = `<script src="index.js" defer></script><script src="element.js" defer></script>`;
export const MODULE = `<script src="element.mjs" type="module"></script>`;

/** The text of a page: `head` brings the script in, `root` goes into the tags of `html` and `body`. */
export const pageOf = (
  body,
  { head = CLASSIC, root = "" } = {},
) => `<!doctype html><html lang="ja" ${root}><head><meta charset="utf-8"><title>試験</title>
<link rel="icon" href="data:,">${head}</head><body ${root}>${body}</body></html>`;

/** Serves files by their names, and the package's; `close()` of what it returns ends that. */
export async function host(files, policy = STRICT) {
  const folder = await mkdtemp(join(tmpdir(), "host-"));
  await Promise.all(FILES.map((file) => symlink(dist + file, join(folder, file))));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  return serve(folder, { headers: { "content-security-policy": policy } });
}
