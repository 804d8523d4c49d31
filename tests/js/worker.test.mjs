// Columns and files in a worker's turns: the answers are those of one call, progress comes by rows or bytes, and a fault or a signal ends it.

import assert from "node:assert/strict";
import test, { after } from "node:test";
import * as dxKasan from "../../pkg/dist/index.mjs";
import { readFacilities } from "../../pkg/dist/file.mjs";
import { askBatch, askFile, withoutWorker } from "../../pkg/dist/worker.mjs";

const DAY = "2025-10-01";
const port = withoutWorker({ ...dxKasan, readFacilities });
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
  assert.deepEqual(steps, [
    [16_384, ROWS],
    [32_768, ROWS],
    [ROWS, ROWS],
  ]);
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

const bytes = (text) => [new TextEncoder().encode(text)];
const lines = `id,type,beds\n${Array.from({ length: 1200 }, (_, i) => `${i},${i === 700 ? "bakery" : "pharmacy"},1\n`).join("")}`;
const listed = async (parts) => {
  const all = [];
  for await (const part of parts) all.push(part);
  return all;
};

test("a file is read as without a worker, part by part", async () => {
  const parts = await listed(askFile(port, bytes(lines)));
  assert.deepEqual(parts, await listed(readFacilities(dxKasan, bytes(lines))));
  assert.deepEqual(
    parts.map(({ rows }) => rows.length),
    [500, 499, 200],
  );
  assert.deepEqual(
    parts[1].bad.map(({ line, column }) => [line, column]),
    [[702, "type"]],
  );
});

test("of a large file in one piece it is told how much of it has been read", async () => {
  const large = bytes(`type\n${"pharmacy\n".repeat(30_000)}`);
  const [first] = await listed(askFile(port, large));
  assert.equal(first.bytes, 65_536);
});

test("a header that cannot be right ends the file, and says its column", async () => {
  await assert.rejects(listed(askFile(port, bytes("type,consultatio\n"))), ({ code, column, messageJa }) => {
    assert.deepEqual([code, column], ["unknown-id", "consultatio"]);
    assert.match(messageJa, /「consultation」のことですか/);
    return true;
  });
});

test("to leave the loop closes the file, one part ahead", async () => {
  let closed = false;
  let read = 0;
  async function* counting(...given) {
    try {
      for await (const part of readFacilities(...given)) {
        read++;
        yield part;
      }
    } finally {
      closed = true;
    }
  }
  const own = withoutWorker({ ...dxKasan, readFacilities: counting });
  for await (const part of askFile(own, bytes(lines))) {
    assert.equal(part.rows.length, 500);
    break;
  }
  while (!closed) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(read, 2);
  own.close();
});

test("a worker that does not read files says so, and what cannot be sent is refused", async () => {
  const deaf = withoutWorker(dxKasan);
  await assert.rejects(listed(askFile(deaf, bytes(lines))), { code: "internal", message: /serves no function `readFacilities`/ });
  deaf.close();
  await assert.rejects(listed(askFile(port, { stream: () => null })), { code: "wrong-type", path: "file" });
  assert.equal((await listed(askFile(port, bytes(lines)))).length, 3);
});
