// Bundles the package from its sources and from what the build tool generated into dist/gen (wasm-bindgen's glue, the module
// deflated, the ruleset as JSON). Same input, same output: no dates, no paths, no hashes. HACKING.md says why it is done so.
//
//     node pkg/build.mjs

import { createHash } from "node:crypto";
import { copyFile, readFile, stat, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { backgroundModule } from "./build-background.mjs";
import { elementCss } from "./build-css.mjs";
import { licencesFile } from "./licences.mjs";
import { facilitySchema } from "./src/schema.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = `${here}dist/`;
const common = { absWorkingDir: here, bundle: true, charset: "utf8", platform: "neutral", target: "es2021", logLevel: "warning" };

// wasm-bindgen's glue keeps its state in module variables and starts once only. As a function, it can be had anew after a trap.
// Only the names listed get in: its asynchronous loader would bring `fetch` and `import.meta` along.
const exported = {
  dx_kasan:
    "initSync, evaluate, check, receipt, verify, outlook, remedies, timeline, claim, project, compare, addOns, facts, sources, readings, rulesInfo, " +
    "columns, batch, summary, explainRow, constants, openRules, closeRules, refuseRules, parseDate, parseRate",
  dx_kasan_loader: "initSync, compile",
};
for (const [file, name] of [
  ["glue", "dx_kasan"],
  ["loader-glue", "dx_kasan_loader"],
]) {
  const glue = await build({
    ...common,
    stdin: { contents: `export { ${exported[name]} } from "./dist/gen/${name}.glue.mjs";`, resolveDir: here },
    format: "esm",
    write: false,
  });
  // Nobody who reads a trace looks for names in here.
  const { code } = await transform(asFunction("createGlue", glue.outputFiles[0].text), {
    minify: true,
    format: "esm",
    target: common.target,
  });
  await writeFile(`${dist}gen/${file}.mjs`, code);
}

// A module's text as a function that returns what the module exports.
function asFunction(name, text) {
  const [, body, exported] = /^([^]*)export \{\n([^}]*)\};\s*$/.exec(text);
  const entries = exported.replaceAll(/(\w+) as (\w+)/g, "$2: $1");
  return `export function ${name}() {\n${body}return {\n${entries}};\n}\n`;
}

// A script that carries a module has it as text: its deflated bytes, and how many they are to become.
for (const name of Object.keys(exported)) {
  const bytes = await readFile(`${dist}gen/${name}.deflate`);
  const { size } = await stat(`${dist}${name}.wasm`);
  await writeFile(`${dist}gen/${name}.mjs`, `export const packed = { base64: "${bytes.toString("base64")}", size: ${size} };\n`);
}
const bare = await readFile(`${dist}dx_kasan.wasm`, "base64");
await writeFile(`${dist}gen/dx_kasan.bare.mjs`, `export const base64 = "${bare}";\n`);

const style = await elementCss(here, "element/styles/element.css");
await writeFile(`${dist}gen/element.css.mjs`, `export default ${JSON.stringify(style.css)};\n`);

await writeFile(`${dist}gen/background.mjs`, await backgroundModule(`${here}../rules/`));

const { version, files } = JSON.parse(await readFile(`${here}package.json`, "utf8"));

// Names stay readable: a vendor's stack trace should say where it comes from.
const alias = { "dx-kasan": "./src/host.mjs", engine: "./src/engine-packed.mjs" };
const release = { ...common, minifyWhitespace: true, minifySyntax: true, define: { VERSION: JSON.stringify(version) }, alias };

