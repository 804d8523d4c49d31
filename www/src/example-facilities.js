// Facilities to try the page with: invented ones of the current month, whatever month it is, so that what is claimed now is shown.

/* global dxKasan -- of the package's script */

const NOTE = {
  ja: "架空の施設です。数字は統計ではありません。",
  en: "It is an invented facility. Its figures are no statistics.",
};

/** The month so many months before that of a day. */
function monthBefore(day, count) {
  const [year, month] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 - count, 1)).toISOString().slice(0, 7);
}

/** Everything that helps, but for what is named. */
function answers(without) {
  const yesOrNo = dxKasan.facts().filter(({ kind }) => kind === "boolean");
  return {
    ...Object.fromEntries(yesOrNo.map(({ id, favourable }) => [id, favourable])),
    ...Object.fromEntries(["certified-emr", "record-sharing-service", "pediatric-fee", ...without].map((id) => [id, false])),
    "own-website": true,
  };
}

const OUTSIDE = { "prescribes-outside": true, "dispenses-in-house": false };
const BOTH = { "prescribes-outside": true, "dispenses-in-house": true };
const OUTPATIENTS = ["initial-visit", "revisit"];

/** What differs; `users` are those of the months that are known, the newest first, of `receipts` each. */
const all = [
  {
    title: { ja: "利用率があと少し足りない医科診療所", en: "A medical clinic whose rate is a little short" },
    type: "medical-clinic",
    services: OUTPATIENTS,
    facts: OUTSIDE,
    without: ["regional-network"],
    users: [218, 205, 196, 187],
    receipts: 868,
    filed: ["records-linkage"],
    volume: { patients: { "initial-visit": "150", revisit: "700" }, revisits: "1100", cardShare: "" },
  },
  {
    title: { ja: "加算を算定している医科診療所", en: "A medical clinic that claims an add-on" },
    type: "medical-clinic",
    services: OUTPATIENTS,
    facts: OUTSIDE,
    without: ["regional-network"],
    users: [426, 412, 405, 391],
    receipts: 868,
    filed: ["records-linkage"],
    volume: { patients: { "initial-visit": "150", revisit: "700" }, revisits: "1100", cardShare: "" },
  },
  {
    title: { ja: "ベッドのある病院", en: "A hospital with beds" },
    type: "hospital",
    beds: 300,
    services: [...OUTPATIENTS, "admission"],
    facts: BOTH,
    without: [],
    users: [2480, 2390, 2310, 2205],
    receipts: 5200,
    filed: ["records-linkage"],
    notFiled: ["records-linkage-inpatient"],
  },
  {
    title: { ja: "もうすぐ届く歯科診療所", en: "A dental clinic that is about to get there" },
    type: "dental-clinic",
    services: OUTPATIENTS,
    facts: BOTH,
    without: ["regional-network", "e-prescription", "dispensing-registration"],
    users: [162, 149, 141, 138],
    receipts: 520,
    filed: ["records-linkage"],
  },
  {
    title: { ja: "届出がまだの薬局", en: "A pharmacy that has not filed yet" },
    type: "pharmacy",
    services: null,
    facts: {},
    without: [],
    users: [610, 588, 570, 552],
    receipts: 1340,
    notFiled: ["records-linkage"],
  },
  {
    title: { ja: "訪問看護ステーション", en: "A visiting nursing station" },
    type: "visiting-nursing-station",
    services: null,
    facts: {},
    without: [],
    users: [],
    receipts: 0,
    filed: ["visiting-nursing-dx"],
  },
];

/** The examples for a day: `title`, `note`, the `facility`, and what a draft has beside it. */
export function exampleFacilities(today) {
  const filedSince = `${monthBefore(today, 5)}-01`;
  return all.map(({ title, type, beds, services, facts, without, users, receipts, filed = [], notFiled = [], volume = {} }) => ({
    title,
    note: NOTE,
    facility: {
      type,
      ...(beds && { beds }),
      facts: { ...answers(without), ...facts },
      usage: users.map((count, index) => ({ month: monthBefore(today, index + 2), users: count, receipts })),
      filings: { ...Object.fromEntries(filed.map((id) => [id, [filedSince]])), ...Object.fromEntries(notFiled.map((id) => [id, null])) },
    },
    typed: { day: today, services, ...volume },
  }));
}
