// The harness itself: a recorder that sees nothing would let every "asks for nothing" test pass, and a key that goes nowhere every
// "stays as it is" test.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { reload } from "./hands.mjs";
import { browserNames, emulatingMedia, launch, reportingFiles } from "./lib/browser.mjs";
import { open } from "./lib/page.mjs";
import { serve } from "./lib/server.mjs";

const html = `<!doctype html><html lang="ja"><meta charset="utf-8"><title>試験</title><link rel="icon" href="data:,">
<script src="script.js"></script>
<input id="text"><label><input type="checkbox" id="box">箱</label>
<select><option value="a">甲</option><option value="b">乙</option></select>
<ul><li>一</li><li>二</li></ul>
<style>html { scroll-behavior: smooth } #far { margin-top: 3000px } @media print { ul { display: none } }</style>
<button id="far" onclick="document.title = '押した'">遠く</button>`;
const script = `
console.warn("seen");
globalThis.later = () => new Promise((resolve) => setTimeout(() => { setTimeout(resolve, 100); throw new Error("thrown"); }));
`;

/** Ways in which a page can ask for something. Each returns when it has been answered, or else soon after. */
const ways = {
  fetch: (url) => fetch(url),
  "fetch of a page that is left": (url) => fetch(url, { keepalive: true }),
  "fetch from another site": (url) => fetch(url).catch(() => {}),
  beacon: (url) => void navigator.sendBeacon(url, "text"),
  XMLHttpRequest: (url) => {
    const request = new XMLHttpRequest();
    request.open("GET", url, false);
    request.send();
  },
  image: (url) => new Promise((resolve) => Object.assign(new Image(), { src: url, onload: resolve, onerror: resolve })),
  "event source": (url) => new Promise((resolve) => (new EventSource(url).onerror = resolve)),
  script: (url) =>
    new Promise((resolve) =>
      document.body.append(Object.assign(document.createElement("script"), { src: url, onload: resolve, onerror: resolve })),
    ),
  "style sheet": (url) =>
    new Promise((resolve) =>
      document.body.append(
        Object.assign(document.createElement("link"), { rel: "stylesheet", href: url, onload: resolve, onerror: resolve }),
      ),
    ),
  frame: (url) =>
    new Promise((resolve) => document.body.append(Object.assign(document.createElement("iframe"), { src: url, onload: resolve }))),
};

