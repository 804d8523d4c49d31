//! `outlook`: the usage rate that the coming claim months need, measured in which months, and what is fixed already.
//!
//! It reads the same windows, corrections and thresholds as the decision, on the first day of each claim month, so what it
//! promises is what `evaluate` answers once the months are filled in.

use dx_kasan_rules::date::{Day, Month};
use dx_kasan_rules::model::{AlternativeId, Level};
use dx_kasan_rules::plan::{Entry, Knowledge, Mask, Period, PlannedLevel, Threshold};
use dx_kasan_rules::rate::Rate;
use dx_kasan_rules::vocabulary::{Schedule, UsageBasis};
use serde::Serialize;

use crate::assessment::{RulesetName, Status};
use crate::decide::{LevelVerdict, decide_level};
use crate::evaluate::status;
use crate::facility::Facility;
use crate::knowledge::knowledge;
use crate::options::Options;
use crate::ruleset::Ruleset;
use crate::shared::{Constant, Shared};
use crate::usage::{self, Measured};

/// Which usage rates the coming claim months need.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outlook<'r> {
    /// The day from which it looks ahead.
    pub date: Day,
    /// The 点数表.
    pub schedule: Schedule,
    /// The rules.
    pub ruleset: Shared<RulesetName<'r>>,
    /// The next first of a month on which a needed rate changes.
    pub next_change: Option<NextChange<'r>>,
    /// The coming claim months, one entry for each add-on with a rate.
    pub months: Vec<ClaimMonthOutlook<'r>>,
}

/// A day on which needed rates change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NextChange<'r> {
    /// The day.
    pub date: Day,
    /// The add-ons, with the levels that change.
    pub add_ons: Vec<ChangedAddOn<'r>>,
}

/// An add-on whose needed rates change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedAddOn<'r> {
    /// Its id.
    pub id: &'r str,
    /// The levels that change.
    pub levels: Vec<ChangedLevel<'r>>,
}

/// A level whose needed rate changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedLevel<'r> {
    /// Its id.
    pub id: &'r str,
    /// The rates.
    pub needed: FromTo,
}

/// A rate before and after; `None` where none is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FromTo {
    /// Before.
    pub from: Option<String>,
    /// After.
    pub to: Option<String>,
}

/// What an add-on needs in a claim month (算定月).
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimMonthOutlook<'r> {
    /// The claim month.
    pub claim_month: Month,
    /// The id of the add-on.
    pub add_on: &'r str,
    /// Whether its rules are in force then, or the last ones known.
    pub status: Status,
    /// What is needed and what counts.
    #[serde(flatten)]
    pub rates: RatesNeeded<'r>,
    /// The same under the other readings of the law, where it is not the same.
    pub other_readings: Vec<OtherOutlook<'r>>,
}

/// What is needed in a claim month under another reading.
#[derive(Clone, Debug, Serialize)]
pub struct OtherOutlook<'r> {
    /// The id of the reading.
    pub reading: &'r str,
    /// The id of its alternative.
    pub alternative: &'r str,
    /// What is needed and what counts.
    #[serde(flatten)]
    pub rates: RatesNeeded<'r>,
}

/// The rates that levels need, and the months that count for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RatesNeeded<'r> {
    /// The months that count (実績月), newest first.
    pub measured: Vec<CountingMonth>,
    /// The best rate known of them.
    pub best: Option<BestRate>,
    /// The levels that need a rate, by number.
    pub levels: Vec<LevelOutlook<'r>>,
}

/// A month that counts for a claim month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountingMonth {
    /// The month.
    pub month: Month,
    /// The basis.
    pub basis: UsageBasis,
    /// What is known of it.
    pub state: MonthState,
    /// The rate that counts, corrected where that is higher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<String>,
}

/// What is known of a measured month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MonthState {
    /// Its rate is known.
    Known,
    /// It is over, and its rate is not known.
    Awaited,
    /// It is not over.
    Open,
}

/// The best rate known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BestRate {
    /// The rate, cut off at two decimals.
    pub rate: String,
    /// The month in which it was measured.
    pub month: Month,
    /// The basis.
    pub basis: UsageBasis,
}

/// What a level needs in a claim month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LevelOutlook<'r> {
    /// Its id.
    pub id: &'r str,
    /// The rate needed: the ordinary one, unless an exception is known to apply.
    pub needed: String,
    /// Whether a month already known reaches it.
    pub reached: bool,
    /// Whether it is reached, or some month is awaited or open.
    pub reachable: bool,
    /// Whether every requirement but the rate is met.
    pub otherwise_met: LevelVerdict,
    /// The last day of the last open month.
    pub deadline: Option<Day>,
    /// What the last open month would need.
    pub users_needed: Option<UsersNeeded>,
}

