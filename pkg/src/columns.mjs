// Facilities as columns: typed arrays go to the engine and come from it, everything else as text. The engine takes the arrays in
// a fixed order and copies what it needs; nothing of it outlives a call, so there is nothing to free.

import { BYTES, joinColumns, LISTS, RATES, WORDS } from "./splice.mjs";
import { encode } from "./encode.mjs";
import { DxKasanError } from "./error.mjs";
import { ownOptions } from "./options.mjs";
import { kindOf, THREW, wrongType } from "./refusal.mjs";
import { viewOf } from "./typed.mjs";

// So many facilities are written as text at a time.
const SLICE = 1000;

// `engine` runs a piece of work with the glue, the handle of the ruleset, and what turns an answer's text into the answer.
export function bindColumns(engine) {
  return {
    columns: (facilities, options = {}) => collect(engine, facilities, onErrorOf(options)),

    batch(columns, date, options = {}) {
      ownOptions(options, []);
      const { header, arrays, rows } = open(columns);
      const wire = encode(date);
      return engine((glue, handle) => named(rows, date, glue.batch(handle, header, arrays, wire)));
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

function named(rows, date, [legend, ...arrays]) {
  const next = arrays.values();
  const take = () => next.next().value;
  const addOns = JSON.parse(legend).map((addOn) => {
    const [verdicts, worst, best, amounts] = [take(), take(), take(), take()];
    return { ...addOn, verdicts, level: worst, range: { worst, best }, amounts, missing: addOn.levels.map(take) };
  });
  return { date, rows, addOns };
}

// The facilities of an array in slices: the text of one is never long, however many there are.
function collect(engine, facilities, onError) {
  const lenient = onError !== null;
  let rows = 0;
  let sliced = true;
  try {
    rows = facilities.length;
    sliced = Array.isArray(facilities) && rows > SLICE;
  } catch {
    // A Proxy that refuses; the engine will say so.
    sliced = false;
  }
  const parts = [];
  const refusals = [];
  for (let first = 0; first === 0 || (sliced && first < rows); first += SLICE) {
    const wire = encode(sliced ? slice(facilities, first) : facilities);
    const [header, refused, ...arrays] = engine((glue, handle) => glue.columns(handle, wire, first, lenient));
    parts.push(received(JSON.parse(header), arrays));
    refusals.push(...refused);
  }
  // Told at the end: what a caller's function throws is the caller's, and no fault of the engine.
  for (const [index, refusal] of refusals) onError(new DxKasanError(JSON.parse(refusal)), index);
  return parts.length === 1 ? parts[0] : joinColumns(parts);
}

function onErrorOf(options) {
  const [onError = null] = ownOptions(options, ["onError"]);
  if (onError !== null && typeof onError !== "function") throw wrongType("options.onError", "function", kindOf(onError));
  return onError;
}

// The engine's arrays by their names.
function received({ facts, ratios, usage, addOns }, arrays) {
  const next = arrays.values();
  const named = (names) => Object.fromEntries(names.map((name) => [name, next.next().value]));
  const columns = { rows: arrays[0].length, ...named(BYTES), facts, ...named(WORDS) };
  columns.ratios = ratios.map((fact) => ({ fact, ...named(RATES) }));
  columns.usage = usage.map((month) => ({ ...month, ...named(RATES) }));
  columns.addOns = addOns;
  for (const [name, fields] of Object.entries(LISTS)) columns[name] = named(fields);
  return columns;
}

// What the encoder takes for a property that threw, which is what it was.
const UNREADABLE = new Proxy(
  {},
  {
    getPrototypeOf() {
      throw new Error("unreadable");
    },
  },
);

function slice(facilities, first) {
  const part = [];
  for (let index = first; index < Math.min(first + SLICE, facilities.length); index++) {
    try {
      part.push(facilities[index]);
    } catch {
      part.push(UNREADABLE);
    }
  }
  return part;
}

// The columns of a caller: the arrays in the engine's order, and a text of everything that is not one of them. Unknown keys go
// along, so that the engine refuses them.
function open(columns) {
  const arrays = [];
  const take = (of, name, path, kind) => {
    arrays.push(viewOf(of[name], kind, `${path}.${name}`));
  };
  const without = (of, names) => Object.fromEntries(Object.entries(of).filter(([key]) => !names.includes(key)));
  try {
    if (typeof columns !== "object" || columns === null) return { header: encode(columns), arrays };
    for (const name of BYTES) take(columns, name, "columns", Uint8Array);
    for (const name of WORDS) take(columns, name, "columns", Uint32Array);
    const header = without(columns, [...BYTES, ...WORDS, ...Object.keys(LISTS)]);
    for (const key of ["ratios", "usage"]) {
      header[key] = [...(columns[key] ?? [])].map((item, index) => {
        for (const name of RATES) take(item, name, `columns.${key}[${index}]`, Uint32Array);
        const rest = without(item, RATES);
        return key === "ratios" ? rest.fact : rest;
      });
    }
    for (const [name, fields] of Object.entries(LISTS)) {
      for (const field of fields) take(columns[name] ?? {}, field, `columns.${name}`, Uint32Array);
    }
    return { header: encode(header), arrays, rows: header.rows };
  } catch (thrown) {
    if (thrown instanceof DxKasanError) throw thrown;
    // A getter of the caller's.
    throw wrongType("columns", "data", THREW);
  }
}
