// What a month's patients come to, on the page in real browsers. What it must say is asked of the facade.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { project, rulesInfo } from "../../pkg/dist/index.mjs";
import {
  typeLabel,
  addOnName,
  count,
  between,
  tight,
  servicesOf,
  patientsLabel,
  REVISITS,
  SHARE,
  statuses,
  rowsOf,
  lines,
  answerWell,
  overhang,
} from "./claims-driver.mjs";
import { browserNames, emulatingMedia, launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { accessibilityFaults, choose, described, fieldOf, goTo, setDay, showSample, type } from "./page-driver.mjs";

const root = new URL("../../", import.meta.url);
const page = new URL("www/dist/index.html", root).href;
/** A clinic of level 3 that has filed, from 2026-12 on for as long as its rate is known. */
const filed = {
  type: "medical-clinic",
  facts: {
    "online-claims": true,
    "itemized-statement": true,
    "online-eligibility": true,
    "records-access": true,
    consultation: true,
    "in-house-notice": true,
    "website-notice": true,
    "e-prescription": false,
    "dispensing-registration": false,
    "certified-emr": false,
    "emr-guideline": false,
    "record-sharing-service": false,
    "regional-network": false,
  },
  usage: ["2026-07", "2026-08", "2026-09"].map((month) => ({ month, users: 310, receipts: 1000 })),
  filings: { "records-linkage": "2026-06-01" },
};
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
      await choose(tab, "どこの施設ですか", typeLabel(facilityType));
      await setDay(tab, day);
      await goTo(tab, "result");
    }

    async function showRising(options) {
      await start(options);
      await showSample(tab, rising);
    }

    it("reckons the sample volumes as the facade does, month by month and for each level above", async () => {
      await showRising();
      const { patients, revisits, cardShare } = rising.volume;
      const result = project(rising.facility, { from: "2025-08", until: "2026-07", patients, revisits, cardShare });
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
      assert.equal(
        now[2],
        `${count(yen(own.map(({ total }) => total.least.points)))}点${count(yen(own.map(({ total }) => total.least.yen)))}円`,
      );
      const raised = own.map(({ higher }) => higher.find(({ level }) => level === "1")).filter(Boolean);
      assert.equal(best[0], "加算１");
      assert.equal(
        best[3],
        `＋${count(yen(raised.map(({ more }) => more.least.points)))}点＋${count(yen(raised.map(({ more }) => more.least.yen)))}円`,
      );
    });

    it("says in the result's own words what is taken for granted, and which months count for nothing", async () => {
      await showRising();
      const { patients, revisits, cardShare } = rising.volume;
      const { assumptions } = project(rising.facility, { from: "2025-08", until: "2026-07", patients, revisits, cardShare });
      const text = tight(await tab.$eval("[id$='-1-claims']", (section) => section.textContent));
      for (const { text: made } of assumptions) assert.ok(text.includes(tight(made.ja)), made.ja);
      assert.match(text, /点数を0として計算した月2025年12月から2026年5月までの医療DX推進体制整備加算：/);
    });

    it("draws the months as bars that have words as well", async () => {
      await showRising();
      const { patients, revisits, cardShare } = rising.volume;
      const { months } = project(rising.facility, { from: "2025-08", until: "2026-07", patients, revisits, cardShare });
      const [chart] = await tab.$$("[id$='-1-claims'] svg[role=img]");
      const label = await chart.evaluate((element) => element.getAttribute("aria-label"));
      assert.match(label, /^2025年8月から2026年7月までの月ごとに/);
      for (const { total } of months) assert.ok(label.includes(`${between(total, "yen")}円`), label);
      assert.equal((await chart.$$(".bar[data-kind=now]")).length, months.length);
      const rise = months.filter(({ addOns: list }) => list.some(({ id, higher }) => id === "medical-dx-promotion" && higher.length > 0));
      assert.equal((await chart.$$(".bar[data-kind=next]")).length, rise.length);
      assert.equal(await tab.$("canvas"), null);
    });

    async function showFiled(facility) {
      await start();
      await tab.evaluate((facility) => {
        const check = document.querySelector("dx-kasan-check");
        check.setAttribute("date", "2026-12-01");
        check.facility = facility;
        check.goTo("result");
      }, facility);
      await type(tab, await fieldOf(tab, patientsLabel("initial-visit")), "100");
      await type(tab, await fieldOf(tab, patientsLabel("revisit")), "600");
    }

    it("takes off what filing takes by the number of revisits, and says what of a sum it is", async () => {
      await showFiled(filed);
      await type(tab, await fieldOf(tab, REVISITS), "４，８００回");
      const linkage = addOnName("records-linkage", "medical");
      const volume = { from: "2026-12", until: "2027-11", patients: { "initial-visit": 100, revisit: 600 }, revisits: 4800 };
      const { months, total } = project(filed, volume);
      assert.equal(months[0].total.most.points, 400 + 1200 - 4800);
      const [head, december, , , april, ...rest] = await rowsOf(tab, "毎月の患者数から 月ごとの点数と金額");
      const column = head.indexOf(linkage);
      const lost = "うち明細書発行体制等加算－4,800点";
      assert.equal(december[column], `加算３－3,400〜－3,200点－34,000〜－32,000円${lost}`);
      // Its level is not known any more, and the filing takes the same.
      assert.equal(april[column], `まだ判定できない－4,800点－48,000円${lost}`);
      assert.equal(rest.at(-1).at(-1), `${between(total, "points")}点${between(total, "yen")}円`);
      const text = tight(await tab.$eval("[id$='-1-claims']", (section) => section.textContent));
      assert.match(text, /再診の延べ回数月に4,800回/);
      assert.match(
        text,
        /届け出ると算定できなくなる「明細書発行体制等加算」（再診（外来診療料を含む）1回につき1点）を、差し引いてあります。/,
      );
    });

    it("draws what is less than nothing below the line", async () => {
      await showFiled(filed);
      await type(tab, await fieldOf(tab, REVISITS), "4800");
      const seen = await tab.$eval("[id$='-1-claims'] svg[role=img]", (chart) => {
        const ground = Number(chart.querySelector(".bar__ground").getAttribute("y1"));
        const ends = [...chart.querySelectorAll(".bar[data-kind=now]")].map((bar) =>
          bar
            .getAttribute("points")
            .split(" ")
            .map((pair) => Number(pair.split(",")[1])),
        );
        return {
          label: chart.getAttribute("aria-label"),
          below: ends.every((end) => Math.abs(Math.min(...end) - ground) < 0.01 && Math.max(...end) > ground + 10),
        };
      });
      assert.equal(seen.below, true);
      assert.match(seen.label, /2026年12月から2027年2月までが月に－34,000〜－32,000円/);
    });

    it("leaves out what filing takes while the revisits are unknown, and says so", async () => {
      await showFiled(filed);
      const column = (await rowsOf(tab, "毎月の患者数から 月ごとの点数と金額"))[1][1];
      assert.equal(column, "加算３1,400〜1,600点14,000〜16,000円明細書発行体制等加算は差し引いていない");
      const text = tight(await tab.$eval("[id$='-1-claims']", (section) => section.textContent));
      assert.match(text, /再診の延べ回数が入力されていないため、差し引いていません。/);
      assert.match(text, /再診の延べ回数は不明/);
    });

    it("refuses fewer revisits than patients with one, at their field", async () => {
      await showFiled(filed);
      const before = await statuses(tab);
      const field = await fieldOf(tab, REVISITS);
      await type(tab, field, "599");
      assert.match(await described(field), /再診の延べ回数 599 が、再診の患者数 600 より少なくなっています。/);
      assert.deepEqual(await statuses(tab), before);
      await type(tab, field, "600");
      assert.equal(await tab.$("[id$='-1-claims'] .field__error"), null);
    });

    it("says beside the way up what filing takes, and at each level from where on it brings more", async () => {
      await showFiled({ ...filed, filings: { "records-linkage": null } });
      const said = () => tab.$eval("[id$='-1-ways']", (part) => part.textContent.replace(/\s+/g, ""));
      assert.match(
        await said(),
        /届け出ると、どの区分でも、「明細書発行体制等加算」（再診（外来診療料を含む）1回につき1点）を算定できなくなります。/,
      );
      for (const [level, points] of [
        ["１", 15],
        ["２", 9],
        ["３", 4],
      ]) {
        const line = `「加算${level}（${points}点）」では、ひと月の「初診の患者数×${points}＋再診（外来診療料を含む）の患者数×2」が「再診（外来診療料を含む）の延べ回数」より多ければ、届け出るほうが点数は増えます。`;
        assert.ok((await said()).includes(line), line);
      }
      await showFiled(filed);
      assert.match(await said(), /届け出ているため、.*は算定できません。区分が上がっても変わりません。/);
      assert.doesNotMatch(await said(), /届け出るほうが点数は増えます/);
    });

    for (const { id: facilityType, schedules } of rulesInfo().types) {
      it(`asks for all revisits where filing takes something by them, and nowhere else: ${facilityType}`, async () => {
        await show(facilityType, "2026-12-01");
        const labels = await tab.$$eval(".claims__form label", (all) => all.map((one) => one.textContent.trim()));
        assert.equal(labels.includes(REVISITS), ["medical-clinic", "dental-clinic"].includes(facilityType), schedules[0]);
        await setDay(tab, "2025-01-01");
        await goTo(tab, "result");
        assert.equal(
          (await tab.$$eval(".claims__form label", (all) => all.map((one) => one.textContent.trim()))).includes(REVISITS),
          false,
        );
      });
    }

    it("shows bounds only where they differ", async () => {
      await show("visiting-nursing-station", "2025-09-01");
      await answerWell(tab);
      const nursing = addOnName("visiting-nursing-dx", "visiting-nursing");
      await choose(tab, nursing, "届け出ている");
      await type(tab, await fieldOf(tab, "算定開始年月日（受理通知書にあります）", nursing), "2024-06-01");
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
        assert.deepEqual(
          labels,
          servicesOf(schedules[0]).map(({ id }) => patientsLabel(id)),
        );
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
      assert.match(
        text,
        /再診（外来診療料を含む）月に1,200人、再診の延べ回数は不明、マイナ保険証で確認できる患者45\.3%として計算しています。/,
      );
    });

    it("says what is wrong at the field, keeps what was typed, and reckons with the rest", async () => {
      await show("medical-clinic", "2025-09-01");
      await type(tab, await fieldOf(tab, patientsLabel("revisit")), "800");
      const before = await statuses(tab);
      const wrong = await fieldOf(tab, patientsLabel("initial-visit"));
      const share = await fieldOf(tab, SHARE);
      await type(tab, wrong, "たくさん");
      await type(tab, share, "150");
      for (const [field, typed] of [
        [wrong, "たくさん"],
        [share, "150"],
      ]) {
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
    await showSample(tab, rising);
  });
  after(() => browser?.close());

  it("is all there on paper without its fields, and as wide as A4", async () => {
    await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await tab.emulateMediaType("print");
    const seen = await tab.evaluate(() => {
      const shown = (selector) => [...document.querySelectorAll(selector)].map(({ offsetHeight }) => offsetHeight > 0);
      const tables = [...document.querySelectorAll("[id$='-1-claims'] .sheet")].every(
        ({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth,
      );
      return {
        width: document.documentElement.scrollWidth,
        tables,
        results: shown("[id$='-1-claims'] table").every(Boolean),
        fields: shown("[id$='-1-claims'] form").some(Boolean),
      };
    });
    await tab.emulateMediaType(null);
    assert.deepEqual(seen, { width: 718, tables: true, results: true, fields: false });
  });

  it("tells the bars apart in forced colours", async () => {
    const session = await tab.createCDPSession();
    const features = [
      { name: "forced-colors", value: "active" },
      { name: "prefers-color-scheme", value: "dark" },
    ];
    await session.send("Emulation.setEmulatedMedia", { features });
    const seen = await tab.evaluate(() =>
      ["now", "next"].map((kind) => {
        const { fill, stroke } = getComputedStyle(document.querySelector(`[id$='-1-claims'] .bar[data-kind=${kind}]`));
        return [fill, stroke];
      }),
    );
    const [ink, ground] = ["rgb(255, 255, 255)", "rgb(0, 0, 0)"];
    assert.deepEqual(seen, [
      [ink, ink],
      [ground, ink],
    ]);
  });
});
