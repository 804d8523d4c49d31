// node fuzz/csv.mjs SECONDS: files of facilities and pasted rates, changed at random for so long. The first finding ends it, with the
// bytes written to target/fuzz and the seed that made them; the corpus and the tests are to be given the smallest that still shows it.

import { mkdirSync, writeFileSync } from "node:fs";
import { corpus, mutated, randomOf, run } from "./src/entry.mjs";

const seconds = Number(process.argv[2]);
const until = Date.now() + seconds * 1000;
const entries = corpus();
let executions = 0;
for (let seed = Date.now() >>> 0; Date.now() < until; seed++, executions++) {
  const random = randomOf(seed);
  const bytes = mutated(random, entries);
  try {
    await run(bytes, random);
  } catch (error) {
    const folder = new URL("../target/fuzz/csv/", import.meta.url);
    mkdirSync(folder, { recursive: true });
    writeFileSync(new URL(`finding-${seed}`, folder), bytes);
    console.error(`seed ${seed}, after ${executions} executions:`);
    throw error;
  }
}
console.log(`${executions} executions in ${seconds} s`);
