// Many facilities (施設) beside the page's own work: in a browser's worker, in Node's worker_threads, or in turns on this thread.

import type { FileOptions, FilePart } from "./file.js";
import type { Batch, Columns, DxKasanError, Facility } from "./index.js";

/** A worker, or an end of a message channel: of browsers, or of Node. */
export interface Port {
  postMessage(message: any): void;
}

/** Functions whose first argument is a facility, such as all of `dx-kasan`, those of `loadRules`, or your own. */
export type Functions = object;

/** The names of the functions that ask about one facility: `evaluate`, `outlook`, … */
export type Question<F extends Functions> = {
  [Name in keyof F]: F[Name] extends (...given: any[]) => unknown ? AboutFacility<Name, Parameters<F[Name]>> : never;
}[keyof F] &
  string;

// A function that takes any object, such as loadRules, is not about facilities.
type AboutFacility<Name, Given> = Given extends readonly [infer First, ...any[]]
  ? Facility extends First
    ? object extends First
      ? never
      : Name
    : never
  : never;

/** What became of one facility: an answer, or the error of its own input. The others are answered all the same. */
export type Outcome<Answer> =
  | { readonly index: number; readonly answer: Answer; readonly error?: undefined }
  | { readonly index: number; readonly answer?: undefined; readonly error: DxKasanError };

/** As much of an `AbortSignal` as is used. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

export interface Patience {
  /**
   * After so many milliseconds of silence the worker is taken for gone; default 60,000, and `Infinity` is never. Node says at once that a
   * worker has ended; a browser does not. A worker that works says so every second, between two facilities; so that this has to be longer
   * than the answer about one facility, and than it takes to load the worker's script.
   */
  readonly timeout?: number | undefined;
}

export interface ManyOptions extends Patience {
  /** Told after every few facilities; not more often than the page can draw. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Cancels: the promise is rejected with the signal's reason, and the worker is free after some milliseconds. */
  readonly signal?: Signal | undefined;
}

type Rest<Ask> = Ask extends (facility: Facility, ...rest: infer Given) => unknown ? Given : never;
type Answer<Ask> = Ask extends (...given: any[]) => infer Given ? Given : never;

/**
 * In the worker: answers with these functions whatever {@link askMany} asks. A promise of them may be given as well, such as
 * of a module that is fetched first.
 *
 * ```js
 * import * as dxKasan from "dx-kasan";
 * import { serve } from "dx-kasan/worker";
 *
 * serve(dxKasan);
 * ```
 *
 * @param port Default: the worker's own end.
 */
export function serve(functions: Functions | PromiseLike<Functions>, port?: Port): void;

/**
 * On the page: asks the worker one function for each facility, with the same further arguments. The outcomes are in the order
 * of the facilities. Rejected only if the worker fails as a whole, with a {@link DxKasanError} `internal`, or by the signal. It fails where
 * it ends, throws outside of what it was asked, cannot be loaded or understood, or is silent for `timeout`. Then make another worker: every
 * call to one that has gone is rejected too.
 *
 * Facilities cross as plain data (structured clone); one that cannot has an error like any other. Worker and page may go on to
 * exchange messages of their own.
 *
 * @example
 * import * as dxKasan from "dx-kasan";
 * import { askMany, withoutWorker } from "dx-kasan/worker";
 *
 * const port = withoutWorker(dxKasan); // or: new Worker(new URL("./worker.js", import.meta.url), { type: "module" })
 * const facilities = [{ type: "pharmacy" }, { type: "pharmacy", beds: -1 }] as const;
 * const outcomes = await askMany(port, "evaluate", facilities, ["2025-10-01"]);
 * outcomes[0]?.answer?.addOns.length; // => 3
 * outcomes[1]?.error?.path; // => "beds"
 * port.close();
 */
export function askMany<F extends Functions = typeof import("./index.js"), Name extends Question<F> = Question<F>>(
  worker: Port,
  name: Name,
  facilities: Iterable<Facility>,
  rest: Rest<F[Name]>,
  options?: ManyOptions,
): Promise<Outcome<Answer<F[Name]>>[]>;

/**
 * On the page: what `batch` answers about columns, in slices of some thousand rows, with progress and cancellation. The worker has to
 * serve `batch`.
 *
 * @throws (rejects with) {DxKasanError} as `batch`; or with the signal's reason
 * @example
 * import * as dxKasan from "dx-kasan";
 * import { askBatch, withoutWorker } from "dx-kasan/worker";
 *
 * const port = withoutWorker(dxKasan);
 * const columns = dxKasan.columns([{ type: "pharmacy" }, { type: "hospital" }]);
 * const answers = await askBatch(port, columns, "2025-10-01");
 * answers.rows; // => 2
 * port.close();
 */
export function askBatch(worker: Port, columns: Columns, date: string, options?: ManyOptions): Promise<Batch>;

/** A `File` or `Blob`, or its bytes: what can be sent to a worker. */
export type SendableFile = { readonly size: number; stream(): unknown } | readonly Uint8Array[];

/**
 * On the page: what `readFacilities` of `dx-kasan/file` reads of a file, part by part, read by the worker, which has to serve that function
 * beside those of `dx-kasan`: `serve({ ...dxKasan, readFacilities })`. The worker is one part ahead. To cancel is to leave the loop.
 *
 * @throws an error with `code`, `column`, `message` and `messageJa` for a header that cannot be right; {DxKasanError} `internal` where the
 *   worker fails
 * @example
 * import * as dxKasan from "dx-kasan";
 * import { readFacilities } from "dx-kasan/file";
 * import { askFile, withoutWorker } from "dx-kasan/worker";
 *
 * const port = withoutWorker({ ...dxKasan, readFacilities });
 * const file = [Uint8Array.from("type\npharmacy\nhospital\n", (letter) => letter.charCodeAt(0))]; // or a File
 * for await (const { columns } of askFile(port, file)) {
 *   columns.rows; // => 2
 * }
 * port.close();
 */
export function askFile(worker: Port, file: SendableFile, options?: FileOptions & Patience): AsyncGenerator<FilePart, void, void>;

/**
 * A worker's stand-in where none can be had (a page on `file://`, a strict `worker-src`): the same work on this thread, in
 * slices of some milliseconds between which the page has its turn. In Node, `close` it when done, or the process stays.
 */
export function withoutWorker(functions: Functions | PromiseLike<Functions>): Port & { close(): void };
