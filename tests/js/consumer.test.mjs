// The package as npm would publish it, installed into a project of its own, far from this repository.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import * as dxKasan from "../../pkg/dist/index.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "dx-kasan-consumer-"));
let packed;

const write = (file, text) => writeFileSync(join(project, file), text);
const run = (program, args, cwd = project) => {
  try {
    return execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch ({ stdout, stderr }) {
    assert.fail(`${program} ${args.join(" ")}\n${stdout}${stderr}`);
  }
};
const npm = (...args) => JSON.parse(run("npm", [...args, "--json", "--ignore-scripts", "--loglevel=error"]));

before(() => {
  write("package.json", '{ "private": true, "type": "module" }\n');
  [packed] = npm("pack", join(root, "pkg"), "--pack-destination", project);
  npm("install", `./${packed.filename}`, "--offline", "--no-audit", "--no-fund", "--no-package-lock");
});

after(() => rmSync(project, { recursive: true }));

// A file that comes or goes is a decision, made in pkg/package.json and written down here.
test("the tarball holds the files listed in packed-files.txt and no others", () => {
  const listed = readFileSync(new URL("packed-files.txt", import.meta.url), "utf8");
  assert.equal(
    packed.files
      .map(({ path }) => `${path}\n`)
      .sort()
      .join(""),
    listed,
  );
});

test("every file has the checksum that the package says", () => {
  run("sha256sum", ["--check", "--strict", "--quiet", "dist/SHA256SUMS"], join(project, "node_modules/dx-kasan"));
  const summed = read("dist/SHA256SUMS")
    .replaceAll(/^\w+ {2}/gm, "")
    .split("\n")
    .filter(Boolean);
  assert.deepEqual([...summed, "dist/SHA256SUMS"].sort(), packed.files.map(({ path }) => path).sort());
});

test("nothing runs on installation, and nothing else is installed", () => {
  const { scripts, dependencies, peerDependencies, optionalDependencies } = JSON.parse(read("package.json"));
  assert.deepEqual(
    { scripts, dependencies, peerDependencies, optionalDependencies },
    {
      scripts: undefined,
      dependencies: undefined,
      peerDependencies: undefined,
      optionalDependencies: undefined,
    },
  );
  assert.deepEqual(
    readdirSync(join(project, "node_modules")).filter((name) => !name.startsWith(".")),
    ["dx-kasan"],
  );
});

test("the licences are those of the repository", () => {
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) assert.equal(read(name), readFileSync(join(root, name), "utf8"));
});

const QUESTION = '{ type: "medical-clinic", usage: [{ month: "2025-07", rate: "45.3%" }] }, "2025-10-01"';
const EXPECTED = JSON.stringify(dxKasan.evaluate({ type: "medical-clinic", usage: [{ month: "2025-07", rate: "45.3%" }] }, "2025-10-01"));
const consumers = {
  "module.mjs": `import { evaluate } from "dx-kasan";
    process.stdout.write(JSON.stringify(evaluate(${QUESTION})));`,
  "dynamic.mjs": `const { evaluate } = await import("dx-kasan");
    process.stdout.write(JSON.stringify(evaluate(${QUESTION})));`,
  "common.cjs": `const { evaluate } = require("dx-kasan");
    process.stdout.write(JSON.stringify(evaluate(${QUESTION})));`,
  "classic.mjs": `import { readFileSync } from "node:fs";
    import { createRequire } from "node:module";
    import { runInThisContext } from "node:vm";
    runInThisContext(readFileSync(createRequire(import.meta.url).resolve("dx-kasan/classic"), "utf8"));
    process.stdout.write(JSON.stringify(dxKasan.evaluate(${QUESTION})));`,
  "worker.mjs": `import { isMainThread, parentPort, Worker } from "node:worker_threads";
    import { evaluate } from "dx-kasan";
    if (isMainThread) new Worker(new URL(import.meta.url)).on("message", (text) => process.stdout.write(text));
    else parentPort.postMessage(JSON.stringify(evaluate(${QUESTION})));`,
};
for (const [file, text] of Object.entries(consumers)) {
  test(`${file} has the answer of the built package`, () => {
    write(file, text);
    assert.equal(run(process.execPath, [file]), EXPECTED);
  });
}

