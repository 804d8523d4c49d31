// Uses the self-check page as a person does: by the words on it.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { facts } from "../../pkg/dist/index.mjs";

const axe = new Function(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));

const STEPS = ["setting", ...facts().map(({ id }) => `question/${id}`), "rates", "filings", "review", "result"];

/** Takes the check to a step, as its own links do, and unfolds the parts of the result; whether there is such a step. */
export const goTo = (page, step) =>
  page.evaluate((step) => {
    const check = document.querySelector("dx-kasan-check");
    check.goTo(step);
    for (const part of check.querySelectorAll(".part")) part.open = true;
    return check.draft.step === step;
  }, step);

/** Looks for something on the step that the check is on, then on all others; null where it is nowhere. `find` runs in the page. */
async function seek(page, find, ...given) {
  const here = await page.evaluate(() => document.querySelector("dx-kasan-check").draft.step);
  for (const step of [here, ...STEPS]) {
    if (step !== here && !(await goTo(page, step))) continue;
    await page.$$eval(".part", (parts) => parts.forEach((part) => void (part.open = true)));
    const element = (await page.evaluateHandle(find, ...given)).asElement();
    if (element !== null) return element;
  }
  return null;
}

/** Chooses the radio button of that label in the group of that legend, or presses the answer to a question. */
export async function choose(page, legend, label) {
  const find = (legend, label) => {
    const oneLine = (text) => text.replace(/\s+/g, " ").trim();
    const asked = document.querySelector(".question__label");
    if (asked !== null) {
      const heading = document.querySelector("h1").cloneNode(true);
      heading.querySelector(".frame__progress")?.remove();
      const question = `${oneLine(asked.textContent)} ${oneLine(heading.textContent)}`;
      const button = [...document.querySelectorAll(".question button")].find((one) => one.textContent.trim() === label);
      if (question.includes(legend) && button !== undefined) return button;
    }
    const group = [...document.querySelectorAll("fieldset")].find((one) =>
      one.querySelector("legend").textContent.replace(/\s+/g, " ").includes(legend),
    );
    return [...(group?.querySelectorAll("label") ?? [])].find((one) => one.textContent.trim() === label)?.control;
  };
  const element = await seek(page, find, legend, label);
  if (element === null) throw new Error(`no option 「${label}」 of 「${legend}」`);
  await element.evaluate((one) => {
    const fold = one.closest("details");
    if (fold !== null) fold.open = true;
  });
  await element.click();
}

/** A field by its label, on whatever step it is; `within` names the group (by legend) where several have it. */
class Field {
  constructor(page, label, within) {
    Object.assign(this, { page, label, within });
  }

