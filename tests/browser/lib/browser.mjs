// Real browsers for the tests: the installed Chromium, Firefox and WebKit, without a window, each with a new and empty profile.

import puppeteer from "puppeteer-core";
import { locate } from "./programs.mjs";
import { Browser as WebKit } from "./webkit/browser.mjs";

const kinds = {
  chromium: () =>
    puppeteer.launch({
      browser: "chrome",
      executablePath: locate("chromium"),
      headless: true,
      args: [
        // The tests also run as root, for whom Chromium has no sandbox.
        "--no-sandbox",
        "--disable-gpu",
        // Containers have a small /dev/shm.
        "--disable-dev-shm-usage",
        // Nothing but the page under test may talk to anyone.
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    }),
  firefox: () => puppeteer.launch({ browser: "firefox", executablePath: locate("firefox-esr"), headless: true }),
  webkit: () => WebKit.start(),
};

/** Those of `BROWSERS=webkit,firefox` where it is set, so that one can be tried by itself. */
export const browserNames = process.env.BROWSERS?.split(",") ?? Object.keys(kinds);

/*
 * What not every browser lets a test see or do. A test that needs it runs in these only; `harness.test.mjs` holds the lists to be
 * complete and true. In all of them, a WebSocket is not a request; a page's own policy has to refuse it.
 */

/** Report what a page reads from the disk. */
export const reportingFiles = ["chromium", "webkit"];
/** Take on other media: paper, less motion, forced colours. */
export const emulatingMedia = ["chromium"];
/** Tell which objects of a kind are still alive. */
export const queryingObjects = ["chromium"];

/** Starts the browser of that name; the caller closes it. */
export const launch = (name) => kinds[name]();
