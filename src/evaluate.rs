//! `evaluate`: the decision of a day, explained.

use dx_kasan_rules::date::Day;
use dx_kasan_rules::model::{AddOnSchedule, Arm, Condition};
use dx_kasan_rules::plan::{Entry, Knowledge, Mask, Needed, Period, PlannedLevel};

use crate::assessment::{
    AddOnAssessment, Assessment, AtRequirement, Best, CheckAssessment, Citations, Doubts, FactIds, Fees,
    LevelAssessment, MeasuredMonth, Observed, OtherReading, Range, Readings, RequirementAssessment, RulesetName,
    Status, Text, Validity, Verdict,
};
use crate::decide::{LevelDecision, State, best_level, decide};
use crate::facility::Facility;
use crate::filing;
use crate::knowledge::knowledge;
use crate::published;
use crate::questions::questions;
use crate::ruleset::Ruleset;
use crate::shared::{Constant, Shared, SharedList};
use crate::usage;

/// What `facility` qualifies for on `date`, and why.
///
/// ```
/// use dx_kasan::{Day, Facility, Ruleset, Verdict, evaluate};
///
/// let rules = Ruleset::built_in();
/// let station = Facility::from_json(rules, r#"{
///     "type": "visiting-nursing-station",
///     "facts": { "online-claims": true, "online-eligibility": true, "home-consent": true, "in-house-notice": true }
/// }"#)?;
/// let answer = evaluate(rules, &station, Day::parse("2024-06-01")?);
/// let [add_on] = answer.add_ons.as_slice() else { return Err("a station has one add-on".into()) };
/// assert_eq!(add_on.verdict, Verdict::Qualifies);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn evaluate<'r>(rules: &'r Ruleset, facility: &Facility, date: Day) -> Assessment<'r> {
    let known = knowledge(rules.model(), rules.scales(), facility, date, None);
    let entries = rules.plan().entries.iter().enumerate().filter(|(_, entry)| entry.schedule == facility.schedule);
    let view = View { rules, facility, date, known };
    Assessment {
        date,
        known_at: rules.knowledge_day(),
        claim_month: date.month(),
        schedule: facility.schedule,
        ruleset: rules.shared(Constant::Ruleset, rules.name()),
        add_ons: entries.filter_map(|(index, entry)| view.add_on(index, entry)).collect(),
    }
}

struct View<'r, 'f> {
    rules: &'r Ruleset,
    facility: &'f Facility,
    date: Day,
    known: Knowledge,
}

