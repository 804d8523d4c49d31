// The nation's rate month by month and the facility's own beside it, as SVG and as a table. The nation's is a thin line, the facility's a
// thick one with points.

import { html, nothing, svg } from "lit/html.js";
import { textOf, words } from "../context.mjs";
import { monthName, monthsLater } from "../dates.mjs";
import { cut, percentOf, rounded } from "../fractions.mjs";
import { tableOf } from "../statistics.mjs";
import { legendItem } from "./legend.mjs";
import { linear } from "./scale.mjs";
import { corners, line, point } from "./shapes.mjs";
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
          ${legendItem(line("course__nation", 2, 8, 34, 8), text.nation)}
          ${own.length === 0 ? nothing : legendItem([line("chart__rate", 2, 8, 34, 8), point(18, 8)], text.own)}
        </ul>
      </figcaption>
    </figure>`;
}

function picture(months, own) {
  const first = months[0].month;
  const after = (month) => 12 * (Number(month.slice(0, 4)) - Number(first.slice(0, 4))) + Number(month.slice(5)) - Number(first.slice(5));
  const last = after(months.at(-1).month);
  const x = linear([0, last], [PLOT.left + 6, PLOT.right]);
  const at = ({ month }) => x(after(month));
  const highest = Math.max(...months.flatMap(({ nation, own: mine }) => [Number(nation ?? 0), mine === undefined ? 0 : percentOf(mine)]));
  const y = linear([0, highest], [PLOT.bottom, PLOT.top]).nice(5);
  const ownY = (one) => y(percentOf(one.own));
  const ofNation = months.filter(({ nation }) => nation !== undefined);
  return svg`
    ${y.ticks(5).map(
      (tick) => svg`
        ${line("chart__grid", PLOT.left, y(tick), PLOT.right, y(tick))}
        <text class="chart__text" data-align="end" x=${PLOT.left - 6} y=${y(tick) + 4}>${percent(tick)}</text>`,
    )}
    ${labelled(first, last).map(
      ({ month, index }) => svg`
        <text class="chart__text" x=${x(index)} y=${MONTHS_Y}>${Number(month.slice(5))}</text>
        ${month.endsWith("-01") ? svg`<text class="chart__text" x=${x(index)} y=${YEARS_Y}>${month.slice(0, 4)}</text>` : nothing}`,
    )}
    <polyline class="course__nation" points=${corners(ofNation.map((one) => [at(one), y(Number(one.nation))]))}></polyline>
    <polyline class="chart__rate" points=${corners(own.map((one) => [at(one), ownY(one)]))}></polyline>
    ${own.map((one) => point(at(one), ownY(one)))}
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
      ...(hasOwn
        ? [one.own === undefined ? text.noValue : percent(cut(one.own)), one.apart === undefined ? text.noValue : points(one.apart)]
        : []),
    ],
    own: one.own !== undefined,
  }));
  return sheet(textOf(tableOf("rate-series").title), hasOwn ? [month, nation, own, apart] : [month, nation], rows);
}

const points = (apart) => (apart.part > 0n ? text.more(rounded(apart)) : rounded(apart));
