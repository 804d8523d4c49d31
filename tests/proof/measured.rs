//! Which months count, and with which rate, against the reference: every claim month, every month measured, both bases, and
//! every count of a small month with its corrections.

use dx_kasan::{Day, Facility, Ruleset, UsageBasis, evaluate, knowledge};
use dx_kasan_rules::model::AlternativeId;
use dx_kasan_rules::rate::Rate;
use dx_kasan_rules::vocabulary::Schedule;
use serde_json::{Value, json};

use crate::cells;
use crate::reference::{Asked, Counts, month_name, number};
use crate::tell::proof;

const BASES: [UsageBasis; 2] = [UsageBasis::Receipts, UsageBasis::Checks];

/// The first and the last day of every month that is asked about.
fn days() -> Vec<Day> {
    let month = |number: i32| dx_kasan::Month::parse(&month_name(number)).unwrap();
    let (first, last) = (number("2024-05"), number("2027-08"));
    (first..=last).flat_map(|number| [month(number).first_day(), month(number).last_day()]).collect()
}

fn readings() -> Vec<Option<AlternativeId>> {
    [None].into_iter().chain(Ruleset::built_in().model().modelled_alternatives().map(Some)).collect()
}

fn asked(schedule: Schedule, day: Day, under: Option<AlternativeId>) -> Asked<'static> {
    Asked { model: Ruleset::built_in().model(), add_on: 0, schedule, day, under }
}

fn read(schedule: Schedule, usage: &Value) -> Facility {
    let facility = json!({ "type": cells::facility_type(schedule), "usage": usage });
    Facility::from_json(Ruleset::built_in(), &facility.to_string()).unwrap()
}

#[test]
fn a_month_counts_exactly_when_a_window_of_the_law_names_it() {
    let rules = Ruleset::built_in();
    let all = rules.scales().rates[0].all();
    let parts: Vec<(Schedule, Day)> =
        Schedule::ALL.iter().flat_map(|schedule| days().into_iter().map(|day| (*schedule, day))).collect();
    proof("months that count", &parts, |(schedule, day), covered| {
        for under in readings() {
            let asked = asked(*schedule, *day, under);
            let counting = asked.months(0);
            for back in 0..=12 {
                for basis in BASES {
                    let month = number(&day.month().to_string()) - back;
                    let facility =
                        read(*schedule, &json!([{ "month": month_name(month), "basis": basis, "rate": "100%" }]));
                    let known = knowledge(rules.model(), rules.scales(), &facility, *day, under);
                    let counts = counting.contains(&(month, basis));
                    let sure = known.worst.steps & all;
                    assert_eq!(sure, if counts { all } else { 0 }, "{month} {basis} {schedule} {day} {under:?}");
                    let open = counting.iter().any(|other| *other != (month, basis));
                    let best = known.best.steps & all;
                    assert_eq!(
                        best,
                        if counts || open { all } else { 0 },
                        "{month} {basis} {schedule} {day} {under:?}"
                    );
                    covered.add(1, 1);
                }
            }
        }
    });
}

/// The rate by which each threshold is just reached, and just missed.
fn beside_thresholds() -> Vec<Rate> {
    let thresholds = Ruleset::built_in().scales().rates[0].thresholds();
    thresholds
        .iter()
        .flat_map(|rate| {
            let parts = rate.part() * 1_000_000_000 / rate.whole();
            [parts - 1, parts].map(|parts| Rate::new(parts, 1_000_000_000).unwrap())
        })
        .collect()
}

#[test]
fn a_rate_reaches_exactly_the_thresholds_that_are_no_higher() {
    let rules = Ruleset::built_in();
    let day = Day::parse("2025-10-01").unwrap();
    for rate in beside_thresholds() {
        let month = json!({ "month": "2025-07", "rate": format!("{}.{:07}%", rate.part() / 10_000_000, rate.part() % 10_000_000) });
        let counted = json!({ "month": "2025-07", "users": rate.part(), "receipts": rate.whole() });
        for usage in [json!([month]), json!([counted])] {
            let known = knowledge(rules.model(), rules.scales(), &read(Schedule::Medical, &usage), day, None);
            for threshold in rules.scales().rates[0].thresholds() {
                let bit =
                    rules.scales().rates[0].reached(*threshold) & !rules.scales().rates[0].reached(below(*threshold));
                assert_eq!(known.worst.steps & bit != 0, *threshold <= rate, "{rate:?} {threshold:?}");
            }
        }
    }
}

