// What it takes to get an answer from the page, measured in Chromium as people use it: clicks, questions, where the answers are, heights
// and pages. Prints the table.
//
//     node tests/browser/measure.mjs

import { fileURLToPath } from "node:url";
import { facts, rulesInfo } from "../../pkg/dist/index.mjs";
import { launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { serve } from "./lib/server.mjs";

const TODAY = Date.UTC(2026, 11, 1, 3);
const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };
const NETWORK = "regional-network";

/** The situations: what the facility is, does, and answers; `null` is answered later. */
const situations = {
  clinic: { type: "medical-clinic", services: ["外来"], medicines: "院外処方", no: [NETWORK], rate: "23.61", filed: true },
  pharmacy: { type: "pharmacy", no: [], rate: "45.2", filed: true },
  hospital: {
    type: "hospital",
    services: [
      "外来",
      "入院（ベッドあり）",
      "訪問診療",
      "訪問看護",
      "オンラインでの医学管理と電子処方箋",
      "救急外来（意識のない患者など）",
    ],
    medicines: "両方",
    no: [NETWORK],
    rate: "41.5",
    filed: true,
  },
  dentist: { type: "dental-clinic", services: ["外来"], medicines: "院内処方", no: [NETWORK, "emr-guideline"], rate: "28.3", filed: true },
  newcomer: { type: "medical-clinic", services: ["外来"], medicines: "院外処方", no: [], rate: null, filed: null, later: true },
  "one sheet": { type: "medical-clinic", services: ["外来"], medicines: "院外処方", no: [NETWORK], rate: "49.1", filed: false },
};

const typeLabel = (wanted) => rulesInfo().types.find(({ id }) => id === wanted).label.ja;

/** A person at the page, whose clicks are counted. */
class Person {
  clicks = 0;

  constructor(page) {
    this.page = page;
  }

  async click(label) {
    const find = (label) =>
      [...document.querySelectorAll("dx-kasan-check :is(button, label, summary)")].find(
        (one) => one.checkVisibility() && [one.textContent.trim(), one.getAttribute("aria-label")].includes(label),
      );
    const element = (await this.page.evaluateHandle(find, label)).asElement();
    if (element === null) throw new Error(`nothing here is called 「${label}」`);
    await element.click();
    this.clicks += 1;
  }

  async type(label, text) {
    const find = (label) => [...document.querySelectorAll("dx-kasan-check label")].find((one) => one.textContent.trim() === label)?.control;
    const element = (await this.page.evaluateHandle(find, label)).asElement();
    if (element === null) throw new Error(`no field is called 「${label}」`);
    await element.focus();
    await this.page.keyboard.type(text);
  }

  step = () => this.page.evaluate(() => document.querySelector("dx-kasan-check").draft.step);
}

async function visit(browser, url) {
  const { page } = await open(browser, "about:blank", { viewport: SIZES.desktop });
  await page.evaluateOnNewDocument((now) => void (Date.now = () => now), TODAY);
  await page.goto(url);
  return new Person(page);
}

async function describe(person, { type, services = [], medicines }) {
  await person.click(typeLabel(type));
  for (const service of services) await person.click(service);
  if (medicines !== undefined) await person.click(medicines);
}

/** One question at a time, to the result; how many questions there were. */
async function oneByOne(person, situation) {
  await describe(person, situation);
  await person.click("1問ずつ答える");
  for (let questions = 0; ; questions++) {
    const step = await person.step();
    if (step === "result") return questions;
    if (questions > 60) throw new Error(`no end at ${step}`);
    if (step === "rates") {
      if (situation.rate !== null) await typeRate(person, situation.rate);
      await person.click("次へ");
    } else if (step === "filings") {
      await file(person, situation);
      await person.click("結果を見る");
    } else {
      await person.click(situation.later ? "あとで答える" : answerTo(step.slice("question/".length), situation));
    }
  }
}

function answerTo(id, { no }) {
  const { favourable } = facts().find((fact) => fact.id === id);
  return no.includes(id) || id === "special-dispensing-fee-b" || favourable === null ? "いいえ" : "はい";
}

async function typeRate(person, rate) {
  await person.page.evaluate(() => document.querySelector("dx-kasan-check .month input[inputmode=decimal]").focus());
  await person.page.keyboard.type(rate);
}

async function file(person, { filed }) {
  if (filed === null) return;
  const groups = await person.page.$$("dx-kasan-check fieldset[data-choice] label");
  for (const label of groups) {
    const text = await label.evaluate((one) => one.textContent.trim());
    if (text !== (filed ? "届け出ている" : "届け出ていない")) continue;
    await label.click();
    person.clicks += 1;
  }
}

