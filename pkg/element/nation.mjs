// Many facilities at once: a file that somebody chose becomes columns, and the columns counts for days and a what-if. The file is read
// in turns, so the page stays alive, shows how far it is, and can stop.

import * as dxKasan from "dx-kasan";
import { readFacilities } from "../src/file.mjs";
import { askFile, withoutWorker } from "../src/worker.mjs";

const { addOns, columns: columnsOf, DxKasanError, facts, joinColumns, parseDate, rulesInfo, summary } = dxKasan;

// A screen draws sixty times a second.
const FRAME_MS = 16;
// As many refused lines are kept as somebody may want to look at; the others are counted.
const MOST_BAD = 200;
const ENCODING_SAMPLE = 65_536;

/** What reads on the page's own thread, between its turns. */
export const ownReader = () => withoutWorker({ ...dxKasan, readFacilities });

/**
 * Resolves to { columns, bad, refused }, or to null where `signal` ended it. `reader` is a worker, or the stand-in for one; `onProgress`
 * is told the share read and the facilities.
 */
export async function readNation(reader, file, { onProgress, signal }) {
  const options = { format: /\.(jsonl|ndjson)$/i.test(file.name) ? "jsonl" : "csv", encoding: await encodingOf(file) };
  const parts = [];
  const bad = [];
  let refused = 0;
  let rows = 0;
  let last = performance.now();
  for await (const part of askFile(reader, file, options)) {
    if (signal.aborted) return null;
    parts.push(part.columns);
    rows += part.rows.length;
    refused += part.refused;
    bad.push(...part.bad.slice(0, MOST_BAD - bad.length));
    if (performance.now() - last > FRAME_MS) {
      onProgress(file.size === 0 ? 1 : part.bytes / file.size, rows);
      last = performance.now();
    }
  }
  return { columns: parts.length === 0 ? columnsOf([]) : joinColumns(parts), bad, refused };
}

/** Spreadsheets in Japan write Shift_JIS as well as UTF-8, and say nowhere which. */
async function encodingOf(file) {
  const sample = await file.slice(0, ENCODING_SAMPLE).arrayBuffer();
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return "utf-8";
  } catch {
    return "shift_jis";
  }
}

/** What is counted: { sides, tables }, with a table for each add-on that any of the facilities has on either day. */
export function countNation(columns, asked) {
  const [date, other] = ["date", "other"].map((field) =>
    field === "other" && asked.other.trim() === "" ? null : dayOf(field, asked[field]),
  );
  const points = percentage(asked.points);
  const fact = facts().find(({ id }) => id === asked.fact);
  const whatIf = { ...(points !== "" && { ratePoints: points }), ...(fact && { facts: { [fact.id]: fact.favourable } }) };
  const { sides, moves } = summary(columns, date, other, { whatIf: Object.keys(whatIf).length > 0 ? whatIf : null });
  const tables = addOns().flatMap(({ id, schedules }) => {
    const own = sides.map((side) => side.addOns.find((addOn) => addOn.id === id));
    if (own.every(({ total }) => total.levels.length === 0) || own.every(({ total }) => total.facilities === 0)) return [];
    const moved = moves.find((one) => one.fromAddOn === id && one.from.length > 1);
    return [{ id, name: schedules[0].name, sides: own, moves: moved ?? null }];
  });
  return { sides: sides.map(({ date: day, whatIf: supposed }) => ({ day, supposed })), tables };
}

function dayOf(field, text) {
  try {
    return parseDate(text);
  } catch (error) {
    throw error instanceof DxKasanError ? new DxKasanError({ ...error, message: error.message, path: field }) : error;
  }
}

/** What was typed as percentage points: the sign of a percentage may be left out, and 5 may be written －５. */
function percentage(text) {
  const plain = text.normalize("NFKC").replaceAll("−", "-").trim();
  return /^-?\d+(\.\d+)?$/.test(plain) ? `${plain}%` : plain;
}

/** The groups of an add-on put together by type, or by prefecture. */
export function groupsBy(key, { groups }) {
  const sums = new Map();
  for (const group of groups) {
    const sum = sums.get(group[key]) ?? { facilities: 0, qualifies: 0, undetermined: 0, doesNotQualify: 0 };
    for (const name of Object.keys(sum)) sum[name] += group.counts[name];
    sums.set(group[key], sum);
  }
  return sums;
}

/** The name of a level by its id, in any schedule that has it. */
export function levelOf(addOn, id) {
  const { schedules } = addOns().find((known) => known.id === addOn);
  return schedules.flatMap(({ levels }) => levels).find((level) => level.id === id).name;
}

export const typeOf = (id) => rulesInfo().types.find((type) => type.id === id).label;