  async #element() {
    const find = (label, within) => {
      const groups = [...document.querySelectorAll("fieldset")];
      const place =
        within === null ? document : groups.find((one) => one.querySelector("legend").textContent.replace(/\s+/g, " ").includes(within));
      return [...(place?.querySelectorAll("label") ?? [])].find((one) => one.textContent.trim() === label)?.control;
    };
    const element = await seek(this.page, find, this.label, this.within);
    if (element === null) throw new Error(`no field 「${this.label}」${this.within === null ? "" : ` in 「${this.within}」`}`);
    await element.evaluate((field) => {
      const fold = field.closest("details");
      if (fold !== null) fold.open = true;
    });
    return element;
  }

  async focus() {
    await (await this.#element()).focus();
  }

  async evaluate(...given) {
    return (await this.#element()).evaluate(...given);
  }

  async select(value) {
    return (await this.#element()).select(value);
  }
}

export const fieldOf = async (page, label, within = null) => new Field(page, label, within);

/** One of the three fields of a month: `users`, `receipts` or `rate`; months are numbered as they stand on the page. */
export async function monthField(page, number, part) {
  await goTo(page, "rates");
  const labels = await page.$$eval(
    ".month",
    (months, number) => {
      const month = months[number];
      return {
        legend: month.querySelector("legend").textContent.trim(),
        labels: [...month.querySelectorAll("label")].map((one) => one.textContent.trim()),
      };
    },
    number,
  );
  return new Field(page, labels.labels[["users", "receipts", "rate"].indexOf(part)], labels.legend);
}

/** Types a text in place of what a field holds, and leaves the field. */
export async function type(page, field, text) {
  await field.focus();
  await field.evaluate((input) => input.select());
  await page.keyboard.type(text);
  await page.keyboard.press("Tab");
}

export const dayField = (page) => fieldOf(page, "何日の算定ですか");

export async function setDay(page, text) {
  await type(page, await dayField(page), text);
}

/** Presses a button, opening what it is folded away in. */
export async function press(page, label) {
  const find = (label) => [...document.querySelectorAll("button")].find((one) => one.textContent.trim() === label);
  const button = await seek(page, find, label);
  if (button === null) throw new Error(`no button 「${label}」`);
  await button.evaluate((element) => {
    const folded = element.closest("details");
    if (folded) folded.open = true;
    element.click();
  });
}

/** Fills the check in with a sample facility of the repository, on its day, and goes to the result. */
export async function showSample(page, { date, facility, volume, visits }) {
  await page.evaluate(
    ({ date, facility, volume, visits }) => {
      const asText = (numbers) => Object.fromEntries(Object.entries(numbers).map(([part, value]) => [part, String(value)]));
      const check = document.querySelector("dx-kasan-check");
      check.setAttribute("date", date);
      check.facility = facility;
      const typed = {
        ...(volume && { patients: asText(volume.patients), revisits: String(volume.revisits ?? ""), cardShare: volume.cardShare ?? "" }),
        ...(visits && { visits }),
      };
      check.draft = { ...check.draft, ...typed };
    },
    { date, facility, volume, visits },
  );
  await goTo(page, "result");
}

/** What assistive technology says of a field's mistakes and hints. */
export function described(field) {
  return field.evaluate((input) =>
    (input.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .filter(Boolean)
      .map((id) => document.getElementById(id).textContent.trim())
      .join(" "),
  );
}

/**
 * The cards of the add-ons in force, in the order of the page: name, verdict, points, and of each requirement its name, its states and the
 * number of its citations.
 */
export async function results(page) {
  await goTo(page, "result");
  return page.$$eval("article.result", (cards) =>
    cards.map((card) => ({
      id: card.dataset.addOn,
      name: card.getAttribute("aria-label"),
      verdict: card.dataset.kind,
      amounts: [...card.querySelectorAll(".result__amount")].map((amount) => amount.textContent),
      codes: [...card.querySelectorAll(".result__answer .codes__code")].map((code) => code.textContent),
      requirements: [...[...card.querySelectorAll("table")].at(-1).querySelectorAll("tbody tr")].map((row) => ({
        label: row.querySelector(".table__name").textContent.trim(),
        states: [...row.querySelectorAll(".mark")].map((mark) => mark.dataset.kind),
        citations: row.querySelectorAll(".citations__item").length,
      })),
    })),
  );
}

/** All questions, each with its label before it. */
export async function questionsOnPage(page) {
  const questions = [];
  for (const step of STEPS.filter((one) => one.startsWith("question/"))) {
    if (!(await goTo(page, step))) continue;
    questions.push(
      await page.evaluate(() => {
        const heading = document.querySelector("h1").cloneNode(true);
        heading.querySelector(".frame__progress").remove();
        return `${document.querySelector(".question__label").textContent} ${heading.textContent}`.trim().replace(/\s+/g, " ");
      }),
    );
  }
  return questions;
}

/** Everything a person can read on the page, folded parts included. */
export function allText(page) {
  return page.evaluate(() => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
    // Whoever has a file of many facilities reads ids there: they are the names of its columns.
    const many = document.querySelector("dx-kasan-nation")?.closest("details");
    if (many) many.hidden = true;
    const text = document.body.innerText;
    if (many) many.hidden = false;
    return text;
  });
}

/** What axe finds against WCAG 2.2 AA and its own good practices, one line each. */
export async function accessibilityFaults(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    // Looking into style sheets is done by fetching them, which the page forbids.
    const { violations } = await globalThis.axe.run(document, {
      preload: false,
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`));
  });
}
