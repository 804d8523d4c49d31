// The sections of the self-check page on what lies ahead, in real browsers. What they must say is asked of the facade; only the
// clinic that aims for the next level is followed by hand.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { evaluate, facts, outlook, readings, remedies, rulesInfo, timeline } from "../../pkg/dist/index.mjs";
import { browserNames, emulatingMedia, launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { accessibilityFaults, choose, described, fieldOf, goTo, monthField, setDay, showSample, type } from "./page-driver.mjs";

const root = new URL("../../", import.meta.url);
const page = new URL("www/dist/index.html", root).href;
const names = (await readdir(new URL("examples/", root))).filter((name) => name.endsWith(".json"));
const examples = await Promise.all(names.map(async (name) => JSON.parse(await readFile(new URL(`examples/${name}`, root), "utf8"))));
const rising = examples.find(({ title }) => title.ja === "次の区分をめざす医科診療所");

const typeLabel = (wanted) => rulesInfo().types.find(({ id }) => id === wanted).label.ja;
const yearAfter = (day) => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
const monthName = (month) => `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`;
const dayName = (day) => `${monthName(day)}${Number(day.slice(8))}日`;
const groupBy = (list, keyOf) => {
  const groups = new Map();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
};
/** The months of the add-ons of an outlook, those that ask for the same rates in the same months once. */
const courses = (months) => {
  const own = [...groupBy(months, ({ addOn }) => addOn).values()];
  const key = (list) =>
    JSON.stringify(
      list.map(({ claimMonth, measured, levels }) => [claimMonth, measured, [...new Set(levels.map(({ needed }) => needed))]]),
    );
  return [...new Map(own.map((list) => [key(list), list])).values()];
};
const tight = (text) => text.replace(/\s+/g, "");

/** The text of each match, without the white space that only lays it out. */
const texts = async (place, selector) => {
  await goTo(place, "result");
  return place.$$eval(selector, (all) => all.map((one) => one.textContent.replace(/\s+/g, "")));
};

/** The rows of the tables of rates, table by table, cell by cell. */
const rateRows = async (tab) =>
  (await goTo(tab, "result")) &&
  tab.$$eval("[data-part=rates] table", (tables) =>
    tables.map((table) => [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, "")))),
  );

/** What is said of a claim month: the list under its name. */
const claimMonth = async (tab, month) =>
  (await goTo(tab, "result")) &&
  tab.$$eval(
    ".ahead__month",
    (months, name) => months.find((one) => one.textContent.includes(name))?.innerText.replace(/\s+/g, ""),
    `${monthName(month)}の算定`,
  );

async function fitsTheScreen(tab) {
  const [content, screen] = await tab.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(content <= screen, `${content} > ${screen}`);
}

/** Days and types that the examples do not have, each as seen by someone who has answered nothing. */
const unanswered = [
  ["pharmacy", "2024-08-15"],
  ["medical-clinic", "2025-11-22"],
  ["hospital", "2028-01-10"],
  ["visiting-nursing-station", "2026-07-01"],
  ["dental-clinic", "2199-12-31"],
];

