// How the rates of a type of facility spread, as SVG: a box from quartile to quartile on a line from the lowest to the highest, and the
// facility's own rate as a mark above it. Its table has the same figures.

import { html, nothing, svg } from "lit/html.js";
import { count, textOf, words } from "../context.mjs";
import { monthName } from "../dates.mjs";
import { cut, percentOf } from "../fractions.mjs";
import { tableOf } from "../statistics.mjs";
import { legendItem } from "./legend.mjs";
import { linear } from "./scale.mjs";
import { box, corners, line } from "./shapes.mjs";
import { sheet } from "./sheet.mjs";

const text = words.spread;
const { percent } = words.standing;

const WIDTH = 360;
const HEIGHT = 132;
const PLOT = { left: 14, right: 346 };
const BOX = { top: 52, bottom: 78 };
const MIDDLE = (BOX.top + BOX.bottom) / 2;
const FIGURES_Y = 94;
const AXIS_Y = 108;
const ROWS = ["max", "q3", "median", "mean", "q1", "min"];

export function spreadChart({ typeName, distribution, own }) {
  return html`
    <figure class="chart">
      <svg class="chart__picture" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${inWords(typeName, distribution, own)}>${picture(distribution, own)}</svg>
      <figcaption>
        <ul class="chart__legend">
          ${own === null ? nothing : legendItem(mark(18, 4), text.own)}
          ${legendItem([box("spread__box", nothing, 6, 2, 24, 12), line("spread__median", 18, 2, 18, 14)], text.box)}
          ${legendItem(whole(2, 34, 8, 4), text.whole)} ${legendItem(diamond(18, 8), text.mean)}
        </ul>
      </figcaption>
    </figure>`;
}

function picture(distribution, own) {
  const x = linear([0, 100], [PLOT.left, PLOT.right]);
  const at = (name) => x(Number(distribution[name]));
  return svg`
    ${whole(at("min"), at("max"), MIDDLE, 6)}
    ${box("spread__box", nothing, at("q1"), BOX.top, at("q3") - at("q1"), BOX.bottom - BOX.top)}
    ${line("spread__median", at("median"), BOX.top, at("median"), BOX.bottom)}
    ${diamond(at("mean"), MIDDLE)}
    ${["q1", "median", "q3"].map((name) => svg`<text class="chart__text" x=${at(name)} y=${FIGURES_Y}>${distribution[name]}</text>`)}
    ${x.ticks(5).map(
      (tick) => svg`
        ${line("chart__grid", x(tick), AXIS_Y - 4, x(tick), AXIS_Y + 2)}
        <text class="chart__text" x=${x(tick)} y=${AXIS_Y + 14}>${percent(tick)}</text>`,
    )}
    ${line("chart__grid", PLOT.left, AXIS_Y, PLOT.right, AXIS_Y)}
    ${own === null ? nothing : ownMark(x(Math.min(100, percentOf(own.rate))), cut(own.rate))}`;
}

/** A line from end to end, with an end stroke at both. */
const whole = (from, to, y, half) => [
  line("spread__line", from, y, to, y),
  ...[from, to].map((x) => line("spread__line", x, y - half, x, y + half)),
];

const ownMark = (x, rate) => svg`
  ${line("spread__own-line", x, 34, x, BOX.bottom + 4)}
  ${mark(x, 24)}
  <text class="chart__text" data-kind="own" data-align=${x < WIDTH / 3 ? "start" : x > (WIDTH * 2) / 3 ? "end" : "middle"} x=${x} y="16">${text.own} ${percent(rate)}</text>`;

/** A triangle that points down, on the rate. */
const mark = (x, y) =>
  svg`<polygon class="spread__own" points=${corners([
    [x - 6, y],
    [x + 6, y],
    [x, y + 10],
  ])}></polygon>`;

const diamond = (x, y) =>
  svg`<polygon class="spread__mean" points=${corners([
    [x, y - 5],
    [x + 5, y],
    [x, y + 5],
    [x - 5, y],
  ])}></polygon>`;

const figures = (distribution) => Object.fromEntries(ROWS.map((name) => [name, percent(distribution[name])]));

function inWords(typeName, distribution, own) {
  return text.shows(typeName, figures(distribution)) + (own === null ? "" : text.ownShows(percent(cut(own.rate))));
}

export function spreadTable({ distribution, own }) {
  const shown = figures(distribution);
  const rows = ROWS.map((name) => ({ cells: [text.rows[name], shown[name]] }));
  const mine = own === null ? [] : [{ cells: [text.ownRow(monthName(own.month)), percent(cut(own.rate))], own: true }];
  return html`${sheet(textOf(tableOf("rate-distribution").title), [text.columns.what, text.columns.rate], [...mine, ...rows])}
    <p class="standing__note">${text.facilities(count(distribution.facilities))}</p>`;
}
