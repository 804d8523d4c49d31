// Many facilities: the file, what is asked of it, and for each add-on how many have which level.

import { html, nothing } from "lit/html.js";
import { facts } from "dx-kasan";
import { count, domId, language, sayError, textOf, words } from "../context.mjs";
import { dayName } from "../dates.mjs";
import { select, textField } from "./field.mjs";
import { nationChart } from "./nation-chart.mjs";
import { levelTable, moveTable, groupTables } from "./nation-tables.mjs";

const text = words.nation;

export function nation(state, counted, { read, stop, ask }) {
  return html`
    <section class="nation" lang=${language()} aria-labelledby=${domId("heading")}>
      <h2 id=${domId("heading")}>${text.heading}</h2>
      <p>${text.intro}</p>
      <p>${text.promise}</p>
      ${columnsHelp()} ${chooser(read)}
      <div role="status">${status(state, stop)}</div>
      ${state.failure === null ? nothing : html`<p class="notice" data-kind="warning">${failure(state.failure)}</p>`} ${badLines(state)}
      ${counted === null ? nothing : html`${questions(state.asked, counted, ask)} ${answers(counted)}`}
    </section>`;
}

const failure = (error) => (error.column ? text.inColumn(error.column, sayError(error)) : sayError(error));

function chooser(read) {
  const id = domId("file");
  const chosen = (event) => {
    const [file] = event.target.files;
    if (file !== undefined) read(file);
  };
  return html`
    <div class="field">
      <label class="field__label" for=${id}>${text.file}</label>
      <p class="field__hint" id="${id}-hint">${text.fileHint}</p>
      <input class="nation__file" id=${id} type="file" accept=".csv,.jsonl,.ndjson,text/csv" aria-describedby="${id}-hint" @change=${chosen}>
    </div>`;
}

/** The columns that a file may have. */
function columnsHelp() {
  return html`
    <details class="more">
      <summary class="more__summary">${text.columns}</summary>
      <div class="more__body">
        <ul class="ahead__list">${Object.values(text.columnList).map((line) => html`<li>${line}</li>`)}</ul>
        <p>${text.factColumns}</p>
        <ul class="ahead__list">${facts().map(({ id, label }) => html`<li><code>${id}</code> ${textOf(label)}</li>`)}</ul>
      </div>
    </details>`;
}

function status({ progress, columns, refused }, stop) {
  if (progress !== null) {
    const percent = Math.floor(progress.share * 100);
    return html`
      <p>${text.reading(count(progress.rows), percent)}</p>
      <progress class="nation__progress" max="100" value=${percent} aria-label=${text.progress}></progress>
      <button class="button" data-kind="outline" type="button" @click=${stop}>${text.stop}</button>`;
  }
  return columns === null
    ? nothing
    : html`<p class="claims__status">${text.read(count(columns.rows), refused === 0 ? null : count(refused))}</p>`;
}

function badLines({ bad, refused }) {
  if (bad.length === 0) return nothing;
  const shown = new Set(bad.map(({ line }) => line)).size;
  return html`
    <details class="more">
      <summary class="more__summary">${text.bad(count(refused))}</summary>
      <div class="more__body">
        <ul class="ahead__list">${bad.map((line) => html`<li>${text.badLine(count(line.line), failure(line))}</li>`)}</ul>
        ${refused > shown ? html`<p>${text.more(count(refused - shown))}</p>` : nothing}
      </div>
    </details>`;
}

function questions(asked, { mistake }, ask) {
  const field = (name, path, more) =>
    textField({
      name,
      label: text[name],
      hint: text[`${name}Hint`],
      value: asked[name],
      error: mistake?.path === path ? mistake.said : undefined,
      size: "short",
      onChange: (value) => ask({ ...asked, [name]: value }),
      ...more,
    });
  const yesOrNo = facts().filter(({ kind }) => kind === "boolean");
  return html`
    <form class="claims__form" aria-label=${text.asked} @submit=${(event) => event.preventDefault()}>
      <div class="claims__fields">
        ${field("date", "date")} ${field("other", "other")} ${field("points", "options.whatIf.ratePoints", { inputmode: "decimal" })}
        ${select({
          name: "fact",
          label: text.fact,
          options: yesOrNo.map(({ id, label }) => ({ value: id, label: textOf(label) })),
          empty: text.noFact,
          value: asked.fact,
          onChange: (fact) => ask({ ...asked, fact }),
        })}
      </div>
    </form>`;
}

function answers({ counts }) {
  if (counts === undefined) return nothing;
  if (counts.tables.length === 0) return html`<p>${text.none}</p>`;
  const sides = counts.sides.map(({ day, supposed }) => (supposed ? text.supposed(dayName(day)) : dayName(day)));
  return html`<p>${text.bounds}</p>${counts.tables.map((table) => addOn(table, sides))}`;
}

function addOn(table, sides) {
  const id = domId(`add-on-${table.id}`);
  return html`
    <div class="nation__add-on">
      <h3 class="ahead__name" id=${id}>${textOf(table.name)}</h3>
      ${nationChart(table, sides)} ${levelTable(table, sides, id)} ${table.moves === null ? nothing : moveTable(table, sides, id)}
      ${groupTables(table, sides, id)}
    </div>`;
}
