// 「持ち帰る」: the answer on paper and in files, and, only if asked, kept on this device.

import { html, nothing } from "lit/html.js";
import { DxKasanError, parseDate, receipt, rulesInfo } from "dx-kasan";
import { domId, host, later, sayError, textOf, words } from "../context.mjs";
import { dayName, todayInJapan } from "../dates.mjs";
import { draftOf, formOfDraft } from "../draft.mjs";
import { forget, keep, kept } from "../keep.mjs";
import { checkJson, download, fileName, formOfJson, ratesCsv, readText, resultCsv } from "../take.mjs";

const text = words.take;

export function take(form, checked, update) {
  const root = host();
  const csv = "text/csv;charset=utf-8";
  // Made when they are asked for, and in the words of the render.
  const files = {
    json: () => [fileName(checked, "check", "json"), "application/json", checkJson(form, checked)],
    result: () => [fileName(checked, "result", "csv"), csv, resultCsv(checked)],
    rates: () => [fileName(checked, "rates", "csv"), csv, ratesCsv(form)],
    receipt: () => [fileName(checked, "receipt", "json"), "application/json", receipt(checked.overTime, checked.day)],
  };
  return html`
    <section class="take-along" id=${domId("take")} tabindex="-1" aria-labelledby=${domId("take-heading")}>
      <h2 class="step__heading" id=${domId("take-heading")}>${text.heading}</h2>
      <p>${text.intro}</p>
      <div class="take">
        <button class="button" data-kind="outline" type="button" @click=${() => printShort(root)}>${text.printShort}</button>
        <button class="button" data-kind="outline" type="button" @click=${() => print()}>${text.print}</button>
        ${Object.entries(files).map(([name, file]) => html`<button class="button" data-kind="outline" type="button" @click=${later(() => download(...file()))}>${text.files[name]}</button>`)}
      </div>
      <h3 class="step__subheading">${text.device}</h3>
      <p>${text.deviceHint}</p>
      <div class="take">${keeping(form, update)}</div>
    </section>`;
}

/** What a director needs: the verdicts, the reasons, the rates to come and what was entered. */
function printShort(root) {
  root.dataset.print = "short";
  addEventListener("afterprint", () => delete root.dataset.print, { once: true });
  print();
}

function keeping(form, update) {
  const tell = (told) => update((now) => ({ ...now, told }));
  const save = () => tell(keep(draftOf(form), todayInJapan(Date.now())) ? "kept" : "notKept");
  const stored = kept();
  return html`
    <button class="button" data-kind="outline" type="button" @click=${save}>${text.keep}</button>
    ${stored === null ? nothing : html`${whatIsKept(stored)} ${forgetting(update)}`}
    <p role="status">${form.told === null ? nothing : text.told[form.told]}</p>`;
}

const forgetting = (update) => html`
  <button class="button" data-kind="text" type="button" @click=${() => update((now) => ({ ...now, told: forget() ? "forgotten" : "notKept" }))}>${text.forget}</button>`;

/** What kind of facility, for which day, and when it was kept: nothing of it says whose it is. */
function whatIsKept({ on, draft }) {
  const type = rulesInfo().types.find(({ id }) => id === draft.type);
  return html`<p class="take__kept">${text.isKept(type === undefined ? text.noType : textOf(type.label), dayTyped(draft.day), dayName(on))}</p>`;
}

function dayTyped(typed) {
  try {
    return dayName(parseDate(typed));
  } catch {
    return String(typed);
  }
}

/** At the start: what was kept, and a file of before. */
export function comeBack(form, update, today) {
  const stored = kept();
  // What is wrong with it leaves the form as it is.
  const open = (read) =>
    update((now) => {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof DxKasanError)) throw error;
        return { ...now, told: error };
      }
    });
  const chosen = async ({ target }) => {
    const [file] = target.files;
    target.value = "";
    if (file === undefined) return;
    const content = await readText(file);
    open(() => formOfJson(content, today));
  };
  return html`
    <details class="more">
      <summary class="more__summary">${text.comeBack}</summary>
      <div class="more__body">
        ${stored === null
          ? nothing
          : html`
              ${whatIsKept(stored)}
              <div class="take">
                <button class="button" data-kind="outline" type="button" @click=${() => open(() => formOfDraft(stored.draft, today))}>${text.goOn}</button>
                ${forgetting(update)}
              </div>`}
        <label class="field__label">${text.open} <input type="file" accept=".json,application/json" @change=${chosen}></label>
      </div>
    </details>
    <p role="status">${said(form.told)}</p>`;
}

function said(told) {
  if (told === null) return nothing;
  return typeof told === "string" ? text.told[told] : html`<span class="field__error">${sayError(told)}</span>`;
}
