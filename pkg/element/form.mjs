// What the form holds: exactly what was chosen and typed, as text. Changes make a new form; check.js reads it.

export const UNANSWERED = { choice: "unknown", part: "", whole: "", percent: "" };
export const NO_USAGE = { users: "", receipts: "", rate: "", homeCareClaims: "", homeCareReceipts: "" };
export const NO_FILING = { choice: "unknown", dates: "" };
export const NO_PROJECT = { choice: "3", cost: "" }; // how many documents
export const NO_VISIT = { date: "", service: "", card: false, referral: false, secondDepartment: false, telephone: false };

/** The key of a month's row; a month may be measured on more than one basis. */
export const rowKey = ({ month, basis }) => `${month}-${basis}`;

/** The month and the basis of such a key. */
export function rowOf(key) {
  const [year, month, basis] = key.split("-");
  return { month: `${year}-${month}`, basis };
}

export function emptyForm(today) {
  return {
    step: "setting",
    type: null,
    schedule: null, // null: the one that goes with the type
    day: today,
    services: null, // what the facility does; null: not said
    prefecture: "", // its code; empty where none is chosen
    beds: "",
    project: { ...NO_PROJECT }, // what the subsidy would be for
    answers: {},
    usage: {},
    about: "", // about how many receipts a month, where rates come without
    filings: {},
    patients: {}, // by service, in a month
    revisits: "", // how many in a month in all
    cardShare: "",
    visits: [{ ...NO_VISIT, id: 0 }], // the id keeps the fields of a visit together while others come and go
    pasted: "",
    pastedRead: false, // whether what was pasted is to be shown as it was understood
    told: null, // what happened to a file or to what is kept: one of the words of `take.told`, or an error
    entry: { text: "", sent: false }, // what is typed into the field of the month to enter next, and whether it was sent
    back: null, // the step that an answer leads back to, where it was come to from there
    before: null, // the check that was kept, as its own day answered it
    rowBeingEdited: null, // half of a visit is not a mistake while its other half is still to be typed
  };
}

/** Answers, rates and filings stay: much of them means the same for another type. What it does is its own. */
export const withType = (form, type) => ({ ...form, type, schedule: null, services: form.type === type ? form.services : null });

/** With services that go together added, or taken away; with none left, nothing is said. */
export function withServices(form, group, does) {
  const others = (form.services ?? []).filter((service) => !group.includes(service));
  const services = does ? [...others, ...group] : others;
  return { ...form, services: services.length === 0 ? null : services };
}

export const withAnswer = (form, fact, change) => ({
  ...form,
  answers: { ...form.answers, [fact]: { ...(form.answers[fact] ?? UNANSWERED), ...change } },
});

export const withUsage = (form, row, change) => ({
  ...form,
  usage: { ...form.usage, [row]: { ...(form.usage[row] ?? NO_USAGE), ...change } },
});

export const withFiling = (form, addOn, change) => ({
  ...form,
  filings: { ...form.filings, [addOn]: { ...(form.filings[addOn] ?? NO_FILING), ...change } },
});

export const withPatients = (form, service, text) => ({ ...form, patients: { ...form.patients, [service]: text } });

export const withProject = (form, change) => ({ ...form, project: { ...form.project, ...change } });

export const withVisit = (form, id, change) => ({
  ...form,
  visits: form.visits.map((visit) => (visit.id === id ? { ...visit, ...change } : visit)),
});

export const withoutVisit = (form, id) => ({ ...form, visits: form.visits.filter((visit) => visit.id !== id) });

/** One more empty visit at the end, with an id of its own. */
export const withOneMoreVisit = (form, id) => ({ ...form, visits: [...form.visits, { ...NO_VISIT, id }] });

/** The form as someone would have filled it in for a facility; what holds on some days only, as it is on the day. */
export function formOf(facility, day) {
  const { type, schedule = null, prefecture = "", beds = "", facts = {}, usage = [], filings = {} } = facility;
  return {
    ...emptyForm(day),
    step: "result",
    type,
    schedule,
    prefecture,
    beds: String(beds),
    answers: Object.fromEntries(Object.entries(facts).map(([fact, value]) => [fact, { ...UNANSWERED, ...answerOf(value, day) }])),
    usage: Object.fromEntries(
      usage.map(({ month, basis = "receipts", ...given }) => [rowKey({ month, basis }), { ...NO_USAGE, ...asText(given) }]),
    ),
    filings: Object.fromEntries(Object.entries(filings).map(([addOn, days]) => [addOn, filingOf([days ?? []].flat())])),
  };
}

const filingOf = (days) => (days.length === 0 ? { choice: "no", dates: "" } : { choice: "yes", dates: days.join("、") });

function answerOf(value, day) {
  if (typeof value === "boolean") return { choice: value ? "yes" : "no" };
  if (typeof value === "string") return { choice: "percent", percent: value };
  if (typeof value !== "object" || value === null) return {};
  if ("whole" in value) return { choice: "counts", ...asText(value) };
  return { choice: value.since <= day && day <= (value.until ?? day) ? "yes" : "no" };
}

const asText = (numbers) => Object.fromEntries(Object.entries(numbers).map(([part, value]) => [part, String(value)]));
