//! The one error that callers see: what is wrong with their input, where, and what was probably meant.

use std::fmt;

use dx_kasan_rules::date::{BadDate, YEARS};
use dx_kasan_rules::read::{Fault, Problem};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// What is wrong with an input.
///
/// A facility that does not qualify is an answer and never an error.
///
/// ```
/// use dx_kasan::{Facility, Ruleset};
///
/// let rules = Ruleset::built_in();
/// let error = Facility::from_json(&rules, r#"{ "type": "medical-clinic", "usag": [] }"#).unwrap_err();
/// assert_eq!(error.code().id(), "unknown-key");
/// assert_eq!(error.path(), "usag");
/// assert_eq!(error.to_string(), "unknown key `usag`; did you mean `usage`?");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: Box<Kind>,
    path: String,
}

/// The kinds of error that a program may want to tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// A key that does not exist.
    UnknownKey,
    /// A value of another type.
    WrongType,
    /// A number that is none.
    NotANumber,
    /// A number outside its range.
    OutOfRange,
    /// A text that names no day.
    BadDate,
    /// A text that names no month.
    BadMonth,
    /// A text that is no percentage.
    BadRate,
    /// An id that does not exist.
    UnknownId,
    /// Two entries for one thing.
    Duplicate,
    /// Values that contradict each other.
    Inconsistent,
    /// Something that is needed is left out.
    Incomplete,
    /// Two values that do not go together, such as a pharmacy and the dental fee schedule.
    NotApplicable,
    /// A ruleset that the linter refuses.
    BadRuleset,
    /// A fault of this program.
    Internal,
}

impl ErrorCode {
    /// The code as callers in other languages see it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::UnknownKey => "unknown-key",
            Self::WrongType => "wrong-type",
            Self::NotANumber => "not-a-number",
            Self::OutOfRange => "out-of-range",
            Self::BadDate => "bad-date",
            Self::BadMonth => "bad-month",
            Self::BadRate => "bad-rate",
            Self::UnknownId => "unknown-id",
            Self::Duplicate => "duplicate",
            Self::Inconsistent => "inconsistent",
            Self::Incomplete => "incomplete",
            Self::NotApplicable => "not-applicable",
            Self::BadRuleset => "bad-ruleset",
            Self::Internal => "internal",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Value(Problem),
    RateOrCounts,
    UsersWithoutReceipts,
    MoreUsersThanReceipts {
        users: u64,
        receipts: u64,
    },
    RateAndCounts {
        rate: String,
        users: u64,
        receipts: u64,
    },
    RateOfNothing {
        rate: String,
    },
    RateAboveAll {
        rate: String,
    },
    OnlyHomeCare {
        home_care_receipts: u64,
        receipts: u64,
    },
    MonthTwice {
        month: String,
        basis: &'static str,
    },
    NotOfThisType {
        facility_type: &'static str,
        schedule: &'static str,
    },
    NotOfThisSchedule {
        add_on: String,
        schedule: &'static str,
    },
    SpanReversed {
        from: String,
        until: String,
    },
    SpanTooLong {
        until: String,
        last: String,
    },
    BeforeTheRules {
        given: String,
        first: String,
    },
    ServiceNotOfSchedule {
        service: &'static str,
        schedule: &'static str,
    },
    MonthsReversed {
        from: String,
        until: String,
    },
    TooManyMonths {
        until: String,
        last: String,
    },
    UntilWithoutSince,
    UntilBeforeSince {
        since: String,
        until: String,
    },
    PartAboveWhole {
        part: u64,
        whole: u64,
    },
    Era {
        given: String,
        meant: String,
    },
    DateForm {
        given: String,
    },
    RateForm {
        given: String,
    },
    RateWithoutSign {
        given: String,
    },
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "only typed arrays can be wrong in this way"))]
    ColumnLength {
        needed: u64,
        found: u64,
    },
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "only typed arrays can be wrong in this way"))]
    OutOfOrder {
        given: String,
        needed: String,
    },
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "only typed arrays can be wrong in this way"))]
    DayNumber {
        given: u32,
    },
    NoJson {
        detail: String,
    },
    Ruleset {
        finding: String,
    },
    Internal {
        detail: String,
    },
}

impl Error {
    pub(crate) fn new(kind: Kind, path: impl Into<String>) -> Self {
        Self { kind: Box::new(kind), path: path.into() }
    }

    pub(crate) fn internal(detail: impl Into<String>) -> Self {
        Self::new(Kind::Internal { detail: detail.into() }, "")
    }

