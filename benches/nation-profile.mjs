// Where the time of a batch goes, by the functions of the module, as V8's own profiler sees it. The module is the one that still has its
// names; wasm-opt takes them away, and inlines some of them.
//
//     cargo xtask build && cargo bench --bench nation -- --write target && node benches/nation-profile.mjs target

import { createReadStream, readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { createInterface } from "node:readline";
import { createDxKasan } from "../pkg/dist/slim.mjs";

const TARGET = new URL(`${process.argv[2] ?? "target"}/`, `file://${process.cwd()}/`);
const { date } = JSON.parse(readFileSync(new URL("nation-plan.json", TARGET), "utf8"));
const TURNS = 100;

const { batch, columns } = createDxKasan(readFileSync(new URL("xtask/dx_kasan/bound.wasm", TARGET)));
const facilities = [];
for await (const line of createInterface({ input: createReadStream(new URL("nation.jsonl", TARGET)) })) facilities.push(JSON.parse(line));
const nation = columns(facilities);
// Until the compiler has done its best.
for (let turn = 0; turn < TURNS; turn++) batch(nation, date);

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.setSamplingInterval", { interval: 100 });
await session.post("Profiler.start");
for (let turn = 0; turn < TURNS; turn++) batch(nation, date);
const { profile } = await session.post("Profiler.stop");

const plain = (name) => name.replace(/::h[0-9a-f]{16}$|\[[0-9a-f]{16}\]/g, "").replace(/^wasm-function\[\d+\]$/, "(no name)");
const samples = new Map();
const byId = new Map(profile.nodes.map((node) => [node.id, plain(node.callFrame.functionName) || "(no name)"]));
for (const id of profile.samples) samples.set(byId.get(id), (samples.get(byId.get(id)) ?? 0) + 1);
const all = profile.samples.length;
console.log(`${TURNS} batches of ${nation.rows} facilities, ${all} samples`);
for (const [name, count] of [...samples].sort(([, one], [, other]) => other - one).slice(0, 12)) {
  console.log(`${((100 * count) / all).toFixed(1).padStart(5)} %  ${name}`);
}
