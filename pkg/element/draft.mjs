// A form as plain data, for hosts that keep it, and back. What is read is checked as strictly as a facility: all of it or nothing.

import { check, DxKasanError, rulesInfo } from "dx-kasan";
import { emptyForm, NO_FILING, NO_PROJECT, NO_USAGE, NO_VISIT, UNANSWERED } from "./form.mjs";

const VERSION = 1;

/** What was chosen and typed, without what only the screen needs. */
export function draftOf({ rowBeingEdited, told, entry, back, before, ...typed }) {
  return structuredClone({ version: VERSION, ...typed });
}

/** The form of a draft; what the draft leaves out is empty. Throws a DxKasanError that names the path of what is wrong. */
export function formOfDraft(draft, today) {
  const { version, ...typed } = table(draft, "draft", (value) => value);
  if (version !== VERSION) throw refusal("out-of-range", "draft.version", `must be ${VERSION}`, `${VERSION} でなければなりません`);
  const form = emptyForm(today);
  for (const key of Object.keys(typed)) {
    if (!Object.hasOwn(readers, key))
      throw refusal("unknown-key", `draft.${key}`, "is not part of a draft", "は、入力内容の一部ではありません");
    form[key] = readers[key](typed[key], `draft.${key}`);
  }
  const { type, schedule } = form;
  const [fault] = type === null && schedule === null ? [] : check({ type, schedule });
  if (fault !== undefined) throw new DxKasanError({ ...fault, path: ["draft", fault.path].filter(Boolean).join(".") });
  refuseAnswersOfAnotherKind(form.answers);
  return form;
}

/** A share is not a question of yes or no. An answer about what these rules do not ask is passed over, as when it was typed. */
function refuseAnswersOfAnotherKind(answers) {
  const chosen = Object.entries(answers).filter(([, { choice }]) => choice === "yes" || choice === "no");
  const facts = Object.fromEntries(chosen.map(([id, { choice }]) => [id, choice === "yes"]));
  const fault = check({ facts }).find(({ code, path }) => code === "wrong-type" && path.startsWith("facts."));
  if (fault !== undefined) throw new DxKasanError(fault);
}

const text = (value, path) => {
  if (typeof value !== "string" || value.length > 10_000)
    throw refusal("wrong-type", path, "must be a text", "は、文字列でなければなりません");
  return value;
};

const longText = (value, path) => {
  if (typeof value !== "string" || value.length > 1_000_000)
    throw refusal("wrong-type", path, "must be a text", "は、文字列でなければなりません");
  return value;
};

const textOrNull = (value, path) => (value === null ? null : text(value, path));

const oneOf = (allowed) => (value, path) => {
  if (!allowed.includes(value))
    throw refusal("unknown-id", path, `must be one of ${allowed.join(", ")}`, `は、${allowed.join("、")} のどれかでなければなりません`);
  return value;
};

const whole = (value, path) => {
  if (!Number.isSafeInteger(value) || value < 0)
    throw refusal("wrong-type", path, "must be a whole number", "は、整数でなければなりません");
  return value;
};

const flag = (value, path) => {
  if (typeof value !== "boolean") throw refusal("wrong-type", path, "must be true or false", "は、true か false でなければなりません");
  return value;
};

function table(value, path, read) {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw refusal("wrong-type", path, "must be an object", "は、オブジェクトでなければなりません");
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, read(item, `${path}.${key}`, key)]));
}

/** Texts and marks of the same kinds as those of an empty one; `choices` are those that there are. */
const like = (empty, choices) => (value, path) => ({
  ...empty,
  ...table(value, path, (item, at, key) => {
    if (!Object.hasOwn(empty, key)) throw refusal("unknown-key", at, "is not part of a draft", "は、入力内容の一部ではありません");
    if (key === "id") return whole(item, at);
    if (key === "choice") return oneOf(choices)(item, at);
    return typeof empty[key] === "boolean" ? flag(item, at) : text(item, at);
  }),
});

const tableOf = (empty, choices) => (value, path) => table(value, path, like(empty, choices));

const listOf = (read) => (value, path) => {
  if (!Array.isArray(value) || value.length > 1000) throw refusal("wrong-type", path, "must be a list", "は、一覧でなければなりません");
  return value.map((item, index) => read(item, `${path}[${index}]`, index));
};

const readers = {
  step: text,
  type: textOrNull,
  schedule: textOrNull,
  day: text,
  services: (value, path) => (value === null ? null : listOf(oneOf(rulesInfo().services.map(({ id }) => id)))(value, path)),
  prefecture: text,
  beds: text,
  project: like(NO_PROJECT, ["3", "2"]),
  answers: tableOf(UNANSWERED, ["yes", "no", "counts", "percent", "unknown"]),
  usage: tableOf(NO_USAGE),
  about: text,
  filings: tableOf(NO_FILING, ["yes", "no", "unknown"]),
  patients: (value, path) => table(value, path, text),
  revisits: text,
  cardShare: text,
  pasted: longText,
  pastedRead: flag,
  visits: (value, path) => listOf((visit, at, index) => like({ ...NO_VISIT, id: index })(visit, at))(value, path),
};

const refusal = (code, path, what, whatJa) =>
  new DxKasanError({ code, path, params: {}, message: `\`${path}\` ${what}`, messageJa: `${path}${whatJa}` });
