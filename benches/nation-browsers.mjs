// The batch over a whole nation in each browser that the tests have, beside the same in plain JavaScript: medians of several turns.
//
//     cargo xtask build && cargo bench --bench nation -- --write target && node benches/nation-browsers.mjs target

import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { columns } from "../pkg/dist/index.mjs";
import { browserNames, launch } from "../tests/browser/lib/browser.mjs";
import { open } from "../tests/browser/lib/page.mjs";
import { serve } from "../tests/browser/lib/server.mjs";

const target = resolve(process.argv[2] ?? "target");
const facilities = [];
for await (const line of createInterface({ input: createReadStream(join(target, "nation.jsonl")) })) facilities.push(JSON.parse(line));
const nation = columns(facilities);

// Typed arrays as pieces of one file, and in their place where they stand in it.
const pieces = [];
let bytes = 0;
const header = JSON.stringify(nation, (_, value) => {
  if (!ArrayBuffer.isView(value)) return value;
  const piece = { array: value.constructor.name, start: bytes, length: value.length };
  pieces.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength), Buffer.alloc(-value.byteLength & 3));
  bytes += (value.byteLength + 3) & ~3;
  return piece;
});

const PAGE = `<!doctype html><meta charset="utf-8"><script src="index.js"></script><script type="module">
import { plain } from "./plain.mjs";
const file = async (name) => (await fetch(name)).arrayBuffer();
const text = async (name) => (await fetch(name)).text();
const buffer = await file("nation.bin");
const nation = JSON.parse(await text("nation.json"), (_, value) =>
  value?.array ? new globalThis[value.array](buffer, value.start, value.length) : value);
const plan = JSON.parse(await text("nation-plan.json"));
const median = (work, turns) => {
  const times = Array.from({ length: turns }, () => { const start = performance.now(); work(); return performance.now() - start; });
  return times.sort((a, b) => a - b)[turns >> 1];
};
const byHand = plain(plan, nation);
const one = () => dxKasan.batch(nation, plan.date);
globalThis.measured = {
  first: median(one, 1),
  batch: median(one, 15),
  plain: median(byHand, 15),
  year: median(() => plan.year.forEach((date) => dxKasan.batch(nation, date)), 3),
  rows: nation.rows,
};
</script>`;

const folder = await mkdtemp(join(tmpdir(), "dx-kasan-nation-"));
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
await Promise.all([
  copyFile(here("../pkg/dist/index.js"), join(folder, "index.js")),
  copyFile(here("nation/plain.mjs"), join(folder, "plain.mjs")),
  copyFile(join(target, "nation-plan.json"), join(folder, "nation-plan.json")),
  writeFile(join(folder, "nation.json"), header),
  writeFile(join(folder, "nation.bin"), Buffer.concat(pieces)),
  writeFile(join(folder, "index.html"), PAGE),
]);

const server = await serve(folder);
const columnsOfTable = ["first call", "one day", "each", "by hand", "ratio", "twelve days", "days"];
console.log("".padEnd(10), ...columnsOfTable.map((name) => name.padStart(12)));
try {
  for (const name of browserNames) {
    const browser = await launch(name);
    const { page } = await open(browser, server.url);
    await page.waitForFunction(() => globalThis.measured !== undefined, { timeout: 120_000 });
    const { first, batch, plain, year, rows } = await page.evaluate(() => globalThis.measured);
    const ms = (time) => `${time.toFixed(1)} ms`;
    const cells = [
      ms(first),
      ms(batch),
      `${((batch * 1e6) / rows).toFixed(0)} ns`,
      ms(plain),
      `${(batch / plain).toFixed(2)} ×`,
      ms(year),
      `${(year / batch).toFixed(1)} ×`,
    ];
    console.log(name.padEnd(10), ...cells.map((cell) => cell.padStart(12)));
    await browser.close();
  }
} finally {
  await server.close();
  await rm(folder, { recursive: true });
}