impl<'r> View<'r, '_> {
    fn add_on(&self, index: usize, entry: &'r Entry) -> Option<AddOnAssessment<'r>> {
        let model = self.rules.model();
        let add_on = model.add_ons.get(entry.add_on)?;
        let life = add_on.schedules.get(entry.in_schedule)?;
        let found = entry.period(self.date);
        let is_published = published::is(self.rules, entry, found.map(|(_, period)| period), self.date);
        let (status, verdict, found) = if is_published {
            (status(life, self.date), Verdict::NotInForce, found)
        } else {
            (Status::NotPublished, Verdict::NotPublished, None)
        };
        let period = found.map(|(_, period)| period);
        let reached = period.and_then(|period| period.levels.get(best_level(period, self.known.worst)?));
        let reached = reached.and_then(|level| add_on.levels.get(level.level)).map(|level| level.id);
        let filing = filing::assess(model, entry, self.facility, self.date, period, reached, None);
        let mut answer = AddOnAssessment {
            id: model.str(add_on.id),
            name: self.rules.shared(Constant::Name { entry: index }, Text::of(model, life.name)),
            validity: self.rules.shared(Constant::Validity { entry: index }, self.rules.validity(life)),
            status,
            verdict,
            best: None,
            range: Range { worst: None, best: None },
            levels: Vec::new(),
            requirements: SharedList::default(),
            questions: Vec::new(),
            settled: Vec::new(),
            readings: Readings { same: true, differing: Vec::new() },
            filing,
        };
        let Some((number, period)) = found else { return Some(answer) };
        let of = OfPeriod { rules: self.rules, index, entry, number, period };
        let worst = best_level(period, self.known.worst);
        let best = best_level(period, self.known.best);
        answer.best = worst.and_then(|level| Some(Best { level: of.level_id(level)?, fees: of.fees(level)? }));
        answer.range = Range {
            worst: worst.and_then(|level| of.level_id(level)),
            best: best.and_then(|level| of.level_id(level)),
        };
        answer.verdict = Verdict::of(answer.range);
        let decisions = decide(period, self.known);
        answer.levels = decisions
            .iter()
            .enumerate()
            .filter_map(|(level, decision)| of.level(level, *decision, self.known))
            .collect();
        let requirements = period.requirements.iter().enumerate();
        let requirements = requirements.filter_map(|(position, needed)| self.requirement(&of, position, needed));
        answer.requirements = SharedList::new(requirements.collect());
        let questions = questions(model, self.rules.scales(), period, self.known);
        let ids = |facts: Vec<usize>| {
            facts.into_iter().filter_map(|fact| model.facts.get(fact)).map(|fact| model.str(fact.id)).collect()
        };
        answer.questions = ids(questions.open);
        answer.settled = ids(questions.settled);
        answer.readings = self.readings(index, &answer);
        Some(answer)
    }

    /// What the other readings make of the answer, where it is not the same.
    fn readings(&self, index: usize, answer: &AddOnAssessment<'r>) -> Readings<'r> {
        let model = self.rules.model();
        let others = self.rules.other_readings(index, self.date).map(|other| {
            let known = knowledge(model, self.rules.scales(), self.facility, self.date, Some(other.id));
            let found = other.entry.period(self.date).map(|(_, period)| period);
            let filing = filing::assess(model, other.entry, self.facility, self.date, found, None, Some(other.id));
            let level = |answers: Mask| {
                let period = found?;
                let level = period.levels.get(best_level(period, answers)?)?;
                Some(model.str(model.add_ons.get(other.entry.add_on)?.levels.get(level.level)?.id))
            };
            let range = Range { worst: level(known.worst), best: level(known.best) };
            OtherReading {
                reading: other.reading,
                alternative: other.alternative,
                verdict: found.map_or(Verdict::NotInForce, |_| Verdict::of(range)),
                best: range.worst,
                range,
                filing: filing.levels,
            }
        });
        let differs = |other: &OtherReading<'r>| {
            other.verdict != answer.verdict || other.range != answer.range || other.filing != answer.filing.levels
        };
        let differing: Vec<_> = others.filter(differs).collect();
        Readings { same: differing.is_empty(), differing }
    }

    fn requirement(
        &self,
        of: &OfPeriod<'r>,
        position: usize,
        needed: &Needed,
    ) -> Option<Shared<RequirementAssessment<'r>>> {
        let whole = of.requirement(position)?;
        let Some(rate) = rate_of(of, position, needed) else {
            return Some(
                self.rules.shared(Constant::Requirement { entry: of.index, period: of.number, position }, whole),
            );
        };
        let months = usage::measured(self.rules.model(), rate, self.facility, self.date, None);
        let observed = usage::best(&months).and_then(Observed::of);
        let measured = months
            .iter()
            .map(|measured| MeasuredMonth {
                month: measured.month,
                basis: measured.basis,
                rate: measured.rate.map(|rate| rate.cut_to_two_decimals()),
            })
            .collect();
        Some(Shared::new(RequirementAssessment { observed, measured: Some(measured), ..whole }, None))
    }
}

/// The rate that a requirement compares, for whichever level.
fn rate_of(of: &OfPeriod<'_>, position: usize, needed: &Needed) -> Option<usize> {
    needed.requires.first()?;
    let checks = of.period.levels.iter().flat_map(|level| &level.checks);
    let mut thresholds = checks.filter(|check| check.position == position).filter_map(|check| check.threshold.as_ref());
    thresholds.next().map(|threshold| threshold.rate)
}

pub(crate) fn status(life: &AddOnSchedule, date: Day) -> Status {
    if date < life.from {
        Status::NotYet
    } else if life.until.is_some_and(|until| until < date) {
        Status::Ended
    } else if life.review_by.is_some_and(|review| review < date) {
        Status::Stale
    } else {
        Status::InForce
    }
}

/// A period of an entry, with its place in the plan, from which its constants take their numbers.
#[derive(Clone, Copy)]
pub(crate) struct OfPeriod<'r> {
    pub(crate) rules: &'r Ruleset,
    pub(crate) index: usize,
    pub(crate) entry: &'r Entry,
    pub(crate) number: usize,
    pub(crate) period: &'r Period,
}

