// A page in WebKit, and an element of it. Names and meanings are those of Puppeteer's `Page` and `ElementHandle`; what tests have
// not needed yet is not here, and a test that needs it fails with "is not a function".

import { EventEmitter } from "node:events";
import { writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

/** How WebDriver writes a reference to an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

const KEYS = {
  Backspace: "\uE003",
  Tab: "\uE004",
  Enter: "\uE007",
  Shift: "\uE008",
  Escape: "\uE00C",
  PageUp: "\uE00E",
  PageDown: "\uE00F",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
  Delete: "\uE017",
};

/** Calls the function in the page; `answer` makes an object of its value. Texts go through the driver as they are, and fast. */
const calling = (work, answer) => `
  const [json, ...elements] = arguments;
  const done = elements.pop();
  const args = JSON.parse(json).map(({ value, element }) => (element === undefined ? value : elements[element]));
  (async () => (${answer})(await (${work})(...args)))().then(done, (error) => done({ thrown: String(error?.stack ? error + "\\n" + error.stack : error) }));`;

class Place extends EventEmitter {
  /** `run(method, path, body)` sends a command; `own` is the path of the commands about this place, `before` what its functions get first. */
  constructor(run, own, before) {
    super();
    this.run = run;
    this.own = own;
    this.before = before;
  }

  async #call(work, args, answer) {
    const elements = [];
    const all = [...this.before, ...args].map((one) =>
      one instanceof Element ? { element: elements.push(one.reference) - 1 } : { value: one },
    );
    const { thrown, ...told } = await this.run("POST", "/execute/async", {
      script: calling(work, answer),
      args: [JSON.stringify(all), ...elements],
    });
    if (thrown !== undefined) throw new Error(thrown);
    return told;
  }

  async evaluate(work, ...args) {
    const { json } = await this.#call(work, args, "(value) => ({ json: JSON.stringify(value) ?? null })");
    return json === null ? undefined : JSON.parse(json);
  }

  /** A handle of the element that the function returns, or of nothing. */
  async evaluateHandle(work, ...args) {
    const { element } = await this.#call(work, args, "(element) => ({ element: element ?? null })");
    return element === null ? { asElement: () => null } : new Element(this.run, element);
  }

  async $$(selector) {
    const found = await this.run("POST", `${this.own}/elements`, { using: "css selector", value: selector });
    return found.map((reference) => new Element(this.run, reference));
  }

  async $(selector) {
    return (await this.$$(selector))[0] ?? null;
  }

  async $eval(selector, work, ...args) {
    const element = await this.$(selector);
    if (element === null) throw new Error(`nothing matches ${selector}`);
    return element.evaluate(work, ...args);
  }

  $$eval(selector, work, ...args) {
    const found = `(...all) => (${work})([...(all[0] instanceof Element ? all.shift() : document).querySelectorAll(all.shift())], ...all)`;
    return this.evaluate(found, selector, ...args);
  }
}

export class Element extends Place {
  constructor(run, reference) {
    const own = `/element/${reference[ELEMENT]}`;
    super(run, own, []);
    this.before = [this];
    this.reference = reference;
  }

  asElement() {
    return this;
  }

  async click() {
    // Where the page scrolls smoothly, the driver would look for the element while it is still on its way.
    await this.evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
    return this.run("POST", `${this.own}/click`, {});
  }

  focus() {
    return this.evaluate((element) => element.focus());
  }

  /** Chooses the option of that value in a list. */
  select(value) {
    return this.evaluate((list, value) => {
      list.value = value;
      for (const type of ["input", "change"]) list.dispatchEvent(new Event(type, { bubbles: true }));
    }, value);
  }
}

export class Page extends Place {
  #close;

  constructor({ run, close }) {
    super(run, "", []);
    this.#close = close;
    this.keyboard = {
      type: (text) => this.#strike([...text]),
      press: (key) => this.#strike([key]),
    };
  }

  #strike(keys) {
    const values = keys.map((key) => KEYS[key] ?? key);
    const actions = values.flatMap((value) => ["keyDown", "keyUp"].map((type) => ({ type, value })));
    return this.run("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  /** Opens an address. The driver may answer while scripts of the page still have to run. */
  async goto(url) {
    await this.run("POST", "/url", { url });
    await this.waitForFunction(() => document.readyState === "complete");
  }

  title() {
    return this.run("GET", "/title");
  }

  /** Gives the window its size. The driver answers before the page has it, and a click on what still moves would miss it. */
  async setViewport({ width, height }) {
    await this.run("POST", "/window/rect", { width, height });
    await this.waitForFunction((width, height) => innerWidth === width && innerHeight === height, {}, width, height);
  }

  /** Waits until the function returns something that holds. */
  async waitForFunction(work, { timeout = 30_000 } = {}, ...args) {
    for (const end = Date.now() + timeout; Date.now() < end; await setTimeout(20)) {
      if (await this.evaluate(work, ...args)) return;
    }
    throw new Error(`waited ${timeout} ms in vain for ${work}`);
  }

  async screenshot({ path }) {
    await writeFile(path, Buffer.from(await this.run("GET", "/screenshot"), "base64"));
  }

  close() {
    return this.#close();
  }
}
