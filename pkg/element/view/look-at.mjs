// A button that leads to the answer of another day, where what is missing for that day can be entered.

import { html } from "lit/html.js";
import { dayName } from "../dates.mjs";
import { reveal } from "../reveal.mjs";
import { resultName } from "./part.mjs";
import { finder, words } from "../context.mjs";

/** Takes the page to another day, and the person to the add-on's answer there. */
export function lookAt(day, addOn, form, update) {
  const find = finder();
  const go = () => {
    update({ ...form, day });
    reveal(find(`${resultName(addOn)}-card`));
  };
  return html`<button class="button" data-kind="text" type="button" @click=${go}>${words.claims.lookAt(dayName(day))}</button>`;
}
