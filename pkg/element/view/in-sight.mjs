// The answer as it stands, always in sight while answers are given.

import { html } from "lit/html.js";
import { todayInJapan } from "../dates.mjs";
import { headline } from "../headline.mjs";
import { words } from "../context.mjs";

export function inSight(form, { ordered, day }, { goTo }) {
  const { kind, pieces } = headline(ordered.concerned, day, todayInJapan(Date.now()));
  return html`
    <div class="in-sight">
      <p class="in-sight__answer" role="status">${pieces[0]}<strong class="answer__key" data-kind=${kind}>${pieces[1]}</strong>${pieces[2]}</p>
      <button class="button" data-kind="solid" type="button" @click=${() => goTo("result")}>${words.flow.toResult}</button>
    </div>`;
}
