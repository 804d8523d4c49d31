// The kind of facility, what it does, how its patients get their medicines, and the month: what decides which questions concern it.

import { html, nothing } from "lit/html.js";
import { rulesInfo } from "dx-kasan";
import { fields } from "../check.mjs";
import { dayInBothCalendars, dayInEra, dayName, monthName, monthsLater, todayInJapan } from "../dates.mjs";
import { withServices, withType } from "../form.mjs";
import { givesMedicines, medicinesOf, nameOfGroup, withMedicines } from "../setting.mjs";
import { questionsOf } from "../steps.mjs";
import { checkbox, mistake, mistakeId, radios, select, textField } from "./field.mjs";
import { heading } from "./heading.mjs";
import { domId, textOf, words } from "../context.mjs";

const text = words.setup;

/** Months that can be chosen after the one of today. */
const MONTHS_AHEAD = 12;

const asOptions = (list) => list.map(({ id, label }) => ({ value: id, label: textOf(label) }));

export function setup(form, checked, update) {
  const noType = checked.errors.get(fields.type);
  return html`
    <section class="step" aria-labelledby=${domId("setup-heading")}>
      ${heading("setup-heading", text.heading, checked)}
      <p class="step__lead">${words.start.promise}</p>
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
      ${checked.assessment === undefined ? nothing : [services(form, checked, update), medicines(form, checked, update)]}
      ${month(form, checked, update)}
      ${(checked.schedules?.length ?? 0) > 1 ? schedule(form, checked, update) : nothing}
    </section>`;
}

/** Where the add-ons are for one thing alone, there is nothing to choose. */
function services(form, { groups }, update) {
  if (groups.length < 2) return nothing;
  return html`
    <fieldset class="question">
      <legend class="question__legend">${text.services}</legend>
      <div class="checks">
        ${groups.map((group) =>
          checkbox({
            name: `services/${group[0]}`,
            label: nameOfGroup(group),
            checked: form.services !== null && group.some((service) => form.services.includes(service)),
            onChange: (does) => update(withServices(form, group, does)),
          }),
        )}
      </div>
    </fieldset>`;
}

function medicines(form, checked, update) {
  if (!givesMedicines(checked.schedule)) return nothing;
  return html`
    <fieldset class="question">
      <legend class="question__legend">${text.medicines}</legend>
      ${radios({
        name: "medicines",
        options: Object.entries(text.medicinesOptions).map(([value, label]) => ({ value, label })),
        value: medicinesOf(form),
        onChange: (chosen) => update(withMedicines(form, chosen)),
      })}
    </fieldset>`;
}

/** A month, newest first: that of today means today, another one its first day. A day is for those who need one. */
function month(form, checked, update) {
  const today = todayInJapan(Date.now());
  const now = today.slice(0, 7);
  const dayOf = (wanted) => (wanted === now ? today : `${wanted}-01`);
  const first = rulesInfo().from.slice(0, 7);
  const months = [];
  for (let one = monthsLater(now, MONTHS_AHEAD); one >= first; one = monthsLater(one, -1)) months.push(one);
  const chosen = checked.day?.slice(0, 7) ?? "";
  const error = checked.errors.get(fields.day);
  const isSpecial = checked.day === undefined || checked.day !== dayOf(chosen);
  return html`
    <div class="question">
      ${select({
        name: "month",
        label: text.month,
        options: months.map((value) => ({ value, label: monthName(value) })),
        empty: chosen === "" || months.includes(chosen) ? text.choose : monthName(chosen),
        value: months.includes(chosen) ? chosen : "",
        onChange: (wanted) => wanted !== "" && update({ ...form, day: dayOf(wanted) }),
      })}
      <details class="more" ?open=${isSpecial}>
        <summary class="more__summary">${text.byDay}</summary>
        <div class="more__body">
          ${textField({
            name: fields.day,
            label: text.day,
            hint: text.dayHint([dayName(today), dayInEra(today), today.replaceAll("-", "/")]),
            value: form.day,
            error,
            onChange: (day) => update({ ...form, day }),
          })}
          ${checked.day === undefined ? nothing : html`<p class="step__echo">${text.dayRead(dayInBothCalendars(checked.day))}</p>`}
          ${
            form.day === today
              ? nothing
              : html`<button class="button" data-kind="text" type="button" @click=${() => update({ ...form, day: today })}>${text.today}</button>`
          }
        </div>
      </details>
    </div>`;
}

/** A dental department claims by another schedule; few have one. */
function schedule(form, checked, update) {
  const options = asOptions(rulesInfo().schedules.filter(({ id }) => checked.schedules.includes(id)));
  return html`
    <details class="more" ?open=${checked.schedule !== checked.schedules[0]}>
      <summary class="more__summary">${text.otherSchedule}</summary>
      <fieldset class="question">
        <legend class="question__legend">${text.schedule}</legend>
        ${radios({ name: "schedule", options, value: checked.schedule, onChange: (chosen) => update({ ...form, schedule: chosen }) })}
      </fieldset>
    </details>`;
}

/** How many questions there are, and the two ways through them. */
export function waysIn(checked, { goTo }) {
  const count = checked.assessment === undefined ? null : questionsOf(checked).length + 1 + checked.filed.length;
  return html`
    ${count === null ? nothing : html`<p class="step__count">${text.count(count, Math.max(1, Math.round(count / 5)))}</p>`}
    <div class="frame__ways">
      <button class="button" data-kind="solid" type="submit">${text.oneByOne}</button>
      <button class="button" data-kind="outline" type="button" ?disabled=${count === null} @click=${() => goTo("one-page")}>${text.onePage}</button>
    </div>`;
}
