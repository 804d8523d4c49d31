// Many facilities beside the page's own work. The asking side hands out slices and keeps few of them on their way, so that
// progress is known, to cancel is to stop handing out, and the answering side needs no state but the place in a file. The worker itself
// is made by the caller: bundlers only follow a `new Worker(new URL(…))` that is in the page's own code.

import { DxKasanError } from "./error.mjs";
import { joinBatches, sliceColumns } from "./splice.mjs";
import { beating, failed, listen, whenGone, whenSilent } from "./worker-life.mjs";

// A slice takes some milliseconds; two on their way keep the worker busy while the page is.
const SLICE = 32;
const ROWS = 16_384;
const ON_THEIR_WAY = 2;
// Tells the messages of this protocol from others on the same worker.
const MARK = "dx-kasan";
// In the place of a call's number: what is said to all of them.
const ALL = 0;

let lastCall = 0;

export function serve(functions, port = ownPort()) {
  // A promise as well, as a module may have to be fetched first; what is asked meanwhile waits.
  const ready = Promise.resolve(functions);
  const files = new Map();
  listen(port, "message", async (request) => {
    if (typeof request?.[MARK] !== "number") return;
    const reply = { [MARK]: request[MARK], slice: request.slice };
    const { beat, stop } = beating(() => port.postMessage({ [MARK]: ALL }));
    try {
      if (request.read !== undefined) return await read(files, await ready, request, (part) => port.postMessage({ ...reply, part }));
      const ask = functionOf(await ready, request.name);
      if (request.columns === undefined) {
        const answer = (facility) => (beat(), outcome(ask, facility, request.rest));
        port.postMessage({ ...reply, outcomes: request.facilities.map(answer) });
      } else {
        port.postMessage({ ...reply, outcomes: [outcome(ask, request.columns, request.rest)] });
      }
    } catch (thrown) {
      port.postMessage({ ...reply, fault: plain(thrown) });
    } finally {
      stop();
    }
  });
  // Of which call it was cannot be read either.
  listen(port, "messageerror", () => port.postMessage({ [MARK]: ALL, fault: plain("a question cannot be read") }));
}

// What the worker says to a call, and to all.
const isFor = (call, reply) => reply?.[MARK] === call || (reply?.[MARK] === ALL && reply.fault !== undefined);

// Files are read in turns as well. A part that is asked for while another is being read waits for it.
async function read(files, functions, { [MARK]: call, read: turn, file, options }, tell) {
  if (turn === "begin") files.set(call, functionOf(functions, "readFacilities")(functions, file, options));
  if (turn === "stop") {
    await files.get(call)?.return();
    files.delete(call);
  } else {
    tell((await files.get(call)?.next())?.value);
  }
}

function functionOf(functions, name) {
  const ask = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (typeof ask !== "function") throw new TypeError(`the worker serves no function \`${name}\``);
  return ask;
}

function outcome(ask, facility, rest) {
  try {
    return { answer: ask(facility, ...rest) };
  } catch (thrown) {
    return { error: plain(thrown) };
  }
}

// A cloned error loses its class and its fields.
function plain(thrown) {
  const { code, path, params, column, message, messageJa } = typeof thrown?.messageJa === "string" ? thrown : failed(thrown);
  return { code, path, params, column, message, messageJa };
}

function whole({ column, path = "", params = {}, ...fault }) {
  const error = new DxKasanError({ ...fault, path, params });
  return column === undefined ? error : Object.assign(error, { column });
}

export function askMany(worker, name, facilities, rest = [], options = {}) {
  const items = [...facilities];
  const outcomes = new Array(items.length);
  const keep = (index, { answer, error }) => {
    outcomes[index] = error === undefined ? { index, answer } : { index, error: whole(error) };
    return 1;
  };
  const job = {
    total: items.length,
    step: SLICE,
    part: (start, end) => ({ name, rest, facilities: items.slice(start, end) }),
    keep,
    refuse: (index, cause) => keep(index, { error: unsendable(cause) }),
  };
  return inTurns(worker, job, options).then(() => outcomes);
}

export function askBatch(worker, columns, date, options = {}) {
  const answers = [];
  const job = {
    // No rows are a question too: the answer says what there is on the day.
    total: Math.max(columns.rows, 1),
    step: ROWS,
    part: (start, end) => ({ name: "batch", rest: [date], columns: sliceColumns(columns, start, end) }),
    keep(start, { answer, error }) {
      if (error !== undefined) throw whole({ ...error, path: inWhole(error.path, start) });
      answers[start / ROWS] = answer;
      return Math.max(answer.rows, 1);
    },
    refuse(_, cause) {
      throw new DxKasanError({ ...unsendable(cause), path: "columns" });
    },
  };
  return inTurns(worker, job, options).then(() => joinBatches(answers));
}

