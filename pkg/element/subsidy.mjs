// What the subsidy for 電子カルテ情報共有サービス comes to, in whole yen. All figures are the rules'.

import { programme } from "../dist/gen/background.mjs";

const { subsidy } = programme;
const THOUSAND = 1000;

export { subsidy };
export const { documents, information } = programme;

/** Whether it is for this type of facility at all. */
export const isFor = (type) => subsidy.types.includes(type);

/** The caps for so many beds and documents, in yen: { cap, projectCap, citations }; undefined for too few beds. */
export function capsFor(beds, count) {
  const fits = ({ from, until = Number.POSITIVE_INFINITY }) => from <= beds && beds <= until;
  const found = subsidy.cap.find((one) => one.documents === count && fits(one.beds));
  return found && { cap: THOUSAND * found.cap, projectCap: THOUSAND * found.projectCap, citations: found.citations };
}

/**
 * What a project of `cost` yen gets, as { yen, atCap, left }. `left` is the fraction of a yen that was cut off, or, at the cap, by how much
 * the cap as printed is more than the share of the cost that counts.
 */
export function amountFor(cost, { cap, projectCap }) {
  const { part, whole } = subsidy.share;
  const counted = Math.min(cost, projectCap);
  const atCap = counted === projectCap;
  const yen = atCap ? cap : Math.floor((counted * part) / whole);
  return { yen, atCap, left: atCap ? cap - (counted * part) / whole : ((counted * part) % whole) / whole };
}
