// `import` of `dx-kasan/slim`: what the script beside it holds.

import "./slim.js";
import { registered } from "../registry.mjs";

export const { createDxKasan, DxKasanError } = registered("slim");
