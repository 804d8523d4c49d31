// One who gets everything wrong on the way through the page: told so when going on, led to each field, and nothing typed is lost.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { addOns, facts } from "../../pkg/dist/index.mjs";
import { mouse, reload, standing, typed } from "./hands.mjs";
import { browserNames, launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { accessibilityFaults } from "./page-driver.mjs";

const page = new URL("../../www/dist/index.html", import.meta.url).href;
const SHARE = facts().find(({ kind }) => kind === "ratio");
const shareLegend = SHARE.label.ja;
const filingLegend = `${addOns().find(({ id }) => id === "medical-dx-promotion").schedules[0].name.ja}を届け出ていますか`;
const [DAY, USERS, RECEIPTS, RATE, FILED] = [
  "何日の算定ですか",
  "マイナ保険証利用者数",
  "外来レセプト件数",
  "利用率（％）",
  "算定開始年月日（受理通知書にあります）",
];

/** Each step with everything that can be wrong there: what is typed, what is said of it, and how it is put right. */
const steps = [
  {
    step: "setting",
    rounds: [
      { typed: [["いつか", DAY]], said: ["施設の種類を選んでください。", "いつか"] },
      { chosen: [["どこの施設ですか", "医科診療所"]], typed: [["2025年2月30日", DAY]], said: ["2025年2月30日"] },
      { typed: [["", DAY]], said: [""] },
    ],
    right: [["令和7年7月1日", DAY]],
  },
  {
    step: `question/${SHARE.id}`,
    rounds: [
      { chosen: [[shareLegend, "人数で答える"]], typed: [["300", "当てはまる人数", shareLegend]], said: [""] },
      {
        typed: [
          ["1200", "当てはまる人数", shareLegend],
          ["1000", "全体の人数", shareLegend],
        ],
        said: [""],
      },
      { typed: [["たくさん", "当てはまる人数", shareLegend]], said: ["たくさん"] },
      {
        typed: [
          ["0", "当てはまる人数", shareLegend],
          ["0", "全体の人数", shareLegend],
        ],
        said: [""],
      },
      { chosen: [[shareLegend, "割合で答える"]], typed: [["三割", "割合（％）", shareLegend]], said: ["三割"] },
      { typed: [["0.3", "割合（％）", shareLegend]], said: ["0.3"] },
      { typed: [["120", "割合（％）", shareLegend]], said: ["120"] },
    ],
    right: [["30", "割合（％）", shareLegend]],
  },
  {
    step: "rates",
    rounds: [
      {
        typed: [
          ["450", USERS, "2025年4月"],
          ["半分", RATE, "2025年3月"],
          ["十", USERS, "2025年2月"],
          ["20", RECEIPTS, "2025年2月"],
        ],
        said: ["", "半分", "「十」は数として読めません"],
        places: ["2025年4月：", `2025年3月・${RATE}：`, `2025年2月・${USERS}：`],
      },
      {
        typed: [
          ["400", RECEIPTS, "2025年4月"],
          ["-1", USERS, "2025年2月"],
          ["0.45", RATE, "2025年3月"],
        ],
        said: ["", "0.45", ""],
      },
      {
        typed: [
          ["1000", RECEIPTS, "2025年4月"],
          ["60", RATE, "2025年4月"],
          ["1.5", USERS, "2025年2月"],
          ["150%", RATE, "2025年3月"],
        ],
        said: ["", "150%", ""],
      },
    ],
    right: [
      ["", RATE, "2025年4月"],
      ["9", USERS, "2025年2月"],
      ["45%", RATE, "2025年3月"],
    ],
  },
  {
    step: "filings",
    rounds: [
      {
        chosen: [[filingLegend, "届け出ている"]],
        typed: [["きのう", FILED, filingLegend]],
        said: ["きのう"],
        places: [`医療DX推進体制整備加算・${FILED}：`],
      },
      { typed: [["2025年4月1日、2025年4月31日", FILED, filingLegend]], said: ["2025年4月31日"] },
    ],
    right: [["2025年4月1日", FILED, filingLegend]],
  },
];

for (const name of browserNames) {
  describe(`mistakes in ${name}`, { timeout: 600_000 }, () => {
    let browser, tab, record;

    before(async () => {
      browser = await launch(name);
      ({ page: tab, record } = await open(browser, page));
      await mouse.press(tab, "日で指定する");
    });
    after(() => browser?.close());

    const enter = async ({ chosen = [], typed: texts = [] }) => {
      for (const given of chosen) await mouse.choose(tab, ...given);
      for (const given of texts) await mouse.type(tab, ...given);
    };

    const goOn = async () => (await tab.$("dx-kasan-check [type=submit]")).click();

    const told = () =>
      tab.evaluate(() => {
        const summary = document.querySelector(".mistakes");
        const links = [...(summary?.querySelectorAll("a") ?? [])];
        const textBefore = (link) =>
          [...link.parentElement.childNodes]
            .filter((node) => node.nodeType === Node.TEXT_NODE)
            .map((node) => node.data)
            .join("")
            .trim();
        return {
          focused: summary === document.activeElement,
          messages: links.map((one) => one.textContent.trim()),
          places: links.map(textBefore),
        };
      });

    /** Where the link of that number leads. */
    async function follow(index) {
      const links = await tab.$$(".mistakes a");
      await links[index].click();
      return tab.evaluate(() => {
        const { activeElement: field } = document;
        const ids = (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
        return {
          invalid: field.getAttribute("aria-invalid"),
          text: field.textContent,
          described: ids.map((id) => document.getElementById(id).textContent).join(" "),
        };
      });
    }

    // One way through, step by step: each begins where the one before has ended.
    for (const { step, rounds, right } of steps) {
      it(`says on going on what is wrong, and leads there: ${step}`, async () => {
        for (let presses = 0; presses < 30 && (await standing(tab)).step !== step; presses++) {
          const isBoolean = (await standing(tab)).step.startsWith("question/");
          await mouse.press(tab, isBoolean ? "あとで答える" : "次へ");
        }
        assert.equal((await standing(tab)).step, step);
        for (const { said, places = null, ...given } of rounds) {
          await enter(given);
          const before = await typed(tab);
          await goOn();
          assert.equal((await standing(tab)).step, step);
          const { focused, messages, places: named } = await told();
          if (places !== null) assert.deepEqual([...named].sort(), [...places].sort(), "where each stands");
          assert.ok(focused, "the list of mistakes has the focus");
          assert.equal(messages.length, said.length, messages.join());
          for (const part of said)
            assert.ok(
              messages.some((message) => message.includes(part)),
              `${messages} tells of 「${part}」`,
            );
          assert.deepEqual(await accessibilityFaults(tab), []);
          for (const [index, message] of messages.entries()) {
            const target = await follow(index);
            assert.ok(target.invalid === "true" || target.text.includes(message), `the link 「${message}」 leads to the field`);
            assert.ok(`${target.described} ${target.text}`.includes(message), `the message is with the field: ${message}`);
          }
          assert.deepEqual(await typed(tab), before, "nothing typed is lost");
        }
        const before = await typed(tab);
        await reload(tab);
        assert.equal((await standing(tab)).step, step);
        assert.deepEqual(await typed(tab), before, "nor on loading the page anew");
        await enter({ typed: right });
        await goOn();
        assert.deepEqual(await told(), { focused: false, messages: [], places: [] });
        assert.notEqual((await standing(tab)).step, step);
      });
    }

    it("goes on with what is left wrong, says so with the result, and leads back to it", async () => {
      await tab.evaluate(() => document.querySelector("dx-kasan-check").goTo("filings"));
      await mouse.type(tab, "いつか", FILED, filingLegend);
      await tab.evaluate(() => document.querySelector("dx-kasan-check").goTo("result"));
      const { messages } = await told();
      assert.equal(messages.length, 1);
      await follow(0);
      assert.equal((await standing(tab)).step, "filings");
      assert.equal(await tab.evaluate(() => document.activeElement.value), "いつか");
    });

    it("says nothing on the console meanwhile", () => {
      assert.deepEqual([record.messages, record.errors], [[], []]);
    });
  });
}
