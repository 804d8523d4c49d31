// A whole nation in one call: 206,126 facilities as columns, every add-on of their fee schedules, on one day and on twelve; beside
// it the same in plain JavaScript, generated from the same plan with every mask as a constant in the code.
//
//     cargo xtask build && cargo bench --bench nation -- --write target && node benches/nation.mjs target

import assert from "node:assert/strict";
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { batch, columns, explainRow, summary } from "../pkg/dist/index.mjs";
import { plain } from "./nation/plain.mjs";

const TARGET = new URL(`${process.argv[2] ?? "target"}/`, `file://${process.cwd()}/`);
const plan = JSON.parse(readFileSync(new URL("nation-plan.json", TARGET), "utf8"));
const TURNS = 15;

// Of the wall and of the processor: on a machine that others use too, only the second says what the work itself costs.
function timed(work) {
  const [start, used] = [process.hrtime.bigint(), process.cpuUsage()];
  const result = work();
  const { user, system } = process.cpuUsage(used);
  return { result, wall: Number(process.hrtime.bigint() - start) / 1e6, cpu: (user + system) / 1e3 };
}

// The medians: a pause of the collector or of the machine falls into few of the turns.
function median(work) {
  const times = Array.from({ length: TURNS }, () => timed(work));
  const middle = (name) => times.map((time) => time[name]).sort((a, b) => a - b)[(TURNS - 1) / 2];
  return { wall: middle("wall"), cpu: middle("cpu") };
}

function row(what, { wall, cpu }, rows, beside) {
  const each = `${((cpu * 1e6) / rows).toFixed(0)} ns`;
  const ratio = beside === undefined ? "" : `${(cpu / beside.cpu).toFixed(2)} ×`;
  console.log(
    what.padEnd(48),
    `${wall.toFixed(1)} ms`.padStart(12),
    `${cpu.toFixed(1)} ms`.padStart(12),
    each.padStart(12),
    ratio.padStart(9),
  );
}

const facilities = [];
for await (const line of createInterface({ input: createReadStream(new URL("nation.jsonl", TARGET)) })) {
  facilities.push(JSON.parse(line));
}
const rows = facilities.length;
assert.equal(rows, plan.facilities);

console.log("what".padEnd(48), "wall".padStart(12), "processor".padStart(12), "each".padStart(12), "ratio".padStart(9));
const made = timed(() => columns(facilities));
row("columns(facilities)", made, rows);
const nation = made.result;

const byHand = plain(plan, nation);
const one = median(() => batch(nation, plan.date));
const hand = median(() => byHand());
row("batch, one day, columns handed over each time", one, rows);
row("the same in plain JavaScript", hand, rows);
row("  and the first in terms of the second", one, rows, hand);
const year = median(() => plan.year.forEach((date) => batch(nation, date)));
row("batch, twelve days", year, rows, one);
row(
  "summary, one day",
  median(() => summary(nation, plan.date)),
  rows,
  one,
);
row(
  "summary, two days",
  median(() => summary(nation, plan.date, "2026-06-01")),
  rows,
  one,
);
row(
  "explainRow",
  median(() => explainRow(nation, rows - 1, plan.date)),
  1,
);

// Both say the same of every row that needs nothing but the columns.
const special = new Set([...nation.dated.rows, ...nation.homeCare.rows]);
const [engine, own] = [batch(nation, plan.date), byHand()];
for (const [addOn, levels] of own) {
  const said = engine.addOns.find(({ id }) => id === addOn);
  for (let i = 0; i < rows; i++) {
    if (special.has(i)) continue;
    const same =
      said.verdicts[i] === levels.verdicts[i] &&
      said.level[i] === levels.worst[i] &&
      said.range.best[i] === levels.best[i] &&
      said.amounts[i] === levels.amounts[i] &&
      said.missing.every((missing, level) => missing[i] === (levels.missing[level]?.[i] ?? 0));
    assert.ok(same, `${addOn}, row ${i}`);
  }
}
console.log(`both agree in ${rows - special.size} rows of ${own.size} add-ons; ${special.size} rows have dates or corrections`);
