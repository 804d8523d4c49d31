// The boundary under attack: whatever is handed in, every call ends with an answer or a DxKasanError, soon, and the call after
// it answers as if nothing had happened. What people hand in by mistake is in boundary.test.mjs; here somebody means harm.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import vm from "node:vm";
import * as core from "../../pkg/dist/index.mjs";
import { loadRules } from "../../pkg/dist/load-rules.mjs";

const dxKasan = { ...core, loadRules };
const { DxKasanError, addOns, check, compare, evaluate, facts, readings, rulesInfo, sources } = dxKasan;

const DAY = "2025-10-01";
const clinic = (more) => ({ type: "medical-clinic", ...more });
const witness = clinic({ usage: [{ month: "2025-07", users: 453, receipts: 1000 }], facts: { consultation: true } });

const nation = dxKasan.columns([witness]);

// Every function of the package that takes something, with the hostile value at each of its places.
const places = {
  evaluate: [(value) => [value, DAY], (value) => [clinic(), value], (value) => [clinic(), DAY, value]],
  check: [(value) => [value]],
  receipt: [(value) => [value, DAY], (value) => [clinic(), value], (value) => [clinic(), DAY, value]],
  verify: [(value) => [value]],
  outlook: [(value) => [value, DAY], (value) => [clinic(), value], (value) => [clinic(), DAY, value]],
  remedies: [(value) => [value, DAY], (value) => [clinic(), value], (value) => [clinic(), DAY, value]],
  timeline: [
    (value) => [value, DAY, DAY],
    (value) => [clinic(), value, DAY],
    (value) => [clinic(), DAY, value],
    (value) => [clinic(), DAY, DAY, value],
  ],
  claim: [(value) => [value, []], (value) => [clinic(), value], (value) => [clinic(), [value]], (value) => [clinic(), [], value]],
  project: [(value) => [value, {}], (value) => [clinic(), value], (value) => [clinic(), {}, value]],
  compare: [(value) => [value, DAY], (value) => [DAY, value]],
  columns: [(value) => [value], (value) => [[value]], (value) => [[clinic()], value], (value) => [[clinic()], { onError: value }]],
  joinColumns: [
    (value) => [value],
    (value) => [[value]],
    (value) => [[nation, { ...nation, usage: value }]],
    (value) => [[{ ...nation, rows: value }]],
  ],
  batch: [
    (value) => [value, DAY],
    (value) => [nation, value],
    (value) => [{ ...nation, usage: value }, DAY],
    (value) => [{ ...nation, rows: value }, DAY],
  ],
  summary: [(value) => [value, DAY], (value) => [nation, value], (value) => [nation, DAY, value], (value) => [nation, DAY, null, value]],
  explainRow: [(value) => [value, 0, DAY], (value) => [nation, value, DAY], (value) => [nation, 0, value]],
  parseDate: [(value) => [value]],
  parseRate: [(value) => [value]],
  loadRules: [(value) => [value]],
};
const inside = [
  (value) => clinic({ facts: value }),
  (value) => clinic({ facts: { consultation: value } }),
  (value) => clinic({ facts: { "under-six-share": value } }),
  (value) => clinic({ usage: value }),
  (value) => clinic({ usage: [value] }),
  (value) => clinic({ usage: [{ month: value, rate: value }] }),
  (value) => clinic({ filings: { "medical-dx-promotion": value } }),
  (value) => ({ type: value }),
];

const boom = () => {
  throw new Error("boom");
};
const refuses = new Proxy(
  {},
  Object.fromEntries(
    Reflect.ownKeys(Reflect)
      .filter((trap) => typeof trap === "string")
      .map((trap) => [trap, boom]),
  ),
);
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
const { proxy: revokedList, revoke: revokeList } = Proxy.revocable([], {});
revokeList();

// Each reading of it makes ten more of its kind: followed to its end it would be larger than memory.
const endless = () =>
  new Proxy(
    {},
    {
      ownKeys: () => Array.from({ length: 10 }, (_, index) => `key${index}`),
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
      get: (_, key) => (typeof key === "string" ? endless() : undefined),
    },
  );
const deep = (levels) => Array.from({ length: levels }).reduce((inner) => [inner], []);
const cycle = {};
cycle.facts = { cycle, list: [cycle] };
const list = [];
list.push(list);

function detached(View) {
  const buffer = new ArrayBuffer(64);
  const view = View === ArrayBuffer ? buffer : new View(buffer);
  structuredClone(buffer, { transfer: [buffer] });
  assert.equal(buffer.byteLength, 0);
  return view;
}

