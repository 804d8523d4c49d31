// What is typed into the field of one month: a rate, users of receipts, or the text of a mail, which says its months itself.

import { DxKasanError, parseRate } from "dx-kasan";
import { monthInYear } from "./dates.mjs";
import { faultOfMonth } from "./faults.mjs";
import { readCount, withPercentSign } from "./numbers.mjs";
import { readPasted } from "./paste.mjs";
import { sayError, words } from "./context.mjs";

/** @typedef {{ month: string, basis: string, users?: string, receipts?: string, rate?: string }} Row */

/** `10月 49.1%`: the month that the field is about anyway. */
const ITS_MONTH = /^(\d{1,2})月(?:診療)?分?(?:の(?:利用率|実績))?[はが:、\s]*/;
const COUNTS = /^([\d,]+)人?\s*\/\s*([\d,]+)[件枚]?$/;

/**
 * The rows that a text holds; `error` says why it holds none.
 * @param {string} typed
 * @param {string} month the month that the field is about
 * @returns {{ rows: Row[], error: string | null }}
 */
export function readMonth(typed, month) {
  const text = typed.normalize("NFKC").trim();
  if (text === "") return { rows: [], error: words.monthEntry.empty };
  const named = ITS_MONTH.exec(text);
  const bare = named !== null && Number(named[1]) === Number(month.slice(5)) ? text.slice(named[0].length).trim() : text;
  const row = { month, basis: "receipts" };
  const counts = COUNTS.exec(bare);
  if (counts !== null) return sound({ ...row, users: counts[1].replaceAll(",", ""), receipts: counts[2].replaceAll(",", "") });
  if (/^\d+(\.\d+)?\s*%?$/.test(bare)) return sound({ ...row, rate: bare.replace(/\s/g, "") });
  const { rows, refused } = readPasted(typed);
  if (rows.length > 0) return { rows, error: null };
  const [first] = refused;
  return { rows: [], error: first?.said ?? words.monthEntry.unclear(monthInYear(month)) };
}

/** The row, if the engine has nothing against it. @param {Row} row */
function sound(row) {
  try {
    const { month, users, receipts, rate } = row;
    const entry =
      rate === undefined
        ? { month, users: readCount(users ?? ""), receipts: readCount(receipts ?? "") }
        : { month, rate: parseRate(withPercentSign(rate)) };
    const error = faultOfMonth(entry);
    return { rows: error === null ? [row] : [], error };
  } catch (error) {
    if (!(error instanceof DxKasanError)) throw error;
    return { rows: [], error: sayError(error) };
  }
}
