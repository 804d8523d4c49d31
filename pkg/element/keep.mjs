// What was entered, kept on this device: only if somebody asks for it, and until they ask to delete it.

import { parseDate } from "dx-kasan";

const KEY = "dx-kasan-check";

/** What is kept: the `draft` as it was written, and `on`, the day of that; null where there is nothing, or where the browser keeps nothing. */
export function kept() {
  try {
    const { on, draft } = JSON.parse(globalThis.localStorage.getItem(KEY));
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
