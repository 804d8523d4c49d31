//! Visits as callers write them: what is taken, and what is refused, where and in which words.

use dx_kasan::{Error, Facility, Ruleset, Visit};
use serde_json::{Value, json};

fn read(facility: &Value, visits: &Value) -> Result<Vec<Visit>, Error> {
    let rules = Ruleset::built_in();
    let facility = Facility::from_json(rules, &facility.to_string())?;
    Visit::list_from_json(rules, &facility, &visits.to_string())
}

#[track_caller]
fn refused(facility: &Value, visits: &Value, code: &str, path: &str, message: &str, message_ja: &str) {
    let error = read(facility, visits).unwrap_err();
    let found = (error.code().id(), error.path(), error.to_string(), error.message_ja());
    assert_eq!(found, (code, path, message.to_owned(), message_ja.to_owned()));
}

fn clinic() -> Value {
    json!({ "type": "medical-clinic" })
}

fn good() -> Value {
    json!({ "date": "2025-10-01", "service": "initial-visit" })
}

/// The third visit of a list, with the value in place.
fn third(key: &str, value: Value) -> Value {
    let mut third = good();
    third[key] = value;
    json!([good(), good(), third])
}

#[test]
fn a_visit_is_read_as_it_is_written() {
    let written = json!([{ "date": "2025-10-01", "service": "revisit", "card": true, "referral": true, "secondDepartment": true, "telephone": true }]);
    let [visit] = read(&clinic(), &written).unwrap().try_into().unwrap();
    assert_eq!((visit.date.to_string().as_str(), visit.service.id()), ("2025-10-01", "revisit"));
    assert_eq!((visit.card, visit.referral, visit.second_department, visit.telephone), (true, true, true, true));
}

#[test]
fn what_is_left_out_or_null_is_false() {
    let plain = read(&clinic(), &json!([good()])).unwrap();
    let Visit { card, referral, second_department, telephone, .. } = plain[0];
    assert_eq!((card, referral, second_department, telephone), (false, false, false, false));
    assert_eq!(read(&clinic(), &third("card", Value::Null)).unwrap()[2], plain[0]);
}

#[test]
fn no_visits_are_visits_too() {
    assert_eq!(read(&clinic(), &json!([])).unwrap(), []);
}

#[test]
fn visits_are_a_list() {
    refused(
        &clinic(),
        &json!({ "2025-10-01": "initial-visit" }),
        "wrong-type",
        "visits",
        "expected an array, found an object",
        "値の種類が違います。一覧（配列）が必要です。",
    );
}

#[test]
fn a_card_is_there_or_not() {
    refused(
        &clinic(),
        &third("card", json!("yes")),
        "wrong-type",
        "visits[2].card",
        "expected `true` or `false`, found the text `yes`",
        "値の種類が違います。「true」か「false」が必要です。",
    );
    refused(
        &clinic(),
        &third("referral", json!(1)),
        "wrong-type",
        "visits[2].referral",
        "expected `true` or `false`, found the number `1`",
        "値の種類が違います。「true」か「false」が必要です。",
    );
    refused(
        &clinic(),
        &third("telephone", json!("video")),
        "wrong-type",
        "visits[2].telephone",
        "expected `true` or `false`, found the text `video`",
        "値の種類が違います。「true」か「false」が必要です。",
    );
}

#[test]
fn a_misspelt_key_is_not_passed_over() {
    refused(
        &clinic(),
        &third("referal", json!(true)),
        "unknown-key",
        "visits[2].referal",
        "unknown key `referal`; did you mean `referral`?",
        "「referal」という項目はありません。「referral」のことですか。",
    );
}

#[test]
fn a_day_before_the_first_rule_is_none_to_claim_on() {
    refused(
        &clinic(),
        &third("date", json!("2024-05-31")),
        "out-of-range",
        "visits[2].date",
        "2024-05-31 lies before 2024-06-01, with which the rules begin",
        "2024-05-31 は、ルールが始まる 2024-06-01 より前です。",
    );
    read(&clinic(), &third("date", json!("2024-06-01"))).unwrap();
}

#[test]
fn a_day_that_the_calendar_lacks_is_named() {
    refused(
        &clinic(),
        &third("date", json!("2025-02-30")),
        "bad-date",
        "visits[2].date",
        "`2025-02-30` is not a day of the calendar: day 30 is not in the required range of 1..=28",
        "「2025-02-30」は日付として読めません。30 日はありません。その月は 28 日までです。",
    );
}

#[test]
fn a_visit_needs_a_day_and_a_service() {
    refused(
        &clinic(),
        &json!([{ "service": "revisit" }]),
        "incomplete",
        "visits[0]",
        "the key `date` is missing",
        "「date」がありません。",
    );
    refused(
        &clinic(),
        &json!([{ "date": "2025-10-01" }]),
        "incomplete",
        "visits[0]",
        "the key `service` is missing",
        "「service」がありません。",
    );
}

#[test]
fn a_service_that_does_not_exist_is_answered_with_the_nearest() {
    refused(
        &clinic(),
        &third("service", json!("re-visit")),
        "unknown-id",
        "visits[2].service",
        "unknown service `re-visit`; did you mean `revisit`?",
        "「re-visit」はありません。「revisit」のことですか。",
    );
}

#[test]
fn a_service_of_another_schedule_does_not_apply() {
    refused(
        &json!({ "type": "pharmacy" }),
        &third("service", json!("initial-visit")),
        "not-applicable",
        "visits[0].service",
        "the schedule `dispensing` does not have the service `initial-visit`",
        "点数表「dispensing」に、「initial-visit」はありません。",
    );
    refused(
        &json!({ "type": "hospital", "schedule": "dental" }),
        &third("service", json!("admission")),
        "not-applicable",
        "visits[2].service",
        "the schedule `dental` does not have the service `admission`",
        "点数表「dental」に、「admission」はありません。",
    );
}
