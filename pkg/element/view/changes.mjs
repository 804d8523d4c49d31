// 「今後の変化」: a calendar of what changes in the coming year if nothing is done, and why.

import { html, nothing } from "lit/html.js";
import { rulesInfo } from "dx-kasan";
import { eventsOf } from "../changes.mjs";
import { dayInYear, dayName, monthName } from "../dates.mjs";
import { lineOf, part } from "./part.mjs";
import { domId, textOf, words } from "../context.mjs";

const text = words.changes;

export function changes({ ahead, factsById, ordered }) {
  const course = ahead().changes;
  if (course === null) return nothing;
  const label = (list, wanted) => textOf(list.find(({ id }) => id === wanted).label);
  const context = {
    requirementOf: (id) => label(rulesInfo().requirements, id),
    factOf: (id) => textOf(factsById.get(id).label),
  };
  const concerned = new Set([...ordered.concerned, ...ordered.outOfForce].map(({ id }) => id));
  const events = eventsOf({ ...course, addOns: course.addOns.filter(({ id }) => concerned.has(id)) }, context);
  const span = [course.from, course.until].map(dayName);
  const body =
    events.length === 0
      ? html`<p>${text.nothing(...span)}</p>`
      : html`
        <p>${text.intro(...span)}</p>
        ${[...groupBy(events, ({ day }) => day.slice(0, 7))].map(([month, list]) => ofMonth(month, list))}`;
  return part(
    "changes",
    lineOf(text.heading, events.length === 0 ? text.unchanged : text.first(monthName(events[0].day.slice(0, 7)), events.length)),
    body,
  );
}

function groupBy(list, keyOf) {
  const groups = new Map();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

function ofMonth(month, events) {
  const headingId = domId(`changes-${month}`);
  return html`
    <section class="calendar" aria-labelledby=${headingId}>
      <h3 class="calendar__month" id=${headingId}>${monthName(month)}</h3>
      <dl class="calendar__days">
        ${[...groupBy(events, ({ day }) => day)].map(
          ([day, list]) => html`
            <div class="calendar__day">
              <dt class="calendar__date"><time datetime=${day}>${dayInYear(day)}</time></dt>
              ${list.map(event)}
            </div>`,
        )}
      </dl>
    </section>`;
}

function event({ name, before, after, reasons }) {
  return html`
    <dd class="calendar__event">
      <p class="calendar__name">${name}</p>
      <p class="calendar__change">${before === after ? text.same(after) : text.becomes(before, after)}</p>
      ${
        reasons.length === 0
          ? nothing
          : html`
            <p class="calendar__why">${text.why}</p>
            <ul class="calendar__reasons">${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`
      }
    </dd>`;
}
