// The tables of a projection: all add-ons month by month; the levels above one; all add-ons' sum month by month with each of them.

import { html, nothing } from "lit/html.js";
import { monthName } from "../dates.mjs";
import { difference, exactly, NOTHING, plus, sum } from "../money.mjs";
import { higherIn, totalOf, wholeWith } from "../projections.mjs";
import { spansOf } from "../runs.mjs";
import { textOf, words } from "../context.mjs";

const text = words.volume;

/** Each unit on a line of its own. */
const lines = (bounds, units, say = sum) => units.map((unit) => html`<p class="sheet__amount">${say(bounds, unit)}</p>`);

/** It is as wide as it needs to be and scrolls by itself; `labels` are the ids of the headings that name it. */
export function sheet(labels, columns, rows, last = null) {
  const row = ([head, ...cells]) => html`
    <tr>
      <th class="sheet__cell" scope="row">${head}</th>
      ${cells.map((cell) => html`<td class="sheet__cell" data-kind="figure">${cell}</td>`)}
    </tr>`;
  return html`
    <div class="sheet" role="region" aria-labelledby=${labels} tabindex="0">
      <table class="sheet__table" data-kind="figures" aria-labelledby=${labels}>
        <thead>
          <tr>${columns.map((column) => html`<th class="sheet__column" scope="col">${column}</th>`)}</tr>
        </thead>
        <tbody>${rows.map(row)}</tbody>
        ${last === null ? nothing : html`<tfoot>${row(last)}</tfoot>`}
      </table>
    </div>`;
}

/** What of a sum a filing takes. */
const lost = ({ name, total }, units) =>
  html`<p class="sheet__note">${total === null ? text.notTaken(textOf(name)) : text.ofIt(textOf(name), sum(exactly(total), units[0]))}</p>`;

export function monthTable({ months, total }, courses, units, labels) {
  const own = ({ months: course, name, named }, index) => {
    const { entry } = course[index];
    if (entry === undefined) return text.notYet;
    const level = entry.level === null ? text.noLevel[entry.reason] : named(entry.level);
    const noted = level === name ? nothing : html`<p class="sheet__note">${level}</p>`;
    return [noted, lines(entry.total, units), entry.losses.map((loss) => lost(loss, units))];
  };
  return sheet(
    labels,
    [text.month, ...courses.map(({ name }) => name), text.all],
    months.map(({ month, total: all }, index) => [
      monthName(month),
      ...courses.map((course) => own(course, index)),
      html`<div class="claims__sum">${lines(all, units)}</div>`,
    ]),
    [text.sum, ...courses.map((course) => lines(totalOf(course), units)), html`<div class="claims__sum">${lines(total, units)}</div>`],
  );
}

export function higherTable(course, units, labels) {
  const { level, months, own, more } = text.columns;
  const known = course.months.filter(({ entry }) => entry !== undefined);
  return sheet(
    labels,
    [level, months, own, more],
    [
      [text.now, spans(course, known), lines(totalOf(course), units), text.notYet],
      ...course.levels.map((one) => [
        course.named(one.level),
        spans(course, one.months),
        lines(one.total, units),
        html`<div class="claims__sum">${lines(one.more, units, difference)}</div>`,
      ]),
    ],
  );
}

/** The months of the course that are among `wanted`, as runs. */
function spans({ months }, wanted) {
  const runs = spansOf(
    months,
    ({ month }) => month,
    (month) => (wanted.includes(month) ? true : undefined),
  );
  return runs.map(({ from, until }) => html`<p>${text.during(monthName(from), monthName(until))}</p>`);
}

export function wholeTable({ months, levels, named }, units, labels) {
  const cell = (month, level) => {
    const whole = wholeWith(month, level);
    return whole === null
      ? text.notYet
      : [lines(whole, units), html`<div class="sheet__note">${lines(higherIn(month, level).more, units, difference)}</div>`];
  };
  const now = months.reduce((all, { whole }) => plus(all, whole), NOTHING);
  return sheet(
    labels,
    [text.month, text.withNow, ...levels.map(({ level }) => text.withLevel(named(level)))],
    months.map((month) => [monthName(month.month), lines(month.whole, units), ...levels.map(({ level }) => cell(month, level))]),
    [
      text.sum,
      lines(now, units),
      ...levels.map(({ more }) => [lines(plus(now, more), units), html`<div class="sheet__note">${lines(more, units, difference)}</div>`]),
    ],
  );
}
