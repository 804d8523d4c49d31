// The table of an add-on's levels (区分): points, verdict, and what each lacks.

import { html } from "lit/html.js";
import { feeInWords, levelName } from "../amounts.mjs";
import { doubtsThatMatter, doubtTag, sourcesOf } from "./citations.mjs";
import { codesOfFees, sourcesOfCodes } from "./codes.mjs";
import { mark } from "./mark.mjs";
import { textOf, words } from "../context.mjs";

const text = words.result;

export function levelsTable(addOn) {
  const labels = new Map(addOn.requirements.map(({ id, label }) => [id, textOf(label)]));
  const { level: name, fees: amounts, verdict, lacking: missing } = text.levelColumns;
  return html`
    <table class="table" role="table" aria-label=${text.tableOf(textOf(addOn.name), text.levels)}>
      <thead class="table__head" role="rowgroup">
        <tr role="row">
          ${Object.values(text.levelColumns).map((column) => html`<th class="table__column" role="columnheader" scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${addOn.levels.map((level) => {
          const doubts = [...new Set(level.fees.flatMap((fee) => fee.doubts))];
          const sources = [
            ...level.fees.flatMap(({ citations }) => citations),
            ...sourcesOfCodes(level.fees.flatMap(({ codes }) => codes)),
          ];
          return html`
            <tr class="table__row" role="row">
              <th class="table__cell" role="rowheader" scope="row" data-label=${name}>
                ${levelName(addOn, level.id) ?? textOf(addOn.name)} ${doubtTag(doubtsThatMatter(doubts, addOn))}
              </th>
              <td class="table__cell" role="cell" data-label=${amounts}>
                <ul class="table__list">${level.fees.map((fee) => html`<li>${feeLine(fee)}</li>`)}</ul>
                ${codesOfFees(level.fees)}
              </td>
              <td class="table__cell" role="cell" data-label=${verdict}>${mark(words.levelVerdicts, level.verdict)}</td>
              <td class="table__cell" role="cell" data-label=${missing}>
                ${lacking(level, labels)} ${sourcesOf(sources, doubts)}
              </td>
            </tr>`;
        })}
      </tbody>
    </table>`;
}

/** The requirements that a level lacks, and those of which it is not known. */
function lacking({ checks }, labels) {
  const inState = (wanted) =>
    checks.filter(({ state }) => state === wanted).map(({ requirement, needed }) => text.needed(labels.get(requirement), needed));
  const lists = ["unmet", "unknown"].map((state) => [state, inState(state)]).filter(([, list]) => list.length > 0);
  return lists.length === 0 ? text.nothingLacking : lists.map(([state, list]) => html`<p>${text.lacking[state](list)}</p>`);
}

function feeLine(fee) {
  const { service, amount, often, when } = feeInWords(fee);
  return `${service} ${amount} ${often}${when}`;
}
