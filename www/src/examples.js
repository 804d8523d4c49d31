// The example facilities of the repository: a button for each fills the check in and leads to its result.

import dentalClinic from "../../examples/dental-clinic.json";
import hospital from "../../examples/hospital.json";
import medicalClinic from "../../examples/medical-clinic.json";
import pharmacy from "../../examples/pharmacy.json";
import risingClinic from "../../examples/rising-clinic.json";
import visitingNursingStation from "../../examples/visiting-nursing-station.json";

/* global dxKasan -- of the package's script */

const examples = [hospital, medicalClinic, risingClinic, dentalClinic, pharmacy, visitingNursingStation];

/** What offers them in a language: its buttons, and the note on the one that was chosen. */
export function offerExamples(check, place, note) {
  let chosen = null;
  // Where the engine may not start, the check says why, and there is nothing to try.
  try {
    dxKasan.rulesInfo();
  } catch {
    place.closest("details").hidden = true;
  }
  check.addEventListener("dx-kasan-step", ({ detail }) => {
    if (detail.step === "setting") chosen = null;
    note.hidden = chosen === null;
  });
  return (lang, words) => {
    const tell = () => note.replaceChildren(...(chosen === null ? [] : remark(chosen, lang, words)));
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

function show({ date, facility, volume, visits }, check) {
  check.setAttribute("date", date);
  check.facility = facility;
  const typed = {
    ...(volume && { patients: asText(volume.patients), revisits: String(volume.revisits ?? ""), cardShare: volume.cardShare ?? "" }),
    ...(visits && { visits }),
  };
  check.draft = { ...check.draft, ...typed };
  check.goTo("result");
}

/** Where the figures are from; documents have a Japanese title alone. */
function remark({ title, note, source }, lang, words) {
  const said = words.example(title[lang], note[lang]);
  const paper = source && dxKasan.sources().find(({ id }) => id === source.id);
  if (!paper) return [said];
  const cite = document.createElement("cite");
  cite.lang = "ja";
  cite.textContent = paper.title;
  return [said, words.exampleSource, cite, words.sourceAt(source.at)];
}

const asText = (numbers) => Object.fromEntries(Object.entries(numbers).map(([part, value]) => [part, String(value)]));
