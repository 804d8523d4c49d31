// Opens a page and writes down what it does that nobody sees: requests, console messages, uncaught errors.

/**
 * Opens `url` (loopback or `file://`) in a new tab.
 *
 * The record grows for as long as the page lives:
 * - `requests`: every URL asked for, the page's own first; `data:` and `blob:` URLs leave the page as little as a variable does
 *   and are left out
 * - `messages`: what went to the console, as `"warn: text"`
 * - `errors`: what was thrown and not caught
 */
export async function open(browser, url, { viewport = { width: 1280, height: 900 } } = {}) {
  const page = await browser.newPage();
  await page.setViewport(viewport);
  const record = { requests: [], messages: [], errors: [] };
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url())) record.requests.push(request.url());
  });
  page.on("console", (message) => record.messages.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => record.errors.push(String(error)));
  await page.goto(url);
  return { page, record };
}
