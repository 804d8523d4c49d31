// Takes a picture of every state of the page, as wide as a phone and as a desktop, for somebody to look at.
//
//     node tests/browser/states.mjs FOLDER

import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { csv } from "../../benches/nation/rows.mjs";
import { launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { serve } from "./lib/server.mjs";

const folder = process.argv[2];
if (folder === undefined) throw new Error("say where the pictures are to go: node tests/browser/states.mjs FOLDER");
const WIDTHS = { phone: 360, desktop: 1280 };
const EXAMPLES = ["medical-clinic", "rising-clinic", "hospital", "dental-clinic", "pharmacy", "visiting-nursing-station"];

await mkdir(folder, { recursive: true });
const dist = fileURLToPath(new URL("../../www/dist/", import.meta.url));
const server = await serve(dist);
const browser = await launch("chromium");
const example = async (name) => JSON.parse(await readFile(new URL(`../../examples/${name}.json`, import.meta.url), "utf8"));

let taken = 0;

async function look(page, name) {
  for (const [width, pixels] of Object.entries(WIDTHS)) {
    await page.setViewport({ width: pixels, height: 800 });
    await page.screenshot({ path: join(folder, `${name}.${width}.png`), fullPage: true });
    taken += 1;
  }
}

/** The page, with its check in this language and of this facility. */
async function pageWith(lang, { facility, date } = {}) {
  const { page } = await open(browser, server.url);
  await page.evaluate(
    (lang, facility, date) => {
      const check = document.querySelector("dx-kasan-check");
      if (lang !== "ja") check.setAttribute("lang", lang);
      if (date) check.setAttribute("date", date);
      if (facility) check.facility = facility;
    },
    lang,
    facility ?? null,
    date ?? null,
  );
  return page;
}

const goTo = (page, step) =>
  page.evaluate((step) => (document.querySelector("dx-kasan-check").goTo(step), document.querySelector("dx-kasan-check").draft.step), step);

/** Every step of a facility, by pressing on from the start. */
/** Every step of the way, and those beside it. */
async function walk(page, name) {
  const steps = await page.evaluate(() => [
    "setting",
    ...dxKasan.facts().map(({ id }) => `question/${id}`),
    "rates",
    "filings",
    "review",
    "one-page",
    "month",
    "result",
  ]);
  for (const [at, step] of steps.entries()) {
    if ((await goTo(page, step)) !== step) continue;
    await look(page, `${name}.${String(at).padStart(2, "0")}-${step.replace("/", "-")}`);
  }
}

for (const lang of ["ja", "en"]) {
  const blank = await pageWith(lang);
  await look(blank, `${lang}.first`);
  await blank.close();
  for (const name of EXAMPLES) {
    const { facility, date } = await example(name);
    const page = await pageWith(lang, { facility, date });
    await walk(page, `${lang}.${name}`);
    await page.close();
  }
}

// What depends on the day, and a facility of which nothing is known.
const { facility } = await example("medical-clinic");
for (const [name, given] of Object.entries({
  unknown: { facility: { type: "medical-clinic" }, date: "2025-10-01" },
  "before-the-rules": { facility, date: "2024-05-31" },
  "past-the-review": { facility, date: "2030-04-01" },
  "after-the-reform": { facility, date: "2026-06-01" },
})) {
  const page = await pageWith("ja", given);
  await goTo(page, "result");
  await look(page, `state.${name}`);
  await page.close();
}

// Mistakes, and rates that were pasted.
const wrong = await pageWith("ja", { facility, date: "2025-10-01" });
await goTo(wrong, "rates");
await wrong.evaluate(() => {
  for (const [number, text] of [
    ["0", "12a"],
    ["1", "百"],
  ]) {
    const field = document.querySelectorAll("dx-kasan-check .month input")[number];
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  document.querySelector("dx-kasan-check .frame__ways button[type=submit]").click();
});
await look(wrong, "state.mistakes");
await wrong.evaluate(() => {
  const fold = document.querySelector("dx-kasan-check .paste").closest("details");
  fold.open = true;
  const text = fold.querySelector("textarea");
  text.value = "年月\t利用者数\t外来レセプト数\t利用率\n令和７年７月分\t４５３\t１，０００\t45.3％\n令和7年6月\t多数\t1000\t\n";
  text.dispatchEvent(new Event("input", { bubbles: true }));
  fold.querySelector("button").click();
});
await look(wrong, "state.pasted");
await wrong.close();

// The section for many facilities.
const many = await pageWith("ja");
await many.evaluate(() => (document.querySelector("#nation").open = true));
await look(many, "nation.empty");
await many.evaluate(
  (text) => {
    const input = document.querySelector("dx-kasan-nation input[type=file]");
    const files = new DataTransfer();
    files.items.add(new File([text], "facilities.csv"));
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  },
  [...csv(1600)].join(""),
);
await many.waitForFunction(() => document.querySelector("dx-kasan-nation .nation__add-on") !== null);
await look(many, "nation.counted");
await many.close();

// What is kept on the device, and the statement on accessibility.
const kept = await pageWith("ja", { facility, date: "2025-10-01" });
await goTo(kept, "result");
await kept.evaluate(() => {
  const keep = [...document.querySelectorAll("dx-kasan-check button")].find((button) =>
    button.textContent.includes("このパソコン・スマートフォンに保存する"),
  );
  keep.click();
  document.querySelector("dx-kasan-check .take__kept").scrollIntoView();
});
await look(kept, "state.kept");
await goTo(kept, "setting");
await kept.evaluate(() => {
  document.querySelector("dx-kasan-check .take__kept").closest("details").open = true;
  document.querySelector("#accessibility").open = true;
});
await look(kept, "state.kept-at-the-start");
await kept.evaluate(() => localStorage.clear());
await kept.close();

// A host that forbids WebAssembly.
const forbidding = await serve(dist, { headers: { "content-security-policy": "script-src 'self'" } });
for (const lang of ["ja", "en"]) {
  const { page } = await open(browser, forbidding.url);
  await page.evaluate((lang) => document.querySelector("dx-kasan-check").setAttribute("lang", lang), lang);
  await look(page, `state.forbidden.${lang}`);
  await page.close();
}
await forbidding.close();

// Paper, forced colours, and four times as large.
const { facility: clinic, date } = await example("medical-clinic");
const paper = await pageWith("ja", { facility: clinic, date });
await goTo(paper, "result");
const media = (features) => paper.createCDPSession().then((session) => session.send("Emulation.setEmulatedMedia", { features }));
await media([
  { name: "forced-colors", value: "active" },
  { name: "prefers-color-scheme", value: "dark" },
]);
await look(paper, "state.forced-colours");
await media([
  { name: "forced-colors", value: "none" },
  { name: "prefers-color-scheme", value: "light" },
]);
await paper.setViewport({ width: 320, height: 256 });
await paper.screenshot({ path: join(folder, "state.zoomed.png"), fullPage: true });
await paper.pdf({ path: join(folder, "state.paper.pdf"), format: "A4", printBackground: true });
await paper.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
await look(paper, "state.all-open");

console.log(`${taken} pictures of ${taken / 2} states in ${folder}`);
await browser.close();
await server.close();