for (const name of browserNames) {
  describe(`what lies ahead, on the page in ${name}`, { timeout: 300_000 }, () => {
    let browser, tab, record;

    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    async function start(options) {
      await tab?.close();
      ({ page: tab, record } = await open(browser, page, options));
    }

    async function show(sample, options) {
      await start(options);
      await showSample(tab, sample);
    }

    async function showUnanswered([facilityType, day], options) {
      await start(options);
      await choose(tab, "どこの施設ですか", typeLabel(facilityType));
      await setDay(tab, day);
      await goTo(tab, "result");
    }

    it("tells the rising clinic what October and November need, and by when", async () => {
      await show(rising);
      const october = await claimMonth(tab, "2025-10");
      assert.match(october, /加算１・４（60%以上）：未入力の7月の実績で決まります/);
      assert.match(october, /加算２・５（40%以上）、加算３・６（25%以上）：6月の実績55\.00%で、もう満たしています/);
      const november = await claimMonth(tab, "2025-11");
      assert.match(november, /加算１・４（60%以上）：8月の実績しだいです。期限は8月31日までです/);
      assert.match(november, /8月の外来レセプトが1,000件なら、利用者600人以上が必要です/);
      const [rows] = await rateRows(tab);
      const row = rows.find(([month]) => month === "2025年11月");
      assert.deepEqual(
        [row[1], ...row.slice(-2)],
        [
          "60%以上△これからの実績しだい8月31日まで8月の外来レセプトが1,000件なら、利用者600人以上",
          "8月：これから7月：未入力6月：55.00%",
          "55.00%（6月）",
        ],
      );
    });

    it("says when the bar rises", async () => {
      await show(rising);
      const [october, march] = await texts(tab, "[data-part=rates] .ahead__list li");
      assert.match(october, /^2025年10月1日から、加算１・４に必要な利用率が45%から60%に.*上がります。$/);
      assert.match(march, /^2026年3月1日から、加算１・４に必要な利用率が60%から70%に.*上がります。$/);
    });

    it("counts how many users are still to come in the running month", async () => {
      await show(rising);
      const soFar = await fieldOf(tab, "この月のこれまでのマイナ保険証利用者数");
      await type(tab, soFar, "３８０人");
      assert.match(await claimMonth(tab, "2025-11"), /利用者600人以上（あと220人）/);
      await type(tab, soFar, "600");
      assert.match(await claimMonth(tab, "2025-11"), /利用者600人以上（もう足りています）/);
      await type(tab, soFar, "たくさん");
      assert.notEqual(await described(soFar), "");
      assert.match(await claimMonth(tab, "2025-11"), /利用者600人以上が必要です/);
    });

    it("takes the rate of a month that counts later", async () => {
      await show(rising);
      await type(tab, await fieldOf(tab, "利用率（％）", "2025年7月"), "61");
      assert.match(await claimMonth(tab, "2025-10"), /加算１・４（60%以上）.*：7月の実績61\.00%で、もう満たしています/);
    });

    for (const { title, date, facility } of examples) {
      it(`shows the rates to come as the facade tells them: ${title.ja}`, async () => {
        await show({ date, facility });
        const all = courses(outlook(facility, date).months);
        const shown = await rateRows(tab);
        assert.equal(shown.length, all.length);
        for (const rows of shown) {
          const own = all.find((one) => one.map(({ claimMonth }) => monthName(claimMonth)).join() === rows.map(([month]) => month).join());
          assert.ok(own !== undefined, "the claim months of an add-on");
          for (const [at, { measured, best, levels }] of own.entries()) {
            const cells = rows[at].slice(1, -2);
            const [counted, top] = rows[at].slice(-2);
            for (const { rate } of measured) assert.ok(rate === undefined || counted.includes(rate), counted);
            assert.equal(measured.filter(({ state }) => state === "awaited").length, counted.split("未入力").length - 1);
            assert.equal(measured.filter(({ state }) => state === "open").length, counted.split("これから").length - 1);
            assert.ok(top.startsWith(best?.rate ?? "まだわからない"), top);
            for (const { needed, reached, deadline, reachable } of levels) {
              const cell = cells.find((one) => one.startsWith(`${needed}以上`));
              assert.ok(
                cell.includes(
                  reached ? "満たしている" : !reachable ? "間に合わない" : deadline === null ? "未入力の月しだい" : "これからの実績しだい",
                ),
                cell,
              );
            }
          }
        }
      });

      it(`draws them as a chart that has words as well: ${title.ja}`, async () => {
        await show({ date, facility });
        const all = courses(outlook(facility, date).months);
        const charts = await tab.$$("[data-part=rates] svg[role=img]");
        assert.equal(charts.length, all.length);
        const labels = await Promise.all(charts.map((chart) => chart.evaluate((one) => one.getAttribute("aria-label"))));
        for (const months of all) {
          const span = `${monthName(months[0].claimMonth)}から${monthName(months.at(-1).claimMonth)}まで`;
          const index = labels.findIndex((one) => one.includes(span));
          const label = labels[index] ?? "";
          assert.ok(label.includes(span), label);
          const rates = months.flatMap(({ best, levels }) => [...(best ? [best.rate] : []), ...levels.map(({ needed }) => needed)]);
          assert.deepEqual(
            [...new Set(rates)].filter((rate) => !label.includes(rate)),
            [],
          );
          assert.equal((await charts[index].$$("polygon.chart__point")).length, months.filter(({ best }) => best !== null).length);
          assert.equal((await charts[index].$$(".chart__sign")).length, months.length);
        }
        assert.equal(await tab.$("canvas"), null);
      });

      it(`names every change that a better level takes: ${title.ja}`, async () => {
        await show({ date, facility });
        const inForce = evaluate(facility, date).addOns.filter(({ verdict }) => verdict !== "not-in-force");
        const all = remedies(facility, date).addOns.filter(({ id }) => inForce.some((addOn) => addOn.id === id));
        const wanted = all.filter(({ levels }) => levels.length > 0);
        const parts = await tab.$$("[id$='-1-ways'] .ahead__part");
        const names = await texts(tab, "[id$='-1-ways'] h3");
        assert.deepEqual(names.toSorted(), wanted.map(({ name }) => tight(name.ja)).sort());
        for (const { levels, name } of wanted) {
          const part = parts[names.indexOf(tight(name.ja))];
          assert.equal((await part.$$("h4")).length, levels.length);
          const said = tight(await part.evaluate((one) => one.textContent));
          for (const change of levels.flatMap(({ ways }) => ways).flatMap(({ changes }) => changes)) {
            const words =
              change.kind === "rate" ? [change.needed, change.missing ?? "", monthName(change.soonest.claimMonth)] : [change.action.ja];
            for (const word of [change.label.ja, ...words]) assert.ok(said.includes(tight(word)), `${word} in ${said}`);
          }
        }
      });

      it(`lists every day on which more changes than the months that count: ${title.ja}`, async () => {
        await show({ date, facility });
        const spans = timeline(facility, date, yearAfter(date)).addOns.flatMap((addOn) =>
          addOn.spans
            .slice(1)
            .filter(({ reasons }) => reasons.some(({ kind }) => !/^month-/.test(kind)))
            .map(({ from }) => [from, addOn.name.ja]),
        );
        const byDay = groupBy(
          spans.sort(([one], [other]) => one.localeCompare(other)),
          ([from]) => from,
        );
        const shown = await tab.$$eval("[id$='-1-changes'] .calendar__day", (days) =>
          days.map((day) => [
            day.querySelector("time").dateTime,
            ...[...day.querySelectorAll(".calendar__event")].map((event) => event.querySelector(".calendar__name").textContent),
          ]),
        );
        assert.deepEqual(
          shown,
          [...byDay].map(([day, events]) => [day, ...events.map(([, addOn]) => addOn)]),
        );
        assert.equal((await tab.$$("[id$='-1-changes'] .calendar__reasons li")).length >= spans.length, true);
      });

      it(`shows other readings only where they change the answer: ${title.ja}`, async () => {
        await show({ date, facility });
        const inForce = evaluate(facility, date).addOns.filter(({ verdict }) => verdict !== "not-in-force");
        const differing = inForce.filter((addOn) => !addOn.readings.same);
        const named = await texts(tab, "[id$='-1-readings'] h3");
        assert.deepEqual(
          named.filter((one) => !one.endsWith("の利用率の見通し")).sort(),
          differing.map(({ name }) => tight(name.ja)).sort(),
        );
        const doubted = await tab.$$eval("article.result", (all) =>
          all.filter((card) => card.querySelector(".tag[data-kind=doubt]") !== null).map((card) => card.dataset.addOn),
        );
        assert.deepEqual(
          doubted.filter((id) => !differing.some((addOn) => addOn.id === id)),
          [],
        );
      });
    }

    it("says how far the rate is from a better level, and when it can be reached", async () => {
      await show(rising);
      await setDay(tab, "2025-10-01");
      const [lines] = await texts(tab, "[id$='-1-ways'] .way__change");
      for (const line of [
        "マイナ保険証利用率が60%以上であること少しずつ",
        "判定に使える月のうち最も高い率は、2025年6月の55.00%です。",
        "あと5.00ポイント足りません。",
        "7月の実績は、まだ入力されていません。",
        "6月の外来レセプト1,000件では、利用者が600人以上必要でした（50人足りませんでした）。",
        "早ければ、2025年11月の算定から届きます。",
      ]) {
        assert.ok(lines.includes(line), `${line} in ${lines}`);
      }
    });

    it("says what another reading would give", async () => {
      const [date, facility] = ["2025-10-01", rising.facility];
      await show(rising);
      await setDay(tab, date);
      const [{ readings: other }] = evaluate(facility, date).addOns;
      assert.deepEqual(
        other.differing.map(({ reading, verdict }) => [reading, verdict]),
        [["C2", "undetermined"]],
      );
      const { question, alternatives } = readings().find(({ id }) => id === "C2");
      const { text } = alternatives.find(({ id }) => id === other.differing[0].alternative);
      const [said] = await texts(tab, "[id$='-1-readings'] .readings");
      assert.equal(
        said,
        tight(
          `${question.ja}これを「${text.ja.slice(0, -1)}」と解釈すると：まだ判定できない（「算定できない」から「加算１（12点）」まで）。`,
        ),
      );
      const inRates = (await texts(tab, "[id$='-1-readings'] .readings"))[1];
      assert.ok(inRates.includes(tight(question.ja)));
    });

    it("says what is to be filed for a better level", async () => {
      const example = examples.find(({ facility }) => facility.type === "medical-clinic" && facility.usage.length > 2);
      const { levels, name: addOn } = remedies(example.facility, example.date).addOns.find(({ levels }) => levels.length > 0);
      await show(example);
      const filing = async () => (await texts(tab, "[id$='-1-ways'] .ways__filing"))[0];
      assert.match(await filing(), new RegExp(`届出（${levels[0].filing.form}）が必要です。届け出てあるかを確かめてください`));
      await choose(tab, addOn.ja, "届け出ていない");
      assert.match(await filing(), /入力した届出では、この区分を算定できません/);
      await choose(tab, addOn.ja, "届け出ている");
      await type(tab, await fieldOf(tab, "算定開始年月日（受理通知書にあります）", addOn.ja), example.date);
      assert.match(await filing(), /入力した届出で、この区分も算定できます/);
    });

    it("says that nothing changes where nothing does", async () => {
      const [facilityType, day] = ["visiting-nursing-station", "2026-05-01"];
      assert.deepEqual(
        timeline({ type: facilityType }, day, yearAfter(day)).addOns.map(({ spans }) => spans.length),
        [1],
      );
      await showUnanswered([facilityType, day]);
      assert.deepEqual(await texts(tab, "[id$='-1-changes'] p"), [
        `${dayName(day)}から${dayName(yearAfter(day))}までに、いまの回答のままで変わることはありません。`,
      ]);
      assert.equal(await tab.$("[id$='-1-rates']"), null);
    });

    it("says of an unanswered question that its answer no longer matters", async () => {
      const [facilityType, day] = ["visiting-nursing-station", "2025-07-01"];
      await showUnanswered([facilityType, day]);
      const said = async () => {
        await goTo(tab, "review");
        const rows = await tab.$$eval(".review__row", (all) => all.map((row) => [...row.children].map((one) => one.textContent.trim())));
        return rows.filter(([, answer]) => answer.includes("結果に影響しません")).map(([what]) => what);
      };
      assert.deepEqual(await said(), []);
      const [first] = evaluate({ type: facilityType }, day).addOns[0].questions;
      const fact = facts().find(({ id }) => id === first);
      const inSchedule = (one) => one.wordings.find(({ schedules }) => schedules.includes("visiting-nursing")) ?? one;
      const { question } = inSchedule(fact);
      await choose(tab, question.ja, fact.favourable ? "いいえ" : "はい");
      const { settled } = evaluate({ type: facilityType, facts: { [first]: !fact.favourable } }, day).addOns[0];
      assert.ok(settled.length > 0);
      assert.deepEqual((await said()).sort(), settled.map((id) => inSchedule(facts().find((one) => one.id === id)).label.ja).sort());
    });

    it("keeps the years under the chart apart where it begins with a December", async () => {
      await showUnanswered(["medical-clinic", "2025-11-22"]);
      const years = await tab.$$eval("svg.chart__picture", ([chart]) =>
        [...chart.querySelectorAll("text")]
          .filter((text) => /^\d{4}$/.test(text.textContent))
          .map((text) => {
            const { left, right } = text.getBoundingClientRect();
            return { year: text.textContent, left, right };
          }),
      );
      assert.deepEqual(
        years.map(({ year }) => year),
        ["2025", "2026"],
      );
      assert.ok(years[0].right < years[1].left, JSON.stringify(years));
    });

    it("keeps the needed rate in sight on a phone", async () => {
      await show(rising, { viewport: { width: 360, height: 740 } });
      await goTo(tab, "result");
      const cells = await tab.$$eval("[data-part=rates] tbody td:nth-child(2)", (all) =>
        all.map((cell) => cell.getBoundingClientRect().right),
      );
      assert.ok(cells.length > 0 && cells.every((right) => right <= 360), cells.join());
      await fitsTheScreen(tab);
    });

    for (const state of unanswered) {
      it(`is quiet, leads nowhere astray, has no fault that axe finds, and fits a phone: ${state.join(" on ")}`, async () => {
        await showUnanswered(state, { viewport: { width: 360, height: 740 } });
        await fitsTheScreen(tab);
        assert.deepEqual(await accessibilityFaults(tab), []);
        const hashes = await tab.$$eval("dx-kasan-check a[href^='#']", (links) => [...new Set(links.map(({ hash }) => hash))]);
        for (const hash of hashes) {
          await goTo(tab, "result");
          const reached = await tab.evaluate((hash) => {
            document.querySelector(`dx-kasan-check a[href="${hash}"]`).click();
            return document.activeElement.closest(hash) === null ? "elsewhere" : hash;
          }, hash);
          assert.equal(reached, hash);
        }
        assert.deepEqual([record.messages, record.errors], [[], []]);
      });
    }
  });
}

