// Input that cannot be right, against the built package: each is refused with a code, at a path, in words that are frozen in
// refusals.txt (BLESS=1 writes it anew, to be reviewed as a diff), and the call after it works as if nothing had happened.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import test from "node:test";
import {
  check,
  claim,
  compare,
  DxKasanError,
  evaluate,
  outlook,
  parseDate,
  parseRate,
  project,
  remedies,
  timeline,
} from "../../pkg/dist/index.mjs";
import { loadRules } from "../../pkg/dist/load-rules.mjs";

const DAY = "2025-10-01";
const clinic = (more) => ({ type: "medical-clinic", ...more });
const used = (...usage) => clinic({ usage });
const july = (more) => used({ month: "2025-07", ...more });
const stated = (facts) => clinic({ facts });
const filed = (filings) => clinic({ filings });

const visit = (more) => Object.defineProperties({ date: DAY, service: "revisit" }, Object.getOwnPropertyDescriptors(more));
const third = (more) => claim(clinic(), [visit({}), visit({}), visit(more)]);
const monthly = (more) => project(clinic(), { from: "2025-10", until: "2025-10", patients: {}, ...more });

const throwing = () => {
  throw new Error("no");
};
const cycle = clinic();
cycle.facts = { consultation: cycle };
class Clinic {
  type = "medical-clinic";
}

