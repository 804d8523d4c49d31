// What a caller hands in as a typed array: held to be one by what no object can pretend, and wrapped anew, so that no property and no
// class of the caller's is asked while the engine works.

import { DxKasanError } from "./error.mjs";

const prototype = Object.getPrototypeOf(Uint8Array.prototype);
const getter = (key) => Object.getOwnPropertyDescriptor(prototype, key).get;
const [nameOf, bufferOf, offsetOf, lengthOf] = [Symbol.toStringTag, "buffer", "byteOffset", "length"].map(getter);

export const THREW = "a property that threw when it was read";

/** A view of the same memory; a buffer that was sent away has no elements. Throws a DxKasanError where it is no array of this kind. */
export function viewOf(value, kind, path) {
  if (nameOf.call(value) !== kind.name) throw wrongType(path, kind.name, kindOf(value));
  const length = lengthOf.call(value);
  return length === 0 ? new kind(0) : new kind(bufferOf.call(value), offsetOf.call(value), length);
}

export function kindOf(value) {
  try {
    return value === undefined ? "nothing" : Object.prototype.toString.call(value).slice(8, -1);
  } catch {
    return THREW;
  }
}

export function wrongType(path, expected, found) {
  return new DxKasanError({
    code: "wrong-type",
    path,
    params: { expected, found },
    message: `expected ${expected}, found ${found}`,
    messageJa: `値の種類が違います。${expected} が必要です。`,
  });
}

/** The caller's own options of these names. An option that a function does not know is an error, as it is everywhere. */
export function ownOptions(options, known) {
  let own;
  try {
    own = options === undefined || options === null ? {} : typeof options === "object" ? { ...options } : null;
  } catch {
    throw wrongType("options", "plain data", THREW);
  }
  if (own === null || Array.isArray(options)) throw wrongType("options", "an object", kindOf(options));
  const unknown = Object.keys(own).find((key) => own[key] !== undefined && !known.includes(key));
  if (unknown !== undefined) {
    throw new DxKasanError({
      code: "unknown-key",
      path: `options.${unknown}`,
      params: { key: unknown },
      message: `unknown key \`${unknown}\``,
      messageJa: `「${unknown}」という項目はありません。`,
    });
  }
  return known.map((key) => (Object.prototype.hasOwnProperty.call(own, key) ? own[key] : undefined));
}
