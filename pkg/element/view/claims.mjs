// 「算定のシミュレーション」: what a month's patients come to, and which of one patient's visits have which claims.

import { html, nothing } from "lit/html.js";
import { mistakeId } from "./field.mjs";
import { CLAIMS_ID } from "./summary.mjs";
import { visits } from "./visits.mjs";
import { volume } from "./volume.mjs";
import { domId, words } from "../context.mjs";

const text = words.claims;

export function claims(form, checked, simulated, update) {
  const { errors } = simulated;
  return html`
    <section class="claims" id=${domId(CLAIMS_ID)} tabindex="-1" aria-labelledby=${domId("claims-heading")}>
      <h2 class="step__heading" id=${domId("claims-heading")}>${text.heading}</h2>
      <p>${text.intro}</p>
      <div class="claims__mistakes" role="status">${errors.size === 0 ? nothing : mistakes(errors)}</div>
      ${volume(form, checked, simulated, update)} ${visits(form, checked, simulated, update)}
    </section>`;
}

function mistakes(errors) {
  const [first] = errors.keys();
  return html`<p>${text.mistakes(errors.size)} <a class="link" href="#${mistakeId(first)}">${text.firstMistake}</a></p>`;
}
