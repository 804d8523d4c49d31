// The bars of a projection, as SVG: for each month what all add-ons come to in yen, now and with the next higher level of one. A bar
// begins at nothing and ends at the least, below where that is negative, the line from it at the most; one kind is filled and the other
// hollow, so that colour is not needed.

import { html, nothing, svg } from "lit/html.js";
import { monthName } from "../dates.mjs";
import { sum } from "../money.mjs";
import { nextIn } from "../projections.mjs";
import { runsInWords } from "../runs.mjs";
import { locale, words } from "../context.mjs";
import { bands, linear } from "./scale.mjs";
import { box, line } from "./shapes.mjs";

const text = words.bars;

const WIDTH = 360;
const HEIGHT = 220;
const PLOT = { left: 44, right: 354, top: 20, bottom: 180 };
const MONTHS_Y = 196;
const YEARS_Y = 210;
const TICKS = 4;
const compact = (number) => new Intl.NumberFormat(locale(), { notation: "compact" }).format(number);
const tickName = (tick) => (tick < 0 ? words.claims.less(compact(-tick)) : compact(tick));

export function volumeChart({ name, months }) {
  const bars = months.map((month) => ({ month: month.month, now: month.whole, next: nextIn(month)?.whole ?? null }));
  const isExact = bars.every(({ now, next }) => [now, next ?? now].every(({ least, most }) => least.yen === most.yen));
  return html`
    <figure class="chart">
      <svg class="chart__picture" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${inWords(name, bars)}>${picture(bars)}</svg>
      <figcaption>
        <ul class="chart__legend">
          ${legend("now", text.now)} ${legend("next", text.next(name))}
          ${isExact ? nothing : html`<li class="chart__item">${key(whisker(18, 1, 14))}${text.span}</li>`}
        </ul>
      </figcaption>
    </figure>`;
}

function picture(bars) {
  const x = bands(
    bars.map(({ month }) => month),
    [PLOT.left, PLOT.right],
    { inner: 0.25, outer: 0.1 },
  );
  const y = linear(reach(bars), [PLOT.bottom, PLOT.top]).nice(TICKS);
  const half = x.width / 2;
  return svg`
    <text class="chart__text" data-align="end" x=${PLOT.left - 6} y=${PLOT.top - 10}>${text.unit}</text>
    ${y.ticks(TICKS).map(
      (tick) => svg`
        ${line("chart__grid", PLOT.left, y(tick), PLOT.right, y(tick))}
        <text class="chart__text" data-align="end" x=${PLOT.left - 6} y=${y(tick) + 4}>${tickName(tick)}</text>`,
    )}
    ${bars.map(
      ({ month, now, next }, index) => svg`
        ${bar("now", now, x(month), half, y)} ${next === null ? nothing : bar("next", next, x(month) + half, half, y)}
        ${axisLabels(month, bars[index - 1]?.month, x(month) + half)}`,
    )}
    ${line("bar__ground", PLOT.left, y(0), PLOT.right, y(0))}`;
}

/** From the lowest end of a bar or line to the highest, nothing among them. A scale needs a length. */
function reach(bars) {
  const ends = bars.flatMap(({ now, next }) => [now, next ?? now]).flatMap(({ least, most }) => [least.yen, most.yen]);
  const lowest = Math.min(0, ...ends);
  return [lowest, Math.max(lowest + 1, 0, ...ends)];
}

function bar(kind, { least, most }, x, width, y) {
  const [top, bottom] = [y(Math.max(0, least.yen)), y(Math.min(0, least.yen))];
  return svg`
    ${box("bar", kind, x + 0.75, top, width - 1.5, bottom - top)}
    ${least.yen === most.yen ? nothing : whisker(x + width / 2, y(most.yen), y(least.yen))}`;
}

const whisker = (x, top, bottom) => [line("bar__span", x - 2.5, top, x + 2.5, top), line("bar__span", x, top, x, bottom)];

/** The month, and the year under the first month and under each January. */
function axisLabels(month, before, x) {
  const year = month.slice(0, 4);
  return svg`
    <text class="chart__text" x=${x} y=${MONTHS_Y}>${Number(month.slice(5))}</text>
    ${before?.startsWith(year) ? nothing : svg`<text class="chart__text" x=${x} y=${YEARS_Y}>${year}</text>`}`;
}

const key = (drawing) => html`<svg class="chart__key" viewBox="0 0 36 16" aria-hidden="true">${drawing}</svg>`;

const legend = (kind, said) => html`
  <li class="chart__item">${key(box("bar", kind, 10, 1, 16, 14))}${said}</li>`;

/** What the chart shows, for those who cannot see it. */
function inWords(name, bars) {
  const [first, last] = [bars[0], bars.at(-1)].map(({ month }) => monthName(month));
  const runs = (valueOf) => runsInWords(bars, ({ month }) => month, valueOf, text.run);
  const now = runs((one) => sum(one.now, "yen"));
  const next = runs((one) => (one.next === null ? undefined : sum(one.next, "yen")));
  return [text.shows(name, first, last), text.nowRuns(now), text.nextRuns(next)].join("");
}
