// What the element makes of the answers before it shows them: the sentence, the order, what concerns the facility, and what is asked next.

import assert from "node:assert/strict";
import test from "node:test";
import { evaluate, facts as factsOfRules, outlook, timeline } from "../../pkg/dist/index.mjs";
import { fromElement } from "./lib/element.mjs";

const element = await fromElement({
  "context.mjs": ["within"],
  "check.mjs": ["check"],
  "calendar.mjs": ["calendarOf", "daysThatMatter"],
  "changes.mjs": ["eventsOf"],
  "form.mjs": ["formOf", "withFiling", "withServices"],
  "headline.mjs": ["headline"],
  "month.mjs": ["readMonth"],
  "next-rate.mjs": ["groupInView", "rowsOf", "sharedRates"],
  "order.mjs": ["claimableLevel"],
  "returning.mjs": ["forToday", "since"],
  "setting.mjs": ["withMedicines"],
});
const DAY = "2026-12-01";
const inWords = (work, lang = "ja") => element.within({ lang, prefix: "", root: null }, () => work(element));

const helpful = Object.fromEntries(
  factsOfRules()
    .filter(({ kind }) => kind === "boolean")
    .map(({ id, favourable }) => [id, favourable]),
);
const facts = { ...helpful, "certified-emr": false, "record-sharing-service": false, "regional-network": false };
const clinic = (rate, filings = { "records-linkage": ["2026-06-01"] }) => ({
  type: "medical-clinic",
  facts,
  usage: ["2026-07", "2026-08", "2026-09", "2026-10"].map((month) => ({ month, rate })),
  filings,
});
const outpatients = (facility, day = DAY) => ({ ...element.formOf(facility, day), services: ["initial-visit", "revisit"] });
const sentence = (facility) =>
  inWords(({ check, headline }) => {
    const { ordered, day } = check(outpatients(facility));
    return headline(ordered.concerned, day, day).pieces.join("");
  });

test("the sentence counts the filing in", () => {
  assert.match(sentence(clinic("49.1%")), /^12月は加算２を算定できます（初診9点・再診2点）$/);
  assert.match(sentence(clinic("49.1%", { "records-linkage": null })), /^12月の基準は満たしています。届出がまだなので算定できません$/);
  assert.match(sentence(clinic("49.1%", {})), /届出が済んでいれば加算２を算定できます$/);
});

test("the sentence says by how much the rate is short, rounded up", () => {
  assert.equal(sentence(clinic("23.61%")), "12月は算定できません（利用率があと6.39ポイント）");
});

test("who has answered nothing is told how many answers decide it", () => {
  assert.match(sentence({ type: "medical-clinic" }), /^あと\d+問で判定できます（いまのところ算定できない〜加算１）$/);
});

test("filed without a day counts as filed before the day", () => {
  inWords(({ check, withFiling, claimableLevel }) => {
    const form = withFiling(outpatients(clinic("49.1%", {})), "records-linkage", { choice: "yes" });
    const { ordered, facility } = check(form);
    assert.deepEqual(facility.filings["records-linkage"], [DAY]);
    assert.equal(claimableLevel(ordered.concerned[0]), "2");
  });
});

test("add-ons for what the facility does not do are neither asked about nor among those that concern it", () => {
  inWords(({ check, formOf, withServices }) => {
    const blank = formOf({ type: "medical-clinic" }, DAY);
    const all = check(blank);
    const { asked, filed, ordered } = check(withServices(blank, ["initial-visit", "revisit"], true));
    assert.deepEqual(
      ordered.concerned.map(({ id }) => id),
      ["records-linkage"],
    );
    assert.deepEqual(
      filed.map(({ id }) => id),
      ["records-linkage"],
    );
    assert.equal(ordered.others.length, all.ordered.concerned.length - 1);
    const [addOn] = evaluate({ type: "medical-clinic" }, DAY).addOns.filter(({ id }) => id === "records-linkage");
    assert.deepEqual(new Set(asked.map(({ id }) => id)), new Set(addOn.questions));
  });
});

test("whoever gives medicines in one way is not asked about the other", () => {
  inWords(({ check, formOf, withMedicines, withServices }) => {
    const blank = withServices(formOf({ type: "medical-clinic" }, DAY), ["initial-visit", "revisit"], true);
    const outside = check(withMedicines(blank, "outside"));
    assert.ok(outside.asked.some(({ id }) => id === "e-prescription"));
    assert.ok(!outside.asked.some(({ id }) => id === "dispensing-registration"));
    assert.equal(outside.facility.facts["dispensing-registration"], false);
    const inHouse = check(withMedicines(blank, "in-house"));
    assert.deepEqual([inHouse.facility.facts["e-prescription"], inHouse.facility.facts["prescribes-outside"]], [false, false]);
    const said = check(formOf({ type: "medical-clinic", facts: { "prescribes-outside": false, "e-prescription": true } }, DAY));
    assert.equal(said.facility.facts["e-prescription"], true, "what somebody said stays");
  });
});

test("add-ons that ask for the same rates in the same months share them", () => {
  inWords(({ sharedRates }) => {
    const shared = sharedRates(outlook(clinic("25%"), DAY), ["records-linkage", "records-linkage-inpatient"]);
    assert.deepEqual(
      shared.map(({ ids }) => ids),
      [["records-linkage", "records-linkage-inpatient"]],
    );
  });
});

