//! What is said of days to come, for every facility: the outlook is what `evaluate` answers once the months are filled in, a
//! remedy is enough and none of it can be left out, and the timeline is the evaluation of each day.

use crate::generated::{ask, day_from, facilities, read};
use dx_kasan::{
    AddOnAssessment, Change, Day, LevelVerdict, MonthState, Options, Remedy, Ruleset, State, UsageBasis, outlook,
    remedies, timeline,
};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn rules() -> &'static Ruleset {
    Ruleset::built_in()
}

/// With a month as it turns out, whatever was said of it before.
fn with_month(facility: &Value, month: &str, basis: &str, entry: Value) -> Value {
    let mut facility = facility.clone();
    let usage = facility["usage"].as_array_mut().unwrap();
    usage.retain(|known| known["month"] != month || known.get("basis").unwrap_or(&json!("receipts")) != &json!(basis));
    let mut entry = entry;
    entry["month"] = json!(month);
    entry["basis"] = json!(basis);
    usage.push(entry);
    facility
}

/// In units of a ten-millionth of a percent, which the engine takes exactly.
fn units(rate: &str) -> u64 {
    let (whole, decimals) = rate.trim_end_matches('%').split_once('.').unwrap_or((rate.trim_end_matches('%'), ""));
    format!("{whole}{decimals:0<7}").parse().unwrap()
}

fn percent(units: u64) -> String {
    format!("{}.{:07}%", units / 10_000_000, units % 10_000_000)
}

fn find<'a, 'r>(answer: &'a dx_kasan::Assessment<'r>, id: &str) -> &'a AddOnAssessment<'r> {
    answer.add_ons.iter().find(|add_on| add_on.id == id).unwrap()
}

fn level<'a, 'r>(add_on: &'a AddOnAssessment<'r>, id: &str) -> &'a dx_kasan::LevelAssessment<'r> {
    add_on.levels.iter().find(|level| level.id == id).unwrap()
}

