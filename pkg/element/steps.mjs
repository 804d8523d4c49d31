// The way through the check: which steps there are for what has been answered, which mistakes belong to which, and where a field is.

const BEFORE = ["start", "setting"];
const AFTER = ["rates", "filings", "review", "result"];

/** What the steps of the questions are called: one for each topic. */
const topicStep = (id) => `topic/${id}`;

/** The steps that count as one of those that people are told of. */
const STAGES = ["setting", "topic", "rates", "filings", "review", "result"];

const stageOf = (step) => step.split("/")[0];

/**
 * Facts by topic: those that one requirement asks together, once each, in the order of the requirements. `label` is the
 * requirement's.
 */
export function topicsOf({ assessment, asked }) {
  const left = new Set(asked.map(({ id }) => id));
  const topics = new Map();
  for (const { id, label, facts } of assessment.addOns.flatMap(({ requirements }) => requirements)) {
    const own = asked.filter((fact) => facts.includes(fact.id) && left.delete(fact.id));
    const topic = topics.get(id) ?? { step: topicStep(id), label, facts: [] };
    if (own.length > 0) topics.set(id, { ...topic, facts: [...topic.facts, ...own] });
  }
  const others = asked.filter(({ id }) => left.has(id));
  return [...topics.values(), ...others.map((fact) => ({ step: topicStep(fact.id), label: fact.label, facts: [fact] }))];
}

/** The steps in their order. Until there are a type and a day, nobody knows what comes after them. */
export function stepsOf(checked) {
  if (checked.assessment === undefined) return BEFORE;
  const { rows, coming, filed } = checked;
  const has = { rates: rows.length > 0 || coming().length > 0, filings: filed.length > 0, review: true, result: true };
  return [...BEFORE, ...topicsOf(checked).map(({ step }) => step), ...AFTER.filter((step) => has[step])];
}

/** Whether a topic still matters: an answer can change something, or has been given. */
const isLive = ({ facts }, { open }, form) =>
  facts.some(({ id }) => open.has(id) || (form.answers[id] ?? { choice: "unknown" }).choice !== "unknown");

/** The next step in one direction, passing over topics that no longer matter; null at either end. */
export function neighbour(step, direction, checked, form) {
  const topics = checked.assessment === undefined ? [] : topicsOf(checked);
  const passed = new Set(topics.filter((topic) => !isLive(topic, checked, form)).map((topic) => topic.step));
  const steps = stepsOf(checked).filter((one) => one === step || !passed.has(one));
  return steps[steps.indexOf(step) + direction] ?? null;
}

/** The step to be on: a topic that is no longer asked leads to the first one, a step without its conditions back to the setting. */
export function validStep(step, checked) {
  const steps = stepsOf(checked);
  if (steps.includes(step)) return step;
  return (stageOf(step) === "topic" && steps.find((one) => stageOf(one) === "topic")) || (steps.includes("review") ? "review" : "setting");
}

/** Where the step is among those that people are told of: { number, of }, with { number, of } of the topics; null for the start. */
export function progressOf(step, checked, form) {
  const all = stepsOf(checked);
  const stages = checked.assessment === undefined ? STAGES : STAGES.filter((stage) => all.some((one) => stageOf(one) === stage));
  const number = stages.indexOf(stageOf(step)) + 1;
  if (number === 0) return null;
  const topics =
    checked.assessment === undefined ? [] : topicsOf(checked).filter((topic) => topic.step === step || isLive(topic, checked, form));
  const topic = topics.findIndex((one) => one.step === step) + 1;
  return { number, of: stages.length, topic: topic === 0 ? null : { number: topic, of: topics.length } };
}

/** From here nobody is held up by mistakes, but told of all of them. */
export const seesAll = (step) => step === "review" || step === "result";

/** The mistakes that belong to a step, by their fields. */
export function mistakesOf(step, checked) {
  const own = (field) => seesAll(step) || stepOfField(field, checked) === step;
  return new Map([...checked.errors].filter(([field]) => own(field)));
}

/** The step that has a field. */
export function stepOfField(field, checked) {
  const [kind, name] = field.split("/");
  if (kind === "usage") return "rates";
  if (kind === "filing") return "filings";
  if (kind === "prefecture" || kind === "beds") return "result";
  if (kind === "answer") return topicsOf(checked).find(({ facts }) => facts.some(({ id }) => id === name))?.step ?? "review";
  return "setting";
}
