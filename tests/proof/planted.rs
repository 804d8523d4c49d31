//! Faults planted in the rules, one of each kind, and which checks notice: the linter, the cases beside the rules, the reference
//! on the rules as they were, and the comparison of the two rulesets. Each fault is noticed by two of them at least.

use std::path::Path;
use std::sync::OnceLock;

use dx_kasan::{Day, Facility, LevelVerdict, Ruleset, State, Visit, best_level, claim, decide, knowledge};
use dx_kasan_rules::author::{
    Case, ClaimCase, Compiled, Difference, compile_folder, diff, read_cases, read_claim_cases,
};
use dx_kasan_rules::lint;
use dx_kasan_rules::model::{AddOn, Condition, ExclusionKind, Model};
use dx_kasan_rules::plan::{Plan, Scales};
use dx_kasan_rules::rate::Rate;
use serde_json::json;

use crate::cells;
use crate::reference::{Holds, claimed};

fn compiled() -> &'static Compiled {
    static COMPILED: OnceLock<Compiled> = OnceLock::new();
    COMPILED.get_or_init(|| compile_folder(Path::new("rules")).unwrap())
}

/// Plants a fault, and says which of the checks notice it.
fn noticed(plant: impl FnOnce(&mut Model)) -> Vec<&'static str> {
    let mut model = compiled().loaded.model.clone();
    plant(&mut model);
    assert_ne!(model, compiled().loaded.model, "nothing was planted");
    let mut by = Vec::new();
    if !lint::check(&model, &compiled().loaded.places).is_empty() {
        by.push("linter");
    }
    if cases().iter().any(|case| is_wrong(&model, case)) {
        by.push("cases");
    }
    if differs_from_reference(&model) {
        by.push("reference");
    }
    if !diff(&compiled().loaded.model, &model).is_empty() {
        by.push("diff");
    }
    by
}

fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| read_cases(Path::new("rules")).unwrap())
}

/// Whether the rules say of a case something else than the law does.
fn is_wrong(model: &Model, case: &Case) -> bool {
    let facility = Facility::from_json(Ruleset::built_in(), &case.facility.to_string()).unwrap();
    let day = Day::parse(&case.date).unwrap();
    let scales = Scales::new(model);
    let plan = Plan::new(model, &scales, None);
    let add_on = model.add_on(&case.add_on).unwrap();
    let entry =
        plan.entries.iter().find(|entry| entry.add_on == add_on && entry.schedule == facility.schedule()).unwrap();
    let expected = |key: &str| case.expect.get(key).cloned().unwrap_or_default();
    let Some((_, period)) = entry.period(day) else { return expected("verdict") != "not-in-force" };
    let known = knowledge(model, &scales, &facility, day, None);
    let name = |level: usize| model.str(model.add_ons[add_on].levels[period.levels[level].level].id);
    let (worst, best) = (best_level(period, known.worst), best_level(period, known.best));
    let verdict = match (worst, best) {
        (Some(_), _) => "qualifies",
        (None, Some(_)) => "undetermined",
        (None, None) => "does-not-qualify",
    };
    let mut wrong = expected("verdict") != verdict || expected("level") != json!(worst.map(name));
    // Of two fees that depend on the card the level ranks by the one without it, which is what a case names too.
    wrong |= worst
        .is_some_and(|level| case.expect.get("amount").is_some_and(|amount| *amount != period.levels[level].amount));
    let decisions = decide(period, known);
    for (number, decision) in decisions.iter().enumerate() {
        let verdict = match decision.verdict() {
            LevelVerdict::Met => "met",
            LevelVerdict::Unmet => "unmet",
            LevelVerdict::Undetermined => "undetermined",
        };
        wrong |= expected("levels").get(name(number)).is_some_and(|wanted| *wanted != verdict);
        for (position, needed) in period.requirements.iter().enumerate() {
            let wanted = expected("states").get(model.str(model.requirements[needed.requirement].id)).cloned();
            let required = decision.required >> position & 1 == 1;
            let state = match decision.state(position) {
                State::Met => "met",
                State::Unmet => "unmet",
                State::Unknown => "unknown",
                State::Deemed => "deemed",
            };
            let wanted = wanted
                .and_then(|wanted| if wanted.is_object() { wanted.get(name(number)).cloned() } else { Some(wanted) });
            wrong |= required && wanted.is_some_and(|wanted| wanted != state);
        }
    }
    wrong
}

