// The command harms no file: whatever goes wrong, what was there is there, byte for byte, and nothing else is.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, beforeEach } from "node:test";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../../pkg/dist/cli.mjs", import.meta.url));
const root = fs.mkdtempSync(join(tmpdir(), "dx-kasan-cli-files-"));
after(() => fs.rmSync(root, { recursive: true }));

const HEADER = "id,name,type,2025-07\n";
const GOOD = `${HEADER}1,青葉,pharmacy,45.3%\n`;
const SOME_BAD = `${GOOD}2,若葉,pharmacy,百\n`;
const MANY = `${HEADER}${"1,青葉,pharmacy,45.3%\n".repeat(3000)}`;
const OLD = "what was there before\n";

let folder;
let count = 0;
beforeEach(() => {
  folder = join(root, String(count++));
  fs.mkdirSync(folder);
  for (const [name, text] of [
    ["good.csv", GOOD],
    ["some.csv", SOME_BAD],
    ["many.csv", MANY],
  ])
    write(name, text);
});

const path = (name) => join(folder, name);
const write = (name, text) => fs.writeFileSync(path(name), text);
const read = (name) => fs.readFileSync(path(name), "utf8");

/** All that a folder holds: links as such, files with their mode. */
const held = (at = folder) =>
  Object.fromEntries(
    fs
      .readdirSync(at)
      .sort()
      .map((name) => {
        const stat = fs.lstatSync(join(at, name));
        if (stat.isSymbolicLink()) return [name, fs.readlinkSync(join(at, name))];
        return [name, stat.isFile() ? `${(stat.mode & 0o7777).toString(8)} ${fs.readFileSync(join(at, name), "utf8")}` : "no file"];
      }),
  );

const env = { ...process.env, LC_ALL: "C", NODE: process.execPath, CLI };
/** Runs a line of the shell in the folder, in which `check` is the command with a date. */
const shell = (line) => {
  const script = `check() { "$NODE" "$CLI" check --date 2025-10-01 "$@"; }\n${line}`;
  const { status, signal, stdout, stderr } = spawnSync("sh", ["-c", script], { cwd: folder, env, encoding: "utf8", timeout: 60_000 });
  assert.equal(signal, null, "the shell itself");
  return { code: status, out: stdout, err: stderr };
};

const isRoot = process.getuid?.() === 0;
const forRoot = { skip: !isRoot && "only root may mount" };
const forLinux = { skip: process.platform !== "linux" && "/proc and /dev are those of Linux" };

// Each with a line, and what it says on standard error where that is not a file itself.
const refused = [
  ["the input for the lines refused", "check good.csv --bad good.csv", "`good.csv` and `--bad good.csv` are the same file"],
  [
    "the input by another path",
    "check good.csv --out ../$(basename $PWD)/good.csv",
    /^dx-kasan: `good.csv` and `--out .*` are the same file\n$/,
  ],
  [
    "a symbolic link to the input",
    "ln -s good.csv link.csv; check good.csv --out link.csv",
    "`good.csv` and `--out link.csv` are the same file",
  ],
  [
    "the input as a symbolic link",
    "ln -s good.csv link.csv; check link.csv --bad good.csv",
    "`link.csv` and `--bad good.csv` are the same file",
  ],
  ["a hard link to the input", "ln good.csv hard.csv; check good.csv --out hard.csv", "`good.csv` and `--out hard.csv` are the same file"],
  ["standard input's own file", "check - --out good.csv < good.csv", "`standard input` and `--out good.csv` are the same file"],
  [
    "standard input's own file, for the lines refused",
    "check - --bad good.csv < good.csv",
    "`standard input` and `--bad good.csv` are the same file",
  ],
  ["standard input's own file, read and written", "check - <> good.csv >&0", "`standard input` and `standard output` are the same file"],
  ["standard output added to the input", "check good.csv >> good.csv", "`good.csv` and `standard output` are the same file"],
  ["messages added to the input", "check some.csv 2>> some.csv", ""],
  ["messages added to the input, which is the output too", "check good.csv --out good.csv 2>> good.csv", ""],
  ["messages added to the input, and a folder", "mkdir -p some; check good.csv --out some 2>> good.csv", ""],
  ["messages into the answers", "check good.csv >> old.csv 2>&1", ""],
  ["one file for both", "check good.csv --out old.csv --bad old.csv", "`--out old.csv` and `--bad old.csv` are the same file"],
  [
    "one file that is not there for both",
    "check good.csv --out new.csv --bad ./new.csv",
    "`--out new.csv` and `--bad ./new.csv` are the same file",
  ],
  [
    "names that some disks do not tell apart",
    "check good.csv --out new.csv --bad NEW.csv",
    "`--out new.csv` and `--bad NEW.csv` are the same file",
  ],
  [
    "a link to what is not there, and that",
    "ln -s new.csv link.csv; check good.csv --out link.csv --bad new.csv",
    "`--out link.csv` and `--bad new.csv` are the same file",
  ],
  [
    "one folder by two names",
    "ln -s . here; check good.csv --out here/new.csv --bad new.csv",
    "`--out here/new.csv` and `--bad new.csv` are the same file",
  ],
  ["standard output's own file", "check good.csv --bad old.csv >> old.csv", "`standard output` and `--bad old.csv` are the same file"],
  ["a folder", "mkdir -p some; check good.csv --out some", "`--out some` is a folder"],
  ["a name of no letters", 'check good.csv --out ""', "`--out ` is a folder"],
];
for (const [name, line, words] of refused) {
  test(`refused before anything is opened: ${name}`, () => {
    write("old.csv", OLD);
    shell(line.includes(";") ? line.replace(/; check.*/, "") : ":");
    const before = held();
    const { code, out, err } = shell(line.replace(/.*; check/, "check"));
    assert.deepEqual([code, out], [2, ""]);
    if (words instanceof RegExp) assert.match(err, words);
    else assert.equal(err, words === "" ? "" : `dx-kasan: ${words}\n`);
    assert.deepEqual(held(), before);
  });
}

