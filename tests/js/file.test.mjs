// Files of facilities: whatever a CSV looks like and however its bytes arrive, every good line is answered as `evaluate` answers it,
// every bad one is named with its column, and memory does not grow with the file.

import assert from "node:assert/strict";
import test from "node:test";
import { csv, isBad, line, WAYS, wayOf } from "../../benches/nation/rows.mjs";
import * as dxKasan from "../../pkg/dist/index.mjs";
import { levelColumns, levelsOf, levelText, readFacilities } from "../../pkg/dist/file.mjs";
import { createRecords, csvLine, parseCsv } from "../../pkg/src/csv.mjs";
import { parseJson } from "../../pkg/src/json-lines.mjs";

const DAY = "2025-10-01";
const bytes = (text) => new TextEncoder().encode(text);

async function all(source, options) {
  const parts = [];
  for await (const part of readFacilities(dxKasan, source, options)) parts.push(part);
  return { rows: parts.flatMap(({ rows }) => rows), bad: parts.flatMap(({ bad }) => bad), parts };
}

const read = (text, options) => all([bytes(text)], options);

function records(parse, chunks) {
  const reader = createRecords(parse);
  return [...chunks.flatMap((chunk) => reader.push(chunk)), ...reader.end()];
}

const TEXTS = {
  "a line that does not end": ["a,b", [[1, ["a", "b"]]]],
  "lines of Windows": [
    "a,b\r\nc,d\r\n",
    [
      [1, ["a", "b"]],
      [2, ["c", "d"]],
    ],
  ],
  "empty fields and empty lines": [
    "a,,\n\n  \n,b,\n",
    [
      [1, ["a", "", ""]],
      [4, ["", "b", ""]],
    ],
  ],
  "quoted fields": [
    '"a,""b""",c,""\nd\n',
    [
      [1, ['a,"b"', "c", ""]],
      [2, ["d"]],
    ],
  ],
  "a field of two lines": [
    'a,"b\r\nc"\nd\n',
    [
      [1, ["a", "b\r\nc"]],
      [3, ["d"]],
    ],
  ],
  "a quoted field at the end": ['a,"b"', [[1, ["a", "b"]]]],
  "a quotation mark that is not closed": [
    'a\nb,"c\nd,e\n',
    [
      [1, ["a"]],
      [2, "unclosed"],
      [3, ["d", "e"]],
    ],
  ],
  "a quotation mark that another line closes": [
    'a,"b\nc,"d"\ne\n',
    [
      [1, "stray"],
      [2, ["c", "d"]],
      [3, ["e"]],
    ],
  ],
  "a quotation mark within a field": [
    'a"b,c\nd\n',
    [
      [1, "stray"],
      [2, ["d"]],
    ],
  ],
  "text after a quoted field": [
    '"a"b,c\nd\n',
    [
      [1, "stray"],
      [2, ["d"]],
    ],
  ],
  nothing: ["", []],
};

for (const [name, [text, expected]] of Object.entries(TEXTS)) {
  test(`${name}, wherever the text is cut`, () => {
    for (let first = 0; first <= text.length; first++) {
      for (let second = first; second <= text.length; second++) {
        const found = records(parseCsv, [text.slice(0, first), text.slice(first, second), text.slice(second)]);
        assert.deepEqual(
          found.map(({ line, value, fault }) => [line, fault ?? value]),
          expected,
          `cut at ${first} and ${second}`,
        );
      }
    }
  });
}

test("a line that is longer than any facility is refused, and the next one is read", () => {
  const long = "x".repeat(50_000);
  const found = records(parseCsv, [long, long, `${long}\na\n`]);
  assert.deepEqual(
    found.map(({ line, fault, value }) => [line, fault ?? value]),
    [
      [1, "unclosed"],
      [2, ["a"]],
    ],
  );
});