// name, facility, code, path
const facilities = [
  ["nothing", undefined, "wrong-type", ""],
  ["null", null, "wrong-type", ""],
  ["a text", "medical-clinic", "wrong-type", ""],
  ["an array", [clinic()], "wrong-type", ""],
  ["an empty object", {}, "incomplete", ""],
  ["a Map", new Map([["type", "medical-clinic"]]), "wrong-type", ""],
  ["a Date", new Date(0), "wrong-type", ""],
  ["a class instance", new Clinic(), "wrong-type", ""],
  ["a literal with __proto__", { __proto__: { type: "medical-clinic" } }, "wrong-type", ""],
  ["__proto__ as JSON.parse makes it", JSON.parse('{"type":"medical-clinic","__proto__":{}}'), "unknown-key", "__proto__"],
  ["a Proxy that refuses", new Proxy({}, { ownKeys: throwing }), "wrong-type", ""],
  ["a facility larger than any", clinic({ usage: new Array(2 ** 32 - 1) }), "wrong-type", ""],

  ["a misspelt key", clinic({ shedule: "medical" }), "unknown-key", "shedule"],
  ["a key of another case", clinic({ Facts: {} }), "unknown-key", "Facts"],
  ["a key that is nothing like one", clinic({ 病床: 1 }), "unknown-key", '["病床"]'],
  ["a misspelt key of a month", july({ user: 1, receipts: 2 }), "unknown-key", "usage[0].user"],
  ["a misspelt key of a dated fact", stated({ consultation: { form: DAY } }), "unknown-key", "facts.consultation.form"],
  ["a misspelt key of a ratio", stated({ "under-six-share": { part: 1, hole: 2 } }), "unknown-key", "facts.under-six-share.hole"],
  ["a misspelt fact", stated({ "online-claim": true }), "unknown-id", "facts.online-claim"],
  ["a misspelt add-on", filed({ "medical-dx-promotions": DAY }), "unknown-id", "filings.medical-dx-promotions"],
  ["a misspelt type", { type: "medical-clinik" }, "unknown-id", "type"],
  ["a misspelt schedule", clinic({ schedule: "medicine" }), "unknown-id", "schedule"],
  ["a misspelt basis", july({ basis: "receipt", rate: "45%" }), "unknown-id", "usage[0].basis"],
  ["a prefecture that does not exist", clinic({ prefecture: "48" }), "unknown-id", "prefecture"],
  ["a schedule that does not go with the type", clinic({ schedule: "dispensing" }), "not-applicable", "schedule"],

  [
    "a type that is a getter that throws",
    {
      get type() {
        return throwing();
      },
    },
    "wrong-type",
    "type",
  ],
  ["a type with a lone surrogate", { type: "medical\ud800" }, "unknown-id", "type"],
  ["a type that starts with U+0000", { type: "\0NaN" }, "wrong-type", "type"],
  ["a huge text", { type: "a".repeat(1_000_001) }, "wrong-type", "type"],
  ["a huge key", clinic({ ["a".repeat(100_000)]: 1 }), "unknown-key", `["${"a".repeat(60)}…"]`],
  ["a facility in itself", cycle, "wrong-type", "facts.consultation"],

  ["beds as a text", clinic({ beds: "19" }), "wrong-type", "beds"],
  ["no whole number of beds", clinic({ beds: 19.5 }), "wrong-type", "beds"],
  ["fewer than no beds", clinic({ beds: -1 }), "out-of-range", "beds"],
  ["NaN beds", clinic({ beds: NaN }), "not-a-number", "beds"],

  ["facts as an array", stated([]), "wrong-type", "facts"],
  ["facts as a Map", stated(new Map()), "wrong-type", "facts"],
  ["a fact as a text", stated({ consultation: "yes" }), "wrong-type", "facts.consultation"],
  ["a fact as a number", stated({ consultation: 1 }), "wrong-type", "facts.consultation"],
  ["a fact as a Date", stated({ consultation: { since: new Date(0) } }), "wrong-type", "facts.consultation.since"],
  ["a fact since 30 February", stated({ consultation: { since: "2025-02-30" } }), "bad-date", "facts.consultation.since"],
  ["a fact until, without since", stated({ consultation: { until: DAY } }), "incomplete", "facts.consultation"],
  [
    "a fact that ends before it begins",
    stated({ consultation: { since: DAY, until: "2025-09-30" } }),
    "inconsistent",
    "facts.consultation.until",
  ],
  ["a ratio for a fact that is none", stated({ consultation: { part: 1, whole: 2 } }), "unknown-key", "facts.consultation.part"],
  ["yes for a ratio", stated({ "under-six-share": true }), "wrong-type", "facts.under-six-share"],
  ["a ratio of nothing", stated({ "under-six-share": { part: 0, whole: 0 } }), "out-of-range", "facts.under-six-share.whole"],
  ["a ratio of more than all", stated({ "under-six-share": { part: 2, whole: 1 } }), "inconsistent", "facts.under-six-share"],
  ["a ratio without its whole", stated({ "under-six-share": { part: 2 } }), "incomplete", "facts.under-six-share"],
  ["a percentage of more than all", stated({ "under-six-share": "101%" }), "out-of-range", "facts.under-six-share"],

  ["usage as an object", clinic({ usage: { "2025-07": "45%" } }), "wrong-type", "usage"],
  ["usage with a hole", clinic({ usage: new Array(1) }), "wrong-type", "usage[0]"],
  ["no month", used({ rate: "45%" }), "incomplete", "usage[0]"],
  ["month 13", used({ month: "2025-13", rate: "45%" }), "bad-month", "usage[0].month"],
  ["a month as a day", used({ month: "2025-07-01", rate: "45%" }), "bad-month", "usage[0].month"],
  ["a month with one digit", used({ month: "2025-7", rate: "45%" }), "bad-month", "usage[0].month"],
  ["a month as a Date", used({ month: new Date(0), rate: "45%" }), "wrong-type", "usage[0].month"],
  ["a month as a number", used({ month: 202507, rate: "45%" }), "wrong-type", "usage[0].month"],
  ["a month without a rate", july(), "incomplete", "usage[0]"],
  ["users without receipts", july({ users: 1 }), "incomplete", "usage[0]"],
  ["users and a rate without receipts", july({ users: 1, rate: "45%" }), "incomplete", "usage[0].users"],
  ["receipts without users", july({ receipts: 1 }), "incomplete", "usage[0]"],
  ["NaN users", july({ users: NaN, receipts: 100 }), "not-a-number", "usage[0].users"],
  ["infinite receipts", july({ users: 1, receipts: Infinity }), "not-a-number", "usage[0].receipts"],
  ["a count as a text", july({ users: "45", receipts: 100 }), "wrong-type", "usage[0].users"],
  ["a count as a bigint", july({ users: 45n, receipts: 100 }), "wrong-type", "usage[0].users"],
  ["half a user", july({ users: 0.5, receipts: 100 }), "wrong-type", "usage[0].users"],
  ["fewer than no users", july({ users: -1, receipts: 100 }), "out-of-range", "usage[0].users"],
  ["more receipts than a count may have", july({ users: 1, receipts: 1_000_000_001 }), "out-of-range", "usage[0].receipts"],
  ["a count beyond every integer", july({ users: 1, receipts: 1e300 }), "out-of-range", "usage[0].receipts"],
  ["more users than receipts", july({ users: 101, receipts: 100 }), "inconsistent", "usage[0].users"],
  ["a rate as a number", july({ rate: 45.3 }), "wrong-type", "usage[0].rate"],
  ["a rate without its sign", july({ rate: "45.3" }), "bad-rate", "usage[0].rate"],
  ["a rate in full width", july({ rate: "４５％" }), "bad-rate", "usage[0].rate"],
  ["a rate of more than all", july({ rate: "100.1%" }), "out-of-range", "usage[0].rate"],
  ["a rate that the counts do not give", july({ users: 453, receipts: 1000, rate: "46%" }), "inconsistent", "usage[0].rate"],
  ["a rate of no receipts", july({ receipts: 0, rate: "45%" }), "inconsistent", "usage[0].rate"],
  [
    "one month twice",
    used({ month: "2025-06", rate: "45%" }, { month: "2025-07", rate: "45%" }, { month: "2025-06", rate: "45%" }),
    "duplicate",
    "usage[2].month",
  ],
  [
    "one month twice, the basis said once",
    used({ month: "2025-06", rate: "45%" }, { month: "2025-06", basis: "receipts", rate: "45%" }),
    "duplicate",
    "usage[1].month",
  ],
  [
    "as many receipts of home care as of all",
    july({ users: 1, receipts: 10, homeCareClaims: 1, homeCareReceipts: 10 }),
    "inconsistent",
    "usage[0].homeCareReceipts",
  ],
  [
    "the third month misspelt",
    used({ month: "2025-05", rate: "45%" }, { month: "2025-06", rate: "45%" }, { month: "2025-07", rates: "45%" }),
    "unknown-key",
    "usage[2].rates",
  ],

  ["filings as a list", filed(["medical-dx-promotion"]), "wrong-type", "filings"],
  ["a filing as yes", filed({ "medical-dx-promotion": true }), "wrong-type", "filings.medical-dx-promotion"],
  ["a filing on 30 February", filed({ "medical-dx-promotion": "2025-02-30" }), "bad-date", "filings.medical-dx-promotion"],
  [
    "the second filing on 30 February",
    filed({ "medical-dx-promotion": [DAY, "2025-02-30"] }),
    "bad-date",
    "filings.medical-dx-promotion[1]",
  ],
];

