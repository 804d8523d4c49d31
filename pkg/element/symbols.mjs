// The symbols (受理記号) under which the lists of the regional bureaus print an accepted filing.

import { addOns } from "dx-kasan";

/** Those of an add-on that are in use on a day: `{ symbol, levels, citations }`. */
export function symbolsOn(id, wanted, day) {
  const { symbols } = addOns()
    .find((addOn) => addOn.id === id)
    .schedules.find(({ schedule }) => schedule === wanted);
  return symbols.filter(({ from, until }) => from <= day && (until === null || day <= until));
}
