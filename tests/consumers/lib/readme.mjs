// The lines that the READMEs tell people to start with, as any consumer's code. Only the form of the import is each consumer's own.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./project.mjs";

// In an example, `expression; // => value` is a promise.
const examples = ["README.md", "pkg/README.md"].map((name) => {
  const [, imported, body] = /```js\n(import \{ \w+ \} from "dx-kasan";).*\n([^]+?)```/.exec(readFileSync(join(root, name), "utf8"));
  const promises = [...body.matchAll(/^(.+); \/\/ => (.+)$/gm)];
  assert.ok(promises.length > 0, `${name} promises nothing`);
  return {
    imported,
    body,
    told: promises.map(([, expression]) => expression),
    promised: promises.map(([, , value]) => JSON.parse(value)),
  };
});

/** The import, as the READMEs have it. */
export const [IMPORT] = examples.map(({ imported }) => imported);
for (const { imported } of examples) assert.equal(imported, IMPORT);

/** The import of CommonJS, and the global of a script. */
export const REQUIRE = IMPORT.replace(/import (.+) from (.+);/, "const $1 = require($2);");
export const GLOBAL = IMPORT.replace(/import (.+) from .+;/, "const $1 = dxKasan;");

/** What the lines promise, as `tell` tells it. */
export const ANSWER = JSON.stringify(examples.map(({ promised }) => promised));

/** The lines, and a call that tells what they come to. */
export const tell = (how) => `{
  const answers = [];
${examples.map(({ body, told }) => `  {\n${body}  answers.push([${told.join(", ")}]);\n  }\n`).join("")}  (${how})(JSON.stringify(answers));
}`;
