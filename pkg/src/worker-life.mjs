// Whether the other side of a worker is still there. Node says when a worker has ended. A browser says when its script fails, and nothing
// when it was terminated, closed itself or was killed; so a side that works says so every second, and silence means that it has gone.

import { internalError } from "./error.mjs";

const BEAT_MS = 1000;
// Time enough for a slow network to bring the worker's script, which is silence too.
const PATIENCE_MS = 60_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Says that somebody works, by a timer while something is waited for, and at every `beat` where a second has passed. */
export function beating(say) {
  let last = performance.now();
  const beat = () => {
    if (performance.now() - last < BEAT_MS) return;
    last = performance.now();
    say();
  };
  const timer = setInterval(say, BEAT_MS);
  return { beat, stop: () => clearInterval(timer) };
}

/** Calls `fails` with an error when Node or the browser says that the worker has gone, or has already. Returns what ends the listening. */
export function whenGone(worker, fails) {
  const stops = [
    listen(worker, "error", (event) => fails(failed(causeOf(event)))),
    listen(worker, "messageerror", () => fails(failed("an answer cannot be read"))),
    listen(worker, "exit", (code) => fails(failed(`exit ${code}`))),
    listen(worker, "close", () => fails(failed("its port was closed"))),
  ];
  // As Node numbers a worker that has ended.
  if (worker.threadId === -1) queueMicrotask(() => fails(failed("it has ended")));
  return () => stops.forEach((stop) => stop());
}

/** Calls `fails` with an error where the worker, which owes an answer, is silent for so many milliseconds. Returns what ends the waiting. */
export function whenSilent(worker, fails, timeout = PATIENCE_MS) {
  if (timeout === Infinity) return () => {};
  let quiet = 0;
  // Whole turns of a clock, so that of one that rings late, as after a computer has slept, the worker's words come before the next.
  const clock = setInterval(() => ++quiet > 2 && fails(silence(timeout)), Math.min(timeout / 2, LONGEST_TIMER_MS));
  const stop = listen(worker, "message", () => (quiet = 0));
  return () => {
    clearInterval(clock);
    stop();
  };
}

// A script that cannot be loaded is an event that says nothing.
function causeOf(event) {
  if (event?.message !== undefined) return event.message;
  return typeof event?.type === "string" ? "its script cannot be loaded" : event;
}

export function failed(cause) {
  return internalError(`the worker failed (${cause})`, `ワーカーが失敗しました（${cause}）`, cause);
}

function silence(timeout) {
  return internalError(
    `the worker has said nothing for ${timeout / 1000} s, and is taken for gone`,
    `ワーカーから${timeout / 1000}秒のあいだ返事がありません。止まったものとして扱います。`,
    null,
  );
}

/** Browsers' workers and ports are event targets; Node's Worker is an emitter, which hands over the data itself. */
export function listen(target, type, handler) {
  if (typeof target.addEventListener !== "function") {
    target.on(type, handler);
    return () => target.off(type, handler);
  }
  const listener = (event) => handler(type === "message" ? event.data : event);
  target.addEventListener(type, listener);
  target.start?.();
  return () => target.removeEventListener(type, listener);
}
