// The custom element <dx-kasan-nation>: a file of many facilities, and how many of them have which level. What it shows is a function of
// its state; the file stays in the browser.

import { DxKasanError } from "dx-kasan";
import { sayError, within } from "./context.mjs";
import { todayInJapan } from "./dates.mjs";
import { engineRuns } from "./engine.mjs";
import { countNation, ownReader, readNation } from "./nation.mjs";
import { Place } from "./place.mjs";
import { adopt } from "./style.mjs";
import { failed } from "./view/failed.mjs";
import { nation } from "./view/nation.mjs";
import { noEngine } from "./view/no-engine.mjs";

// What a module for servers can extend; no element is ever made of it there.
const Base = globalThis.HTMLElement ?? class {};

let made = 0;

const nothingRead = () => ({
  progress: null,
  columns: null,
  bad: [],
  refused: 0,
  failure: null,
  asked: { date: todayInJapan(Date.now()), other: "", points: "", fact: "" },
});

export class DxKasanNation extends Base {
  static observedAttributes = ["lang"];

  /** Makes a worker that serves `dx-kasan` and `readFacilities`; without it files are read on the page's own thread. */
  worker = null;

  #prefix = `dx-kasan-nation-${++made}-`;
  #state = null;
  #reading = null;
  #place = new Place(this);

  connectedCallback() {
    adopt(this.getRootNode());
    this.#state ??= nothingRead();
    this.#show();
  }

  disconnectedCallback() {
    this.#reading?.abort();
  }

  attributeChangedCallback() {
    if (this.#state !== null) this.#show();
  }

  #context() {
    const lang = (this.getAttribute("lang") ?? "ja").toLowerCase().startsWith("en") ? "en" : "ja";
    return { lang, prefix: this.#prefix, root: this };
  }

  #change(more) {
    this.#state = { ...this.#state, ...more };
    this.#show();
  }

  #show() {
    if (!this.isConnected) return;
    const actions = { read: this.#read, stop: () => this.#reading?.abort(), ask: (asked) => this.#change({ asked }) };
    const content = () => (engineRuns() ? nation(this.#state, this.#counted(), actions) : noEngine());
    within(this.#context(), () => this.#place.show(content, () => failed(this.#clear)));
  }

  #clear = () => {
    this.#reading?.abort();
    this.#change(nothingRead());
  };

  /** { counts } of what is asked, or { mistake } where it cannot be read; null while there is no file. */
  #counted() {
    const { columns, asked } = this.#state;
    if (columns === null) return null;
    try {
      return { counts: countNation(columns, asked) };
    } catch (error) {
      if (!(error instanceof DxKasanError)) throw error;
      return { mistake: { path: error.path, said: sayError(error) } };
    }
  }

  #read = async (file) => {
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.#change({ progress: { share: 0, rows: 0 }, columns: null, bad: [], refused: 0, failure: null });
    const reader = this.worker?.() ?? ownReader();
    const onProgress = (share, rows) => this.#change({ progress: { share, rows } });
    try {
      const found = await readNation(reader, file, { onProgress, signal: reading.signal });
      if (reading === this.#reading) this.#change({ progress: null, ...found });
    } catch (error) {
      // A header that cannot be right has its words in both languages; anything else is a fault that is to be seen.
      if (typeof error.messageJa !== "string") throw error;
      if (reading === this.#reading) this.#change({ progress: null, failure: error });
    } finally {
      reader.terminate?.();
      reader.close?.();
    }
  };
}
