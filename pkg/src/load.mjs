// Starts the engine on the first call, synchronously, and starts a new one after a crash. Nothing happens on import, so that
// a page which never asks anything pays nothing, and no caller has to wait for a promise.

import { DxKasanError, internalError } from "./error.mjs";

// `createGlue` makes wasm-bindgen's functions afresh, with their own views of the memory; `read` gives the module or its bytes.
// The result runs a piece of work with those functions, and turns whatever it throws into a DxKasanError.
export function createEngine(createGlue, read) {
  let module = null;
  let glue = null;
  let memory = null;

  function start() {
    try {
      module ??= compile(read());
      const started = createGlue();
      ({ memory } = started.initSync({ module }));
      return started;
    } catch (cause) {
      throw internalError(
        "cannot start the engine: WebAssembly may be switched off here, or forbidden by the page's " +
          `Content-Security-Policy, whose script-src then needs 'wasm-unsafe-eval' (${cause})`,
        "エンジンを起動できません。WebAssembly が無効になっているか、ページの Content-Security-Policy が許可していません" +
          `（script-src に 'wasm-unsafe-eval' が必要です）（${cause}）`,
        cause,
      );
    }
  }

  return function run(work) {
    glue ??= start();
    try {
      const done = work(glue);
      // An engine never gives memory back, so one that a large question made large is let go. The next question starts another.
      if (memory.buffer.byteLength > LARGE) glue = null;
      return done;
    } catch (thrown) {
      if (thrown instanceof DxKasanError) throw thrown;
      // What the engine throws on purpose is the text of an object with the fields of the error.
      if (typeof thrown === "string") throw new DxKasanError(JSON.parse(thrown));
      // A trap leaves the memory of the instance in an unknown state: no later call may see it.
      glue = null;
      if (isExhausted(memory)) {
        throw internalError(
          `the engine ran out of memory; ask about less at a time, the next call starts a new engine (${thrown})`,
          `メモリーが足りません。一度に調べる量を減らしてください。次の呼び出しでエンジンを再起動します（${thrown}）`,
          thrown,
        );
      }
      throw internalError(
        `the engine stopped by itself; the next call starts a new one (${thrown})`,
        `エンジンが異常終了しました。次の呼び出しで再起動します（${thrown}）`,
        thrown,
      );
    }
  };
}

// Many times what any question about one facility takes.
const LARGE = 128 * 1024 * 1024;

// A trap does not say why. Who asks for memory in vain asked for about as much as there was, so where that much more is not to be had,
// this was the reason. The memory is of no use to anybody any more.
function isExhausted(memory) {
  try {
    memory.grow(memory.buffer.byteLength / 65_536);
    return false;
  } catch {
    return true;
  }
}

function compile(source) {
  return isModule(source) ? source : new WebAssembly.Module(source);
}

// By its name, as a module that comes from another window or a test's sandbox is not an instance of this one's class.
function isModule(source) {
  return Object.prototype.toString.call(source) === "[object WebAssembly.Module]";
}