fn rate_state(add_on: &AddOnAssessment<'_>, of: &str) -> State {
    level(add_on, of).checks.iter().find(|check| check.needed.is_some()).unwrap().state
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn the_outlook_is_what_evaluate_answers_once_the_months_are_filled_in((facility, day) in facilities(), which in any::<Index>()) {
        let ahead = outlook(rules(), &read(&facility), day, &Options::default());
        prop_assume!(!ahead.months.is_empty());
        let entry = which.get(&ahead.months);
        let first = entry.claim_month.first_day();
        let asked = |facility: &Value, id: &str| rate_state(find(&ask(facility, first), entry.add_on), id);
        let unknown: Vec<_> = entry.rates.measured.iter().filter(|month| month.state != MonthState::Known).collect();
        let all_else = |rate: &str, but: usize| {
            unknown.iter().enumerate().filter(|(index, _)| *index != but).fold(facility.clone(), |facility, (_, month)| {
                with_month(&facility, &month.month.to_string(), month.basis.id(), json!({ "rate": rate }))
            })
        };
        for level in &entry.rates.levels {
            let needed = units(&level.needed);
            if level.reached {
                prop_assert_eq!(asked(&facility, level.id), State::Met);
                prop_assert_eq!(asked(&all_else("0%", usize::MAX), level.id), State::Met);
                continue;
            }
            prop_assert_eq!(level.reachable, !unknown.is_empty());
            prop_assert_ne!(asked(&facility, level.id), State::Met);
            for (index, month) in unknown.iter().enumerate() {
                let filled = |rate: u64| {
                    let entry = json!({ "rate": percent(rate) });
                    with_month(&all_else("0%", index), &month.month.to_string(), month.basis.id(), entry)
                };
                prop_assert_eq!(asked(&filled(needed), level.id), State::Met);
                prop_assert_eq!(asked(&filled((needed + 1).min(1_000_000_000)), level.id), State::Met);
                prop_assert_ne!(asked(&filled(needed - 1), level.id), State::Met);
            }
        }
    }

    #[test]
    fn so_many_users_are_just_enough((facility, day) in facilities(), which in any::<Index>()) {
        let ahead = outlook(rules(), &read(&facility), day, &Options::default());
        prop_assume!(!ahead.months.is_empty());
        let entry = which.get(&ahead.months);
        let first = entry.claim_month.first_day();
        for level in &entry.rates.levels {
            let Some(needed) = level.users_needed else { continue };
            let month = needed.month.to_string();
            let filled = |users: u64| {
                let bare = json!({ "users": users, "receipts": needed.receipts });
                let mut facility = facility.clone();
                // Nothing else may reach it.
                facility["usage"] = json!([]);
                let facility = with_month(&facility, &month, "receipts", bare);
                rate_state(find(&ask(&facility, first), entry.add_on), level.id)
            };
            prop_assert_eq!(filled(needed.users), State::Met);
            prop_assert_ne!(filled(needed.users - 1), State::Met);
            let open = entry.rates.measured.iter().any(|counting| {
                counting.month == needed.month
                    && counting.basis == UsageBasis::Receipts
                    && counting.state == MonthState::Open
            });
            prop_assert!(open);
            prop_assert!(level.deadline >= Some(needed.month.last_day()));
        }
    }

    #[test]
    fn everything_but_the_rate_is_what_evaluate_answers_at_full_rate((facility, day) in facilities(), which in any::<Index>()) {
        let ahead = outlook(rules(), &read(&facility), day, &Options::default());
        prop_assume!(!ahead.months.is_empty());
        let entry = which.get(&ahead.months);
        let newest = &entry.rates.measured[0];
        let full = with_month(&facility, &newest.month.to_string(), newest.basis.id(), json!({ "rate": "100%" }));
        let answer = ask(&full, entry.claim_month.first_day());
        for expected in &entry.rates.levels {
            prop_assert_eq!(level(find(&answer, entry.add_on), expected.id).verdict, expected.otherwise_met);
        }
    }

    #[test]
    fn the_outlook_lists_every_rate_that_evaluate_asks_for((facility, day) in facilities()) {
        let ahead = outlook(rules(), &read(&facility), day, &Options::default());
        for number in 1..=12 {
            let month = day.month().plus(number);
            let listed: Vec<(&str, &str, &str)> = ahead
                .months
                .iter()
                .filter(|entry| entry.claim_month == month)
                .flat_map(|entry| entry.rates.levels.iter().map(|level| (entry.add_on, level.id, level.needed.as_str())))
                .collect();
            let answer = ask(&facility, month.first_day());
            let asked: Vec<(&str, &str, String)> = answer
                .add_ons
                .iter()
                .flat_map(|add_on| add_on.levels.iter().map(move |level| (add_on.id, level)))
                .flat_map(|(add_on, level)| {
                    let rates = level.checks.iter().filter(|check| check.state != State::Deemed);
                    rates.filter_map(move |check| Some((add_on, level.id, check.needed.clone()?)))
                })
                .collect();
            let asked: Vec<(&str, &str, &str)> = asked.iter().map(|(add_on, level, rate)| (*add_on, *level, rate.as_str())).collect();
            prop_assert_eq!(listed, asked);
        }
    }

    #[test]
    fn the_next_change_is_the_first_month_that_asks_for_other_rates((facility, day) in facilities()) {
        let needed = |day: Day| -> Vec<(String, String, String)> {
            let answer = ask(&facility, day);
            answer
                .add_ons
                .iter()
                .flat_map(|add_on| add_on.levels.iter().map(move |level| (add_on.id, level)))
                .flat_map(|(add_on, level)| {
                    level.checks.iter().filter_map(move |check| {
                        Some((add_on.to_owned(), level.id.to_owned(), check.needed.clone()?))
                    })
                })
                .collect()
        };
        let told = outlook(rules(), &read(&facility), day, &Options::default()).next_change;
        let months = (1..=36).map(|number| day.month().plus(number).first_day());
        let mut before = needed(day);
        let first = months.into_iter().find(|month| {
            let after = needed(*month);
            let changed = after != before;
            before = after;
            changed
        });
        prop_assert_eq!(told.as_ref().map(|change| change.date), first);
        for level in told.iter().flat_map(|change| &change.add_ons).flat_map(|add_on| &add_on.levels) {
            prop_assert_ne!(&level.needed.from, &level.needed.to);
        }
    }
}

