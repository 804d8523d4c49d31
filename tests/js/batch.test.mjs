// Columns against facilities one by one, through the built package: each row of a batch is what `evaluate` answers, a summary is
// what counting comes to, and columns that cannot be right are refused at their path, in words that are frozen in
// column-refusals.txt (BLESS=1 writes it anew, to be reviewed as a diff).

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import test from "node:test";
import { batch, columns, DxKasanError, evaluate, explainRow, facts, joinColumns, summary } from "../../pkg/dist/index.mjs";
import { loadRules } from "../../pkg/dist/load-rules.mjs";

const DAY = "2025-10-01";
const VERDICTS = [undefined, "not-in-force", "does-not-qualify", "undetermined", "qualifies"];
const TYPES = ["hospital", "medical-clinic", "dental-clinic", "pharmacy", "visiting-nursing-station"];
const FACTS = ["online-claims", "online-eligibility", "records-access", "in-house-notice", "own-website", "consultation", "e-prescription"];

// Numbers that look like chance and are always the same.
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function facility(roll) {
  const type = TYPES[roll(5)];
  const facts = {};
  for (const fact of FACTS) {
    const said = roll(8);
    if (said < 5) facts[fact] = true;
    else if (said === 5) facts[fact] = false;
    else if (said === 6) facts[fact] = { since: "2025-06-01", until: "2025-12-31" };
  }
  if (roll(4) === 0) facts["under-six-share"] = { part: roll(500), whole: 500 };
  const usage = ["2025-04", "2025-05", "2025-06", "2025-07"]
    .filter(() => roll(3) > 0)
    .map((month) => {
      const receipts = 100 + roll(900);
      const counts = { month, users: roll(receipts), receipts };
      return roll(4) > 0 ? counts : roll(2) > 0 ? { month, rate: `${roll(100)}.${roll(10)}%` } : { ...counts, homeCareReceipts: roll(50) };
    });
  const filings = roll(2) > 0 ? { "medical-dx-promotion": roll(2) > 0 ? ["2025-04-01", "2025-09-01"] : null } : {};
  return { type, prefecture: String(1 + roll(47)).padStart(2, "0"), facts, usage, filings };
}

const nation = (seed, count) => {
  const roll = dice(seed);
  return Array.from({ length: count }, () => facility(roll));
};

test("each row is what evaluate answers", () => {
  const facilities = nation(1, 400);
  const all = columns(facilities);
  for (const date of ["2024-06-01", "2025-04-01", DAY, "2026-06-01"]) {
    const answers = batch(all, date);
    facilities.forEach((one, row) => {
      const { schedule, addOns } = evaluate(one, date);
      for (const rows of answers.addOns) {
        const addOn = addOns.find(({ id }) => id === rows.id);
        assert.equal(VERDICTS[rows.verdicts[row]], addOn?.verdict);
        if (addOn === undefined) continue;
        assert.equal(rows.levels[rows.range.worst[row] - 1] ?? null, addOn.range.worst);
        assert.equal(rows.levels[rows.range.best[row] - 1] ?? null, addOn.range.best);
        assert.equal(rows.levels[rows.level[row] - 1], addOn.best?.level);
        const legend = rows.schedules.find((known) => known.schedule === schedule);
        if (addOn.best) assert.ok(addOn.best.fees.some(({ amount, unit }) => amount === rows.amounts[row] && unit === legend.unit));
        for (const level of addOn.levels) {
          const missing = rows.missing[rows.levels.indexOf(level.id)][row];
          const open = level.checks.filter(({ state }) => state === "unmet" || state === "unknown");
          assert.deepEqual(
            legend.requirements.filter((_, bit) => (missing >>> bit) & 1),
            open.map(({ requirement }) => requirement),
          );
        }
      }
    });
  }
});

test("a row is explained as its facility is", () => {
  const facilities = nation(2, 40);
  const all = columns(facilities);
  facilities.forEach((one, row) => assert.deepEqual(explainRow(all, row, DAY), evaluate(one, DAY)));
});

