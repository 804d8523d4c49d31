// `<dx-kasan-check>`: the self-check as a custom element. Importing this entry defines it, where there is a document.

import type { Assessment, Facility } from "./index.js";
import type { Port } from "./worker.js";

/** What is told when the answer is another one than before. */
export interface CheckResult {
  /** The facility as far as the form tells it. */
  readonly facility: Facility;
  /** The day, as YYYY-MM-DD. */
  readonly date: string;
  /** What `evaluate(facility, date)` answers. */
  readonly assessment: Assessment;
}

/**
 * Where somebody is: `setting`, `question/…` (a fact), `rates`, `filings` or `result` on the way; `one-page` (all questions on one page),
 * `review`, and `month` (the rate of the month, where a check was kept) beside it.
 */
export interface CheckStep {
  readonly step: string;
}

/** Everything that was chosen and typed, and the step, as plain JSON: to keep it, and to come back to it. Its inside may change. */
export interface CheckDraft {
  readonly version: 1;
  readonly step: string;
  readonly [part: string]: unknown;
}

/**
 * The self-check (医療DX関連加算セルフチェック) in the light DOM. It asks what concerns the facility, and shows the answer with its reasons. Nothing is
 * fetched or sent. Nothing is stored unless somebody asks for it; then the browser's `localStorage` has it for 13 months at the most,
 * without the visits of patients.
 *
 * Attributes: `type` (a facility type) and `date` (YYYY-MM-DD) fill in the first step; `lang` is `ja` or `en`; `sections` lists the
 * parts of the result, of `summary` (the answer: a sentence and three boxes, for now, the rate needed next and what to do), `results`,
 * `rates`, `ways`, `changes`, `claims`, `standing`, `raising`, `subsidy` and `take`, all of them where it is left out. With `compact` the
 * element is the answer alone, for the page of a portal, of the {@link DxKasanCheck.facility} that it was given; without one it is empty.
 * What names nothing is passed over.
 *
 * Events, all bubbling: `dx-kasan-result` with {@link CheckResult} when the answer has changed, `dx-kasan-step` with
 * {@link CheckStep} when somebody goes to another step, `dx-kasan-clear` when somebody starts over: a host that keeps the `draft`
 * deletes it then.
 *
 * Its look keeps what the host's style sheets say out. Its colours are custom properties that a host may set on it: `--dx-kasan-key` and
 * `--dx-kasan-key-soft` of what can be pressed and what is the facility's own, `--dx-kasan-ink` and `--dx-kasan-ink-soft` of text,
 * `--dx-kasan-line` and `--dx-kasan-line-soft` of lines.
 * A Content-Security-Policy needs `script-src 'wasm-unsafe-eval'`; with Trusted Types, the policy `lit-html`.
 */
export class DxKasanCheck extends HTMLElementBase {
  /** The facility; to set it fills the form in and leads to the result. `null` while no type is chosen, and to clear. */
  get facility(): Facility | null;
  /** @throws {DxKasanError} where `evaluate` would; the form stays as it was. */
  set facility(facility: Facility | null);

  /** What was chosen and typed; null before the element was in a document. */
  get draft(): CheckDraft | null;
  /** @throws {DxKasanError} where it is not a draft of this version; the form stays as it was. */
  set draft(draft: CheckDraft);

  /** Goes to a step; to the nearest that there is, where the step does not exist for what was answered. */
  goTo(step: string): void;
}

/**
 * Many facilities at once (複数施設をまとめて調べる): takes a file as `readFacilities` of `dx-kasan/file` reads it, and shows how many
 * facilities have which level on a day, beside another day, and what if. Nothing is fetched, sent or stored. The attribute `lang`
 * is `ja` or `en`; look and policy are those of {@link DxKasanCheck}.
 */
export class DxKasanNation extends HTMLElementBase {
  /**
   * Makes the worker that reads a file beside the page; it has to serve `dx-kasan` and `readFacilities` of `dx-kasan/file`, as
   * `askFile` of `dx-kasan/worker` wants it, and is ended with the file. Without one, files are read on the page's own thread, in turns.
   */
  worker: (() => Port) | null;
}

/** `HTMLElement`, where the compiler's libraries know it. */
declare const HTMLElementBase: typeof globalThis extends { HTMLElement: infer Element extends new () => object }
  ? Element
  : new () => object;
