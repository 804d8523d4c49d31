// The result: the answer on the first screen, and below it each part in one line, folded.

import { html, nothing } from "lit/html.js";
import { simulate } from "../claims.mjs";
import { a4 } from "./a4.mjs";
import { about } from "./about.mjs";
import { answer } from "./answer.mjs";
import { changes } from "./changes.mjs";
import { claims } from "./claims.mjs";
import { otherReadings } from "./other-readings.mjs";
import { raising } from "./raising.mjs";
import { rates } from "./rates.mjs";
import { leftOut, otherResults, result } from "./result.mjs";
import { enteredOnPaper } from "./review.mjs";
import { standing } from "./standing.mjs";
import { subsidy } from "./subsidy.mjs";
import { take } from "./take.mjs";
import { ways } from "./ways.mjs";
import { dayName } from "../dates.mjs";
import { words } from "../context.mjs";

const text = words.answer;

export function outcome(form, checked, actions) {
  const { sections, ordered, assessment, facility, factsById } = checked;
  const { update, goTo, clear } = actions;
  const section = (name, show) => (sections.has(name) ? show() : nothing);
  const context = { schedule: assessment.schedule, day: assessment.date, facility, factsById };
  return html`
    ${section("summary", () => answer(form, checked, actions))}
    <div class="parts">
      ${section("results", () => ordered.useful.map((addOn) => result(addOn, context)))}
      ${section("rates", () => rates(checked))} ${section("ways", () => ways(checked))} ${section("changes", () => changes(checked))}
      ${section("results", () => otherReadings(checked))}
      ${section("claims", () => claims(form, checked, simulate(form, checked), update))}
      ${section("standing", () => standing(form, checked, update))} ${section("raising", () => raising())}
      ${section("subsidy", () => subsidy(form, checked, update))}
      ${section("results", () => [otherResults(ordered.far, context), leftOut(ordered, assessment)])}
      ${section("take", () => take(form, checked, update))}
    </div>
    ${staleFrom(checked)}
    ${enteredOnPaper(form, checked)} ${a4(form, checked)}
    ${about()}
    <div class="frame__ways">
      <button class="button" data-kind="outline" type="button" @click=${() => goTo("review")}>${words.flow.toReview}</button>
      <button class="button" data-kind="text" type="button" @click=${clear}>${words.flow.restart}</button>
    </div>`;
}

/** Up to which day the rules of the coming months are known. */
function staleFrom({ ordered }) {
  const days = ordered.concerned.map(({ validity }) => validity.reviewBy).filter((day) => day !== null);
  return days.length === 0 ? nothing : html`<p class="result__note">${text.knownTo(dayName(days.sort()[0]))}</p>`;
}
