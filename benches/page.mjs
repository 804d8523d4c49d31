// How long a person waits for the first answer: from the arrival of the page's script to the first `dx-kasan-result`, in each browser
// that the tests have. Prints the middle and the extremes of several fresh loads.
//
//     node benches/page.mjs

import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { browserNames, launch } from "../tests/browser/lib/browser.mjs";
import { open } from "../tests/browser/lib/page.mjs";
import { serve } from "../tests/browser/lib/server.mjs";

const LOADS = 9;
const dist = fileURLToPath(new URL("../www/dist/", import.meta.url));

const folder = await mkdtemp(join(tmpdir(), "dx-kasan-page-"));
await cp(dist, folder, { recursive: true });
const html = await readFile(join(folder, "index.html"), "utf8");
// The facility's type is given, so that the first answer waits for nobody.
const given = html.replace("<dx-kasan-check>", '<dx-kasan-check type="medical-clinic" date="2025-10-01">');
await writeFile(join(folder, "index.html"), given);
// In the same file, as another one would have to arrive first.
const probe = `document.addEventListener("dx-kasan-result", () => (globalThis.answered ??= performance.now()));\n`;
await writeFile(join(folder, "page.js"), probe + (await readFile(join(folder, "page.js"), "utf8")));

const server = await serve(folder);
console.log("from the script's arrival to the first answer, ms".padEnd(52), ...["least", "middle", "most"].map((name) => name.padStart(8)));
try {
  for (const name of browserNames) {
    const browser = await launch(name);
    const waits = [];
    for (let load = 0; load < LOADS; load++) {
      const { page } = await open(browser, server.url);
      const wait = await page.evaluate(() => {
        const arrived = performance.getEntriesByType("resource").find((entry) => entry.name.endsWith("page.js")).responseEnd;
        return globalThis.answered - arrived;
      });
      waits.push(wait);
      await page.close();
    }
    await browser.close();
    waits.sort((one, other) => one - other);
    const shown = [waits[0], waits[(LOADS - 1) / 2], waits.at(-1)].map((wait) => wait.toFixed(1).padStart(8));
    console.log(name.padEnd(52), ...shown);
  }
} finally {
  await server.close();
  await rm(folder, { recursive: true });
}
