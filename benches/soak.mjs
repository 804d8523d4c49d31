// A million calls of every kind, mixed: whether memory grows and answers slow down with their number. Then two hundred rulesets, opened and
// closed. Prints a row at each power of ten; nothing is judged here.
//
//     cargo xtask build && node --expose-gc benches/soak.mjs [CALLS]

import { readFileSync } from "node:fs";
import * as dxKasan from "../pkg/dist/index.mjs";
import { loadRules } from "../pkg/dist/load-rules.mjs";

const calls = Number(process.argv[2] ?? 1_000_000);
const examples = ["medical-clinic", "hospital", "dental-clinic", "pharmacy", "visiting-nursing-station"].map((name) =>
  JSON.parse(readFileSync(new URL(`../examples/${name}.json`, import.meta.url), "utf8")),
);
const asks = [
  ({ facility, date }) => dxKasan.evaluate(facility, date),
  ({ facility, date }) => dxKasan.outlook(facility, date, { months: 3 }),
  ({ facility, date }) => dxKasan.remedies(facility, date),
  ({ facility, date }) => dxKasan.batch(dxKasan.columns([facility, facility]), date),
  ({ facility, date }) => dxKasan.verify(dxKasan.receipt(facility, date)),
  ({ facility }) => refused(() => dxKasan.evaluate({ ...facility, beds: NaN }, "2025-10-01")),
  ({ facility }) => refused(() => dxKasan.evaluate(facility, "2025-13-01")),
];

function refused(call) {
  try {
    call();
  } catch (error) {
    if (!(error instanceof dxKasan.DxKasanError)) throw error;
    return;
  }
  throw new Error("not refused");
}

const memory = () => {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return [heapUsed, external, rss].map((bytes) => `${(bytes / 1e6).toFixed(1)} MB`.padStart(10)).join(" ");
};

console.log(
  `${"calls".padStart(9)} ${"heap".padStart(10)} ${"external".padStart(10)} ${"resident".padStart(10)}   µs a call since the row before`,
);
let start = process.hrtime.bigint();
let before = 0;
for (let done = 0; done < calls; ) {
  // Seven kinds of call and five facilities: each kind meets each facility.
  asks[done % asks.length](examples[done % examples.length]);
  done++;
  if (done >= 1000 && (done === calls || /^10+$/.test(String(done)))) {
    const took = Number(process.hrtime.bigint() - start) / 1000 / (done - before);
    console.log(`${String(done).padStart(9)} ${memory()}   ${took.toFixed(1)}`);
    before = done;
    start = process.hrtime.bigint();
  }
}

const rules = JSON.parse(readFileSync(new URL("../pkg/dist/rules.json", import.meta.url), "utf8"));
console.log(`\n${"rulesets".padStart(9)} ${"heap".padStart(10)} ${"external".padStart(10)} ${"resident".padStart(10)}`);
for (let opened = 1; opened <= 200; opened++) {
  const loaded = loadRules({ ...rules, version: `2027.1.${opened}` });
  loaded.evaluate(examples[0].facility, examples[0].date);
  loaded.close();
  if ([1, 10, 100, 200].includes(opened)) console.log(`${String(opened).padStart(9)} ${memory()}`);
}
