// `import` of `dx-kasan/file`: what the script beside it holds.

import "./file.js";
import { registered } from "../registry.mjs";

export const { readFacilities, levelsOf, levelColumns, levelText } = registered("file");
