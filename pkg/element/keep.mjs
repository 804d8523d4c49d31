// What was entered, kept on this device: only if somebody asks for it, and until they ask to delete it.

const KEY = "dx-kasan-check";

/** The kept draft as it was written; null where there is none, or where the browser keeps nothing. */
export function kept() {
  try {
    return JSON.parse(globalThis.localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/** Whether it could be kept. */
export function keep(draft) {
  try {
    globalThis.localStorage.setItem(KEY, JSON.stringify(draft));
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
