// The engine's bytes, small: for whoever bundles and sends the script.

import { packed } from "../dist/gen/dx_kasan.mjs";
import { unpack } from "./unpack.mjs";

export const readEngine = () => unpack(packed);
