// The questions of one topic, in the rules' own words: one for each fact that matters for the type and the day.

import { html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { fields } from "../check.mjs";
import { UNANSWERED, withAnswer } from "../form.mjs";
import { citationList } from "./citations.mjs";
import { radios, textField } from "./field.mjs";
import { domId, textOf, words } from "../context.mjs";

const text = words.questions;

/** Where links to a question lead. */
export const questionId = (fact) => domId(`question-${fact}`);

/** The questions of one topic: `facts` are those that one requirement asks. */
export function topic({ label, facts }, form, { settled, errors }, update) {
  return html`
    <section class="step" aria-labelledby=${domId("topic-heading")}>
      <h2 class="step__heading" id=${domId("topic-heading")}>${textOf(label)}</h2>
      ${repeat(
        facts,
        ({ id }) => id,
        (fact) => question(fact, form, settled.has(fact.id), errors, update),
      )}
    </section>`;
}

const CHOICES = { boolean: ["yes", "no", "unknown"], ratio: ["counts", "percent", "unknown"] };

function question(fact, form, settled, errors, update) {
  const answer = form.answers[fact.id] ?? UNANSWERED;
  const change = (part) => update(withAnswer(form, fact.id, part));
  return html`
    <fieldset class="question" id=${questionId(fact.id)} tabindex="-1" data-choice=${answer.choice}>
      <legend class="question__legend"><span class="question__label">${textOf(fact.label)}</span> ${textOf(fact.question)}</legend>
      ${radios({
        name: fields.answer(fact.id, "choice"),
        options: CHOICES[fact.kind].map((value) => ({ value, label: text[value] })),
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
          <p>${textOf(fact.help)}</p>
          <p class="more__heading">${text.evidence}</p>
          <p>${textOf(fact.evidence)}</p>
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
