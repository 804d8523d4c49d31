//! `evaluate` and `outlook` against the reference, from the facility's text on: every cell of the law in force, on the first
//! and on the last day of each interval.

use std::collections::BTreeMap;

use dx_kasan::{
    AddOnAssessment, Day, Facility, LevelVerdict, Options, Outlook, Ruleset, State, Verdict, evaluate, outlook,
};
use dx_kasan_rules::model::{Condition, Model, Str};
use dx_kasan_rules::rate::Rate;
use serde_json::{Map, Value, json};

use crate::cells::{self, Axis, Interval, Of};
use crate::reference::{Asked, Holds, Known, Level, Standard, claimed, month_name};
use crate::tell::proof;

/// The facility of a cell, as its owner would write it for claims on the day. `None` where a single month counts, of which
/// nobody can know a rate while it is open.
pub(crate) fn facility(asked: &Asked<'_>, axes: &[Axis], cell: &[usize]) -> Option<Value> {
    let model = asked.model;
    let mut facts = Map::new();
    let mut usage = Vec::new();
    for (axis, number) in axes.iter().zip(cell) {
        match (axis.of, axis.values[*number]) {
            (Of::Fact(fact), cells::Value::Answer(Some(answer))) => {
                facts.insert(model.str(model.facts[usize::from(fact)].id).to_owned(), json!(answer));
            }
            (Of::Ratio(fact), cells::Value::Ratio(Some(ratio))) => {
                facts.insert(model.str(model.facts[usize::from(fact)].id).to_owned(), json!(ratio.to_string()));
            }
            (Of::Rate(rate), cells::Value::Rate(best, open)) => {
                let months = asked.months(rate);
                if best.is_some() && open && months.len() < 2 {
                    return None;
                }
                for (index, (month, basis)) in months.into_iter().enumerate() {
                    let measured = match (best, index, open) {
                        (Some(best), 0, _) => best.to_string(),
                        (Some(_), _, false) => "0%".to_owned(),
                        _ => continue,
                    };
                    usage.push(json!({ "month": month_name(month), "basis": basis, "rate": measured }));
                }
            }
            _ => {}
        }
    }
    Some(json!({ "type": cells::facility_type(asked.schedule), "facts": facts, "usage": usage }))
}

pub(crate) fn read(rules: &Ruleset, facility: &Value) -> Facility {
    Facility::from_json(rules, &facility.to_string()).unwrap_or_else(|error| panic!("{error}: {facility}"))
}

/// The rate that a standard asks for: the lowest that surely meets it, all else being as it is known.
fn asked_rate(standard: &Standard<'_>, known: &Known) -> Option<Rate> {
    let mut thresholds: Vec<(u8, Rate)> = Vec::new();
    let mut add = |condition: &Condition| {
        condition.leaves(&mut |leaf| {
            if let Condition::Rate(rate, threshold) = leaf {
                thresholds.push((*rate, *threshold));
            }
        });
    };
    standard.when.iter().for_each(|when| add(when));
    standard.excepts.iter().for_each(|(_, when)| add(when));
    thresholds.sort_by_key(|(_, threshold)| *threshold);
    let meets = |(rate, threshold): &(u8, Rate)| {
        let mut with = known.clone();
        with.rates[usize::from(*rate)] = (Some(*threshold), false);
        standard.in_fact(&with) == Holds::Yes
    };
    thresholds.iter().find(|threshold| meets(threshold)).map(|(_, threshold)| *threshold)
}

fn state(holds: Holds) -> State {
    match holds {
        Holds::Yes => State::Met,
        Holds::No => State::Unmet,
        Holds::Perhaps => State::Unknown,
        Holds::Deemed => State::Deemed,
    }
}

fn verdict(holds: Holds) -> LevelVerdict {
    match holds {
        Holds::Yes | Holds::Deemed => LevelVerdict::Met,
        Holds::No => LevelVerdict::Unmet,
        Holds::Perhaps => LevelVerdict::Undetermined,
    }
}

/// What an answer says of a level: its verdict, and of each requirement its state and rate.
type Said<'s> = (&'s str, LevelVerdict, BTreeMap<&'s str, (State, Option<String>)>);

fn said<'s>(answer: &'s AddOnAssessment<'_>) -> Vec<Said<'s>> {
    let levels = answer.levels.iter().map(|level| {
        let checks = level.checks.iter().map(|check| (check.requirement, (check.state, check.needed.clone())));
        (level.id, level.verdict, checks.collect())
    });
    levels.collect()
}

fn expected<'m>(model: &'m Model, levels: &[Level<'m>], known: &Known) -> Vec<Said<'m>> {
    let levels = levels.iter().map(|level| {
        let checks = level.standards.iter().map(|standard| {
            let id = model.str(model.requirements[usize::from(standard.requirement)].id);
            let needed = asked_rate(standard, known).map(|rate| rate.to_string());
            (id, (state(standard.state(known)), needed))
        });
        (model.str(level.id), verdict(level.verdict(known)), checks.collect())
    });
    levels.collect()
}

fn is_answered(rules: &Ruleset, interval: &Interval<'_>, day: Day, facility: &Value, known: &Known) {
    let model = rules.model();
    let answer = evaluate(rules, &read(rules, facility), day);
    let id = model.str(model.add_ons[interval.asked.add_on].id);
    let add_on = answer.add_ons.iter().find(|add_on| add_on.id == id).unwrap();
    let about = || format!("{id} on {day} of {facility}");
    assert_eq!(said(add_on), expected(model, &interval.levels, known), "{}", about());
    let claimed = |least| claimed(&interval.levels, known, least).map(|level: Str| model.str(level));
    let (worst, best) = (claimed(Holds::Yes), claimed(Holds::Perhaps));
    assert_eq!((add_on.range.worst, add_on.range.best), (worst, best), "{}", about());
    assert_eq!(add_on.best.as_ref().map(|best| best.level), worst, "{}", about());
    let verdict = match (worst, best) {
        (Some(_), _) => Verdict::Qualifies,
        (None, Some(_)) => Verdict::Undetermined,
        (None, None) => Verdict::DoesNotQualify,
    };
    assert_eq!(add_on.verdict, verdict, "{}", about());
}

pub(crate) fn in_force(rules: &Ruleset) -> Vec<Interval<'_>> {
    let mut intervals = cells::intervals(rules.model(), None);
    intervals.retain(|interval| interval.asked.in_force());
    intervals.sort_by_cached_key(|interval| std::cmp::Reverse(cells::count(&interval.axes(rules.scales()))));
    intervals
}

