// The controls of the form: a line of text or a list to choose from, each with its hint and its mistake, a group of radio buttons, a
// box to tick.

import { html, nothing } from "lit/html.js";
import { live } from "lit/directives/live.js";
import { domId } from "../context.mjs";

/** Where a link to a mistake leads. */
export const mistakeId = (name) => `${domId(name)}-mistake`;

export function mistake(name, message) {
  if (message === undefined) return nothing;
  return html`<p class="field__error" id=${mistakeId(name)} tabindex="-1"><span aria-hidden="true">⚠ </span>${message}</p>`;
}

/** `also` is the id of another description that belongs to the field. */
export function textField({ name, label, hint, value, error, also, inputmode = "text", size = "medium", onChange }) {
  const id = domId(name);
  const describedBy = [hint && `${id}-hint`, error !== undefined && mistakeId(name), also].filter(Boolean).join(" ");
  return html`
    <div class="field">
      <label class="field__label" for=${id}>${label}</label>
      ${hint ? html`<p class="field__hint" id="${id}-hint">${hint}</p>` : nothing}
      <input class="field__input" data-size=${size} id=${id} type="text" inputmode=${inputmode} autocomplete="off"
        aria-describedby=${describedBy || nothing} aria-invalid=${error === undefined && !also ? nothing : "true"}
        .value=${live(value)} @input=${(event) => onChange(event.target.value)}>
      ${mistake(name, error)}
    </div>`;
}

/** Goes inside a fieldset whose legend asks the question. */
export function radios({ name, options, value, onChange }) {
  return html`
    <div class="radios">
      ${options.map(
        (option) => html`
          <label class="radios__option">
            <input class="radios__input" type="radio" name=${domId(name)} value=${option.value}
              .checked=${live(option.value === value)} @change=${() => onChange(option.value)}>
            <span class="radios__label">${option.label}</span>
          </label>`,
      )}
    </div>`;
}

/** A list to choose one from; `empty` is what it says while nothing is chosen. */
export function select({ name, label, options, empty, value, error, onChange }) {
  const id = domId(name);
  return html`
    <div class="field">
      <label class="field__label" for=${id}>${label}</label>
      <select class="field__input" id=${id} aria-describedby=${error === undefined ? nothing : mistakeId(name)}
        aria-invalid=${error === undefined ? nothing : "true"} .value=${live(value)} @change=${(event) => onChange(event.target.value)}>
        <option value="" ?selected=${value === ""}>${empty}</option>
        ${options.map((option) => html`<option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`)}
      </select>
      ${mistake(name, error)}
    </div>`;
}

export function checkbox({ name, label, hint, checked, onChange }) {
  const id = domId(name);
  return html`
    <label class="check">
      <input class="check__input" type="checkbox" id=${id} aria-describedby=${hint ? `${id}-hint` : nothing}
        .checked=${live(checked)} @change=${(event) => onChange(event.target.checked)}>
      <span>${label}</span>
    </label>
    ${hint ? html`<p class="field__hint" id="${id}-hint">${hint}</p>` : nothing}`;
}
