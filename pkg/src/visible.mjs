// Texts of other people on a terminal: what would move its cursor, colour it, or turn the order of its letters is written out instead.

const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

export const visible = (text) => text.replace(HIDDEN, (one) => `\\u${one.codePointAt(0).toString(16).padStart(4, "0")}`);