#[test]
fn evaluate_says_what_the_reference_says_in_every_cell() {
    let rules = Ruleset::built_in();
    let covered = proof("evaluate", &in_force(rules), |interval, covered| {
        let axes = interval.axes(rules.scales());
        let mut known = cells::known(rules.model(), &[], &[]);
        let mut asked = 0;
        cells::each_joined(&axes, &cells::alike(&interval.levels, &axes), &mut |cell| {
            cells::tell(&mut known, &axes, cell);
            // The months of a rate move with the claim month: cells of both ends of the interval, turn about.
            let day = if asked % 2 == 0 { interval.asked.day } else { interval.until };
            if let Some(facility) = facility(&Asked { day, ..interval.asked }, &axes, cell) {
                is_answered(rules, interval, day, &facility, &known);
                asked += 1;
            }
        });
        covered.add(cells::count(&axes), asked);
    });
    assert!(covered.asked.into_inner() > 100_000);
}

#[test]
fn an_add_on_that_is_not_in_force_has_no_answer_but_that() {
    let rules = Ruleset::built_in();
    for interval in cells::intervals(rules.model(), None).iter().filter(|interval| !interval.asked.in_force()) {
        let model = rules.model();
        for day in [interval.asked.day, interval.until] {
            let facility = json!({ "type": cells::facility_type(interval.asked.schedule) });
            let answer = evaluate(rules, &read(rules, &facility), day);
            let id = model.str(model.add_ons[interval.asked.add_on].id);
            let add_on = answer.add_ons.iter().find(|add_on| add_on.id == id).unwrap();
            assert_eq!((add_on.verdict, add_on.levels.len()), (Verdict::NotInForce, 0), "{}", interval.name());
        }
    }
}

// The outlook

#[test]
fn the_outlook_on_an_interval_says_what_the_reference_says_in_every_cell() {
    let rules = Ruleset::built_in();
    let mut intervals = in_force(rules);
    intervals.retain(|interval| interval.levels.iter().any(|level| rated(level).is_some()));
    for interval in &intervals {
        assert_eq!(interval.asked.day.day(), 1, "{}: a rate that changes within a month", interval.name());
    }
    let covered = proof("outlook", &intervals, |interval, covered| {
        let axes = interval.axes(rules.scales());
        let mut known = cells::known(rules.model(), &[], &[]);
        let mut asked = 0;
        cells::each_joined(&axes, &cells::alike(&interval.levels, &axes), &mut |cell| {
            cells::tell(&mut known, &axes, cell);
            let Some(facility) = facility(&interval.asked, &axes, cell) else { return };
            foreseen(rules, interval, &facility, &known);
            asked += 1;
        });
        covered.add(cells::count(&axes), asked);
    });
    assert!(covered.asked.into_inner() > 100_000);
}

/// The standard of a level that its rate decides; a transitional measure leaves nothing to it.
fn rated<'l, 'm>(level: &'l Level<'m>) -> Option<&'l Standard<'m>> {
    level.standards.iter().filter(|standard| !standard.deemed).find(|standard| {
        let mut found = false;
        standard.when.iter().for_each(|when| when.leaves(&mut |leaf| found |= matches!(leaf, Condition::Rate(..))));
        found
    })
}

fn foreseen(rules: &Ruleset, interval: &Interval<'_>, facility: &Value, known: &Known) {
    let model = rules.model();
    let id = model.str(model.add_ons[interval.asked.add_on].id);
    let read = read(rules, facility);
    let options = Options::from_json(rules, &read, &json!({ "months": 1, "addOns": [id] }).to_string()).unwrap();
    let ahead: Outlook<'_> = outlook(rules, &read, interval.asked.day.previous(), &options);
    let about = || format!("{} of {facility}", interval.name());
    let [month] = ahead.months.as_slice() else { panic!("no month ahead: {}", about()) };
    let mut full = known.clone();
    full.rates.fill((Rate::new(1, 1), false));
    let levels = interval.levels.iter().filter_map(|level| Some((level, rated(level)?)));
    let expected: Vec<_> = levels
        .map(|(level, standard)| {
            let needed = asked_rate(standard, known).unwrap();
            let (best, open) = known.rates[0];
            let reached = best.is_some_and(|best| needed <= best);
            (model.str(level.id), needed.to_string(), reached, reached || open, verdict(level.verdict(&full)))
        })
        .collect();
    let said = month.rates.levels.iter();
    let said: Vec<_> = said
        .map(|level| (level.id, level.needed.clone(), level.reached, level.reachable, level.otherwise_met))
        .collect();
    assert_eq!(said, expected, "{}", about());
}