test("refused before anything is opened: standard input by its name, and its file", forLinux, () => {
  const before = held();
  for (const name of ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"]) {
    assert.equal(shell(`check ${name} --out good.csv < good.csv`).code, 2);
    assert.deepEqual(held(), before);
  }
});

test("a header that cannot be right leaves everything as it was", () => {
  write("old.csv", OLD);
  write("wrong.csv", "type,consultatio\npharmacy,yes\n");
  const before = held();
  const { code, err } = shell("check wrong.csv --out old.csv --bad new.csv");
  assert.equal(code, 2);
  assert.match(err, /did you mean `consultation`/);
  assert.deepEqual(held(), before);
});

test("an input that breaks off leaves everything as it was", forLinux, () => {
  write("old.csv", OLD);
  const before = held();
  const { code, err } = shell("check /proc/self/mem --out old.csv --bad new.csv");
  assert.equal(code, 3);
  assert.match(err, /^dx-kasan: the input cannot be read to its end: EIO: .*; no file was changed\n$/);
  assert.deepEqual(held(), before);
});

// More than one part has gone out when the signal comes, and the rest is still to come.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]) {
  for (const there of [true, false]) {
    test(`${signal} in the middle: ${there ? "the old file is as it was" : "no new file"}, and the signal ends the program`, {
      timeout: 60_000,
    }, async () => {
      if (there) write("levels.csv", OLD);
      const before = held();
      const child = spawn(process.execPath, [CLI, "check", "-", "--date", "2025-10-01", "--out", "levels.csv", "--bad", "bad.csv"], {
        cwd: folder,
        env,
      });
      child.stdin.write(MANY);
      const begun = () => fs.readdirSync(folder).filter((name) => name.endsWith(".tmp") && fs.statSync(path(name)).size > 1000);
      while (begun().length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      assert.equal(held()["levels.csv"], before["levels.csv"]);
      child.kill(signal);
      assert.deepEqual(await once(child, "exit"), [null, signal]);
      assert.deepEqual(held(), before);
    });
  }
}

test("a file that may not grow so large: the old one is as it was", () => {
  write("levels.csv", OLD);
  const before = held();
  const { code, err } = shell("ulimit -f 32; check many.csv --out levels.csv --bad bad.csv");
  assert.equal(code, 4);
  assert.match(err, /^dx-kasan: `--out levels.csv` cannot be written: EFBIG: .*; no file was changed\n$/);
  assert.deepEqual(held(), before);
});

test("a full disk: the old file is as it was, and no new one is there", forRoot, () => {
  fs.mkdirSync(path("disk"));
  assert.equal(spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "none", path("disk")]).status, 0);
  try {
    write("disk/old.csv", OLD);
    const before = held(path("disk"));
    for (const files of ["--out disk/old.csv", "--out disk/new.csv", "--out disk/old.csv --bad elsewhere.csv"]) {
      const { code, err } = shell(`check many.csv ${files}`);
      assert.equal(code, 4);
      assert.match(err, /^dx-kasan: `--out disk\/(old|new).csv` cannot be written: ENOSPC: .*; no file was changed\n$/);
      assert.deepEqual(held(path("disk")), before);
      assert.equal(fs.existsSync(path("elsewhere.csv")), false);
    }
  } finally {
    spawnSync("umount", [path("disk")]);
  }
});

