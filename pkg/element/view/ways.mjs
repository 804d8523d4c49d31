// 「上の区分に上がるには」: for each level above the one reached, the ways to it, the cheapest first, and what each of their changes
// takes.

import { html, nothing } from "lit/html.js";
import { levelAndAmount, lossInWords } from "../amounts.mjs";
import { dayNear, monthName, monthNear } from "../dates.mjs";
import { rulesInfo } from "dx-kasan";
import { sourcesOf } from "./citations.mjs";
import { questionId } from "./questions.mjs";
import { lineOf, part } from "./part.mjs";
import { USAGE_ID } from "./usage.mjs";
import { count, domId, textOf, words } from "../context.mjs";

const text = words.ways;

/** So many alternatives, and so many changes that only wait for an answer, are there unfolded. */
const SHOWN = 3;

/** Of the add-ons that have a level above the one reached; one that has none needs no part. */
export function ways({ ahead, ordered, day, schedule }) {
  const all = ordered.concerned
    .map((addOn) => ({ addOn, remedies: ahead().remedies.addOns.find(({ id }) => id === addOn.id) }))
    .filter(({ remedies }) => remedies.levels.length > 0);
  if (all.length === 0) return nothing;
  const body = all.map(({ addOn, remedies }) => {
    const named = (level) => levelAndAmount(addOn, level, schedule);
    return addOnWays(remedies, { day, named, filed: addOn.filing.filed });
  });
  const [first] = all;
  const [next] = first.remedies.levels;
  const changes = next.ways[0].changes.length;
  return part(
    "ways",
    lineOf(text.line(levelAndAmount(first.addOn, next.id, schedule)), text.changes(changes)),
    html`<p>${text.intro}</p>${body}`,
  );
}

function addOnWays({ name, level, levels, losses, breakEven }, context) {
  const reached = level === null ? text.noneYet : text.reached(context.named(level));
  return html`
    <div class="ahead__part">
      <h3 class="ahead__name">${textOf(name)}</h3>
      <p>${reached}${levels.length === 0 ? text.top : ""}</p>
      ${losses.length === 0 ? nothing : filingTakes(losses, breakEven, context)}
      ${levels.map((one, index) => levelWays(one, index === 0, context))}
    </div>`;
}

/** What cannot be claimed once the add-on is filed, and from where on filing brings more. */
function filingTakes(losses, breakEven, { named, filed }) {
  const said = losses.map(lossInWords);
  const sources = sourcesOf(
    losses.flatMap(({ citations }) => citations),
    [],
  );
  if (filed === true) return html`<p>${text.taken(said)}</p>${sources}`;
  const times = text.times;
  const taken = losses.map(({ service, amount }) => times(text.visits(serviceName(service)), count(-amount)));
  const balance = ({ level, adds }) =>
    text.pays(
      named(level),
      adds.map(({ service, amount }) => times(text.patients(serviceName(service)), count(amount))),
      taken,
    );
  return html`
    <p>${text.takes(said)}</p>
    ${breakEven.length === 0 ? nothing : html`<ul class="ahead__list">${breakEven.map((one) => html`<li>${balance(one)}</li>`)}</ul>`}
    ${sources}`;
}

const serviceName = (wanted) => textOf(rulesInfo().services.find(({ id }) => id === wanted).label);

/** The next level stands open, the ones above it are folded away. */
function levelWays({ id, ways: all, filing }, isNext, context) {
  const common = all[0].changes.filter((change) => all.every(({ changes }) => changes.some((other) => isSame(change, other))));
  const own = all.map(({ changes }) => changes.filter((change) => !common.some((other) => isSame(change, other))));
  const body = html`
    ${common.length === 0 ? nothing : html`<div class="way">${all.length === 1 ? nothing : html`<p class="way__name">${text.common}</p>`}${changeList(common, context)}</div>`}
    ${all.length === 1 ? nothing : alternatives(own, common.length > 0, context)}
    <p class="ways__filing">${filingInWords(filing, context)}</p>`;
  const heading = html`<h4 class="ahead__heading">${text.to(context.named(id))}</h4>`;
  return isNext
    ? [heading, body]
    : html`<details class="fold" data-print="open"><summary class="fold__summary">${heading}</summary>${body}</details>`;
}

