// A worker that has gone settles what it was asked: by what Node says of it, or by its silence. Whoever asks it again is told at once where
// that can be known, and another worker answers.

import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { Worker } from "node:worker_threads";
import * as dxKasan from "../../pkg/dist/index.mjs";
import { readFacilities } from "../../pkg/dist/file.mjs";
import { askBatch, askFile, askMany, serve, withoutWorker } from "../../pkg/dist/worker.mjs";

const DAY = "2025-10-01";
const dist = new URL("../../pkg/dist/", import.meta.url).href;
const PHARMACY = { type: "pharmacy" };
const many = Array.from({ length: 100_000 }, () => PHARMACY);
const rows = dxKasan.columns(many.slice(0, 40_000));
const file = [new TextEncoder().encode(`type\n${"pharmacy\n".repeat(50_000)}`)];

/** A worker that serves the package and these functions more. */
const start = (more = "") =>
  new Worker(
    `Promise.all(["index", "file", "worker"].map((name) => import("${dist}" + name + ".mjs"))).then(([index, { readFacilities }, { serve }]) =>
      serve({ ...index, readFacilities, ${more} }));`,
    { eval: true },
  );

const listed = async (parts) => {
  const all = [];
  for await (const part of parts) all.push(part);
  return all;
};

const asks = {
  askMany: (worker, onProgress) => askMany(worker, "evaluate", many, [DAY], { onProgress }),
  askBatch: (worker, onProgress) => askBatch(worker, rows, DAY, { onProgress }),
  async askFile(worker, onProgress) {
    for await (const part of askFile(worker, file)) onProgress?.(part);
  },
};
const internal = (message) => (error) => {
  assert.ok(error instanceof dxKasan.DxKasanError);
  assert.deepEqual([error.code, error.path], ["internal", ""]);
  assert.match(error.message, message);
  assert.ok(error.messageJa);
  return true;
};

for (const [name, ask] of Object.entries(asks)) {
  test(`${name}: a worker that is ended in the middle`, async () => {
    const worker = start();
    await assert.rejects(
      ask(worker, () => worker.terminate()),
      internal(/^the worker failed \((exit \d|it has ended)\)$/),
    );
    await assert.rejects(ask(worker), internal(/^the worker failed \(it has ended\)$/), "and asked again");
    const another = start();
    assert.equal((await askMany(another, "evaluate", [PHARMACY], [DAY])).length, 1);
    await another.terminate();
  });

  test(`${name}: a port that is closed in the middle`, async () => {
    const port = withoutWorker({ ...dxKasan, readFacilities });
    await assert.rejects(
      ask(port, () => port.close()),
      internal(/^the worker failed \(its port was closed\)$/),
    );
  });
}

test("a worker whose function ends the process", async () => {
  await assert.rejects(askMany(start("end: () => process.exit(3)"), "end", [PHARMACY], []), internal(/^the worker failed \(exit 3\)$/));
});

test("a worker in which something else throws", async () => {
  const worker = start('other() { queueMicrotask(() => { throw new Error("elsewhere"); }); }');
  const asked = askMany(worker, "other", many, []);
  await assert.rejects(asked, internal(/^the worker failed \(elsewhere\)$/));
});

