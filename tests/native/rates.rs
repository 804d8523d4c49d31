//! Which month's rate counts, and whether it is the corrected one.

use dx_kasan::{Day, Facility, Ruleset, evaluate};
use serde_json::{Value, json};

/// `45.00% in 2025-04, corrected`, of the first add-on that asks for a rate.
fn observed(usage: &Value, date: &str) -> String {
    let rules = Ruleset::built_in();
    let clinic = json!({ "type": "medical-clinic", "usage": usage });
    let clinic = Facility::from_json(rules, &clinic.to_string()).unwrap();
    let answer = evaluate(rules, &clinic, Day::parse(date).unwrap());
    let mut observed = answer.add_ons.iter().flat_map(|add_on| add_on.requirements.iter());
    let observed = observed.find_map(|requirement| requirement.observed.clone()).unwrap();
    let corrected = if observed.corrected { ", corrected" } else { "" };
    format!("{} in {}{corrected}", observed.rate, observed.month)
}

#[test]
fn of_equal_rates_the_latest_counts() {
    let month = |month: &str| json!({ "month": month, "users": 45, "receipts": 100 });
    assert_eq!(
        observed(&json!([month("2025-03"), month("2025-04"), month("2025-02")]), "2025-07-01"),
        "45.00% in 2025-04"
    );
    let higher = json!({ "month": "2025-02", "users": 451, "receipts": 1000 });
    assert_eq!(observed(&json!([higher, month("2025-04")]), "2025-07-01"), "45.10% in 2025-02");
}

#[test]
fn a_correction_that_adds_nothing_is_none() {
    let month = |claims: u32| json!([{ "month": "2025-04", "users": 45, "receipts": 100, "homeCareClaims": claims }]);
    assert_eq!(observed(&month(0), "2025-07-01"), "45.00% in 2025-04");
    assert_eq!(observed(&month(1), "2025-07-01"), "46.00% in 2025-04, corrected");
}
