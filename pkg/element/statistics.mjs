// The published statistics that a facility is compared with, as the rules carry them.

import { statistics } from "../dist/gen/background.mjs";
import { compare, ofCounts, ofPercent, rounded } from "./fractions.mjs";

/** What a table is: title, how it was counted, basis, months, certainty and citations. */
export const tableOf = (id) => statistics.tables[id];

export const prefectures = statistics.prefectures;

/** Whether there is anything on a type; there is nothing on visiting nursing stations. */
export const hasStatistics = (type) => type in statistics.distribution;

/** How the facilities' rates of a type spread: percentages as printed, with one decimal. */
export const distributionOf = (type) => statistics.distribution[type];

/** The share of the facilities of a type below the `band` of the document, by month: { band, shares }. */
export const underBandOf = (type) => statistics.underBand[type];

/** The nation's rates of a type: { month, rate } from the first month on, percentages as printed. */
export const seriesOf = (type) => statistics.series.months.map((month, index) => ({ month, rate: statistics.series.rates[type][index] }));

/** The nation's rate of a type as the document rounds it. */
export const nationOf = (type) => rounded(ofCounts(...statistics.nation[type]));

/** The prefectures by their rate of a type, the highest first: { id, label, rate, rank }; equal rates share no rank. */
export function rankedPrefectures(type) {
  return prefectures
    .map((prefecture, index) => ({ ...prefecture, exact: ofCounts(...statistics.byPrefecture[type][index]) }))
    .sort((one, other) => compare(other.exact, one.exact))
    .map(({ id, label, exact }, index) => ({ id, label, rate: rounded(exact), rank: index + 1 }));
}

/** How many facilities filed, as percentages: { nation, prefecture }; undefined where nothing is known of a schedule. */
export function filingOf(schedule, prefecture) {
  const rates = statistics.filing[schedule];
  if (rates === undefined) return undefined;
  const index = prefectures.findIndex(({ id }) => id === prefecture);
  return { nation: rates[0], prefecture: index < 0 ? undefined : rates[index + 1] };
}

/** A printed percentage stands for every rate that rounds to it: between these two. */
export function roundedFrom(printed) {
  const { part, whole } = ofPercent(printed);
  const half = { part: 2n * part, whole: 2n * whole };
  return { from: { ...half, part: half.part - 1n }, below: { ...half, part: half.part + 1n } };
}