/// The facility after some of the changes of a remedy.
fn after(facility: &Value, day: Day, changes: &[&Change<'_>]) -> Value {
    let mut facility = facility.clone();
    for change in changes {
        match change {
            Change::Fact { fact, to, .. } => facility["facts"][*fact] = json!(to),
            Change::Ratio { fact, needed, .. } => facility["facts"][*fact] = json!(needed),
            Change::Rate(rate) => {
                let answer = ask(&facility, day);
                let measured = answer.add_ons.iter().flat_map(|add_on| add_on.requirements.iter());
                let newest = measured.filter_map(|requirement| requirement.measured.as_ref()?.first()).next().unwrap();
                let entry = json!({ "rate": rate.needed });
                facility = with_month(&facility, &newest.month.to_string(), newest.basis.id(), entry);
            }
        }
    }
    facility
}

fn is_met(facility: &Value, day: Day, add_on: &str, of: &str) -> bool {
    level(find(&ask(facility, day), add_on), of).verdict == LevelVerdict::Met
}

fn all(way: &Remedy<'_>) -> Vec<Value> {
    way.changes.iter().map(what).collect()
}

/// What a change changes, without its state today.
fn what(change: &Change<'_>) -> Value {
    match change {
        Change::Fact { fact, .. } => json!(fact),
        Change::Ratio { fact, needed, .. } => json!([fact, needed]),
        Change::Rate(rate) => json!([rate.rate, rate.needed]),
    }
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn a_remedy_is_enough_and_nothing_of_it_can_be_left_out((facility, day) in facilities()) {
        for add_on in remedies(rules(), &read(&facility), day, &Options::default()).add_ons {
            for target in &add_on.levels {
                prop_assert!(!is_met(&facility, day, add_on.id, target.id));
                prop_assert!(!target.ways.is_empty());
                for way in &target.ways {
                    let changes: Vec<&Change<'_>> = way.changes.iter().collect();
                    prop_assert!(is_met(&after(&facility, day, &changes), day, add_on.id, target.id));
                    for left_out in 0..changes.len() {
                        let mut fewer = changes.clone();
                        fewer.remove(left_out);
                        prop_assert!(!is_met(&after(&facility, day, &fewer), day, add_on.id, target.id));
                    }
                    prop_assert_eq!(Some(way.effort), way.changes.iter().map(Change::effort).max());
                }
            }
        }
    }

    #[test]
    fn whatever_reaches_a_level_contains_a_remedy((facility, day) in facilities(), luck in prop::collection::vec(any::<bool>(), 64)) {
        for add_on in remedies(rules(), &read(&facility), day, &Options::default()).add_ons {
            for target in &add_on.levels {
                // Some of all the changes that any way names, whichever they are.
                let mut some: Vec<&Change<'_>> = Vec::new();
                for change in target.ways.iter().flat_map(|way| &way.changes) {
                    if !some.iter().any(|known| what(known) == what(change)) {
                        some.push(change);
                    }
                }
                let some: Vec<&Change<'_>> = some.into_iter().zip(&luck).filter(|(_, luck)| **luck).map(|(change, _)| change).collect();
                let done: Vec<Value> = some.iter().map(|change| what(change)).collect();
                let rate = some.iter().filter_map(|change| if let Change::Rate(rate) = change { Some(units(&rate.needed)) } else { None }).max();
                let has = |change: &Change<'_>| match change {
                    Change::Rate(needed) => rate.is_some_and(|rate| units(&needed.needed) <= rate),
                    other => done.contains(&what(other)),
                };
                let contains = target.ways.iter().any(|way| way.changes.iter().all(has));
                // The highest rate comes last, so that it is the one that stays.
                let mut ordered = some;
                ordered.sort_by_key(|change| if let Change::Rate(rate) = change { units(&rate.needed) } else { 0 });
                let met = is_met(&after(&facility, day, &ordered), day, add_on.id, target.id);
                prop_assert_eq!(met, contains, "{} {}", add_on.id, target.id);
            }
        }
    }

    #[test]
    fn the_ways_are_different_and_the_cheapest_comes_first((facility, day) in facilities()) {
        for target in remedies(rules(), &read(&facility), day, &Options::default()).add_ons.iter().flat_map(|add_on| &add_on.levels) {
            prop_assert!(target.ways.is_sorted_by_key(|way| way.effort));
            for (index, way) in target.ways.iter().enumerate() {
                for other in &target.ways[..index] {
                    prop_assert_ne!(all(way), all(other));
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn the_timeline_is_the_evaluation_of_each_day((facility, from) in facilities(), length in 0..500_u32) {
        let until = (0..length).fold(from, |day, _| day.next());
        let timeline = timeline(rules(), &read(&facility), from, until, &Options::default()).unwrap();
        let mut day = from;
        while day <= until {
            let answer = ask(&facility, day);
            prop_assert_eq!(answer.add_ons.len(), timeline.add_ons.len());
            for (add_on, told) in answer.add_ons.iter().zip(&timeline.add_ons) {
                prop_assert_eq!(add_on.id, told.id);
                let span = told.spans.iter().find(|span| span.from <= day && day <= span.until).unwrap();
                prop_assert_eq!(span.status, add_on.status, "{} {}", add_on.id, day);
                prop_assert_eq!(span.verdict, add_on.verdict, "{} {}", add_on.id, day);
                prop_assert_eq!(span.range, add_on.range, "{} {}", add_on.id, day);
                let pays = |best: &Option<dx_kasan::Best<'_>>| {
                    best.as_ref().map(|best| {
                        let fees = best.fees.iter().map(|fee| (fee.service, fee.amount, fee.unit, fee.when, fee.per));
                        (best.level.to_owned(), fees.collect::<Vec<_>>())
                    })
                };
                prop_assert_eq!(pays(&span.best), pays(&add_on.best), "{} {}", add_on.id, day);
            }
            day = day.next();
        }
        for told in &timeline.add_ons {
            prop_assert_eq!(told.spans[0].from, from);
            prop_assert_eq!(told.spans.last().unwrap().until, until);
            prop_assert!(told.spans[0].reasons.is_empty());
            for pair in told.spans.windows(2) {
                prop_assert_eq!(pair[0].until.next(), pair[1].from);
                prop_assert!(!pair[1].reasons.is_empty(), "{} {} {}", told.id, pair[1].from, facility);
            }
        }
    }

    #[test]
    fn a_span_of_one_day_is_that_day((facility, day) in facilities()) {
        let timeline = timeline(rules(), &read(&facility), day, day, &Options::default()).unwrap();
        prop_assert!(timeline.add_ons.iter().all(|add_on| add_on.spans.len() == 1));
    }
}

#[test]
fn ten_years_are_the_longest_span() {
    let facility = read(&json!({ "type": "pharmacy" }));
    let until = |from: &str, until: &str| {
        let (from, until) = (Day::parse(from).unwrap(), Day::parse(until).unwrap());
        timeline(rules(), &facility, from, until, &Options::default())
            .map(|_| ())
            .map_err(|error| (error.code().id(), error.path().to_owned(), error.to_string()))
    };
    assert_eq!(until("2024-06-01", "2034-05-31"), Ok(()));
    let too_long = "`until` 2034-06-01 lies more than ten years ahead; the last possible day is 2034-05-31".to_owned();
    assert_eq!(until("2024-06-01", "2034-06-01"), Err(("out-of-range", "until".to_owned(), too_long)));
    assert_eq!(until("2024-06-15", "2034-06-14"), Ok(()));
    assert!(until("2024-06-15", "2034-06-15").is_err());
    assert_eq!(until("2024-02-29", "2034-02-28"), Ok(()));
    assert!(until("2024-02-29", "2034-03-01").is_err());
    let reversed = "`until` 2024-05-31 lies before `from` 2024-06-01".to_owned();
    assert_eq!(until("2024-06-01", "2024-05-31"), Err(("inconsistent", "until".to_owned(), reversed)));
    assert_eq!(until("2024-06-01", "2024-06-01"), Ok(()));
    assert_eq!(day_from("2024-06-01", 1).to_string(), "2024-06-02");
}
