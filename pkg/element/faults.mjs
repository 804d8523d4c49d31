// What the engine finds wrong with what was typed: all of it at once, each fault with its place.

import { check } from "dx-kasan";
import { sayError } from "./context.mjs";

/** @typedef {import("../index.js").Facility} Facility */

/** What is wrong with the entry of one month, in the language of the render; null where nothing is. @param {object} entry */
export function faultOfMonth(entry) {
  const fault = check({ usage: [entry] }).find(({ path }) => path.startsWith("usage"));
  return fault === undefined ? null : sayError(fault);
}

/**
 * The facility without what cannot be right: that is unknown, and hides nothing else. `tell` is given each fault, the parts of its path, and
 * the facility that it is about. The type and the 点数表 have been held to be right.
 * @param {any} facility with facts, usage and filings, each of which may be empty
 * @param {(said: string, place: string[], facility: any) => void} tell
 * @returns {any}
 */
export function withoutFaults(facility, tell) {
  const faults = check(facility);
  if (faults.length === 0) return facility;
  const left = { ...facility, facts: { ...facility.facts }, usage: [...facility.usage], filings: { ...facility.filings } };
  for (const fault of faults) {
    const place = fault.path.split(/[.[\]]+/).filter(Boolean);
    tell(sayError(fault), place, facility);
    const [part, one] = place;
    if (one === undefined) delete left[part];
    else delete left[part][one];
  }
  // More may be wrong than is told at once.
  return withoutFaults({ ...left, usage: left.usage.flat() }, tell);
}
