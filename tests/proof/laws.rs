//! Laws that hold in every cell: more never harms, a transitional measure never blocks, and from one day to the next an answer
//! changes only where the arms say so.

use std::collections::BTreeSet;

use dx_kasan::{Day, Ruleset, StatementKind, best_level, decide};
use dx_kasan_rules::compare::{Change, compare};
use dx_kasan_rules::plan::{Knowledge, Mask, Period};

use crate::cells::{self, Axis, Interval, Of, Value};
use crate::decided::entry;
use crate::reference::{Asked, Holds, Level, Standard};
use crate::tell::proof;

fn in_force(rules: &Ruleset) -> Vec<Interval<'_>> {
    let mut intervals = cells::intervals(rules.model(), None);
    intervals.retain(|interval| interval.asked.in_force());
    intervals.sort_by_cached_key(|interval| std::cmp::Reverse(cells::count(&interval.axes(rules.scales()))));
    intervals
}

fn period<'r>(rules: &'r Ruleset, asked: &Asked<'_>) -> Option<&'r Period> {
    let of = rules.plan().entries.iter();
    let mut of = of.filter(|entry| entry.add_on == asked.add_on && entry.schedule == asked.schedule);
    of.next().unwrap().period(asked.day).map(|(_, period)| period)
}

/// What a step of an axis leads to: the next better thing to know. Open months stay open, and the last class of them stays
/// below nothing.
fn better(axis: &Axis, number: usize) -> Option<usize> {
    let next = match (axis.values[number], axis.of) {
        (Value::Answer(_), _) => number + 1,
        // Not knowing a ratio lies beside the known ones: from the worst of them to it is what is no worse.
        (Value::Ratio(None), _) => return Some(axis.values.len() - 1),
        (Value::Ratio(_), _) => number + 1,
        (Value::Rate(None, _), _) => return None,
        (Value::Rate(..), _) => number + 1,
    };
    let same_kind = |value: &Value| match (value, axis.values[number]) {
        (Value::Rate(best, open), Value::Rate(_, was)) => best.is_some() && *open == was,
        _ => true,
    };
    (next < axis.values.len() && same_kind(&axis.values[next])).then_some(next)
}

/// The verdicts of the levels and the amounts at worst and at best.
fn standing(period: &Period, known: Knowledge) -> (Vec<u8>, u32, u32) {
    let verdicts = decide(period, known).into_iter().map(|decision| match decision.verdict() {
        dx_kasan::LevelVerdict::Unmet => 0,
        dx_kasan::LevelVerdict::Undetermined => 1,
        dx_kasan::LevelVerdict::Met => 2,
    });
    let amount = |answers: Mask| best_level(period, answers).map_or(0, |level| period.levels[level].amount);
    (verdicts.collect(), amount(known.worst), amount(known.best))
}

#[test]
fn a_better_fact_or_a_higher_rate_never_lowers_a_level_or_what_can_be_claimed() {
    let rules = Ruleset::built_in();
    proof("more never harms", &in_force(rules), |interval, covered| {
        let axes = interval.axes(rules.scales());
        let period = period(rules, &interval.asked).unwrap();
        let mut asked = 0;
        cells::each_joined(&axes, &cells::alike(&interval.levels, &axes), &mut |cell| {
            let here = standing(period, cells::knowledge(&axes, cell));
            let mut above = cell.to_vec();
            for (place, axis) in axes.iter().enumerate() {
                let Some(next) = better(axis, cell[place]) else { continue };
                above[place] = next;
                let there = standing(period, cells::knowledge(&axes, &above));
                let no_worse = here.0.iter().zip(&there.0).all(|(one, other)| one <= other);
                let about = || format!("{} from {cell:?} to {above:?}", interval.name());
                assert!(no_worse && here.1 <= there.1 && here.2 <= there.2, "{}", about());
                above[place] = cell[place];
                asked += 1;
            }
        });
        covered.add(cells::count(&axes), asked);
    });
}

