// Asks the facade what the typed patients of a month come to, and which of the typed visits have which claims. A mistake in a field
// takes that field, or its visit, out and never hides the rest.

import { addOns, claim, DxKasanError, parseDate, parseRate, project, rulesInfo } from "dx-kasan";
import { attempt, countIn, lastPart } from "./check.mjs";
import { monthsLater } from "./dates.mjs";
import { withPercentSign } from "./numbers.mjs";
import { lossesIn } from "./projections.mjs";
import { sayError, words } from "./context.mjs";

/** A year of claim months, the one of the day included. */
const MONTHS_AFTER_THE_FIRST = 11;

/** The names under which mistakes are kept; views ask for them by the same names. */
export const claimFields = {
  patients: (service) => `patients/${service}`,
  revisits: "revisits",
  cardShare: "card-share",
  visit: (id, part) => `visit/${id}/${part}`,
};

/** `services` are those of the schedule; `volume` and `visits` are what readVolume and readVisits make of the form. */
export function simulate(form, checked) {
  const services = servicesOf(checked.schedule);
  const errors = new Map();
  return { services, errors, volume: readVolume(form, checked, services, errors), visits: readVisits(form, checked, services, errors) };
}

function servicesOf(wanted) {
  const lives = addOns().flatMap(({ schedules }) => schedules.filter(({ schedule }) => schedule === wanted));
  const used = new Set(lives.flatMap(({ services }) => services));
  return rulesInfo().services.filter(({ id }) => used.has(id));
}

/**
 * `refusal` says why nothing can be reckoned for the day; `projection` is null until there is a number. `losses` is what a filing takes, for
 * which the revisits are asked.
 */
function readVolume(form, { day, overTime }, services, errors) {
  const from = day.slice(0, 7);
  const span = { from, until: monthsLater(from, MONTHS_AFTER_THE_FIRST) };
  const stands = (given) => project(overTime, { ...span, until: from, patients: {}, ...given });
  const { refusal, projection: bare } = tried(() => project(overTime, { ...span, patients: {} }));
  if (refusal !== null) return { ...span, refusal };
  const typed = services.flatMap(({ id }) => {
    const count = countIn(form.patients[id] ?? "", claimFields.patients(id), errors);
    if (count === undefined) return [];
    return attempt(
      errors,
      () => claimFields.patients(id),
      () => stands({ patients: { [id]: count } }),
    )
      ? [[id, count]]
      : [];
  });
  const patients = Object.fromEntries(typed);
  const losses = lossesIn(bare);
  const revisits = losses.length === 0 ? undefined : readRevisits(form.revisits, (count) => stands({ patients, revisits: count }), errors);
  const cardShare = readShare(form.cardShare, stands, errors);
  const projection = typed.length === 0 ? null : project(overTime, { ...span, patients, revisits, cardShare });
  return { ...span, refusal, losses, patients, revisits, cardShare, projection };
}

function readRevisits(text, stands, errors) {
  const count = countIn(text, claimFields.revisits, errors);
  if (count === undefined) return undefined;
  return (
    attempt(
      errors,
      () => claimFields.revisits,
      () => stands(count),
    ) && count
  );
}

function readShare(text, stands, errors) {
  if (text.trim() === "") return undefined;
  const read = () => {
    const cardShare = parseRate(withPercentSign(text));
    stands({ cardShare });
    return cardShare;
  };
  return attempt(errors, () => claimFields.cardShare, read);
}

function tried(ask) {
  try {
    return { refusal: null, projection: ask() };
  } catch (error) {
    if (!(error instanceof DxKasanError)) throw error;
    return { refusal: sayError(error), projection: null };
  }
}

/** `listed` are the visits that can be read, in the order of the form; `result` is null until there is one. */
function readVisits(form, { overTime }, services, errors) {
  const listed = form.visits.flatMap((row) => readVisit(row, form, overTime, services, errors));
  return { listed, result: listed.length === 0 ? null : claim(overTime, listed) };
}

function readVisit(row, form, overTime, services, errors) {
  const field = (part) => claimFields.visit(row.id, part);
  const service = serviceOf(row, services);
  const date =
    row.date.trim() === ""
      ? undefined
      : attempt(
          errors,
          () => field("date"),
          () => parseDate(row.date),
        );
  const telephone = mayBeByTelephone(service) && row.telephone;
  const visit = { date, service, card: row.card, referral: row.referral, secondDepartment: row.secondDepartment, telephone };
  const blame = ({ path }) => field(lastPart(path) === "service" ? "service" : "date");
  if (date !== undefined && service !== undefined) return attempt(errors, blame, () => claim(overTime, [visit])) ? [visit] : [];
  const begun =
    date !== undefined || (row.date.trim() === "" && [row.service !== "", row.card, row.referral, row.secondDepartment].includes(true));
  if (begun && form.rowBeingEdited !== field("all")) {
    if (date === undefined) errors.set(field("date"), words.visits.noDate);
    if (service === undefined) errors.set(field("service"), words.visits.noService);
  }
  return [];
}

/** Only revisits are known by telephone (電話等再診). */
export const mayBeByTelephone = (service) => service === "revisit";

/** What was chosen, if the schedule has it; where there is only one, nobody has to choose. */
export function serviceOf({ service }, services) {
  if (services.length === 1) return services[0].id;
  return services.some(({ id }) => id === service) ? service : undefined;
}
