// The example facilities of the repository, bundled into the page.

import dentalClinic from "../../examples/dental-clinic.json";
import hospital from "../../examples/hospital.json";
import medicalClinic from "../../examples/medical-clinic.json";
import pharmacy from "../../examples/pharmacy.json";
import risingClinic from "../../examples/rising-clinic.json";
import visitingNursingStation from "../../examples/visiting-nursing-station.json";

export const examples = [hospital, medicalClinic, risingClinic, dentalClinic, pharmacy, visitingNursingStation];
