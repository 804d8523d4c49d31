// What a caller hands in as a typed array: held to be one by what no object can pretend, and wrapped anew, so that no property and no
// class of the caller's is asked while the engine works.

import { kindOf, wrongType } from "./refusal.mjs";

const prototype = Object.getPrototypeOf(Uint8Array.prototype);
const getter = (key) => Object.getOwnPropertyDescriptor(prototype, key).get;
const [nameOf, bufferOf, offsetOf, lengthOf] = [Symbol.toStringTag, "buffer", "byteOffset", "length"].map(getter);

/** A view of the same memory; a buffer that was sent away has no elements. Throws a DxKasanError where it is not an array of this kind. */
export function viewOf(value, kind, path) {
  if (nameOf.call(value) !== kind.name) throw wrongType(path, kind.name, kindOf(value));
  const length = lengthOf.call(value);
  return length === 0 ? new kind(0) : new kind(bufferOf.call(value), offsetOf.call(value), length);
}
