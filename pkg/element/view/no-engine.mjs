// What is in the place of everything else where the engine cannot start.

import { html } from "lit/html.js";
import { language, words } from "../context.mjs";

const text = words.noEngine;

export const noEngine = () => html`
  <section class="notice" lang=${language()} data-kind="warning" role="alert">
    <h1 class="step__heading">${text.heading}</h1>
    <p>${text.why}</p>
    <p>${text.todo}</p>
  </section>`;
