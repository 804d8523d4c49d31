// What people take along: the monthly rates and the result as CSV, everything as JSON, and all of it read back.

import { DxKasanError, rulesInfo } from "dx-kasan";
import { csvLine } from "../src/csv.mjs";
import { levelName, mainAmount, mainCodes } from "./amounts.mjs";
import { textOf, words } from "./context.mjs";
import { draftOf, formOfDraft } from "./draft.mjs";
import { NO_USAGE, rowOf } from "./form.mjs";

const KIND = "dx-kasan-check";
const VERSION = 1;
/** Far more than any check needs. */
const LARGEST_FILE = 1_000_000;

/** A file's name says what was checked, and nothing about whom. */
export const fileName = ({ facility, day }, what, ending) => `dx-kasan-${what}-${facility.type}-${day}.${ending}`;

/** The rates that were entered, oldest month first, in columns that `readPasted` reads back. */
export function ratesCsv(form) {
  const { month, users, receipts, rate } = words.paste.columns;
  const rows = Object.keys(form.usage)
    .sort()
    .map((key) => ({ ...rowOf(key), ...NO_USAGE, ...form.usage[key] }));
  const entered = rows.filter((row) => row.users + row.receipts + row.rate !== "");
  const basis = (wanted) => textOf(rulesInfo().bases.find(({ id }) => id === wanted).label);
  return sheet([
    [month, users, receipts, rate, words.take.basis],
    ...entered.map((row) => [row.month, row.users, row.receipts, row.rate, basis(row.basis)]),
  ]);
}

/** The answer, a row for each add-on, each with the rules that it rests on and the day to which they were checked: rows are copied into other sheets. */
export function resultCsv({ assessment }) {
  const { addOn, name, verdict, level, amount, codes, from, rules, checkedTo } = words.take.columns;
  return sheet([
    [addOn, name, verdict, level, amount, codes, from, rules, checkedTo],
    ...assessment.addOns.map(({ id, best, ...one }) => [
      id,
      textOf(one.name),
      words.verdicts[one.verdict].short,
      best === null ? "" : (levelName({ id, ...one }, best.level) ?? ""),
      best === null ? "" : mainAmount({ id }, best.fees, assessment.schedule),
      best === null ? "" : mainCodes({ id }, best.fees, assessment.schedule),
      one.validity.from,
      assessment.ruleset.version,
      assessment.ruleset.checkedTo,
    ]),
  ]);
}

/** For spreadsheets: they need the mark to see UTF-8. */
const sheet = (rows) => `\uFEFF${rows.map((row) => csvLine(row).replace(/\n$/, "\r\n")).join("")}`;

/** Everything: to be kept beside the papers, and to be opened again. */
export function checkJson(form, { overTime, day, assessment }) {
  const { version, checkedTo, sha256 } = rulesInfo();
  const rules = { version, checkedTo, sha256 };
  const content = { kind: KIND, version: VERSION, rules, date: day, facility: overTime, draft: draftOf(form), assessment };
  return `${JSON.stringify(content, null, 1)}\n`;
}

/** The form that a file of `checkJson` holds; `told` says where it was made by other rules. Throws a DxKasanError that says what is wrong with it. */
export function formOfJson(text, today) {
  if (text === null || text.length > LARGEST_FILE) throw refusal("tooLarge");
  let content;
  try {
    content = JSON.parse(text);
  } catch {
    throw refusal("noJson");
  }
  if (content?.kind !== KIND) throw refusal("foreign");
  if (content.version !== VERSION) throw refusal("otherVersion");
  const form = formOfDraft(content.draft, today);
  return { ...form, told: content.rules?.sha256 === rulesInfo().sha256 ? null : "otherRules" };
}

function refusal(what) {
  const message = words.take.refusals[what];
  return new DxKasanError({ code: "inconsistent", path: "", params: {}, message, messageJa: message });
}

/** A file's text, in the encoding that it has: spreadsheets in Japan still write the one of their system. Null where it is too large. */
export async function readText(file) {
  if (file.size > LARGEST_FILE) return null;
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("shift_jis").decode(bytes);
  }
}

/** Hands a text to the person as a file; nothing is sent. */
export function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  // Not at once: a browser may still be about to read it.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
