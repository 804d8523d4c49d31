// What to do, in order.

import { remedies } from "dx-kasan";
import { claimableLevel, nearestLevel, nearnessOf } from "./order.mjs";
import { levelIn, standing } from "./rates.mjs";

/** The last day of a day's month, and the first of the next. @param {string} day */
function turnOf(day) {
  const [year, month] = day.split("-").map(Number);
  const iso = (/** @type {number} */ ms) => new Date(ms).toISOString().slice(0, 10);
  return { by: iso(Date.UTC(year, month, 0)), from: iso(Date.UTC(year, month, 1)) };
}

/** What is to be done once, whichever add-ons it is for. */
const ONCE = ["answer", "enter-rate", "more-users", "check-filing"];

/**
 * The steps for the add-ons that concern the facility: first those for the first of them, and each once.
 * @param {import("../index.js").Facility} facility
 * @param {string} day
 * @param {{ addOns: readonly import("../index.js").AddOnAssessment[], outlook: import("../index.js").Outlook, toEnter: string | null }} known
 */
export function nextSteps(facility, day, { addOns, outlook, toEnter }) {
  const ways = new Map(remedies(facility, day).addOns.map(({ id, levels }) => [id, levels[0]?.ways[0]]));
  const all = addOns.flatMap((addOn) => stepsFor(addOn, { day, outlook, toEnter, way: ways.get(addOn.id) }));
  return { steps: all.filter((step, at) => !ONCE.includes(step.kind) || all.findIndex(({ kind }) => kind === step.kind) === at) };
}

/**
 * @param {import("../index.js").AddOnAssessment} addOn
 * @param {{ day: string, outlook: import("../index.js").Outlook, toEnter: string | null, way: import("../index.js").Remedy | undefined }} known
 */
function stepsFor(addOn, { day, outlook, toEnter, way }) {
  /** @type {any[]} */
  const steps = [];
  const own = { addOn: addOn.id, by: null };
  const claimable = claimableLevel(addOn);
  const months = outlook.months.filter((one) => one.addOn === addOn.id);
  if (addOn.questions.length > 0 && addOn.verdict === "undetermined") steps.push({ ...own, kind: "answer", count: addOn.questions.length });
  if (toEnter !== null && months.length > 0) steps.push({ ...own, kind: "enter-rate", month: toEnter });
  if (nearnessOf(addOn) === "near" && addOn.verdict === "does-not-qualify") {
    for (const change of way?.changes ?? []) {
      if (change.kind === "fact") steps.push({ ...own, kind: "do", fact: change.fact, action: change.action });
    }
  }
  const target = claimable ?? addOn.best?.level ?? nearestLevel(addOn).id;
  const level = months.map((month) => levelIn(month, target)).find((one) => one !== undefined && standing(one) === "open");
  if (level !== undefined)
    steps.push({ ...own, kind: "more-users", level: target, by: level.deadline, needed: level.needed, users: level.usersNeeded });
  if (addOn.filing.required && addOn.best !== null && claimable !== addOn.best.level && addOn.filing.filed !== null)
    steps.push({ ...own, kind: "file", level: addOn.best.level, form: addOn.filing.form, ...turnOf(day) });
  if (addOn.filing.required && addOn.filing.filed === null && addOn.verdict !== "does-not-qualify")
    steps.push({ ...own, kind: "check-filing" });
  if (addOn.verdict === "does-not-qualify" && addOn.filing.filed === true) steps.push({ ...own, kind: "stop-claiming" });
  return steps;
}
