// 「持ち帰る」: the answer on paper and in files, and, only if asked, kept on this device.

import { html, nothing } from "lit/html.js";
import { DxKasanError, parseDate, receipt, rulesInfo } from "dx-kasan";
import { host, later, sayError, textOf, words } from "../context.mjs";
import { calendarOf, daysThatMatter } from "../calendar.mjs";
import { dayName, todayInJapan } from "../dates.mjs";
import { forget, isSharedWithOtherFiles, keep, kept } from "../keep.mjs";
import { forToday } from "../returning.mjs";
import { stepInWords } from "./box-steps.mjs";
import { part } from "./part.mjs";
import { checkJson, download, fileName, formOfJson, ratesCsv, readText, resultCsv } from "../take.mjs";

const text = words.take;

export const TAKE_ID = "take";

export function take(form, checked, update) {
  const root = host();
  const csv = "text/csv;charset=utf-8";
  // Made when they are asked for, and in the words of the render.
  const files = {
    json: () => [fileName(checked, "check", "json"), "application/json", checkJson(form, checked)],
    result: () => [fileName(checked, "result", "csv"), csv, resultCsv(checked)],
    rates: () => [fileName(checked, "rates", "csv"), csv, ratesCsv(form)],
    calendar: () => [fileName(checked, "calendar", "ics"), "text/calendar;charset=utf-8", calendar(checked)],
    receipt: () => [fileName(checked, "receipt", "json"), "application/json", receipt(checked.overTime, checked.day)],
  };
  const body = html`
    <p>${text.intro}</p>
    <div class="take">
      <button class="button" data-kind="outline" type="button" @click=${() => printShort(root)}>${text.printShort}</button>
      <button class="button" data-kind="outline" type="button" @click=${() => print()}>${text.print}</button>
      ${Object.entries(files).map(([name, file]) => html`<button class="button" data-kind="outline" type="button" @click=${later(() => download(...file()))}>${text.files[name]}</button>`)}
    </div>
    <h3 class="step__subheading">${text.device}</h3>
    <p>${text.deviceHint}</p>
    ${keeping(form, update)}`;
  return part(TAKE_ID, text.heading, body);
}

/** The days that matter, from today on. */
function calendar(checked) {
  const steps = checked.steps().map((step) => ({ by: step.by, said: stepInWords(step, checked) }));
  return calendarOf(daysThatMatter(steps, checked.day, text.update), todayInJapan(Date.now()));
}

/** One sheet: what a director needs. */
export function printShort(root) {
  root.dataset.print = "short";
  addEventListener("afterprint", () => delete root.dataset.print, { once: true });
  print();
}

function keeping(form, update) {
  const today = todayInJapan(Date.now());
  const save = () => update((now) => ({ ...now, told: keep(form, today) ? "kept" : "notKept" }));
  return html`
    ${isSharedWithOtherFiles() ? html`<p class="take__shared">${text.sharedDisk}</p>` : nothing}
    <div class="take">
      <button class="button" data-kind="outline" type="button" @click=${save}>${text.keep}</button>
      ${whatIsKept(kept(today), update)}
      <p role="status">${form.told === null ? nothing : text.told[form.told]}</p>
    </div>`;
}

/** What kind of facility, for which day, when it was kept and to which day: nothing of it says whose it is. `ways` are more that can be done with it. */
function whatIsKept(stored, update, ways = nothing) {
  if (stored === null) return nothing;
  if (stored.over !== undefined) return html`<p class="take__kept" role="status">${text.isOver(dayName(stored.over))}</p>`;
  if (stored.form === undefined) {
    const why = stored.error === null ? "" : sayError(stored.error);
    return html`<p class="take__kept"><span class="field__error">${text.isDamaged(why)}</span></p> ${forgetting(text.forgetDamaged, update)}`;
  }
  const what = nameOf(stored.form);
  return html`<p class="take__kept">${text.isKept(what, dayName(stored.on), dayName(stored.until))}</p> ${ways} ${forgetting(text.forget(what), update)}`;
}

function nameOf(form) {
  const type = rulesInfo().types.find(({ id }) => id === form.type);
  return text.keptCheck(type === undefined ? text.noType : textOf(type.label), dayTyped(form.day));
}

const forgetting = (label, update) => html`
  <button class="button" data-kind="text" type="button" @click=${() => update((now) => ({ ...now, told: forget() ? "forgotten" : "notKept" }))}>${label}</button>`;

function dayTyped(typed) {
  try {
    return dayName(parseDate(typed));
  } catch {
    return typed;
  }
}

/** At the start: what was kept, and a file of before. */
export function comeBack(form, update, today) {
  const stored = kept(today);
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
    open(() => {
      const form = formOfJson(content, today);
      return { ...forToday(form, today), told: form.told };
    });
  };
  return html`
    <details class="more" ?open=${stored !== null && stored.form === undefined}>
      <summary class="more__summary">${text.comeBack}</summary>
      <div class="more__body">
        <div class="take">${whatIsKept(stored, update, goOn(stored, update))}</div>
        <label class="field__label">${text.open} <input type="file" accept=".json,application/json" @change=${chosen}></label>
      </div>
    </details>
    <p role="status">${said(form.told)}</p>`;
}

const goOn = (stored, update) => html`
  <button class="button" data-kind="outline" type="button" @click=${() => update(forToday(stored.form, todayInJapan(Date.now())))}>${text.goOn}</button>`;

function said(told) {
  if (told === null) return nothing;
  return typeof told === "string" ? text.told[told] : html`<span class="field__error">${sayError(told)}</span>`;
}
