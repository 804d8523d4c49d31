// What the claims of one patient's visits are: each add-on of each visit in the order of the days, claimed or not, and why.

import { html, nothing } from "lit/html.js";
import { rulesInfo } from "dx-kasan";
import { addOnOverTime, amountOf, levelName } from "../amounts.mjs";
import { dayName } from "../dates.mjs";
import { pointsAndYen } from "../money.mjs";
import { isOpen } from "../projections.mjs";
import { sourcesOf } from "./citations.mjs";
import { codesOfFee, sourcesOfCodes } from "./codes.mjs";
import { FILINGS_ID } from "./filings.mjs";
import { lookAt } from "./look-at.mjs";
import { mark } from "./mark.mjs";
import { domId, textOf, words } from "../context.mjs";

const text = words.visits;

export function visitStatus({ services, visits: { listed, result } }) {
  if (result === null) return services.length === 1 ? text.startOneService : text.start;
  const claimed = new Set(result.lines.filter((line) => line.claimed).map(({ visit }) => visit));
  return text.status(sumOf(result), claimed.size, listed.length);
}

function sumOf({ lines, total }) {
  const units = lines.length > 0 && lines.every(({ unit }) => unit === "yen") ? ["yen"] : ["points", "yen"];
  return pointsAndYen({ least: total, most: total }, units);
}

export function visitResults(form, checked, { visits: { listed, result } }, update) {
  const context = { form, checked, listed, update };
  const inOrder = listed.map((visit, index) => ({ visit, index })).sort((one, other) => one.visit.date.localeCompare(other.visit.date));
  return html`
    ${result.lines.some(({ status }) => status === "stale") ? html`<p class="notice" data-kind="warning">${text.stale}</p>` : nothing}
    <h4 class="ahead__heading">${text.result}</h4>
    <table class="table" data-kind="visits" role="table">
      <thead class="table__head" role="rowgroup">
        <tr role="row">
          ${Object.values(text.columns).map((column) => html`<th class="table__column" role="columnheader" scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${inOrder.map(({ visit, index }) => {
          const lines = result.lines.filter((line) => line.visit === index);
          return lines.length === 0 ? nothingRow(visit) : lines.map((line) => lineRow(line, visit, context));
        })}
      </tbody>
    </table>
    <p class="claims__total">${text.total} <strong>${sumOf(result)}</strong></p>`;
}

const visitName = ({ date, service }) => text.visit(dayName(date), textOf(rulesInfo().services.find(({ id }) => id === service).label));

function visitHead(visit) {
  const marks = ["card", "referral", "secondDepartment", "telephone"].filter((part) => visit[part]);
  return html`
    <th class="table__cell" role="rowheader" scope="row" data-label=${text.columns.visit}>
      ${visitName(visit)} ${marks.map((part) => html`<span class="table__levels">${text[part]}</span>`)}
    </th>`;
}

const nothingRow = (visit) => html`
  <tr class="table__row" role="row">
    ${visitHead(visit)}
    <td class="table__cell" role="cell" colspan="3" data-label=${text.columns.reason}>${text.nothing}</td>
  </tr>`;

function lineRow(line, visit, context) {
  const { columns } = text;
  const addOn = addOnOverTime(line.addOn, context.checked.schedule);
  const level = line.level === null ? null : levelName(addOn, line.level);
  return html`
    <tr class="table__row" role="row">
      ${visitHead(visit)}
      <td class="table__cell" role="cell" data-label=${columns.addOn}>${words.claims.level(textOf(addOn.name), level)}</td>
      <td class="table__cell" role="cell" data-label=${columns.claimed}>
        ${mark(text.verdicts, verdictOf(line))}
        <p><strong>${amountOf({ ...line, amount: line.claimed ? line.amount : 0 })}</strong></p>
        ${line.claimed || line.amount === 0 ? nothing : html`<p class="table__note">${text.otherwise(amountOf(line))}</p>`}
        ${line.claimed ? codesOfFee(line.codes) : nothing}
      </td>
      <td class="table__cell" role="cell" data-label=${columns.reason}>
        ${reason(line, visit, addOn, context)} ${sourcesOf([...line.citations, ...sourcesOfCodes(line.claimed ? line.codes : [])], line.doubts)}
      </td>
    </tr>`;
}

/** What nobody can know yet is not refused. */
function verdictOf({ claimed, reason: code }) {
  if (claimed) return "claimed";
  return isOpen(code) ? "unknown" : "refused";
}

function reason({ reason: code, by, possibleFrom }, visit, addOn, context) {
  const first = `${visit.date.slice(0, 7)}-01`;
  const barring = by && text.by(visitName(context.listed[by.visit]), textOf(addOnOverTime(by.addOn, context.checked.schedule).name));
  return html`
    <p>${text.reasons[code](barring ?? dayName(first))}</p>
    ${possibleFrom === undefined ? nothing : html`<p>${text.possibleFrom(dayName(possibleFrom))}</p>`}
    ${["not-qualified", "undetermined", "not-filed", "filing-unknown"].includes(code) ? html`<p class="claims__way">${wayOut(code, first, addOn.id, context)}</p>` : nothing}`;
}

/** To where the missing thing can be entered, or seen: the filing, else the answer for the first day of that month. */
function wayOut(code, first, addOn, { form, checked, update }) {
  if (code === "filing-unknown" && checked.filed.some(({ id }) => id === addOn)) {
    return html`<a class="link" href="#${domId(FILINGS_ID)}">${words.claims.toFilings}</a>`;
  }
  return lookAt(first, addOn, form, update);
}
