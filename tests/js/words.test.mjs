// The words of the element and of the page around it: what one language says, the other says too, of the same givens.

import assert from "node:assert/strict";
import { test } from "node:test";
import english from "../../pkg/element/words/en.mjs";
import japanese from "../../pkg/element/words/ja.mjs";
import englishFrame from "../../www/src/words/en.js";
import japaneseFrame from "../../www/src/words/ja.js";

/** Every leaf as `path: kind`, a function's kind being how many givens it takes. */
const shapeOf = (words, path = "") =>
  Object.entries(words).flatMap(([key, value]) => {
    const at = `${path}${key}`;
    if (typeof value === "object") return shapeOf(value, `${at}.`);
    return typeof value === "function" ? `${at}: function of ${value.length}` : `${at}: ${typeof value}`;
  });

const textsOf = (words) =>
  Object.values(words).flatMap((value) => (typeof value === "object" ? textsOf(value) : typeof value === "string" ? [value] : []));

test("both languages have the same words", () => {
  assert.deepEqual(shapeOf(english).toSorted(), shapeOf(japanese).toSorted());
  assert.deepEqual(shapeOf(englishFrame).toSorted(), shapeOf(japaneseFrame).toSorted());
});

test("nothing is left empty, and nothing English in Japanese", () => {
  const all = [english, japanese, englishFrame, japaneseFrame].flatMap(textsOf);
  assert.ok(all.length > 300, String(all.length));
  assert.deepEqual(
    all.filter((text) => text.trim() === ""),
    [],
  );
  // A Japanese term of the law is in an English text in its own characters, but no Japanese sentence does.
  const { language, ...own } = english;
  assert.deepEqual(
    [...textsOf(own), ...textsOf(englishFrame)].filter((text) => /[。、]/.test(text)),
    [],
  );
});
