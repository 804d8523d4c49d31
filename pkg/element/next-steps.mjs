// What to do, in order.

import { remedies } from "dx-kasan";
import { claimableLevel, nearestLevel } from "./order.mjs";
import { levelIn, standing } from "./rates.mjs";

/** The last day of a day's month, and the first of the next. @param {string} day */
function turnOf(day) {
  const [year, month] = day.split("-").map(Number);
  const iso = (/** @type {number} */ ms) => new Date(ms).toISOString().slice(0, 10);
  return { by: iso(Date.UTC(year, month, 0)), from: iso(Date.UTC(year, month, 1)) };
}

/**
 * @param {import("../index.js").Facility} facility
 * @param {string} day
 * @param {{ addOn: import("../index.js").AddOnAssessment | undefined, outlook: import("../index.js").Outlook, toEnter: string | null }} known
 */
export function nextSteps(facility, day, { addOn, outlook, toEnter }) {
  /** @type {any[]} */
  const steps = [];
  if (addOn === undefined) return { steps };
  const own = { addOn: addOn.id, by: null };
  const claimable = claimableLevel(addOn);
  if (addOn.questions.length > 0 && addOn.verdict === "undetermined") steps.push({ ...own, kind: "answer", count: addOn.questions.length });
  if (toEnter !== null && outlook.months.some((one) => one.addOn === addOn.id)) steps.push({ ...own, kind: "enter-rate", month: toEnter });
  if (addOn.verdict === "does-not-qualify") {
    const way = remedies(facility, day).addOns.find(({ id }) => id === addOn.id)?.levels[0]?.ways[0];
    for (const change of way?.changes ?? []) {
      if (change.kind === "fact") steps.push({ ...own, kind: "do", fact: change.fact, action: change.action });
    }
  }
  const target = claimable ?? addOn.best?.level ?? nearestLevel(addOn).id;
  const open = outlook.months.find((one) => one.addOn === addOn.id && levelIn(one, target) && standing(levelIn(one, target)) === "open");
  if (open !== undefined) {
    const level = levelIn(open, target);
    steps.push({ ...own, kind: "more-users", level: target, by: level.deadline, needed: level.needed, users: level.usersNeeded });
  }
  if (addOn.filing.required && addOn.best !== null && claimable !== addOn.best.level && addOn.filing.filed !== null)
    steps.push({ ...own, kind: "file", level: addOn.best.level, form: addOn.filing.form, ...turnOf(day) });
  if (addOn.filing.required && addOn.filing.filed === null && addOn.verdict !== "does-not-qualify")
    steps.push({ ...own, kind: "check-filing", level: null });
  if (addOn.verdict === "does-not-qualify" && addOn.filing.filed === true) steps.push({ ...own, kind: "stop-claiming", level: null });
  return { steps };
}
