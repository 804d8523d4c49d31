//! Every cell of an add-on's law: intervals of days in which nothing changes, all combinations of the three-valued facts that
//! are read there, and all classes of rates that its thresholds tell apart.
//!
//! Facts that the law treats alike (swapping them changes nothing) make as many cells as there are ways to share out the
//! answers among them, not one for each order. That they are treated alike is tested of the law and of the plan, never assumed.

use std::collections::{BTreeMap, BTreeSet};

use dx_kasan::Day;
use dx_kasan_rules::model::{AlternativeId, Arm, Condition, FactKind, Model};
use dx_kasan_rules::plan::{Knowledge, Mask, Period, Scales};
use dx_kasan_rules::rate::Rate;
use dx_kasan_rules::vocabulary::Schedule;

use crate::reference::{Asked, Known, Level};

/// The days that are asked about: before the first law, and past the last day that an arm names.
pub(crate) const FIRST: &str = "2024-05-01";
pub(crate) const LAST: &str = "2027-08-31";

/// An add-on in one schedule on a run of days on which the law does not change, under one reading.
pub(crate) struct Interval<'m> {
    pub(crate) asked: Asked<'m>,
    pub(crate) until: Day,
    pub(crate) levels: Vec<Level<'m>>,
}

/// What can be known of one thing, the worst first, and the knowledge of it as masks.
pub(crate) struct Axis {
    pub(crate) of: Of,
    pub(crate) values: Vec<Value>,
    pub(crate) masks: Vec<Knowledge>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Of {
    Fact(u8),
    Ratio(u8),
    Rate(u8),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value {
    Answer(Option<bool>),
    Ratio(Option<Rate>),
    Rate(Option<Rate>, bool),
}

pub(crate) fn arms<'m>(model: &'m Model, add_on: usize) -> Vec<&'m Arm> {
    let mut arms: Vec<&Arm> = Vec::new();
    model.add_ons[add_on].arms(&mut |arm: &'m Arm| arms.push(arm));
    arms.extend(model.windows.iter().map(|window| &window.arm));
    arms.extend(model.corrections.iter().map(|correction| &correction.arm));
    arms
}

/// Every interval of every add-on in every schedule, in which some arm of it or of the rates begins or has ended.
pub(crate) fn intervals(model: &Model, under: Option<AlternativeId>) -> Vec<Interval<'_>> {
    let (first, last) = (Day::parse(FIRST).unwrap(), Day::parse(LAST).unwrap());
    let mut all = Vec::new();
    for (add_on, of) in model.add_ons.iter().enumerate() {
        for life in &of.schedules {
            let mut cuts: BTreeSet<Day> = [first, life.from].into_iter().chain(life.until.map(Day::next)).collect();
            for arm in arms(model, add_on).into_iter().filter(|arm| arm.schedules.contains(life.schedule)) {
                cuts.insert(arm.from);
                cuts.extend(arm.until.map(Day::next));
            }
            let cuts: Vec<Day> = cuts.into_iter().filter(|day| (first..=last).contains(day)).collect();
            for (index, day) in cuts.iter().enumerate() {
                let until = cuts.get(index + 1).map_or(last, |next| next.previous());
                let asked = Asked { model, add_on, schedule: life.schedule, day: *day, under };
                all.push(Interval { asked, until, levels: asked.levels() });
            }
        }
    }
    all
}

/// The conditions of an interval, with what each belongs to.
pub(crate) fn conditions<'m>(levels: &[Level<'m>]) -> Vec<&'m Condition> {
    let standards = levels.iter().flat_map(|level| &level.standards);
    let of = standards.flat_map(|standard| {
        let excepts = standard.excepts.iter().flat_map(|(applies, when)| [*applies, *when]);
        standard.when.iter().copied().chain(excepts)
    });
    of.collect()
}

