//! What holds for the claims of every patient at every facility: what a naive counter says, never more than one claim in a
//! window, never an excluded pair, and no difference by the order in which visits are listed.
//!
//! The counter restates the law in a few lines of its own; it looks at every pair of visits and at nothing else.

use std::collections::BTreeMap;

use dx_kasan::{
    AddOnAssessment, ClaimResult, Day, Facility, LevelVerdict, Month, ReasonCode, Ruleset, Service, Status, Visit,
    claim, evaluate,
};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

const DX: &str = "medical-dx-promotion";
const INFORMATION: &str = "medical-information-acquisition";
const HOME: &str = "home-care-dx";
const NURSING: &str = "visiting-nursing-dx";
const LINKAGE: &str = "records-linkage";
const INPATIENT: &str = "records-linkage-inpatient";

/// The types, each with its schedule and the services of that.
const TYPES: [(&str, &str, &[&str]); 4] = [
    (
        "hospital",
        "medical",
        &[
            "initial-visit",
            "revisit",
            "home-visit",
            "visiting-nursing",
            "admission",
            "online-management",
            "emergency-visit",
        ],
    ),
    ("dental-clinic", "dental", &["initial-visit", "revisit", "home-visit"]),
    ("pharmacy", "dispensing", &["dispensing"]),
    ("visiting-nursing-station", "visiting-nursing", &["visiting-nursing"]),
];

// Generated facilities and visits

fn day_after(days: u32) -> Day {
    (0..days).fold(Day::parse("2024-06-01").unwrap(), |day, _| day.next())
}

/// A facility that most often has what it needs, with filings and rates that come and go.
fn facilities() -> impl Strategy<Value = (usize, Value)> {
    let model = Ruleset::built_in().model();
    let said = prop_oneof![12 => Just(Some(true)), 1 => Just(Some(false)), 1 => Just(None)];
    let facts = prop::collection::vec(said, model.facts.len());
    let rates = prop::collection::vec(prop::option::weighted(0.9, 0..=100_u32), 34);
    let filing = prop_oneof![
        1 => Just(None),
        1 => Just(Some(json!([]))),
        4 => prop::collection::vec(0..900_u32, 1..3).prop_map(|days| {
            Some(json!(days.into_iter().map(|days| day_after(days).to_string()).collect::<Vec<_>>()))
        }),
        4 => Just(Some(json!(["2024-06-01", "2025-04-01", "2026-06-01"]))),
    ];
    let filings = prop::collection::vec(filing, model.add_ons.len());
    (0..TYPES.len(), facts, rates, filings).prop_map(move |(kind, facts, rates, filings)| {
        let described = Ruleset::built_in().facts();
        let mut stated = Map::new();
        for (fact, said) in described.iter().zip(facts) {
            let value = match (said, fact.favourable) {
                (None, _) => continue,
                (Some(helps), Some(favourable)) => json!(favourable == helps),
                (Some(helps), None) => json!(if helps { "100%" } else { "0%" }),
            };
            stated.insert(fact.id.to_owned(), value);
        }
        let first = Month::parse("2024-01").unwrap();
        let usage: Vec<Value> = (0..)
            .zip(rates)
            .filter_map(|(after, rate)| {
                Some(json!({ "month": first.plus(after).to_string(), "rate": format!("{}%", rate?) }))
            })
            .collect();
        let filings: Map<String, Value> = model
            .add_ons
            .iter()
            .zip(filings)
            .filter_map(|(add_on, days)| Some((model.str(add_on.id).to_owned(), days?)))
            .collect();
        let (kind_id, schedule, _) = TYPES[kind];
        let facility =
            json!({ "type": kind_id, "schedule": schedule, "facts": stated, "usage": usage, "filings": filings });
        (kind, facility)
    })
}

#[derive(Clone, Debug)]
struct Drawn {
    day: u32,
    service: usize,
    card: bool,
    referral: bool,
    second_department: bool,
    telephone: bool,
}

/// Visits over a stretch of time that is sometimes a few days and sometimes the whole time of the rules.
fn drawn_visits() -> impl Strategy<Value = Vec<Drawn>> {
    (0..800_u32, select(vec![3_u32, 60, 400])).prop_flat_map(|(from, length)| {
        let flag = || prop::bool::weighted(0.2);
        let visit = (from..from + length, 0..7_usize, any::<bool>(), flag(), flag(), flag());
        let visit = visit.prop_map(|(day, service, card, referral, second_department, telephone)| Drawn {
            day,
            service,
            card,
            referral,
            second_department,
            telephone,
        });
        prop::collection::vec(visit, 0..20)
    })
}

