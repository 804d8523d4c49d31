// The way through the check: which steps there are for what has been answered, which mistakes belong to which, and where a field is.

/** @typedef {{ id: string, label: any, facts: any[] }} Topic */

/** Steps that are on nobody's way, and that one comes to from the others. */
const BESIDE = ["review", "one-page", "month"];

/** What the step of a question is called. @param {string} fact */
export const questionStep = (fact) => `question/${fact}`;

/** The fact that a step asks; null where it asks none. @param {string} step */
export const factOf = (step) => (step.startsWith("question/") ? step.slice("question/".length) : null);

/**
 * Facts by topic: those that one requirement asks together, once each, in the order of the requirements. `label` is the requirement's.
 * @param {any} checked
 * @returns {Topic[]}
 */
export function topicsOf({ concerned, asked }) {
  const left = new Set(asked.map((/** @type {any} */ { id }) => id));
  /** @type {Map<string, Topic>} */
  const topics = new Map();
  for (const { id, label, facts } of concerned.flatMap((/** @type {any} */ { requirements }) => requirements)) {
    const own = asked.filter((/** @type {any} */ fact) => facts.includes(fact.id) && left.delete(fact.id));
    const topic = topics.get(id) ?? { id, label, facts: [] };
    if (own.length > 0) topics.set(id, { ...topic, facts: [...topic.facts, ...own] });
  }
  const others = asked.filter((/** @type {any} */ { id }) => left.has(id));
  return [...topics.values(), ...others.map((/** @type {any} */ fact) => ({ id: fact.id, label: fact.label, facts: [fact] }))];
}

/** The questions in their order. @param {any} checked */
export const questionsOf = (checked) => topicsOf(checked).flatMap(({ facts }) => facts);

/** The steps in their order. Until there are a type and a day, nobody knows what comes after them. @param {any} checked @returns {string[]} */
export function stepsOf(checked) {
  if (checked.assessment === undefined) return ["setting"];
  const { rows, coming, filed } = checked;
  const after = { rates: rows.length > 0 || coming().length > 0, filings: filed.length > 0, result: true };
  return [
    "setting",
    ...questionsOf(checked).map(({ id }) => questionStep(id)),
    ...Object.entries(after).flatMap(([step, is]) => (is ? [step] : [])),
  ];
}

/** Whether a question still matters: its answer can change something, or has been given. @param {string} fact @param {any} checked @param {any} form */
const isLive = (fact, { open }, form) => open.has(fact) || (form.answers[fact] ?? { choice: "unknown" }).choice !== "unknown";

/** The steps on the way, without questions that no longer matter. @param {any} checked @param {any} form @param {string} here */
function wayOf(checked, form, here) {
  return stepsOf(checked).filter((step) => {
    const fact = factOf(step);
    return step === here || fact === null || isLive(fact, checked, form);
  });
}

/**
 * The next step in one direction, passing over questions that no longer matter; null at either end.
 * @param {string} step
 * @param {1 | -1} direction
 * @param {any} checked
 * @param {any} form
 * @returns {string | null}
 */
export function neighbour(step, direction, checked, form) {
  if (BESIDE.includes(step)) return direction === 1 ? "result" : "setting";
  const steps = wayOf(checked, form, step);
  return steps[steps.indexOf(step) + direction] ?? null;
}

/** The step to be on: a question that is no longer asked leads to the first one, a step without its conditions back to the setting. @param {string} step @param {any} checked */
export function validStep(step, checked) {
  const steps = stepsOf(checked);
  if (steps.includes(step) || (BESIDE.includes(step) && steps.length > 1)) return step;
  return (factOf(step) !== null && steps.find((one) => factOf(one) !== null)) || "setting";
}

/** Where the step is among those that ask something: { number, of }; null for the others. @param {string} step @param {any} checked @param {any} form */
export function progressOf(step, checked, form) {
  const asking = wayOf(checked, form, step).filter((one) => !["setting", "result"].includes(one));
  const number = asking.indexOf(step) + 1;
  return number === 0 ? null : { number, of: asking.length };
}

/** From here nobody is held up by mistakes, but told of all of them. @param {string} step */
export const seesAll = (step) => step === "result" || BESIDE.includes(step);

/** The mistakes that belong to a step, by their fields. @param {string} step @param {any} checked @returns {Map<string, string>} */
export function mistakesOf(step, checked) {
  const own = (/** @type {string} */ field) => seesAll(step) || stepOfField(field) === step;
  return new Map([...checked.errors].filter(([field]) => own(field)));
}

/** The step that has a field. @param {string} field @returns {string} */
export function stepOfField(field) {
  const [kind, name] = field.split("/");
  if (kind === "usage" || kind === "about") return "rates";
  if (kind === "filing") return "filings";
  if (kind === "prefecture" || kind === "beds") return "result";
  if (kind === "answer") return questionStep(name);
  return "setting";
}
