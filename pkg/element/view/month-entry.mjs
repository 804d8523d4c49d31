// The field for a month's rate: a number, users of receipts, or the text of the mail. What is typed goes into the form when it is sent.

import { html, nothing } from "lit/html.js";
import { live } from "lit/directives/live.js";
import { domId, words } from "../context.mjs";
import { monthNear } from "../dates.mjs";
import { rowKey, withUsage } from "../form.mjs";
import { readMonth } from "../month.mjs";

const text = words.monthEntry;

export const MONTH_ENTRY = "month-entry";

/**
 * @param {string} month
 * @param {any} form
 * @param {any} checked
 * @param {any} actions
 */
export function monthEntry(month, form, { day }, { update }) {
  const id = domId(MONTH_ENTRY);
  const { rows, error } = form.entry.sent ? readMonth(form.entry.text, month) : { rows: [], error: null };
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    update((/** @type {any} */ now) => entered(now, month));
  };
  return html`
    <form class="entry" novalidate @submit=${send}>
      <label class="entry__label" for=${id}>${text.label(monthNear(month, day))}</label>
      <input class="field__input entry__input" id=${id} type="text" autocomplete="off" aria-describedby=${error === null ? nothing : `${id}-error`}
        aria-invalid=${error === null ? nothing : "true"} placeholder=${text.example} .value=${live(form.entry.text)}
        @input=${(/** @type {any} */ { target }) => update({ ...form, entry: { text: target.value, sent: false } })}>
      <button class="button" data-kind="solid" type="submit">${text.send}</button>
    </form>
    ${error === null || rows.length > 0 ? nothing : html`<p class="field__error" id="${id}-error" role="alert">${error}</p>`}`;
}

/** The form with what the field holds as that month's rate; where it cannot be read, the form says so. @param {any} form @param {string} month */
export function entered(form, month) {
  const { rows, error } = readMonth(form.entry.text, month);
  if (error !== null) return { ...form, entry: { ...form.entry, sent: true } };
  const filled = rows.reduce(
    (/** @type {any} */ next, /** @type {any} */ { month: of, basis, users = "", receipts = "", rate = "" }) =>
      withUsage(next, rowKey({ month: of, basis }), { users, receipts, rate }),
    form,
  );
  return { ...filled, entry: { text: "", sent: false } };
}
