// What was typed, and the language, in the tab's own storage: they survive a reload and are gone with the tab. The browser's history
// carries the step and nothing else, and the address stays as it is.

const DRAFT = "dx-kasan-draft";
const LANGUAGE = "dx-kasan-language";
// Long enough to let somebody finish a word.
const PAUSE_MS = 400;

/** Restores what was typed before a reload; `sayDropped` is called where that is no longer a draft. */
export function keepDraft(check, sayDropped) {
  const language = read(LANGUAGE);
  if (language !== null && language !== "") check.lang = language;
  let empty = typedIn(check);
  restore(check, read(DRAFT), sayDropped);

  let pending;
  const save = () => {
    clearTimeout(pending);
    pending = undefined;
    write(LANGUAGE, check.lang);
    write(DRAFT, typedIn(check) === empty ? null : JSON.stringify(check.draft));
  };
  for (const event of ["input", "change", "click"]) check.addEventListener(event, () => (pending ??= setTimeout(save, PAUSE_MS)));
  // Some browsers do not tell of the one, some not of the other.
  for (const event of ["beforeunload", "pagehide"]) addEventListener(event, save);
  check.addEventListener("dx-kasan-clear", () => {
    empty = typedIn(check);
    write(DRAFT, null);
  });

  const state = () => ({ step: check.draft.step });
  const goTo = (step) => typeof step === "string" && accepts(check, { ...check.draft, step });
  goTo(history.state?.step);
  history.replaceState(state(), "");
  check.addEventListener("dx-kasan-step", () => history.pushState(state(), ""));
  // Back and forward change the step; what was typed since is unchanged.
  addEventListener("popstate", ({ state: before }) => {
    goTo(before?.step);
    save();
  });
}

/** All that was chosen and typed, wherever somebody is. */
function typedIn(check) {
  const { step, ...typed } = check.draft;
  return JSON.stringify(typed);
}

function restore(check, text, sayDropped) {
  if (text === null || accepts(check, parsed(text))) return;
  write(DRAFT, null);
  sayDropped();
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function accepts(check, draft) {
  try {
    check.draft = draft;
    return true;
  } catch (error) {
    if (error.name !== "DxKasanError") throw error;
    return false;
  }
}

// A browser may be set to keep nothing; then a reload begins anew.
function read(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key, text) {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // As above.
  }
}