test("columns are the same however many facilities are read at a time", () => {
  const facilities = nation(3, 2100);
  const all = columns(facilities);
  assert.equal(all.rows, 2100);
  for (const row of [0, 999, 1000, 1001, 2099]) {
    assert.deepEqual(explainRow(all, row, DAY), evaluate(facilities[row], DAY));
  }
});

test("more rows than are copied at a time are all answered", () => {
  const few = nation(4, 500);
  const rows = 20_000;
  const all = columns(Array.from({ length: rows }, (_, row) => few[row % few.length]));
  const [once, often] = [batch(columns(few), DAY), batch(all, DAY)];
  often.addOns.forEach((addOn, index) => {
    assert.ok(addOn.verdicts.every((verdict, row) => verdict === once.addOns[index].verdicts[row % few.length]));
    assert.ok(addOn.amounts.every((amount, row) => amount === once.addOns[index].amounts[row % few.length]));
  });
});

test("no facilities are not rows", () => {
  const none = columns([]);
  assert.equal(none.rows, 0);
  assert.equal(batch(none, DAY).addOns[0].verdicts.length, 0);
  assert.equal(summary(none, DAY).rows, 0);
});

test("columns and answers can be posted", () => {
  const all = columns(nation(5, 10));
  assert.deepEqual(batch(structuredClone(all), DAY), structuredClone(batch(all, DAY)));
});

test("a summary is what counting by hand comes to", () => {
  const facilities = nation(6, 300);
  const { rows, sides, moves } = summary(columns(facilities), DAY, "2026-06-01");
  assert.equal(rows, 300);
  assert.deepEqual(
    sides.map(({ date, whatIf }) => [date, whatIf]),
    [
      [DAY, false],
      ["2026-06-01", false],
    ],
  );
  for (const { date, addOns } of sides) {
    const answers = facilities.map((one) => evaluate(one, date));
    for (const { id, total, groups } of addOns) {
      const of = answers.map((answer) => answer.addOns.find((addOn) => addOn.id === id));
      const count = (test) => of.filter((addOn) => addOn !== undefined && test(addOn)).length;
      assert.equal(
        total.facilities,
        count(() => true),
      );
      assert.equal(
        total.qualifies,
        count(({ verdict }) => verdict === "qualifies"),
      );
      for (const { level, worst, best } of total.levels) {
        assert.equal(
          worst,
          count(({ range }) => range.worst === level),
        );
        assert.equal(
          best,
          count(({ range }) => range.best === level),
        );
      }
      for (const group of groups) {
        const inGroup = (row) => facilities[row].type === group.type && facilities[row].prefecture === group.prefecture;
        assert.equal(group.counts.facilities, of.filter((addOn, row) => addOn !== undefined && inGroup(row)).length);
      }
    }
  }
  for (const { from, to, worst } of moves) {
    assert.deepEqual([worst.length, worst[0].length], [from.length, to.length]);
  }
  const promotion = moves.find(({ fromAddOn }) => fromAddOn === "medical-dx-promotion");
  assert.equal(promotion.toAddOn, "records-linkage");
});

test("a what-if holds on the second side", () => {
  const all = columns(nation(7, 100));
  const helpful = facts().filter(({ kind }) => kind === "boolean");
  const answers = Object.fromEntries(helpful.map(({ id, favourable }) => [id, favourable]));
  const [before, after] = summary(all, DAY, null, { whatIf: { facts: answers, ratePoints: "100%" } }).sides;
  assert.deepEqual([before.whatIf, after.whatIf], [false, true]);
  assert.deepEqual(before, summary(all, DAY).sides[0]);
  const points = ({ addOns }) => addOns[0].total.points.worst;
  assert.ok(points(after) > points(before));
});

test("a ruleset of one's own has columns of its own", () => {
  const own = loadRules(readFileSync(new URL("../fixtures/small-ruleset.json", import.meta.url), "utf8"));
  const pharmacy = { type: "pharmacy" };
  const all = own.columns([pharmacy]);
  assert.deepEqual(own.explainRow(all, 0, DAY), own.evaluate(pharmacy, DAY));
  assert.throws(() => batch(all, DAY), { name: "DxKasanError" });
});

