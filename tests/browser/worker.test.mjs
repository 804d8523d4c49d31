// Workers of browsers that are gone: what was asked of them ends with an error, whether the browser says anything or not, and a new one answers.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { browserNames, launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { serve } from "./lib/server.mjs";

const folder = mkdtempSync(join(tmpdir(), "dx-kasan-worker-"));
for (const name of ["index.js", "slim.js", "file.js", "worker.js"]) {
  copyFileSync(fileURLToPath(new URL(`../../pkg/dist/${name}`, import.meta.url)), join(folder, name));
}
const files = {
  "index.html": `<!doctype html><meta charset="utf-8"><title>ワーカー</title><link rel="icon" href="data:,"><script src="slim.js"></script><script src="worker.js"></script>`,
  "good.js": `importScripts("index.js", "file.js", "worker.js"); dxKasanWorker.serve({ ...dxKasan, ...dxKasanFile });`,
  // What it is asked never reaches it.
  "closing.js": `importScripts("worker.js"); self.close(); dxKasanWorker.serve({ evaluate() {}, async *readFacilities() {} });`,
  "throwing.js": `throw new Error("at once");`,
};
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
after(() => rmSync(folder, { recursive: true }));

// In the page: asks a worker in one of the ways, and says what became of it.
const ask = async (script, how, given) => {
  const { askFile, askMany } = globalThis.dxKasanWorker;
  const worker = new Worker(script);
  const { timeout, endAtOnce, endAfterProgress } = given;
  const end = () => worker.terminate();
  if (endAtOnce) end();
  const onProgress = () => endAfterProgress && end();
  const pharmacies = (count) => Array.from({ length: count }, () => ({ type: "pharmacy" }));
  const ways = {
    askMany: () => askMany(worker, "evaluate", pharmacies(20_000), ["2025-10-01"], { timeout, onProgress }),
    async askFile() {
      for await (const part of askFile(worker, [new TextEncoder().encode(`type\n${"pharmacy\n".repeat(20_000)}`)], { timeout }))
        onProgress(part);
    },
  };
  try {
    await ways[how]();
    return "answered";
  } catch (error) {
    return error instanceof globalThis.dxKasanSlim.DxKasanError ? `${error.code}: ${error.message}` : `foreign: ${error}`;
  } finally {
    end();
  }
};

const SILENT = "internal: the worker has said nothing for 0.5 s, and is taken for gone";
const cases = [
  ["is ended in the middle", "good.js", { timeout: 500, endAfterProgress: true }, SILENT],
  ["was ended before", "good.js", { timeout: 500, endAtOnce: true }, SILENT],
  ["ends itself", "closing.js", { timeout: 500 }, SILENT],
  ["throws at its start", "throwing.js", {}, /^internal: the worker failed \(.*at once\)$/],
  ["has a script that is not there", "none.js", {}, /^internal: the worker failed \(.+\)$/],
];

for (const name of browserNames) {
  describe(`a worker in ${name}`, { timeout: 120_000 }, () => {
    let browser, server, page;

    before(async () => {
      server = await serve(folder);
      browser = await launch(name);
      ({ page } = await open(browser, server.url));
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });

    for (const how of ["askMany", "askFile"]) {
      for (const [what, script, given, told] of cases) {
        it(`that ${what}: ${how} says so`, async () => {
          const said = await page.evaluate(ask, script, how, given);
          if (told instanceof RegExp) assert.match(said, told);
          else assert.equal(said, told);
        });
      }

      it(`that is well, after all these: ${how} is answered`, async () => {
        assert.equal(await page.evaluate(ask, "good.js", how, {}), "answered");
      });
    }
  });
}
