// An add-on's part of the result: on which standards its answer rests, with points, levels, requirements and filing; and the list of those
// that are not in force on the day.

import { html, nothing } from "lit/html.js";
import { addOns } from "dx-kasan";
import { feeInWords, levelAndAmount, levelName, levelNames } from "../amounts.mjs";
import { dayName } from "../dates.mjs";
import { levelTitle } from "../headline.mjs";
import { claimableLevel, nearestLevel, rateIsOpen } from "../order.mjs";
import { symbolsOn } from "../symbols.mjs";
import { citationList } from "./citations.mjs";
import { codesOfFees } from "./codes.mjs";
import { levelsTable } from "./levels.mjs";
import { mark } from "./mark.mjs";
import { part, lineOf, resultName } from "./part.mjs";
import { questionId } from "./questions.mjs";
import { requirementsTable } from "./requirements.mjs";
import { USAGE_ID } from "./usage.mjs";
import { domId, textOf, words } from "../context.mjs";

const text = words.result;

/** One add-on as a part of its own. */
export const result = (addOn, context) =>
  part(resultName(addOn.id), lineOf(text.basis(textOf(addOn.name)), conclusion(addOn)), card(addOn, context));

/** Several of little use under one line. */
export function otherResults(list, context) {
  if (list.length === 0) return nothing;
  const body = list.map(
    (addOn) => html`<h3 class="ahead__name">${textOf(addOn.name)}</h3><p>${conclusion(addOn)}</p>${card(addOn, context)}`,
  );
  return part("results-far", lineOf(text.far, text.count(list.length)), body);
}

/** How many standards are met, of the level that may be claimed or is nearest. */
function conclusion(addOn) {
  const wanted = claimableLevel(addOn) ?? addOn.best?.level ?? nearestLevel(addOn).id;
  const { checks } = addOn.levels.find(({ id }) => id === wanted);
  const met = checks.filter(({ state }) => state === "met" || state === "deemed").length;
  return text.standards(levelTitle(addOn, wanted), checks.length, met);
}

function card(addOn, context) {
  const { id, name, status, verdict, validity } = addOn;
  const { schedule, day } = context;
  return html`
    <article class="result" id=${domId(`${resultName(id)}-card`)} tabindex="-1" data-kind=${verdict} data-add-on=${id} aria-label=${textOf(name)}>
      <div class="result__answer" data-kind=${verdict}>
        <p class="result__verdict">${mark(words.verdicts, verdict)}</p>
        ${addOn.best === null ? nothing : best(addOn)}
        ${range(addOn, schedule)}
      </div>
      ${status === "stale" ? html`<p class="notice" data-kind="warning">${text.stale(dayName(validity.reviewBy))}</p>` : nothing}
      ${openQuestions(addOn, context)} ${filing(addOn)}
      <h3 class="result__heading">${text.levels}</h3>
      ${levelsTable(addOn)}
      <h3 class="result__heading">${text.requirements}</h3>
      ${requirementsTable(addOn, context)} ${addOnSources(addOn, schedule, day)}
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
  const asksForRate = changes && rateIsOpen(all.filter((level) => level.verdict === "undetermined"));
  if (questions.length === 0 && !asksForRate) return nothing;
  return html`
    <h3 class="result__heading">${verdict === "undetermined" ? text.open : text.openMore}</h3>
    <ul class="result__open">
      ${asksForRate ? html`<li><a class="link" href="#${domId(USAGE_ID)}">${text.usageRate}</a></li>` : nothing}
      ${questions.map((id) => html`<li><a class="link" href="#${questionId(id)}">${textOf(factsById.get(id).label)}</a></li>`)}
    </ul>`;
}

function filing(addOn) {
  const { required, form, symbol, filed } = addOn.filing;
  const tooOld = filed && addOn.best !== null && !addOn.filing.levels.includes(addOn.best.level);
  const warn = filed === false || tooOld;
  return html`
    <h3 class="result__heading">${text.filing}</h3>
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

/** Add-ons for what the facility does not do, and those that ended or are still to begin. */
export function leftOut({ others, outOfForce }, assessment) {
  return [
    others.length === 0
      ? nothing
      : part(
          "results-others",
          lineOf(text.others, others.map(({ name }) => textOf(name)).join(words.lists.comma)),
          html`<p>${text.othersWhy}</p>`,
        ),
    outOfForce.length === 0
      ? nothing
      : part(
          "results-ended",
          lineOf(text.outOfForce, outOfForce.map(({ name }) => textOf(name)).join(words.lists.comma)),
          ended(outOfForce, assessment),
        ),
  ];
}

function ended(list, { addOns: all }) {
  return html`
    <ul class="result__rest">
      ${list.map(({ name, status, validity }) => {
        const successor = all.find(({ id }) => id === validity.succeededBy);
        return html`
          <li>
            <strong>${textOf(name)}</strong>
            ${status === "not-yet" ? text.notYet(dayName(validity.from)) : text.ended(dayName(validity.until))}
            ${status === "ended" && successor ? text.successor(textOf(successor.name)) : nothing}
          </li>`;
      })}
    </ul>`;
}