// name, date, code
const dates = [
  ["no date", undefined, "wrong-type"],
  ["a date that is null", null, "wrong-type"],
  ["30 February", "2025-02-30", "bad-date"],
  ["29 February of no leap year", "2025-02-29", "bad-date"],
  ["a date with slashes", "2025/10/01", "bad-date"],
  ["a date in 和暦", "令和7年10月1日", "bad-date"],
  ["a date with a time", "2025-10-01T00:00:00Z", "bad-date"],
  ["an empty date", "", "bad-date"],
  ["a Date object", new Date(0), "wrong-type"],
  ["a date as a number", 20251001, "wrong-type"],
  ["a date before all", "1899-12-31", "bad-date"],
  ["a date after all", "2200-01-01", "bad-date"],
];

const calls = [
  ...facilities.map(([name, facility, code, path]) => [`facility: ${name}`, () => evaluate(facility, DAY), code, path]),
  ...dates.map(([name, date, code]) => [`date: ${name}`, () => evaluate(clinic(), date), code, "date"]),
  ["options: a key", () => evaluate(clinic(), DAY, { months: 12 }), "unknown-key", "options.months"],
  ["outlook: a facility that is none", () => outlook({}, DAY), "incomplete", ""],
  ["outlook: a date that is none", () => outlook(clinic(), "2025-02-30"), "bad-date", "date"],
  ["outlook: no month", () => outlook(clinic(), DAY, { months: 0 }), "out-of-range", "options.months"],
  ["outlook: too many months", () => outlook(clinic(), DAY, { months: 121 }), "out-of-range", "options.months"],
  ["outlook: half a month", () => outlook(clinic(), DAY, { months: 1.5 }), "wrong-type", "options.months"],
  ["outlook: a misspelt option", () => outlook(clinic(), DAY, { month: 1 }), "unknown-key", "options.month"],
  ["outlook: a misspelt add-on", () => outlook(clinic(), DAY, { addOns: ["home-care-dy"] }), "unknown-id", "options.addOns[0]"],
  ["outlook: an add-on of no list", () => outlook(clinic(), DAY, { addOns: "home-care-dx" }), "wrong-type", "options.addOns"],
  [
    "outlook: an add-on of another schedule",
    () => outlook({ type: "pharmacy" }, DAY, { addOns: ["records-linkage", "home-care-dx"] }),
    "not-applicable",
    "options.addOns[1]",
  ],
  ["remedies: months, which only an outlook has", () => remedies(clinic(), DAY, { months: 12 }), "unknown-key", "options.months"],
  ["remedies: a misspelt add-on", () => remedies(clinic(), DAY, { addOns: ["record-linkage"] }), "unknown-id", "options.addOns[0]"],
  ["remedies: no date", () => remedies(clinic()), "wrong-type", "date"],
  ["timeline: a reversed span", () => timeline(clinic(), DAY, "2025-09-30"), "inconsistent", "until"],
  ["timeline: a span of ten years and a day", () => timeline(clinic(), DAY, "2035-10-01"), "out-of-range", "until"],
  ["timeline: a first day that is none", () => timeline(clinic(), "2025-13-01", DAY), "bad-date", "from"],
  ["timeline: no last day", () => timeline(clinic(), DAY), "wrong-type", "until"],
  ["timeline: a misspelt add-on", () => timeline(clinic(), DAY, DAY, { addOns: ["medical-dx"] }), "unknown-id", "options.addOns[0]"],
  ["claim: no visits", () => claim(clinic()), "wrong-type", "visits"],
  ["claim: visits that are not a list", () => claim(clinic(), { date: DAY, service: "revisit" }), "wrong-type", "visits"],
  ["claim: a visit that is none", () => claim(clinic(), [null]), "wrong-type", "visits[0]"],
  ["claim: a card that is neither there nor not", () => third({ card: 1 }), "wrong-type", "visits[2].card"],
  ["claim: NaN for a referral", () => third({ referral: NaN }), "not-a-number", "visits[2].referral"],
  ["claim: a second department as a text", () => third({ secondDepartment: "yes" }), "wrong-type", "visits[2].secondDepartment"],
  ["claim: a telephone as a number", () => third({ telephone: 1 }), "wrong-type", "visits[2].telephone"],
  [
    "claim: a card that is a getter that throws",
    () =>
      third({
        get card() {
          return throwing();
        },
      }),
    "wrong-type",
    "visits[2].card",
  ],
  ["claim: a misspelt key", () => third({ cards: true }), "unknown-key", "visits[2].cards"],
  ["claim: no date", () => third({ date: undefined }), "incomplete", "visits[2]"],
  ["claim: a date that is none", () => third({ date: "2025-06-31" }), "bad-date", "visits[2].date"],
  ["claim: a Date object", () => third({ date: new Date(0) }), "wrong-type", "visits[2].date"],
  ["claim: a day before the rules", () => third({ date: "2024-05-31" }), "out-of-range", "visits[2].date"],
  ["claim: no service", () => third({ service: undefined }), "incomplete", "visits[2]"],
  ["claim: a misspelt service", () => third({ service: "initial-visits" }), "unknown-id", "visits[2].service"],
  ["claim: a service of another schedule", () => third({ service: "dispensing" }), "not-applicable", "visits[2].service"],
  ["claim: a facility that is none", () => claim({}, []), "incomplete", ""],
  ["claim: an option", () => claim(clinic(), [], { months: 12 }), "unknown-key", "options.months"],
  ["project: no volume", () => project(clinic()), "wrong-type", "volume"],
  ["project: no month", () => monthly({ from: undefined }), "incomplete", "volume"],
  ["project: a month that is none", () => monthly({ from: "2025-13" }), "bad-month", "volume.from"],
  ["project: a month before the rules", () => monthly({ from: "2024-05" }), "out-of-range", "volume.from"],
  ["project: a reversed span", () => monthly({ until: "2025-09" }), "inconsistent", "volume.until"],
  ["project: ten years and a month", () => monthly({ until: "2035-10" }), "out-of-range", "volume.until"],
  ["project: patients as a number", () => monthly({ patients: 120 }), "wrong-type", "volume.patients"],
  ["project: half a patient", () => monthly({ patients: { revisit: 0.5 } }), "wrong-type", "volume.patients.revisit"],
  ["project: fewer than no patients", () => monthly({ patients: { revisit: -1 } }), "out-of-range", "volume.patients.revisit"],
  ["project: a misspelt service", () => monthly({ patients: { revisits: 1 } }), "unknown-id", "volume.patients.revisits"],
  [
    "project: a service of another schedule",
    () => monthly({ patients: { dispensing: 1 } }),
    "not-applicable",
    "volume.patients.dispensing",
  ],
  ["project: half a revisit", () => monthly({ revisits: 0.5 }), "wrong-type", "volume.revisits"],
  ["project: fewer revisits than patients", () => monthly({ patients: { revisit: 2 }, revisits: 1 }), "inconsistent", "volume.revisits"],
  [
    "project: revisits where there are none",
    () => project({ type: "pharmacy" }, { from: "2025-10", until: "2025-10", patients: {}, revisits: 1 }),
    "not-applicable",
    "volume.revisits",
  ],
  ["project: a share as a number", () => monthly({ cardShare: 0.5 }), "wrong-type", "volume.cardShare"],
  ["project: a share of more than all", () => monthly({ cardShare: "101%" }), "out-of-range", "volume.cardShare"],
  [
    "project: an option",
    () => project(clinic(), { from: "2025-10", until: "2025-10", patients: {} }, { months: 12 }),
    "unknown-key",
    "options.months",
  ],
  ["compare: a first day that is none", () => compare("2025-09-31", DAY), "bad-date", "from"],
  ["compare: no second day", () => compare(DAY), "wrong-type", "to"],
  ["parseDate: no date", () => parseDate("tomorrow"), "bad-date", ""],
  ["parseDate: no text", () => parseDate(new Date(0)), "wrong-type", ""],
  ["parseRate: no rate", () => parseRate("half"), "bad-rate", ""],
  ["parseRate: a number", () => parseRate(45.3), "wrong-type", ""],
  ["loadRules: no JSON", () => loadRules("{"), "bad-ruleset", ""],
  ["loadRules: nothing", () => loadRules(), "bad-ruleset", ""],
  ["loadRules: an empty object", () => loadRules({}), "bad-ruleset", ""],
];

