// The chart of the rates to come, as SVG: the best known rate of each claim month, the stepped rates that the levels need, and
// under the axis whether the measured months are known. Every line and sign differs by its form as well as by its colour.

import { html, nothing, svg } from "lit/html.js";
import { levelNames } from "../amounts.mjs";
import { monthName } from "../dates.mjs";
import { levelIn, percent, stateOf } from "../rates.mjs";
import { runsInWords } from "../runs.mjs";
import { words } from "../context.mjs";
import { bands, linear } from "./scale.mjs";
import { corners, line, point, round, stretches } from "./shapes.mjs";

const text = words.chart;

const WIDTH = 360;
const HEIGHT = 270;
const PLOT = { left: 38, top: 16, bottom: 200 };
const LETTER = { kana: 11, latin: 7 };
const LABEL_DISTANCE = 13;
const FIGURE_HEIGHT = 11;
const MONTHS_Y = 216;
const YEARS_Y = 230;
const STATES_Y = 250;

export function rateChart(entry, context) {
  return html`
    <figure class="chart">
      <svg class="chart__picture" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${inWords(entry, context)}>${picture(entry, context)}</svg>
      ${legend(entry, context)}
    </figure>`;
}

function picture({ months, groups }, { addOn }) {
  const labels = groups.map((ids) => (groups.length === 1 ? text.onlyLine : levelNames(addOn, ids)));
  const right = WIDTH - Math.max(...labels.map(widthOf)) - 8;
  const x = bands(
    months.map(({ claimMonth }) => claimMonth),
    [PLOT.left, right],
  );
  const y = linear([0, highest(months)], [PLOT.bottom, PLOT.top]).nice(5);
  const centre = ({ claimMonth }) => x(claimMonth) + x.width / 2;
  const known = months.filter(({ best }) => best !== null);
  const rateAt = ({ best }) => y(percent(best.rate));
  return svg`
    ${y.ticks(5).map(
      (tick) => svg`
        ${line("chart__grid", PLOT.left, y(tick), right, y(tick))}
        <text class="chart__text" data-align="end" x=${PLOT.left - 6} y=${y(tick) + 4}>${text.percent(tick)}</text>`,
    )}
    ${months.map((month, index) => axisLabels(month, months[index - 1], months[index + 1], centre(month)))}
    ${groups.map((ids, index) => threshold(months, ids, index, x, y))}
    ${lineLabels(months, groups, labels, y).map((label) => svg`<text class="chart__text" data-align="start" x=${right + 4} y=${label.y}>${label.words}</text>`)}
    ${stretches(months.map((month) => (month.best === null ? null : [centre(month), rateAt(month)]))).map((run) => svg`<polyline class="chart__rate" points=${run}></polyline>`)}
    ${known.map((month) => point(centre(month), rateAt(month)))}
    ${known.slice(-1).map((month) => svg`<text class="chart__text" data-kind="rate" x=${centre(month) + 8} y=${rateAt(month) + 4}>${month.best.rate}</text>`)}
    <text class="chart__text" data-align="end" x=${PLOT.left - 6} y=${STATES_Y + 4}>${text.measured}</text>
    ${months.map((month) => sign(stateOf(month), centre(month), STATES_Y))}`;
}

const widthOf = (label) => [...label].reduce((width, letter) => width + (/\p{ASCII}/u.test(letter) ? LETTER.latin : LETTER.kana), 0);

const highest = (months) =>
  Math.max(...months.flatMap(({ best, levels }) => [best?.rate ?? "0", ...levels.map(({ needed }) => needed)].map(percent)));

/** The month, and the year under the first month and under each January; that of a December makes room for the next. */
function axisLabels({ claimMonth }, before, after, x) {
  const year = claimMonth.slice(0, 4);
  const isNew = before?.claimMonth.startsWith(year) !== true;
  const makesRoom = after?.claimMonth.startsWith(year) === false;
  const [align, right] = makesRoom ? ["end", x + LETTER.latin] : [nothing, x];
  return svg`
    <text class="chart__text" x=${x} y=${MONTHS_Y}>${Number(claimMonth.slice(5))}</text>
    ${isNew ? svg`<text class="chart__text" data-align=${align} x=${right} y=${YEARS_Y}>${year}</text>` : nothing}`;
}

