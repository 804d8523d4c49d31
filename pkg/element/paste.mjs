// Monthly rates as people have them: rows of a spreadsheet or the lines of a mail, in any order of columns. Each line is understood,
// passed over for a reason, or refused for one; nothing is guessed. `pieces.mjs` finds the pieces, this file makes months of them.

import { DxKasanError, parseRate } from "dx-kasan";
import { sayError } from "./context.mjs";
import { faultOfMonth } from "./faults.mjs";
import { withPercentSign } from "./numbers.mjs";
import { cellsOf, isTotal, kindsOfHeader, piecesOf, plain } from "./pieces.mjs";

/** More lines than anybody has months. */
const MOST_LINES = 2000;
/** More characters than any line of rates has. */
const LONGEST_LINE = 1000;

/**
 * What a text says of months, as { rows, refused, skipped, tooLong }: `rows` have `line` (from 1), `month` and `basis`, and `users`,
 * `receipts` and `rate` as texts of the form; `refused` and `skipped` have `line`, `text` and `reason`, one of the words of
 * `paste.reasons`, or `said`, what the facade says of it.
 */
export function readPasted(text) {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  if (lines.length > MOST_LINES) return { rows: [], refused: [], skipped: [], tooLong: true };
  const reading = { rows: [], refused: [], skipped: [], header: null, open: null };
  lines.forEach((line, index) => readLine(line, index + 1, reading));
  close(reading);
  return { ...once(reading), tooLong: false };
}

function readLine(original, line, reading) {
  if (original.length > LONGEST_LINE) return void reading.refused.push({ line, text: `${original.slice(0, 100)}…`, reason: "unclear" });
  const text = plain(original);
  if (text === "" || /^[,\t;|、\s"-]*$/.test(text)) return;
  const at = { line, text: original.trim() };
  if (isTotal(text)) return void reading.skipped.push({ ...at, reason: "total" });
  const header = kindsOfHeader(text);
  if (header !== null) {
    close(reading);
    reading.header = header;
    reading.skipped.push({ ...at, reason: "header" });
    return;
  }
  const readings = cellsOf(text, reading.header).map((cells) => piecesOf(cells, reading.header));
  const found = readings.filter(({ left }) => left.length === 0);
  const month = readings.find((one) => one.month !== undefined)?.month;
  if (month === undefined) return more(found, at, reading);
  close(reading);
  const whole = found.filter((one) => one.values.length > 0);
  if (whole.length > 0) return settle(whole, at, reading);
  if (readings.some(({ values, left }) => values.length + left.length > 0)) return void reading.refused.push({ ...at, reason: "unclear" });
  reading.open = { ...at, month, values: [], lines: [at] };
}

/** A line without a month belongs to the month above it, as mails have them, if it says what its number is. */
function more(found, at, reading) {
  const labelled = found.find(({ values }) => values.length > 0 && values.every(({ kind }) => kind !== undefined));
  if (reading.open !== null && labelled !== undefined) {
    reading.open.values.push(...labelled.values);
    reading.open.lines.push(at);
    return;
  }
  const reason = /\d/.test(plain(at.text)) ? "noMonth" : "words";
  (reason === "words" ? reading.skipped : reading.refused).push({ ...at, reason });
}

/** Ends the month whose values stood on lines of their own. */
function close(reading) {
  const { open } = reading;
  reading.open = null;
  if (open === null) return;
  if (open.values.length === 0) return void reading.skipped.push({ line: open.line, text: open.text, reason: "noValues" });
  settle([open], { line: open.line, text: open.lines.map(({ text }) => text).join(" ") }, reading);
}

/** Of the ways to read a line, the one that stands; none and several are refused. */
function settle(ways, at, reading) {
  const outcomes = ways.flatMap(entriesOf).map((entry) => ({ entry, said: objection(entry) }));
  const standing = new Map(outcomes.filter(({ said }) => said === null).map(({ entry }) => [JSON.stringify(entry), entry]));
  if (standing.size === 1) return void reading.rows.push({ line: at.line, text: at.text, ...[...standing.values()][0] });
  if (standing.size > 1) return void reading.refused.push({ ...at, reason: "ambiguous" });
  const said = outcomes.length === 1 ? outcomes[0].said : undefined;
  reading.refused.push(said === undefined ? { ...at, reason: "unclear" } : { ...at, said });
}

/** What the values of a line may be: whoever has two numbers without names has users and receipts, in one order or the other. */
function entriesOf({ month, basis = "receipts", values }) {
  const named = Object.fromEntries(values.filter(({ kind }) => kind !== undefined).map(({ kind, text }) => [kind, text]));
  if (values.filter(({ kind }) => kind !== undefined).length !== Object.keys(named).length) return [];
  const free = values.filter(({ kind }) => kind === undefined).map(({ text }) => text);
  const open = ["users", "receipts", "rate"].filter((kind) => !(kind in named));
  const ways = arrangements(free, open).map((given) => ({ given, entry: { month, basis, ...named, ...given } }));
  return ways.filter(({ given, entry }) => isBorneOut(given, entry)).map(({ entry }) => entry);
}

/** A number that nothing names needs both counts: beside a rate alone it may be users, receipts, or no count at all. */
const isBorneOut = (given, { users, receipts }) => Object.keys(given).length === 0 || (users !== undefined && receipts !== undefined);

/** Every way of giving texts the names of different kinds. A rate without its sign and without a name is none. */
function arrangements([first, ...rest], kinds) {
  if (first === undefined) return [{}];
  const fitting = kinds.filter((kind) => (kind === "rate" ? first.includes(".") : !first.includes(".")));
  return fitting.flatMap((kind) =>
    arrangements(
      rest,
      kinds.filter((one) => one !== kind),
    ).map((others) => ({ [kind]: first, ...others })),
  );
}

/** What the facade says against an entry; null where it says nothing. */
function objection({ month, basis, users, receipts, rate }) {
  try {
    const entry = { month, basis };
    if (users !== undefined) entry.users = Number(users);
    if (receipts !== undefined) entry.receipts = Number(receipts);
    if (rate !== undefined) entry.rate = parseRate(withPercentSign(rate));
    return faultOfMonth(entry);
  } catch (error) {
    if (!(error instanceof DxKasanError)) throw error;
    return sayError(error);
  }
}

/** A month that is there twice with other values is refused at both places; the same again is one. */
function once({ rows, refused, skipped }) {
  const groups = new Map();
  for (const row of rows) {
    const key = `${row.month} ${row.basis}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  }
  const kept = [];
  for (const [first, ...others] of groups.values()) {
    const same = others.every((one) => ["users", "receipts", "rate"].every((kind) => one[kind] === first[kind]));
    if (same) kept.push(first);
    const list = same ? others.map((one) => ({ ...one, reason: "again" })) : [first, ...others].map((one) => ({ ...one, reason: "twice" }));
    (same ? skipped : refused).push(...list.map(({ line, text, reason }) => ({ line, text, reason })));
  }
  const inOrder = (list) => list.sort((one, other) => one.line - other.line);
  return { rows: kept, refused: inOrder(refused), skipped: inOrder(skipped) };
}
