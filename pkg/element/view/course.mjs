// The nation's rate month by month and the facility's own beside it, as SVG and as a table. The nation's is a thin line, the facility's a
// thick one with points.

import { html, nothing, svg } from "lit/html.js";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { textOf, words } from "../context.mjs";
import { monthName, monthsLater } from "../dates.mjs";
import { cut, percentOf, rounded } from "../fractions.mjs";
import { tableOf } from "../statistics.mjs";
import { legendItem } from "./legend.mjs";
import { sheet } from "./sheet.mjs";

const text = words.course;
const { percent } = words.standing;

const WIDTH = 360;
const HEIGHT = 220;
const PLOT = { left: 38, right: 340, top: 12, bottom: 176 };
const MONTHS_Y = 192;
const YEARS_Y = 206;

export function courseChart({ typeName, months }) {
  const own = months.filter((one) => one.own !== undefined);
  return html`
    <figure class="chart">
      <svg class="chart__picture" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${inWords(typeName, months, own)}>${picture(months, own)}</svg>
      <figcaption>
        <ul class="chart__legend">
          ${legendItem(svg`<path class="course__nation" d="M2 8h32"></path>`, text.nation)}
          ${own.length === 0
            ? nothing
            : legendItem(svg`<path class="chart__rate" d="M2 8h32"></path><circle class="chart__point" cx="18" cy="8" r="4"></circle>`, text.own)}
        </ul>
      </figcaption>
    </figure>`;
}

function picture(months, own) {
  const first = months[0].month;
  const after = (month) => 12 * (Number(month.slice(0, 4)) - Number(first.slice(0, 4))) + Number(month.slice(5)) - Number(first.slice(5));
  const last = after(months.at(-1).month);
  const x = scaleLinear([0, last], [PLOT.left + 6, PLOT.right]);
  const at = ({ month }) => x(after(month));
  const highest = Math.max(...months.flatMap(({ nation, own: mine }) => [Number(nation ?? 0), mine === undefined ? 0 : percentOf(mine)]));
  const y = scaleLinear([0, highest], [PLOT.bottom, PLOT.top]).nice(5);
  const ownY = (one) => y(percentOf(one.own));
  return svg`
    ${y.ticks(5).map(
      (tick) => svg`
        <line class="chart__grid" x1=${PLOT.left} x2=${PLOT.right} y1=${y(tick)} y2=${y(tick)}></line>
        <text class="chart__text" data-align="end" x=${PLOT.left - 6} y=${y(tick) + 4}>${percent(tick)}</text>`,
    )}
    ${labelled(first, last).map(
      ({ month, index }) => svg`
        <text class="chart__text" x=${x(index)} y=${MONTHS_Y}>${Number(month.slice(5))}</text>
        ${month.endsWith("-01") ? svg`<text class="chart__text" x=${x(index)} y=${YEARS_Y}>${month.slice(0, 4)}</text>` : nothing}`,
    )}
    <path class="course__nation" d=${line(at, ({ nation }) => y(Number(nation)))(months.filter(({ nation }) => nation !== undefined))}></path>
    <path class="chart__rate" d=${line(at, ownY)(own) ?? ""}></path>
    ${own.map((one) => svg`<circle class="chart__point" cx=${at(one)} cy=${ownY(one)} r="4"></circle>`)}
    ${own.slice(-1).map((one) => svg`<text class="chart__text" data-kind="own" data-align="end" x=${at(one) - 7} y=${ownY(one) - 5}>${percent(cut(one.own))}</text>`)}`;
}

/** The months under the axis: each third one, or each sixth or January where they would not have the room. */
function labelled(first, last) {
  const every = last < 48 ? 3 : last < 96 ? 6 : 12;
  const all = Array.from({ length: last + 1 }, (_, index) => ({ index, month: monthsLater(first, index) }));
  return all.filter(({ month }) => Number(month.slice(5)) % every === 1);
}

function inWords(typeName, months, own) {
  const nation = months.filter((one) => one.nation !== undefined);
  const [from, until] = [nation[0], nation.at(-1)];
  const mine = own.map((one) => text.ownMonth(monthName(one.month), percent(cut(one.own))));
  return (
    text.shows(typeName, monthName(from.month), percent(from.nation), monthName(until.month), percent(until.nation)) +
    (mine.length === 0 ? "" : text.ownShows(mine))
  );
}

export function courseTable({ months }) {
  const { month, nation, own, apart } = text.columns;
  const hasOwn = months.some((one) => one.own !== undefined);
  const rows = months.map((one) => ({
    cells: [
      monthName(one.month),
      one.nation === undefined ? text.noValue : percent(one.nation),
      ...(hasOwn ? [one.own === undefined ? text.noValue : percent(cut(one.own)), one.apart === undefined ? text.noValue : points(one.apart)] : []),
    ],
    own: one.own !== undefined,
  }));
  return sheet(textOf(tableOf("rate-series").title), hasOwn ? [month, nation, own, apart] : [month, nation], rows);
}

const points = (apart) => (apart.part > 0n ? text.more(rounded(apart)) : rounded(apart));
