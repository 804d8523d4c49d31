// `loadRules`, apart: its module, which reads and checks rules, is as large as the engine, and hardly any page needs it.

import { packed } from "../dist/gen/dx_kasan_loader.mjs";
import { createGlue } from "../dist/gen/loader-glue.mjs";
import { registered } from "./registry.mjs";
import { unpack } from "./unpack.mjs";

export const loadRules = registered("loader")(createGlue, () => unpack(packed));
