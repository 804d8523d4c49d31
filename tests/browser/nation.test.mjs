// A file of many facilities on the page, in real browsers. What the tables must say is asked of the facade.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { csv } from "../../benches/nation/rows.mjs";
import * as dxKasan from "../../pkg/dist/index.mjs";
import { readFacilities } from "../../pkg/dist/file.mjs";
import { browserNames, launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { serve } from "./lib/server.mjs";
import { accessibilityFaults } from "./page-driver.mjs";

const dist = new URL("../../www/dist/", import.meta.url);
// From a disk browsers give a page no worker, and it reads on its own thread.
const places = {
  "from a disk": { open: async () => ({ url: new URL("index.html", dist).href, close() {} }), works: null, asks: /^file:/ },
  "from a server": { open: () => serve(fileURLToPath(dist)), works: "Worker", asks: /\/(|page\.css|page\.js|worker\.js)$/ },
};
const FILE = [...csv(1600)].join("");
const PROMOTION = "医療DX推進体制整備加算";
const count = (number) => number.toLocaleString("ja-JP");

const parts = [];
for await (const part of readFacilities(dxKasan, [new TextEncoder().encode(FILE)])) parts.push(part);
const nation = dxKasan.joinColumns(parts.map(({ columns }) => columns));
const [firstBad] = parts.flatMap(({ bad }) => bad);

for (const [name, where] of browserNames.flatMap((name) => Object.keys(places).map((where) => [name, where]))) {
  describe(`a file of facilities on the page ${where} in ${name}`, { timeout: 300_000 }, () => {
    let browser, server, tab, record;

    before(async () => {
      server = await places[where].open();
      browser = await launch(name);
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });

    /** Chooses a file; its lines stand in it so many times. */
    async function start(text, times = 1) {
      await tab?.close();
      ({ page: tab, record } = await open(browser, server.url));
      await tab.evaluate(
        (text, times) => {
          document.querySelector("#nation").open = true;
          const nation = document.querySelector("dx-kasan-nation");
          const { worker } = nation;
          if (worker !== null) nation.worker = () => (globalThis.reader = worker());
          const input = document.querySelector("dx-kasan-nation input[type=file]");
          const files = new DataTransfer();
          files.items.add(new File([text, ...Array(times - 1).fill(text.slice(text.indexOf("\n") + 1))], "facilities.csv"));
          input.files = files.files;
          input.dispatchEvent(new Event("change", { bubbles: true }));
        },
        text,
        times,
      );
    }

    const shows = (text) =>
      tab.waitForFunction((text) => document.querySelector("dx-kasan-nation").textContent.includes(text), { timeout: 60_000 }, text);

    const say = (label, value) =>
      tab.evaluate(
        (label, value) => {
          const { control } = [...document.querySelectorAll("dx-kasan-nation label")].find((one) => one.textContent.includes(label));
          control.value = value;
          control.dispatchEvent(new Event(control.localName === "select" ? "change" : "input", { bubbles: true }));
        },
        label,
        value,
      );

    /** The cells of the first table of an add-on. */
    const tableOf = (addOn, number = 0) =>
      tab.evaluate(
        (addOn, number) => {
          const section = [...document.querySelectorAll(".nation__add-on")].find((one) => one.querySelector("h3").textContent === addOn);
          const rows = section?.querySelectorAll("table")[number].rows ?? [];
          return [...rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
        },
        addOn,
        number,
      );

    it("counts the levels as the facade does, and names the lines that it leaves out", async () => {
      await start(FILE);
      await shows("1,584施設を読みました。読めない行が16行あり");
      await say("調べる日", "令和7年10月1日");
      const { total } = dxKasan.summary(nation, "2025-10-01").sides[0].addOns[0];
      const rows = await tableOf(PROMOTION);
      total.levels.forEach(({ worst, best }, level) => assert.deepEqual(rows[1 + level].slice(1), [count(worst), count(best)]));
      assert.deepEqual(rows.at(-1).slice(1), [count(total.facilities), count(total.facilities)]);
      await shows(`${firstBad.line}行目　「type」の列：${firstBad.messageJa}`);
      assert.deepEqual(record.errors, []);
      assert.ok(
        record.requests.every((url) => places[where].asks.test(url)),
        record.requests.join(" "),
      );
      assert.equal(await tab.evaluate(() => globalThis.reader?.constructor.name ?? null), places[where].works);
    });

    it("says who moves where to another day, and what if", async () => {
      await say("比べる日", "2026-06-01");
      await say("もし利用率が何ポイント高かったら", "５");
      await say("もしすべての施設がこれを満たしたら", "consultation");
      const whatIf = { ratePoints: "5%", facts: { consultation: true } };
      const [moves] = dxKasan.summary(nation, "2025-10-01", "2026-06-01", { whatIf }).moves;
      const rows = await tableOf(PROMOTION, 1);
      moves.worst.forEach((row, from) => {
        const shown = rows[1 + from].slice(1).map((cell) => cell.split("よいほうでは")[0].trim());
        assert.deepEqual(shown, row.map(count));
      });
    });

    it("says at the field what cannot be read", async () => {
      await say("調べる日", "2025-02-30");
      await shows("「2025-02-30」は日付として読めません");
      await say("調べる日", "2025-10-01");
    });

    it("has no fault in accessibility, in both languages", async () => {
      assert.deepEqual(await accessibilityFaults(tab), []);
      await tab.evaluate(() => document.querySelector("dx-kasan-nation").setAttribute("lang", "en"));
      await shows("Who moves where");
      assert.deepEqual(await accessibilityFaults(tab), []);
    });

    it("refuses a file with a misspelt column as a whole", async () => {
      await start("type,consultatio\npharmacy,yes\n");
      await shows("「consultatio」という列は分かりません。「consultation」のことですか。");
    });

    it("answers meanwhile, says how far it is, and stops when told to", async () => {
      await start(FILE, 300);
      const seen = await tab.evaluate(async () => {
        const nation = document.querySelector("dx-kasan-nation");
        const shares = new Set();
        while (shares.size < 3) {
          await new Promise((resolve) => setTimeout(resolve));
          const bar = nation.querySelector("progress");
          if (bar === null) break;
          shares.add(bar.value);
          // What a person does beside it is answered while the file is read.
          document.querySelector("dx-kasan-check").goTo(shares.size % 2 ? "setting" : "start");
        }
        return { shares: shares.size, step: document.querySelector("dx-kasan-check").draft.step };
      });
      assert.deepEqual(seen, { shares: 3, step: "setting" });
      await tab.waitForFunction(() =>
        [...document.querySelectorAll("dx-kasan-nation button")].some((one) => one.textContent.trim() === "やめる"),
      );
      await tab.evaluate(() =>
        [...document.querySelectorAll("dx-kasan-nation button")].find((one) => one.textContent.trim() === "やめる").click(),
      );
      await tab.waitForFunction(() => document.querySelector("dx-kasan-nation progress") === null);
      assert.equal(await tab.$("dx-kasan-nation .nation__add-on"), null);
    });

    it("says that its worker has gone, and has a new one read the next file", {
      skip: places[where].works === null && "there is no worker",
    }, async () => {
      await start("type\n");
      await shows("0施設を読みました");
      const choose = (text, gone) =>
        tab.evaluate(
          (text, gone) => {
            const nation = document.querySelector("dx-kasan-nation");
            const { setInterval } = globalThis;
            const { worker } = nation;
            if (gone) {
              // A browser does not say that a worker has gone, and nobody wants to wait for a minute here.
              globalThis.setInterval = (work, ms) => setInterval(work, ms / 100);
              nation.worker = () => {
                const one = worker();
                one.terminate();
                nation.worker = worker;
                return one;
              };
            }
            const input = nation.querySelector("input[type=file]");
            const files = new DataTransfer();
            files.items.add(new File([text], "facilities.csv"));
            input.files = files.files;
            input.dispatchEvent(new Event("change", { bubbles: true }));
          },
          text,
          gone,
        );
      await choose("type\npharmacy\n", true);
      await shows("ワーカーから60秒のあいだ返事がありません");
      await choose("type\npharmacy\n", false);
      await shows("1施設を読みました");
      assert.deepEqual(record.errors, []);
    });
  });
}
