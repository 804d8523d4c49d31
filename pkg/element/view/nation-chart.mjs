// How many have which level, as bars of one length: for each side one with everything unknown at its worst and one at its best. Each
// piece says its level, so that colour is not needed; the table beside has the numbers.

import { html, nothing, svg } from "lit/html.js";
import { count, textOf, words } from "../context.mjs";
import { levelOf } from "../nation.mjs";
import { levelsOf } from "./nation-tables.mjs";
import { linear } from "./scale.mjs";
import { box } from "./shapes.mjs";

const text = words.nation;

const WIDTH = 360;
const LABEL_HEIGHT = 15;
const BAR_HEIGHT = 16;
const ROW = LABEL_HEIGHT + BAR_HEIGHT + 6;
// So wide is a piece that says what it is.
const WIDE = 14;

export function nationChart(table, sides) {
  const levels = levelsOf(table);
  const bars = table.sides
    .flatMap(({ total }, side) =>
      ["worst", "best"].map((bound) => ({
        label: (bound === "worst" ? text.worstOf : text.bestOf)(sides[side]),
        pieces: pieces(total, levels, bound),
        all: total.facilities,
      })),
    )
    .filter(({ all }) => all > 0);
  return html`
    <figure class="chart">
      <svg class="chart__picture" viewBox="0 0 ${WIDTH} ${bars.length * ROW}" role="img" aria-label=${inWords(table, bars)}>
        ${bars.map((bar, index) => drawn(bar, index * ROW, levels))}
      </svg>
    </figure>`;
}

function pieces(total, levels, bound) {
  const counted = levels.map((level) => ({ level, number: total.levels.find((known) => known.level === level)?.[bound] ?? 0 }));
  const none = total.facilities - counted.reduce((sum, { number }) => sum + number, 0);
  return [...counted, { level: null, number: none }];
}

function drawn({ label, pieces: parts, all }, y, levels) {
  const x = linear([0, all], [0, WIDTH]);
  let before = 0;
  return svg`
    <text class="chart__text" data-align="start" x="0" y=${y + LABEL_HEIGHT - 4}>${label}</text>
    ${parts.map(({ level, number }) => {
      const left = x(before);
      const width = x(number);
      before += number;
      if (number === 0) return nothing;
      const rank = level === null ? "none" : String(Math.min(levels.indexOf(level), 5));
      return svg`
        ${box("piece", rank, left + 0.5, y + LABEL_HEIGHT, Math.max(width - 1, 0.5), BAR_HEIGHT)}
        ${width < WIDE ? nothing : svg`<text class="piece__text" data-rank=${rank} x=${left + width / 2} y=${y + LABEL_HEIGHT + 12}>${level === null ? text.noneShort : short(level)}</text>`}`;
    })}`;
}

const short = (level) => (/^\d$/.test(level) ? level : "○");

const inWords = (table, bars) =>
  bars
    .map(({ label, pieces: parts }) =>
      text.bar(
        label,
        parts
          .filter(({ number }) => number > 0)
          .map(({ level, number }) => text.piece(level === null ? text.noLevel : textOf(levelOf(table.id, level)), count(number))),
      ),
    )
    .join("");