const RULES = JSON.stringify(readFileSync(join(root, "tests/fixtures/small-ruleset.json"), "utf8"));
const LOADING = `const rules = loadRules(${RULES});
  try { loadRules("{}") } catch (error) {
    console.log(rules.evaluate({ type: "medical-clinic" }, "2025-10-01").addOns[0].id, error instanceof DxKasanError, error.code);
  }`;
const loaders = {
  "rules.mjs": `import { DxKasanError } from "dx-kasan"; import { loadRules } from "dx-kasan/load-rules"; ${LOADING}`,
  "rules.cjs": `const { DxKasanError } = require("dx-kasan"); const { loadRules } = require("dx-kasan/load-rules"); ${LOADING}`,
  "classic-rules.mjs": `import { readFileSync } from "node:fs";
    import { runInThisContext } from "node:vm";
    for (const file of ["index.js", "load-rules.js"]) runInThisContext(readFileSync("node_modules/dx-kasan/dist/" + file, "utf8"));
    const { DxKasanError } = dxKasan;
    const { loadRules } = dxKasanLoadRules; ${LOADING}`,
};
for (const [file, text] of Object.entries(loaders)) {
  test(`${file} answers by rules that are handed in, with the errors of the engine`, () => {
    write(file, text);
    assert.equal(run(process.execPath, [file]), "example true bad-ruleset\n");
  });
}

test("`import` and `require` have the same names, and in one program the same engine", () => {
  write(
    "both.mjs",
    `import { createRequire } from "node:module";
    let compiled = 0;
    WebAssembly.Module = new Proxy(WebAssembly.Module, {
      construct: (target, given) => (compiled++, Reflect.construct(target, given)),
    });
    const require = createRequire(import.meta.url);
    for (const entry of ["dx-kasan", "dx-kasan/load-rules", "dx-kasan/slim", "dx-kasan/worker"]) {
      const [imported, required] = [{ ...(await import(entry)) }, { ...require(entry) }];
      delete imported.default;
      delete imported["module.exports"];
      for (const name of Object.keys({ ...imported, ...required })) {
        if (imported[name] === undefined || imported[name] !== required[name]) console.log(entry, name);
      }
    }
    (await import("dx-kasan")).rulesInfo();
    require("dx-kasan").rulesInfo();
    console.log(compiled);`,
  );
  assert.equal(run(process.execPath, ["both.mjs"]), "1\n");
});

test("errors of the two kinds of module agree", () => {
  const attempt = `try {
    evaluate({ type: "pharmacy", shedule: 1 }, "2025-10-01");
  } catch ({ name, code, path, message }) {
    console.log(name, code, path, message);
  }`;
  write("error.mjs", `import { evaluate } from "dx-kasan"; ${attempt}`);
  write("error.cjs", `const { evaluate } = require("dx-kasan"); ${attempt}`);
  const printed = run(process.execPath, ["error.mjs"]);
  assert.match(printed, /^DxKasanError unknown-key shedule /);
  assert.equal(run(process.execPath, ["error.cjs"]), printed);
});

test("the command runs from the packed file as the README says", () => {
  write("facilities.csv", "name,type,2025-07\n青葉,薬局,45.3%\n");
  const [, line] = /```sh\n(npx .*)\n```/.exec(read("README.md"));
  assert.ok(line.includes(`./${packed.filename} `), line);
  run("sh", ["-c", `npm_config_offline=true ${line}`]);
  assert.match(readFileSync(join(project, "levels.csv"), "utf8"), /^2,,青葉,medical-dx-promotion,/m);
});

test("the command is installed and answers", () => {
  write("facilities.csv", "name,type,2025-07\n青葉,薬局,45.3%\n");
  const command = join(project, "node_modules/.bin/dx-kasan");
  const printed = run(command, ["check", "facilities.csv", "--date", "2025-10-01"]);
  assert.match(printed, /^line,id,name,add-on,/);
  assert.match(printed, /^2,,青葉,medical-dx-promotion,undetermined,/m);
});

test("the bare module is there to be found", async () => {
  const path = createRequire(join(project, "package.json")).resolve("dx-kasan/dx_kasan.wasm");
  const module = await WebAssembly.compile(readFileSync(path));
  assert.ok(WebAssembly.Module.exports(module).some(({ name }) => name === "evaluate"));
});

