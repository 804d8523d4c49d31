//! The rules laid out for deciding: for each add-on and 点数表 the periods in which nothing changes, and in each of them the
//! levels with their checks as bit masks.
//!
//! Every condition of the law is monotone: a more favourable answer never makes it worse. So a state of knowledge needs two
//! masks only, the answers at their worst and at their best, and a condition is met, open or unmet by testing both. Rates
//! take one bit for each threshold that the rules know, so a higher rate sets more bits.

pub use dx_kasan_kernel::{Checks, Knowledge, LevelChecks, Mask, PARTS, Steps};

use crate::date::Day;
use crate::model::{AddOn, AlternativeId, Arm, Condition, Except, FactKind, Level, Model, Require};
use crate::rate::Rate;
use crate::sort;
use crate::vocabulary::Schedule;

/// The most boolean facts, and the most thresholds, that a ruleset may have.
pub const MASK_BITS: usize = 64;

/// The most requirements of an add-on in one period.
pub const MOST_REQUIREMENTS: usize = 32;

/// The most clauses that a condition may come to. Two conditions of this size still combine in no time.
pub const MOST_CLAUSES: usize = 64;

/// The thresholds of one rate or ratio that any rule compares it with, each with its bit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    first_bit: usize,
    thresholds: Vec<Rate>,
}

impl Scale {
    /// The bits of the thresholds that `rate` reaches.
    #[must_use]
    pub fn reached(&self, rate: Rate) -> u64 {
        self.bits(self.thresholds.iter().take_while(|threshold| **threshold <= rate).count())
    }

    /// The bits of all thresholds.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.bits(self.thresholds.len())
    }

    /// Those of the thresholds whose bits are `used`, for many rates at once.
    #[must_use]
    pub fn steps(&self, used: u64) -> Steps {
        let bits = (self.first_bit..).map(|bit| shifted(1, bit));
        Steps::new(self.thresholds.iter().map(|threshold| threshold.in_parts(PARTS)).zip(bits), used)
    }

    /// As if every rate were higher by so many [`PARTS`] of the whole, or lower.
    #[must_use]
    pub fn shifted(&self, by: i64) -> Self {
        let shift = |threshold: &Rate| Rate::new(threshold.in_parts(PARTS).saturating_add_signed(-by), PARTS);
        Self { first_bit: self.first_bit, thresholds: self.thresholds.iter().filter_map(shift).collect() }
    }

    /// The highest threshold among the bits; `None` when none of them belongs to this scale.
    #[must_use]
    pub fn highest(&self, steps: u64) -> Option<Rate> {
        self.thresholds.iter().copied().rfind(|threshold| self.bit(*threshold) & steps != 0)
    }

    /// The bit of a threshold.
    fn bit(&self, threshold: Rate) -> u64 {
        self.thresholds
            .iter()
            .position(|known| *known == threshold)
            .map_or(0, |index| shifted(1, self.first_bit + index))
    }

    /// The thresholds, lowest first.
    #[must_use]
    pub fn thresholds(&self) -> &[Rate] {
        &self.thresholds
    }

    fn bits(&self, count: usize) -> u64 {
        let low = if count >= 64 { u64::MAX } else { (1 << count) - 1 };
        shifted(low, self.first_bit)
    }
}

/// Zero where nothing is left: the linter refuses rules that would need more bits.
fn shifted(bits: u64, by: usize) -> u64 {
    u32::try_from(by).ok().and_then(|by| bits.checked_shl(by)).unwrap_or(0)
}

/// The scales of all rates and of all ratio facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scales {
    /// By the index of the rate.
    pub rates: Vec<Scale>,
    /// By the index of the fact.
    pub ratios: Vec<Scale>,
}

