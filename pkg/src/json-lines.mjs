// A record of JSON Lines, for `createRecords`. A key that an object has twice is a fault: JSON.parse takes the last one and does not say.

import { lineAt } from "./csv.mjs";
import { shortened } from "./facility-row.mjs";

export function parseJson(text, start, ended) {
  const line = lineAt(text, start, ended);
  if (line === null) return null;
  const plain = text.slice(start, line.stop);
  if (plain.trim() === "") return { end: line.end, blank: true };
  let value;
  try {
    value = JSON.parse(plain);
  } catch {
    return { fault: "json" };
  }
  const twice = keyTwice(plain);
  return twice === undefined ? { end: line.end, value } : { fault: "twice", column: twice };
}

// What a reader of JSON's structure has to see: texts, those before a colon being keys, and where objects, lists and items begin and end.
const TOKENS = /("(?:[^"\\]+|\\.)*")(\s*:)?|[{}[\],]/g;

// The path of the first key that occurs twice in its object; undefined where none does.
// INVARIANT: `json` is valid, so that brackets match and texts are closed.
function keyTwice(json) {
  const open = [];
  for (const [token, text, colon] of json.matchAll(TOKENS)) {
    if (token === "{") open.push({ keys: new Set(), at: "" });
    else if (token === "[") open.push({ keys: null, at: 0 });
    else if (token === "}" || token === "]") open.pop();
    else if (token === ",") open.at(-1).at++;
    else if (colon !== undefined) {
      const { keys } = open.at(-1);
      const key = JSON.parse(text);
      open.at(-1).at = key;
      if (keys.has(key)) return pathOf(open);
      keys.add(key);
    }
  }
  return undefined;
}

// As the engine writes paths, such as `usage[0].rate` and `facts["a b"]`.
const pathOf = (open) =>
  open
    .map(({ keys, at }) => (keys === null ? `[${at}]` : keyIn(at)))
    .join("")
    .replace(/^\./, "");

const keyIn = (key) => (/^[\w-]+$/.test(key) ? `.${shortened(key)}` : `["${shortened(key)}"]`);
