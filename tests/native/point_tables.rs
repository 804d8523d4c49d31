//! What the official point tables (電子点数表) say of the add-ons' codes, held against `claim`: which two do not go together in a
//! month, and how often one is claimed. The rows and where they come from: `tests/fixtures/point-tables`.
//!
//! A pair of codes becomes two visits of one month, a code a visit on which its fee is due, at a facility of its level. Codes used
//! inside 医学管理等 are the same fee to the rules, and so are those of 再診料 and 外来診療料, and of 在宅患者訪問診療料 and
//! 在宅がん医療総合診療料: their rows are held like all others.

mod law;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use dx_kasan::{ClaimLine, Day, Facility, ReasonCode, Ruleset, Service, Visit, claim};
use serde_json::{Value, json};

use law::{Law, of_levels, visit};
use tables::{Frequency, exclusions, frequencies, last_day, meaning, meanings};

#[derive(Default)]
struct Report {
    /// The rows that were held on at least one day.
    held: usize,
    /// Of these, rows with a code that is used inside 医学管理等.
    within: usize,
    /// How often `claim` was asked.
    asked: usize,
    /// By reason, the rows that were held on no day.
    passed_over: BTreeMap<&'static str, usize>,
    /// The codes of a row, and in what `claim` disagrees with it.
    faults: Vec<(Vec<String>, String)>,
}

const TWO_LEVELS: &str = "two levels of one add-on, of which a facility claims one in a month";
const NOBODY: &str =
    "levels that no facility claims in one month, as whoever has the one has a higher one of the other";

impl Report {
    fn enter(&mut self, codes: &[String], found: Result<(), &'static str>) {
        match found {
            Ok(()) => {
                self.held += 1;
                self.within += usize::from(codes.iter().any(|code| meanings()[code][0].within));
            }
            Err(reason) => *self.passed_over.entry(reason).or_default() += 1,
        }
    }

    fn told(&self) -> String {
        let passed = self.passed_over.iter().map(|(reason, count)| format!("; {count} passed over: {reason}"));
        let passed: String = passed.collect();
        format!("{} rows held, {} of them with a code inside 医学管理等{passed}", self.held, self.within)
    }
}

/// Whether the add-on is claimed on each of the visits.
fn claimed<const N: usize>(rules: &Ruleset, facility: &Facility, visits: [(Visit, &str); N]) -> [bool; N] {
    let listed = visits.map(|(visit, _)| visit);
    let result = claim(rules, facility, &listed);
    std::array::from_fn(|index| {
        let is_of = |line: &&ClaimLine<'_>| line.visit == index && line.add_on == visits[index].1;
        result.lines.iter().find(is_of).is_some_and(|line| line.reason == ReasonCode::Claimed)
    })
}

fn hold_exclusions(law: &Law, schedule: &str) -> Report {
    let mut report = Report::default();
    for row in exclusions(schedule) {
        let mut found = Err(TWO_LEVELS);
        for day in law.days(row.days) {
            let [one, other] = row.codes.each_ref().map(|code| meaning(code, day));
            if one.add_on == other.add_on && one.level != other.level {
                continue;
            }
            let facilities = law.facilities(schedule, day.month());
            let Some(facility) = of_levels(&facilities, &[one, other]) else {
                found = found.or(Err(NOBODY));
                continue;
            };
            found = Ok(());
            let beside = if day.next().month() == day.month() { day.next() } else { day.previous() };
            let alone = law.alone([&one.add_on, &other.add_on]);
            for (on, at) in [(day, beside), (beside, day), (day, day)] {
                let visits = [(visit(on, one.service), &*one.add_on), (visit(at, other.service), &*other.add_on)];
                for rules in [&law.rules, &*alone] {
                    report.asked += 1;
                    let claimed = claimed(rules, facility, visits);
                    let agrees = match row.kind {
                        1 => claimed == [true, false],
                        2 => claimed == [false, true],
                        _ => claimed[0] != claimed[1],
                    };
                    if !agrees {
                        let what = format!("on {on} and {at} {claimed:?}, of kind {}", row.kind);
                        report.faults.push((row.codes.to_vec(), what));
                    }
                }
            }
        }
        report.enter(&row.codes, found);
    }
    report
}

fn hold_frequencies(law: &Law, schedule: &str) -> Report {
    let mut report = Report::default();
    for Frequency { code, months, days } in frequencies(schedule) {
        let mut fault = |what| report.faults.push((vec![code.clone()], what));
        for day in law.days(days) {
            let of = meaning(&code, day);
            let facilities = law.facilities(schedule, day.month());
            let Some(facility) = of_levels(&facilities, &[of]) else {
                fault(format!("no facility claims its level on {day}"));
                continue;
            };
            let on = |day: Day| (visit(day, of.service), &*of.add_on);
            let last = day.month().plus(months - 1).last_day();
            // On its last day it is too early, on the next it is time again.
            for (again, expected) in [(day, false), (last, false), (last.next(), true)] {
                if again > last_day() {
                    continue;
                }
                report.asked += 1;
                let found = claimed(&law.rules, facility, [on(day), on(again)]);
                if found != [true, expected] {
                    fault(format!("on {day} and {again} {found:?}"));
                }
            }
        }
        report.enter(&[code], Ok(()));
    }
    report
}

#[track_caller]
#[expect(clippy::print_stdout, reason = "how much was held is what people want to know of it")]
fn agrees(report: &Report, told: &str) {
    println!("{}, {} questions", report.told(), report.asked);
    let fault = |(codes, what): &(Vec<String>, String)| format!("{}: {what}", codes.join(" and "));
    let faults: Vec<String> = report.faults.iter().map(fault).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(report.told(), told);
}

