// A part of the result below the answer: one line with its conclusion, which unfolds.

import { html } from "lit/html.js";
import { domId } from "../context.mjs";

/**
 * Where links to an add-on's part lead.
 * @param {string} addOn
 */
export const resultName = (addOn) => `result-${addOn}`;

/**
 * `name` is where links lead; `line` says what the part is about and what it comes to.
 * @param {string} name
 * @param {unknown} line
 * @param {unknown} body
 */
export const part = (name, line, body) => html`
  <details class="part" id=${domId(name)} data-part=${name.replace(/-.*/, "")} data-print="open">
    <summary class="part__line"><h2 class="part__title" id=${domId(`${name}-title`)}>${line}</h2></summary>
    <div class="part__body">${body}</div>
  </details>`;

/**
 * A label and its conclusion.
 * @param {string} label
 * @param {string | null} conclusion
 */
export const lineOf = (label, conclusion) =>
  conclusion === null || conclusion === "" ? label : html`${label}<span class="part__conclusion">${conclusion}</span>`;
