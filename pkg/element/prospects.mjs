// Sentences on the rates to come: how levels stand in a claim month, and what is fixed there or can still decide; when the rate
// that is needed changes; how many users it takes.

import { dayName, dayNear, monthName, monthNear } from "./dates.mjs";
import { levelIn, monthsIn, standing } from "./rates.mjs";
import { count, words } from "./context.mjs";

const text = words.rates;

/**
 * How the groups of levels stand in a claim month: one sentence for all groups that it is true of.
 *
 * @param month a claim month of the outlook
 * @param groups lists of levels that stand the same in it
 * @param context the day, the words for levels (`named`) and the users of the running month so far (`soFar`)
 */
export function prospects(month, groups, { named, ...context }) {
  const lines = new Map();
  for (const ids of groups) {
    const level = levelIn(month, ids[0]);
    if (level === undefined) continue;
    const kind = standing(level);
    const sentence = sentences[kind](month, level, context);
    const line = lines.get(sentence) ?? { kind, sentence, who: [] };
    lines.set(sentence, { ...line, who: [...line.who, text.group(named(ids), level.needed)] });
  }
  return [...lines.values()].map(({ kind, sentence, who }) => ({ kind, sentence: text.stand(who, sentence) }));
}

const sentences = {
  reached: ({ best }, _, { day }) => text.reached(monthNear(best.month, day), best.rate),
  lost: ({ best }, _, { day }) => text.lost(monthNear(best.month, day), best.rate),
  awaited: (month, _, { day }) => text.awaited(text.anyOf(namesOf(month, "awaited", day))),
  open: (month, level, context) => {
    const users = usersInWords(level, context);
    const until = text.open(text.anyOf(namesOf(month, "open", context.day)), dayNear(level.deadline, context.day));
    return users === null ? until : until + text.usersNeeded(users);
  },
};

/** What may have been decided already where a month is over and its rate not entered; null where that says nothing new. */
export function hiddenInWords(month, { day }) {
  const hides = month.levels.some((level) => standing(level) === "open");
  return hides && monthsIn(month, "awaited").length > 0 ? text.mayBeReached(text.anyOf(namesOf(month, "awaited", day))) : null;
}

/** Each month once, oldest first, although it may count on two bases. */
function namesOf(entry, state, day) {
  const months = new Set(monthsIn(entry, state).map(({ month }) => month));
  return [...months].sort().map((month) => monthNear(month, day));
}

/** How many users the last open month needs, and how many of them are still to come; null where no receipts are known. */
export function usersInWords({ usersNeeded }, { day, soFar }) {
  if (usersNeeded === null) return null;
  const { month, users, receipts } = usersNeeded;
  const missing = soFar?.month === month ? users - soFar.users : null;
  const stillTo = missing === null ? "" : missing <= 0 ? text.enoughUsers : text.usersMissing(count(missing));
  return text.users(monthNear(month, day), count(receipts), count(users)) + stillTo;
}

/** From when on which levels need another rate, one sentence for each day and direction. */
export function changesInWords(changes, context) {
  const sentences = new Map();
  for (const change of changes) {
    const kind = kindOf(change, context);
    const key = `${change.date} ${kind}`;
    sentences.set(key, { kind, date: change.date, moves: [...(sentences.get(key)?.moves ?? []), change] });
  }
  return [...sentences.values()].map(({ kind, date, moves }) => {
    const list = moves.map(({ levels, from, to }) => ({ levels: context.named(levels), from, to }));
    return text.changes[kind](dayName(date), list);
  });
}

/** Levels that begin or end on the day say more than a rate that comes or goes with them. */
function kindOf({ date, from, to, levels }, { addOn }) {
  const course = addOn.levels.find(({ id }) => id === levels[0]);
  if (from === null) return course.from === date ? "levelsBegin" : "begins";
  if (to === null) return course.until !== null && course.until < date ? "levelsEnd" : "ends";
  return isRise(from, to) ? "up" : "down";
}

export const isRise = (from, to) => Number.parseFloat(from) < Number.parseFloat(to);

/** In which claim months which levels lack more than the rate, or may lack more. */
export function otherwiseInWords(months, { named }) {
  const spans = new Map();
  for (const { claimMonth, levels } of months) {
    for (const state of ["unmet", "undetermined"]) {
      const ids = levels.filter(({ otherwiseMet }) => otherwiseMet === state).map(({ id }) => id);
      if (ids.length === 0) continue;
      const key = `${state} ${ids}`;
      spans.set(key, { ...(spans.get(key) ?? { state, ids, from: claimMonth }), until: claimMonth });
    }
  }
  const when = ({ from, until }) => (from === until ? text.inMonth(monthName(from)) : text.inMonths(monthName(from), monthName(until)));
  return [...spans.values()].map((span) => text.otherwise[span.state](when(span), named(span.ids)));
}
