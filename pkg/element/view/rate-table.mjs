// The table of the rates to come: a row for each claim month, with what each group of levels needs first. Too narrow for columns, each row is
// a card, so that the rate is always in sight.

import { html, nothing } from "lit/html.js";
import { dayNear, monthInYear, monthName } from "../dates.mjs";
import { usersInWords } from "../prospects.mjs";
import { levelIn, standing } from "../rates.mjs";
import { mark } from "./mark.mjs";
import { basisLabel } from "./usage.mjs";
import { words } from "../context.mjs";

const text = words.rates;

/** `labels` are the ids of the headings that name the table. */
export function rateTable({ months, groups }, context, labels) {
  const { claim, measured, best } = text.columns;
  const needed = groups.map((ids) => text.needed(context.named(ids)));
  return html`
    <table class="table" data-kind="rates" role="table" aria-labelledby=${labels}>
      <thead class="table__head" role="rowgroup">
        <tr role="row">
          ${[claim, ...needed, measured, best].map((column) => html`<th class="table__column" role="columnheader" scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${months.map(
          (month) => html`
            <tr class="table__row" role="row">
              <th class="table__cell" role="rowheader" scope="row" data-label=${claim}>${monthName(month.claimMonth)}</th>
              ${groups.map((ids, index) => html`<td class="table__cell" role="cell" data-label=${needed[index]}>${standingCell(levelIn(month, ids[0]), context)}</td>`)}
              <td class="table__cell" role="cell" data-label=${measured}>${measuredList(month)}</td>
              <td class="table__cell" role="cell" data-label=${best}>${month.best === null ? text.noBest : text.best(month.best.rate, monthInYear(month.best.month))}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

/** The year goes without saying: months count for claims a few months after them. */
function measuredList({ measured }) {
  const bases = new Set(measured.map(({ basis }) => basis));
  return html`
    <ul class="table__list">
      ${measured.map(
        ({ month, basis, state, rate }) => html`
          <li>
            ${text.measured(monthInYear(month), state === "known" ? rate : text.states[state])}
            ${bases.size > 1 ? html`<span class="table__levels">${basisLabel(basis)}</span>` : nothing}
          </li>`,
      )}
    </ul>`;
}

function standingCell(level, context) {
  if (level === undefined) return text.noLevel;
  const kind = standing(level);
  return html`
    <p><strong>${text.atLeast(level.needed)}</strong> ${mark(words.standings, kind)}</p>
    ${
      kind === "open"
        ? html`
          <p>${text.deadline(dayNear(level.deadline, context.day))}</p>
          <p class="table__note">${usersInWords(level, context)}</p>`
        : nothing
    }`;
}
