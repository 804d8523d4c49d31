// The facade against a stand-in for the engine: when it starts, what it asks for, and how it gets over a crash.

import assert from "node:assert/strict";
import test from "node:test";
import { DxKasanError } from "../../pkg/src/error.mjs";
import { createFacade } from "../../pkg/src/facade.mjs";
import { createEngine } from "../../pkg/src/load.mjs";

const EMPTY_MODULE = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const REFUSAL = { code: "unknown-key", path: "shedule", params: { key: "shedule" }, message: "unknown key `shedule`", messageJa: "不明" };

const CONSTANTS = ['{"id":"zero"}', '{"ja":"一","deep":{"list":[{}],"zero":{"$":0},"two":{"$":[2]}}}', '{"id":"two"}'];

// Calls are written down; `behaviour` replaces functions of the engine.
function setUp(behaviour = {}) {
  const calls = [];
  const createGlue = () => {
    const functions = {
      initSync: () => ({ memory: new WebAssembly.Memory({ initial: 1 }) }),
      evaluate: (rules, facility, date, options) =>
        `{"name":{"$":1},"list":[{"$":0},[{"$":1}]],"refs":{"$":[1,0,1]},"noRefs":{"$":[]},"facility":${facility},"date":${date},"options":${options},"rules":${rules},"none":null}`,
      timeline: (...given) => JSON.stringify(given),
      claim: (...given) => JSON.stringify(given),
      project: (...given) => JSON.stringify(given),
      compare: (...given) => JSON.stringify(given),
      constants: (rules, numbers) => `[${[...numbers].map((number) => CONSTANTS[number])}]`,
      addOns: (rules) => `[{"rules":${rules},"levels":[{"id":"1"}]}]`,
      openRules: () => 7,
      parseDate: (text) => `date of ${text}`,
      parseRate: (text) => `rate of ${text}`,
      ...behaviour,
    };
    return Object.fromEntries(
      Object.entries(functions).map(([name, work]) => [
        name,
        (...given) => {
          calls.push(name);
          return work(...given);
        },
      ]),
    );
  };
  const readBytes = () => {
    calls.push("readBytes");
    return EMPTY_MODULE;
  };
  const dxKasan = createFacade(createEngine(createGlue, readBytes));
  const createLoaderGlue = () => ({
    initSync: () => ({ memory: new WebAssembly.Memory({ initial: 1 }) }),
    compile: (json) => json,
    ...behaviour,
  });
  const loadRules = dxKasan.createLoader(createEngine(createLoaderGlue, () => EMPTY_MODULE));
  return { calls, dxKasan, loadRules };
}

function trapOnce() {
  let trapped = false;
  return () => {
    if (!trapped) {
      trapped = true;
      throw new WebAssembly.RuntimeError("unreachable");
    }
    return "{}";
  };
}

function errorOf(work) {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof DxKasanError, String(error));
    assert.ok(error instanceof Error);
    assert.equal(error.name, "DxKasanError");
    return error;
  }
  assert.fail("nothing was thrown");
}

test("nothing starts before the first call", () => {
  const { calls, dxKasan } = setUp();
  assert.deepEqual(calls, []);
  dxKasan.parseDate("x");
  assert.deepEqual(calls, ["readBytes", "initSync", "parseDate"]);
});

test("the engine starts once, and each constant is asked for once, those that an answer names together", () => {
  const { calls, dxKasan } = setUp();
  dxKasan.evaluate({}, "2025-10-01");
  dxKasan.evaluate({}, "2025-10-01");
  assert.deepEqual(calls, ["readBytes", "initSync", "evaluate", "constants", "constants", "evaluate"]);
});

test("arguments arrive as JSON, whatever they are", () => {
  const { dxKasan } = setUp();
  const { facility, date, options, rules } = dxKasan.evaluate({ beds: NaN }, new Date(0));
  assert.deepEqual({ facility, date, options, rules }, { facility: { beds: "\0NaN" }, date: "\0Date", options: {}, rules: 0 });
  assert.equal(dxKasan.evaluate().facility, "\0undefined");
  assert.equal(dxKasan.evaluate({}, "2025-10-01", null).options, null);
  assert.equal(dxKasan.parseDate(1n), 'date of "\\u0000bigint"');
  assert.equal(dxKasan.parseRate("45%"), 'rate of "45%"');
});