    /// The kind of error.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match &*self.kind {
            Kind::Value(problem) => match problem {
                Problem::UnknownKey { .. } => ErrorCode::UnknownKey,
                Problem::MissingKey { .. } => ErrorCode::Incomplete,
                Problem::WrongType { .. } => ErrorCode::WrongType,
                Problem::NotANumber { .. } => ErrorCode::NotANumber,
                Problem::OutOfRange { .. } => ErrorCode::OutOfRange,
                Problem::BadDate { .. } => ErrorCode::BadDate,
                Problem::BadMonth { .. } => ErrorCode::BadMonth,
                Problem::BadRate { .. } => ErrorCode::BadRate,
                Problem::UnknownId { .. } => ErrorCode::UnknownId,
            },
            Kind::RateOrCounts | Kind::UsersWithoutReceipts | Kind::UntilWithoutSince => ErrorCode::Incomplete,
            Kind::MoreUsersThanReceipts { .. }
            | Kind::RateAndCounts { .. }
            | Kind::RateOfNothing { .. }
            | Kind::OnlyHomeCare { .. }
            | Kind::UntilBeforeSince { .. }
            | Kind::SpanReversed { .. }
            | Kind::MonthsReversed { .. }
            | Kind::ColumnLength { .. }
            | Kind::OutOfOrder { .. }
            | Kind::PartAboveWhole { .. } => ErrorCode::Inconsistent,
            Kind::RateAboveAll { .. }
            | Kind::SpanTooLong { .. }
            | Kind::BeforeTheRules { .. }
            | Kind::TooManyMonths { .. } => ErrorCode::OutOfRange,
            Kind::MonthTwice { .. } => ErrorCode::Duplicate,
            Kind::NotOfThisType { .. } | Kind::NotOfThisSchedule { .. } | Kind::ServiceNotOfSchedule { .. } => {
                ErrorCode::NotApplicable
            }
            Kind::Era { .. } | Kind::DateForm { .. } | Kind::DayNumber { .. } => ErrorCode::BadDate,
            Kind::RateForm { .. } | Kind::RateWithoutSign { .. } => ErrorCode::BadRate,
            Kind::NoJson { .. } => ErrorCode::WrongType,
            Kind::Ruleset { .. } => ErrorCode::BadRuleset,
            Kind::Internal { .. } => ErrorCode::Internal,
        }
    }

    /// The way to the value, such as `usage[2].rate`; empty when the input as a whole is meant.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The message in Japanese. [`Display`](fmt::Display) gives the English one.
    #[must_use]
    pub fn message_ja(&self) -> String {
        self.kind.japanese()
    }

    /// The values that the message names.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        self.kind.params()
    }
}

impl std::error::Error for Error {}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        let problem = match fault.problem {
            // The reader speaks of what is written in files; callers have objects and arrays.
            Problem::WrongType { expected, found } => {
                Problem::WrongType { expected: of_callers(expected), found: of_callers(&found).to_owned() }
            }
            other => other,
        };
        Self::new(Kind::Value(problem), fault.path)
    }
}

fn of_callers(words: &str) -> &str {
    match words {
        "a table" => "an object",
        "an empty table" => "an empty object",
        "a list" => "an array",
        "an empty list" => "an empty array",
        other => other,
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

/// The form in which the error crosses to other languages.
impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("code", self.code().id())?;
        map.serialize_entry("path", &self.path)?;
        map.serialize_entry("params", &Params(self.params()))?;
        map.serialize_entry("message", &self.to_string())?;
        map.serialize_entry("messageJa", &self.message_ja())?;
        map.end()
    }
}

