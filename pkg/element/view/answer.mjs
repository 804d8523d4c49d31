// The answer: one sentence, then what is so now, which rate is needed next, and what to do. All of it has room on one screen.

import { html, nothing } from "lit/html.js";
import { rulesInfo } from "dx-kasan";
import { dayName, todayInJapan } from "../dates.mjs";
import { headline } from "../headline.mjs";
import { claimableLevel } from "../order.mjs";
import { nameOfGroup } from "../setting.mjs";
import { boxNow } from "./box-now.mjs";
import { boxRate, namesOf } from "./box-rate.mjs";
import { boxSteps } from "./box-steps.mjs";
import { sinceKept } from "./since.mjs";
import { languageButton } from "./language.mjs";
import { printShort, TAKE_ID } from "./take.mjs";
import { domId, host, textOf, words } from "../context.mjs";

const text = words.answer;

/**
 * @param {any} form
 * @param {any} checked
 * @param {any} actions
 * @param {{ compact?: boolean }} [options] `compact`: within a page that has a heading of its own
 */
export function answer(form, checked, actions, { compact = false } = {}) {
  const { ordered, day } = checked;
  const { kind, pieces } = headline(ordered.concerned, day, todayInJapan(Date.now()));
  const sentence = pieces.map((/** @type {string} */ one, /** @type {number} */ at) =>
    at === 1 ? html`<span class="answer__key" data-kind=${kind}>${one}</span>` : one,
  );
  const id = domId("answer-heading");
  const rates = checked.sharedRates();
  return html`
    <section class="answer" aria-labelledby=${id}>
      ${compact ? html`<h2 class="answer__heading" id=${id} tabindex="-1">${sentence}</h2>` : html`<h1 class="answer__heading" id=${id} tabindex="-1">${sentence}</h1>`}
      <p class="answer__setting"><span>${settingInWords(form, checked)}</span> ${compact ? nothing : ways(actions)}</p>
      ${sinceKept(form, checked)}
      <p class="unseen" role="status">${pieces.join("")}</p>
      <div class="boxes">
        ${box("now", words.now.heading, boxNow(ordered.concerned, checked))}
        ${rates.length === 0 ? nothing : rates.slice(0, 1).map((/** @type {any} */ entry) => rateBox(entry, rates, checked))}
        ${box("steps", words.steps.heading, boxSteps(checked.steps(), form, checked, actions))}
      </div>
    </section>`;
}

/** What can be done from here. @param {any} actions */
function ways({ goTo, say }) {
  const root = host();
  const button = (/** @type {string} */ label, /** @type {() => void} */ act) =>
    html`<button class="button" data-kind="text" type="button" @click=${act}>${label}</button>`;
  return html`
    ${button(text.change, () => goTo("review"))} ${button(text.print, () => printShort(root))}
    <a class="link" href="#${domId(TAKE_ID)}">${text.save}</a> ${languageButton(say)}`;
}

/** @param {string} name @param {string} heading @param {unknown} body */
const box = (name, heading, body) => html`
  <section class="box" data-box=${name} aria-labelledby=${domId(`box-${name}`)}>
    <h2 class="box__heading" id=${domId(`box-${name}`)}>${heading}</h2>
    ${body}
  </section>`;

/** The first rate that matters; whose it is, where others are needed as well. @param {any} entry @param {readonly any[]} all @param {any} checked */
function rateBox(entry, all, checked) {
  const { day, schedule, usersSoFar, running } = checked;
  const soFar = usersSoFar === undefined ? null : { month: running().month, users: usersSoFar };
  const whose = all.length > 1 ? html`<p class="next__others">${text.ratesOf(namesOf(entry, schedule))}</p>` : nothing;
  return box("rate", words.nextRate.heading, [whose, boxRate(entry, claimableOf(entry, checked), { day, schedule, soFar })]);
}

/** The level of the add-on that may be claimed. @param {any} entry @param {any} checked */
export function claimableOf({ id }, { ordered }) {
  const addOn = ordered.concerned.find((/** @type {any} */ one) => one.id === id);
  return addOn === undefined ? null : claimableLevel(addOn);
}

/** More services than these have no room. */
const NAMED_SERVICES = 2;

/** @param {any} form @param {any} checked */
function settingInWords({ type, services }, { day, schedule, schedules, groups }) {
  const { types, schedules: all } = rulesInfo();
  const label = (/** @type {readonly any[]} */ list, /** @type {string} */ wanted) => textOf(list.find(({ id }) => id === wanted).label);
  const done = groups.filter((/** @type {string[]} */ group) => services?.some((/** @type {string} */ service) => group.includes(service)));
  const names = done.length > NAMED_SERVICES || groups.length < 2 ? [] : done.map(nameOfGroup);
  const said = names.length === 1 ? [text.only(names[0])] : names;
  return text.setting([label(types, type), schedule !== schedules[0] && label(all, schedule), ...said].filter(Boolean), dayName(day));
}
