// What JavaScript itself refuses, before the engine is asked, in the words that the engine has for the same.

import { DxKasanError } from "./error.mjs";

export const THREW = "a property that threw when it was read";

/** What is expected, in the words of either language; of an array its class says it in both. */
const EXPECTED = {
  data: ["plain data", "関数などを含まないデータ"],
  object: ["an object", "項目の組（オブジェクト）"],
  function: ["a function", "関数"],
  ids: ["a list of ids", "ID の一覧（配列）"],
  rows: ["a whole number up to a billion", "10 億以下の整数"],
};

export function kindOf(value) {
  try {
    return value === undefined ? "nothing" : Object.prototype.toString.call(value).slice(8, -1);
  } catch {
    return THREW;
  }
}

export function wrongType(path, what, found) {
  const [expected, expectedJa] = EXPECTED[what] ?? [what, `${what} `];
  return new DxKasanError({
    code: "wrong-type",
    path,
    params: { expected, found },
    message: `expected ${expected}, found ${found}`,
    messageJa: `値の種類が違います。${expectedJa}が必要です。`,
  });
}
