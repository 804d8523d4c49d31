// Positions along the axes of drawings. Only the ticks are d3's: its scales bring along colours, dates and formats.

import { nice, ticks } from "d3-array";

/** From a number to a place between two ends; an axis of one number has it in the middle. */
export function linear([from, to], [start, end]) {
  const at = (number) => {
    const part = from === to ? 0.5 : (number - from) / (to - from);
    return start * (1 - part) + end * part;
  };
  at.ticks = (count) => ticks(from, to, count);
  /** The same with ends that are round numbers. */
  at.nice = (count) => linear(nice(from, to, count), [start, end]);
  return at;
}

/** From a key to the left end of its band. `inner` and `outer` are the gaps between and around the bands, as parts of a step. */
export function bands(keys, [start, end], { inner = 0, outer = 0 } = {}) {
  const step = (end - start) / (keys.length - inner + 2 * outer);
  const places = new Map(keys.map((key, index) => [key, start + step * (outer + index)]));
  return Object.assign((key) => places.get(key), { width: step * (1 - inner) });
}
