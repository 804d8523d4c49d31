// What a page pays: the size of what it loads, the time to the first answer, and the time of each answer after it.
//
//     cargo xtask build && node benches/facade.mjs

import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const DIST = new URL("../pkg/dist/", import.meta.url);
const BATCHES = 60;
const PER_BATCH = 200;

// A medical clinic that knows everything about itself, on a day on which two of its add-ons are in force.
const example = JSON.parse(readFileSync(new URL("../examples/medical-clinic.json", import.meta.url), "utf8"));
const clinic = { ...example.facility, usage: example.facility.usage.slice(-6) };
const { date } = example;

const ms = (nanoseconds) => `${(Number(nanoseconds) / 1e6).toFixed(2)} ms`;

function timed(work) {
  const start = process.hrtime.bigint();
  work();
  return process.hrtime.bigint() - start;
}

// The median of many batches, in µs for one call: a pause of the collector or of the machine falls into few of them.
function median(work) {
  const batches = Array.from({ length: BATCHES }, () =>
    timed(() => {
      for (let i = 0; i < PER_BATCH; i++) work();
    }),
  );
  const middle = batches.sort((a, b) => Number(a - b))[BATCHES / 2];
  return `${(Number(middle) / PER_BATCH / 1000).toFixed(1)} µs`;
}

function row(what, ...columns) {
  console.log(what.padEnd(44), ...columns.map((column) => String(column).padStart(10)));
}

row("bytes", "raw", "gzip", "brotli");
for (const file of ["dx_kasan.wasm", "index.mjs", "index.js"]) {
  const bytes = readFileSync(new URL(file, DIST));
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  row(file, bytes.length, gzipSync(bytes, { level: 9 }).length, brotli.length);
}
console.log();

let start = process.hrtime.bigint();
const dxKasan = await import(new URL("index.mjs", DIST));
row("import", ms(process.hrtime.bigint() - start));
row("first evaluate, which starts the engine", ms(timed(() => dxKasan.evaluate(clinic, date))));
row("second evaluate", ms(timed(() => dxKasan.evaluate(clinic, date))));
console.log();

const unknowing = { type: clinic.type };
const wire = JSON.stringify(clinic);
row(
  "evaluate, everything known",
  median(() => dxKasan.evaluate(clinic, date)),
);
row(
  "evaluate, nothing known",
  median(() => dxKasan.evaluate(unknowing, date)),
);
row(
  "outlook of twelve months",
  median(() => dxKasan.outlook(clinic, date)),
);
row(
  "remedies",
  median(() => dxKasan.remedies(unknowing, date)),
);
row(
  "timeline of a year",
  median(() => dxKasan.timeline(clinic, date, `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`)),
);
row(
  "of evaluate, the facility through JSON alone",
  median(() => JSON.parse(JSON.stringify(clinic))),
);
row("and its answer through JSON alone", median(answerThroughJson()));
row(
  "facts()",
  median(() => dxKasan.facts()),
);
row(
  "parseDate",
  median(() => dxKasan.parseDate("令和7年10月1日")),
);

function answerThroughJson() {
  const answer = dxKasan.evaluate(clinic, date);
  return () => JSON.parse(JSON.stringify(answer));
}
