// Monthly rates pasted in the shapes in which people have them: each line is understood, passed over or refused, and never guessed.

import assert from "node:assert/strict";
import test from "node:test";
import { fromElement } from "./lib/element.mjs";

const { readPasted, within } = await fromElement({ "paste.mjs": ["readPasted"], "context.mjs": ["within"] });
const read = (text) => within({ lang: "ja", prefix: "", root: null }, () => readPasted(text));

const july = { month: "2025-07", basis: "receipts", users: "453", receipts: "1000", rate: "45.3%" };
const { rate: _, ...counts } = july;
const months = ({ rows }) => rows.map(({ line, text, ...row }) => row);

const shapes = {
  "tabs with a header": ["実績月\tマイナ保険証利用者数\t外来レセプト件数\t利用率\n2025年7月\t453\t1,000\t45.3%", [july]],
  "commas with a header": ["年月,利用者数,レセプト枚数,利用率\n2025/07,453,1000,45.3%", [july]],
  "columns in another order": ["利用率\t外来レセプト件数\t利用者数\t診療年月\n45.3％\t1000\t453\tR7.7", [july]],
  "quoted thousands": ['実績月,利用者数,外来レセプト件数,利用率\n"2025-07","453","1,000","45.3%"', [july]],
  "thousands between commas, told by the columns": ["実績月,利用者数,外来レセプト件数\n2025-07,453,1,000", [counts]],
  "full-width digits": ["令和７年７月\t４５３\t１，０００\t４５．３％", [july]],
  "an era year with 分": ["令和7年7月分 利用者数 453人 外来レセプト件数 1,000件 利用率 45.3％", [july]],
  "the words of a mail, line by line": [
    "令和7年7月診療分\r\nマイナ保険証利用者数：453人\r\n外来レセプト件数：1,000件\r\nマイナ保険証利用率：45.3％\r\n",
    [july],
  ],
  "no header, users and receipts by their size": ["202507\t1000\t453", [counts]],
  "no header, in a sentence of spaces": ["2025.07 453 1000 45.3%", [july]],
  "a rate alone": ["2025年7月　45.3%", [{ month: "2025-07", basis: "receipts", rate: "45.3%" }]],
  "a rate without its sign that the counts bear out": ["2025-07\t453\t1000\t45.3", [{ ...july, rate: "45.3" }]],
  "a rate without its sign in a column of rates": [
    "年月\t利用率(％)\n2025-07\t45.3",
    [{ month: "2025-07", basis: "receipts", rate: "45.3" }],
  ],
  "days of a spreadsheet": ["2025/7/1\t453\t1000", [counts]],
  "the first year of an era": ["平成31年4月\t1\t2", [{ month: "2019-04", basis: "receipts", users: "1", receipts: "2" }]],
  "a byte order mark and empty rows": ["\uFEFF年月,利用者数,件数\r\n\r\n2025-07,453,1000\r\n,,\r\n", [counts]],
  semicolons: ["2025-07;453;1000", [counts]],
  "another basis by its name": [
    "実績月\t利用者数\t件数\t計算の方法\n2024-10\t453\t1000\tオンライン資格確認件数ベース",
    [{ ...counts, month: "2024-10", basis: "checks" }],
  ],
};

for (const [shape, [text, expected]] of Object.entries(shapes)) {
  test(`understands ${shape}`, () => {
    const found = read(text);
    assert.deepEqual([months(found), found.refused], [expected, []]);
  });
}

