// What was typed, and the language, in the state of the browser's history: it survives a reload and is gone with the tab; the address
// stays as it is.

const KEY = "dxKasan";
// Browsers refuse a state that changes too often.
const PAUSE_MS = 400;

export function keepInHistory(check) {
  const { [KEY]: draft, lang } = history.state ?? {};
  if (typeof lang === "string" && lang !== "") check.lang = lang;
  // A draft of an earlier version of this page is let go.
  if (draft !== undefined) attempt(() => (check.draft = draft));
  const state = () => ({ [KEY]: check.draft, lang: check.lang });
  const save = () => history.replaceState(state(), "");
  let pending;
  const saveSoon = () => {
    pending ??= setTimeout(() => {
      pending = undefined;
      save();
    }, PAUSE_MS);
  };
  save();
  for (const event of ["input", "change", "click"]) check.addEventListener(event, saveSoon);
  // Some browsers take no state any more from a page that goes; others do not tell of it before it does.
  for (const event of ["beforeunload", "pagehide"]) addEventListener(event, save);
  check.addEventListener("dx-kasan-step", () => {
    history.pushState(state(), "");
  });
  // Back and forward change the step; what was typed since stays.
  addEventListener("popstate", ({ state }) => {
    const step = state?.[KEY]?.step;
    if (step === undefined) return;
    attempt(() => (check.draft = { ...check.draft, step }));
    save();
  });
}

function attempt(set) {
  try {
    set();
  } catch (error) {
    if (error.name !== "DxKasanError") throw error;
  }
}
