// What stands around the check on the page: it goes with the language of the check, in real browsers.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import english from "../../www/src/words/en.js";
import japanese from "../../www/src/words/ja.js";
import { reload } from "./hands.mjs";
import { browserNames, launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { accessibilityFaults, press } from "./page-driver.mjs";

const url = new URL("../../www/dist/index.html", import.meta.url).href;

/** What the page says around the check and in what language it says it, without what is marked as Japanese. */
const frameOf = (tab) =>
  tab.evaluate(() => {
    const copy = document.body.cloneNode(true);
    for (const part of copy.querySelectorAll("dx-kasan-check, script, cite[lang=ja], dx-kasan-nation")) part.remove();
    return {
      lang: document.documentElement.lang,
      title: document.title,
      nation: document.querySelector("dx-kasan-nation").lang,
      text: copy.textContent.replace(/\s+/g, " ").trim(),
    };
  });

const texts = (words) =>
  Object.entries(words)
    .filter(([name, word]) => typeof word === "string" && !["title", "noScript"].includes(name))
    .map(([, word]) => word);

for (const name of browserNames) {
  describe(`the frame of the page in ${name}`, { timeout: 300_000 }, () => {
    let browser, tab, record;

    before(async () => {
      browser = await launch(name);
      ({ page: tab, record } = await open(browser, url));
    });
    after(() => browser?.close());

    const isIn = async (lang, words) => {
      const frame = await frameOf(tab);
      const heading = await tab.$eval("h1", (one) => one.textContent.trim());
      assert.deepEqual([frame.lang, frame.nation, frame.title], [lang, lang, `${heading} | ${words.title}`]);
      for (const text of texts(words)) assert.ok(frame.text.includes(text), text);
      return frame.text;
    };

    it("is Japanese at first", async () => {
      await isIn("ja", japanese);
    });

    it("is English without a Japanese character when the check is, and Japanese again", async () => {
      await press(tab, "English");
      assert.doesNotMatch(await isIn("en", english), /[\u3040-\u30ff\u4e00-\u9fff]/);
      await tab.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
      assert.deepEqual(await accessibilityFaults(tab), []);
      await press(tab, "日本語");
      await isIn("ja", japanese);
    });

    it("has a title of its own for each step", async () => {
      const titles = [];
      for (const step of ["setting", "rates", "filings", "review", "result"]) {
        await tab.evaluate((step) => {
          const check = document.querySelector("dx-kasan-check");
          check.setAttribute("type", "pharmacy");
          check.goTo(step);
        }, step);
        titles.push(await tab.title());
      }
      assert.equal(new Set(titles).size, titles.length, titles.join());
      await press(tab, "最初からやり直す");
    });

    it("lets the keyboard skip what is above the check", async () => {
      await reload(tab);
      await tab.keyboard.press("Tab");
      const skip = await tab.evaluate(() => [document.activeElement.className, document.activeElement.getBoundingClientRect().width > 20]);
      assert.deepEqual(skip, ["page__skip", true]);
      await tab.keyboard.press("Enter");
      assert.equal(await tab.evaluate(() => document.activeElement.id), "check");
    });

    it("keeps its language over a reload", async () => {
      await press(tab, "English");
      await reload(tab);
      await isIn("en", english);
      await press(tab, "日本語");
      await reload(tab);
      await isIn("ja", japanese);
    });

    it("offers facilities of the current month, and says in either language which one was chosen", async () => {
      await press(tab, "English");
      const titles = await tab.$$eval("#examples button", (all) => all.map((one) => one.textContent));
      assert.equal(titles.length, 6);
      const month = new Date(Date.now() + 9 * 60 * 60 * 1000).toISOString().slice(0, 7);
      const note = () => tab.$eval("#example-note", (element) => [element.hidden, element.textContent]);
      for (const title of titles) {
        await press(tab, title);
        const { step, day } = await tab.$eval("dx-kasan-check", (check) => check.draft);
        assert.deepEqual([step, day.slice(0, 7)], ["result", month], title);
        assert.deepEqual(await note(), [
          false,
          `You started from the example “${title}”. It is an invented facility. Its figures are no statistics.`,
        ]);
      }
      await press(tab, "日本語");
      assert.match((await note())[1], /^入力例「.+」から始めました。架空の施設です。/);
      await press(tab, "最初からやり直す");
      assert.equal((await note())[0], true);
      assert.deepEqual([record.messages, record.errors], [[], []]);
    });

    it("offers no example where the engine may not start", async () => {
      const folder = await mkdtemp(join(tmpdir(), "dx-kasan-page-"));
      await cp(new URL(".", url), folder, { recursive: true });
      const html = await readFile(new URL(url), "utf8");
      await writeFile(join(folder, "index.html"), html.replace(" 'wasm-unsafe-eval'", ""));
      const { page } = await open(browser, pathToFileURL(join(folder, "index.html")).href);
      const isHidden = () => page.$eval("#examples", (place) => place.closest("details").hidden);
      assert.equal(await isHidden(), true);
      assert.match(await page.$eval("dx-kasan-check", (check) => check.innerText), /このページでは計算を始められません/);
      await page.close();
      await rm(folder, { recursive: true });
      assert.equal(await tab.$eval("#examples", (place) => place.closest("details").hidden), false);
    });
  });
}
