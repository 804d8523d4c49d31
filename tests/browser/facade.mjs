// What the page says against what the facade answers, so that a change of the law changes no test.

import assert from "node:assert/strict";
import { evaluate } from "../../pkg/dist/index.mjs";
import { results, summaryLines } from "./page-driver.mjs";

/** The summary, the codes of the points and the requirements on the page against an answer of the facade. */
export async function saysWhatTheFacadeSays(tab, facility, date) {
  const inForce = evaluate(facility, date).addOns.filter(({ verdict }) => verdict !== "not-in-force");
  const lines = await summaryLines(tab);
  assert.deepEqual(
    lines.map(({ name, verdict, level }) => [name, verdict, level !== null]),
    inForce.map(({ name, verdict, best }) => [name.ja, verdict, best !== null]),
  );
  for (const [index, { best }] of inForce.entries()) {
    if (best !== null) assert.ok(lines[index].level.includes(String(best.fees[0].amount)), lines[index].level);
  }
  assert.deepEqual(
    await results(tab),
    inForce.map(({ name, best, levels, requirements }) => ({
      name: name.ja,
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
