// The monthly rates of the months that can count for the claim.

import { html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { rulesInfo } from "dx-kasan";
import { fields } from "../check.mjs";
import { monthInEra, monthName } from "../dates.mjs";
import { NO_USAGE, rowKey, withUsage } from "../form.mjs";
import { mistake, mistakeId, textField } from "./field.mjs";
import { heading } from "./heading.mjs";
import { paste } from "./paste.mjs";
import { domId, textOf, words } from "../context.mjs";

const text = words.usage;

/** Counts for the home-care correction, which a host may have handed in. */
const HOME_CARE = ["homeCareClaims", "homeCareReceipts"];

/** Where links to this step lead. */
export const USAGE_ID = "usage";

export function usage(form, checked, update) {
  const { rows, errors, assessment } = checked;
  const [coming, running] = [checked.coming(), checked.running()];
  if (rows.length + coming.length === 0) return nothing;
  const block = (list, heading) => byBasis(list, heading, (row) => monthRow(row, form, errors, update));
  return html`
    <section class="step" id=${domId(USAGE_ID)} tabindex="-1" aria-labelledby=${domId("usage-heading")}>
      ${heading("usage-heading", text.heading, checked)}
      ${rows.length === 0 ? nothing : html`<p>${text.intro(monthName(assessment.claimMonth))}</p>`}
      <p>${text.where}</p>
      ${paste(form, checked, update)}
      ${block(rows, (basis) => html`<h2 class="step__subheading">${basisLabel(basis)}</h2>`)}
      ${
        coming.length === 0
          ? nothing
          : html`
            <h2 class="step__subheading">${text.coming}</h2>
            <p>${text.comingIntro}</p>
            ${block(coming, (basis) => html`<h3 class="step__subheading">${basisLabel(basis)}</h3>`)}`
      }
      <div class="question">${aboutField(form, errors, update)}<p class="field__hint">${text.aboutHint}</p></div>
      ${running === undefined ? nothing : runningRow(running, form, errors, update)}
    </section>`;
}

function byBasis(rows, heading, view) {
  const bases = [...new Set(rows.map(({ basis }) => basis))];
  return bases.map(
    (basis) => html`
      ${bases.length > 1 ? heading(basis) : nothing}
      ${repeat(
        rows.filter((row) => row.basis === basis),
        rowKey,
        view,
      )}`,
  );
}

export const basisLabel = (basis) => textOf(rulesInfo().bases.find(({ id }) => id === basis).label);

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
  return html`
    <fieldset class="month">
      <legend class="month__legend">${text.row(monthName(row.month), monthInEra(row.month))}</legend>
      <div class="row">
        ${field("users", text.users[row.basis], "numeric")}
        ${field("receipts", text.receipts[row.basis], "numeric")}
        <span class="row__or">${text.or}</span>
        ${field("rate", text.rate, "decimal")}
      </div>
      ${HOME_CARE.some((part) => typed[part] !== "") ? html`<div class="row">${HOME_CARE.map((part) => field(part, text[part], "numeric"))}</div>` : nothing}
      ${mistake(wholeRow, error)}
    </fieldset>`;
}

/** The month that is not over: the users so far help to see how many are still to come. */
function runningRow(row, form, errors, update) {
  const key = rowKey(row);
  const field = fields.row(key, "users");
  return html`
    <fieldset class="month">
      <legend class="month__legend">${text.running(monthName(row.month), monthInEra(row.month))}</legend>
      ${textField({
        name: field,
        label: text.usersSoFar,
        hint: text.usersSoFarHint,
        value: (form.usage[key] ?? NO_USAGE).users,
        error: errors.get(field),
        inputmode: "numeric",
        size: "short",
        onChange: (users) => update(withUsage(form, key, { users })),
      })}
    </fieldset>`;
}

/** About how many receipts a month: it says how many users are needed, where rates came without. */
export const aboutField = (form, errors, update) =>
  textField({
    name: fields.about,
    label: text.about,
    value: form.about,
    error: errors.get(fields.about),
    inputmode: "numeric",
    size: "short",
    onChange: (about) => update({ ...form, about }),
  });