impl Scales {
    /// Collects every threshold of the rules, under whichever reading it stands.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let mut rates = vec![Vec::new(); model.rates.len()];
        let mut ratios = vec![Vec::new(); model.facts.len()];
        for condition in conditions(model) {
            condition.leaves(&mut |leaf| {
                let (scales, index, threshold) = match leaf {
                    Condition::Rate(index, threshold) => (&mut rates, *index, *threshold),
                    Condition::Ratio(index, threshold) => (&mut ratios, *index, *threshold),
                    _ => return,
                };
                if let Some(scale) = scales.get_mut(usize::from(index)) {
                    scale.push(threshold);
                }
            });
        }
        let mut first_bit = 0;
        let mut scale = |thresholds: Vec<Rate>| {
            let scale = Scale { first_bit, thresholds: sort::once(thresholds) };
            first_bit += scale.thresholds.len();
            scale
        };
        Self {
            rates: rates.into_iter().map(&mut scale).collect(),
            ratios: ratios.into_iter().map(&mut scale).collect(),
        }
    }

    /// The bits of a fact.
    #[must_use]
    pub fn of_fact(&self, fact: usize, kind: FactKind) -> Mask {
        match kind {
            FactKind::Boolean => Mask { facts: shifted(1, fact), steps: 0 },
            FactKind::Ratio => Mask { facts: 0, steps: self.ratios.get(fact).map_or(0, Scale::all) },
        }
    }

    /// How many thresholds there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rates.iter().chain(&self.ratios).map(|scale| scale.thresholds.len()).sum()
    }

    /// Whether no rule has a threshold.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether whatever satisfies the clause `known` satisfies `clause` too: each of its alternatives does, a threshold also
    /// where `clause` has a lower one of the same scale.
    #[must_use]
    pub fn implies(&self, known: Mask, clause: Mask) -> bool {
        let steps = self.rates.iter().chain(&self.ratios).all(|scale| {
            let (known, clause) = (known.steps & scale.all(), clause.steps & scale.all());
            known == 0 || clause != 0 && known.trailing_zeros() >= clause.trailing_zeros()
        });
        known.facts & !clause.facts == 0 && steps
    }

    /// The clauses of a condition: it is satisfied when each of them has a bit in common with the answers.
    #[must_use]
    pub fn clauses(&self, condition: &Condition) -> Vec<Mask> {
        let steps = |scales: &[Scale], index: u8, threshold: Rate| {
            vec![Mask { facts: 0, steps: scales.get(usize::from(index)).map_or(0, |scale| scale.bit(threshold)) }]
        };
        match condition {
            Condition::Fact(fact) | Condition::Not(fact) => {
                vec![Mask { facts: shifted(1, usize::from(*fact)), steps: 0 }]
            }
            Condition::Rate(rate, threshold) => steps(&self.rates, *rate, *threshold),
            Condition::Ratio(fact, threshold) => steps(&self.ratios, *fact, *threshold),
            Condition::All(parts) => fewest(parts.iter().flat_map(|part| self.clauses(part)).collect()),
            Condition::Any(parts) => either(parts.iter().map(|part| self.clauses(part))),
            // At least k of n hold when of every n−k+1 of them one does.
            Condition::AtLeast(number, parts) => {
                let chosen = (parts.len() + 1).saturating_sub(usize::from(*number));
                let groups = subsets(parts, chosen);
                fewest(groups.iter().flat_map(|group| either(group.iter().map(|part| self.clauses(part)))).collect())
            }
        }
    }
}

impl Condition {
    /// At most how many clauses it comes to, reckoned without making them, so that a condition that is too large does no harm.
    #[must_use]
    pub fn most_clauses(&self) -> usize {
        let product = |parts: &[Self]| parts.iter().fold(1_usize, |all, part| all.saturating_mul(part.most_clauses()));
        match self {
            Self::Fact(_) | Self::Not(_) | Self::Rate(..) | Self::Ratio(..) => 1,
            Self::All(parts) => parts.iter().fold(0, |all, part| all.saturating_add(part.most_clauses())),
            Self::Any(parts) => product(parts),
            Self::AtLeast(number, parts) => {
                let chosen = (parts.len() + 1).saturating_sub(usize::from(*number));
                // Of n things, n−k+1 can be chosen in so many ways; each way comes to no more than all parts together.
                let ways = (0..chosen).fold(1_usize, |ways, step| ways.saturating_mul(parts.len() - step) / (step + 1));
                ways.saturating_mul(product(parts))
            }
        }
    }
}

/// The clauses of a condition that either side satisfies.
fn either(sides: impl Iterator<Item = Vec<Mask>>) -> Vec<Mask> {
    let mut sides = sides;
    let first = sides.next().unwrap_or_default();
    sides.fold(first, |left, right| fewest(left.iter().flat_map(|l| right.iter().map(move |r| l.union(*r))).collect()))
}

/// Without the sets of bits that include another, which makes them needless.
#[must_use]
pub fn fewest(clauses: Vec<Mask>) -> Vec<Mask> {
    let mut kept: Vec<Mask> = Vec::new();
    for clause in clauses {
        if kept.iter().any(|other| other.within(clause)) {
            continue;
        }
        kept.retain(|other| !clause.within(*other));
        kept.push(clause);
    }
    kept
}

