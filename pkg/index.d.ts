// What vendors program against: every public function and every type that goes in or comes out. Written by hand; a test
// compiles the engine's real answers against it. All functions are synchronous, take and return plain data, and throw
// nothing but DxKasanError.

// ---------------------------------------------------------------------------------------------------------- vocabulary

/** A text for people. Never decide anything by it: every text belongs to an id. */
export interface Text {
  readonly ja: string;
  readonly en: string;
}

/** 点数表. Points and requirements differ by schedule. `visiting-nursing` is 訪問看護療養費. */
export type Schedule = "medical" | "dental" | "dispensing" | "visiting-nursing";

/** 病院, 医科診療所, 歯科診療所, 薬局, 訪問看護ステーション. A hospital's dental department is a `hospital` with `schedule: "dental"`. */
export type FacilityType = "hospital" | "medical-clinic" | "dental-clinic" | "pharmacy" | "visiting-nursing-station";

/**
 * What a fee hangs on: 初診, 再診 (外来診療料 included), 調剤, 訪問診療, 訪問看護, 入院初日, 情報通信機器を用いた医学管理等 in which an
 * electronic prescription is issued, and 救急外来医学管理料 of a patient with impaired consciousness whose information was fetched.
 */
export type Service =
  | "initial-visit"
  | "revisit"
  | "dispensing"
  | "home-visit"
  | "visiting-nursing"
  | "admission"
  | "online-management"
  | "emergency-visit";

/** How the usage rate is counted: レセプト件数ベース or オンライン資格確認件数ベース. */
export type Basis = "receipts" | "checks";

/** The add-ons (加算) of the built-in rules, and any string for those of a ruleset handed to `loadRules` of `dx-kasan/load-rules`. */
export type AddOnId =
  | "medical-dx-promotion" // 医療DX推進体制整備加算
  | "medical-information-acquisition" // 医療情報取得加算
  | "home-care-dx" // 在宅医療DX情報活用加算
  | "visiting-nursing-dx" // 訪問看護医療DX情報活用加算
  | "records-linkage" // 電子的診療情報連携体制整備加算, 電子的歯科診療情報…, 電子的調剤情報…
  | "records-linkage-inpatient" // 電子的診療情報連携体制整備加算 (入院)
  | "remote-e-prescription" // 遠隔電子処方箋活用加算
  | "emergency-information" // 救急時医療情報取得加算
  | (string & {});

/**
 * What a facility can say about itself, by the built-in rules, and any string for a ruleset handed to `loadRules` of `dx-kasan/load-rules`.
 * {@link facts} has the question, the help and the evidence of each, in Japanese and English.
 */
export type FactId =
  | "online-claims"
  | "online-eligibility"
  | "records-access"
  | "in-house-notice"
  | "own-website"
  | "website-notice"
  | "consultation"
  | "e-prescription"
  | "dispensing-registration"
  | "record-sharing-service"
  | "e-dispensing-records"
  | "security-measures"
  | "duplicate-check"
  | "special-dispensing-fee-b"
  | "notebook-use"
  | "pediatric-fee"
  | "under-six-share"
  | "home-consent"
  | "itemized-statement"
  | "emr-guideline"
  | "emr-e-prescription-interface"
  | "emr-record-sharing-interface"
  | "certified-emr"
  | "regional-network"
  | "exchange-standard-filed"
  | "network-notice"
  | "contingency-full"
  | "contingency-basic"
  | "prescribes-outside"
  | "dispenses-in-house"
  | "e-prescription-website"
  | "emergency-records-access"
  | (string & {});

/** The requirements (施設基準) of the built-in rules, and any string for a ruleset handed to `loadRules` of `dx-kasan/load-rules`. */
export type RequirementId =
  | "online-claims"
  | "online-eligibility"
  | "records-access"
  | "e-prescription"
  | "record-sharing"
  | "usage-rate"
  | "in-house-notice"
  | "website"
  | "consultation"
  | "e-dispensing-records"
  | "security"
  | "itemized-statement"
  | "emr"
  | "information-sharing"
  | "linkage-means"
  | "sharing-interface"
  | "contingency"
  | "home-consent"
  | "eligible-pharmacy"
  | "e-prescription-use"
  | "e-prescription-website"
  | "emergency-records-access"
  | (string & {});

// --------------------------------------------------------------------------------------------------------------- input

/** A 保険医療機関, 保険薬局 or 訪問看護ステーション, as far as the rules ask. Whatever is left out is unknown, which is not no. */
export interface Facility {
  readonly type: FacilityType;
  /** Default: the schedule that goes with the type. Hospitals and clinics may be `medical` or `dental`. */
  readonly schedule?: Schedule | undefined;
  /** 都道府県 by JIS X 0401, `"01"` to `"47"`. */
  readonly prefecture?: string | undefined;
  /** 病床数. */
  readonly beds?: number | undefined;
  readonly facts?: { readonly [fact in FactId]?: FactValue | undefined } | undefined;
  /** マイナ保険証利用率 by month, in any order, one entry per month and basis. */
  readonly usage?: readonly MonthlyUsage[] | undefined;
  /**
   * 届出: the day, or days, from which a filing of the add-on counts. `null` or an empty list: not filed. An add-on that is
   * left out: not known whether it is filed.
   */
  readonly filings?: { readonly [addOn in AddOnId]?: string | readonly string[] | null | undefined } | undefined;
}

/**
 * The answer to a fact: yes, no, or unknown (`null`); yes on some days only; or, for a fact of kind `ratio`, a ratio or a
 * percent string such as `"31.0%"`.
 */
export type FactValue = boolean | null | DatedFact | Ratio | string;

/** True from `since` until `until`, both days included, and false on every other day. */
export interface DatedFact {
  readonly since: string;
  readonly until?: string | undefined;
}

/** A ratio by its counts, such as 310 of 1,000. */
export interface Ratio {
  readonly part: number;
  readonly whole: number;
}

/**
 * The マイナ保険証利用率 of one month: `users` and `receipts`, or `rate`, or all of them if they agree. Counts are whole numbers up
 * to 1,000,000,000. 0 users of 0 receipts is an unknown rate.
 */
export interface MonthlyUsage {
  /** 実績月, the month measured: `"2025-07"`. */
  readonly month: string;
  /** Default: `"receipts"`. */
  readonly basis?: Basis | undefined;
  /** マイナ保険証利用者数; for the basis `checks`, the number of checks with the card. */
  readonly users?: number | undefined;
  /** 外来レセプト件数; for the basis `checks`, the number of all checks. */
  readonly receipts?: number | undefined;
  /** As reported: `"45.3%"`. Where there are counts as well, the counts decide. */
  readonly rate?: string | undefined;
  /** For the correction of 疑義解釈その24: claims of 在宅医療DX情報活用加算 in the month. */
  readonly homeCareClaims?: number | undefined;
  /** For the same correction: receipts of home care (在宅) in the month. */
  readonly homeCareReceipts?: number | undefined;
}

/** There are no options yet. Any key is an error, so that one which comes later is never ignored in silence. */
export interface EvaluateOptions {
  /**
   * Answer by what had been published on this day. Where what holds on the date asked about had not been, or not in full, an
   * add-on is `not-published`. What was published later and reaches back does not count. Default: all that the rules know.
   */
  readonly knownAt?: string | undefined;
}

