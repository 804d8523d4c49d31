// The look of `<dx-kasan-check>` in pages whose style sheets are against it: it is to be the same in all of them.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { browserNames, launch } from "./lib/browser.mjs";
import { CLASSIC, host, pageOf } from "./lib/host.mjs";
import { open } from "./lib/page.mjs";

const { resolve } = createRequire(import.meta.url);
const { date, facility } = JSON.parse(await readFile(new URL("../../examples/medical-clinic.json", import.meta.url), "utf8"));
const TAG = "dx-kasan-check";

/** Sheets that nobody should have to live with, each against something else. */
const hostile = {
  "all unset": `*, *::before, *::after { all: unset !important; }`,
  "everything gone": `div, p, section, h1, h2, h3, h4, ul, li, table, tr, td, th, form, fieldset, label, input, button, details, dl, svg { display: none !important; visibility: hidden !important; opacity: 0 !important; }`,
  "other type": `html { font-size: 62.5%; } body { font: italic 700 40px/3 cursive !important; color: red !important; text-align: right; letter-spacing: 0.3em; word-spacing: 1em; text-transform: uppercase; text-indent: 3em; direction: rtl; white-space: pre; cursor: help; }
    p, div, button, table, input, td, th, li, label, span, a, h2, h3, h4, legend, strong, summary { font-size: 40px !important; font-family: cursive !important; text-transform: uppercase !important; letter-spacing: 5px !important; color: red !important; }`,
  "other boxes": `* { box-sizing: content-box !important; float: left !important; margin: 7px !important; padding: 11px !important; border: 3px solid lime !important; position: relative !important; transform: rotate(1deg) !important; }`,
  "sheets by id, class and place": `html body main dx-kasan-check .button.button.button, html body main dx-kasan-check [class] { background: lime !important; width: 3px !important; height: 3px !important; overflow: hidden !important; }
    dx-kasan-check, dx-kasan-check.dx { display: none !important; }
    [id], [for], [name], [hidden], [type], [href] { outline: 9px solid lime !important; background: lime !important; }`,
  "marks and arrows": `*::before, *::after { content: "x" !important; display: block !important; } p::first-letter, p::first-line { font-size: 40px !important; } li { list-style: square inside !important; } summary { list-style: none !important; } summary::-webkit-details-marker { display: none !important; } input { appearance: none !important; -webkit-appearance: none !important; }`,
  drawings: `svg { width: 9px !important; height: 9px !important; overflow: visible !important; } svg, svg * { fill: lime !important; stroke: lime !important; display: none !important; font: 9px cursive !important; }`,
  // Names that hosts have of their own, those of the design system's tokens among them.
  "custom properties": `:root, * { ${["ink", "ink-soft", "line", "line-soft", "key", "key-soft", "mark", "mark-soft", "color-neutral-white", "color-primitive-blue-900", "font-size-18", "line-height-170", "border-radius-8"].map((name) => `--${name}: red !important;`).join(" ")} }`,
  layers: `@layer first { html body main dx-kasan-check * { color: lime; display: inline; } } html body main dx-kasan-check#it.dx * { font-size: 40px; }`,
  // Of important declarations in layers the first layer's count, so a host that has such names the element's layer before its own.
  "important layers": `@layer dx-kasan, last; @layer last { * { color: lime !important; display: inline !important; font-size: 40px !important; } }`,
};

/** What resets do is meant well, and changes as much. */
const resets = {
  "Eric Meyer's reset": "@unocss/reset/eric-meyer.css",
  "normalize.css": "@unocss/reset/normalize.css",
  "sanitize.css": "@unocss/reset/sanitize/sanitize.css",
  "modern-normalize": "modern-normalize/modern-normalize.css",
  "Tailwind's preflight": "@unocss/reset/tailwind-v4.css",
};

const sheets = {
  ...hostile,
  ...Object.fromEntries(
    await Promise.all(Object.entries(resets).map(async ([name, file]) => [name, await readFile(resolve(file), "utf8")])),
  ),
};

// The box that the element is in is the same for all: what a host does to that is the host's affair.
const ROOT = `style="display:block!important;position:static!important;float:none!important;transform:none!important;width:900px!important;height:auto!important;margin:0!important;padding:0!important;border:0!important;opacity:1!important;visibility:visible!important;box-sizing:border-box!important;overflow:visible!important"`;
const page = (css) =>
  pageOf(`<main ${ROOT}><${TAG} id="it" class="dx" date="${date}"></${TAG}></main>`, {
    root: ROOT,
    head: `${CLASSIC}<link rel="stylesheet" href="${css}.css">`,
  });
