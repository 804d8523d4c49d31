// Facilities of a file of any size, as columns in turns: CSV or JSON Lines in, a part of columns at a time out, with the rows that
// cannot be right beside it. Neither the file nor its facilities are ever in memory as a whole.

import { createRecords, parseCsv } from "./csv.mjs";
import { CellError, columnAt, readHeader, readRow, shortened, unreadable } from "./facility-row.mjs";
import { parseJson } from "./json-lines.mjs";
import { ownOptions } from "./options.mjs";

export { levelColumns, levelsOf, levelText } from "./levels.mjs";

const FAULTS = {
  unclosed: ["bad-csv", "a quotation mark is not closed, or the line is too long", '引用符（"）が閉じていないか、行が長すぎます。'],
  stray: ["bad-csv", "a quotation mark is in the middle of a field", '引用符（"）が項目の途中にあります。'],
  json: ["bad-json", "the line is not JSON", "JSON として読めません。"],
  twice: ["duplicate", "the key occurs twice", "同じ項目が 2 つあります。"],
};
// As many facilities as a page reads between two frames.
const PART = 500;
// Some sources, such as files in some browsers, come in one piece, of which `bytes` would say at once that all of it has been read.
const PIECE = 65_536;
// Longer than any path in a facility. JSON may be nested as deep as its line is long.
const LONGEST_PATH = 200;
// Of one line, as the engine tells of one facility.
const MOST_FAULTS = 100;

export async function* readFacilities(rules, source, options = {}) {
  const [format = "csv", encoding = "utf-8"] = ownOptions(options, ["format", "encoding"]);
  const decoder = new TextDecoder(encoding);
  const records = createRecords(format === "jsonl" ? parseJson : parseCsv);
  const reading = format === "jsonl" ? readingJson() : readingCsv(rules);
  let part = new Part(rules, reading);
  let bytes = 0;
  const take = function* (found) {
    for (const record of found) {
      part.add(record);
      if (part.size === PART) {
        yield part.finish(bytes);
        part = new Part(rules, reading);
      }
    }
  };
  for await (const chunk of chunksOf(source)) {
    for (let start = 0; start < chunk.length; start += PIECE) {
      const piece = chunk.subarray(start, start + PIECE);
      bytes += piece.length;
      yield* take(records.push(decoder.decode(piece, { stream: true })));
    }
  }
  yield* take(records.push(decoder.decode()));
  yield* take(records.end());
  reading.end();
  if (part.size > 0) yield part.finish(bytes);
}

// Some records: those that are facilities, with their lines, and those that are not, with why.
class Part {
  constructor(rules, reading) {
    Object.assign(this, { rules, reading, rows: [], bad: [], refused: 0, size: 0 });
  }

  add({ line, value, fault, column }) {
    this.size++;
    try {
      if (fault !== undefined) throw faulty(fault, column);
      const row = this.reading.row(value);
      if (row === undefined) this.size--;
      else if (row.faults.length > 0) this.refuse(line, this.faultsOf(row));
      else this.rows.push({ line, ...row });
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      // Without a header, no line has a meaning.
      if (!this.reading.begun()) throw error;
      this.refuse(line, [error]);
    }
  }

  // Those of cells, then what the engine finds in the others: it sees nothing in the place of a cell that cannot be read.
  faultsOf({ facility, faults }) {
    const told = new Set(faults.map(({ column }) => column));
    const found = this.rules.check(facility).map(({ path, ...fault }) => ({ ...fault, column: this.reading.column(facility, path) }));
    return [...faults, ...found.filter(({ column }) => !told.has(column))];
  }

  refuse(line, faults) {
    this.refused++;
    for (const { column, code, message, messageJa } of faults.slice(0, MOST_FAULTS))
      this.bad.push({ line, column, code, message, messageJa });
  }

  finish(bytes) {
    const refused = new Set();
    const onError = (_, index) => {
      refused.add(index);
      this.refuse(this.rows[index].line, this.faultsOf(this.rows[index]));
    };
    const columns = this.rules.columns(
      this.rows.map(({ facility }) => facility),
      { onError },
    );
    const rows = this.rows.filter((_, index) => !refused.has(index)).map(({ line, id, name }) => ({ line, id, name }));
    return { columns, rows, bad: this.bad.sort((a, b) => a.line - b.line), refused: this.refused, bytes };
  }
}

function faulty(fault, column = "") {
  const [code, message, messageJa] = FAULTS[fault];
  return new CellError(shortened(column, LONGEST_PATH), { code, message, messageJa });
}

function readingCsv(rules) {
  let readers = null;
  return {
    begun: () => readers !== null,
    row(fields) {
      if (readers !== null) return readRow(readers, fields);
      if (fields.some((cell) => cell.includes("\ufffd"))) throw unreadable("");
      readers = readHeader(rules, fields);
      return undefined;
    },
    column: (facility, path) => columnAt(readers, facility, path),
    end() {
      if (readers === null) throw new CellError("", { code: "incomplete", message: "the file is empty", messageJa: "ファイルが空です。" });
    },
  };
}

function readingJson() {
  return {
    begun: () => true,
    row(value) {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return { id: "", name: "", facility: value, faults: [] };
      const { id, name, ...facility } = value;
      const faults = [];
      return { id: textOf("id", id, faults), name: textOf("name", name, faults), facility, faults };
    },
    column: (_, path) => path,
    end() {},
  };
}

function textOf(column, value, faults) {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  const found = Array.isArray(value) ? "an array" : typeof value === "object" ? "an object" : `the ${typeof value} \`${value}\``;
  const said = { code: "wrong-type", message: `expected a text, found ${found}`, messageJa: "値の種類が違います。文字列が必要です。" };
  faults.push(new CellError(column, said));
  return "";
}

// A Blob, a stream, or whatever gives bytes in turns.
async function* chunksOf(source) {
  const stream = typeof source.stream === "function" ? source.stream() : source;
  if (Symbol.asyncIterator in stream || Symbol.iterator in stream) return yield* stream;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
