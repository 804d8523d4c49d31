// WebKit's driver: a display that nobody sees, the driver and the browser on it, and commands, which are HTTP and JSON (W3C WebDriver).

import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setImmediate, setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { locate, start, stop } from "../programs.mjs";

const application = fileURLToPath(new URL("application.mjs", import.meta.url));
const START = 60_000;

/** The driver's session with one browser. */
export class Driver {
  #programs = [];
  #folder;
  #base;
  #complaints = [];

  /** Starts all of it; `onReport` gets the lines of the browser's standard output, `onComplaint` those of its standard error. */
  static async start({ onReport, onComplaint }) {
    const driver = new Driver();
    try {
      await driver.#start(onReport, onComplaint);
    } catch (error) {
      await driver.stop();
      throw new Error(`WebKit does not start: ${error.message}\n${driver.#complaints.join("\n")}`);
    }
    return driver;
  }

  async #start(onReport, onComplaint) {
    this.#folder = await mkdtemp(join(tmpdir(), "webkit-"));
    const display = this.#run("Xvfb", ["-displayfd", "1", "-screen", "0", "1920x1200x24", "-nolisten", "tcp"], {});
    const [number] = await once(createInterface(display.stdout), "line", { signal: AbortSignal.timeout(START) });
    const port = await freePort();
    const driver = this.#run("WebKitWebDriver", [`--port=${port}`], {
      DISPLAY: `:${number}`,
      GDK_BACKEND: "x11",
      GSETTINGS_BACKEND: "memory",
    });
    createInterface(driver.stdout).on("line", onReport);
    createInterface(driver.stderr).on("line", onComplaint);
    this.#base = `http://127.0.0.1:${port}`;
    await this.#listening();
    const wanted = {
      timeouts: { script: 300_000, pageLoad: START },
      "webkitgtk:browserOptions": { binary: locate("gjs"), args: ["--module", application, this.#folder] },
    };
    // Where the browser ends at once, the driver would wait for it forever.
    const signal = AbortSignal.timeout(START);
    const { sessionId } = await this.command("POST", "/session", { capabilities: { alwaysMatch: wanted } }, signal);
    this.#base += `/session/${sessionId}`;
  }

  #run(program, args, environment) {
    const child = start(program, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...environment } });
    createInterface(child.stderr).on("line", (line) => this.#complaints.push(line));
    this.#programs.unshift(child);
    return child;
  }

  async #listening() {
    for (const end = Date.now() + START; Date.now() < end; await setTimeout(50)) {
      const ready = await fetch(`${this.#base}/status`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (ready) return;
    }
    throw new Error("its driver does not answer");
  }

  /** Sends a command and returns the value of its answer; when it returns, all that the browser reported before has been passed on. */
  async command(method, path, body, signal) {
    const answer = await fetch(this.#base + path, { method, body: body && JSON.stringify(body), signal });
    const { value } = await answer.json();
    // What was reported is in the pipes by now; the loop empties them in its turn.
    await setImmediate();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  async stop() {
    this.#programs.forEach(stop);
    // The last of them may still be writing.
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