test("a mark that is never closed costs its line and no other", () => {
  const found = records(parseCsv, ['"open,1\n', ...Array.from({ length: 5000 }, (_, row) => `line ${row},2\n`.repeat(10))]);
  assert.deepEqual(found[0], { line: 1, value: undefined, fault: "unclosed" });
  assert.equal(found.length, 50_001);
});

test("lines of JSON", () => {
  const found = records(parseJson, ['{"a":1}\n\n{"a"\n', "2\n"]);
  assert.deepEqual(
    found.map(({ line, fault, value }) => [line, fault ?? value]),
    [
      [1, { a: 1 }],
      [3, "json"],
      [4, 2],
    ],
  );
});

const FULL = `id,name,type,schedule,prefecture,beds,online-claims,オンライン資格確認,consultation,under-six-share,2025-06,2025-07 checks,2025-05,2025-05 home-care-claims,2025-05 home-care-receipts,medical-dx-promotion,home-care-dx
7,"青葉, 医院",医科診療所,歯科,１,19,YES,×,2025-06-01..2025-12-31,310/1000,45.3%,５０％,10/100,1,5,2024-10-01 令和7年4月1日,no
`;

test("every kind of column says what the facility's own keys say", async () => {
  const { rows, bad, parts } = await read(FULL);
  assert.deepEqual(bad, []);
  assert.deepEqual(rows, [{ line: 2, id: "7", name: "青葉, 医院" }]);
  const facility = {
    type: "medical-clinic",
    schedule: "dental",
    prefecture: "01",
    beds: 19,
    facts: {
      "online-claims": true,
      "online-eligibility": false,
      consultation: { since: "2025-06-01", until: "2025-12-31" },
      "under-six-share": { part: 310, whole: 1000 },
    },
    usage: [
      { month: "2025-06", rate: "45.3%" },
      { month: "2025-07", basis: "checks", rate: "50%" },
      { month: "2025-05", users: 10, receipts: 100, homeCareClaims: 1, homeCareReceipts: 5 },
    ],
    filings: { "medical-dx-promotion": ["2024-10-01", "2025-04-01"], "home-care-dx": null },
  };
  assert.deepEqual(parts[0].columns, dxKasan.columns([facility]));
});

test("an empty field is unknown", async () => {
  const { parts } = await read("type,consultation,2025-07,medical-dx-promotion\npharmacy,,,\n");
  assert.deepEqual({ ...parts[0].columns, usage: [] }, { ...dxKasan.columns([{ type: "pharmacy" }]), usage: [] });
});

test("a file in Shift_JIS, and one whose encoding is another than it is read in", async () => {
  // 薬局 in Shift_JIS.
  const text = Uint8Array.of(...bytes("type\n"), 0x96, 0xf2, 0x8b, 0xc7, 0x0a);
  assert.equal((await all([text], { encoding: "shift_jis" })).rows.length, 1);
  assert.deepEqual(
    (await all([text])).bad.map(({ line, column, code }) => [line, column, code]),
    [[2, "type", "bad-encoding"]],
  );
});

test("lines of JSON are facilities with a name", async () => {
  const lines = ['{"id":"7","name":"青葉","type":"pharmacy"}', "[]", '{"type":"pharmacy","usage":[{"month":"2025-07","rate":1}]}', "{"];
  const { rows, bad } = await read(lines.join("\n"), { format: "jsonl" });
  assert.deepEqual(rows, [{ line: 1, id: "7", name: "青葉" }]);
  assert.deepEqual(
    bad.map(({ line, column, code }) => [line, column, code]),
    [
      [2, "", "wrong-type"],
      [3, "usage[0].rate", "wrong-type"],
      [4, "", "bad-json"],
    ],
  );
});