test("a full disk that only the lines refused are written to: no answers either", forRoot, () => {
  fs.mkdirSync(path("disk"));
  assert.equal(spawnSync("mount", ["-t", "tmpfs", "-o", "size=16k", "none", path("disk")]).status, 0);
  try {
    write("bad.csv", `${HEADER}${"2,若葉,pharmacy,百\n".repeat(1000)}`);
    write("levels.csv", OLD);
    const before = held();
    assert.equal(shell("check bad.csv --out levels.csv --bad disk/new.csv").code, 4);
    assert.deepEqual(held(), before);
    assert.deepEqual(held(path("disk")), {});
  } finally {
    spawnSync("umount", [path("disk")]);
  }
});

test("a second file that cannot take its name: the first one has its old content again", forRoot, () => {
  write("levels.csv", OLD);
  write("bad.csv", OLD);
  const { ino } = fs.statSync(path("levels.csv"));
  // Nothing may take the name of what something is mounted on.
  assert.equal(spawnSync("mount", ["--bind", path("bad.csv"), path("bad.csv")]).status, 0);
  try {
    const before = held();
    const { code, err } = shell("check some.csv --out levels.csv --bad bad.csv");
    assert.equal(code, 4);
    assert.match(err, /EBUSY: .*; no file was changed\n$/);
    assert.deepEqual(held(), before);
    assert.equal(fs.statSync(path("levels.csv")).ino, ino);
    fs.rmSync(path("levels.csv"));
    assert.equal(shell("check some.csv --out levels.csv --bad bad.csv").code, 4);
    assert.equal(fs.existsSync(path("levels.csv")), false, "nor is there one where none was");
  } finally {
    spawnSync("umount", [path("bad.csv")]);
  }
});

test("a device that is full says so, whichever output it is", forLinux, () => {
  write("old.csv", OLD);
  const before = held();
  assert.match(shell("check many.csv --out /dev/full").err, /`--out \/dev\/full` cannot be written: ENOSPC: .*; what it has is not all/);
  for (const line of [
    "--out /dev/full --bad old.csv",
    "--bad old.csv > /dev/full",
    "--out old.csv --bad /dev/full",
    "--out old.csv 2> /dev/full",
  ]) {
    assert.equal(shell(`check some.csv ${line}`).code, 4, line);
    assert.deepEqual(held(), before);
  }
});

test("a closed pipe ends it without a word, and with no file", async () => {
  write("bad.csv", OLD);
  const before = held();
  const child = spawn(process.execPath, [CLI, "check", "-", "--date", "2025-10-01", "--bad", "bad.csv"], { cwd: folder, env });
  let err = "";
  child.stderr.on("data", (text) => (err += text));
  child.stdin.on("error", () => {});
  child.stdin.write(MANY);
  await once(child.stdout, "data");
  child.stdout.destroy();
  child.stdin.end(MANY.slice(HEADER.length).repeat(20));
  assert.deepEqual(await once(child, "close"), [141, null]);
  assert.equal(err, "");
  assert.deepEqual(held(), before);
});

test("what was there is replaced, and keeps its mode, its owner and the links to it", () => {
  for (const name of ["levels.csv", "linked.csv"]) write(name, OLD);
  fs.chmodSync(path("levels.csv"), 0o640);
  if (isRoot) fs.chownSync(path("levels.csv"), 12, 34);
  fs.linkSync(path("levels.csv"), path("hard.csv"));
  fs.mkdirSync(path("links"));
  fs.symlinkSync("../linked.csv", path("links/link.csv"));
  assert.equal(shell("check some.csv --out levels.csv --bad links/link.csv").code, 1);
  const { mode, uid, gid } = fs.statSync(path("levels.csv"));
  assert.equal(mode & 0o7777, 0o640);
  if (isRoot) assert.deepEqual([uid, gid], [12, 34]);
  assert.match(read("levels.csv"), /^line,id,/);
  assert.equal(read("hard.csv"), OLD, "another name keeps what it had");
  assert.equal(fs.readlinkSync(path("links/link.csv")), "../linked.csv");
  assert.match(read("linked.csv"), /^line,column,code,message\n3,2025-07,bad-rate/);
  assert.deepEqual(
    Object.keys(held()).filter((name) => name.endsWith(".tmp")),
    [],
  );
});

test("a new file has the mode that everything new has, also at the end of a link", () => {
  assert.equal(shell("ln -s new.csv link.csv; umask 027; check good.csv --out link.csv").code, 0);
  assert.equal(fs.statSync(path("new.csv")).mode & 0o7777, 0o640);
  assert.equal(fs.readlinkSync(path("link.csv")), "new.csv");
});