/** One visit of a patient, for one service. */
export interface Visit {
  /** `"2025-10-06"`, not before {@link RulesInfo.from}. */
  readonly date: string;
  /** One that the facility's schedule has. */
  readonly service: Service;
  /**
   * Whether the electronic check with the card succeeded, also when no information existed. A refusal even in part, a broken
   * card and an expired certificate are `false`. Default: `false`.
   */
  readonly card?: boolean | undefined;
  /** Whether information was received from another 保険医療機関. Default: `false`. */
  readonly referral?: boolean | undefined;
  /**
   * Whether this is the second department (2つ目の診療科) on the same day, in which the medical schedule claims no add-on to the
   * visit. Without this mark, it looks like a second visit: of the same service it is refused all the same, by `frequency`, but
   * an initial visit beside a revisit may be claimed. Default: `false`.
   */
  readonly secondDepartment?: boolean | undefined;
  /**
   * Whether this is a revisit by telephone or the like (電話等再診), to which the medical and the dental schedule claim no add-on.
   * A revisit by video (情報通信機器を用いた診療) is `false`. Of effect for the service `revisit` alone. Default: `false`.
   */
  readonly telephone?: boolean | undefined;
}

/** How many patients a facility has in a month, and over which months to reckon. */
export interface Volume {
  /** The first claim month, `"2025-10"`, not before {@link RulesInfo.from}. */
  readonly from: string;
  /** The last claim month, at most 120 in all. */
  readonly until: string;
  /**
   * By service of the schedule: how many patients have at least one such visit in a month; of admissions, how many there are.
   * A service that is left out has none.
   */
  readonly patients: { readonly [service in Service]?: number | null | undefined };
  /**
   * How many revisits (再診) a month there are in all, by telephone too, and without those in a second department on the same day.
   * At least as many as patients with a revisit. Left out or `null`: unknown; then what filing takes is not taken off. It has no
   * effect where filing takes nothing, and is an error in a schedule without revisits.
   */
  readonly revisits?: number | null | undefined;
  /** The share of patients whose check with the card succeeds, as a percentage or as a ratio. Left out: unknown. */
  readonly cardShare?: string | { readonly part: number; readonly whole: number } | null | undefined;
}

/** There are no options yet. Any key is an error, so that one which comes later is never ignored in silence. */
export type ClaimOptions = { readonly [option: string]: never };

export interface AheadOptions {
  /** Only these add-ons, which the facility's schedule must have. Default: all of them. */
  readonly addOns?: readonly AddOnId[] | undefined;
}

export interface OutlookOptions extends AheadOptions {
  /** How many claim months to look ahead, 1 to 120. Default: 12. */
  readonly months?: number | undefined;
}

// -------------------------------------------------------------------------------------------------------------- answer

/**
 * What a facility qualifies for on one day. The same input gives the same answer, byte for byte as JSON. Names, labels, fees
 * and citations are shared between answers and frozen.
 */
export interface Assessment {
  readonly date: string;
  /** The day by whose knowledge it is answered, where the options say one. */
  readonly knownAt?: string;
  /** 算定月, the month of `date`. */
  readonly claimMonth: string;
  readonly schedule: Schedule;
  /** By which rules, and to which day they were compared with the law ({@link RulesInfo.checkedTo}). */
  readonly ruleset: { readonly version: string; readonly checkedTo: string | null; readonly sha256: string };
  /** Every add-on of the schedule, in the ruleset's order. */
  readonly addOns: readonly AddOnAssessment[];
}

/** What a receipt says. */
export interface Receipt {
  readonly answer: Assessment;
  /** The version of this package. */
  readonly engine: string;
  readonly input: { readonly date: string; readonly facility: Facility; readonly knownAt?: string };
  /** The sha256 of `input` in canonical JSON. */
  readonly inputSha256: string;
  readonly ruleset: Assessment["ruleset"];
}

/** What a facility qualifies for in one add-on (加算), and why. */
export interface AddOnAssessment {
  readonly id: AddOnId;
  readonly name: Text;
  readonly validity: Validity;
  /** `stale`: past `validity.reviewBy`; answered by the last rules known, which may be out of date. */
  readonly status: "in-force" | "not-yet" | "ended" | "stale" | "not-published";
  /**
   * About the standards (施設基準) alone; `filing` is beside it. `undetermined`: it depends on unknown facts. `not-published`
   * occurs with the option `knownAt` only.
   */
  readonly verdict: "qualifies" | "does-not-qualify" | "undetermined" | "not-in-force" | "not-published";
  /** The level (区分) to claim; set exactly when the verdict is `qualifies`. */
  readonly best: { readonly level: string; readonly fees: readonly Fee[] } | null;
  /** Over all ways in which the unknown facts could turn out; `null`: no level. */
  readonly range: { readonly worst: string | null; readonly best: string | null };
  /** By number. Empty when not in force, like `requirements`. */
  readonly levels: readonly LevelAssessment[];
  readonly requirements: readonly RequirementAssessment[];
  /** Unknown facts that can still change the answer, the most decisive first. */
  readonly questions: readonly FactId[];
  /** Unknown facts that its requirements read but that cannot change the answer any more. */
  readonly settled: readonly FactId[];
  /** The answer beside the other readings of the law, see {@link readings}. */
  readonly readings: Readings;
  readonly filing: {
    readonly required: boolean;
    /** 様式, where known. */
    readonly form: string | null;
    /**
     * 受理記号: how the lists of accepted filings (届出受理医療機関名簿) print it. Where each level has one of its own, that of the best level.
     * `null` where none is known, or where no level is reached yet.
     */
    readonly symbol: string | null;
    /** `null` where no filing is required, or where `filings` does not mention the add-on. */
    readonly filed: boolean | null;
    /** The levels that the filings given support on this date. */
    readonly levels: readonly string[];
  };
}

/** An answer beside the other readings of the law that the rules state (those with `modelled`). */
export interface Readings {
  /** Whether it is the same under all of them. */
  readonly same: boolean;
  /** Those under which it is not, and what it is there. */
  readonly differing: readonly OtherReading[];
}

export interface OtherReading {
  /** Id of a {@link Reading}. */
  readonly reading: string;
  /** Id of its alternative. */
  readonly alternative: string;
  readonly verdict: AddOnAssessment["verdict"];
  /** The level to claim. */
  readonly best: string | null;
  readonly range: AddOnAssessment["range"];
  /** The levels that the filings given support. */
  readonly filing: readonly string[];
}

/** When an add-on is in force. Both days are included; `until: null` is open. */
export interface Validity {
  readonly from: string;
  readonly until: string | null;
  /** Past this day the answer is `stale`. */
  readonly reviewBy: string | null;
  readonly succeededBy?: AddOnId;
}

/** One level (区分) of an add-on. */
export interface LevelAssessment {
  readonly id: string;
  readonly name: Text;
  readonly fees: readonly Fee[];
  readonly verdict: "met" | "unmet" | "undetermined";
  readonly checks: readonly Check[];
}

/** One requirement (施設基準) as one level asks it. */
export interface Check {
  readonly requirement: RequirementId;
  readonly state: State;
  /** The rate needed, `"45%"`, where the requirement is one. */
  readonly needed?: string;
}

/** `deemed`: 経過措置により満たしているとみなす, whatever the facts say. `unknown` never counts as yes nor as no. */
export type State = "met" | "unmet" | "unknown" | "deemed";

/** What the levels' checks of one requirement have in common. */
export interface RequirementAssessment {
  readonly id: RequirementId;
  readonly label: Text;
  readonly citations: readonly Citation[];
  /** The facts that it reads on that day. */
  readonly facts: readonly FactId[];
  /** Ids of the conflicts between sources that it rests on, see {@link readings}. */
  readonly doubts: readonly string[];
  /** The last day of the 経過措置; open where the requirement is deemed and this is left out. */
  readonly deemedUntil?: string;
  /** The rate that counted, cut off at two decimals, never rounded up. */
  readonly observed?: {
    readonly rate: string;
    readonly month: string;
    readonly basis: Basis;
    /** By the correction of 疑義解釈その24. */
    readonly corrected: boolean;
  };
  /** The months whose usage rates count (実績月), newest first; set where the requirement compares a rate. */
  readonly measured?: readonly {
    readonly month: string;
    readonly basis: Basis;
    /** The rate that counts, corrected where that is higher; `null` while it is unknown. */
    readonly rate: string | null;
  }[];
}

