// All claim cases of rules/claims, asked through the built package as a vendor would. `cargo xtask test node` has them written as
// JSON, with the answers of the native engine.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { claim, project, readings, sources } from "../../pkg/dist/index.mjs";

const cases = JSON.parse(readFileSync(new URL("../../target/claims.json", import.meta.url), "utf8"));

for (const { name, facility, visits, lines, total } of cases) {
  test(name, () => {
    const result = claim(facility, visits);
    const found = result.lines.map(({ citations, codes, doubts, status, ...line }, i) => {
      if (lines[i]?.codes !== undefined) line.codes = codes.map(({ code }) => code);
      if (lines[i]?.doubts !== undefined) line.doubts = doubts;
      if (lines[i]?.status !== undefined) line.status = status;
      return line;
    });
    assert.deepEqual({ lines: found, total: result.total }, { lines, total });
  });
}

test("every answer is byte for byte the one of the native engine", () => {
  const others = cases.filter(({ facility, visits, answer }) => JSON.stringify(claim(facility, visits)) !== answer);
  assert.deepEqual(
    others.map(({ name }) => name),
    [],
  );
});

test("what a line cites and doubts is in the tables", () => {
  const known = new Set(sources().map(({ id }) => id));
  const doubted = new Set(readings().map(({ id }) => id));
  for (const { citations, doubts } of cases.flatMap(({ facility, visits }) => claim(facility, visits).lines)) {
    assert.ok(citations.length > 0 && citations.every(({ source }) => known.has(source)));
    assert.ok(doubts.every((doubt) => doubted.has(doubt)));
  }
});

test("citations of a line are shared between answers and frozen", () => {
  const { facility, visits } = cases[0];
  const [first, second] = [claim(facility, visits), claim(facility, visits)];
  assert.equal(first.lines[0].citations, second.lines[0].citations);
  assert.ok(Object.isFrozen(first.lines[0].citations) && Object.isFrozen(first.lines[0].citations[0]));
});

test("a revisit by telephone is claimed for nothing, in the words of the law in force on its day", () => {
  const kept = ["a_revisit_by_telephone_claims_nothing_until_may_2026", "a_revisit_by_telephone_claims_nothing_in_dental_from_june_2026"];
  const quotes = kept.map((wanted) => {
    const { facility, visits } = cases.find(({ name }) => name === wanted);
    const { lines, total } = claim(facility, visits);
    assert.deepEqual([...new Set(lines.map(({ reason }) => reason))], ["telephone"]);
    assert.deepEqual(total, { points: 0, yen: 0 });
    return lines[0].citations.map(({ source, at, quote }) => `${source} ${at} ${quote}`);
  });
  assert.deepEqual(quotes, [
    ["kokuji-57-r6 A001 注9 注８、注12、注13及び注15から注20までに規定する加算は算定しない"],
    ["kokuji-69-r8 別表第二 A002 注8 注12に規定する加算は算定しない"],
  ]);
});

test("a thousand visits of one patient are claimed at once", () => {
  const { facility } = cases[0];
  const visits = Array.from({ length: 1000 }, (_, i) => ({ date: `2025-${String(1 + (i % 12)).padStart(2, "0")}-10`, service: "revisit" }));
  const claimed = claim(facility, visits).lines.filter((line) => line.claimed);
  assert.deepEqual(
    claimed.map(({ visit }) => visit),
    [0, 3, 6, 9],
  );
});

test("a clinic of level 3 that has filed gains 1,600 points and loses 4,800", () => {
  const favourable = [
    "online-claims",
    "itemized-statement",
    "online-eligibility",
    "records-access",
    "consultation",
    "in-house-notice",
    "website-notice",
  ];
  const without = [
    "e-prescription",
    "dispensing-registration",
    "certified-emr",
    "emr-guideline",
    "record-sharing-service",
    "regional-network",
  ];
  const facts = Object.fromEntries([...favourable.map((fact) => [fact, true]), ...without.map((fact) => [fact, false])]);
  const clinic = {
    type: "medical-clinic",
    facts,
    usage: [{ month: "2026-09", rate: "31%" }],
    filings: { "records-linkage": "2026-06-01" },
  };
  const volume = { from: "2026-12", until: "2026-12", patients: { "initial-visit": 100, revisit: 600 }, revisits: 4800 };
  const { addOns, total } = project(clinic, volume).months[0];
  const { level, claims, losses } = addOns.find(({ id }) => id === "records-linkage");
  assert.deepEqual([level, ...claims.map(({ amount, most }) => amount * most)], ["3", 400, 1200]);
  assert.deepEqual(
    losses.map(({ amount, count, total: lost }) => [amount, count, lost.points]),
    [[-1, 4800, -4800]],
  );
  assert.deepEqual(total.most, { points: -3200, yen: -32_000 });
  assert.equal(project(clinic, { ...volume, revisits: null }).total.most.points, 1600);
});

test("a projection lists its months, and says the same however often it is asked", () => {
  const volume = { from: "2025-10", until: "2026-09", patients: { "initial-visit": 120, revisit: 800 }, cardShare: "45.3%" };
  const { facility } = cases[0];
  const projection = project(facility, volume);
  assert.deepEqual(projection.months.map(({ month }) => month).slice(0, 4), ["2025-10", "2025-11", "2025-12", "2026-01"]);
  assert.equal(projection.months.length, 12);
  assert.equal(JSON.stringify(project(facility, volume)), JSON.stringify(projection));
});
