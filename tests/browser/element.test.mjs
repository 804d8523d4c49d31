// `<dx-kasan-check>` in pages of others: what goes in and comes out, several at a time, coming and going.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { evaluate } from "../../pkg/dist/index.mjs";
import { browserNames, launch, queryingObjects } from "./lib/browser.mjs";
import { CLASSIC, host, MODULE, pageOf } from "./lib/host.mjs";
import { open } from "./lib/page.mjs";

const example = async (name) => JSON.parse(await readFile(new URL(`../../examples/${name}.json`, import.meta.url), "utf8"));
const clinic = await example("medical-clinic");
const pharmacy = await example("pharmacy");

const TAG = "dx-kasan-check";

/** How many listeners there are on what outlives the element, and every event of the element. It keeps no listener alive itself. */
const watch = `
globalThis.listeners = 0;
globalThis.heard = [];
const known = new WeakMap();
for (const [way, step] of [["addEventListener", 1], ["removeEventListener", -1]]) {
  const real = EventTarget.prototype[way];
  EventTarget.prototype[way] = function (type, listener, options) {
    if ([undefined, globalThis, document].includes(this)) {
      const types = known.get(listener) ?? known.set(listener, new Set()).get(listener);
      if (types.has(type) === (step < 0)) listeners += step;
      if (step > 0) types.add(type);
      else types.delete(type);
    }
    return real.call(this ?? globalThis, type, listener, options);
  };
}
for (const type of ["dx-kasan-result", "dx-kasan-step"]) document.addEventListener(type, ({ target, detail }) => heard.push({ type, id: target.id, detail }));
`;

const HEAD = `<script src="watch.js"></script>${CLASSIC}`;
/** What libraries of old leave behind in a page. WebKit's driver cannot look into such a page, so it cleans up when it has its answer. */
const pollute = `
Object.prototype.extend = function () { return 1; };
Object.prototype.count = 17;
Object.prototype.facts = {};
Array.prototype.toJSON = function () { return "x"; };
Array.prototype.remove = function () {};
`;
const answer = `
const check = document.querySelector("${TAG}");
check.draft = { version: 1, step: "result", type: "pharmacy", day: "2025-10-01" };
document.querySelector("main").dataset.said = check.innerText;
for (const key of ["extend", "count", "facts"]) delete Object.prototype[key];
for (const key of ["toJSON", "remove"]) delete Array.prototype[key];
`;
const pages = {
  "watch.js": watch,
  "pollute.js": pollute,
  "answer.js": answer,
  "polluted.html": pageOf(`<main><${TAG}></${TAG}></main>`, {
    head: `<script src="pollute.js"></script>${CLASSIC}<script src="answer.js" defer></script>`,
  }),
  "empty.html": pageOf("<main></main>", { head: HEAD }),
  "module.html": pageOf(`<main><${TAG}></${TAG}></main>`, { head: MODULE }),
  "three.html": pageOf(`<main>${["one", "two", "three"].map((id) => `<${TAG} id="${id}"></${TAG}>`).join("")}</main>`, { head: HEAD }),
};

