// The answer for each add-on: verdict, level and points; what to find out; levels, requirements and filing. Add-ons that are
// not in force on the day follow in one list.

import { html, nothing } from "lit/html.js";
import { addOns } from "dx-kasan";
import { feeInWords, levelAndAmount, levelName, levelNames, mainAmount } from "../amounts.mjs";
import { dayName } from "../dates.mjs";
import { symbolsOn } from "../symbols.mjs";
import { citationList } from "./citations.mjs";
import { codesOfFees } from "./codes.mjs";
import { levelsTable } from "./levels.mjs";
import { mark } from "./mark.mjs";
import { otherReadings } from "./other-readings.mjs";
import { questionId } from "./questions.mjs";
import { requirementsTable } from "./requirements.mjs";
import { inForce, resultName } from "./summary.mjs";
import { USAGE_ID } from "./usage.mjs";
import { domId, textOf, words } from "../context.mjs";

const text = words.result;

export function results({ assessment, factsById, facility }) {
  const context = { schedule: assessment.schedule, day: assessment.date, facility, factsById };
  const rest = assessment.addOns.filter((addOn) => !inForce(assessment).includes(addOn));
  return html`
    <section class="results" aria-labelledby=${domId("results-heading")}>
      <h2 class="step__heading" id=${domId("results-heading")}>${text.heading}</h2>
      ${inForce(assessment).map((addOn) => result(addOn, context))}
      ${rest.length === 0 ? nothing : outOfForce(rest, assessment)}
    </section>`;
}

function result(addOn, context) {
  const { id, name, status, verdict, validity, requirements } = addOn;
  const { schedule, day } = context;
  return html`
    <article class="result" id=${domId(resultName(id))} tabindex="-1" data-kind=${verdict} aria-labelledby="${domId(resultName(id))}-name">
      <div class="result__answer" data-kind=${verdict}>
        <h3 class="result__name" id="${domId(resultName(id))}-name">${textOf(name)}</h3>
        <p class="result__verdict">${mark(words.verdicts, verdict)}</p>
        ${addOn.best === null ? nothing : best(addOn)}
        ${range(addOn, schedule)}
      </div>
      <div class="result__body">
        ${status === "stale" ? html`<p class="notice" data-kind="warning">${text.stale(dayName(validity.reviewBy))}</p>` : nothing}
        ${openQuestions(addOn, context)} ${filing(addOn)} ${otherReadings(addOn, schedule)}
        <h4 class="result__heading">${text.levels}</h4>
        ${levelsTable(addOn)}
        <h4 class="result__heading">${text.requirements}</h4>
        ${requirements.some(({ doubts }) => doubts.length > 0) ? html`<p class="result__note">${text.doubtful}</p>` : nothing}
        ${requirementsTable(addOn, context)} ${addOnSources(addOn, schedule, day)}
      </div>
    </article>`;
}

function best(addOn) {
  const { level, fees } = addOn.best;
  const name = levelName(addOn, level);
  return html`
    ${name === null ? nothing : html`<p class="result__level">${name}</p>`}
    <ul class="result__fees">
      ${fees.map(feeInWords).map(
        ({ service, amount, often, when }) => html`
          <li>${service} <strong class="result__amount">${amount}</strong> ${often}${when}</li>`,
      )}
    </ul>
    ${codesOfFees(fees)}`;
}

function range(addOn, schedule) {
  const { worst, best: top } = addOn.range;
  const say = (level) => levelAndAmount(addOn, level, schedule);
  if (addOn.verdict === "undetermined") return html`<p class="result__range">${text.range(say(worst), say(top))}</p>`;
  if (addOn.verdict === "qualifies" && top !== addOn.best.level) return html`<p class="result__range">${text.mayRise(say(top))}</p>`;
  return nothing;
}

function openQuestions({ verdict, questions, levels: all, best: reached, range: reach }, { factsById }) {
  const changes = verdict === "undetermined" || reach.best !== (reached?.level ?? null);
  const rateIsOpen = changes && all.some((level) => level.verdict === "undetermined" && level.checks.some(isUnknownRate));
  if (questions.length === 0 && !rateIsOpen) return nothing;
  return html`
    <h4 class="result__heading">${verdict === "undetermined" ? text.open : text.openMore}</h4>
    <ul class="result__open">
      ${rateIsOpen ? html`<li><a class="link" href="#${domId(USAGE_ID)}">${text.usageRate}</a></li>` : nothing}
      ${questions.map((id) => html`<li><a class="link" href="#${questionId(id)}">${textOf(factsById.get(id).label)}</a></li>`)}
    </ul>`;
}

const isUnknownRate = ({ state, needed }) => state === "unknown" && needed !== undefined;

function filing(addOn) {
  const { required, form, symbol, filed } = addOn.filing;
  const tooOld = filed && addOn.best !== null && !addOn.filing.levels.includes(addOn.best.level);
  const warn = filed === false || tooOld;
  return html`
    <h4 class="result__heading">${text.filing}</h4>
    ${
      required
        ? html`
          <p>${text.filingForm(form)}${symbol === null ? nothing : text.filingSymbol(symbol)}</p>
          <p class=${warn ? "notice" : nothing} data-kind=${warn ? "warning" : nothing}>
            ${filed === null ? text.filingUnknown : filed ? text.filed : text.notFiled}${tooOld ? filingTooOld(addOn) : nothing}
          </p>`
        : html`<p>${text.filingNone}</p>`
    }`;
}

/** A filing counts, but not for the level whose standards are met. */
function filingTooOld(addOn) {
  const claimable = addOn.levels.filter(({ id, verdict }) => verdict === "met" && addOn.filing.levels.includes(id));
  const others =
    claimable.length === 0
      ? null
      : levelNames(
          addOn,
          claimable.map(({ id }) => id),
        );
  return text.filingTooOld(levelName(addOn, addOn.best.level) ?? textOf(addOn.name), others);
}

function addOnSources({ id, filing }, wanted, day) {
  const { citations } = addOns()
    .find((addOn) => addOn.id === id)
    .schedules.find(({ schedule }) => schedule === wanted);
  const named = symbolsOn(id, wanted, day).filter(({ symbol }) => symbol === filing.symbol);
  return html`
    <details class="more">
      <summary class="more__summary">${text.addOnSources}</summary>
      <div class="more__body">${citationList([...citations, ...named.flatMap((symbol) => symbol.citations)])}</div>
    </details>`;
}

function outOfForce(rest, assessment) {
  return html`
    <section class="result" aria-labelledby=${domId("out-of-force-heading")}>
      <div class="result__body">
        <h3 class="result__name" id=${domId("out-of-force-heading")}>${text.outOfForce}</h3>
        <ul class="result__rest">
          ${rest.map(({ name, status, validity }) => {
            const successor = assessment.addOns.find(({ id }) => id === validity.succeededBy);
            return html`
              <li>
                <strong>${textOf(name)}</strong>
                ${status === "not-yet" ? text.notYet(dayName(validity.from)) : text.ended(dayName(validity.until))}
                ${status === "ended" && successor ? text.successor(textOf(successor.name)) : nothing}
              </li>`;
          })}
        </ul>
      </div>
    </section>`;
}
