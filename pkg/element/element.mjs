// The custom element <dx-kasan-check>: the self-check in the light DOM of a host page. What it shows is a function of its form, which it
// holds; everything else here is how it gets in and out.

import { evaluate, parseDate, rulesInfo } from "dx-kasan";
import { check } from "./check.mjs";
import { idOf, within } from "./context.mjs";
import { todayInJapan } from "./dates.mjs";
import { draftOf, formOfDraft } from "./draft.mjs";
import { engineRuns } from "./engine.mjs";
import { emptyForm, formOf } from "./form.mjs";
import { kept } from "./keep.mjs";
import { forToday } from "./returning.mjs";
import { mistakesOf, neighbour, questionsOf, questionStep, seesAll, stepOfField, validStep } from "./steps.mjs";
import { Place } from "./place.mjs";
import { reveal } from "./reveal.mjs";
import { adopt } from "./style.mjs";
import { flow } from "./view/flow.mjs";
import { failed } from "./view/failed.mjs";
import { noEngine } from "./view/no-engine.mjs";

/** The parts of the result that a host can choose among. */
export const SECTIONS = ["summary", "results", "rates", "ways", "changes", "claims", "standing", "raising", "subsidy", "take"];

// What a module for servers can extend; no element is ever made of it there.
const Base = globalThis.HTMLElement ?? class {};

let made = 0;

export class DxKasanCheck extends Base {
  static observedAttributes = ["type", "date", "lang", "sections", "compact"];

  #prefix = `dx-kasan-${++made}-`;
  #form = null;
  #tried = null;
  #told = "";
  #checked = null;
  #rendering = false;
  #place = new Place(this);

