// The published statistics and the programme as the rules carry them: that they add up as the document does, that every figure is cited, and
// that what the element reads is what the files say.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { parse } from "smol-toml";
import { cut, ofCounts, ofPercent, rounded } from "../../pkg/element/fractions.mjs";
import {
  distributionOf,
  filingOf,
  hasStatistics,
  nationOf,
  prefectures,
  rankedPrefectures,
  seriesOf,
  tableOf,
  underBandOf,
} from "../../pkg/element/statistics.mjs";

const rules = new URL("../../rules/", import.meta.url);
const text = (file) => readFileSync(new URL(file, rules), "utf8");
const toml = (file) => parse(text(file));
const csv = (name) => {
  const [header, ...lines] = text(`statistics/${name}.csv`)
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  return lines.map((line) => Object.fromEntries(header.map((column, index) => [column, line[index]])));
};
const sum = (rows, column) => rows.reduce((total, row) => total + Number(row[column]), 0);
const group = (rows, column) => new Map(rows.map((row) => [row[column], rows.filter((one) => one[column] === row[column])]));

const TYPES = ["hospital", "medical-clinic", "dental-clinic", "pharmacy"];
const described = toml("statistics/statistics.toml").table;
const programme = Object.fromEntries(
  ["subsidy", "shared-information", "funnel", "raising"].map((name) => [name, toml(`programme/${name}.toml`)]),
);
const usage = csv("usage-by-type-2025-05");
const byPrefecture = csv("rate-by-prefecture-and-type-2025-05");
const overall = csv("rate-by-prefecture-2025-05");
const filings = csv("filing-rate-by-prefecture");
const distribution = csv("rate-distribution-2025-04");
const shares = csv("under-ten-percent-share");

/** Everything below a value that has a key. */
const having = (value, key) => {
  if (typeof value !== "object" || value instanceof Date) return [];
  const below = Object.values(value).flatMap((item) => having(item, key));
  return Array.isArray(value) || !(key in value) ? below : [value, ...below];
};
const citations = [described, programme].flatMap((data) => having(data, "source"));

test("every table has a description, and every description its table", () => {
  const files = readdirSync(new URL("statistics/", rules)).filter((name) => name.endsWith(".csv"));
  assert.deepEqual(described.map(({ file }) => file).sort(), files.sort());
});

test("every citation names a source that may be cited so, with a quote of at most forty letters", () => {
  const sources = new Map(toml("sources.toml").source.map((source) => [source.id, source]));
  const may = { official: ["full"], excerpt: ["full", "part"], secondary: ["part"] };
  assert.ok(citations.length > 50);
  for (const { source, at, basis, quote } of citations) {
    assert.ok(may[basis].includes(sources.get(source)?.read), `${source} [${basis}]`);
    assert.equal(basis === "secondary", sources.get(source).kind === "二次資料", source);
    assert.ok(at.length > 0 && (quote ?? "").length <= 40, `${source} @ ${at}`);
  }
});

test("every entry is cited, every doubt is a reading, and every text is there in both languages", () => {
  const readings = new Set(toml("readings.toml").reading.map(({ id }) => id));
  const doubts = [described, programme].flatMap((data) => having(data, "doubts")).flatMap((one) => one.doubts);
  assert.deepEqual([...new Set(doubts)].sort(), ["C36", "C37", "C38"]);
  for (const doubt of doubts) assert.ok(readings.has(doubt), doubt);
  for (const entry of [described, programme].flatMap((data) => having(data, "id"))) assert.ok(entry.cite?.length > 0, entry.id);
  const texts = [described, programme, toml("statistics/prefectures.toml")].flatMap((data) => having(data, "ja"));
  assert.ok(texts.length > 100);
  for (const { ja, en } of texts) assert.ok(ja.length > 0 && en?.length > 0, ja);
});

