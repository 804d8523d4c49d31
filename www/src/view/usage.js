// Step 3: the monthly rates of the months that can count for the claim.

import { html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { rulesInfo } from "dx-kasan";
import { fields } from "../check.js";
import { monthInEra, monthName } from "../dates.js";
import { NO_USAGE, rowKey, withUsage } from "../form.js";
import { words } from "../words.js";
import { mistake, mistakeId, textField } from "./field.js";

const text = words.usage;

/** Where links to this step lead. */
export const USAGE_ID = "usage";

export function usage(form, { rows, errors, assessment }, update) {
  if (rows.length === 0) return nothing;
  const bases = new Set(rows.map(({ basis }) => basis));
  return html`
    <section class="step" id=${USAGE_ID} tabindex="-1" aria-labelledby="usage-heading">
      <h2 class="step__heading" id="usage-heading">${text.heading}</h2>
      <p>${text.intro(monthName(assessment.claimMonth))}</p>
      <p>${text.where}</p>
      ${[...bases].map(
        (basis) => html`
          ${bases.size > 1 ? html`<h3 class="step__subheading">${basisLabel(basis)}</h3>` : nothing}
          ${repeat(
            rows.filter((row) => row.basis === basis),
            rowKey,
            (row) => monthRow(row, form, errors, update),
          )}`,
      )}
    </section>`;
}

export const basisLabel = (basis) => rulesInfo().bases.find(({ id }) => id === basis).label.ja;

function monthRow(row, form, errors, update) {
  const key = rowKey(row);
  const typed = form.usage[key] ?? NO_USAGE;
  const wholeRow = fields.row(key, "all");
  const error = errors.get(wholeRow);
  const field = (part, label, inputmode) =>
    textField({
      name: fields.row(key, part),
      label,
      value: typed[part],
      error: errors.get(fields.row(key, part)),
      also: error && mistakeId(wholeRow),
      inputmode,
      size: "short",
      onChange: (value) => update(withUsage(form, key, { [part]: value })),
    });
  const entered = () => {
    if (form.rowBeingEdited !== key) update({ ...form, rowBeingEdited: key });
  };
  const left = (event) => {
    if (!event.currentTarget.contains(event.relatedTarget)) update({ ...form, rowBeingEdited: null });
  };
  return html`
    <fieldset class="month" @focusin=${entered} @focusout=${left}>
      <legend class="month__legend">${text.row(monthName(row.month), monthInEra(row.month))}</legend>
      <div class="row">
        ${field("users", text.users[row.basis], "numeric")}
        ${field("receipts", text.receipts[row.basis], "numeric")}
        <span class="row__or">${text.or}</span>
        ${field("rate", text.rate, "decimal")}
      </div>
      ${mistake(wholeRow, error)}
    </fieldset>`;
}