/// Whether the planted rules decide any cell otherwise than the reference reads the rules as they were.
fn differs_from_reference(planted: &Model) -> bool {
    let model = &compiled().loaded.model;
    let scales = Scales::new(planted);
    let plan = Plan::new(planted, &scales, None);
    for interval in cells::intervals(model, None) {
        let entry = plan
            .entries
            .iter()
            .find(|entry| entry.add_on == interval.asked.add_on && entry.schedule == interval.asked.schedule);
        let months = |model| {
            let mut months = crate::reference::Asked { model, ..interval.asked }.months(0);
            months.sort();
            months
        };
        if months(model) != months(planted) {
            return true;
        }
        let found = entry.and_then(|entry| entry.period(interval.asked.day));
        let Some((_, period)) = found else {
            if interval.asked.in_force() {
                return true;
            }
            continue;
        };
        if period.levels.len() != interval.levels.len() {
            return true;
        }
        let thresholds: Vec<Rate> = scales.rates.iter().flat_map(|scale| scale.thresholds()).copied().collect();
        let axes = interval.axes_between(&scales, &thresholds);
        let mut known = cells::known(model, &[], &[]);
        let mut differs = false;
        cells::each_joined(&axes, &cells::alike(&interval.levels, &axes), &mut |cell| {
            if differs {
                return;
            }
            cells::tell(&mut known, &axes, cell);
            let masks = cells::knowledge(&axes, cell);
            for (level, decision) in interval.levels.iter().zip(decide(period, masks)) {
                let wanted = match level.verdict(&known) {
                    Holds::No => LevelVerdict::Unmet,
                    Holds::Perhaps => LevelVerdict::Undetermined,
                    Holds::Yes | Holds::Deemed => LevelVerdict::Met,
                };
                differs |= decision.verdict() != wanted;
            }
            let best = best_level(period, masks.worst).map(|level| period.levels[level].amount);
            let wanted = claimed(&interval.levels, &known, Holds::Yes);
            let wanted = wanted.and_then(|id| interval.levels.iter().find(|level| level.id == id));
            differs |= best != wanted.map(|level| level.amount);
        });
        if differs {
            return true;
        }
    }
    false
}

fn add_on<'m>(model: &'m mut Model, id: &str) -> &'m mut AddOn {
    let index = model.add_on(id).unwrap();
    &mut model.add_ons[index]
}

fn by_two(name: &str, by: &[&str]) {
    println!("planted: {name}: noticed by {}", by.join(", "));
    assert!(by.len() >= 2, "{name} is noticed by {by:?} alone");
}

#[test]
fn a_threshold_off_by_one_percent_is_noticed() {
    for points in [59, 61] {
        let by = noticed(|model| {
            let from = Day::parse("2025-10-01").unwrap();
            let sixty = Rate::new(60, 100).unwrap();
            let arms = &mut add_on(model, "medical-dx-promotion").requires;
            let arm =
                arms.iter_mut().find(|arm| arm.arm.from == from && arm.when == Condition::Rate(0, sixty)).unwrap();
            arm.when = Condition::Rate(0, Rate::new(points, 100).unwrap());
        });
        by_two(&format!("a threshold of {points}% for 60%"), &by);
    }
}

#[test]
fn an_exception_off_by_one_percent_is_noticed() {
    let by = noticed(|model| {
        let arm = &mut add_on(model, "medical-dx-promotion").excepts[0];
        arm.when = Condition::Rate(0, Rate::new(13, 100).unwrap());
    });
    by_two("an exception of 13% for 12%", &by);
}

