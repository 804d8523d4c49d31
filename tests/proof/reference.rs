//! A second evaluator, written as plainly as the law is read: it goes through the arms of the rule data, asks each condition
//! with three-valued logic, and knows neither plan nor mask nor clause.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use dx_kasan::Day;
use dx_kasan_rules::model::{AddOn, AlternativeId, Arm, Condition, CorrectionKind, Levels, Model, Str};
use dx_kasan_rules::rate::Rate;
use dx_kasan_rules::vocabulary::{Schedule, Service, UsageBasis};

/// Where and when the law is asked, and as which reading has it.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'m> {
    pub(crate) model: &'m Model,
    pub(crate) add_on: usize,
    pub(crate) schedule: Schedule,
    pub(crate) day: Day,
    pub(crate) under: Option<AlternativeId>,
}

/// What is known of a facility: of facts their literal answers, of ratios and rates what is sure, and whether more may come.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Known {
    pub(crate) facts: Vec<Option<bool>>,
    pub(crate) ratios: Vec<Option<Rate>>,
    pub(crate) rates: Vec<(Option<Rate>, bool)>,
}

/// A level on a day, with what it asks for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Level<'m> {
    pub(crate) id: Str,
    pub(crate) amount: u32,
    pub(crate) standards: Vec<Standard<'m>>,
}

/// A facility standard of a level.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Standard<'m> {
    pub(crate) requirement: u8,
    pub(crate) deemed: bool,
    pub(crate) when: Vec<&'m Condition>,
    pub(crate) excepts: Vec<(&'m Condition, &'m Condition)>,
}

/// The state of a standard; of a level, `Deemed` does not occur.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Holds {
    No,
    Perhaps,
    Yes,
    Deemed,
}

impl<'m> Asked<'m> {
    fn of(&self) -> &'m AddOn {
        &self.model.add_ons[self.add_on]
    }

    /// Whether an arm speaks of this schedule on this day under this reading.
    fn speaks(&self, arm: &Arm) -> bool {
        let begun = arm.from <= self.day;
        let over = arm.until.is_some_and(|until| until < self.day);
        let read = match (self.under, arm.only_under) {
            (None, only) => only.is_none(),
            (Some(under), Some(only)) => only == under,
            (Some(under), None) => !arm.not_under.contains(&under),
        };
        arm.schedules.contains(self.schedule) && begun && !over && read
    }

    /// Whether the add-on is in force.
    pub(crate) fn in_force(&self) -> bool {
        let lives = self.of().schedules.iter().filter(|life| life.schedule == self.schedule);
        lives.into_iter().any(|life| life.from <= self.day && life.until.is_none_or(|until| self.day <= until))
    }

    fn main_service(&self) -> Service {
        self.of().schedules.iter().find(|life| life.schedule == self.schedule).unwrap().main_service
    }

    /// The levels of the day, by number. None while the add-on is not in force.
    pub(crate) fn levels(&self) -> Vec<Level<'m>> {
        if !self.in_force() {
            return Vec::new();
        }
        let mut levels: Vec<Str> =
            self.of().levels.iter().filter(|level| self.speaks(&level.arm)).map(|level| level.id).collect();
        levels.sort_by_key(|id| self.model.str(*id).parse::<u32>().unwrap_or(0));
        levels.into_iter().map(|id| Level { id, amount: self.amount(id), standards: self.standards(id) }).collect()
    }

    /// The points that rank a level: those for the main service, of two that depend on the card those without it.
    fn amount(&self, level: Str) -> u32 {
        let fees = self.of().fees.iter().filter(|fee| fee.level == level && self.speaks(&fee.arm));
        let fees = fees.filter(|fee| fee.service == self.main_service() && fee.when.is_none_or(|when| !when.with_card));
        fees.map(|fee| fee.amount).max().unwrap_or(0)
    }

    fn standards(&self, level: Str) -> Vec<Standard<'m>> {
        let add_on = self.of();
        let about = |levels: &Levels| match levels {
            Levels::All => true,
            Levels::Some(some) => some.contains(&level),
        };
        let mut standards: BTreeMap<u8, Standard<'m>> = BTreeMap::new();
        for arm in add_on.requires.iter().filter(|arm| self.speaks(&arm.arm) && about(&arm.levels)) {
            let requirement = arm.requirement;
            let empty = Standard { requirement, deemed: false, when: vec![], excepts: vec![] };
            standards.entry(requirement).or_insert(empty).when.push(&arm.when);
        }
        for arm in add_on.deemed.iter().filter(|arm| self.speaks(&arm.arm) && about(&arm.levels)) {
            standards.entry(arm.requirement).and_modify(|standard| standard.deemed = true);
        }
        for arm in add_on.excepts.iter().filter(|arm| self.speaks(&arm.arm) && about(&arm.levels)) {
            let add = |standard: &mut Standard<'m>| standard.excepts.push((&arm.applies_if, &arm.when));
            standards.entry(arm.requirement).and_modify(add);
        }
        standards.into_values().collect()
    }

    /// The months that count for a claim of the day, and on which basis. Months are numbered through.
    pub(crate) fn months(&self, rate: u8) -> Vec<(i32, UsageBasis)> {
        let windows = self.model.windows.iter().filter(|window| window.rate == rate && self.speaks(&window.arm));
        let claim = number(&self.day.month().to_string());
        windows
            .flat_map(|window| window.months_back.iter().map(move |back| (claim - i32::from(*back), window.basis)))
            .collect()
    }

    /// The rate of a month that counts: the higher of the plain one and the one corrected for home care.
    pub(crate) fn counted(&self, rate: u8, month: &Counts) -> Option<Rate> {
        let correction = self.model.corrections.iter().find(|correction| {
            correction.rate == rate
                && correction.basis == month.basis
                && month.month <= number(&correction.measured_until.to_string())
                && self.speaks(&correction.arm)
        });
        let plain = Rate::new(month.users, month.receipts)?;
        let corrected = match correction.map(|correction| correction.kind) {
            Some(CorrectionKind::AddClaims) => {
                month.home_care_claims.and_then(|claims| Rate::new(month.users + claims, month.receipts))
            }
            Some(CorrectionKind::SubtractReceipts) => {
                month.home_care_receipts.and_then(|home| Rate::new(month.users, month.receipts - home))
            }
            None => None,
        };
        Some(corrected.map_or(plain, |corrected| corrected.max(plain)))
    }
}

