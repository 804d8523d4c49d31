// Numbers as people type them: full-width digits, separators, a unit at the end.

/** A typed count as a number; undefined when nothing was typed, NaN (which the facade refuses with a message) when it is no number. */
export function readCount(text) {
  const plain = text.normalize("NFKC").replaceAll(/[\s,]/g, "").replace(/[人件枚回]$/, "");
  if (plain === "") return undefined;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}