test("card uses and insurance-card uses add up to the checks, and the types to the total", () => {
  for (const row of usage) assert.equal(Number(row.card_uses) + Number(row.insurance_card_uses), Number(row.checks), row.type);
  const [total, types] = [usage.find(({ type }) => type === "total"), usage.filter(({ type }) => type !== "total")];
  for (const column of ["checks", "card_uses", "insurance_card_uses"]) assert.equal(sum(types, column), Number(total[column]), column);
  assert.deepEqual([total.card_uses, total.checks, rounded(ofCounts(67_853_024, 231_577_321))], ["67853024", "231577321", "29.30"]);
});

test("the views of the types add up to their totals", () => {
  const views = csv("information-views-2025-05");
  const total = views.find(({ type }) => type === "total");
  for (const column of Object.keys(total).filter((name) => name !== "type")) {
    assert.equal(sum(views, column), 2 * Number(total[column]), column);
  }
});

test("the prefectures of a type add up to the type", () => {
  for (const [type, rows] of group(byPrefecture, "type")) {
    const whole = usage.find((row) => row.type === type);
    assert.deepEqual([rows.length, sum(rows, "card_uses"), sum(rows, "checks")], [47, Number(whole.card_uses), Number(whole.checks)], type);
  }
});

test("each of the 188 printed rates is card uses by checks to two decimals", () => {
  assert.equal(byPrefecture.length, 188);
  for (const { prefecture, type, card_uses: uses, checks, rate } of byPrefecture) {
    assert.equal(rounded(ofCounts(Number(uses), Number(checks))), rate, `${prefecture} ${type}`);
  }
});

test("a prefecture's overall rate is that of its four types together, and so is the country's", () => {
  const rows = group(byPrefecture, "prefecture").set("00", byPrefecture);
  assert.equal(overall.length, 48);
  for (const { prefecture, rate } of overall) {
    const own = rows.get(prefecture);
    assert.equal(rounded(ofCounts(sum(own, "card_uses"), sum(own, "checks"))), rate, prefecture);
  }
});

test("every table of prefectures has all 47 by the names of their codes", () => {
  const names = new Map(prefectures.map(({ id, label }) => [id, label.ja]));
  assert.deepEqual(
    [...names.keys()],
    Array.from({ length: 47 }, (_, index) => String(index + 1).padStart(2, "0")),
  );
  for (const rows of [overall, filings, byPrefecture]) {
    for (const { prefecture, name } of rows.filter((row) => row.prefecture !== "00")) assert.equal(name, names.get(prefecture));
  }
  for (const rows of [overall, filings]) assert.equal(new Set(rows.map(({ prefecture }) => prefecture)).size, 48);
});

test("the counts of facilities add up to 206,057", () => {
  assert.equal(sum(distribution, "facilities"), 206_057);
});

test("only one pairing of shares below 10% with counts gives the printed overall share", () => {
  const counts = TYPES.map((type) => Number(distribution.find((row) => row.type === type).facilities));
  const printed = TYPES.map((type) => shares.find((row) => row.type === type && row.month === "2025-04").share);
  const orders = permutations(printed).filter((order) => {
    const tenths = order.reduce((total, share, index) => total + BigInt(share.replace(".", "")) * BigInt(counts[index]), 0n);
    return (2n * tenths + 206_057n) / (2n * 206_057n) === 85n;
  });
  assert.deepEqual(orders, [["4.4", "7.6", "5.4", "13.2"]]);
});

function permutations(list) {
  if (list.length === 0) return [[]];
  return list.flatMap((one, index) => permutations(list.toSpliced(index, 1)).map((rest) => [one, ...rest]));
}

test("the figures of the programme are in their quotes", () => {
  const plain = (citation) => (citation.quote ?? "").normalize("NFKC").replaceAll(",", "");
  const quoted = ({ cite }) => cite.map(plain).join(" ");
  for (const cap of programme.subsidy.cap) {
    assert.match(quoted(cap), new RegExp(`(?<!\\d)${cap.cap}千円を上限に補助`));
    assert.match(quoted(cap), new RegExp(`事業額の${cap["project-cap"]}千円を上限`));
  }
  assert.match(quoted(programme.subsidy), /20床以上.*1\/2を補助/);
  for (const figure of programme.funnel.figure) {
    if (figure.people) assert.match(quoted(figure), new RegExp(`(?<!\\d)${figure.people}万人`), figure.id);
    if (figure.share) assert.match(quoted(figure), new RegExp(`(?<!\\d)${figure.share}%`), figure.id);
  }
});

