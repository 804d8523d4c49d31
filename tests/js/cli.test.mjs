// The command of the package, run as a shell runs it: what it writes, what it says and with which code it ends.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { fileURLToPath } from "node:url";
import * as dxKasan from "../../pkg/dist/index.mjs";

const CLI = fileURLToPath(new URL("../../pkg/dist/cli.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "dx-kasan-cli-"));
after(() => rmSync(folder, { recursive: true }));
const path = (name) => join(folder, name);
const written = (name) => readFileSync(path(name), "utf8");

writeFileSync(path("good.csv"), "id,name,type,2025-07\n1,青葉,pharmacy,45.3%\n");
writeFileSync(path("some.csv"), "id,name,type,2025-07\n1,青葉,pharmacy,45.3%\n2,若葉,pharmacy,百\n");
writeFileSync(path("good.jsonl"), '{"id":"1","type":"visiting-nursing-station"}\n');

const run = (args, { lang = "C", input = "" } = {}) =>
  new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: lang };
    const child = execFile(process.execPath, [CLI, ...args], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: error?.code ?? 0, out, err });
    });
    child.stdin.end(input);
  });

const HEADER = "line,id,name,add-on,verdict,level,amount,unit,codes,possible-level,next-level,missing\n";
const { version, checkedTo } = dxKasan.rulesInfo();
const BY = `rules ${version}, compared with the law to ${checkedTo}`;
const ANSWERS = [
  HEADER.trim(),
  "2,1,青葉,medical-dx-promotion,undetermined,,,points,,1,3,online-claims online-eligibility records-access e-prescription in-house-notice website e-dispensing-records security eligible-pharmacy",
  "2,1,青葉,medical-information-acquisition,undetermined,,,points,,single,single,online-claims online-eligibility in-house-notice website eligible-pharmacy",
  "",
].join("\n");

test("answers go to standard output, and what was done is said beside", async () => {
  assert.deepEqual(await run(["check", "good.csv", "--date", "2025-10-01"]), {
    code: 0,
    out: ANSWERS,
    err: `1 facilities answered, 0 lines refused; ${BY}\n`,
  });
});

test("lines that are refused are named, the others answered, and the code is 1", async () => {
  assert.deepEqual(await run(["check", "some.csv", "--date", "2025-10-01"]), {
    code: 1,
    out: ANSWERS,
    err: `some.csv:3: 2025-07: \`百\` is not a percentage such as 45%, 45.3% or ４５．３％\n1 facilities answered, 1 lines refused; ${BY}\n`,
  });
});

test("files for the answers and for the lines refused, in Japanese, with a date as people write it", async () => {
  const args = ["check", "some.csv", "--date", "令和7年10月1日", "--out", "levels.csv", "--bad", "bad.csv"];
  assert.deepEqual(await run(args, { lang: "ja_JP.UTF-8" }), {
    code: 1,
    out: "",
    err: `1 施設の答えを書きました。読めない行は 1 行です。ルールの版 ${version}（${checkedTo} までの資料と照合）。\n`,
  });
  assert.equal(written("levels.csv"), ANSWERS);
  assert.equal(
    written("bad.csv"),
    "line,column,code,message\n3,2025-07,bad-rate,「百」は割合として読めません。45.3% のように書いてください。\n",
  );
});

test("standard input is a file like others", async () => {
  const input = readFileSync(path("good.csv"));
  assert.equal((await run(["check", "-", "--date", "2025-10-01"], { input })).out, ANSWERS);
});

test("lines of JSON in are lines of JSON out", async () => {
  const { code, out } = await run(["check", "good.jsonl", "--date", "2025-10-01"]);
  assert.equal(code, 0);
  assert.deepEqual(
    out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
    [
      {
        line: 1,
        id: "1",
        name: "",
        "add-on": "visiting-nursing-dx",
        verdict: "undetermined",
        level: "",
        amount: "",
        unit: "yen",
        codes: "",
        "possible-level": "single",
        "next-level": "single",
        missing: "online-claims online-eligibility home-consent in-house-notice website",
      },
    ],
  );
});

