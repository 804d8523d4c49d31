//! Which filings count on a day, and which levels they support.

use dx_kasan::{Day, Facility, Ruleset, evaluate};
use serde_json::{Value, json};

/// `required true, filed Some(true), levels 1 2 3` of an add-on of a clinic.
fn filing(add_on: &str, filings: &Value, date: &str) -> String {
    filing_of("medical-clinic", add_on, filings, date)
}

fn filing_of(facility_type: &str, add_on: &str, filings: &Value, date: &str) -> String {
    let rules = Ruleset::built_in();
    let facility =
        Facility::from_json(rules, &json!({ "type": facility_type, "filings": filings }).to_string()).unwrap();
    let answer = evaluate(rules, &facility, Day::parse(date).unwrap());
    let filing = &answer.add_ons.iter().find(|one| one.id == add_on).unwrap().filing;
    format!("required {}, filed {:?}, levels {}", filing.required, filing.filed, filing.levels.join(" "))
}

#[test]
fn a_filing_counts_from_its_day_on() {
    let of = |date: &str| filing("medical-dx-promotion", &json!({ "medical-dx-promotion": "2025-05-01" }), date);
    assert_eq!(of("2025-04-30"), "required true, filed Some(false), levels ");
    assert_eq!(of("2025-05-01"), "required true, filed Some(true), levels 1 2 3 4 5 6");
    assert_eq!(of("2025-05-02"), "required true, filed Some(true), levels 1 2 3 4 5 6");
}

#[test]
fn none_and_an_unknown_one_support_nothing() {
    let of = |filings: Value| filing("medical-dx-promotion", &filings, "2025-05-01");
    assert_eq!(of(json!({ "medical-dx-promotion": null })), "required true, filed Some(false), levels ");
    assert_eq!(of(json!({})), "required true, filed None, levels ");
}

#[test]
fn an_older_filing_supports_the_levels_that_do_not_ask_for_a_newer_one() {
    let of = |filed: &str| filing("medical-dx-promotion", &json!({ "medical-dx-promotion": filed }), "2025-05-01");
    assert_eq!(of("2025-03-31"), "required true, filed Some(true), levels 4 5 6");
    assert_eq!(of("2025-04-01"), "required true, filed Some(true), levels 1 2 3 4 5 6");
}

#[test]
fn a_pharmacy_files_nothing_anew_for_what_follows_on_its_last_filing() {
    let of =
        |filed: &str| filing_of("pharmacy", "records-linkage", &json!({ "medical-dx-promotion": filed }), "2026-06-01");
    assert_eq!(of("2024-06-01"), "required true, filed Some(true), levels single");
    assert_eq!(of("2026-05-31"), "required true, filed Some(true), levels single");
    assert_eq!(of("2026-06-01"), "required true, filed None, levels ");
    assert_eq!(
        filing("records-linkage", &json!({ "medical-dx-promotion": "2026-05-31" }), "2026-06-01"),
        "required true, filed None, levels ",
        "a clinic has to file",
    );
}

#[test]
fn visiting_nursing_is_filed_with_one_form_in_medical_and_an_unknown_one_in_a_station() {
    let form = |facility_type: &str, date: &str| {
        let rules = Ruleset::built_in();
        let facility = Facility::from_json(rules, &json!({ "type": facility_type }).to_string()).unwrap();
        let answer = evaluate(rules, &facility, Day::parse(date).unwrap());
        answer.add_ons.iter().find(|one| one.id == "visiting-nursing-dx").unwrap().filing.form
    };
    for date in ["2024-06-01", "2026-05-31", "2026-06-01", "2026-12-01"] {
        assert_eq!(form("medical-clinic", date), Some("様式20の3の4"), "{date}");
        assert_eq!(form("visiting-nursing-station", date), None, "{date}");
    }
}

#[test]
fn where_none_is_needed_every_level_is_supported() {
    assert_eq!(
        filing("medical-information-acquisition", &json!({}), "2025-05-01"),
        "required false, filed None, levels single"
    );
}

#[test]
fn before_an_add_on_the_filing_of_its_first_day_is_told() {
    assert_eq!(filing("records-linkage", &json!({}), "2026-05-31"), "required true, filed None, levels ");
    assert_eq!(filing("medical-dx-promotion", &json!({}), "2026-06-01"), "required true, filed None, levels ");
}
