// Step 1: the kind of facility, the fee schedule, the day; and the example facilities.

import { html, nothing } from "lit/html.js";
import { rulesInfo, sources } from "dx-kasan";
import { fields } from "../check.js";
import { dayInBothCalendars, dayInEra, dayName } from "../dates.js";
import { examples } from "../examples.js";
import { emptyForm, formOf, withType } from "../form.js";
import { words } from "../words.js";
import { radios, textField } from "./field.js";

const text = words.setup;

export function setup(form, checked, update, today) {
  const asOptions = (list) => list.map(({ id, label }) => ({ value: id, label: label.ja }));
  const schedules = rulesInfo().schedules.filter(({ id }) => checked.schedules?.includes(id));
  return html`
    <section class="step" aria-labelledby="setup-heading">
      <h2 class="step__heading" id="setup-heading">${text.heading}</h2>
      <fieldset class="question">
        <legend class="question__legend">${text.type}</legend>
        ${radios({
          name: "type",
          options: asOptions(rulesInfo().types),
          value: form.type,
          onChange: (type) => update(withType(form, type)),
        })}
      </fieldset>
      ${schedules.length > 1
        ? html`
            <fieldset class="question">
              <legend class="question__legend">${text.schedule}</legend>
              ${radios({
                name: "schedule",
                options: asOptions(schedules),
                value: checked.schedule,
                onChange: (schedule) => update({ ...form, schedule, example: null }),
              })}
            </fieldset>`
        : nothing}
      <div class="question">
        ${textField({
          name: fields.day,
          label: text.day,
          hint: text.dayHint([dayName(today), dayInEra(today), today.replaceAll("-", "/")]),
          value: form.day,
          error: checked.errors.get(fields.day),
          onChange: (day) => update({ ...form, day }),
        })}
        ${checked.day === undefined ? nothing : html`<p class="step__echo">${text.dayRead(dayInBothCalendars(checked.day))}</p>`}
        ${form.day === today
          ? nothing
          : html`<button class="button" data-kind="text" type="button" @click=${() => update({ ...form, day: today })}>${text.today}</button>`}
      </div>
      ${form.example === null ? nothing : exampleNote(form.example)}
      <details class="more">
        <summary class="more__summary">${text.examples}</summary>
        <div class="more__body">
          <p>${text.examplesHint}</p>
          <ul class="step__buttons">
            ${examples.map(
              (example) => html`
                <li><button class="button" data-kind="outline" type="button" @click=${() => update(formOf(example))}>${example.title.ja}</button></li>`,
            )}
          </ul>
        </div>
      </details>
      ${form.type === null
        ? nothing
        : html`<button class="button" data-kind="text" type="button" @click=${() => update(emptyForm(today))}>${text.restart}</button>`}
    </section>`;
}

function exampleNote({ title, note, source }) {
  const document = source && sources().find(({ id }) => id === source.id);
  return html`
    <div class="notice" data-kind="info">
      <p><strong>${text.exampleShown(title.ja)}</strong> ${note.ja}</p>
      ${document ? html`<p class="notice__small">${text.exampleSource(document.title, source.at)}</p>` : nothing}
    </div>`;
}