for (const name of browserNames) {
  describe(`the element in ${name}`, { timeout: 300_000 }, () => {
    let server, browser, tab, record;

    before(async () => {
      server = await host(pages);
      browser = await launch(name);
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });

    async function start(page = "empty.html") {
      await tab?.close();
      ({ page: tab, record } = await open(browser, server.url + page));
    }

    /** Puts an element with these attributes into the page. */
    const add = (attributes = {}) =>
      tab.evaluate(
        (tag, attributes) => {
          const element = document.createElement(tag);
          for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
          document.querySelector("main").append(element);
        },
        TAG,
        attributes,
      );

    const get = (property) => tab.$eval(TAG, (element, property) => element[property], property);
    const set = (property, value) =>
      tab.$eval(
        TAG,
        (element, property, value) => {
          try {
            element[property] = value;
            return null;
          } catch ({ name, code, path, message, messageJa }) {
            return { name, code, path, message, messageJa };
          }
        },
        property,
        value,
      );
    // As text: what is in an answer at several places is one object, which Firefox hands over but once.
    const heard = async (type) =>
      JSON.parse(await tab.evaluate((type) => JSON.stringify(globalThis.heard.filter((one) => one.type === type)), type));
    const headings = () => tab.$$eval(`${TAG} h1`, (all) => all.map((one) => one.textContent.trim()));
    const text = () => tab.$eval(TAG, (element) => element.innerText);
    const isQuiet = () => assert.deepEqual([record.messages, record.errors], [[], []]);

    it("starts as an ES module and as a script", async () => {
      await start("module.html");
      assert.deepEqual(await headings(), ["どの加算を、いつ、どう算定できるか"]);
      isQuiet();
      await start();
      await add();
      assert.deepEqual(await headings(), ["どの加算を、いつ、どう算定できるか"]);
      isQuiet();
    });

    it("starts and answers in a page that put things on Object.prototype before", async () => {
      await start("polluted.html");
      const said = await tab.$eval("main", (main) => main.dataset.said);
      assert.match(said, /次に必要な利用率/);
      isQuiet();
    });

    it("takes the type and the day from its attributes, and passes over what names nothing", async () => {
      await start();
      await add({ type: "pharmacy", date: "2025-07-01" });
      const { type, day } = await get("draft");
      assert.deepEqual({ type, day }, { type: "pharmacy", day: "2025-07-01" });
      await tab.$eval(TAG, (element) => element.setAttribute("type", "bakery"));
      await tab.$eval(TAG, (element) => element.setAttribute("date", "sometime"));
      assert.deepEqual([(await get("draft")).type, (await get("draft")).day], ["pharmacy", "2025-07-01"]);
      await tab.$eval(TAG, (element) => element.setAttribute("type", "hospital"));
      assert.equal((await get("draft")).type, "hospital");
      isQuiet();
    });

    it("speaks the language of its attribute and of its switch, and keeps what was typed", async () => {
      await start();
      await add({ lang: "en", type: "pharmacy" });
      assert.deepEqual(await headings(), ["Which add-ons you can claim, when, and how"]);
      await tab.$eval(TAG, (element) => element.goTo("setting"));
      await (await tab.$(`${TAG} [lang=ja]`)).click();
      assert.deepEqual(await headings(), ["どの加算を、いつ、どう算定できるか"]);
      assert.equal(await tab.$eval(TAG, (element) => element.lang), "ja");
      assert.equal((await get("draft")).type, "pharmacy");
      await tab.$eval(TAG, (element) => element.setAttribute("lang", "fr"));
      assert.deepEqual(
        await headings(),
        ["どの加算を、いつ、どう算定できるか"],
        "a language that it does not have leaves the one it is made in",
      );
      isQuiet();
    });

    it("says all of the result in English, but for the law's own names", async () => {
      await start();
      await add({ lang: "en", date: clinic.date });
      await set("facility", clinic.facility);
      await tab.$$eval("details", (all) => all.forEach((one) => (one.open = true)));
      const sentences = (await text()).split("\n").filter((line) => /[ぁ-ん]{2}/.test(line) && !/[a-z]{2}/i.test(line));
      const titles = await tab.$$eval(".citations__title, .citations__place, .citations__quote, [lang=ja]", (all) =>
        all.map((one) => one.innerText.trim()),
      );
      assert.deepEqual(
        sentences.filter((line) => !titles.some((title) => title !== "" && line.includes(title))),
        [],
      );
    });

    it("shows the sections that are asked for, in its own order", async () => {
      await start();
      await add({ sections: "ways summary nonsense" });
      await set("facility", clinic.facility);
      const shown = () =>
        tab.$$eval(`${TAG} h2`, (all) => all.filter((one) => one.getClientRects().length > 0).map((one) => one.textContent.trim()));
      const [now, next, steps, ways, about] = await shown();
      assert.deepEqual([now, next, steps, about], ["いま", "次に必要な利用率", "すること", "このページについて"]);
      assert.match(ways, /に上がるには/);
      await tab.$eval(TAG, (element) => element.removeAttribute("sections"));
      assert.ok((await shown()).length > 5);
      isQuiet();
    });

    it("is the answer alone where it is compact, and empty until it has a facility", async () => {
      await start();
      await add({ compact: "", date: clinic.date });
      assert.equal(await text(), "");
      assert.equal(await set("facility", clinic.facility), null);
      const shown = await tab.$$eval(`${TAG} :is(h1, h2)`, (all) => all.map((one) => one.textContent.trim()));
      assert.deepEqual(shown.slice(1), ["いま", "次に必要な利用率", "すること"]);
      assert.equal(await tab.$(`${TAG} h1, ${TAG} .part`), null, "the heading is the host's");
      const [told] = await heard("dx-kasan-result");
      assert.equal(told.detail.date, clinic.date);
      isQuiet();
    });

    it("takes a facility in, shows the answer, and gives it back", async () => {
      await start();
      await add({ date: clinic.date });
      assert.equal(await get("facility"), null);
      assert.equal(await set("facility", clinic.facility), null);
      const facility = await get("facility");
      assert.deepEqual(evaluate(facility, clinic.date), evaluate(clinic.facility, clinic.date));
      const [told] = await heard("dx-kasan-result");
      assert.deepEqual(told.detail, {
        facility,
        date: clinic.date,
        assessment: JSON.parse(JSON.stringify(evaluate(facility, clinic.date))),
      });
      assert.equal(await set("facility", null), null);
      assert.equal(await get("facility"), null);
      isQuiet();
    });

    it("refuses a facility that is wrong, and stays as it was", async () => {
      await start();
      await add({ date: clinic.date });
      await set("facility", clinic.facility);
      const before = await get("draft");
      const { name: kind, code, path } = await set("facility", { ...clinic.facility, typ: "hospital" });
      assert.deepEqual([kind, code, path], ["DxKasanError", "unknown-key", "typ"]);
      assert.deepEqual(await get("draft"), before);
    });

    it("gives what was typed as plain JSON, and takes it back with the step", async () => {
      await start();
      await add({ date: clinic.date });
      await set("facility", clinic.facility);
      await tab.$eval(TAG, (element) => element.goTo("review"));
      const draft = await get("draft");
      await start();
      await add();
      assert.equal(await set("draft", JSON.parse(JSON.stringify(draft))), null);
      assert.deepEqual(await get("draft"), draft);
      assert.deepEqual(await headings(), ["入力内容の確認"]);
      isQuiet();
    });

    for (const [what, change, path] of [
      ["of another version", { version: 99 }, "draft.version"],
      ["with a part that there is not", { surprise: "x" }, "draft.surprise"],
      ["with a number for a text", { day: 20250701 }, "draft.day"],
      ["of a type that there is not", { type: "bakery" }, "draft.type"],
      ["of a schedule that the type has not", { schedule: "dispensing" }, "draft.schedule"],
      ["with a choice that there is not", { answers: { "online-claims": { choice: "perhaps" } } }, "draft.answers.online-claims.choice"],
      ["with an answer of another kind", { answers: { "under-six-share": { choice: "yes" } } }, "facts.under-six-share"],
      ["with visits that are none", { visits: {} }, "draft.visits"],
    ]) {
      it(`refuses a draft ${what}, and stays as it was`, async () => {
        await start();
        await add({ date: clinic.date });
        await set("facility", clinic.facility);
        const before = await get("draft");
        const refused = await set("draft", { ...before, ...change });
        assert.equal(refused?.name, "DxKasanError");
        assert.equal(refused.path, path);
        assert.ok(refused.message !== "" && refused.messageJa !== "");
        assert.deepEqual(await get("draft"), before);
        isQuiet();
      });
    }

    it("tells its host of each step, and of an answer when it is another one", async () => {
      await start();
      await add({ id: "it", type: "pharmacy", date: pharmacy.date });
      for (const step of ["setting", "rates", "setting"]) await tab.$eval(TAG, (element, step) => element.goTo(step), step);
      assert.deepEqual(
        (await heard("dx-kasan-step")).map(({ id, detail }) => [id, detail.step]),
        [
          ["it", "setting"],
          ["it", "rates"],
          ["it", "setting"],
        ],
      );
      const results = await heard("dx-kasan-result");
      assert.deepEqual(
        results.map(({ id, detail }) => [id, detail.facility.type]),
        [["it", "pharmacy"]],
        "steps alone change no answer",
      );
      await (await tab.$("input[value=hospital]")).click();
      assert.equal((await heard("dx-kasan-result")).length, 2);
      isQuiet();
    });

    it("keeps several on a page apart", async () => {
      await start("three.html");
      const elements = await tab.$$(TAG);
      for (const element of elements) await (await element.$("[type=submit]")).click();
      for (const [index, type] of ["hospital", "pharmacy", "dental-clinic"].entries())
        await (await elements[index].$(`input[value=${type}]`)).click();
      const chosen = () =>
        tab.$$eval(TAG, (all) => all.map((one) => [one.draft.type, one.querySelector("input[type=radio]:checked").value]));
      assert.deepEqual(
        await chosen(),
        ["hospital", "pharmacy", "dental-clinic"].map((type) => [type, type]),
      );
      for (const step of ["setting", "filings", "result"]) {
        await tab.$$eval(TAG, (all, step) => all.forEach((one) => one.goTo(step)), step);
        const strays = await tab.evaluate((tag) => {
          const all = [...document.querySelectorAll("[id]")].map(({ id }) => id);
          const twice = all.filter((id, index) => all.indexOf(id) !== index);
          const lost = [...document.querySelectorAll(tag)].flatMap((element) =>
            ["aria-labelledby", "aria-describedby", "for"].flatMap((attribute) =>
              [...element.querySelectorAll(`[${attribute}]`)].flatMap((one) =>
                one
                  .getAttribute(attribute)
                  .split(" ")
                  .filter((id) => !element.querySelector(`#${CSS.escape(id)}`)),
              ),
            ),
          );
          const links = [...document.querySelectorAll(tag)].flatMap((element) =>
            [...element.querySelectorAll("a[href^='#']")]
              .map((link) => link.getAttribute("href"))
              .filter((href) => [...document.querySelectorAll(tag)].some((other) => other !== element && other.querySelector(href))),
          );
          return { twice, lost, links };
        }, TAG);
        assert.deepEqual(strays, { twice: [], lost: [], links: [] }, step);
      }
      assert.deepEqual(new Set((await heard("dx-kasan-result")).map(({ id }) => id)), new Set(["one", "two", "three"]));
      isQuiet();
    });

    it("comes back as it was when it is taken out and put in again", async () => {
      await start();
      await add({ type: "pharmacy", date: pharmacy.date });
      await tab.$eval(TAG, (element) => element.goTo("rates"));
      const before = [await get("draft"), await text()];
      await tab.$eval(TAG, (element) => {
        const { parentNode } = element;
        element.remove();
        element.setAttribute("sections", "summary");
        parentNode.append(element);
      });
      assert.deepEqual([await get("draft"), await text()], before);
      await (await tab.$(`${TAG} [type=submit]`)).click();
      assert.equal((await heard("dx-kasan-step")).length, 2, "each press counts once");
      isQuiet();
    });

    it("leaves nothing behind when it is taken out", async () => {
      await start();
      const comeAndGo = (times) =>
        tab.evaluate(
          (tag, times, { date, facility }) => {
            for (let time = 0; time < times; time++) {
              const element = document.createElement(tag);
              element.setAttribute("date", date);
              for (let again = 0; again < 2; again++) {
                document.querySelector("main").append(element);
                element.facility = facility;
                element.remove();
              }
            }
            return { listeners: globalThis.listeners, sheets: document.adoptedStyleSheets.length };
          },
          TAG,
          times,
          clinic,
        );
      const first = await comeAndGo(1);
      assert.deepEqual(await comeAndGo(5), { ...first, sheets: 1 });
      if (queryingObjects.includes(name)) {
        const alive = async () => {
          const prototype = await tab.evaluateHandle((tag) => customElements.get(tag).prototype, TAG);
          const all = await tab.queryObjects(prototype);
          const count = await all.evaluate((list) => list.length);
          await Promise.all([all.dispose(), prototype.dispose()]);
          return count;
        };
        // What the browser has still to tell an element keeps that alive until it is told.
        for (let tries = 0; tries < 20 && (await alive()) > 0; tries++) await new Promise((resolve) => setTimeout(resolve, 200));
        assert.equal(await alive(), 0, "none is kept alive");
      }
      isQuiet();
    });

    it("has its look in a shadow root as well", async () => {
      await start();
      const look = await tab.evaluate((tag) => {
        const root = document.querySelector("main").attachShadow({ mode: "open" });
        for (let times = 0; times < 2; times++) root.append(document.createElement(tag));
        const button = getComputedStyle(root.querySelector("[type=submit]"));
        return {
          sheets: root.adoptedStyleSheets.length,
          outside: document.adoptedStyleSheets.length,
          weight: button.fontWeight,
          headings: root.querySelectorAll("h1").length,
        };
      }, TAG);
      assert.deepEqual(look, { sheets: 1, outside: 0, weight: "700", headings: 2 });
      isQuiet();
    });
  });
}
