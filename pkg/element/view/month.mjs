// Each month: the rate of the newest month, the rest as it was kept.

import { html, nothing } from "lit/html.js";
import { live } from "lit/directives/live.js";
import { dayName, dayNear, monthName, monthNear, todayInJapan } from "../dates.mjs";
import { readMonth } from "../month.mjs";
import { keepOn } from "../returning.mjs";
import { questionsOf } from "../steps.mjs";
import { heading } from "./heading.mjs";
import { entered, MONTH_ENTRY } from "./month-entry.mjs";
import { domId, words } from "../context.mjs";

const text = words.month;

export function month(form, checked, { update, goTo, clear }) {
  const wanted = checked.toEnter();
  const { day } = checked;
  const link = (label, act) => html`<button class="button" data-kind="text" type="button" @click=${act}>${label}</button>`;
  return html`
    <section class="step" aria-labelledby=${domId("month-heading")}>
      ${heading("month-heading", wanted === null ? text.nothing(monthNear(day.slice(0, 7), day)) : text.heading(monthNear(day.slice(0, 7), day), monthNear(wanted, day)), checked)}
      <p>${form.before === null ? nothing : text.before(dayNear(form.before.day, day), questionsOf(checked).length)} ${text.today(dayName(day))}</p>
      <p role="status">${form.told === null ? nothing : words.take.told[form.told]}</p>
      ${wanted === null ? link(words.flow.toResult, () => goTo("result")) : field(wanted, form, update)}
      <p class="month-links">
        ${text.changed} ${link(words.review.filings, () => goTo("filings"))} ${link(words.review.questions, () => goTo("review"))} ${link(text.anew, clear)}
      </p>
    </section>`;
}

function field(wanted, form, update) {
  const id = domId(MONTH_ENTRY);
  const { text: typed, sent } = form.entry;
  const { rows, error } = typed.trim() === "" ? { rows: [], error: sent ? words.monthEntry.empty : null } : readMonth(typed, wanted);
  const go = () => update((now) => sendOff(now, wanted));
  // A mail has lines; a number is sent off by Enter.
  const pressed = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || typed.includes("\n")) return;
    event.preventDefault();
    go();
  };
  return html`
    <div class="box month-box">
      <label class="field__label" for=${id}>${text.label(monthName(wanted))}</label>
      <p class="field__hint" id="${id}-hint">${text.hint}</p>
      <textarea class="field__input month-box__text" id=${id} rows="2" aria-describedby="${id}-hint ${id}-read" aria-invalid=${sent && error !== null ? "true" : nothing}
        .value=${live(typed)} @keydown=${pressed} @input=${({ target }) => update({ ...form, entry: { text: target.value, sent: false } })}></textarea>
      <div id="${id}-read" role="status">
        ${rows.map((row) => html`<p>${text.read(monthNear(row.month, wanted), row.rate ?? `${row.users}/${row.receipts}`)}</p>`)}
        ${error !== null && sent ? html`<p class="field__error">${error}</p>` : nothing}
      </div>
      <button class="button" data-kind="solid" type="button" @click=${go}>${text.send}</button>
      ${form.before === null ? nothing : html`<p class="field__hint">${text.keeps}</p>`}
    </div>`;
}

/** With the rate in it, on to the result; what is kept on the device is renewed. */
function sendOff(form, wanted) {
  const next = entered(form, wanted);
  if (next.entry.sent) return next;
  const done = { ...next, step: "result" };
  keepOn(done, todayInJapan(Date.now()));
  return done;
}
