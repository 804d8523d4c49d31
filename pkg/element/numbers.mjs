// Numbers as people type them: full-width digits, separators, a unit at the end.

/** A typed count as a number; undefined when nothing was typed, NaN when it is not a number. */
export function readCount(text) {
  const plain = text
    .normalize("NFKC")
    .replaceAll(/[\s,]/g, "")
    .replace(/[人件枚回床]$/, "");
  if (plain === "") return undefined;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

const UNITS = { "": 0, 千: 3, 万: 4, 億: 8 };

/** A typed sum as yen, also `800万円` and `1,091.3万円`; undefined when nothing was typed, null when it is not a whole number of yen. */
export function readYen(text) {
  const plain = text
    .normalize("NFKC")
    .replaceAll(/[\s,¥]/g, "")
    .replace(/(円|yen)$/i, "");
  if (plain === "") return undefined;
  const [, whole, decimals = "", unit] = /^(\d{1,12})(?:\.(\d+))?([千万億]?)$/.exec(plain) ?? [];
  if (whole === undefined || decimals.length > UNITS[unit]) return null;
  const yen = Number(whole + decimals.padEnd(UNITS[unit], "0"));
  return Number.isSafeInteger(yen) ? yen : null;
}

/**
 * What was typed beside a ％ as the percentage it is. A bare 0.453 stays as it is: it may well be meant as a fraction of one, and
 * the facade says that it cannot tell.
 */
export function withPercentSign(text) {
  const plain = text.normalize("NFKC").trim();
  return /^[1-9]\d*(\.\d+)?$|^0$/.test(plain) ? `${plain}%` : text;
}
