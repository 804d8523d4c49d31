// Uses the self-check page as a person does: by the words on it.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = new Function(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));

/** Chooses the radio button of that label in the group of that legend. */
export async function choose(page, legend, label) {
  const option = await page.evaluateHandle(
    (legend, label) => {
      const group = [...document.querySelectorAll("fieldset")].find((one) => one.querySelector("legend").textContent.includes(legend));
      return [...(group?.querySelectorAll("label") ?? [])].find((one) => one.textContent.trim() === label)?.control;
    },
    legend,
    label,
  );
  const element = option.asElement();
  if (element === null) throw new Error(`no option 「${label}」 of 「${legend}」`);
  await element.click();
}

/** The text field of that label; `within` names the group (by legend) where several have it. */
export async function fieldOf(page, label, within = null) {
  const field = await page.evaluateHandle(
    (label, within) => {
      const groups = [...document.querySelectorAll("fieldset")];
      const place = within === null ? document : groups.find((one) => one.querySelector("legend").textContent.includes(within));
      return [...(place?.querySelectorAll("label") ?? [])].find((one) => one.textContent.trim() === label)?.control;
    },
    label,
    within,
  );
  const element = field.asElement();
  if (element === null) throw new Error(`no field 「${label}」${within === null ? "" : ` in 「${within}」`}`);
  return element;
}

/** Types a text in place of what a field holds, and leaves the field. */
export async function type(page, field, text) {
  await field.focus();
  await field.evaluate((input) => input.select());
  await page.keyboard.type(text);
  await page.keyboard.press("Tab");
}

export async function setDay(page, text) {
  await type(page, await page.$("input[type=text]"), text);
}

/** Presses a button, opening what it is folded away in. */
export async function press(page, label) {
  const found = await page.evaluate((label) => {
    const button = [...document.querySelectorAll("button")].find((one) => one.textContent.trim() === label);
    const folded = button?.closest("details");
    if (folded) folded.open = true;
    button?.click();
    return button !== undefined;
  }, label);
  if (!found) throw new Error(`no button 「${label}」`);
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

/** The lines of the summary: name, verdict, and level with amount where there is one. */
export function summaryLines(page) {
  return page.$$eval(".summary__item", (items) =>
    items.map((item) => ({
      name: item.querySelector("a").textContent.trim(),
      verdict: item.dataset.kind,
      level: item.querySelector(".summary__level")?.textContent.trim() ?? null,
    })),
  );
}

/** The cards of the add-ons in force: name, and of each requirement its name, its states and the number of its citations. */
export function results(page) {
  return page.$$eval("article.result", (cards) =>
    cards.map((card) => ({
      name: card.querySelector("h3").textContent.trim(),
      requirements: [...[...card.querySelectorAll("table")].at(-1).querySelectorAll("tbody tr")].map((row) => ({
        label: row.querySelector(".table__name").textContent.trim(),
        states: [...row.querySelectorAll(".mark")].map((mark) => mark.dataset.kind),
        citations: row.querySelectorAll(".citations__item").length,
      })),
    })),
  );
}

export const questionsOnPage = (page) =>
  page.$$eval("fieldset[id^=question] legend", (legends) => legends.map((legend) => legend.textContent.trim().replace(/\s+/g, " ")));

/** Everything a person can read on the page, folded parts included. */
export function allText(page) {
  return page.evaluate(() => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
    return document.body.innerText;
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