test("what is not exported cannot be reached", () => {
  const { resolve } = createRequire(join(project, "package.json"));
  for (const path of ["dist/index.js", "dist/slim.mjs", "src/index.mjs"]) {
    assert.throws(() => resolve(`dx-kasan/${path}`), { code: "ERR_PACKAGE_PATH_NOT_EXPORTED" });
  }
});

// ------------------------------------------------------------------------------------------------------------- types

const STRICT = { target: "es2022", lib: ["es2022"], types: [], strict: true, noEmit: true };
const EXACT = { ...STRICT, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
const RESOLUTIONS = { node16: { module: "node16" }, bundler: { module: "esnext", moduleResolution: "bundler" } };

function compile(folder, compilerOptions) {
  write(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--project", folder]);
}

for (const [name, resolution] of Object.entries(RESOLUTIONS)) {
  test(`a vendor's code compiles with the resolution ${name}`, () => {
    const folder = `types-${name}`;
    mkdirSync(join(project, folder));
    for (const file of readdirSync(join(root, "tests/types")).filter((file) => file.endsWith(".ts"))) {
      const text = readFileSync(join(root, "tests/types", file), "utf8");
      write(join(folder, file), text);
      // Scripts and top-level awaits are not for CommonJS.
      if (name === "node16" && !/classic|entries/.test(file)) write(join(folder, file.replace(/ts$/, "cts")), text);
    }
    compile(folder, { ...EXACT, ...resolution });
  });
}

test("what the engine really answers has the types declared, and no field that is not declared", () => {
  const { addOns, claim, compare, evaluate, facts, outlook, readings, remedies, rulesInfo, sources, timeline } = dxKasan;
  const usage = [
    { month: "2025-07", users: 453, receipts: 1000, homeCareReceipts: 10 },
    { month: "2024-11", basis: "checks", rate: "45.3%" },
    { month: "2026-04", rate: "30%" },
  ];
  const favourable = Object.fromEntries(
    facts()
      .filter(({ kind }) => kind === "boolean")
      .map((fact) => [fact.id, fact.favourable]),
  );
  const assessments = rulesInfo().types.flatMap(({ id: type, schedules }) =>
    schedules.flatMap((schedule) =>
      rulesInfo().changes.flatMap((day) => [
        evaluate({ type, schedule }, day),
        evaluate({ type, schedule, usage, facts: favourable, filings: { "medical-dx-promotion": "2024-06-01" } }, day),
      ]),
    ),
  );
  const dated = { ...favourable, consultation: { since: "2025-01-01", until: "2025-12-31" } };
  const ahead = rulesInfo().types.flatMap(({ id: type, schedules }) =>
    schedules.flatMap((schedule) =>
      ["2024-05-01", "2024-11-10", "2025-08-20", "2026-11-22"].flatMap((day, i) => {
        const facility = { type, schedule, usage, facts: i === 2 ? dated : {} };
        const until = `${Number(day.slice(0, 4)) + 3}-01-01`;
        return [
          ["Outlook", outlook(facility, day)],
          ["Remedies", remedies(facility, day)],
          ["Timeline", timeline(facility, day, until)],
        ];
      }),
    ),
  );
  const filings = Object.fromEntries(addOns().map(({ id }) => [id, ["2024-06-01", "2025-04-01", "2026-06-01"]]));
  const patients = rulesInfo().types.flatMap(({ id: type, schedules }) =>
    schedules.flatMap((schedule) => {
      const services = [
        ...new Set(
          addOns()
            .flatMap((addOn) => addOn.schedules.filter((row) => row.schedule === schedule))
            .flatMap((row) => row.services),
        ),
      ];
      const visits = ["2024-07-01", "2024-07-01", "2024-07-08", "2026-07-01"].flatMap((date, i) =>
        services.map((service) => ({ date, service, card: i === 0, secondDepartment: i === 1, telephone: i === 2 })),
      );
      const revisits = services.includes("revisit") ? 25 : null;
      const volume = {
        from: "2024-06",
        until: "2026-07",
        revisits,
        patients: Object.fromEntries(services.map((service) => [service, 10])),
      };
      return [
        { type, schedule },
        { type, schedule, usage, facts: favourable, filings },
      ].flatMap((facility) => [
        ["ClaimResult", claim(facility, visits)],
        ["Projection", dxKasan.project(facility, volume)],
      ]);
    }),
  );
  const comparisons = rulesInfo().changes.map((day, i, days) => compare(days[i - 1] ?? "2024-05-31", day));
  const typed = rulesInfo().types.map(({ id: type }) => ({ type, usage, facts: dated, filings }));
  const nation = dxKasan.columns(typed);
  const literal = (name, type, value) => `export const ${name}: dx.${type} = ${JSON.stringify(value)};`;
  mkdirSync(join(project, "answers"));
  write(
    "answers/answers.ts",
    [
      'import type * as dx from "dx-kasan";',
      ...assessments.map((assessment, i) => literal(`assessment${i}`, "Assessment", assessment)),
      ...ahead.map(([type, answer], i) => literal(`ahead${i}`, type, answer)),
      ...patients.map(([type, answer], i) => literal(`patient${i}`, type, answer)),
      ...comparisons.map((comparison, i) => literal(`comparison${i}`, "Comparison", comparison)),
      `export const columns: dx.Columns = ${withArrays(nation)};`,
      `export const batch: dx.Batch = ${withArrays(dxKasan.batch(nation, "2025-10-01"))};`,
      literal("summary", "Summary", dxKasan.summary(nation, "2025-10-01", "2026-06-01", { whatIf: { ratePoints: "5%" } })),
      ...addOns().map((addOn, i) => literal(`addOn${i}`, "AddOn", addOn)),
      ...facts().map((fact, i) => literal(`fact${i}`, "Fact", fact)),
      ...sources().map((source, i) => literal(`source${i}`, "Source", source)),
      ...readings().map((reading, i) => literal(`reading${i}`, "Reading", reading)),
      literal("info", "RulesInfo", rulesInfo()),
    ].join("\n"),
  );
  compile("answers", { ...EXACT, ...RESOLUTIONS.node16 });
});

// As source text, in which typed arrays are what they are.
function withArrays(value) {
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}.of(${[...value]})`;
  if (Array.isArray(value)) return `[${value.map(withArrays)}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, field]) => `${JSON.stringify(key)}:${withArrays(field)}`)}}`;
}

// ---------------------------------------------------------------------------------------------------------- examples

// In an example, `expression; // => value` is a promise.
function withPromisesKept(code) {
  return code.replaceAll(/^(\s*)(.+); \/\/ => (.+)$/gm, (_, indent, expression, value) => {
    return `${indent}assert.deepEqual(${expression}, ${value});`;
  });
}

