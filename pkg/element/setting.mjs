// What a facility does: its services, by the rules' own fees, and how its patients get their medicines.

import { rulesInfo } from "dx-kasan";
import { isInForce, servicesOf } from "./order.mjs";
import { UNANSWERED, withAnswer } from "./form.mjs";
import { textOf, words } from "./context.mjs";

/** The ways of giving medicines: the fact that says whether it is done, and the one that asks how, which nobody is asked who does not. */
const MEDICINES = [
  { done: "prescribes-outside", how: "e-prescription" },
  { done: "dispenses-in-house", how: "dispensing-registration" },
];

/**
 * The services that the add-ons in force have fees for, those that go together as one: initial visits and revisits, for example.
 * @param {import("../index.js").Assessment} assessment
 * @returns {string[][]}
 */
export function groupsOfServices({ addOns, schedule }) {
  const order = rulesInfo().services.map(({ id }) => id);
  const place = (/** @type {string} */ id) => order.indexOf(id);
  /** @type {string[][]} */
  let groups = [];
  for (const addOn of addOns.filter(isInForce)) {
    const own = servicesOf(addOn.id, schedule);
    const together = groups.filter((group) => group.some((id) => own.includes(id)));
    groups = [...groups.filter((group) => !together.includes(group)), [...new Set([...together.flat(), ...own])]];
  }
  return groups.map((group) => group.sort((one, other) => place(one) - place(other))).sort(([one], [other]) => place(one) - place(other));
}

/** 外来, or the services' own names. @param {readonly string[]} group */
export function nameOfGroup(group) {
  const labels = rulesInfo()
    .services.filter(({ id }) => group.includes(id))
    .map(({ label }) => textOf(label));
  return words.setup.does[group[0]] ?? labels.join(words.lists.dot);
}

/** Whether facilities give medicines in ways that are worth asking for: those that do one thing only are told apart by nothing. @param {string} schedule */
export const givesMedicines = (schedule) => ["medical", "dental"].includes(schedule);

/** `[outside, in-house]`, each true, false or null where it is not answered. @param {any} form @returns {(boolean | null)[]} */
const waysOf = ({ answers }) =>
  MEDICINES.map(({ done }) => {
    const { choice } = answers[done] ?? UNANSWERED;
    return choice === "unknown" ? null : choice === "yes";
  });

/** `outside`, `in-house`, `both`; null where it is not answered. @param {any} form */
export function medicinesOf(form) {
  const [outside, inHouse] = waysOf(form);
  if (outside && inHouse) return "both";
  return outside ? "outside" : inHouse ? "in-house" : null;
}

/** @param {any} form @param {"outside" | "in-house" | "both"} chosen */
export function withMedicines(form, chosen) {
  const done = [chosen !== "in-house", chosen !== "outside"];
  return MEDICINES.reduce((next, { done: fact, how }, at) => {
    const told = withAnswer(next, fact, { choice: done[at] ? "yes" : "no" });
    return done[at] ? told : withAnswer(told, how, UNANSWERED);
  }, form);
}

/**
 * The facts that follow from the ways of giving medicines: what is not done is done in no way, unless somebody has said otherwise.
 * @param {any} form
 * @param {string} schedule
 * @returns {Record<string, boolean>}
 */
export function factsOfMedicines(form, schedule) {
  if (!givesMedicines(schedule)) return {};
  const known = waysOf(form);
  return Object.fromEntries(
    MEDICINES.flatMap(({ done, how }, at) => {
      const value = known[at];
      if (value === null) return [];
      const isSaid = (form.answers[how] ?? UNANSWERED).choice !== "unknown";
      return value || isSaid
        ? [[done, value]]
        : [
            [done, false],
            [how, false],
          ];
    }),
  );
}
