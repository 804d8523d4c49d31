// Numbers as people type them: full-width digits, separators, a unit at the end.

/** A typed count as a number; undefined when nothing was typed, NaN (which the facade refuses with a message) when it is no number. */
export function readCount(text) {
  const plain = text.normalize("NFKC").replaceAll(/[\s,]/g, "").replace(/[人件枚回]$/, "");
  if (plain === "") return undefined;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/**
 * What was typed beside a ％ as the percentage it is. A bare 0.453 stays as it is: it may well be meant as a fraction of one, and
 * the facade says that it cannot tell.
 */
export function withPercentSign(text) {
  const plain = text.normalize("NFKC").trim();
  return /^[1-9]\d*(\.\d+)?$|^0$/.test(plain) ? `${plain}%` : text;
}
