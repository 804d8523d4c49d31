// Levels and fees in words.

import { addOns, rulesInfo } from "dx-kasan";
import { count, textOf, words } from "./context.mjs";

const text = words.result;

/** An add-on with the levels of all its days, for answers about other days than that of the assessment. */
export function addOnOverTime(wanted, schedule) {
  const { name, levels } = addOns()
    .find(({ id }) => id === wanted)
    .schedules.find((entry) => entry.schedule === schedule);
  return { id: wanted, name, levels };
}

/**
 * 加算１・２ for levels that are told apart by numbers, else their full names; null for a level that is the only one of the add-on, or of
 * its days.
 */
export function levelNames(addOn, ids) {
  const names = ids.map((id) => textOf(addOn.levels.find((level) => level.id === id).name));
  if (addOn.levels.length === 1 || names.every((name) => name === textOf(addOn.name))) return null;
  const numbers = names.map((name) => /[0-9０-９]+$/.exec(name)?.[0]);
  return numbers.includes(undefined) ? names.join(words.lists.comma) : text.level(numbers);
}

export const levelName = (addOn, id) => levelNames(addOn, [id]);

export const amountOf = ({ amount, unit }) => text.units[unit](count(amount));

/** 初診 12点, and how often. */
export function feeInWords(fee) {
  const service = textOf(rulesInfo().services.find(({ id }) => id === fee.service).label);
  const often = "months" in fee.per ? text.months(fee.per.months) : text.admissions(fee.per.admissions);
  return { service, amount: amountOf(fee), often, when: fee.when === undefined ? "" : text.when[fee.when] };
}

/** 「明細書発行体制等加算（再診1回につき1点）」: what a filing takes, and for what. */
export function lossInWords({ name, service, amount, unit }) {
  const each = amountOf({ amount: -amount, unit });
  return text.loss(textOf(name), textOf(rulesInfo().services.find(({ id }) => id === service).label), each);
}

/** The fees of the service that ranks the levels: 12点, or 1点／3点 where it depends on the card. */
export const mainAmount = (addOn, fees, schedule) => mainFees(addOn, fees, schedule).map(amountOf).join(words.lists.slash);

/** Their codes on receipts: 111703670、113707970（医学管理等）. */
export const mainCodes = (addOn, fees, schedule) =>
  mainFees(addOn, fees, schedule)
    .flatMap(({ codes }) => codes)
    .map(({ code, within }) => (within === null ? code : words.codes.inside(code, textOf(within))))
    .join(words.lists.comma);

function mainFees(addOn, fees, schedule) {
  const { mainService } = addOns()
    .find(({ id }) => id === addOn.id)
    .schedules.find((entry) => entry.schedule === schedule);
  return fees.filter(({ service }) => service === mainService);
}

/** 「加算１（12点）」, 「医療情報取得加算（1点）」, or the words for no level at all. */
export function levelAndAmount(addOn, id, schedule) {
  if (id === null) return text.noLevel;
  const { fees } = addOn.levels.find((level) => level.id === id);
  return text.levelAnd(levelName(addOn, id) ?? textOf(addOn.name), mainAmount(addOn, fees, schedule));
}