const witness = used({ month: "2025-07", users: 453, receipts: 1000 });
const undisturbed = JSON.stringify(evaluate(witness, DAY));
const frozenWords = [];

for (const [name, call, code, path] of calls) {
  test(`${name}: ${code}`, () => {
    const error = refusal(call);
    assert.deepEqual({ code: error.code, path: error.path }, { code, path });
    assert.ok(error.messageJa.length > 0);
    frozenWords.push(`${name}\n  ${shorten(error.message)}\n  ${shorten(error.messageJa)}\n  ${shorten(JSON.stringify(error.params))}\n`);
    assert.equal(JSON.stringify(evaluate(witness, DAY)), undisturbed);
  });
}

test("the first fault that check tells is what evaluate throws", () => {
  for (const [name, facility] of facilities) {
    const { code, path, params, message, messageJa } = refusal(() => evaluate(facility, DAY));
    assert.deepEqual(check(facility)[0], { code, path, params, message, messageJa }, name);
  }
});

test("check tells every fault as plain data, and nothing of a facility that is sound", () => {
  const facility = clinic({
    beds: "19",
    facts: { "online-claim": true, consultation: "yes" },
    usage: [
      { month: "2025-07", users: 101, receipts: 100 },
      { month: "2025-13", rate: "45" },
    ],
    filings: { "medical-dx-promotion": [DAY, "2025-02-30"] },
  });
  assert.deepEqual(
    check(facility).map(({ code, path }) => [code, path]),
    [
      ["wrong-type", "beds"],
      ["unknown-id", "facts.online-claim"],
      ["wrong-type", "facts.consultation"],
      ["inconsistent", "usage[0].users"],
      ["bad-month", "usage[1].month"],
      ["bad-rate", "usage[1].rate"],
      ["bad-date", "filings.medical-dx-promotion[1]"],
    ],
  );
  assert.deepEqual(check(witness), []);
});

test("the words of all refusals are those of refusals.txt", () => {
  const file = new URL("refusals.txt", import.meta.url);
  const words = frozenWords.join("");
  if (process.env.BLESS) writeFileSync(file, words);
  assert.equal(words, readFileSync(file, "utf8"));
});

function refusal(call) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof DxKasanError, String(error));
    assert.notEqual(error.code, "internal", error.message);
    return error;
  }
  assert.fail("nothing was thrown");
}

// A message that repeats a huge input would itself be a defect; this keeps it visible without filling the file.
function shorten(text) {
  return text.length > 300 ? `${text.slice(0, 300)}… (${text.length})` : text;
}
