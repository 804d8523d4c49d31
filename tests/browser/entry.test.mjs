// The ways in: what concerns the facility, all questions on one page, and each month one field, in real browsers.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { keyboard, mouse, standing } from "./hands.mjs";
import { browserNames, launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";

const page = new URL("../../www/dist/index.html", import.meta.url).href;
const inJapan = (daysAgo) => new Date(Date.now() + 9 * 60 * 60 * 1000 - daysAgo * 86_400_000);
const dayOf = (daysAgo) => inJapan(daysAgo).toISOString().slice(0, 10);
const monthBefore = (count) => {
  const now = inJapan(0);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count, 1)).toISOString().slice(0, 7);
};
const KEPT = "dx-kasan-check";
const CLINIC = { version: 1, type: "medical-clinic", day: "2026-11-10", services: ["initial-visit", "revisit"], step: "result" };

for (const name of browserNames) {
  describe(`the ways in, in ${name}`, { timeout: 300_000 }, () => {
    let browser, tab, record;

    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    async function start() {
      await tab?.close();
      ({ page: tab, record } = await open(browser, page));
      await tab.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
    }

    const check = (part) => tab.$eval("dx-kasan-check", (one, part) => one[part], part);
    const text = (selector) => tab.$eval(selector, (one) => one.textContent.replace(/\s+/g, " ").trim());
    const isQuiet = () => assert.deepEqual([record.messages, record.errors], [[], []]);

    it("asks what the facility does first, and then only what concerns that", async () => {
      await start();
      await mouse.choose(tab, "どこの施設ですか", "医科診療所");
      const all = Number((await text(".step__count")).match(/\d+/)[0]);
      await (await tab.$("[id$='services-initial-visit']")).click();
      await mouse.choose(tab, "薬の出し方", "院外処方");
      const ours = Number((await text(".step__count")).match(/\d+/)[0]);
      assert.ok(ours < all, `${ours} of ${all}`);
      await tab.evaluate(() => document.querySelector("dx-kasan-check").goTo("filings"));
      assert.equal((await tab.$$("fieldset")).length, 1, "one filing is asked about");
      isQuiet();
    });

    it("takes everything on one page, with the answer in sight", async () => {
      await start();
      await tab.$eval("dx-kasan-check", (one, draft) => (one.draft = draft), { ...CLINIC, day: "2026-12-01", step: "one-page" });
      assert.match(await text(".in-sight__answer"), /^あと\d+問で判定できます/);
      assert.equal(await tab.$("input:checked"), null, "nothing is chosen beforehand");
      for (const group of await tab.$$(".rows-of__top button")) await group.click();
      await mouse.choose(tab, "電子カルテ情報共有サービス", "いいえ");
      for (const month of ["2026年9月", "2026年8月"]) await mouse.type(tab, "４２６/868", month);
      await mouse.type(tab, "49.1", "2026年7月");
      await mouse.choose(tab, "電子的診療情報連携体制整備加算を届け出ていますか", "届け出ている");
      assert.match(await text(".in-sight__answer"), /^12月は加算１を算定できます/);
      const { facts, usage } = await check("facility");
      assert.deepEqual([facts["online-claims"], facts["record-sharing-service"]], [true, false]);
      assert.deepEqual(
        usage.map(({ month, users, receipts, rate }) => [month, users, receipts, rate]),
        [
          ["2026-09", 426, 868, undefined],
          ["2026-08", 426, 868, undefined],
          ["2026-07", undefined, undefined, "49.1%"],
        ],
      );
      await mouse.press(tab, "結果を見る");
      assert.equal((await standing(tab)).step, "result");
      isQuiet();
    });

    it("chooses a month; a day is for those who need one", async () => {
      await start();
      await mouse.choose(tab, "どこの施設ですか", "薬局");
      await (await tab.$("[id$='-month']")).select("2025-07");
      assert.equal((await check("draft")).day, "2025-07-01");
    });

    it("takes the month's rate by the keyboard where a check was kept, for today, and says what has changed", async () => {
      await start();
      const [today, known, asked] = [dayOf(0), monthBefore(3), monthBefore(2)];
      await tab.evaluate((key, kept) => localStorage.setItem(key, JSON.stringify(kept)), KEPT, {
        on: dayOf(20),
        draft: {
          ...CLINIC,
          day: dayOf(20),
          usage: { [`${known}-receipts`]: { rate: "47.46%" } },
          filings: { "records-linkage": { choice: "yes" } },
        },
      });
      await tab.goto("about:blank");
      await tab.goto(page);
      const month = `${Number(asked.slice(5))}月`;
      assert.ok((await standing(tab)).heading.startsWith(`${Number(today.slice(5, 7))}月の更新：`), (await standing(tab)).heading);
      assert.ok((await standing(tab)).heading.endsWith(`${month}の利用率を入れてください`));
      await keyboard.type(tab, `${month} 49.1%`, `${asked.slice(0, 4)}年${month}の利用率（％）か、お知らせの本文`);
      assert.match(await text(".month-box [role=status]"), new RegExp(`${month} 49\\.1% と読みました`));
      await tab.keyboard.press("Enter");
      assert.equal((await standing(tab)).step, "result");
      assert.match(await text(".since"), new RegExp(`^前回（.+）から： .*${month} 49\\.1% を入れました。`));
      const { day, usage } = await check("draft");
      assert.deepEqual([day, usage[`${asked}-receipts`].rate], [today, "49.1%"]);
      const renewed = await tab.evaluate((key) => JSON.parse(localStorage.getItem(key)), KEPT);
      assert.deepEqual([renewed.on, renewed.draft.usage[`${asked}-receipts`].rate], [today, "49.1%"]);
      await tab.evaluate(() => localStorage.clear());
      isQuiet();
    });

    it("says what it cannot read in the month's field, and keeps it", async () => {
      await start();
      await tab.$eval("dx-kasan-check", (one, draft) => (one.draft = draft), {
        ...CLINIC,
        day: "2026-12-01",
        usage: { "2026-10-receipts": { rate: "20%" } },
      });
      await mouse.type(tab, "たくさん", "11月");
      await mouse.press(tab, "更新");
      assert.match(await text(".entry + .field__error"), /^読み取れません。11月の率/);
      await mouse.type(tab, "426/868", "11月");
      await mouse.press(tab, "更新");
      assert.equal(await tab.$(".entry + .field__error"), null);
      assert.deepEqual(
        (await check("facility")).usage.find(({ month }) => month === "2026-11"),
        { month: "2026-11", basis: "receipts", users: 426, receipts: 868 },
      );
    });
  });
}
