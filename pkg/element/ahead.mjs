// Asks the facade what lies ahead of the day: the rates to come, the ways to a better level, and what changes by itself.

import { DxKasanError, outlook, remedies, timeline } from "dx-kasan";
import { yearLater } from "./dates.mjs";

/** `changes` is null where the calendar of the rules ends before its last day. */
export function lookAhead(facility, day) {
  return { outlook: outlook(facility, day), remedies: remedies(facility, day), changes: comingYear(facility, day) };
}

function comingYear(facility, day) {
  try {
    return timeline(facility, day, yearLater(day));
  } catch (error) {
    if (!(error instanceof DxKasanError)) throw error;
    return null;
  }
}

/**
 * The months that count for claims to come, newest first: those that are `over`, and the one that is `running`, if it counts at all. Add-ons
 * that do not concern the facility have no part in it.
 */
export function monthsToMeasure(setting, day, concernsUs) {
  const measured = outlook(setting, day)
    .months.filter(({ addOn }) => concernsUs({ id: addOn }))
    .flatMap((entry) => entry.measured);
  const rows = (fits) => {
    const unique = new Map(measured.filter(fits).map(({ month, basis }) => [`${month} ${basis}`, { month, basis }]));
    return [...unique.values()].sort((one, other) => other.month.localeCompare(one.month));
  };
  const [running] = rows(({ month, basis }) => month === day.slice(0, 7) && basis === "receipts");
  return { over: rows(({ state }) => state !== "open"), running };
}