impl Interval<'_> {
    pub(crate) fn name(&self) -> String {
        let Asked { model, add_on, schedule, day, under } = self.asked;
        let id = model.str(model.add_ons[add_on].id);
        let under = under.map_or(String::new(), |under| format!(" under {}", model.alternative_name(under)));
        format!("{id} in {schedule} from {day} until {}{under}", self.until)
    }

    /// What is read in the interval, each with everything that can be known of it. Of a rate, at the lower end of each class.
    pub(crate) fn axes(&self, scales: &Scales) -> Vec<Axis> {
        self.axes_between(scales, &[])
    }

    /// The same, with the classes of rates that other thresholds would tell apart, too.
    pub(crate) fn axes_between(&self, scales: &Scales, others: &[Rate]) -> Vec<Axis> {
        let mut read: BTreeMap<Of, BTreeSet<Rate>> = BTreeMap::new();
        for condition in conditions(&self.levels) {
            condition.leaves(&mut |leaf| {
                let (of, threshold) = match leaf {
                    Condition::Fact(fact) | Condition::Not(fact) => (Of::Fact(*fact), None),
                    Condition::Ratio(fact, threshold) => (Of::Ratio(*fact), Some(*threshold)),
                    Condition::Rate(rate, threshold) => (Of::Rate(*rate), Some(*threshold)),
                    _ => return,
                };
                read.entry(of).or_default().extend(threshold);
            });
        }
        let zero = Rate::new(0, 1).unwrap();
        let axis = |(of, mut thresholds): (Of, BTreeSet<Rate>)| {
            if let Of::Rate(_) = of {
                thresholds.extend(others);
            }
            let classes = || [zero].into_iter().chain(thresholds.iter().copied());
            let values: Vec<Value> = match of {
                Of::Fact(fact) => {
                    let helps = self.asked.model.facts[usize::from(fact)].favourable;
                    [Some(!helps), None, Some(helps)].into_iter().map(Value::Answer).collect()
                }
                Of::Ratio(_) => [None].into_iter().chain(classes().map(Some)).map(Value::Ratio).collect(),
                Of::Rate(_) => {
                    let closed = classes().map(|rate| Value::Rate(Some(rate), false));
                    let open = classes().map(|rate| Value::Rate(Some(rate), true));
                    closed.chain(open).chain([Value::Rate(None, true)]).collect()
                }
            };
            let masks = values.iter().map(|value| masks(scales, of, *value, self.asked.model)).collect();
            Axis { of, values, masks }
        };
        read.into_iter().map(axis).collect()
    }
}

/// What is known of one thing, as the engine has it.
fn masks(scales: &Scales, of: Of, value: Value, model: &Model) -> Knowledge {
    let steps = |steps| Mask { facts: 0, steps };
    let none = Mask::default();
    match (of, value) {
        (Of::Fact(fact), Value::Answer(answer)) => {
            let bit = scales.of_fact(usize::from(fact), FactKind::Boolean);
            let helps = model.facts[usize::from(fact)].favourable;
            match answer {
                None => Knowledge { worst: none, best: bit },
                Some(answer) if answer == helps => Knowledge { worst: bit, best: bit },
                Some(_) => Knowledge::default(),
            }
        }
        (Of::Ratio(fact), Value::Ratio(ratio)) => {
            let scale = &scales.ratios[usize::from(fact)];
            let reached = ratio.map(|ratio| steps(scale.reached(ratio)));
            Knowledge { worst: reached.unwrap_or(none), best: reached.unwrap_or(steps(scale.all())) }
        }
        (Of::Rate(rate), Value::Rate(best, open)) => {
            let scale = &scales.rates[usize::from(rate)];
            let reached = best.map_or(none, |best| steps(scale.reached(best)));
            Knowledge { worst: reached, best: if open { steps(scale.all()) } else { reached } }
        }
        _ => unreachable!("an axis has values of its own kind"),
    }
}

