// Uses 「算定のシミュレーション」 of the page as a person does, and names what is there as the facade does.

import { addOns, facts, rulesInfo } from "../../pkg/dist/index.mjs";
import { fieldOf, goTo, press, type } from "./page-driver.mjs";

const labelled = (list, wanted) => list.find(({ id }) => id === wanted).label.ja;
export const typeLabel = (id) => labelled(rulesInfo().types, id);
const serviceLabel = (id) => labelled(rulesInfo().services, id);
export const addOnName = (wanted, schedule) =>
  addOns()
    .find(({ id }) => id === wanted)
    .schedules.find((one) => one.schedule === schedule).name.ja;
export const count = (number) => number.toLocaleString("ja-JP");
/** 1,038, or －1,038. */
const amount = (number) => (number < 0 ? `－${count(-number)}` : count(number));
export const between = ({ least, most }, unit) =>
  least[unit] === most[unit] ? amount(least[unit]) : `${amount(least[unit])}〜${amount(most[unit])}`;
export const tight = (text) => text.replace(/\s+/g, "");
export const servicesOf = (schedule) => {
  const used = addOns().flatMap(({ schedules }) =>
    schedules.filter((one) => one.schedule === schedule).flatMap(({ services }) => services),
  );
  return rulesInfo().services.filter(({ id }) => used.includes(id));
};
const ofAdmissions = (wanted) => rulesInfo().services.find(({ id }) => id === wanted).counted === "admissions";
export const patientsLabel = (service) => `${serviceLabel(service)}の${ofAdmissions(service) ? "件数（件／月）" : "患者数（人／月）"}`;
export const REVISITS = "再診の延べ回数（ひと月）";
export const SHARE = "マイナ保険証で確認できる患者の割合（％）";

/** What is in the two sentences that assistive technology reads out when they change. */
export const statuses = async (tab) => {
  await goTo(tab, "result");
  return tab.$$eval(".claims__status[role=status]", (all) => all.map((one) => one.textContent.trim()));
};

/** The rows of a sheet, cell by cell. */
export async function rowsOf(tab, heading) {
  await goTo(tab, "result");
  return tab.$$eval(
    "[id$='-1-claims'] table.sheet__table",
    (tables, heading) => {
      const named = (table) =>
        table
          .getAttribute("aria-labelledby")
          .split(" ")
          .map((id) => document.getElementById(id).textContent.trim())
          .join(" ");
      const table = tables.find((one) => named(one) === heading);
      return [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, "")));
    },
    heading,
  );
}

/** The result of each add-on of each visit: the visit, the add-on, whether it is claimed, and why; without what is folded away beside the points. */
export async function lines(tab) {
  await goTo(tab, "result");
  return tab.$$eval("table[data-kind=visits] tbody tr", (rows) =>
    rows.map((row) =>
      [...row.cells].map((cell) => {
        const shown = cell.cloneNode(true);
        for (const part of shown.querySelectorAll(".more:has(.codes), .codes__none")) part.remove();
        return shown.textContent.replace(/\s+/g, "");
      }),
    ),
  );
}

/** The codes of each add-on of each visit, as they are folded away beside the points; null where none is spoken of. */
export async function codesOfLines(tab) {
  await goTo(tab, "result");
  return tab.$$eval("table[data-kind=visits] tbody tr", (rows) =>
    rows.map((row) => {
      const codes = [...row.querySelectorAll(".codes__code")].map((code) => code.textContent);
      return codes.length === 0 && row.querySelector(".codes__none") === null ? null : codes;
    }),
  );
}

export async function addVisit(tab, number, { date, service, ticked = [] }) {
  await goTo(tab, "result");
  const row = `受診${number}`;
  if ((await tab.$$(".visit")).length < number) await press(tab, "受診を追加する");
  await type(tab, await fieldOf(tab, "受診の日", row), date);
  const field = await fieldOf(tab, "受診の種類", row);
  await field.select(service);
  for (const box of ticked) await (await fieldOf(tab, box, row)).evaluate((field) => field.click());
}

/** Answers every question that is asked, in the way that helps the facility. */
export async function answerWell(tab) {
  for (const { id, kind, favourable } of facts()) {
    if (kind !== "boolean" || !(await goTo(tab, `question/${id}`))) continue;
    await press(tab, favourable ? "はい" : "いいえ");
  }
}

/** How much wider the page is than the screen. */
export const overhang = (tab) => tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