/** One fee (点数 or 円). */
export interface Fee {
  readonly service: Service;
  readonly amount: number;
  readonly unit: "points" | "yen";
  /** Where the amount depends on whether the check with the card succeeded on the visit. */
  readonly when?: "with-card" | "without-card";
  readonly per: Frequency;
  /** The item of the fee schedule (区分番号と注). */
  readonly item: string;
  /**
   * Its codes on receipts (レセプト) on the day of the answer. Several where the code depends on what it is used inside; empty where
   * none is known, as none is invented.
   */
  readonly codes: readonly ReceiptCode[];
  readonly citations: readonly Citation[];
  /** Ids of the conflicts between sources that it rests on, see {@link readings}. */
  readonly doubts: readonly string[];
}

/**
 * A fee's code on receipts (診療行為コード; 調剤行為, 訪問看護療養費) on a day. Codes change their meaning: 111703470 is level 1 of
 * `medical-dx-promotion` to 2025-03-31, and level 4 from 2025-04-01.
 *
 * @example
 * import { evaluate } from "dx-kasan";
 *
 * const { addOns: [promotion] } = evaluate({ type: "medical-clinic" }, "2025-04-01");
 * promotion?.levels[0]?.fees[0]?.codes[0]?.code; // => "111703670"
 */
export interface ReceiptCode {
  /** Nine digits. */
  readonly code: string;
  /** As the master of the payment fund (支払基金) names it. */
  readonly name: string;
  /** The item inside which alone it is used, such as 医学管理等 or 外来診療料. `null`: anywhere. */
  readonly within: Text | null;
  /** How sure it is that the code means this fee on that day: as sure as the least sure of its citations. */
  readonly basis: CitationBasis;
  readonly citations: readonly Citation[];
}

/** Once in so many calendar months, or in so many admissions. */
export type Frequency = { readonly months: number } | { readonly admissions: number };

/** Where a rule is written. */
export interface Citation {
  /** Id of a {@link Source}. */
  readonly source: string;
  /** The place in it, as the source numbers itself. */
  readonly at: string;
  readonly basis: CitationBasis;
  /** A few words of the source, letter for letter. */
  readonly quote: string | null;
}

/** How sure a citation is: read in full, read in part or through others, secondary, or inferred from neighbouring text. */
export type CitationBasis = "official" | "excerpt" | "secondary" | "inferred";

// -------------------------------------------------------------------------------------------------------------- claims

/** What a facility claims over the visits of one patient. */
export interface ClaimResult {
  readonly schedule: Schedule;
  readonly ruleset: Assessment["ruleset"];
  /**
   * One for each visit and add-on whose service fits, claimed or not, for add-ons in force or stale on the day: by visit as
   * they were listed, then in the ruleset's order.
   */
  readonly lines: readonly ClaimLine[];
  /** What the claimed lines come to. */
  readonly total: Money;
}

/** An add-on on a visit. */
export interface ClaimLine {
  /** The index into the visits. */
  readonly visit: number;
  readonly addOn: AddOnId;
  /** `stale`: by the last rules known, which may be out of date. */
  readonly status: "in-force" | "stale";
  /**
   * The level (区分) of the claim month: the best that is met for sure on its first day and supported by a filing counting on
   * or before that day. `null`: none.
   */
  readonly level: string | null;
  /** The amount for this visit, claimed or not; 0 without a level. */
  readonly amount: number;
  readonly unit: "points" | "yen";
  /** The codes of that fee on receipts on the day of the visit, claimed or not; empty where none is known, and without a level. */
  readonly codes: readonly ReceiptCode[];
  readonly claimed: boolean;
  readonly reason: ReasonCode;
  /** The claimed line that bars this one: where `reason` is `frequency` or `excluded`. */
  readonly by?: { readonly visit: number; readonly addOn: AddOnId };
  /**
   * The first day from which what is claimed up to this visit would not bar it any more. Left out where the add-on has ended
   * by then, and where the reason is another than `frequency` or `excluded`.
   */
  readonly possibleFrom?: string;
  /** Of a claimed line and of `frequency` the fee; of any other refusal what refuses. */
  readonly citations: readonly Citation[];
  /** Ids of the conflicts between sources that it rests on, see {@link readings}. */
  readonly doubts: readonly string[];
}

/**
 * Why a line is claimed or not.
 *
 * - `claimed`: it is.
 * - `not-qualified`: no level is met on the first day of the month. {@link evaluate} of that day says what is missing.
 * - `undetermined`: whether a level is met depends on something unknown.
 * - `not-filed`: no filing (届出) counting on the first day of the month supports a level that is or may be met.
 * - `filing-unknown`: a level is met, a filing is needed, and `filings` does not mention the add-on.
 * - `second-department`: not claimed in a second department on the same day.
 * - `telephone`: not claimed on a revisit by telephone or the like.
 * - `frequency`: claimed as often as it may be.
 * - `excluded`: another claim of the month excludes it.
 */
export type ReasonCode =
  | "claimed"
  | "not-qualified"
  | "undetermined"
  | "not-filed"
  | "filing-unknown"
  | "second-department"
  | "telephone"
  | "frequency"
  | "excluded";

/**
 * Points, and everything in yen: points × 10, and the fees that are in yen. Before the patient's share. Negative only in a
 * projection, where a filing takes more than the add-on brings.
 */
export interface Money {
  readonly points: number;
  readonly yen: number;
}

/** What a facility's monthly patients come to over a span of months. */
export interface Projection {
  readonly schedule: Schedule;
  readonly ruleset: Assessment["ruleset"];
  readonly months: readonly ProjectedMonth[];
  /** Calendar years, as far as they lie in the span. */
  readonly years: readonly { readonly year: number; readonly total: Bounds }[];
  readonly total: Bounds;
  /** What is taken for granted, where it makes a difference. */
  readonly assumptions: readonly { readonly id: AssumptionId; readonly text: Text }[];
}

/** The least and the most that something comes to, by the {@link Projection.assumptions}. */
export interface Bounds {
  readonly least: Money;
  readonly most: Money;
}

/** What one month comes to. */
export interface ProjectedMonth {
  /** 算定月. */
  readonly month: string;
  /** Every add-on in force or stale in it, in the ruleset's order. */
  readonly addOns: readonly ProjectedAddOn[];
  readonly total: Bounds;
}

/** What one add-on comes to in a month. */
export interface ProjectedAddOn {
  readonly id: AddOnId;
  readonly status: "in-force" | "stale";
  /** The level of the month; `null`: none can be claimed. */
  readonly level: string | null;
  readonly reason: "claimed" | "not-qualified" | "undetermined" | "not-filed" | "filing-unknown";
  /** Its claims, fee by fee, where there may be any. */
  readonly claims: readonly {
    readonly service: Service;
    readonly when?: "with-card" | "without-card";
    readonly amount: number;
    readonly unit: "points" | "yen";
    /** How many are reckoned where the sum is least; of two fees that depend on the card, the dearer may be fewer. */
    readonly least: number;
    /** How many are reckoned where the sum is most. */
    readonly most: number;
  }[];
  /** What cannot be claimed because a filing of the add-on counts in the month, with a level or without one. */
  readonly losses: readonly ProjectedLoss[];
  /** What the claims come to, less the losses as far as their number is known. */
  readonly total: Bounds;
  /** Every level above, the best first; every level, where there is none. Each is taken to be filed. */
  readonly higher: readonly {
    readonly level: string;
    /** What cannot be claimed once it is filed. */
    readonly losses: readonly ProjectedLoss[];
    /** What the add-on would come to, less the losses. */
    readonly total: Bounds;
    /** How much more the whole month would come to, other add-ons being what they are; less, where negative. */
    readonly more: { readonly least: Money; readonly most: Money };
  }[];
}

