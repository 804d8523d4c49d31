// Reads a CSV of facilities and writes the level that each can claim on a day, as your own program may:
//
//     node levels.js facilities.csv 2025-10-01 > levels.csv
//
// The command of the package does the same with a progress bar and more options: `dx-kasan check facilities.csv --date …`.
// Columns are named after what they say: a fact (yes, no or nothing, which means unknown), a month (its マイナ保険証利用率).
// A line that cannot be right is reported, and the others are answered all the same; files of any size take the same memory.

import { createReadStream } from "node:fs";
import * as dxKasan from "dx-kasan";
import { levelColumns, levelsOf, levelText, readFacilities } from "dx-kasan/file";

const [file, date] = process.argv.slice(2);
process.stdout.write(`${levelColumns.join(",")}\n`);
for await (const { columns, rows, bad } of readFacilities(dxKasan, createReadStream(file))) {
  const answers = dxKasan.batch(columns, date);
  rows.forEach((row, index) => {
    for (const record of levelsOf(columns, answers, index, row)) process.stdout.write(levelText("csv", record));
  });
  for (const { line, column, messageJa } of bad) console.error(`${line} 行目 ${column}: ${messageJa}`);
}