struct Params(Vec<(&'static str, String)>);

impl Serialize for Params {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(problem) => problem.fmt(f),
            Self::RateOrCounts => f.write_str("a month needs `rate`, or both `users` and `receipts`"),
            Self::UsersWithoutReceipts => f.write_str("`users` says nothing without `receipts`"),
            Self::MoreUsersThanReceipts { users, receipts } => {
                write!(f, "`users` {users} is more than `receipts` {receipts}")
            }
            Self::RateAndCounts { rate, users, receipts } => {
                write!(f, "the rate `{rate}` is not that of {users} users and {receipts} receipts")
            }
            Self::RateOfNothing { rate } => write!(f, "the rate `{rate}` is stated for 0 receipts"),
            Self::RateAboveAll { rate } => write!(f, "the rate `{rate}` is not in the required range of 0%..=100%"),
            Self::OnlyHomeCare { home_care_receipts, receipts } => {
                write!(f, "`homeCareReceipts` {home_care_receipts} is not less than `receipts` {receipts}")
            }
            Self::MonthTwice { month, basis } => write!(f, "the month {month} stands twice on the basis `{basis}`"),
            Self::NotOfThisType { facility_type, schedule } => {
                write!(f, "a facility of type `{facility_type}` does not bill by the schedule `{schedule}`")
            }
            Self::NotOfThisSchedule { add_on, schedule } => {
                write!(f, "the schedule `{schedule}` does not have the add-on `{add_on}`")
            }
            Self::SpanReversed { from, until } => write!(f, "`until` {until} lies before `from` {from}"),
            Self::SpanTooLong { until, last } => {
                write!(f, "`until` {until} lies more than ten years ahead; the last possible day is {last}")
            }
            Self::BeforeTheRules { given, first } => {
                write!(f, "{given} lies before {first}, with which the rules begin")
            }
            Self::ServiceNotOfSchedule { service, schedule } => {
                write!(f, "the schedule `{schedule}` does not have the service `{service}`")
            }
            Self::MonthsReversed { from, until } => write!(f, "`until` {until} lies before `from` {from}"),
            Self::TooManyMonths { until, last } => {
                write!(f, "`until` {until} makes more than ten years; the last possible month is {last}")
            }
            Self::UntilWithoutSince => f.write_str("`until` needs `since`"),
            Self::UntilBeforeSince { since, until } => write!(f, "`until` {until} lies before `since` {since}"),
            Self::PartAboveWhole { part, whole } => write!(f, "`part` {part} is more than `whole` {whole}"),
            Self::Era { given, meant } => write!(f, "`{given}` lies outside its era; it is {meant}"),
            Self::DateForm { given } => {
                write!(f, "`{given}` is no date such as 2025-10-01, 2025年10月1日, 令和7年10月1日 or R7.10.1")
            }
            Self::RateForm { given } => write!(f, "`{given}` is no percentage such as 45%, 45.3% or ４５．３％"),
            Self::RateWithoutSign { given } => {
                write!(f, "`{given}` has no % sign, so it may be a percentage or a share; write the sign")
            }
            Self::ColumnLength { needed, found } => {
                write!(f, "there are {found} elements where {needed} are needed")
            }
            Self::OutOfOrder { given, needed } => {
                write!(f, "`{given}` stands where the rules have `{needed}`; the columns were made for other rules")
            }
            Self::DayNumber { given } => write!(f, "`{given}` is no day such as 20251001"),
            Self::NoJson { detail } => write!(f, "the text is no JSON: {detail}"),
            Self::Ruleset { finding } => f.write_str(finding),
            Self::Internal { detail } => write!(f, "internal error: {detail}"),
        }
    }
}

