//! Which medical-DX add-on (医療DX関連加算) a Japanese facility qualifies for on a day, at which level, for how many points, and
//! why: the facility standards from June 2024 on as cited data, and one small engine that reads them.
//!
//! ```
//! use dx_kasan::{Day, Facility, Ruleset, Verdict, evaluate};
//!
//! let rules = Ruleset::built_in();
//! let clinic = Facility::from_json(rules, r#"{
//!     "type": "medical-clinic",
//!     "facts": {
//!         "online-claims": true, "online-eligibility": true, "records-access": true, "in-house-notice": true,
//!         "own-website": false, "consultation": true, "e-prescription": true
//!     },
//!     "usage": [{ "month": "2025-07", "users": 600, "receipts": 1000 }]
//! }"#)?;
//! let answer = evaluate(rules, &clinic, Day::parse("2025-10-01")?);
//! let promotion = answer.add_ons.iter().find(|add_on| add_on.id == "medical-dx-promotion");
//! let best = promotion.and_then(|add_on| add_on.best.as_ref()).map(|best| best.level);
//! assert_eq!(best, Some("1"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Three things hold everywhere. An unknown fact is unknown, neither yes nor no. Rates are exact. The day is an argument:
//! there is no clock in here, and the same input always gives the same bytes.

mod assessment;
mod assumption;
mod batch;
mod cited;
mod claim;
mod claimed;
mod codes;
mod columns;
mod compare;
mod decide;
mod describe;
mod error;
mod evaluate;
mod facility;
mod faults;
mod filing;
mod json;
mod knowledge;
mod loss;
mod options;
mod outlook;
mod parse;
mod project;
mod published;
mod questions;
mod reading;
mod reason;
mod receipt;
mod reckon;
mod remedy;
mod ruleset;
mod shared;
mod standing;
mod summary;
mod timeline;
mod usage;
mod visit;
mod volume;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
mod what_if;
mod words;

pub use assessment::{
    AddOnAssessment, Assessment, Best, CheckAssessment, Citation, Citations, Doubts, FactIds, Fee, Fees,
    FilingAssessment, LevelAssessment, MeasuredMonth, Observed, OtherReading, Range, Readings, RequirementAssessment,
    RulesetName, Status, Text, Validity, Verdict,
};
pub use assumption::Assumption;
pub use batch::{AddOnRows, Batch, RowVerdict, ScheduleRows, batch};
pub use cited::StatementCitations;
pub use claim::{Barrier, ClaimLine, ClaimResult, Money, ReasonCode, claim};
pub use codes::ReceiptCode;
pub use columns::Columns;
pub use compare::{Comparison, RuleChange};
pub use decide::{LevelDecision, LevelVerdict, State, best_level, decide};
pub use describe::{
    AddOnDescription, AlternativeDescription, CountOf, FactDescription, FilingRule, FilingSymbol, InSchedule, Labelled,
    LevelDescription, ReadingDescription, RulesInfo, ServiceDescription, SourceDescription, TypeDescription,
    WordingDescription, WordsDescription,
};
pub use dx_kasan_rules::compare::StatementKind;
pub use dx_kasan_rules::date::{BadDate, Day, Month};
pub use dx_kasan_rules::model::RemedyKind;
pub use dx_kasan_rules::vocabulary::{CitationBasis, FacilityType, Schedule, Service, UsageBasis};
pub use error::{Error, ErrorCode};
pub use evaluate::evaluate;
pub use facility::Facility;
pub use knowledge::knowledge;
pub use loss::{Added, BreakEven, Loss};
pub use options::Options;
pub use outlook::{
    BestRate, ChangedAddOn, ChangedLevel, ClaimMonthOutlook, CountingMonth, FromTo, LevelOutlook, MonthState,
    NextChange, OtherOutlook, Outlook, RatesNeeded, UsersNeeded, outlook,
};
pub use parse::{parse_date, parse_rate};
pub use project::{
    Bounds, Differences, HigherLevel, ProjectedAddOn, ProjectedFee, ProjectedLoss, ProjectedMonth, ProjectedYear,
    Projection, project,
};
pub use reason::{MeasuredReason, Reason};
pub use receipt::{receipt, verify};
pub use remedy::{
    AddOnRemedies, AwaitedMonth, Change, LevelFiling, LevelRemedies, Now, RateChange, Remedies, Remedy, Soonest,
    UsersMissing, remedies,
};
pub use ruleset::Ruleset;
pub use shared::{Shared, SharedList};
pub use summary::{AddOnSummary, Counted, Group, LevelCount, Moves, Side, Summary, Summing, Tally, summary};
pub use timeline::{AddOnTimeline, Span, Timeline, timeline};
pub use visit::Visit;
pub use volume::Volume;
pub use what_if::WhatIf;
