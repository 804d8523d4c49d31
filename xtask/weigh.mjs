// What files weigh: raw, with gzip -9, with brotli 11; one array of three for each file, as JSON. Of a tarball, what is in it.
// Here and not in Rust because Node has both compressors, fast, and nothing has to be compiled.
//
//     node xtask/weigh.mjs FILE …

import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gunzipSync, gzipSync } from "node:zlib";

function weigh(file) {
  const content = readFileSync(file);
  const bytes = file.endsWith(".tgz") ? gunzipSync(content) : content;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes, { params }).length];
}

console.log(JSON.stringify(process.argv.slice(2).map(weigh)));
