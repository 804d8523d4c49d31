// schema.json: what it lets through and what it refuses is what the engine does, as far as a schema can say it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import test from "node:test";
import { addOns, evaluate, facts, rulesInfo } from "../../pkg/dist/index.mjs";
import { root, tools } from "./lib/project.mjs";

const { default: Ajv } = createRequire(join(tools, "package.json"))("ajv/dist/2020.js");
const schema = JSON.parse(readFileSync(join(root, "pkg/dist/schema.json"), "utf8"));
const validate = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: true }).compile(schema);

const accepts = (facility) => {
  try {
    evaluate(facility, "2025-10-01");
    return true;
  } catch {
    return false;
  }
};

function both(facility, expected) {
  const shown = JSON.stringify(facility);
  assert.equal(accepts(facility), expected, `the engine: ${shown}`);
  assert.equal(validate(facility), expected, `the schema: ${shown} ${JSON.stringify(validate.errors)}`);
}

test("the example facilities pass", () => {
  for (const file of readdirSync(join(root, "examples")).filter((name) => name.endsWith(".json"))) {
    both(JSON.parse(readFileSync(join(root, "examples", file), "utf8")).facility, true);
  }
});

test("it knows the ids of the rules and no others", () => {
  const { facts: known, filings, type, schedule } = schema.properties;
  assert.deepEqual(
    Object.keys(known.properties),
    facts().map(({ id }) => id),
  );
  assert.deepEqual(
    Object.keys(filings.properties).sort(),
    addOns()
      .map(({ id }) => id)
      .sort(),
  );
  assert.deepEqual(
    type.oneOf.map(({ const: id }) => id),
    rulesInfo().types.map(({ id }) => id),
  );
  assert.deepEqual(new Set(schedule.oneOf.map(({ const: id }) => id)), new Set(rulesInfo().types.flatMap(({ schedules }) => schedules)));
});

const clinic = (rest) => ({ type: "medical-clinic", ...rest });
const month = (rest) => clinic({ usage: [{ month: "2025-07", ...rest }] });
const fact = (value) => clinic({ facts: { consultation: value } });
const share = (value) => clinic({ facts: { "under-six-share": value } });
const filing = (value) => clinic({ filings: { "home-care-dx": value } });

test("what is right passes", () => {
  for (const facility of [
    clinic({}),
    clinic({ schedule: "dental", prefecture: "47", beds: 19 }),
    fact(true),
    fact(null),
    fact({ since: "2025-10-01" }),
    fact({ since: "2025-10-01", until: "2025-12-31" }),
    share("31.0%"),
    share({ part: 310, whole: 1000 }),
    month({ rate: "45.3%" }),
    month({ users: 453, receipts: 1000, basis: "checks" }),
    month({ rate: "45.3%", receipts: 1000, homeCareClaims: 1, homeCareReceipts: 2 }),
    filing(null),
    filing([]),
    filing("2025-04-01"),
    filing(["2025-04-01", "2026-06-01"]),
  ]) {
    both(facility, true);
  }
});

test("what is wrong is refused", () => {
  for (const facility of [
    {},
    [],
    "pharmacy",
    { type: "clinic" },
    clinic({ shedule: "medical" }),
    clinic({ prefecture: "48" }),
    clinic({ prefecture: 13 }),
    clinic({ beds: -1 }),
    clinic({ beds: 1.5 }),
    clinic({ facts: { consultations: true } }),
    clinic({ filings: { "home-care": null } }),
    fact(1),
    fact("yes"),
    fact({ until: "2025-10-01" }),
    fact({ since: "2025-10" }),
    fact({ since: "2025/10/01" }),
    share(true),
    share("31"),
    share({ part: 1 }),
    share({ part: 0, whole: 0 }),
    month({}),
    month({ users: 1 }),
    month({ rate: 45.3 }),
    month({ rate: "45.3" }),
    month({ users: "1", receipts: 2 }),
    month({ rate: "45%", users: 1, receipts: 1_000_000_001 }),
    clinic({ usage: [{ month: "2025-13", rate: "45%" }] }),
    clinic({ usage: [{ month: "2025-7", rate: "45%" }] }),
    clinic({ usage: { month: "2025-07", rate: "45%" } }),
    filing("2025-13-01"),
    filing(true),
  ]) {
    both(facility, false);
  }
});