/// What was counted in a month.
#[derive(Clone, Debug)]
pub(crate) struct Counts {
    pub(crate) month: i32,
    pub(crate) basis: UsageBasis,
    pub(crate) users: u64,
    pub(crate) receipts: u64,
    pub(crate) home_care_claims: Option<u64>,
    pub(crate) home_care_receipts: Option<u64>,
}

/// A month such as `2025-10` as the number of months since the year 0.
pub(crate) fn number(month: &str) -> i32 {
    let (year, month) = month.split_once('-').unwrap();
    year.parse::<i32>().unwrap() * 12 + month.parse::<i32>().unwrap() - 1
}

pub(crate) fn month_name(number: i32) -> String {
    format!("{:04}-{:02}", number / 12, number % 12 + 1)
}

/// Three-valued logic after Kleene.
pub(crate) fn holds(condition: &Condition, known: &Known) -> Holds {
    let answer = |fact: &u8, wanted: bool| match known.facts[usize::from(*fact)] {
        None => Holds::Perhaps,
        Some(answer) if answer == wanted => Holds::Yes,
        Some(_) => Holds::No,
    };
    match condition {
        Condition::Fact(fact) => answer(fact, true),
        Condition::Not(fact) => answer(fact, false),
        Condition::All(parts) => parts.iter().map(|part| holds(part, known)).min().unwrap_or(Holds::Yes),
        Condition::Any(parts) => parts.iter().map(|part| holds(part, known)).max().unwrap_or(Holds::No),
        Condition::AtLeast(wanted, parts) => {
            let count = |least| parts.iter().filter(|part| holds(part, known) >= least).count();
            match (count(Holds::Yes) >= usize::from(*wanted), count(Holds::Perhaps) >= usize::from(*wanted)) {
                (true, _) => Holds::Yes,
                (_, true) => Holds::Perhaps,
                _ => Holds::No,
            }
        }
        Condition::Ratio(fact, needed) => match known.ratios[usize::from(*fact)] {
            None => Holds::Perhaps,
            Some(ratio) if *needed <= ratio => Holds::Yes,
            Some(_) => Holds::No,
        },
        Condition::Rate(rate, needed) => match known.rates[usize::from(*rate)] {
            (Some(best), _) if *needed <= best => Holds::Yes,
            (_, true) => Holds::Perhaps,
            _ => Holds::No,
        },
    }
}

impl Standard<'_> {
    /// What the facts come to, whether or not a transitional measure covers it.
    pub(crate) fn in_fact(&self, known: &Known) -> Holds {
        let ordinary = self.when.iter().map(|when| holds(when, known)).min().unwrap_or(Holds::No);
        let excepts = self.excepts.iter().map(|(applies, when)| holds(applies, known).min(holds(when, known)));
        excepts.fold(ordinary, Holds::max)
    }

    pub(crate) fn state(&self, known: &Known) -> Holds {
        if self.deemed { Holds::Deemed } else { self.in_fact(known) }
    }
}

impl Level<'_> {
    pub(crate) fn verdict(&self, known: &Known) -> Holds {
        let states = self.standards.iter().map(|standard| standard.state(known));
        states.map(|state| state.min(Holds::Yes)).min().unwrap_or(Holds::Yes)
    }
}

/// The level to claim when every level counts that holds at least so surely: the most points, then the lowest number.
pub(crate) fn claimed(levels: &[Level<'_>], known: &Known, least: Holds) -> Option<Str> {
    let verdicts: Vec<Holds> = levels.iter().map(|level| level.verdict(known)).collect();
    claimed_of(levels, &verdicts, least)
}

/// The same of verdicts that are known already.
pub(crate) fn claimed_of(levels: &[Level<'_>], verdicts: &[Holds], least: Holds) -> Option<Str> {
    let held = levels.iter().zip(verdicts).enumerate().filter(|(_, (_, verdict))| **verdict >= least);
    held.max_by_key(|(index, (level, _))| (level.amount, Reverse(*index))).map(|(_, (level, _))| level.id)
}
