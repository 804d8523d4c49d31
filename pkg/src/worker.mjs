// Many facilities beside the page's own work. The asking side hands out slices and keeps few of them on their way, so that
// progress is known, to cancel is to stop handing out, and the answering side needs no state. The worker itself is made by the
// caller: bundlers only follow a `new Worker(new URL(…))` that stands in the page's own code.

import { DxKasanError, internalError } from "./core.mjs";

// A slice takes some milliseconds; two on their way keep the worker busy while the page is.
const SLICE = 32;
const ON_THEIR_WAY = 2;
// Tells the messages of this protocol from others on the same worker.
const MARK = "dx-kasan";

let lastCall = 0;

export function serve(functions, port = ownPort()) {
  // A promise as well, as a module may have to be fetched first; what is asked meanwhile waits.
  const ready = Promise.resolve(functions);
  listen(port, "message", async (request) => {
    if (typeof request?.[MARK] !== "number") return;
    const reply = { [MARK]: request[MARK], slice: request.slice };
    try {
      const ask = functionOf(await ready, request.name);
      port.postMessage({ ...reply, outcomes: request.facilities.map((facility) => outcome(ask, facility, request.rest)) });
    } catch (thrown) {
      port.postMessage({ ...reply, fault: plain(thrown) });
    }
  });
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
  const { code, path, params, message, messageJa } = thrown instanceof DxKasanError ? thrown : failed(thrown);
  return { code, path, params, message, messageJa };
}

function failed(cause) {
  return internalError(`the worker failed (${cause})`, `ワーカーが失敗しました（${cause}）`, cause);
}

export function askMany(worker, name, facilities, rest = [], { onProgress, signal } = {}) {
  return new Promise((resolve, reject) => {
    const items = [...facilities];
    const outcomes = new Array(items.length);
    const call = ++lastCall;
    let next = 0;
    let done = 0;

    const stops = [
      listen(worker, "message", (reply) => {
        if (reply?.[MARK] === call) take(reply);
      }),
      listen(worker, "error", (event) => settle(reject, failed(event?.message ?? event))),
      listen(worker, "messageerror", () => settle(reject, failed("an answer cannot be sent"))),
      listen(worker, "exit", (code) => settle(reject, failed(`exit ${code}`))),
    ];
    const abort = () => settle(reject, signal.reason);
    signal?.addEventListener("abort", abort);

    function settle(how, value) {
      for (const stop of stops) stop();
      signal?.removeEventListener("abort", abort);
      next = items.length;
      how(value);
    }

    function take({ slice, outcomes: answered, fault }) {
      if (fault !== undefined) return settle(reject, new DxKasanError(fault));
      answered.forEach((given, i) => keep(slice + i, given));
      advance();
    }

    function keep(index, { answer, error }) {
      outcomes[index] = error === undefined ? { index, answer } : { index, error: new DxKasanError(error) };
      done++;
    }

    function advance() {
      try {
        onProgress?.(done, items.length);
        if (done === items.length) settle(resolve, outcomes);
        else handOut();
      } catch (thrown) {
        settle(reject, thrown);
      }
    }

    function handOut() {
      if (next >= items.length) return;
      const slice = next;
      next += SLICE;
      const facilities = items.slice(slice, next);
      try {
        worker.postMessage({ [MARK]: call, name, slice, facilities, rest });
      } catch {
        alone(facilities, slice);
      }
    }

    // Something in the slice cannot be sent. It alone has an error; the others go one by one.
    function alone(facilities, slice) {
      let sent = 0;
      facilities.forEach((facility, i) => {
        try {
          worker.postMessage({ [MARK]: call, name, slice: slice + i, facilities: [facility], rest });
          sent++;
        } catch (cause) {
          keep(slice + i, { error: unsendable(cause) });
        }
      });
      if (sent === 0) advance();
    }

    if (signal?.aborted) return abort();
    if (items.length === 0) return advance();
    for (let i = 0; i < ON_THEIR_WAY; i++) handOut();
  });
}

function unsendable(cause) {
  return {
    code: "wrong-type",
    path: "",
    params: {},
    message: `the facility is no plain data and cannot be sent to a worker (${cause})`,
    messageJa: `施設のデータをワーカーへ送れません（${cause}）`,
  };
}

export function withoutWorker(functions) {
  const { port1, port2 } = new MessageChannel();
  serve(functions, port2);
  return port1;
}

// Browsers' workers and ports are event targets; Node's Worker is an emitter, which hands over the data itself.
function listen(target, type, handler) {
  if (typeof target.addEventListener !== "function") {
    target.on(type, handler);
    return () => target.off(type, handler);
  }
  const listener = (event) => handler(type === "message" ? event.data : event);
  target.addEventListener(type, listener);
  target.start?.();
  return () => target.removeEventListener(type, listener);
}

// In Node a worker's own end is not its global, and a static import of it would trip bundlers for browsers.
function ownPort() {
  return globalThis.process?.getBuiltinModule?.("node:worker_threads")?.parentPort ?? globalThis;
}
