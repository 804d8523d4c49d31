//! Receipts are derived again byte for byte or refused, and rules can be asked by what was known on a day.

use dx_kasan::{Day, Facility, Ruleset, Status, Verdict, evaluate, receipt, verify};
use dx_kasan_rules::model::Arm;
use serde_json::{Value, json};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn clinic() -> Value {
    json!({
        "type": "medical-clinic",
        "facts": { "consultation": { "since": "2025-01-01" }, "under-six-share": null },
        "usage": [{ "month": "2025-07", "users": 453, "receipts": 1000 }]
    })
}

fn given(date: &str, known_at: Option<&str>) -> String {
    receipt(Ruleset::built_in(), &clinic().to_string(), day(date), known_at.map(day)).unwrap()
}

/// The code, the path and the message.
fn refused(receipt: &str) -> (String, String, String) {
    let error = verify(Ruleset::built_in(), receipt).unwrap_err();
    (error.code().id().to_owned(), error.path().to_owned(), error.to_string())
}

#[test]
fn a_receipt_holds_its_input_its_digest_the_versions_and_the_whole_answer() {
    let text = given("2025-10-01", None);
    let receipt: Value = serde_json::from_str(&text).unwrap();
    let rules = Ruleset::built_in();
    assert_eq!(receipt["input"], json!({ "date": "2025-10-01", "facility": clinic() }));
    assert_eq!(receipt["engine"], env!("CARGO_PKG_VERSION"));
    let of = json!({ "checkedTo": rules.info().checked_to, "sha256": rules.sha256(), "version": rules.version() });
    assert_eq!(receipt["ruleset"], of);
    let facility = Facility::from_json(rules, &clinic().to_string()).unwrap();
    assert_eq!(receipt["answer"], serde_json::to_value(evaluate(rules, &facility, day("2025-10-01"))).unwrap());
    // Its own sha256, as `sha256sum` gives it for the text below.
    let input = r#"{"date":"2026-06-01","facility":{"type":"pharmacy"}}"#;
    let other = dx_kasan::receipt(rules, r#"{ "type": "pharmacy" }"#, day("2026-06-01"), None).unwrap();
    assert!(
        other.contains(&format!(
            r#""input":{input},"inputSha256":"9642ec103f0db3a1ec31e691504fe95a4ca593778033b0a4b648e9500a1b0cba""#
        )),
        "{other}"
    );
}

#[test]
fn a_receipt_is_canonical() {
    // A map of serde_json is in the order of its keys, and these are plain ASCII.
    let text = given("2025-10-01", Some("2025-09-01"));
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap().to_string(), text);
    // Whatever the order and the blanks of the input.
    let rules = Ruleset::built_in();
    let of = |facility: &str| receipt(rules, facility, day("2026-06-01"), None).unwrap();
    let written = r#"{"facts":{"online-claims":true,"consultation":false},"type":"pharmacy"}"#;
    let otherwise = "{ \"type\": \"pharmacy\",\n \"facts\": { \"consultation\": false, \"online-claims\": true } }";
    assert_eq!(of(written), of(otherwise));
}

#[test]
fn a_receipt_is_verified_by_an_engine_that_answers_by_reference_too() {
    let text = given("2025-10-01", None);
    verify(Ruleset::built_in(), &text).unwrap();
    verify(&rebuilt().by_reference(), &text).unwrap();
    verify(Ruleset::built_in(), &given("2025-10-01", Some("2025-04-10"))).unwrap();
}

fn rebuilt() -> Ruleset {
    let compiled = dx_kasan_rules::author::compile_folder(std::path::Path::new("rules")).unwrap();
    Ruleset::read(&compiled.document).unwrap()
}

