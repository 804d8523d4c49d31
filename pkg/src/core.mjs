// What every entry needs and none has alone: the public functions over an engine, the engine's start, and the error.

export { createGlue } from "../dist/gen/glue.mjs";
export { DxKasanError, internalError } from "./error.mjs";
export { createFacade } from "./facade.mjs";
export { createEngine } from "./load.mjs";
export { joinColumns, sliceColumns } from "./splice.mjs";