const hostile = {
  "a getter that throws": {
    get type() {
      return boom();
    },
    get date() {
      return boom();
    },
  },
  "a getter that throws nothing": {
    get type() {
      throw undefined;
    },
  },
  "a getter that throws a refusal of its own": {
    get type() {
      throw { code: "incomplete", path: "x", params: {}, message: "m", messageJa: "m" };
    },
  },
  "a getter that never answers the same": {
    get type() {
      return Math.random() < 0.5 ? boom() : "pharmacy";
    },
  },
  "a getter that asks the package": {
    get type() {
      return evaluate(witness, DAY).schedule;
    },
  },
  "a proxy that refuses everything": refuses,
  "a proxy that was revoked": revoked,
  "a list that was revoked": revokedList,
  "a proxy without end": endless(),
  "a list whose length lies": new Proxy([], { get: (target, key) => (key === "length" ? -1 : target[key]) }),
  "a list of endless length": new Proxy([], { get: (target, key) => (key === "length" ? Infinity : target[key]) }),
  "a list whose length is an object": new Proxy([], { get: (target, key) => (key === "length" ? { valueOf: boom } : target[key]) }),
  "a cycle": cycle,
  "a list in itself": list,
  "a hundred thousand lists in one another": deep(100_000),
  "ten megabytes of text": "x".repeat(10_000_000),
  "ten megabytes in Japanese": "医".repeat(10_000_000 / 3),
  "ten megabytes of escapes": "\u0001".repeat(2_000_000),
  "a million entries": Array.from({ length: 1_000_000 }, () => ({})),
  "a million of one month": new Array(1_000_000).fill({ month: "2025-07", rate: "45%" }),
  "a million keys": Object.fromEntries(Array.from({ length: 1_000_000 }, (_, index) => [`key-${index}`, index])),
  "a list with a hole of four thousand million": new Array(2 ** 32 - 1),
  "a lone surrogate": "\ud800",
  "a lone surrogate as a key": { "\udfff": "\ud800" },
  "text that starts like a mark": "\0getter",
  "a text with the end of a script": "</script><img src=x onerror=alert(1)>",
  "a detached buffer": detached(ArrayBuffer),
  "a view of a detached buffer": detached(Uint8Array),
  "a DataView of a detached buffer": detached(DataView),
  "shared memory": new SharedArrayBuffer(8),
  "a function": boom,
  "a symbol": Symbol("x"),
  "a bigint": 2n ** 4096n,
  NaN: NaN,
  "an object of another realm": vm.runInNewContext("({ type: 'medical-clinic', facts: { get consultation() { throw 1 } } })"),
  "an object whose toJSON throws": { toJSON: boom, toString: boom, valueOf: boom, [Symbol.toPrimitive]: boom },
  "a promise": Promise.resolve("medical-clinic"),
  "a generator": (function* () {
    yield* [];
  })(),
  "a WeakRef": new WeakRef({}),
  "__proto__ as a key": JSON.parse('{"type":"pharmacy","__proto__":{"facts":{}},"constructor":{"prototype":{}}}'),
};

// In seconds of work, not of waiting: the machine may be busy with other things.
const SOON = 20;
const undisturbed = JSON.stringify(evaluate(witness, DAY));
const untouched = Object.getOwnPropertyNames(Object.prototype).join();

function survives(name, call) {
  const start = process.cpuUsage();
  try {
    const answer = call();
    assert.notEqual(answer, undefined, name);
  } catch (error) {
    assert.ok(error instanceof DxKasanError, `${name}: ${error}`);
    assert.notEqual(error.code, "internal", `${name}: ${error.message}`);
    assert.ok(error.message.length < 1000 && error.messageJa.length < 1000, `${name}: a message of ${error.message.length} characters`);
    assert.ok(error.path.length < 1000, `${name}: a path of ${error.path.length} characters`);
    assert.ok(JSON.stringify(error.params).length < 2000, `${name}: parameters of ${JSON.stringify(error.params).length} characters`);
  }
  const { user, system } = process.cpuUsage(start);
  const took = (user + system) / 1e6;
  assert.ok(took < SOON, `${name} took ${took} s`);
  assert.equal(JSON.stringify(evaluate(witness, DAY)), undisturbed, name);
}

test("every function that takes something is attacked", () => {
  const takeNothing = ["DxKasanError", "addOns", "facts", "readings", "rulesInfo", "sources"];
  assert.deepEqual(Object.keys(dxKasan).sort(), [...Object.keys(places), ...takeNothing].sort());
});

// Reading one to its end takes seconds, and every function reads by the same encoder: these are at three places only.
const isLarge = (name) => /million|endless|without end/.test(name);

