// The shapes of drawings, as polygons and lines. The `d` of a path, the `r` of a circle and the width of a `rect` are style as well, and a
// host's style sheet reaches them; points are not.

import { svg } from "lit/html.js";

/** `look` is the class, `kind` tells boxes of one look apart. */
export const box = (look, kind, x, y, width, height) =>
  svg`<polygon class=${look} data-kind=${kind} points=${corners([
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ])}></polygon>`;

export const line = (look, x1, y1, x2, y2) => svg`<line class=${look} x1=${x1} y1=${y1} x2=${x2} y2=${y2}></line>`;

/** What `points` has of a polygon or a line, from pairs of x and y. */
export const corners = (pairs) => pairs.map((pair) => pair.map(hundredths)).join(" ");

const hundredths = (number) => Math.round(100 * number) / 100;

/** The corners of a circle that has so many that nobody sees them. */
export const round = (x, y, radius) =>
  corners(
    Array.from({ length: CORNERS }, (_, index) => {
      const angle = (2 * Math.PI * index) / CORNERS;
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    }),
  );

const CORNERS = 24;

/** A month's rate on its line. */
export const point = (x, y) => svg`<polygon class="chart__point" points=${round(x, y, 4)}></polygon>`;

/** The stretches of a line that `null` interrupts. */
export function stretches(pairs) {
  const runs = [[]];
  for (const pair of pairs) {
    if (pair === null) runs.push([]);
    else runs.at(-1).push(pair);
  }
  return runs.filter((run) => run.length > 1).map(corners);
}