/// The exceptions of the law: of these facts it is the answer `no` that helps, and of no others.
#[test]
fn yes_helps_except_where_the_law_asks_for_no() {
    let rules = Ruleset::built_in();
    let mut helped_by_no = BTreeSet::new();
    for interval in in_force(rules) {
        let axes = interval.axes(rules.scales());
        let period = period(rules, &interval.asked).unwrap();
        let best: Vec<usize> = axes.iter().map(|axis| axis.values.len() - 1).collect();
        for (place, axis) in axes.iter().enumerate() {
            let Of::Fact(fact) = axis.of else { continue };
            let Value::Answer(Some(helps)) = axis.values[2] else {
                unreachable!("the last answer is the one that helps")
            };
            // With everything else at its best and at its worst, the answer that helps is no worse than the other.
            for others in [best.clone(), vec![0; axes.len()]] {
                let at = |value: usize| {
                    let mut cell = others.clone();
                    cell[place] = value;
                    standing(period, cells::knowledge(&axes, &cell))
                };
                assert!(at(0).0.iter().zip(&at(2).0).all(|(worse, better)| worse <= better));
            }
            if !helps {
                helped_by_no.insert(rules.model().str(rules.model().facts[usize::from(fact)].id));
            }
        }
    }
    let exceptions = ["dispenses-in-house", "own-website", "prescribes-outside", "special-dispensing-fee-b"];
    assert_eq!(helped_by_no.into_iter().collect::<Vec<_>>(), exceptions);
}

/// The number of a level is not a measure of it: where the law declares it, a later number asks for something else, or pays more.
#[test]
fn a_better_number_is_a_better_level_except_where_an_order_says_otherwise() {
    let rules = Ruleset::built_in();
    let model = rules.model();
    let mut exceptions = BTreeSet::new();
    for interval in in_force(rules) {
        let axes = interval.axes(rules.scales());
        for pair in interval.levels.windows(2) {
            let (first, second) = (&pair[0], &pair[1]);
            let mut known = cells::known(model, &[], &[]);
            let mut harder = true;
            cells::each_joined(&axes, &cells::alike(&interval.levels, &axes), &mut |cell| {
                cells::tell(&mut known, &axes, cell);
                harder &= first.verdict(&known) <= second.verdict(&known);
            });
            let pays = first.amount >= second.amount;
            let declared = model.add_ons[interval.asked.add_on].orders.iter().find(|order| {
                order.levels == [first.id, second.id]
                    && order.arm.holds(interval.asked.schedule, interval.asked.day, None)
            });
            let (amount, requirements) = declared.map_or((false, false), |order| (order.amount, order.requirements));
            // What is declared may rest under a transitional measure on some days; what is not declared never is so.
            assert!(pays != amount, "{} {} {}", interval.name(), model.str(first.id), model.str(second.id));
            assert!(harder || requirements, "{} {} {}", interval.name(), model.str(first.id), model.str(second.id));
            if amount || requirements {
                exceptions.insert((interval.asked.schedule.id(), model.str(first.id), model.str(second.id)));
            }
        }
    }
    assert_eq!(exceptions.into_iter().collect::<Vec<_>>(), [("dental", "3", "4"), ("medical", "3", "4")]);
}

#[test]
fn what_is_deemed_met_never_blocks_whatever_the_facts_say() {
    let rules = Ruleset::built_in();
    proof("deemed never blocks", &in_force(rules), |interval, covered| {
        let axes = interval.axes(rules.scales());
        let period = period(rules, &interval.asked).unwrap();
        // The same levels as if the standards under a measure were not there at all.
        let mut without = period.clone();
        for level in &mut without.levels {
            let deemed = level.deemed;
            level.checks.retain(|check| deemed >> check.position & 1 == 0);
            (level.required, level.deemed) = (level.required & !deemed, 0);
        }
        if without == *period {
            return;
        }
        let mut asked = 0;
        cells::each_joined(&axes, &cells::alike(&interval.levels, &axes), &mut |cell| {
            let known = cells::knowledge(&axes, cell);
            assert_eq!(standing(period, known), standing(&without, known), "{} {cell:?}", interval.name());
            asked += 1;
        });
        covered.add(cells::count(&axes), asked);
    });
}

// From one day to the next

/// The requirements and levels of an add-on that `compare` names, of those kinds that bear on verdicts.
fn names<'c>(changes: &'c [Change<'c>], asked: &Asked<'_>, kinds: &'c [StatementKind]) -> Vec<&'c Change<'c>> {
    let here = |change: &&Change<'_>| {
        change.add_on == Some(asked.add_on)
            && change.schedules.contains(&asked.schedule)
            && kinds.contains(&change.kind)
    };
    changes.iter().filter(here).collect()
}

