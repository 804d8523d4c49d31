// The example facilities: a button for each fills the check in and leads to its result.

import { exampleFacilities } from "./example-facilities.js";

/* global dxKasan -- of the package's script */

const JAPAN_IS_AHEAD_OF_UTC_BY_MS = 9 * 60 * 60 * 1000;

/** What offers them in a language: its buttons, and the note on the one that was chosen. */
export function offerExamples(check, place, note) {
  let chosen = null;
  // Where the engine may not start, the check says why, and there is nothing to try.
  const examples = tried();
  if (examples.length === 0) place.closest("details").hidden = true;
  check.addEventListener("dx-kasan-step", ({ detail }) => {
    if (detail.step === "setting") chosen = null;
    note.hidden = chosen === null;
  });
  return (lang, words) => {
    const tell = () => (note.textContent = chosen === null ? "" : words.example(chosen.title[lang], chosen.note[lang]));
    const buttons = examples.map((example) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "page__button";
      button.textContent = example.title[lang];
      button.addEventListener("click", () => {
        chosen = example;
        show(example, check);
        tell();
      });
      return button;
    });
    place.replaceChildren(...buttons);
    tell();
  };
}

function tried() {
  try {
    return exampleFacilities(new Date(Date.now() + JAPAN_IS_AHEAD_OF_UTC_BY_MS).toISOString().slice(0, 10));
  } catch {
    return [];
  }
}

function show({ facility, typed }, check) {
  check.facility = facility;
  check.draft = { ...check.draft, ...typed };
  check.goTo("result");
}
