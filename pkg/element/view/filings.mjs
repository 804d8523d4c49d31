// Whether the add-ons that need a filing (届出) are filed, and since when.

import { html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { fields } from "../check.mjs";
import { NO_FILING, withFiling } from "../form.mjs";
import { symbolsOn } from "../symbols.mjs";
import { radios, textField } from "./field.mjs";
import { heading } from "./heading.mjs";
import { domId, textOf, words } from "../context.mjs";

const text = words.filings;

/** Where links to this step lead. */
export const FILINGS_ID = "filings";

const choices = () => ["yes", "no"].map((value) => ({ value, label: text[value] }));

export function filings(form, checked, update) {
  const { filed } = checked;
  if (filed.length === 0) return nothing;
  return html`
    <section class="step" id=${domId(FILINGS_ID)} tabindex="-1" aria-labelledby=${domId("filings-heading")}>
      ${heading("filings-heading", text.heading, checked)}
      <p>${text.intro}</p>
      ${repeat(
        filed,
        ({ id }) => id,
        (addOn) => filing(addOn, form, checked, update),
      )}
    </section>`;
}

/** The question of one add-on; with no answer it is answered later. */
export function filing({ id, name, filing: { form: paper } }, form, { errors, schedule, day }, update) {
  const symbols = symbolsOn(id, schedule, day);
  const answer = form.filings[id] ?? NO_FILING;
  const change = (part) => update(withFiling(form, id, part));
  return html`
    <fieldset class="question" data-choice=${answer.choice}>
      <legend class="question__legend">${text.legend(textOf(name))}</legend>
      ${paper === null ? nothing : html`<p class="field__hint">${text.form(paper)}</p>`}
      ${symbols.length === 0 ? nothing : html`<p class="field__hint" data-kind="symbols">${text.symbols(symbols.map(({ symbol }) => symbol))}</p>`}
      ${radios({ name: `${fields.filing(id)}/choice`, options: choices(), value: answer.choice, onChange: (choice) => change({ choice }) })}
      ${
        answer.choice === "yes"
          ? textField({
              name: fields.filing(id),
              label: text.dates,
              hint: text.datesHint,
              value: answer.dates,
              error: errors.get(fields.filing(id)),
              onChange: (dates) => change({ dates }),
            })
          : nothing
      }
    </fieldset>`;
}
