#!/usr/bin/env node
// The command `dx-kasan check`: a file of facilities in, their levels out, in constant memory. `--help` says everything.

import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { levelColumns, levelsOf, levelText, readFacilities } from "./file.mjs";
import * as dxKasan from "./index.mjs";
import { csvLine } from "./csv.mjs";
import { WORDS } from "./cli-words.mjs";

const OK = 0;
const SOME_BAD = 1;
const NOTHING_DONE = 2;

const OPTIONS = {
  date: { type: "string" },
  out: { type: "string" },
  bad: { type: "string" },
  format: { type: "string" },
  encoding: { type: "string", default: "utf-8" },
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
  if (values.help) return void process.stdout.write(words.help);
  if (values.version) return void process.stdout.write(`${VERSION}\n`);
  const [command, file, ...more] = positionals;
  if (command !== "check" || file === undefined || more.length > 0) throw new Misuse(words.usage);
  if (values.date === undefined) throw new Misuse(words.noDate);
  const date = dxKasan.parseDate(values.date);
  const format = formatOf(values.format, file);
  if (values.out !== undefined && resolve(values.out) === resolve(file)) throw new Misuse(words.sameFile);
  return check(file, date, { ...values, format });
}

function formatOf(given, file) {
  const format = given ?? (/\.(jsonl|ndjson)$/i.test(file) ? "jsonl" : "csv");
  if (format !== "csv" && format !== "jsonl") throw new Misuse(words.noFormat(format));
  return format;
}

async function check(file, date, { format, encoding, out, bad }) {
  // Before it is opened: a stream tells of a file that is not there when nobody listens yet.
  const size = file === "-" ? 0 : (await stat(file)).size;
  const input = file === "-" ? process.stdin : createReadStream(file);
  const levels = new Writer(out);
  const faults = bad === undefined ? null : new Writer(bad);
  const outFormat = out === undefined ? format : formatOf(undefined, out);
  const progress = new Progress(size);
  let answered = 0;
  let refused = 0;
  // Written with the first answers, so that a file without a header that can be right leaves nothing behind.
  if (outFormat === "csv") levels.add(csvLine(levelColumns));
  faults?.add(csvLine(BAD_COLUMNS));
  for await (const part of readFacilities(dxKasan, input, { format, encoding })) {
    const answers = dxKasan.batch(part.columns, date);
    part.rows.forEach((row, index) => {
      for (const record of levelsOf(part.columns, answers, index, row)) levels.add(levelText(outFormat, record));
    });
    for (const { line, column, code, message, messageJa } of part.bad) {
      const text = words.lang === "ja" ? messageJa : message;
      if (faults !== null) faults.add(csvLine([line, column, code, text]));
      else progress.aside(`${file}:${line}: ${column === "" ? "" : `${column}: `}${text}\n`);
    }
    answered += part.rows.length;
    refused += part.bad.length;
    await levels.flush();
    await faults?.flush();
    progress.show(part.bytes, answered, refused);
  }
  await levels.end();
  await faults?.end();
  progress.aside(words.done(answered, refused));
  return refused === 0 ? OK : SOME_BAD;
}

// A file or standard output, which is given no more than it takes.
class Writer {
  constructor(path) {
    this.stream = path === undefined ? process.stdout : createWriteStream(path);
    this.text = "";
    this.failure = null;
    this.stream.on("error", (error) => (this.failure = error));
  }

  add(text) {
    this.text += text;
  }

  async flush() {
    if (this.failure !== null) throw this.failure;
    if (this.text === "") return;
    const { text } = this;
    this.text = "";
    if (!this.stream.write(text)) await once(this.stream, "drain");
  }

  async end() {
    await this.flush();
    if (this.stream === process.stdout) return;
    this.stream.end();
    await once(this.stream, "finish");
  }
}

// One line on a terminal, which messages go above. Elsewhere only the messages.
class Progress {
  constructor(size) {
    this.size = size;
    this.shown = "";
    this.last = 0;
  }

  show(bytes, answered, refused) {
    const now = Date.now();
    if (!process.stderr.isTTY || now - this.last < 100) return;
    this.last = now;
    const share = this.size === 0 ? null : Math.min(1, bytes / this.size);
    const bar = share === null ? "" : `[${"#".repeat(Math.round(share * 30)).padEnd(30, ".")}] ${Math.floor(share * 100)}% `;
    this.clear();
    this.shown = `${bar}${words.rows(answered, refused)}`;
    process.stderr.write(this.shown);
  }

  clear() {
    if (this.shown !== "") process.stderr.write("\r\u001b[K");
    this.shown = "";
  }

  aside(text) {
    this.clear();
    process.stderr.write(text);
  }
}

// What the user can do something about; anything else is a fault of this program, which shows where it is.
function explained(error) {
  if (error instanceof Misuse) return error.message;
  if (error?.code?.startsWith?.("ERR_PARSE_ARGS")) return `${error.message}\n${words.usage}`;
  if (typeof error?.messageJa === "string") {
    const column = error.column || error.path;
    return `${column ? `${column}: ` : ""}${words.lang === "ja" ? error.messageJa : error.message}`;
  }
  if (typeof error?.syscall === "string") return error.message;
  if (error?.code === "ERR_ENCODING_NOT_SUPPORTED") return words.noEncoding;
  return error?.stack ?? String(error);
}

try {
  process.exitCode = (await main()) ?? OK;
} catch (error) {
  // Whoever reads the answers has had enough, as `head` does.
  if (error?.code !== "EPIPE") process.stderr.write(`dx-kasan: ${explained(error)}\n`);
  process.exitCode = NOTHING_DONE;
}
