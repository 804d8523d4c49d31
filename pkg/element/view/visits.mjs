// One patient's visits: a row of fields for each, and which add-ons are claimed on which.

import { html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { claimFields, mayBeByTelephone, serviceOf } from "../claims.mjs";
import { withOneMoreVisit, withoutVisit, withVisit } from "../form.mjs";
import { checkbox, select, textField } from "./field.mjs";
import { visitResults, visitStatus } from "./visit-results.mjs";
import { domId, finder, textOf, words } from "../context.mjs";

const text = words.visits;

const ADD_ID = "add-visit";
const removeName = (id) => `remove-visit-${id}`;

export function visits(form, checked, simulated, update) {
  const find = finder();
  const left = (event) => {
    if (!event.currentTarget.contains(event.relatedTarget)) update({ ...form, rowBeingEdited: null });
  };
  return html`
    <div class="claims__part">
      <h3 class="ahead__name" id=${domId("visits-heading")}>${text.heading}</h3>
      <p>${text.intro}</p>
      <p>${text.past}</p>
      <p class="field__hint">${text.dateHint}</p>
      <form class="claims__form" aria-labelledby=${domId("visits-heading")} @focusout=${left} @submit=${(event) => event.preventDefault()}>
        ${repeat(
          form.visits,
          ({ id }) => id,
          (visit, index) => row(visit, index, form, simulated, find, update),
        )}
        <p class="claims__add"><button class="button" id=${domId(ADD_ID)} type="button" @click=${() => add(form, find, update)}>${text.add}</button></p>
      </form>
      <p class="claims__status" role="status">${visitStatus(simulated)}</p>
      ${simulated.visits.result === null ? nothing : visitResults(form, checked, simulated, update)}
    </div>`;
}

function add(form, find, update) {
  const id = 1 + Math.max(-1, ...form.visits.map((visit) => visit.id));
  update(withOneMoreVisit(form, id));
  find(claimFields.visit(id, "date")).focus();
}

/** The focus goes to a neighbour first: with the button it would be lost, and to lose it would look like leaving the form. */
function remove(visit, index, form, find, update) {
  const next = form.visits[index + 1] ?? form.visits[index - 1];
  find(next === undefined ? ADD_ID : removeName(next.id)).focus();
  update(withoutVisit(form, visit.id));
}

function row(visit, index, form, { services, errors }, find, update) {
  const { id } = visit;
  const field = (part) => claimFields.visit(id, part);
  const change = (part) => update(withVisit(form, id, part));
  const tick = (part, hint) =>
    checkbox({ name: field(part), label: text[part], hint, checked: visit[part], onChange: (ticked) => change({ [part]: ticked }) });
  const service = serviceOf(visit, services);
  const entered = () => {
    if (form.rowBeingEdited !== field("all")) update({ ...form, rowBeingEdited: field("all") });
  };
  return html`
    <fieldset class="visit" @focusin=${entered}>
      <legend class="visit__legend">${text.row(index + 1)}</legend>
      <div class="visit__fields">
        ${textField({
          name: field("date"),
          label: text.date,
          value: visit.date,
          error: errors.get(field("date")),
          onChange: (date) => change({ date }),
        })}
        ${
          services.length === 1
            ? nothing
            : select({
                name: field("service"),
                label: text.service,
                options: services.map(({ id: value, label }) => ({ value, label: textOf(label) })),
                empty: text.choose,
                value: service ?? "",
                error: errors.get(field("service")),
                onChange: (chosen) => change({ service: chosen }),
              })
        }
        <div class="visit__ticks">
          ${tick("card")} ${tick("referral")} ${hasDepartments(services) ? tick("secondDepartment") : nothing}
          ${mayBeByTelephone(service) ? tick("telephone", text.telephoneHint) : nothing}
        </div>
      </div>
      <button class="button" data-kind="text" id=${domId(removeName(id))} type="button" @click=${() => remove(visit, index, form, find, update)}>${text.remove(index + 1)}</button>
    </fieldset>`;
}

/** Departments are where outpatients are seen for the first time. */
const hasDepartments = (services) => services.some(({ id }) => id === "initial-visit");
