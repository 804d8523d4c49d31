// Before the first question: whom this is for, what to have at hand, and what happens with what is typed.

import { html } from "lit/html.js";
import { domId, words } from "../context.mjs";

const text = words.start;

export const start = () => html`
  <section class="step" aria-labelledby=${domId("start-heading")}>
    <h2 class="step__heading" id=${domId("start-heading")}>${text.heading}</h2>
    <p>${text.what}</p>
    <p>${text.who}</p>
    <h3 class="step__subheading">${text.have}</h3>
    <ul class="step__list">${Object.values(text.things).map((thing) => html`<li>${thing}</li>`)}</ul>
    <p>${text.unknown}</p>
    <p><strong>${text.promise}</strong></p>
  </section>`;
