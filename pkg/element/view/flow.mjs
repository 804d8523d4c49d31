// One step of the way: how far it is, what is to be mended, the step itself, and the ways on and back.

import { html, nothing } from "lit/html.js";
import { simulate } from "../claims.mjs";
import { domId, language as languageOf, words } from "../context.mjs";
import { todayInJapan } from "../dates.mjs";
import { progressOf, topicsOf } from "../steps.mjs";
import { changes } from "./changes.mjs";
import { claims } from "./claims.mjs";
import { mistakeId } from "./field.mjs";
import { fieldName } from "./field-name.mjs";
import { filings } from "./filings.mjs";
import { topic } from "./questions.mjs";
import { rates } from "./rates.mjs";
import { raising } from "./raising.mjs";
import { results } from "./result.mjs";
import { review } from "./review.mjs";
import { about } from "./about.mjs";
import { setup } from "./setup.mjs";
import { standing } from "./standing.mjs";
import { start } from "./start.mjs";
import { subsidy } from "./subsidy.mjs";
import { summary } from "./summary.mjs";
import { comeBack, take } from "./take.mjs";
import { usage } from "./usage.mjs";
import { ways } from "./ways.mjs";

const text = words.flow;

/** `actions` are what buttons do: `update` the form, go `next`, `back` or `goTo` a step, `say` it in a language, `clear` everything. */
export function flow(form, checked, actions) {
  const { step } = form;
  const progress = progressOf(step, checked, form);
  return html`
    <div class="frame" lang=${languageOf()} data-step=${step.split("/")[0]}>
      <div class="frame__top">
        ${progress === null ? html`<span></span>` : html`<p class="frame__progress">${text.progress(progress)}</p>`} ${language(actions)}
      </div>
      ${mistakes(checked)}
      <form class="frame__step" novalidate @submit=${submitting(actions)}>
        ${content(form, checked, actions)}
        ${step === "result" ? nothing : navigation(step, actions)}
      </form>
      ${step === "result" ? outcome(form, checked, actions) : nothing}
    </div>`;
}

const submitting =
  ({ next }) =>
  (event) => {
    event.preventDefault();
    next();
  };

const language = ({ say }) => html`
  <button class="button" data-kind="text" type="button" lang=${words.language.other} @click=${sayOther(say)}>${words.language.name}</button>`;

function sayOther(say) {
  const { other } = words.language;
  return () => say(other);
}

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

function content(form, checked, { update, goTo }) {
  const { step } = form;
  switch (step) {
    case "start":
      return [start(), comeBack(form, update, todayInJapan(Date.now()))];
    case "setting":
      return setup(form, checked, update);
    case "rates":
      return usage(form, checked, update);
    case "filings":
      return filings(form, checked, update);
    case "review":
      return review(form, checked, goTo);
    case "result":
      return nothing;
    default:
      return topic(
        topicsOf(checked).find((one) => one.step === step),
        form,
        checked,
        update,
      );
  }
}

const ON = { start: "begin", review: "toResult" };

function navigation(step, { back, clear }) {
  return html`
    <div class="frame__ways">
      ${step === "start" ? nothing : html`<button class="button" data-kind="outline" type="button" @click=${back}>${text.back}</button>`}
      <button class="button" data-kind="solid" type="submit">${text[ON[step] ?? "next"]}</button>
      ${step === "start" ? nothing : html`<button class="button" data-kind="text" type="button" @click=${clear}>${text.restart}</button>`}
    </div>`;
}

function outcome(form, checked, { update, goTo, clear }) {
  const { sections } = checked;
  const part = (name, show) => (sections.has(name) ? show() : nothing);
  return html`
    ${part("summary", () => summary(form, checked))} ${part("results", () => results(checked))} ${part("rates", () => rates(checked))}
    ${part("ways", () => ways(checked))} ${part("changes", () => changes(checked))}
    ${part("claims", () => claims(form, checked, simulate(form, checked), update))}
    ${part("standing", () => standing(form, checked, update))} ${part("raising", () => raising())}
    ${part("subsidy", () => subsidy(form, checked, update))} ${part("take", () => take(form, checked, update))}
    <div class="paper">${review(form, checked, goTo)}</div>
    ${about()}
    <div class="frame__ways">
      <button class="button" data-kind="outline" type="button" @click=${() => goTo("review")}>${text.toReview}</button>
      <button class="button" data-kind="text" type="button" @click=${clear}>${text.restart}</button>
    </div>`;
}