/** A fee beside an add-on's own that whoever has filed the add-on cannot claim any more, whichever level is met. */
export interface Loss {
  readonly name: Text;
  /** The item of the fee schedule, `"A001 注11"`. */
  readonly item: string;
  /** The service for each of which it could be claimed, however often a patient comes. */
  readonly service: Service;
  /** The amount for each, negative: `-1`. */
  readonly amount: number;
  readonly unit: "points" | "yen";
  readonly citations: readonly Citation[];
}

/** A loss in a month. */
export interface ProjectedLoss extends Loss {
  /** How often: {@link Volume.revisits}. `null`: unknown. */
  readonly count: number | null;
  /** What that comes to, negative; `null` as the number is, and left out of the sums then. */
  readonly total: Money | null;
}

/**
 * What a projection takes for granted.
 *
 * - `patients-not-visits`: numbers are of patients with at least one such visit; a second department and a revisit by telephone
 *   do not count.
 * - `as-known`: the level of a month is one that is sure; where a rate, a fact or a filing is unknown, there is none.
 * - `whole-amount`: the patient's own share is included.
 * - `overlap`: at the least, patients of add-ons that exclude each other are the same ones; at the most, different ones.
 * - `first-service-first`: of initial visit and revisit in one month, the initial visit comes first.
 * - `intervals`: of what is claimed once in several months, at the least the same patients come each month and their claims are
 *   spread evenly; at the most others come each month.
 * - `card-unknown`: at the least everybody uses the card, at the most nobody.
 * - `no-referral`: nobody comes with information from another institution.
 * - `loss-each-time`: what a filing takes would otherwise be claimed at every revisit.
 * - `revisits-unknown`: the number of revisits is unknown, so what a filing takes is left out of the sums. `most` still is a bound;
 *   `least` is one of the claims alone.
 * - `last-rules`: rules past their review go on.
 */
export type AssumptionId =
  | "patients-not-visits"
  | "as-known"
  | "whole-amount"
  | "overlap"
  | "first-service-first"
  | "intervals"
  | "card-unknown"
  | "no-referral"
  | "loss-each-time"
  | "revisits-unknown"
  | "last-rules";

// ------------------------------------------------------------------------------------------------------------- outlook

/** Which usage rates the coming claim months need, in which months they are measured, and what is fixed already. */
export interface Outlook {
  readonly date: string;
  readonly schedule: Schedule;
  readonly ruleset: Assessment["ruleset"];
  /** The next first of a month after `date` on which a needed rate changes, appears (`from: null`) or goes (`to: null`). */
  readonly nextChange: {
    readonly date: string;
    readonly addOns: readonly {
      readonly id: AddOnId;
      readonly levels: readonly {
        readonly id: string;
        readonly needed: { readonly from: string | null; readonly to: string | null };
      }[];
    }[];
  } | null;
  /** By claim month, and within it in the ruleset's order; add-ons that need a rate only. */
  readonly months: readonly ClaimMonthOutlook[];
}

/** What levels of an add-on need, and which months count for them. */
export interface RatesNeeded {
  /** The months that count (実績月), newest first. */
  readonly measured: readonly {
    readonly month: string;
    readonly basis: Basis;
    /** `awaited`: the month is over, its rate not entered. `open`: the month is not over on `date`. */
    readonly state: "known" | "awaited" | "open";
    /** The rate that counts, corrected where that is higher, cut off at two decimals. */
    readonly rate?: string;
  }[];
  /** The best of the known rates; of equal ones the latest. */
  readonly best: { readonly rate: string; readonly month: string; readonly basis: Basis } | null;
  /** The levels that need a rate, by number. */
  readonly levels: readonly LevelOutlook[];
}

/** What an add-on needs in one claim month (算定月), by the rules and dated facts of its first day. */
export interface ClaimMonthOutlook extends RatesNeeded {
  readonly claimMonth: string;
  readonly addOn: AddOnId;
  readonly status: "in-force" | "stale";
  /** The same under the other readings of the law, where it is not the same. */
  readonly otherReadings: readonly (RatesNeeded & { readonly reading: string; readonly alternative: string })[];
}

export interface LevelOutlook {
  readonly id: string;
  /** The ordinary rate, `"60%"`, unless an exception is known to apply. */
  readonly needed: string;
  /** By a month already known. */
  readonly reached: boolean;
  /** Reached, or some month is awaited or open. */
  readonly reachable: boolean;
  /** Every requirement but the rate. */
  readonly otherwiseMet: "met" | "unmet" | "undetermined";
  /** The last day of the last open month. */
  readonly deadline: string | null;
  /** The users that the last open month needs, at the receipts of the latest month that has them. */
  readonly usersNeeded: { readonly month: string; readonly users: number; readonly receipts: number } | null;
}

// ------------------------------------------------------------------------------------------------------------ remedies

/** What would reach each level above the one reached. */
export interface Remedies {
  readonly date: string;
  readonly schedule: Schedule;
  readonly ruleset: Assessment["ruleset"];
  readonly addOns: readonly AddOnRemedies[];
}

export interface AddOnRemedies {
  readonly id: AddOnId;
  readonly name: Text;
  readonly status: AddOnAssessment["status"];
  /** The level reached whatever the unknown facts turn out to be. */
  readonly level: string | null;
  /** The levels above it, the next one first. */
  readonly levels: readonly {
    readonly id: string;
    readonly name: Text;
    readonly fees: readonly Fee[];
    /** Every minimal way, the cheapest for the facility first. Without any of its changes a way does not reach the level. */
    readonly ways: readonly Remedy[];
    /** Whether a filing is needed, and whether the filings given support the level. */
    readonly filing: { readonly required: boolean; readonly form: string | null; readonly supported: boolean };
  }[];
  /** What the facility cannot claim any more once it has filed the add-on, at whichever level. */
  readonly losses: readonly Loss[];
  /**
   * What each level adds in a month for each patient of a service; empty where nothing is lost. Filing pays where the sum over
   * the patients is more than the losses: of 4 points an initial visit and 2 a patient with revisits, and 1 point lost a revisit,
   * where 4 × initial visits + 2 × patients > revisits.
   */
  readonly breakEven: readonly {
    readonly level: string;
    readonly adds: readonly { readonly service: Service; readonly amount: number; readonly unit: "points" | "yen" }[];
  }[];
}

/** At once, by filing or applying, by buying, gradually, or not in the facility's hands. */
export type Effort = "at-once" | "filing" | "purchase" | "gradual" | "none";

export interface Remedy {
  /** That of its hardest change. */
  readonly effort: Effort;
  readonly changes: readonly Change[];
}

export type Change = FactChange | RatioChange | RateChange;

/** A fact gets the answer `to`. `now: "unknown"`: it may have it already. */
export interface FactChange {
  readonly kind: "fact";
  readonly fact: FactId;
  readonly to: boolean;
  readonly now: "unknown" | "unfavourable";
  readonly label: Text;
  readonly action: Text;
  readonly effort: Effort;
}

/** A ratio rises to `needed`, or turns out to be that much. */
export interface RatioChange {
  readonly kind: "ratio";
  readonly fact: FactId;
  readonly needed: string;
  readonly now: "unknown" | "unfavourable";
  readonly label: Text;
  readonly action: Text;
  readonly effort: Effort;
}

