// The subsidy for 電子カルテ情報共有サービス in yen: who is covered, where the caps change, and what happens to an odd yen.

import assert from "node:assert/strict";
import test from "node:test";
import { readYen } from "../../pkg/element/numbers.mjs";
import { amountFor, capsFor, isFor } from "../../pkg/element/subsidy.mjs";

const amount = (beds, documents, cost) => amountFor(cost, capsFor(beds, documents));
const capsOf = (beds, documents) => {
  const { cap, projectCap } = capsFor(beds, documents);
  return [cap, projectCap];
};

test("it is for hospitals of 20 beds or more", () => {
  const types = ["hospital", "medical-clinic", "dental-clinic", "pharmacy", "visiting-nursing-station"];
  assert.deepEqual(types.filter(isFor), ["hospital"]);
  assert.deepEqual([capsFor(0, 3), capsFor(19, 3), capsFor(19, 2)], [undefined, undefined, undefined]);
});

test("the caps change at 200 beds and with the documents", () => {
  for (const beds of [20, 199])
    assert.deepEqual(
      [capsOf(beds, 3), capsOf(beds, 2)],
      [
        [5_457_000, 10_913_000],
        [4_085_000, 8_170_000],
      ],
    );
  for (const beds of [200, 1500])
    assert.deepEqual(
      [capsOf(beds, 3), capsOf(beds, 2)],
      [
        [6_579_000, 13_158_000],
        [5_081_000, 10_162_000],
      ],
    );
});

test("below the cap it is half of the cost", () => {
  assert.deepEqual(amount(199, 2, 0), { yen: 0, atCap: false, left: 0 });
  assert.deepEqual(amount(199, 2, 8_000_000), { yen: 4_000_000, atCap: false, left: 0 });
  assert.deepEqual(amount(200, 3, 13_157_998), { yen: 6_578_999, atCap: false, left: 0 });
});

test("half a yen is cut off and said", () => {
  assert.deepEqual(amount(200, 3, 1), { yen: 0, atCap: false, left: 0.5 });
  assert.deepEqual(amount(199, 3, 10_912_999), { yen: 5_456_499, atCap: false, left: 0.5 });
});

test("at the cap and above it is the cap", () => {
  for (const cost of [13_158_000, 13_158_001, 50_000_000]) assert.deepEqual(amount(200, 3, cost), { yen: 6_579_000, atCap: true, left: 0 });
  for (const cost of [10_162_000, 10_162_001]) assert.deepEqual(amount(200, 2, cost), { yen: 5_081_000, atCap: true, left: 0 });
  for (const cost of [8_170_000, 8_170_001]) assert.deepEqual(amount(20, 2, cost), { yen: 4_085_000, atCap: true, left: 0 });
});

test("the one cap that is not half of its cost is taken as printed, and by how much it is more is said", () => {
  for (const cost of [10_913_000, 20_000_000]) assert.deepEqual(amount(20, 3, cost), { yen: 5_457_000, atCap: true, left: 500 });
});

test("sums are read as people write them", () => {
  const cases = [
    ["8,000,000", 8_000_000],
    ["８００万円", 8_000_000],
    ["¥1,091.3万", 10_913_000],
    ["1.2億円", 120_000_000],
    ["5千円", 5_000],
    ["0", 0],
    ["  ", undefined],
    ["0.5", null],
    ["1.23456万", null],
    ["-5", null],
    ["たくさん", null],
    ["9999999999999", null],
  ];
  for (const [typed, yen] of cases) assert.equal(readYen(typed), yen, typed);
});
