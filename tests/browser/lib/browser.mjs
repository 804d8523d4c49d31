// Real browsers for the tests: the installed Chromium and Firefox, without a window, each with a new and empty profile.

import { execFileSync } from "node:child_process";
import puppeteer from "puppeteer-core";

const kinds = {
  chromium: {
    program: "chromium",
    options: {
      browser: "chrome",
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
    },
  },
  firefox: {
    program: "firefox-esr",
    options: { browser: "firefox", headless: true },
  },
};

export const browserNames = Object.keys(kinds);

/** Starts the browser of that name; the caller closes it. */
export async function launch(name) {
  const { program, options } = kinds[name];
  return puppeteer.launch({ ...options, executablePath: locate(program) });
}

function locate(program) {
  try {
    return execFileSync("which", [program], { encoding: "utf8" }).trim();
  } catch {
    throw new Error(`\`${program}\` is not on the path; \`cargo xtask test browser\` installs it or says how to`);
  }
}
