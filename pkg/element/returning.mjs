// Coming back with a check that was kept: the day is today's, and the first thing is the rate of the month that is missing.

import { check } from "./check.mjs";
import { headline } from "./headline.mjs";
import { keep, kept } from "./keep.mjs";
import { rowKey } from "./form.mjs";

/** The form of a check that was kept, for today. @param {any} form @param {string} today */
export const forToday = (form, today) =>
  form.type === null ? { ...form, day: today, step: "setting" } : { ...form, day: today, step: "month", before: { ...form, before: null } };

/** Keeps what was entered where an earlier state of it is kept already. @param {any} form @param {string} today */
export function keepOn(form, today) {
  if (kept(today)?.form !== undefined) keep(form, today);
}

/**
 * What is another than when the check was kept: the day of then, what it answered, whether that is the same, and the rates that were entered
 * since. Null where nothing was kept, or nothing can be said of it.
 * @param {any} form
 * @param {any} checked
 */
export function since({ before }, { ordered, day, facility }) {
  if (before === null) return null;
  const then = check(before);
  if (then.assessment === undefined) return null;
  const [was, is] = [headline(then.ordered.concerned, then.day, day), headline(ordered.concerned, day, day)];
  const known = new Set(then.facility.usage.map(rowKey));
  return {
    day: then.day,
    said: was.pieces.join(""),
    same: was.pieces.slice(1).join() === is.pieces.slice(1).join(),
    entered: facility.usage.filter((/** @type {any} */ one) => !known.has(rowKey(one))),
  };
}
