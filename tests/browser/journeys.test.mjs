// Whole ways through the self-check page as people take them: a clinic, a pharmacy by keyboard alone, a hospital on a phone, and one
// that knows nothing.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { addOns, evaluate, facts, rulesInfo } from "../../pkg/dist/index.mjs";
import { saysWhatTheFacadeSays } from "./facade.mjs";
import { keyboard, mouse, reload, standing, travel, typed } from "./hands.mjs";
import { browserNames, launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { accessibilityFaults } from "./page-driver.mjs";

const page = new URL("../../www/dist/index.html", import.meta.url).href;
const labelled = (list, wanted) => list.find(({ id }) => id === wanted).label.ja;
const addOnName = (wanted, schedule) =>
  addOns()
    .find(({ id }) => id === wanted)
    .schedules.find((one) => one.schedule === schedule).name.ja;
const oneLine = (text) => text.replace(/\s+/g, " ").trim();

const DAY = "何日の算定ですか";
const USERS = "マイナ保険証利用者数";
const RECEIPTS = "外来レセプト件数";
const RATE = "利用率（％）";
const FILED = "算定開始年月日（受理通知書にあります）";

/** What a person knows, in the spellings that people use, and the facility that it makes. */
const clinic = {
  type: "medical-clinic",
  schedule: "medical",
  day: ["令和７年７月１日", "2025-07-01"],
  share: { part: "３００", whole: "1,000人", is: { part: 300, whole: 1000 } },
  rates: [
    ["2025年4月", { [USERS]: "４５０", [RECEIPTS]: "１，０００件" }, { month: "2025-04", users: 450, receipts: 1000 }],
    ["2025年3月", { [RATE]: "４２．３％" }, { month: "2025-03", rate: "42.3%" }],
    ["2025年5月", { [RATE]: "46" }, { month: "2025-05", rate: "46%" }],
  ],
  filings: [["medical-dx-promotion", "令和6年10月1日、R7.4.1", ["2024-10-01", "2025-04-01"]]],
};
const pharmacy = {
  type: "pharmacy",
  schedule: "dispensing",
  day: ["2025/10/01", "2025-10-01"],
  rates: [["2025年7月", { [RATE]: "５０．５" }, { month: "2025-07", rate: "50.5%" }]],
  filings: [["medical-dx-promotion", "2025年4月1日", ["2025-04-01"]]],
};
const hospital = {
  type: "hospital",
  schedule: "medical",
  day: ["令和8年6月1日", "2026-06-01"],
  rates: [["2026年3月", { [USERS]: "1,500", [RECEIPTS]: "２８００" }, { month: "2026-03", users: 1500, receipts: 2800 }]],
  filings: [["records-linkage", "令和8年6月1日", ["2026-06-01"]]],
};

for (const name of browserNames) {
  describe(`journeys in ${name}`, { timeout: 600_000 }, () => {
    let browser, tab, record;

    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    async function start(options) {
      await tab?.close();
      ({ page: tab, record } = await open(browser, page, options));
    }

    /** What is asked on the step, in the words of the schedule and the day. */
    async function askedHere({ schedule, day }) {
      const said = await tab.evaluate(() => {
        const heading = document.querySelector("h1").cloneNode(true);
        heading.querySelector(".frame__progress").remove();
        return heading.textContent;
      });
      const fits = (one) => one.schedules.includes(schedule) && (one.from ?? day[1]) <= day[1] && day[1] <= (one.until ?? day[1]);
      return facts().find((fact) => oneLine((fact.wordings.findLast(fits) ?? fact).question.ja) === oneLine(said));
    }

    /**
     * Goes from the start to the result: `hands` is how, `plan` what the person knows, `look` sees each step once it is filled in.
     * Returns the facility that was told.
     */
    async function goThrough(hands, plan, look = async () => {}) {
      const facility = { type: plan.type, facts: {}, usage: [], filings: {} };
      const fill = {
        async setting() {
          await hands.choose(tab, "どこの施設ですか", labelled(rulesInfo().types, plan.type));
          await hands.press(tab, "日で指定する");
          await hands.type(tab, plan.day[0], DAY);
          return "1問ずつ答える";
        },
        async question() {
          const { id, kind, favourable, label } = await askedHere(plan);
          if (kind === "boolean") {
            facility.facts[id] = favourable;
            return favourable ? "はい" : "いいえ";
          }
          if (plan.share === undefined) return "あとで答える";
          await hands.choose(tab, label.ja, "人数で答える");
          await hands.type(tab, plan.share.part, "当てはまる人数", label.ja);
          await hands.type(tab, plan.share.whole, "全体の人数", label.ja);
          facility.facts[id] = plan.share.is;
          return "次へ";
        },
        async rates() {
          for (const [month, texts, entry] of plan.rates) {
            for (const [label, text] of Object.entries(texts)) await hands.type(tab, text, label, month);
            facility.usage.push(entry);
          }
          return plan.filings.length === 0 ? "結果を見る" : "次へ";
        },
        async filings() {
          for (const [addOn, text, days] of plan.filings) {
            const legend = `${addOnName(addOn, plan.schedule)}を届け出ていますか`;
            await hands.choose(tab, legend, "届け出ている");
            await hands.type(tab, text, FILED, legend);
            facility.filings[addOn] = days;
          }
          return "結果を見る";
        },
      };
      for (const steps = []; ; ) {
        const now = await standing(tab);
        assert.ok(!steps.includes(now.step), `${now.step} comes a second time`);
        if (steps.push(now.step) > 1) assert.ok(now.focused, `${now.step}: the heading has the focus`);
        if (now.step === "result") break;
        assert.equal(now.progress === null, now.step === "setting", now.step);
        const onward = await fill[now.step.split("/")[0]]();
        await look(now.step);
        assert.equal(await tab.$(".mistakes"), null, now.step);
        await hands.press(tab, onward);
      }
      return facility;
    }

    const isQuiet = () => assert.deepEqual([record.messages, record.errors], [[], []]);

    it("a clinic finds its answer, and loses nothing by going back or loading the page anew", async () => {
      await start();
      const facility = await goThrough(mouse, clinic, async (step) => {
        assert.deepEqual(await accessibilityFaults(tab), [], step);
        if (step === "rates") {
          const before = await typed(tab);
          await mouse.press(tab, "戻る");
          assert.match((await standing(tab)).step, /^question\//);
          await travel(tab, "back");
          assert.equal((await standing(tab)).step, "rates", "the browser's way back leads to where one was");
          assert.deepEqual(await typed(tab), before);
          await reload(tab);
          assert.equal((await standing(tab)).step, "rates");
          assert.deepEqual(await typed(tab), before);
          assert.equal(await tab.evaluate(() => location.href.replace(/.*\//, "")), "index.html");
        }
      });
      await saysWhatTheFacadeSays(tab, facility, clinic.day[1]);
      await reload(tab);
      await saysWhatTheFacadeSays(tab, facility, clinic.day[1]);
      assert.deepEqual(await accessibilityFaults(tab), []);
      isQuiet();
    });

    it("a pharmacy does it all by keyboard", async () => {
      await start();
      const facility = await goThrough(keyboard, pharmacy);
      await saysWhatTheFacadeSays(tab, facility, pharmacy.day[1]);
      isQuiet();
    });

    it("a hospital does it on a phone, and changes an answer before it looks at the result", async () => {
      await start({ viewport: { width: 360, height: 740 } });
      const changed = facts().find(({ id }) => id === "online-claims");
      const facility = await goThrough(mouse, hospital, async (step) => {
        const [content, screen] = await tab.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        assert.ok(content <= screen, `${step}: ${content} > ${screen}`);
      });
      await mouse.press(tab, "入力を変える");
      await mouse.press(tab, `${changed.label.ja}を変更`);
      assert.equal((await standing(tab)).step, `question/${changed.id}`);
      await mouse.press(tab, "あとで答える");
      assert.equal((await standing(tab)).step, "review", "one press there and one back");
      await mouse.press(tab, "結果を見る");
      await saysWhatTheFacadeSays(tab, { ...facility, facts: { ...facility.facts, [changed.id]: null } }, hospital.day[1]);
      isQuiet();
    });

    it("one who knows nothing gets through as well, and is told what to find out", async () => {
      await start();
      await mouse.choose(tab, "どこの施設ですか", labelled(rulesInfo().types, "medical-clinic"));
      await mouse.press(tab, "日で指定する");
      await mouse.type(tab, clinic.day[0], DAY);
      await mouse.press(tab, "1問ずつ答える");
      for (let presses = 0; presses < 30 && (await standing(tab)).step !== "result"; presses++) {
        assert.equal(await tab.$("[aria-pressed=true], .frame__step input:checked"), null, "nothing is chosen beforehand");
        const { step } = await standing(tab);
        await mouse.press(tab, step.startsWith("question/") ? "あとで答える" : step === "filings" ? "結果を見る" : "次へ");
      }
      assert.equal((await standing(tab)).step, "result");
      await saysWhatTheFacadeSays(tab, { type: "medical-clinic" }, clinic.day[1]);
      const { addOns: all } = evaluate({ type: "medical-clinic" }, clinic.day[1]);
      assert.ok((await tab.$$(".result__open a")).length >= all.find(({ verdict }) => verdict === "undetermined").questions.length);
      isQuiet();
    });
  });
}
