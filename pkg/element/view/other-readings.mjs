// 「別の読み方では」: what the answers are where the sources leave room for another reading, and only where that changes them.

import { html, nothing } from "lit/html.js";
import { readings } from "dx-kasan";
import { levelAndAmount, levelNames } from "../amounts.mjs";
import { monthName } from "../dates.mjs";
import { levelIn, standing } from "../rates.mjs";
import { textOf, words } from "../context.mjs";

const text = words.otherReadings;

/** In an add-on's result: each reading that gives another verdict, level or support by the filing. */
export function otherReadings(addOn, schedule) {
  const { same, differing } = addOn.readings;
  if (same) return nothing;
  return html`
    <h4 class="result__heading">${text.heading}</h4>
    <p>${text.intro}</p>
    <dl class="readings">${differing.map((other) => oneReading(other, addOn, schedule))}</dl>`;
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

/** In the rates to come: each reading under which levels stand otherwise, and the claim months in which they do. */
export function otherRates({ months, groups }, { named }) {
  const readings = new Map();
  for (const month of months) {
    for (const other of month.otherReadings) {
      const key = `${other.reading} ${other.alternative}`;
      const known = readings.get(key) ?? { ...other, lines: [], quiet: [] };
      const changes = groups
        .flatMap((ids) => differences(ids, month, other))
        .map(([ids, kind]) => text.standing(named(ids), words.standings[kind].full));
      const name = monthName(month.claimMonth);
      if (changes.length > 0) known.lines.push(text.month(name, changes));
      else known.quiet.push(name);
      readings.set(key, known);
    }
  }
  if (readings.size === 0) return nothing;
  return html`
    <details class="more">
      <summary class="more__summary">${text.summary}</summary>
      <div class="more__body">
        <dl class="readings">
          ${[...readings.values()].map(
            (one) => html`
              <dt>${inWords(one)}</dt>
              <dd>
                <ul>${one.lines.map((line) => html`<li>${line}</li>`)}</ul>
                ${one.quiet.length === 0 ? nothing : html`<p>${text.monthsOnly(one.quiet)}</p>`}
              </dd>`,
          )}
        </dl>
      </div>
    </details>`;
}

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