/** A usage rate rises to `needed`. The months that count for the day are over; `soonest` says when a coming one can do. */
export interface RateChange {
  readonly kind: "rate";
  readonly rate: string;
  readonly needed: string;
  readonly now: "unknown" | "unfavourable";
  readonly label: Text;
  readonly effort: Effort;
  /** The best rate that counts. */
  readonly best: NonNullable<RequirementAssessment["observed"]> | null;
  /** What it lacks in percentage points, `"5.00"`, rounded up. */
  readonly missing: string | null;
  /** The months that count and whose rates are not entered. */
  readonly awaited: readonly { readonly month: string; readonly basis: Basis }[];
  /** What the latest counting month with users and receipts lacks. */
  readonly users: { readonly month: string; readonly receipts: number; readonly users: number; readonly more: number } | null;
  /** The first of the coming twelve claim months for which the level has its rate, or can still have it. */
  readonly soonest: { readonly claimMonth: string; readonly needed: string; readonly deadline: string | null } | null;
}

// ------------------------------------------------------------------------------------------------------------ timeline

/** What a facility qualifies for over a span of days, if it does nothing. */
export interface Timeline {
  readonly from: string;
  readonly until: string;
  readonly schedule: Schedule;
  readonly ruleset: Assessment["ruleset"];
  readonly addOns: readonly { readonly id: AddOnId; readonly name: Text; readonly spans: readonly Span[] }[];
}

/** A run of days with one outcome. Spans follow one another without a gap, and each differs from the one before it. */
export interface Span {
  readonly from: string;
  readonly until: string;
  readonly status: AddOnAssessment["status"];
  readonly verdict: AddOnAssessment["verdict"];
  /** The receipt codes of its fees are those of the span's first day. */
  readonly best: AddOnAssessment["best"];
  readonly range: AddOnAssessment["range"];
  /** Why the span begins; empty for the first. */
  readonly reasons: readonly Reason[];
}

/** Why an outcome changes on a day. */
export type Reason =
  | { readonly kind: "add-on-begins"; readonly replaces: readonly AddOnId[] }
  | { readonly kind: "add-on-ends"; readonly succeededBy: AddOnId | null }
  | { readonly kind: "review-passed" }
  | { readonly kind: "level-begins" | "level-ends" | "fees-change"; readonly level: string }
  | {
      /** `deemed`: 経過措置. */
      readonly kind: "requirement-begins" | "requirement-ends" | "requirement-changes" | "deemed-begins" | "deemed-ends";
      readonly requirement: RequirementId;
      readonly levels: readonly string[];
    }
  | { readonly kind: "threshold-changes"; readonly level: string; readonly from: string; readonly to: string }
  | {
      /** A measured month begins or ceases to count. */
      readonly kind: "month-enters" | "month-leaves";
      readonly month: string;
      readonly basis: Basis;
      readonly rate: string | null;
    }
  /** The same month counts with another rate, as the home-care correction begins or ends. */
  | { readonly kind: "correction-changes" }
  /** A fact with `since` or `until` becomes true, or false. */
  | { readonly kind: "fact-begins" | "fact-ends"; readonly fact: FactId };

// ------------------------------------------------------------------------------------------------------------- compare

/** What the rules say otherwise on one day than on another, under their default readings. */
export interface Comparison {
  readonly from: string;
  readonly to: string;
  readonly ruleset: Assessment["ruleset"];
  /** By add-on and kind. Statements of several levels or schedules that change alike are one. */
  readonly changes: readonly RuleChange[];
}

export interface RuleChange {
  readonly schedules: readonly Schedule[];
  /** `null` for what all add-ons share. */
  readonly addOn: AddOnId | null;
  readonly kind:
    | "add-on"
    | "level"
    | "fee"
    | "code"
    | "requirement"
    | "deemed"
    | "exception"
    | "filing"
    | "symbol"
    | "support"
    | "carry-over"
    | "loss"
    | "window"
    | "correction"
    | "exclusion";
  readonly levels: readonly string[];
  /** The id of a requirement, of an exclusion, of a basis; or a service; of a receipt code where it is used. */
  readonly subject: string;
  readonly label: Text | null;
  /** In the rules' own notation; `null` where they say nothing. */
  readonly before: string | null;
  readonly after: string | null;
  readonly citations: readonly Citation[];
}

// -------------------------------------------------------------------------------------------------------------- tables

/** An add-on (加算) as the rules have it over all the years they cover. */
export interface AddOn {
  readonly id: AddOnId;
  readonly schedules: readonly AddOnInSchedule[];
}

export interface AddOnInSchedule {
  readonly schedule: Schedule;
  readonly name: Text;
  /** The service whose amount ranks the levels. */
  readonly mainService: Service;
  readonly validity: Validity;
  readonly services: readonly Service[];
  /** What is to be filed (届出), over time. */
  readonly filings: readonly {
    readonly required: boolean;
    readonly form: string | null;
    readonly from: string;
    readonly until: string | null;
    readonly citations: readonly Citation[];
    /** Ids of the conflicts between sources that it rests on, see {@link readings}. */
    readonly doubts: readonly string[];
  }[];
  /** 受理記号 of accepted filings, over time. `levels`: those whose filing it names; `null`: any. None where none is known. */
  readonly symbols: readonly {
    readonly symbol: string;
    readonly levels: readonly string[] | null;
    readonly from: string;
    readonly until: string | null;
    readonly citations: readonly Citation[];
  }[];
  readonly levels: readonly { readonly id: string; readonly name: Text; readonly from: string; readonly until: string | null }[];
  readonly citations: readonly Citation[];
}

/** A fact to ask a facility for. */
export interface Fact extends FactTexts {
  readonly id: FactId;
  readonly kind: "boolean" | "ratio";
  /** The answer that helps the facility; `null` for a ratio. */
  readonly favourable: boolean | null;
  /** What a facility can do to bring the favourable answer about. */
  readonly remedy: "at-once" | "filing" | "purchase" | "gradual" | "none";
  readonly citations: readonly Citation[];
  /** Other words for some schedules and days; the last one that fits counts. */
  readonly wordings: readonly FactWording[];
}

export interface FactTexts {
  readonly label: Text;
  /** To be answered by yes or no. */
  readonly question: Text;
  /** What exactly counts, and what does not. */
  readonly help: Text;
  /** Where to look: a document, a screen, a person. */
  readonly evidence: Text;
  /** What to do about it. */
  readonly action: Text;
}

export interface FactWording extends FactTexts {
  readonly schedules: readonly Schedule[];
  readonly from: string | null;
  readonly until: string | null;
  /** Where these words come from; empty where they say only what the fact's own citations say. */
  readonly citations: readonly Citation[];
}

/** A document that rules are cited from. */
export interface Source {
  readonly id: string;
  /** Its kind in Japanese: 告示, 通知, 疑義解釈 and so on. */
  readonly kind: string;
  /** In [square brackets] where it is a description and not the document's own title. */
  readonly title: string;
  readonly number: string | null;
  /** A date, or words where the date is not known to the day. */
  readonly issued: string | null;
  readonly url: string | null;
  /** How much of it was read for these rules. */
  readonly read: "full" | "part" | "none";
}

/** A conflict between sources, or a gap in them, and how the rules read it. */
export interface Reading {
  readonly id: string;
  readonly question: Text;
  readonly default: Text;
  readonly settledBy: Text;
  /** `modelled`: the rules hold the arms that this alternative would change. */
  readonly alternatives: readonly { readonly id: string; readonly text: Text; readonly modelled: boolean }[];
  readonly citations: readonly Citation[];
}

