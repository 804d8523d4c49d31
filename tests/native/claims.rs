//! The claim cases beside the rules, run natively: for each a facility and a patient's visits, and line by line what the law says
//! of them.

use std::path::Path;

use dx_kasan::{Facility, Ruleset, Visit, claim};
use dx_kasan_rules::author::{ClaimCase, read_claim_cases};
use serde_json::{Value, json};

fn cases() -> Vec<ClaimCase> {
    read_claim_cases(Path::new("rules")).unwrap_or_else(|failure| panic!("{failure}"))
}

fn answer(facility: &Value, visits: &Value) -> String {
    let rules = Ruleset::built_in();
    let facility = Facility::from_json(rules, &facility.to_string()).unwrap();
    let visits = Visit::list_from_json(rules, &facility, &visits.to_string()).unwrap();
    serde_json::to_string(&claim(rules, &facility, &visits)).unwrap()
}

#[test]
fn every_claim_case_comes_out_as_the_law_says() {
    let cases = cases();
    assert!(cases.len() >= 80, "only {} cases were found", cases.len());
    let wrong: Vec<String> = cases.iter().filter_map(|case| differences(case).err()).collect();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn every_example_of_the_reference_is_a_case() {
    let cases = cases();
    for number in 1..=24 {
        assert!(cases.iter().any(|case| case.name.starts_with(&format!("e{number}_"))), "E{number}");
    }
}

#[test]
fn no_two_claim_cases_have_one_name() {
    let mut names: Vec<String> = cases().into_iter().map(|case| case.name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn every_reason_is_given_in_some_case() {
    let cases = cases();
    let reasons = [
        "claimed",
        "not-qualified",
        "undetermined",
        "not-filed",
        "filing-unknown",
        "second-department",
        "telephone",
        "frequency",
        "excluded",
    ];
    for reason in reasons {
        let given = |case: &ClaimCase| case.lines.as_array().unwrap().iter().any(|line| line["reason"] == reason);
        assert!(cases.iter().any(given), "{reason}");
    }
}

/// For builds that read no TOML: each case, and as text the answer that they have to give byte for byte. Written where
/// `CLAIMS_JSON` says, which `cargo xtask test` sets.
#[test]
fn the_answers_to_all_claim_cases_are_told_to_the_other_builds() {
    let with_answer = cases().into_iter().map(|case| {
        let mut entry = json!(case);
        entry["answer"] = json!(answer(&case.facility, &case.visits));
        entry
    });
    let all = serde_json::to_string(&with_answer.collect::<Vec<Value>>()).unwrap();
    if let Some(path) = std::env::var_os("CLAIMS_JSON") {
        std::fs::write(path, all).unwrap();
    }
}

fn differences(case: &ClaimCase) -> Result<(), String> {
    let answer: Value = serde_json::from_str(&answer(&case.facility, &case.visits)).unwrap();
    let expected = case.lines.as_array().unwrap();
    let mut found = answer["lines"].as_array().unwrap().clone();
    for (index, line) in found.iter_mut().enumerate() {
        let line = line.as_object_mut().unwrap();
        assert!(!line["citations"].as_array().unwrap().is_empty(), "{}: a line without a citation", case.name);
        line.remove("citations");
        // A case names codes by their digits.
        let codes = line["codes"].as_array().unwrap().iter().map(|code| code["code"].clone());
        line["codes"] = codes.collect();
        for said_where_it_matters in ["codes", "doubts", "status"] {
            if expected.get(index).is_none_or(|expected| expected.get(said_where_it_matters).is_none()) {
                line.remove(said_where_it_matters);
            }
        }
    }
    let (expected, found) = (json!([expected, case.total]), json!([found, answer["total"]]));
    if expected == found {
        return Ok(());
    }
    Err(format!("{}\n  expected\n{}\n  found\n{}", case.name, listed(&expected), listed(&found)))
}

fn listed(lines_and_total: &Value) -> String {
    let lines = lines_and_total[0].as_array().unwrap().iter().chain([&lines_and_total[1]]);
    lines.map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}
