// Bundlers without any configuration: each bundle has the engine once and answers, in Node and in a page without a network.

import assert from "node:assert/strict";
import { join } from "node:path";
import test, { after, before, describe } from "node:test";
import { pathToFileURL } from "node:url";
import { serve } from "../browser/lib/server.mjs";
import { COUNT, engines, ONE } from "./lib/count.mjs";
import { start, stop, shows, visit } from "./lib/pages.mjs";
import { fresh, root, run, serving, tool, write } from "./lib/project.mjs";
import { ANSWER, IMPORT, REQUIRE, tell } from "./lib/readme.mjs";

const IN_A_PAGE = `(text) => (document.querySelector("output").textContent = text)`;
const ENTRY = `${IMPORT}
${tell(`globalThis.document ? ${IN_A_PAGE} : console.log`)}`;

const POLICY = "connect-src 'none'; script-src 'self' 'unsafe-inline' file: 'wasm-unsafe-eval'";
const PAGE = `<!doctype html><meta charset="utf-8"><title>確認</title><link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<output></output>`;

const esbuild = (folder, entry, ...options) =>
  run(folder, join(root, "node_modules/.bin/esbuild"), entry, "--bundle", "--outfile=dist/main.js", ...options);
const rollup = (folder, ...options) => tool(folder, "rollup", "main.mjs", ...options, "--format", "iife", "--file", "dist/main.js");

const bundlers = {
  webpack: { bundle: (folder) => tool(folder, "webpack", "--mode", "production", "--entry", "./main.mjs", "--output-filename", "main.js") },
  rollup: { bundle: (folder) => rollup(folder, "--plugin", "node-resolve") },
  // On its own it finds files and no packages.
  "rollup without its plugin": {
    entry: ENTRY.replace(`"dx-kasan"`, `"./node_modules/dx-kasan/dist/index.mjs"`),
    bundle: (folder) => rollup(folder),
  },
  esbuild: { bundle: (folder) => esbuild(folder, "main.mjs", "--minify") },
};

before(start);
after(stop);

for (const [name, { entry = ENTRY, bundle }] of Object.entries(bundlers)) {
  describe(name, () => {
    let folder;
    before(() => {
      const count = `${COUNT}process.on("exit", () => console.log(JSON.stringify(engines)));`;
      folder = fresh(name.replaceAll(" ", "-"), { "main.mjs": entry, "count.cjs": count });
      bundle(folder);
    });

    test("carries the engine once, and no file beside it", () => {
      assert.deepEqual(engines(join(folder, "dist")), { inScripts: 1, asFiles: 0 });
    });

    test("answers in Node, with one engine", () => {
      assert.equal(run(folder, process.execPath, "--require", "./count.cjs", "dist/main.js"), `${ANSWER}\n${ONE}\n`);
    });

    test("answers in a page on file://", () => {
      write(folder, "dist/index.html", `${PAGE}<script src="main.js"></script>`);
      return visit(pathToFileURL(join(folder, "dist/index.html")).href, (page) => shows(page, "output", ANSWER));
    });
  });
}

describe("vite", () => {
  const page = `<!doctype html><link rel="icon" href="data:,"><output></output><script type="module" src="main.mjs"></script>`;
  let folder;
  before(() => void (folder = fresh("vite", { "main.mjs": ENTRY, "index.html": page })));

  test("answers as developed", async () => {
    const server = await serving(folder, "vite", "--host", "127.0.0.1", "--port", "0");
    try {
      await visit(server.url, (page) => shows(page, "output", ANSWER));
    } finally {
      await server.close();
    }
  });

  test("answers as built, and carries the engine once, and no file beside it", async () => {
    tool(folder, "vite", "build", "--logLevel", "warn");
    assert.deepEqual(engines(join(folder, "dist")), { inScripts: 1, asFiles: 0 });
    const server = await serve(join(folder, "dist"), { headers: { "content-security-policy": POLICY } });
    try {
      await visit(server.url, (page) => shows(page, "output", ANSWER));
    } finally {
      await server.close();
    }
  });
});

