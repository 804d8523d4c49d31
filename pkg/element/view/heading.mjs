// The heading of a step, with how far it is: both are read in one breath.

import { html, nothing } from "lit/html.js";
import { domId, words } from "../context.mjs";

/**
 * @param {string} name
 * @param {unknown} content
 * @param {{ progress?: { number: number, of: number } | null }} checked
 */
export const heading = (name, content, { progress = null }) => html`
  <h1 class="step__heading" id=${domId(name)}>${progress === null ? nothing : html`<span class="frame__progress">${words.flow.progress(progress)}</span> `}${content}</h1>`;