/** The ruleset as a whole, with the labels of its vocabulary. */
export interface RulesInfo {
  readonly version: string;
  /**
   * The day to which the rules were compared with the law: that of the newest evidence. What was published later is in no answer,
   * also where `validity.reviewBy` is still to come. `null` where the rules do not say, as those of `loadRules` may.
   */
  readonly checkedTo: string | null;
  readonly sha256: string;
  /** Version of the engine. */
  readonly engine: string;
  /** The first day on which any rule is in force. */
  readonly from: string;
  readonly schedules: readonly Labelled<Schedule>[];
  readonly types: readonly (Labelled<FacilityType> & { readonly schedules: readonly Schedule[] })[];
  /** With what a month's number of each counts in a {@link Volume}: patients with at least one such visit, or admissions. */
  readonly services: readonly (Labelled<Service> & { readonly counted: "patients" | "admissions" })[];
  readonly bases: readonly Labelled<Basis>[];
  readonly citationBases: readonly Labelled<CitationBasis>[];
  readonly requirements: readonly Labelled<RequirementId>[];
  /** The days on which something changes. */
  readonly changes: readonly string[];
}

export interface Labelled<Id extends string> {
  readonly id: Id;
  readonly label: Text;
}

// ------------------------------------------------------------------------------------------------------------- columns

/**
 * Facilities as columns: row *i* is one facility. {@link columns} makes them of an array; they may as well be filled by hand,
 * from a database or a file, as the engine checks what it reads. Plain data: they can be posted to a worker.
 *
 * Nothing is lost in a column: a rate is a pair of whole numbers, users and receipts, or of a percentage its digits and a power
 * of ten (45.3% is 453 of 1000).
 */
export interface Columns {
  readonly rows: number;
  /** Indices of hospital, medical-clinic, dental-clinic, pharmacy, visiting-nursing-station. */
  readonly types: Uint8Array;
  /** Indices of medical, dental, dispensing, visiting-nursing. */
  readonly schedules: Uint8Array;
  /** 1 to 47, and 0 where it is not stated. */
  readonly prefectures: Uint8Array;
  /** The facts of the bits, which have to be those of the rules in their order. */
  readonly facts: readonly FactId[];
  /** Bit *f* % 32 of element ⌊*f* / 32⌋ × `rows` + *i*: whether fact *f* of row *i* is known. */
  readonly known: Uint32Array;
  /** In the same places: whether it is answered with yes. */
  readonly yes: Uint32Array;
  /** The facts that are ratios, in the order of the rules. */
  readonly ratios: readonly ({ readonly fact: FactId } & RateColumn)[];
  /** Months measured, each with its basis once. A month that no facility knows may be left out. */
  readonly usage: readonly ({ readonly month: string; readonly basis: Basis } & RateColumn)[];
  /** The add-ons of `filings`, which have to be those of the rules in their order. */
  readonly addOns: readonly AddOnId[];
  /** Facts that are true on some days; they count in the place of the bits. Days are numbers such as 20251001, 0 is not an end. */
  readonly dated: List<"rows" | "facts" | "since" | "until">;
  /** Filings; the day 0 says that there is none. */
  readonly filings: List<"rows" | "addOns" | "days">;
  /** Months (indices of `usage`) with counts of home care, and the counts of that month; 4294967295 is unknown. */
  readonly homeCare: List<"rows" | "usage" | "users" | "receipts" | "claims" | "homeReceipts">;
}

export interface ColumnsOptions {
  readonly onError?: ((error: DxKasanError, index: number) => void) | null | undefined;
}

/** A rate for each row: `parts[i]` of `wholes[i]`, each at most 10⁹, unknown where the whole is 0. */
export interface RateColumn {
  readonly parts: Uint32Array;
  readonly wholes: Uint32Array;
}

/** What few rows have, an array for each field and an element for each item, by rising row. */
export type List<Field extends string> = Readonly<Record<Field, Uint32Array>>;

/** What the facilities of columns qualify for on a day. */
export interface Batch {
  readonly date: string;
  readonly rows: number;
  /** Every add-on, in the order of the rules. */
  readonly addOns: readonly AddOnRows[];
}

export interface AddOnRows {
  readonly id: AddOnId;
  /** The levels in force that day in any schedule. A level is written as its number among these, counted from 1; 0 is none. */
  readonly levels: readonly string[];
  /** What the add-on is in each schedule that has it that day. */
  readonly schedules: readonly {
    readonly schedule: Schedule;
    /** The requirements, by the bits of `missing`. */
    readonly requirements: readonly RequirementId[];
    /** The amount of each of `levels` for the main service; null where the schedule does not have the level. */
    readonly amounts: readonly (number | null)[];
    /** The receipt codes of the fee of that amount, for each of `levels`; empty where none is known. See {@link ReceiptCode}. */
    readonly codes: readonly (readonly string[])[];
    readonly unit: "points" | "yen";
  }[];
  /** 0: the schedule does not have the add-on; 1: not in force; 2: does not qualify; 3: undetermined; 4: qualifies. */
  readonly verdicts: Uint8Array;
  /** The level to claim; the same array as `range.worst`. */
  readonly level: Uint8Array;
  /** The levels to claim over all ways in which the unknowns could turn out. */
  readonly range: { readonly worst: Uint8Array; readonly best: Uint8Array };
  /** The amount of `level` for the main service; 0 where there is none. */
  readonly amounts: Uint32Array;
  /** For each of `levels`, the requirements that are not surely met: unmet, or unknown. */
  readonly missing: readonly Uint32Array[];
}

/** What if every facility answered facts so, or had rates so much higher. */
export interface WhatIf {
  readonly facts?: { readonly [fact in FactId]?: boolean | undefined } | undefined;
  /** Percentage points on every rate that is known, `"5%"`, or `"-2.5%"`. */
  readonly ratePoints?: string | undefined;
}

export interface SummaryOptions {
  readonly whatIf?: WhatIf | null | undefined;
}

/** Facilities counted by what they qualify for. Everything adds up: groups to the total, rows to rows. */
export interface Summary {
  readonly rows: number;
  /** The day; and the other day or the same with the what-if, where one was given. */
  readonly sides: readonly { readonly date: string; readonly whatIf: boolean; readonly addOns: readonly AddOnSummary[] }[];
  /** Who moves where from the first side to the second. Empty where there is one side only. */
  readonly moves: readonly Moves[];
}

export interface AddOnSummary {
  readonly id: AddOnId;
  /** All facilities whose schedule has the add-on. */
  readonly total: Tally;
  /** The same by type and prefecture (null where none is stated), those of which there are any. */
  readonly groups: readonly { readonly type: FacilityType; readonly prefecture: string | null; readonly counts: Tally }[];
}

/** A number with everything unknown at its worst, and at its best. */
export interface Counted {
  readonly worst: number;
  readonly best: number;
}

export interface Tally {
  readonly facilities: number;
  readonly qualifies: number;
  readonly undetermined: number;
  readonly doesNotQualify: number;
  readonly notInForce: number;
  /** How many facilities have which level to claim. */
  readonly levels: readonly ({ readonly level: string } & Counted)[];
  /** The sum of the amounts for the main service, once for each facility: by points, and by yen where the schedule has yen. */
  readonly points: Counted;
  readonly yen: Counted;
}

export interface Moves {
  readonly fromAddOn: AddOnId;
  /** The same add-on, or the one that has replaced it by then. */
  readonly toAddOn: AddOnId;
  /** The levels on the first side; null is none. */
  readonly from: readonly (string | null)[];
  readonly to: readonly (string | null)[];
  /** `worst[f][t]` facilities move from `from[f]` to `to[t]`, with everything unknown at its worst. */
  readonly worst: readonly (readonly number[])[];
  readonly best: readonly (readonly number[])[];
}

// ----------------------------------------------------------------------------------------------------------- functions

/**
 * What the facility qualifies for on `date` (`"2025-10-01"`), in every add-on of its schedule, and why.
 *
 * A facility that does not qualify is a result, never an error.
 *
 * @throws {DxKasanError} for input that cannot be right: an unknown key, a wrong type, users > receipts, and the like
 * @example
 * import { evaluate } from "dx-kasan";
 *
 * const clinic = { type: "medical-clinic", facts: { "online-claims": false } } as const;
 * const [promotion] = evaluate(clinic, "2025-10-01").addOns;
 * promotion?.id; // => "medical-dx-promotion"
 * promotion?.verdict; // => "does-not-qualify"
 */