const refusals = {
  "users above receipts": ["年月\t利用者数\tレセプト件数\n2025-07\t1001\t1000", [2]],
  "a rate and counts that disagree": ["2025-07\t453\t1000\t46.3%", [1]],
  "a basis that is none": ["年月\t利用者数\t件数\t計算の方法\n2025-07\t453\t1000\tchecks", [2]],
  "a fraction in a column of rates": ["年月\t利用率\n2025-07\t0.453", [2]],
  "one number that may be either": ["2025-07\t453", [1]],
  "a decimal with nothing that says what it is": ["2025-07 45.3", [1]],
  "a month that is none": ["2025-13\t453\t1000", [1]],
  "a number without a month": ["453\t1000", [1]],
  "a number too many": ["2025-07\t453\t1000\t2000", [1]],
  "one month with two different rates": ["2025-07\t45.3%\n2025-06\t40.0%\n2025-07\t44.0%", [1, 3]],
  "one number beside a rate, which may be either": ["2025-07\t453\t45.3%", [1]],
  "a number of something else beside a rate": ["令和7年7月分 医療機関コード 1234567 利用率 45.3％", [1]],
  "a number of something else beside users": ["令和7年7月分 医療機関コード 1234567 利用者数 453人", [1]],
  "a negative number": ["2025-07\t-453\t1000", [1]],
};

for (const [what, [text, lines]] of Object.entries(refusals)) {
  test(`refuses ${what}, and names the row`, () => {
    const { refused } = read(text);
    assert.deepEqual(
      refused.map(({ line }) => line),
      lines,
    );
    for (const { line, text: said, reason, said: why } of refused) {
      assert.equal(said, text.split("\n")[line - 1].trim());
      assert.ok(reason !== undefined || why.length > 0);
    }
  });
}

test("a refused row takes no other with it", () => {
  const found = read("2025-05\t300\t1000\n2025-06\tたくさん\t1000\n2025-07\t453\t1000");
  assert.deepEqual(
    found.rows.map(({ month }) => month),
    ["2025-05", "2025-07"],
  );
  assert.deepEqual(
    found.refused.map(({ line }) => line),
    [2],
  );
});

test("tells what it passes over: headers, totals, words, and the same month again", () => {
  const found = read("年月\t利用者数\t件数\n2025-07\t453\t1000\n合計\t453\t1000\nご不明な点はお問い合わせください\n2025-07\t453\t1000");
  assert.deepEqual(months(found), [counts]);
  assert.deepEqual(
    found.skipped.map(({ line, reason }) => [line, reason]),
    [
      [1, "header"],
      [3, "total"],
      [4, "words"],
      [5, "again"],
    ],
  );
});

test("every line that holds something is told of in one place", () => {
  const pieces = [
    "2025-07",
    "R7.6",
    "453",
    "1,000",
    "45.3%",
    "利用者数",
    "件数",
    "合計",
    "令和",
    "、",
    "=1+1",
    "−5",
    "𠮷",
    "\u0000",
    '"',
    "x",
  ];
  let seed = 7;
  const random = (n) => (seed = (seed * 48_271) % 2_147_483_647) % n;
  for (let round = 0; round < 400; round++) {
    const lines = Array.from({ length: 1 + random(6) }, () =>
      Array.from({ length: 1 + random(5) }, () => pieces[random(pieces.length)]).join(["\t", ",", " "][random(3)]),
    );
    const found = read(lines.join("\n"));
    const told = [...found.rows, ...found.refused, ...found.skipped].map(({ line }) => line);
    assert.equal(new Set(told).size, told.length, JSON.stringify(lines));
    for (const { users, receipts } of found.rows)
      assert.ok(users === undefined || receipts === undefined || Number(users) <= Number(receipts));
  }
});

test("a text that is far too long is refused as a whole", () => {
  assert.deepEqual(read("2025-07\t453\t1000\n".repeat(100_000)), { rows: [], refused: [], skipped: [], tooLong: true });
});

test("rows of many columns are refused without delay", () => {
  const wide = (cells) => `2025-07${",123".repeat(cells)}`;
  const text = [...Array.from({ length: 1000 }, () => wide(20)), wide(63), wide(100_000), `2025-07${",1".repeat(100_000)}`].join("\n");
  assert.equal(read(text).refused.length, 1003);
});
