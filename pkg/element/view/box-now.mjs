// 「いま」: the first add-on in the order of use, with what decides it; the others in one line.

import { html, nothing } from "lit/html.js";
import { levelName } from "../amounts.mjs";
import { dayName, monthNear } from "../dates.mjs";
import { feesShort, levelTitle } from "../headline.mjs";
import { claimableLevel, lackingOf, nearestLevel, rateIsOpen, stateOf } from "../order.mjs";
import { textOf, words } from "../context.mjs";

/** @typedef {import("../../index.js").AddOnAssessment} AddOnAssessment */

const text = words.now;

/** So much of what is missing is named, the rest counted. */
const NAMED = 2;

/**
 * @param {readonly AddOnAssessment[]} concerned in the order of use
 * @param {any} checked
 */
export function boxNow([first, ...others], { facility, day, asked, factsById }) {
  if (first === undefined) return html`<p>${text.none}</p>`;
  const kind = stateOf(first);
  const level = claimableLevel(first) ?? first.best?.level ?? null;
  const named = level === null ? null : levelName(first, level);
  return html`
    <p class="now__name" data-kind=${kind}>
      <span class="now__mark" aria-hidden="true">${words.now.marks[kind].mark}</span>
      <span>${textOf(first.name)} ${named === null ? nothing : html`<span class="now__level">${named}</span>`}<span class="unseen">${words.now.marks[kind].full}</span></span>
    </p>
    <dl class="rows">${rowsOf(first, level, { facility, day, factsById }).map(([what, said]) => html`<div class="rows__row"><dt class="rows__what">${what}</dt><dd class="rows__said">${said}</dd></div>`)}</dl>
    ${others.length === 0 ? nothing : html`<p class="now__others">${othersInWords(others)}</p>`}`;
}

/** By name where they are few, else counted. @param {readonly AddOnAssessment[]} others */
function othersInWords(others) {
  const { marks } = words.now;
  if (others.length <= NAMED) return text.others(others.map((one) => [marks[stateOf(one)].mark, shortName(one)]));
  const kinds = Object.keys(marks).map((kind) => [marks[kind].mark, others.filter((one) => stateOf(one) === kind).length]);
  return text.counted(kinds.filter(([, n]) => n > 0));
}

/** @param {AddOnAssessment} addOn */
function shortName(addOn) {
  const level = claimableLevel(addOn);
  return level === null ? textOf(addOn.name) : `${textOf(addOn.name)}${levelName(addOn, level) ?? ""}`;
}

/**
 * @param {AddOnAssessment} addOn
 * @param {string | null} level
 * @param {any} context
 * @returns {(readonly [string, unknown])[]}
 */
function rowsOf(addOn, level, context) {
  const rows = [];
  if (level !== null) rows.push([text.points, text.feesEach(feesShort(addOn, level))]);
  else if (addOn.verdict === "undetermined") rows.push([text.unknown, listed(openOf(addOn, context))]);
  else rows.push(...lackingRows(addOn, context));
  if (addOn.filing.required) rows.push([text.filing, filingInWords(addOn, context)]);
  const rate = level === null ? null : rateOf(addOn, level, context);
  if (rate !== null) rows.push([text.rate, rate]);
  return /** @type {any} */ (rows);
}

/** @param {AddOnAssessment} addOn @param {any} context */
function lackingRows(addOn, context) {
  const nearest = nearestLevel(addOn);
  const lacking = lackingOf(nearest).map((check) => lackInWords(check, addOn, context));
  const rows = [[text.lacking, listed(lacking)]];
  if (lacking.length === 1) rows.push([text.otherwise, text.otherwiseMet(levelTitle(addOn, nearest.id))]);
  return rows;
}

/** @param {AddOnAssessment["levels"][number]["checks"][number]} check @param {AddOnAssessment} addOn @param {any} context */
function lackInWords({ requirement: id, needed }, addOn, { day }) {
  const requirement = addOn.requirements.find((one) => one.id === id);
  if (requirement === undefined) return id;
  const { observed, label } = requirement;
  if (needed === undefined) return textOf(label);
  return observed === undefined ? text.rateNeeded(needed) : text.rateLacks(monthNear(observed.month, day), observed.rate, needed);
}

/** @param {AddOnAssessment} addOn @param {string} wanted @param {any} context */
function rateOf(addOn, wanted, { day }) {
  const check = addOn.levels.find(({ id }) => id === wanted)?.checks.find(({ needed }) => needed !== undefined);
  const observed = addOn.requirements.find(({ id }) => id === check?.requirement)?.observed;
  return check?.needed === undefined || observed === undefined
    ? null
    : text.rateMet(monthNear(observed.month, day), observed.rate, check.needed);
}

/** What is not known: the rate first. @param {AddOnAssessment} addOn @param {any} context */
function openOf({ levels, questions }, { factsById }) {
  return [...(rateIsOpen(levels) ? [text.rate] : []), ...questions.map((id) => textOf(factsById.get(id).label))];
}

/** @param {readonly string[]} names */
const listed = (names) => text.list(names.slice(0, NAMED), names.length - NAMED);

/** @param {AddOnAssessment} addOn @param {any} context */
function filingInWords({ id, filing, best }, { facility, day }) {
  if (filing.filed === null) return text.filingUnknown;
  if (!filing.filed) return text.notFiled(filing.form);
  const since = [facility.filings[id]]
    .flat()
    .filter((/** @type {string} */ one) => one <= day)
    .sort()
    .at(-1);
  const old = best !== null && !filing.levels.includes(best.level);
  return since === undefined ? text.filed : old ? text.filedOld(dayName(since)) : text.filedSince(dayName(since));
}