const OWN = "dx-kasan-check { --dx-kasan-key: rgb(1, 2, 3); }";
const files = Object.entries({ none: "", ...sheets, own: OWN }).flatMap(([name, css], index) => [
  [`${index}.css`, css],
  [`${index}.html`, page(index)],
]);
const POLICY = "default-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' data:";

const PROPERTIES = [
  "display",
  "visibility",
  "opacity",
  "position",
  "float",
  "transform",
  "box-sizing",
  "overflow-x",
  "direction",
  "color",
  "background-color",
  "fill",
  "stroke",
  "stroke-width",
  "outline-style",
  "box-shadow",
  "font-family",
  "font-size",
  "font-style",
  "font-weight",
  "line-height",
  "letter-spacing",
  "word-spacing",
  "text-align",
  "text-indent",
  "text-transform",
  "text-decoration-line",
  "white-space",
  "list-style-type",
  "cursor",
  "appearance",
  ...["top", "right", "bottom", "left"].flatMap((side) => [
    `margin-${side}`,
    `padding-${side}`,
    `border-${side}-width`,
    `border-${side}-style`,
    `border-${side}-color`,
  ]),
];

/** The look of every part, as `path: property value …`, with its size and place. */
const lookOf = (tab) =>
  tab.evaluate(
    (tag, properties) => {
      const root = document.querySelector(tag);
      const origin = root.getBoundingClientRect();
      const nameOf = (one) => `${one.localName}${[...one.classList].map((name) => `.${name}`).join("")}`;
      return [root, ...root.querySelectorAll("*")].map((one) => {
        const style = getComputedStyle(one);
        const box = one.getBoundingClientRect();
        const isThere = box.width + box.height > 0;
        const measures = [isThere && box.left - origin.left, isThere && box.top - origin.top, box.width, box.height].map(
          (number) => Math.round(number * 10) / 10,
        );
        const content = one.closest("svg") ? "" : ["::before", "::after"].map((pseudo) => getComputedStyle(one, pseudo).content);
        return [
          nameOf(one),
          ...properties.map((property) => `${property}: ${style.getPropertyValue(property)}`),
          `box: ${measures}`,
          `around: ${content}`,
        ];
      });
    },
    TAG,
    PROPERTIES,
  );

/** Half a pixel is nothing that anybody sees: browsers round as they like. */
function isSame(line, other) {
  if (line === other || !line.startsWith("box: ")) return line === other;
  const [one, two] = [line, other].map((text) => text.slice(5).split(",").map(Number));
  return one.every((number, index) => Math.abs(number - two[index]) <= 0.5);
}

/** A few of the differences, each as `part: property usual → now`. */
const differences = (usual, now) =>
  usual.length === now.length
    ? usual
        .flatMap(([part, ...own], index) =>
          own.flatMap((line, at) => (isSame(line, now[index][at + 1]) ? [] : [`${part}: ${line} → ${now[index][at + 1]}`])),
        )
        .slice(0, 12)
    : [`${usual.length} parts → ${now.length}`];

const STEPS = ["setting", "rates", "result"];

for (const name of browserNames) {
  describe(`the look in ${name}`, { timeout: 300_000 }, () => {
    let server, browser, usual;

    before(async () => {
      server = await host(Object.fromEntries(files), POLICY);
      browser = await launch(name);
      usual = await looks(0);
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });

    async function looks(index) {
      const { page: tab, record } = await open(browser, `${server.url}${index}.html`);
      await tab.$eval(TAG, (element, facility) => (element.facility = facility), facility);
      const all = {};
      for (const step of STEPS) {
        await tab.$eval(
          TAG,
          (element, step) => {
            element.goTo(step);
            document.activeElement.blur();
          },
          step,
        );
        all[step] = await lookOf(tab);
      }
      assert.deepEqual([record.messages, record.errors], [[], []]);
      await tab.close();
      return all;
    }

    it("is one of the design system to begin with", () => {
      const line = (part, property) => usual.setting.find(([name]) => name === part).find((one) => one.startsWith(`${property}:`));
      assert.match(line("h1.step__heading", "font-weight"), /700/);
      assert.match(line("input.field__input", "border-top-style"), /solid/);
    });

    it("has the colours that a host gives the element", async () => {
      const { setting } = await looks(files.length / 2 - 1);
      const heading = setting.find(([name]) => name === "h1.step__heading");
      assert.ok(heading.includes("border-left-color: rgb(1, 2, 3)"));
    });

    for (const [index, sheet] of Object.keys(sheets).entries()) {
      it(`is the same under a sheet of the host's: ${sheet}`, async () => {
        const now = await looks(index + 1);
        assert.deepEqual(
          Object.fromEntries(STEPS.map((step) => [step, differences(usual[step], now[step])])),
          Object.fromEntries(STEPS.map((step) => [step, []])),
        );
      });
    }
  });
}
