// What was entered, kept on this device: only if somebody asks for it, and until they ask to delete it.

import { parseDate } from "dx-kasan";

const KEY = "dx-kasan-check";

/** What is kept: the `draft` as it was written, and `on`, the day of that; null where there is nothing, or where the browser keeps nothing. */
export function kept() {
  try {
    const text = globalThis.localStorage.getItem(KEY);
    // Taking null apart would end below as well. But to say what was null, V8 reads the whole script again, which takes 20 ms.
    if (text === null) return null;
    const { on, draft } = JSON.parse(text);
    return typeof draft === "object" && draft !== null ? { on: parseDate(on), draft } : null;
  } catch {
    return null;
  }
}

/** Whether it could be kept. */
export function keep(draft, on) {
  try {
    globalThis.localStorage.setItem(KEY, JSON.stringify({ on, draft }));
    return true;
  } catch {
    return false;
  }
}

/** Whether it is gone. */
export function forget() {
  try {
    globalThis.localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}
