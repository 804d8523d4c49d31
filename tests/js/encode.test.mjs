// What the engine gets to read, whatever a caller hands in.

import assert from "node:assert/strict";
import test from "node:test";
import vm from "node:vm";
import { encode } from "../../pkg/src/encode.mjs";

const plainJson = [
  ["a facility", { type: "pharmacy", beds: 20, facts: { consultation: true, "own-website": null }, usage: [{ rate: "45.3%" }] }],
  ["numbers that JSON has", [0, 1, 1.5, 1e21, 1e-7, 2 ** 53]],
  ["texts that need escapes", ['"', "\\", "\n\t\u0001", "日本語", "😀", "\u2028", "\u007f", "a\0b"]],
  ["keys that need escapes", { '"': 1, 日: 2, "": 3, "\\": 4 }],
  ["empty containers", [{}, []]],
  ["an object without a prototype", Object.assign(Object.create(null), { a: 1 })],
  ["the key __proto__ as JSON.parse makes it", JSON.parse('{"__proto__":{"type":"pharmacy"},"a":1}')],
  ["an object of another realm", vm.runInNewContext('({ a: [1, { b: "c" }] })')],
  ["a frozen object", Object.freeze({ a: Object.freeze([1]) })],
];
for (const [name, value] of plainJson) {
  test(`${name}: as JSON.stringify writes it`, () => assert.equal(encode(value), JSON.stringify(value)));
}

class Facility {
  type = "pharmacy";
}
const throwing = {
  get type() {
    throw new Error("no");
  },
};
const inherited = Object.create({ type: "pharmacy" });
const cycle = { a: 1 };
cycle.self = cycle;
const ring = [[]];
ring[0].push(ring);
const nested = (depth) => (depth === 0 ? 0 : [nested(depth - 1)]);
const wide = (depth) => (depth === 0 ? {} : ((part) => ({ a: part, b: part }))(wide(depth - 1)));
const refusing = (trap) =>
  new Proxy(
    {},
    {
      [trap]() {
        throw new Error("no");
      },
    },
  );
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
};
const arrayOfLength = (length) => new Proxy([], { get: (target, key) => (key === "length" ? length : target[key]) });

const marked = [
  ["NaN", [NaN], ["\0NaN"]],
  ["infinities", [Infinity, -Infinity], ["\0Infinity", "\0-Infinity"]],
  ["negative zero", -0, 0],
  ["a bigint", { a: 1n }, { a: "\0bigint" }],
  ["a function", { a() {} }, { a: "\0function" }],
  ["a symbol", { a: Symbol("s") }, { a: "\0symbol" }],
  ["undefined by itself", undefined, "\0undefined"],
  ["undefined in an array", [undefined], ["\0undefined"]],
  ["a hole in an array", new Array(1), ["\0undefined"]],
  ["an undefined property", { a: undefined, b: 1 }, { b: 1 }],
  ["a symbol key", { [Symbol("s")]: 1 }, {}],
  ["a hidden property", Object.defineProperty({}, "a", { value: 1 }), {}],
  ["a Date", { a: new Date(0) }, { a: "\0Date" }],
  ["a Date of another realm", vm.runInNewContext("new Date(0)"), "\0Date"],
  ["a Map", new Map([["type", "pharmacy"]]), "\0Map"],
  ["a Set", new Set(), "\0object"],
  ["a class instance", new Facility(), "\0object"],
  ["an object with inherited properties", inherited, "\0object"],
  ["a literal with __proto__", { __proto__: { type: "pharmacy" } }, "\0object"],
  ["a typed array", new Uint8Array(2), "\0object"],
  ["a boxed string", Object("45%"), "\0object"],
  ["a regular expression", /a/, "\0object"],
  ["an error", new Error("e"), "\0object"],
  ["a promise", Promise.resolve(), "\0object"],
  ["what only claims to be a Date", Object.create({ [Symbol.toStringTag]: "Date" }), "\0object"],
  ["a text that starts with U+0000", ["\0NaN", "\0"], ["\0text", "\0text"]],
  ["lone surrogates", ["a\ud800b", "\udfff", "\ud83d\ude00"], ["a\ufffdb", "\ufffd", "😀"]],
  ["a lone surrogate in a key", { "\ud800": 1 }, { "\ufffd": 1 }],
  ["toJSON", { toJSON: () => ({ type: "pharmacy" }), a: 1 }, { toJSON: "\0function", a: 1 }],
  ["a getter that throws", throwing, { type: "\0getter" }],
  [
    "a getter that answers",
    {
      get a() {
        return 1;
      },
    },
    { a: 1 },
  ],
  ["a Proxy that is transparent", new Proxy({ a: 1 }, {}), { a: 1 }],
  ["a Proxy that refuses its keys", { a: refusing("ownKeys") }, { a: "\0getter" }],
  ["a Proxy that refuses its prototype", refusing("getPrototypeOf"), "\0getter"],
  ["a Proxy of a Date", new Proxy(new Date(0), {}), "\0object"],
  ["a revoked Proxy", revoked(), "\0getter"],
  ["an array whose length is not a number", arrayOfLength({ valueOf: () => 1 }), "\0getter"],
  ["an array that never ends", arrayOfLength(Infinity), "\0long"],
  [
    "an array that never ends and throws",
    new Proxy([], {
      get: (_, key) => {
        if (key === "length") return Infinity;
        throw 0;
      },
    }),
    "\0long",
  ],
  ["a huge sparse array", new Array(2 ** 32 - 1), "\0long"],
  ["an object in itself", cycle, { a: 1, self: "\0deep" }],
  ["an array in itself", ring, [["\0deep"]]],
  ["32 levels", nested(32), nested(32)],
  ["more nodes than any facility has", wide(30), "\0long"],
  ["a text of a million units", "a".repeat(1_000_000), "a".repeat(1_000_000)],
  ["a longer text", { type: "a".repeat(1_000_001) }, { type: "\0long" }],
  ["too much text in all", Array(20).fill("a".repeat(900_000)), "\0long"],
  ["too much text in keys", { ["a".repeat(17_000_000)]: 1 }, "\0long"],
];
for (const [name, value, expected] of marked) {
  test(`${name}: arrives as something the engine can name`, () => assert.deepEqual(JSON.parse(encode(value)), expected));
}

test("the 33rd level is cut off", () => {
  assert.equal(encode(nested(33)), `${"[".repeat(32)}"\\u0000deep"${"]".repeat(32)}`);
});

test("one object in two places is written twice", () => {
  const shared = { a: 1 };
  assert.equal(encode([shared, shared]), '[{"a":1},{"a":1}]');
});

test("a getter may encode in turn", () => {
  const value = {
    get a() {
      return encode([1, [2]]);
    },
    b: [3],
  };
  assert.equal(encode(value), '{"a":"[1,[2]]","b":[3]}');
});

test("what others put on the prototypes of everything changes nothing", () => {
  Object.prototype.type = "pharmacy";
  Object.prototype.toJSON = () => "changed";
  String.prototype.toJSON = () => "changed";
  try {
    assert.equal(encode({ a: "日本\n" }), '{"a":"日本\\n"}');
  } finally {
    delete Object.prototype.type;
    delete Object.prototype.toJSON;
    delete String.prototype.toJSON;
  }
});
