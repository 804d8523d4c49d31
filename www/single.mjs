// The page as one file, to be carried on a stick: the script and the style sheet stand in it, and its policy allows just these two,
// by their hashes.

import { createHash } from "node:crypto";

/** `html` names `page.css` and `page.js` once each. */
export function singleFile(html, css, js) {
  // Only this ends a script early, and in a script it can be written otherwise.
  const script = js.replaceAll(/<\/(script)/gi, "<\\/$1").replaceAll("<!--", "<\\!--");
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return [
    ["script-src 'self' file: 'wasm-unsafe-eval'", `script-src ${hash(script)} 'wasm-unsafe-eval'`],
    ["style-src 'self' file:", `style-src ${hash(css)}`],
    ['<link rel="stylesheet" href="page.css">', `<style>${css}</style>`],
    // A script without a file runs where it is, so it goes to the end of the document.
    ['    <script src="page.js" defer></script>\n', ""],
    ["</body>", `<script>${script}</script>\n  </body>`],
  ].reduce(replaced, html);
}

function replaced(html, [from, to]) {
  if (html.split(from).length !== 2) throw new Error(`the page has not exactly one ${from}`);
  return html.replace(from, () => to);
}
