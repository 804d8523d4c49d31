// `import` of `dx-kasan/load-rules`, which works on the engine of the default entry.

import "./index.js";
import "./load-rules.js";
import { registered } from "../registry.mjs";

export const { loadRules } = registered("load-rules");
