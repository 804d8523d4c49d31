// What a batch says of each row, as records to write down: one for each add-on in force.

import { csvLine } from "./csv.mjs";

const SCHEDULES = ["medical", "dental", "dispensing", "visiting-nursing"];
const VERDICTS = ["none", "not-in-force", "does-not-qualify", "undetermined", "qualifies"];

export const levelColumns = [
  "line",
  "id",
  "name",
  "add-on",
  "verdict",
  "level",
  "amount",
  "unit",
  "codes",
  "possible-level",
  "next-level",
  "missing",
];

// For a row of columns and of their batch. `missing` are the requirements that are not surely met for the next level: the one above by its amount.
export function levelsOf(columns, batch, row, { line = "", id = "", name = "" } = {}) {
  const records = [];
  for (const addOn of batch.addOns) {
    const verdict = VERDICTS[addOn.verdicts[row]];
    if (verdict === "none" || verdict === "not-in-force") continue;
    const schedule = SCHEDULES[columns.schedules[row]];
    const { requirements, amounts, codes, unit } = addOn.schedules.find((known) => known.schedule === schedule);
    const amount = addOn.amounts[row];
    const next = nextLevel(amounts, amount);
    const missing = next < 0 ? 0 : addOn.missing[next][row];
    records.push({
      line,
      id,
      name,
      "add-on": addOn.id,
      verdict,
      level: addOn.levels[addOn.level[row] - 1] ?? "",
      amount: addOn.level[row] === 0 ? "" : amount,
      unit,
      codes: codes[addOn.level[row] - 1]?.join(" ") ?? "",
      "possible-level": addOn.levels[addOn.range.best[row] - 1] ?? "",
      "next-level": addOn.levels[next] ?? "",
      missing: requirements.filter((_, bit) => (missing >>> bit) & 1).join(" "),
    });
  }
  return records;
}

// The level with the smallest amount above this one.
function nextLevel(amounts, held) {
  let found = -1;
  amounts.forEach((amount, level) => {
    if (amount !== null && amount > held && (found < 0 || amount < amounts[found])) found = level;
  });
  return found;
}

export function levelText(format, record, options) {
  return format === "jsonl"
    ? `${JSON.stringify(record)}\n`
    : csvLine(
        levelColumns.map((column) => record[column]),
        options,
      );
}
