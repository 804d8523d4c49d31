//! `compare`: what the rules say otherwise on another day.

use dx_kasan_rules::compare::{self, StatementKind};
use dx_kasan_rules::date::Day;
use dx_kasan_rules::vocabulary::Schedule;
use serde::Serialize;

use crate::assessment::{Citation, RulesetName, Text, cited};
use crate::ruleset::Ruleset;
use crate::shared::{Constant, Shared};

/// What the rules say otherwise on one day than on another.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison<'r> {
    /// The first day.
    pub from: Day,
    /// The second day.
    pub to: Day,
    /// The rules.
    pub ruleset: Shared<RulesetName<'r>>,
    /// What changes, by add-on and kind.
    pub changes: Vec<RuleChange<'r>>,
}

/// A change of the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleChange<'r> {
    /// The 点数表 for which it is one.
    pub schedules: Vec<Schedule>,
    /// The add-on; `None` for what all share.
    pub add_on: Option<&'r str>,
    /// The kind of statement.
    pub kind: StatementKind,
    /// The levels that it is about; empty where it is about none in particular.
    pub levels: Vec<&'r str>,
    /// What it is about, by its id.
    pub subject: String,
    /// Its label, where it has one.
    pub label: Option<Text<'r>>,
    /// What the rules say on the first day, in their own notation; `None` where they say nothing.
    pub before: Option<String>,
    /// What they say on the second.
    pub after: Option<String>,
    /// Where the later statement is, or the earlier one if there is none.
    pub citations: Vec<Citation<'r>>,
}

impl Ruleset {
    /// What the rules say otherwise on `to` than on `from`, statement by statement, under the default readings.
    ///
    /// ```
    /// use dx_kasan::{Day, Ruleset};
    ///
    /// let rules = Ruleset::built_in();
    /// let changed = rules.compare(Day::parse("2025-09-30")?, Day::parse("2025-10-01")?);
    /// let first = changed.changes.iter().find(|change| change.levels == ["1", "4"]);
    /// let first = first.ok_or("the rate of levels 1 and 4 rises")?;
    /// assert_eq!(first.before.as_deref(), Some("usage-rate >= 45%"));
    /// assert_eq!(first.after.as_deref(), Some("usage-rate >= 60%"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn compare(&self, from: Day, to: Day) -> Comparison<'_> {
        let model = self.model();
        let changes = compare::compare(model, from, to).into_iter().map(|change| RuleChange {
            schedules: change.schedules,
            add_on: change.add_on.and_then(|index| model.add_ons.get(index)).map(|add_on| model.str(add_on.id)),
            kind: change.kind,
            levels: change.levels.into_iter().map(|level| model.str(level)).collect(),
            subject: change.subject,
            label: change.label.map(|label| Text::of(model, label)),
            before: change.before,
            after: change.after,
            citations: cited(model, change.cites).collect(),
        });
        Comparison { from, to, ruleset: self.shared(Constant::Ruleset, self.name()), changes: changes.collect() }
    }
}
