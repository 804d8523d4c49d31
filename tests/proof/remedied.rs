//! `remedies` against the reference: the minimal ways to a level are the minimal cells in which the reference has it met.

use std::collections::BTreeSet;

use dx_kasan::{Change, Now, Options, Ruleset, remedies};
use serde_json::json;

use crate::answered::{facility, read};
use crate::cells::{self, Axis, Interval, Of, Value};
use crate::reference::{Asked, Holds, claimed};
use crate::tell::{Covered, proof};

/// A way in words: each change with what it takes.
type Way = BTreeSet<String>;

#[test]
fn every_remedy_is_a_minimal_way_of_the_reference_and_every_such_way_is_a_remedy() {
    let rules = Ruleset::built_in();
    let mut intervals = cells::intervals(rules.model(), None);
    intervals.retain(|interval| interval.asked.in_force());
    intervals.sort_by_cached_key(|interval| std::cmp::Reverse(cells::count(&interval.axes(rules.scales()))));
    let covered = proof("remedies", &intervals, |interval, covered| of_interval(rules, interval, covered));
    assert!(covered.asked.into_inner() > 10_000);
}

/// The values that are known for sure, the worst first: no unknowns, no open months.
fn sure(axis: &Axis) -> Vec<usize> {
    let is_sure =
        |value: &Value| matches!(value, Value::Answer(Some(_)) | Value::Ratio(Some(_)) | Value::Rate(Some(_), false));
    (0..axis.values.len()).filter(|number| is_sure(&axis.values[*number])).collect()
}

fn of_interval(rules: &Ruleset, interval: &Interval<'_>, covered: &Covered) {
    let model = rules.model();
    let axes = interval.axes(rules.scales());
    let sure: Vec<Vec<usize>> = axes.iter().map(sure).collect();
    let groups = cells::alike(&interval.levels, &axes);
    // Steps from the worst, by axis; a group of three or more that are alike is worked out by its first two.
    let mut known = cells::known(model, &[], &[]);
    let primes: Vec<Vec<Vec<usize>>> = interval
        .levels
        .iter()
        .map(|level| {
            minimal(&axes, &sure, &mut |cell| {
                cells::tell(&mut known, &axes, cell);
                level.verdict(&known) == Holds::Yes
            })
        })
        .collect();
    let id = model.str(model.add_ons[interval.asked.add_on].id);
    let mut asked = 0;
    let mut known = cells::known(model, &[], &[]);
    cells::each_joined(&axes, &groups, &mut |cell| {
        if !cell.iter().zip(&sure).all(|(value, sure)| sure.contains(value)) {
            return;
        }
        cells::tell(&mut known, &axes, cell);
        let written = facility(&Asked { ..interval.asked }, &axes, cell).unwrap();
        let read = read(rules, &written);
        let options = Options::from_json(rules, &read, &json!({ "addOns": [id] }).to_string()).unwrap();
        let answer = remedies(rules, &read, interval.asked.day, &options);
        let [add_on] = answer.add_ons.as_slice() else { panic!("{}", interval.name()) };
        let reached = claimed(&interval.levels, &known, Holds::Yes).map(|level| model.str(level));
        assert_eq!(add_on.level, reached, "{} of {written}", interval.name());
        for level in &add_on.levels {
            let ways: BTreeSet<Way> =
                level.ways.iter().map(|way| way.changes.iter().map(|change| told(change)).collect()).collect();
            assert_eq!(ways.len(), level.ways.len());
            let position = interval.levels.iter().position(|known| model.str(known.id) == level.id).unwrap();
            let from_here = lacking(&primes[position], cell, &sure);
            let expected: BTreeSet<Way> = from_here.iter().map(|way| spelt(model, &axes, cell, way)).collect();
            assert_eq!(ways, expected, "level {} of {} of {written}", level.id, interval.name());
        }
        asked += 1;
    });
    covered.add(sure.iter().map(|values| values.len() as u64).product(), asked);
}

/// The cells that hold, and from which no single step down still does. Every condition is monotone, which `laws` shows.
fn minimal(axes: &[Axis], sure: &[Vec<usize>], holds: &mut impl FnMut(&[usize]) -> bool) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    // From the top, each step down that still holds; what cannot go further down is minimal.
    let top: Vec<usize> = sure.iter().map(|values| *values.last().unwrap()).collect();
    let mut seen: BTreeSet<Vec<usize>> = BTreeSet::new();
    let mut open = vec![top.clone()];
    if !holds(&top) {
        return found;
    }
    while let Some(cell) = open.pop() {
        let mut lower = 0;
        // Only steps of axes not stepped down yet beyond the last one: each subset is reached once through `seen`.
        for axis in 0..axes.len() {
            let place = sure[axis].iter().position(|value| *value == cell[axis]).unwrap();
            let Some(less) = place.checked_sub(1) else { continue };
            let mut next = cell.clone();
            next[axis] = sure[axis][less];
            if holds(&next) {
                lower += 1;
                if seen.insert(next.clone()) {
                    open.push(next);
                }
            }
        }
        if lower == 0 {
            found.push(cell);
        }
    }
    found.sort();
    found.dedup();
    found
}

/// What each minimal cell asks beyond this one, without the ways that another makes needless.
fn lacking(primes: &[Vec<usize>], cell: &[usize], sure: &[Vec<usize>]) -> BTreeSet<Vec<Option<usize>>> {
    let place = |axis: usize, value: usize| sure[axis].iter().position(|known| *known == value).unwrap();
    let ways: BTreeSet<Vec<Option<usize>>> = primes
        .iter()
        .map(|prime| {
            let axes = prime.iter().zip(cell).enumerate();
            axes.map(|(axis, (wanted, has))| (place(axis, *wanted) > place(axis, *has)).then_some(*wanted)).collect()
        })
        .collect();
    let within = |one: &[Option<usize>], other: &[Option<usize>]| {
        one.iter().zip(other).enumerate().all(|(axis, (one, other))| match (one, other) {
            (None, _) => true,
            (Some(one), Some(other)) => place(axis, *one) <= place(axis, *other),
            (Some(_), None) => false,
        })
    };
    let needless = |way: &Vec<Option<usize>>| ways.iter().any(|other| other != way && within(other, way));
    ways.iter().filter(|way| !needless(way)).cloned().collect()
}

fn spelt(model: &dx_kasan_rules::model::Model, axes: &[Axis], cell: &[usize], way: &[Option<usize>]) -> Way {
    let id = |fact: u8| model.str(model.facts[usize::from(fact)].id);
    let changes = axes.iter().zip(cell).zip(way).filter_map(|((axis, _), to)| {
        Some(match (axis.of, axis.values[(*to)?]) {
            (Of::Fact(fact), Value::Answer(Some(answer))) => format!("{} {answer}", id(fact)),
            (Of::Ratio(fact), Value::Ratio(Some(ratio))) => format!("{} {ratio}", id(fact)),
            (Of::Rate(rate), Value::Rate(Some(best), _)) => {
                format!("{} {best}", model.str(model.rates[usize::from(rate)].id))
            }
            _ => unreachable!("a way is made of what is sure"),
        })
    });
    changes.collect()
}

fn told(change: &Change<'_>) -> String {
    match change {
        Change::Fact { fact, to, now, .. } => {
            assert_eq!(*now, Now::Unfavourable, "everything is known");
            format!("{fact} {to}")
        }
        Change::Ratio { fact, needed, .. } => format!("{fact} {needed}"),
        Change::Rate(rate) => format!("{} {}", rate.rate, rate.needed),
    }
}
