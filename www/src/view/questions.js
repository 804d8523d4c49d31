// Step 2: one question for each fact that matters for the type and the day, in the rules' own words.

import { html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { fields } from "../check.js";
import { UNANSWERED, withAnswer } from "../form.js";
import { words } from "../words.js";
import { citationList } from "./citations.js";
import { domId, radios, textField } from "./field.js";

const text = words.questions;

/** Where links to a question lead. */
export const questionId = (fact) => domId(`question-${fact}`);

export function questions(form, { asked, open, settled, errors }, update) {
  const left = asked.filter(({ id }) => open.has(id)).length;
  return html`
    <section class="step" aria-labelledby="questions-heading">
      <h2 class="step__heading" id="questions-heading">${text.heading}</h2>
      ${asked.length === 0
        ? html`<p>${text.none}</p>`
        : html`
            <p>${text.intro}</p>
            <p class="step__count">${text.count(asked.length, left)}</p>`}
      ${repeat(
        asked,
        ({ id }) => id,
        (fact) => question(fact, form, settled.has(fact.id), errors, update),
      )}
    </section>`;
}

const CHOICES = {
  boolean: [
    { value: "yes", label: text.yes },
    { value: "no", label: text.no },
    { value: "unknown", label: text.unknown },
  ],
  ratio: [
    { value: "counts", label: text.counts },
    { value: "percent", label: text.percent },
    { value: "unknown", label: text.unknown },
  ],
};

function question(fact, form, settled, errors, update) {
  const answer = form.answers[fact.id] ?? UNANSWERED;
  const change = (part) => update(withAnswer(form, fact.id, part));
  return html`
    <fieldset class="question" id=${questionId(fact.id)} tabindex="-1" data-choice=${answer.choice}>
      <legend class="question__legend"><span class="question__label">${fact.label.ja}</span> ${fact.question.ja}</legend>
      ${radios({
        name: fields.answer(fact.id, "choice"),
        options: CHOICES[fact.kind],
        value: answer.choice,
        onChange: (choice) => change({ choice }),
      })}
      ${answer.choice === "counts" ? counts(fact, answer, errors, change) : nothing}
      ${answer.choice === "percent" ? percent(fact, answer, errors, change) : nothing}
      ${settled ? html`<p class="question__settled">${text.settled}</p>` : nothing}
      <details class="more">
        <summary class="more__summary">${text.more}</summary>
        <div class="more__body">
          <p class="more__heading">${text.help}</p>
          <p>${fact.help.ja}</p>
          <p class="more__heading">${text.evidence}</p>
          <p>${fact.evidence.ja}</p>
          <p class="more__heading">${text.sources}</p>
          ${citationList(fact.citations)}
        </div>
      </details>
    </fieldset>`;
}

function counts(fact, answer, errors, change) {
  const field = (part) =>
    textField({
      name: fields.answer(fact.id, part),
      label: text[part],
      value: answer[part],
      error: errors.get(fields.answer(fact.id, part)),
      inputmode: "numeric",
      size: "short",
      onChange: (value) => change({ [part]: value }),
    });
  return html`<div class="row">${field("part")} ${field("whole")}</div>`;
}

function percent(fact, answer, errors, change) {
  return textField({
    name: fields.answer(fact.id, "percent"),
    label: text.share,
    value: answer.percent,
    error: errors.get(fields.answer(fact.id, "percent")),
    inputmode: "decimal",
    size: "short",
    onChange: (value) => change({ percent: value }),
  });
}
