// 「利用率を上げるために」: from having a card to using it, and what helps at each step.

import { html, nothing } from "lit/html.js";
import { count, textOf, words } from "../context.mjs";
import { monthName } from "../dates.mjs";
import { programme } from "../../dist/gen/background.mjs";
import { sourcesOf } from "./citations.mjs";
import { funnelChart } from "./funnel.mjs";
import { lineOf, part } from "./part.mjs";
import { sheet } from "./sheet.mjs";

const text = words.raising;

export function raising() {
  const { doubts, figures } = programme.funnel;
  const body = html`
    <p>${text.intro}</p>
    <h3 class="standing__name">${text.measures}</h3>
    <div class="measures">${programme.measures.map(measure)}</div>
    <h3 class="standing__name">${text.funnel}</h3>
    ${funnelChart(figures.map((figure) => ({ ...figure, said: inWords(figure) })))}
    ${sheet(text.funnel, Object.values(text.columns), figures.map(row))}
    ${sourcesOf(
      figures.flatMap(({ citations }) => citations),
      doubts,
    )}`;
  return part("raising", lineOf(text.heading, text.count(programme.measures.length)), body);
}

const measure = ({ label, texts, citations }) => html`
  <article class="measure">
    <h4 class="measure__name">${textOf(label)}</h4>
    <ul class="measure__texts">${texts.map((one) => html`<li>${textOf(one)}</li>`)}</ul>
    ${sourcesOf(citations, [])}
  </article>`;

const people = (figure) => figure.people && text.people({ tenThousands: count(figure.people), all: count(10_000 * figure.people) });
const share = (figure) => figure.share && text.share(text.shareOf[figure.of], figure.share, figure.about === true);

function inWords(figure) {
  const [first, second] = [people(figure), share(figure)].filter(Boolean);
  return second === undefined ? first : first + text.inBrackets(second);
}

const row = (figure) => ({
  cells: [
    html`${textOf(figure.label)}${figure.assignment === "likely" ? html` <span class="tag" data-kind="doubt">${text.likely}</span>` : nothing}`,
    people(figure) ?? text.noValue,
    share(figure) ?? text.noValue,
    monthName(figure.month),
  ],
});
