// 「算定のシミュレーション」: what a month's patients come to, and which of one patient's visits have which claims.

import { html, nothing } from "lit/html.js";
import { mistakeId } from "./field.mjs";
import { part } from "./part.mjs";
import { visits } from "./visits.mjs";
import { volume } from "./volume.mjs";
import { words } from "../context.mjs";

const text = words.claims;

export function claims(form, checked, simulated, update) {
  const { errors } = simulated;
  const body = html`
    <p>${text.intro}</p>
    <div class="claims__mistakes" role="status">${errors.size === 0 ? nothing : mistakes(errors)}</div>
    ${volume(form, checked, simulated, update)} ${visits(form, checked, simulated, update)}`;
  return part("claims", text.heading, body);
}

function mistakes(errors) {
  const [first] = errors.keys();
  return html`<p>${text.mistakes(errors.size)} <a class="link" href="#${mistakeId(first)}">${text.firstMistake}</a></p>`;
}