#[test]
fn from_one_day_to_the_next_the_answers_differ_only_by_what_the_arms_say() {
    let rules = Ruleset::built_in();
    let model = rules.model();
    let (first, last) = (Day::parse(cells::FIRST).unwrap(), Day::parse(cells::LAST).unwrap());
    let days: Vec<Day> =
        std::iter::successors(Some(first), |day| Some(day.next())).take_while(|day| *day < last).collect();
    let standards = [StatementKind::Requirement, StatementKind::Deemed, StatementKind::Exception];
    proof("days and the next ones", &days, |day, covered| {
        let changes = compare(model, *day, day.next());
        for one in &rules.plan().entries {
            let at = |day: Day| Asked { model, add_on: one.add_on, schedule: one.schedule, day, under: None };
            let (before, after) = (at(*day), at(day.next()));
            let ends = names(&changes, &after, &[StatementKind::AddOn]);
            assert_eq!(before.in_force() != after.in_force(), !ends.is_empty(), "{day}");
            if !before.in_force() || !after.in_force() {
                continue;
            }
            let levels = |asked: &Asked<'_>| -> BTreeSet<_> { asked.levels().iter().map(|level| level.id).collect() };
            let (old, new) = (levels(&before), levels(&after));
            let changed: BTreeSet<_> = names(&changes, &after, &[StatementKind::Level])
                .iter()
                .flat_map(|change| change.levels.clone())
                .collect();
            assert_eq!(old.symmetric_difference(&new).copied().collect::<BTreeSet<_>>(), changed, "{day}");
            let (old, new) = (before.levels(), after.levels());
            for level in &new {
                let Some(was) = old.iter().find(|was| was.id == level.id) else { continue };
                for requirement in 0..model.requirements.len() {
                    let id = model.str(model.requirements[requirement].id);
                    let (was, is) = (of_requirement(was, requirement), of_requirement(level, requirement));
                    let named: Vec<_> = names(&changes, &after, &standards)
                        .into_iter()
                        .filter(|change| change.subject == id && change.levels.contains(&level.id))
                        .collect();
                    let differ = state_differs(rules, &after, was, is);
                    let about = || format!("{id} of level {} from {day}", model.str(level.id));
                    // Nothing changes that no arm says; and what arms say changes something, but for the end of a measure
                    // that moves and for what is under one.
                    assert!(!differ || !named.is_empty(), "{}", about());
                    let deemed = was.is_some_and(|was| was.deemed) && is.is_some_and(|is| is.deemed);
                    assert!(differ || named.is_empty() || deemed, "{}: {named:?}", about());
                    covered.add(1, 1);
                }
            }
        }
    });
}

fn of_requirement<'l, 'm>(level: &'l Level<'m>, requirement: usize) -> Option<&'l Standard<'m>> {
    level.standards.iter().find(|standard| usize::from(standard.requirement) == requirement)
}

/// Whether any cell has another state of a standard.
fn state_differs(rules: &Ruleset, asked: &Asked<'_>, was: Option<&Standard<'_>>, is: Option<&Standard<'_>>) -> bool {
    let (Some(was), Some(is)) = (was, is) else { return was.is_some() != is.is_some() };
    if was == is {
        return false;
    }
    let level = |standard: &Standard<'_>| Level {
        id: dx_kasan_rules::model::Str(0),
        amount: 0,
        standards: vec![Standard {
            requirement: 0,
            deemed: false,
            when: standard.when.iter().copied().map(refound).collect(),
            excepts: standard.excepts.iter().map(|(applies, when)| (refound(applies), refound(when))).collect(),
        }],
    };
    let both = Interval { asked: *asked, until: asked.day, levels: vec![level(was), level(is)] };
    let axes = both.axes(rules.scales());
    let groups: Vec<Vec<usize>> = (0..axes.len()).map(|place| vec![place]).collect();
    let mut known = cells::known(rules.model(), &[], &[]);
    let mut differs = false;
    cells::each(&axes, &groups, &mut |cell| {
        cells::tell(&mut known, &axes, cell);
        let state = |standard: &Standard<'_>| -> Holds { standard.state(&known) };
        differs |= state(was) != state(is);
    });
    differs
}

/// A condition of the built-in rules, which live as long as the program.
fn refound(condition: &dx_kasan_rules::model::Condition) -> &'static dx_kasan_rules::model::Condition {
    dx_kasan_rules::plan::conditions(Ruleset::built_in().model()).find(|known| *known == condition).unwrap()
}

#[test]
fn every_entry_of_the_plan_is_asked_about() {
    let rules = Ruleset::built_in();
    for interval in in_force(rules) {
        let of = entry(rules.plan(), rules.model(), &interval);
        assert_eq!(of.period(interval.asked.day).map(|(_, period)| period), period(rules, &interval.asked));
    }
}
