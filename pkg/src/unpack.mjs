// A module as the scripts of the package carry it: deflated, in base64.

import { inflateSync } from "fflate";
import { decodeBase64 } from "./base64.mjs";

export function unpack({ base64, size }) {
  return inflateSync(decodeBase64(base64), { out: new Uint8Array(size) });
}