impl<'r> OfPeriod<'r> {
    fn planned(&self, level: usize) -> Option<(&'r PlannedLevel, &'r dx_kasan_rules::model::Level)> {
        let planned = self.period.levels.get(level)?;
        let add_on = self.rules.model().add_ons.get(self.entry.add_on)?;
        Some((planned, add_on.levels.get(planned.level)?))
    }

    pub(crate) fn level_id(&self, level: usize) -> Option<&'r str> {
        self.planned(level).map(|(_, level)| self.rules.model().str(level.id))
    }

    pub(crate) fn fees(&self, level: usize) -> Option<Shared<Fees<'r>>> {
        let (planned, _) = self.planned(level)?;
        let fees = Fees {
            rules: self.rules,
            add_on: self.entry.add_on,
            schedule: self.entry.schedule,
            day: self.period.from,
            fees: &planned.fees,
        };
        Some(self.rules.shared(Constant::Fees { entry: self.index, period: self.number, level }, fees))
    }

    pub(crate) fn level_name(&self, level: usize) -> Option<Shared<Text<'r>>> {
        let (_, named) = self.planned(level)?;
        let name = Text::of(self.rules.model(), named.name);
        Some(self.rules.shared(Constant::LevelName { entry: self.index, period: self.number, level }, name))
    }

    fn level(&self, level: usize, decision: LevelDecision, known: Knowledge) -> Option<LevelAssessment<'r>> {
        let (planned, named) = self.planned(level)?;
        let checks = planned.checks.iter().filter_map(|check| {
            let state = decision.state(check.position);
            let excepted = check
                .threshold
                .as_ref()
                .and_then(|threshold| threshold.excepted.as_ref())
                .is_some_and(|(clauses, _)| clauses.iter().all(|clause| clause.meets(known.worst)));
            let form = state as usize * 2 + usize::from(excepted);
            let constant =
                Constant::Check { entry: self.index, period: self.number, level, position: check.position, form };
            Some(self.rules.shared(constant, self.check(level, check.position, form)?))
        });
        Some(LevelAssessment {
            id: self.rules.model().str(named.id),
            name: self.level_name(level)?,
            fees: self.fees(level)?,
            verdict: decision.verdict(),
            checks: SharedList::new(checks.collect()),
        })
    }

    /// A check in one of its forms: a state, and whether the exception to its threshold is known to apply.
    pub(crate) fn check(&self, level: usize, position: usize, form: usize) -> Option<CheckAssessment<'r>> {
        let (planned, _) = self.planned(level)?;
        let check = planned.checks.iter().find(|check| check.position == position)?;
        let state = [State::Met, State::Unmet, State::Unknown, State::Deemed].get(form / 2).copied()?;
        let needed = check.threshold.as_ref().map(|threshold| match &threshold.excepted {
            Some((_, rate)) if form % 2 == 1 => rate.to_string(),
            _ => threshold.ordinary.to_string(),
        });
        Some(CheckAssessment { requirement: self.requirement_id(position)?, state, needed })
    }

    fn requirement_id(&self, position: usize) -> Option<&'r str> {
        let model = self.rules.model();
        let needed = self.period.requirements.get(position)?;
        model.requirements.get(needed.requirement).map(|requirement| model.str(requirement.id))
    }

    pub(crate) fn label(&self, position: usize) -> Option<Shared<Text<'r>>> {
        let model = self.rules.model();
        let needed = self.period.requirements.get(position)?;
        let label = Text::of(model, model.requirements.get(needed.requirement)?.label);
        Some(self.rules.shared(Constant::Label { entry: self.index, period: self.number, position }, label))
    }

    pub(crate) fn citations(&self, position: usize) -> Shared<Citations<'r>> {
        let constant = Constant::Citations { entry: self.index, period: self.number, position };
        self.rules.shared(constant, Citations(self.at(position)))
    }

    fn at(&self, position: usize) -> AtRequirement<'r> {
        AtRequirement { rules: self.rules, entry: self.index, period: self.number, position }
    }

    /// All that is said of a requirement in every answer.
    pub(crate) fn requirement(&self, position: usize) -> Option<RequirementAssessment<'r>> {
        Some(RequirementAssessment {
            id: self.requirement_id(position)?,
            label: self.label(position)?,
            citations: self.citations(position),
            deemed_until: self.deemed_until(position),
            observed: None,
            measured: None,
            facts: FactIds(self.at(position)),
            doubts: Doubts(self.at(position)),
        })
    }

    /// The last day of the run of periods, from this one on, in which some level has the requirement deemed met.
    fn deemed_until(&self, position: usize) -> Option<Day> {
        let requirement = self.period.requirements.get(position)?.requirement;
        let run = self.entry.periods.iter().skip(self.number).take_while(|period| {
            let position = period.requirements.iter().position(|needed| needed.requirement == requirement);
            position.is_some_and(|position| {
                period.levels.iter().any(|level| {
                    level.deemed & 1_u32.checked_shl(u32::try_from(position).unwrap_or(32)).unwrap_or(0) != 0
                })
            })
        });
        run.last()?.until
    }
}

