// The engine's bytes, at once: for our own page, whose first answer would have to wait for them to be unpacked.

import { base64 } from "../dist/gen/dx_kasan.bare.mjs";
import { decodeBase64 } from "./base64.mjs";

export const readEngine = () => decodeBase64(base64);
