// The self-check page in real browsers. What it must say is asked of the facade, so that a change of the law changes no test.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { addOns, evaluate, facts, parseDate, parseRate, rulesInfo } from "../../pkg/dist/index.mjs";
import { browserNames, launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { serve } from "./lib/server.mjs";
import { saysWhatTheFacadeSays } from "./facade.mjs";
import {
  accessibilityFaults,
  allText,
  choose,
  described,
  dayField,
  fieldOf,
  goTo,
  monthField,
  press,
  questionsOnPage,
  results,
  setDay,
  showSample,
  type,
} from "./page-driver.mjs";

const root = new URL("../../", import.meta.url);
const page = new URL("www/dist/index.html", root).href;
const names = (await readdir(new URL("examples/", root))).filter((name) => name.endsWith(".json"));
const examples = await Promise.all(names.map(async (name) => JSON.parse(await readFile(new URL(`examples/${name}`, root), "utf8"))));
const DAY = examples[0].date;
const [TYPES, SCHEDULES] = ["どこの施設ですか", "点数表"];

const labelled = (list, wanted) => list.find(({ id }) => id === wanted).label.ja;
const typeLabel = (id) => labelled(rulesInfo().types, id);
/** The fact's texts for the schedule and the day. */
const worded = (fact, schedule, day) =>
  fact.wordings.findLast(({ schedules, from, until }) => schedules.includes(schedule) && (from ?? day) <= day && day <= (until ?? day)) ??
  fact;
const oneLine = (text) => text.replace(/\s+/g, " ").trim();

function messageOf(refused) {
  try {
    refused();
  } catch ({ messageJa }) {
    return messageJa.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  }
  throw new Error("not refused");
}

const lastMonth = async (tab) => {
  await goTo(tab, "rates");
  const [, year, month] = /(\d+)年(\d+)月/.exec(await tab.$eval(".month legend", (legend) => legend.textContent));
  return `${year}-${month.padStart(2, "0")}`;
};

/** The states that a person meets, each reached from the page just opened. */
const states = {
  start: async () => {},
  "nothing answered": async (tab) => {
    await choose(tab, TYPES, typeLabel("pharmacy"));
    await setDay(tab, DAY);
  },
  "a wrong day": async (tab) => {
    await choose(tab, TYPES, typeLabel("hospital"));
    await setDay(tab, "令和7年13月1日");
    await press(tab, "1問ずつ答える");
  },
  "wrong numbers": async (tab) => {
    await choose(tab, TYPES, typeLabel("medical-clinic"));
    await setDay(tab, DAY);
    await type(tab, await monthField(tab, 0, "users"), "12");
    await type(tab, await monthField(tab, 1, "rate"), "半分");
    await press(tab, "次へ");
  },
  "one question": async (tab) => {
    await choose(tab, TYPES, typeLabel("medical-clinic"));
    await goTo(tab, `question/${facts()[0].id}`);
  },
  "all on one page": async (tab) => {
    await showSample(tab, examples[0]);
    await goTo(tab, "one-page");
  },
  "the answers to look through": async (tab) => {
    await showSample(tab, examples[0]);
    await goTo(tab, "review");
  },
  "the rate of the month": async (tab) => {
    await showSample(tab, examples[0]);
    await goTo(tab, "month");
  },
  "the answer alone, folded": async (tab) => {
    await showSample(tab, examples[0]);
    await tab.$$eval(".part", (parts) => parts.forEach((part) => void (part.open = false)));
  },
  ...Object.fromEntries(examples.map(({ title, date, facility }) => [title.ja, (tab) => showSample(tab, { date, facility })])),
};

for (const name of browserNames) {
  describe(`the page in ${name}`, { timeout: 300_000 }, () => {
    let browser, tab, record;

    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    async function start(options) {
      await tab?.close();
      ({ page: tab, record } = await open(browser, page, options));
    }

    for (const [state, reach] of Object.entries(states)) {
      it(`asks for nothing but its own files and is quiet: ${state}`, async () => {
        await start();
        await reach(tab);
        const files = ["index.html", "page.css", "page.js"].map((file) => new URL(file, page).href);
        // Firefox does not report what it reads from the disk.
        assert.deepEqual(
          record.requests.filter((url) => !files.includes(url)),
          [],
        );
        assert.deepEqual([record.messages, record.errors], [[], []]);
      });

      it(`has no fault that axe finds: ${state}`, async () => {
        await start();
        await reach(tab);
        assert.deepEqual(await accessibilityFaults(tab), []);
      });

      it(`fits a screen of 320 px, which is 400% on a desktop: ${state}`, async () => {
        await start({ viewport: { width: 320, height: 640 } });
        await reach(tab);
        const [content, screen] = await tab.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        assert.ok(content <= screen, `${content} > ${screen}`);
      });

      it(`shows no id: ${state}`, async () => {
        await start();
        await reach(tab);
        const text = await allText(tab);
        const ids = [...facts(), ...rulesInfo().requirements, ...rulesInfo().services].map(({ id }) => id).filter((id) => id.includes("-"));
        assert.deepEqual(
          ids.filter((id) => text.includes(id)),
          [],
        );
      });
    }

    it("works from a server as well, and asks for nothing more there", async () => {
      const server = await serve(fileURLToPath(new URL(".", page)));
      const served = await open(browser, server.url);
      await showSample(served.page, examples[0]);
      assert.equal((await results(served.page)).length > 0, true);
      const files = ["", "page.css", "page.js"].map((file) => server.url + file);
      assert.deepEqual(served.record.requests.toSorted(), files);
      await served.page.close();
      await server.close();
    });

    it("lets the browser refuse every connection", async () => {
      await start();
      const refused = await tab.evaluate(
        () =>
          new Promise((resolve) => {
            document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => resolve(effectiveDirective));
            fetch("http://127.0.0.1:9/").then(
              () => resolve("sent"),
              () => {},
            );
          }),
      );
      assert.equal(refused, "connect-src");
    });

    for (const { id: facilityType, schedules } of rulesInfo().types) {
      for (const schedule of schedules) {
        it(`asks the questions that matter, in the words of the schedule: ${facilityType}, ${schedule}`, async () => {
          await start();
          await choose(tab, TYPES, typeLabel(facilityType));
          await setDay(tab, DAY);
          if (schedules.length > 1) await choose(tab, SCHEDULES, labelled(rulesInfo().schedules, schedule));
          const matters = new Set(evaluate({ type: facilityType, schedule }, DAY).addOns.flatMap(({ questions }) => questions));
          const expected = facts()
            .filter(({ id }) => matters.has(id))
            .map((fact) => worded(fact, schedule, DAY))
            .map(({ label, question }) => oneLine(`${label.ja} ${question.ja}`));
          assert.deepEqual((await questionsOnPage(tab)).sort(), expected.sort());
        });
      }
    }

    for (const { title, date, facility } of examples) {
      it(`says what the facade says: ${title.ja}`, async () => {
        await start();
        await showSample(tab, { date, facility });
        await saysWhatTheFacadeSays(tab, facility, date);
      });
    }

    it("counts an answer of no, and takes it back as unknown", async () => {
      await start();
      const { date, facility } = examples.find(({ facility: { type } }) => type === "pharmacy");
      await showSample(tab, { date, facility });
      const fact = worded(facts()[0], "dispensing", date);
      await choose(tab, oneLine(fact.question.ja), "いいえ");
      await saysWhatTheFacadeSays(tab, { ...facility, facts: { ...facility.facts, [facts()[0].id]: false } }, date);
      await choose(tab, oneLine(fact.question.ja), "あとで答える");
      await saysWhatTheFacadeSays(tab, { ...facility, facts: { ...facility.facts, [facts()[0].id]: null } }, date);
    });

    it("reads full-width counts and rates in any spelling", async () => {
      await start();
      await choose(tab, TYPES, typeLabel("pharmacy"));
      await setDay(tab, "令和７年７月１日");
      await type(tab, await monthField(tab, 0, "users"), "４５０");
      await type(tab, await monthField(tab, 0, "receipts"), "１，０００件");
      await type(tab, await monthField(tab, 1, "rate"), "４５．３％");
      const usage = [
        { month: "2025-04", users: 450, receipts: 1000 },
        { month: "2025-03", rate: "45.3%" },
      ];
      await saysWhatTheFacadeSays(tab, { type: "pharmacy", usage }, "2025-07-01");
      assert.equal(await tab.$(".mistakes"), null);
      assert.match(await allText(tab), /45\.30?%/);
      await goTo(tab, "setting");
      assert.match(await allText(tab), /2025年7月1日（令和7年7月1日）/);
    });

    it("says what is wrong when one wants to go on, beside the field and above all fields", async () => {
      await start();
      await choose(tab, TYPES, typeLabel("pharmacy"));
      await setDay(tab, DAY);
      const rate = await monthField(tab, 0, "rate");
      await type(tab, rate, "半分");
      assert.equal(await described(rate), "", "nobody has tried to go on");
      await press(tab, "次へ");
      assert.equal(await rate.evaluate((input) => input.getAttribute("aria-invalid")), "true");
      assert.match(await described(rate), new RegExp(messageOf(() => parseRate("半分"))));
      const summary = await tab.evaluate(() => document.activeElement.matches(".mistakes") && document.activeElement.textContent);
      assert.match(summary, new RegExp(`1か所[^]*${messageOf(() => parseRate("半分"))}`));
      await (await tab.$(".mistakes a")).click();
      assert.equal(await tab.evaluate(() => document.activeElement.value), "半分");
      await saysWhatTheFacadeSays(tab, { type: "pharmacy" }, DAY);
      assert.equal((await tab.$$(".mistakes a")).length, 1, "the result tells of it as well");
      await type(tab, rate, "50");
      await press(tab, "次へ");
      await saysWhatTheFacadeSays(tab, { type: "pharmacy", usage: [{ month: await lastMonth(tab), rate: "50%" }] }, DAY);
      assert.equal(await tab.$(".mistakes"), null);
    });

    it("says that half a row is not enough", async () => {
      await start();
      await choose(tab, TYPES, typeLabel("pharmacy"));
      await setDay(tab, DAY);
      const receipts = await monthField(tab, 0, "receipts");
      await type(tab, await monthField(tab, 0, "users"), "12");
      await press(tab, "次へ");
      assert.notEqual(await described(receipts), "");
      await type(tab, receipts, "40");
      assert.equal(await described(receipts), "");
    });

    it("keeps a mistake in the day from looking like an answer", async () => {
      await start();
      await choose(tab, TYPES, typeLabel("pharmacy"));
      await setDay(tab, "いつか");
      await press(tab, "1問ずつ答える");
      assert.match(await described(await dayField(tab)), new RegExp(messageOf(() => parseDate("いつか"))));
      assert.deepEqual(await results(tab), []);
      await setDay(tab, DAY);
      assert.notDeepEqual(await results(tab), []);
    });

    it("takes a share by its counts and by its percentage", async () => {
      await start();
      await choose(tab, TYPES, typeLabel("medical-clinic"));
      await setDay(tab, DAY);
      const share = facts().find(({ kind }) => kind === "ratio");
      const legend = oneLine(worded(share, "medical", DAY).label.ja);
      const answers = (value) => ({ type: "medical-clinic", facts: { [share.id]: value } });
      await choose(tab, legend, "人数で答える");
      await type(tab, await fieldOf(tab, "当てはまる人数", legend), "310");
      await type(tab, await fieldOf(tab, "全体の人数", legend), "1000");
      await saysWhatTheFacadeSays(tab, answers({ part: 310, whole: 1000 }), DAY);
      await type(tab, await fieldOf(tab, "全体の人数", legend), "300");
      await press(tab, "次へ");
      assert.notEqual(await tab.$(".field__error"), null);
      await choose(tab, legend, "割合で答える");
      await type(tab, await fieldOf(tab, "割合（％）", legend), "３１％");
      await saysWhatTheFacadeSays(tab, answers("31%"), DAY);
      assert.equal(await tab.$(".mistakes"), null);
    });

    it("reads the days of filings, and says when there is none", async () => {
      await start();
      const { date, facility } = examples.find(({ facility: { type } }) => type === "medical-clinic");
      await showSample(tab, { date, facility });
      const required = evaluate(facility, date).addOns.filter(({ filing, verdict }) => filing.required && verdict !== "not-in-force");
      await goTo(tab, "filings");
      const asked = await tab.$$eval("legend", (legends) => legends.map((legend) => legend.textContent));
      assert.equal(asked.filter((legend) => legend.includes("届け出ていますか")).length, required.length);
      const [addOn] = required;
      await choose(tab, addOn.name.ja, "届け出ていない");
      await goTo(tab, "result");
      assert.match(await allText(tab), /有効な届出がないため/);
      await choose(tab, addOn.name.ja, "届け出ている");
      const days = await fieldOf(tab, "算定開始年月日（受理通知書にあります）", addOn.name.ja);
      await type(tab, days, "令和6年10月1日、2025/4/1");
      await goTo(tab, "result");
      assert.match(await allText(tab), /この日に有効な届出があります/);
      await type(tab, days, "きのう");
      await press(tab, "結果を見る");
      assert.match(await described(days), new RegExp(messageOf(() => parseDate("きのう"))));
    });

    it("names the symbols of a filing, and in the answer that of the level reached", async () => {
      await start();
      const { date, facility } = examples.find(({ facility: { type } }) => type === "medical-clinic");
      await showSample(tab, { date, facility });
      const { schedule, addOns: assessed } = evaluate(facility, date);
      const required = assessed.filter(({ filing, verdict }) => filing.required && verdict !== "not-in-force");
      const known = required.flatMap(({ id }) => {
        const { symbols } = addOns()
          .find((addOn) => addOn.id === id)
          .schedules.find((one) => one.schedule === schedule);
        const named = symbols.filter(({ from, until }) => from <= date && date <= (until ?? date)).map(({ symbol }) => symbol);
        return named.length === 0 ? [] : [`地方厚生局の名簿での受理記号：${named.join("、")}`];
      });
      assert.ok(known.length > 0);
      await goTo(tab, "filings");
      assert.deepEqual(await tab.$$eval('[data-kind="symbols"]', (hints) => hints.map((hint) => hint.textContent.trim())), known);
      await goTo(tab, "result");
      const said = [...(await allText(tab)).matchAll(/名簿に「(.+?)」という受理記号で載ります/g)].map(([, symbol]) => symbol);
      const told = required.flatMap(({ filing }) => filing.symbol ?? []);
      assert.deepEqual(said.sort(), told.sort());
    });

    it("lists what is still unknown, each linked to its question", async () => {
      await start();
      await choose(tab, TYPES, typeLabel("visiting-nursing-station"));
      await setDay(tab, DAY);
      const [addOn] = evaluate({ type: "visiting-nursing-station" }, DAY).addOns;
      await goTo(tab, "result");
      const links = await tab.$$(".result__open a");
      assert.equal(links.length, addOn.questions.length);
      await links[0].click();
      const target = await tab.evaluate(() => document.activeElement.textContent);
      const first = worded(
        facts().find(({ id }) => id === addOn.questions[0]),
        "visiting-nursing",
        DAY,
      );
      assert.ok(target.includes(first.question.ja));
    });

    it("announces the answer in one short sentence", async () => {
      await start();
      await showSample(tab, examples[0]);
      const said = await tab.$eval("[role=status]", (element) => element.textContent.trim());
      assert.ok(said.length > 0 && said.length < 60, said);
    });

    it("starts anew when asked to", async () => {
      await start();
      const fresh = await allText(tab);
      await start();
      await showSample(tab, examples[0]);
      await press(tab, "最初からやり直す");
      assert.equal(await allText(tab), fresh);
    });
  });
}

it("the page's own code and text hold no figure of the law", async () => {
  const listed = async (folder) => (await readdir(new URL(folder, root), { recursive: true })).map((file) => folder + file);
  const files = [...(await listed("www/src/")), ...(await listed("pkg/element/")), "www/index.html"].filter((file) =>
    /\.(m?js|html)$/.test(file),
  );
  assert.ok(files.length > 40);
  for (const file of files) {
    const uncommented = (await readFile(new URL(file, root), "utf8")).replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, "");
    const figures = uncommented.match(/[0-9０-９]+ *(%|％|点|円|割|年|か月)/g);
    assert.deepEqual([file, figures ?? []], [file, []]);
  }
});
