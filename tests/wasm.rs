//! The boundary to JavaScript, from inside the wasm: texts in and out, errors among them, and references that can be resolved. `cargo xtask test wasm-node wasm-chromium` runs it.

#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use dx_kasan::{Day, Facility, Ruleset, Visit, Volume, wasm};
use dx_kasan_rules::{blob, load, marked};
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test as test;

const BUILT_IN: u32 = 0;
const NONE: &str = "{}";
const DAY: &str = r#""2025-10-01""#;
const CLINIC: &str = r#"{
    "type": "medical-clinic",
    "facts": { "online-claims": true, "online-eligibility": true, "e-prescription": false },
    "usage": [{ "month": "2025-07", "users": 453, "receipts": 1000 }, { "month": "2025-06", "rate": "44.9%" }],
    "filings": { "medical-dx-promotion": "2025-04-01" }
}"#;

/// A ruleset with an add-on `example`, as a page would hand it in.
const OTHER_RULES: &str = include_str!("fixtures/small-ruleset.json");

/// What crossed the boundary as an error, as JSON.
#[track_caller]
fn thrown<T: std::fmt::Debug>(result: Result<T, JsValue>) -> Value {
    let thrown = result.unwrap_err();
    serde_json::from_str(&thrown.as_string().unwrap()).unwrap()
}

#[track_caller]
fn code_and_path<T: std::fmt::Debug>(result: Result<T, JsValue>) -> (String, String) {
    let error = thrown(result);
    (error["code"].as_str().unwrap().to_owned(), error["path"].as_str().unwrap().to_owned())
}

fn pair(code: &str, path: &str) -> (String, String) {
    (code.to_owned(), path.to_owned())
}

fn facility(facility: &str) -> Result<String, JsValue> {
    wasm::evaluate(BUILT_IN, facility, DAY, NONE)
}

/// Constants in the place of the references to them.
fn resolved(rules: u32, value: Value) -> Value {
    let constant = |number: &Value| {
        let number = u32::try_from(number.as_u64().unwrap()).unwrap();
        let list: Value = serde_json::from_str(&wasm::constants(rules, &[number]).unwrap()).unwrap();
        resolved(rules, list[0].clone())
    };
    match value {
        Value::Object(map) if map.len() == 1 && map.contains_key("$") => match &map["$"] {
            Value::Array(numbers) => numbers.iter().map(constant).collect(),
            number => constant(number),
        },
        Value::Object(map) => map.into_iter().map(|(key, value)| (key, resolved(rules, value))).collect(),
        Value::Array(items) => items.into_iter().map(|item| resolved(rules, item)).collect(),
        other => other,
    }
}

/// Hands a ruleset in as the package does: compiled, or as what is wrong with it.
fn load_rules(rules: &str) -> Result<u32, JsValue> {
    let node = marked::read(rules).unwrap();
    match load::load(&node) {
        Ok(loaded) => wasm::open_rules(&blob::encode_named(&loaded.model)),
        Err(findings) => wasm::refuse_rules(&findings[0].place.path, &findings[0].sentence()),
    }
}

