// A vendor's code, as it should compile under the strictest settings. It is never run.

import {
  addOns,
  claim,
  DxKasanError,
  evaluate,
  facts,
  parseDate,
  parseRate,
  project,
  readings,
  remedies,
  rulesInfo,
  sources,
  type AddOn,
  type AddOnAssessment,
  type AddOnId,
  type Assessment,
  type Bounds,
  type ClaimLine,
  type ErrorCode,
  type Facility,
  type Fact,
  type FactId,
  type Loss,
  type ProjectedLoss,
  type Reading,
  type ReasonCode,
  type Rules,
  type RulesInfo,
  type Source,
  type State,
  type Text,
  type Visit,
  type Volume,
} from "dx-kasan";
import { loadRules } from "dx-kasan/load-rules";

// Input: everything a facility can say, in every form it can be said in.
const clinic: Facility = {
  type: "medical-clinic",
  schedule: "medical",
  prefecture: "13",
  beds: 19,
  facts: {
    "online-claims": true,
    "own-website": false,
    "e-prescription": null,
    consultation: { since: "2025-10-01" },
    "website-notice": { since: "2025-04-01", until: "2025-12-31" },
    "under-six-share": { part: 310, whole: 1000 },
    "a-fact-of-my-own-ruleset": "31.0%",
  },
  usage: [
    { month: "2025-07", users: 453, receipts: 1000 },
    { month: "2025-06", basis: "checks", rate: "45.3%" },
    { month: "2025-05", rate: "44%", receipts: 900, homeCareClaims: 3, homeCareReceipts: 10 },
  ],
  filings: { "medical-dx-promotion": "2025-04-01", "home-care-dx": ["2024-06-01", "2025-04-01"], "records-linkage": null },
};

// What is not known may be left out, or be undefined, as form libraries have it.
const sparse: Facility = { type: "pharmacy", schedule: undefined, facts: { consultation: undefined }, usage: undefined };

// Constant input is accepted as it is.
const constant = { type: "hospital", schedule: "dental", usage: [{ month: "2025-07", rate: "45.3%" }] } as const;

const assessment: Assessment = evaluate(clinic, "2025-10-01");
evaluate(sparse, parseDate("令和7年10月1日"), {});
evaluate(constant, "2025-10-01");

// Output: narrowed by its own fields, without casts.
function headline({ name, status, verdict, best, range, questions }: AddOnAssessment): string {
  switch (verdict) {
    case "qualifies":
      return best === null ? "" : `${name.ja} ${best.level} ${best.fees.map(({ amount, unit }) => `${amount} ${unit}`).join()}`;
    case "undetermined":
      return `${questions.length} ${range.worst ?? "-"} ${range.best ?? "-"}`;
    case "does-not-qualify":
    case "not-in-force":
    case "not-published":
      return status;
  }
}
const headlines: string[] = assessment.addOns.map(headline);

const mark: Record<State, string> = { met: "✓", unmet: "✗", unknown: "?", deemed: "✓" };
for (const { levels, requirements } of assessment.addOns) {
  for (const { checks } of levels) for (const { state, needed } of checks) console_log(mark[state], needed ?? "");
  for (const { observed, citations, deemedUntil } of requirements) {
    console_log(observed?.rate ?? "", citations[0]?.quote ?? "", deemedUntil ?? "");
  }
}

// Filings: the symbol of the day, and all of them over time.
const symbols: (string | null)[] = assessment.addOns.map(({ filing }) => filing.symbol);
for (const { schedules } of addOns()) {
  for (const { symbols: known } of schedules) {
    for (const { symbol, levels, until, citations } of known)
      console_log(symbol, levels?.join() ?? "", until ?? "", citations[0]?.basis ?? "");
  }
}
console_log(...symbols.map((symbol) => symbol ?? ""));

// Claims: a reason for each line, and none that the type does not know.
const visits: readonly Visit[] = [
  { date: "2025-10-06", service: "initial-visit", card: true },
  { date: "2025-10-06", service: "initial-visit", referral: undefined, secondDepartment: true },
  { date: "2025-10-20", service: "revisit", telephone: true },
];
const reasons: Record<ReasonCode, string> = {
  claimed: "算定",
  "not-qualified": "施設基準を満たさない",
  undetermined: "不明",
  "not-filed": "届出なし",
  "filing-unknown": "届出が不明",
  "second-department": "2つ目の診療科",
  telephone: "電話等再診",
  frequency: "回数の上限",
  excluded: "併算定不可",
};
const refused = ({ claimed, reason, by, possibleFrom }: ClaimLine): string =>
  claimed ? "" : `${reasons[reason]} ${by?.addOn ?? ""} ${possibleFrom ?? ""}`;
const refusals: string[] = claim(clinic, visits).lines.map(refused);
const volume: Volume = { from: "2025-10", until: "2026-03", patients: { "initial-visit": 120, revisit: null }, cardShare: "45.3%" };
const year: Bounds = project(clinic, volume).total;
const taken: number[] = project(clinic, { ...volume, revisits: 1500 }).months.flatMap(({ addOns }) =>
  addOns.flatMap(({ losses }) =>
    losses.map(({ name, amount, count, total }: ProjectedLoss) => (total?.points ?? 0) + amount + (count ?? name.ja.length)),
  ),
);
const made: string[] = remedies(clinic, "2026-12-01").addOns.flatMap(({ losses, breakEven }) =>
  breakEven.map(({ level, adds }) => `${level} ${adds.length} ${losses.map(({ item }: Loss) => item).join()}`),
);

declare function console_log(...texts: string[]): void;

const labels = new Map<FactId, Text>(facts().map(({ id, label }) => [id, label]));
const known: AddOnId = "records-linkage";
const own: AddOnId = "an-add-on-of-my-own";
const tables: [readonly AddOn[], readonly Fact[], readonly Source[], readonly Reading[], RulesInfo] = [
  addOns(),
  facts(),
  sources(),
  readings(),
  rulesInfo(),
];

const other: Rules = loadRules({ version: "2027.1.0" });
const bound: typeof evaluate = other.evaluate;
const rate: string = parseRate("４５．３％");

try {
  loadRules("{}");
} catch (error) {
  if (error instanceof DxKasanError) {
    const code: ErrorCode = error.code;
    const shown: string = `${error.name} ${code} ${error.path} ${error.messageJa}`;
    console_log(shown);
  }
}

export { bound, headlines, known, labels, own, rate, refusals, tables, year };
