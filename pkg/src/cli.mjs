#!/usr/bin/env node
// The command `dx-kasan check`: a file of facilities in, their levels out, in constant memory. `--help` says everything.

import { accessSync, constants, createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import { levelColumns, levelsOf, levelText, readFacilities } from "./file.mjs";
import * as dxKasan from "./index.mjs";
import { csvLine } from "./csv.mjs";
import { WORDS } from "./cli-words.mjs";
import { NotWritten, Output } from "./output.mjs";
import { isSame, placeOf, placeOfStream } from "./places.mjs";
import { visible } from "./visible.mjs";
import { abandon, putInPlace } from "./whole-file.mjs";

const OK = 0;
const SOME_BAD = 1;
// From here on nothing new is in any file.
const NOTHING_DONE = 2;
const NOT_READ = 3;
const NOT_WRITTEN = 4;
const OWN_FAULT = 5;
// As shells say that a program was ended by the signal of a closed pipe.
const NOBODY_READS = 141;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];

const OPTIONS = {
  date: { type: "string" },
  out: { type: "string" },
  bad: { type: "string" },
  format: { type: "string" },
  encoding: { type: "string", default: "utf-8" },
  "raw-names": { type: "boolean", default: false },
  lang: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
};
const BAD_COLUMNS = ["line", "column", "code", "message"];

let words = WORDS[/^ja/.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || "") ? "ja" : "en"];

class Misuse extends Error {}

async function main() {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  if (values.lang !== undefined) {
    if (WORDS[values.lang] === undefined) throw new Misuse(words.noLanguage(values.lang));
    words = WORDS[values.lang];
  }
  if (values.help) return print(words.help);
  if (values.version) return print(`${VERSION}\n`);
  const [command, file, ...more] = positionals;
  if (command !== "check" || file === undefined || more.length > 0) throw new Misuse(words.usage);
  const files = filesOf(file, values);
  if (values.date === undefined) throw new Misuse(words.noDate);
  const date = dxKasan.parseDate(values.date);
  return check(files, date, { ...values, format: formatOf(values.format, file) });
}

async function print(text) {
  const output = new Output(words.standardOutput, placeOfStream(1));
  for (const line of text.trimEnd().split("\n")) output.add(`${line}\n`);
  await output.finish();
}

// What is read and written: each with its name and its place. Nothing has been opened yet.
function filesOf(file, { out, bad }) {
  const given = {
    input: file === "-" ? [words.standardInput, () => placeOfStream(0)] : [file, () => placeOf(file)],
    out: out === undefined ? [words.standardOutput, () => placeOfStream(1)] : [`--out ${out}`, () => placeOf(out)],
    ...(bad !== undefined && { bad: [`--bad ${bad}`, () => placeOf(bad)] }),
    messages: [words.messages, () => placeOfStream(2)],
  };
  const files = {};
  const faults = [];
  for (const [role, [name, look]] of Object.entries(given)) {
    try {
      files[role] = { name, ...foundAt(name, look) };
    } catch (error) {
      faults.push(error);
    }
  }
  const all = Object.values(files);
  // A refusal is not to be added to the very file that it is about.
  messages.mute = all.some((one) => one !== files.messages && isSame(one, files.messages));
  for (const [index, one] of all.entries()) {
    const same = all.slice(index + 1).find((other) => isSame(one, other));
    if (same !== undefined) throw new Misuse(words.sameFile(one.name, same.name));
  }
  if (faults.length > 0) throw faults[0];
  if (files.input.stat === null) throw new Misuse(words.noFile(file));
  if (files.input.path !== undefined) foundAt(file, () => accessSync(files.input.path, constants.R_OK));
  return files;
}

function foundAt(name, look) {
  try {
    const found = look();
    if (found?.stat?.isDirectory()) throw new Misuse(words.isFolder(name));
    return found;
  } catch (error) {
    throw error instanceof Misuse ? error : new Misuse(`${name}: ${error.message}`);
  }
}

function formatOf(given, file) {
  const format = given ?? (/\.(jsonl|ndjson)$/i.test(file) ? "jsonl" : "csv");
  if (format !== "csv" && format !== "jsonl") throw new Misuse(words.noFormat(format));
  return format;
}