test("a worker that cannot start", async () => {
  await assert.rejects(askMany(new Worker('throw new Error("at once")', { eval: true }), "evaluate", many, [DAY]), internal(/at once/));
  const worker = new Worker(new URL("none.mjs", import.meta.url));
  await assert.rejects(listed(askFile(worker, file)), internal(/^the worker failed \(.*none\.mjs/));
});

test("several calls on their way all end", async () => {
  const worker = start();
  const asked = Object.values(asks).map((ask) => assert.rejects(ask(worker), internal(/exit \d/)));
  await worker.terminate();
  await Promise.all(asked);
});

/** Both ends of a channel, of which one side has gone deaf or speaks so that nobody understands it. */
function channel(functions) {
  const { port1, port2 } = new MessageChannel();
  serve(functions, port2);
  return { port1, port2 };
}

for (const [name, ask] of Object.entries(asks)) {
  test(`${name}: an answer that cannot be read`, async () => {
    const { port1 } = channel({ ...dxKasan, readFacilities });
    const asked = assert.rejects(ask(port1), internal(/^the worker failed \(an answer cannot be read\)$/));
    port1.dispatchEvent(new Event("messageerror"));
    await asked;
    port1.close();
  });

  test(`${name}: a question that the worker cannot read`, async () => {
    const { port1, port2 } = channel({ ...dxKasan, readFacilities });
    const asked = assert.rejects(ask(port1), internal(/^the worker failed \(a question cannot be read\)$/));
    port2.dispatchEvent(new Event("messageerror"));
    await asked;
    port1.close();
  });
}

/** A worker as browsers have it, which tells nobody that it has gone. */
class Silent extends EventTarget {
  postMessage() {}
  say(data) {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
}

/** Whether a promise is settled, when everything that can happen by now has happened. */
async function settledOf(promise) {
  let settled = false;
  promise.then(
    () => (settled = true),
    () => (settled = true),
  );
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  return () => settled;
}

const minute = 60_000;

for (const [name, ask] of Object.entries(asks)) {
  test(`${name}: a silent worker is taken for gone after a minute, and one that speaks of anything is not`, async () => {
    mock.timers.enable({ apis: ["setInterval"] });
    try {
      const worker = new Silent();
      const asked = ask(worker);
      const settled = await settledOf(asked);
      for (let minutes = 0; minutes < 10; minutes++) {
        mock.timers.tick(minute);
        worker.say("a word of its own");
      }
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(settled(), false);
      mock.timers.tick(2 * minute);
      await assert.rejects(asked, internal(/^the worker has said nothing for 60 s, and is taken for gone$/));
    } finally {
      mock.timers.reset();
    }
  });
}

test("the time is the caller's to choose", async () => {
  mock.timers.enable({ apis: ["setInterval"] });
  try {
    const asked = askMany(new Silent(), "evaluate", many, [DAY], { timeout: 500 });
    mock.timers.tick(1000);
    await assert.rejects(asked, internal(/nothing for 0.5 s/));
  } finally {
    mock.timers.reset();
  }
});

test("to wait for ever is Infinity", async () => {
  mock.timers.enable({ apis: ["setInterval"] });
  try {
    const settled = await settledOf(askMany(new Silent(), "evaluate", many, [DAY], { timeout: Infinity }));
    mock.timers.tick(1000 * minute);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(settled(), false);
  } finally {
    mock.timers.reset();
  }
});

test("whoever looks at a part for long is not told that the worker has gone", async () => {
  const port = withoutWorker({ ...dxKasan, readFacilities });
  mock.timers.enable({ apis: ["setInterval"] });
  try {
    let seen = 0;
    for await (const part of askFile(port, file)) {
      seen += part.rows.length;
      if (seen % 10_000 === 0) {
        await new Promise((resolve) => setImmediate(resolve));
        mock.timers.tick(10 * minute);
      }
    }
    assert.equal(seen, 50_000);
  } finally {
    mock.timers.reset();
    port.close();
  }
});

test("a worker that works says so, between two facilities and while it waits for a file", async () => {
  let now = 0;
  mock.method(performance, "now", () => now);
  mock.timers.enable({ apis: ["setInterval"] });
  try {
    const said = [];
    let arrive;
    const functions = { slow: () => (now += 700), readFacilities: () => ({ next: () => new Promise((resolve) => (arrive = resolve)) }) };
    const port = new Silent();
    port.postMessage = (message) => said.push(message["dx-kasan"]);
    serve(functions, port);
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    port.say({ "dx-kasan": 7, name: "slow", facilities: Array(6).fill({}), rest: [], slice: 0 });
    await turn();
    assert.deepEqual(said.splice(0), [0, 0, 7]);
    port.say({ "dx-kasan": 8, read: "begin", file: [], options: {} });
    await turn();
    mock.timers.tick(2500);
    assert.deepEqual(said.splice(0), [0, 0]);
    arrive({ value: "a part" });
    await turn();
    assert.deepEqual(said.splice(0), [8]);
    mock.timers.tick(minute);
    assert.deepEqual(said, [], "and is silent where nothing is asked");
  } finally {
    mock.timers.reset();
    mock.restoreAll();
  }
});
