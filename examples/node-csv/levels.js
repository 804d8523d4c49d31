// Reads a CSV of facilities and writes the level that each can claim on a day:
//
//     node levels.js facilities.csv 2025-10-01 > levels.csv
//
// Columns that are named after a fact hold yes, no or nothing, which means unknown; columns that are named after a month hold
// its マイナ保険証利用率. A line that cannot be right is reported in its place, and the others are answered all the same.

import { readFileSync } from "node:fs";
import { DxKasanError, evaluate, facts, parseRate } from "dx-kasan";
import Papa from "papaparse";

const [file, date] = process.argv.slice(2);
const { data } = Papa.parse(readFileSync(file, "utf8"), { header: true, skipEmptyLines: true });
console.log(Papa.unparse(data.flatMap(lines), { newline: "\n" }));

function lines(row) {
  try {
    return evaluate(facility(row), date)
      .addOns.filter(({ verdict }) => verdict !== "not-in-force")
      .map(({ id, verdict, best, questions }) => ({
        name: row.name,
        "add-on": id,
        verdict,
        level: best?.level ?? "",
        points: best?.fees[0].amount ?? "",
        open: questions.join(" "),
      }));
  } catch (error) {
    if (!(error instanceof DxKasanError)) throw error;
    return [{ name: row.name, "add-on": "", verdict: error.messageJa, level: "", points: "", open: "" }];
  }
}

function facility(row) {
  const answers = { yes: true, no: false };
  const known = facts().filter(({ id }) => row[id] in answers);
  const months = Object.keys(row).filter((column) => /^\d{4}-\d{2}$/.test(column) && row[column] !== "");
  return {
    type: row.type,
    facts: Object.fromEntries(known.map(({ id }) => [id, answers[row[id]]])),
    usage: months.map((month) => ({ month, rate: parseRate(row[month]) })),
  };
}
