// What comes out of the built package: complete, the same every time, and safe to share.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import vm from "node:vm";
import * as dxKasan from "../../pkg/dist/index.mjs";

const { addOns, evaluate, facts, readings, rulesInfo, sources } = dxKasan;
const TYPES = rulesInfo().types.flatMap(({ id, schedules }) => schedules.map((schedule) => ({ type: id, schedule })));
const DAYS = ["2024-05-31", ...rulesInfo().changes, "2030-01-01"];
const everywhere = (look) => {
  for (const facility of TYPES) for (const day of DAYS) look(evaluate(facility, day), facility, day);
};

function each(value, look) {
  if (typeof value !== "object" || value === null) return;
  look(value);
  Object.values(value).forEach((part) => each(part, look));
}

test("the module has these functions and no others", () => {
  assert.deepEqual(Object.keys(dxKasan).sort(), [
    "DxKasanError",
    "addOns",
    "batch",
    "check",
    "claim",
    "columns",
    "compare",
    "evaluate",
    "explainRow",
    "facts",
    "joinColumns",
    "outlook",
    "parseDate",
    "parseRate",
    "project",
    "readings",
    "receipt",
    "remedies",
    "rulesInfo",
    "sources",
    "summary",
    "timeline",
    "verify",
  ]);
});

test("every add-on of the schedule is in every answer, in the ruleset's order", () => {
  everywhere((assessment, { schedule }) => {
    const expected = addOns().filter((addOn) => addOn.schedules.some((row) => row.schedule === schedule));
    assert.deepEqual(
      assessment.addOns.map(({ id }) => id),
      expected.map(({ id }) => id),
    );
  });
});

test("nothing in an answer is undefined, or a reference left over", () => {
  everywhere((assessment) => {
    each(assessment, (part) => {
      assert.ok(!Object.values(part).includes(undefined));
      assert.ok(!("$" in part));
    });
  });
});

test("names, fees and citations are shared between answers and frozen", () => {
  const [first, second] = [evaluate(TYPES[0], "2025-10-01"), evaluate(TYPES[0], "2025-10-01")];
  first.addOns.forEach((addOn, i) => {
    assert.equal(addOn.name, second.addOns[i].name);
    assert.ok(Object.isFrozen(addOn.name));
    addOn.levels.forEach(({ fees }, level) => {
      assert.equal(fees, second.addOns[i].levels[level].fees);
      each(fees, (part) => assert.ok(Object.isFrozen(part)));
    });
    addOn.requirements.forEach(({ citations }, requirement) => {
      assert.equal(citations, second.addOns[i].requirements[requirement].citations);
      each(citations, (part) => assert.ok(Object.isFrozen(part)));
    });
  });
});

test("tables are made once and frozen to the bottom", () => {
  for (const table of [addOns, facts, sources, readings, rulesInfo]) {
    assert.equal(table(), table());
    each(table(), (part) => assert.ok(Object.isFrozen(part)));
  }
});

test("what an answer names is in the tables", () => {
  const known = {
    sources: new Set(sources().map(({ id }) => id)),
    facts: new Set(facts().map(({ id }) => id)),
    readings: new Set(readings().map(({ id }) => id)),
    requirements: new Set(rulesInfo().requirements.map(({ id }) => id)),
  };
  everywhere((assessment) => {
    for (const addOn of assessment.addOns) {
      for (const fact of [...addOn.questions, ...addOn.settled]) assert.ok(known.facts.has(fact), fact);
      for (const { reading } of addOn.readings.differing) assert.ok(known.readings.has(reading), reading);
      for (const { id, citations, facts: read, doubts } of addOn.requirements) {
        assert.ok(known.requirements.has(id), id);
        assert.ok(citations.length > 0, `${addOn.id} ${id}`);
        for (const { source } of citations) assert.ok(known.sources.has(source), source);
        for (const fact of read) assert.ok(known.facts.has(fact), fact);
        for (const doubt of doubts) assert.ok(known.readings.has(doubt), doubt);
      }
    }
  });
});

test("the same question has the same answer, byte for byte, whatever was asked in between", () => {
  const ask = () => JSON.stringify(TYPES.map((facility) => evaluate(facility, "2025-10-01")));
  const first = ask();
  everywhere(() => {});
  assert.equal(ask(), first);
});

test("the order of months and of keys changes nothing", () => {
  const [june, july] = [
    { month: "2025-06", users: 2, receipts: 10 },
    { month: "2025-07", rate: "45.3%" },
  ];
  const answer = (facility) => JSON.stringify(evaluate(facility, "2025-10-01"));
  assert.equal(
    answer({ type: "medical-clinic", facts: { consultation: true, "own-website": false }, usage: [june, july] }),
    answer({ usage: [july, june], facts: { "own-website": false, consultation: true }, type: "medical-clinic" }),
  );
});

test("unknown, null and left out are the same", () => {
  const answer = (facility) => JSON.stringify(evaluate({ type: "pharmacy", ...facility }, "2025-10-01"));
  assert.equal(answer({ facts: { consultation: null } }), answer({}));
  assert.equal(answer({ facts: { consultation: undefined }, usage: undefined, schedule: undefined }), answer({}));
  assert.equal(answer({ usage: [] }), answer({}));
});

test("an input from another realm is as good as one from here", () => {
  const facility = { type: "pharmacy", usage: [{ month: "2025-07", rate: "45.3%" }] };
  const foreign = vm.runInNewContext(`(${JSON.stringify(facility)})`);
  assert.equal(JSON.stringify(evaluate(foreign, "2025-10-01")), JSON.stringify(evaluate(facility, "2025-10-01")));
});

test("the input is left as it was", () => {
  const facility = { type: "pharmacy", facts: { consultation: null }, usage: [{ month: "2025-07", rate: "45.3%" }] };
  const before = structuredClone(facility);
  evaluate(facility, "2025-10-01");
  assert.deepEqual(facility, before);
});

test("the classic build makes one global and needs nothing but the language, wasm and three functions of every browser", () => {
  const context = vm.createContext({ WebAssembly, TextEncoder, TextDecoder, atob });
  vm.runInContext(readFileSync(new URL("../../pkg/dist/index.js", import.meta.url), "utf8"), context);
  const answer = vm.runInContext('JSON.stringify(dxKasan.evaluate({ type: "pharmacy" }, "2025-10-01"))', context);
  assert.equal(answer, JSON.stringify(evaluate({ type: "pharmacy" }, "2025-10-01")));
  assert.deepEqual(Object.keys(context).sort(), ["TextDecoder", "TextEncoder", "WebAssembly", "atob", "dxKasan"]);
});

for (const name of ["index.mjs", "index.js", "slim.mjs", "slim.js"]) {
  test(`${name} asks for nothing: no request, no module of Node, no place of its own, no code from text`, () => {
    const text = readFileSync(new URL(`../../pkg/dist/${name}`, import.meta.url), "utf8");
    for (const word of ["fetch(", "XMLHttpRequest", "import.meta", "import(", "require(", "node:", "eval(", "new Function", "process."]) {
      assert.ok(!text.includes(word), word);
    }
  });
}
