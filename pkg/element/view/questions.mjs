// One question, in the rules' own words. An answer is one press, and leads on; whoever does not know answers later.

import { html, nothing } from "lit/html.js";
import { fields } from "../check.mjs";
import { UNANSWERED, withAnswer } from "../form.mjs";
import { citationList } from "./citations.mjs";
import { radios, textField } from "./field.mjs";
import { heading } from "./heading.mjs";
import { domId, textOf, words } from "../context.mjs";

const text = words.questions;

/** Where links to a question lead. */
export const questionId = (fact) => domId(`question-${fact}`);

/** `answer` takes a form with the answer in it, and goes on. */
export function question(fact, form, checked, { update, answer }) {
  const given = form.answers[fact.id] ?? UNANSWERED;
  const change = (part) => withAnswer(form, fact.id, part);
  const button = (value, label) => html`
    <button class="button" data-kind="answer" type="button" aria-pressed=${given.choice === value ? "true" : "false"} @click=${() => answer(change({ choice: value }))}>${label}</button>`;
  return html`
    <section class="step" id=${questionId(fact.id)} tabindex="-1" aria-labelledby=${domId("question-heading")}>
      ${heading("question-heading", textOf(fact.question), checked)}
      <p class="question__label">${textOf(fact.label)}</p>
      <div class="question" role="group" aria-labelledby=${domId("question-heading")} data-choice=${given.choice}>
        ${
          fact.kind === "boolean"
            ? html`<div class="answers">${button("yes", text.yes)} ${button("no", text.no)} ${later(() => answer(change({ choice: "unknown" })))}</div>`
            : html`${share(fact, given, checked.errors, (part) => update(change(part)))} <div class="answers">${later(() => answer(change({ choice: "unknown" })))}</div>`
        }
        ${checked.settled.has(fact.id) ? html`<p class="question__settled">${text.settled}</p>` : nothing}
        ${more(fact)}
      </div>
    </section>`;
}

const later = (act) => html`<button class="button" data-kind="text" type="button" @click=${act}>${text.later}</button>`;

/** What it means, where to look, and where it is written. */
export const more = (fact) => html`
  <details class="more">
    <summary class="more__summary">${text.more}</summary>
    <div class="more__body">
      <p class="more__heading">${text.help}</p>
      <p>${textOf(fact.help)}</p>
      <p class="more__heading">${text.evidence}</p>
      <p>${textOf(fact.evidence)}</p>
      <p class="more__heading">${text.sources}</p>
      ${citationList(fact.citations)}
    </div>
  </details>`;

/** A share, as numbers or as a percentage. */
export function share(fact, answer, errors, change) {
  const field = (part, label, inputmode) =>
    textField({
      name: fields.answer(fact.id, part),
      label,
      value: answer[part],
      error: errors.get(fields.answer(fact.id, part)),
      inputmode,
      size: "short",
      onChange: (value) => change({ [part]: value }),
    });
  return html`
    <fieldset class="question__share">
      <legend class="question__legend">${textOf(fact.label)}</legend>
      ${radios({
        name: fields.answer(fact.id, "choice"),
        options: ["counts", "percent"].map((value) => ({ value, label: text[value] })),
        value: answer.choice,
        onChange: (choice) => change({ choice }),
      })}
      ${answer.choice === "counts" ? html`<div class="row">${field("part", text.part, "numeric")} ${field("whole", text.whole, "numeric")}</div>` : nothing}
      ${answer.choice === "percent" ? field("percent", text.share, "decimal") : nothing}
    </fieldset>`;
}
