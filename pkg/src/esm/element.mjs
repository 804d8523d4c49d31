// `import` of `dx-kasan/element`, which works on the engine of the default entry.

import "./index.js";
import "./element.js";
import { registered } from "../registry.mjs";

export const { DxKasanCheck, DxKasanNation } = registered("element");
