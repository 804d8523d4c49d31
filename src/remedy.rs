//! `remedies`: what would reach each level above the one reached.
//!
//! A level is a list of clauses, each satisfied by any of its bits. What is missing are the clauses without a sure bit, and
//! the minimal sets of bits that satisfy them are all the minimal remedies: they are read off, not searched for.

use std::cmp::Reverse;

use dx_kasan_rules::date::{Day, Month};
use dx_kasan_rules::model::{Fact, FactKind, RemedyKind, Words};
use dx_kasan_rules::plan::{Entry, Knowledge, Mask, PlannedLevel};
use dx_kasan_rules::rate::Rate;
use dx_kasan_rules::sort;
use dx_kasan_rules::vocabulary::{Schedule, UsageBasis};
use serde::Serialize;

use crate::assessment::{Fees, Observed, RulesetName, Status, Text};
use crate::decide::best_level;
use crate::evaluate::{OfPeriod, status};
use crate::facility::Facility;
use crate::filing;
use crate::knowledge::knowledge;
use crate::loss::{BreakEven, Loss};
use crate::options::Options;
use crate::outlook::soonest;
use crate::questions::{minimal_ways, open_clauses};
use crate::ruleset::Ruleset;
use crate::shared::{Constant, Shared};
use crate::usage;

/// What would raise the levels of a facility.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Remedies<'r> {
    /// The day.
    pub date: Day,
    /// The 点数表.
    pub schedule: Schedule,
    /// The rules.
    pub ruleset: Shared<RulesetName<'r>>,
    /// The add-ons, in the order of the rules.
    pub add_ons: Vec<AddOnRemedies<'r>>,
}

/// What would raise the level of one add-on.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AddOnRemedies<'r> {
    /// Its id.
    pub id: &'r str,
    /// Its name.
    pub name: Shared<Text<'r>>,
    /// Whether it is in force.
    pub status: Status,
    /// The level reached for sure.
    pub level: Option<&'r str>,
    /// The levels above it, the next one first; empty when the add-on is not in force.
    pub levels: Vec<LevelRemedies<'r>>,
    /// What the facility cannot claim any more once it has filed the add-on, at whichever level.
    pub losses: Vec<Loss<'r>>,
    /// What each level adds in a month beside that, by number: filing pays where it is more. Empty where nothing is lost.
    pub break_even: Vec<BreakEven<'r>>,
}

/// What would reach a level.
#[derive(Clone, Debug, Serialize)]
pub struct LevelRemedies<'r> {
    /// Its id.
    pub id: &'r str,
    /// Its name.
    pub name: Shared<Text<'r>>,
    /// Its fees.
    pub fees: Shared<Fees<'r>>,
    /// Every minimal way of reaching it, the cheapest for the facility first.
    pub ways: Vec<Remedy<'r>>,
    /// Whether it could be claimed then.
    pub filing: LevelFiling<'r>,
}

/// What is to be filed for a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LevelFiling<'r> {
    /// Whether a filing is needed.
    pub required: bool,
    /// Its form, where it is known.
    pub form: Option<&'r str>,
    /// Whether the filings given support the level.
    pub supported: bool,
}

/// Changes that together reach a level, none of which can be left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remedy<'r> {
    /// What the hardest of them takes.
    pub effort: RemedyKind,
    /// The changes, in the order of the facts, the usage rate last.
    pub changes: Vec<Change<'r>>,
}

/// How a change stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Now {
    /// It may be so already; nobody has said.
    Unknown,
    /// It is not so.
    Unfavourable,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Change<'r> {
    /// A fact has another answer.
    Fact {
        /// Which.
        fact: &'r str,
        /// The answer.
        to: bool,
        /// Its state today.
        now: Now,
        /// Its name.
        label: Text<'r>,
        /// What to do about it.
        action: Text<'r>,
        /// What that takes.
        effort: RemedyKind,
    },
    /// A ratio rises.
    Ratio {
        /// Which.
        fact: &'r str,
        /// To at least this.
        needed: String,
        /// Its state today.
        now: Now,
        /// Its name.
        label: Text<'r>,
        /// What to do about it.
        action: Text<'r>,
        /// What that takes.
        effort: RemedyKind,
    },
    /// A usage rate rises.
    Rate(Box<RateChange<'r>>),
}

/// A usage rate that rises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RateChange<'r> {
    /// Which.
    pub rate: &'r str,
    /// To at least this.
    pub needed: String,
    /// Its state today.
    pub now: Now,
    /// Its name.
    pub label: Text<'r>,
    /// Always gradual: by more patients who use the card.
    pub effort: RemedyKind,
    /// The best rate that counts.
    pub best: Option<Observed>,
    /// What it lacks in percentage points, rounded up to two decimals.
    pub missing: Option<String>,
    /// The months that count and whose rates are not known.
    pub awaited: Vec<AwaitedMonth>,
    /// What the latest counting month with receipts lacks.
    pub users: Option<UsersMissing>,
    /// The first coming claim month for which the level has its rate, or can still have it.
    pub soonest: Option<Soonest>,
}

