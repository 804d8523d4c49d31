//! What a facility may say of itself, and in which words everything else is refused: every kind of error, word for word.

use dx_kasan::{Error, Facility, Ruleset, Schedule};
use dx_kasan_rules::node::{Entry, Foreign, Node, Value};
use serde_json::json;

fn read(json: &serde_json::Value) -> Result<Facility, Error> {
    Facility::from_json(Ruleset::built_in(), &json.to_string())
}

fn clinic(key: &str, value: serde_json::Value) -> serde_json::Value {
    json!({ "type": "medical-clinic", key: value })
}

fn month(entry: serde_json::Value) -> serde_json::Value {
    clinic("usage", json!([entry]))
}

fn fact(id: &str, value: serde_json::Value) -> serde_json::Value {
    clinic("facts", json!({ id: value }))
}

fn filing(add_on: &str, value: serde_json::Value) -> serde_json::Value {
    clinic("filings", json!({ add_on: value }))
}

#[track_caller]
fn accepts(json: &serde_json::Value) {
    assert_eq!(read(json).map(|_| ()), Ok(()), "{json}");
}

#[track_caller]
fn refuses(json: &serde_json::Value, code: &str, path: &str, english: &str, japanese: &str) {
    says(&read(json).expect_err(&json.to_string()), code, path, english, japanese);
}

#[track_caller]
fn says(error: &Error, code: &str, path: &str, english: &str, japanese: &str) {
    assert_eq!(error.code().id(), code);
    assert_eq!(error.path(), path);
    assert_eq!(error.to_string(), english);
    assert_eq!(error.message_ja(), japanese);
}

