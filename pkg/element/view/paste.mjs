// Rates pasted as a text or read from a file: what was understood is shown back before it goes into the form.

import { html, nothing } from "lit/html.js";
import { live } from "lit/directives/live.js";
import { domId, words } from "../context.mjs";
import { monthInEra, monthName } from "../dates.mjs";
import { NO_USAGE, rowKey, withUsage } from "../form.mjs";
import { readPasted } from "../paste.mjs";
import { readText } from "../take.mjs";

const text = words.paste;

export function paste(form, { rows, coming }, update) {
  const choose = async ({ target }) => {
    const [file] = target.files;
    target.value = "";
    if (file === undefined) return;
    const pasted = await readText(file);
    // After what is there already: nothing typed is lost.
    const before = form.pasted.trim() === "" ? "" : `${form.pasted.replace(/\n?$/, "\n")}`;
    update((now) =>
      pasted === null ? { ...now, told: "fileTooLarge" } : { ...now, pasted: before + pasted, pastedRead: true, told: null },
    );
  };
  return html`
    <details class="more" ?open=${form.pasted !== ""}>
      <summary class="more__summary">${text.heading}</summary>
      <div class="more__body paste">
        <p id=${domId("paste-hint")}>${text.hint}</p>
        <label class="field__label" for=${domId("paste")}>${text.label}</label>
        <textarea class="field__input paste__text" id=${domId("paste")} rows="6" aria-describedby=${domId("paste-hint")}
          .value=${live(form.pasted)} @input=${({ target }) => update({ ...form, pasted: target.value, pastedRead: false, told: null })}></textarea>
        <p class="paste__buttons">
          <button class="button" data-kind="outline" type="button" @click=${() => update({ ...form, pastedRead: true })}>${text.read}</button>
          <label class="field__label">${text.file} <input type="file" accept=".csv,.tsv,.txt,text/*" @change=${choose}></label>
        </p>
        <div role="status">${form.told === "fileTooLarge" ? html`<p class="field__error">${words.take.told.fileTooLarge}</p>` : nothing} ${form.pastedRead ? found(form, [...rows, ...coming()], update) : nothing}</div>
      </div>
    </details>`;
}

function found(form, asked, update) {
  const { rows, refused, skipped, tooLong } = readPasted(form.pasted);
  if (tooLong) return html`<p class="field__error">${text.tooLong}</p>`;
  const done = { ...form, pasted: "", pastedRead: false };
  const take = () =>
    update(
      rows.reduce(
        (next, { month, basis, users = "", receipts = "", rate = "" }) =>
          withUsage(next, rowKey({ month, basis }), { users, receipts, rate }),
        done,
      ),
    );
  return html`
    <p>${text.found(rows.length, refused.length)}</p>
    ${rows.length === 0 ? nothing : table(rows, form, asked)} ${list(text.refused, refused)} ${list(text.skipped, skipped)}
    <p class="paste__buttons">
      ${rows.length === 0 ? nothing : html`<button class="button" data-kind="solid" type="button" @click=${take}>${text.take(rows.length)}</button>`}
      <button class="button" data-kind="text" type="button" @click=${() => update(done)}>${text.leave}</button>
    </p>`;
}

function table(rows, form, asked) {
  const { month: name, users, receipts, rate } = text.columns;
  const used = new Set(asked.map(rowKey));
  const notesOf = (row) => [replaces(form, row) && text.replaces, !used.has(rowKey(row)) && text.notNow].filter(Boolean);
  return html`
    <div class="sheet" role="region" aria-label=${text.table} tabindex="0">
      <table class="sheet__table" data-kind="figures">
        <thead><tr>${[name, users, receipts, rate].map((column) => html`<th class="sheet__column" scope="col">${column}</th>`)}</tr></thead>
        <tbody>
          ${rows.map(
            (row) => html`
              <tr>
                <th class="sheet__cell" scope="row">
                  ${text.month(monthName(row.month), monthInEra(row.month))} ${notesOf(row).map((one) => html`<strong class="sheet__note">${one}</strong>`)}
                </th>
                ${[row.users, row.receipts, row.rate].map((value) => html`<td class="sheet__cell" data-kind="figure">${value ?? text.none}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

/** Whether something else is in the form for the month. */
function replaces(form, row) {
  const typed = form.usage[rowKey(row)] ?? NO_USAGE;
  return ["users", "receipts", "rate"].some((part) => typed[part] !== "" && typed[part] !== (row[part] ?? ""));
}

function list(heading, lines) {
  if (lines.length === 0) return nothing;
  return html`
    <p><strong>${heading}</strong></p>
    <ul class="ahead__list">${lines.map(({ line, text: pasted, reason, said }) => html`<li>${text.line(line, pasted)} ${said ?? text.reasons[reason]}</li>`)}</ul>`;
}