/** A level line over the whole width of each of its months, with its figure where it begins and where it moves. */
function threshold(months, ids, index, x, y) {
  const needed = months.map((month) => ({ left: x(month.claimMonth), best: month.best, rate: levelIn(month, ids[0])?.needed }));
  const ends = needed.flatMap(({ left, rate }) => [left, left + x.width].map((at) => (rate === undefined ? null : [at, y(percent(rate))])));
  const moves = needed.filter(({ rate }, at) => rate !== undefined && rate !== needed[at - 1]?.rate);
  return svg`
    ${stretches(ends).map((run) => neededLine(index, run))}
    ${moves.map(({ left, best, rate }) => svg`<text class="chart__text" data-align="start" x=${left + 1} y=${figureY(rate, best, y)}>${rate}</text>`)}`;
}

const neededLine = (index, run) => svg`<polyline class="chart__needed" data-line=${index} points=${run}></polyline>`;

/** Above its line, or below it where the facility's own line runs just above. */
function figureY(rate, best, y) {
  const at = y(percent(rate));
  const distance = best === null ? Number.POSITIVE_INFINITY : at - y(percent(best.rate));
  return distance >= 0 && distance < FIGURE_HEIGHT + 3 ? at + FIGURE_HEIGHT : at - 3;
}

/** The names of the levels beside the ends of their lines, pushed apart where lines end close to each other. */
function lineLabels(months, groups, labels, y) {
  const ends = groups.map(([id], index) => {
    const needed = months.map((month) => levelIn(month, id)?.needed).findLast(Boolean);
    return { words: labels[index], y: y(percent(needed)) + 4 };
  });
  ends.sort((one, other) => one.y - other.y);
  let free = Number.NEGATIVE_INFINITY;
  for (const end of ends) {
    end.y = Math.max(end.y, free);
    free = end.y + LABEL_DISTANCE;
  }
  return ends;
}

/** A filled circle, an empty diamond and an empty circle: known, awaited, open. */
function sign(state, x, y) {
  const points =
    state === "awaited"
      ? corners([
          [x, y - 6],
          [x + 6, y],
          [x, y + 6],
          [x - 6, y],
        ])
      : round(x, y, 5);
  return svg`<polygon class="chart__sign" data-state=${state} points=${points}></polygon>`;
}

function legend({ groups }, { named }) {
  const item = (drawing, words) =>
    html`<li class="chart__item"><svg class="chart__key" viewBox="0 0 36 16" aria-hidden="true">${drawing}</svg>${words}</li>`;
  return html`
    <figcaption>
      <ul class="chart__legend">
        ${item([line("chart__rate", 2, 8, 34, 8), point(18, 8)], text.rate)}
        ${groups.map((ids, index) => item(neededLine(index, "2,8 34,8"), text.needed(named(ids))))}
        ${["known", "awaited", "open"].map((state) => item(sign(state, 18, 8), text.states[state]))}
      </ul>
    </figcaption>`;
}

/** What the chart shows, for those who cannot see it. */
function inWords({ name, months, groups }, { named }) {
  const [first, last] = [months[0], months.at(-1)].map(({ claimMonth }) => monthName(claimMonth));
  const rates = runs(months, ({ best }) => best?.rate);
  const needed = groups.map((ids) =>
    text.neededOver(
      named(ids),
      runs(months, (month) => levelIn(month, ids[0])?.needed),
    ),
  );
  const states = ["known", "awaited", "open"].map((state) => ({
    state,
    months: runs(months, (month) => (stateOf(month) === state ? "" : undefined)),
  }));
  const told = states.filter((one) => one.months.length > 0).map((one) => text.stateOver[one.state](one.months));
  return [text.shows(name, first, last), rates.length === 0 ? text.noRates : text.rates(rates), ...needed, ...told].join("");
}

const runs = (months, valueOf) => runsInWords(months, ({ claimMonth }) => claimMonth, valueOf, text.run);
