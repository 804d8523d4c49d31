// What a month's patients come to, on the page in real browsers. What it must say is asked of the facade.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { project, rulesInfo } from "../../pkg/dist/index.mjs";
import { typeLabel, addOnName, count, between, tight, servicesOf, patientsLabel, SHARE, statuses, rowsOf, lines, answerWell, overhang } from "./claims-driver.mjs";
import { browserNames, emulatingMedia, launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { accessibilityFaults, choose, described, fieldOf, goTo, press, setDay, type } from "./page-driver.mjs";

const root = new URL("../../", import.meta.url);
const page = new URL("www/dist/index.html", root).href;
const rising = JSON.parse(await readFile(new URL("examples/rising-clinic.json", root), "utf8"));

for (const name of browserNames) {
  describe(`a month's patients on the page in ${name}`, { timeout: 300_000 }, () => {
    let browser, tab, record;

    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    async function start(options) {
      await tab?.close();
      ({ page: tab, record } = await open(browser, page, options));
    }

    async function show(facilityType, day, options) {
      await start(options);
      await choose(tab, "施設の種類", typeLabel(facilityType));
      await setDay(tab, day);
      await goTo(tab, "result");
    }

    async function showRising(options) {
      await start(options);
      await press(tab, rising.title.ja);
    }

    it("reckons the sample volumes as the facade does, month by month and for each level above", async () => {
      await showRising();
      const { patients, cardShare } = rising.volume;
      const result = project(rising.facility, { from: "2025-08", until: "2026-07", patients, cardShare });
      const [head, ...rows] = await rowsOf(tab, "毎月の患者数から 月ごとの点数と金額");
      assert.deepEqual([head[0], head.at(-1)], ["算定月", "すべての加算"]);
      assert.deepEqual(
        rows.map((row) => [row[0], row.at(-1)]),
        [
          ...result.months.map(({ month, total }) => [
            `${month.slice(0, 4)}年${Number(month.slice(5))}月`,
            `${between(total, "points")}点${between(total, "yen")}円`,
          ]),
          ["合計", `${between(result.total, "points")}点${between(result.total, "yen")}円`],
        ],
      );
      assert.equal(
        (await statuses(tab))[0],
        `2025年8月から2026年7月までの合計は、${between(result.total, "points")}点（${between(result.total, "yen")}円）です。算定できるかまだ決まらない加算は、0として計算しています。`,
      );
      const promotion = addOnName("medical-dx-promotion", "medical");
      const [, now, best] = await rowsOf(tab, `上の区分になった場合：${promotion}`);
      const own = result.months.map(({ addOns: list }) => list.find(({ id }) => id === "medical-dx-promotion")).filter(Boolean);
      const yen = (sums) => sums.reduce((sum, one) => sum + one, 0);
      assert.equal(now[2], `${count(yen(own.map(({ total }) => total.least.points)))}点${count(yen(own.map(({ total }) => total.least.yen)))}円`);
      const raised = own.map(({ higher }) => higher.find(({ level }) => level === "1")).filter(Boolean);
      assert.equal(best[0], "加算１");
      assert.equal(best[3], `＋${count(yen(raised.map(({ more }) => more.least.points)))}点＋${count(yen(raised.map(({ more }) => more.least.yen)))}円`);
    });

    it("says in the result's own words what is taken for granted, and which months count for nothing", async () => {
      await showRising();
      const { patients, cardShare } = rising.volume;
      const { assumptions } = project(rising.facility, { from: "2025-08", until: "2026-07", patients, cardShare });
      const text = tight(await tab.$eval("[id$='-1-claims']", (section) => section.textContent));
      for (const { text: made } of assumptions) assert.ok(text.includes(tight(made.ja)), made.ja);
      assert.match(text, /点数を0として計算した月2025年12月から2026年5月までの医療DX推進体制整備加算：/);
    });

    it("draws the months as bars that have words as well", async () => {
      await showRising();
      const { patients, cardShare } = rising.volume;
      const { months } = project(rising.facility, { from: "2025-08", until: "2026-07", patients, cardShare });
      const [chart] = await tab.$$("[id$='-1-claims'] svg[role=img]");
      const label = await chart.evaluate((element) => element.getAttribute("aria-label"));
      assert.match(label, /^2025年8月から2026年7月までの月ごとに/);
      for (const { total } of months) assert.ok(label.includes(`${between(total, "yen")}円`), label);
      assert.equal((await chart.$$(".bar[data-kind=now]")).length, months.length);
      const rise = months.filter(({ addOns: list }) => list.some(({ id, higher }) => id === "medical-dx-promotion" && higher.length > 0));
      assert.equal((await chart.$$(".bar[data-kind=next]")).length, rise.length);
      assert.equal(await tab.$("canvas"), null);
    });

    it("shows bounds only where they differ", async () => {
      await show("visiting-nursing-station", "2025-09-01");
      await answerWell(tab);
      const nursing = addOnName("visiting-nursing-dx", "visiting-nursing");
      await choose(tab, nursing, "届け出ている");
      await type(tab, await fieldOf(tab, "届出が有効になった日", nursing), "2024-06-01");
      await type(tab, await fieldOf(tab, patientsLabel("visiting-nursing")), "４０人");
      const [, first] = await rowsOf(tab, "毎月の患者数から 月ごとの点数と金額");
      assert.deepEqual(first.slice(0, 2), ["2025年9月", "2,000円"]);
      assert.ok(!(await statuses(tab))[0].includes("〜"));
      assert.equal(await tab.$eval("[id$='-1-claims']", (section) => /\d[点]/.test(section.innerText)), false, "yen alone");
    });

    for (const { id: facilityType, schedules } of rulesInfo().types) {
      it(`has a field for each service of the schedule and no other: ${facilityType}`, async () => {
        await show(facilityType, "2025-09-01");
        const labels = await tab.$$eval(".claims__fields label", (all) => all.map((one) => one.textContent.trim()));
        assert.deepEqual(labels, servicesOf(schedules[0]).map(({ id }) => patientsLabel(id)));
        const values = await tab.$$eval("[id$='-1-claims'] input[type=text]", (all) => all.map((one) => one.value));
        assert.ok(values.length > 2 && values.every((value) => value === ""));
      });

      it(`is quiet, has no fault that axe finds, and fits a phone: ${facilityType}`, async () => {
        await show(facilityType, "2026-04-01", { viewport: { width: 360, height: 740 } });
        for (const { id } of servicesOf(schedules[0])) await type(tab, await fieldOf(tab, patientsLabel(id)), "123,456");
        await type(tab, await fieldOf(tab, "受診の日"), "令和8年4月10日");
        const field = await tab.$(".visit select");
        if (field !== null) await field.select(servicesOf(schedules[0])[0].id);
        assert.notEqual((await lines(tab)).length, 0);
        for (const folded of await tab.$$("[id$='-1-claims'] details")) await folded.evaluate((element) => (element.open = true));
        assert.ok((await overhang(tab)) <= 0);
        assert.deepEqual(await accessibilityFaults(tab), []);
        assert.deepEqual([record.messages, record.errors], [[], []]);
      });
    }

    it("reads full-width digits and signs", async () => {
      await show("medical-clinic", "2025-09-01");
      await type(tab, await fieldOf(tab, patientsLabel("revisit")), "１，２００人");
      await type(tab, await fieldOf(tab, SHARE), "４５．３％");
      const text = tight(await tab.$eval("[id$='-1-claims']", (section) => section.textContent));
      assert.match(text, /再診（外来診療料を含む）月に1,200人、マイナ保険証で確認できる患者45\.3%として計算しています。/);
    });

    it("says what is wrong at the field, keeps what was typed, and reckons with the rest", async () => {
      await show("medical-clinic", "2025-09-01");
      await type(tab, await fieldOf(tab, patientsLabel("revisit")), "800");
      const before = await statuses(tab);
      const wrong = await fieldOf(tab, patientsLabel("initial-visit"));
      const share = await fieldOf(tab, SHARE);
      await type(tab, wrong, "たくさん");
      await type(tab, share, "150");
      for (const [field, typed] of [[wrong, "たくさん"], [share, "150"]]) {
        assert.deepEqual(await field.evaluate((input) => [input.value, input.getAttribute("aria-invalid")]), [typed, "true"]);
        assert.match(await described(field), new RegExp(`⚠.*${typed}`));
      }
      assert.deepEqual(await statuses(tab), before);
      assert.match(await tab.$eval(".claims__mistakes", (one) => one.textContent), /読み取れない入力が2か所あります/);
      const link = await tab.$(".claims__mistakes a");
      await link.evaluate((element) => element.click());
      assert.equal(await tab.evaluate(() => document.activeElement.matches(".field__error")), true);
      await type(tab, wrong, "30");
      await type(tab, share, "50");
      assert.equal(await tab.$("[id$='-1-claims'] .field__error"), null);
    });

    for (const day of ["2024-04-01", "2199-12-31"]) {
      it(`says so where the months are not in the rules' calendar: ${day}`, async () => {
        await show("dental-clinic", day);
        assert.notEqual(await tab.$eval("[id$='-1-claims'] .notice", (one) => one.textContent.trim()), "");
        assert.equal(await tab.$(".claims__fields"), null);
        assert.deepEqual([record.messages, record.errors], [[], []]);
      });
    }
  });
}

describe("the simulation, on other media", () => {
  let browser, tab;

  before(async () => {
    browser = await launch(emulatingMedia[0]);
    ({ page: tab } = await open(browser, page, { viewport: { width: 718, height: 1000 } }));
    await press(tab, rising.title.ja);
  });
  after(() => browser?.close());

  it("is all there on paper without its fields, and as wide as A4", async () => {
    await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await tab.emulateMediaType("print");
    const seen = await tab.evaluate(() => {
      const shown = (selector) => [...document.querySelectorAll(selector)].map(({ offsetHeight }) => offsetHeight > 0);
      const tables = [...document.querySelectorAll("[id$='-1-claims'] .sheet")].every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth);
      return { width: document.documentElement.scrollWidth, tables, results: shown("[id$='-1-claims'] table").every(Boolean), fields: shown("[id$='-1-claims'] form").some(Boolean) };
    });
    await tab.emulateMediaType(null);
    assert.deepEqual(seen, { width: 718, tables: true, results: true, fields: false });
  });

  it("tells the bars apart in forced colours", async () => {
    const session = await tab.createCDPSession();
    const features = [{ name: "forced-colors", value: "active" }, { name: "prefers-color-scheme", value: "dark" }];
    await session.send("Emulation.setEmulatedMedia", { features });
    const seen = await tab.evaluate(() =>
      ["now", "next"].map((kind) => {
        const { fill, stroke } = getComputedStyle(document.querySelector(`[id$='-1-claims'] .bar[data-kind=${kind}]`));
        return [fill, stroke];
      }),
    );
    const [ink, ground] = ["rgb(255, 255, 255)", "rgb(0, 0, 0)"];
    assert.deepEqual(seen, [[ink, ink], [ground, ink]]);
  });
});
