// 「あなたの施設の位置」: the facility's rate among those of its type, beside the nation's over time, and its prefecture's.

import { html, nothing } from "lit/html.js";
import { rulesInfo } from "dx-kasan";
import { fields } from "../check.mjs";
import { textOf, words } from "../context.mjs";
import { monthName } from "../dates.mjs";
import { cut } from "../fractions.mjs";
import { comparable, course, ownRates, standingByReceipts } from "../standing.mjs";
import { distributionOf, filingOf, hasStatistics, nationOf, prefectures, rankedPrefectures, tableOf, underBandOf } from "../statistics.mjs";
import { sourcesOf } from "./citations.mjs";
import { courseChart, courseTable } from "./course.mjs";
import { select } from "./field.mjs";
import { lineOf, part } from "./part.mjs";
import { rankingChart, rankingTable } from "./ranking.mjs";
import { spreadChart, spreadTable } from "./spread.mjs";
import { basisLabel } from "./usage.mjs";

const text = words.standing;

/** Nothing where there are no statistics of the type. */
export function standing(form, checked, update) {
  if (!hasStatistics(form.type)) return nothing;
  const own = standingByReceipts(form.type, checked.overTime.usage);
  return part("standing", lineOf(text.heading, own === null ? null : text.short[own.position]), comparisons(form, checked, update));
}

function comparisons(form, checked, update) {
  const context = {
    type: form.type,
    typeName: textOf(rulesInfo().types.find(({ id }) => id === form.type).label),
    usage: checked.overTime.usage,
    schedule: checked.schedule,
    prefecture: checked.facility.prefecture,
    field: select({
      name: fields.prefecture,
      label: text.prefecture,
      options: prefectures.map(({ id, label }) => ({ value: id, label: textOf(label) })),
      empty: text.choose,
      value: form.prefecture,
      error: checked.errors.get(fields.prefecture),
      onChange: (prefecture) => update({ ...form, prefecture }),
    }),
  };
  return html`<p>${text.intro}</p>
    ${peers(context)} ${overTime(context)} ${place(context)}`;
}

function peers({ type, typeName, usage }) {
  const table = tableOf("rate-distribution");
  const distribution = distributionOf(type);
  const own = standingByReceipts(type, usage);
  return html`
    <h3 class="standing__name">${text.peers(typeName)}</h3>
    ${counted(table, distribution.assignment)}
    <p class="standing__answer">${own === null ? text.ownMissing : html`${text.own(monthName(own.month), percent(cut(own.rate)))}${text.positions[own.position](inPercent(distribution))}`}</p>
    ${own === null || own.sameMonth ? nothing : html`<p class="notice">${text.otherMonth(monthName(table.months[0]))}</p>`}
    ${spreadChart({ typeName, distribution, own })} ${spreadTable({ distribution, own })}
    ${underBand(type)} ${doubt(table, distribution.assignment, tableOf("under-ten-percent-share").citations)}`;
}

function underBand(type) {
  const { band, shares } = underBandOf(type);
  const said = text.underBand(percent(band), ...shares.flatMap(({ month, share }) => [monthName(month), percent(share)]));
  return html`<p>${said}${shares.some(isLikely) ? likely() : nothing}</p>`;
}

function overTime({ type, typeName, usage }) {
  const table = tableOf("rate-series");
  const months = course(type, usage);
  return html`
    <h3 class="standing__name">${text.course(typeName)}</h3>
    ${counted(table, "likely")}
    <p>${text.courseIntro(monthName(table.months.at(-1)))}</p>
    ${courseChart({ typeName, months })} ${folded(courseTable({ months }))}
    ${doubt(table, "likely")}`;
}

function place(context) {
  const { type, typeName, usage, prefecture, field } = context;
  const table = tableOf("rate-by-prefecture-and-type");
  const ranked = rankedPrefectures(type);
  const nation = nationOf(type);
  const mine = ranked.find(({ id }) => id === prefecture);
  const own = comparable(ownRates(usage, "checks"), table.months[0]);
  return html`
    <h3 class="standing__name">${text.place}</h3>
    <p class="notice" data-kind="warning">${text.placeBasis}</p>
    ${counted(table)} ${field}
    <p class="standing__answer">
      ${
        mine === undefined
          ? text.placeNation(percent(nation))
          : text.placeRank(textOf(mine.label), percent(mine.rate), mine.rank, percent(nation))
      }
    </p>
    <p>${own === undefined ? text.ownNotChecks : text.ownChecks(monthName(own.month), percent(cut(own.rate)))}</p>
    ${rankingChart({ typeName, ranked, nation, mine })} ${folded(rankingTable({ ranked, nation, mine }))} ${sources(table)}
    ${filing(context)}`;
}

function filing({ schedule, prefecture }) {
  const rates = filingOf(schedule, prefecture);
  const table = tableOf("filing-rate");
  const label = prefectures.find(({ id }) => id === prefecture)?.label;
  return html`
    <h4 class="standing__heading">${text.filing}</h4>
    <p>
      ${label === undefined ? text.filingNation(percent(rates.nation)) : text.filingBoth(textOf(label), percent(rates.prefecture), percent(rates.nation))}
      ${textOf(table.counted)}
    </p>
    ${sources(table)}`;
}

/** When and how the figures were counted, before them: two bases must not be taken for one. */
function counted({ months, basis, counted: how }, assignment) {
  const when = months.map(monthName).join("–");
  return html`<p class="standing__basis">${text.counted(when, basisLabel(basis))}${isLikely({ assignment }) ? likely() : nothing}<br>${textOf(how)}</p>`;
}

const isLikely = ({ assignment }) => assignment === "likely";
const likely = () => html` <span class="tag" data-kind="doubt">${text.likely}</span>`;

const doubt = (table, assignment, more = []) => html`
  ${isLikely({ assignment }) ? html`<p class="standing__note">${text.assignment}${textOf(table.assignment)}</p>` : nothing}
  ${sources({ ...table, citations: [...table.citations, ...more] })}`;

const sources = ({ citations, doubts }) => sourcesOf(citations, doubts);

/** Long tables are for those who want them. */
const folded = (table) => html`
  <details class="more">
    <summary class="more__summary">${text.table}</summary>
    <div class="more__body">${table}</div>
  </details>`;

const percent = (rate) => text.percent(rate);

const inPercent = ({ facilities, assignment, ...rates }) =>
  Object.fromEntries(Object.entries(rates).map(([name, rate]) => [name, percent(rate)]));
