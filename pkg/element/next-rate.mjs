// The rate that is needed next, worked from the outlook: add-ons that ask for the same rates in the same months as one, the levels that it
// is about, and the coming claim months up to the first that can still be decided.

import { levelIn, ratesByAddOn, standing } from "./rates.mjs";

/** @typedef {ReturnType<typeof ratesByAddOn>[number]} Rates */

/**
 * The rates of the add-ons that concern the facility, each course of thresholds and months once; `ids` are the add-ons that share it.
 * @param {import("../index.js").Outlook} outlook
 * @param {readonly string[]} wanted the add-ons, in the order of use
 */
export function sharedRates(outlook, wanted) {
  const all = ratesByAddOn(outlook);
  const shared = new Map();
  for (const id of wanted) {
    const entry = all.find((one) => one.id === id);
    if (entry === undefined) continue;
    const known = shared.get(courseOf(entry));
    if (known === undefined) shared.set(courseOf(entry), { ...entry, ids: [id] });
    else known.ids.push(id);
  }
  return [...shared.values()];
}

/** Levels have other names in another add-on: the rates alone are compared. @param {Rates} entry */
const courseOf = ({ months, groups }) =>
  JSON.stringify(months.map((month) => [month.claimMonth, month.measured, groups.map(([id]) => levelIn(month, id)?.needed ?? null)]));

/**
 * The group of levels that the next rate is about: the one above what may be claimed, else the best; where nothing may be claimed, the
 * easiest.
 * @param {Rates} entry
 * @param {string | null} claimable
 */
export function groupInView({ groups }, claimable) {
  if (claimable === null) return groups.at(-1);
  const own = groups.findIndex((ids) => ids.includes(claimable));
  return groups[Math.max(0, own - 1)];
}

/**
 * Runs of claim months that stand alike, up to the first that months not yet over can decide: `{ from, until, kind, month, level }`, of
 * which `month` is the last of the run.
 * @param {Rates} entry
 * @param {readonly string[]} group
 */
export function rowsOf({ months }, group) {
  const rows = [];
  for (const month of months) {
    const level = levelIn(month, group[0]);
    if (level === undefined) continue;
    const kind = standing(level);
    const last = rows.at(-1);
    if (last?.kind === kind && last.month.best?.month === month.best?.month && kind !== "open")
      Object.assign(last, { until: month.claimMonth, month, level });
    else rows.push({ from: month.claimMonth, until: month.claimMonth, kind, month, level });
    if (kind === "open") break;
  }
  return rows;
}

/**
 * The month to enter next: the one after the newest that is known, once it is over. Where more are missing, the newest that counts on the
 * day; null where nothing is missing.
 * @param {readonly { month: string, basis: string }[]} rows the months that count on the day
 * @param {readonly { month: string, basis: string }[]} coming those over that count later
 * @param {readonly { month: string, basis?: string }[]} usage what is known
 */
export function monthToEnter(rows, coming, usage) {
  const monthsOf = (/** @type {readonly { month: string, basis?: string }[]} */ list) =>
    list.filter(({ basis = "receipts" }) => basis === "receipts").map(({ month }) => month);
  const newest = monthsOf(usage).sort().at(-1) ?? "";
  const later = monthsOf([...rows, ...coming])
    .filter((month) => month > newest)
    .sort();
  if (later.length <= 2) return later[0] ?? null;
  return (
    monthsOf(rows)
      .sort()
      .findLast((month) => month > newest) ?? later[0]
  );
}