impl Ruleset {
    pub(crate) fn shared<T>(&self, constant: Constant, value: T) -> Shared<T> {
        Shared::new(value, self.layout().and_then(|layout| layout.number(constant)))
    }

    pub(crate) fn name(&self) -> RulesetName<'_> {
        RulesetName { version: self.version(), checked_to: self.model().checked_to, sha256: self.sha256() }
    }

    pub(crate) fn validity(&self, life: &AddOnSchedule) -> Validity<'_> {
        let model = self.model();
        let successor = life.succeeded_by.and_then(|index| model.add_ons.get(usize::from(index)));
        Validity {
            from: life.from,
            until: life.until,
            review_by: life.review_by,
            succeeded_by: successor.map(|add_on| model.str(add_on.id)),
        }
    }

    pub(crate) fn of_period(&self, index: usize, number: usize) -> Option<OfPeriod<'_>> {
        let entry = self.plan().entries.get(index)?;
        Some(OfPeriod { rules: self, index, entry, number, period: entry.periods.get(number)? })
    }

    /// The arms that speak of a requirement in a period: standards, measures, exceptions, and the months of its rate.
    pub(crate) fn arms_of(&self, entry: usize, period: usize, position: usize) -> Vec<&Arm> {
        let model = self.model();
        let Some(of) = self.of_period(entry, period) else { return Vec::new() };
        let Some((needed, add_on)) = of.period.requirements.get(position).zip(model.add_ons.get(of.entry.add_on))
        else {
            return Vec::new();
        };
        let requires = needed.requires.iter().filter_map(|index| add_on.requires.get(*index)).map(|arm| &arm.arm);
        let deemed = needed.deemed.iter().filter_map(|index| add_on.deemed.get(*index)).map(|arm| &arm.arm);
        let excepts = needed.excepts.iter().filter_map(|index| add_on.excepts.get(*index)).map(|arm| &arm.arm);
        let mut arms: Vec<&Arm> = requires.chain(deemed).chain(excepts).collect();
        if let Some(rate) = rate_of(&of, position, needed) {
            let here =
                |arm: &Arm| arm.schedules.contains(of.entry.schedule) && arm.is_read(None) && meets(arm, of.period);
            let windows = model.windows.iter().filter(|window| usize::from(window.rate) == rate && here(&window.arm));
            arms.extend(windows.map(|window| &window.arm));
            let corrections = model.corrections.iter();
            let corrections =
                corrections.filter(|correction| usize::from(correction.rate) == rate && here(&correction.arm));
            arms.extend(corrections.map(|correction| &correction.arm));
        }
        arms
    }

    pub(crate) fn conditions_of(&self, entry: usize, period: usize, position: usize) -> Vec<&Condition> {
        let model = self.model();
        let of = self.of_period(entry, period);
        let found = of.and_then(|of| of.period.requirements.get(position).zip(model.add_ons.get(of.entry.add_on)));
        let Some((needed, add_on)) = found else { return Vec::new() };
        let requires = needed.requires.iter().filter_map(|index| add_on.requires.get(*index)).map(|arm| &arm.when);
        let excepts = needed.excepts.iter().filter_map(|index| add_on.excepts.get(*index));
        requires.chain(excepts.flat_map(|arm| [&arm.applies_if, &arm.when])).collect()
    }
}

/// Whether an arm holds on some day of a period.
fn meets(arm: &Arm, period: &Period) -> bool {
    arm.until.is_none_or(|until| period.from <= until) && period.until.is_none_or(|until| arm.from <= until)
}
