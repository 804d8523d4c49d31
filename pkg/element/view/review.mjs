// 「入力内容の確認」: all that was chosen and typed, each with the way back to it.

import { html, nothing } from "lit/html.js";
import { rulesInfo } from "dx-kasan";
import { dayInBothCalendars, monthInEra, monthName } from "../dates.mjs";
import { NO_FILING, NO_USAGE, rowKey, UNANSWERED } from "../form.mjs";
import { givesMedicines, medicinesOf, nameOfGroup } from "../setting.mjs";
import { questionsOf, questionStep } from "../steps.mjs";
import { domId, textOf, words } from "../context.mjs";
import { heading } from "./heading.mjs";
import { basisLabel } from "./usage.mjs";

const text = words.review;

/** `change` leads to the step of an answer; on paper nobody changes any. */
export function review(form, checked, change) {
  return html`
    <section class="step" aria-labelledby=${domId("review-heading")}>
      ${heading("review-heading", text.heading, checked)} ${entered(form, checked, change)}
    </section>`;
}

/** For paper, below the answer. */
export const enteredOnPaper = (form, checked) => html`
  <section class="paper" aria-labelledby=${domId("paper-heading")}>
    <h2 class="step__subheading" id=${domId("paper-heading")}>${text.heading}</h2>
    ${entered(form, checked, null)}
  </section>`;

function entered(form, checked, change) {
  const { rows, coming, filed } = checked;
  const months = [...rows, ...coming()];
  return html`
    ${part("setting", setting(form, checked), "setting", change)}
    ${part(
      "questions",
      questionsOf(checked).map((fact) => answer(fact, form, checked)),
      null,
      change,
    )}
    ${part(
      "rates",
      months.map((row) => month(row, form, months)),
      "rates",
      change,
    )}
    ${part(
      "filings",
      filed.map((addOn) => filing(addOn, form)),
      "filings",
      change,
    )}`;
}

function part(name, rows, step, change) {
  if (rows.length === 0) return nothing;
  return html`
    <h2 class="step__subheading">${text[name]}</h2>
    <dl class="review">${rows.map((row) => line({ step, ...row }, change))}</dl>`;
}

const line = ({ what, said, step }, change) => html`
  <div class="review__row">
    <dt class="review__what">${what}</dt>
    <dd class="review__said">${said}</dd>
    ${change === null ? nothing : html`<dd class="review__change"><button class="button" data-kind="text" type="button" aria-label=${text.changeOf(what)} @click=${() => change(step)}>${text.change}</button></dd>`}
  </div>`;

function setting(form, { day, schedule, schedules, groups }) {
  const label = (list, wanted) => textOf(list.find(({ id }) => id === wanted).label);
  const { types, schedules: all } = rulesInfo();
  return [
    { what: text.type, said: label(types, form.type) },
    ...(groups.length > 1 ? [{ what: words.setup.services, said: servicesInWords(form, groups) }] : []),
    ...(givesMedicines(schedule)
      ? [{ what: words.setup.medicines, said: words.setup.medicinesOptions[medicinesOf(form)] ?? text.empty }]
      : []),
    ...(schedule !== schedules[0] ? [{ what: text.schedule, said: label(all, schedule) }] : []),
    { what: text.day, said: dayInBothCalendars(day) },
  ];
}

function servicesInWords({ services }, groups) {
  const done = groups.filter((group) => services?.some((service) => group.includes(service)));
  return done.length === 0 ? text.empty : done.map(nameOfGroup).join(words.lists.dot);
}

function answer(fact, form, { settled }) {
  const { choice, part: some, whole, percent } = form.answers[fact.id] ?? UNANSWERED;
  const typed = { counts: `${some || "－"}／${whole || "－"}`, percent: percent || text.empty };
  const said = typed[choice] ?? words.questions[choice];
  return { what: textOf(fact.label), said: settled.has(fact.id) ? said + text.settled : said, step: questionStep(fact.id) };
}

function month(row, form, all) {
  const { users, receipts, rate } = form.usage[rowKey(row)] ?? NO_USAGE;
  const said = [users && text.users(users), receipts && text.receipts(receipts), rate && text.rate(rate)].filter(Boolean);
  const severalBases = new Set(all.map(({ basis }) => basis)).size > 1;
  const what = text.month(monthName(row.month), monthInEra(row.month), severalBases ? basisLabel(row.basis) : null);
  return { what, said: said.length === 0 ? text.empty : said.join(words.lists.comma) };
}

function filing({ id, name }, form) {
  const { choice, dates } = form.filings[id] ?? NO_FILING;
  return { what: textOf(name), said: [words.filings[choice], choice === "yes" && dates].filter(Boolean).join(words.lists.comma) };
}
