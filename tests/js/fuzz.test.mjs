// What `cargo xtask fuzz csv` calls, called with its committed corpus and with changes of it that are always the same, so that it
// cannot rot.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { corpus, mutated, randomOf, run } from "../../fuzz/src/entry.mjs";

test("files of facilities and pasted rates survive as they are", async () => {
  const entries = corpus();
  assert.ok(entries.length > 5);
  for (const bytes of entries) await run(bytes, randomOf(0));
});

test("they survive changes", async () => {
  const entries = corpus();
  for (let seed = 0; seed < 3000; seed++) {
    const random = randomOf(seed);
    const bytes = mutated(random, entries);
    await run(bytes, random).catch((error) => assert.fail(`seed ${seed}: ${error.stack}`));
  }
});

test("where continuous integration runs, they survive random changes for a minute", { skip: !process.env.CI }, async () => {
  const entries = corpus();
  const until = Date.now() + 60_000;
  // The same all day, others tomorrow.
  for (let seed = Math.floor(Date.now() / 86_400_000) << 16; Date.now() < until; seed++) {
    const random = randomOf(seed);
    const bytes = mutated(random, entries);
    await run(bytes, random).catch((error) => assert.fail(`seed ${seed}: ${error.stack}`));
  }
});

test("the command says how much it did", () => {
  const script = fileURLToPath(new URL("../../fuzz/csv.mjs", import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, [script, "1"], { encoding: "utf8" });
  assert.equal(status, 0);
  assert.match(stdout, /^\d+ executions in 1 s\n$/);
});
