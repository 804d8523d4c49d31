// Pasted rates, files, what is kept, paper and the single file, in real browsers.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { verify } from "../../pkg/dist/index.mjs";
import { browserNames, launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { accessibilityFaults, goTo, press } from "./page-driver.mjs";

const root = new URL("../../", import.meta.url);
const page = new URL("www/dist/index.html", root).href;
const single = new URL("www/dist/dx-kasan-check.html", root).href;
const MAIL = "令和7年7月分 マイナ保険証利用者数 ４５３人 外来レセプト件数 1,000件 利用率 45.3％\nR7.6\tたくさん\t900";

const check = (tab, type = "medical-clinic", date = "2025-10-01") =>
  tab.evaluate(
    (type, date) => {
      const element = document.querySelector("dx-kasan-check");
      element.setAttribute("type", type);
      element.setAttribute("date", date);
    },
    type,
    date,
  );

const draft = (tab) => tab.$eval("dx-kasan-check", (element) => element.draft);
const textOf = (tab, selector) => tab.$eval(selector, (element) => element.innerText.replace(/\s+/g, " "));

async function paste(tab, text) {
  await goTo(tab, "rates");
  await tab.evaluate((text) => {
    const area = document.querySelector("textarea");
    area.closest("details").open = true;
    area.value = text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }, text);
  await press(tab, "読み取る");
}

/** Hands a file to the first field for files that is on the step. */
const choose = (tab, name, bytes) =>
  tab.evaluate(
    async (name, bytes) => {
      const field = document.querySelector("dx-kasan-check input[type=file]");
      const given = new DataTransfer();
      given.items.add(new File([new Uint8Array(bytes)], name));
      field.files = given.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, 200));
    },
    name,
    [...bytes],
  );

/** The file that a button hands out. */
async function fileOf(tab, label) {
  await tab.evaluate(() => {
    globalThis.handed = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      globalThis.handed.push(blob);
      return make(blob);
    };
    HTMLAnchorElement.prototype.click = function () {
      globalThis.named = this.download;
    };
  });
  await press(tab, label);
  return tab.evaluate(async () => ({ name: globalThis.named, text: (await globalThis.handed[0].text()).replace(/^\uFEFF/, "") }));
}

const today = () => new Date(Date.now() + 9 * 60 * 60 * 1000).toISOString().slice(0, 10);

