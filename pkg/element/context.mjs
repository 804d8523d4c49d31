// What a render needs to know of the element that it is for: its language and its place in the document. It holds for the time of a
// render only, as several elements on one page take turns.

import japanese from "./words/ja.mjs";
import english from "./words/en.mjs";

const LANGUAGES = { ja: japanese, en: english };

let current = null;

/** Does some work for an element: `lang` is `ja` or `en`, `prefix` begins its ids, `root` is the element. */
export function within(context, work) {
  const outer = current;
  current = context;
  try {
    return work();
  } finally {
    current = outer;
  }
}

/** A text of the rules in the language of the element. */
export const textOf = (text) => text[current.lang];

/** The language of the render, for `lang`: hosts may be in another. */
export const language = () => current.lang;

/** What a refused input says. */
export const sayError = (error) => (current.lang === "ja" ? error.messageJa : error.message);

/** Numbers and dates are written as the language writes them. */
export const locale = () => (current.lang === "ja" ? "ja-JP" : "en-GB");

export const count = (number) => number.toLocaleString(locale());

/** Ids for the document from the names of fields and sections, each element's its own. */
export const domId = (name) => idOf(current.prefix, name);

export const idOf = (prefix, name) => prefix + name.replaceAll(/[^a-z0-9]+/gi, "-");

/** The element, for events, which come after the render. */
export const host = () => current.root;

/** For events, which come after the render: finds what has the id of a name in the element. */
export function finder() {
  const { prefix, root } = current;
  return (name) => root.querySelector(`#${idOf(prefix, name)}`);
}

/** For events as well: does some work in the language of the render. */
export function later(work) {
  const context = current;
  return (...given) => within(context, () => work(...given));
}

/** The words of the page: in the shape of the Japanese ones, each read in the language of the render. */
export const words = live(japanese, (lang) => LANGUAGES[lang]);

function live(shape, find) {
  const object = {};
  for (const [key, value] of Object.entries(shape)) {
    const found = (lang) => find(lang)[key];
    if (typeof value === "function") object[key] = (...given) => found(current.lang)(...given);
    else if (typeof value === "object") object[key] = live(value, found);
    else Object.defineProperty(object, key, { enumerable: true, get: () => found(current.lang) });
  }
  return object;
}
