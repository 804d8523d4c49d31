// 「算定のシミュレーション」 of the self-check page, in real browsers. The two patients that everyone asks about are worked out by
// hand; everything else that it must say is asked of the facade.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { addOns, claim, facts, project, rulesInfo } from "../../pkg/dist/index.mjs";
import { browserNames, launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { accessibilityFaults, choose, described, fieldOf, press, setDay, type } from "./page-driver.mjs";

const root = new URL("../../", import.meta.url);
const page = new URL("www/dist/index.html", root).href;
const rising = JSON.parse(await readFile(new URL("examples/rising-clinic.json", root), "utf8"));

const labelled = (list, wanted) => list.find(({ id }) => id === wanted).label.ja;
const typeLabel = (id) => labelled(rulesInfo().types, id);
const serviceLabel = (id) => labelled(rulesInfo().services, id);
const addOnName = (wanted, schedule) => addOns().find(({ id }) => id === wanted).schedules.find((one) => one.schedule === schedule).name.ja;
const count = (number) => number.toLocaleString("ja-JP");
const between = ({ least, most }, unit) => (least[unit] === most[unit] ? count(least[unit]) : `${count(least[unit])}〜${count(most[unit])}`);
const tight = (text) => text.replace(/\s+/g, "");
const servicesOf = (schedule) => {
  const used = addOns().flatMap(({ schedules }) => schedules.filter((one) => one.schedule === schedule).flatMap(({ services }) => services));
  return rulesInfo().services.filter(({ id }) => used.includes(id));
};
const patientsLabel = (service) => `${serviceLabel(service)}の${service === "admission" ? "件数（件／月）" : "患者数（人／月）"}`;
const SHARE = "マイナ保険証で確認できる患者の割合（％）";

/** What stands in the two sentences that assistive technology reads out when they change. */
const statuses = (tab) => tab.$$eval(".claims__status[role=status]", (all) => all.map((one) => one.textContent.trim()));

/** The rows of a sheet, cell by cell. */
const rowsOf = (tab, heading) =>
  tab.$$eval(
    "#claims table.sheet__table",
    (tables, heading) => {
      const named = (table) => table.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id).textContent.trim()).join(" ");
      const table = tables.find((one) => named(one) === heading);
      return [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, "")));
    },
    heading,
  );

/** The result of each add-on of each visit: the visit, the add-on, whether it is claimed, and why. */
const lines = (tab) =>
  tab.$$eval("table[data-kind=visits] tbody tr", (rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, ""))));

async function addVisit(tab, number, { date, service, card = false }) {
  const row = `受診${number}`;
  if ((await tab.$$(".visit")).length < number) await press(tab, "受診を追加する");
  await type(tab, await fieldOf(tab, "受診の日", row), date);
  const field = await fieldOf(tab, "受診の種類", row);
  await field.select(service);
  if (card) await (await fieldOf(tab, "マイナ保険証で確認できた", row)).evaluate((box) => box.click());
}

/** Answers every question that is asked, in the way that helps the facility. */
async function answerWell(tab) {
  for (const question of await tab.$$("fieldset[id^=question-]")) {
    const id = await question.evaluate((element) => element.id.replace(/^question-/, ""));
    const { kind, favourable } = facts().find((fact) => fact.id === id);
    if (kind === "boolean") await (await question.$(`input[value=${favourable ? "yes" : "no"}]`)).click();
  }
}

async function fitsTheScreen(tab) {
  const [content, screen] = await tab.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(content <= screen, `${content} > ${screen}`);
}

