// The answer in short: one line for each add-on, and a sentence that assistive technology reads out when it changes.

import { html, nothing } from "lit/html.js";
import { rulesInfo } from "dx-kasan";
import { levelName, mainAmount } from "../amounts.js";
import { dayName } from "../dates.js";
import { words } from "../words.js";
import { domId, mistakeId } from "./field.js";
import { mark } from "./mark.js";

const text = words.summary;

/** Where links to the sections on what lies ahead lead. */
export const RATES_ID = "rates";
export const WAYS_ID = "ways";
export const CHANGES_ID = "changes";
export const CLAIMS_ID = "claims";

/** Where links to an add-on's result lead. */
export const resultId = (addOn) => domId(`result-${addOn}`);

export function summary(form, checked) {
  const { assessment, errors } = checked;
  return html`
    <section class="summary" aria-labelledby="summary-heading">
      <h2 class="summary__heading" id="summary-heading">${text.heading}</h2>
      ${assessment ? html`<p class="summary__setting">${setting(form, checked)}</p>` : nothing}
      <p class="summary__status" role="status">${status(checked)}</p>
      ${assessment && errors.size > 0 ? mistakes(errors) : nothing}
      ${assessment
        ? html`<ul class="summary__list">${inForce(assessment).map((addOn) => line(addOn, assessment.schedule))}</ul>`
        : nothing}
      ${assessment ? aheadLinks(checked) : nothing}
    </section>`;
}

/** To the sections below the results, as far as there is something in them. */
function aheadLinks({ ahead, assessment }) {
  const sections = [
    ahead.outlook.months.length > 0 && [RATES_ID, words.rates.heading],
    inForce(assessment).length > 0 && [WAYS_ID, words.ways.heading],
    ahead.changes !== null && [CHANGES_ID, words.changes.heading],
    [CLAIMS_ID, words.claims.heading],
  ].filter(Boolean);
  return html`
    <nav class="summary__ahead" aria-label=${text.ahead}>
      <ul>${sections.map(([id, heading]) => html`<li><a class="link" href="#${id}">${heading}</a></li>`)}</ul>
    </nav>`;
}

export const inForce = ({ addOns }) => addOns.filter(({ verdict }) => verdict !== "not-in-force");

function setting({ type }, { day, schedule, schedules }) {
  const { types, schedules: all } = rulesInfo();
  const label = (list, wanted) => list.find(({ id }) => id === wanted).label.ja;
  return text.setting(label(types, type), schedules.length > 1 && label(all, schedule), dayName(day));
}

function status({ day, assessment }) {
  if (day === undefined) return text.badDay;
  if (assessment === undefined) return text.start;
  const verdicts = Object.keys(words.verdicts).map((verdict) => [
    verdict,
    assessment.addOns.filter((addOn) => addOn.verdict === verdict).length,
  ]);
  return text.counts(verdicts.filter(([, n]) => n > 0));
}

function mistakes(errors) {
  const [first] = errors.keys();
  return html`
    <p class="summary__mistakes">
      ${text.mistakes(errors.size)} <a class="link" href="#${mistakeId(first)}">${text.firstMistake}</a>
    </p>`;
}

function line(addOn, schedule) {
  const { best } = addOn;
  return html`
    <li class="summary__item" data-kind=${addOn.verdict}>
      <a class="link" href="#${resultId(addOn.id)}">${addOn.name.ja}</a>
      ${mark(words.verdicts, addOn.verdict)}
      ${best === null
        ? nothing
        : html`<strong class="summary__level">${levelName(addOn, best.level)} ${mainAmount(addOn, best.fees, schedule)}</strong>`}
    </li>`;
}
