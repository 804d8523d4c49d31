// Boxes in drawings, as polygons: the width and height of a `rect` are style as well, and a host's style sheet reaches them.

import { svg } from "lit/html.js";

/** `look` is the class, `kind` tells boxes of one look apart. */
export const box = (look, kind, x, y, width, height) =>
  svg`<polygon class=${look} data-kind=${kind} points="${x},${y} ${x + width},${y} ${x + width},${y + height} ${x},${y + height}"></polygon>`;
