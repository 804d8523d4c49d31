// Pages of consumers in a browser: what they show, what they complain about, and how many engines they have.

import assert from "node:assert/strict";
import { launch } from "../../browser/lib/browser.mjs";
import { COUNT, ONE } from "./count.mjs";

let browser;

export const start = async () => void (browser = await launch("chromium"));
export const stop = () => browser?.close();

/** Opens a page, does something there, and holds it to these engines, without those of workers, and to no complaint. */
export async function visit(url, work, expected = ONE) {
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.evaluateOnNewDocument(COUNT);
  try {
    await page.goto(url);
    await work(page);
    const frames = await Promise.all(page.frames().map((frame) => frame.evaluate(() => globalThis.engines)));
    const sum = (count) => frames.reduce((sum, engines) => sum + engines[count], 0);
    assert.equal(JSON.stringify({ compiled: sum("compiled"), started: sum("started") }), expected);
    assert.deepEqual(complaints, []);
  } finally {
    await page.close();
  }
}

/** Waits until an element says this. */
export async function shows(page, selector, text) {
  const says = (selector, text) => document.querySelector(selector)?.textContent.includes(text);
  try {
    await page.waitForFunction(says, { timeout: 30_000 }, selector, text);
  } catch {
    const html = await page.content();
    assert.fail(`\`${selector}\` does not say \`${text}\`\n${html.slice(0, 3000)}`);
  }
}
