// Where a rule is written, in words, and where its sources leave room for another reading.

import { html, nothing } from "lit/html.js";
import { readings, rulesInfo, sources } from "dx-kasan";
import { textOf, words } from "../context.mjs";

const text = words.citations;

export const citationList = (citations) => html`<ul class="citations">${citations.map(citation)}</ul>`;

function citation({ source, at, basis, quote }) {
  const document = sources().find(({ id }) => id === source);
  const confidence = textOf(rulesInfo().citationBases.find(({ id }) => id === basis).label);
  return html`
    <li class="citations__item">
      ${
        document.url === null
          ? html`<cite class="citations__title">${document.title}</cite>`
          : html`<a class="link" href=${document.url} target="_blank" rel="noreferrer"><cite class="citations__title">${document.title}</cite>${text.newTab}</a>`
      }
      <span class="citations__place">${[document.kind, document.number, at].filter((part) => part !== null).join(words.lists.comma)}</span>
      ${quote === null ? nothing : html`<q class="citations__quote">${quote}</q>`}
      <span class="citations__basis">${confidence}</span>
    </li>`;
}

/** Citations folded away, after what is uncertain about them. */
export function sourcesOf(citations, doubts) {
  return html`
    <details class="more">
      <summary class="more__summary">${text.summary(citations.length)}</summary>
      <div class="more__body">${doubtList(doubts)} ${citationList(citations)}</div>
    </details>`;
}

export const doubtTag = (doubts) => (doubts.length === 0 ? nothing : html`<span class="tag" data-kind="doubt">${text.doubtful}</span>`);

/** Those doubts under which the add-on's conclusion would be another. */
export const doubtsThatMatter = (doubts, { readings: { differing } }) =>
  doubts.filter((id) => differing.some(({ reading }) => reading === id));

function doubtList(doubts) {
  return doubts.map((id) => {
    const reading = readings().find((candidate) => candidate.id === id);
    return html`
      <dl class="doubt">
        <dt>${text.question}</dt>
        <dd>${textOf(reading.question)}</dd>
        <dt>${text.default}</dt>
        <dd>${textOf(reading.default)}</dd>
        ${reading.alternatives.map(
          (alternative) => html`
            <dt>${text.alternative}</dt>
            <dd>${textOf(alternative.text)}</dd>`,
        )}
        <dt>${text.settledBy}</dt>
        <dd>${textOf(reading.settledBy)}</dd>
      </dl>`;
  });
}
