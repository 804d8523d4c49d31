// What the page says against what the facade answers, so that a change of the law changes no test.

import assert from "node:assert/strict";
import { evaluate } from "../../pkg/dist/index.mjs";
import { results } from "./page-driver.mjs";

/** The verdicts, the points with their codes and the requirements on the page against an answer of the facade. */
export async function saysWhatTheFacadeSays(tab, facility, date) {
  const inForce = evaluate(facility, date).addOns.filter(({ verdict }) => verdict !== "not-in-force");
  const order = inForce.map(({ id }) => id);
  const shown = (await results(tab)).sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
  assert.deepEqual(
    shown,
    inForce.map(({ id, name, verdict, best, levels, requirements }) => ({
      id,
      name: name.ja,
      verdict,
      amounts: (best?.fees ?? []).map(({ amount, unit }) => `${amount.toLocaleString("ja-JP")}${unit === "yen" ? "円" : "点"}`),
      codes: (best?.fees ?? []).flatMap(({ codes }) => codes.map(({ code }) => code)),
      requirements: requirements.map(({ id, label, citations }) => ({
        label: label.ja,
        states: statesOf(levels, id),
        citations: citations.length,
      })),
    })),
  );
}

/** The different ways in which the levels ask for a requirement and stand to it, in the order of the levels. */
function statesOf(levels, id) {
  const checks = levels.flatMap(({ checks }) => checks.filter(({ requirement }) => requirement === id));
  return [...new Map(checks.map(({ state, needed }) => [`${state} ${needed}`, state])).values()];
}
