// The page: one form, shown anew after every change. All it knows of the law comes from the facade.

import { html, nothing, render } from "lit/html.js";
import { rulesInfo } from "dx-kasan";
import { check } from "./check.js";
import { simulate } from "./claims.js";
import { todayInJapan } from "./dates.js";
import { emptyForm } from "./form.js";
import { changes } from "./view/changes.js";
import { claims } from "./view/claims.js";
import { filings } from "./view/filings.js";
import { questions } from "./view/questions.js";
import { rates } from "./view/rates.js";
import { results } from "./view/result.js";
import { setup } from "./view/setup.js";
import { summary } from "./view/summary.js";
import { usage } from "./view/usage.js";
import { ways } from "./view/ways.js";
import { words } from "./words.js";

const app = document.querySelector("#app");
const today = todayInJapan(Date.now());

function show(form) {
  const checked = check(form);
  const ready = checked.assessment !== undefined;
  render(
    html`
      <div class="page__columns">
        <form class="page__form" @submit=${(event) => event.preventDefault()}>
          ${setup(form, checked, show, today)}
          ${ready ? [questions(form, checked, show), usage(form, checked, show), filings(form, checked, show)] : nothing}
        </form>
        <div class="page__side">${summary(form, checked)}</div>
      </div>
      ${ready ? [results(checked), rates(checked), ways(checked), changes(checked), claims(form, checked, simulate(form, checked), show)] : nothing} ${about()}`,
    app,
  );
}

function about() {
  const { version, sha256 } = rulesInfo();
  return html`
    <section class="about" aria-labelledby="about-heading">
      <h2 class="about__heading" id="about-heading">${words.about.heading}</h2>
      <p>${words.about.limits}</p>
      <p>${words.about.version(version, sha256.slice(0, 12))}</p>
    </section>`;
}

/** Paper has nothing to click on. */
function unfoldForPrint() {
  for (const fold of document.querySelectorAll("details[data-print=open]")) fold.open = true;
}

addEventListener("beforeprint", unfoldForPrint);
app.replaceChildren();
show(emptyForm(today));