/// A month that counts and whose rate is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AwaitedMonth {
    /// The month.
    pub month: Month,
    /// The basis.
    pub basis: UsageBasis,
}

/// How many more users a month would have needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct UsersMissing {
    /// The month.
    pub month: Month,
    /// Its receipts.
    pub receipts: u64,
    /// The users that it would have needed.
    pub users: u64,
    /// How many that is more than it had.
    pub more: u64,
}

/// A claim month for which a level can have its rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Soonest {
    /// The claim month.
    pub claim_month: Month,
    /// The rate needed then.
    pub needed: String,
    /// The last day of the last open month; `None` where all months are over.
    pub deadline: Option<Day>,
}

/// Every minimal way of reaching each level above the one reached on `date`.
///
/// ```
/// use dx_kasan::{Day, Facility, Options, Ruleset, remedies};
///
/// let rules = Ruleset::built_in();
/// let station = Facility::from_json(rules, r#"{
///     "type": "visiting-nursing-station",
///     "facts": { "online-claims": true, "online-eligibility": true, "home-consent": true, "in-house-notice": false }
/// }"#)?;
/// let answer = remedies(rules, &station, Day::parse("2024-06-01")?, &Options::default());
/// let way = &answer.add_ons[0].levels[0].ways[0];
/// assert_eq!(serde_json::to_value(&way.changes[0])?["fact"], "in-house-notice");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn remedies<'r>(rules: &'r Ruleset, facility: &Facility, date: Day, options: &Options) -> Remedies<'r> {
    let known = knowledge(rules.model(), rules.scales(), facility, date, None);
    let view = View { rules, facility, date, known };
    Remedies {
        date,
        schedule: facility.schedule,
        ruleset: rules.shared(Constant::Ruleset, rules.name()),
        add_ons: options.entries(rules, facility).filter_map(|(index, entry)| view.add_on(index, entry)).collect(),
    }
}

struct View<'r, 'f> {
    rules: &'r Ruleset,
    facility: &'f Facility,
    date: Day,
    known: Knowledge,
}