#[test]
fn what_was_changed_in_a_receipt_is_noticed() {
    let text = given("2025-10-01", None);
    let changed = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        refused(&text.replacen(from, to, 1))
    };
    let message = "the receipt is not what its input comes to: something in it was changed";
    let at = |path: &str| ("bad-receipt".to_owned(), path.to_owned(), message.to_owned());
    assert_eq!(changed(r#""verdict":"undetermined""#, r#""verdict":"qualifies""#), at("receipt.answer"));
    assert_eq!(changed(r#""users":453"#, r#""users":454"#), at("receipt.inputSha256"));
    assert_eq!(changed(r#","engine""#, r#", "engine""#), at("receipt.answer"));
    assert_eq!(changed(r#""inputSha256":""#, r#""inputSha256":"0"#), at("receipt.inputSha256"));
}

#[test]
fn a_receipt_of_another_version_or_another_ruleset_is_named_as_one() {
    let text = given("2025-10-01", None);
    let rules = Ruleset::built_in();
    let own = format!(r#""engine":"{}""#, env!("CARGO_PKG_VERSION"));
    let (code, path, message) = refused(&text.replace(&own, r#""engine":"9.0.0""#));
    assert_eq!((code.as_str(), path.as_str()), ("bad-receipt", "receipt.engine"));
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        message,
        format!("the receipt was made with the engine `9.0.0`, and only that can verify it; this is `{version}`")
    );
    let (code, path, message) = refused(&text.replace(rules.sha256(), "abc"));
    assert_eq!((code.as_str(), path.as_str()), ("bad-receipt", "receipt.ruleset.sha256"));
    let own = rules.sha256();
    assert_eq!(
        message,
        format!("the receipt was made with the ruleset `abc`, and only that can verify it; this is `{own}`")
    );
}

#[test]
fn what_is_no_receipt_is_refused_at_its_path() {
    let code = |text: &str| {
        let (code, path, _) = refused(text);
        (code, path)
    };
    let is = |code: &str, path: &str| (code.to_owned(), path.to_owned());
    assert_eq!(code("no JSON"), is("wrong-type", ""));
    assert_eq!(code("[]"), is("wrong-type", "receipt"));
    assert_eq!(code("{}"), is("incomplete", "receipt"));
    assert_eq!(code(r#"{"anwser":{}}"#), is("unknown-key", "receipt.anwser"));
}

// Knowledge time

/// The verdict and the status of an add-on on a day, by what was known on another.
fn known(add_on: &str, facility: &Value, date: &str, known_at: &str) -> (Verdict, Status) {
    let rules = Ruleset::built_in().known_at(day(known_at));
    let facility = Facility::from_json(&rules, &facility.to_string()).unwrap();
    let answer = evaluate(&rules, &facility, day(date));
    assert_eq!(answer.known_at, Some(day(known_at)));
    let answer = answer.add_ons.iter().find(|answer| answer.id == add_on).unwrap();
    (answer.verdict, answer.status)
}

#[test]
fn rates_of_october_2025_were_known_from_the_day_they_were_decided() {
    let at = |known_at: &str| known("medical-dx-promotion", &clinic(), "2025-10-01", known_at);
    assert_eq!(at("2025-07-22"), (Verdict::NotPublished, Status::NotPublished));
    assert_eq!(at("2025-07-23"), (Verdict::Undetermined, Status::InForce));
}

#[test]
fn the_add_on_of_june_2026_was_unknown_before_its_notice_and_so_was_the_end_of_the_one_before() {
    let at = |add_on: &str, known_at: &str| known(add_on, &clinic(), "2026-06-01", known_at);
    for add_on in ["medical-dx-promotion", "records-linkage"] {
        assert_eq!(at(add_on, "2026-03-04"), (Verdict::NotPublished, Status::NotPublished), "{add_on}");
    }
    assert_eq!(at("medical-dx-promotion", "2026-03-05"), (Verdict::NotInForce, Status::Ended));
}

#[test]
fn law_in_force_was_published_even_where_only_a_later_document_is_cited() {
    let at = |date: &str, known_at: &str| known("medical-dx-promotion", &clinic(), date, known_at).0;
    assert_eq!(at("2024-06-01", "2024-03-04"), Verdict::NotPublished);
    assert_ne!(at("2024-06-01", "2024-06-01"), Verdict::NotPublished);
    assert_ne!(at("2024-12-01", "2024-09-30"), Verdict::NotPublished);
}

/// The correction for home care was answered on 2025-04-25 (疑義解釈その24), for claims from 2025-04-01 on.
#[test]
fn a_correction_that_reaches_back_counts_from_the_day_it_was_published() {
    let clinic = json!({
        "type": "medical-clinic",
        "usage": [{ "month": "2025-01", "users": 400, "receipts": 1000, "homeCareClaims": 100 }]
    });
    let observed = |known_at: &str| {
        let rules = Ruleset::built_in().known_at(day(known_at));
        let facility = Facility::from_json(&rules, &clinic.to_string()).unwrap();
        let answer = evaluate(&rules, &facility, day("2025-04-10"));
        let promotion = answer.add_ons.iter().find(|add_on| add_on.id == "medical-dx-promotion").unwrap();
        promotion.requirements.iter().find_map(|requirement| requirement.observed.clone()).unwrap().rate
    };
    assert_eq!(observed("2025-04-24"), "40.00%");
    assert_eq!(observed("2025-04-25"), "50.00%");
}

#[test]
fn nothing_issued_later_is_cited_where_something_else_is() {
    let later = day("2026-04-20");
    let rules = Ruleset::built_in().known_at(day("2026-04-10"));
    let facility = Facility::from_json(&rules, r#"{ "type": "medical-clinic" }"#).unwrap();
    let answer = serde_json::to_value(evaluate(&rules, &facility, day("2026-06-01"))).unwrap().to_string();
    let cited_later = |source: &dx_kasan_rules::model::Source| {
        let issued = source.issued.and_then(|issued| Day::parse(rules.model().str(issued)).ok());
        issued.is_some_and(|issued| later <= issued) && answer.contains(rules.model().str(source.id))
    };
    let cited: Vec<_> = rules.model().sources.iter().filter(|source| cited_later(source)).collect();
    assert!(cited.is_empty(), "{cited:?}");
}

/// Whoever asks by what is known today gets the answer of today.
#[test]
fn by_what_is_known_last_every_answer_is_the_ordinary_one() {
    let rules = Ruleset::built_in();
    let last = rules.known_at(day("2026-11-01"));
    for of_type in ["medical-clinic", "dental-clinic", "pharmacy", "visiting-nursing-station", "hospital"] {
        let facility = Facility::from_json(rules, &json!({ "type": of_type }).to_string()).unwrap();
        for date in ["2024-06-01", "2024-12-31", "2025-04-01", "2026-03-01", "2026-07-01"] {
            let mut by_last = serde_json::to_value(evaluate(&last, &facility, day(date))).unwrap();
            assert_eq!(by_last.as_object_mut().unwrap().remove("knownAt"), Some(json!("2026-11-01")));
            assert_eq!(
                by_last,
                serde_json::to_value(evaluate(rules, &facility, day(date))).unwrap(),
                "{of_type} {date}"
            );
        }
    }
}

/// What reaches back is a handful, and each of them was looked at: the answer of a Q&A that says from when it counts.
#[test]
fn only_the_corrections_for_home_care_reach_back() {
    let model = Ruleset::built_in().model();
    let mut reach_back = Vec::new();
    model.arms(&mut |arm: &Arm| {
        if arm.from < model.published(arm) {
            let cited = arm.cites.iter().map(|cite| model.str(model.sources[usize::from(cite.source)].id));
            let cited: std::collections::BTreeSet<_> = cited.collect();
            reach_back.push(format!("{} {} {cited:?}", arm.from, model.published(arm)));
        }
    });
    assert_eq!(reach_back, [r#"2025-04-01 2025-04-25 {"gigi-24-r7-04-25"}"#; 3]);
}