/// How many users a month needs, at the receipts of the latest month that has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct UsersNeeded {
    /// The open month.
    pub month: Month,
    /// The smallest number of users that reaches the rate.
    pub users: u64,
    /// The receipts reckoned with.
    pub receipts: u64,
}

/// The usage rates that the claim months after `date` need.
///
/// ```
/// use dx_kasan::{Day, Facility, Options, Ruleset, outlook};
///
/// let rules = Ruleset::built_in();
/// let clinic = Facility::from_json(rules, r#"{
///     "type": "medical-clinic",
///     "usage": [{ "month": "2025-06", "users": 550, "receipts": 1000 }]
/// }"#)?;
/// let ahead = outlook(rules, &clinic, Day::parse("2025-08-20")?, &Options::default());
/// let november = ahead.months.iter().find(|month| month.claim_month.to_string() == "2025-11");
/// let first = november.and_then(|month| month.rates.levels.first()).ok_or("level 1 needs a rate")?;
/// assert_eq!(first.needed, "60%");
/// assert_eq!(first.deadline.map(|day| day.to_string()).as_deref(), Some("2025-08-31"));
/// assert_eq!(first.users_needed.map(|needed| needed.users), Some(600));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn outlook<'r>(rules: &'r Ruleset, facility: &Facility, date: Day, options: &Options) -> Outlook<'r> {
    let ahead = Ahead { rules, facility, date, supposed: Mask::default() };
    let entries: Vec<(usize, &Entry)> = options.entries(rules, facility).collect();
    let mut months = Vec::new();
    for number in 1..=options.months {
        let claim_month = date.month().plus(number);
        months.extend(entries.iter().filter_map(|(index, entry)| ahead.claim_month(claim_month, *index, entry)));
    }
    Outlook {
        date,
        schedule: facility.schedule,
        ruleset: rules.shared(Constant::Ruleset, rules.name()),
        next_change: ahead.next_change(&entries),
        months,
    }
}

/// The first claim month after `date`, at most twelve ahead, in which a level can still have the rate that it needs then,
/// supposing some answers to be favourable.
pub(crate) fn soonest<'r>(
    rules: &'r Ruleset,
    facility: &Facility,
    date: Day,
    entry: &'r Entry,
    level: &str,
    supposed: Mask,
) -> Option<(Month, LevelOutlook<'r>)> {
    let ahead = Ahead { rules, facility, date, supposed };
    (1..=Options::default().months).find_map(|number| {
        let month = date.month().plus(number);
        let needed = ahead.needed(month.first_day(), entry, None)?;
        let level = needed.levels.into_iter().find(|outlook| outlook.id == level)?;
        level.reachable.then_some((month, level))
    })
}

struct Ahead<'r, 'f> {
    rules: &'r Ruleset,
    facility: &'f Facility,
    date: Day,
    /// What is taken for favourable beside what is known.
    supposed: Mask,
}