const badJson = [
  ["an id that is a number", '{"id":7,"type":"pharmacy"}', "wrong-type", "id", "expected a text, found the number `7`"],
  ["a name that is an object", '{"name":{"ja":"青葉"},"type":"pharmacy"}', "wrong-type", "name", "expected a text, found an object"],
  [
    "a name that no text can be made of",
    '{"name":{"toString":1},"type":"pharmacy"}',
    "wrong-type",
    "name",
    "expected a text, found an object",
  ],
  ["an id that is a list", '{"id":["7"],"type":"pharmacy"}', "wrong-type", "id", "expected a text, found an array"],
  ["a name that is true", '{"name":true,"type":"pharmacy"}', "wrong-type", "name", "expected a text, found the boolean `true`"],
  ["a key twice", '{"type":"pharmacy","type":"hospital"}', "duplicate", "type", "the key occurs twice"],
  ["a key of other letters twice", '{"a b":{"青葉":1,"青葉":2},"type":"pharmacy"}', "duplicate", '["a b"]["青葉"]', "the key occurs twice"],
  ["an id twice", '{"id":"7","type":"pharmacy","id":"8"}', "duplicate", "id", "the key occurs twice"],
  ["a key twice, once with an escape", '{"beds":1,"type":"pharmacy","b\\u0065ds":2}', "duplicate", "beds", "the key occurs twice"],
  [
    "a fact twice",
    '{"type":"pharmacy","facts":{"consultation":true,"consultation":false}}',
    "duplicate",
    "facts.consultation",
    "the key occurs twice",
  ],
  [
    "a rate twice, in the second month",
    '{"type":"pharmacy","usage":[{"month":"2025-07","rate":"1%"},{"month":"2025-06","rate":"1%","rate":"2%"}]}',
    "duplicate",
    "usage[1].rate",
    "the key occurs twice",
  ],
];
for (const [name, line, code, column, message] of badJson) {
  test(`of lines of JSON one is bad, and the others are read: ${name}`, async () => {
    const good = '{"id":"1","type":"pharmacy"}';
    const { rows, bad } = await read(`${good}\n${line}\n${good}\n`, { format: "jsonl" });
    assert.deepEqual(
      rows.map(({ line }) => line),
      [1, 3],
    );
    assert.deepEqual(
      bad.map(({ messageJa, ...rest }) => rest),
      [{ line: 2, column, code, message }],
    );
    assert.ok(bad[0].messageJa);
  });
}

const sameJson = [
  ["one key in two objects", '{"a":{"type":1},"b":{"type":2},"type":3}'],
  ["a value that looks like a key", '{"type":"type","b":"\\"type\\":","c":["type","type"]}'],
  ["objects in lists", '[{"a":1},{"a":2},[{"a":3}]]'],
  ["keys that differ in case", '{"a":1,"A":2}'],
];
for (const [name, line] of sameJson) {
  test(`no key is taken for one that occurs twice: ${name}`, () => {
    assert.deepEqual(records(parseJson, [line]), [{ line: 1, value: JSON.parse(line), fault: undefined }]);
  });
}

test("a key that occurs twice, deep down: the place is cut off", async () => {
  const depth = 10_000;
  const { bad } = await read(`${'{"a":'.repeat(depth)}{"b":1,"b":2}${"}".repeat(depth)}\n`, { format: "jsonl" });
  assert.deepEqual(
    bad.map(({ code, column }) => [code, column.length]),
    [["duplicate", 201]],
  );
});

test("every fault of a line is told: those of its cells, then those of what they say", async () => {
  const text =
    "type,beds,consultation,2025-07,2025-08,2025-08 home-care-receipts,medical-dx-promotion\nclinic,19,maybe,百,30/20,21,soon\npharmacy,,,,,,\n";
  const { bad, rows, parts } = await read(text);
  assert.deepEqual(
    bad.map(({ line, column, code }) => [line, column, code]),
    [
      [2, "consultation", "wrong-type"],
      [2, "2025-07", "bad-rate"],
      [2, "medical-dx-promotion", "bad-date"],
      [2, "type", "unknown-id"],
      [2, "2025-08", "inconsistent"],
      [2, "2025-08 home-care-receipts", "inconsistent"],
    ],
  );
  assert.deepEqual([rows.length, parts[0].refused], [1, 1]);
  const json = '{"id":7,"name":[],"type":"pharmacy","beds":-1,"usage":[{"month":"2025-13","rate":"45"}]}\n';
  assert.deepEqual(
    (await read(json, { format: "jsonl" })).bad.map(({ column }) => column),
    ["id", "name", "beds", "usage[0].month", "usage[0].rate"],
  );
});

