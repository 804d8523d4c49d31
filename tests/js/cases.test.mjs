// All cases of rules/*/cases, asked through the built package as a vendor would. `cargo xtask test node` has them written as JSON.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";
import * as dxKasan from "../../pkg/dist/index.mjs";
import { checkCase } from "./cases.mjs";

const cases = JSON.parse(readFileSync(new URL("../../target/cases.json", import.meta.url), "utf8"));

test("there are cases for every add-on", () => {
  assert.deepEqual(
    [...new Set(cases.map(({ addOn }) => addOn))].sort(),
    dxKasan
      .addOns()
      .map(({ id }) => id)
      .sort(),
  );
});

for (const entry of cases) {
  test(`${entry.addOn}: ${entry.name}`, () => assert.deepEqual(checkCase(dxKasan, entry), []));
}

test("every answer is byte for byte the one of the native engine", () => {
  const others = cases.filter(({ facility, date, answer }) => JSON.stringify(dxKasan.evaluate(facility, date)) !== answer);
  assert.deepEqual(
    others.map(({ name }) => name),
    [],
  );
});

test("what is said of days to come is byte for byte what the native engine says", () => {
  const { outlook, remedies, timeline } = dxKasan;
  const others = cases.filter(({ facility, date, until, ahead }) => {
    const said = [outlook(facility, date), remedies(facility, date), timeline(facility, date, until)];
    return (
      createHash("sha256")
        .update(said.map((one) => JSON.stringify(one)).join("\n"))
        .digest("hex") !== ahead
    );
  });
  assert.deepEqual(
    others.map(({ name }) => name),
    [],
  );
});

test("a case that expects something else is told apart, in every part of it", () => {
  const entry = cases.find(({ expect }) => expect.level !== undefined && expect.states !== undefined);
  const [requirement] = Object.keys(entry.expect.states);
  const changes = [
    { status: "ended" },
    { verdict: "undetermined" },
    { level: "none" },
    { amount: -1 },
    { symbol: "other" },
    { range: { worst: "none", best: "none" } },
    { levels: { ...entry.expect.levels, extra: "met" } },
    { states: { ...entry.expect.states, extra: "met" } },
    { states: { ...entry.expect.states, [requirement]: "other" } },
    { states: { ...entry.expect.states, [requirement]: undefined } },
  ];
  for (const change of changes) {
    const differences = checkCase(dxKasan, { ...entry, expect: { ...entry.expect, ...change } });
    assert.ok(differences.length > 0, JSON.stringify(change));
  }
});
