// The default entry: the engine's bytes are inside the bundle, so nothing is fetched and nothing has to be configured.

import { readEngine } from "engine";
import { createGlue } from "../dist/gen/glue.mjs";
import { createFacade } from "./facade.mjs";
import { createEngine } from "./load.mjs";
import { register } from "./registry.mjs";

const facade = createFacade(createEngine(createGlue, readEngine));

export const {
  evaluate,
  check,
  receipt,
  verify,
  outlook,
  remedies,
  timeline,
  claim,
  project,
  compare,
  columns,
  batch,
  summary,
  explainRow,
  addOns,
  facts,
  sources,
  readings,
  rulesInfo,
  parseDate,
  parseRate,
} = facade;
export { DxKasanError } from "./error.mjs";
export { joinColumns } from "./splice.mjs";

// For `dx-kasan/load-rules`, which shares what this entry has. No part of the public interface.
register("loader", (createGlue, read) => facade.createLoader(createEngine(createGlue, read)));
