// Months that follow each other with one value, said in one breath.

import { monthName, monthNear } from "./dates.mjs";

/** Runs of neighbours that share a value, as { value, from, until }; those without a value are left out. */
export function spansOf(list, monthOf, valueOf) {
  const spans = [];
  for (const one of list) {
    const [month, value] = [monthOf(one), valueOf(one)];
    const span = spans.at(-1);
    if (span !== undefined && span.value === value) span.until = month;
    else spans.push({ value, from: month, until: month });
  }
  return spans.filter(({ value }) => value !== undefined);
}

/** Each run in words; `say` gets the first month, the last one or null where it is the same, and the value. */
export const runsInWords = (list, monthOf, valueOf, say) =>
  spansOf(list, monthOf, valueOf).map(({ value, from, until }) =>
    say(monthName(from), from === until ? null : monthNear(until, from), value),
  );