for (const [name, value] of Object.entries(hostile)) {
  test(name, () => {
    for (const [called, arguments_] of Object.entries(places)) {
      if (isLarge(name) && !["evaluate", "loadRules"].includes(called)) continue;
      const asked = isLarge(name) ? arguments_.slice(0, 1) : arguments_;
      for (const place of asked) survives(`${called}: ${name}`, () => dxKasan[called](...place(value)));
    }
    const asked = isLarge(name) ? inside.slice(3, 4) : inside;
    for (const around of asked) survives(`within: ${name}`, () => evaluate(around(value), DAY));
    assert.equal(Object.getOwnPropertyNames(Object.prototype).join(), untouched);
  });

  test(`check tells what is wrong and throws nothing: ${name}`, () => {
    const asked = isLarge(name) ? inside.slice(3, 4) : [(whole) => whole, ...inside];
    for (const around of asked) {
      const faults = check(around(value));
      assert.ok(faults.length <= 100, `${faults.length} faults`);
      for (const { code, path, message, messageJa } of faults) {
        assert.notEqual(code, "internal");
        assert.ok(message.length < 1000 && messageJa.length < 1000 && path.length < 1000, `${path}: ${message}`);
      }
    }
  });
}

// What is on Object.prototype is nobody's answer: every key that a reader, an answer or an error could look up.
test("a polluted prototype neither reaches the engine nor its answers", () => {
  const ask = () =>
    JSON.stringify([evaluate(witness, DAY), compare("2025-09-30", DAY), facts(), addOns(), sources(), readings(), rulesInfo()]);
  const before = ask();
  const keys = [
    "type",
    "schedule",
    "facts",
    "usage",
    "filings",
    "beds",
    "prefecture",
    "month",
    "rate",
    "users",
    "receipts",
    "basis",
    "since",
    "until",
    "addOns",
    "months",
    "$",
    "code",
    "path",
    "params",
    "cause",
    "date",
    "service",
    "consultation",
    "length",
    "0",
    "module",
    "toJSON",
  ];
  for (const key of keys) {
    for (const value of ["pharmacy", 17, { since: DAY }, [0], boom]) {
      Object.defineProperty(Object.prototype, key, { value, configurable: true, writable: true, enumerable: true });
      let after;
      let refused;
      try {
        // JSON.stringify itself looks toJSON up.
        after = key === "toJSON" ? evaluate(witness, DAY).addOns.length : ask();
        evaluate(clinic({ facts: { nothing: true } }), DAY);
      } catch (error) {
        refused = error;
      } finally {
        delete Object.prototype[key];
      }
      assert.equal(after, key === "toJSON" ? evaluate(witness, DAY).addOns.length : before, `${key} = ${String(value)}`);
      assert.ok(refused instanceof DxKasanError && refused.code === "unknown-id", `${key} = ${String(value)}: ${refused}`);
    }
  }
  assert.equal(ask(), before);
});

test("what is handed in is neither changed nor kept", () => {
  const given = JSON.parse(JSON.stringify(witness));
  const answer = evaluate(given, DAY);
  assert.deepEqual(given, witness);
  given.usage[0].users = 1;
  assert.equal(JSON.stringify(answer), undisturbed);
});

test("what an answer shares with the next one cannot be changed through it", () => {
  const answer = evaluate(witness, DAY);
  const attempts = [
    () => {
      answer.addOns[0].name.ja = "x";
    },
    () => {
      answer.ruleset.version = "x";
    },
    () => {
      answer.addOns[0].levels[0].fees.push({});
    },
  ];
  for (const attempt of attempts) {
    try {
      attempt();
    } catch (error) {
      assert.ok(error instanceof TypeError);
    }
  }
  assert.equal(JSON.stringify(evaluate(witness, DAY)), undisturbed);
});

test("texts of a ruleset that look like markup, keys or references come back as they were", () => {
  const rules = JSON.parse(readFileSync(new URL("../fixtures/small-ruleset.json", import.meta.url), "utf8"));
  const nasty = ['<img src=x onerror="alert(1)">', '"$":0', "__proto__", "‮txt", "]]>"];
  rules.requirement.forEach((requirement, index) => {
    requirement.label = { ja: nasty[index % nasty.length], en: nasty[(index + 1) % nasty.length] };
  });
  const loaded = loadRules(rules);
  const labels = loaded.evaluate(clinic(), DAY).addOns.flatMap((addOn) => addOn.requirements.map((requirement) => requirement.label));
  assert.ok(labels.length > 0 && labels.every((label) => nasty.includes(label.ja) && nasty.includes(label.en)));
  assert.equal(Object.getOwnPropertyNames(Object.prototype).join(), untouched);
});