/** All on one page: every group answered at once, and what is not so put right. */
async function onOnePage(person, situation) {
  await describe(person, situation);
  await person.click("1枚でまとめて答える");
  const groups = await person.page.$$("dx-kasan-check .rows-of__top button");
  if (!situation.later) {
    for (const group of groups) {
      await group.click();
      person.clicks += 1;
    }
    const rows = await person.page.$$("dx-kasan-check .answer-row");
    for (const row of rows) {
      const id = await row.evaluate((one) => one.id.replace(/^.*-question-/, ""));
      if (answerTo(id, situation) === "はい") continue;
      await (await row.$("input[value=no]")).click();
      person.clicks += 1;
    }
  }
  await file(person, situation);
}

/** Where the answers are, how long the result is, and how many headings it has, before anything is unfolded. */
async function placesOf(page, size) {
  await page.setViewport(SIZES[size]);
  return page.evaluate(() => {
    scrollTo(0, 0);
    const bottom = (name) => {
      const box = document.querySelector(`.box[data-box=${name}]`);
      return box === null ? null : Math.round(box.getBoundingClientRect().bottom);
    };
    return {
      now: bottom("now"),
      next: bottom("rate"),
      steps: bottom("steps"),
      height: document.documentElement.scrollHeight,
      headings: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((one) => one.checkVisibility()).length,
    };
  });
}

const pagesOf = (pdf) =>
  Buffer.from(pdf)
    .toString("latin1")
    .match(/\/Type\s*\/Page\b/g).length;

/** The short print, in pages of A4. */
async function shortPrint(page) {
  await page.evaluate(() => void (globalThis.print = () => {}));
  await page.evaluate(() => [...document.querySelectorAll("button")].find((one) => one.textContent.trim() === "印刷（1枚）").click());
  const pdf = await page.pdf({ format: "A4", printBackground: true });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  return pagesOf(pdf);
}

/** A month later: what was kept, opened again, and the rate that is asked for entered. */
async function monthlyReturn(browser, url) {
  const person = await visit(browser, url);
  await oneByOne(person, situations.clinic);
  await person.page.evaluate(() => {
    const { draft } = document.querySelector("dx-kasan-check");
    localStorage.setItem("dx-kasan-check", JSON.stringify({ on: "2026-11-10", draft: { ...draft, day: "2026-11-10", step: "result" } }));
    sessionStorage.clear();
  });
  await person.page.close();
  const again = await visit(browser, url);
  const asked = await again.page.$eval("h1", (heading) => heading.textContent.trim());
  await again.page.focus("dx-kasan-check textarea");
  await again.page.keyboard.type("49.1");
  await again.click("更新して結果を見る");
  const since = await again.page.$eval(".since", (one) => one.textContent.replace(/\s+/g, " ").trim());
  await again.page.evaluate(() => localStorage.clear());
  await again.page.close();
  return { clicks: again.clicks, asked, since };
}

/** From the review to an answer and back, in presses. */
async function changing(person) {
  await person.click("入力を変える");
  person.clicks = 0;
  await person.click("オンライン請求を変更");
  await person.click("いいえ");
  return (await person.step()) === "review" ? person.clicks : Number.POSITIVE_INFINITY;
}

/** Every figure, by situation; `monthly` and `change` are those of the clinic. */
export async function measure() {
  const server = await serve(fileURLToPath(new URL("../../www/dist/", import.meta.url)));
  const browser = await launch("chromium");
  try {
    const measured = {};
    for (const [name, situation] of Object.entries(situations)) {
      const slow = await visit(browser, server.url);
      const questions = await oneByOne(slow, situation);
      const { clicks } = slow;
      const places = { desktop: await placesOf(slow.page, "desktop"), phone: await placesOf(slow.page, "phone") };
      await slow.page.setViewport(SIZES.desktop);
      const pages = await shortPrint(slow.page);
      const change = name === "clinic" ? await changing(slow) : null;
      await slow.page.close();
      const quick = await visit(browser, server.url);
      await onOnePage(quick, situation);
      measured[name] = { clicks, questions, onePage: quick.clicks, ...places, pages, change };
      await quick.page.close();
    }
    return { measured, monthly: await monthlyReturn(browser, server.url) };
  } finally {
    await browser.close();
    await server.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { measured, monthly } = await measure();
  console.table(
    Object.fromEntries(
      Object.entries(measured).map(([name, { clicks, questions, onePage, desktop, phone, pages }]) => [
        name,
        {
          clicks,
          questions,
          "one page": onePage,
          "now y": `${desktop.now} / ${phone.now}`,
          "next rate y": `${desktop.next} / ${phone.next}`,
          "to do y": `${desktop.steps} / ${phone.steps}`,
          height: `${desktop.height} / ${phone.height}`,
          headings: desktop.headings,
          pages,
        },
      ]),
    ),
  );
  console.log(`monthly return: ${monthly.clicks} click, 「${monthly.asked}」, 「${monthly.since}」`);
  console.log(`changing an answer from the review: ${measured.clinic.change} presses`);
}
