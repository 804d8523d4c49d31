// The default entry as the element imports it: it is there already, in another file.

import { registered } from "./registry.mjs";

export const {
  evaluate,
  check,
  receipt,
  outlook,
  remedies,
  timeline,
  claim,
  project,
  columns,
  summary,
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
