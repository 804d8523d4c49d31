//! What may be claimed in a month: a claim month (算定月) has one level, the best that is met on its first day and supported by a
//! filing counting by then.

use dx_kasan_rules::date::{Day, Month};
use dx_kasan_rules::model::{Arm, Fee};
use dx_kasan_rules::plan::{Entry, Knowledge};
use dx_kasan_rules::vocabulary::{Schedule, Service};

use crate::cited::Statement;
use crate::claim::ReasonCode;
use crate::decide::{LevelVerdict, decide};
use crate::evaluate::OfPeriod;
use crate::facility::Facility;
use crate::filing;
use crate::knowledge::knowledge;
use crate::ruleset::Ruleset;

/// What is claimed of an add-on in one month.
#[derive(Clone, Copy)]
pub(crate) struct Standing<'r> {
    pub(crate) of: OfPeriod<'r>,
    /// The position of the level among the period's, or why there is none.
    pub(crate) level: Result<usize, ReasonCode>,
    /// The day by which it is judged.
    day: Day,
}

/// What is claimed of each add-on of a 点数表 in one month, in the order of the rules; `None` for one not in force.
pub(crate) fn standings<'r>(rules: &'r Ruleset, facility: &Facility, month: Month) -> Vec<Option<Standing<'r>>> {
    let known = known(rules, facility, month.first_day());
    entries(rules, facility.schedule)
        .map(|(index, entry)| {
            let life = rules.model().add_ons.get(entry.add_on)?.schedules.get(entry.in_schedule)?;
            // One that begins within the month is judged by its own first day.
            let day = month.first_day().max(life.from);
            let (number, period) = entry.period(day).filter(|_| day.month() == month)?;
            let of = OfPeriod { rules, index, entry, number, period };
            let known = if day == month.first_day() { known } else { self::known(rules, facility, day) };
            Some(Standing { of, level: level(&of, facility, day, known), day })
        })
        .collect()
}

/// The entries of the plan that a 点数表 has, with their indices.
pub(crate) fn entries(rules: &Ruleset, schedule: Schedule) -> impl Iterator<Item = (usize, &Entry)> {
    rules.plan().entries.iter().enumerate().filter(move |(_, entry)| entry.schedule == schedule)
}

fn known(rules: &Ruleset, facility: &Facility, day: Day) -> Knowledge {
    knowledge(rules.model(), rules.scales(), facility, day, None)
}

fn level(of: &OfPeriod<'_>, facility: &Facility, day: Day, known: Knowledge) -> Result<usize, ReasonCode> {
    let filing = filing::assess(of.rules.model(), of.entry, facility, day, Some(of.period), None);
    let decisions = decide(of.period, known);
    let is = |position: usize, verdict: LevelVerdict| {
        decisions.get(position).is_some_and(|decision| decision.verdict() == verdict)
    };
    let met = |position: usize| is(position, LevelVerdict::Met);
    let possible = |position: usize| met(position) || is(position, LevelVerdict::Undetermined);
    let supported = |position: usize| of.level_id(position).is_some_and(|id| filing.levels.contains(&id));
    let mut ranked = of.period.by_rank.iter().copied();
    if let Some(best) = ranked.clone().find(|position| met(*position) && supported(*position)) {
        return Ok(best);
    }
    // Of several reasons the surest: one that holds however the unknown turns out.
    Err(if !ranked.clone().any(possible) {
        ReasonCode::NotQualified
    } else if !filing.required
        || filing.filed.is_some() && ranked.clone().any(|level| possible(level) && supported(level))
    {
        ReasonCode::Undetermined
    } else if filing.filed.is_some() {
        ReasonCode::NotFiled
    } else if ranked.any(met) {
        ReasonCode::FilingUnknown
    } else {
        ReasonCode::Undetermined
    })
}

impl<'r> Standing<'r> {
    /// The fee of a level for a service, with its index: of two that depend on the card, the one that `card` asks for.
    pub(crate) fn fee(&self, level: usize, service: Service, card: impl Fn(bool) -> bool) -> Option<(usize, &'r Fee)> {
        let add_on = self.of.rules.model().add_ons.get(self.of.entry.add_on)?;
        let fees = self.of.period.levels.get(level)?.fees.iter();
        let mut fees = fees.filter_map(|index| Some((*index, add_on.fees.get(*index)?)));
        fees.find(|(_, fee)| {
            fee.service == service && fee.when.is_none_or(|when| when.with_card == card(when.referral_counts))
        })
    }

    /// A fee of any level for a service.
    pub(crate) fn some_fee(&self, service: Service) -> Option<(usize, &'r Fee)> {
        (0..self.of.period.levels.len()).find_map(|level| self.fee(level, service, |_| false))
    }

    /// Where it stands that nothing is claimed, and the arms on which that rests.
    pub(crate) fn refusal(&self, reason: ReasonCode) -> (Statement, Vec<&'r Arm>) {
        let life = Statement::Life { entry: self.of.index };
        if !matches!(reason, ReasonCode::NotFiled | ReasonCode::FilingUnknown) {
            return (life, Vec::new());
        }
        let (entry, day) = (self.of.entry, self.day);
        let Some(add_on) = self.of.rules.model().add_ons.get(entry.add_on) else { return (life, Vec::new()) };
        let holds = |arm: &Arm| arm.holds(entry.schedule, day, None);
        let filing = add_on.filings.iter().position(|filing| holds(&filing.arm));
        let arms = add_on.filings.iter().map(|filing| &filing.arm);
        let arms = arms.chain(add_on.supports.iter().map(|support| &support.arm));
        let arms = arms.chain(add_on.carry_overs.iter().map(|carry_over| &carry_over.arm));
        let statement = filing.map_or(life, |filing| Statement::Filing { add_on: entry.add_on, filing });
        (statement, arms.filter(|arm| holds(arm)).collect())
    }
}
