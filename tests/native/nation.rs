//! The synthetic nation is like the country in what is published of it, and its answers are those of `evaluate`.

#[path = "../../benches/nation/mod.rs"]
mod synthetic;

use dx_kasan::{Columns, Day, Facility, Ruleset, WhatIf, batch, evaluate, summary};
use synthetic::{FACILITIES, Resident, nation as made, published};

/// The rates of April 2025 of a type, in millionths, lowest first.
fn rates(residents: &[Resident], kind: &str) -> Vec<u64> {
    let of_type = residents.iter().filter(|resident| resident.kind == kind);
    let mut rates: Vec<u64> =
        of_type.map(|resident| resident.months[0]).map(|(users, all)| users * 1_000_000 / all).collect();
    rates.sort_unstable();
    rates
}

/// Whether a number of millionths is the printed number of hundredths of a percent, to half its last digit and a little.
#[track_caller]
fn assert_printed(what: &str, found: u64, printed: u64) {
    assert!(
        found.abs_diff(printed * 100) <= 700,
        "{what}: {found} millionths, printed {printed} hundredths of a percent"
    );
}

#[test]
fn means_quartiles_and_shares_are_those_published() {
    let residents = made(1, FACILITIES);
    assert_eq!(residents.len(), FACILITIES as usize);
    let (mut below, mut above) = (0, 0);
    for of_type in published() {
        let rates = rates(&residents, of_type.kind);
        let count = rates.len();
        // The published 206,057 are 69 fewer than the nation.
        assert!(of_type.facilities.abs_diff(count as u64) <= 30, "{}", of_type.kind);
        assert_printed("mean", rates.iter().sum::<u64>() / count as u64, of_type.mean);
        for (quarter, printed) in (1..).zip(of_type.quartiles) {
            assert_printed("quartile", rates[count * quarter / 4], printed);
        }
        let low = rates.partition_point(|rate| *rate < 100_000);
        assert_printed("below 10%", (low * 1_000_000 / count) as u64, of_type.below_ten);
        assert!(rates[0] < 1000 && rates[count - 1] > 995_000, "the lowest is printed as 0%, the highest as 100%");
        below += low;
        above += count - rates.partition_point(|rate| *rate < 300_000);
    }
    // Printed: 8.5% and 55.6%. The second follows from straight lines between the quartiles, to a percentage point.
    assert!((below * 1000 / residents.len()).abs_diff(85) <= 1, "{below}");
    assert!((above * 1000 / residents.len()).abs_diff(556) <= 10, "{above}");
}

#[test]
fn every_prefecture_has_facilities_of_every_type() {
    let residents = made(1, FACILITIES);
    for of_type in published() {
        for code in 1..=47 {
            assert!(residents.iter().any(|resident| resident.kind == of_type.kind && resident.prefecture == code));
        }
    }
}

#[test]
fn a_seed_means_the_same_nation() {
    let told = |seed| made(seed, 50).iter().map(|resident| resident.facility(&["consultation"])).collect::<Vec<_>>();
    assert_eq!(told(7), told(7));
    assert_ne!(told(7), told(8));
}

#[test]
fn its_batch_and_its_summary_say_what_evaluate_says() {
    let rules = Ruleset::built_in();
    let facts: Vec<&str> = rules.facts().iter().map(|fact| fact.id).collect();
    let facilities: Vec<Facility> = made(2, 400)
        .iter()
        .map(|resident| Facility::from_json(rules, &resident.facility(&facts).to_string()).unwrap())
        .collect();
    let mut columns = Columns::new(rules);
    facilities.iter().for_each(|facility| columns.push(facility));
    for day in ["2025-08-01", "2025-10-01", "2026-06-01"].map(|day| Day::parse(day).unwrap()) {
        let answers = batch(rules, &columns, day);
        let mut points = 0;
        for (row, facility) in facilities.iter().enumerate() {
            for add_on in evaluate(rules, facility, day).add_ons {
                let rows = answers.add_ons.iter().find(|rows| rows.id == add_on.id).unwrap();
                let level = |code: u8| usize::from(code).checked_sub(1).map(|level| rows.levels[level]);
                assert_eq!(level(rows.worst[row]), add_on.range.worst);
                assert_eq!(level(rows.best[row]), add_on.range.best);
                points += u64::from(rows.amounts[row]);
            }
        }
        let summary = summary(rules, &columns, day, None, &WhatIf::default());
        let counted: u64 =
            summary.sides[0].add_ons.iter().map(|add_on| add_on.total.points.worst + add_on.total.yen.worst).sum();
        assert_eq!(counted, points);
    }
}
