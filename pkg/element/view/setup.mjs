// The kind of facility, the fee schedule, and the day.

import { html, nothing } from "lit/html.js";
import { rulesInfo } from "dx-kasan";
import { fields } from "../check.mjs";
import { dayInBothCalendars, dayInEra, dayName, todayInJapan } from "../dates.mjs";
import { withType } from "../form.mjs";
import { mistake, mistakeId, radios, textField } from "./field.mjs";
import { domId, textOf, words } from "../context.mjs";

const text = words.setup;

export function setup(form, checked, update) {
  const today = todayInJapan(Date.now());
  const asOptions = (list) => list.map(({ id, label }) => ({ value: id, label: textOf(label) }));
  const schedules = rulesInfo().schedules.filter(({ id }) => checked.schedules?.includes(id));
  const noType = checked.errors.get(fields.type);
  return html`
    <section class="step" aria-labelledby=${domId("setup-heading")}>
      <h2 class="step__heading" id=${domId("setup-heading")}>${text.heading}</h2>
      <fieldset class="question" aria-describedby=${noType === undefined ? nothing : mistakeId(fields.type)}>
        <legend class="question__legend">${text.type}</legend>
        ${mistake(fields.type, noType)}
        ${radios({
          name: fields.type,
          options: asOptions(rulesInfo().types),
          value: form.type,
          onChange: (type) => update(withType(form, type)),
        })}
      </fieldset>
      ${
        schedules.length > 1
          ? html`
            <fieldset class="question">
              <legend class="question__legend">${text.schedule}</legend>
              ${radios({
                name: "schedule",
                options: asOptions(schedules),
                value: checked.schedule,
                onChange: (schedule) => update({ ...form, schedule }),
              })}
            </fieldset>`
          : nothing
      }
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
        ${
          form.day === today
            ? nothing
            : html`<button class="button" data-kind="text" type="button" @click=${() => update({ ...form, day: today })}>${text.today}</button>`
        }
      </div>
    </section>`;
}
