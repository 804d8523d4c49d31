// What was entered, kept on this device: only if somebody asks for it, never with a patient's visits, and to a last day at the most.

import { DxKasanError, parseDate } from "dx-kasan";
import { check } from "./check.mjs";
import { dayBefore, sameDayLater } from "./dates.mjs";
import { draftOf, formOfDraft } from "./draft.mjs";

const KEY = "dx-kasan-check";
const MOST_MONTHS = 13;

/** What was read last, as every render asks for it. */
let known = { text: null, today: null, found: null };

/**
 * What is kept; null where there is nothing, or where the browser keeps nothing. `{ form, on, until }`: the form, the day on which it was
 * kept, and its last day. `{ over }`: the last day was this one, and it has been deleted. `{ error }`: what is wrong with it; the error is
 * null where there is nothing more to say than that it cannot be read.
 */
export function kept(today) {
  const text = attempt(() => globalThis.localStorage.getItem(KEY)) ?? null;
  // Deleting what is over leaves nothing, and that is still to be said.
  if (text === null && known.found?.over !== undefined) return known.found;
  if (text !== known.text || today !== known.today) known = { text, today, found: text === null ? null : read(text, today) };
  return known.found;
}

/** Whether anything is kept, whatever it is. */
export const isSomethingKept = () => (attempt(() => globalThis.localStorage.getItem(KEY)) ?? null) !== null;

function read(text, today) {
  try {
    const { on, draft } = JSON.parse(text) ?? {};
    const from = parseDate(on);
    const until = dayBefore(sameDayLater(from, MOST_MONTHS));
    // Nobody keeps anything tomorrow, and its last day would be later than it may be.
    if (today < from) return { error: null };
    if (until < today) {
      forget();
      return { over: until };
    }
    const form = formOfDraft(withoutPatients(draft ?? {}), today);
    // What only the rules can tell to be wrong is thrown here.
    check(form);
    return { form, on: from, until };
  } catch (error) {
    if (error instanceof DxKasanError) return { error };
    if (error instanceof SyntaxError) return { error: null };
    throw error;
  }
}

/** Whether it could be kept. */
export function keep(form, today) {
  const text = JSON.stringify({ on: today, draft: withoutPatients(draftOf(form)) });
  return attempt(() => (globalThis.localStorage.setItem(KEY, text), true)) ?? false;
}

/** Whether it is gone. */
export function forget() {
  known = { text: null, today: null, found: null };
  return attempt(() => (globalThis.localStorage.removeItem(KEY), true)) ?? false;
}

/** Files on one disk may share what a browser keeps. */
export const isSharedWithOtherFiles = () => globalThis.location?.protocol === "file:";

/** Visits are a patient's, and nobody knows what a pasted text holds. */
function withoutPatients({ visits, pasted, pastedRead, ...draft }) {
  return draft;
}

function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}
