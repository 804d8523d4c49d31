// Files of facilities of any size: CSV or JSON Lines in, columns in turns out. The command `dx-kasan check` is made of this.

import type { AddOnId, Batch, Columns, ErrorCode, Facility } from "./index.js";

/** As much of `dx-kasan`, or of the result of `loadRules` beside `parseDate` and `parseRate`, as is used. */
export type FileRules = Pick<
  typeof import("./index.js"),
  "addOns" | "check" | "columns" | "facts" | "parseDate" | "parseRate" | "rulesInfo"
>;

/** A `File`, the body of a response, a stream of Node's, or chunks of bytes. */
export type FileSource =
  | AsyncIterable<Uint8Array>
  | Iterable<Uint8Array>
  | ByteStream
  | { stream(): ByteStream | AsyncIterable<Uint8Array> };

/** As much of a `ReadableStream` as is used. */
export interface ByteStream {
  getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>; cancel(): Promise<void> };
}

export interface FileOptions {
  /** Default: `"csv"`. */
  readonly format?: "csv" | "jsonl" | undefined;
  /** By its name for `TextDecoder`, such as `"shift_jis"`. Default: `"utf-8"`. */
  readonly encoding?: string | undefined;
}

/** Some of a file's facilities, and those of its lines that are none. */
export interface FilePart {
  readonly columns: Columns;
  /** For each row of `columns` its line, counted from 1, and what the file calls the facility. */
  readonly rows: readonly FileRow[];
  /** What is wrong with each line that is none: all of it, but at most a hundred faults. */
  readonly bad: readonly BadLine[];
  /** How many lines are none. */
  readonly refused: number;
  /** How much of the file has been read. */
  readonly bytes: number;
}

export interface FileRow {
  readonly line: number;
  readonly id: string;
  readonly name: string;
}

/** A fault of a line. The other lines are read all the same. */
export interface BadLine {
  readonly line: number;
  /** The column, by its name in the file, or the path in a line of JSON; empty where the whole line is meant. */
  readonly column: string;
  readonly code: ErrorCode | "bad-csv" | "bad-json" | "bad-encoding";
  readonly message: string;
  readonly messageJa: string;
}

/**
 * The facilities of a file in parts of some hundreds, so that neither the file nor its facilities are in memory as a whole.
 *
 * Columns of a CSV, in any order; full-width characters are read as others, and an empty field is unknown, which is not no:
 *
 * | column | field |
 * |---|---|
 * | `id`, `name` | yours; they come back in `rows` |
 * | `type`, `schedule` | an id, or its Japanese label |
 * | `prefecture`, `beds` | `01` to `47`; a number |
 * | the id of a fact, or its Japanese label | `yes`, `no`; days, `2025-06-01..` or `2025-06-01..2025-12-31`; a ratio, `31.0%` or `310/1000` |
 * | a month, `2025-07` or `2025-07 checks` | its rate, `45.3%`, or `453/1000`: users of receipts |
 * | `2025-07 home-care-claims`, `2025-07 home-care-receipts` | counts for the correction of home care |
 * | the id of an add-on | the days from which its filings count, apart by spaces; `no`: not filed |
 *
 * A line of JSON is a {@link Facility}, which may have `id` and `name` as well, both texts. A key that occurs twice makes its line a bad one.
 *
 * @throws an error with `code`, `column`, `message` and `messageJa` for a header that cannot be right: a misspelt column would be
 *   taken for something unknown
 * @example
 * import * as dxKasan from "dx-kasan";
 * import { levelsOf, readFacilities } from "dx-kasan/file";
 *
 * const text = `name,type,2025-07
 * 青葉薬局,薬局,４５．３％
 * 若葉薬局,pharmacy,百
 * `;
 * for await (const { columns, rows, bad } of readFacilities(dxKasan, [new TextEncoder().encode(text)])) {
 *   rows; // => [{ line: 2, id: "", name: "青葉薬局" }]
 *   bad.map(({ line, column }) => [line, column]); // => [[3, "2025-07"]]
 *   const answers = dxKasan.batch(columns, "2025-10-01");
 *   levelsOf(columns, answers, 0, rows[0])[0]?.verdict; // => "undetermined"
 * }
 */
export function readFacilities(rules: FileRules, source: FileSource, options?: FileOptions): AsyncGenerator<FilePart, void, void>;

/** What a batch says of a row, for one add-on in force: a line of the command's answers. Empty texts stand for nothing. */
export interface LevelRecord {
  readonly line: number | "";
  readonly id: string;
  readonly name: string;
  readonly "add-on": AddOnId;
  readonly verdict: "does-not-qualify" | "undetermined" | "qualifies";
  /** The level to claim, and its amount for the main service. */
  readonly level: string;
  readonly amount: number | "";
  readonly unit: "points" | "yen";
  /** The receipt codes (診療行為コード) of that fee on that day, apart by spaces; empty where none is known. */
  readonly codes: string;
  /** The level to claim if what is unknown turns out well. */
  readonly "possible-level": string;
  /** The level above `level` by its amount. */
  readonly "next-level": string;
  /** The requirements that are not surely met for it, apart by spaces. */
  readonly missing: string;
}

/** The records of a row, one for each add-on in force. */
export function levelsOf(columns: Columns, batch: Batch, row: number, about?: Partial<FileRow>): LevelRecord[];

/** The columns of {@link LevelRecord}, in the order in which they are written. */
export const levelColumns: readonly (keyof LevelRecord)[];

export interface TextOptions {
  /** Leaves the texts of a CSV as they are, for programs that read it. Default: `false`. */
  readonly rawNames?: boolean | undefined;
}

/**
 * A record as a line of a file, with its end. A CSV begins with `levelColumns`. A text in it that a spreadsheet would run, because it begins
 * with `=`, `+`, `-`, `@`, one of their full-width kin, a tab or the end of a line, is quoted with an apostrophe in front: `"'=1+1"`. Numbers
 * stay numbers.
 */
export function levelText(format: "csv" | "jsonl", record: LevelRecord, options?: TextOptions): string;
