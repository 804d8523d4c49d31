//! The cases beside the rules, run natively: for each a facility and a day, and what the law says of them.

use std::collections::BTreeMap;
use std::path::Path;

use dx_kasan::{AddOnAssessment, Day, Facility, Options, Ruleset, evaluate, outlook, remedies, timeline};
use dx_kasan_rules::author::{Case, read_cases};
use serde_json::{Value, json};

fn cases() -> Vec<Case> {
    read_cases(Path::new("rules")).unwrap_or_else(|failure| panic!("{failure}"))
}

#[test]
fn every_case_beside_the_rules_comes_out_as_the_law_says() {
    let cases = cases();
    assert!(cases.len() >= 150, "only {} cases were found", cases.len());
    let wrong: Vec<String> = cases.iter().filter_map(|case| differences(case).err()).collect();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// For builds that read no TOML: each case, and as text the answer that they have to give byte for byte. Written where
/// `CASES_JSON` says, which `cargo xtask test` sets.
#[test]
fn the_answers_to_all_cases_are_told_to_the_other_builds() {
    let rules = Ruleset::built_in();
    let with_answer = cases().into_iter().map(|case| {
        let facility = Facility::from_json(rules, &case.facility.to_string()).unwrap();
        let answer = serde_json::to_string(&evaluate(rules, &facility, Day::parse(&case.date).unwrap())).unwrap();
        let mut entry = json!(case);
        entry["answer"] = json!(answer);
        // What is said of days to come is long: its sum is told.
        let day = Day::parse(&case.date).unwrap();
        let until = day.month().plus(18).last_day();
        let all = Options::default();
        let ahead = [
            serde_json::to_string(&outlook(rules, &facility, day, &all)).unwrap(),
            serde_json::to_string(&remedies(rules, &facility, day, &all)).unwrap(),
            serde_json::to_string(&timeline(rules, &facility, day, until, &all).unwrap()).unwrap(),
        ];
        entry["until"] = json!(until);
        entry["ahead"] = json!(dx_kasan_rules::blob::sha256(ahead.join("\n").as_bytes()));
        entry
    });
    let all = serde_json::to_string(&with_answer.collect::<Vec<Value>>()).unwrap();
    assert!(!all.contains(r#"{\"$\":"#), "a native answer refers to a constant");
    if let Some(path) = std::env::var_os("CASES_JSON") {
        std::fs::write(path, all).unwrap();
    }
}

#[test]
fn no_two_cases_have_one_name() {
    let mut names: Vec<String> = cases().into_iter().map(|case| case.name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

fn differences(case: &Case) -> Result<(), String> {
    let rules = Ruleset::built_in();
    let named = |what: String| format!("{} ({}): {what}", case.name, case.date);
    let facility = Facility::from_json(rules, &case.facility.to_string()).map_err(|error| named(error.to_string()))?;
    let day = Day::parse(&case.date).map_err(|error| named(error.to_string()))?;
    let answer = evaluate(rules, &facility, day);
    let add_on = answer.add_ons.iter().find(|add_on| add_on.id == case.add_on);
    let add_on = add_on.ok_or_else(|| named(format!("the answer has no {}", case.add_on)))?;
    let (expected, found) = (expected(&case.expect), found(add_on, &case.expect));
    if expected == found { Ok(()) } else { Err(named(format!("\n  expected {expected}\n  found    {found}"))) }
}

/// What a case expects, in the form of [`found`].
fn expected(expect: &Value) -> Value {
    let mut all = expect.clone();
    let map = all.as_object_mut().unwrap();
    map.entry("status").or_insert(json!("in-force"));
    for key in ["level", "amount"] {
        map.entry(key).or_insert(Value::Null);
    }
    for key in ["levels", "states"] {
        map.entry(key).or_insert(json!({}));
    }
    all
}

/// What an answer says of what a case expects.
fn found(add_on: &AddOnAssessment<'_>, expect: &Value) -> Value {
    let answer = serde_json::to_value(add_on).unwrap();
    let best = answer["levels"].as_array().unwrap().iter().find(|level| level["id"] == answer["best"]["level"]);
    let main_fee = best.and_then(|level| {
        let fees = level["fees"].as_array().unwrap();
        fees.iter().find(|fee| fee["service"] == main_service(add_on, fees) && fee["when"] != "with-card")
    });
    let mut states: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
    let mut levels = BTreeMap::new();
    for level in answer["levels"].as_array().unwrap() {
        let id = level["id"].as_str().unwrap().to_owned();
        for check in level["checks"].as_array().unwrap() {
            let requirement = check["requirement"].as_str().unwrap().to_owned();
            states.entry(requirement).or_default().insert(id.clone(), check["state"].clone());
        }
        levels.insert(id, level["verdict"].clone());
    }
    // A case names one state where all levels agree; it may also spell them out.
    let states: BTreeMap<String, Value> = states
        .into_iter()
        .map(|(requirement, by_level)| {
            let first = by_level.values().next().unwrap().clone();
            let agree = by_level.values().all(|state| *state == first);
            let spelt_out = expect["states"][&requirement].is_object();
            let value = if agree && !spelt_out { first } else { json!(by_level) };
            (requirement, value)
        })
        .collect();
    let mut found = json!({
        "status": answer["status"],
        "verdict": answer["verdict"],
        "level": answer["best"]["level"],
        "amount": main_fee.map_or(Value::Null, |fee| fee["amount"].clone()),
        "levels": levels,
        "states": states,
    });
    if expect.get("symbol").is_some() {
        found["symbol"] = json!(answer["filing"]["symbol"].as_str().unwrap_or("none"));
    }
    if expect.get("range").is_some() {
        let named = |end: &str| answer["range"][end].as_str().unwrap_or("none").to_owned();
        found["range"] = json!({ "worst": named("worst"), "best": named("best") });
    }
    found
}

fn main_service(add_on: &AddOnAssessment<'_>, fees: &[Value]) -> String {
    let rules = Ruleset::built_in();
    let described = rules.add_ons().into_iter().find(|known| known.id == add_on.id).unwrap();
    let services: Vec<String> = described.schedules.iter().map(|life| life.main_service.id().to_owned()).collect();
    services.into_iter().find(|service| fees.iter().any(|fee| fee["service"] == *service)).unwrap()
}
