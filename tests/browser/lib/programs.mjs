// Programs that tests start, and that end with the tests, however those end.

import { execFileSync, spawn } from "node:child_process";

/** The path of an installed program. */
export function locate(program) {
  try {
    return execFileSync("which", [program], { encoding: "utf8" }).trim();
  } catch {
    throw new Error(`\`${program}\` is not on the path; \`cargo xtask test browser\` installs it or says how to`);
  }
}

const running = new Set();
process.once("exit", () => running.forEach(stop));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));

/** Starts a program in a process group of its own, so that what it starts in turn ends with it. */
export function start(program, args, options) {
  const child = spawn(locate(program), args, { ...options, detached: true });
  running.add(child);
  return child;
}

/** Ends a program and all that it has started. */
export function stop(child) {
  running.delete(child);
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch ({ code }) {
    // Already gone.
    if (code !== "ESRCH") throw new Error(`cannot end process group ${child.pid}: ${code}`);
  }
}
