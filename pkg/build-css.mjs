// The style sheet of the element, as a text that no style sheet of a host overrules: every declaration is important, in a layer, and
// important declarations of a layer go before all that are in none. HACKING.md says more.

import { build, transform } from "esbuild";
import postcss from "postcss";
import { shortCss } from "./element/css-text.mjs";

// What the style sheets call the element stands for each of them.
const ROOT = "dx-kasan-check";
const ELEMENTS = ":is(dx-kasan-check, dx-kasan-nation)";

/** Bundles a style sheet, and tells of what; same input, same output. */
export async function elementCss(folder, entry) {
  const { metafile, outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    outfile: "dist/element.css",
    legalComments: "none",
    logLevel: "warning",
    target: "es2022",
  });
  const root = postcss.parse(outputFiles[0].text);
  root.walkComments((comment) => comment.remove());
  putTokensIn(root);
  root.walkRules((rule) => {
    rule.selectors = rule.selectors.map(within).map((selector) => selector.replaceAll(ROOT, ELEMENTS));
  });
  root.walkDecls((declaration) => {
    declaration.value = declaration.value.replaceAll(/(?<![\w.-])(\d*\.?\d+)rem\b/g, "calc($1 * var(--dx-kasan-rem))");
    declaration.important = !declaration.prop.startsWith("--");
  });
  const layered = postcss.root({ nodes: [postcss.atRule({ name: "layer", params: "dx-kasan", nodes: root.nodes })] });
  const { code } = await transform(layered.toString(), { loader: "css", minify: true, target: "es2022" });
  return { css: shortCss(code.trim()), metafile };
}

/** A design token is its value wherever it is used: hosts that have the same tokens mean them for themselves. */
function putTokensIn(root) {
  const tokens = new Map();
  root.walkRules(":root", (rule) => {
    rule.walkDecls(/^--/, ({ prop, value }) => tokens.set(prop, value));
    rule.remove();
  });
  const valueOf = (name) => resolved(tokens.get(name));
  const resolved = (value) => value.replaceAll(/var\((--[\w-]+)\)/g, (whole, name) => (tokens.has(name) ? valueOf(name) : whole));
  root.walkDecls((declaration) => {
    declaration.value = resolved(declaration.value);
    const [unknown] = /var\(--(?!dx-kasan-)[\w-]+/.exec(declaration.value) ?? [];
    if (unknown !== undefined) throw declaration.error(`there is no token ${unknown.slice(4)}`);
  });
}

const within = (selector) => (selector.startsWith(ROOT) ? selector : `${ROOT} ${selector}`);