fn subsets<T>(items: &[T], size: usize) -> Vec<Vec<&T>> {
    match (size, items.split_first()) {
        (0, _) => vec![Vec::new()],
        (_, None) => Vec::new(),
        (_, Some((first, rest))) => {
            let mut all = subsets(rest, size - 1);
            all.iter_mut().for_each(|subset| subset.insert(0, first));
            all.extend(subsets(rest, size));
            all
        }
    }
}

/// Every condition of the rules.
pub fn conditions(model: &Model) -> impl Iterator<Item = &Condition> {
    model.add_ons.iter().flat_map(|add_on| {
        let excepts = add_on.excepts.iter().flat_map(|except| [&except.applies_if, &except.when]);
        add_on.requires.iter().map(|require| &require.when).chain(excepts)
    })
}

/// The rules laid out under one reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// One for each add-on and 点数表, in the order of the add-ons.
    pub entries: Vec<Entry>,
}

/// An add-on in one 点数表.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The index of the add-on.
    pub add_on: usize,
    /// The index among the add-on's 点数表.
    pub in_schedule: usize,
    /// The 点数表.
    pub schedule: Schedule,
    /// The periods, in order, from the add-on's first day to its last.
    pub periods: Vec<Period>,
}

/// A run of days on which nothing of an add-on changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day; open when the add-on is.
    pub until: Option<Day>,
    /// The requirements of any level, in the order of the rules. Their positions are the bits of the masks.
    pub requirements: Vec<Needed>,
    /// The levels, by number.
    pub levels: Vec<PlannedLevel>,
    /// The different checks of the levels; those of the requirements' first come first, at their positions.
    pub checks: Checks,
    /// The positions of the levels, the one to claim first.
    pub by_rank: Vec<usize>,
}

/// A requirement of some level in a period, and the arms that speak of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Needed {
    /// The index of the requirement.
    pub requirement: usize,
    /// The indices of its arms among the add-on's.
    pub requires: Vec<usize>,
    /// Those of its transitional measures.
    pub deemed: Vec<usize>,
    /// Those of its exceptions.
    pub excepts: Vec<usize>,
}

/// A level in a period.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedLevel {
    /// The index among the add-on's levels.
    pub level: usize,
    /// Its checks, in the order of the period's requirements.
    pub checks: Vec<Check>,
    /// The same among the period's different ones.
    pub bits: LevelChecks,
    /// The indices of its fees among the add-on's.
    pub fees: Vec<usize>,
    /// The amount for the main service; of two that depend on the card, the one without.
    pub amount: u32,
    /// The bits of its checks.
    pub required: u32,
    /// The bits of those under a transitional measure.
    pub deemed: u32,
}

/// One requirement of one level.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Its position among the period's requirements.
    pub position: usize,
    /// Satisfied when each has a bit in common with the answers.
    pub clauses: Vec<Mask>,
    /// The threshold, where it is one of a usage rate.
    pub threshold: Option<Threshold>,
}

/// The rate that a check asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    /// The index of the rate.
    pub rate: usize,
    /// What is asked ordinarily.
    pub ordinary: Rate,
    /// What is asked of those who satisfy the clauses of an exception.
    pub excepted: Option<(Vec<Mask>, Rate)>,
}

impl Threshold {
    /// What is asked of those whose answers are at least these.
    #[must_use]
    pub fn asked(&self, answers: Mask) -> Rate {
        match &self.excepted {
            Some((clauses, rate)) if clauses.iter().all(|clause| clause.meets(answers)) => *rate,
            _ => self.ordinary,
        }
    }
}

impl PlannedLevel {
    /// Whether a transitional measure covers the requirement at `position`.
    #[must_use]
    pub fn deems(&self, position: usize) -> bool {
        u32::try_from(position).ok().and_then(|position| self.deemed.checked_shr(position)).unwrap_or(0) & 1 != 0
    }

    /// Its threshold of a usage rate, where it has one and no transitional measure covers it.
    #[must_use]
    pub fn threshold(&self) -> Option<&Threshold> {
        let real = self.checks.iter().filter(|check| !self.deems(check.position));
        real.filter_map(|check| check.threshold.as_ref()).next()
    }
}

impl Check {
    /// Whether the answers satisfy it.
    #[must_use]
    pub fn holds(&self, answers: Mask) -> bool {
        self.clauses.iter().all(|clause| clause.meets(answers))
    }
}

impl Plan {
    /// Lays the rules out under a reading; `None` is the default reading of everything.
    #[must_use]
    pub fn new(model: &Model, scales: &Scales, under: Option<AlternativeId>) -> Self {
        let mut entries = Vec::new();
        for (index, add_on) in model.add_ons.iter().enumerate() {
            let lives = 0..add_on.schedules.len();
            entries.extend(lives.filter_map(|in_schedule| Entry::new(model, scales, under, (index, in_schedule))));
        }
        Self { entries }
    }

