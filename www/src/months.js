// Which measured months (実績月) a claim on a day can use. The rules know; the page finds out by asking the facade about one
// month at a time and seeing whether it was taken into account.

import { evaluate, rulesInfo } from "dx-kasan";

const MONTHS_TO_TRY = 12;

/** The n months before a month, the latest first. */
function monthsBefore(month, n) {
  const [year, number] = month.split("-").map(Number);
  return Array.from({ length: n }, (_, back) => new Date(Date.UTC(year, number - 2 - back, 1)).toISOString().slice(0, 7));
}

/** @returns {{ month: string, basis: string }[]} none where no add-on of the day asks for a rate */
export function monthsThatCount(setting, day) {
  const counts = (entry) =>
    evaluate({ ...setting, usage: [{ ...entry, rate: "100%" }] }, day).addOns.some((addOn) =>
      addOn.requirements.some(({ observed }) => observed !== undefined),
    );
  const months = monthsBefore(day.slice(0, 7), MONTHS_TO_TRY);
  return rulesInfo()
    .bases.flatMap(({ id: basis }) => months.map((month) => ({ month, basis })))
    .filter(counts);
}
