// The prefectures' rates of a type of facility, the highest first, as SVG bars and as a table. The own prefecture's bar is filled and named,
// the others are hollow; the nation's rate is a broken line.

import { html, nothing, svg } from "lit/html.js";
import { textOf, words } from "../context.mjs";
import { tableOf } from "../statistics.mjs";
import { legendItem } from "./legend.mjs";
import { bands, linear } from "./scale.mjs";
import { box, line } from "./shapes.mjs";
import { sheet } from "./sheet.mjs";

const text = words.ranking;
const { percent } = words.standing;

const WIDTH = 360;
const HEIGHT = 190;
const PLOT = { left: 38, right: 356, top: 24, bottom: 160 };
const RANKS_Y = 176;

export function rankingChart({ typeName, ranked, nation, mine }) {
  return html`
    <figure class="chart">
      <svg class="chart__picture" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${inWords(typeName, ranked, nation, mine)}>${picture(ranked, nation, mine)}</svg>
      <figcaption>
        <ul class="chart__legend">
          ${mine === undefined ? nothing : legendItem(swatch("own"), text.own(textOf(mine.label)))} ${legendItem(swatch("other"), text.others)}
          ${legendItem(line("ranking__nation", 2, 8, 34, 8), text.nation)}
        </ul>
      </figcaption>
    </figure>`;
}

function picture(ranked, nation, mine) {
  const x = bands(
    ranked.map(({ id }) => id),
    [PLOT.left, PLOT.right],
    { inner: 0.25 },
  );
  const y = linear([0, Number(ranked[0].rate)], [PLOT.bottom, PLOT.top]).nice(5);
  return svg`
    ${y.ticks(5).map(
      (tick) => svg`
        ${line("chart__grid", PLOT.left, y(tick), PLOT.right, y(tick))}
        <text class="chart__text" data-align="end" x=${PLOT.left - 6} y=${y(tick) + 4}>${percent(tick)}</text>`,
    )}
    ${ranked.map(
      ({ id, rate }) => svg`
      ${box("ranking__bar", id === mine?.id ? "own" : "other", x(id), y(Number(rate)), x.width, PLOT.bottom - y(Number(rate)))}`,
    )}
    ${line("ranking__nation", PLOT.left, y(Number(nation)), PLOT.right, y(Number(nation)))}
    ${[1, 10, 20, 30, 40, 47].map((rank) => svg`<text class="chart__text" x=${x(ranked[rank - 1].id) + x.width / 2} y=${RANKS_Y}>${rank}</text>`)}
    ${mine === undefined ? nothing : label(mine, x(mine.id) + x.width / 2, y(Number(mine.rate)))}`;
}

/** Above all bars, with a line down to its own. */
const label = ({ label: name, rate }, x, y) => svg`
  ${line("ranking__leader", x, PLOT.top - 8, x, y)}
  <text class="chart__text" data-kind="own" data-align=${x < WIDTH / 3 ? "start" : x > (WIDTH * 2) / 3 ? "end" : "middle"} x=${x} y=${PLOT.top - 12}>${textOf(name)} ${percent(rate)}</text>`;

const swatch = (kind) => box("ranking__bar", kind, 12, 1, 12, 14);

function inWords(typeName, ranked, nation, mine) {
  const [first, last] = [ranked[0], ranked.at(-1)];
  const shown = text.shows(typeName, textOf(first.label), percent(first.rate), textOf(last.label), percent(last.rate), percent(nation));
  return shown + (mine === undefined ? "" : text.ownShows(textOf(mine.label), percent(mine.rate), mine.rank));
}

export function rankingTable({ ranked, nation, mine }) {
  const { rank, prefecture, rate } = text.columns;
  const rows = ranked.map((one) => ({ cells: [one.rank, textOf(one.label), percent(one.rate)], own: one.id === mine?.id }));
  return sheet(
    textOf(tableOf("rate-by-prefecture-and-type").title),
    [rank, prefecture, rate],
    [{ cells: ["", text.nation, percent(nation)] }, ...rows],
  );
}
