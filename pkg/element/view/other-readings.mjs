// 「通知の解釈が分かれる点」: what the answers are where the sources leave room for another reading, and only where that changes them.

import { html, nothing } from "lit/html.js";
import { readings } from "dx-kasan";
import { addOnOverTime, levelAndAmount, levelNames } from "../amounts.mjs";
import { monthName } from "../dates.mjs";
import { levelIn, standing } from "../rates.mjs";
import { namesOf } from "./box-rate.mjs";
import { lineOf, part } from "./part.mjs";
import { textOf, words } from "../context.mjs";

const text = words.otherReadings;

/** One part for all that differs under another reading; where nothing does, there is nothing to say. */
export function otherReadings({ ordered, schedule, sharedRates }) {
  const addOns = ordered.concerned.filter(({ readings: read }) => !read.same);
  const rates = sharedRates()
    .map((entry) => ({ entry, list: otherRates(entry, schedule) }))
    .filter(({ list }) => list.length > 0);
  const count = new Set(
    [...addOns.flatMap((addOn) => addOn.readings.differing), ...rates.flatMap(({ list }) => list)].map(({ reading }) => reading),
  ).size;
  if (count === 0) return nothing;
  const body = html`
    <p>${text.intro}</p>
    ${addOns.map(
      (addOn) => html`
        <h3 class="ahead__name">${textOf(addOn.name)}</h3>
        <dl class="readings">${addOn.readings.differing.map((other) => oneReading(other, addOn, schedule))}</dl>`,
    )}
    ${rates.map(
      ({ entry, list }) => html`
        <h3 class="ahead__name">${text.rates(namesOf(entry, schedule))}</h3>
        <dl class="readings">${list.map(rateReading)}</dl>`,
    )}`;
  return part("readings", lineOf(text.heading, text.count(count)), body);
}

function oneReading(other, addOn, schedule) {
  const { verdict, best, range, filing } = other;
  const say = (level) => levelAndAmount(addOn, level, schedule);
  const short = words.verdicts[verdict].short;
  return html`
    <dt>${inWords(other)}</dt>
    <dd>
      <p>${verdict === "undetermined" ? text.range(short, say(range.worst), say(range.best)) : text.verdict(short, best === null ? null : say(best))}</p>
      ${filing.join() === addOn.filing.levels.join() ? nothing : html`<p>${filingInWords(filing, addOn)}</p>`}
    </dd>`;
}

function inWords({ reading, alternative }) {
  const { question, alternatives } = readings().find(({ id }) => id === reading);
  const other = textOf(alternatives.find(({ id }) => id === alternative).text);
  return text.reading(textOf(question), other.replace(/。$/, ""));
}

const filingInWords = (ids, addOn) => (ids.length === 0 ? text.noFiling : text.filing(levelNames(addOn, ids) ?? textOf(addOn.name)));

/** In the rates to come: the readings under which levels stand otherwise, each with the claim months in which they do. */
function otherRates({ id, months, groups }, schedule) {
  const addOn = addOnOverTime(id, schedule);
  const named = (ids) => levelNames(addOn, ids) ?? textOf(addOn.name);
  const found = new Map();
  for (const month of months) {
    for (const other of month.otherReadings) {
      const key = `${other.reading} ${other.alternative}`;
      const known = found.get(key) ?? { ...other, lines: [] };
      const changes = groups
        .flatMap((ids) => differences(ids, month, other))
        .map(([ids, kind]) => text.standing(named(ids), words.standings[kind].full));
      if (changes.length > 0) known.lines.push(text.month(monthName(month.claimMonth), changes));
      found.set(key, known);
    }
  }
  return [...found.values()].filter(({ lines }) => lines.length > 0);
}

const rateReading = (one) => html`
  <dt>${inWords(one)}</dt>
  <dd><ul>${one.lines.map((line) => html`<li>${line}</li>`)}</ul></dd>`;

/** The levels of a group that stand otherwise, together by how they do. */
function differences(ids, month, other) {
  const kinds = new Map();
  for (const id of ids) {
    const [usual, read] = [levelIn(month, id), levelIn(other, id)];
    if (usual === undefined || read === undefined || standing(usual) === standing(read)) continue;
    kinds.set(standing(read), [...(kinds.get(standing(read)) ?? []), id]);
  }
  return [...kinds].map(([kind, levels]) => [levels, kind]);
}
