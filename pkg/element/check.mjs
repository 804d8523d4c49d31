// Asks the facade about the form: which questions, months and filings matter for this type and day, what is typed wrongly, and
// what the answer is. A mistake in one field takes that field out as unknown and never hides the rest of the answer.

import { addOns, check as faultsOf, DxKasanError, evaluate, facts, parseDate, parseRate, rulesInfo } from "dx-kasan";
import { lookAhead, monthsToMeasure } from "./ahead.mjs";
import { monthToEnter, sharedRates } from "./next-rate.mjs";
import { nextSteps } from "./next-steps.mjs";
import { withoutFaults } from "./faults.mjs";
import { NO_FILING, NO_USAGE, rowKey, rowOf, UNANSWERED } from "./form.mjs";
import { readCount, withPercentSign } from "./numbers.mjs";
import { concerns, isInForce, sorted } from "./order.mjs";
import { factsOfMedicines, groupsOfServices } from "./setting.mjs";
import { sayError, words } from "./context.mjs";

/** The names under which mistakes are kept; views ask for them by the same names. */
export const fields = {
  type: "type",
  day: "day",
  prefecture: "prefecture",
  beds: "beds",
  about: "about",
  answer: (fact, part) => `answer/${fact}/${part}`,
  row: (row, part) => `usage/${row}/${part}`,
  filing: (addOn) => `filing/${addOn}`,
};

/**
 * `assessment` and the lists are there as soon as there are a type and a day. `errors` holds one Japanese sentence for each
 * field that cannot be right. `open` are the questions whose answer can still change something, `settled` the unanswered ones whose
 * answer no longer can. `rows` are the months that count on the day, `coming` those over that count later, `running` the month of
 * the day, of which only the users so far are asked. These two and `ahead`, what comes, are functions: few steps show them. `overTime`
 * is the facility with everything that was ever entered, also what the day does not ask for: it is for questions about other days.
 * `ordered` are the add-ons in the order of use, `sharedRates` the rates to come of those that concern the facility, `toEnter` the month
 * whose rate is to be entered next, and `steps` what to do.
 */
export function check(form) {
  const errors = new Map();
  const day = attempt(
    errors,
    () => fields.day,
    () => parseDate(form.day),
  );
  if (form.type === null) errors.set(fields.type, words.setup.noType);
  if (form.type === null || day === undefined) return { day, errors };

  const setting = { type: form.type, ...(form.schedule && { schedule: form.schedule }) };
  const { schedule } = evaluate(setting, day);
  const settledFacts = factsOfMedicines(form, schedule);
  const blank = evaluate({ ...setting, facts: settledFacts }, day);
  const { schedules } = rulesInfo().types.find(({ id }) => id === form.type);
  const worded = facts().map((fact) => wordedFor(fact, schedule, day));
  const concernsUs = ({ id }) => concerns(id, schedule, form.services);
  const concerned = blank.addOns.filter((addOn) => isInForce(addOn) && concernsUs(addOn));
  const matters = new Set(concerned.flatMap(({ questions }) => questions));
  const asked = worded.filter(({ id }) => matters.has(id) && !(id in settledFacts));
  const rows = monthsThatCount(concerned);
  const months = once(() => monthsToMeasure(setting, day, concernsUs));
  const coming = once(() => months().over.filter((row) => !rows.some((one) => rowKey(one) === rowKey(row))));
  const running = once(() => months().running);
  const noMonth = Object.keys(form.usage).length === 0;
  const filed = concerned.filter(({ filing }) => filing.required);

  const about = countIn(form.about, fields.about, errors);
  const entered = {
    ...setting,
    ...readPlace(form, errors),
    facts: { ...Object.fromEntries(asked.flatMap((fact) => readAnswer(fact, form, errors))), ...settledFacts },
    usage: noMonth ? [] : [...rows, ...coming()].flatMap((row) => readRow(row, form, about, errors)),
    filings: Object.fromEntries(filed.flatMap((addOn) => readFiling(addOn, form, day, errors))),
  };
  const facility = withoutFaults(entered, (said, place, of) => errors.set(fieldAt(place, of, form), said));
  const assessment = evaluate(facility, day);
  const ordered = sorted(assessment, form.services);
  const open = new Set(ordered.concerned.flatMap(({ questions }) => questions));
  const settled = new Set(ordered.concerned.flatMap((addOn) => addOn.settled).filter((fact) => !open.has(fact)));
  const ahead = once(() => lookAhead(facility, day));
  const toEnter = once(() => monthToEnter(rows, coming(), facility.usage));
  const steps = once(() => nextSteps(facility, day, { addOns: ordered.concerned, outlook: ahead().outlook, toEnter: toEnter() }).steps);

  return {
    day,
    errors: inOrderOfFields(errors, [...asked, ...rows.map((row) => ({ id: rowKey(row) })), ...filed]),
    schedule,
    schedules,
    groups: groupsOfServices(blank),
    concerned,
    factsById: new Map(worded.map((fact) => [fact.id, fact])),
    asked,
    open,
    settled,
    rows,
    coming,
    running,
    usersSoFar: noMonth || running() === undefined ? undefined : readUsersSoFar(running(), form, setting, errors),
    filed,
    facility,
    overTime: everythingEntered(form, facility, settledFacts, { schedule, day, about }),
    assessment,
    ahead,
    ordered,
    sharedRates: once(() =>
      sharedRates(
        ahead().outlook,
        [...ordered.concerned, ...ordered.outOfForce].map(({ id }) => id),
      ),
    ),
    toEnter,
    steps,
  };
}

