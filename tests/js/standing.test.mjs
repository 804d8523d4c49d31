// Where a facility stands among its peers: what is compared with what, and on which side of a printed quartile a rate lies.

import assert from "node:assert/strict";
import test from "node:test";
import { ofPercent, rounded } from "../../pkg/element/fractions.mjs";
import { comparable, course, ownRates, positionIn, standingByReceipts } from "../../pkg/element/standing.mjs";
import { distributionOf } from "../../pkg/element/statistics.mjs";

const hospitals = distributionOf("hospital"); // quartiles 22.0, 29.8, 38.8
const position = (rate) => positionIn(hospitals, ofPercent(rate));

test("a rate lies between two quartiles, or about on one", () => {
  const cases = [
    ["0%", "under-q1"],
    ["21.9499%", "under-q1"],
    ["21.95%", "about-q1"],
    ["22.0%", "about-q1"],
    ["22.0499%", "about-q1"],
    ["22.05%", "under-median"],
    ["29.74%", "under-median"],
    ["29.8%", "about-median"],
    ["29.85%", "under-q3"],
    ["38.7499%", "under-q3"],
    ["38.75%", "about-q3"],
    ["38.85%", "over-q3"],
    ["100%", "over-q3"],
  ];
  for (const [rate, expected] of cases) assert.equal(position(rate), expected, rate);
});

test("only rates by receipts are compared with statistics by receipts", () => {
  const usage = [
    { month: "2025-04", basis: "checks", users: 90, receipts: 100 },
    { month: "2025-03", users: 30, receipts: 100 },
  ];
  assert.equal(standingByReceipts("hospital", usage).month, "2025-03");
  assert.equal(standingByReceipts("hospital", usage.slice(0, 1)), null);
  assert.deepEqual(
    ownRates(usage, "checks").map(({ month }) => month),
    ["2025-04"],
  );
});

test("the month of the statistics is compared before a later one, and else the latest", () => {
  const usage = [
    { month: "2025-05", basis: "receipts", rate: "50%" },
    { month: "2025-04", basis: "receipts", rate: "25%" },
  ];
  const { rate, ...same } = standingByReceipts("hospital", usage);
  assert.deepEqual([same, rounded(rate)], [{ month: "2025-04", position: "under-median", sameMonth: true }, "25.00"]);
  const later = standingByReceipts("hospital", usage.slice(0, 1));
  assert.deepEqual([later.month, later.position, later.sameMonth], ["2025-05", "over-q3", false]);
  assert.equal(comparable([], "2025-04"), undefined);
});

test("counts go before a rate that was rounded, and no receipts are not a rate", () => {
  const [one] = ownRates([{ month: "2025-04", users: 1, receipts: 3, rate: "33.3%" }], "receipts");
  assert.equal(rounded(one.rate), "33.33");
  assert.deepEqual(
    ownRates(
      [
        { month: "2025-04", users: 0, receipts: 0 },
        { month: "2025-05", users: 3 },
      ],
      "receipts",
    ),
    [],
  );
});

test("the facility's months are beside the nation's, and after them", () => {
  const months = course("medical-clinic", [
    { month: "2026-01", rate: "48.5%" },
    { month: "2025-04", users: 301, receipts: 1000 },
  ]);
  assert.equal(months.length, 20);
  const [april, january] = months.slice(-2);
  assert.deepEqual([april.month, april.nation, rounded(april.own), rounded(april.apart)], ["2025-04", "33.09", "30.10", "-2.99"]);
  assert.deepEqual([january.month, january.nation, rounded(january.own), january.apart], ["2026-01", undefined, "48.50", undefined]);
});
