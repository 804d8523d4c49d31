// The claims of one patient's visits, on the page in real browsers. The patients that everyone asks about are worked out by hand.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { claim } from "../../pkg/dist/index.mjs";
import { typeLabel, addOnName, codesOfLines, patientsLabel, statuses, lines, addVisit, answerWell } from "./claims-driver.mjs";
import { browserNames, launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { choose, described, fieldOf, goTo, press, setDay, showSample, type } from "./page-driver.mjs";

const root = new URL("../../", import.meta.url);
const page = new URL("www/dist/index.html", root).href;
const rising = JSON.parse(await readFile(new URL("examples/rising-clinic.json", root), "utf8"));

for (const name of browserNames) {
  describe(`a patient's visits on the page in ${name}`, { timeout: 300_000 }, () => {
    let browser, tab;

    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    async function start(options) {
      await tab?.close();
      ({ page: tab } = await open(browser, page, options));
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
      const all = await lines(tab);
      const own = all.filter(([, addOn]) => addOn === name);
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
      const codes = (await codesOfLines(tab)).filter((_, row) => all[row][1] === name);
      const revisit = ["112708970", "112709270", "113705570"];
      assert.deepEqual(codes, [[], null, revisit, null, revisit], "of the fee without the card none is known in 2024");
      const reasons = own.map(([, , , reason]) => reason);
      assert.match(
        reasons[1],
        new RegExp(`^同じ月に2024年11月5日初診の「${name}」を算定するので.*この制限がなくなるのは、2024年12月1日からです。`),
      );
      assert.match(
        reasons[3],
        new RegExp(`^2024年12月10日再診（外来診療料を含む）の「${name}」を算定しているので.*2025年3月1日からです。`),
      );
      assert.ok(reasons.every((reason) => /根拠（\d+件）/.test(reason)));
      assert.match((await statuses(tab))[1], /^この患者の合計は、5点（50円）です。5件の受診のうち、加算を算定するのは3件です。$/);
    });

    for (const [first, second] of [
      ["home-visit", "initial-visit"],
      ["initial-visit", "home-visit"],
    ]) {
      it(`drops home care beside an initial visit of the month: ${first} before ${second}`, async () => {
        await show("medical-clinic", "2025-09-01");
        await answerWell(tab);
        const homeCare = addOnName("home-care-dx", "medical");
        await choose(tab, homeCare, "届け出ている");
        await type(tab, await fieldOf(tab, "算定開始年月日（受理通知書にあります）", homeCare), "2025-04-01");
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
        (await lines(tab)).map(([, addOn, claimed]) => [
          addOn.split("加算１")[0].split("加算２")[0],
          claimed.startsWith("○"),
          Number(/(\d+)点/.exec(claimed)[1]),
        ]),
        result.lines.map((line) => [addOnName(line.addOn, "medical"), line.claimed, line.claimed ? line.amount : 0]),
      );
      assert.ok((await statuses(tab))[1].includes(`${result.total.points}点（${result.total.yen}円）`));
    });

    it("marks what each visit came with, and leads to what is missing for another month", async () => {
      await show("medical-clinic", "2025-09-01");
      await addVisit(tab, 1, { date: "2024-12-03", service: "revisit", ticked: ["マイナ保険証で確認できた"] });
      const [[visit, , verdict, reason]] = await lines(tab);
      assert.equal(verdict, "？まだ判定できない0点");
      assert.equal(visit, "2024年12月3日再診（外来診療料を含む）マイナ保険証で確認できた");
      assert.match(reason, /^2024年12月1日の時点で、.*わからないものがあり/);
      await press(tab, "2024年12月1日の判定を見る");
      assert.equal(await tab.$eval("dx-kasan-check", (check) => check.draft.day), "2024-12-01");
      assert.equal(await tab.evaluate(() => document.activeElement.matches("article.result")), true);
      assert.deepEqual((await lines(tab)).length, 1, "the visit stays");
    });

    for (const kind of ["medical-clinic", "dental-clinic"]) {
      it(`claims nothing on a revisit by telephone: ${kind}`, async () => {
        await show(kind, "2025-07-08");
        await answerWell(tab);
        await addVisit(tab, 1, { date: "2025-07-08", service: "revisit", ticked: ["電話等再診"] });
        await addVisit(tab, 2, { date: "2025-07-20", service: "revisit" });
        const [[visit, , refused, reason], [, , claimed]] = await lines(tab);
        assert.equal(visit, "2025年7月8日再診（外来診療料を含む）電話等再診");
        assert.equal(refused, "×算定しない0点（算定できれば1点）");
        assert.match(reason, /^電話等再診では、この加算を算定しません。根拠（1件）/);
        assert.equal(claimed, "○算定する1点", "it begins no interval");
      });
    }

    it("asks for the telephone of a revisit alone, and says that a video is none", async () => {
      await show("medical-clinic", "2025-07-08");
      const labels = () => tab.$$eval(".visit__ticks label", (all) => all.map((one) => one.textContent.trim()));
      await addVisit(tab, 1, { date: "2025-07-08", service: "initial-visit" });
      assert.equal((await labels()).includes("電話等再診"), false);
      await addVisit(tab, 1, { date: "2025-07-08", service: "revisit", ticked: ["電話等再診"] });
      assert.match(await described(await fieldOf(tab, "電話等再診", "受診1")), /^ビデオ通話など、.*電話等再診ではありません。$/);
      await addVisit(tab, 1, { date: "2025-07-08", service: "initial-visit" });
      const [[visit]] = await lines(tab);
      assert.equal(visit, "2025年7月8日初診", "the mark is of no other visit");
    });

    it("remembers for another month what was answered for it", async () => {
      await show("medical-clinic", "2024-12-01");
      await answerWell(tab);
      await setDay(tab, "2026-07-01");
      await addVisit(tab, 1, { date: "2024-12-03", service: "revisit" });
      const line = (await lines(tab)).find(([, addOn]) => addOn === addOnName("medical-information-acquisition", "medical"));
      assert.match(line[2], /^○算定する/);
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
      const focused = () =>
        tab.evaluate(
          () => document.activeElement.closest(".visit")?.querySelector("legend").textContent ?? document.activeElement.textContent.trim(),
        );
      await (await tab.$("[id$='-1-add-visit']")).focus();
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
      await choose(tab, "どこの施設ですか", typeLabel("pharmacy"));
      await choose(tab, "どこの施設ですか", typeLabel("medical-clinic"));
      assert.equal(await (await fieldOf(tab, patientsLabel("revisit"))).evaluate(({ value }) => value), "800");
      assert.equal(await (await fieldOf(tab, "受診の種類")).evaluate(({ value }) => value), "revisit");
    });
  });
}
