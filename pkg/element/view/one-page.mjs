// All questions on one page, for those who know the answers: rows in groups, the rates, the filings, and the result always in sight.

import { html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { live } from "lit/directives/live.js";
import { fields } from "../check.mjs";
import { monthName } from "../dates.mjs";
import { NO_USAGE, rowKey, UNANSWERED, withAnswer, withUsage } from "../form.mjs";
import { groupsOf } from "../groups.mjs";
import { textField } from "./field.mjs";
import { filing } from "./filings.mjs";
import { heading } from "./heading.mjs";
import { inSight } from "./in-sight.mjs";
import { more, questionId, share } from "./questions.mjs";
import { aboutField, basisLabel, USAGE_ID } from "./usage.mjs";
import { domId, textOf, words } from "../context.mjs";

const text = words.onePage;

export function onePage(form, checked, actions) {
  const { update } = actions;
  return html`
    <section class="step" aria-labelledby=${domId("one-page-heading")}>
      ${heading("one-page-heading", text.heading, checked)}
      ${groupsOf(checked).map(({ effort, facts }) => group(effort, facts, form, checked, update))} ${rates(form, checked, update)}
      ${checked.filed.length === 0 ? nothing : html`<h2 class="step__subheading">${words.filings.heading}</h2>${checked.filed.map((addOn) => filing(addOn, form, checked, update))}`}
    </section>
    ${inSight(form, checked, actions)}`;
}

/** The questions of one kind, and one press for the most frequent answer to all of them. */
function group(effort, facts, form, checked, update) {
  const id = domId(`group-${effort}`);
  const own = facts.filter(({ kind }) => kind === "boolean");
  const allYes = () => update(own.reduce((next, fact) => withAnswer(next, fact.id, { choice: "yes" }), form));
  return html`
    <section class="rows-of" aria-labelledby=${id}>
      <div class="rows-of__top">
        <h2 class="step__subheading" id=${id}>${text.groups[effort]}</h2>
        ${own.length > 1 ? html`<button class="button" data-kind="text" type="button" aria-label=${text.allYesOf(text.groups[effort])} @click=${allYes}>${text.allYes}</button>` : nothing}
      </div>
      ${repeat(
        facts,
        (fact) => fact.id,
        (fact) => row(fact, form, checked, update),
      )}
    </section>`;
}

function row(fact, form, { errors, settled }, update) {
  const answer = form.answers[fact.id] ?? UNANSWERED;
  const change = (part) => update(withAnswer(form, fact.id, part));
  if (fact.kind !== "boolean") return share(fact, answer, errors, change);
  const name = domId(fields.answer(fact.id, "choice"));
  return html`
    <fieldset class="answer-row" id=${questionId(fact.id)} tabindex="-1" data-settled=${settled.has(fact.id) ? "" : nothing}>
      <legend class="answer-row__legend"><span class="answer-row__label">${textOf(fact.label)}</span> ${textOf(fact.question)}</legend>
      <div class="answer-row__choices">
        ${["yes", "no", "unknown"].map(
          (value) => html`
            <label class="answer-row__option">
              <input class="radios__input" type="radio" name=${name} value=${value} .checked=${live(value === answer.choice && value !== "unknown")} @change=${() => change({ choice: value })}>
              ${value === "unknown" ? html`<span aria-hidden="true">？</span><span class="unseen">${words.questions.unknown}</span>` : words.questions[value]}
            </label>`,
        )}
      </div>
      ${more(fact)}
    </fieldset>`;
}

/** One field for each month: a rate, or users of receipts. */
function rates(form, checked, update) {
  const rows = [...checked.coming(), ...checked.rows];
  if (rows.length === 0) return nothing;
  const several = new Set(rows.map(({ basis }) => basis)).size > 1;
  return html`
    <section class="rows-of" id=${domId(USAGE_ID)} tabindex="-1" aria-labelledby=${domId("one-page-rates")}>
      <h2 class="step__subheading" id=${domId("one-page-rates")}>${words.usage.heading}</h2>
      <p class="field__hint">${text.ratesHint}</p>
      <div class="row">
        ${repeat(rows, rowKey, (one) => monthField(one, several, form, checked.errors, update))} ${aboutField(form, checked.errors, update)}
      </div>
    </section>`;
}

function monthField(row, several, form, errors, update) {
  const key = rowKey(row);
  const { users, receipts, rate } = form.usage[key] ?? NO_USAGE;
  const faults = ["users", "receipts", "rate", "all"].map((part) => fields.row(key, part)).filter((field) => errors.has(field));
  return textField({
    name: fields.row(key, "typed"),
    label: several ? `${monthName(row.month)} ${basisLabel(row.basis)}` : monthName(row.month),
    value: users === "" && receipts === "" ? rate : `${users}/${receipts}`,
    error: errors.get(faults[0]),
    inputmode: "text",
    size: "short",
    onChange: (typed) => update(withUsage(form, key, partsOf(typed))),
  });
}

/** What stands around a slash is users and receipts; else it is a rate. */
function partsOf(typed) {
  const [users, receipts] = typed.normalize("NFKC").split("/");
  return receipts === undefined ? { users: "", receipts: "", rate: typed } : { users: users.trim(), receipts: receipts.trim(), rate: "" };
}