/// Facts that can be swapped without changing what the law asks, by their places among the axes.
pub(crate) fn alike(levels: &[Level<'_>], axes: &[Axis]) -> Vec<Vec<usize>> {
    let law = |swap: (u8, u8)| -> Vec<Vec<(bool, String)>> {
        let levels = levels.iter().map(|level| {
            let mut standards: Vec<(bool, String)> = level
                .standards
                .iter()
                .map(|standard| {
                    let when: Vec<String> = standard.when.iter().map(|when| written(when, swap)).collect();
                    let excepts = standard.excepts.iter();
                    let excepts: Vec<String> = excepts
                        .map(|(applies, when)| format!("{} if {}", written(when, swap), written(applies, swap)))
                        .collect();
                    (standard.deemed, format!("{when:?} except {excepts:?}"))
                })
                .collect();
            standards.sort_unstable();
            standards
        });
        levels.collect()
    };
    let as_it_is = law((0, 0));
    grouped(axes, |one, other| law((one, other)) == as_it_is)
}

/// A condition in words, two facts swapped. Bits stand for favourable answers, so `not` is left out, as everywhere one
/// answer alone helps.
fn written(condition: &Condition, (one, other): (u8, u8)) -> String {
    let parts = |parts: &[Condition]| {
        let mut parts: Vec<String> = parts.iter().map(|part| written(part, (one, other))).collect();
        parts.sort_unstable();
        parts.join(", ")
    };
    match condition {
        Condition::Fact(fact) | Condition::Not(fact) => {
            let fact = if *fact == one {
                other
            } else if *fact == other {
                one
            } else {
                *fact
            };
            format!("fact {fact}")
        }
        Condition::All(list) => format!("all({})", parts(list)),
        Condition::Any(list) => format!("any({})", parts(list)),
        Condition::AtLeast(wanted, list) => format!("{wanted} of ({})", parts(list)),
        leaf => format!("{leaf:?}"),
    }
}

/// The same of the plan: facts whose bits can be swapped without changing any level.
pub(crate) fn alike_in_plan(period: &Period, axes: &[Axis]) -> Vec<Vec<usize>> {
    let swapped = |mask: Mask, (one, other): (u8, u8)| {
        let (a, b) = (mask.facts >> one & 1, mask.facts >> other & 1);
        let rest = mask.facts & !(1 << one) & !(1 << other);
        Mask { facts: rest | a << other | b << one, ..mask }
    };
    let plan = |swap: (u8, u8)| -> Vec<Vec<(bool, Vec<Mask>)>> {
        let levels = period.levels.iter().map(|level| {
            let mut checks: Vec<(bool, Vec<Mask>)> = level
                .checks
                .iter()
                .map(|check| {
                    let mut clauses: Vec<Mask> = check.clauses.iter().map(|clause| swapped(*clause, swap)).collect();
                    clauses.sort_unstable();
                    (level.deems(check.position), clauses)
                })
                .collect();
            checks.sort_unstable();
            checks
        });
        levels.collect()
    };
    let as_it_is = plan((0, 0));
    grouped(axes, |one, other| plan((one, other)) == as_it_is)
}

fn grouped(axes: &[Axis], swappable: impl Fn(u8, u8) -> bool) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (place, axis) in axes.iter().enumerate() {
        let fits = |group: &&mut Vec<usize>| match (axes[group[0]].of, axis.of) {
            (Of::Fact(one), Of::Fact(other)) => swappable(one, other),
            _ => false,
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    groups
}

/// How many cells there are, each order of like facts counted.
pub(crate) fn count(axes: &[Axis]) -> u64 {
    axes.iter().map(|axis| axis.values.len() as u64).product()
}

/// Calls `visit` with the number of each axis's value, for every cell up to the order of like facts.
pub(crate) fn each(axes: &[Axis], groups: &[Vec<usize>], visit: &mut impl FnMut(&[usize])) {
    let ways: Vec<Vec<Vec<usize>>> =
        groups.iter().map(|group| shared_out(group.len(), axes[group[0]].values.len())).collect();
    combine(groups, &ways, axes.len(), visit);
}

/// The same, but of facts that are alike only: all at their worst, all unknown, all at their best, and one alone at its worst.
/// That leaves nothing out of what `all of` or `any of` them can come to.
pub(crate) fn each_joined(axes: &[Axis], groups: &[Vec<usize>], visit: &mut impl FnMut(&[usize])) {
    let ways: Vec<Vec<Vec<usize>>> = groups
        .iter()
        .map(|group| match group.len() {
            1 => shared_out(1, axes[group[0]].values.len()),
            size => {
                let apart = (0..size).map(|place| if place == 0 { 0 } else { 2 }).collect();
                vec![vec![0; size], vec![1; size], vec![2; size], apart]
            }
        })
        .collect();
    combine(groups, &ways, axes.len(), visit);
}

/// The same, with one of the facts that are alike alone at its worst and alone unknown: the one whose `turn` it is.
pub(crate) fn each_apart(axes: &[Axis], groups: &[Vec<usize>], turn: usize, visit: &mut impl FnMut(&[usize])) {
    let ways: Vec<Vec<Vec<usize>>> = groups
        .iter()
        .map(|group| match group.len() {
            1 => shared_out(1, axes[group[0]].values.len()),
            size => {
                let apart = |value| (0..size).map(|place| if place == turn % size { value } else { 2 }).collect();
                (0..3).map(|value| vec![value; size]).chain([apart(0), apart(1)]).collect()
            }
        })
        .collect();
    combine(groups, &ways, axes.len(), visit);
}

fn combine(groups: &[Vec<usize>], ways: &[Vec<Vec<usize>>], axes: usize, visit: &mut impl FnMut(&[usize])) {
    let mut numbers = vec![0; groups.len()];
    let mut cell = vec![0; axes];
    loop {
        for ((group, ways), number) in groups.iter().zip(ways).zip(&numbers) {
            for (place, value) in group.iter().zip(&ways[*number]) {
                cell[*place] = *value;
            }
        }
        visit(&cell);
        let Some(turn) = (0..groups.len()).find(|group| numbers[*group] + 1 < ways[*group].len()) else { return };
        numbers[turn] += 1;
        numbers[..turn].fill(0);
    }
}

/// The ascending ways to give `size` things one of `values` values each.
fn shared_out(size: usize, values: usize) -> Vec<Vec<usize>> {
    let mut ways = vec![Vec::new()];
    for _ in 0..size {
        let longer = ways.iter().flat_map(|way: &Vec<usize>| {
            let least = way.last().copied().unwrap_or(0);
            (least..values).map(move |value| way.iter().copied().chain([value]).collect())
        });
        ways = longer.collect();
    }
    ways
}

/// A cell in the words of the reference.
pub(crate) fn known(model: &Model, axes: &[Axis], cell: &[usize]) -> Known {
    let mut known = Known {
        facts: vec![None; model.facts.len()],
        ratios: vec![None; model.facts.len()],
        rates: vec![(None, true); model.rates.len()],
    };
    tell(&mut known, axes, cell);
    known
}

/// Says in `known` what the cell says.
pub(crate) fn tell(known: &mut Known, axes: &[Axis], cell: &[usize]) {
    for (axis, number) in axes.iter().zip(cell) {
        match (axis.of, axis.values[*number]) {
            (Of::Fact(fact), Value::Answer(answer)) => known.facts[usize::from(fact)] = answer,
            (Of::Ratio(fact), Value::Ratio(ratio)) => known.ratios[usize::from(fact)] = ratio,
            (Of::Rate(rate), Value::Rate(best, open)) => known.rates[usize::from(rate)] = (best, open),
            _ => unreachable!("an axis has values of its own kind"),
        }
    }
}

/// A cell as the engine has it.
pub(crate) fn knowledge(axes: &[Axis], cell: &[usize]) -> Knowledge {
    axes.iter().zip(cell).fold(Knowledge::default(), |all, (axis, number)| {
        let of = axis.masks[*number];
        Knowledge { worst: all.worst.union(of.worst), best: all.best.union(of.best) }
    })
}

/// A schedule's facility type.
pub(crate) fn facility_type(schedule: Schedule) -> &'static str {
    match schedule {
        Schedule::Medical => "medical-clinic",
        Schedule::Dental => "dental-clinic",
        Schedule::Dispensing => "pharmacy",
        Schedule::VisitingNursing => "visiting-nursing-station",
    }
}
