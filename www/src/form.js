// What the form holds: exactly what was chosen and typed, as text. Changes make a new form; check.js reads it.

export const UNANSWERED = { choice: "unknown", part: "", whole: "", percent: "" };
export const NO_USAGE = { users: "", receipts: "", rate: "" };
export const NO_FILING = { choice: "unknown", dates: "" };
const NO_VISIT = { date: "", service: "", card: false, referral: false, secondDepartment: false };

/** The key of a month's row; a month may be measured on more than one basis. */
export const rowKey = ({ month, basis }) => `${month}-${basis}`;

/** The month and the basis of such a key. */
export function rowOf(key) {
  const [year, month, basis] = key.split("-");
  return { month: `${year}-${month}`, basis };
}

export function emptyForm(today) {
  return {
    type: null,
    schedule: null, // null: the one that goes with the type
    day: today,
    answers: {},
    usage: {},
    filings: {},
    patients: {}, // by service, in a month
    cardShare: "",
    visits: [{ ...NO_VISIT, id: 0 }], // the id keeps the fields of a visit together while others come and go
    rowBeingEdited: null, // half of a row is no mistake while its other half is still to be typed
    example: null,
  };
}

/** Answers, rates and filings stay: much of them means the same for another type. */
export const withType = (form, type) => ({ ...form, type, schedule: null, example: null });

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

export const withVisit = (form, id, change) => ({
  ...form,
  visits: form.visits.map((visit) => (visit.id === id ? { ...visit, ...change } : visit)),
});

export const withoutVisit = (form, id) => ({ ...form, visits: form.visits.filter((visit) => visit.id !== id) });

/** One more empty visit at the end, with an id of its own. */
export const withOneMoreVisit = (form, id) => ({ ...form, visits: [...form.visits, { ...NO_VISIT, id }] });

/** The form as someone would have filled it in for an example facility. */
export function formOf(example) {
  const { type, schedule = null, facts = {}, usage = [], filings = {} } = example.facility;
  const { patients = {}, cardShare = "" } = example.volume ?? {};
  const visits = example.visits ?? [{}];
  return {
    ...emptyForm(example.date),
    type,
    schedule,
    answers: Object.fromEntries(
      Object.entries(facts).map(([fact, yes]) => [fact, { ...UNANSWERED, choice: yes ? "yes" : "no" }]),
    ),
    usage: Object.fromEntries(
      usage.map(({ month, basis, ...given }) => [rowKey({ month, basis }), { ...NO_USAGE, ...asText(given) }]),
    ),
    filings: Object.fromEntries(
      Object.entries(filings).map(([addOn, days]) => [addOn, { choice: "yes", dates: [days].flat().join("、") }]),
    ),
    patients: asText(patients),
    cardShare,
    visits: visits.map((visit, id) => ({ ...NO_VISIT, ...visit, id })),
    example,
  };
}

const asText = (numbers) => Object.fromEntries(Object.entries(numbers).map(([part, value]) => [part, String(value)]));