for (const name of browserNames) {
  describe(`the simulation on the page in ${name}`, { timeout: 300_000 }, () => {
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
    }

    async function showRising(options) {
      await start(options);
      await press(tab, rising.title.ja);
    }

    it("follows a patient from the initial visit through revisits", async () => {
      await show("medical-clinic", "2024-11-05");
      await answerWell(tab);
      const name = addOnName("medical-information-acquisition", "medical");
      const visits = [
        ["2024-11-05", "initial-visit"],
        ["令和6年11月20日", "revisit"],
        ["２０２４／１２／１０", "revisit"],
        ["2025-02-15", "revisit"],
        ["2025-03-01", "revisit"],
      ];
      for (const [index, [date, service]] of visits.entries()) await addVisit(tab, index + 1, { date, service });
      const own = (await lines(tab)).filter(([, addOn]) => addOn === name);
      assert.deepEqual(
        own.map(([visit, , claimed]) => [visit, claimed]),
        [
          ["2024年11月5日初診", "○算定する3点"],
          ["2024年11月20日再診（外来診療料を含む）", "×算定しない0点（算定できれば2点）"],
          ["2024年12月10日再診（外来診療料を含む）", "○算定する1点"],
          ["2025年2月15日再診（外来診療料を含む）", "×算定しない0点（算定できれば1点）"],
          ["2025年3月1日再診（外来診療料を含む）", "○算定する1点"],
        ],
      );
      const reasons = own.map(([, , , reason]) => reason);
      assert.match(reasons[1], new RegExp(`^同じ月に2024年11月5日初診の「${name}」を算定するので.*この制限がなくなるのは、2024年12月1日からです。`));
      assert.match(reasons[3], new RegExp(`^2024年12月10日再診（外来診療料を含む）の「${name}」を算定しているので.*2025年3月1日からです。`));
      assert.ok(reasons.every((reason) => /根拠（\d+件）/.test(reason)));
      assert.ok(reasons.every((reason) => reason.includes("不確かな点あり")));
      assert.match((await statuses(tab))[1], /^この患者の合計は、5点（50円）です。5件の受診のうち、加算を算定するのは3件です。$/);
    });

    for (const [first, second] of [["home-visit", "initial-visit"], ["initial-visit", "home-visit"]]) {
      it(`drops home care beside an initial visit of the month: ${first} before ${second}`, async () => {
        await show("medical-clinic", "2025-09-01");
        await answerWell(tab);
        const homeCare = addOnName("home-care-dx", "medical");
        await choose(tab, homeCare, "届け出ている");
        await type(tab, await fieldOf(tab, "届出が有効になった日", homeCare), "2025-04-01");
        await addVisit(tab, 1, { date: "2025-09-05", service: first });
        const alone = (await lines(tab)).find(([, addOn]) => addOn.startsWith(homeCare));
        if (first === "home-visit") assert.match(alone[2], /^○算定する/);
        await addVisit(tab, 2, { date: "2025-09-20", service: second });
        const dropped = (await lines(tab)).find(([, addOn]) => addOn.startsWith(homeCare));
        const day = first === "initial-visit" ? "2025年9月5日" : "2025年9月20日";
        assert.match(dropped[2], /^×算定しない0点（算定できれば\d+点）$/);
        assert.match(dropped[3], new RegExp(`^同じ月に${day}初診の「[^」]+」を算定するので、合わせては算定できません。`));
        const claimed = (await lines(tab)).filter(([, , one]) => one.startsWith("○"));
        assert.ok(claimed.length > 0 && claimed.every(([visit]) => visit.endsWith("初診")));
      });
    }

    it("says of an example's visits what the facade says", async () => {
      await showRising();
      const { facility, visits } = rising;
      const result = claim(facility, visits);
      assert.deepEqual(
        (await lines(tab)).map(([, addOn, claimed]) => [addOn.split("加算１")[0].split("加算２")[0], claimed.startsWith("○"), Number(/(\d+)点/.exec(claimed)[1])]),
        result.lines.map((line) => [addOnName(line.addOn, "medical"), line.claimed, line.claimed ? line.amount : 0]),
      );
      assert.ok((await statuses(tab))[1].includes(`${result.total.points}点（${result.total.yen}円）`));
    });

    it("marks what each visit came with, and leads to what is missing for another month", async () => {
      await show("medical-clinic", "2025-09-01");
      await addVisit(tab, 1, { date: "2024-12-03", service: "revisit", card: true });
      const [[visit, , , reason]] = await lines(tab);
      assert.equal(visit, "2024年12月3日再診（外来診療料を含む）マイナ保険証で確認できた");
      assert.match(reason, /^2024年12月1日の時点で、.*わからないものがあり/);
      await press(tab, "2024年12月1日の判定を見る");
      assert.equal(await tab.$eval("input[type=text]", (input) => input.value), "2024-12-01");
      assert.equal(await tab.evaluate(() => document.activeElement.matches("article.result")), true);
      assert.deepEqual((await lines(tab)).length, 1, "the visit stays");
    });

    it("remembers for another month what was answered for it", async () => {
      await show("medical-clinic", "2024-12-01");
      await answerWell(tab);
      await setDay(tab, "2026-07-01");
      await addVisit(tab, 1, { date: "2024-12-03", service: "revisit" });
      const line = (await lines(tab)).find(([, addOn]) => addOn === addOnName("medical-information-acquisition", "medical"));
      assert.match(line[2], /^○算定する/);
    });

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
        `2025年8月から2026年7月までの合計は、${between(result.total, "points")}点（${between(result.total, "yen")}円）です。`,
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
      const text = tight(await tab.$eval("#claims", (section) => section.textContent));
      for (const { text: made } of assumptions) assert.ok(text.includes(tight(made.ja)), made.ja);
      assert.match(text, /点数を0として計算した月2025年12月から2026年5月までの医療DX推進体制整備加算：/);
    });

    it("draws the months as bars that have words as well", async () => {
      await showRising();
      const { patients, cardShare } = rising.volume;
      const { months } = project(rising.facility, { from: "2025-08", until: "2026-07", patients, cardShare });
      const [chart] = await tab.$$("#claims svg[role=img]");
      const label = await chart.evaluate((element) => element.getAttribute("aria-label"));
      assert.match(label, /^2025年8月から2026年7月までの月ごとに/);
      for (const { total } of months) assert.ok(label.includes(`${between(total, "yen")}円`), label);
      assert.equal((await chart.$$("rect[data-kind=now]")).length, months.length);
      const rise = months.filter(({ addOns: list }) => list.some(({ id, higher }) => id === "medical-dx-promotion" && higher.length > 0));
      assert.equal((await chart.$$("rect[data-kind=next]")).length, rise.length);
      assert.equal(await tab.$("canvas"), null);
    });

    it("shows bounds only where they differ", async () => {
      await show("visiting-nursing-station", "2025-09-01");
      await answerWell(tab);
      const nursing = addOnName("visiting-nursing-dx", "visiting-nursing");
      await choose(tab, nursing, "届け出ている");
      await type(tab, await fieldOf(tab, "届出が有効になった日", nursing), "2024-06-01");
      await type(tab, await fieldOf(tab, patientsLabel("visiting-nursing")), "４０人");
      const { until, facility } = { until: "2026-05", facility: { type: "visiting-nursing-station" } };
      assert.equal(project(facility, { from: "2025-09", until, patients: {} }).months.length, 9);
      const [, first] = await rowsOf(tab, "毎月の患者数から 月ごとの点数と金額");
      assert.deepEqual(first.slice(0, 2), ["2025年9月", "2,000円"]);
      assert.equal(await tab.$eval("#claims", (section) => /\d[点]/.test(section.innerText)), false, "yen alone");
    });

    for (const { id: facilityType, schedules } of rulesInfo().types) {
      it(`has a field for each service of the schedule and no other: ${facilityType}`, async () => {
        await show(facilityType, "2025-09-01");
        const labels = await tab.$$eval(".claims__fields label", (all) => all.map((one) => one.textContent.trim()));
        assert.deepEqual(labels, servicesOf(schedules[0]).map(({ id }) => patientsLabel(id)));
        const values = await tab.$$eval("#claims input[type=text]", (all) => all.map((one) => one.value));
        assert.ok(values.length > 2 && values.every((value) => value === ""));
      });

      it(`is quiet, has no fault that axe finds, and fits a phone: ${facilityType}`, async () => {
        await show(facilityType, "2026-04-01", { viewport: { width: 360, height: 740 } });
        for (const { id } of servicesOf(schedules[0])) await type(tab, await fieldOf(tab, patientsLabel(id)), "123,456");
        await type(tab, await fieldOf(tab, "受診の日"), "令和8年4月10日");
        const field = await tab.$(".visit select");
        if (field !== null) await field.select(servicesOf(schedules[0])[0].id);
        assert.notEqual((await lines(tab)).length, 0);
        for (const folded of await tab.$$("#claims details")) await folded.evaluate((element) => (element.open = true));
        await fitsTheScreen(tab);
        assert.deepEqual(await accessibilityFaults(tab), []);
        assert.deepEqual([record.messages, record.errors], [[], []]);
      });
    }

    it("reads full-width digits and signs", async () => {
      await show("medical-clinic", "2025-09-01");
      await type(tab, await fieldOf(tab, patientsLabel("revisit")), "１，２００人");
      await type(tab, await fieldOf(tab, SHARE), "４５．３％");
      const text = tight(await tab.$eval("#claims", (section) => section.textContent));
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
        assert.match(await described(field), /⚠/);
      }
      assert.deepEqual(await statuses(tab), before);
      assert.match(await tab.$eval(".claims__mistakes", (one) => one.textContent), /読み取れない入力が2か所あります/);
      const link = await tab.$(".claims__mistakes a");
      await link.evaluate((element) => element.click());
      assert.equal(await tab.evaluate(() => document.querySelector(":target").matches(".field__error")), true);
      await type(tab, wrong, "30");
      await type(tab, share, "50");
      assert.equal(await tab.$("#claims .field__error"), null);
    });

    it("takes a visit that cannot be read out, and lets half a row stand while it is typed", async () => {
      await show("medical-clinic", "2025-09-01");
      await addVisit(tab, 1, { date: "2025-09-05", service: "revisit" });
      await press(tab, "受診を追加する");
      const date = await fieldOf(tab, "受診の日", "受診2");
      const service = await fieldOf(tab, "受診の種類", "受診2");
      await type(tab, date, "2025-09-10");
      assert.equal(await described(service), "", "the person is still in the row");
      await (await fieldOf(tab, "受診の日", "受診1")).focus();
      assert.match(await described(service), /受診の種類を選んでください/);
      await type(tab, date, "きのう");
      assert.match(await described(date), /きのう/);
      await service.select("revisit");
      await type(tab, date, "2024-05-31");
      assert.notEqual(await described(date), "", "before the rules");
      assert.equal(await date.evaluate((input) => input.value), "2024-05-31");
      assert.match((await statuses(tab))[1], /1件の受診のうち/);
    });

    it("adds and removes visits by the keyboard, and never loses the focus", async () => {
      await show("medical-clinic", "2025-09-01");
      const focused = () => tab.evaluate(() => document.activeElement.closest(".visit")?.querySelector("legend").textContent ?? document.activeElement.textContent.trim());
      await (await tab.$("#add-visit")).focus();
      await tab.keyboard.press("Enter");
      assert.equal(await focused(), "受診2");
      await tab.keyboard.type("2025-09-05");
      await tab.keyboard.press("Tab");
      await tab.keyboard.press("Enter");
      const [first, second] = await tab.$$(".visit > button");
      assert.equal(await tab.$$eval(".visit input[type=text]", (all) => all.map(({ value }) => value).join()), ",2025-09-05");
      await first.focus();
      await tab.keyboard.press("Enter");
      assert.equal(await focused(), "受診1");
      assert.equal(await tab.$$eval(".visit input[type=text]", (all) => all.map(({ value }) => value).join()), "2025-09-05");
      await second.focus();
      await tab.keyboard.press("Enter");
      assert.equal(await focused(), "受診を追加する");
      assert.equal((await tab.$$(".visit")).length, 0);
    });

    it("keeps what was typed when the type of the facility changes", async () => {
      await show("medical-clinic", "2025-09-01");
      await type(tab, await fieldOf(tab, patientsLabel("revisit")), "800");
      await addVisit(tab, 1, { date: "2025-09-05", service: "revisit" });
      await choose(tab, "施設の種類", typeLabel("pharmacy"));
      await choose(tab, "施設の種類", typeLabel("medical-clinic"));
      assert.equal(await (await fieldOf(tab, patientsLabel("revisit"))).evaluate(({ value }) => value), "800");
      assert.equal(await (await fieldOf(tab, "受診の種類")).evaluate(({ value }) => value), "revisit");
    });

    for (const day of ["2024-04-01", "2199-12-31"]) {
      it(`says so where the months are not in the rules' calendar: ${day}`, async () => {
        await show("dental-clinic", day);
        assert.notEqual(await tab.$eval("#claims .notice", (one) => one.textContent.trim()), "");
        assert.equal(await tab.$(".claims__fields"), null);
        assert.deepEqual([record.messages, record.errors], [[], []]);
      });
    }
  });
}

// Firefox lets no test ask for paper or for forced colours.
describe("the simulation, on other media", () => {
  let browser, tab;

  before(async () => {
    browser = await launch("chromium");
    ({ page: tab } = await open(browser, page, { viewport: { width: 718, height: 1000 } }));
    await press(tab, rising.title.ja);
  });
  after(() => browser?.close());

  it("is all there on paper without its fields, and as wide as A4", async () => {
    await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await tab.emulateMediaType("print");
    const seen = await tab.evaluate(() => {
      const shown = (selector) => [...document.querySelectorAll(selector)].map(({ offsetHeight }) => offsetHeight > 0);
      const tables = [...document.querySelectorAll("#claims .sheet")].every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth);
      return { width: document.documentElement.scrollWidth, tables, results: shown("#claims table").every(Boolean), fields: shown("#claims form").some(Boolean) };
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
        const { fill, stroke } = getComputedStyle(document.querySelector(`#claims .bar[data-kind=${kind}]`));
        return [fill, stroke];
      }),
    );
    const [ink, ground] = ["rgb(255, 255, 255)", "rgb(0, 0, 0)"];
    assert.deepEqual(seen, [[ink, ink], [ground, ink]]);
  });
});