test("what a cell that cannot be read has left out is not told as missing", async () => {
  const text = Uint8Array.of(...bytes("type,2025-07,2025-07 home-care-claims\n"), 0x96, 0xf2, ...bytes(",much,3\n,45%,3\n"));
  assert.deepEqual(
    (await all([text])).bad.map(({ line, column, code }) => [line, column, code]),
    [
      [2, "type", "bad-encoding"],
      [2, "2025-07", "bad-rate"],
      [3, "type", "incomplete"],
    ],
  );
});

test("of one line no more than a hundred faults are told", async () => {
  const months = Array.from({ length: 150 }, (_, index) => `${2000 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`);
  const line = (rate) => `pharmacy${`,${rate}`.repeat(months.length)}\n`;
  const { bad, parts } = await read(`type,${months}\n${line("much")}${line("2/1")}`);
  assert.deepEqual([bad.filter(({ line }) => line === 2).length, bad.length, parts[0].refused], [100, 200, 2]);
});

test("an id that is null is left out, as everywhere", async () => {
  const { rows } = await read('{"id":null,"type":"pharmacy"}\n', { format: "jsonl" });
  assert.deepEqual(rows, [{ line: 1, id: "", name: "" }]);
});

const headers = [
  ["a misspelt column", "type,consultatio", "unknown-id", "consultatio"],
  ["a column twice, by its id and by its label", "type,online-claims,オンライン請求", "duplicate", "オンライン請求"],
  ["no column of the type", "id,name", "incomplete", "type"],
  ["an empty name", "type,", "unknown-id", ""],
  ["another encoding", "type,\ufffd", "bad-encoding", ""],
  ["a quotation mark that is not closed", '"type', "bad-csv", ""],
  ["nothing", "", "incomplete", ""],
];
for (const [name, header, code, column] of headers) {
  test(`a header is refused as a whole: ${name}`, async () => {
    await assert.rejects(read(`${header}\npharmacy\n`.repeat(header === "" ? 0 : 1)), (error) => {
      assert.deepEqual([error.code, error.column], [code, column]);
      assert.ok(error.message && error.messageJa);
      return true;
    });
  });
}

test("a source may be a Blob, a stream of the web, or a stream of Node's", async () => {
  const text = "type\npharmacy\n";
  const { Readable } = await import("node:stream");
  for (const source of [new Blob([text]), new Blob([text]).stream(), Readable.from([Buffer.from(text)])]) {
    assert.equal((await all(source)).rows.length, 1);
  }
});

test("of many lines each good one is answered as evaluate answers it, and each bad one named", async () => {
  const count = 100 * WAYS.length;
  const { bad, parts } = await all([...csv(count)].map(bytes));
  assert.deepEqual(
    bad.map(({ line, column, code }) => [line, code, column]),
    Array.from({ length: count }, (_, row) => row)
      .filter(isBad)
      .map((row) => [row + 2, ...wayOf(row).slice(2)]),
  );
  const schedules = new Map(dxKasan.addOns().map(({ id, schedules }) => [id, schedules]));
  let checked = 0;
  for (const { columns, rows } of parts) {
    const answers = dxKasan.batch(columns, DAY);
    for (const [row, about] of rows.entries()) {
      assert.match(line(about.line - 2), new RegExp(`^${about.id},`));
      const { addOns, schedule } = dxKasan.explainRow(columns, row, DAY);
      const inForce = addOns.filter(({ verdict }) => verdict !== "not-in-force");
      const written = levelsOf(columns, answers, row, about);
      assert.deepEqual(
        written.map((record) => record["add-on"]),
        inForce.map(({ id }) => id),
      );
      written.forEach((record, index) => {
        const { verdict, best, range, levels } = inForce[index];
        assert.deepEqual([record.verdict, record.level, record["possible-level"]], [verdict, best?.level ?? "", range.best ?? ""]);
        const { mainService } = schedules.get(record["add-on"]).find((known) => known.schedule === schedule);
        const ranking = best?.fees.find(({ service, when }) => service === mainService && when !== "with-card");
        assert.equal(record.codes, (ranking?.codes ?? []).map(({ code }) => code).join(" "));
        const next = levels.find(({ id }) => id === record["next-level"]);
        const open = (next?.checks ?? []).filter(({ state }) => state === "unmet" || state === "unknown");
        assert.equal(record.missing, open.map(({ requirement }) => requirement).join(" "));
      });
      checked++;
    }
  }
  assert.equal(checked, count - count / 100);
});

