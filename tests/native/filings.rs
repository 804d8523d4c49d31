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

/// The symbol of an add-on's filing for a facility that is described by more than its type.
fn symbol(facility: &Value, add_on: &str, date: &str) -> Option<String> {
    let rules = Ruleset::built_in();
    let facility = Facility::from_json(rules, &facility.to_string()).unwrap();
    let answer = evaluate(rules, &facility, Day::parse(date).unwrap());
    answer.add_ons.iter().find(|one| one.id == add_on).unwrap().filing.symbol.map(str::to_owned)
}

/// A clinic that meets the base of 2026 and its rate, and nothing of the levels above.
fn clinic_of_2026(facility_type: &str) -> Value {
    json!({
        "type": facility_type,
        "facts": {
            "online-claims": true, "itemized-statement": true, "online-eligibility": true, "records-access": true,
            "consultation": true, "in-house-notice": true, "website-notice": true,
            "e-prescription": false, "dispensing-registration": false,
        },
        "usage": [{ "month": "2026-08", "rate": "45.0%" }],
    })
}

#[test]
fn a_symbol_of_each_level_is_told_for_the_best_one_that_is_reached() {
    let of = |facility: &Value| symbol(facility, "records-linkage", "2026-12-01");
    let mut clinic = clinic_of_2026("medical-clinic");
    assert_eq!(of(&clinic).as_deref(), Some("外医ＤＸ３"));
    assert_eq!(of(&clinic_of_2026("dental-clinic")).as_deref(), Some("歯医ＤＸ２"));
    clinic["facts"]["online-claims"] = json!(null);
    assert_eq!(of(&clinic), None, "which level it will be is not known");
    clinic["facts"]["online-claims"] = json!(false);
    assert_eq!(of(&clinic), None, "no level is reached");
}

#[test]
fn a_symbol_of_all_levels_is_told_whatever_is_reached() {
    let pharmacy = json!({ "type": "pharmacy" });
    assert_eq!(symbol(&pharmacy, "medical-dx-promotion", "2025-05-01").as_deref(), Some("薬ＤＸ"));
    let without_claims = json!({ "type": "pharmacy", "facts": { "online-claims": false } });
    assert_eq!(symbol(&without_claims, "records-linkage", "2026-06-01").as_deref(), Some("薬ＤＸ"));
}

#[test]
fn without_a_filing_there_is_no_symbol() {
    assert_eq!(symbol(&json!({ "type": "pharmacy" }), "medical-information-acquisition", "2025-05-01"), None);
}

#[test]
fn the_rules_name_each_symbol_with_its_levels_and_days_and_how_sure_it_is() {
    let rules = Ruleset::built_in();
    let mut lines = Vec::new();
    for add_on in rules.add_ons() {
        for schedule in &add_on.schedules {
            for known in &schedule.symbols {
                let levels = known.levels.as_ref().map_or("all".to_owned(), |levels| levels.join(" "));
                let until = known.until.map_or(String::new(), |until| until.to_string());
                let basis = known.citations.iter().map(|cite| cite.basis.id()).collect::<Vec<_>>().join(" ");
                let (id, of) = (add_on.id, schedule.schedule);
                lines.push(format!("{id} {of} {levels} {} {}..{until} {basis}", known.symbol, known.from));
            }
        }
    }
    assert_eq!(
        lines,
        [
            "medical-dx-promotion medical all 医療ＤＸ 2024-06-01..2026-05-31 excerpt",
            "medical-dx-promotion dental all 医療ＤＸ 2024-06-01..2026-05-31 excerpt",
            "medical-dx-promotion dispensing all 薬ＤＸ 2024-06-01..2026-05-31 inferred",
            "home-care-dx medical all 在宅ＤＸ 2024-06-01.. excerpt",
            "home-care-dx dental all 在宅ＤＸ 2024-06-01.. excerpt",
            "visiting-nursing-dx medical all 訪看ＤＸ 2024-06-01..2026-05-31 inferred",
            "visiting-nursing-dx medical all 訪看ＤＸ 2026-06-01.. excerpt",
            "visiting-nursing-dx visiting-nursing all 訪看35 2024-06-01.. secondary",
            "records-linkage medical 1 外医ＤＸ１ 2026-06-01.. excerpt",
            "records-linkage medical 2 外医ＤＸ２ 2026-06-01.. excerpt",
            "records-linkage medical 3 外医ＤＸ３ 2026-06-01.. excerpt",
            "records-linkage dental 1 歯医ＤＸ１ 2026-06-01.. excerpt",
            "records-linkage dental 2 歯医ＤＸ２ 2026-06-01.. excerpt",
            "records-linkage dispensing all 薬ＤＸ 2026-06-01.. excerpt",
            "records-linkage-inpatient medical 1 入医ＤＸ１ 2026-06-01.. excerpt",
            "records-linkage-inpatient medical 2 入医ＤＸ２ 2026-06-01.. excerpt",
            "remote-e-prescription medical all 遠電 2026-06-01.. excerpt",
            "emergency-information medical all 救医情 2026-06-01.. excerpt",
        ]
    );
}