test("the counts of the funnel give its shares", () => {
  const figures = new Map(programme.funnel.figure.map((figure) => [figure.id, figure]));
  for (const { id, people, share, of } of figures.values()) {
    if (people && share) assert.equal(((100 * people) / figures.get(of).people).toFixed(1), share, id);
  }
});

test("what is not from an official text says so", () => {
  const unofficial = programme.subsidy.condition
    .concat(programme.subsidy.deadline)
    .filter(({ cite }) => cite.every(({ basis }) => basis !== "official"));
  assert.deepEqual(
    unofficial.map(({ id }) => id),
    ["order", "prescriptions", "project", "application"],
  );
  assert.deepEqual(
    programme.funnel.figure.filter(({ assignment }) => assignment === "likely").map(({ id }) => id),
    ["carrying"],
  );
});

test("the element ranks and rates the prefectures as the document prints them", () => {
  for (const type of TYPES) {
    const printed = byPrefecture.filter((row) => row.type === type).sort((one, other) => one.rank - other.rank);
    assert.deepEqual(
      rankedPrefectures(type).map(({ id, rate, rank }) => [id, rate, String(rank)]),
      printed.map(({ prefecture, rate, rank }) => [prefecture, rate, rank]),
      type,
    );
  }
});

test("the element has the other tables as the files have them", () => {
  const series = csv("rate-series-by-type");
  for (const type of TYPES) {
    const { facilities, ...rates } = distributionOf(type);
    assert.deepEqual(
      { type, facilities: String(facilities), ...rates },
      distribution.find((row) => row.type === type),
    );
    assert.deepEqual(
      seriesOf(type),
      series.map((row) => ({ month: row.month, rate: row[type] })),
    );
    const { band, shares: known } = underBandOf(type);
    assert.deepEqual(
      known.map((row) => ({ type, band: `under-${band}`, ...row })),
      shares.filter((row) => row.type === type).map((row) => ({ ...row })),
    );
  }
  for (const schedule of ["medical", "dental", "dispensing"]) {
    for (const row of filings.filter(({ prefecture }) => prefecture !== "00")) {
      assert.deepEqual(filingOf(schedule, row.prefecture), {
        nation: filings.find(({ prefecture }) => prefecture === "00")[schedule],
        prefecture: row[schedule],
      });
    }
  }
  assert.deepEqual(TYPES.map(nationOf), ["48.47", "27.48", "42.62", "25.10"]);
});

test("there is nothing on visiting nursing stations, and no filing rate without a prefecture", () => {
  assert.equal(hasStatistics("visiting-nursing-station"), false);
  assert.deepEqual(filingOf("medical", undefined), { nation: "54.4", prefecture: undefined });
  assert.equal(filingOf("visiting-nursing", "13"), undefined);
});

test("a table says on which basis and of which months it is", () => {
  const says = (id) => [tableOf(id).basis, tableOf(id).months];
  assert.deepEqual(says("rate-distribution"), ["receipts", ["2025-04"]]);
  assert.deepEqual(says("rate-series"), ["receipts", ["2023-10", "2025-04"]]);
  assert.deepEqual(says("rate-by-prefecture-and-type"), ["checks", ["2025-05"]]);
});

test("rates are exact: cut as the engine writes them, rounded half up as the document does", () => {
  assert.deepEqual([cut(ofCounts(2, 3)), rounded(ofCounts(2, 3))], ["66.66", "66.67"]);
  assert.deepEqual([rounded(ofPercent("0.005")), rounded(ofPercent("0.0049"))], ["0.01", "0.00"]);
  assert.deepEqual([rounded({ part: -1n, whole: 800n }), rounded({ part: -1n, whole: 1_000_000n })], ["-0.13", "0.00"]);
  assert.equal(ofCounts(0, 0), undefined);
});
