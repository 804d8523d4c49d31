// `import` of the default entry: what the script beside it holds.

import "./index.js";
import { registered } from "../registry.mjs";

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
  DxKasanError,
  joinColumns,
} = registered("index");
