// The questions in groups, by what it would take to bring the helpful answer about.

import { topicsOf } from "./steps.mjs";

const EFFORTS = ["at-once", "purchase", "filing", "gradual", "none"];

/** Questions of one topic stay together. @param {any} checked @returns {{ effort: string, facts: any[] }[]} */
export function groupsOf(checked) {
  const groups = new Map(EFFORTS.map((effort) => [effort, /** @type {any[]} */ ([])]));
  for (const { facts } of topicsOf(checked))
    groups.get((facts.find(({ favourable }) => favourable === true) ?? facts[0]).remedy)?.push(...facts);
  return [...groups].map(([effort, facts]) => ({ effort, facts })).filter(({ facts }) => facts.length > 0);
}
