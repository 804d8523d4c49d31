// 「次に必要な利用率」: for each add-on with a rate, when the bar moves, what is fixed and what can still be decided in the claim
// months to come, a chart, and the table of its figures.

import { html, nothing } from "lit/html.js";
import { addOnOverTime, levelNames } from "../amounts.mjs";
import { monthName } from "../dates.mjs";
import { changesInWords, hiddenInWords, otherwiseInWords, prospects } from "../prospects.mjs";
import { monthsIn, ratesByAddOn, stateOf } from "../rates.mjs";
import { symbol } from "./mark.mjs";
import { otherRates } from "./other-readings.mjs";
import { rateChart } from "./rate-chart.mjs";
import { rateTable } from "./rate-table.mjs";
import { RATES_ID } from "./summary.mjs";
import { domId, textOf, words } from "../context.mjs";

const text = words.rates;

export function rates({ ahead, day, schedule, running, usersSoFar }) {
  const entries = ratesByAddOn(ahead().outlook);
  if (entries.length === 0) return nothing;
  const soFar = usersSoFar === undefined ? null : { month: running().month, users: usersSoFar };
  return html`
    <section class="ahead" id=${domId(RATES_ID)} tabindex="-1" aria-labelledby=${domId("rates-heading")}>
      <h2 class="step__heading" id=${domId("rates-heading")}>${text.heading}</h2>
      <p>${text.intro}</p>
      ${entries.map((entry) => {
        const addOn = addOnOverTime(entry.id, schedule);
        const named = (ids) => levelNames(addOn, ids) ?? textOf(addOn.name);
        return addOnRates({ ...entry, name: textOf(addOn.name) }, { addOn, day, soFar, named });
      })}
    </section>`;
}

function addOnRates(entry, context) {
  const { id, name, months, changes } = entry;
  const headingId = domId(`rates-${id}`);
  return html`
    <div class="ahead__part">
      <h3 class="ahead__name" id=${headingId}>${name}</h3>
      ${months.some(({ status }) => status === "stale") ? html`<p class="notice" data-kind="warning">${text.stale}</p>` : nothing}
      ${list(changesInWords(changes, context))}
      <h4 class="ahead__heading">${text.fixed}</h4>
      ${claimMonths(entry, context)} ${list(otherwiseInWords(months, context))}
      <h4 class="ahead__heading">${text.chart}</h4>
      ${rateChart(entry, context)}
      <h4 class="ahead__heading" id="${headingId}-table">${text.table}</h4>
      ${rateTable(entry, context, `${headingId} ${headingId}-table`)} ${otherRates(entry, context)}
    </div>`;
}

const list = (sentences) =>
  sentences.length === 0 ? nothing : html`<ul class="ahead__list">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;

/** The claim months of which a measured month is over, and one line for those after them. */
function claimMonths({ months, groups }, context) {
  const near = months.filter((month) => monthsIn(month, "open").length < month.measured.length);
  const next = months.find((month) => !near.includes(month));
  return html`
    <ul class="ahead__months">
      ${near.map((month) => claimMonth(month, groups, context))}
      ${next === undefined ? nothing : html`<li class="ahead__month" data-state="open">${text.allOpen(monthName(next.claimMonth))}</li>`}
    </ul>`;
}

function claimMonth(month, groups, context) {
  const hidden = hiddenInWords(month, context);
  return html`
    <li class="ahead__month" data-state=${stateOf(month)}>
      <p class="ahead__claim">${text.claim(monthName(month.claimMonth))}</p>
      <ul>
        ${prospects(month, groups, context).map(line)}
        ${hidden === null ? nothing : html`<li class="ahead__hidden">${hidden}</li>`}
      </ul>
    </li>`;
}

const line = ({ kind, sentence }) => html`<li class="ahead__line">${symbol(words.standings, kind)}<span>${sentence}</span></li>`;
