// Rates as exact fractions, so that no comparison depends on how a computer rounds.

/** A count as a share of another; undefined of nothing. */
export const ofCounts = (part, whole) => (whole === 0 ? undefined : { part: BigInt(part), whole: BigInt(whole) });

/** `"38.8"` or `"38.8%"`. */
export function ofPercent(text) {
  const [whole, decimals = ""] = text.replace("%", "").split(".");
  return { part: BigInt(whole + decimals), whole: 100n * 10n ** BigInt(decimals.length) };
}

/** Less than, equal to or more than zero, as one is to the other. */
export function compare(one, other) {
  const [left, right] = [one.part * other.whole, other.part * one.whole];
  return left === right ? 0 : left < right ? -1 : 1;
}

export const minus = (one, other) => ({ part: one.part * other.whole - other.part * one.whole, whole: one.whole * other.whole });

/** `"66.66"`: two decimals, the rest cut off, as the engine writes a facility's rate. */
export const cut = ({ part, whole }) => decimals((10_000n * part) / whole);

/** `"66.67"`: two decimals, half up, as the document prints its rates; with a sign of its own where it is below zero. */
export function rounded({ part, whole }) {
  const size = part < 0n ? -part : part;
  const hundredths = (20_000n * size + whole) / (2n * whole);
  return (part < 0n && hundredths > 0n ? "-" : "") + decimals(hundredths);
}

const decimals = (hundredths) => `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, "0")}`;

/** The percentage as the number that a chart places. */
export const percentOf = ({ part, whole }) => Number((1_000_000n * part) / whole) / 10_000;
