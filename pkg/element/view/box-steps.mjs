// 「すること」: what to do, in order, and the field of the month that is to be entered next.

import { html, nothing } from "lit/html.js";
import { dayNear, monthNear } from "../dates.mjs";
import { count, textOf, words } from "../context.mjs";
import { monthEntry } from "./month-entry.mjs";

const text = words.steps;

/** More than a screen has room for goes to the part on the ways. */
const SHOWN = 4;

/**
 * @param {readonly any[]} steps
 * @param {any} form
 * @param {any} checked
 * @param {any} actions
 */
export function boxSteps(steps, form, checked, actions) {
  if (steps.length === 0) return html`<p>${text.nothing}</p>`;
  return html`
    <ol class="todo">
      ${steps.slice(0, SHOWN).map(
        (step) => html`
          <li class="todo__step">
            ${stepInWords(step, checked)}
            ${step.kind === "enter-rate" ? monthEntry(step.month, form, checked, actions) : nothing}
            ${step.kind === "answer" ? html`<button class="button" data-kind="text" type="button" @click=${() => actions.goTo("review")}>${text.toAnswers}</button>` : nothing}
          </li>`,
      )}
    </ol>`;
}

/** Kinds that are about one add-on: it is named where it is not the first. */
const OF_ONE = ["do", "file", "stop-claiming"];

/** @param {any} step @param {any} checked */
export function stepInWords(step, checked) {
  const [first, ...others] = checked.ordered.concerned;
  const said = inWords(step, checked);
  if (others.length === 0 || !OF_ONE.includes(step.kind) || step.addOn === first.id) return said;
  return text.of(textOf(others.find((/** @type {any} */ { id }) => id === step.addOn).name), said);
}

/** @param {any} step @param {any} checked */
function inWords(step, { day, usersSoFar, running }) {
  const { kind, by } = step;
  switch (kind) {
    case "answer":
      return text.answer(step.count);
    case "enter-rate":
      return text.enterRate(monthNear(step.month, day));
    case "do":
      return textOf(step.action);
    case "more-users": {
      if (step.users === null) return text.raise(dayNear(by, day), step.needed);
      const soFar = usersSoFar !== undefined && running()?.month === step.users.month ? usersSoFar : null;
      return soFar === null
        ? text.users(dayNear(by, day), count(step.users.users))
        : text.moreUsers(dayNear(by, day), count(Math.max(0, step.users.users - soFar)));
    }
    case "file":
      return text.file(step.form, dayNear(by, day), dayNear(step.from, day));
    case "check-filing":
      return text.checkFiling;
    default:
      return text.stopClaiming;
  }
}