impl<'r> View<'r, '_> {
    fn add_on(&self, index: usize, entry: &'r Entry) -> Option<AddOnRemedies<'r>> {
        let model = self.rules.model();
        let add_on = model.add_ons.get(entry.add_on)?;
        let life = add_on.schedules.get(entry.in_schedule)?;
        let mut answer = AddOnRemedies {
            id: model.str(add_on.id),
            name: self.rules.shared(Constant::Name { entry: index }, Text::of(model, life.name)),
            status: status(life, self.date),
            level: None,
            levels: Vec::new(),
            losses: Vec::new(),
            break_even: Vec::new(),
        };
        let Some((number, period)) = entry.period(self.date) else { return Some(answer) };
        let of = OfPeriod { rules: self.rules, index, entry, number, period };
        let reached = best_level(period, self.known.worst);
        answer.level = reached.and_then(|level| of.level_id(level));
        let above = period.by_rank.iter().take_while(|level| Some(**level) != reached);
        let mut levels: Vec<_> = above.filter_map(|level| self.level(&of, *level)).collect();
        levels.reverse();
        answer.levels = levels;
        answer.losses = of.losses(self.facility, self.date);
        if !answer.losses.is_empty() {
            answer.break_even = of.break_even();
        }
        Some(answer)
    }

    fn level(&self, of: &OfPeriod<'r>, level: usize) -> Option<LevelRemedies<'r>> {
        let id = of.level_id(level)?;
        let filing =
            filing::assess(self.rules.model(), of.entry, self.facility, self.date, Some(of.period), None, None);
        let ways = self.ways(of.period.levels.get(level)?).into_iter();
        // The dearest part of a way, and the same for all that need the same rate.
        let mut known: Vec<(Rate, Option<Soonest>)> = Vec::new();
        let mut soonest = |needed: Rate, way: Mask| {
            if let Some((_, found)) = known.iter().find(|(rate, _)| *rate == needed) {
                return found.clone();
            }
            let found = self.soonest(of, id, way);
            known.push((needed, found.clone()));
            found
        };
        let mut ways: Vec<Remedy<'r>> = ways.map(|way| self.remedy(way, &mut soonest)).collect();
        sort::by_key(&mut ways, |way| {
            let mut efforts: Vec<RemedyKind> = way.changes.iter().map(Change::effort).collect();
            sort::by_key(&mut efforts, |effort| Reverse(*effort));
            efforts
        });
        Some(LevelRemedies {
            id,
            name: of.level_name(level)?,
            fees: of.fees(level)?,
            ways,
            filing: LevelFiling {
                required: filing.required,
                form: filing.form,
                supported: filing.levels.contains(&id),
            },
        })
    }

    /// The minimal sets of bits that the level lacks, whether they are known to be missing or not.
    fn ways(&self, level: &PlannedLevel) -> Vec<Mask> {
        let all = Mask { facts: u64::MAX, steps: u64::MAX };
        let attainable = Knowledge { worst: self.known.worst, best: all };
        let clauses = open_clauses(level, attainable).unwrap_or_default();
        minimal_ways(self.rules.scales(), &clauses, attainable)
    }

    fn remedy(&self, way: Mask, soonest: &mut dyn FnMut(Rate, Mask) -> Option<Soonest>) -> Remedy<'r> {
        let model = self.rules.model();
        let scales = self.rules.scales();
        let now = |bits: Mask| if bits.within(self.known.best) { Now::Unknown } else { Now::Unfavourable };
        let mut changes = Vec::new();
        for ((index, fact), scale) in model.facts.iter().enumerate().zip(&scales.ratios) {
            let bits = scales.of_fact(index, fact.kind).intersection(way);
            if bits == Mask::default() {
                continue;
            }
            let words = words(fact, self.facility.schedule, self.date);
            let (id, label, action) = (model.str(fact.id), Text::of(model, words.label), Text::of(model, words.action));
            let (now, effort) = (now(bits), fact.remedy);
            changes.extend(match fact.kind {
                FactKind::Boolean => Some(Change::Fact { fact: id, to: fact.favourable, now, label, action, effort }),
                FactKind::Ratio => scale.highest(bits.steps).map(|needed| {
                    let needed = needed.to_string();
                    Change::Ratio { fact: id, needed, now, label, action, effort }
                }),
            });
        }
        for (index, scale) in scales.rates.iter().enumerate() {
            let bits = Mask { facts: 0, steps: scale.all() }.intersection(way);
            let changed = scale.highest(bits.steps).and_then(|needed| {
                let soonest = soonest(needed, way.without(bits));
                self.rate(index, needed, now(bits), soonest)
            });
            changes.extend(changed.map(|change| Change::Rate(Box::new(change))));
        }
        Remedy { effort: changes.iter().map(Change::effort).max().unwrap_or(RemedyKind::AtOnce), changes }
    }

    /// When the level can have its rate, with the rest of the way done.
    fn soonest(&self, of: &OfPeriod<'r>, level: &str, rest: Mask) -> Option<Soonest> {
        let found = soonest(self.rules, self.facility, self.date, of.entry, level, rest);
        found.map(|(claim_month, outlook)| Soonest {
            claim_month,
            needed: outlook.needed,
            deadline: outlook.deadline.filter(|_| !outlook.reached),
        })
    }

    fn rate(&self, rate: usize, needed: Rate, now: Now, soonest: Option<Soonest>) -> Option<RateChange<'r>> {
        let model = self.rules.model();
        let kind = model.rates.get(rate)?;
        let months = usage::measured(model, rate, self.facility, self.date, None);
        let best = usage::best(&months);
        let awaited = months.iter().filter(|measured| measured.rate.is_none());
        Some(RateChange {
            rate: model.str(kind.id),
            needed: needed.to_string(),
            now,
            label: Text::of(model, kind.label),
            effort: RemedyKind::Gradual,
            best: best.and_then(Observed::of),
            missing: best.and_then(|best| needed.lacks(best.rate?)),
            awaited: awaited.map(|measured| AwaitedMonth { month: measured.month, basis: measured.basis }).collect(),
            users: months.iter().find_map(|measured| {
                if measured.basis != UsageBasis::Receipts {
                    return None;
                }
                let entry = self.facility.measured(measured.month, measured.basis)?;
                let (had, receipts) = (entry.users?, entry.receipts.filter(|receipts| *receipts > 0)?);
                let users = usage::users(needed, receipts);
                Some(UsersMissing { month: measured.month, receipts, users, more: users.saturating_sub(had) })
            }),
            soonest,
        })
    }
}

impl Change<'_> {
    /// What it takes.
    #[must_use]
    pub fn effort(&self) -> RemedyKind {
        match self {
            Self::Fact { effort, .. } | Self::Ratio { effort, .. } => *effort,
            Self::Rate(change) => change.effort,
        }
    }
}

/// The words of a fact for a 点数表 and a day: the last wording that fits.
fn words(fact: &Fact, schedule: Schedule, day: Day) -> &Words {
    let fits = fact.wordings.iter().rfind(|wording| {
        wording.schedules.contains(schedule)
            && wording.from.is_none_or(|from| from <= day)
            && wording.until.is_none_or(|until| day <= until)
    });
    fits.map_or(&fact.words, |wording| &wording.words)
}