test("each question hands on its arguments in their order, and options that are left out as none", () => {
  const { dxKasan } = setUp({ outlook: (...given) => JSON.stringify(given), remedies: (...given) => JSON.stringify(given) });
  assert.deepEqual(dxKasan.outlook({ beds: 1 }, "day", { months: 3 }), [0, '{"beds":1}', '"day"', '{"months":3}']);
  assert.deepEqual(dxKasan.remedies({ beds: 1 }, "day"), [0, '{"beds":1}', '"day"', "{}"]);
  assert.deepEqual(dxKasan.timeline({ beds: 1 }, "from", "until"), [0, '{"beds":1}', '"from"', '"until"', "{}"]);
  assert.deepEqual(dxKasan.claim({ beds: 1 }, []), [0, '{"beds":1}', "[]", "{}"]);
  assert.deepEqual(dxKasan.project({ beds: 1 }, {}), [0, '{"beds":1}', "{}", "{}"]);
  assert.deepEqual(dxKasan.compare("from", "to"), [0, '"from"', '"to"']);
});

test("references are replaced by constants, shared and frozen", () => {
  const { dxKasan } = setUp();
  const first = dxKasan.evaluate({}, "2025-10-01");
  const second = dxKasan.evaluate({}, "2025-10-01");
  assert.deepEqual(first.list, [{ id: "zero" }, [{ ja: "一", deep: { list: [{}], zero: { id: "zero" }, two: [{ id: "two" }] } }]]);
  assert.equal(first.list[1][0], first.name);
  assert.equal(first.refs.length, 3);
  assert.ok(first.refs[0] === first.name && first.refs[1] === first.list[0] && first.refs[2] === first.name);
  assert.equal(first.name.deep.zero, first.list[0]);
  assert.deepEqual(first.noRefs, []);
  assert.equal(second.name, first.name);
  assert.ok(Object.isFrozen(first.name.deep.list[0]));
  assert.deepEqual(Object.keys(first), ["name", "list", "refs", "noRefs", "facility", "date", "options", "rules", "none"]);
});

test("tables are parsed once and frozen to the bottom", () => {
  const { calls, dxKasan } = setUp();
  const table = dxKasan.addOns();
  assert.deepEqual(table, [{ rules: 0, levels: [{ id: "1" }] }]);
  assert.equal(dxKasan.addOns(), table);
  assert.ok(Object.isFrozen(table) && Object.isFrozen(table[0]) && Object.isFrozen(table[0].levels[0]));
  assert.equal(calls.filter((name) => name === "addOns").length, 1);
});

test("what the engine refuses becomes a DxKasanError, and the engine goes on", () => {
  let refuse = true;
  const { calls, dxKasan } = setUp({
    parseRate() {
      if (refuse) throw JSON.stringify(REFUSAL);
      return "45%";
    },
  });
  const { code, path, params, message, messageJa } = errorOf(() => dxKasan.parseRate("x"));
  assert.deepEqual({ code, path, params, message, messageJa }, REFUSAL);
  refuse = false;
  assert.equal(dxKasan.parseRate("45%"), "45%");
  assert.equal(calls.filter((name) => name === "initSync").length, 1);
});

for (const crash of [new WebAssembly.RuntimeError("unreachable"), new RangeError("Maximum call stack size exceeded")]) {
  test(`after a ${crash.name} the next call has a new engine of the same module`, () => {
    let crashed = false;
    const { calls, dxKasan } = setUp({
      parseRate() {
        if (crashed) return "45%";
        crashed = true;
        throw crash;
      },
    });
    const error = errorOf(() => dxKasan.parseRate("45%"));
    assert.equal(error.code, "internal");
    assert.equal(error.path, "");
    assert.equal(error.cause, crash);
    assert.equal(error.message, `the engine stopped by itself; the next call starts a new one (${crash})`);
    assert.equal(error.messageJa, `エンジンが異常終了しました。次の呼び出しで再起動します（${crash}）`);
    assert.equal(dxKasan.parseRate("45%"), "45%");
    assert.deepEqual(calls, ["readBytes", "initSync", "parseRate", "initSync", "parseRate"]);
  });
}

