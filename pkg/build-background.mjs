// The statistics and the programme of the rules as one compact module for the element: what people compare themselves with, and what
// they may apply for. No rule is in it. Same input, same output.

import { readFile } from "node:fs/promises";
import { parse } from "smol-toml";

const TYPES = ["hospital", "medical-clinic", "dental-clinic", "pharmacy"];
const SHOWN = ["rate-distribution", "under-ten-percent-share", "rate-series", "rate-by-prefecture-and-type", "filing-rate"];
const WHOLE_COUNTRY = "00";

/** The module's text, from the folder of the rules. */
export async function backgroundModule(rules) {
  const [statistics, programme] = await Promise.all([readStatistics(rules), readProgramme(rules)]);
  return `export const statistics = ${JSON.stringify(statistics)};\nexport const programme = ${JSON.stringify(programme)};\n`;
}

export async function readStatistics(rules) {
  const folder = `${rules}statistics/`;
  const { table: tables } = await toml(`${folder}statistics.toml`);
  const { prefecture: prefectures } = await toml(`${folder}prefectures.toml`);
  const rowsOf = async (id) => csv(`${folder}${tables.find((table) => table.id === id).file}`);
  const [distribution, shares, series, prefecturesByType, filings, types] = await Promise.all(
    ["rate-distribution", "under-ten-percent-share", "rate-series", "rate-by-prefecture-and-type", "filing-rate", "usage-by-type"].map(
      rowsOf,
    ),
  );
  const byType = (valueOf) => Object.fromEntries(TYPES.map((type) => [type, valueOf(type)]));
  const uses = ({ card_uses: card, checks }) => [Number(card), Number(checks)];
  return {
    tables: Object.fromEntries(tables.filter(({ id }) => SHOWN.includes(id)).map(({ id, file, dates, ...table }) => [id, table])),
    distribution: byType((type) => withoutType(distribution.find((row) => row.type === type))),
    underBand: byType((type) => underBand(shares.filter((row) => row.type === type && row.band.startsWith("under-")))),
    series: { months: series.map(({ month }) => month), rates: byType((type) => series.map((row) => row[type])) },
    nation: byType((type) => uses(types.find((row) => row.type === type))),
    prefectures: prefectures.map(({ id, label }) => ({ id, label })),
    // In the order of the prefectures: checks with the card, and all checks.
    byPrefecture: byType((type) =>
      prefectures.map(({ id }) => uses(prefecturesByType.find((row) => row.type === type && row.prefecture === id))),
    ),
    // By schedule: the whole country, then the prefectures in their order.
    filing: Object.fromEntries(
      ["medical", "dental", "dispensing"].map((schedule) => [
        schedule,
        [WHOLE_COUNTRY, ...prefectures.map(({ id }) => id)].map((id) => filings.find((row) => row.prefecture === id)[schedule]),
      ]),
    ),
  };
}

const withoutType = ({ type, facilities, ...row }) => ({ facilities: Number(facilities), ...row });

export async function readProgramme(rules) {
  const read = (name) => toml(`${rules}programme/${name}.toml`);
  const [subsidy, shared, funnel, raising] = await Promise.all(["subsidy", "shared-information", "funnel", "raising"].map(read));
  return {
    subsidy,
    documents: shared.document,
    information: shared.information,
    funnel: { doubts: funnel.doubts, figures: funnel.figure },
    measures: raising.measure,
  };
}

const toml = async (file) => plain(parse(await readFile(file, "utf8")));

/** TOML's names and days as JavaScript has them; citations as the facade gives them. */
function plain(value) {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      key === "cite"
        ? ["citations", item.map((citation) => ({ ...citation, quote: citation.quote ?? null }))]
        : [key.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase()), plain(item)],
    ),
  );
}

/** The rows of a table whose fields hold no comma. */
async function csv(file) {
  const [header, ...lines] = (await readFile(file, "utf8")).trimEnd().split("\n");
  const columns = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((field, index) => [columns[index], field])));
}

/** The band of the document is in each of its rows: `under-10`. */
const underBand = (rows) => ({
  band: rows[0].band.replace("under-", ""),
  shares: rows.map(({ month, share, assignment }) => ({ month, share, assignment })),
});