test("the codes of the level to claim are those of the day", async () => {
  const clinic = {
    type: "medical-clinic",
    usage: [
      { month: "2024-12", rate: "60%" },
      { month: "2025-01", rate: "60%" },
    ],
  };
  clinic.facts = Object.fromEntries(
    dxKasan
      .facts()
      .filter(({ kind }) => kind === "boolean")
      .map(({ id, favourable }) => [id, favourable]),
  );
  const codesOn = async (date) => {
    const { out } = await run(["check", "-", "--format", "jsonl", "--date", date], { input: JSON.stringify(clinic) });
    return out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .map((record) => [record["add-on"], record.level, record.codes]);
  };
  const information = ["medical-information-acquisition", "single", "111703270 113705370"];
  const home = (level, codes) => ["home-care-dx", level, codes];
  const nursing = ["visiting-nursing-dx", "single", "114741310 180762370"];
  assert.deepEqual(await codesOn("2025-03-31"), [
    ["medical-dx-promotion", "1", "111703470 113707770"],
    information,
    home("single", "114706510 114740410"),
    nursing,
  ]);
  assert.deepEqual(await codesOn("2025-04-01"), [
    ["medical-dx-promotion", "1", "111703670 113707970"],
    information,
    home("1", "114746310 114746410"),
    nursing,
  ]);
});

test("a file with nothing but a header has answers with nothing but one", async () => {
  const { code, out } = await run(["check", "-", "--date", "2025-10-01"], { input: "type\n" });
  assert.deepEqual([code, out], [0, HEADER]);
});

const misuses = [
  ["no command", [], /^dx-kasan: usage: /],
  ["another command", ["chekc", "good.csv", "--date", "2025-10-01"], /^dx-kasan: usage: /],
  ["no date", ["check", "good.csv"], /--date is missing/],
  ["a date that is none", ["check", "good.csv", "--date", "2025-02-30"], /2025-02-30/],
  ["an option that does not exist", ["check", "good.csv", "--dates", "2025-10-01"], /--dates/],
  ["a format that does not exist", ["check", "good.csv", "--date", "2025-10-01", "--format", "xlsx"], /`xlsx` is not a format/],
  ["an encoding that does not exist", ["check", "good.csv", "--date", "2025-10-01", "--encoding", "sjiis"], /encoding is not known/],
  ["a language that does not exist", ["check", "--lang", "fr"], /`fr` is not a language/],
  ["a file that does not exist", ["check", "none.csv", "--date", "2025-10-01"], /^dx-kasan: `none.csv` is not there\n$/],
  ["a folder that does not exist", ["check", "good.csv", "--date", "2025-10-01", "--out", "none/levels.csv"], /ENOENT/],
  [
    "the file itself as the place for the answers",
    ["check", "good.csv", "--date", "2025-10-01", "--out", "./good.csv"],
    /`good.csv` and `--out .\/good.csv` are the same file/,
  ],
];
for (const [name, args, words] of misuses) {
  test(`nothing is done, and the code is 2: ${name}`, async () => {
    const { code, out, err } = await run(args);
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, words);
    assert.doesNotMatch(err, /\n +at /, "no stack for what the user can do something about");
  });
}

test("a misspelt column is not an answer at all", async () => {
  const { code, out, err } = await run(["check", "-", "--date", "2025-10-01"], { input: "type,consultatio\npharmacy,yes\n" });
  assert.deepEqual([code, out], [2, ""]);
  assert.match(err, /did you mean `consultation`\?/);
});

test("help is there in both languages, with the same options", async () => {
  const [en, ja] = await Promise.all(["en", "ja"].map(async (lang) => (await run(["--help", "--lang", lang])).out));
  const options = (text) => [...new Set(text.match(/--[a-z-]+/g))].sort();
  assert.match(en, /Exit code: 0/);
  assert.match(ja, /終了コード: 0/);
  for (const code of [2, 3, 4, 5, 129, 130, 131, 141, 143])
    assert.ok([en, ja].every((text) => text.slice(text.search(/Exit code|終了コード/)).includes(String(code))));
  assert.deepEqual(options(ja), options(en));
  assert.ok([en, ja].every((text) => text.split("\n").every((line) => line.length <= 120)));
});

test("the version is that of the package", async () => {
  const { version } = JSON.parse(readFileSync(new URL("../../pkg/package.json", import.meta.url), "utf8"));
  assert.equal((await run(["--version"])).out, `${version}\n`);
});
