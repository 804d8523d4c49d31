// Where a facility stands among those of its type. Only rates on the same basis are ever put beside each other.

import { compare, minus, ofCounts, ofPercent } from "./fractions.mjs";
import { distributionOf, roundedFrom, seriesOf, tableOf } from "./statistics.mjs";

/** The facility's months on a basis with their exact rates, the earliest first; what is entered of a rate is counted as it is. */
export function ownRates(usage, wanted) {
  return usage
    .filter(({ basis = "receipts" }) => basis === wanted)
    .map(({ month, users, receipts, rate }) => ({
      month,
      rate: users !== undefined && receipts !== undefined ? ofCounts(users, receipts) : rate && ofPercent(rate),
    }))
    .filter(({ rate }) => rate !== undefined)
    .sort((one, other) => (one.month < other.month ? -1 : 1));
}

/** The month to compare: the one that the statistics are of, else the latest. */
export const comparable = (own, month) => own.find((one) => one.month === month) ?? own.at(-1);

const QUARTILES = ["q1", "median", "q3"];
const BETWEEN = ["under-q1", "under-median", "under-q3", "over-q3"];

/**
 * Between which quartiles a rate lies: `under-q1`, `under-median`, `under-q3`, `over-q3`; or `about-q1`, `about-median`, `about-q3` where the
 * quartile, which is printed with one decimal, may be on either side of it.
 */
export function positionIn(distribution, rate) {
  const about = QUARTILES.find((name) => {
    const { from, below } = roundedFrom(distribution[name]);
    return compare(rate, from) >= 0 && compare(rate, below) < 0;
  });
  if (about !== undefined) return `about-${about}`;
  const above = QUARTILES.filter((name) => compare(rate, ofPercent(distribution[name])) > 0).length;
  return BETWEEN[above];
}

/** Where the facility stands by receipts: { month, rate, position, sameMonth }; null until a rate is known. */
export function standingByReceipts(type, usage) {
  const [of] = tableOf("rate-distribution").months;
  const own = comparable(ownRates(usage, "receipts"), of);
  return own === undefined ? null : { ...own, position: positionIn(distributionOf(type), own.rate), sameMonth: own.month === of };
}

/** The nation's months and the facility's on one line of time: { month, nation, own, apart }, each undefined where it is not known. */
export function course(type, usage) {
  const nation = new Map(seriesOf(type).map(({ month, rate }) => [month, rate]));
  const own = new Map(ownRates(usage, "receipts").map(({ month, rate }) => [month, rate]));
  return [...new Set([...nation.keys(), ...own.keys()])].sort().map((month) => {
    const [national, mine] = [nation.get(month), own.get(month)];
    return { month, nation: national, own: mine, apart: national && mine && minus(mine, ofPercent(national)) };
  });
}
