// Facilities as columns: typed arrays go to the engine and come from it, everything else as text. The engine takes the arrays in
// a fixed order and copies what it needs; nothing of it outlives a call, so there is nothing to free.

import { DxKasanError } from "./error.mjs";
import { encode } from "./encode.mjs";

// So many facilities are written as text at a time.
const SLICE = 1000;

const BYTES = ["types", "schedules", "prefectures"];
const WORDS = ["known", "yes"];
const RATES = ["parts", "wholes"];
// What few facilities have, each field an array.
const LISTS = {
  dated: ["rows", "facts", "since", "until"],
  filings: ["rows", "addOns", "days"],
  homeCare: ["rows", "usage", "users", "receipts", "claims", "homeReceipts"],
};

// `engine` runs a piece of work with the glue, the handle of the ruleset, and what turns an answer's text into the answer.
export function bindColumns(engine) {
  return {
    columns: (facilities) => collect(engine, facilities),

    batch(columns, date) {
      const { header, arrays } = open(columns);
      const wire = encode(date);
      return engine((glue, handle) => named(columns, date, glue.batch(handle, header, arrays, wire)));
    },

    summary(columns, date, other = null, options = {}) {
      const { header, arrays } = open(columns);
      const wires = [date, other, options].map((argument) => encode(argument));
      return engine((glue, handle) => JSON.parse(glue.summary(handle, header, arrays, ...wires)));
    },

    explainRow(columns, row, date) {
      const { header, arrays } = open(columns);
      const wires = [row, date].map((argument) => encode(argument));
      return engine((glue, handle, answer) => answer(glue.explainRow(handle, header, arrays, ...wires)));
    },
  };
}

function named(columns, date, [legend, ...arrays]) {
  const next = arrays.values();
  const take = () => next.next().value;
  const addOns = JSON.parse(legend).map((addOn) => {
    const [verdicts, worst, best, amounts] = [take(), take(), take(), take()];
    return { ...addOn, verdicts, level: worst, range: { worst, best }, amounts, missing: addOn.levels.map(take) };
  });
  return { date, rows: columns.rows, addOns };
}

// The facilities of an array in slices: the text of one is never long, however many there are.
function collect(engine, facilities) {
  let rows = 0;
  let sliced = true;
  try {
    rows = facilities.length;
    sliced = Array.isArray(facilities) && rows > SLICE;
  } catch {
    // A Proxy that refuses; the engine will say so.
    sliced = false;
  }
  const merged = empty(sliced ? rows : undefined);
  for (let first = 0; first === 0 || (sliced && first < rows); first += SLICE) {
    const wire = encode(sliced ? slice(facilities, first) : facilities);
    engine((glue, handle) => merge(merged, first, glue.columns(handle, wire, first)));
  }
  return seal(merged);
}

// What the encoder takes for a property that threw, which is what it was.
const UNREADABLE = new Proxy({}, {
  getPrototypeOf() {
    throw new Error("unreadable");
  },
});

function slice(facilities, first) {
  return Array.from({ length: Math.min(SLICE, facilities.length - first) }, (_, index) => {
    try {
      return facilities[first + index];
    } catch {
      return UNREADABLE;
    }
  });
}

function empty(rows) {
  const lists = Object.entries(LISTS).map(([name, fields]) => [name, Object.fromEntries(fields.map((field) => [field, []]))]);
  return { rows, facts: [], ratios: [], addOns: [], usage: [], lists: Object.fromEntries(lists) };
}

// Adds the columns of a slice, which begins at the row `first`.
function merge(merged, first, [header, ...arrays]) {
  const { facts, ratios, usage, addOns } = JSON.parse(header);
  const next = arrays.values();
  const take = () => next.next().value;
  const types = take();
  if (first === 0) {
    merged.rows ??= types.length;
    const words = Math.max(1, Math.ceil(facts.length / 32));
    Object.assign(merged, { facts, addOns });
    for (const name of BYTES) merged[name] = new Uint8Array(merged.rows);
    for (const name of WORDS) merged[name] = new Uint32Array(merged.rows * words);
    merged.ratios = ratios.map((fact) => ({ fact, ...unknown(merged.rows) }));
  }
  merged.types.set(types, first);
  merged.schedules.set(take(), first);
  merged.prefectures.set(take(), first);
  for (const name of WORDS) {
    const column = take();
    for (let word = 0; word * types.length < column.length; word++) {
      merged[name].set(column.subarray(word * types.length, (word + 1) * types.length), word * merged.rows + first);
    }
  }
  const rates = (of) => RATES.forEach((name) => of[name].set(take(), first));
  merged.ratios.forEach(rates);
  const places = usage.map(({ month, basis }) => {
    let place = merged.usage.findIndex((known) => known.month === month && known.basis === basis);
    if (place < 0) place = merged.usage.push({ month, basis, ...unknown(merged.rows) }) - 1;
    rates(merged.usage[place]);
    return place;
  });
  for (const [name, fields] of Object.entries(LISTS)) {
    for (const field of fields) {
      const list = merged.lists[name][field];
      for (const value of take()) {
        list.push(field === "rows" ? value + first : field === "usage" ? places[value] : value);
      }
    }
  }
}

const unknown = (rows) => ({ parts: new Uint32Array(rows), wholes: new Uint32Array(rows) });

function seal({ lists, ...columns }) {
  for (const [name, fields] of Object.entries(lists)) {
    columns[name] = Object.fromEntries(Object.entries(fields).map(([field, list]) => [field, Uint32Array.from(list)]));
  }
  return columns;
}

// The columns of a caller: the arrays in the engine's order, and a text of everything that is not one of them. Unknown keys go
// along, so that the engine refuses them.
function open(columns) {
  const arrays = [];
  const take = (of, name, path, kind) => {
    const array = of[name];
    if (Object.prototype.toString.call(array) !== `[object ${kind.name}]`) throw wrongType(`${path}.${name}`, kind.name, kindOf(array));
    arrays.push(array);
  };
  const without = (of, names) => Object.fromEntries(Object.entries(of).filter(([key]) => !names.includes(key)));
  try {
    if (typeof columns !== "object" || columns === null) return { header: encode(columns), arrays };
    for (const name of BYTES) take(columns, name, "columns", Uint8Array);
    for (const name of WORDS) take(columns, name, "columns", Uint32Array);
    const header = without(columns, [...BYTES, ...WORDS, ...Object.keys(LISTS)]);
    for (const key of ["ratios", "usage"]) {
      header[key] = Array.from(columns[key] ?? [], (item, index) => {
        for (const name of RATES) take(item, name, `columns.${key}[${index}]`, Uint32Array);
        const rest = without(item, RATES);
        return key === "ratios" ? rest.fact : rest;
      });
    }
    for (const [name, fields] of Object.entries(LISTS)) {
      for (const field of fields) take(columns[name] ?? {}, field, `columns.${name}`, Uint32Array);
    }
    return { header: encode(header), arrays };
  } catch (thrown) {
    if (thrown instanceof DxKasanError) throw thrown;
    // A getter of the caller's.
    throw wrongType("columns", "plain data", "a property that threw when it was read");
  }
}

const kindOf = (value) => (value === undefined ? "nothing" : Object.prototype.toString.call(value).slice(8, -1));

function wrongType(path, expected, found) {
  return new DxKasanError({
    code: "wrong-type",
    path,
    params: { expected, found },
    message: `expected ${expected}, found ${found}`,
    messageJa: `値の種類が違います。${expected} が必要です。`,
  });
}
