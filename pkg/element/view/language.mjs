// The button that says everything in the other language.

import { html } from "lit/html.js";
import { words } from "../context.mjs";

/** @param {(lang: string) => void} say */
export function languageButton(say) {
  const { name, other } = words.language;
  return html`<button class="button" data-kind="text" type="button" lang=${other} @click=${() => say(other)}>${name}</button>`;
}
