// The course of the coming year worked into events: on which day which add-on's answer becomes another, and why, in words.

import { addOnOverTime, levelNames, mainAmount } from "./amounts.mjs";
import { isRise } from "./prospects.mjs";
import { together } from "./rates.mjs";
import { textOf, words } from "./context.mjs";

const text = words.changes;

/** A month that comes to count, or does no more, is no change: its rate is told with the rates to come. */
const OF_MONTHS = ["month-enters", "month-leaves"];

/**
 * Every change in the order of its day; `before` and `after` are the same words where only the reasons changed something. What is not
 * decided only because a rate is not known yet is not said to change.
 */
export function eventsOf({ addOns, schedule }, context) {
  const events = addOns.flatMap(({ id, name, spans }) => {
    const own = {
      ...context,
      schedule,
      addOn: addOnOverTime(id, schedule),
      nameOf: (other) => textOf(addOnOverTime(other, schedule).name),
    };
    return spans.slice(1).flatMap((span, index) => {
      const reasons = span.reasons.filter(({ kind }) => !OF_MONTHS.includes(kind));
      if (reasons.length === 0) return [];
      const waits = span.verdict === "undetermined" && reasons.length < span.reasons.length;
      const [before, after] = [spans[index], span].map((one) => outcome(one, own));
      return [{ day: span.from, id, name: textOf(name), before: waits ? after : before, after, reasons: reasonsInWords(reasons, own) }];
    });
  });
  return events.sort((one, other) => one.day.localeCompare(other.day));
}

function outcome({ status, verdict, best, range }, context) {
  const { addOn, schedule } = context;
  const say = (level) => (level === null ? words.result.noLevel : words.result.levelAnd(named(addOn, [level]), ""));
  if (verdict === "not-in-force") return text.outOfForce[status];
  if (verdict === "undetermined") return text.range(say(range.worst), say(range.best));
  if (best === null) return text.none;
  const sure = words.result.levelAnd(named(addOn, [best.level]), mainAmount(addOn, best.fees, schedule));
  return range.best === best.level ? sure : text.mayRise(sure, say(range.best));
}

const named = (addOn, ids) => levelNames(addOn, ids) ?? textOf(addOn.name);

function reasonsInWords(reasons, context) {
  const kinds = [...new Set(reasons.map(({ kind }) => kind))];
  return kinds.flatMap((kind) =>
    sentences[kind](
      reasons.filter((reason) => reason.kind === kind),
      context,
    ),
  );
}

const levelsOf =
  (sentence) =>
  (reasons, { addOn }) =>
    sentence(
      named(
        addOn,
        reasons.map(({ level }) => level),
      ),
    );

const requirements =
  (sentence) =>
  (reasons, { addOn, requirementOf }) =>
    reasons.map(({ requirement, levels }) => sentence(requirementOf(requirement), named(addOn, levels)));

const facts =
  (sentence) =>
  (reasons, { factOf }) =>
    reasons.map(({ fact }) => sentence(factOf(fact)));

/** For each kind of reason, the sentences for all reasons of that kind. */
const sentences = {
  "add-on-begins": ([{ replaces }], { nameOf }) => (replaces.length === 0 ? text.begins : text.replaces(replaces.map(nameOf))),
  "add-on-ends": ([{ succeededBy }], { nameOf }) => (succeededBy === null ? text.ends : text.succeeded(nameOf(succeededBy))),
  "review-passed": () => text.reviewPassed,
  "level-begins": levelsOf(text.levelBegins),
  "level-ends": levelsOf(text.levelEnds),
  "fees-change": levelsOf(text.feesChange),
  "requirement-begins": requirements(text.requirementBegins),
  "requirement-ends": requirements(text.requirementEnds),
  "requirement-changes": requirements(text.requirementChanges),
  "deemed-begins": requirements(text.deemedBegins),
  "deemed-ends": requirements(text.deemedEnds),
  "threshold-changes": (reasons, { addOn }) =>
    together(reasons.map(({ level, from, to }) => ({ id: level, from, to }))).map(({ levels, from, to }) =>
      text.threshold[isRise(from, to) ? "up" : "down"](named(addOn, levels), from, to),
    ),
  "correction-changes": () => text.correction,
  "fact-begins": facts(text.factBegins),
  "fact-ends": facts(text.factEnds),
};
