// A plain table of figures: a heading for each row, one for each column. It is as wide as it needs to be and scrolls by itself.

import { html, nothing } from "lit/html.js";

/** `rows` are { cells, own }, the first cell being the row's heading; `own` marks the row that is the reader's. */
export function sheet(caption, columns, rows) {
  return html`
    <div class="sheet" role="region" aria-label=${caption} tabindex="0">
      <table class="sheet__table" data-kind="figures" aria-label=${caption}>
        <thead>
          <tr>${columns.map((column) => html`<th class="sheet__column" scope="col">${column}</th>`)}</tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ cells: [first, ...others], own = false }) => html`
              <tr class=${own ? "sheet__own" : nothing}>
                <th class="sheet__cell" scope="row">${first}</th>
                ${others.map((cell) => html`<td class="sheet__cell" data-kind="figure">${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