const declarations = ["index", "load-rules", "worker"].map((name) => readFileSync(join(root, `pkg/${name}.d.ts`), "utf8")).join("");
const readmes = ["README.md", "pkg/README.md"].map((name) => readFileSync(join(root, name), "utf8"));
const examples = [
  ...[...declarations.matchAll(/@example\n((?: \*.*\n)+?) \*\/\n(?:export )?(.+)/g)].map(([, code, subject]) => [
    subject,
    code.replaceAll(/^ \* ?/gm, ""),
  ]),
  ...readmes.flatMap((readme) => [...readme.matchAll(/```js\n(.+?)```/gs)].map(([, code]) => ["README.md", code])),
];

test("every public function has an example", () => {
  const documented = examples.map(([subject]) => /(?:function|class) (\w+)/.exec(subject)?.[1]);
  const functions = Object.keys(dxKasan).filter((name) => name !== "createLoader");
  for (const name of ["loadRules", ...functions]) assert.ok(documented.includes(name), name);
});

examples.forEach(([subject, code], i) => {
  test(`the example of ${subject} keeps its promise`, () => {
    assert.match(code, /\/\/ => /);
    if (subject !== "README.md") {
      mkdirSync(join(project, `example${i}`));
      write(`example${i}/example.ts`, code);
      compile(`example${i}`, { ...EXACT, ...RESOLUTIONS.node16 });
    }
    write(`example${i}.mjs`, `import assert from "node:assert/strict";\n${withPromisesKept(code.replaceAll(" as const", ""))}`);
    run(process.execPath, [`example${i}.mjs`]);
  });
});

function read(file) {
  return readFileSync(join(project, "node_modules/dx-kasan", file), "utf8");
}