const good = () => columns(nation(8, 10));
const bad = (change) => () => {
  const all = good();
  batch(change(all) ?? all, DAY);
};
const badRow = (change) => () => explainRow(change(good()), 2, DAY);
const throwing = () => {
  throw new Error("no");
};
const refused = [
  ["facilities that are not an array", () => columns({ length: 1 }), "wrong-type", "facilities"],
  ["no facilities", () => columns(), "wrong-type", "facilities"],
  ["a facility that is null", () => columns([null]), "wrong-type", "facilities[0]"],
  [
    "a bad rate",
    () => columns([...nation(9, 12), { type: "pharmacy", usage: [{ month: "2025-07", rate: "45" }] }]),
    "bad-rate",
    "facilities[12].usage[0].rate",
  ],
  ["a bad key far behind", () => columns([...nation(9, 2345), { type: "pharmacy", fact: {} }]), "unknown-key", "facilities[2345].fact"],
  [
    "a facility that throws",
    () => columns(Object.defineProperty([], 0, { get: throwing, enumerable: true })),
    "wrong-type",
    "facilities[0]",
  ],
  ["a Proxy that refuses", () => columns(new Proxy([], { get: throwing })), "wrong-type", "facilities"],
  ["columns that are null", () => batch(null, DAY), "wrong-type", "columns"],
  ["columns that are nothing", () => batch({}, DAY), "wrong-type", "columns.types"],
  ["columns that throw", () => batch(Object.defineProperty(good(), "usage", { get: throwing }), DAY), "wrong-type", "columns"],
  ["an unknown column", bad((all) => ({ ...all, bed: 1 })), "unknown-key", "columns.bed"],
  ["types as a plain array", bad((all) => ({ ...all, types: [...all.types] })), "wrong-type", "columns.types"],
  ["a column of another kind", bad((all) => ({ ...all, known: new Uint8Array(10) })), "wrong-type", "columns.known"],
  ["a column that is too short", bad((all) => ({ ...all, yes: all.yes.subarray(1) })), "inconsistent", "columns.yes"],
  [
    "a buffer that was sent away",
    bad((all) => void structuredClone(all.schedules, { transfer: [all.schedules.buffer] })),
    "inconsistent",
    "columns.schedules",
  ],
  [
    "an object that calls itself an array",
    bad((all) => ({ ...all, types: { [Symbol.toStringTag]: "Uint8Array", length: 10 } })),
    "wrong-type",
    "columns.types",
  ],
  ["an option of columns that does not exist", () => columns([], { onerror: () => {} }), "unknown-key", "options.onerror"],
  ["an option of a batch, which has none", () => batch(good(), DAY, { whatIf: {} }), "unknown-key", "options.whatIf"],
  ["options that are a number", () => columns([], 17), "wrong-type", "options"],
  ["a part with more rows than columns", () => joinColumns([good(), { ...good(), rows: 11 }]), "inconsistent", "parts[1].types"],
  ["a part whose rows are not a number", () => joinColumns([{ ...good(), rows: "10" }]), "wrong-type", "parts[0].rows"],
  [
    "a part with a column that is too long",
    () => joinColumns([{ ...good(), known: new Uint32Array(1000) }]),
    "inconsistent",
    "parts[0].known",
  ],
  [
    "a part with a list that is half",
    () => joinColumns([{ ...good(), filings: { rows: Uint32Array.of(0), addOns: Uint32Array.of(), days: Uint32Array.of(0) } }]),
    "inconsistent",
    "parts[0].filings.addOns",
  ],
  [
    "a part with a row that does not exist",
    () => joinColumns([{ ...good(), filings: { rows: Uint32Array.of(10), addOns: Uint32Array.of(0), days: Uint32Array.of(20250401) } }]),
    "out-of-range",
    "parts[0].filings.rows[0]",
  ],
  ["a part with ids that are not texts", () => joinColumns([{ ...good(), facts: [17] }]), "wrong-type", "parts[0].facts"],
  ["a part of other rules", () => joinColumns([good(), { ...good(), addOns: ["another"] }]), "inconsistent", "parts[1].addOns"],
  ["a type that does not exist", bad((all) => void (all.types[7] = 5)), "out-of-range", "columns.types[7]"],
  ["a prefecture that does not exist", bad((all) => void (all.prefectures[3] = 48)), "out-of-range", "columns.prefectures[3]"],
  [
    "a schedule of another type",
    bad((all) => {
      all.types[2] = 3;
      all.schedules[2] = 0;
    }),
    "not-applicable",
    "columns.schedules[2]",
  ],
  [
    "more users than receipts",
    bad((all) => {
      const { parts, wholes } = all.usage.find(({ month }) => month === "2025-07");
      parts[4] = 2;
      wholes[4] = 1;
    }),
    "inconsistent",
    /^columns\.usage\[\d\]\.parts\[4\]$/,
  ],
  ["a month twice", bad((all) => ({ ...all, usage: [all.usage[0], all.usage[0]] })), "duplicate", "columns.usage[1].month"],
  ["facts in another order", bad((all) => ({ ...all, facts: [...all.facts].reverse() })), "inconsistent", "columns.facts[0]"],
  ["a fact too few", bad((all) => ({ ...all, facts: all.facts.slice(1) })), "inconsistent", "columns.facts[0]"],
  [
    "a date of a fact that is none",
    bad((all) => ({
      ...all,
      dated: { rows: Uint32Array.of(1), facts: Uint32Array.of(0), since: Uint32Array.of(20250230), until: Uint32Array.of(0) },
    })),
    "bad-date",
    "columns.dated.since[0]",
  ],
  [
    "a row that does not exist",
    badRow((all) => ({ ...all, filings: { rows: Uint32Array.of(10), addOns: Uint32Array.of(0), days: Uint32Array.of(0) } })),
    "out-of-range",
    "columns.filings.rows[0]",
  ],
  [
    "rows that do not rise",
    badRow((all) => ({ ...all, filings: { rows: Uint32Array.of(3, 2), addOns: Uint32Array.of(0, 0), days: Uint32Array.of(0, 0) } })),
    "out-of-range",
    "columns.filings.rows[1]",
  ],
  ["no date", () => batch(good()), "wrong-type", "date"],
  ["an explanation of no row", () => explainRow(good(), 10, DAY), "out-of-range", "row"],
  [
    "a what-if of no fact",
    () => summary(good(), DAY, null, { whatIf: { facts: { consultatio: true } } }),
    "unknown-id",
    "options.whatIf.facts.consultatio",
  ],
];