export async function* askFile(worker, file, { timeout, ...options } = {}) {
  const call = ++lastCall;
  const say = (message) => worker.postMessage({ [MARK]: call, ...message });
  const replies = repliesTo(worker, call, timeout);
  try {
    begin(() => say({ read: "begin", file, options }));
    for (;;) {
      const { part, fault } = await replies.next();
      if (fault !== undefined) throw whole(fault);
      if (part === undefined) return;
      // The next one is read while this one is looked at.
      say({ read: "more" });
      yield part;
    }
  } finally {
    replies.stop();
    say({ read: "stop" });
  }
}

function begin(send) {
  try {
    send();
  } catch (cause) {
    throw new DxKasanError({ ...unsendable(cause), path: "file" });
  }
}

// What the worker says to one call, one after the other.
function repliesTo(worker, call, timeout) {
  const arrived = [];
  let waiting = null;
  const arrive = (reply) => {
    if (waiting === null) arrived.push(reply);
    else waiting(reply);
    waiting = null;
  };
  const fails = (error) => arrive({ fault: plain(error) });
  const stops = [
    listen(worker, "message", (reply) => {
      if (isFor(call, reply)) arrive(reply);
    }),
    whenGone(worker, fails),
  ];
  return {
    next() {
      if (arrived.length > 0) return Promise.resolve(arrived.shift());
      const stop = whenSilent(worker, fails, timeout);
      return new Promise((resolve) => (waiting = resolve)).finally(stop);
    },
    stop: () => stops.forEach((stop) => stop()),
  };
}

// The path of a fault in some rows is that of a row in all of them.
const inWhole = (path, start) => path.replace(/\[(\d+)\]$/, (_, row) => `[${Number(row) + start}]`);

// A job is handed out in slices of `step` items. `keep` takes the answer about an item, or about all of a slice, and says about how
// many it was; what it throws ends the job, as does what `refuse` throws about an item that cannot be sent.
function inTurns(worker, { total, step, part, keep, refuse }, { onProgress, signal, timeout } = {}) {
  return new Promise((resolve, reject) => {
    const call = ++lastCall;
    let next = 0;
    let done = 0;

    const stops = [
      listen(worker, "message", (reply) => {
        if (isFor(call, reply)) attempt(() => take(reply));
      }),
      whenGone(worker, (error) => settle(reject, error)),
      whenSilent(worker, (error) => settle(reject, error), timeout),
    ];
    const abort = () => settle(reject, signal.reason);
    signal?.addEventListener("abort", abort);

    function settle(how, value) {
      for (const stop of stops) stop();
      signal?.removeEventListener("abort", abort);
      next = total;
      how(value);
    }

    function attempt(work) {
      try {
        work();
      } catch (thrown) {
        settle(reject, thrown);
      }
    }

    function take({ slice, outcomes, fault }) {
      if (fault !== undefined) throw whole(fault);
      outcomes.forEach((given, i) => (done += keep(slice + i, given)));
      advance();
    }

    function advance() {
      onProgress?.(done, total);
      if (done === total) settle(resolve);
      else handOut();
    }

    // A slice of which nothing can be sent is over at once, and the next one's turn comes.
    function handOut() {
      while (next < total) {
        const slice = next;
        next = Math.min(next + step, total);
        if (send(slice, next) > 0) return;
      }
      if (done === total) advance();
    }

    // Says how many items are on their way. One that cannot be sent keeps the others of its slice from going together.
    function send(start, end) {
      try {
        worker.postMessage({ [MARK]: call, slice: start, ...part(start, end) });
        return end - start;
      } catch (cause) {
        if (end - start > 1) return Array.from({ length: end - start }, (_, i) => send(start + i, start + i + 1)).reduce((a, b) => a + b);
        done += refuse(start, cause);
        return 0;
      }
    }

    if (signal?.aborted) return abort();
    attempt(handOut);
    for (let i = 1; i < ON_THEIR_WAY && next < total; i++) attempt(handOut);
  });
}

function unsendable(cause) {
  return {
    code: "wrong-type",
    path: "",
    params: {},
    message: `this is not plain data and cannot be sent to a worker (${cause})`,
    messageJa: `このデータはワーカーへ送れません（${cause}）`,
  };
}

export function withoutWorker(functions) {
  const { port1, port2 } = new MessageChannel();
  serve(functions, port2);
  return port1;
}

// In Node a worker's own end is not its global, and a static import of it would trip bundlers for browsers.
function ownPort() {
  return globalThis.process?.getBuiltinModule?.("node:worker_threads")?.parentPort ?? globalThis;
}
