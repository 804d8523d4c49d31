// Columns put together and taken apart by rows, without the engine: for facilities that come in turns, and for workers that
// answer in turns. What the arrays hold is not looked at; the engine checks whatever it reads.

import { DxKasanError } from "./error.mjs";
import { kindOf, wrongType } from "./refusal.mjs";
import { viewOf } from "./typed.mjs";

export const BYTES = ["types", "schedules", "prefectures"];
export const WORDS = ["known", "yes"];
export const RATES = ["parts", "wholes"];
// What few facilities have, each field an array.
export const LISTS = {
  dated: ["rows", "facts", "since", "until"],
  filings: ["rows", "addOns", "days"],
  homeCare: ["rows", "usage", "users", "receipts", "claims", "homeReceipts"],
};

export function joinColumns(parts) {
  try {
    return joined([...parts].map(opened));
  } catch (thrown) {
    if (thrown instanceof DxKasanError) throw thrown;
    // Whatever was missing, threw when it was read, or did not fit.
    throw refused("wrong-type", "parts", "expected columns of this package", "値の種類が違います。このパッケージの列データが必要です。");
  }
}

const MOST_ROWS = 10 ** 9;

// A part with views of its own arrays, each as long as its rows say, and with ids that are texts.
function opened(part, index) {
  const path = `parts[${index}]`;
  const { rows } = part;
  if (!Number.isInteger(rows) || rows < 0 || rows > MOST_ROWS) throw wrongType(`${path}.rows`, "rows", kindOf(rows));
  const ids = (key) => {
    const list = part[key];
    if (!Array.isArray(list) || !list.every((id) => typeof id === "string")) throw wrongType(`${path}.${key}`, "ids", kindOf(list));
    return [...list];
  };
  const take = (of, name, at, kind, needed) => {
    const view = viewOf(of[name], kind, `${at}.${name}`);
    if (view.length !== needed) throw wrongLength(`${at}.${name}`, needed, view.length);
    return view;
  };
  const rates = (of, at) => Object.fromEntries(RATES.map((name) => [name, take(of, name, at, Uint32Array, rows)]));
  const own = { rows, facts: ids("facts"), addOns: ids("addOns") };
  const words = Math.max(1, Math.ceil(own.facts.length / 32));
  for (const name of BYTES) own[name] = take(part, name, path, Uint8Array, rows);
  for (const name of WORDS) own[name] = take(part, name, path, Uint32Array, rows * words);
  own.ratios = [...part.ratios].map((ratio, at) => ({ fact: `${ratio.fact}`, ...rates(ratio, `${path}.ratios[${at}]`) }));
  own.usage = [...part.usage].map((column, at) => ({
    month: `${column.month}`,
    basis: `${column.basis}`,
    ...rates(column, `${path}.usage[${at}]`),
  }));
  for (const [name, fields] of Object.entries(LISTS)) {
    const length = viewOf(part[name].rows, Uint32Array, `${path}.${name}.rows`).length;
    own[name] = Object.fromEntries(fields.map((field) => [field, take(part[name], field, `${path}.${name}`, Uint32Array, length)]));
    const within = (field, end) => {
      const at = own[name][field]?.findIndex((value) => value >= end) ?? -1;
      if (at >= 0)
        throw refused(
          "out-of-range",
          `${path}.${name}.${field}[${at}]`,
          `must be less than ${end}`,
          `${end} より小さくなければなりません。`,
        );
    };
    within("rows", rows);
    within("usage", own.usage.length);
  }
  return own;
}

function wrongLength(path, needed, found) {
  const params = { needed: `${needed}`, found: `${found}` };
  const message = `there are ${found} elements where ${needed} are needed`;
  return new DxKasanError({ code: "inconsistent", path, params, message, messageJa: `要素が ${found} 個あります。${needed} 個必要です。` });
}

