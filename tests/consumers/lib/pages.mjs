// Pages of consumers in a browser: what they show, what they ask for, and how many modules they compile.

import assert from "node:assert/strict";
import { launch } from "../../browser/lib/browser.mjs";
import { COUNT } from "./question.mjs";

let browser;

export const start = async () => void (browser = await launch("chromium"));
export const stop = () => browser?.close();

/** Opens a page, does something there, and holds it to have compiled the engine once and complained about nothing. */
export async function visit(url, work) {
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.evaluateOnNewDocument(COUNT);
  try {
    await page.goto(url);
    await work(page);
    const compiled = await Promise.all(page.frames().map((frame) => frame.evaluate(() => globalThis.compiled)));
    assert.equal(compiled.reduce((sum, count) => sum + count), 1, "modules compiled");
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
