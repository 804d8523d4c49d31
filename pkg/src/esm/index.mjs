// `import` of the default entry: what the script beside it holds.

import "./index.js";
import { registered } from "../registry.mjs";

export const {
  evaluate,
  outlook,
  remedies,
  timeline,
  claim,
  project,
  compare,
  addOns,
  facts,
  sources,
  readings,
  rulesInfo,
  parseDate,
  parseRate,
  DxKasanError,
} = registered("index");
