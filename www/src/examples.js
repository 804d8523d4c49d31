// The example facilities of the repository: a button for each fills the check in and leads to its result.

import dentalClinic from "../../examples/dental-clinic.json";
import hospital from "../../examples/hospital.json";
import medicalClinic from "../../examples/medical-clinic.json";
import pharmacy from "../../examples/pharmacy.json";
import risingClinic from "../../examples/rising-clinic.json";
import visitingNursingStation from "../../examples/visiting-nursing-station.json";

/* global dxKasan -- of the package's script */

const examples = [hospital, medicalClinic, risingClinic, dentalClinic, pharmacy, visitingNursingStation];

export function offerExamples(check, place, note) {
  for (const example of examples) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "page__button";
    button.textContent = example.title.ja;
    button.addEventListener("click", () => show(example, check, note));
    place.append(button);
  }
  check.addEventListener("dx-kasan-step", ({ detail }) => {
    if (detail.step === "start") note.hidden = true;
  });
}

function show({ title, note: remark, source, date, facility, volume, visits }, check, note) {
  check.setAttribute("date", date);
  check.facility = facility;
  const typed = {
    ...(volume && { patients: asText(volume.patients), cardShare: volume.cardShare ?? "" }),
    ...(visits && { visits }),
  };
  check.draft = { ...check.draft, ...typed };
  check.goTo("result");
  const document = source && dxKasan.sources().find(({ id }) => id === source.id);
  note.textContent = `入力例「${title.ja}」から始めました。${remark.ja}${document ? `出典：${document.title}（${source.at}）` : ""}`;
  note.hidden = false;
}

const asText = (numbers) => Object.fromEntries(Object.entries(numbers).map(([part, value]) => [part, String(value)]));
