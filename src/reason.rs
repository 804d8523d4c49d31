//! Why an outcome changes from one day to the next.
//!
//! Each check whose state changes is held against the rule of the other day and against the knowledge of the other day:
//! whichever of the two alone makes the difference is the reason, and both where it takes both.

use dx_kasan_rules::date::Month;
use dx_kasan_rules::model::FactKind;
use dx_kasan_rules::plan::{Check, Entry, Knowledge, Mask, Period, PlannedLevel};
use dx_kasan_rules::vocabulary::UsageBasis;
use serde::Serialize;

use crate::assessment::Status;
use crate::decide::{State, decide_level};
use crate::facility::Facility;
use crate::ruleset::Ruleset;
use crate::timeline::{Moment, fees_of};
use crate::usage::{self, Measured};

/// A reason why an outcome changes on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Reason<'r> {
    /// The add-on comes into force.
    AddOnBegins {
        /// The add-ons that it replaces.
        replaces: Vec<&'r str>,
    },
    /// The add-on ends.
    AddOnEnds {
        /// The add-on that replaces it.
        succeeded_by: Option<&'r str>,
    },
    /// The day is over by which the rules were to be reviewed.
    ReviewPassed,
    /// There is a new level.
    LevelBegins {
        /// Which.
        level: &'r str,
    },
    /// There is a level no more.
    LevelEnds {
        /// Which.
        level: &'r str,
    },
    /// A level has other fees.
    FeesChange {
        /// Which.
        level: &'r str,
    },
    /// Levels have a requirement that they did not have.
    RequirementBegins {
        /// Which.
        requirement: &'r str,
        /// The levels.
        levels: Vec<&'r str>,
    },
    /// Levels have a requirement no more.
    RequirementEnds {
        /// Which.
        requirement: &'r str,
        /// The levels.
        levels: Vec<&'r str>,
    },
    /// A requirement asks for something else.
    RequirementChanges {
        /// Which.
        requirement: &'r str,
        /// The levels.
        levels: Vec<&'r str>,
    },
    /// A transitional measure (経過措置) begins.
    DeemedBegins {
        /// The requirement.
        requirement: &'r str,
        /// The levels.
        levels: Vec<&'r str>,
    },
    /// A transitional measure ends.
    DeemedEnds {
        /// The requirement.
        requirement: &'r str,
        /// The levels.
        levels: Vec<&'r str>,
    },
    /// A level needs another usage rate.
    ThresholdChanges {
        /// The level.
        level: &'r str,
        /// The rate before.
        from: String,
        /// The rate from now on.
        to: String,
    },
    /// A measured month counts from now on.
    MonthEnters(MeasuredReason),
    /// A measured month counts no more.
    MonthLeaves(MeasuredReason),
    /// The same month counts with another rate, as a correction begins or ends.
    CorrectionChanges,
    /// A fact that was stated with its days holds from now on.
    FactBegins {
        /// Which.
        fact: &'r str,
    },
    /// A fact that was stated with its days holds no more.
    FactEnds {
        /// Which.
        fact: &'r str,
    },
}

/// A month that begins or ceases to count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MeasuredReason {
    /// The month.
    pub month: Month,
    /// The basis.
    pub basis: UsageBasis,
    /// Its rate; `None` while it is unknown.
    pub rate: Option<String>,
}

/// Why the outcome of `after` is not that of `before`, the day before it.
pub(crate) fn reasons<'r>(
    rules: &'r Ruleset,
    facility: &Facility,
    entry: &Entry,
    before: &Moment<'r>,
    after: &Moment<'r>,
) -> Vec<Reason<'r>> {
    let mut edge = Edge { rules, facility, entry, before, after, found: Vec::new() };
    match (before.period, after.period) {
        (Some((_, old)), Some((_, new))) => edge.within(old, new),
        (None, Some(_)) => edge.begins(),
        (Some(_), None) => edge.ends(),
        (None, None) => {}
    }
    edge.found
}

struct Edge<'r, 'e> {
    rules: &'r Ruleset,
    facility: &'e Facility,
    entry: &'e Entry,
    before: &'e Moment<'r>,
    after: &'e Moment<'r>,
    found: Vec<Reason<'r>>,
}

