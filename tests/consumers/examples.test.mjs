// The examples for vendors, each as its folder has it, with the packed package installed.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test, { after, before, describe } from "node:test";
import { pathToFileURL } from "node:url";
import { serve } from "../browser/lib/server.mjs";
import { engines } from "./lib/count.mjs";
import { shows, start, stop, visit } from "./lib/pages.mjs";
import { fresh, root, run, serving, tool } from "./lib/project.mjs";

before(start);
after(stop);

const example = (name) => fresh(`example-${name}`, join(root, "examples", name));

test("html opens from file:// and shows the level", () => {
  const page = pathToFileURL(join(example("html"), "index.html")).href;
  return visit(page, (page) => shows(page, "[data-add-on=medical-dx-promotion]", "医療DX推進体制整備加算医療DX推進体制整備加算１12"));
});

// Answers what is asked, as a person would: the fact that is bad to have with no, all others with yes.
async function answerAll(page) {
  await shows(page, "h1", "医療DX推進体制整備加算");
  for (let asked = 0; asked < 20; asked++) {
    const question = await page.evaluate(() => document.querySelector("legend")?.textContent);
    if (question === undefined) break;
    const [yes, no] = await page.$$("button");
    await (question.includes("ホームページなどがありますか") ? no : yes).click();
    await page.waitForFunction((before) => document.querySelector("legend")?.textContent !== before, {}, question);
  }
  await shows(page, "output", "区分1、12点");
}

for (const name of ["react", "vue"]) {
  describe(`${name}, with Vite`, () => {
    let folder;
    before(() => void (folder = example(name)));

    test("as developed", async () => {
      const server = await serving(folder, "vite", "--host", "127.0.0.1", "--port", "0");
      try {
        await visit(server.url, answerAll);
      } finally {
        await server.close();
      }
    });

    test("as built, under a policy that lets it talk to nobody", async () => {
      tool(folder, "vite", "build", "--logLevel", "warn");
      assert.deepEqual(engines(join(folder, "dist")), { inScripts: 1, asFiles: 0 });
      const policy = "default-src 'none'; connect-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src data:";
      const server = await serve(join(folder, "dist"), { headers: { "content-security-policy": policy } });
      try {
        await visit(server.url, answerAll);
      } finally {
        await server.close();
      }
    });
  });
}

test("next answers in its server component and in its client component", async () => {
  const folder = example("next");
  tool(folder, "next", "build");
  assert.deepEqual(engines(join(folder, ".next/static")), { inScripts: 1, asFiles: 0 });
  // Next builds server components and the server's view of client components apart, each with all it imports.
  assert.deepEqual(engines(join(folder, ".next/server")), { inScripts: 2, asFiles: 0 });
  const server = await serving(folder, "next", "start", "--port", "0", "--hostname", "127.0.0.1");
  try {
    await visit(server.url, async (page) => {
      await shows(page, "h1", "医療DX推進体制整備加算");
      await shows(page, "#rules", "ルール 20");
      await shows(page, "output", "区分はまだありません");
      for (const box of await page.$$("input")) {
        const label = await box.evaluate((input) => input.parentElement.textContent);
        if (!label.includes("ホームページなどがありますか")) await box.click();
      }
      await shows(page, "output", "区分1、12点");
    });
  } finally {
    await server.close();
  }
});

test("node-csv writes the levels, and reports the line that cannot be right", () => {
  const folder = example("node-csv");
  const printed = run(folder, process.execPath, "levels.js", "facilities.csv", "2025-10-01");
  assert.equal(printed, readFileSync(new URL("levels.csv", import.meta.url), "utf8"));
});

test("iframe answers a host under whose own policy no WebAssembly runs", async () => {
  const server = await serve(example("iframe"));
  try {
    await visit(`${server.url}host.html`, async (page) => {
      await shows(page, "#level", "1");
      const refused = await page.evaluate(() => {
        try {
          return new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
        } catch ({ name }) {
          globalThis.engines.compiled--;
          return name;
        }
      });
      assert.equal(refused, "CompileError");
    });
  } finally {
    await server.close();
  }
});