export function evaluate(facility: Facility, date: string, options?: EvaluateOptions): Assessment;

/**
 * Every fault of a facility, where `evaluate` throws the first: for forms, files and whoever takes facilities from others. Empty where there
 * is none.
 *
 * Faults are in the order of reading: keys that do not exist, then the keys of {@link Facility} in their order. The first is what `evaluate`
 * throws. What a faulty value leaves open is not judged: whether counts agree with a rate that cannot be read, for example. At most a hundred
 * faults are told; what is not an object has one. Whatever is handed in, this does not throw.
 *
 * @example
 * import { check } from "dx-kasan";
 *
 * const faults = check({ type: "pharmacy", beds: -1, usage: [{ month: "2025-07", rate: "45" }] });
 * faults.map(({ code, path }) => [code, path]); // => [["out-of-range", "beds"], ["bad-rate", "usage[0].rate"]]
 * faults[1]?.messageJa; // => "「45」は割合として読めません。45.3% のように書いてください。"
 * check({ type: "pharmacy" }); // => []
 */
export function check(facility: unknown): FacilityFault[];

/**
 * An evaluation that anybody can check later: canonical JSON (RFC 8785) of the input, its sha256, the version of the engine, the
 * ruleset and the whole answer. The same input gives the same bytes, in every browser, in Node and natively.
 *
 * @throws {DxKasanError} as {@link evaluate}
 * @example
 * import { receipt, verify } from "dx-kasan";
 *
 * const text = receipt({ type: "pharmacy" }, "2026-06-01");
 * verify(text).input.date; // => "2026-06-01"
 */
export function receipt(facility: Facility, date: string, options?: EvaluateOptions): string;

/**
 * Derives a receipt again from the input that it holds, compares it byte for byte, and gives what it says.
 *
 * @throws {DxKasanError} `bad-receipt` for one that was changed, with the part as `path`, and for one of another version of the
 * package or of another ruleset, which only that version can verify
 * @example
 * import { receipt, verify } from "dx-kasan";
 *
 * const { answer } = verify(receipt({ type: "pharmacy" }, "2026-06-01"));
 * answer.schedule; // => "dispensing"
 */
export function verify(receipt: string): Receipt;

/**
 * The usage rates (マイナ保険証利用率) that the claim months after `date` need, level by level: measured in which months, which of
 * them are fixed, awaited or open, by when, and how many users would do.
 *
 * @throws {DxKasanError} as {@link evaluate}, and for options that cannot be right
 * @example
 * import { outlook } from "dx-kasan";
 *
 * const clinic = { type: "medical-clinic", usage: [{ month: "2025-06", users: 550, receipts: 1000 }] } as const;
 * const { months } = outlook(clinic, "2025-08-20");
 * const november = months.find(({ claimMonth }) => claimMonth === "2025-11");
 * november?.levels[0]?.needed; // => "60%"
 * november?.levels[0]?.deadline; // => "2025-08-31"
 * november?.levels[0]?.usersNeeded?.users; // => 600
 */
export function outlook(facility: Facility, date: string, options?: OutlookOptions): Outlook;

/**
 * What would reach each level above the one reached on `date`: every minimal set of changes, the cheapest first.
 *
 * @throws {DxKasanError} as {@link outlook}
 * @example
 * import { remedies } from "dx-kasan";
 *
 * const facts = { "online-claims": true, "online-eligibility": true, "home-consent": true, "in-house-notice": false };
 * const [nursing] = remedies({ type: "visiting-nursing-station", facts }, "2025-10-01").addOns;
 * nursing?.levels[0]?.ways[0]?.effort; // => "at-once"
 */
export function remedies(facility: Facility, date: string, options?: AheadOptions): Remedies;

/**
 * What changes from `from` to `until`, both included, if the facility does nothing, and why. At most ten years.
 *
 * @throws {DxKasanError} as {@link outlook}; `inconsistent` or `out-of-range` at `until`
 * @example
 * import { timeline } from "dx-kasan";
 *
 * const [promotion] = timeline({ type: "pharmacy" }, "2026-05-01", "2026-06-30").addOns;
 * promotion?.spans[1]?.from; // => "2026-06-01"
 * promotion?.spans[1]?.reasons[0]?.kind; // => "add-on-ends"
 */
export function timeline(facility: Facility, from: string, until: string, options?: AheadOptions): Timeline;

/**
 * The points over one patient's visits, with frequency limits, exclusions between add-ons, and the level of each claim month.
 * Visits may come in any order; of several on one day, the order in which they are listed is that of the day.
 *
 * @throws {DxKasanError} among others `out-of-range` for a day before the rules begin, `not-applicable` for a service that the
 * schedule does not have; the path begins with `visits[2]`
 * @example
 * import { claim } from "dx-kasan";
 *
 * const facts = { "online-claims": true, "online-eligibility": true, "home-consent": true, "in-house-notice": true };
 * const station = { type: "visiting-nursing-station", facts, filings: { "visiting-nursing-dx": "2024-06-01" } } as const;
 * const result = claim(station, [
 *   { date: "2024-07-18", service: "visiting-nursing" },
 *   { date: "2024-07-04", service: "visiting-nursing" },
 * ]);
 * result.total.yen; // => 50
 * result.lines[0]?.reason; // => "frequency"
 * result.lines[0]?.by?.visit; // => 1
 */
export function claim(facility: Facility, visits: readonly Visit[], options?: ClaimOptions): ClaimResult;

/**
 * What a facility's monthly patients come to, at the level of each month, less what its filings take, and what each higher level
 * would add. The result says what it takes for granted.
 *
 * @throws {DxKasanError} as {@link claim}; the path begins with `volume`
 * @example
 * import { project } from "dx-kasan";
 *
 * const facts = { "online-claims": true, "online-eligibility": true, "in-house-notice": true, "own-website": false };
 * const volume = { from: "2025-10", until: "2025-12", patients: { "initial-visit": 120, revisit: 800 } };
 * const { total } = project({ type: "medical-clinic", facts }, volume);
 * total.least.points; // => 1038
 * total.most.points; // => 2760
 */
export function project(facility: Facility, volume: Volume, options?: ClaimOptions): Projection;

/**
 * What the rules say otherwise on `to` than on `from`: for people who keep rules.
 *
 * @throws {DxKasanError} `bad-date`
 * @example
 * import { compare } from "dx-kasan";
 *
 * const change = compare("2025-09-30", "2025-10-01").changes.find(({ subject }) => subject === "usage-rate");
 * change?.before; // => "usage-rate >= 45%"
 * change?.after; // => "usage-rate >= 60%"
 */
export function compare(from: string, to: string): Comparison;

/**
 * Facilities as columns, read as strictly as {@link evaluate} reads one.
 *
 * @param options `onError` is told of each facility that cannot be right, and its place; it is left out then, and the rows are
 *   those of the others.
 * @throws {DxKasanError} whose path begins with the facility's place: `facilities[12].usage[0].rate`
 * @example
 * import { columns } from "dx-kasan";
 *
 * const two = columns([{ type: "pharmacy", prefecture: "13" }, { type: "hospital", facts: { consultation: true } }]);
 * two.rows; // => 2
 * [...two.prefectures]; // => [13, 0]
 */
export function columns(facilities: readonly Facility[], options?: ColumnsOptions): Columns;