// A host may have put anything on Object.prototype, before the script as well as after it. The bundler's helpers and the inflater take
// what is inherited for their own; here they get own keys only. A newer bundler that writes its helpers otherwise fails the build.
const OWN_KEYS = [
  [
    /for\(var ([\w$]+) in ([\w$]+)\)([\w$]+)\(([\w$]+),\1,\{get:\2\[\1\],enumerable:!0\}\)/,
    "for(let $1 of Object.keys($2))$3($4,$1,{__proto__:null,get:$2[$1],enumerable:!0})",
  ],
  [/\{get:\(\)=>([\w$]+)\[([\w$]+)\],enumerable:/, "{__proto__:null,get:()=>$1[$2],enumerable:"],
  [/"__esModule",\{value:!0\}/, '"__esModule",{__proto__:null,value:!0}'],
];
const INFLATER = [/\{i:2\}/, "{__proto__:null,i:2}"];

function ownKeysOnly(text, bundlesInflater) {
  return [...OWN_KEYS, ...(bundlesInflater ? [INFLATER] : [])].reduce((made, [helper, safe]) => {
    if (!helper.test(made)) throw new Error(`the bundle has no ${helper}: see what its helpers look like now`);
    return made.replace(helper, safe);
  }, text);
}

// What is left of the layout of the templates: in minified code no other line begins with a space.
const INDENTATION = /\n +/g;

// One file for `require`, for `<script>` and for the ES module beside it: the global is a variable of the script, which is a local
// one in a CommonJS module, and what it holds is left where `src/registry.mjs` looks. A program that has the file several times runs
// it once.
const script = async (name, globalName, { entry = `src/${name}.mjs`, file = `${name}.js`, banner = "", ...more } = {}) => {
  const registered = `Symbol.for("dx-kasan@${version}/${name}")`;
  const { metafile, outputFiles } = await build({
    ...release,
    entryPoints: [entry],
    metafile: true,
    format: "iife",
    globalName,
    banner: { js: banner },
    footer: {
      js:
        `Object.defineProperty(globalThis,${registered},{__proto__:null,value:${globalName},configurable:true});` +
        `if(typeof module==="object"&&module.exports)module.exports=${globalName};`,
    },
    outfile: `dist/${file}`,
    write: false,
    ...more,
  });
  const start = `var ${globalName}=`;
  const bundlesInflater = Object.keys(metafile.inputs).some((path) => path.includes("fflate"));
  const text = ownKeysOnly(outputFiles[0].text, bundlesInflater).replace(start, `${start}globalThis[${registered}]??`);
  await writeFile(`${dist}${file}`, text.replaceAll(INDENTATION, "\n"));
  return metafile;
};

// The default entry has to be there first. A page has its script before this one.
const AFTER_INDEX = `if(typeof module==="object"&&module.exports)require("./index.js");`;

// What the script has, under the names that `import` wants.
const module = async (name) => {
  const options = { format: "esm", metafile: true, external: ["./*.js"] };
  const { metafile } = await build({ ...release, ...options, entryPoints: [`src/esm/${name}.mjs`], outfile: `dist/${name}.mjs` });
  return metafile;
};

// A command of Node's, which has the entries beside it.
const command = async (name) => {
  const { metafile } = await build({
    ...release,
    entryPoints: [`src/${name}.mjs`],
    metafile: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external: ["./index.mjs", "./file.mjs"],
    outfile: `dist/${name}.mjs`,
  });
  return metafile;
};

const rules = await readFile(`${dist}gen/rules.json`, "utf8");
const bundled = await Promise.all([
  script("index", "dxKasan"),
  script("index", "dxKasan", { file: "gen/index.bare.js", alias: { ...alias, engine: "./src/engine-bare.mjs" } }),
  script("load-rules", "dxKasanLoadRules", { banner: AFTER_INDEX }),
  script("element", "dxKasanElement", { entry: "element/index.mjs", banner: AFTER_INDEX, minifyIdentifiers: true }),
  script("slim", "dxKasanSlim"),
  script("worker", "dxKasanWorker"),
  script("file", "dxKasanFile"),
  ...["index", "load-rules", "element", "slim", "worker", "file"].map(module),
  command("cli"),
]);
const linked = JSON.parse(await readFile(`${dist}gen/licences.json`, "utf8"));
await Promise.all([
  copyFile(`${dist}gen/BUILT-WITH`, `${dist}BUILT-WITH`),
  copyFile(`${here}src/classic-worker.js`, `${dist}classic-worker.js`),
  writeFile(`${dist}THIRD-PARTY-LICENSES`, await licencesFile(linked, [style.metafile, ...bundled], here)),
  writeFile(`${dist}rules.json`, rules),
  writeFile(`${dist}schema.json`, `${JSON.stringify(facilitySchema(JSON.parse(rules)))}\n`),
]);

// For whoever wants to know whether an installed package is the one that was built: `sha256sum -c dist/SHA256SUMS` in it.
const sums = await Promise.all(
  [...files, "package.json"]
    .filter((file) => file !== "dist/SHA256SUMS")
    .sort()
    .map(
      async (file) =>
        `${createHash("sha256")
          .update(await readFile(`${here}${file}`))
          .digest("hex")}  ${file}\n`,
    ),
);
await writeFile(`${dist}SHA256SUMS`, sums.join(""));
