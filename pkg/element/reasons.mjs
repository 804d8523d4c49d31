// One sentence on why a requirement is in its state: which answers, or which rate, made it so.

import { dayName, monthName } from "./dates.mjs";
import { textOf, words } from "./context.mjs";

const text = words.reasons;

/**
 * @param check a level's check of the requirement
 * @param requirement what the levels' checks have in common
 * @param given the facts that the requirement reads, each with its `value` (undefined: unknown)
 */
export function reason(check, requirement, given) {
  const { state, needed } = check;
  if (state === "deemed") {
    const { deemedUntil } = requirement;
    return deemedUntil === undefined ? text.deemed : text.deemedUntil(dayName(deemedUntil));
  }
  if (state === "unknown") {
    if (requirement.measured?.some(({ rate }) => rate === null)) return text.unknown([text.rateMissing]);
    const missing = given.filter(({ value }) => value === undefined).map(({ label }) => textOf(label));
    return missing.length === 0 ? text.unknownPlain : text.unknown(missing);
  }
  if (needed !== undefined) {
    const { observed } = requirement;
    if (observed === undefined) return text.ratePlain[state](needed);
    return text.rate[state](monthName(observed.month), observed.rate, needed);
  }
  const answers = given.filter(({ value, favourable }) => value !== undefined && (value === favourable) === (state === "met"));
  return answers.length === 0
    ? text.plain[state]
    : text.because[state](answers.map(({ label, value }) => text.answered(textOf(label), words.questions[value ? "yes" : "no"])));
}
