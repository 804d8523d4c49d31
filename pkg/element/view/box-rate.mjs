// 「次に必要な利用率」: the rate, and how the coming claim months stand to it, up to the first that can still be decided.

import { html, nothing } from "lit/html.js";
import { addOnOverTime, levelNames } from "../amounts.mjs";
import { dayNear, monthNear, monthSoon } from "../dates.mjs";
import { groupInView, rowsOf } from "../next-rate.mjs";
import { symbol } from "./mark.mjs";
import { count, textOf, words } from "../context.mjs";

const text = words.nextRate;

/** Later months say nothing new. */
const MOST_ROWS = 4;

/**
 * @param {any} entry the rates of the add-ons that share them
 * @param {string | null} claimable the level that may be claimed
 * @param {{ day: string, schedule: string, soFar: { month: string, users: number } | null }} context
 */
export function boxRate(entry, claimable, { day, schedule, soFar }) {
  const addOn = addOnOverTime(entry.id, schedule);
  const named = (/** @type {readonly string[]} */ ids) => levelNames(addOn, ids);
  const group = groupInView(entry, claimable);
  const rows = rowsOf(entry, group).slice(0, MOST_ROWS);
  const [first] = rows;
  if (first === undefined) return html`<p>${text.none}</p>`;
  const last = rows.at(-1);
  const everyLevel = entry.groups.length === 1 && group.length > 1;
  return html`
    <p class="next__rate">${text.needed(last.level.needed, named(group), everyLevel)}</p>
    ${first.level.needed === last.level.needed ? nothing : html`<p class="next__others">${text.before(monthSoon(last.from, day), first.level.needed)}</p>`}
    ${entry.groups.length > 1 ? html`<p class="next__others">${text.otherLevels(othersOf(entry.groups, last.month, group, named))}</p>` : nothing}
    <dl class="rows" data-lines>
      ${rows.map(
        (row) => html`
          <div class="rows__row">
            <dt class="rows__what">${monthsOf(row, day)}</dt>
            <dd class="rows__said">${symbol(words.standings, row.kind)}<span>${kinds[row.kind](row, { day, soFar })}</span></dd>
          </div>`,
      )}
    </dl>`;
}

/** @param {readonly any[]} groups @param {any} month @param {readonly string[]} group @param {(ids: readonly string[]) => string | null} named */
function othersOf(groups, month, group, named) {
  return groups
    .filter((/** @type {any} */ ids) => ids !== group)
    .map((/** @type {readonly string[]} */ ids) => [named(ids), month.levels.find((/** @type {any} */ one) => one.id === ids[0])?.needed])
    .filter((/** @type {any} */ [, needed]) => needed !== undefined);
}

/** @param {any} row @param {string} day */
const monthsOf = ({ from, until }, day) => text.claims(monthSoon(from, day), from === until ? null : monthSoon(until, day));

const nameOf = (/** @type {any} */ best, /** @type {string} */ day) =>
  best === null ? null : text.rateOf(monthNear(best.month, day), best.rate);

/** @type {Record<string, (row: any, context: { day: string, soFar: { month: string, users: number } | null }) => unknown>} */
const kinds = {
  reached: ({ month }, { day }) => text.reached(nameOf(month.best, day) ?? ""),
  lost: ({ month }, { day }) => text.lost(nameOf(month.best, day) ?? ""),
  awaited: ({ month }, { day }) => text.awaited(monthsThat(month, (state) => state === "awaited").map((one) => monthNear(one, day))),
  open: (row, context) => openInWords(row, context),
};

/** @param {any} row @param {{ day: string, soFar: { month: string, users: number } | null }} context */
function openInWords({ month, level }, { day, soFar }) {
  const months = monthsThat(month, (state) => state !== "known");
  const until = html`<strong>${text.until(dayNear(level.deadline, day))}</strong>`;
  const which =
    monthsThat(month, (state) => state === "open").length > 1
      ? text.anyOf(months.map((one) => (one < day.slice(0, 7) ? monthNear(one, day) : monthSoon(one, day))))
      : nothing;
  if (level.usersNeeded === null) return html`${which}${until}${text.atLeast(level.needed)}`;
  const { month: last, users, receipts } = level.usersNeeded;
  const missing = soFar?.month === last ? users - soFar.users : null;
  const still =
    missing === null
      ? nothing
      : html`<strong>${missing <= 0 ? text.enough : text.stillTo(count(soFar?.users ?? 0), count(missing))}</strong>`;
  return html`${which}${until}${text.users(count(receipts))}<strong>${text.people(count(users))}</strong>${still}`;
}

/** @param {any} month @param {(state: string) => boolean} fits @returns {string[]} */
const monthsThat = ({ measured }, fits) =>
  [...new Set(measured.filter((/** @type {any} */ { state }) => fits(state)).map((/** @type {any} */ one) => one.month))].sort();

/** The last row in short, for the line of the part below. @param {any} entry @param {string | null} claimable @param {string} day */
export function rateInShort(entry, claimable, day) {
  const row = rowsOf(entry, groupInView(entry, claimable)).at(-1);
  if (row === undefined) return "";
  const months = monthsOf(row, day);
  return row.kind === "open"
    ? text.shortOpen(months, dayNear(row.level.deadline, day))
    : text.short(months, words.standings[row.kind].full);
}

/** @param {any} entry @param {string} schedule */
export const namesOf = ({ ids }, schedule) => ids.map((/** @type {string} */ id) => textOf(addOnOverTime(id, schedule).name));