impl<'r> Edge<'r, '_> {
    fn begins(&mut self) {
        let model = self.rules.model();
        let replaced = model.add_ons.iter().filter(|add_on| {
            let life = add_on.in_schedule(self.entry.schedule);
            life.is_some_and(|life| life.succeeded_by.map(usize::from) == Some(self.entry.add_on))
        });
        let replaces = replaced.map(|add_on| model.str(add_on.id)).collect();
        self.found.push(Reason::AddOnBegins { replaces });
    }

    fn ends(&mut self) {
        let model = self.rules.model();
        let life = model.add_ons.get(self.entry.add_on).and_then(|add_on| add_on.in_schedule(self.entry.schedule));
        let successor = life.and_then(|life| model.add_ons.get(usize::from(life.succeeded_by?)));
        self.found.push(Reason::AddOnEnds { succeeded_by: successor.map(|add_on| model.str(add_on.id)) });
    }

    fn within(&mut self, old: &'r Period, new: &'r Period) {
        if self.before.status != Status::Stale && self.after.status == Status::Stale {
            self.found.push(Reason::ReviewPassed);
        }
        for level in &old.levels {
            match self.same_level(new, level) {
                Some(now) => self.level(old, level, new, now),
                None => self.found.push(Reason::LevelEnds { level: self.level_id(level) }),
            }
        }
        for level in new.levels.iter().filter(|level| self.same_level(old, level).is_none()).collect::<Vec<_>>() {
            self.found.push(Reason::LevelBegins { level: self.level_id(level) });
        }
    }

    /// The level of another period that has the same id.
    fn same_level(&self, period: &'r Period, level: &PlannedLevel) -> Option<&'r PlannedLevel> {
        let id = self.level_id(level);
        period.levels.iter().find(|other| self.level_id(other) == id)
    }

    fn level_id(&self, level: &PlannedLevel) -> &'r str {
        let model = self.rules.model();
        let levels = model.add_ons.get(self.entry.add_on).map(|add_on| &add_on.levels);
        levels.and_then(|levels| levels.get(level.level)).map_or("", |level| model.str(level.id))
    }

    /// Why a level that exists on both days is not what it was.
    fn level(&mut self, old: &'r Period, was: &'r PlannedLevel, new: &'r Period, is: &'r PlannedLevel) {
        let level = self.level_id(was);
        if fees_of(self.rules, self.entry, was) != fees_of(self.rules, self.entry, is) {
            self.found.push(Reason::FeesChange { level });
        }
        let (earlier, later) = (decide_level(old, was, self.before.known), decide_level(new, is, self.after.known));
        if earlier.verdict() == later.verdict() {
            return;
        }
        for check in &was.checks {
            if check_of(old, check.position, new, is).is_none() && earlier.state(check.position).blocks() {
                let requirement = self.requirement(old, check.position);
                self.about(level, |levels| Reason::RequirementEnds { requirement, levels });
            }
        }
        for check in &is.checks {
            let requirement = self.requirement(new, check.position);
            let state = later.state(check.position);
            let Some(past) = check_of(new, check.position, old, was) else {
                if state.blocks() {
                    self.about(level, |levels| Reason::RequirementBegins { requirement, levels });
                }
                continue;
            };
            let earlier = earlier.state(past.position);
            match (earlier, state) {
                (earlier, state) if earlier == state => {}
                (State::Deemed, state) if state.blocks() => {
                    self.about(level, |levels| Reason::DeemedEnds { requirement, levels });
                }
                (earlier, State::Deemed) if earlier.blocks() => {
                    self.about(level, |levels| Reason::DeemedBegins { requirement, levels });
                }
                (State::Deemed, _) | (_, State::Deemed) => {}
                (earlier, _) => self.check(level, requirement, past, check, earlier),
            }
        }
    }

    /// Why the state of a check that both days have is not what it was.
    fn check(&mut self, level: &'r str, requirement: &'r str, past: &Check, check: &Check, earlier: State) {
        let by_rule = state(check, self.before.known) != earlier;
        let by_knowledge = state(past, self.after.known) != earlier;
        if by_rule || !by_knowledge {
            let asked = |check: &Check, known: Knowledge| check.threshold.as_ref().map(|rate| rate.asked(known.worst));
            match (asked(past, self.before.known), asked(check, self.after.known)) {
                (Some(from), Some(to)) if from != to => {
                    let reason = Reason::ThresholdChanges { level, from: from.to_string(), to: to.to_string() };
                    self.push(reason);
                }
                _ => self.about(level, |levels| Reason::RequirementChanges { requirement, levels }),
            }
        }
        if by_knowledge || !by_rule {
            self.facts(past);
            if let Some(threshold) = &past.threshold {
                self.months(threshold.rate);
            }
        }
    }

    /// The facts of a check that are not what they were.
    fn facts(&mut self, check: &Check) {
        let model = self.rules.model();
        let read = check.clauses.iter().fold(Mask::default(), |all, clause| all.union(*clause));
        for (index, (fact, value)) in model.facts.iter().zip(&self.facility.facts).enumerate() {
            let is_read = self.rules.scales().of_fact(index, fact.kind).meets(read);
            let Some(value) = value.filter(|_| is_read && fact.kind == FactKind::Boolean) else { continue };
            let fact = model.str(fact.id);
            match (value.on(self.before.day), value.on(self.after.day)) {
                (Some(false), Some(true)) => self.push(Reason::FactBegins { fact }),
                (Some(true), Some(false)) => self.push(Reason::FactEnds { fact }),
                _ => {}
            }
        }
    }

    /// The months that matter and count on one of the days only: the best of each day, and those whose rates are unknown.
    fn months(&mut self, rate: usize) {
        let of = |day| usage::measured(self.rules.model(), rate, self.facility, day, None);
        let (before, after) = (of(self.before.day), of(self.after.day));
        let only = |here: &[Measured], there: &[Measured]| -> Vec<Measured> {
            let best = usage::best(here);
            let elsewhere = |one: &&Measured| there.iter().any(|two| (one.month, one.basis) == (two.month, two.basis));
            let matters = |one: &&Measured| one.rate.is_none() || best.is_some_and(|best| best.rate == one.rate);
            here.iter().filter(|one| !elsewhere(one)).filter(matters).copied().collect()
        };
        for measured in only(&before, &after) {
            self.push(Reason::MonthLeaves(MeasuredReason::of(measured)));
        }
        for measured in only(&after, &before) {
            self.push(Reason::MonthEnters(MeasuredReason::of(measured)));
        }
        let corrected = |one: &Measured| {
            after.iter().any(|two| (one.month, one.basis) == (two.month, two.basis) && one.rate != two.rate)
        };
        if before.iter().any(corrected) {
            self.push(Reason::CorrectionChanges);
        }
    }

    fn requirement(&self, period: &Period, position: usize) -> &'r str {
        let model = self.rules.model();
        let requirement =
            period.requirements.get(position).and_then(|needed| model.requirements.get(needed.requirement));
        requirement.map_or("", |requirement| model.str(requirement.id))
    }

    fn push(&mut self, reason: Reason<'r>) {
        if !self.found.contains(&reason) {
            self.found.push(reason);
        }
    }

    /// Adds a level to the reason, which is one for all its levels.
    fn about(&mut self, level: &'r str, reason: impl FnOnce(Vec<&'r str>) -> Reason<'r>) {
        let mut reason = reason(vec![level]);
        let Some((kind, requirement)) = reason.subject() else { return };
        let known = self.found.iter_mut().find(|known| known.subject() == Some((kind, requirement)));
        match (known.and_then(Reason::levels), reason.levels()) {
            (Some(levels), _) => levels.push(level),
            (None, _) => self.found.push(reason),
        }
    }
}

