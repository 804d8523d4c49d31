// WebKit for the tests: a browser whose pages have the methods and events of Puppeteer's that tests use.

import { Driver } from "./driver.mjs";
import { Page } from "./page.mjs";

/** A browser on a display of its own, with a new and empty profile. */
export class Browser {
  #driver;
  #pages = new Map();
  #opened;
  /** The window that the session began with. It stays: only from a window can another be opened. */
  #home;
  #turn = Promise.resolve();
  #current;

  static async start() {
    const browser = new Browser();
    browser.#driver = await Driver.start({
      onReport: (line) => browser.#report(JSON.parse(line)),
      onComplaint: (line) => browser.#complain(line),
    });
    browser.#home = await browser.#driver.command("GET", "/window");
    return browser;
  }

  #report({ view, request }) {
    if (request === undefined) this.#opened = view;
    else this.#pages.get(view)?.emit("request", { url: () => request });
  }

  /** What goes to the console names no page, so it is told to all that are open. */
  #complain(line) {
    const [, kind, text] = /^(?:.*?: )?CONSOLE ((?:[A-Z]+ )*?(?:LOG|DEBUG|INFO|WARN|ERROR)|[A-Z]+)(?: (.*))?$/.exec(line) ?? [];
    if (kind === undefined) return;
    for (const page of this.#pages.values()) {
      if (kind === "JS ERROR") page.emit("pageerror", text);
      else page.emit("console", { type: () => kind.split(" ").at(-1).toLowerCase(), text: () => text ?? "" });
    }
  }

  /** Opens an empty page. */
  newPage() {
    return this.#inTurn(async () => {
      const { handle } = await this.#in(this.#home, "POST", "/window/new", { type: "window" });
      const view = this.#opened;
      const page = new Page({
        run: (method, path, body) => this.#inTurn(() => this.#in(handle, method, path, body)),
        close: () =>
          this.#inTurn(async () => {
            await this.#in(handle, "DELETE", "/window");
            this.#pages.delete(view);
          }),
      });
      this.#pages.set(view, page);
      return page;
    });
  }

  /** The driver has one current window, and one command at a time belongs to it. */
  #inTurn(work) {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  async #in(handle, method, path, body) {
    if (this.#current !== handle) await this.#driver.command("POST", "/window", { handle });
    this.#current = handle;
    return this.#driver.command(method, path, body);
  }

  close() {
    return this.#driver.stop();
  }
}
