// dx-kasan/worker where workers are: Node's worker_threads, a module worker that a bundler made, a classic one, and none.

import assert from "node:assert/strict";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { serve } from "../browser/lib/server.mjs";
import { engines, NONE } from "./lib/count.mjs";
import { shows, start, stop, visit } from "./lib/pages.mjs";
import { fresh, run, tool } from "./lib/project.mjs";

before(start);
after(stop);

// 100 pharmacies, of which number 40 has an error and number 41 cannot be sent.
const FACILITIES = `Array.from({ length: 100 }, (_, i) => ({
  type: "pharmacy",
  beds: i === 40 ? -1 : i,
  ...(i === 41 && { facts: { consultation: () => true } }),
}))`;

const ASK = (worker, done) => `
  const progress = [];
  const outcomes = await askMany(${worker}, "evaluate", ${FACILITIES}, ["2025-10-01"], {
    onProgress: (done, total) => progress.push(done + "/" + total),
  });
  const failed = outcomes.filter(({ error }) => error);
  const told = [
    outcomes.every(({ index, answer, error }, i) => index === i && (error ? error instanceof DxKasanError : answer.addOns.length === 3)),
    ...failed.map(({ index, error }) => [index, error.code, error.path].join(" ")),
    progress.at(-1),
    progress.length > 3,
  ].join(", ");
  ${done}`;
const TOLD = "true, 40 out-of-range beds, 41 wrong-type , 100/100, true";

const IMPORTS = `import { DxKasanError } from "dx-kasan/slim";\nimport { askMany } from "dx-kasan/worker";`;
const WORKER = `import * as dxKasan from "dx-kasan";\nimport { serve } from "dx-kasan/worker";\nserve(dxKasan);`;

test("in Node: progress, an error for each facility that has one, and answers for the others", () => {
  const folder = fresh("worker-node", {
    "worker.mjs": WORKER,
    "main.mjs": `${IMPORTS}
import { Worker } from "node:worker_threads";
const worker = new Worker(new URL("worker.mjs", import.meta.url));
${ASK("worker", "console.log(told);")}
worker.terminate();`,
  });
  assert.equal(run(folder, process.execPath, "main.mjs"), `${TOLD}\n`);
});

test("in Node, CommonJS", () => {
  const folder = fresh("worker-cjs", {
    "worker.cjs": `require("dx-kasan/worker").serve(require("dx-kasan"));`,
    "main.cjs": `const { askMany } = require("dx-kasan/worker");
const { DxKasanError } = require("dx-kasan");
const worker = new (require("node:worker_threads").Worker)(require.resolve("./worker.cjs"));
(async () => { ${ASK("worker", "console.log(told);")} worker.terminate(); })();`,
  });
  assert.equal(run(folder, process.execPath, "main.cjs"), `${TOLD}\n`);
});

test("cancelled: the promise is rejected with the reason, and the worker serves on", () => {
  const folder = fresh("worker-abort", {
    "worker.mjs": WORKER,
    "main.mjs": `${IMPORTS}
import { Worker } from "node:worker_threads";
const worker = new Worker(new URL("worker.mjs", import.meta.url));
const controller = new AbortController();
let last = 0;
const many = Array.from({ length: 100_000 }, () => ({ type: "pharmacy" }));
const onProgress = (done) => { last = done; if (done > 50) controller.abort(new Error("enough")); };
await askMany(worker, "evaluate", many, ["2025-10-01"], { signal: controller.signal, onProgress }).catch(({ message }) => console.log(message));
console.log(last < 200);
await askMany(worker, "evaluate", many, ["2025-10-01"], { signal: controller.signal }).catch(({ message }) => console.log(message));
console.log((await askMany(worker, "evaluate", many.slice(0, 3), ["2025-10-01"])).length);
await askMany(worker, "evaluate", [], ["2025-10-01"]).then(console.log);
const unsendable = Array.from({ length: 20_000 }, () => ({ type: "pharmacy", beds: () => 1 }));
const errors = await askMany(worker, "evaluate", unsendable, ["2025-10-01"]);
console.log(errors.length, errors.every(({ error }) => error.code === "wrong-type"));
await askMany(worker, "nothing", [{ type: "pharmacy" }], []).catch((error) => console.log(error.code, error instanceof DxKasanError));
await askMany(worker, "evaluate", many, ["2025-10-01"], { onProgress() { throw new Error("mine"); } }).catch(({ message }) => console.log(message));
const dying = askMany(worker, "evaluate", many, ["2025-10-01"]).catch(({ code }) => console.log(code));
worker.terminate();
await dying;`,
  });
  assert.equal(run(folder, process.execPath, "main.mjs"), "enough\ntrue\nenough\n3\n[]\n20000 true\ninternal true\nmine\ninternal\n");
});

const PAGE = (scripts) =>
  `<!doctype html><meta charset="utf-8"><title>一括</title><link rel="icon" href="data:,"><output></output>${scripts}`;
const SHOW = `document.querySelector("output").textContent = told;`;

test("in a browser: a module worker that Vite made, with the one engine in it", async () => {
  const folder = fresh("worker-vite", {
    "worker.js": WORKER,
    "main.js": `${IMPORTS}
const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
${ASK("worker", SHOW)}`,
    "index.html": PAGE(`<script type="module" src="main.js"></script>`),
    "package.json": `{ "type": "module" }`,
  });
  tool(folder, "vite", "build", "--logLevel", "warn");
  assert.deepEqual(engines(join(folder, "dist")), { inScripts: 1, asFiles: 0 });
  const server = await serve(join(folder, "dist"));
  try {
    await visit(server.url, (page) => shows(page, "output", TOLD), NONE);
  } finally {
    await server.close();
  }
});

const CLASSIC = (worker, rest = "") =>
  PAGE(`<script src="node_modules/dx-kasan/dist/slim.js"></script><script src="node_modules/dx-kasan/dist/worker.js"></script>
${rest}<script>(async () => { const { askMany } = dxKasanWorker; const { DxKasanError } = dxKasanSlim;
${ASK(worker, SHOW)} })();</script>`);

test("in a browser: the classic worker of the package, without a bundler and without a blob", async () => {
  const worker = `new Worker("node_modules/dx-kasan/dist/classic-worker.js")`;
  const folder = fresh("worker-classic", { "index.html": CLASSIC(worker) });
  const policy = "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; worker-src 'self'; img-src data:";
  const server = await serve(folder, { headers: { "content-security-policy": policy } });
  try {
    await visit(server.url, (page) => shows(page, "output", TOLD), NONE);
  } finally {
    await server.close();
  }
});

test("in a browser, on file://: no worker, the same answers, and the page has its turns", () => {
  const folder = fresh("worker-none", {
    "index.html": CLASSIC(
      "dxKasanWorker.withoutWorker(dxKasan)",
      `<script src="node_modules/dx-kasan/dist/index.js"></script>
<script>globalThis.turns = 0; (function turn() { turns++; setTimeout(turn); })();</script>`,
    ),
  });
  return visit(pathToFileURL(join(folder, "index.html")).href, async (page) => {
    await shows(page, "output", TOLD);
    assert.ok((await page.evaluate(() => globalThis.turns)) > 2);
  });
});
