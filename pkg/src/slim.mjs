// The entry without the module: for hosts that serve, cache or compile dx_kasan.wasm themselves.

import { createGlue } from "../dist/gen/glue.mjs";
import { createFacade } from "./facade.mjs";
import { createEngine } from "./load.mjs";

export function createDxKasan(source) {
  return Object.freeze(createFacade(createEngine(createGlue, () => source)));
}

export { DxKasanError } from "./error.mjs";