fn visits_of(kind: usize, drawn: &[Drawn]) -> Vec<Visit> {
    let services = TYPES[kind].2;
    let visit = |drawn: &Drawn| Visit {
        date: day_after(drawn.day),
        service: Service::from_id(services[drawn.service % services.len()]).unwrap(),
        card: drawn.card,
        referral: drawn.referral,
        second_department: drawn.second_department,
        telephone: drawn.telephone,
    };
    drawn.iter().map(visit).collect()
}

fn patients() -> impl Strategy<Value = (usize, Value, Vec<Visit>)> {
    (facilities(), drawn_visits()).prop_map(|((kind, facility), drawn)| {
        let visits = visits_of(kind, &drawn);
        (kind, facility, visits)
    })
}

fn read(facility: &Value) -> Facility {
    Facility::from_json(Ruleset::built_in(), &facility.to_string()).unwrap()
}

// The naive counter

/// A line that could be claimed, as the counter sees it.
struct Possible {
    visit: usize,
    date: Day,
    add_on: &'static str,
    service: Service,
    amount: u32,
    yen: bool,
    /// Not again in so many months; 0 for what is claimed each time.
    months: i32,
    second_department: bool,
    telephone: bool,
}

/// The level to claim in the month, by what `evaluate` says of its first day.
fn level_to_claim(add_on: &AddOnAssessment<'static>) -> Option<usize> {
    let met = |index: &usize| {
        let level = &add_on.levels[*index];
        level.verdict == LevelVerdict::Met && add_on.filing.levels.contains(&level.id)
    };
    let worth = |index: &usize| {
        // The first fee is that of the main service, and of two for one service the dearer comes first.
        let fee = add_on.levels[*index].fees.iter().next().unwrap();
        (fee.amount, std::cmp::Reverse(*index))
    };
    (0..add_on.levels.len()).filter(met).max_by_key(worth)
}

fn possible(facility: &Facility, visits: &[Visit]) -> Vec<Possible> {
    let mut of_months = BTreeMap::new();
    let mut possible = Vec::new();
    for (index, visit) in visits.iter().enumerate() {
        let first = visit.date.month().first_day();
        let answer = of_months.entry(first).or_insert_with(|| evaluate(Ruleset::built_in(), facility, first).add_ons);
        for add_on in answer.iter().filter(|add_on| matches!(add_on.status, Status::InForce | Status::Stale)) {
            let Some(level) = level_to_claim(add_on) else { continue };
            let in_2024 = visit.date < Day::parse("2024-12-01").unwrap();
            let card = visit.card || visit.referral && add_on.id == INFORMATION && !is_pharmacy(visit);
            let fee = add_on.levels[level].fees.iter().find(|fee| {
                fee.service == visit.service
                    && fee.when.is_none_or(|when| when == if card { "with-card" } else { "without-card" })
            });
            let Some(fee) = fee else { continue };
            let months = match (add_on.id, visit.service) {
                (INPATIENT, _) => 0,
                (INFORMATION, Service::Revisit) => 3,
                (INFORMATION, Service::Dispensing) => {
                    if in_2024 {
                        6
                    } else {
                        12
                    }
                }
                _ => 1,
            };
            possible.push(Possible {
                visit: index,
                date: visit.date,
                add_on: add_on.id,
                service: visit.service,
                amount: fee.amount,
                yen: fee.unit.to_string() == "yen",
                months,
                second_department: visit.second_department,
                telephone: visit.telephone,
            });
        }
    }
    possible
}

fn is_pharmacy(visit: &Visit) -> bool {
    visit.service == Service::Dispensing
}

struct Law<'p> {
    schedule: &'static str,
    lines: &'p [Possible],
    known: Vec<Option<bool>>,
}

impl Law<'_> {
    fn earlier(&self, one: usize, other: usize) -> bool {
        (self.lines[one].date, self.lines[one].visit) < (self.lines[other].date, self.lines[other].visit)
    }

    fn claimed(&mut self, line: usize) -> bool {
        if let Some(known) = self.known[line] {
            return known;
        }
        let stands = !self.in_second_department(line)
            && !self.by_telephone(line)
            && !(0..self.lines.len()).any(|other| other != line && self.bars(other, line) && self.claimed(other));
        self.known[line] = Some(stands);
        stands
    }

    fn in_second_department(&self, line: usize) -> bool {
        let line = &self.lines[line];
        line.second_department
            && self.schedule == "medical"
            && matches!(line.service, Service::InitialVisit | Service::Revisit)
            && [DX, INFORMATION, LINKAGE].contains(&line.add_on)
    }

    fn by_telephone(&self, line: usize) -> bool {
        let line = &self.lines[line];
        line.telephone
            && matches!(self.schedule, "medical" | "dental")
            && line.service == Service::Revisit
            && [INFORMATION, LINKAGE].contains(&line.add_on)
    }

    /// Whether `one`, if it is claimed, bars `other`.
    fn bars(&self, one: usize, other: usize) -> bool {
        let earlier = self.earlier(one, other);
        let (one, other) = (&self.lines[one], &self.lines[other]);
        let apart = other.date.month().since(one.date.month());
        if (one.add_on, one.service) == (other.add_on, other.service) {
            return earlier && apart < other.months;
        }
        if apart != 0 {
            return false;
        }
        match other.add_on {
            INFORMATION | LINKAGE => earlier && one.add_on == other.add_on,
            HOME if one.add_on == NURSING => earlier,
            NURSING if one.add_on == HOME => earlier,
            HOME | NURSING => [DX, INFORMATION, LINKAGE].contains(&one.add_on),
            _ => false,
        }
    }
}