/// A value that only another language can hand in.
fn foreign(key: &'static str, value: Foreign) -> Node<'static> {
    let entry = |key: &'static str, value: Value<'static>| Entry {
        key: key.into(),
        key_span: Default::default(),
        node: Node { value, span: Default::default() },
    };
    let entries = vec![entry("type", Value::Text("hospital".into())), entry(key, Value::Foreign(value))];
    Node { value: Value::Table(entries), span: Default::default() }
}

// What is read

#[test]
fn a_type_is_enough() {
    for (facility_type, schedule) in [
        ("hospital", Schedule::Medical),
        ("medical-clinic", Schedule::Medical),
        ("dental-clinic", Schedule::Dental),
        ("pharmacy", Schedule::Dispensing),
        ("visiting-nursing-station", Schedule::VisitingNursing),
    ] {
        assert_eq!(read(&json!({ "type": facility_type })).unwrap().schedule(), schedule);
    }
}

#[test]
fn hospitals_and_clinics_bill_by_the_medical_or_the_dental_schedule() {
    for facility_type in ["hospital", "medical-clinic", "dental-clinic"] {
        for schedule in [Schedule::Medical, Schedule::Dental] {
            let facility = read(&json!({ "type": facility_type, "schedule": schedule.id() })).unwrap();
            assert_eq!(facility.schedule(), schedule);
        }
    }
}

#[test]
fn null_is_the_same_as_left_out() {
    let nothing = json!({
        "type": "hospital", "schedule": null, "prefecture": null, "beds": null, "facts": null, "usage": null, "filings": null
    });
    assert_eq!(read(&nothing), read(&json!({ "type": "hospital" })));
    let month = json!({ "month": "2025-07", "basis": null, "rate": "45%", "users": null, "homeCareClaims": null });
    assert_eq!(
        read(&clinic("usage", json!([month]))),
        read(&clinic("usage", json!([{ "month": "2025-07", "rate": "45%" }])))
    );
    assert_eq!(read(&fact("consultation", json!(null))), read(&json!({ "type": "medical-clinic" })));
}

#[test]
fn a_dated_fact_without_an_end_may_say_null() {
    let open = read(&fact("consultation", json!({ "since": "2025-10-01" })));
    assert_eq!(read(&fact("consultation", json!({ "since": "2025-10-01", "until": null }))), open);
}

#[test]
fn a_fact_may_hold_on_one_day_only() {
    accepts(&fact("consultation", json!({ "since": "2025-10-01", "until": "2025-10-01" })));
}

#[test]
fn a_ratio_is_counted_or_a_percentage() {
    let counted = read(&fact("under-six-share", json!({ "part": 310, "whole": 1000 }))).unwrap();
    assert_eq!(read(&fact("under-six-share", json!("31.0%"))), Ok(counted));
    accepts(&fact("under-six-share", json!({ "part": 0, "whole": 1 })));
    accepts(&fact("under-six-share", json!("100%")));
}

#[test]
fn a_filing_is_a_day_or_several_or_none() {
    let none = read(&filing("medical-dx-promotion", json!(null)));
    assert_eq!(read(&filing("medical-dx-promotion", json!([]))), none);
    let one = read(&filing("medical-dx-promotion", json!("2025-04-01")));
    assert_eq!(read(&filing("medical-dx-promotion", json!(["2025-04-01"]))), one);
    accepts(&filing("medical-dx-promotion", json!(["2024-06-01", "2025-04-01"])));
}

#[test]
fn a_filing_of_another_schedule_is_passed_over() {
    accepts(&json!({ "type": "pharmacy", "filings": { "home-care-dx": "2025-04-01" } }));
}

#[test]
fn a_number_may_be_written_as_javascript_writes_it() {
    let text =
        r#"{ "type": "hospital", "beds": 1e2, "usage": [{ "month": "2025-07", "users": 45.0, "receipts": 1e2 }] }"#;
    let plain =
        json!({ "type": "hospital", "beds": 100, "usage": [{ "month": "2025-07", "users": 45, "receipts": 100 }] });
    assert_eq!(Facility::from_json(Ruleset::built_in(), text), read(&plain));
}

#[test]
fn one_month_may_stand_on_both_bases() {
    let both = json!([{ "month": "2024-10", "rate": "10%" }, { "month": "2024-10", "basis": "checks", "rate": "15%" }]);
    accepts(&clinic("usage", both));
}

#[test]
fn receipts_may_stand_beside_a_rate() {
    accepts(&month(json!({ "month": "2025-01", "rate": "45%", "receipts": 100, "homeCareClaims": 3 })));
}

#[test]
fn a_month_without_receipts_has_no_rate_and_is_accepted() {
    accepts(&month(json!({ "month": "2025-01", "users": 0, "receipts": 0 })));
}

#[test]
fn a_rate_agrees_with_counts_that_round_or_cut_to_it() {
    for rate in ["45%", "45.3%", "45.33%", "45.333%"] {
        accepts(&month(json!({ "month": "2025-07", "users": 136, "receipts": 300, "rate": rate })));
    }
    for rate in ["66%", "67%", "66.6%", "66.7%"] {
        accepts(&month(json!({ "month": "2025-07", "users": 2, "receipts": 3, "rate": rate })));
    }
}

#[test]
fn correction_fields_that_cannot_apply_are_accepted() {
    accepts(&month(json!({ "month": "2026-07", "rate": "45%", "homeCareClaims": 3, "homeCareReceipts": 5 })));
}

#[test]
fn the_largest_counts_and_the_last_month_are_accepted() {
    accepts(&month(json!({ "month": "2199-12", "users": 1_000_000_000, "receipts": 1_000_000_000 })));
}

#[test]
fn every_prefecture_has_a_code_of_two_digits() {
    for code in 1..=47 {
        accepts(&clinic("prefecture", json!(format!("{code:02}"))));
    }
}

// Keys and ids

#[test]
fn a_misspelt_key_names_the_one_that_was_meant() {
    refuses(
        &clinic("usag", json!([])),
        "unknown-key",
        "usag",
        "unknown key `usag`; did you mean `usage`?",
        "「usag」という項目はありません。「usage」のことですか。",
    );
}

#[test]
fn a_key_like_no_other_is_unknown() {
    refuses(
        &clinic("capital", json!(1)),
        "unknown-key",
        "capital",
        "unknown key `capital`",
        "「capital」という項目はありません。",
    );
}

#[test]
fn a_key_in_japanese_stands_in_brackets_in_the_path() {
    refuses(
        &clinic("病床", json!(1)),
        "unknown-key",
        r#"["病床"]"#,
        "unknown key `病床`",
        "「病床」という項目はありません。",
    );
}

#[test]
fn proto_is_a_key_like_any_other() {
    refuses(
        &clinic("__proto__", json!({})),
        "unknown-key",
        "__proto__",
        "unknown key `__proto__`",
        "「__proto__」という項目はありません。",
    );
}

#[test]
fn a_key_of_a_later_month_names_its_place() {
    refuses(
        &clinic("usage", json!([{ "month": "2025-06", "rate": "45%" }, { "month": "2025-07", "rates": "45%" }])),
        "unknown-key",
        "usage[1].rates",
        "unknown key `rates`; did you mean `rate`?",
        "「rates」という項目はありません。「rate」のことですか。",
    );
}

#[test]
fn a_key_of_a_dated_fact_names_its_place() {
    refuses(
        &fact("consultation", json!({ "since": "2025-10-01", "untill": "2025-12-31" })),
        "unknown-key",
        "facts.consultation.untill",
        "unknown key `untill`; did you mean `until`?",
        "「untill」という項目はありません。「until」のことですか。",
    );
}

#[test]
fn a_key_of_a_ratio_names_its_place() {
    refuses(
        &fact("under-six-share", json!({ "part": 1, "all": 2 })),
        "unknown-key",
        "facts.under-six-share.all",
        "unknown key `all`",
        "「all」という項目はありません。",
    );
}

#[test]
fn a_key_twice_is_refused_and_not_chosen_from() {
    let error =
        Facility::from_json(Ruleset::built_in(), r#"{ "type": "hospital", "beds": 1, "beds": 2 }"#).unwrap_err();
    says(
        &error,
        "wrong-type",
        "",
        "the text is not JSON: the key `beds` appears twice at line 1 column 39",
        "JSON として読めません。",
    );
}

#[test]
fn a_misspelt_fact_names_the_one_that_was_meant() {
    refuses(
        &fact("e-prescripton", json!(true)),
        "unknown-id",
        "facts.e-prescripton",
        "unknown fact `e-prescripton`; did you mean `e-prescription`?",
        "「e-prescripton」はありません。「e-prescription」のことですか。",
    );
}

#[test]
fn a_misspelt_fact_is_refused_though_it_says_nothing() {
    refuses(
        &fact("colour", json!(null)),
        "unknown-id",
        "facts.colour",
        "unknown fact `colour`",
        "「colour」はありません。",
    );
}

#[test]
fn a_misspelt_add_on_names_the_one_that_was_meant() {
    refuses(
        &filing("home-care", json!("2025-04-01")),
        "unknown-id",
        "filings.home-care",
        "unknown add-on `home-care`; did you mean `home-care-dx`?",
        "「home-care」はありません。「home-care-dx」のことですか。",
    );
}

#[test]
fn a_misspelt_type_names_the_one_that_was_meant() {
    refuses(
        &json!({ "type": "hospitals" }),
        "unknown-id",
        "type",
        "unknown type `hospitals`; did you mean `hospital`?",
        "「hospitals」はありません。「hospital」のことですか。",
    );
}

#[test]
fn a_misspelt_schedule_names_the_one_that_was_meant() {
    refuses(
        &clinic("schedule", json!("dentel")),
        "unknown-id",
        "schedule",
        "unknown schedule `dentel`; did you mean `dental`?",
        "「dentel」はありません。「dental」のことですか。",
    );
}

#[test]
fn a_misspelt_basis_names_the_one_that_was_meant() {
    refuses(
        &month(json!({ "month": "2025-07", "basis": "check", "rate": "45%" })),
        "unknown-id",
        "usage[0].basis",
        "unknown basis `check`; did you mean `checks`?",
        "「check」はありません。「checks」のことですか。",
    );
}

#[test]
fn a_prefecture_has_two_digits_from_01_to_47() {
    for code in ["00", "48", "1", "+1", "013", "１３", "東京都"] {
        refuses(
            &clinic("prefecture", json!(code)),
            "unknown-id",
            "prefecture",
            &format!("unknown prefecture `{code}`"),
            &format!("「{code}」はありません。"),
        );
    }
}

#[test]
fn a_pharmacy_does_not_bill_by_the_dental_schedule() {
    refuses(
        &json!({ "type": "pharmacy", "schedule": "dental" }),
        "not-applicable",
        "schedule",
        "a facility of type `pharmacy` does not bill by the schedule `dental`",
        "種類が「pharmacy」の施設は、点数表「dental」では算定しません。",
    );
}

#[test]
fn no_other_type_bills_by_the_schedules_of_pharmacies_and_stations() {
    for facility_type in ["hospital", "medical-clinic", "dental-clinic"] {
        for schedule in ["dispensing", "visiting-nursing"] {
            let error = read(&json!({ "type": facility_type, "schedule": schedule })).unwrap_err();
            assert_eq!((error.code().id(), error.path()), ("not-applicable", "schedule"));
        }
    }
}

// Types of values

#[test]
fn a_text_that_is_no_json_is_refused() {
    let error = Facility::from_json(Ruleset::built_in(), "{ type: 1 }").unwrap_err();
    says(
        &error,
        "wrong-type",
        "",
        "the text is not JSON: key must be a string at line 1 column 3",
        "JSON として読めません。",
    );
}

#[test]
fn a_facility_is_an_object() {
    for (value, found) in [
        (json!(null), "nothing"),
        (json!("hospital"), "the text `hospital`"),
        (json!([]), "an empty array"),
        (json!([1]), "an array"),
        (json!(true), "`true`"),
        (json!(1.5), "a number that is not whole"),
    ] {
        refuses(
            &value,
            "wrong-type",
            "",
            &format!("expected an object, found {found}"),
            "値の種類が違います。項目の組（オブジェクト）が必要です。",
        );
    }
}

#[test]
fn a_facility_has_a_type() {
    for value in [json!({}), json!({ "type": null })] {
        refuses(&value, "incomplete", "", "the key `type` is missing", "「type」がありません。");
    }
}

#[test]
fn a_type_is_a_text() {
    refuses(
        &json!({ "type": 1 }),
        "wrong-type",
        "type",
        "expected a text, found the number `1`",
        "値の種類が違います。文字列が必要です。",
    );
}

#[test]
fn usage_is_an_array() {
    refuses(
        &clinic("usage", json!({})),
        "wrong-type",
        "usage",
        "expected an array, found an object",
        "値の種類が違います。一覧（配列）が必要です。",
    );
}

#[test]
fn a_fact_is_yes_or_no_or_dated() {
    for (value, found) in [(json!("yes"), "the text `yes`"), (json!(1), "the number `1`"), (json!([true]), "an array")]
    {
        refuses(
            &fact("consultation", value),
            "wrong-type",
            "facts.consultation",
            &format!("expected `true`, `false` or `{{ since, until }}`, found {found}"),
            "値の種類が違います。true か false か { since, until }が必要です。",
        );
    }
}

#[test]
fn a_ratio_is_no_yes() {
    refuses(
        &fact("under-six-share", json!(true)),
        "wrong-type",
        "facts.under-six-share",
        "expected `{ part, whole }` or a percentage as text, found `true`",
        "値の種類が違います。{ part, whole } か、百分率の文字列が必要です。",
    );
}

#[test]
fn a_rate_as_a_number_might_be_a_share() {
    refuses(
        &month(json!({ "month": "2025-07", "rate": 0.453 })),
        "wrong-type",
        "usage[0].rate",
        "expected a percentage as text, found a number that is not whole",
        "値の種類が違います。百分率の文字列が必要です。",
    );
}

#[test]
fn a_month_is_a_text() {
    refuses(
        &month(json!({ "month": 202_507, "rate": "45%" })),
        "wrong-type",
        "usage[0].month",
        "expected a month as text, found the number `202507`",
        "値の種類が違います。月の文字列が必要です。",
    );
}

#[test]
fn a_day_is_a_text() {
    refuses(
        &fact("consultation", json!({ "since": 20_251_001 })),
        "wrong-type",
        "facts.consultation.since",
        "expected a date as text, found the number `20251001`",
        "値の種類が違います。日付の文字列が必要です。",
    );
}

#[test]
fn a_filing_is_no_yes() {
    refuses(
        &filing("home-care-dx", json!(true)),
        "wrong-type",
        "filings.home-care-dx",
        "expected a date as text, a list of them, or null, found `true`",
        "値の種類が違います。日付の文字列か、その一覧か、nullが必要です。",
    );
}

#[test]
fn a_count_as_a_text_is_no_number() {
    refuses(
        &month(json!({ "month": "2025-07", "users": "45", "receipts": 100 })),
        "wrong-type",
        "usage[0].users",
        "expected a whole number, found the text `45`",
        "値の種類が違います。整数が必要です。",
    );
}

#[test]
fn a_count_is_whole() {
    refuses(
        &month(json!({ "month": "2025-07", "users": 0.5, "receipts": 100 })),
        "wrong-type",
        "usage[0].users",
        "expected a whole number, found a number that is not whole",
        "値の種類が違います。整数が必要です。",
    );
}

#[test]
fn what_is_no_finite_number_is_named() {
    for name in ["NaN", "Infinity", "-Infinity"] {
        let node = foreign("beds", Foreign::Number(name.to_owned()));
        says(
            &Facility::read(Ruleset::built_in(), &node).unwrap_err(),
            "not-a-number",
            "beds",
            &format!("`{name}` is not a number"),
            &format!("「{name}」は数ではありません。"),
        );
    }
}

#[test]
fn what_is_no_plain_data_is_named() {
    let node = foreign("usage", Foreign::Thing("a Map".to_owned()));
    says(
        &Facility::read(Ruleset::built_in(), &node).unwrap_err(),
        "wrong-type",
        "usage",
        "expected an array, found a Map",
        "値の種類が違います。一覧（配列）が必要です。",
    );
}

#[test]
fn a_huge_text_is_repeated_in_part_only() {
    let error = read(&json!({ "type": "あ".repeat(10_000) })).unwrap_err();
    let shown = "あ".repeat(60);
    says(&error, "unknown-id", "type", &format!("unknown type `{shown}…`"), &format!("「{shown}…」はありません。"));
}

#[test]
fn control_characters_are_not_repeated() {
    let error = read(&json!({ "type": "a\u{1b}[31m\n" })).unwrap_err();
    assert_eq!(error.to_string(), "unknown type `a\u{FFFD}[31m\u{FFFD}`");
}

// Ranges

#[test]
fn a_count_is_not_negative() {
    refuses(
        &month(json!({ "month": "2025-07", "users": -1, "receipts": 100 })),
        "out-of-range",
        "usage[0].users",
        "the number `-1` is not in the required range of 0..=1000000000",
        "-1 は 0 から 1000000000 までの範囲にありません。",
    );
}

#[test]
fn a_count_has_an_upper_end() {
    const MANY: &str = "9007199254740992 or more";
    for (value, shown) in [(json!(1_000_000_001), "1000000001"), (json!(1e300), MANY), (json!(u64::MAX), MANY)] {
        let error = read(&month(json!({ "month": "2025-07", "users": 1, "receipts": value }))).unwrap_err();
        assert_eq!((error.code().id(), error.path()), ("out-of-range", "usage[0].receipts"));
        let message = error.to_string();
        assert!(message.ends_with(" is not in the required range of 0..=1000000000"), "{message}");
        assert!(message.contains(&format!("`{shown}`")), "{message}");
    }
}

#[test]
fn the_whole_of_a_ratio_is_not_nought() {
    refuses(
        &fact("under-six-share", json!({ "part": 0, "whole": 0 })),
        "out-of-range",
        "facts.under-six-share.whole",
        "the number `0` is not in the required range of 1..=1000000000",
        "0 は 1 から 1000000000 までの範囲にありません。",
    );
}

#[test]
fn a_rate_is_not_above_all() {
    refuses(
        &month(json!({ "month": "2025-07", "rate": "100.1%" })),
        "out-of-range",
        "usage[0].rate",
        "the rate `100.1%` is not in the required range of 0%..=100%",
        "割合 100.1% が 0%〜100% の範囲にありません。",
    );
}

#[test]
fn a_ratio_is_not_above_all() {
    refuses(
        &fact("under-six-share", json!("101%")),
        "out-of-range",
        "facts.under-six-share",
        "the rate `101%` is not in the required range of 0%..=100%",
        "割合 101% が 0%〜100% の範囲にありません。",
    );
}

// Dates, months and rates

#[test]
fn a_day_has_one_form() {
    for text in ["2025/10/01", "2025-10-1", "令和7年10月1日", ""] {
        refuses(
            &filing("home-care-dx", json!(text)),
            "bad-date",
            "filings.home-care-dx",
            &format!("`{text}` is not a date of the form YYYY-MM-DD"),
            &format!("「{text}」は日付として読めません。2025-10-01 のように書いてください。"),
        );
    }
}

#[test]
fn a_day_that_the_calendar_lacks_is_named() {
    refuses(
        &fact("consultation", json!({ "since": "2025-02-30" })),
        "bad-date",
        "facts.consultation.since",
        "`2025-02-30` is not a day of the calendar: day 30 is not in the required range of 1..=28",
        "「2025-02-30」は日付として読めません。30 日はありません。その月は 28 日までです。",
    );
}

#[test]
fn the_second_of_several_filings_is_named() {
    refuses(
        &filing("medical-dx-promotion", json!(["2025-04-01", "2200-01-01"])),
        "bad-date",
        "filings.medical-dx-promotion[1]",
        "`2200-01-01` is not a day of the calendar: year 2200 is not in the required range of 1900..=2199",
        "「2200-01-01」は日付として読めません。年は 1900 から 2199 までです。",
    );
}

#[test]
fn a_month_has_one_form() {
    for text in ["2025-7", "2025-07-01", "2025/07", "令和7年7月"] {
        refuses(
            &month(json!({ "month": text, "rate": "45%" })),
            "bad-month",
            "usage[0].month",
            &format!("`{text}` is not a month of the form YYYY-MM"),
            &format!("「{text}」は月として読めません。2025-10 のように書いてください。"),
        );
    }
}

#[test]
fn a_month_that_the_year_lacks_is_named() {
    refuses(
        &month(json!({ "month": "2025-13", "rate": "45%" })),
        "bad-month",
        "usage[0].month",
        "`2025-13` is not a month of the calendar: month 13 is not in the required range of 1..=12",
        "「2025-13」は月として読めません。13 月はありません。",
    );
}

#[test]
fn a_rate_has_one_form() {
    for text in ["45.3", "４５．３％", "45.3 %", "", "45.12345678%"] {
        refuses(
            &month(json!({ "month": "2025-07", "rate": text })),
            "bad-rate",
            "usage[0].rate",
            &format!("`{text}` is not a percentage of the form 45% or 45.3%"),
            &format!("「{text}」は割合として読めません。45.3% のように書いてください。"),
        );
    }
}

// What must be there, and what must not contradict

#[test]
fn a_month_has_a_name() {
    refuses(
        &month(json!({ "rate": "45%" })),
        "incomplete",
        "usage[0]",
        "the key `month` is missing",
        "「month」がありません。",
    );
}

#[test]
fn a_month_has_a_rate_or_both_counts() {
    for entry in [
        json!({ "month": "2025-07" }),
        json!({ "month": "2025-07", "users": 1 }),
        json!({ "month": "2025-07", "receipts": 1 }),
    ] {
        refuses(
            &month(entry),
            "incomplete",
            "usage[0]",
            "a month needs `rate`, or both `users` and `receipts`",
            "月ごとに、利用率か、利用者数とレセプト件数の両方が必要です。",
        );
    }
}

#[test]
fn users_need_receipts_though_a_rate_is_given() {
    refuses(
        &month(json!({ "month": "2025-07", "users": 45, "rate": "45%" })),
        "incomplete",
        "usage[0].users",
        "`users` says nothing without `receipts`",
        "利用者数だけでは利用率がわかりません。レセプト件数も入れてください。",
    );
}

#[test]
fn users_are_no_more_than_receipts() {
    refuses(
        &month(json!({ "month": "2025-07", "users": 101, "receipts": 100 })),
        "inconsistent",
        "usage[0].users",
        "`users` 101 is more than `receipts` 100",
        "利用者数 101 がレセプト件数 100 を超えています。",
    );
}

#[test]
fn a_rate_is_that_of_its_counts() {
    for rate in ["45.2%", "45.4%", "46%", "45.332%", "45.335%"] {
        refuses(
            &month(json!({ "month": "2025-07", "users": 136, "receipts": 300, "rate": rate })),
            "inconsistent",
            "usage[0].rate",
            &format!("the rate `{rate}` is not that of 136 users and 300 receipts"),
            &format!("利用率 {rate} が、利用者数 136・レセプト件数 300 から計算した率と合いません。"),
        );
    }
}

#[test]
fn nothing_of_nothing_is_no_rate() {
    refuses(
        &month(json!({ "month": "2025-07", "receipts": 0, "rate": "0%" })),
        "inconsistent",
        "usage[0].rate",
        "the rate `0%` is stated for 0 receipts",
        "レセプト件数が 0 の月に利用率 0% は計算できません。",
    );
}

#[test]
fn some_receipts_are_not_of_home_care() {
    refuses(
        &month(json!({ "month": "2025-01", "users": 1, "receipts": 10, "homeCareReceipts": 10 })),
        "inconsistent",
        "usage[0].homeCareReceipts",
        "`homeCareReceipts` 10 is not less than `receipts` 10",
        "在宅分のレセプト件数 10 が、レセプト件数 10 より少なくありません。",
    );
}

#[test]
fn a_month_stands_once_on_a_basis() {
    let usage = json!([
        { "month": "2025-07", "rate": "45%" },
        { "month": "2025-06", "rate": "45%" },
        { "month": "2025-07", "basis": "receipts", "rate": "45%" },
    ]);
    refuses(
        &clinic("usage", usage),
        "duplicate",
        "usage[2].month",
        "the month 2025-07 appears twice on the basis `receipts`",
        "2025-07 の実績が 2 つあります。",
    );
}

#[test]
fn until_needs_since() {
    refuses(
        &fact("consultation", json!({ "until": "2025-10-01" })),
        "incomplete",
        "facts.consultation",
        "`until` needs `since`",
        "終わりの日には、始まりの日も必要です。",
    );
}

#[test]
fn a_dated_fact_has_a_first_day() {
    refuses(
        &fact("consultation", json!({})),
        "incomplete",
        "facts.consultation",
        "the key `since` is missing",
        "「since」がありません。",
    );
}

#[test]
fn until_does_not_lie_before_since() {
    refuses(
        &fact("consultation", json!({ "since": "2025-10-01", "until": "2025-09-30" })),
        "inconsistent",
        "facts.consultation.until",
        "`until` 2025-09-30 lies before `since` 2025-10-01",
        "終わりの日 2025-09-30 が、始まりの日 2025-10-01 より前です。",
    );
}

#[test]
fn a_part_is_no_more_than_the_whole() {
    refuses(
        &fact("under-six-share", json!({ "part": 3, "whole": 2 })),
        "inconsistent",
        "facts.under-six-share",
        "`part` 3 is more than `whole` 2",
        "内数 3 が全体 2 を超えています。",
    );
}

#[test]
fn a_ratio_has_both_numbers() {
    refuses(
        &fact("under-six-share", json!({ "part": 3 })),
        "incomplete",
        "facts.under-six-share",
        "the key `whole` is missing",
        "「whole」がありません。",
    );
}

// Every fault

fn faults(json: &serde_json::Value) -> Vec<String> {
    let faults = Facility::faults_in_json(Ruleset::built_in(), &json.to_string());
    faults.iter().map(|fault| format!("{}: {fault}", fault.path())).collect()
}

#[test]
fn a_sound_facility_has_no_faults() {
    assert!(faults(&json!({ "type": "pharmacy", "usage": [{ "month": "2025-07", "rate": "45%" }] })).is_empty());
}

#[test]
fn reading_goes_on_after_a_fault() {
    assert_eq!(
        faults(&json!({
            "filings": { "medical-dx-promotion": ["2025-02-30", "2025-03-01", 3], "home-care": null },
            "usage": [
                { "month": "2025-07", "rate": 45, "user": 3 },
                7,
                { "month": "2025-13", "basis": "check", "users": -1 },
                { "month": "2025-08", "users": 3, "receipts": 2, "homeCareReceipts": 2, "rate": "10%" },
                { "month": "2025-08", "rate": "101%" },
            ],
            "facts": {
                "e-prescripton": true,
                "consultation": { "since": "soon", "until": "2025-04-31", "from": 1 },
                "records-access": { "until": "2025-04-01" },
                "under-six-share": { "part": -1, "whole": 0 },
            },
            "beds": "many",
            "prefecture": "48",
            "schedule": "medicla",
            "type": "clinic",
            "name": "x",
            "note": "y",
        })),
        [
            "name: unknown key `name`",
            "note: unknown key `note`",
            "type: unknown type `clinic`",
            "schedule: unknown schedule `medicla`; did you mean `medical`?",
            "prefecture: unknown prefecture `48`",
            "beds: expected a whole number, found the text `many`",
            "facts.consultation.from: unknown key `from`",
            "facts.consultation.until: `2025-04-31` is not a day of the calendar: day 31 is not in the required range of 1..=30",
            "facts.consultation.since: `soon` is not a date of the form YYYY-MM-DD",
            "facts.e-prescripton: unknown fact `e-prescripton`; did you mean `e-prescription`?",
            "facts.records-access: `until` needs `since`",
            "facts.under-six-share.part: the number `-1` is not in the required range of 0..=1000000000",
            "facts.under-six-share.whole: the number `0` is not in the required range of 1..=1000000000",
            "usage[0].user: unknown key `user`; did you mean `users`?",
            "usage[0].rate: expected a percentage as text, found the number `45`",
            "usage[1]: expected an object, found the number `7`",
            "usage[2].month: `2025-13` is not a month of the calendar: month 13 is not in the required range of 1..=12",
            "usage[2].basis: unknown basis `check`; did you mean `checks`?",
            "usage[2].users: the number `-1` is not in the required range of 0..=1000000000",
            "usage[2]: a month needs `rate`, or both `users` and `receipts`",
            "usage[3].users: `users` 3 is more than `receipts` 2",
            "usage[3].homeCareReceipts: `homeCareReceipts` 2 is not less than `receipts` 2",
            "usage[4].rate: the rate `101%` is not in the required range of 0%..=100%",
            "usage[4].month: the month 2025-08 appears twice on the basis `receipts`",
            "filings.home-care: unknown add-on `home-care`; did you mean `home-care-dx`?",
            "filings.medical-dx-promotion[0]: `2025-02-30` is not a day of the calendar: day 30 is not in the required range of 1..=28",
            "filings.medical-dx-promotion[2]: expected a date as text, found the number `3`",
        ]
    );
}

#[test]
fn what_a_faulty_value_keeps_from_being_known_is_not_a_fault() {
    let incomplete = |entry| faults(&month(entry));
    assert_eq!(
        incomplete(json!({ "month": "2025-07", "users": "3", "receipts": 2 })),
        ["usage[0].users: expected a whole number, found the text `3`"]
    );
    assert_eq!(
        incomplete(json!({ "month": "2025-07", "users": 3, "receipts": 2, "rate": "much" })),
        [
            "usage[0].rate: `much` is not a percentage of the form 45% or 45.3%",
            "usage[0].users: `users` 3 is more than `receipts` 2",
        ]
    );
    assert_eq!(faults(&json!({ "type": "clinic", "schedule": "dispensing" })).len(), 1);
}

#[test]
fn a_month_is_twice_there_although_one_of_its_entries_is_faulty() {
    let usage = json!([{ "month": "2025-07", "rate": "x" }, { "month": "2025-07", "rate": "45%" }]);
    assert_eq!(
        faults(&clinic("usage", usage)),
        [
            "usage[0].rate: `x` is not a percentage of the form 45% or 45.3%",
            "usage[1].month: the month 2025-07 appears twice on the basis `receipts`",
        ]
    );
}

#[test]
fn what_is_not_an_object_has_one_fault() {
    for json in [json!(null), json!([]), json!("pharmacy"), json!(3)] {
        assert_eq!(faults(&json).len(), 1, "{json}");
    }
    let [fault] = &*Facility::faults_in_json(Ruleset::built_in(), "{ type: 1 }") else { panic!("one fault") };
    assert_eq!(fault.code().id(), "wrong-type");
}

#[test]
fn a_hundred_faults_are_told() {
    let many: serde_json::Map<_, _> = (0..1000).map(|index| (format!("key{index}"), json!(index))).collect();
    let mut unknown = many.clone();
    unknown.insert("type".to_owned(), json!("pharmacy"));
    for json in [
        serde_json::Value::Object(unknown),
        clinic("facts", serde_json::Value::Object(many.clone())),
        clinic("filings", serde_json::Value::Object(many)),
        clinic("usage", json!(vec![1; 1000])),
        filing("home-care-dx", json!(vec![1; 1000])),
    ] {
        assert_eq!(faults(&json).len(), 100);
    }
}

// The error itself

#[test]
fn an_error_gives_the_values_that_its_message_names() {
    let params = |json| read(&json).unwrap_err().params();
    let owned = |pairs: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
        pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
    };
    assert_eq!(params(clinic("usag", json!(1))), owned(&[("key", "usag"), ("nearest", "usage")]));
    assert_eq!(params(json!({})), owned(&[("key", "type")]));
    assert_eq!(params(clinic("beds", json!("1"))), owned(&[("expected", "a whole number"), ("found", "the text `1`")]));
    assert_eq!(params(clinic("beds", json!(-1))), owned(&[("given", "-1"), ("min", "0"), ("max", "1000000000")]));
    assert_eq!(
        params(fact("e-prescripton", json!(true))),
        owned(&[("kind", "fact"), ("given", "e-prescripton"), ("nearest", "e-prescription")])
    );
    assert_eq!(
        params(month(json!({ "month": "2025-07", "users": 2, "receipts": 1 }))),
        owned(&[("users", "2"), ("receipts", "1")])
    );
    assert_eq!(
        params(json!({ "type": "pharmacy", "schedule": "dental" })),
        owned(&[("type", "pharmacy"), ("schedule", "dental")])
    );
}

#[test]
fn an_error_crosses_to_other_languages_with_five_fields() {
    let error = read(&clinic("usag", json!([]))).unwrap_err();
    assert_eq!(
        serde_json::to_value(&error).unwrap(),
        json!({
            "code": "unknown-key",
            "path": "usag",
            "params": { "key": "usag", "nearest": "usage" },
            "message": "unknown key `usag`; did you mean `usage`?",
            "messageJa": "「usag」という項目はありません。「usage」のことですか。",
        })
    );
}
