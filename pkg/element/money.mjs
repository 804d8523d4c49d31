// Sums in words: points and yen, between bounds where they are not the same, and as differences.

import { count, words } from "./context.mjs";

const text = words.claims;

/** 1,038〜2,760, or one number where there is only one. */
function between(one, other, say) {
  const [least, most] = [Math.min(one, other), Math.max(one, other)];
  return least === most ? say(least) : text.range(say(least), say(most));
}

const signed = (number) => (number === 0 ? "0" : number > 0 ? text.more(count(number)) : text.less(count(-number)));

/** 1,038, or －1,038. */
const amount = (number) => (number < 0 ? text.less(count(-number)) : count(number));

/** 1,038〜2,760点; `unit` is `points` or `yen`. */
export const sum = ({ least, most }, unit) => text[unit](between(least[unit], most[unit], amount));

/** ＋120〜＋240点 */
export function difference({ least, most }, unit) {
  return least[unit] === 0 && most[unit] === 0 ? text.noDifference : text[unit](between(least[unit], most[unit], signed));
}

/** 120点（1,200円）, or the yen alone where a schedule knows no points. */
export function pointsAndYen(bounds, units, say = sum) {
  const [first, second] = units.map((unit) => say(bounds, unit));
  return second === undefined || second === first ? first : text.both(first, second);
}

export const NOTHING = { least: { points: 0, yen: 0 }, most: { points: 0, yen: 0 } };

const plusMoney = (one, other) => ({ points: one.points + other.points, yen: one.yen + other.yen });

export const plus = (one, other) => ({ least: plusMoney(one.least, other.least), most: plusMoney(one.most, other.most) });

/** A sum that has no bounds. */
export const exactly = (money) => ({ least: money, most: money });

export const isNothing = ({ least, most }) => [least, most].every(({ points, yen }) => points === 0 && yen === 0);
