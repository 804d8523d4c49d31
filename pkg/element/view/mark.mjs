// A verdict or a state: a symbol, a colour and words, so that none of them has to be enough.

import { html } from "lit/html.js";

/** `kinds` is a table of words with a mark and a full wording for each kind. */
export function mark(kinds, kind) {
  const { mark: sign, full } = kinds[kind];
  return html`<span class="mark" data-kind=${kind}><span class="mark__symbol" aria-hidden="true">${sign}</span>${full}</span>`;
}

/** The symbol alone, in front of a sentence that says the same. */
export function symbol(kinds, kind) {
  return html`<span class="mark mark__symbol" data-kind=${kind} aria-hidden="true">${kinds[kind].mark}</span>`;
}