describe("what lies ahead, on other media", () => {
  let browser, tab;

  before(async () => {
    browser = await launch(emulatingMedia[0]);
    ({ page: tab } = await open(browser, page, { viewport: { width: 718, height: 1000 } }));
    await choose(tab, "どこの施設ですか", typeLabel("medical-clinic"));
    await setDay(tab, "2025-11-22");
    await goTo(tab, "result");
  });
  after(() => browser?.close());

  it("is all there on paper, and as wide as A4", async () => {
    await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await tab.emulateMediaType("print");
    const seen = await tab.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      sections: ["rates", "ways", "changes"].map(
        (name) => document.querySelector(`.part[data-part=${name}] > .part__body`).offsetHeight > 0,
      ),
      levels: [...document.querySelectorAll("[id$='-1-ways'] h4")].every((heading) => heading.closest("details")?.open ?? true),
    }));
    await tab.emulateMediaType(null);
    assert.deepEqual(seen, {
      width: 718,
      sections: [true, true, true],
      levels: true,
    });
  });

  it("keeps the lines of the chart apart from their ground in forced colours", async () => {
    const session = await tab.createCDPSession();
    const features = [
      { name: "forced-colors", value: "active" },
      { name: "prefers-color-scheme", value: "dark" },
    ];
    await session.send("Emulation.setEmulatedMedia", { features });
    const seen = await tab.evaluate(() => {
      const ground = getComputedStyle(document.body).backgroundColor;
      const colours = [
        ["chart__needed", "stroke"],
        ["chart__needed[data-line='1']", "stroke"],
        ["chart__sign", "stroke"],
        ["chart__text", "fill"],
      ].map(([name, property]) => getComputedStyle(document.querySelector(`svg .${name}`))[property]);
      const texts = [...document.querySelectorAll("svg .chart__text")].map(getComputedStyle);
      return {
        ground,
        colours,
        fills: [...new Set(texts.map(({ fill }) => fill))],
        rims: [...new Set(texts.map(({ stroke }) => stroke))].sort(),
      };
    });
    assert.equal(seen.ground, "rgb(0, 0, 0)");
    assert.deepEqual([seen.fills, seen.rims], [["rgb(255, 255, 255)"], ["none", "rgb(0, 0, 0)"]], "no text has a rim of its own colour");
    assert.deepEqual(seen.colours, Array(4).fill("rgb(255, 255, 255)"));
  });
});
