//! What may be claimed in a month: a claim month (算定月) has one level, the best that is met on its first day and supported by a
//! filing counting by then.

use dx_kasan_rules::date::{Day, Month};
use dx_kasan_rules::model::{Arm, Fee};
use dx_kasan_rules::plan::{Entry, Knowledge};
use dx_kasan_rules::vocabulary::{Schedule, Service};

use crate::assessment::FilingAssessment;
use crate::cited::Statement;
use crate::claim::ReasonCode;
use crate::decide::{LevelVerdict, best_level, decide};
use crate::evaluate::OfPeriod;
use crate::facility::Facility;
use crate::filing;
use crate::knowledge::knowledge;
use crate::ruleset::Ruleset;

/// What is claimed of an add-on in one month.
#[derive(Clone)]
pub(crate) struct Standing<'r> {
    pub(crate) of: OfPeriod<'r>,
    /// The day of the month by which it is judged.
    pub(crate) day: Day,
    /// Whether a filing counts on that day, where one is needed and something is known of it.
    pub(crate) filed: Option<bool>,
    /// The position of the level among the period's, or why there is none.
    pub(crate) level: Result<usize, ReasonCode>,
    /// Where it stands that there is none: in what is said of the filing, or of the add-on as such.
    pub(crate) refused_by: Statement,
    /// The arms about filings on which the level, or that there is none, rests.
    pub(crate) arms: Vec<&'r Arm>,
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
            Some(standing(of, facility, day, known))
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

fn standing<'r>(of: OfPeriod<'r>, facility: &Facility, day: Day, known: Knowledge) -> Standing<'r> {
    let filing = filing::assess(of.rules.model(), of.entry, facility, day, Some(of.period), None, None);
    let level = level(&of, &filing, known);
    let filed = filing.filed;
    let mut standing =
        Standing { of, day, filed, level, refused_by: Statement::Life { entry: of.index }, arms: Vec::new() };
    let Some(add_on) = of.rules.model().add_ons.get(of.entry.add_on) else { return standing };
    let holds = |arm: &&Arm| arm.holds(of.entry.schedule, day, None);
    let supports = add_on.supports.iter().map(|support| &support.arm).filter(holds);
    let carry_overs = add_on.carry_overs.iter().map(|carry_over| &carry_over.arm).filter(holds);
    let about_filing = matches!(level, Err(ReasonCode::NotFiled | ReasonCode::FilingUnknown));
    if about_filing || level.is_ok() && level.ok() != best_level(of.period, known.worst) {
        standing.arms.extend(supports);
    }
    let carried = filed.is_some() && facility.filings.get(of.entry.add_on).is_none_or(Option::is_none);
    if about_filing || carried {
        standing.arms.extend(carry_overs);
    }
    if about_filing && let Some(filing) = add_on.filings.iter().position(|filing| holds(&&filing.arm)) {
        standing.refused_by = Statement::Filing { add_on: of.entry.add_on, filing };
        standing.arms.extend(add_on.filings.get(filing).map(|filing| &filing.arm));
    }
    standing
}

/// The position of the level to claim, or why there is none.
fn level(of: &OfPeriod<'_>, filing: &FilingAssessment<'_>, known: Knowledge) -> Result<usize, ReasonCode> {
    let decisions = decide(of.period, known);
    let is = |position: usize, verdict: LevelVerdict| {
        decisions.get(position).is_some_and(|decision| decision.verdict() == verdict)
    };
    let met = |position: usize| is(position, LevelVerdict::Met);
    let possible = |position: usize| met(position) || is(position, LevelVerdict::Undetermined);
    let supported = |position: usize| of.level_id(position).is_some_and(|id| filing.levels.contains(&id));
    let ranked = || of.period.by_rank.iter().copied();
    if let Some(best) = ranked().find(|position| met(*position) && supported(*position)) {
        return Ok(best);
    }
    // Of several reasons the surest: one that holds however the unknown turns out.
    Err(if !ranked().any(possible) {
        ReasonCode::NotQualified
    } else if filing.filed.is_some() && !ranked().any(|position| possible(position) && supported(position)) {
        ReasonCode::NotFiled
    } else if filing.required && filing.filed.is_none() && ranked().any(met) {
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
}
