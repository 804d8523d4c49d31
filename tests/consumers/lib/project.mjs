// Fresh projects with the packed package in them. They lie below the folder of tests/consumers' own packages, so that bundlers and
// frameworks are found there, as in a monorepo, and are installed once for all of them.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../..", import.meta.url));
export const tools = process.env.CONSUMERS ?? join(root, "target/xtask/consumers");

// What no consumer's tool should do in a test, nor need.
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", CI: "1", NO_COLOR: "1" };

let tarball;

/** Packs the package once for each file of tests. */
function packed() {
  if (tarball === undefined) {
    const folder = join(tools, "packed", String(process.pid));
    mkdirSync(folder, { recursive: true });
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
    const [{ filename }] = JSON.parse(run(folder, "npm", "pack", join(root, "pkg"), "--json", "--ignore-scripts", "--loglevel=error"));
    tarball = join(folder, filename);
  }
  return tarball;
}

/** A new project of these files, or a copy of a folder, with the package installed from its tarball. */
export function fresh(name, content) {
  const folder = join(tools, "projects", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (typeof content === "string") cpSync(content, folder, { recursive: true });
  else for (const [file, text] of Object.entries(content)) write(folder, file, text);
  install(folder);
  return folder;
}

export function write(folder, file, text) {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function install(folder) {
  const path = join(folder, "package.json");
  const { dependencies = {}, devDependencies = {}, ...manifest } = read(path, {});
  for (const [name, range] of Object.entries({ ...dependencies, ...devDependencies })) if (name !== "dx-kasan") isShared(name, range);
  writeFileSync(path, JSON.stringify({ private: true, ...manifest, dependencies: { "dx-kasan": `file:${packed()}` } }));
  run(folder, "npm", "install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error");
}

// An example must not name a version of its tools that nobody tried it with.
function isShared(name, range) {
  const { version } = read(join(tools, "node_modules", name, "package.json"));
  assert.equal(range, `^${version.split(".")[0]}.${range.split(".")[1]}.0`, `${name} ${range} is not ${version}`);
}

function read(path, otherwise) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (otherwise === undefined) throw error;
    return otherwise;
  }
}

/** Runs a program in a project and returns what it prints; its complaints are the failure's. */
export function run(folder, program, ...args) {
  try {
    return execFileSync(program, args, { cwd: folder, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1e8 });
  } catch ({ message, stdout, stderr }) {
    assert.fail(`${program} ${args.join(" ")}\n${stdout}${stderr || message}`);
  }
}

/** Runs a tool of the shared packages. */
export const tool = (folder, name, ...args) => run(folder, join(tools, "node_modules/.bin", name), ...args);

/** Starts a server of the shared packages and waits for its address; `close()` ends it. */
export async function serving(folder, name, ...args) {
  const child = spawn(join(tools, "node_modules/.bin", name), args, { cwd: folder, env, detached: true });
  let printed = "";
  const url = await new Promise((resolve, reject) => {
    const hear = (chunk) => {
      printed += chunk;
      const [found] = /http:\/\/(localhost|127\.0\.0\.1):\d+/.exec(printed) ?? [];
      if (found && /ready/i.test(printed)) resolve(`${found}/`);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`${name} ended\n${printed}`)));
  });
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        child.on("exit", resolve);
        // Its own group, as such tools have processes of their own.
        process.kill(-child.pid);
      }),
  };
}
