// Records of a text that arrives in chunks, such as lines of CSV (RFC 4180), and how such lines are written. A record that cannot be read is a fault, and
// reading goes on at the next line; so one stray quotation mark costs one record, and never the memory of a whole file.

// No record of a facility is nearly as long.
const LONGEST = 65_536;

// `parse` reads the record that begins at a place of the text. It gives where it ends, with what it holds or what is wrong with it;
// null where the rest of the text does not end it.
export function createRecords(parse) {
  let text = "";
  let line = 1;
  let skipping = false;

  function take(ended) {
    const records = [];
    let start = 0;
    const advance = (end) => {
      for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) line++;
      start = end;
    };
    // What is left of a line whose beginning was too long.
    if (skipping) {
      const end = text.indexOf("\n") + 1;
      skipping = end === 0;
      advance(skipping ? text.length : end);
    }
    while (start < text.length) {
      const record = parse(text, start, ended);
      const long = record === null && text.length - start > LONGEST;
      if (record === null && !long && !ended) break;
      const found = record ?? { fault: "unclosed" };
      const at = line;
      // After a fault the next line is the best guess at where a record begins.
      const next = text.indexOf("\n", start) + 1;
      skipping = next === 0 && long;
      advance(found.fault === undefined ? found.end : next === 0 ? text.length : next);
      if (!found.blank) records.push({ line: at, ...read(found) });
    }
    text = text.slice(start);
    return records;
  }

  return {
    push(more) {
      text += more;
      return take(false);
    },
    end: () => take(true),
  };
}

const read = ({ value, fault, column }) => (column === undefined ? { value, fault } : { value, fault, column });

// The end of the line that begins at `start`, without and with what ends it; null where it goes on.
export function lineAt(text, start, ended) {
  const found = text.indexOf("\n", start);
  if (found < 0 && !ended) return null;
  const end = found < 0 ? text.length : found + 1;
  const stop = found < 0 ? text.length : found;
  return { end, stop: stop > start && text[stop - 1] === "\r" ? stop - 1 : stop };
}

export function parseCsv(text, start, ended) {
  const line = lineAt(text, start, ended);
  if (line === null) return null;
  const plain = text.slice(start, line.stop);
  if (!plain.includes('"')) return { end: line.end, value: plain.split(","), blank: plain.trim() === "" };
  const value = [];
  for (let at = start; ; ) {
    const field = text[at] === '"' ? quotedAt(text, at, ended) : plainAt(text, at, ended);
    if (field === null || field.fault !== undefined) return field;
    value.push(field.value);
    if (text[field.end] !== ",") return { end: lineAt(text, field.end, true).end, value };
    at = field.end + 1;
  }
}

function quotedAt(text, start, ended) {
  let close = start;
  do {
    close = text.indexOf('"', close + 1);
    if (close < 0) return ended ? { fault: "unclosed" } : null;
    if (close + 1 === text.length && !ended) return null;
  } while (text[close + 1] === '"' && ++close);
  const end = close + 1;
  const { stop } = lineAt(text, end, true);
  if (end < text.length && text[end] !== "," && stop !== end) return { fault: "stray" };
  return { end, value: text.slice(start + 1, close).replaceAll('""', '"') };
}

function plainAt(text, start, ended) {
  const line = lineAt(text, start, ended);
  if (line === null) return null;
  const comma = text.indexOf(",", start);
  const end = comma < 0 || comma > line.stop ? line.stop : comma;
  const value = text.slice(start, end);
  return value.includes('"') ? { fault: "stray" } : { end, value };
}

// Spreadsheets run a cell that begins with one of these, or with one of their full-width kin, whatever quotation marks it has.
// What nobody sees may come before it.
const RUN = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫]|^[\t\r\n]/u;

/**
 * A line of CSV, with its end. A text that a spreadsheet would run gets an apostrophe in front, and is quoted; numbers stay numbers.
 * `rawNames` leaves texts as they are, for programs.
 */
export function csvLine(fields, { rawNames = false } = {}) {
  return `${fields.map((value) => csvField(value, rawNames)).join(",")}\n`;
}

function csvField(value, rawNames) {
  const text = String(value ?? "");
  const harmless = !rawNames && typeof value === "string" && RUN.test(text) ? `'${text}` : text;
  return harmless !== text || /[",\r\n]/.test(text) ? `"${harmless.replaceAll('"', '""')}"` : text;
}