  connectedCallback() {
    adopt(this.getRootNode());
    this.addEventListener("click", this.#follow);
    globalThis.addEventListener("beforeprint", this.#unfold);
    if (this.#form === null) {
      this.#form = this.#first();
    }
    this.#show();
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#follow);
    globalThis.removeEventListener("beforeprint", this.#unfold);
  }

  attributeChangedCallback(name, before, now) {
    if (this.#form === null || before === now) return;
    if (name === "type" || name === "date") this.#form = this.#withAttributes(this.#form);
    this.#show();
  }

  /** The facility as far as the form tells it; null until it has a type. */
  get facility() {
    return this.#checked?.overTime ?? null;
  }

  set facility(facility) {
    const day = this.#day();
    // Whatever is wrong with it is thrown here, and nothing has been changed.
    if (facility !== null) evaluate(facility, day);
    this.#form = facility === null ? emptyForm(day) : formOf(facility, day);
    this.#tried = null;
    this.#show();
  }

  /** All that was chosen and typed, and the step, as plain data. */
  get draft() {
    return this.#form === null ? null : draftOf(this.#form);
  }

  set draft(draft) {
    const form = formOfDraft(draft, this.#day());
    // What only the rules can tell to be wrong is thrown here, and nothing has been changed.
    within(this.#context(), () => check(form));
    this.#form = form;
    this.#tried = null;
    this.#show();
  }

  /** Goes to a step, as far as there is one of this name. */
  goTo(step) {
    if (this.#form !== null) this.#go(step);
  }

  #day() {
    return this.#checked?.day ?? this.#withAttributes(emptyForm(todayInJapan(Date.now()))).day;
  }

  /** What is kept on the device, where the host says nothing of a facility. */
  #first() {
    const today = todayInJapan(Date.now());
    const isTold = this.hasAttribute("type") || this.hasAttribute("date") || this.hasAttribute("compact");
    const stored = isTold || !engineRuns() ? null : within(this.#context(), () => kept(today));
    return stored?.form === undefined ? this.#withAttributes(emptyForm(today)) : forToday(stored.form, today);
  }

  /** An attribute that names nothing is left out: a page's markup has nobody to tell. */
  #withAttributes(form) {
    const [type, date] = [this.getAttribute("type"), this.getAttribute("date")];
    const known = type !== null && engineRuns() && rulesInfo().types.some(({ id }) => id === type);
    return { ...form, ...(known && { type, schedule: null }), ...(date !== null && isDate(date) && { day: date }) };
  }

  #lang() {
    return (this.getAttribute("lang") ?? "ja").toLowerCase().startsWith("en") ? "en" : "ja";
  }

  #sections() {
    const wanted = this.getAttribute("sections")?.split(/\s+/).filter(Boolean) ?? SECTIONS;
    return new Set(SECTIONS.filter((section) => wanted.includes(section)));
  }

  #context() {
    return { lang: this.#lang(), prefix: this.#prefix, root: this };
  }

  // A field that a render takes away says that it lost the focus. That is not input, and comes from a form that is no more.
  #update = (form) => {
    if (this.#rendering) return;
    const before = this.#form.step;
    this.#form = typeof form === "function" ? within(this.#context(), () => form(this.#form)) : form;
    if (this.#form.step === before) this.#show();
    else this.#go(this.#form.step, this.#form.told, this.#form.back);
  };

  #show() {
    if (!this.isConnected || this.#form === null) return;
    this.#rendering = true;
    try {
      if (!within(this.#context(), () => this.#place.show(this.#content, () => failed(this.#clear)))) return;
    } finally {
      this.#rendering = false;
    }
    this.#tell();
  }

  #content = () => {
    if (!engineRuns()) return noEngine();
    const checked = check(this.#form);
    const step = validStep(this.#form.step, checked);
    if (step !== this.#form.step) this.#form = { ...this.#form, step };
    this.#checked = checked;
    const mistakes = this.#tried === step || seesAll(step) ? mistakesOf(step, checked) : new Map();
    const actions = {
      update: this.#update,
      answer: this.#answer,
      next: this.#next,
      back: this.#back,
      goTo: (to) => this.#go(to),
      say: this.#say,
      clear: this.#clear,
    };
    return flow(this.#form, { ...checked, errors: mistakes, sections: this.#sections(), isCompact: this.hasAttribute("compact") }, actions);
  };

  /** Hosts hear of an answer when it is another one. */
  #tell() {
    const { assessment, overTime, day } = this.#checked ?? {};
    if (assessment === undefined) return;
    const key = JSON.stringify([overTime, day]);
    if (key === this.#told) return;
    this.#told = key;
    this.dispatchEvent(
      new CustomEvent("dx-kasan-result", {
        bubbles: true,
        composed: true,
        detail: { facility: overTime, date: day, assessment: evaluate(overTime, day) },
      }),
    );
  }

  #answer = (form) => {
    this.#form = form;
    this.#checked = within(this.#context(), () => check(form));
    this.#next();
  };

  #next = () => {
    const { step } = this.#form;
    if (mistakesOf(step, this.#checked).size > 0 && !seesAll(step)) {
      this.#tried = step;
      this.#show();
      this.querySelector(".mistakes")?.focus();
      return;
    }
    const next = this.#form.back ?? neighbour(step, 1, this.#checked, this.#form);
    if (next !== null) this.#go(next);
  };

  #back = () => {
    const before = neighbour(this.#form.step, -1, this.#checked, this.#form);
    if (before !== null) this.#go(before);
  };

  #say = (lang) => this.setAttribute("lang", lang);

  #clear = () => {
    this.#form = emptyForm(todayInJapan(Date.now()));
    this.#checked = null;
    this.#told = "";
    this.dispatchEvent(new CustomEvent("dx-kasan-clear", { bubbles: true, composed: true }));
    this.#go("setting");
  };

  /** What was said to what somebody did is not said again on another step; whoever comes from the review goes back there. */
  #go(step, told = null, back = null) {
    this.#tried = null;
    this.#form = { ...this.#form, step, told, back };
    this.#show();
    const heading = this.querySelector("h1, .part__line");
    if (heading !== null) {
      if (heading.localName === "h1") heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      this.scrollIntoView({ block: "start" });
    }
    this.dispatchEvent(new CustomEvent("dx-kasan-step", { bubbles: true, composed: true, detail: { step: this.#form.step } }));
  }

  /** Links within the element lead to fields and sections, perhaps of another step; the host's address stays as it is. */
  #follow = (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (!link) return;
    event.preventDefault();
    const id = link.getAttribute("href").slice(1);
    const find = () => this.querySelector(`#${id}`);
    if (find() === null) {
      const step = this.#stepWith(id);
      if (step !== null) this.#go(step);
    }
    reveal(find());
  };

  /** The step that has what an id names: a question, a section, or a field. */
  #stepWith(id) {
    const named = (name) => idOf(this.#prefix, name) === id;
    const sections = { usage: "rates", filings: "filings" };
    const section = Object.keys(sections).find(named);
    if (section !== undefined) return sections[section];
    const questions = this.#checked.assessment === undefined ? [] : questionsOf(this.#checked);
    const fact = questions.find(({ id: one }) => named(`question-${one}`));
    if (fact !== undefined) return questionStep(fact.id);
    const field = [...this.#checked.errors.keys()].find((one) => id === `${idOf(this.#prefix, one)}-mistake` || named(one));
    return field === undefined ? null : stepOfField(field);
  }

  /** Paper has nothing to click on. */
  #unfold = () => {
    for (const fold of this.querySelectorAll("details[data-print=open]")) fold.open = true;
  };
}

function isDate(text) {
  try {
    return parseDate(text) === text;
  } catch {
    return false;
  }
}