test("memory does not grow with the file", async () => {
  const used = [];
  const source = (function* () {
    for (const text of csv(100_000)) yield bytes(text);
  })();
  let rows = 0;
  let bad = 0;
  for await (const part of readFacilities(dxKasan, source)) {
    rows += part.rows.length;
    bad += part.bad.length;
    if (rows % 10_000 < part.rows.length) {
      globalThis.gc?.();
      used.push(process.memoryUsage());
    }
  }
  assert.deepEqual([rows, bad], [99_000, 1000]);
  const total = ({ heapUsed, external }) => heapUsed + external;
  const [early, late] = [used.slice(2, 5), used.slice(-3)].map((samples) => Math.min(...samples.map(total)));
  // Without a collection on demand, a heap breathes by some ten megabytes; kept facilities would be more than a hundred.
  assert.ok(late - early < 30e6, `${early} bytes, then ${late}`);
});

// What a spreadsheet would run, and what it would not.
const RUN = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  " =1",
  "\u200b=1",
  "\0=1",
  "\tx",
  "＝1+1",
  "＋1",
  "－1",
  "＠SUM(A1)",
  "﹦1",
  '=HYPERLINK("http://x","y")',
];
const NOT_RUN = ["青葉", "a=1", "1-1", "'=1", "45.3%", "ー", "", "a\tb"];

test("a text that a spreadsheet would run is written with an apostrophe, in quotation marks", () => {
  for (const text of RUN) {
    assert.equal(csvLine([text]), `"'${text.replaceAll('"', '""')}"\n`);
    assert.equal(records(parseCsv, [csvLine(["", text], { rawNames: true })])[0].value[1], text);
  }
  for (const text of NOT_RUN) assert.equal(csvLine([text]), `${text}\n`);
});

test("a number stays a number", () => {
  assert.equal(csvLine([-12, 0, 3.5, "-12"]), `-12,0,3.5,"'-12"\n`);
});

test("a record is harmless as CSV unless asked for otherwise, and as it is in JSON", async () => {
  const { parts, rows } = await read("name,type\n=1+1,pharmacy\n");
  const [record] = levelsOf(parts[0].columns, dxKasan.batch(parts[0].columns, DAY), 0, rows[0]);
  const nameIn = (text) => records(parseCsv, [text])[0].value[levelColumns.indexOf("name")];
  assert.equal(nameIn(levelText("csv", record)), "'=1+1");
  assert.equal(nameIn(levelText("csv", record, { rawNames: true })), "=1+1");
  assert.equal(JSON.parse(levelText("jsonl", record)).name, "=1+1");
});

test("an option that readFacilities does not know is an error", async () => {
  await assert.rejects(read("type\npharmacy\n", { encodng: "shift_jis" }), {
    name: "DxKasanError",
    code: "unknown-key",
    path: "options.encodng",
  });
  await assert.rejects(read("type\npharmacy\n", "shift_jis"), { name: "DxKasanError", code: "wrong-type", path: "options" });
});
