// The entry without the module: for hosts that serve, cache or compile dx_kasan.wasm themselves.

import { createEngine, createFacade, createGlue } from "./core.mjs";

export function createDxKasan(source) {
  return Object.freeze(createFacade(createEngine(createGlue, () => source)));
}

export { DxKasanError } from "./core.mjs";
