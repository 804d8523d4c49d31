// The answer as one sentence: what may be claimed in the month, the filing counted in, or why not, or what is missing.

import { feeInWords, levelName } from "./amounts.mjs";
import { monthNear } from "./dates.mjs";
import { claimableLevel, lackingOf, nearestLevel, rateIsOpen } from "./order.mjs";
import { textOf, words } from "./context.mjs";

/** @typedef {import("../index.js").AddOnAssessment} AddOnAssessment */

const text = words.answer;

/** 加算２, or the add-on's own name where it has one level. @param {AddOnAssessment} addOn @param {string} level */
export const levelTitle = (addOn, level) => levelName(addOn, level) ?? textOf(addOn.name);

/** 在宅医療DX情報活用加算 加算２. @param {AddOnAssessment} addOn @param {string} level */
const fullTitle = (addOn, level) => words.claims.level(textOf(addOn.name), levelName(addOn, level));

/** 初診9点・再診2点. @param {AddOnAssessment} addOn @param {string} wanted */
export function feesShort({ levels }, wanted) {
  const { fees } = levels.find(({ id }) => id === wanted) ?? { fees: [] };
  return fees
    .map(feeInWords)
    .map(({ service, amount }) => text.fee(service.replace(/[（(].*$/, "").trim(), amount))
    .join(words.lists.dot);
}

/** The rate requirement of a level that lacks nothing else; undefined where it lacks more, or none. @param {AddOnAssessment} addOn */
export function rateAlone(addOn) {
  const lacking = lackingOf(nearestLevel(addOn));
  return lacking.length === 1 && lacking[0].needed !== undefined ? lacking[0] : undefined;
}

/** How many percentage points a rate lacks, rounded up: "6.39". @param {string} rate @param {string} needed */
export function pointsShort(rate, needed) {
  const hundredths = (/** @type {string} */ percent) => Math.round(100 * Number.parseFloat(percent));
  return ((hundredths(needed) - hundredths(rate)) / 100).toFixed(2);
}

/** How many answers are missing, the rate counted as one. @param {AddOnAssessment} addOn */
export function openCount({ questions, levels }) {
  return questions.length + (rateIsOpen(levels) ? 1 : 0);
}

/**
 * The sentence in pieces: what goes before, the answer itself, and what follows. Of several add-ons it is about the first, by its full name.
 * @param {readonly AddOnAssessment[]} concerned in the order of use
 * @param {string} day
 * @param {string} today
 * @returns {{ kind: string, pieces: readonly string[] }}
 */
export function headline([addOn, ...others], day, today) {
  const month = monthNear(day.slice(0, 7), today);
  if (addOn === undefined) return { kind: "not-in-force", pieces: text.none(month) };
  const titled = (/** @type {string} */ id) => (others.length === 0 ? levelTitle(addOn, id) : fullTitle(addOn, id));
  const claimable = claimableLevel(addOn);
  const best = addOn.best?.level ?? null;
  if (claimable !== null) {
    const [level, fees] = [titled(claimable), others.length === 0 ? feesShort(addOn, claimable) : ""];
    return best !== null && best !== claimable
      ? { kind: "qualifies", pieces: text.fileHigher(month, level, titled(best)) }
      : { kind: "qualifies", pieces: text.claimable(month, level, fees) };
  }
  if (best !== null) {
    const pieces = addOn.filing.filed === null ? text.filingUnknown(month, titled(best)) : text.notFiled(month);
    return { kind: addOn.filing.filed === null ? "undetermined" : "does-not-qualify", pieces };
  }
  if (addOn.verdict === "undetermined") {
    const name = (/** @type {string | null} */ id) => (id === null ? text.noLevel : levelTitle(addOn, id));
    return { kind: "undetermined", pieces: text.undetermined(openCount(addOn), name(addOn.range.worst), name(addOn.range.best)) };
  }
  return { kind: "does-not-qualify", pieces: text.notMet(month, lackInWords(addOn)) };
}

/** What the nearest level lacks. @param {AddOnAssessment} addOn */
function lackInWords(addOn) {
  const rate = rateAlone(addOn);
  const observed = rate && addOn.requirements.find(({ id }) => id === rate.requirement)?.observed;
  if (rate?.needed !== undefined && observed !== undefined) return text.rateLacks(pointsShort(observed.rate, rate.needed));
  const labels = lackingOf(nearestLevel(addOn)).map(({ requirement }) =>
    textOf(/** @type {any} */ (addOn.requirements.find(({ id }) => id === requirement)).label),
  );
  return text.lacks(labels[0], labels.length);
}
