// Whom the check is for, and what to have at hand, folded away below the first questions.

import { html } from "lit/html.js";
import { words } from "../context.mjs";

const text = words.start;

export const things = () => html`
  <details class="more">
    <summary class="more__summary">${text.heading}</summary>
    <div class="more__body">
      <p>${text.what} ${text.who}</p>
      <p class="more__heading">${text.have}</p>
      <ul class="step__list">${Object.values(text.things).map((thing) => html`<li>${thing}</li>`)}</ul>
      <p>${text.unknown}</p>
    </div>
  </details>`;
