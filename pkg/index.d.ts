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

/** What a fee hangs on: 初診, 再診 (外来診療料 included), 調剤, 訪問診療, 訪問看護, 入院初日. */
export type Service = "initial-visit" | "revisit" | "dispensing" | "home-visit" | "visiting-nursing" | "admission";

/** How the usage rate is counted: レセプト件数ベース or オンライン資格確認件数ベース. */
export type Basis = "receipts" | "checks";

/** The add-ons (加算) of the built-in rules, and any string for those of a ruleset handed to {@link loadRules}. */
export type AddOnId =
  | "medical-dx-promotion" // 医療DX推進体制整備加算
  | "medical-information-acquisition" // 医療情報取得加算
  | "home-care-dx" // 在宅医療DX情報活用加算
  | "visiting-nursing-dx" // 訪問看護医療DX情報活用加算
  | "records-linkage" // 電子的診療情報連携体制整備加算, 電子的歯科診療情報…, 電子的調剤情報…
  | "records-linkage-inpatient" // 電子的診療情報連携体制整備加算 (入院)
  | (string & {});

/**
 * What a facility can say about itself, by the built-in rules, and any string for a ruleset handed to {@link loadRules}.
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
  | "network-notice"
  | "contingency-full"
  | "contingency-basic"
  | (string & {});

/** The requirements (施設基準) of the built-in rules, and any string for a ruleset handed to {@link loadRules}. */
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
  | "contingency"
  | "home-consent"
  | "eligible-pharmacy"
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
export type EvaluateOptions = { readonly [option: string]: never };

// -------------------------------------------------------------------------------------------------------------- answer

/**
 * What a facility qualifies for on one day. The same input gives the same answer, byte for byte as JSON. Names, labels, fees
 * and citations are shared between answers and frozen.
 */
export interface Assessment {
  readonly date: string;
  /** 算定月, the month of `date`. */
  readonly claimMonth: string;
  readonly schedule: Schedule;
  readonly ruleset: { readonly version: string; readonly sha256: string };
  /** Every add-on of the schedule, in the ruleset's order. */
  readonly addOns: readonly AddOnAssessment[];
}

/** What a facility qualifies for in one add-on (加算), and why. */
export interface AddOnAssessment {
  readonly id: AddOnId;
  readonly name: Text;
  readonly validity: Validity;
  /** `stale`: past `validity.reviewBy`; answered by the last rules known, which may be out of date. */
  readonly status: "in-force" | "not-yet" | "ended" | "stale";
  /** About the standards (施設基準) alone; `filing` stands beside it. `undetermined`: it hangs on unknown facts. */
  readonly verdict: "qualifies" | "does-not-qualify" | "undetermined" | "not-in-force";
  /** The level (区分) to claim; set exactly when the verdict is `qualifies`. */
  readonly best: { readonly level: string; readonly fees: readonly Fee[] } | null;
  /** Over all ways in which the unknown facts could turn out; `null`: no level. */
  readonly range: { readonly worst: string | null; readonly best: string | null };
  /** By number. Empty when not in force, like `requirements`. */
  readonly levels: readonly LevelAssessment[];
  readonly requirements: readonly RequirementAssessment[];
  /** Unknown facts that can still change the answer, the most decisive first. */
  readonly questions: readonly FactId[];
  readonly filing: {
    readonly required: boolean;
    /** 様式, where known. */
    readonly form: string | null;
    /** `null` where no filing is required, or where `filings` does not mention the add-on. */
    readonly filed: boolean | null;
    /** The levels that the filings given support on this date. */
    readonly levels: readonly string[];
  };
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
  readonly citations: readonly Citation[];
  /** Ids of the conflicts between sources that it rests on, see {@link readings}. */
  readonly doubts: readonly string[];
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
  readonly sha256: string;
  /** Version of the engine. */
  readonly engine: string;
  /** The first day on which any rule is in force. */
  readonly from: string;
  readonly schedules: readonly Labelled<Schedule>[];
  readonly types: readonly (Labelled<FacilityType> & { readonly schedules: readonly Schedule[] })[];
  readonly services: readonly Labelled<Service>[];
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

/**
 * The functions of another ruleset than the built-in one, given as JSON text or as the object that it holds. It is checked as
 * strictly as the built-in one.
 *
 * @throws {DxKasanError} `bad-ruleset`
 * @example
 * import { DxKasanError, loadRules } from "dx-kasan";
 *
 * try {
 *   loadRules("{}").rulesInfo().version;
 * } catch (error) {
 *   error instanceof DxKasanError && error.code; // => "bad-ruleset"
 * }
 */
export function loadRules(ruleset: string | object): Rules;

/** The functions of one ruleset, see {@link loadRules}. */
export interface Rules {
  readonly evaluate: typeof evaluate;
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
  | "internal";