impl<'r> Reason<'r> {
    /// What a reason about a requirement is about.
    fn subject(&self) -> Option<(std::mem::Discriminant<Self>, &'r str)> {
        match self {
            Self::RequirementBegins { requirement, .. }
            | Self::RequirementEnds { requirement, .. }
            | Self::RequirementChanges { requirement, .. }
            | Self::DeemedBegins { requirement, .. }
            | Self::DeemedEnds { requirement, .. } => Some((std::mem::discriminant(self), requirement)),
            _ => None,
        }
    }

    fn levels(&mut self) -> Option<&mut Vec<&'r str>> {
        match self {
            Self::RequirementBegins { levels, .. }
            | Self::RequirementEnds { levels, .. }
            | Self::RequirementChanges { levels, .. }
            | Self::DeemedBegins { levels, .. }
            | Self::DeemedEnds { levels, .. } => Some(levels),
            _ => None,
        }
    }
}

impl MeasuredReason {
    fn of(measured: Measured) -> Self {
        let rate = measured.rate.map(|rate| rate.cut_to_two_decimals());
        Self { month: measured.month, basis: measured.basis, rate }
    }
}

impl State {
    /// Whether it keeps a level from being met for sure.
    fn blocks(self) -> bool {
        matches!(self, Self::Unmet | Self::Unknown)
    }
}

fn state(check: &Check, known: Knowledge) -> State {
    if check.holds(known.worst) {
        State::Met
    } else if check.holds(known.best) {
        State::Unknown
    } else {
        State::Unmet
    }
}

/// The check of a level in `there` about the requirement that is at `position` in `here`.
fn check_of<'p>(here: &Period, position: usize, there: &Period, level: &'p PlannedLevel) -> Option<&'p Check> {
    let requirement = here.requirements.get(position)?.requirement;
    let position = there.requirements.iter().position(|needed| needed.requirement == requirement)?;
    level.checks.iter().find(|check| check.position == position)
}
