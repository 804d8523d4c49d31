// A million lines of CSV, one of a hundred bad, through the reader of the package: what a line costs, and that memory stays flat.
//
//     cargo xtask build && node --expose-gc benches/file.mjs [LINES]

import { csv } from "./nation/rows.mjs";
import * as dxKasan from "../pkg/dist/index.mjs";
import { levelsOf, levelText, readFacilities } from "../pkg/dist/file.mjs";

const LINES = Number(process.argv[2] ?? 1_000_000);
const EVERY = LINES / 10;
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
const encoder = new TextEncoder();
const source = (function* () {
  for (const text of csv(LINES)) yield encoder.encode(text);
})();

let answered = 0;
let refused = 0;
let written = 0;
let next = EVERY;
const started = performance.now();
for await (const part of readFacilities(dxKasan, source)) {
  const answers = dxKasan.batch(part.columns, "2025-10-01");
  part.rows.forEach((row, index) => {
    for (const record of levelsOf(part.columns, answers, index, row)) written += levelText("csv", record).length;
  });
  answered += part.rows.length;
  refused += part.bad.length;
  if (answered + refused >= next) {
    next += EVERY;
    globalThis.gc?.();
    const { heapUsed, external, rss } = process.memoryUsage();
    console.log(
      `${answered} answered, ${refused} refused: heap ${megabytes(heapUsed)}, external ${megabytes(external)}, resident ${megabytes(rss)}`,
    );
  }
}
const took = performance.now() - started;
console.log(
  `${LINES} lines in ${(took / 1000).toFixed(1)} s, ${((took * 1000) / LINES).toFixed(1)} µs each, ${megabytes(written)} of answers`,
);
