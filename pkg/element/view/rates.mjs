// 「月ごとの見通し」: for the add-ons with a rate, when the bar moves, what is fixed and what can still be decided in the claim months to
// come, a chart, and the table of its figures. Add-ons that ask for the same rates in the same months have one part.

import { html, nothing } from "lit/html.js";
import { addOnOverTime, levelNames } from "../amounts.mjs";
import { monthName } from "../dates.mjs";
import { changesInWords, hiddenInWords, otherwiseInWords, prospects } from "../prospects.mjs";
import { monthsIn, stateOf } from "../rates.mjs";
import { claimableOf } from "./answer.mjs";
import { namesOf, rateInShort } from "./box-rate.mjs";
import { symbol } from "./mark.mjs";
import { lineOf, part } from "./part.mjs";
import { rateChart } from "./rate-chart.mjs";
import { rateTable } from "./rate-table.mjs";
import { domId, textOf, words } from "../context.mjs";

const text = words.rates;

export function rates(checked) {
  const { day, schedule, running, usersSoFar } = checked;
  const soFar = usersSoFar === undefined ? null : { month: running().month, users: usersSoFar };
  return checked.sharedRates().map((entry, index) => {
    const addOn = addOnOverTime(entry.id, schedule);
    const named = (ids) => levelNames(addOn, ids) ?? textOf(addOn.name);
    const names = namesOf(entry, schedule);
    const line = lineOf(index === 0 ? text.months : text.monthsOf(names), rateInShort(entry, claimableOf(entry, checked), day));
    const context = { addOn, day, soFar, named };
    return part(index === 0 ? "rates" : `rates-${entry.id}`, line, addOnRates({ ...entry, name: names.join(words.lists.comma) }, context));
  });
}

function addOnRates(entry, context) {
  const { id, name, months, changes } = entry;
  const headingId = domId(`rates-table-${id}`);
  return html`
    <p>${text.intro(name)}</p>
    ${months.some(({ status }) => status === "stale") ? html`<p class="notice" data-kind="warning">${text.stale}</p>` : nothing}
    ${list(changesInWords(changes, context))} ${claimMonths(entry, context)} ${list(otherwiseInWords(months, context))}
    <h3 class="ahead__heading">${text.chart}</h3>
    ${rateChart(entry, context)}
    <h3 class="ahead__heading" id=${headingId}>${text.table}</h3>
    ${rateTable(entry, context, headingId)}`;
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
