// `<dx-kasan-check>` under a host's Content-Security-Policy: a strict one that lets it work, and one that forbids its engine.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { browserNames, launch } from "./lib/browser.mjs";
import { CLASSIC, host, MODULE, pageOf, STRICT } from "./lib/host.mjs";
import { open } from "./lib/page.mjs";

const { date, facility } = JSON.parse(await readFile(new URL("../../examples/medical-clinic.json", import.meta.url), "utf8"));
const TAG = "dx-kasan-check";
const pages = {
  "classic.html": pageOf(`<${TAG}></${TAG}>`),
  "module.html": pageOf(`<${TAG}></${TAG}>`, { head: MODULE }),
  "english.html": pageOf(`<${TAG} lang="en" type="pharmacy"></${TAG}>`),
  "nation.html": pageOf("<dx-kasan-nation></dx-kasan-nation>"),
};
const FILES = { "classic.html": ["index.js", "element.js"], "module.html": ["element.mjs", "index.js", "element.js"] };
const forbidden = STRICT.replace(" 'wasm-unsafe-eval'", "");
// Firefox itself reports what a policy has refused, as an error of the page.
const isNoReport = (error) => !error.includes("Content-Security-Policy: The page");

for (const name of browserNames) {
  describe(`policies in ${name}`, { timeout: 300_000 }, () => {
    let strict, forbidding, browser;

    before(async () => {
      strict = await host(pages);
      forbidding = await host(pages, forbidden);
      browser = await launch(name);
    });
    after(async () => {
      await browser?.close();
      await Promise.all([strict?.close(), forbidding?.close()]);
    });

    for (const [file, scripts] of Object.entries(FILES)) {
      it(`does a whole check under a strict policy and Trusted Types, and asks for nothing: ${file}`, async () => {
        const { page, record } = await open(browser, strict.url + file);
        await page.$eval(TAG, (element, given) => (element.draft = given), { version: 1, step: "setting", type: facility.type, day: date });
        const steps = [];
        for (let presses = 0; presses < 60; presses++) {
          const step = await page.$eval(TAG, (element) => element.draft.step);
          steps.push(step);
          if (step === "result") break;
          const onward = (await page.$(`${TAG} .answers button`)) ?? (await page.$(`${TAG} [type=submit]`));
          await onward.click();
        }
        assert.deepEqual(new Set(steps.map((step) => step.split("/")[0])), new Set(["setting", "question", "rates", "filings", "result"]));
        await page.$eval(TAG, (element, given) => (element.facility = given), facility);
        await (await page.$(`${TAG} [lang=en]`)).click();
        assert.ok((await page.$$(`${TAG} svg.chart__picture`)).length > 0);
        assert.equal(
          await page.$eval(`${TAG} .frame`, (frame) => getComputedStyle(frame).display !== "inline"),
          true,
          "its look is adopted",
        );
        assert.deepEqual(record.requests.toSorted(), [file, ...scripts].map((one) => strict.url + one).toSorted());
        assert.deepEqual([record.messages, record.errors], [[], []]);
        await page.close();
      });
    }

    it("shows what to allow where a policy forbids WebAssembly, in either language, and throws nothing", async () => {
      for (const [file, words] of [
        ["classic.html", ["このページでは計算を始められません", "script-src に 'wasm-unsafe-eval'"]],
        ["english.html", ["The check cannot start on this page", "'wasm-unsafe-eval' to script-src"]],
      ]) {
        const { page, record } = await open(browser, forbidding.url + file);
        const text = await page.$eval(TAG, (element) => element.innerText);
        for (const part of words) assert.ok(text.includes(part), text);
        assert.equal(await page.$(`${TAG} form`), null);
        await page.$eval(TAG, (element) => {
          const { parentNode } = element;
          element.setAttribute("date", "2025-07-01");
          element.remove();
          parentNode.append(element);
          element.goTo("result");
        });
        assert.deepEqual(record.errors.filter(isNoReport), []);
        const refused = await page.$eval(TAG, (element) => {
          try {
            element.facility = { type: "pharmacy" };
          } catch ({ name, code }) {
            return [name, code];
          }
        });
        assert.deepEqual(refused, ["DxKasanError", "internal"]);
        assert.ok((await page.$eval(TAG, (element) => element.innerText)).includes(words[0]));
        await page.close();
      }
    });

    it("says the same in place of many facilities", async () => {
      const { page, record } = await open(browser, `${forbidding.url}nation.html`);
      const text = () => page.$eval("dx-kasan-nation", (element) => element.innerText);
      assert.match(await text(), /このページでは計算を始められません/);
      await page.$eval("dx-kasan-nation", (element) => element.setAttribute("lang", "en"));
      assert.match(await text(), /The check cannot start on this page/);
      assert.equal(await page.$("dx-kasan-nation input"), null);
      assert.deepEqual(record.errors.filter(isNoReport), []);
      await page.close();
    });
  });
}