impl Kind {
    fn japanese(&self) -> String {
        match self {
            Self::Value(problem) => problem_in_japanese(problem),
            Self::RateOrCounts => "月ごとに、利用率か、利用者数とレセプト件数の両方が必要です。".to_owned(),
            Self::UsersWithoutReceipts => {
                "利用者数だけでは利用率がわかりません。レセプト件数も入れてください。".to_owned()
            }
            Self::MoreUsersThanReceipts { users, receipts } => {
                format!("利用者数 {users} がレセプト件数 {receipts} を超えています。")
            }
            Self::RateAndCounts { rate, users, receipts } => {
                format!("利用率 {rate} が、利用者数 {users}・レセプト件数 {receipts} から計算した率と合いません。")
            }
            Self::RateOfNothing { rate } => format!("レセプト件数が 0 の月に利用率 {rate} は計算できません。"),
            Self::RateAboveAll { rate } => format!("割合 {rate} が 0%〜100% の範囲にありません。"),
            Self::OnlyHomeCare { home_care_receipts, receipts } => {
                format!("在宅分のレセプト件数 {home_care_receipts} が、レセプト件数 {receipts} より少なくありません。")
            }
            Self::MonthTwice { month, .. } => format!("{month} の実績が 2 つあります。"),
            Self::NotOfThisType { facility_type, schedule } => {
                format!("種類が「{facility_type}」の施設は、点数表「{schedule}」では算定しません。")
            }
            Self::NotOfThisSchedule { add_on, schedule } => {
                format!("点数表「{schedule}」に、加算「{add_on}」はありません。")
            }
            Self::SpanReversed { from, until } => {
                format!("終わりの日 {until} が、始まりの日 {from} より前です。")
            }
            Self::SpanTooLong { until, last } => {
                format!("終わりの日 {until} までは 10 年を超えます。{last} までにしてください。")
            }
            Self::BeforeTheRules { given, first } => {
                format!("{given} は、ルールが始まる {first} より前です。")
            }
            Self::ServiceNotOfSchedule { service, schedule } => {
                format!("点数表「{schedule}」に、「{service}」はありません。")
            }
            Self::MonthsReversed { from, until } => {
                format!("終わりの月 {until} が、始まりの月 {from} より前です。")
            }
            Self::TooManyMonths { until, last } => {
                format!("終わりの月 {until} までは 10 年を超えます。{last} までにしてください。")
            }
            Self::UntilWithoutSince => "終わりの日には、始まりの日も必要です。".to_owned(),
            Self::UntilBeforeSince { since, until } => {
                format!("終わりの日 {until} が、始まりの日 {since} より前です。")
            }
            Self::PartAboveWhole { part, whole } => format!("内数 {part} が全体 {whole} を超えています。"),
            Self::Era { given, meant } => format!("「{given}」はその元号の期間にありません。{meant}のことですか。"),
            Self::DateForm { given } => {
                format!(
                    "「{given}」は日付として読めません。2025-10-01、令和7年10月1日、R7.10.1 のように書いてください。"
                )
            }
            Self::RateForm { given } => format!("「{given}」は割合として読めません。45.3% のように書いてください。"),
            Self::RateWithoutSign { given } => {
                format!("「{given}」に％がないため、百分率かどうか決められません。45.3% のように％を付けてください。")
            }
            Self::ColumnLength { needed, found } => format!("要素が {found} 個あります。{needed} 個必要です。"),
            Self::OutOfOrder { given, needed } => format!(
                "「{needed}」があるべき所に「{given}」があります。別のルールで作られた列データではないか確かめてください。"
            ),
            Self::DayNumber { given } => {
                format!("「{given}」は日付として読めません。20251001 のように書いてください。")
            }
            Self::NoJson { .. } => "JSON として読めません。".to_owned(),
            Self::Ruleset { finding } => format!("ルールのデータに誤りがあります: {finding}"),
            Self::Internal { detail } => format!("プログラムの内部で誤りが起きました: {detail}"),
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        let number = |name: &'static str, value: u64| (name, value.to_string());
        match self {
            Self::Value(problem) => problem_params(problem),
            Self::RateOrCounts | Self::UsersWithoutReceipts | Self::UntilWithoutSince => Vec::new(),
            Self::MoreUsersThanReceipts { users, receipts } => {
                vec![number("users", *users), number("receipts", *receipts)]
            }
            Self::RateAndCounts { rate, users, receipts } => {
                vec![("rate", rate.clone()), number("users", *users), number("receipts", *receipts)]
            }
            Self::RateOfNothing { rate } | Self::RateAboveAll { rate } => vec![("rate", rate.clone())],
            Self::OnlyHomeCare { home_care_receipts, receipts } => {
                vec![number("homeCareReceipts", *home_care_receipts), number("receipts", *receipts)]
            }
            Self::MonthTwice { month, basis } => vec![("month", month.clone()), ("basis", (*basis).to_owned())],
            Self::NotOfThisType { facility_type, schedule } => {
                vec![("type", (*facility_type).to_owned()), ("schedule", (*schedule).to_owned())]
            }
            Self::NotOfThisSchedule { add_on, schedule } => {
                vec![("addOn", add_on.clone()), ("schedule", (*schedule).to_owned())]
            }
            Self::SpanReversed { from, until } => vec![("from", from.clone()), ("until", until.clone())],
            Self::SpanTooLong { until, last } => vec![("until", until.clone()), ("last", last.clone())],
            Self::BeforeTheRules { given, first } => vec![("given", given.clone()), ("first", first.clone())],
            Self::ServiceNotOfSchedule { service, schedule } => {
                vec![("service", (*service).to_owned()), ("schedule", (*schedule).to_owned())]
            }
            Self::MonthsReversed { from, until } => vec![("from", from.clone()), ("until", until.clone())],
            Self::TooManyMonths { until, last } => vec![("until", until.clone()), ("last", last.clone())],
            Self::UntilBeforeSince { since, until } => vec![("since", since.clone()), ("until", until.clone())],
            Self::PartAboveWhole { part, whole } => vec![number("part", *part), number("whole", *whole)],
            Self::Era { given, meant } => vec![("given", given.clone()), ("meant", meant.clone())],
            Self::DateForm { given } | Self::RateForm { given } | Self::RateWithoutSign { given } => {
                vec![("given", given.clone())]
            }
            Self::ColumnLength { needed, found } => vec![number("needed", *needed), number("found", *found)],
            Self::OutOfOrder { given, needed } => vec![("given", given.clone()), ("needed", needed.clone())],
            Self::DayNumber { given } => vec![number("given", u64::from(*given))],
            Self::NoJson { detail } | Self::Internal { detail } => vec![("detail", detail.clone())],
            Self::Ruleset { finding } => vec![("finding", finding.clone())],
        }
    }
}

fn problem_in_japanese(problem: &Problem) -> String {
    let meant = |nearest: &Option<String>| {
        nearest.as_ref().map_or_else(String::new, |nearest| format!("「{nearest}」のことですか。"))
    };
    match problem {
        Problem::UnknownKey { key, nearest } => format!("「{key}」という項目はありません。{}", meant(nearest)),
        Problem::MissingKey { key } => format!("「{key}」がありません。"),
        Problem::WrongType { expected, .. } => {
            format!("値の種類が違います。{}が必要です。", expected_in_japanese(expected))
        }
        Problem::NotANumber { found } => format!("「{found}」は数ではありません。"),
        Problem::OutOfRange { given, min, max } => format!("{given} は {min} から {max} までの範囲にありません。"),
        Problem::BadDate { given, why } => {
            format!("「{given}」は日付として読めません。{}", why_in_japanese(why, "2025-10-01"))
        }
        Problem::BadMonth { given, why } => {
            format!("「{given}」は月として読めません。{}", why_in_japanese(why, "2025-10"))
        }
        Problem::BadRate { given } => format!("「{given}」は割合として読めません。45.3% のように書いてください。"),
        Problem::UnknownId { given, nearest, .. } => format!("「{given}」はありません。{}", meant(nearest)),
    }
}

fn expected_in_japanese(expected: &'static str) -> &'static str {
    match expected {
        "an object" => "項目の組（オブジェクト）",
        "an array" => "一覧（配列）",
        "a text" => "文字列",
        "`true` or `false`" => "「true」か「false」",
        "a whole number" => "整数",
        "a date as text" => "日付の文字列",
        "a month as text" => "月の文字列",
        "a percentage as text" => "百分率の文字列",
        "a date as text, a list of them, or null" => "日付の文字列か、その一覧か、null",
        "`true`, `false` or `{ since, until }`" => "true か false か { since, until }",
        "`{ part, whole }` or a percentage as text" => "{ part, whole } か、百分率の文字列",
        // What only the rule files have is told to their keepers, in English.
        other => other,
    }
}

fn why_in_japanese(why: &BadDate, form: &str) -> String {
    match why {
        BadDate::Form => format!("{form} のように書いてください。"),
        BadDate::Year(_) => format!("年は {} から {} までです。", YEARS.start(), YEARS.end()),
        BadDate::Month(month) => format!("{month} 月はありません。"),
        BadDate::Day { day, last } => format!("{day} 日はありません。その月は {last} 日までです。"),
    }
}

fn problem_params(problem: &Problem) -> Vec<(&'static str, String)> {
    let with_nearest = |mut params: Vec<(&'static str, String)>, nearest: &Option<String>| {
        params.extend(nearest.clone().map(|nearest| ("nearest", nearest)));
        params
    };
    match problem {
        Problem::UnknownKey { key, nearest } => with_nearest(vec![("key", key.clone())], nearest),
        Problem::MissingKey { key } => vec![("key", key.clone())],
        Problem::WrongType { expected, found } => vec![("expected", (*expected).to_owned()), ("found", found.clone())],
        Problem::NotANumber { found } => vec![("found", found.clone())],
        Problem::OutOfRange { given, min, max } => {
            vec![("given", given.clone()), ("min", min.to_string()), ("max", max.to_string())]
        }
        Problem::BadDate { given, .. } | Problem::BadMonth { given, .. } | Problem::BadRate { given } => {
            vec![("given", given.clone())]
        }
        Problem::UnknownId { kind, given, nearest } => {
            with_nearest(vec![("kind", (*kind).to_owned()), ("given", given.clone())], nearest)
        }
    }
}