fn below(rate: Rate) -> Rate {
    Rate::new(rate.part() * 1_000_000_000 / rate.whole() - 1, 1_000_000_000).unwrap()
}

/// All pairs of a rate in each of the months that count: the best counts, of equal ones the latest.
#[test]
fn the_best_of_the_months_counts() {
    let rules = Ruleset::built_in();
    let thresholds = rules.scales().rates[0].thresholds();
    // Nothing, below all, two in between, above all.
    let values: Vec<Option<Rate>> =
        vec![None, Rate::new(0, 1), Some(thresholds[3]), Some(thresholds[7]), Rate::new(1, 1)];
    let all = rules.scales().rates[0].all();
    let parts: Vec<(Schedule, Day)> = [Schedule::Medical, Schedule::Dental, Schedule::Dispensing]
        .into_iter()
        .flat_map(|schedule| days().into_iter().map(move |day| (schedule, day)))
        .collect();
    proof("rates in the months that count", &parts, |(schedule, day), covered| {
        let mut counting = asked(*schedule, *day, None).months(0);
        counting.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        let ways = values.len().pow(u32::try_from(counting.len()).unwrap());
        for way in 0..ways {
            let mut rest = way;
            let mut told = Vec::new();
            let mut rates = Vec::new();
            for (month, basis) in &counting {
                let value = values[rest % values.len()];
                rest /= values.len();
                rates.push(value);
                if let Some(rate) = value {
                    told.push(json!({ "month": month_name(*month), "basis": basis, "rate": rate.to_string() }));
                }
            }
            let facility = read(*schedule, &json!(told));
            let known = knowledge(rules.model(), rules.scales(), &facility, *day, None);
            let best = rates.iter().flatten().max();
            let reached = best.map_or(0, |best| rules.scales().rates[0].reached(*best));
            assert_eq!(known.worst.steps & all, reached, "{told:?} {schedule} {day}");
            let open = rates.iter().any(Option::is_none);
            assert_eq!(known.best.steps & all, if open { all } else { reached }, "{told:?} {schedule} {day}");
            covered.add(1, 1);
        }
    });
}

/// Small months in every count: of up to eight receipts any users, any claims and receipts of home care.
#[test]
fn a_correction_counts_exactly_where_the_law_grants_it() {
    let rules = Ruleset::built_in();
    let parts: Vec<(Schedule, i32, i32)> = [Schedule::Medical, Schedule::Dental, Schedule::Dispensing]
        .into_iter()
        .flat_map(|schedule| {
            let claims = number("2025-02")..=number("2025-11");
            claims.flat_map(move |claim| (3..=5).map(move |back| (schedule, claim, claim - back)))
        })
        .collect();
    proof("corrections", &parts, |(schedule, claim, month), covered| {
        let day = dx_kasan::Month::parse(&month_name(*claim)).unwrap().first_day();
        for under in readings() {
            let asked = asked(*schedule, day, under);
            for (receipts, home) in [(5, false), (8, false), (5, true), (8, true)] {
                for users in 0..=receipts {
                    for given in [None, Some(0), Some(1), Some(receipts / 2), Some(receipts - 1)] {
                        let counts = Counts {
                            month: *month,
                            basis: UsageBasis::Receipts,
                            users,
                            receipts,
                            home_care_claims: given.filter(|_| !home),
                            home_care_receipts: given.filter(|_| home),
                        };
                        let key = if home { "homeCareReceipts" } else { "homeCareClaims" };
                        let mut entry = json!({ "month": month_name(*month), "users": users, "receipts": receipts });
                        if let Some(given) = given {
                            entry[key] = json!(given);
                        }
                        let facility = read(*schedule, &json!([entry]));
                        let known = knowledge(rules.model(), rules.scales(), &facility, day, under);
                        let counting = asked.months(0).contains(&(*month, UsageBasis::Receipts));
                        let rate = asked.counted(0, &counts).filter(|_| counting);
                        let reached = rate.map_or(0, |rate| rules.scales().rates[0].reached(rate));
                        let all = rules.scales().rates[0].all();
                        assert_eq!(known.worst.steps & all, reached, "{schedule} {day} {under:?} {entry}");
                        if under.is_none() {
                            let answer = evaluate(rules, &facility, day);
                            let observed = answer.add_ons[0].requirements.iter().find_map(|one| one.observed.clone());
                            let shown = rate.map(Rate::cut_to_two_decimals);
                            assert_eq!(observed.map(|observed| observed.rate), shown, "{schedule} {day} {entry}");
                        }
                        covered.add(1, 1);
                    }
                }
            }
        }
    });
}
