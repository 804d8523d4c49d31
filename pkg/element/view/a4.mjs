// The answer on one sheet of paper: what may be claimed with which codes and filing, the rates it rests on, the next months, what to do
// with room for who does it, and what the next level lacks.

import { html, nothing } from "lit/html.js";
import { rulesInfo } from "dx-kasan";
import { levelAndAmount } from "../amounts.mjs";
import { dayName, dayNear, monthName, monthSoon, todayInJapan } from "../dates.mjs";
import { feesShort, headline, levelTitle } from "../headline.mjs";
import { groupInView } from "../next-rate.mjs";
import { claimableLevel, stateOf } from "../order.mjs";
import { levelIn, standing } from "../rates.mjs";
import { claimableOf } from "./answer.mjs";
import { stepInWords } from "./box-steps.mjs";
import { domId, textOf, words } from "../context.mjs";

const text = words.a4;

/** So much has room. */
const MOST = { months: 4, steps: 6, lacking: 8, rates: 6 };

export function a4(form, checked) {
  const { day, ordered } = checked;
  const { version, checkedTo } = rulesInfo();
  return html`
    <section class="a4" aria-labelledby=${domId("a4-heading")}>
      <h2 class="a4__heading" id=${domId("a4-heading")}>${headline(ordered.concerned, day, todayInJapan(Date.now())).pieces.join("")}</h2>
      <p class="a4__facility">${text.facility}<span class="a4__blank"></span>${text.month(monthName(day.slice(0, 7)), dayName(day))}</p>
      ${table(
        text.addOns,
        Object.values(text.columns),
        ordered.concerned.map((addOn) => claims(addOn)),
      )}
      ${table(text.rates, [], [[ratesInWords(checked)]])} ${ahead(checked)}
      ${table(
        text.steps,
        [text.what, text.by, text.who],
        checked
          .steps()
          .slice(0, MOST.steps)
          .map((step) => [stepInWords(step, checked), step.by === null ? "" : dayNear(step.by, day), ""]),
      )}
      ${lacking(checked)}
      <p class="a4__foot">${text.foot(version, dayName(checkedTo))} ${words.about.limits}</p>
    </section>`;
}

function table(caption, columns, rows) {
  return html`
    <table class="a4__table">
      <caption class="a4__caption">${caption}</caption>
      ${columns.length === 0 ? nothing : html`<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>`}
      <tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
    </table>`;
}

/** Name, level, points, codes and filing; for one that may not be claimed, what stands in the way. */
function claims(addOn) {
  const level = claimableLevel(addOn);
  const wanted = level ?? addOn.best?.level ?? null;
  const fees = wanted === null ? [] : addOn.levels.find(({ id }) => id === wanted).fees;
  const codes = [...new Set(fees.flatMap((fee) => fee.codes.map(({ code }) => code)))];
  const { filing } = addOn;
  const { mark } = words.now.marks[stateOf(addOn)];
  return [
    textOf(addOn.name),
    `${mark} ${wanted === null ? "" : levelTitle(addOn, wanted)}`,
    wanted === null ? "" : feesShort(addOn, wanted),
    codes.join(words.lists.comma),
    filing.required ? text.filings[String(filing.filed)] : words.result.filingNone,
  ];
}

function ratesInWords({ facility }) {
  const known = [...facility.usage].sort((one, other) => other.month.localeCompare(one.month)).slice(0, MOST.rates);
  const said = known.map(({ month, rate, users, receipts }) => text.rate(monthName(month), rate ?? `${users}/${receipts}`));
  return said.length === 0 ? text.noRates : said.join(words.lists.comma);
}

/** The next claim months, by the levels that the next rate is about. */
function ahead(checked) {
  const [entry] = checked.sharedRates();
  if (entry === undefined) return nothing;
  const [first] = groupInView(entry, claimableOf(entry, checked));
  const rows = entry.months.slice(0, MOST.months).flatMap((month) => {
    const level = levelIn(month, first);
    if (level === undefined) return [];
    const { mark, full } = words.standings[standing(level)];
    const best = month.best === null ? "" : text.rate(monthSoon(month.best.month, month.best.month), month.best.rate);
    return [
      [
        text.claims(monthSoon(month.claimMonth, checked.day)),
        words.rates.atLeast(level.needed),
        `${mark} ${full}`,
        best,
        level.deadline === null ? "" : dayNear(level.deadline, checked.day),
      ],
    ];
  });
  return table(text.ahead, Object.values(text.aheadColumns), rows);
}

/** What the next level of the first add-on lacks. */
function lacking({ ahead: lookAhead, ordered: { concerned }, schedule }) {
  const [first] = concerned;
  const next = lookAhead().remedies.addOns.find(({ id }) => id === first?.id)?.levels[0];
  if (next === undefined) return nothing;
  const changes = next.ways[0].changes.slice(0, MOST.lacking).map(({ label, needed }) => words.result.needed(textOf(label), needed));
  return table(text.next(levelAndAmount(first, next.id, schedule)), [], [[changes.join(words.lists.comma)]]);
}