#[test]
fn two_codes_that_the_official_tables_keep_apart_are_not_claimed_together() {
    let law = Law::with(|_| {});
    let medical = format!(
        "220 rows held, 96 of them with a code inside 医学管理等; 24 passed over: {NOBODY}; 4 passed over: {TWO_LEVELS}"
    );
    agrees(&hold_exclusions(&law, "medical"), &medical);
    let dental = format!("64 rows held, 36 of them with a code inside 医学管理等; 12 passed over: {NOBODY}");
    agrees(&hold_exclusions(&law, "dental"), &dental);
}

#[test]
fn a_code_is_claimed_as_often_as_the_official_tables_allow() {
    let law = Law::with(|_| {});
    agrees(&hold_frequencies(&law, "medical"), "23 rows held, 8 of them with a code inside 医学管理等");
    agrees(&hold_frequencies(&law, "dental"), "18 rows held, 8 of them with a code inside 医学管理等");
}

/// Each two fees that no row keeps apart are claimed in one month, for one visit where they are of one service. In one order of two
/// visits at least: an initial visit claims more than the fee that is asked about, and that may keep a later one apart.
#[test]
fn what_the_official_tables_do_not_keep_apart_is_claimed_together() {
    let law = Law::with(|_| {});
    let fee = |code: &String| (meanings()[code][0].add_on.as_str(), meanings()[code][0].service);
    for schedule in ["medical", "dental"] {
        let apart: BTreeSet<BTreeSet<_>> =
            exclusions(schedule).iter().map(|row| row.codes.iter().map(fee).collect()).collect();
        let fees: BTreeSet<_> = apart.iter().flatten().copied().collect();
        let mut together = Vec::new();
        for (one, other) in fees.iter().flat_map(|one| fees.range(one..).skip(1).map(move |other| (*one, *other))) {
            if apart.contains(&BTreeSet::from([one, other])) {
                continue;
            }
            for day in law.days((Day::parse("2024-06-01").unwrap(), last_day())) {
                let facilities = law.facilities(schedule, day.month());
                let claims_both =
                    |levels: &BTreeMap<String, String>| [one, other].iter().all(|of| levels.contains_key(of.0));
                let (facility, _) = facilities.iter().find(|(_, levels)| claims_both(levels)).unwrap();
                let claims_all = |services: &[Service]| {
                    let visits: Vec<Visit> = services.iter().map(|service| visit(day, *service)).collect();
                    let lines = claim(&law.rules, facility, &visits).lines;
                    let is_claimed = |(add_on, service)| {
                        let is_of =
                            |line: &ClaimLine<'_>| (line.add_on, visits[line.visit].service) == (add_on, service);
                        lines.iter().any(|line| line.claimed && is_of(line))
                    };
                    [one, other].into_iter().all(is_claimed)
                };
                let mut services: Vec<Service> = BTreeSet::from([one.1, other.1]).into_iter().collect();
                let as_listed = claims_all(&services);
                services.reverse();
                assert!(as_listed || claims_all(&services), "{one:?} and {other:?} on {day}");
            }
            together.push([one, other].map(|(add_on, service)| format!("{add_on} for {service}")));
        }
        let promotion = "medical-dx-promotion for initial-visit";
        let information = ["initial-visit", "revisit"].map(|of| format!("medical-information-acquisition for {of}"));
        assert_eq!(together, information.map(|other| [promotion.to_owned(), other]), "{schedule}");
    }
}

/// Rules that make `claim` agree with the tables, undone: the rows that each is for are at fault, and no others.
#[test]
fn a_rule_that_is_wrong_is_noticed_by_its_rows() {
    fn exclusion<'d>(document: &'d mut Value, id: &str) -> &'d mut Value {
        document["exclusion"].as_array_mut().unwrap().iter_mut().find(|exclusion| exclusion["id"] == id).unwrap()
    }
    let rows_at_fault = |report: &Report, of: [&str; 2]| {
        let rows: BTreeSet<&Vec<String>> = report.faults.iter().map(|(codes, _)| codes).collect();
        for codes in &rows {
            let add_ons: BTreeSet<&str> = codes.iter().map(|code| meanings()[code][0].add_on.as_str()).collect();
            assert_eq!(add_ons, of.into(), "{codes:?}");
        }
        rows.len()
    };
    let both = ["medical-dx-promotion", "home-care-dx"];
    let missing =
        Law::with(|document| exclusion(document, "X2")["barred-by"] = json!(["medical-information-acquisition"]));
    assert_eq!(rows_at_fault(&hold_exclusions(&missing, "medical"), both), 72);
    assert_eq!(rows_at_fault(&hold_exclusions(&missing, "dental"), both), 0);

    let reversed = Law::with(|document| {
        let exclusion = exclusion(document, "X5");
        exclusion["drops"] = json!("medical-dx-promotion");
        exclusion["barred-by"] = json!(["home-care-dx"]);
    });
    let faults = hold_exclusions(&reversed, "dental").faults;
    assert!(faults.iter().any(|(codes, _)| *codes == ["301123670", "303014870"]), "{faults:?}");

    let monthly = Law::with(|document| {
        let add_ons = document["add-on"].as_array_mut().unwrap().iter_mut();
        let fees = add_ons.flat_map(|add_on| add_on["fee"].as_array_mut().unwrap());
        for fee in fees.filter(|fee| fee["per"] == json!({ "months": 3 })) {
            fee["per"] = json!({ "months": 1 });
        }
    });
    let information = ["medical-information-acquisition"; 2];
    assert_eq!(rows_at_fault(&hold_frequencies(&monthly, "medical"), information), 3);
}
