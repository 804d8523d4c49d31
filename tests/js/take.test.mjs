// What people take along, and back: CSV that reads back as it was, JSON that opens again as it was, and nothing else.

import assert from "node:assert/strict";
import test from "node:test";
import { DxKasanError, facts as factsOfRules, rulesInfo } from "../../pkg/dist/index.mjs";
import { fromElement } from "./lib/element.mjs";

const element = await fromElement({
  "paste.mjs": ["readPasted"],
  "context.mjs": ["within"],
  "take.mjs": ["ratesCsv", "resultCsv", "checkJson", "formOfJson", "fileName"],
  "form.mjs": ["emptyForm", "formOf"],
  "draft.mjs": ["draftOf"],
  "check.mjs": ["check"],
});
const TODAY = "2025-10-01";
const inWords = (work, lang = "ja") => element.within({ lang, prefix: "", root: null }, () => work(element));

const facility = {
  type: "medical-clinic",
  facts: { "online-claims": true, "under-six-share": { part: 310, whole: 1000 } },
  usage: [
    { month: "2025-07", users: 453, receipts: 1000, rate: "45.3%" },
    { month: "2025-06", rate: "40.0%" },
    { month: "2024-10", basis: "checks", users: 3, receipts: 10 },
  ],
  filings: { "medical-dx-promotion": ["2025-04-01"] },
};
const form = element.formOf(facility, TODAY);

for (const lang of ["ja", "en"]) {
  test(`the CSV of the rates is read back as it was written: ${lang}`, () => {
    const rows = inWords(({ ratesCsv, readPasted }) => readPasted(ratesCsv(form)), lang);
    assert.deepEqual(rows.refused, []);
    assert.deepEqual(
      rows.rows.map(({ line, text, ...row }) => row),
      [
        { month: "2024-10", basis: "checks", users: "3", receipts: "10" },
        { month: "2025-06", basis: "receipts", rate: "40.0%" },
        { month: "2025-07", basis: "receipts", users: "453", receipts: "1000", rate: "45.3%" },
      ],
    );
  });
}

test("a CSV begins with the mark of UTF-8, ends its lines as spreadsheets do, and holds no formula", () => {
  const csv = inWords(({ ratesCsv }) =>
    ratesCsv({ ...form, usage: { "2025-07-receipts": { users: "=1+1", receipts: '1,0"0', rate: "" } } }),
  );
  assert.equal(
    csv,
    `\uFEFF実績月,マイナ保険証利用者数,外来レセプト件数,利用率,計算の方法\r\n2025-07,"'=1+1","1,0""0",,レセプト件数ベース\r\n`,
  );
});

test("a CSV of the rates holds no formula of full-width characters", () => {
  const csv = inWords(({ ratesCsv }) => ratesCsv({ ...form, usage: { "2025-07-receipts": { users: "＝1+1", receipts: "", rate: "" } } }));
  assert.ok(csv.endsWith(`\r\n2025-07,"'＝1+1",,,レセプト件数ベース\r\n`), csv);
});

test("the CSV of the result has a row for each add-on, with the rules and the day to which they were checked", () => {
  const csv = inWords(({ check, resultCsv }) => resultCsv(check(form)));
  const lines = csv.trim().split("\r\n");
  const { assessment } = inWords(({ check }) => check(form));
  assert.equal(lines.length, 1 + assessment.addOns.length);
  assert.equal(lines[0], "id,加算,判定,区分,点数,レセプトのコード,加算が始まった日,計算に使ったデータの版,資料と照合した日");
  assert.equal(
    lines[1],
    `medical-dx-promotion,医療DX推進体制整備加算,まだ判定できない,,,,2024-06-01,${rulesInfo().version},${rulesInfo().checkedTo}`,
  );
  assert.ok(lines.slice(1).every((line) => line.endsWith(`,${rulesInfo().version},${rulesInfo().checkedTo}`)));
});

test("the CSV of the result names the codes of the points on receipts that day", () => {
  const facts = Object.fromEntries(
    factsOfRules()
      .filter(({ kind }) => kind === "boolean")
      .map(({ id, favourable }) => [id, favourable]),
  );
  const codesOf = (type, date) => {
    const usage = ["2024-12", "2025-01", "2026-08"].map((month) => ({ month, rate: "60%" }));
    const filled = element.formOf({ type, facts, usage }, date);
    const [, ...rows] = inWords(({ check, resultCsv }) => resultCsv(check(filled)))
      .trim()
      .split("\r\n");
    return Object.fromEntries(rows.map((row) => row.split(",")).map(([id, , , , , codes]) => [id, codes]));
  };
  assert.equal(codesOf("medical-clinic", "2025-03-31")["medical-dx-promotion"], "111703470、113707770（医学管理等）");
  assert.equal(codesOf("medical-clinic", "2025-04-01")["medical-dx-promotion"], "111703670、113707970（医学管理等）");
  const later = codesOf("medical-clinic", "2026-12-01");
  assert.deepEqual([later["records-linkage"], later["records-linkage-inpatient"]], ["111704070", ""]);
  assert.equal(codesOf("visiting-nursing-station", "2026-12-01")["visiting-nursing-dx"], "550002270");
});

test("the JSON opens again as the same form, and says by which rules it was", () => {
  const text = inWords(({ check, checkJson }) => checkJson(form, check(form)));
  const { rules, facility: told, date } = JSON.parse(text);
  assert.match(rules.sha256, /^[0-9a-f]{64}$/);
  assert.equal(rules.checkedTo, rulesInfo().checkedTo);
  assert.deepEqual([told.type, date], ["medical-clinic", TODAY]);
  assert.deepEqual(
    inWords(({ formOfJson }) => formOfJson(text, TODAY)),
    form,
  );
  assert.equal(element.fileName({ facility: told, day: date }, "check", "json"), "dx-kasan-check-medical-clinic-2025-10-01.json");
});

const good = inWords(({ check, checkJson }) => JSON.parse(checkJson(form, check(form))));
const bad = {
  "no JSON": "{",
  "another program's JSON": "[]",
  "another version": JSON.stringify({ ...good, version: 2 }),
  "a draft with an unknown part": JSON.stringify({ ...good, draft: { ...good.draft, extra: 1 } }),
  "a draft with a number for a text": JSON.stringify({ ...good, draft: { ...good.draft, day: 20251001 } }),
  "a draft with a broken month": JSON.stringify({ ...good, draft: { ...good.draft, usage: { "2025-07-receipts": 1 } } }),
  "a file that is far too large": " ".repeat(1_000_001),
};
for (const [what, text] of Object.entries(bad)) {
  test(`refuses ${what}`, () => {
    assert.throws(
      () => inWords(({ formOfJson }) => formOfJson(text, TODAY)),
      (error) => error instanceof DxKasanError && error.messageJa.length > 0,
    );
  });
}

test("a file that was made by other rules says so", () => {
  const opened = inWords(({ formOfJson }) => formOfJson(JSON.stringify({ ...good, rules: { version: "1", sha256: "0" } }), TODAY));
  assert.deepEqual(opened, { ...form, told: "otherRules" });
});