test("an answer that is not JSON is a crash too", () => {
  const { dxKasan } = setUp({ addOns: () => "[" });
  assert.equal(errorOf(() => dxKasan.addOns()).code, "internal");
});

test("a loaded ruleset asks under its own number", () => {
  const { calls, dxKasan, loadRules } = setUp();
  const rules = loadRules("{}");
  assert.equal(rules.evaluate({}, "2025-10-01").rules, 7);
  assert.deepEqual(rules.addOns()[0].rules, 7);
  assert.equal(dxKasan.evaluate({}, "2025-10-01").rules, 0);
  assert.ok(Object.isFrozen(rules));
  assert.equal(calls.filter((name) => name === "openRules").length, 1);
});

test("a ruleset may be a text or an object, and anything else is for its reader to refuse", () => {
  const given = [];
  const { loadRules } = setUp({ compile: (json) => given.push(json) });
  loadRules('{ "version": 1 }');
  loadRules({ version: 1 });
  loadRules(undefined);
  loadRules("x".repeat(16_000_001));
  assert.deepEqual(given, ['{ "version": 1 }', '{"version":1}', '"\\u0000undefined"', '"\\u0000long"']);
});

test("a ruleset that is refused throws at once, in the words of the engine", () => {
  const { loadRules } = setUp({
    compile() {
      throw "add-on[0].id\0no id";
    },
    refuseRules(path, message) {
      throw JSON.stringify({ ...REFUSAL, code: "bad-ruleset", path, message });
    },
  });
  const { code, path, message } = errorOf(() => loadRules("{}"));
  assert.deepEqual({ code, path, message }, { code: "bad-ruleset", path: "add-on[0].id", message: "no id" });
});

test("a crash of the module that reads rules leaves the engine alone", () => {
  const { calls, dxKasan, loadRules } = setUp({ compile: trapOnce() });
  dxKasan.parseDate("x");
  assert.equal(errorOf(() => loadRules("{}")).code, "internal");
  assert.equal(loadRules("{}").evaluate({}, "2025-10-01").rules, 7);
  assert.equal(calls.filter((call) => call === "initSync").length, 1);
});

test("a loaded ruleset outlives a crash: the new engine is given it again, when it is next asked", () => {
  let handles = 0;
  const { calls, dxKasan, loadRules } = setUp({ openRules: () => ++handles, parseRate: trapOnce() });
  const rules = loadRules("{}");
  const { name } = rules.evaluate({}, "2025-10-01");
  errorOf(() => dxKasan.parseRate("45%"));
  const after = rules.evaluate({}, "2025-10-01");
  assert.equal(after.rules, 2);
  assert.equal(after.name, name);
  rules.evaluate({}, "2025-10-01");
  assert.equal(calls.filter((call) => call === "openRules").length, 2);
});

test("an engine that cannot start says why, and the next call tries again", () => {
  let forbidden = true;
  const cause = new WebAssembly.CompileError("Wasm code generation disallowed by embedder");
  const { dxKasan } = setUp({
    initSync() {
      if (forbidden) throw cause;
      return { memory: new WebAssembly.Memory({ initial: 1 }) };
    },
  });
  const error = errorOf(() => dxKasan.parseDate("x"));
  assert.equal(error.code, "internal");
  assert.equal(error.cause, cause);
  assert.equal(
    error.message,
    "cannot start the engine: WebAssembly may be switched off here, or forbidden by the page's Content-Security-Policy, " +
      "whose script-src then needs 'wasm-unsafe-eval' (CompileError: Wasm code generation disallowed by embedder)",
  );
  assert.equal(
    error.messageJa,
    "エンジンを起動できません。WebAssembly が無効になっているか、ページの Content-Security-Policy が許可していません" +
      "（script-src に 'wasm-unsafe-eval' が必要です）（CompileError: Wasm code generation disallowed by embedder）",
  );
  forbidden = false;
  assert.equal(dxKasan.parseDate("x"), 'date of "x"');
});

test("a getter of the input may use the package", () => {
  const { dxKasan } = setUp();
  const facility = {
    get beds() {
      return dxKasan.evaluate({ beds: 1 }, "2025-10-01").facility.beds + 1;
    },
  };
  assert.equal(dxKasan.evaluate(facility, "2025-10-01").facility.beds, 2);
});
