// The subsidy for 電子カルテ情報共有サービス: whom it is for, what it comes to, its conditions and deadlines, and what is shared.

import { html, nothing } from "lit/html.js";
import { fields } from "../check.mjs";
import { count, textOf, words } from "../context.mjs";
import { dayName } from "../dates.mjs";
import { withProject } from "../form.mjs";
import { readYen } from "../numbers.mjs";
import { amountFor, capsFor, documents, information, isFor, subsidy as rules } from "../subsidy.mjs";
import { doubtTag, sourcesOf } from "./citations.mjs";
import { radios, textField } from "./field.mjs";
import { part } from "./part.mjs";

const text = words.subsidy;
const COST = "project/cost";

/** Nothing for types that it is not for. */
export function subsidy(form, checked, update) {
  if (!isFor(form.type)) return nothing;
  const body = html`
    <p>${text.isFor(rules.bedsFrom)} ${doubtTag(rules.doubts)}</p>
    ${sourcesOf(rules.citations, rules.doubts)} ${calculator(form, checked, update)} ${conditions()} ${deadlines()} ${shared()}`;
  return part("subsidy", text.heading, body);
}

function calculator(form, checked, update) {
  const { choice, cost } = form.project;
  const yen = readYen(cost);
  return html`
    <div class="row">
      ${textField({
        name: fields.beds,
        label: text.beds,
        hint: text.bedsHint,
        value: form.beds,
        error: checked.errors.get(fields.beds),
        inputmode: "numeric",
        size: "short",
        onChange: (beds) => update({ ...form, beds }),
      })}
      ${textField({
        name: COST,
        label: text.cost,
        hint: text.costHint,
        value: cost,
        error: yen === null ? text.noCost : undefined,
        size: "short",
        onChange: (typed) => update(withProject(form, { cost: typed })),
      })}
    </div>
    <fieldset class="question">
      <legend class="question__legend">${text.documents}</legend>
      ${radios({
        name: "project/documents",
        options: ["3", "2"].map((value) => ({ value, label: text.documentsOptions[value] })),
        value: choice,
        onChange: (value) => update(withProject(form, { choice: value })),
      })}
    </fieldset>
    <div role="status">${estimate(checked.facility.beds, Number(choice), yen)}</div>`;
}

function estimate(beds, chosen, yen) {
  if (beds === undefined) return html`<p>${text.needsBeds}</p>`;
  const caps = capsFor(beds, chosen);
  if (caps === undefined) return html`<p class="notice" data-kind="warning">${text.tooFewBeds(rules.bedsFrom)}</p>`;
  return html`
    <p>${text.caps(text.documentsOptions[chosen], inYen(caps.cap), inYen(caps.projectCap))}</p>
    ${typeof yen === "number" ? amount(amountFor(yen, caps), caps) : html`<p>${text.needsCost}</p>`}
    ${sourcesOf(caps.citations, [])}`;
}

const amount = ({ yen, atCap, left }, { cap }) => html`
  <p class="standing__answer">${text.amount(inYen(yen))}</p>
  ${atCap ? html`<p>${text.atCap}${left === 0 ? nothing : text.asPrinted(inYen(cap - left), inYen(cap))}</p>` : nothing}
  ${!atCap && left > 0 ? html`<p>${text.cutOff}</p>` : nothing}`;

const inYen = (number) => text.yen(count(number));

const conditions = () => html`
  <h3 class="standing__name">${text.conditions}</h3>
  <ul class="standing__list">
    ${rules.condition.map((condition) => html`<li>${textOf(condition.text)}${secondary(condition)} ${doubtTag(condition.doubts)} ${sourcesOf(condition.citations, condition.doubts)}</li>`)}
  </ul>`;

const deadlines = () => html`
  <h3 class="standing__name">${text.deadlines}</h3>
  <ul class="standing__list">
    ${rules.deadline.map((deadline) => html`<li>${text.deadline(textOf(deadline.text), dayName(deadline.date))}${secondary(deadline)}</li>`)}
  </ul>
  <p class="standing__note">${text.deadlinesNote}</p>
  ${sourcesOf(rules.deadline[0].citations, [])}`;

const secondary = ({ citations }) =>
  citations.every(({ basis }) => basis === "secondary") ? html` <span class="tag" data-kind="doubt">${text.secondary}</span>` : nothing;

const shared = () => html`
  <h3 class="standing__name">${text.shared}</h3>
  <p>${text.sharedIntro}</p>
  <h4 class="standing__heading">${text.documentsHeading}</h4>
  ${kinds(documents)}
  <h4 class="standing__heading">${text.informationHeading}</h4>
  ${kinds(information)} ${sourcesOf(
    [...documents, ...information].flatMap(({ citations }) => citations),
    [],
  )}`;

const kinds = (list) => html`
  <dl class="kinds">
    ${list.map(
      ({ label, what, kept, inTwo = true }) => html`
        <dt>${textOf(label)}${inTwo ? nothing : text.onlyInThree}</dt>
        <dd>${textOf(what)} ${text.kept(textOf(kept))}</dd>`,
    )}
  </dl>`;