/** The same change, however it stands today. */
const isSame = (one, other) => ["kind", "fact", "rate", "to", "needed"].every((part) => one[part] === other[part]);

function alternatives(ways, beside, context) {
  const item = (changes, index) => html`
    <li class="way">
      <p class="way__name">${text.way(index + 1)}</p>
      ${changeList(changes, context)}
    </li>`;
  const folded = ways.slice(SHOWN);
  return html`
    <p class="ways__choice">${beside ? text.andOneOf : text.oneOf}</p>
    <ul class="ways">${ways.slice(0, SHOWN).map(item)}</ul>
    ${
      folded.length === 0
        ? nothing
        : html`
          <details class="more">
            <summary class="more__summary">${text.others(folded.length)}</summary>
            <ul class="ways">${folded.map((way, index) => item(way, index + SHOWN))}</ul>
          </details>`
    }`;
}

/** Each change with what it takes; many that only wait for an answer are folded away. */
function changeList(changes, context) {
  const list = (some) =>
    some.length === 0
      ? nothing
      : html`<ul class="way__changes">${some.map((change) => html`<li class="way__change">${kinds[change.kind](change, context)}</li>`)}</ul>`;
  const unknown = changes.filter(({ kind, now }) => kind !== "rate" && now === "unknown");
  if (unknown.length <= SHOWN) return list(changes);
  return html`
    ${list(changes.filter((change) => !unknown.includes(change)))}
    <details class="more">
      <summary class="more__summary">${text.unknowns(unknown.length)}</summary>
      ${list(unknown)}
    </details>`;
}

const effortTag = (effort) => html` <span class="effort" data-effort=${effort}>${text.efforts[effort]}</span>`;

const kinds = {
  fact: (change) => [heading(text.fact(textOf(change.label), change.to), change), ofFact(change)],
  ratio: (change) => [heading(text.ratio(textOf(change.label), change.needed), change), ofFact(change)],
  rate: (change, context) => [
    heading(text.rate(textOf(change.label), change.needed), change),
    html`<ul>${rateLines(change, context).map((line) => html`<li>${line}</li>`)}</ul>`,
  ],
};

const heading = (target, { effort }) => html`<p class="way__target"><strong>${target}</strong>${effortTag(effort)}</p>`;

function ofFact({ fact, now, action }) {
  return html`
    ${now === "unknown" ? html`<p>${text.unknown} <a class="link" href="#${questionId(fact)}">${text.toQuestion}</a></p>` : nothing}
    <p>${textOf(action)}</p>`;
}

function rateLines({ needed, best, missing, awaited, users, soonest }, { day }) {
  return [
    best === null ? text.noRate : text.best(monthName(best.month), best.rate),
    best?.corrected && words.yours.corrected,
    missing !== null && text.missing(missing),
    awaited.length > 0 &&
      html`${text.awaited(awaited.map(({ month }) => monthNear(month, day)))} <a class="link" href="#${domId(USAGE_ID)}">${text.toUsage}</a>`,
    users !== null && text.users(monthNear(users.month, day), count(users.receipts), count(users.users), count(users.more)),
    soonest === null ? text.never : text.soonest(monthName(soonest.claimMonth)),
    soonest !== null && soonest.needed !== needed && text.neededThen(soonest.needed),
    soonest !== null && soonest.deadline !== null && text.deadline(dayNear(soonest.deadline, day)),
  ].filter(Boolean);
}

/** Whether the filing supports the level; what is not known of it stays open. */
function filingInWords({ required, form, supported }, { filed }) {
  if (!required) return words.result.filingNone;
  if (supported) return text.filingSupports;
  return filed === null ? text.filingUnknown(form) : text.filingNeeded(form);
}
