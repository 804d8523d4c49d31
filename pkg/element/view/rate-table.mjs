// The table of the rates to come: a row for each claim month, a column for each group of levels. It is as wide as it needs to be
// and scrolls by itself.

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
  return html`
    <div class="sheet" role="region" aria-labelledby=${labels} tabindex="0">
      <table class="sheet__table" aria-labelledby=${labels}>
        <thead>
          <tr>
            ${[claim, measured, best, ...groups.map((ids) => text.needed(context.named(ids)))].map(
              (column) => html`<th class="sheet__column" scope="col">${column}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${months.map(
            (month) => html`
              <tr>
                <th class="sheet__cell" scope="row">${monthName(month.claimMonth)}</th>
                <td class="sheet__cell" data-kind="short">${measuredList(month)}</td>
                <td class="sheet__cell" data-kind="short">${month.best === null ? text.noBest : text.best(month.best.rate, monthInYear(month.best.month))}</td>
                ${groups.map((ids) => html`<td class="sheet__cell">${standingCell(levelIn(month, ids[0]), context)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

/** The year goes without saying: months count for claims a few months after them. */
function measuredList({ measured }) {
  const bases = new Set(measured.map(({ basis }) => basis));
  return html`
    <ul class="sheet__list">
      ${measured.map(
        ({ month, basis, state, rate }) => html`
          <li>
            ${text.measured(monthInYear(month), state === "known" ? rate : text.states[state])}
            ${bases.size > 1 ? html`<span class="sheet__note">${basisLabel(basis)}</span>` : nothing}
          </li>`,
      )}
    </ul>`;
}

function standingCell(level, context) {
  if (level === undefined) return text.noLevel;
  const kind = standing(level);
  return html`
    <p><strong>${text.atLeast(level.needed)}</strong></p>
    <p>${mark(words.standings, kind)}</p>
    ${
      kind === "open"
        ? html`
          <p>${text.deadline(dayNear(level.deadline, context.day))}</p>
          <p class="sheet__note">${usersInWords(level, context)}</p>`
        : nothing
    }`;
}
