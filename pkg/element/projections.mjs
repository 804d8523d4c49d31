// A projection worked into what the page tells of it: the course of each add-on, what each higher level comes to over all months,
// and the months in which an add-on counts for nothing although there are patients.

import { isNothing, NOTHING, plus } from "./money.mjs";
import { spansOf } from "./runs.mjs";

/** The units in which there is anything to say: yen alone where a schedule knows no points. */
export function unitsOf({ months, total }) {
  const sums = [total, ...months.flatMap(({ addOns }) => addOns.flatMap(({ higher }) => higher.map((one) => one.total)))];
  const hasPoints = sums.some(({ least, most }) => least.points !== 0 || most.points !== 0) || sums.every(isNothing);
  return hasPoints ? ["points", "yen"] : ["yen"];
}

/** The add-ons to which the patients matter, at the level of each month or at a higher one, with their months. */
export function courses({ months }) {
  const ids = [...new Set(months.flatMap(({ addOns }) => addOns.map(({ id }) => id)))];
  const all = ids.map((id) => ({
    id,
    months: months.map(({ month, addOns, total }) => ({ month, whole: total, entry: addOns.find((addOn) => addOn.id === id) })),
  }));
  return all.filter((course) => course.months.some(({ entry }) => entry !== undefined && matters(entry)));
}

const matters = ({ total, higher }) => !isNothing(total) || higher.some((one) => !isNothing(one.total));

/** What a filing takes in any of the months, now or once it is filed: each fee once. */
export function lossesIn({ months }) {
  const all = months.flatMap(({ addOns }) => addOns.flatMap(({ losses, higher }) => [...losses, ...higher.flatMap((one) => one.losses)]));
  return [...new Map(all.map((loss) => [loss.item, loss])).values()];
}

export const higherIn = ({ entry }, level) => entry?.higher.find((one) => one.level === level);

/** Every level that is above that of any month, the best first, with what it would come to and add over all months. */
export function higherLevels({ months }) {
  const ids = [...new Set(months.flatMap(({ entry }) => entry?.higher.map(({ level }) => level) ?? []))];
  return ids.map((level) => ({
    level,
    months: months.filter((month) => higherIn(month, level) !== undefined),
    total: months.reduce((sum, month) => plus(sum, (higherIn(month, level) ?? month.entry)?.total ?? NOTHING), NOTHING),
    more: months.reduce((sum, month) => plus(sum, higherIn(month, level)?.more ?? NOTHING), NOTHING),
  }));
}

export const totalOf = ({ months }) => months.reduce((sum, { entry }) => plus(sum, entry?.total ?? NOTHING), NOTHING);

/** What the whole month comes to with another level of the add-on; null where that level is not above. */
export function wholeWith(month, level) {
  const higher = higherIn(month, level);
  return higher === undefined ? null : plus(month.whole, higher.more);
}

/** The next level above that changes anything, and what the whole month comes to with it; null where there is none. */
export function nextIn(month) {
  const next = month.entry?.higher.findLast(({ more }) => !isNothing(more));
  return next === undefined ? null : { level: next.level, whole: plus(month.whole, next.more) };
}

/** What depends on something unknown, and may still come to something. */
export const isOpen = (reason) => reason === "undetermined" || reason === "filing-unknown";

export const hasOpenMonths = (courses) => courses.some((course) => gapsOf(course).some(({ value }) => isOpen(value)));

/** Whether any sum has a least and a most. */
export function hasBounds({ months }) {
  const differ = ({ least, most }) => least.yen !== most.yen;
  return months.some(
    ({ total, addOns }) => differ(total) || addOns.some((addOn) => addOn.higher.some((one) => differ(one.total) || differ(one.more))),
  );
}

/** Runs of months without a level although one would come to something, with the reason. */
export function gapsOf({ months }) {
  const isGap = ({ entry }) => entry !== undefined && entry.level === null && matters(entry);
  return spansOf(
    months,
    ({ month }) => month,
    (one) => (isGap(one) ? one.entry.reason : undefined),
  );
}
