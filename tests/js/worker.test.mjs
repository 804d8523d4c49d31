// Columns in a worker's turns: the answers are those of one call, progress comes by rows, and a fault or a signal ends it.

import assert from "node:assert/strict";
import test, { after } from "node:test";
import * as dxKasan from "../../pkg/dist/index.mjs";
import { askBatch, withoutWorker } from "../../pkg/dist/worker.mjs";

const DAY = "2025-10-01";
const port = withoutWorker(dxKasan);
after(() => port.close());

const ROWS = 40_000;
const { batch, columns, joinColumns } = dxKasan;
const some = columns([
  { type: "pharmacy", facts: { consultation: { since: "2025-06-01" } }, filings: { "medical-dx-promotion": "2025-04-01" } },
  { type: "hospital", usage: [{ month: "2025-06", users: 3, receipts: 10, homeCareReceipts: 1 }] },
  { type: "medical-clinic", prefecture: "13", usage: [{ month: "2025-07", rate: "45.3%" }] },
  { type: "visiting-nursing-station" },
]);
const many = joinColumns(Array.from({ length: ROWS / some.rows }, () => some));

test("the answers are those of one call, and progress comes by rows", async () => {
  const steps = [];
  const answers = await askBatch(port, many, DAY, { onProgress: (done, total) => steps.push([done, total]) });
  assert.deepEqual(answers, batch(many, DAY));
  assert.deepEqual(steps, [[16_384, ROWS], [32_768, ROWS], [ROWS, ROWS]]);
});

test("no rows are answered at once", async () => {
  assert.deepEqual(await askBatch(port, columns([]), DAY), batch(columns([]), DAY));
});

test("a fault has the path of its row among all", async () => {
  const types = many.types.slice();
  types[30_000] = 9;
  await assert.rejects(askBatch(port, { ...many, types }, DAY), ({ code, path }) => {
    assert.deepEqual([code, path], ["out-of-range", "columns.types[30000]"]);
    return true;
  });
  assert.equal((await askBatch(port, some, DAY)).rows, 4);
});

test("a signal ends it with its reason", async () => {
  const controller = new AbortController();
  const asked = askBatch(port, many, DAY, { signal: controller.signal, onProgress: () => controller.abort("enough") });
  await assert.rejects(asked, (reason) => reason === "enough");
  await assert.rejects(askBatch(port, many, DAY, { signal: AbortSignal.abort("before") }), (reason) => reason === "before");
});
