// The codes of fees on receipts (レセプト), folded away beside the points. Where they are written is with the other sources.

import { html, nothing } from "lit/html.js";
import { rulesInfo } from "dx-kasan";
import { feeInWords } from "../amounts.mjs";
import { textOf, words } from "../context.mjs";

const text = words.codes;

/** Those of several fees, by their services. */
export function codesOfFees(fees) {
  const known = fees.filter(({ codes }) => codes.length > 0);
  const lists = known.map((fee) => {
    const { service, when } = feeInWords(fee);
    return html`<p class="more__heading">${service}${when}</p> ${codeList(fee.codes)}`;
  });
  return folded(
    known.flatMap(({ codes }) => codes),
    lists,
  );
}

/** Those of one fee. */
export const codesOfFee = (codes) => folded(codes, codeList(codes));

/** Where they are written, each place once. */
export function sourcesOfCodes(codes) {
  const all = codes.flatMap(({ citations }) => citations);
  return [...new Map(all.map((citation) => [JSON.stringify(citation), citation])).values()];
}

const folded = (codes, lists) =>
  codes.length === 0
    ? html`<p class="codes__none">${text.none}</p>`
    : html`
        <details class="more">
          <summary class="more__summary">${text.summary(codes.length)}</summary>
          <div class="more__body">${lists}<p class="codes__note">${text.note}</p></div>
        </details>`;

const codeList = (codes) => html`
  <ul class="codes">
    ${codes.map(
      ({ code, name, within, basis }) => html`
        <li class="codes__item">
          <code class="codes__code">${code}</code> <span lang="ja">${name}</span>
          ${within === null ? nothing : html`<span class="codes__within">${text.within(textOf(within))}</span>`}
          <span class="codes__basis">${textOf(rulesInfo().citationBases.find(({ id }) => id === basis).label)}</span>
        </li>`,
    )}
  </ul>`;