#[test]
fn an_answer_is_the_engines_once_its_constants_are_put_in() {
    let answer: Value = serde_json::from_str(&facility(CLINIC).unwrap()).unwrap();
    let rules = Ruleset::built_in();
    let clinic = Facility::from_json(rules, CLINIC).unwrap();
    let whole = dx_kasan::evaluate(rules, &clinic, Day::parse("2025-10-01").unwrap());
    assert_eq!(resolved(BUILT_IN, answer.clone()), serde_json::to_value(&whole).unwrap());
    assert!(answer.to_string().contains(r#"{"$":"#));
}

#[test]
fn constants_come_in_the_order_in_which_they_are_asked_for() {
    let list =
        |numbers: &[u32]| serde_json::from_str::<Vec<Value>>(&wasm::constants(BUILT_IN, numbers).unwrap()).unwrap();
    let (zero, one) = (list(&[0]).remove(0), list(&[1]).remove(0));
    assert_ne!(zero, one);
    assert_eq!(list(&[1, 0, 1]), [one.clone(), zero, one]);
    assert!(list(&[]).is_empty());
}

#[test]
fn a_constant_that_does_not_exist_is_an_internal_error() {
    assert_eq!(code_and_path(wasm::constants(BUILT_IN, &[0, u32::MAX])), pair("internal", ""));
}

#[test]
fn an_error_is_the_text_of_an_object_with_five_fields() {
    let error = facility(r#"{ "type": "medical-clinic", "usag": [] }"#).unwrap_err();
    assert_eq!(
        thrown::<String>(Err(error)),
        json!({
            "code": "unknown-key",
            "path": "usag",
            "params": { "key": "usag", "nearest": "usage" },
            "message": "unknown key `usag`; did you mean `usage`?",
            "messageJa": "「usag」という項目はありません。「usage」のことですか。",
        })
    );
}

#[test]
fn every_argument_is_named_in_its_errors() {
    assert_eq!(code_and_path(wasm::evaluate(BUILT_IN, "[]", DAY, NONE)), pair("wrong-type", ""));
    assert_eq!(code_and_path(wasm::evaluate(BUILT_IN, CLINIC, "20251001", NONE)), pair("wrong-type", "date"));
    assert_eq!(code_and_path(wasm::evaluate(BUILT_IN, CLINIC, r#""2025-02-30""#, NONE)), pair("bad-date", "date"));
    assert_eq!(code_and_path(wasm::evaluate(BUILT_IN, CLINIC, DAY, "[]")), pair("wrong-type", "options"));
    let months = r#"{ "months": 12 }"#;
    assert_eq!(code_and_path(wasm::evaluate(BUILT_IN, CLINIC, DAY, months)), pair("unknown-key", "options.months"));
}

#[test]
fn no_options_and_null_are_the_same() {
    assert_eq!(wasm::evaluate(BUILT_IN, CLINIC, DAY, "null").unwrap(), facility(CLINIC).unwrap());
}

#[test]
fn what_json_cannot_say_arrives_by_its_name() {
    let beds = |marker: &str| {
        let facility_with = json!({ "type": "hospital", "beds": format!("\0{marker}") }).to_string();
        let error = thrown(facility(&facility_with));
        assert_eq!(error["path"], "beds");
        (error["code"].as_str().unwrap().to_owned(), error["message"].as_str().unwrap().to_owned())
    };
    for name in ["NaN", "Infinity", "-Infinity"] {
        assert_eq!(beds(name), pair("not-a-number", &format!("`{name}` is not a number")));
    }
    for (marker, found) in [
        ("bigint", "a BigInt"),
        ("function", "a function"),
        ("symbol", "a symbol"),
        ("undefined", "undefined"),
        ("Date", "a Date"),
        ("Map", "a Map"),
        ("object", "an object that is not plain data"),
        ("getter", "a property that threw when it was read"),
        ("deep", "a value nested too deeply"),
        ("long", "a value that is too large"),
        ("text", "a text with a control character"),
        ("something new", "an object that is not plain data"),
    ] {
        assert_eq!(beds(marker), pair("wrong-type", &format!("expected a whole number, found {found}")));
    }
}

#[test]
fn a_mark_is_seen_at_every_depth() {
    let deep = json!({ "type": "hospital", "usage": [{ "month": "2025-07", "users": "\0NaN", "receipts": 1 }] });
    assert_eq!(code_and_path(facility(&deep.to_string())), pair("not-a-number", "usage[0].users"));
}

#[test]
fn a_wire_that_is_no_json_is_refused() {
    assert_eq!(code_and_path(facility("{")), pair("wrong-type", ""));
    assert_eq!(code_and_path(facility("")), pair("wrong-type", ""));
}

#[test]
fn after_an_error_the_next_call_works() {
    let undisturbed = facility(CLINIC).unwrap();
    for wrong in ["{", "[]", "{}", r#"{ "type": "hospital", "beds": "\u0000NaN" }"#] {
        assert!(facility(wrong).is_err());
        assert_eq!(facility(CLINIC).unwrap(), undisturbed);
    }
    assert!(load_rules("{}").is_err());
    assert!(wasm::parse_date("{").is_err());
    assert_eq!(facility(CLINIC).unwrap(), undisturbed);
}

#[test]
fn a_ruleset_that_is_handed_in_has_a_handle_of_its_own() {
    let handle = load_rules(OTHER_RULES).unwrap();
    assert_ne!(handle, BUILT_IN);
    let info: Value = serde_json::from_str(&wasm::rules_info(handle).unwrap()).unwrap();
    let built_in: Value = serde_json::from_str(&wasm::rules_info(BUILT_IN).unwrap()).unwrap();
    assert_eq!(built_in["sha256"], Ruleset::built_in().sha256());
    assert_ne!(info["sha256"], built_in["sha256"]);

    let answer = wasm::evaluate(handle, r#"{ "type": "medical-clinic" }"#, DAY, NONE).unwrap();
    let answer = resolved(handle, serde_json::from_str(&answer).unwrap());
    assert_eq!(answer["ruleset"]["sha256"], info["sha256"]);
    let ids: Vec<&Value> = answer["addOns"].as_array().unwrap().iter().map(|add_on| &add_on["id"]).collect();
    assert!(ids.contains(&&json!("example")), "{ids:?}");
}

#[test]
fn the_same_ruleset_has_the_same_handle() {
    let handle = load_rules(OTHER_RULES).unwrap();
    assert_eq!(load_rules(OTHER_RULES).unwrap(), handle);
    let reordered = serde_json::from_str::<Value>(OTHER_RULES).unwrap().to_string();
    assert_eq!(load_rules(&reordered).unwrap(), handle);
    let mut changed: Value = serde_json::from_str(OTHER_RULES).unwrap();
    changed["version"] = json!("1.2.3");
    assert_ne!(load_rules(&changed.to_string()).unwrap(), handle);
}

#[test]
fn bytes_that_are_no_compiled_ruleset_are_refused() {
    let node = marked::read(OTHER_RULES).unwrap();
    let bytes = blob::encode_named(&load::load(&node).unwrap().model);
    for wrong in [&bytes[..0], &bytes[..64], &bytes[1..], &bytes[..bytes.len() - 1], &[0xFF; 100]] {
        assert_eq!(code_and_path(wasm::open_rules(wrong)), pair("bad-ruleset", ""));
    }
}

#[test]
fn a_ruleset_that_is_refused_says_where() {
    assert_eq!(code_and_path(load_rules("[]")), pair("bad-ruleset", ""));
    let mut changed: Value = serde_json::from_str(OTHER_RULES).unwrap();
    changed["add-on"][0]["id"] = json!(7);
    assert_eq!(code_and_path(load_rules(&changed.to_string())), pair("bad-ruleset", "add-on[0].id"));
}

#[test]
fn a_handle_that_nobody_was_given_is_refused() {
    assert_eq!(code_and_path(wasm::evaluate(4711, CLINIC, DAY, NONE)), pair("internal", ""));
    assert_eq!(code_and_path(wasm::facts(4711)), pair("internal", ""));
}

#[test]
fn dates_and_rates_of_people_are_read() {
    assert_eq!(wasm::parse_date(r#""令和７年１０月１日""#).unwrap(), "2025-10-01");
    assert_eq!(wasm::parse_rate(r#""４５．３％""#).unwrap(), "45.3%");
    assert_eq!(code_and_path(wasm::parse_date(r#""tomorrow""#)), pair("bad-date", ""));
    assert_eq!(code_and_path(wasm::parse_rate("45.3")), pair("wrong-type", ""));
    assert_eq!(code_and_path(wasm::parse_date(r#""\u0000Date""#)), pair("wrong-type", ""));
}

#[test]
fn the_tables_of_the_rules_are_the_engines() {
    let rules = Ruleset::built_in();
    assert_eq!(wasm::add_ons(BUILT_IN).unwrap(), serde_json::to_string(&rules.add_ons()).unwrap());
    assert_eq!(wasm::facts(BUILT_IN).unwrap(), serde_json::to_string(&rules.facts()).unwrap());
    assert_eq!(wasm::sources(BUILT_IN).unwrap(), serde_json::to_string(&rules.sources()).unwrap());
    assert_eq!(wasm::readings(BUILT_IN).unwrap(), serde_json::to_string(&rules.readings()).unwrap());
    assert_eq!(wasm::rules_info(BUILT_IN).unwrap(), serde_json::to_string(&rules.info()).unwrap());
}

#[test]
fn a_claim_is_the_engines_once_its_constants_are_put_in() {
    let visits = r#"[
        { "date": "2025-10-06", "service": "revisit" }, { "date": "2025-10-20", "service": "initial-visit", "card": true }
    ]"#;
    let answer: Value = serde_json::from_str(&wasm::claim(BUILT_IN, CLINIC, visits, NONE).unwrap()).unwrap();
    let rules = Ruleset::built_in();
    let clinic = Facility::from_json(rules, CLINIC).unwrap();
    let whole = dx_kasan::claim(rules, &clinic, &Visit::list_from_json(rules, &clinic, visits).unwrap());
    assert_eq!(resolved(BUILT_IN, answer.clone()), serde_json::to_value(&whole).unwrap());
    assert!(answer["lines"][0]["citations"]["$"].is_number());
}

#[test]
fn a_projection_is_the_engines_once_its_constants_are_put_in() {
    let volume = r#"{ "from": "2025-10", "until": "2026-06", "patients": { "initial-visit": 12, "revisit": 80 } }"#;
    let answer: Value = serde_json::from_str(&wasm::project(BUILT_IN, CLINIC, volume, NONE).unwrap()).unwrap();
    let rules = Ruleset::built_in();
    let clinic = Facility::from_json(rules, CLINIC).unwrap();
    let whole = dx_kasan::project(rules, &clinic, &Volume::from_json(rules, &clinic, volume).unwrap());
    assert_eq!(resolved(BUILT_IN, answer), serde_json::to_value(&whole).unwrap());
}

#[test]
fn visits_and_volumes_are_named_in_their_errors() {
    assert_eq!(code_and_path(wasm::claim(BUILT_IN, CLINIC, "{}", NONE)), pair("wrong-type", "visits"));
    let card = r#"[{ "date": "2025-10-06", "service": "revisit", "card": 1 }]"#;
    assert_eq!(code_and_path(wasm::claim(BUILT_IN, CLINIC, card, NONE)), pair("wrong-type", "visits[0].card"));
    assert_eq!(code_and_path(wasm::claim(BUILT_IN, CLINIC, "[]", r#"{ "x": 1 }"#)), pair("unknown-key", "options.x"));
    assert_eq!(code_and_path(wasm::project(BUILT_IN, CLINIC, "[]", NONE)), pair("wrong-type", "volume"));
}
