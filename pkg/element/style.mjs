// The element's style sheet, adopted once by each document or shadow root that has such an element: a host's policy may forbid
// style elements, and needs to allow nothing for this.

import short from "../dist/gen/element.css.mjs";
import { fullCss } from "./css-text.mjs";

const sheets = new WeakMap();

export function adopt(root) {
  const document = root.ownerDocument ?? root;
  if (!("adoptedStyleSheets" in root)) return;
  if (!sheets.has(document)) sheets.set(document, sheetOf(document.defaultView ?? globalThis));
  const sheet = sheets.get(document);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

function sheetOf(view) {
  registerRem(view);
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(fullCss(short));
  return sheet;
}

/** The size that the person's browser has text in, whatever the host makes of `rem`: registered, it is a length and no formula. */
function registerRem({ CSS }) {
  try {
    CSS.registerProperty({ name: "--dx-kasan-rem", syntax: "<length>", inherits: true, initialValue: "16px" });
  } catch {
    // Registered already, by another copy of this element on the page.
  }
}
