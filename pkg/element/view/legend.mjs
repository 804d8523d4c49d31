// One line of a chart's legend: a piece of the drawing and what it stands for.

import { html } from "lit/html.js";

export const legendItem = (drawing, said) => html`
  <li class="chart__item"><svg class="chart__key" viewBox="0 0 36 16" aria-hidden="true">${drawing}</svg>${said}</li>`;