async function check(files, date, { format, encoding, out, "raw-names": rawNames }) {
  const { input } = files;
  const levels = new Output(files.out.name, files.out);
  const faults = files.bad === undefined ? null : new Output(files.bad.name, files.bad);
  const outFormat = out === undefined ? format : formatOf(undefined, out);
  messages.size = input.fd === undefined ? Number(input.stat.size) : 0;
  let answered = 0;
  let refused = 0;
  // Written with the first answers, so that a stream gets nothing of a file whose header cannot be right.
  if (outFormat === "csv") levels.add(csvLine(levelColumns));
  faults?.add(csvLine(BAD_COLUMNS));
  for await (const part of readFacilities(dxKasan, streamOf(input), { format, encoding })) {
    const answers = dxKasan.batch(part.columns, date);
    part.rows.forEach((row, index) => {
      for (const record of levelsOf(part.columns, answers, index, row)) levels.add(levelText(outFormat, record, { rawNames }));
    });
    for (const { line, column, code, message, messageJa } of part.bad) {
      const text = words.lang === "ja" ? messageJa : message;
      if (faults !== null) faults.add(csvLine([line, column, code, text], { rawNames }));
      else messages.say(`${input.name}:${line}: ${column === "" ? "" : `${column}: `}${text}`);
    }
    answered += part.rows.length;
    refused += part.refused;
    await levels.flush();
    await faults?.flush();
    messages.progress(part.bytes, answered, refused);
  }
  await levels.finish();
  await faults?.finish();
  await messages.said();
  place([levels, faults].filter((output) => output?.file));
  messages.say(words.done(answered, refused, dxKasan.rulesInfo()));
  return refused === 0 ? OK : SOME_BAD;
}

function streamOf({ path, fd }) {
  if (fd === 0) return process.stdin;
  return createReadStream(path ?? "", { fd });
}

function place(outputs) {
  try {
    putInPlace(outputs.map(({ file }) => file));
  } catch (cause) {
    throw new NotWritten({ name: outputs.map(({ name }) => name).join(", "), file: outputs[0].file }, cause);
  }
}

// What is said beside the answers, on standard error: messages, and on a terminal one line of progress below them.
class Messages {
  mute = false;
  size = 0;
  #shown = "";
  #last = 0;
  #failure = null;

  constructor() {
    process.stderr.on("error", (error) => (this.#failure = error));
  }

  progress(bytes, answered, refused) {
    const now = Date.now();
    if (!process.stderr.isTTY || now - this.#last < 100) return;
    this.#last = now;
    const share = this.size === 0 ? null : Math.min(1, bytes / this.size);
    const bar = share === null ? "" : `[${"#".repeat(Math.round(share * 30)).padEnd(30, ".")}] ${Math.floor(share * 100)}% `;
    this.#clear();
    this.#shown = `${bar}${words.rows(answered, refused)}`;
    process.stderr.write(this.#shown);
  }

  #clear() {
    if (this.#shown !== "") process.stderr.write("\r\u001b[K");
    this.#shown = "";
  }

  say(...lines) {
    if (this.mute) return;
    this.#clear();
    process.stderr.write(lines.map((line) => `${visible(line)}\n`).join(""));
  }

  // Lines that were refused and nobody can read about are not an answer. Whoever closed the pipe does not want to.
  async said() {
    await new Promise((resolve) => process.stderr.write("", resolve));
    if (this.#failure !== null && this.#failure.code !== "EPIPE") throw new NotWritten({ name: words.messages, file: null }, this.#failure);
  }
}

// The code to end with, and what the user can do something about. Anything else is a fault of this program, and shows where it is.
function outcomeOf(error) {
  if (error instanceof Misuse) return [NOTHING_DONE, error.message];
  if (error?.code?.startsWith?.("ERR_PARSE_ARGS")) return [NOTHING_DONE, error.message, words.usage];
  if (error?.code === "ERR_ENCODING_NOT_SUPPORTED") return [NOTHING_DONE, words.noEncoding];
  if (error instanceof NotWritten && error.cause.code === "EPIPE") return [NOBODY_READS];
  if (error instanceof NotWritten) return [NOT_WRITTEN, words.notWritten(error.name, error.message, error.whole)];
  if (typeof error?.messageJa === "string" && error.code !== "internal") {
    const column = error.column || error.path;
    return [NOTHING_DONE, `${column ? `${column}: ` : ""}${words.lang === "ja" ? error.messageJa : error.message}`];
  }
  if (typeof error?.syscall === "string") return [NOT_READ, words.notRead(error.message)];
  return [OWN_FAULT, ...String(error?.stack ?? error).split("\n")];
}

for (const signal of SIGNALS) {
  process.once(signal, () => {
    abandon();
    process.kill(process.pid, signal);
  });
}
process.once("exit", abandon);
const messages = new Messages();
try {
  process.exitCode = (await main()) ?? OK;
} catch (error) {
  const [code, first, ...more] = outcomeOf(error);
  if (first !== undefined) messages.say(`dx-kasan: ${first}`, ...more);
  process.exitCode = code;
}
