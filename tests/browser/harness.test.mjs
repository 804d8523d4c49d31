// The harness itself: a recorder that sees nothing would let every "asks for nothing" test pass.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { browserNames, launch } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { serve } from "./lib/server.mjs";

const html = `<!doctype html><html lang="ja"><meta charset="utf-8"><title>試験</title><link rel="icon" href="data:,">
<script src="script.js"></script>`;
const script = `
console.warn("seen");
globalThis.later = () => { fetch("beacon").catch(() => {}); throw new Error("thrown"); };
`;

for (const name of browserNames) {
  describe(`harness in ${name}`, () => {
    let folder, browser, server;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "harness-"));
      await writeFile(join(folder, "index.html"), html);
      await writeFile(join(folder, "script.js"), script);
      server = await serve(folder, { headers: { "x-test": "yes" } });
      browser = await launch(name);
    });

    after(async () => {
      await browser?.close();
      await server?.close();
      await rm(folder, { recursive: true });
    });

    it("records requests, console messages and errors of a served page", async () => {
      const { page, record } = await open(browser, server.url);
      assert.equal(await page.title(), "試験");
      assert.deepEqual(record.requests, [server.url, `${server.url}script.js`]);
      await page.evaluate(() => void setTimeout(globalThis.later));
      await page.waitForNetworkIdle();
      assert.deepEqual(record.requests.slice(2), [`${server.url}beacon`]);
      assert.ok(record.messages.includes("warn: seen"), String(record.messages));
      assert.match(record.errors.join(), /thrown/);
      await page.close();
    });

    it("opens a page on file://", async () => {
      const { page, record } = await open(browser, pathToFileURL(join(folder, "index.html")).href);
      assert.equal(await page.title(), "試験");
      assert.ok(record.messages.includes("warn: seen"), String(record.messages));
      await page.close();
    });
  });
}

describe("server", () => {
  it("serves its folder with the headers asked for, and nothing beside it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "harness-"));
    await writeFile(join(folder, "index.html"), html);
    const server = await serve(folder, { headers: { "x-test": "yes" } });
    const answer = await fetch(server.url);
    assert.equal(answer.headers.get("x-test"), "yes");
    assert.equal(answer.headers.get("content-type"), "text/html; charset=utf-8");
    assert.equal((await fetch(`${server.url}..%2f..%2fetc/passwd`)).status, 404);
    assert.equal((await fetch(`${server.url}none`)).status, 404);
    await server.close();
    await rm(folder, { recursive: true });
  });
});