#[test]
fn a_window_shifted_by_a_month_is_noticed() {
    for number in 0..Ruleset::built_in().model().windows.len() {
        if Ruleset::built_in().model().windows[number].arm.only_under.is_some() {
            continue;
        }
        let by = noticed(|model| model.windows[number].months_back.iter_mut().for_each(|back| *back += 1));
        by_two(&format!("window {number} shifted by a month"), &by);
    }
}

#[test]
fn any_for_all_is_noticed() {
    let swap = |condition: &mut Condition| {
        if let Condition::All(parts) = condition {
            *condition = Condition::Any(std::mem::take(parts));
        }
    };
    let model = Ruleset::built_in().model();
    let mut planted = 0;
    for (index, of) in model.add_ons.iter().enumerate() {
        for (number, arm) in of.requires.iter().enumerate().filter(|(_, arm)| arm.arm.only_under.is_none()) {
            if let Condition::All(_) = arm.when {
                let by = noticed(|model| swap(&mut model.add_ons[index].requires[number].when));
                by_two(&format!("any for all in standard {number} of {}", model.str(of.id)), &by);
                planted += 1;
            }
        }
        for (number, arm) in of.excepts.iter().enumerate().filter(|(_, arm)| arm.arm.only_under.is_none()) {
            if let Condition::All(_) = arm.applies_if {
                let by = noticed(|model| swap(&mut model.add_ons[index].excepts[number].applies_if));
                by_two(&format!("any for all in exception {number} of {}", model.str(of.id)), &by);
                planted += 1;
            }
        }
    }
    assert!(planted >= 6, "{planted}");
}

#[test]
fn a_dropped_deemed_arm_is_noticed() {
    let model = Ruleset::built_in().model();
    for (index, of) in model.add_ons.iter().enumerate() {
        for (number, _) in of.deemed.iter().enumerate().filter(|(_, arm)| arm.arm.only_under.is_none()) {
            let by = noticed(|model| {
                model.add_ons[index].deemed.remove(number);
            });
            by_two(&format!("measure {number} of {} dropped", model.str(of.id)), &by);
        }
    }
}

#[test]
fn an_amount_off_by_one_is_noticed() {
    let by = noticed(|model| add_on(model, "medical-dx-promotion").fees[0].amount += 1);
    by_two("an amount one too high", &by);
}

/// Claims are what exclusions are for; of facilities they say nothing.
#[test]
fn an_exclusion_reversed_is_noticed() {
    let mut planted = 0;
    for number in 0..Ruleset::built_in().model().exclusions.len() {
        if Ruleset::built_in().model().exclusions[number].arm.only_under.is_some() {
            continue;
        }
        let mut model = compiled().loaded.model.clone();
        let ExclusionKind::Drops { dropped, barred_by } = &mut model.exclusions[number].kind else { continue };
        std::mem::swap(dropped, &mut barred_by[0]);
        let mut by = Vec::new();
        if !lint::check(&model, &compiled().loaded.places).is_empty() {
            by.push("linter");
        }
        if !diff(&compiled().loaded.model, &model).is_empty() {
            by.push("diff");
        }
        let mut document = serde_json::to_value(&compiled().document).unwrap();
        let exclusion = &mut document["exclusion"][number];
        let dropped = exclusion["drops"].take();
        exclusion["drops"] = std::mem::replace(&mut exclusion["barred-by"][0], dropped);
        // The linter may refuse it, so that nobody can claim by it.
        if let Ok(rules) = Ruleset::from_json(&document.to_string())
            && read_claim_cases(Path::new("rules")).unwrap().iter().any(|case| is_claimed_otherwise(&rules, case))
        {
            by.push("claim cases");
        }
        by_two(&format!("exclusion {number} reversed"), &by);
        planted += 1;
    }
    assert!(planted >= 2, "{planted}");
}

