// 「入力内容の確認」: all that was chosen and typed, each with the way back to it.

import { html, nothing } from "lit/html.js";
import { rulesInfo } from "dx-kasan";
import { dayInBothCalendars, monthInEra, monthName } from "../dates.mjs";
import { NO_FILING, NO_USAGE, rowKey, UNANSWERED } from "../form.mjs";
import { topicsOf } from "../steps.mjs";
import { domId, textOf, words } from "../context.mjs";
import { basisLabel } from "./usage.mjs";

const text = words.review;

export function review(form, checked, goTo) {
  const { rows, coming, filed } = checked;
  const months = [...rows, ...coming()];
  return html`
    <section class="step" aria-labelledby=${domId("review-heading")}>
      <h2 class="step__heading" id=${domId("review-heading")}>${text.heading}</h2>
      ${part("setting", setting(form, checked), (row) => ({ ...row, step: "setting" }), goTo)}
      ${part(
        "questions",
        topicsOf(checked).flatMap((topic) => topic.facts.map((fact) => answer(fact, topic.step, form, checked))),
        same,
        goTo,
      )}
      ${part(
        "rates",
        months.map((row) => month(row, form, months)),
        (row) => ({ ...row, step: "rates" }),
        goTo,
      )}
      ${part(
        "filings",
        filed.map((addOn) => filing(addOn, form)),
        (row) => ({ ...row, step: "filings" }),
        goTo,
      )}
    </section>`;
}

const same = (row) => row;

function part(name, rows, placed, goTo) {
  if (rows.length === 0) return nothing;
  return html`
    <h3 class="step__subheading">${text[name]}</h3>
    <dl class="review">${rows.map(placed).map((row) => line(row, goTo))}</dl>`;
}

const line = ({ what, said, step }, goTo) => html`
  <div class="review__row">
    <dt class="review__what">${what}</dt>
    <dd class="review__said">${said}</dd>
    <dd class="review__change"><button class="button" data-kind="text" type="button" aria-label=${text.changeOf(what)} @click=${() => goTo(step)}>${text.change}</button></dd>
  </div>`;

function setting({ type }, { day, schedule, schedules }) {
  const label = (list, wanted) => textOf(list.find(({ id }) => id === wanted).label);
  const { types, schedules: all } = rulesInfo();
  return [
    { what: text.type, said: label(types, type) },
    ...(schedules.length > 1 ? [{ what: text.schedule, said: label(all, schedule) }] : []),
    { what: text.day, said: dayInBothCalendars(day) },
  ];
}

function answer(fact, step, form, { settled }) {
  const { choice, part: some, whole, percent } = form.answers[fact.id] ?? UNANSWERED;
  const typed = { counts: `${some || "－"}／${whole || "－"}`, percent: percent || text.empty };
  const said = typed[choice] ?? words.questions[choice];
  return { what: textOf(fact.label), said: settled.has(fact.id) ? said + text.settled : said, step };
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
