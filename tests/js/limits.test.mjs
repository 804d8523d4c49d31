// Limits before work, memory that is given back, and what is said where there is none.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { claim, DxKasanError, evaluate } from "../../pkg/dist/index.mjs";
import { loadRules } from "../../pkg/dist/load-rules.mjs";
import { fromElement } from "./lib/element.mjs";

const DAY = "2025-10-01";
const small = JSON.parse(readFileSync(new URL("../fixtures/small-ruleset.json", import.meta.url), "utf8"));
const index = fileURLToPath(new URL("../../pkg/dist/index.js", import.meta.url));

const refusal = (call) => {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof DxKasanError, `${error.stack}`);
    return error;
  }
  throw new Error("not refused");
};

test("ten thousand windows are refused at once, with their number", () => {
  const many = { ...small, window: Array.from({ length: 10_000 }, () => small.window[0]) };
  const { code, path, message } = refusal(() => loadRules(many));
  assert.deepEqual([code, path], ["bad-ruleset", "window"]);
  assert.match(message, /the list has 10000 items, of 1000 at the most/);
});

test("a list within an add-on is counted as well", () => {
  const [addOn, ...others] = small["add-on"];
  const many = { ...small, "add-on": [{ ...addOn, fee: Array.from({ length: 1001 }, () => addOn.fee[0]) }, ...others] };
  assert.equal(refusal(() => loadRules(many)).path, "add-on[0].fee");
});

test("a patient has ten thousand visits at the most", () => {
  const visits = (count) => Array.from({ length: count }, () => ({ date: DAY, service: "dispensing" }));
  assert.ok(claim({ type: "pharmacy" }, visits(10_000)).lines.length > 0);
  const { code, path, message } = refusal(() => claim({ type: "pharmacy" }, visits(10_001)));
  assert.deepEqual([code, path, message], ["out-of-range", "visits", "there are 10001 visits, of 10000 at the most"]);
});

test("a line that is longer than any line of rates is refused without being read", async () => {
  const { readPasted, within } = await fromElement({ "paste.mjs": ["readPasted"], "context.mjs": ["within"] });
  const line = `R7.7 ${"1,111 ".repeat(1000)}`;
  const { rows, refused } = within({ lang: "ja", prefix: "", root: null }, () => readPasted(`${line}\nR7.6 440 1100`));
  assert.deepEqual(
    rows.map(({ month }) => month),
    ["2025-06"],
  );
  assert.deepEqual(
    refused.map(({ line, reason, text }) => [line, reason, text.length]),
    [[1, "unclear", 101]],
  );
});

test("a ruleset can be closed, and says so from then on", () => {
  const versioned = (minor) => JSON.stringify({ ...small, version: `1.${minor}.0` });
  const one = loadRules(versioned(1));
  const same = loadRules(versioned(1));
  one.close();
  one.close();
  assert.deepEqual(
    [refusal(() => one.evaluate({ type: "pharmacy" }, DAY)).code, refusal(() => one.rulesInfo()).message],
    ["bad-ruleset", "the ruleset was closed"],
  );
  assert.equal(same.rulesInfo().version, "1.1.0", "opened twice, and closed once");
  same.close();
  for (let minor = 2; minor < 202; minor++) {
    const rules = loadRules(versioned(minor));
    assert.equal(rules.rulesInfo().version, `1.${minor}.0`);
    rules.close();
  }
  assert.equal(evaluate({ type: "pharmacy" }, DAY).schedule, "dispensing", "the built-in rules are never closed");
});

test("an engine that ran out of memory says so, and the next small call works", () => {
  const program = `
    const { claim, evaluate, DxKasanError } = require(${JSON.stringify(index)});
    evaluate({ type: "pharmacy" }, "${DAY}");
    const visits = Array.from({ length: 10_000 }, (_, i) => ({ date: "${DAY}", service: i % 2 ? "initial-visit" : "revisit" }));
    let refused;
    try {
      claim({ type: "medical-clinic" }, visits);
    } catch (error) {
      refused = error;
    }
    process.stdout.write(JSON.stringify([refused instanceof DxKasanError, refused?.code, refused?.message, evaluate({ type: "pharmacy" }, "${DAY}").schedule]));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--wasm-max-mem-pages=64", "-e", program], { encoding: "utf8" });
  assert.notEqual(stdout, "", stderr.slice(-500));
  const [isOurs, code, message, after] = JSON.parse(stdout);
  assert.deepEqual([isOurs, code, after], [true, "internal", "dispensing"]);
  assert.match(message, /^the engine ran out of memory; ask about less at a time/);
});
