// One step of the way: how far it is, what is to be mended, the step itself, and the ways on and back.

import { html, nothing } from "lit/html.js";
import { domId, language as languageOf, words } from "../context.mjs";
import { todayInJapan } from "../dates.mjs";
import { factOf, neighbour, progressOf } from "../steps.mjs";
import { mistakeId } from "./field.mjs";
import { fieldName } from "./field-name.mjs";
import { filings } from "./filings.mjs";
import { languageButton } from "./language.mjs";
import { inSight } from "./in-sight.mjs";
import { month } from "./month.mjs";
import { onePage } from "./one-page.mjs";
import { outcome } from "./outcome.mjs";
import { question } from "./questions.mjs";
import { review } from "./review.mjs";
import { setup, waysIn } from "./setup.mjs";
import { things } from "./things.mjs";
import { answer } from "./answer.mjs";
import { comeBack } from "./take.mjs";
import { usage } from "./usage.mjs";

const text = words.flow;

/**
 * `actions` are what buttons do: `update` the form, `answer` with a form and go on, go `back` or `goTo` a step, go `next`, `say` it in a
 * language, `clear` everything.
 */
export function flow(form, checked, actions) {
  const { step } = form;
  if (checked.isCompact) return compact(form, checked, actions);
  if (step === "result") {
    return html`<div class="frame" lang=${languageOf()} data-step="result">${mistakes(checked)} ${outcome(form, checked, actions)}</div>`;
  }
  const here = { ...checked, progress: progressOf(step, checked, form) };
  return html`
    <div class="frame" lang=${languageOf()} data-step=${step.split("/")[0]}>
      <div class="frame__top">${languageButton(actions.say)}</div>
      ${mistakes(checked)}
      <form class="frame__step" novalidate @submit=${submitting(actions)}>${content(form, here, actions)} ${navigation(form, here, actions)}</form>
    </div>`;
}

/** The three boxes alone, for a page of which they are a part; nothing until it has a facility. */
const compact = (form, checked, actions) =>
  checked.assessment === undefined
    ? nothing
    : html`<div class="frame" lang=${languageOf()} data-step="result">${answer(form, checked, actions, { compact: true })}</div>`;

const submitting =
  ({ next }) =>
  (event) => {
    event.preventDefault();
    next();
  };

/** Takes the focus when somebody wants to go on, and leads to each field. */
function mistakes(checked) {
  const { errors } = checked;
  if (errors.size === 0) return nothing;
  return html`
    <div class="mistakes" tabindex="-1" role="group" aria-labelledby=${domId("mistakes-heading")}>
      <h2 class="mistakes__heading" id=${domId("mistakes-heading")}>${text.mistakes(errors.size)}</h2>
      <ul class="mistakes__list">
        ${[...errors].map(([field, message]) => html`<li>${fieldName(field, checked)}<a class="link" href="#${linkTo(field)}">${message}</a></li>`)}
      </ul>
    </div>`;
}

/** To the field itself where the message is one field's, else to the message, which is with its fields. */
const linkTo = (field) => (/\/all$|^type$/.test(field) ? mistakeId(field) : domId(field));

function content(form, checked, actions) {
  const { update, goTo } = actions;
  const { step } = form;
  switch (step) {
    case "setting":
      return [setup(form, checked, update), comeBack(form, update, todayInJapan(Date.now())), things()];
    case "rates":
      return usage(form, checked, update);
    case "filings":
      return filings(form, checked, update);
    case "review":
      return [review(form, checked, (to) => update({ ...form, step: to, back: "review" })), inSight(form, checked, actions)];
    case "month":
      return month(form, checked, actions);
    case "one-page":
      return onePage(form, checked, actions);
    default: {
      const fact = checked.factsById.get(factOf(step));
      return question(fact, form, checked, actions);
    }
  }
}

function navigation(form, checked, actions) {
  const { back, clear } = actions;
  const { step } = form;
  if (step === "setting") return waysIn(checked, actions);
  if (step === "month") return nothing;
  const restart = html`<button class="button" data-kind="text" type="button" @click=${clear}>${text.restart}</button>`;
  if (form.back !== null)
    return html`<div class="frame__ways"><button class="button" data-kind="solid" type="submit">${text.toReview}</button></div>`;
  const backwards = html`<button class="button" data-kind="outline" type="button" @click=${back}>${text.back}</button>`;
  if (step === "review" || step === "one-page") return html`<div class="frame__ways">${backwards} ${restart}</div>`;
  const isLast = neighbour(step, 1, checked, form) === "result";
  const onward =
    factOf(step) !== null && isAnsweredByPressing(form, checked)
      ? nothing
      : html`<button class="button" data-kind="solid" type="submit">${isLast ? text.toResult : text.next}</button>`;
  return html`<div class="frame__ways">${backwards} ${onward} ${restart}</div>`;
}

/** A yes or no leads on by itself. */
const isAnsweredByPressing = ({ step }, { factsById }) => factsById.get(factOf(step)).kind === "boolean";