test("a file that may not be written is not replaced, though its folder would allow it", () => {
  // As root, who may write everything, by another user.
  const source = fs.readFileSync(new URL("../../pkg/src/whole-file.mjs", import.meta.url), "utf8");
  write("levels.csv", OLD);
  fs.chmodSync(root, 0o755);
  fs.chmodSync(folder, 0o777);
  fs.chmodSync(path("levels.csv"), 0o444);
  const before = held();
  const work = `${source}\nimport { statSync } from "node:fs";\nopenWhole({ path: "levels.csv", stat: statSync("levels.csv", { bigint: true }) });`;
  const who = isRoot ? { uid: 65_534, gid: 65_534 } : {};
  const { stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", work], { cwd: folder, encoding: "utf8", ...who });
  assert.match(stderr, /EACCES/);
  assert.deepEqual(held(), before);
});

test("what is not a file of its own is written to as it is", forLinux, () => {
  const { out } = shell("check good.csv");
  assert.equal(shell("check good.csv --out /dev/null").code, 0);
  assert.equal(shell("check good.csv --out /dev/stdout").out, out);
  write("old.csv", OLD);
  assert.equal(shell("check good.csv --out /dev/stdout >> old.csv").code, 0);
  assert.equal(read("old.csv"), OLD + out);
  assert.equal(shell("check good.csv --out /dev/fd/3 3>> old.csv").code, 0);
  assert.equal(read("old.csv"), OLD + out + out);
  assert.equal(shell("mkfifo pipe; cat pipe > read.csv & check good.csv --out pipe; wait").code, 0);
  assert.equal(read("read.csv"), out);
  assert.equal(fs.lstatSync(path("pipe")).isFIFO(), true);
});

test("names that a spreadsheet would run are harmless, and with --raw-names as they are", () => {
  write("run.csv", "id,name,type,2025-07\n=1+1,＠x,pharmacy,45.3%\n");
  assert.match(shell("check run.csv").out, /\n2,"'=1\+1","'＠x",medical-dx-promotion,/);
  assert.match(shell("check run.csv --raw-names").out, /\n2,=1\+1,＠x,medical-dx-promotion,/);
});

const HOSTILE = "\u001b[31m\u009b2J\u0007\u202egnp\u2066\u2028\r";
const CONTROL = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

test("no control character of a file's name, an option, a column or a key reaches a terminal", () => {
  const name = `${HOSTILE}.csv`;
  write(name, SOME_BAD);
  write("header.csv", `type,"${HOSTILE}"\npharmacy,yes\n`);
  write("key.jsonl", `{${JSON.stringify(HOSTILE)}:1,"type":"pharmacy"}\n{${`${JSON.stringify(HOSTILE)}:1,`.repeat(2)}"type":"pharmacy"}\n`);
  const run = (...args) =>
    spawnSync(process.execPath, [CLI, "check", "--date", "2025-10-01", ...args], { cwd: folder, env, encoding: "utf8" }).stderr;
  const given = [
    [name],
    [`none${name}`],
    ["header.csv"],
    ["key.jsonl"],
    ["good.csv", `--${HOSTILE}`],
    ["good.csv", "--format", HOSTILE],
    ["good.csv", "--out", `none/${name}`],
  ];
  for (const args of given) {
    const said = run(...args);
    assert.match(said, /\\u202egnp/);
    assert.doesNotMatch(said, CONTROL);
  }
});

test("answers on a terminal have no control character either, and elsewhere they are as they were given", (t) => {
  if (spawnSync("script", ["--version"]).error) return t.skip("there is no `script` to make a terminal with");
  write("names.jsonl", `{"name":${JSON.stringify(HOSTILE)},"type":"pharmacy"}\n`);
  const command = `"$NODE" "$CLI" check --date 2025-10-01 names.jsonl`;
  for (const more of ["", " --out /dev/tty"]) {
    const { stdout } = spawnSync("script", ["-qec", command + more, "/dev/null"], { cwd: folder, env, encoding: "utf8" });
    const lines = stdout.split("\r\n");
    assert.ok(
      lines.some((line) => line.includes("\\u001b[31m\\u009b2J")),
      stdout,
    );
    // The program's own line of progress.
    for (const line of lines) assert.doesNotMatch(line.replaceAll("\r\u001b[K", ""), CONTROL);
  }
  assert.equal(JSON.parse(shell("check names.jsonl").out.split("\n")[0]).name, HOSTILE);
});
