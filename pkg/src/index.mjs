// The default entry: the engine's bytes are inside the bundle, so nothing is fetched and nothing has to be configured.

import { packed } from "../dist/gen/dx_kasan.mjs";
import { createEngine, createFacade, createGlue } from "./core.mjs";
import { unpack } from "./unpack.mjs";

export const {
  evaluate,
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
  loadRules,
} = createFacade(createEngine(createGlue, () => unpack(packed)));
export { DxKasanError, joinColumns } from "./core.mjs";