fn is_claimed_otherwise(rules: &Ruleset, case: &ClaimCase) -> bool {
    let facility = Facility::from_json(rules, &case.facility.to_string()).unwrap();
    let visits = Visit::list_from_json(rules, &facility, &case.visits.to_string()).unwrap();
    let answer = serde_json::to_value(claim(rules, &facility, &visits)).unwrap();
    let claimed = |lines: &serde_json::Value| -> Vec<_> {
        let told = |line: &serde_json::Value| ["visit", "addOn", "service", "claimed"].map(|key| line[key].clone());
        lines.as_array().unwrap().iter().map(told).collect()
    };
    answer["total"] != case.total || claimed(&answer["lines"]) != claimed(&case.lines)
}

/// What is shown of a difference is one: the facility that goes with it is answered differently by the two rulesets.
#[test]
fn every_difference_shows_a_facility_that_is_answered_differently() {
    let old = &compiled().loaded.model;
    assert_eq!(diff(old, old), []);
    let faults: [fn(&mut Model); 6] = [
        |model| {
            let arms = &mut add_on(model, "medical-dx-promotion").requires;
            let arm = arms.iter_mut().find(|arm| matches!(arm.when, Condition::Rate(..))).unwrap();
            arm.when = Condition::Rate(0, Rate::new(17, 100).unwrap());
        },
        |model| model.windows[0].months_back[2] += 1,
        |model| {
            add_on(model, "home-care-dx").deemed.remove(1);
        },
        |model| add_on(model, "medical-dx-promotion").excepts[1].when = Condition::Rate(0, Rate::new(23, 100).unwrap()),
        |model| {
            let arms = &mut add_on(model, "records-linkage").requires;
            let arm = arms.iter_mut().find(|arm| matches!(arm.when, Condition::Any(_))).unwrap();
            let Condition::Any(parts) = &mut arm.when else { unreachable!("it is one of several") };
            parts.pop();
        },
        |model| add_on(model, "medical-dx-promotion").fees[3].amount += 1,
    ];
    for (number, plant) in faults.into_iter().enumerate() {
        let mut new = old.clone();
        plant(&mut new);
        let differences = diff(old, &new);
        assert!(!differences.is_empty(), "fault {number}");
        for difference in differences.iter().filter(|difference| difference.under.is_none()) {
            let witness = difference.witness.as_ref().unwrap();
            assert!(difference.from <= witness.day && difference.until.is_none_or(|until| witness.day <= until));
            let [before, after] = [old, &new].map(|model| answered(model, difference, &witness.facility, witness.day));
            assert_ne!(before, after, "fault {number}: {difference:?}");
        }
    }
}

/// All that a ruleset says of the witness: of each level its fees, and the state of each requirement.
fn answered(model: &Model, difference: &Difference, facility: &serde_json::Value, day: Day) -> Vec<String> {
    let facility = Facility::from_json(Ruleset::built_in(), &facility.to_string()).unwrap();
    let (scales, index) = (Scales::new(model), model.add_on(difference.add_on.as_deref().unwrap()).unwrap());
    let plan = Plan::new(model, &scales, None);
    let of = plan.entries.iter().find(|entry| entry.add_on == index && entry.schedule == difference.schedule);
    let Some((_, period)) = of.unwrap().period(day) else { return Vec::new() };
    let decisions = decide(period, knowledge(model, &scales, &facility, day, None));
    let told = period.levels.iter().zip(decisions).map(|(level, decision)| {
        let fees: Vec<_> = level
            .fees
            .iter()
            .map(|fee| &model.add_ons[index].fees[*fee])
            .map(|fee| (fee.service, fee.amount))
            .collect();
        let states: Vec<_> = (0..period.requirements.len()).map(|position| decision.state(position)).collect();
        format!("{} {fees:?} {states:?} {:b}", level.level, decision.required)
    });
    told.collect()
}
