//! The one error that callers see: what is wrong with their input, where, and what was probably meant.

use std::fmt;

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
    /// A text that is not a percentage.
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
    /// A receipt that does not hold, or that others have to verify.
    BadReceipt,
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
            Self::BadReceipt => "bad-receipt",
            Self::Internal => "internal",
        }
    }
}

#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "some can only be said of typed arrays"))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Value(Problem),
    RateOrCounts,
    UsersWithoutReceipts,
    MoreUsersThanReceipts { users: u64, receipts: u64 },
    RateAndCounts { rate: String, users: u64, receipts: u64 },
    RateOfNothing { rate: String },
    RateAboveAll { rate: String },
    OnlyHomeCare { home_care_receipts: u64, receipts: u64 },
    MonthTwice { month: String, basis: &'static str },
    NotOfThisType { facility_type: &'static str, schedule: &'static str },
    NotOfThisSchedule { add_on: String, schedule: &'static str },
    SpanReversed { from: String, until: String },
    SpanTooLong { until: String, last: String },
    BeforeTheRules { given: String, first: String },
    ServiceNotOfSchedule { service: &'static str, schedule: &'static str },
    FewerRevisits { revisits: u64, patients: u64 },
    MonthsReversed { from: String, until: String },
    TooManyMonths { until: String, last: String },
    TooManyVisits { found: u64, most: u64 },
    UntilWithoutSince,
    UntilBeforeSince { since: String, until: String },
    PartAboveWhole { part: u64, whole: u64 },
    Era { given: String, meant: String },
    DateForm { given: String },
    RateForm { given: String },
    RateWithoutSign { given: String },
    ColumnLength { needed: u64, found: u64 },
    OutOfOrder { given: String, needed: String },
    DayNumber { given: u32 },
    NoJson { detail: String },
    Ruleset { finding: String },
    ForeignReceipt { of: &'static str, given: String, own: String },
    ChangedReceipt,
    Internal { detail: String },
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
        self.kind.said().code
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
        self.kind.said().params
    }
}

impl std::error::Error for Error {}

impl From<Box<Fault>> for Error {
    fn from(fault: Box<Fault>) -> Self {
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
        f.write_str(&self.kind.english())
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
