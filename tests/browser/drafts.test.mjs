// What was typed: kept over a reload, gone when told, checked before it is shown, and never in the way of starting over.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { browserNames, launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { serve } from "./lib/server.mjs";
import { reload, typed } from "./hands.mjs";
import { accessibilityFaults, goTo, press } from "./page-driver.mjs";

const page = new URL("../../www/dist/index.html", import.meta.url).href;
const KEPT = "dx-kasan-check";
const today = new Date(Date.now() + 9 * 60 * 60 * 1000).toISOString().slice(0, 10);
const DRAFT = { version: 1, step: "result", type: "medical-clinic", day: "2025-10-01" };
const VISIT = { date: "2025-10-06", service: "initial-visit", card: true, referral: false, secondDepartment: false };

/** Facilities and days that nobody else would type, to look for everywhere. */
const BEDS = "734";

for (const name of browserNames) {
  describe(`what was typed, in ${name}`, { timeout: 300_000 }, () => {
    let browser, tab, record;

    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    async function start(url = page) {
      await tab?.close();
      ({ page: tab, record } = await open(browser, url));
    }

    const fill = (draft) => tab.$eval("dx-kasan-check", (element, draft) => (element.draft = draft), draft);
    const shown = (selector) =>
      tab.$$eval(selector, (all) =>
        all.filter((one) => one.checkVisibility?.() ?? true).map((one) => one.innerText.replace(/\s+/g, " ").trim()),
      );
    const store = (text) => tab.evaluate((key, text) => localStorage.setItem(key, text), KEPT, text);
    /** Where a page can leave something behind. */
    const traces = () =>
      tab.evaluate(() =>
        JSON.stringify([
          { ...sessionStorage },
          { ...localStorage },
          history.state,
          location.href,
          document.cookie,
          document.querySelector("dx-kasan-check").facility,
        ]),
      );

    it("survives a reload, on its step", async () => {
      await start();
      await fill({ ...DRAFT, step: "setting", beds: BEDS });
      await goTo(tab, "rates");
      await reload(tab);
      const draft = await tab.$eval("dx-kasan-check", (element) => element.draft);
      assert.deepEqual([draft.step, draft.type, draft.beds], ["rates", "medical-clinic", BEDS]);
      assert.match(await traces(), new RegExp(BEDS));
    });

    it("has no trace left after starting over, not even by going back", async () => {
      await start();
      await fill({ ...DRAFT, step: "setting", beds: BEDS, visits: [VISIT] });
      await goTo(tab, "rates");
      await goTo(tab, "result");
      await press(tab, "最初からやり直す");
      assert.doesNotMatch(await traces(), new RegExp(BEDS));
      for (let back = 0; back < 3; back++) {
        await tab.evaluate(() => void history.back());
        await new Promise((resolve) => setTimeout(resolve, 150));
        assert.doesNotMatch(await traces(), new RegExp(`${BEDS}|medical-clinic|2025-10`));
      }
      await reload(tab);
      const { type, beds, visits } = await typed(tab);
      assert.deepEqual([type, beds, visits.map(({ date }) => date)], [null, "", [""]]);
      assert.doesNotMatch(await traces(), new RegExp(`${BEDS}|medical-clinic|2025-10`));
    });

    it("carries nothing but the step in the browser's history", async () => {
      await start();
      await fill({ ...DRAFT, step: "setting", beds: BEDS });
      await goTo(tab, "result");
      assert.deepEqual(await tab.evaluate(() => history.state), { step: "result" });
    });

    it("is let go and said where it is no longer a draft", async () => {
      for (const damaged of [
        "{",
        "null",
        "[]",
        JSON.stringify({ ...DRAFT, version: 2 }),
        JSON.stringify({ ...DRAFT, day: { x: 1 } }),
        JSON.stringify({ ...DRAFT, answers: { "online-claims": { choice: "perhaps" } } }),
      ]) {
        await start();
        await tab.evaluate((damaged) => addEventListener("pagehide", () => sessionStorage.setItem("dx-kasan-draft", damaged)), damaged);
        await reload(tab);
        assert.deepEqual(await shown("#draft-note"), ["この画面に前に入力した内容は、読み取れないため消しました。"], damaged);
        assert.equal((await typed(tab)).type, null);
        assert.equal(await tab.evaluate(() => sessionStorage.getItem("dx-kasan-draft")), null);
        assert.deepEqual(record.errors, []);
      }
    });

    it("is kept on the device without a patient's visits", async () => {
      await start();
      await fill({ ...DRAFT, beds: BEDS, visits: [VISIT], pasted: "山田太郎" });
      await press(tab, "入力した内容をこのパソコン・スマートフォンに保存する");
      const text = await tab.evaluate((key) => localStorage.getItem(key), KEPT);
      assert.match(text, new RegExp(BEDS));
      assert.doesNotMatch(text, /2025-10-06|initial-visit|山田/);
      await press(tab, `保存した内容（医科診療所、2025年10月1日の算定）を消す`);
      assert.equal(await tab.evaluate(() => localStorage.length), 0);
    });

    it("says on a disk, and only there, that other files could read what is kept", async () => {
      const sentence = /同じディスクにあるほかのファイル/;
      const said = async () => {
        await fill(DRAFT);
        await goTo(tab, "result");
        return (await shown("#" + (await tab.$eval("[id$=take]", ({ id }) => id)))).join();
      };
      await start();
      assert.match(await said(), sentence);
      assert.deepEqual(await accessibilityFaults(tab), []);
      const server = await serve(fileURLToPath(new URL(".", page)));
      try {
        await start(server.url);
        assert.doesNotMatch(await said(), sentence);
      } finally {
        await tab.close();
        tab = undefined;
        await server.close();
      }
    });

    it("is deleted and said once its last day is over", async () => {
      const [year, month, day] = today.split("-").map(Number);
      const on = (late) => new Date(Date.UTC(year, month - 1 - 13, day + 1 - late)).toISOString().slice(0, 10);
      await start();
      for (const [late, expected] of [
        [-3, /^このパソコン・スマートフォンに保存してあるもの：医科診療所/],
        [3, /^このパソコン・スマートフォンに保存してあった内容は、期限（.*）が過ぎたため消しました。$/],
      ]) {
        await store(JSON.stringify({ on: on(late), draft: DRAFT }));
        await reload(tab);
        await goTo(tab, "setting");
        await tab.$eval(".take__kept", (kept) => (kept.closest("details").open = true));
        assert.match((await shown(".take__kept")).join(), expected);
      }
      assert.equal(await tab.evaluate(() => localStorage.length), 0);
    });

    it("is not shown from the device where it is damaged; the page works, says so, and offers to delete it", async () => {
      await start();
      const damaged = [
        "{",
        "null",
        "1",
        '{"on":"2026-11-01"}',
        '{"on":"nie","draft":{}}',
        JSON.stringify({ on: "2199-12-31", draft: DRAFT }),
        JSON.stringify({ on: today, draft: { ...DRAFT, day: { toString: 1 } } }),
        JSON.stringify({ on: today, draft: { ...DRAFT, type: "castle" } }),
        JSON.stringify({ on: today, draft: { ...DRAFT, usage: { "2025-07-receipts": null } } }),
        JSON.stringify({ on: today, draft: { ...DRAFT, filings: [] } }),
      ];
      for (const text of damaged) {
        await store(text);
        await reload(tab);
        assert.match(
          (await shown(".take__kept")).join(),
          /^このパソコン・スマートフォンに保存してある内容は、読み取れないため使えません。/,
          text,
        );
        assert.equal((await shown("dx-kasan-check button")).includes("1問ずつ答える"), true, text);
        await press(tab, "読み取れない保存の内容を消す");
        assert.equal(await tab.evaluate(() => localStorage.length), 0, text);
        assert.equal(await tab.$(".take__kept"), null, text);
      }
      assert.deepEqual(record.errors, []);
    });

    it("leaves a way to start over whatever fails in showing a screen", async () => {
      await start();
      await fill({ ...DRAFT, beds: BEDS });
      await press(tab, "入力した内容をこのパソコン・スマートフォンに保存する");
      await tab.evaluate(() => {
        globalThis.write = Number.prototype.toLocaleString;
        Number.prototype.toLocaleString = () => {
          throw new RangeError("planted");
        };
        document.querySelector("dx-kasan-check").setAttribute("lang", "en");
        document.querySelector("dx-kasan-check").setAttribute("lang", "ja");
      });
      assert.match((await shown("dx-kasan-check")).join(), /この画面を表示できませんでした/);
      assert.equal(
        record.errors.some((error) => error.includes("planted")),
        true,
        "the error is reported",
      );
      assert.deepEqual(await accessibilityFaults(tab), []);
      await tab.evaluate(() => (Number.prototype.toLocaleString = globalThis.write));
      await press(tab, "このパソコン・スマートフォンに保存した内容も消して、最初からやり直す");
      assert.match((await shown("dx-kasan-check")).join(), /どこの施設ですか/);
      assert.doesNotMatch(await traces(), new RegExp(BEDS));
      await fill(DRAFT);
      assert.match((await shown("dx-kasan-check")).join(), /次に必要な利用率/);
    });
  });
}
