// The patients of a month: their fields, and what they come to over a year of claim months.

import { html, nothing } from "lit/html.js";
import { addOnOverTime, levelNames, lossInWords } from "../amounts.mjs";
import { claimFields } from "../claims.mjs";
import { monthName } from "../dates.mjs";
import { withPatients } from "../form.mjs";
import { pointsAndYen } from "../money.mjs";
import { courses, gapsOf, hasBounds, hasOpenMonths, higherLevels, lossesIn, unitsOf } from "../projections.mjs";
import { textField } from "./field.mjs";
import { lookAt } from "./look-at.mjs";
import { higherTable, monthTable, wholeTable } from "./volume-tables.mjs";
import { volumeChart } from "./volume-chart.mjs";
import { count, domId, textOf, words } from "../context.mjs";

const text = words.volume;

export function volume(form, { schedule }, { services, errors, volume: read }, update) {
  const span = [read.from, read.until].map(monthName);
  return html`
    <div class="claims__part">
      <h3 class="ahead__name" id=${domId("volume-heading")}>${text.heading}</h3>
      <p>${text.intro(...span)}</p>
      ${
        read.refusal === null
          ? html`
            ${fields(form, services, read.losses, errors, update)}
            <p class="claims__status" role="status">${status(read, span)}</p>
            ${read.projection === null ? nothing : outcome(read, services, { form, schedule, update })}`
          : html`<p class="notice" data-kind="warning">${read.refusal}</p>`
      }
    </div>`;
}

function fields(form, services, losses, errors, update) {
  const patients = ({ id, label, counted }) =>
    textField({
      name: claimFields.patients(id),
      label: text.number[counted](textOf(label)),
      value: form.patients[id] ?? "",
      error: errors.get(claimFields.patients(id)),
      inputmode: "numeric",
      size: "short",
      onChange: (value) => update(withPatients(form, id, value)),
    });
  return html`
    <form class="claims__form" aria-labelledby=${domId("volume-heading")} @submit=${(event) => event.preventDefault()}>
      <p class="field__hint">${text.patientsHint}</p>
      <div class="claims__fields">${services.map(patients)}</div>
      ${
        losses.length === 0
          ? nothing
          : textField({
              name: claimFields.revisits,
              label: text.revisits,
              hint: text.revisitsHint(losses.map(lossNamed)),
              value: form.revisits,
              error: errors.get(claimFields.revisits),
              inputmode: "numeric",
              size: "short",
              onChange: (revisits) => update({ ...form, revisits }),
            })
      }
      ${textField({
        name: claimFields.cardShare,
        label: text.share,
        hint: text.shareHint,
        value: form.cardShare,
        error: errors.get(claimFields.cardShare),
        inputmode: "decimal",
        size: "short",
        onChange: (cardShare) => update({ ...form, cardShare }),
      })}
    </form>`;
}

function status({ projection }, span) {
  if (projection === null) return text.start;
  const open = hasOpenMonths(courses(projection)) ? text.open : "";
  return text.status(...span, pointsAndYen(projection.total, unitsOf(projection))) + open;
}

function outcome(read, services, { form, schedule, update }) {
  const { projection } = read;
  const all = courses(projection).map((course) => {
    const addOn = addOnOverTime(course.id, schedule);
    const named = (level) => levelNames(addOn, [level]) ?? textOf(addOn.name);
    return { ...course, name: textOf(addOn.name), named, levels: higherLevels(course) };
  });
  const units = unitsOf(projection);
  const rising = all.filter(({ levels }) => levels.length > 0);
  return html`
    <p>${text.read(given(read, services))}</p>
    ${hasBounds(projection) ? html`<p>${text.bounds}</p>` : nothing}
    ${assumptions(projection)}
    <h4 class="ahead__heading" id=${domId("volume-table")}>${text.table}</h4>
    ${monthTable(projection, all, units, `${domId("volume-heading")} ${domId("volume-table")}`)} ${gaps(all, form, update)}
    ${rising.map((course) => higher(course, units))}`;
}

const lossNamed = ({ name }) => textOf(name);

/** What was read, so that nobody has to trust a field that paper does not show. */
function given({ patients, losses, revisits, cardShare }, services) {
  const counts = services.filter(({ id }) => patients[id] !== undefined);
  const said = counts.map(({ id, label, counted }) => text.readNumber[counted](textOf(label), count(patients[id])));
  if (losses.length > 0) said.push(revisits === undefined ? text.noRevisits : text.readRevisits(count(revisits)));
  return [...said, cardShare === undefined ? text.noShare : text.readShare(cardShare)];
}

const assumptions = ({ assumptions: made }) => html`
  <details class="more" data-print="open">
    <summary class="more__summary">${text.assumptions}</summary>
    <div class="more__body"><ul class="ahead__list">${made.map((one) => html`<li>${textOf(one.text)}</li>`)}</ul></div>
  </details>`;

/** Months that count for nothing because something is missing: a sum must not look surer than it is. */
function gaps(all, form, update) {
  const list = all.flatMap(({ id, name, ...course }) => gapsOf(course).map((gap) => ({ ...gap, id, name })));
  if (list.length === 0) return nothing;
  const sentence = ({ value, from, until, name }) => text.gap[value](text.during(monthName(from), monthName(until)), name);
  return html`
    <div class="notice" data-kind="warning">
      <p><strong>${text.gaps}</strong></p>
      <ul class="ahead__list">${list.map((gap) => html`<li>${sentence(gap)} <span class="claims__way">${lookAt(`${gap.from}-01`, gap.id, form, update)}</span></li>`)}</ul>
    </div>`;
}

/** Whether what a filing takes is taken off. */
function taken({ months }) {
  const losses = lossesIn({ months: months.flatMap(({ entry }) => (entry === undefined ? [] : [{ addOns: [entry] }])) });
  return losses.map((loss) => html`<p>${text.taken[loss.count === null ? "unknown" : "known"](lossInWords(loss))}</p>`);
}

function higher(course, units) {
  const id = domId(`higher-${course.id}`);
  return html`
    <div class="claims__higher">
      <h4 class="ahead__heading" id=${id}>${text.higher(course.name)}</h4>
      <p>${text.higherIntro}</p>
      ${taken(course)}
      ${higherTable(course, units, id)}
      <h5 class="claims__subheading">${text.chart}</h5>
      ${volumeChart(course)}
      <details class="fold" data-print="open">
        <summary class="fold__summary"><h5 class="ahead__heading" id="${id}-months">${text.chartTable}</h5></summary>
        ${wholeTable(course, units, `${id} ${id}-months`)}
      </details>
    </div>`;
}