test("no code of the caller's runs while the engine does", () => {
  const plain = batch(good(), DAY);
  let asked = [];
  const spy = (kind) =>
    class extends kind {
      static get [Symbol.species]() {
        asked.push("species");
        return kind;
      }
      subarray() {
        asked.push("subarray");
        throw new Error("boom");
      }
      get length() {
        asked.push("length");
        return 1;
      }
      get buffer() {
        asked.push("buffer");
        return new ArrayBuffer(0);
      }
    };
  const [Bytes, Words] = [spy(Uint8Array), spy(Uint32Array)];
  const all = good();
  const disguised = { ...all, types: Bytes.from(all.types), known: Words.from(all.known) };
  asked = [];
  assert.deepEqual(batch(disguised, DAY), plain);
  assert.deepEqual(batch(joinColumns([disguised]), DAY), plain);
  assert.deepEqual(asked, []);
});

const frozenWords = [];

for (const [name, call, code, path] of refused) {
  test(`refused: ${name}`, () => {
    assert.throws(call, (error) => {
      assert.ok(error instanceof DxKasanError, `${error.stack}`);
      assert.equal(error.code, code, error.message);
      if (path instanceof RegExp) assert.match(error.path, path);
      else assert.equal(error.path, path);
      frozenWords.push(`${name}\n  ${error.message}\n  ${error.messageJa}\n  ${JSON.stringify(error.params)}\n`);
      return true;
    });
    assert.equal(evaluate({ type: "pharmacy" }, DAY).schedule, "dispensing");
  });
}

test("the words of all refusals are those of column-refusals.txt", () => {
  const file = new URL("column-refusals.txt", import.meta.url);
  const words = frozenWords.join("");
  if (process.env.BLESS) writeFileSync(file, words);
  assert.equal(words, readFileSync(file, "utf8"));
});
