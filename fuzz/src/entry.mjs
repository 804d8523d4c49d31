// What `csv.mjs` calls with changed bytes for as long as it is given, and the ordinary tests call with the same corpus, so that it
// cannot rot: bytes from anywhere as a file of facilities and as pasted rates, and what has to hold of what comes out.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import * as dxKasan from "../../pkg/dist/index.mjs";
import { levelColumns, levelsOf, levelText, readFacilities } from "../../pkg/dist/file.mjs";
import { createRecords, csvLine, parseCsv } from "../../pkg/src/csv.mjs";
import { parseJson } from "../../pkg/src/json-lines.mjs";
import { fromElement } from "../../tests/js/lib/element.mjs";

const { readPasted, within } = await fromElement({ "paste.mjs": ["readPasted"], "context.mjs": ["within"] });
const DAY = "2025-10-01";
const CORPUS = new URL("../corpus/csv/", import.meta.url);

export const corpus = () =>
  readdirSync(CORPUS)
    .sort()
    .map((name) => readFileSync(new URL(name, CORPUS)));

// Numbers of a seed, from 0 to below `sides`.
export function randomOf(seed) {
  let state = seed >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

// What readers stumble over.
const PIECES = [
  ",",
  '"',
  '""',
  "\n",
  "\r",
  "\r\n",
  "\t",
  "\0",
  "\ufeff",
  "\u3000",
  "，",
  "％",
  "%",
  ".",
  "/",
  "..",
  "-",
  "0",
  "9",
  "１",
  "令和",
  "年",
  "月",
  "{",
  "}",
  "[",
  "]",
  ":",
  "=",
  "＝",
  "@",
  '"id":',
  '"type":',
  "__proto__",
  "constructor",
  "1e999",
  "９９９９",
  "2025-02-30",
  "\ud83d\ude00",
].map((piece) => Buffer.from(piece));

// One entry of the corpus with some changes: pieces put in, taken out, doubled, or taken from another entry.
export function mutated(random, entries) {
  let bytes = entries[random(entries.length)];
  for (let change = random(6); change >= 0; change--) {
    const at = random(bytes.length + 1);
    const until = Math.min(bytes.length, at + random(random(8) === 0 ? 400 : 8));
    const other = entries[random(entries.length)];
    const from = random(other.length + 1);
    const put = [
      () => PIECES[random(PIECES.length)],
      () => Buffer.of(random(256)),
      () => other.subarray(from, from + random(80)),
      () => Buffer.concat([bytes.subarray(at, until), bytes.subarray(at, until)]),
      () => Buffer.alloc(0),
    ][random(5)]();
    bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(random(3) === 0 ? at : until)]);
  }
  return bytes;
}

// Throws an AssertionError for a finding, or whatever a reader threw that is none of its errors.
export async function run(bytes, random) {
  const text = new TextDecoder().decode(bytes);
  for (const parse of [parseCsv, parseJson]) cutAnywhere(parse, text, random);
  for (const [format, encoding] of [
    ["csv", "utf-8"],
    ["csv", "shift_jis"],
    ["jsonl", "utf-8"],
  ])
    await facilities(bytes, format, encoding, random);
  for (const lang of ["ja", "en"]) within({ lang, prefix: "", root: null }, () => pasted(text));
}

function records(parse, chunks) {
  const reader = createRecords(parse);
  return [...chunks.flatMap((chunk) => reader.push(chunk)), ...reader.end()];
}

function inChunks(whole, random) {
  const [first, second] = [random(whole.length + 1), random(whole.length + 1)].sort((a, b) => a - b);
  return [whole.slice(0, first), whole.slice(first, second), whole.slice(second)];
}

// Records are the same wherever the text is cut, their lines go up, and what was read can be written and read again.
function cutAnywhere(parse, text, random) {
  const found = records(parse, [text]);
  assert.deepEqual(records(parse, inChunks(text, random)), found);
  const lines = text.split("\n").length;
  found.forEach(({ line, value, fault }, index) => {
    assert.ok(line > (found[index - 1]?.line ?? 0) && line <= lines, `line ${line} of ${lines}`);
    assert.equal(value === undefined, fault !== undefined);
    if (parse !== parseCsv || value === undefined) return;
    assert.deepEqual(records(parse, [csvLine(value, { rawNames: true })])[0]?.value ?? [""], value);
    const harmless = records(parse, [csvLine(value)])[0]?.value ?? [""];
    harmless.forEach((cell, at) => assert.ok(!/^\s*[=+\-@＝＋－＠]/.test(cell) && (cell === value[at] || cell === `'${value[at]}`), cell));
  });
}

// A file is refused as a whole for its header, or each record is a facility that is answered or is named with what is wrong with it.
async function facilities(bytes, format, encoding, random) {
  const asked = { format, encoding };
  let lines = 0;
  try {
    for await (const { columns, rows, bad, refused } of readFacilities(dxKasan, inChunks(bytes, random), asked)) {
      for (const error of bad) assertNamed(error);
      // A refused line has an entry for each of its faults.
      lines += rows.length + refused;
      const answers = dxKasan.batch(columns, DAY);
      assert.equal(columns.types.length, rows.length);
      for (const [row, about] of rows.entries()) {
        for (const record of levelsOf(columns, answers, row, about)) {
          const written = levelText("csv", record, { rawNames: true });
          assert.deepEqual(
            records(parseCsv, [written])[0].value,
            levelColumns.map((column) => String(record[column])),
          );
          assert.deepEqual(JSON.parse(levelText("jsonl", record)), record);
        }
      }
    }
  } catch (error) {
    if (error.constructor.name !== "CellError") throw error;
    assertNamed(error);
    return;
  }
  const text = new TextDecoder(encoding).decode(bytes);
  const found = records(format === "csv" ? parseCsv : parseJson, [text]);
  assert.equal(lines, found.length - (format === "csv" ? 1 : 0));
}

function assertNamed({ column, code, message, messageJa }) {
  assert.equal(typeof column, "string");
  for (const text of [code, message, messageJa])
    assert.ok(typeof text === "string" && text !== "" && text.length < 2000, `${column}: ${text}`);
}

// Of pasted text each line is understood, passed over or refused once, and what was understood reads the same when it is written plainly.
function pasted(text) {
  const { rows, refused, skipped, tooLong } = readPasted(text);
  if (tooLong) return;
  for (const { line, reason, said } of [...refused, ...skipped]) {
    assert.ok(line >= 1);
    assert.ok((reason ?? said) !== undefined);
  }
  const label = (basis) => dxKasan.rulesInfo().bases.find(({ id }) => id === basis).label.ja;
  const plainly = ({ month, basis, users = "", receipts = "", rate = "" }) =>
    csvLine([month, users, receipts, rate, label(basis)], { rawNames: true });
  const again = readPasted(`実績月,利用者数,外来レセプト件数,利用率,計算の方法\n${rows.map(plainly).join("")}`);
  const values = ({ month, basis, users, receipts, rate }) => ({ month, basis, users, receipts, rate });
  assert.deepEqual(again.rows.map(values), rows.map(values));
}
