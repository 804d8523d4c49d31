// What is in the place of everything else where showing it failed: nobody foresaw why, so there is only the way to start over.

import { html, nothing } from "lit/html.js";
import { language, words } from "../context.mjs";
import { forget, isSomethingKept } from "../keep.mjs";

const text = words.failed;

export const failed = (startOver) => html`
  <section class="notice" lang=${language()} data-kind="warning" role="alert">
    <h1 class="step__heading">${text.heading}</h1>
    <p>${text.why}</p>
    <div class="take">
      <button class="button" data-kind="solid" type="button" @click=${startOver}>${text.startOver}</button>
      ${isSomethingKept() ? html`<button class="button" data-kind="text" type="button" @click=${() => (forget(), startOver())}>${text.forget}</button>` : nothing}
    </div>
  </section>`;
