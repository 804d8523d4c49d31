// The table of an add-on's requirements (施設基準): what each asks of which levels, what the facility said, and why it stands
// as it does. The roles are written out because narrow screens lay the rows out as cards, which takes them from a table.

import { html, nothing } from "lit/html.js";
import { levelNames } from "../amounts.mjs";
import { monthName } from "../dates.mjs";
import { reason } from "../reasons.mjs";
import { doubtsThatMatter, doubtTag, sourcesOf } from "./citations.mjs";
import { mark } from "./mark.mjs";
import { basisLabel } from "./usage.mjs";
import { textOf, words } from "../context.mjs";

const text = words.result;

export function requirementsTable(addOn, context) {
  const { requirement, yours, state, reason: why } = text.columns;
  return html`
    <table class="table" role="table" aria-label=${text.tableOf(textOf(addOn.name), text.requirements)}>
      <thead class="table__head" role="rowgroup">
        <tr role="row">
          ${[requirement, yours, state, why].map((column) => html`<th class="table__column" role="columnheader" scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${addOn.requirements.map((one) => requirementRow(one, addOn, context))}
      </tbody>
    </table>`;
}

function requirementRow(requirement, addOn, { facility, factsById }) {
  const { columns } = text;
  const given = requirement.facts.map((id) => ({ ...factsById.get(id), value: facility.facts[id] }));
  const groups = groupsOfLevels(requirement, addOn);
  const forAll = groups.length === 1 && groups[0].levels.length === addOn.levels.length;
  const levels = ({ levels: ids }) =>
    forAll ? nothing : html`<span class="table__levels">${words.reasons.forLevels(levelNames(addOn, ids))}</span>`;
  return html`
    <tr class="table__row" role="row">
      <th class="table__cell" role="rowheader" scope="row" data-label=${columns.requirement}>
        <span class="table__name">${textOf(requirement.label)}</span> ${doubtTag(doubtsThatMatter(requirement.doubts, addOn))}
      </th>
      <td class="table__cell" role="cell" data-label=${columns.yours}>${yours(requirement, given, groups)}</td>
      <td class="table__cell" role="cell" data-label=${columns.state}>
        <ul class="table__list">${groups.map((group) => html`<li>${levels(group)} ${mark(words.states, group.check.state)}</li>`)}</ul>
      </td>
      <td class="table__cell" role="cell" data-label=${columns.reason}>
        <ul class="table__list">
          ${groups.map((group) => html`<li>${levels(group)} ${reason(group.check, requirement, given)}</li>`)}
        </ul>
        ${sourcesOf(requirement.citations, requirement.doubts)}
      </td>
    </tr>`;
}

/** The levels that ask the requirement, together where they ask for the same and stand the same. */
function groupsOfLevels({ id }, { levels }) {
  const groups = new Map();
  for (const level of levels) {
    const check = level.checks.find(({ requirement }) => requirement === id);
    if (check === undefined) continue;
    const key = `${check.state} ${check.needed}`;
    const group = groups.get(key) ?? { check, levels: [] };
    groups.set(key, { check, levels: [...group.levels, level.id] });
  }
  return [...groups.values()];
}

function yours({ observed }, given, groups) {
  if (groups.every(({ check }) => check.state === "deemed")) return words.yours.notAsked;
  const isRate = groups.some(({ check }) => check.needed !== undefined);
  return html`
    <ul class="table__list">
      ${isRate ? rate(observed) : nothing}
      ${given.map(({ label, kind, value }) => html`<li>${words.yours.answer(textOf(label), answer(kind, value))}</li>`)}
    </ul>`;
}

function rate(observed) {
  if (observed === undefined) return html`<li>${words.yours.noRate}</li>`;
  return html`
    <li>${words.yours.rate(observed.rate, monthName(observed.month))}</li>
    <li class="table__note">${words.yours.basis(basisLabel(observed.basis))}</li>
    ${observed.corrected ? html`<li class="table__note">${words.yours.corrected}</li>` : nothing}`;
}

function answer(kind, value) {
  if (value === undefined) return words.questions.unknown;
  if (kind === "boolean") return words.questions[value ? "yes" : "no"];
  return typeof value === "string" ? value : words.yours.ratio(value);
}
