// The style sheet of the element, as a text that no style sheet of a host overrules: every declaration is important, in a layer, and
// important declarations of a layer go before all that stand in none. HACKING.md says more.

import { build, transform } from "esbuild";
import postcss from "postcss";

// What the style sheets call the element stands for each of them.
const ROOT = "dx-kasan-check";
const ELEMENTS = ":is(dx-kasan-check, dx-kasan-nation)";

/** Bundles a style sheet; same input, same output. */
export async function elementCss(folder, entry) {
  const { outputFiles } = await build({
    absWorkingDir: folder, entryPoints: [entry], bundle: true, write: false, legalComments: "none", logLevel: "warning", target: "es2022",
  });
  const root = postcss.parse(outputFiles[0].text);
  root.walkComments((comment) => comment.remove());
  root.walkRules((rule) => {
    rule.selectors = rule.selectors.map(within).map((selector) => selector.replaceAll(ROOT, ELEMENTS));
  });
  root.walkDecls((declaration) => {
    declaration.value = declaration.value.replaceAll(/(?<![\w.-])(\d*\.?\d+)rem\b/g, "calc($1 * var(--dx-kasan-rem))");
    declaration.important = !declaration.prop.startsWith("--");
  });
  dropUnused(root);
  const layered = postcss.root({ nodes: [postcss.atRule({ name: "layer", params: "dx-kasan", nodes: root.nodes })] });
  const { code } = await transform(layered.toString(), { loader: "css", minify: true, target: "es2022" });
  return code.trim();
}

/** Design tokens belong to the root of a document; here the element is the root, or they would be the host's as well. */
function within(selector) {
  if (selector === ":root") return ROOT;
  return selector.startsWith(ROOT) ? selector : `${ROOT} ${selector}`;
}

/** Most tokens are used by nobody. */
function dropUnused(root) {
  for (let again = true; again; ) {
    again = false;
    const used = new Set();
    root.walkDecls(({ value }) => {
      for (const [, name] of value.matchAll(/var\((--[\w-]+)/g)) used.add(name);
    });
    root.walkDecls(/^--/, (declaration) => {
      if (used.has(declaration.prop)) return;
      declaration.remove();
      again = true;
    });
  }
  root.walkRules((rule) => {
    if (rule.nodes.length === 0) rule.remove();
  });
}
