// What the answer is, by which rules, and what it does not replace.

import { html } from "lit/html.js";
import { rulesInfo } from "dx-kasan";
import { domId, words } from "../context.mjs";
import { dayName } from "../dates.mjs";

const text = words.about;

export function about() {
  const { version, checkedTo, sha256 } = rulesInfo();
  return html`
    <section class="about" aria-labelledby=${domId("about-heading")}>
      <h2 class="about__heading" id=${domId("about-heading")}>${text.heading}</h2>
      <p>${text.limits}</p>
      <p>${text.version(version, dayName(checkedTo), sha256.slice(0, 12))}</p>
    </section>`;
}
