// Where a mistake is, in words: a list of mistakes is read away from their fields.

import { nothing } from "lit/html.js";
import { monthName } from "../dates.mjs";
import { rowKey, rowOf } from "../form.mjs";
import { textOf, words } from "../context.mjs";

/** The name of a field as the list of mistakes begins with it; nothing where the message says it itself. */
export function fieldName(field, checked) {
  const [kind, name, part] = field.split("/");
  const names = {
    day: () => [words.review.day],
    beds: () => [words.subsidy.beds],
    about: () => [words.usage.about],
    usage: () => ofMonth(name, part, checked),
    answer: () => [textOf(byId(checked.asked, name).label)],
    filing: () => [textOf(byId(checked.filed, name).name), words.filings.dates],
  };
  return Object.hasOwn(names, kind) ? words.flow.mistakeIn(names[kind]()) : nothing;
}

function ofMonth(key, part, { running }) {
  const { month, basis } = rowOf(key);
  if (part === "all") return [monthName(month)];
  const soFar = running() !== undefined && rowKey(running()) === key;
  const label = soFar ? words.usage.usersSoFar : words.usage[part];
  return [monthName(month), typeof label === "object" ? label[basis] : label];
}

const byId = (list, wanted) => list.find(({ id }) => id === wanted);