    /// The entries of a 点数表.
    pub fn of(&self, schedule: Schedule) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.schedule == schedule)
    }
}

impl Entry {
    /// Lays one add-on out, in one of its 点数表, both by their indices; `None` where there is no such.
    #[must_use]
    pub fn new(
        model: &Model,
        scales: &Scales,
        under: Option<AlternativeId>,
        (index, in_schedule): (usize, usize),
    ) -> Option<Self> {
        let add_on = model.add_ons.get(index)?;
        let life = add_on.schedules.get(in_schedule)?;
        let layout = Layout { model, scales, add_on, schedule: life.schedule, under };
        let mut periods: Vec<Period> = Vec::new();
        for (from, until) in layout.spans(life.from, life.until) {
            periods.push(layout.period(life.main_service, from, until));
        }
        Some(Self { add_on: index, in_schedule, schedule: life.schedule, periods })
    }

    /// The period that `day` lies in, with its index; `None` before the add-on's first day and after its last.
    #[must_use]
    pub fn period(&self, day: Day) -> Option<(usize, &Period)> {
        let index = self.periods.partition_point(|period| period.from <= day).checked_sub(1)?;
        let period = self.periods.get(index)?;
        period.until.is_none_or(|until| day <= until).then_some((index, period))
    }
}

/// Numbers the different checks of the levels, and tells each level which of them are its own.
fn tell_apart(requirements: usize, levels: &mut [PlannedLevel]) -> Checks {
    let first = |position: usize| {
        let mut checks = levels.iter().flat_map(|level| &level.checks);
        checks.find(|check| check.position == position).map(|check| check.clauses.clone()).unwrap_or_default()
    };
    let mut different: Vec<(usize, Vec<Mask>)> = (0..requirements).map(|at| (at, first(at))).collect();
    for level in levels {
        for check in &level.checks {
            let same = |(at, clauses): &(usize, Vec<Mask>)| *at == check.position && *clauses == check.clauses;
            let number = different.iter().position(same).unwrap_or_else(|| {
                different.push((check.position, check.clauses.clone()));
                different.len() - 1
            });
            let bit = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            level.bits.push(bit(number), bit(check.position), level.deems(check.position));
        }
    }
    let mut checks = Checks::default();
    for (_, clauses) in &different {
        checks.push(clauses);
    }
    checks
}

struct Layout<'m> {
    model: &'m Model,
    scales: &'m Scales,
    add_on: &'m AddOn,
    schedule: Schedule,
    under: Option<AlternativeId>,
}