impl<'r> Ahead<'r, '_> {
    fn known(&self, day: Day, under: Option<AlternativeId>) -> Knowledge {
        let known = knowledge(self.rules.model(), self.rules.scales(), self.facility, day, under);
        Knowledge { worst: known.worst.union(self.supposed), best: known.best.union(self.supposed) }
    }

    fn claim_month(&self, claim_month: Month, index: usize, entry: &'r Entry) -> Option<ClaimMonthOutlook<'r>> {
        let day = claim_month.first_day();
        let add_on = self.rules.model().add_ons.get(entry.add_on)?;
        let rates = self.needed(day, entry, None)?;
        let others = self.rules.other_readings(index, day).filter_map(|other| {
            let rates = self.needed(day, other.entry, Some(other.id))?;
            Some(OtherOutlook { reading: other.reading, alternative: other.alternative, rates })
        });
        let other_readings = others.filter(|other| other.rates != rates).collect();
        Some(ClaimMonthOutlook {
            claim_month,
            add_on: self.rules.model().str(add_on.id),
            status: status(add_on.schedules.get(entry.in_schedule)?, day),
            rates,
            other_readings,
        })
    }

    /// `None` where the add-on is not in force, or needs no rate.
    fn needed(&self, day: Day, entry: &'r Entry, under: Option<AlternativeId>) -> Option<RatesNeeded<'r>> {
        let model = self.rules.model();
        let add_on = model.add_ons.get(entry.add_on)?;
        let (_, period) = entry.period(day)?;
        let known = self.known(day, under);
        let (_, threshold) = rated(period).next()?;
        let months = usage::measured(model, threshold.rate, self.facility, day, under);
        let best = usage::best(&months);
        let counting: Vec<CountingMonth> = months.iter().map(|measured| self.counting(measured)).collect();
        let open = |state| counting.iter().any(|month| month.state == state);
        let still = open(MonthState::Awaited) || open(MonthState::Open);
        let deadline =
            counting.iter().find(|month| month.state == MonthState::Open).map(|month| month.month.last_day());
        let levels = rated(period).filter_map(|(level, threshold)| {
            let needed = threshold.asked(known.worst);
            let reached = best.and_then(|best| best.rate).is_some_and(|rate| needed <= rate);
            Some(LevelOutlook {
                id: model.str(level_of(&add_on.levels, level)?.id),
                needed: needed.to_string(),
                reached,
                reachable: reached || still,
                otherwise_met: self.otherwise_met(period, level, threshold, known),
                deadline,
                users_needed: self.users_needed(&counting, needed),
            })
        });
        let levels = levels.collect();
        let best = best.and_then(|best| {
            Some(BestRate { rate: best.rate?.cut_to_two_decimals(), month: best.month, basis: best.basis })
        });
        Some(RatesNeeded { measured: counting, best, levels })
    }

    fn counting(&self, measured: &Measured) -> CountingMonth {
        let state = match measured.rate {
            Some(_) => MonthState::Known,
            None if measured.month.last_day() < self.date => MonthState::Awaited,
            None => MonthState::Open,
        };
        let rate = measured.rate.map(Rate::cut_to_two_decimals);
        CountingMonth { month: measured.month, basis: measured.basis, state, rate }
    }

    /// The verdict on a level as if its rate were 100%.
    fn otherwise_met(
        &self,
        period: &Period,
        level: &PlannedLevel,
        threshold: &Threshold,
        known: Knowledge,
    ) -> LevelVerdict {
        let steps = self.rules.scales().rates.get(threshold.rate).map_or(0, dx_kasan_rules::plan::Scale::all);
        let full = Mask { facts: 0, steps };
        let known = Knowledge { worst: known.worst.union(full), best: known.best.union(full) };
        decide_level(period, level, known).verdict()
    }

    fn users_needed(&self, counting: &[CountingMonth], needed: Rate) -> Option<UsersNeeded> {
        let on_receipts =
            |month: &&CountingMonth| month.state == MonthState::Open && month.basis == UsageBasis::Receipts;
        let month = counting.iter().find(on_receipts)?.month;
        let receipts = usage::latest_receipts(self.facility)?;
        Some(UsersNeeded { month, users: usage::users(needed, receipts), receipts })
    }

    /// The next first of a month on which a needed rate is not what it was before.
    fn next_change(&self, entries: &[(usize, &'r Entry)]) -> Option<NextChange<'r>> {
        let last = entries.iter().flat_map(|(_, entry)| entry.periods.last());
        let last = last.map(|period| period.until.map_or(period.from, Day::next)).max()?;
        let mut before = self.date;
        let mut day = self.date.month().plus(1).first_day();
        while day <= last {
            let changed = entries.iter().filter_map(|(_, entry)| self.changed(entry, before, day));
            let add_ons: Vec<ChangedAddOn<'r>> = changed.collect();
            if !add_ons.is_empty() {
                return Some(NextChange { date: day, add_ons });
            }
            before = day;
            day = day.month().plus(1).first_day();
        }
        None
    }

    fn changed(&self, entry: &'r Entry, before: Day, after: Day) -> Option<ChangedAddOn<'r>> {
        let model = self.rules.model();
        let add_on = model.add_ons.get(entry.add_on)?;
        let needed = |day: Day| -> Vec<(&'r str, Rate)> {
            let Some((_, period)) = entry.period(day) else { return Vec::new() };
            let answers = self.known(day, None).worst;
            let levels = rated(period).filter_map(|(level, threshold)| {
                Some((model.str(level_of(&add_on.levels, level)?.id), threshold.asked(answers)))
            });
            levels.collect()
        };
        let (before, after) = (needed(before), needed(after));
        let of = |levels: &[(&'r str, Rate)], id: &str| {
            levels.iter().find(|(known, _)| *known == id).map(|(_, rate)| rate.to_string())
        };
        let gone = before.iter().filter(|(id, _)| of(&after, id).is_none());
        let ids = after.iter().chain(gone).map(|(id, _)| *id);
        let changed = ids.map(|id| ChangedLevel { id, needed: FromTo { from: of(&before, id), to: of(&after, id) } });
        let levels: Vec<_> = changed.filter(|level| level.needed.from != level.needed.to).collect();
        (!levels.is_empty()).then(|| ChangedAddOn { id: model.str(add_on.id), levels })
    }
}

/// The levels of a period that need a rate.
fn rated(period: &Period) -> impl Iterator<Item = (&PlannedLevel, &Threshold)> {
    period.levels.iter().filter_map(|level| Some((level, level.threshold()?)))
}

fn level_of<'m>(levels: &'m [Level], planned: &PlannedLevel) -> Option<&'m Level> {
    levels.get(planned.level)
}