/** The first question pays for the answer, and nobody pays who does not ask. */
function once(make) {
  let made = null;
  return () => (made ??= { value: make() }).value;
}

/** What the day does not ask for has no field to show a mistake at, so such a mistake only takes it out. */
function everythingEntered(form, facility, settledFacts, { schedule, day, about }) {
  const unseen = new Map();
  const hasSchedule = ({ schedules }) => schedules.some((one) => one.schedule === schedule);
  const filed = Object.keys(form.filings).length === 0 ? [] : addOns().filter(hasSchedule);
  const entered = {
    ...facility,
    facts: { ...Object.fromEntries(facts().flatMap((fact) => readAnswer(fact, form, unseen))), ...settledFacts },
    usage: Object.keys(form.usage).flatMap((key) => readRow(rowOf(key), form, about, unseen)),
    filings: Object.fromEntries(filed.flatMap((addOn) => readFiling(addOn, form, day, unseen))),
  };
  return withoutFaults(entered, () => {});
}

/** The measured months (実績月) that can count on the day: one row each, although several add-ons may ask for them. */
function monthsThatCount(addOns) {
  const measured = addOns.flatMap(({ requirements }) => requirements.flatMap((requirement) => requirement.measured ?? []));
  return [...new Map(measured.map(({ month, basis }) => [rowKey({ month, basis }), { month, basis }])).values()];
}

/** What `read` returns, or undefined with its mistake noted under the field that `fieldOf(path)` names. */
export function attempt(errors, fieldOf, read) {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DxKasanError)) throw error;
    errors.set(fieldOf(error), sayError(error));
    return undefined;
  }
}

export const lastPart = (path) => path.slice(path.lastIndexOf(".") + 1);

/** Prefecture and beds: no standard asks for them, comparisons do. */
const readPlace = ({ prefecture, beds }, errors) =>
  given({ prefecture: prefecture || undefined, beds: countIn(beds, fields.beds, errors) });

/** The field that a fault of the facility is about, by the parts of its path. */
function fieldAt([part, one, within], { usage }, form) {
  if (part === "facts")
    return fields.answer(one, form.answers[one].choice === "percent" ? "percent" : within === "whole" ? "whole" : "part");
  if (part === "usage") return fields.row(rowKey(usage[one]), within in NO_USAGE ? within : "all");
  return part === "filings" ? fields.filing(one) : fields[part];
}