for (const name of browserNames) {
  describe(`what people bring and take along, in ${name}`, { timeout: 300_000 }, () => {
    let browser, tab, record;

    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    async function start(url = page, options) {
      await tab?.close();
      ({ page: tab, record } = await open(browser, url, options));
    }

    it("shows what was pasted back, names what cannot be read, and enters the rest", async () => {
      await start();
      await check(tab);
      await paste(tab, MAIL);
      const said = await textOf(tab, ".paste");
      assert.match(said, /1か月分を読み取りました。読み取れない行が1行あります。/);
      assert.match(said, /2025年7月（令和7年7月）/);
      assert.match(said, /2行目「R7\.6 たくさん 900」/);
      assert.deepEqual((await draft(tab)).usage, {}, "not before it is confirmed");
      assert.deepEqual(await accessibilityFaults(tab), []);
      await press(tab, "この1か月分を入れる");
      const { usage, pasted } = await draft(tab);
      assert.deepEqual(
        [usage["2025-07-receipts"].users, usage["2025-07-receipts"].receipts, usage["2025-07-receipts"].rate, pasted],
        ["453", "1000", "45.3%", ""],
      );
    });

    it("points out what a pasted month would replace", async () => {
      await paste(tab, "2025-07\t500\t1000\n2024-01\t1\t2");
      const said = await textOf(tab, ".paste table");
      assert.match(said, /今の入力と置きかわります/);
      assert.match(said, /この日の算定には使いません/);
      await press(tab, "やめる");
      assert.equal((await draft(tab)).usage["2025-07-receipts"].users, "453");
    });

    it("reads a CSV in the encoding of old spreadsheets", async () => {
      await goTo(tab, "rates");
      // 「利用者数,件数」 in Shift_JIS after a month in ASCII.
      const header = [0x94, 0x4e, 0x8c, 0x8e, 0x2c, 0x97, 0x98, 0x97, 0x70, 0x8e, 0xd2, 0x90, 0x94, 0x2c, 0x8c, 0x8f, 0x90, 0x94];
      await choose(tab, "rates.csv", [...header, ...Buffer.from("\r\n2025-06,440,1100\r\n")]);
      assert.match(await textOf(tab, ".paste"), /1か月分を読み取りました。 .*2025年6月/);
      await press(tab, "やめる");
    });

    it("hands out everything as a file, and opens it again after a fresh start", async () => {
      await goTo(tab, "result");
      const before = await draft(tab);
      const { name: fileName, text } = await fileOf(tab, "すべてをファイルに保存する（あとで開けます）");
      assert.equal(fileName, "dx-kasan-check-medical-clinic-2025-10-01.json");
      await start();
      await choose(tab, fileName, Buffer.from(text.slice(0, 100)));
      assert.match(await textOf(tab, "dx-kasan-check"), /このファイルは読み取れません/);
      await goTo(tab, "setting");
      await choose(tab, fileName, Buffer.from(text));
      assert.deepEqual(await draft(tab), { ...before, day: today(), step: "month" });
      assert.deepEqual([record.messages, record.errors], [[], []]);
    });

    it("makes each file when it is asked for, in the language of the page", async () => {
      await start();
      await check(tab);
      await goTo(tab, "result");
      const result = await fileOf(tab, "結果をCSVで保存する");
      assert.equal(result.name, "dx-kasan-result-medical-clinic-2025-10-01.csv");
      assert.match(result.text, /^id,加算,判定,区分,点数,レセプトのコード,加算が始まった日,計算に使ったデータの版,資料と照合した日\r\n/);
      assert.equal((await fileOf(tab, "利用率をCSVで保存する")).text, "実績月,マイナ保険証利用者数,外来レセプト件数,利用率,計算の方法\r\n");
      const { text: receipt } = await fileOf(tab, "検証用データを保存（システム担当者向け）");
      assert.equal(verify(receipt).input.date, "2025-10-01");
      // In the browser it was made in as well, and not once a letter of it is another.
      const said = await tab.evaluate((receipt) => {
        const attempt = (text) => {
          try {
            return dxKasan.verify(text).input.date;
          } catch ({ code, path }) {
            return `${code} ${path}`;
          }
        };
        return [attempt(receipt), attempt(receipt.replace('"2025-10-01"', '"2025-10-02"')), attempt(receipt.slice(1))];
      }, receipt);
      assert.deepEqual(said, ["2025-10-01", "bad-receipt receipt.answer", "wrong-type "]);
      await press(tab, "English");
      assert.match(
        (await fileOf(tab, "Save the result as CSV")).text,
        /^id,add-on,verdict,level,points,codes on receipts,in force from,version of the rules,compared with the law to\r\n/,
      );
      await press(tab, "日本語");
      assert.deepEqual([record.messages, record.errors], [[], []]);
    });

    it("keeps nothing on the device until somebody asks for it, and deletes it when asked", async () => {
      const stored = () => tab.evaluate(() => globalThis.localStorage.length);
      assert.equal(await stored(), 0);
      await goTo(tab, "result");
      await press(tab, "入力した内容をこのパソコン・スマートフォンに保存する");
      assert.equal(await stored(), 1);
      const now = await tab.evaluate(() => new Date(Date.now() + 9 * 60 * 60 * 1000).toISOString().slice(0, 10).split("-").map(Number));
      const last = new Date(Date.UTC(now[0], now[1] - 1 + 13, now[2] - 1)).toISOString().slice(0, 10).split("-").map(Number);
      const isKept = `このパソコン・スマートフォンに保存してあるもの：医科診療所、2025年10月1日の算定（${now[0]}年${now[1]}月${now[2]}日に保存。${last[0]}年${last[1]}月${last[2]}日を過ぎると消えます。患者の受診は保存していません）`;
      assert.equal(await textOf(tab, ".take__kept"), isKept);
      const said = () =>
        tab.$$eval("dx-kasan-check [role=status]", (all) => all.map((one) => one.textContent.trim()).includes("保存しました。"));
      assert.equal(await said(), true);
      await goTo(tab, "rates");
      await goTo(tab, "result");
      assert.equal(await said(), false, "what was said is not said again");
      const before = await draft(tab);
      await start();
      assert.deepEqual(await draft(tab), { ...before, day: today(), step: "month" }, "at the start it is there, for today");
      await goTo(tab, "setting");
      await tab.$eval(".take__kept", (element) => (element.closest("details").open = true));
      assert.equal(await textOf(tab, ".take__kept"), isKept, "and said there as well");
      await goTo(tab, "result");
      await press(tab, "保存した内容（医科診療所、2025年10月1日の算定）を消す");
      assert.equal(await stored(), 0);
      assert.equal(await tab.$(".take__kept"), null);
      assert.deepEqual(await accessibilityFaults(tab), []);
    });

    it("is one file that needs no other", async () => {
      await start(single);
      await check(tab, "pharmacy");
      await goTo(tab, "result");
      assert.match(await textOf(tab, ".answer"), /次に必要な利用率/);
      assert.deepEqual(
        record.requests.filter((url) => url !== single),
        [],
      );
      assert.deepEqual([record.messages, record.errors], [[], []]);
    });

    it("prints what a director needs, or all of it", async () => {
      await start();
      await check(tab);
      await goTo(tab, "result");
      const printed = () =>
        tab.evaluate(() => {
          let mode;
          globalThis.print = () => (mode = document.querySelector("dx-kasan-check").dataset.print ?? "all");
          const buttons = [...document.querySelectorAll(".take button")];
          const modes = buttons.slice(0, 2).map((button) => {
            button.click();
            const seen = mode;
            dispatchEvent(new Event("afterprint"));
            return seen;
          });
          return [...modes, document.querySelector("dx-kasan-check").dataset.print ?? "none"];
        });
      assert.deepEqual(await printed(), ["short", "all", "none"]);
    });
  });
}