/// What is claimed, as (visit, add-on), and what it comes to in points and yen.
fn counted(schedule: &'static str, facility: &Facility, visits: &[Visit]) -> (Vec<(usize, &'static str)>, (i64, i64)) {
    let lines = possible(facility, visits);
    let mut law = Law { schedule, lines: &lines, known: vec![None; lines.len()] };
    let mut claimed = Vec::new();
    let (mut points, mut yen) = (0, 0);
    for (index, line) in lines.iter().enumerate() {
        if law.claimed(index) {
            claimed.push((line.visit, line.add_on));
            let amount = i64::from(line.amount);
            if line.yen { yen += amount } else { points += amount }
        }
    }
    (claimed, (points, points * 10 + yen))
}

fn claimed(result: &ClaimResult<'static>) -> Vec<(usize, &'static str)> {
    result.lines.iter().filter(|line| line.claimed).map(|line| (line.visit, line.add_on)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn what_is_claimed_is_what_the_naive_counter_says((kind, facility, visits) in patients()) {
        let facility = read(&facility);
        let result = claim(Ruleset::built_in(), &facility, &visits);
        let (expected, total) = counted(TYPES[kind].1, &facility, &visits);
        prop_assert_eq!(claimed(&result), expected);
        prop_assert_eq!((result.total.points, result.total.yen), total);
    }

    #[test]
    fn the_total_is_the_sum_of_the_claimed_lines((_, facility, visits) in patients()) {
        let result = claim(Ruleset::built_in(), &read(&facility), &visits);
        let sum = |unit: &str| -> i64 {
            let lines = result.lines.iter().filter(|line| line.claimed && line.unit.to_string() == unit);
            lines.map(|line| i64::from(line.amount)).sum()
        };
        prop_assert_eq!(result.total.points, sum("points"));
        prop_assert_eq!(result.total.yen, sum("points") * 10 + sum("yen"));
    }

    #[test]
    fn a_line_says_one_thing((_, facility, visits) in patients()) {
        let result = claim(Ruleset::built_in(), &read(&facility), &visits);
        let order: Vec<usize> = result.lines.iter().map(|line| line.visit).collect();
        prop_assert!(order.is_sorted());
        for line in &result.lines {
            prop_assert_eq!(line.claimed, line.reason == ReasonCode::Claimed);
            let is_of_the_month = matches!(
                line.reason,
                ReasonCode::NotQualified | ReasonCode::Undetermined | ReasonCode::NotFiled | ReasonCode::FilingUnknown
            );
            prop_assert_eq!(line.level.is_none(), is_of_the_month);
            prop_assert_eq!(line.amount == 0, is_of_the_month);
            prop_assert_eq!(line.by.is_some(), matches!(line.reason, ReasonCode::Frequency | ReasonCode::Excluded));
            prop_assert!(line.citations.iter().next().is_some());
        }
    }

    #[test]
    fn never_more_than_one_claim_in_a_window_and_never_an_excluded_pair((_, facility, visits) in patients()) {
        let result = claim(Ruleset::built_in(), &read(&facility), &visits);
        let claimed: Vec<_> = result.lines.iter().filter(|line| line.claimed).collect();
        for (index, one) in claimed.iter().enumerate() {
            for other in &claimed[index + 1..] {
                let (first, second) = (visits[one.visit], visits[other.visit]);
                let apart = first.date.month().since(second.date.month()).abs();
                if one.add_on == other.add_on && first.service == second.service {
                    let least = match (one.add_on, first.service, first.date.max(second.date) < Day::parse("2024-12-01").unwrap()) {
                        (INPATIENT, ..) => 0,
                        (INFORMATION, Service::Revisit, _) => 3,
                        (INFORMATION, Service::Dispensing, true) => 6,
                        (INFORMATION, Service::Dispensing, false) => 12,
                        _ => 1,
                    };
                    prop_assert!(apart >= least, "{} of visits {} and {}", one.add_on, one.visit, other.visit);
                } else if apart == 0 {
                    let both = [one.add_on, other.add_on];
                    let barred = [DX, INFORMATION, LINKAGE].iter().any(|add_on| both.contains(add_on))
                        && [HOME, NURSING].iter().any(|add_on| both.contains(add_on));
                    prop_assert!(!barred, "{both:?}");
                    prop_assert!(one.add_on != other.add_on, "{both:?}");
                    prop_assert!(!(both.contains(&HOME) && both.contains(&NURSING)), "{both:?}");
                }
            }
        }
    }

    #[test]
    fn what_bars_a_line_is_a_claimed_one((_, facility, visits) in patients()) {
        let result = claim(Ruleset::built_in(), &read(&facility), &visits);
        let barred = result.lines.iter().filter_map(|line| Some((line, line.by?)));
        for (line, by) in barred {
            let barring = result.lines.iter().find(|other| (other.visit, other.add_on) == (by.visit, by.add_on)).unwrap();
            prop_assert!(barring.claimed);
            let (one, other) = (visits[by.visit], visits[line.visit]);
            if line.reason == ReasonCode::Frequency {
                prop_assert_eq!((by.add_on, one.service), (line.add_on, other.service));
                prop_assert!((one.date, by.visit) < (other.date, line.visit));
            } else {
                prop_assert_eq!(one.date.month(), other.date.month());
                prop_assert!((by.add_on, one.service) != (line.add_on, other.service));
            }
        }
    }

    /// Visits of one day keep their order; all others may come in any.
    #[test]
    fn the_order_of_the_visits_changes_nothing(
        (_, facility, visits) in patients(),
        keys in prop::collection::vec(any::<u32>(), 20),
    ) {
        let facility = read(&facility);
        let mut order: Vec<(u32, usize)> = keys.iter().copied().zip(0..visits.len()).collect();
        for day in visits.iter().map(|visit| visit.date) {
            let of_day: Vec<usize> = (0..visits.len()).filter(|index| visits[*index].date == day).collect();
            let mut keys: Vec<u32> = of_day.iter().map(|index| order[*index].0).collect();
            keys.sort_unstable();
            for (index, key) in of_day.into_iter().zip(keys) {
                order[index].0 = key;
            }
        }
        order.sort_unstable();
        let shuffled: Vec<Visit> = order.iter().map(|(_, index)| visits[*index]).collect();
        let place = |visit: usize| order.iter().position(|(_, index)| *index == visit).unwrap();

        let result = claim(Ruleset::built_in(), &facility, &visits);
        let other = claim(Ruleset::built_in(), &facility, &shuffled);
        prop_assert_eq!(result.total, other.total);
        prop_assert_eq!(result.lines.len(), other.lines.len());
        for line in result.lines {
            let (mut same, visit) = (serde_json::to_value(&line).unwrap(), place(line.visit));
            same["visit"] = json!(visit);
            if let Some(by) = line.by {
                same["by"]["visit"] = json!(place(by.visit));
            }
            let found = other.lines.iter().find(|other| (other.visit, other.add_on) == (visit, line.add_on)).unwrap();
            prop_assert_eq!(serde_json::to_value(found).unwrap(), same);
        }
    }

    #[test]
    fn from_the_day_that_is_named_it_is_possible_again_and_not_before((_, facility, visits) in patients()) {
        let facility = read(&facility);
        let result = claim(Ruleset::built_in(), &facility, &visits);
        for line in result.lines.iter().filter(|line| line.by.is_some()) {
            let Some(again) = line.possible_from else { continue };
            let visit = visits[line.visit];
            let reason_on = |day: Day| {
                let mut until: Vec<Visit> = visits.iter().copied().filter(|known| known.date.month() <= visit.date.month()).collect();
                until.push(Visit { date: day, second_department: false, telephone: false, ..visit });
                let result = claim(Ruleset::built_in(), &facility, &until);
                let last = result.lines.into_iter().rfind(|other| other.visit == until.len() - 1 && other.add_on == line.add_on);
                last.map(|line| line.reason)
            };
            let barred = |reason: Option<ReasonCode>| matches!(reason, Some(ReasonCode::Frequency | ReasonCode::Excluded));
            // Other claims after the visit and within its month may bar it longer; they are not yet there on that day.
            let later_claims = result.lines.iter().any(|other| {
                other.claimed
                    && (other.add_on, visits[other.visit].service) == (line.add_on, visit.service)
                    && visits[other.visit].date.month() == visit.date.month()
                    && (visits[other.visit].date, other.visit) > (visit.date, line.visit)
            });
            if !later_claims {
                prop_assert!(!barred(reason_on(again)), "{} on {}", line.add_on, again);
                prop_assert_ne!(reason_on(again.previous()), Some(ReasonCode::Claimed));
            }
        }
    }
}
