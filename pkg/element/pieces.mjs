// The pieces of a line of pasted text: its cells, the month, the numbers and what they are said to be.

import { parseDate, rulesInfo } from "dx-kasan";

/** Full-width forms, spaces of all kinds and signs that look alike are made the same. */
export const plain = (text) =>
  text
    .normalize("NFKC")
    .replace(/[‐‑‒–—―−]/g, "-")
    .replace(/[^\S\t]+/g, " ")
    .trim();

/** What words before a number, or at the head of a column, make of it. The first that fits is it. */
const KINDS = [
  ["rate", /率|割合/],
  ["users", /利用者|利用人数|マイナ.*(利用|件|人)|カード.*利用/],
  ["receipts", /レセ|枚数|件数|全件/],
];

const kindOf = (words) => KINDS.find(([, pattern]) => pattern.test(words))?.[0];

const HEADS = [...KINDS, ["basis", /方法|ベース/], ["month", /年月|月/]];

export const isTotal = (text) => /^["\s]*(合計|総計|小計|計|平均|total|sum|average)/i.test(text);

const SEPARATOR = /[\t;|、]/;

/** The ways to cut a line into cells. A comma may be between cells or thousands, so a line with commas may have several. */
export function cellsOf(text, header = null) {
  if (SEPARATOR.test(text)) return [text.split(SEPARATOR).map(bare)];
  if (!text.includes(",")) return [[text]];
  // A sentence is one cell, whose commas are thousands.
  if (/\d[^\d,"]*[\p{Script=Han}\p{Script=Katakana}]{2}/u.test(text)) return [[text.replaceAll('"', "")]];
  const cells = quoted(text);
  const ways = text.includes('"') ? [cells] : [...joined(cells), ...(/^[^,]*(\d,\d{3}(?!\d)[^,]*)+$/.test(text) ? [[text]] : [])];
  const fitting = header === null ? ways : ways.filter(({ length }) => length === header.length);
  return (fitting.length === 0 ? ways : fitting).map((way) => way.map(bare));
}

/** Each way of taking cells of three digits for the thousands of the one before; all cells apart where there are too many. */
function joined(cells) {
  if (cells.length > MOST_CELLS) return [cells];
  // The ways to take what begins at a cell, for the last cell first.
  let ways = [[[]]];
  for (let from = cells.length - 1; from >= 0; from--) {
    const here = ways[0].map((way) => [cells[from], ...way]);
    for (let to = from + 1; to < cells.length; to++) {
      const number = cells.slice(from, to + 1).join(",");
      if (!/^\d{1,3}(,\d{3})+$/.test(number)) break;
      here.push(...ways[to - from].map((way) => [number, ...way]));
    }
    if (here.length > MOST_WAYS) return [cells];
    ways = [here, ...ways];
  }
  return ways[0];
}

/** A line of so many cells, or of so many doubtful commas, is not a row of rates. */
const MOST_CELLS = 64;
const MOST_WAYS = 32;

const bare = (cell) =>
  cell
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim();

function quoted(text) {
  return [...text.matchAll(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)].slice(0, text.endsWith(",") ? undefined : -1).map(([, cell]) => cell);
}

/** The kinds of the columns, where a line has words only and at least two of them name a column; else null. */
export function kindsOfHeader(text) {
  const [apart] = cellsOf(text);
  const cells = apart.length === 1 ? apart[0].split(" ") : apart;
  if (cells.some((cell) => /\d/.test(cell))) return null;
  const kinds = cells.map((cell) => HEADS.find(([, pattern]) => pattern.test(cell))?.[0]);
  return kinds.filter(Boolean).length >= 2 ? kinds : null;
}

/** The month of a piece of text and the text around it; null where there is none. */
function monthIn(text) {
  const patterns = [
    /(令和|平成|[RH]\.?)\s*(元|\d{1,2})\s*(?:年|[./-])\s*(\d{1,2})(?!\d)(?:\s*月)?(?:\s*(?:診療)?分)?/i,
    /(?<!\d)(\d{4})\s*(?:年|[./-])\s*(\d{1,2})(?!\d)(?:[./-]\d{1,2}(?!\d))?(?:\s*月)?(?:\s*(?:診療)?分)?/,
    /(?<!\d)(20\d{2})(0[1-9]|1[0-2])(?!\d)/,
  ];
  for (const pattern of patterns) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const [whole, ...parts] = found;
    const [year, month] =
      parts.length === 3
        ? [`${/^[rh]/i.test(parts[0]) ? (/^r/i.test(parts[0]) ? "令和" : "平成") : parts[0]}${parts[1]}年`, parts[2]]
        : [`${parts[0]}年`, parts[1]];
    const day = dayOf(`${year}${Number(month)}月1日`);
    return day === null
      ? null
      : { month: day.slice(0, 7), rest: `${text.slice(0, found.index)} ${text.slice(found.index + whole.length)}` };
  }
  return null;
}

function dayOf(text) {
  try {
    return parseDate(text);
  } catch {
    return null;
  }
}

const NUMBER = /(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(%|パーセント|人|名|件|枚|回)?/g;

/** The `month`, the `basis`, the `values` ({ kind, text }; `kind` where it is said) of cells, and what is `left` unread. */
export function piecesOf(cells, header) {
  const pieces = { values: [], left: [] };
  const columns = header !== null && header.length === cells.length ? header : [];
  const split = cells.length === 1 && header !== null && header.length > 1 && cells[0].split(" ").length === header.length;
  const own = split ? cells[0].split(" ") : cells;
  own.forEach((cell, index) => read(cell, (split ? header : columns)[index], pieces));
  return pieces;
}

function read(cell, column, pieces) {
  const basis = rulesInfo().bases.find(({ label }) => [label.ja, label.en].some((name) => plain(name) === cell));
  if (basis !== undefined) return void (pieces.basis = basis.id);
  if (column === "basis" && cell !== "") return void pieces.left.push(cell);
  const found = pieces.month === undefined && column !== "users" && column !== "receipts" && column !== "rate" ? monthIn(cell) : null;
  if (found !== null) pieces.month = found.month;
  const text = found === null ? cell : found.rest;
  let from = 0;
  for (const match of text.matchAll(NUMBER)) {
    const [whole, digits, decimals = "", unit] = match;
    const before = text.slice(from, match.index);
    from = match.index + whole.length;
    const number = digits.replaceAll(",", "") + decimals;
    const percent = unit === "%" || unit === "パーセント";
    const kind = percent ? "rate" : (kindOf(before) ?? (["users", "receipts", "rate"].includes(column) ? column : undefined));
    // What is said to be something else is none of the three.
    const other = kind === undefined && /\p{L}/u.test(before);
    if (other || /[-+=@/]$/.test(before) || (column === "month" && found !== null)) pieces.left.push(whole);
    else pieces.values.push({ kind, text: percent ? `${number}%` : number });
  }
}