test("Next: a server component and a client component answer, with one engine on the server and one in the browser", async () => {
  const component = (name) => `${IMPORT}
export ${name} {
  let said;
  ${tell("(text) => (said = text)")}
  return `;
  const folder = fresh("next", {
    "app/layout.jsx": `export const metadata = { icons: { icon: "data:," } };
export default function Layout({ children }) { return <html lang="ja"><body>{children}</body></html>; }`,
    "app/page.jsx": `import { Client } from "./client";
export const dynamic = "force-dynamic";
${component("default function Page()")} <><output id="server">{said}</output><Client /></>; }`,
    "app/client.jsx": `"use client";\n${component("function Client()")} <output id="client">{said}</output>; }`,
    "app/engines/route.js": `export const dynamic = "force-dynamic";
export const GET = () => Response.json(globalThis.engines);`,
    // What Next runs before anything else of its server.
    "instrumentation.js": `export function register() {${COUNT}}`,
  });
  tool(folder, "next", "build");
  assert.deepEqual(engines(join(folder, ".next/static")), { inScripts: 1, asFiles: 0 });
  // Next builds server components and the server's view of client components apart, each with all it imports.
  assert.deepEqual(engines(join(folder, ".next/server")), { inScripts: 2, asFiles: 0 });
  const server = await serving(folder, "next", "start", "--port", "0", "--hostname", "127.0.0.1");
  try {
    await visit(server.url, async (page) => {
      await shows(page, "#server", ANSWER);
      await shows(page, "#client", ANSWER);
      await page.waitForFunction(() => globalThis.engines.started > 0);
    });
    assert.equal(await (await fetch(`${server.url}engines`)).text(), ONE);
  } finally {
    await server.close();
  }
});

test("a CommonJS bundle has the engine once as well", () => {
  const folder = fresh("esbuild-cjs", { "main.cjs": `${REQUIRE}\n${tell("console.log")}` });
  esbuild(folder, "main.cjs");
  assert.deepEqual(engines(join(folder, "dist")), { inScripts: 1, asFiles: 0 });
  assert.equal(run(folder, process.execPath, "dist/main.js").trim(), ANSWER);
});

test("all entries together have the engine once, and know each other's errors", () => {
  const text = `import { DxKasanError } from "dx-kasan";
import { createDxKasan, DxKasanError as slims } from "dx-kasan/slim";
import { askMany } from "dx-kasan/worker";
${ENTRY}
const error = new slims({ code: "internal", message: "" });
console.log(error instanceof DxKasanError, typeof createDxKasan, typeof askMany);`;
  const folder = fresh("together", { "main.mjs": text });
  esbuild(folder, "main.mjs");
  assert.deepEqual(engines(join(folder, "dist")), { inScripts: 1, asFiles: 0 });
  assert.equal(run(folder, process.execPath, "dist/main.js"), `${ANSWER}\ntrue function function\n`);
});

test("the slim entry brings no engine along, and takes the file that the bundler copies", () => {
  const text = `import { createDxKasan } from "dx-kasan/slim";
import url from "dx-kasan/dx_kasan.wasm?url";
const module = await WebAssembly.compileStreaming(fetch(url));
const { evaluate } = createDxKasan(module);
${tell(IN_A_PAGE)}`;
  const folder = fresh("vite-slim", { "main.mjs": text, "index.html": `<output></output><script type="module" src="main.mjs"></script>` });
  tool(folder, "vite", "build", "--logLevel", "warn");
  assert.deepEqual(engines(join(folder, "dist")), { inScripts: 0, asFiles: 1 });
});

test("what is imported and not used is left out", () => {
  const folder = fresh("shaken", { "main.mjs": `${IMPORT}\nconsole.log("nothing");` });
  tool(folder, "webpack", "--mode", "production", "--entry", "./main.mjs", "--output-filename", "main.js");
  assert.deepEqual(engines(join(folder, "dist")), { inScripts: 0, asFiles: 0 });
});