function joined(parts) {
  const [model] = parts;
  if (model === undefined) throw refused("incomplete", "parts", "there are no columns to join", "つなぐ列データがありません。");
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const words = Math.max(1, Math.ceil(model.facts.length / 32));
  const unknown = () => ({ parts: new Uint32Array(rows), wholes: new Uint32Array(rows) });
  const whole = { rows };
  for (const name of BYTES) whole[name] = new Uint8Array(rows);
  whole.facts = model.facts;
  for (const name of WORDS) whole[name] = new Uint32Array(rows * words);
  whole.ratios = model.ratios.map(({ fact }) => ({ fact, ...unknown() }));
  whole.usage = [];
  whole.addOns = model.addOns;
  const lists = Object.entries(LISTS).map(([name, fields]) => [name, Object.fromEntries(fields.map((field) => [field, []]))]);
  let first = 0;
  parts.forEach((part, index) => {
    for (const [key, ids] of Object.entries({ facts: part.facts, addOns: part.addOns, ratios: part.ratios.map(({ fact }) => fact) })) {
      const expected = key === "ratios" ? model.ratios.map(({ fact }) => fact) : model[key];
      if (`${ids}` !== `${expected}`) throw otherRules(`parts[${index}].${key}`);
    }
    for (const name of BYTES) whole[name].set(part[name], first);
    for (const name of WORDS) {
      for (let word = 0; word < words; word++) {
        whole[name].set(part[name].subarray(word * part.rows, (word + 1) * part.rows), word * rows + first);
      }
    }
    const put = (to, from) => RATES.forEach((name) => to[name].set(from[name], first));
    whole.ratios.forEach((ratio, number) => put(ratio, part.ratios[number]));
    const places = part.usage.map((column) => {
      let place = whole.usage.findIndex(({ month, basis }) => month === column.month && basis === column.basis);
      if (place < 0) place = whole.usage.push({ month: column.month, basis: column.basis, ...unknown() }) - 1;
      put(whole.usage[place], column);
      return place;
    });
    for (const [name, fields] of lists) {
      for (const field of LISTS[name]) {
        for (const value of part[name][field]) {
          fields[field].push(field === "rows" ? value + first : field === "usage" ? places[value] : value);
        }
      }
    }
    first += part.rows;
  });
  for (const [name, fields] of lists) {
    whole[name] = Object.fromEntries(Object.entries(fields).map(([field, list]) => [field, Uint32Array.from(list)]));
  }
  return whole;
}

// The rows from `start` up to `end`. The arrays are copies, so that they can be sent away.
export function sliceColumns(columns, start, end) {
  const cut = (array) => array.slice(start, end);
  const rates = (column) => ({ ...column, parts: cut(column.parts), wholes: cut(column.wholes) });
  const part = { ...columns, rows: Math.min(end, columns.rows) - start };
  for (const name of BYTES) part[name] = cut(columns[name]);
  for (const name of WORDS) {
    const words = columns[name].length / columns.rows;
    part[name] = new Uint32Array(part.rows * words);
    for (let word = 0; word < words; word++) {
      const from = word * columns.rows;
      part[name].set(columns[name].subarray(from + start, from + start + part.rows), word * part.rows);
    }
  }
  part.ratios = columns.ratios.map(rates);
  part.usage = columns.usage.map(rates);
  for (const [name, fields] of Object.entries(LISTS)) {
    const { rows } = columns[name];
    // By rising row.
    const place = (row) => rows.findIndex((known) => known >= row);
    const [from, to] = [place(start), place(end)].map((found) => (found < 0 ? rows.length : found));
    part[name] = Object.fromEntries(fields.map((field) => [field, columns[name][field].slice(from, to)]));
    part[name].rows.forEach((row, index, all) => (all[index] = row - start));
  }
  return part;
}

// The answers about rows after rows of one question, which have the same levels in the same order.
export function joinBatches(parts) {
  const [model] = parts;
  const all = (pick) => {
    const arrays = parts.map(pick);
    const joined = new arrays[0].constructor(arrays.reduce((sum, array) => sum + array.length, 0));
    let first = 0;
    for (const array of arrays) {
      joined.set(array, first);
      first += array.length;
    }
    return joined;
  };
  const addOns = model.addOns.map((addOn, index) => {
    const worst = all((part) => part.addOns[index].range.worst);
    return {
      ...addOn,
      verdicts: all((part) => part.addOns[index].verdicts),
      level: worst,
      range: { worst, best: all((part) => part.addOns[index].range.best) },
      amounts: all((part) => part.addOns[index].amounts),
      missing: addOn.missing.map((_, level) => all((part) => part.addOns[index].missing[level])),
    };
  });
  return { date: model.date, rows: parts.reduce((sum, part) => sum + part.rows, 0), addOns };
}

const otherRules = (path) =>
  refused("inconsistent", path, "these columns were made for other rules than the first", "先頭の列データとは別のルールで作られています。");

function refused(code, path, message, messageJa) {
  return new DxKasanError({ code, path, params: {}, message, messageJa });
}