/**
 * Columns of the same rules as one, rows after rows.
 *
 * @throws {DxKasanError} for no columns, and for columns of other rules: `parts[1].facts`
 * @example
 * import { columns, joinColumns } from "dx-kasan";
 *
 * const joined = joinColumns([columns([{ type: "pharmacy" }]), columns([{ type: "hospital" }])]);
 * [...joined.types]; // => [3, 0]
 */
export function joinColumns(parts: readonly Columns[]): Columns;

/**
 * The answers of {@link evaluate} for all rows at once, as columns: for a whole nation in a fraction of a second. It is the same
 * decision; {@link explainRow} says why.
 *
 * @throws {DxKasanError} for a date that is none, and for columns that cannot be right: `columns.usage[0].parts[7]`
 * @example
 * import { batch, columns } from "dx-kasan";
 *
 * const facts = { "online-claims": true, "online-eligibility": true, "home-consent": true, "in-house-notice": true };
 * const stations = columns([{ type: "visiting-nursing-station", facts }, { type: "visiting-nursing-station" }]);
 * const addOn = batch(stations, "2024-06-01").addOns.find(({ id }) => id === "visiting-nursing-dx");
 * [...(addOn?.verdicts ?? [])]; // => [4, 3]
 * [...(addOn?.level ?? [])]; // => [1, 0]
 * [...(addOn?.range.best ?? [])]; // => [1, 1]
 * [...(addOn?.amounts ?? [])]; // => [50, 0]
 */
export function batch(columns: Columns, date: string): Batch;

/**
 * Counts of facilities and points by add-on, level, type and prefecture, at worst and at best; and beside them those of another
 * day, or with a what-if, and who moves where in between. The what-if holds on the second side alone, which is the same day
 * where no other is given.
 *
 * @throws {DxKasanError} as {@link batch}, and for options that cannot be right: `options.whatIf.facts.consultatio`
 * @example
 * import { columns, summary } from "dx-kasan";
 *
 * const facts = { "online-claims": true, "online-eligibility": true, "home-consent": true };
 * const stations = columns([{ type: "visiting-nursing-station", facts }]);
 * const { sides, moves } = summary(stations, "2024-06-01", null, { whatIf: { facts: { "in-house-notice": true } } });
 * sides[0]?.addOns.find(({ id }) => id === "visiting-nursing-dx")?.total.yen.worst; // => 0
 * sides[1]?.addOns.find(({ id }) => id === "visiting-nursing-dx")?.total.yen.worst; // => 50
 * moves.find(({ fromAddOn }) => fromAddOn === "visiting-nursing-dx")?.worst[0]; // => [0, 1]
 */
export function summary(columns: Columns, date: string, other?: string | null, options?: SummaryOptions): Summary;

/**
 * The answer of {@link evaluate} for one row.
 *
 * @throws {DxKasanError} as {@link batch}, and for a row that does not exist
 * @example
 * import { columns, evaluate, explainRow } from "dx-kasan";
 *
 * const pharmacy = { type: "pharmacy", usage: [{ month: "2025-07", rate: "45.3%" }] } as const;
 * const explained = explainRow(columns([pharmacy]), 0, "2025-10-01");
 * JSON.stringify(explained) === JSON.stringify(evaluate(pharmacy, "2025-10-01")); // => true
 */
export function explainRow(columns: Columns, row: number, date: string): Assessment;

/**
 * All add-ons of the ruleset, with their schedules, levels and periods.
 *
 * @example
 * import { addOns } from "dx-kasan";
 *
 * addOns()[0]?.id; // => "medical-dx-promotion"
 */
export function addOns(): readonly AddOn[];

/**
 * All facts that a facility can be asked for, with the texts to ask with.
 *
 * @example
 * import { facts } from "dx-kasan";
 *
 * facts().find((fact) => fact.id === "own-website")?.favourable; // => false
 */
export function facts(): readonly Fact[];

/**
 * All documents that the rules know of.
 *
 * @example
 * import { sources } from "dx-kasan";
 *
 * sources().find((source) => source.id === "chuikyo-2025-07-23")?.kind; // => "中医協資料"
 */
export function sources(): readonly Source[];

/**
 * All conflicts between sources and gaps in them, with the reading that the rules follow.
 *
 * @example
 * import { readings } from "dx-kasan";
 *
 * readings()[0]?.id; // => "C1"
 */
export function readings(): readonly Reading[];

/**
 * Version and checksum of the ruleset, and the labels of its vocabulary.
 *
 * @example
 * import { rulesInfo } from "dx-kasan";
 *
 * rulesInfo().from; // => "2024-06-01"
 */
export function rulesInfo(): RulesInfo;

/**
 * The canonical form of a date in another form: 和暦, full-width digits, slashes.
 *
 * @throws {DxKasanError} `bad-date`
 * @example
 * import { parseDate } from "dx-kasan";
 *
 * parseDate("令和7年10月1日"); // => "2025-10-01"
 */
export function parseDate(text: string): string;

/**
 * The canonical form of a rate in another form: full-width digits, `％`.
 *
 * @throws {DxKasanError} `bad-rate`
 * @example
 * import { parseRate } from "dx-kasan";
 *
 * parseRate("４５．３％"); // => "45.3%"
 */
export function parseRate(text: string): string;

/** The functions of one ruleset, see `loadRules` of `dx-kasan/load-rules`. */
export interface Rules {
  readonly evaluate: typeof evaluate;
  readonly check: typeof check;
  readonly receipt: typeof receipt;
  readonly verify: typeof verify;
  readonly outlook: typeof outlook;
  readonly remedies: typeof remedies;
  readonly timeline: typeof timeline;
  readonly claim: typeof claim;
  readonly project: typeof project;
  readonly compare: typeof compare;
  readonly columns: typeof columns;
  readonly batch: typeof batch;
  readonly summary: typeof summary;
  readonly explainRow: typeof explainRow;
  readonly addOns: typeof addOns;
  readonly facts: typeof facts;
  readonly sources: typeof sources;
  readonly readings: typeof readings;
  readonly rulesInfo: typeof rulesInfo;
}

// -------------------------------------------------------------------------------------------------------------- errors

/**
 * The one class of errors that this package throws. Tell by `code`, show `messageJa` or `message`.
 *
 * @example
 * import { DxKasanError, evaluate } from "dx-kasan";
 *
 * try {
 *   evaluate({ type: "pharmacy", usage: [{ month: "2025-13", rate: "45.3%" }] }, "2025-10-01");
 * } catch (error) {
 *   error instanceof DxKasanError && error.code; // => "bad-month"
 *   error instanceof DxKasanError && error.path; // => "usage[0].month"
 * }
 */
export class DxKasanError extends Error {
  private constructor();
  readonly name: "DxKasanError";
  readonly code: ErrorCode;
  /** Where in the input: `usage[2].rate`. Empty for the input as a whole. */
  readonly path: string;
  /** The values that the message names. */
  readonly params: { readonly [name: string]: string };
  /** `message` in Japanese. */
  readonly messageJa: string;
}

/** What is wrong with a facility, as plain data: what a {@link DxKasanError} says. */
export interface FacilityFault {
  readonly code: ErrorCode;
  /** Where in the facility: `usage[2].rate`. Empty for the facility as a whole. */
  readonly path: string;
  /** The values that the message names. */
  readonly params: { readonly [name: string]: string };
  readonly message: string;
  /** `message` in Japanese. */
  readonly messageJa: string;
}

/** `internal`: nothing is wrong with the input; the engine could not start, or stopped by itself. */
export type ErrorCode =
  | "unknown-key"
  | "wrong-type"
  | "not-a-number"
  | "out-of-range"
  | "bad-date"
  | "bad-month"
  | "bad-rate"
  | "unknown-id"
  | "duplicate"
  | "inconsistent"
  | "incomplete"
  | "not-applicable"
  | "bad-ruleset"
  | "bad-receipt"
  | "internal";