for (const name of browserNames) {
  describe(`harness in ${name}`, { timeout: 300_000 }, () => {
    let folder, file, browser, server;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "harness-"));
      file = pathToFileURL(join(folder, "index.html")).href;
      await writeFile(join(folder, "index.html"), html);
      await writeFile(join(folder, "script.js"), script);
      server = await serve(folder);
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
      assert.deepEqual(record, { requests: [server.url, `${server.url}script.js`], messages: ["warn: seen"], errors: [] });
      await page.evaluate(() => globalThis.later());
      assert.match(record.errors.join(), /thrown/);
      await page.evaluate(() => void Promise.reject(new Error("nobody waits")));
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
      assert.match(record.errors[1], /nobody waits/);
      await page.close();
    });

    it("hands over a page when all of it has come and run, on opening and on loading anew", async () => {
      for (let times = 0; times < 10; times++) {
        const { page, record } = await open(browser, server.url);
        assert.equal(await page.evaluate(() => document.readyState), "complete");
        await reload(page);
        assert.equal(await page.evaluate(() => `${document.readyState} ${typeof globalThis.later}`), "complete function");
        assert.deepEqual(record.messages, ["warn: seen", "warn: seen"]);
        await page.close();
      }
    });

    it("records what goes to the console, of each kind", async () => {
      const { page, record } = await open(browser, server.url);
      await page.evaluate(() => ["log", "debug", "info", "warn", "error"].forEach((kind) => console[kind](kind, "of many", 3)));
      assert.deepEqual(
        record.messages.slice(1),
        ["log", "debug", "info", "warn", "error"].map((kind) => `${kind}: ${kind} of many 3`),
      );
      await page.close();
    });

    for (const [way, ask] of Object.entries(ways)) {
      it(`records what a page asks for: ${way}`, async () => {
        const { page, record } = await open(browser, server.url);
        const url = `${way.endsWith("another site") ? server.url.replace("127.0.0.1", "localhost") : server.url}asked`;
        await page.evaluate(ask, url);
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
        assert.deepEqual(record.requests.slice(2), [url]);
        await page.close();
      });
    }

    it("records the same of a page on file://, but for what it reads from the disk where the browser does not say", async () => {
      const { page, record } = await open(browser, file);
      assert.equal(await page.title(), "試験");
      assert.ok(record.messages.includes("warn: seen"), String(record.messages));
      assert.deepEqual(record.requests, [file, new URL("script.js", file).href].slice(0, reportingFiles.includes(name) ? 2 : 0));
      record.requests.length = 0;
      await page.evaluate((url) => fetch(url).catch(() => {}), server.url);
      assert.deepEqual(record.requests, [server.url]);
      await page.evaluate(() => globalThis.later());
      assert.match(record.errors.join(), /thrown/);
      await page.close();
    });

    it("keeps pages apart that are open at a time", async () => {
      const [one, other] = [await open(browser, server.url), await open(browser, file)];
      await Promise.all([one.page.evaluate(() => (document.title = "一")), other.page.evaluate(() => (document.title = "二"))]);
      assert.deepEqual(await Promise.all([one.page.title(), other.page.title()]), ["一", "二"]);
      await one.page.evaluate(() => fetch("asked"));
      assert.deepEqual(
        [one, other].map(({ record }) => record.requests.includes(`${server.url}asked`)),
        [true, false],
      );
      await one.page.close();
      assert.equal(await other.page.title(), "二");
      await other.page.close();
    });

    it("types, presses, clicks and chooses as a person does", async () => {
      const { page } = await open(browser, file);
      const field = await page.$("#text");
      await field.focus();
      await page.keyboard.type("aB1 ４５．３％半分、いつか");
      await page.keyboard.press("Backspace");
      assert.equal(await field.evaluate((input) => input.value), "aB1 ４５．３％半分、いつ");
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.id), "box");
      await page.keyboard.press(" ");
      assert.equal(await page.$eval("#box", (box) => box.checked), true);
      await (await page.$("#box")).click();
      assert.equal(await page.$eval("#box", (box) => box.checked), false);
      await (await page.$("select")).select("b");
      assert.equal(await page.$eval("select", (list) => list.selectedOptions[0].text), "乙");
      await (await page.$("#far")).click();
      assert.equal(await page.title(), "押した");
      await page.close();
    });

    it("finds elements and calls functions with them", async () => {
      const { page } = await open(browser, file);
      const items = await (await page.$("ul")).$$("li");
      assert.deepEqual(await Promise.all(items.map((item) => item.evaluate((one) => one.textContent))), ["一", "二"]);
      assert.deepEqual(await page.$$eval("li", (all, mark) => all.map((one) => one.textContent + mark), "。"), ["一。", "二。"]);
      assert.equal(await page.$("ol"), null);
      await assert.rejects(
        page.$eval("ol", () => {}),
        /ol/,
      );
      const last = await page.evaluateHandle((list) => list.lastElementChild, await page.$("ul"));
      assert.equal(await last.asElement().evaluate((one, one2) => one === one2 && one.textContent, items[1]), "二");
      assert.equal((await page.evaluateHandle(() => undefined)).asElement(), null);
      assert.equal(await page.evaluate(() => undefined), undefined);
      assert.deepEqual(await page.evaluate(async (...all) => all, [1, null, "\u2028 \ud83d\udc08"], { a: true }), [
        [1, null, "\u2028 \ud83d\udc08"],
        { a: true },
      ]);
      await assert.rejects(
        page.evaluate(() => {
          throw new RangeError("too far");
        }),
        /too far/,
      );
      await page.waitForFunction((least) => performance.now() > least, {}, 200);
      await page.close();
    });

    it("gives the page the size that is asked for, and a picture of it", async () => {
      for (const viewport of [
        { width: 320, height: 640 },
        { width: 1280, height: 900 },
      ]) {
        const { page } = await open(browser, file, { viewport });
        assert.deepEqual(await page.evaluate(() => ({ width: innerWidth, height: innerHeight })), viewport);
        const path = join(folder, "picture.png");
        await page.screenshot({ path });
        const picture = await readFile(path);
        assert.deepEqual({ width: picture.readUInt32BE(16), height: picture.readUInt32BE(20) }, viewport);
        await page.close();
      }
    });

    it(`${emulatingMedia.includes(name) ? "takes on" : "refuses"} another medium`, async () => {
      const { page } = await open(browser, file);
      const asked = async () => page.emulateMediaType("print");
      if (emulatingMedia.includes(name)) {
        await asked();
        assert.equal(await page.$eval("ul", (list) => getComputedStyle(list).display), "none");
      } else {
        await assert.rejects(asked);
      }
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
