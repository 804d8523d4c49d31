// The answer in short: one line for each add-on, a sentence that assistive technology reads out when it changes, and links onward.

import { html, nothing } from "lit/html.js";
import { rulesInfo } from "dx-kasan";
import { levelName, mainAmount } from "../amounts.mjs";
import { dayName } from "../dates.mjs";
import { mark } from "./mark.mjs";
import { domId, textOf, words } from "../context.mjs";

const text = words.summary;

/** Where links to the sections on what lies ahead lead. */
export const RATES_ID = "rates";
export const WAYS_ID = "ways";
export const CHANGES_ID = "changes";
export const CLAIMS_ID = "claims";
export const STANDING_ID = "standing";
export const RAISING_ID = "raising";
export const SUBSIDY_ID = "subsidy";

/** Where links to an add-on's result lead. */
export const resultName = (addOn) => `result-${addOn}`;

export function summary(form, checked) {
  const { assessment } = checked;
  return html`
    <section class="summary" aria-labelledby=${domId("summary-heading")}>
      <h2 class="summary__heading" id=${domId("summary-heading")}>${text.heading}</h2>
      <p class="summary__setting">${setting(form, checked)}</p>
      <p class="summary__status" role="status">${status(checked)}</p>
      <ul class="summary__list">${inForce(assessment).map((addOn) => line(addOn, assessment.schedule))}</ul>
      ${aheadLinks(checked)}
    </section>`;
}

/** To the sections below the results, as far as there is something in them. */
function aheadLinks({ ahead, assessment, sections: shown }) {
  const sections = [
    ahead().outlook.months.length > 0 && [RATES_ID, words.rates.heading],
    inForce(assessment).length > 0 && [WAYS_ID, words.ways.heading],
    ahead().changes !== null && [CHANGES_ID, words.changes.heading],
    [CLAIMS_ID, words.claims.heading],
    [STANDING_ID, words.standing.heading],
    [RAISING_ID, words.raising.heading],
    [SUBSIDY_ID, words.subsidy.heading],
  ].filter((section) => section && shown.has(section[0]));
  if (sections.length === 0) return nothing;
  return html`
    <nav class="summary__ahead" aria-label=${text.ahead}>
      <ul>${sections.map(([id, heading]) => html`<li><a class="link" href="#${domId(id)}">${heading}</a></li>`)}</ul>
    </nav>`;
}

export const inForce = ({ addOns }) => addOns.filter(({ verdict }) => verdict !== "not-in-force");

function setting({ type }, { day, schedule, schedules }) {
  const { types, schedules: all } = rulesInfo();
  const label = (list, wanted) => textOf(list.find(({ id }) => id === wanted).label);
  return text.setting(label(types, type), schedules.length > 1 && label(all, schedule), dayName(day));
}

function status({ assessment }) {
  const verdicts = Object.keys(words.verdicts).map((verdict) => [
    verdict,
    assessment.addOns.filter((addOn) => addOn.verdict === verdict).length,
  ]);
  return text.counts(verdicts.filter(([, n]) => n > 0));
}

function line(addOn, schedule) {
  const { best } = addOn;
  return html`
    <li class="summary__item" data-kind=${addOn.verdict}>
      <a class="link" href="#${domId(resultName(addOn.id))}">${textOf(addOn.name)}</a>
      ${mark(words.verdicts, addOn.verdict)}
      ${
        best === null
          ? nothing
          : html`<strong class="summary__level">${levelName(addOn, best.level)} ${mainAmount(addOn, best.fees, schedule)}</strong>`
      }
    </li>`;
}
