// Rules of somebody else whose texts are markup: on the page they are the texts that they are, in every section and in every language.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { loadRules } from "../../pkg/dist/load-rules.mjs";
import { browserNames, launch } from "./lib/browser.mjs";
import { host, pageOf } from "./lib/host.mjs";
import { open } from "./lib/page.mjs";

const file = (path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");
const { version } = JSON.parse(await file("pkg/package.json"));
const { facility, date } = JSON.parse(await file("examples/medical-clinic.json"));

// No digits: a figure in a text is refused for itself. The last letter turns the direction of writing round.
const HOSTILE = `<img src=x onerror=hit()><script>hit()</script><b onclick='hit()'>"&amp;<svg onload=hit()></b>javascript:hit()\u202e`;

/** The rules with a hostile end to every text for people, and to every title. */
function hostile(value, key) {
  if (Array.isArray(value)) return value.map((item) => hostile(item, key));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, hostile(item, name)]));
  return typeof value === "string" && ["ja", "en", "title"].includes(key) ? `${value}${HOSTILE}` : value;
}

const rules = hostile(JSON.parse(await file("pkg/dist/rules.json")), "");

// The element takes the functions of the script before it. Here they become those of the hostile rules.
const SWAP = `
globalThis.hits = 0;
globalThis.hit = () => (globalThis.hits += 1);
const entry = Symbol.for("dx-kasan@${version}/index");
Object.defineProperty(globalThis, entry, { value: { ...dxKasan, ...dxKasanLoadRules.loadRules(RULES) }, configurable: true });
`;
const HEAD = ["index.js", "load-rules.js", "rules.js", "swap.js", "element.js"]
  .map((name) => `<script src="${name}" defer></script>`)
  .join("");
const pages = {
  "rules.js": `const RULES = ${JSON.stringify(JSON.stringify(rules))};`,
  "swap.js": SWAP,
  "index.html": pageOf("<main><dx-kasan-check></dx-kasan-check><dx-kasan-nation></dx-kasan-nation></main>", { head: HEAD }),
};
// A host that would let any markup act.
const LAX = "default-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' data:";

describe("hostile texts", () => {
  it("are texts to the engine as well", () => {
    const { en, ja } = loadRules(rules).facts()[0].label;
    assert.ok(en.endsWith(HOSTILE) && ja.endsWith(HOSTILE));
  });

  it("an address that is none is refused", () => {
    const [source] = rules.source.filter(({ url }) => url !== undefined);
    const bad = { ...rules, source: rules.source.map((one) => (one === source ? { ...one, url: "javascript:hit()" } : one)) };
    assert.throws(() => loadRules(bad), { code: "bad-ruleset" });
  });
});

for (const name of browserNames) {
  describe(`hostile texts in ${name}`, { timeout: 300_000 }, () => {
    let server, browser, tab, record;

    before(async () => {
      server = await host(pages, LAX);
      browser = await launch(name);
      ({ page: tab, record } = await open(browser, server.url));
      await tab.waitForFunction(() => document.querySelector("dx-kasan-check h1") !== null);
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });

    const seen = () =>
      tab.evaluate((HOSTILE) => {
        const roots = [...document.querySelectorAll("dx-kasan-check, dx-kasan-nation")];
        const all = roots.flatMap((root) => [...root.querySelectorAll("*")]);
        for (const fold of all.filter((one) => one.localName === "details")) fold.open = true;
        for (const one of all.filter((each) => each.localName === "b" || each.localName === "img")) one.click();
        return {
          hits: globalThis.hits,
          made: all.filter(({ localName }) => ["img", "script", "b", "iframe", "object"].includes(localName)).length,
          handlers: all.filter((one) => one.getAttributeNames().some((attribute) => attribute.startsWith("on"))).length,
          links: all.filter((one) => /^\s*(javascript|data):/i.test(one.getAttribute("href") ?? "")).length,
          shown: roots.some((root) => root.textContent.includes(HOSTILE)),
        };
      }, HOSTILE);
    const HARMLESS = { hits: 0, made: 0, handlers: 0, links: 0, shown: true };

    for (const lang of ["ja", "en"]) {
      it(`stay texts on every step: ${lang}`, async () => {
        await tab.evaluate(
          (lang, facility, date) => {
            const check = document.querySelector("dx-kasan-check");
            check.lang = lang;
            check.setAttribute("date", date);
            check.facility = facility;
            document.querySelector("dx-kasan-nation").lang = lang;
          },
          lang,
          facility,
          date,
        );
        const steps = await tab.evaluate(() => dxKasan.facts().map(({ id }) => `question/${id}`));
        for (const step of ["setting", ...steps, "rates", "filings", "review", "result"]) {
          const at = await tab.$eval("dx-kasan-check", (check, step) => (check.goTo(step), check.draft.step), step);
          if (at !== step) continue;
          assert.deepEqual(await seen(), HARMLESS, step);
        }
      });
    }

    it("ask for nothing and throw nothing", () => {
      assert.deepEqual(record.errors, []);
      assert.ok(
        record.requests.every((url) => !url.endsWith("/x")),
        record.requests.join(" "),
      );
    });
  });
}
