// The default entry: the engine's bytes are inside the bundle, so nothing is fetched and nothing has to be configured.

import { base64 } from "../dist/gen/bytes.mjs";
import { createGlue } from "../dist/glue.mjs";
import { createFacade } from "./facade.mjs";
import { createEngine, decodeBase64 } from "./load.mjs";

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
} = createFacade(createEngine(createGlue, () => decodeBase64(base64)));
export { DxKasanError } from "./error.mjs";