impl Layout<'_> {
    /// Cuts the add-on's life at every day on which an arm begins or has ended.
    fn spans(&self, from: Day, until: Option<Day>) -> Vec<(Day, Option<Day>)> {
        let mut cuts = vec![from];
        for arm in self.arms() {
            cuts.push(arm.from);
            cuts.extend(arm.until.map(Day::next));
        }
        cuts.retain(|day| *day >= from && until.is_none_or(|until| *day <= until));
        let cuts = sort::once(cuts);
        let ends = cuts.iter().skip(1).map(|next| Some(next.previous())).chain([until]);
        cuts.iter().copied().zip(ends).collect()
    }

    fn arms(&self) -> impl Iterator<Item = &Arm> {
        let add_on = self.add_on;
        let all = add_on.levels.iter().map(|level| &level.arm);
        let all = all.chain(add_on.fees.iter().map(|fee| &fee.arm));
        let all = all.chain(add_on.codes.iter().map(|code| &code.arm));
        let all = all.chain(add_on.requires.iter().map(|require| &require.arm));
        let all = all.chain(add_on.deemed.iter().map(|deemed| &deemed.arm));
        let all = all.chain(add_on.excepts.iter().map(|except| &except.arm));
        all.filter(|arm| arm.schedules.contains(self.schedule) && arm.is_read(self.under))
    }

    fn period(&self, main_service: crate::vocabulary::Service, from: Day, until: Option<Day>) -> Period {
        let mut levels: Vec<(usize, &Level)> =
            self.add_on.levels.iter().enumerate().filter(|(_, level)| self.holds(&level.arm, from)).collect();
        sort::by_key(&mut levels, |(_, level)| self.model.str(level.id).parse::<u32>().unwrap_or(0));

        let mut requirements: Vec<Needed> = Vec::new();
        for (index, require) in self.add_on.requires.iter().enumerate() {
            let wanted = levels.iter().any(|(_, level)| require.levels.contains(level.id));
            if !wanted || !self.holds(&require.arm, from) {
                continue;
            }
            let requirement = usize::from(require.requirement);
            match requirements.iter_mut().find(|needed| needed.requirement == requirement) {
                Some(needed) => needed.requires.push(index),
                None => {
                    requirements.push(Needed { requirement, requires: vec![index], deemed: vec![], excepts: vec![] })
                }
            }
        }
        for needed in &mut requirements {
            let is_about = |requirement: u8| usize::from(requirement) == needed.requirement;
            let deemed = self.add_on.deemed.iter().enumerate();
            needed.deemed = deemed
                .filter(|(_, arm)| is_about(arm.requirement) && self.holds(&arm.arm, from))
                .map(|(index, _)| index)
                .collect();
            let excepts = self.add_on.excepts.iter().enumerate();
            needed.excepts = excepts
                .filter(|(_, arm)| is_about(arm.requirement) && self.holds(&arm.arm, from))
                .map(|(index, _)| index)
                .collect();
        }

        let mut levels: Vec<PlannedLevel> =
            levels.iter().map(|(index, level)| self.level(*index, level, &requirements, main_service, from)).collect();
        let mut by_rank: Vec<usize> = (0..levels.len()).collect();
        // Stable, so that of equal amounts the lower number comes first.
        sort::by_key(&mut by_rank, |position| std::cmp::Reverse(levels.get(*position).map_or(0, |level| level.amount)));
        let checks = tell_apart(requirements.len(), &mut levels);
        Period { from, until, requirements, levels, checks, by_rank }
    }

    fn holds(&self, arm: &Arm, day: Day) -> bool {
        arm.holds(self.schedule, day, self.under)
    }

    fn level(
        &self,
        index: usize,
        level: &Level,
        requirements: &[Needed],
        main_service: crate::vocabulary::Service,
        day: Day,
    ) -> PlannedLevel {
        let fees: Vec<usize> = self
            .add_on
            .fees
            .iter()
            .enumerate()
            .filter(|(_, fee)| fee.level == level.id && self.holds(&fee.arm, day))
            .map(|(index, _)| index)
            .collect();
        let amount = fees
            .iter()
            .filter_map(|fee| self.add_on.fees.get(*fee))
            .filter(|fee| fee.service == main_service && fee.when.is_none_or(|when| !when.with_card))
            .map(|fee| fee.amount)
            .max();
        let mut checks = Vec::new();
        let (mut required, mut deemed) = (0, 0);
        for (position, needed) in requirements.iter().enumerate() {
            let arm = needed.requires.iter().filter_map(|arm| self.add_on.requires.get(*arm));
            let Some(require) = arm.clone().find(|require| require.levels.contains(level.id)) else {
                continue;
            };
            let excepts = needed.excepts.iter().filter_map(|arm| self.add_on.excepts.get(*arm));
            let except = excepts.clone().find(|except| except.levels.contains(level.id));
            checks.push(Check {
                position,
                clauses: self.clauses(require, except),
                threshold: self.threshold(require, except),
            });
            let bit = 1_u32.checked_shl(u32::try_from(position).unwrap_or(u32::MAX)).unwrap_or(0);
            required |= bit;
            let mut measures = needed.deemed.iter().filter_map(|arm| self.add_on.deemed.get(*arm));
            if measures.any(|measure| measure.levels.contains(level.id)) {
                deemed |= bit;
            }
        }
        let bits = LevelChecks::default();
        PlannedLevel { level: index, checks, bits, fees, amount: amount.unwrap_or(0), required, deemed }
    }

    fn clauses(&self, require: &Require, except: Option<&Except>) -> Vec<Mask> {
        let ordinary = self.scales.clauses(&require.when);
        let Some(except) = except else {
            return ordinary;
        };
        let excepted = fewest([self.scales.clauses(&except.applies_if), self.scales.clauses(&except.when)].concat());
        either([ordinary, excepted].into_iter())
    }

    fn threshold(&self, require: &Require, except: Option<&Except>) -> Option<Threshold> {
        let rate_of = |condition: &Condition| match condition {
            Condition::Rate(rate, threshold) => Some((usize::from(*rate), *threshold)),
            _ => None,
        };
        let (rate, ordinary) = rate_of(&require.when)?;
        let excepted = except.and_then(|except| {
            let (_, threshold) = rate_of(&except.when)?;
            Some((self.scales.clauses(&except.applies_if), threshold))
        });
        Some(Threshold { rate, ordinary, excepted })
    }
}
