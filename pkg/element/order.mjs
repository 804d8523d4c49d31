// Which add-ons concern a facility, how near each is to being claimed, and in which order they are of use to it.

import { addOns as allAddOns, rulesInfo } from "dx-kasan";

/** @typedef {import("../index.js").AddOnAssessment} AddOnAssessment */
/** @typedef {"claimable" | "near" | "open" | "far"} Nearness */

/** In the order of use. */
const NEARNESS = /** @type {const} */ (["claimable", "near", "open", "far"]);

/**
 * The services that an add-on has fees for, on whatever day.
 * @param {string} id
 * @param {string} wanted the schedule
 * @returns {readonly string[]}
 */
export const servicesOf = (id, wanted) =>
  allAddOns()
    .find((addOn) => addOn.id === id)
    ?.schedules.find(({ schedule }) => schedule === wanted)?.services ?? [];

/** Whether an add-on is in force on the day. @param {AddOnAssessment} addOn */
export const isInForce = ({ verdict }) => verdict !== "not-in-force";

/**
 * Whether an add-on has a fee for something that the facility does.
 * @param {string} id
 * @param {string} schedule
 * @param {readonly string[] | null} services what the facility does; null where it has not said
 */
export const concerns = (id, schedule, services) =>
  services === null || servicesOf(id, schedule).some((service) => services.includes(service));

/**
 * The level that may be claimed: its standards are met, and a filing supports it. Null where there is none.
 * @param {AddOnAssessment} addOn
 */
export function claimableLevel({ filing, levels }) {
  const isSupported = (/** @type {string} */ id) => !filing.required || filing.levels.includes(id);
  return levels.find(({ id, verdict }) => verdict === "met" && isSupported(id))?.id ?? null;
}

/**
 * `claimable`: with its filing. `near`: one step short, a filing or one standard. `open`: not decided yet. `far`: more is missing.
 * @param {AddOnAssessment} addOn
 * @returns {Nearness}
 */
export function nearnessOf(addOn) {
  if (claimableLevel(addOn) !== null) return "claimable";
  if (addOn.verdict === "qualifies") return "near";
  if (addOn.verdict === "undetermined") return "open";
  return lackingOf(nearestLevel(addOn)).length === 1 ? "near" : "far";
}

/**
 * How an add-on stands with its filing counted in: `near` where the standards are met and the filing is missing, else its verdict.
 * @param {AddOnAssessment} addOn
 */
export function stateOf(addOn) {
  if (claimableLevel(addOn) !== null) return "qualifies";
  return addOn.verdict === "qualifies" ? "near" : addOn.verdict;
}

/** Whether a rate that is not known decides about one of the levels. @param {readonly AddOnAssessment["levels"][number][]} levels */
export const rateIsOpen = (levels) =>
  levels.some(({ checks }) => checks.some(({ state, needed }) => state === "unknown" && needed !== undefined));

/** The requirements that a level lacks. @param {AddOnAssessment["levels"][number]} level */
export const lackingOf = ({ checks }) => checks.filter(({ state }) => state === "unmet");

/**
 * The level that lacks the least; of several the best one.
 * @param {AddOnAssessment} addOn
 */
export const nearestLevel = ({ levels }) => levels.reduce((best, one) => (lackingOf(one).length < lackingOf(best).length ? one : best));

/**
 * The add-ons of an assessment: those that concern the facility in the order of use, of which some are of use and some out of reach for now;
 * those for what it does not do; and those that are not in force.
 * @param {import("../index.js").Assessment} assessment
 * @param {readonly string[] | null} services
 */
export function sorted({ addOns, schedule }, services) {
  const inForce = addOns.filter(isInForce);
  const concerned = inForce.filter(({ id }) => concerns(id, schedule, services));
  const rank = (/** @type {AddOnAssessment} */ addOn) => NEARNESS.indexOf(nearnessOf(addOn));
  const ordered = [...concerned].sort((one, other) => rank(one) - rank(other) || place(one, schedule) - place(other, schedule));
  return {
    concerned: ordered,
    useful: ordered.filter((addOn) => nearnessOf(addOn) !== "far"),
    far: ordered.filter((addOn) => nearnessOf(addOn) === "far"),
    others: inForce.filter((addOn) => !concerned.includes(addOn)),
    outOfForce: addOns.filter((addOn) => !isInForce(addOn) && concerns(addOn.id, schedule, services)),
  };
}

/** What most patients come for goes first. @param {AddOnAssessment} addOn @param {string} schedule */
function place({ id }, schedule) {
  const all = rulesInfo().services.map((service) => /** @type {string} */ (service.id));
  return Math.min(...servicesOf(id, schedule).map((service) => all.indexOf(service)));
}