test("the rate needed next names the highest of the months that count, and ends with the first month that can still be decided", () => {
  inWords(({ groupInView, rowsOf, sharedRates }) => {
    const facility = {
      ...clinic("23.61%"),
      usage: [
        { month: "2026-09", rate: "23.61%" },
        { month: "2026-10", users: 218, receipts: 868 },
      ],
    };
    const [entry] = sharedRates(outlook(facility, DAY), ["records-linkage"]);
    const rows = rowsOf(entry, groupInView(entry, null));
    assert.equal(rows.at(-1).kind, "open");
    assert.equal(rows.filter(({ kind }) => kind === "open").length, 1);
    assert.equal(rows.find(({ month }) => month.best !== null).month.best.month, "2026-10");
  });
});

test("about how many receipts there are in a month says how many users a rate needs", () => {
  inWords(({ check }) => {
    const form = outpatients(clinic("25%"));
    const needed = (about) =>
      check({ ...form, about })
        .ahead()
        .outlook.months.flatMap(({ levels }) => levels)
        .find(({ deadline }) => deadline !== null).usersNeeded;
    assert.equal(needed(""), null);
    assert.deepEqual(needed("868"), { month: "2026-12", users: 261, receipts: 868 });
  });
});

test("a month whose rate is not known yet is not said to change the answer", () => {
  inWords(({ eventsOf }) => {
    const course = timeline(clinic("49%"), DAY, "2027-05-31");
    assert.ok(course.addOns.some(({ spans }) => spans.some(({ verdict }) => verdict === "undetermined")));
    const context = { requirementOf: String, factOf: String };
    assert.deepEqual(eventsOf(course, context), []);
  });
});

test("the month's field takes a rate, users of receipts, and a mail, with or without the month", () => {
  inWords(({ readMonth }) => {
    const row = { month: "2026-10", basis: "receipts" };
    assert.deepEqual(readMonth("49.1", "2026-10"), { rows: [{ ...row, rate: "49.1" }], error: null });
    assert.deepEqual(readMonth("10月 ４９．１％", "2026-10"), { rows: [{ ...row, rate: "49.1%" }], error: null });
    assert.deepEqual(readMonth("426/868", "2026-10"), { rows: [{ ...row, users: "426", receipts: "868" }], error: null });
    assert.deepEqual(readMonth("426人／868件", "2026-10").rows, [{ ...row, users: "426", receipts: "868" }]);
    const [mail] = readMonth("2026年10月\nマイナ保険証利用者数：426人\n外来レセプト件数：868件", "2026-10").rows;
    assert.deepEqual([mail.month, mail.users, mail.receipts], ["2026-10", "426", "868"]);
    for (const wrong of ["", "150%", "900/868", "たくさん", "9月 49.1%"]) assert.notEqual(readMonth(wrong, "2026-10").error, null, wrong);
  });
});

test("a check that was kept is taken up for today, and says what has changed since", () => {
  inWords(({ check, forToday, since }) => {
    const facility = { ...clinic("25%"), usage: ["2026-06", "2026-07", "2026-08", "2026-09"].map((month) => ({ month, rate: "25%" })) };
    const kept = outpatients(facility, "2026-11-10");
    const form = forToday(kept, DAY);
    assert.deepEqual([form.day, form.step], [DAY, "month"]);
    assert.equal(check(form).toEnter(), "2026-10");
    const later = {
      ...form,
      usage: { ...form.usage, "2026-10-receipts": { users: "", receipts: "", rate: "49.1", homeCareClaims: "", homeCareReceipts: "" } },
    };
    const changes = since(later, check(later));
    assert.deepEqual([changes.day, changes.entered.map(({ month }) => month), changes.same], ["2026-11-10", ["2026-10"], true]);
  });
});

test("the calendar has the days of the steps and the next month's, in lines that calendars read", () => {
  inWords(({ calendarOf, daysThatMatter }) => {
    const long = "12月31日までに、あと249人にマイナ保険証で受付してもらう。ほかにも、長い文はいくつもの行に分けて書く";
    const events = daysThatMatter(
      [
        { by: "2026-12-31", said: long },
        { by: null, said: "いつでも" },
      ],
      DAY,
      "率を入れる",
    );
    assert.deepEqual(
      events.map(({ day }) => day),
      ["2026-12-31", "2027-01-01"],
    );
    const lines = calendarOf(events, DAY).split("\r\n");
    assert.ok(lines.every((line) => new TextEncoder().encode(line).length <= 75));
    assert.ok(lines.includes("DTSTART;VALUE=DATE:20261231"));
    assert.ok(lines.join("").replaceAll(/ /g, "").includes(`SUMMARY:${long}`));
  });
});

test("every mistake is told at its field, in the order of the fields, and takes out nothing but itself", () => {
  const form = element.formOf(clinic("30%"), DAY);
  form.beds = "-3";
  form.usage["2026-07-receipts"] = { ...form.usage["2026-07-receipts"], rate: "", users: "30", receipts: "20" };
  form.usage["2026-08-receipts"] = { ...form.usage["2026-08-receipts"], rate: "much" };
  form.usage["2026-09-receipts"] = { ...form.usage["2026-09-receipts"], users: "3", receipts: "", rate: "30%" };
  form.answers["under-six-share"] = { choice: "counts", part: "3", whole: "2", percent: "" };
  const { errors, facility, overTime } = inWords(({ check }) => check(form));
  assert.deepEqual(
    [...errors.keys()],
    ["beds", "usage/2026-09-receipts/users", "usage/2026-08-receipts/rate", "usage/2026-07-receipts/users"],
  );
  assert.equal(facility.beds, undefined);
  for (const { usage } of [facility, overTime])
    assert.deepEqual(
      usage.map(({ month }) => month),
      ["2026-10"],
    );
  assert.deepEqual(
    Object.keys(overTime.facts),
    Object.keys(form.answers).filter((id) => id !== "under-six-share"),
  );
});