/** Mistakes in the order of their fields, whichever way they were found. */
function inOrderOfFields(errors, named) {
  const ids = named.map(({ id }) => id);
  const place = ([field]) => ids.indexOf(field.split("/")[1]);
  return new Map([...errors].sort((one, other) => place(one) - place(other)));
}

/** What is not a number is told as it was typed, and left out. */
export function countIn(typed, field, errors) {
  const count = readCount(typed);
  if (!Number.isNaN(count)) return count;
  errors.set(field, words.flow.noNumber(typed.trim()));
  return undefined;
}

function readAnswer(fact, form, errors) {
  const answer = form.answers[fact.id] ?? UNANSWERED;
  const field = (part) => fields.answer(fact.id, part);
  const entry = (value) => [[fact.id, value]];
  if (answer.choice === "yes" || answer.choice === "no") return entry(answer.choice === "yes");
  if (answer.choice === "counts") {
    const ratio = given(Object.fromEntries(["part", "whole"].map((part) => [part, countIn(answer[part], field(part), errors)])));
    return Object.keys(ratio).length === 0 || errors.has(field("part")) || errors.has(field("whole")) ? [] : entry(ratio);
  }
  if (answer.choice === "percent" && answer.percent.trim() !== "") {
    const read = () => entry(parseRate(withPercentSign(answer.percent)));
    return attempt(errors, () => field("percent"), read) ?? [];
  }
  return [];
}

const COUNTS = ["users", "receipts", "homeCareClaims", "homeCareReceipts"];

/** `about` is how many receipts there are in a month, for rates that come without: it says how many users are needed. */
function readRow(row, form, about, errors) {
  const key = rowKey(row);
  const typed = form.usage[key] ?? NO_USAGE;
  const counts = Object.fromEntries(COUNTS.map((part) => [part, countIn(typed[part] ?? "", fields.row(key, part), errors)]));
  const rate =
    typed.rate.trim() === ""
      ? undefined
      : attempt(
          errors,
          () => fields.row(key, "rate"),
          () => parseRate(withPercentSign(typed.rate)),
        );
  const receipts = counts.receipts ?? (rate === undefined ? undefined : about);
  const entry = given({ ...row, ...counts, receipts, rate });
  const nothing = Object.keys(entry).length === Object.keys(row).length;
  return nothing || COUNTS.some((part) => errors.has(fields.row(key, part))) ? [] : [entry];
}

const given = (entry) => Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));

/** No rate yet: the receipts of a month that is not over say nothing. */
function readUsersSoFar(row, form, setting, errors) {
  const field = fields.row(rowKey(row), "users");
  const users = countIn((form.usage[rowKey(row)] ?? NO_USAGE).users, field, errors);
  if (users === undefined) return undefined;
  const [fault] = faultsOf({ ...setting, usage: [{ month: row.month, basis: row.basis, users, receipts: users }] });
  if (fault === undefined) return users;
  errors.set(field, sayError(fault));
  return undefined;
}

/** Filed, but since when is not known: since before the day, then. */
function readFiling({ id }, form, day, errors) {
  const filing = form.filings[id] ?? NO_FILING;
  if (filing.choice === "no") return [[id, null]];
  if (filing.choice !== "yes") return [];
  if (filing.dates.trim() === "") return [[id, [day]]];
  const dates = attempt(
    errors,
    () => fields.filing(id),
    () => filing.dates.split(/[、,，]/).map(parseDate),
  );
  return dates === undefined ? [] : [[id, dates]];
}

/** The fact with the words that belong to the schedule and the day. */
function wordedFor(fact, schedule, day) {
  const fits = ({ schedules, from, until }) =>
    schedules.includes(schedule) && (from === null || from <= day) && (until === null || day <= until);
  return { ...fact, ...pickTexts(fact.wordings.findLast(fits) ?? fact) };
}

const pickTexts = ({ label, question, help, evidence }) => ({ label, question, help, evidence });
