//! What single facilities are told of the days to come: the rate they need, what would raise their level, what will change.

use dx_kasan::{Day, Facility, Options, Ruleset, evaluate, outlook, remedies, timeline};
use serde_json::{Value, json};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn read(facility: &Value) -> Facility {
    Facility::from_json(Ruleset::built_in(), &facility.to_string()).unwrap()
}

fn ahead(facility: &Value, date: &str) -> Value {
    json!(outlook(Ruleset::built_in(), &read(facility), day(date), &Options::default()))
}

fn of_month(outlook: &Value, claim_month: &str, add_on: &str) -> Value {
    let months = outlook["months"].as_array().unwrap();
    let found = months.iter().find(|entry| entry["claimMonth"] == claim_month && entry["addOn"] == add_on);
    found.unwrap_or_else(|| panic!("{claim_month} {add_on}")).clone()
}

/// `2025-08 open, 2025-06 55.00%`
fn measured(entry: &Value) -> String {
    let months = entry["measured"].as_array().unwrap().iter().map(|month| {
        let basis = if month["basis"] == "checks" { " by checks" } else { "" };
        let known = month["rate"].as_str().or(month["state"].as_str()).unwrap();
        format!("{} {known}{basis}", month["month"].as_str().unwrap())
    });
    months.collect::<Vec<_>>().join(", ")
}

/// `1 needs 60%: reachable until 2025-08-31, 600 of 1000 in 2025-08`
fn levels(entry: &Value) -> Vec<String> {
    let one = |level: &Value| {
        let (id, needed) = (level["id"].as_str().unwrap(), level["needed"].as_str().unwrap());
        let standing = match (level["reached"] == true, level["reachable"] == true) {
            (true, _) => "reached",
            (false, true) => "reachable",
            (false, false) => "out of reach",
        };
        let deadline = level["deadline"].as_str().map_or(String::new(), |day| format!(" until {day}"));
        let users = &level["usersNeeded"];
        let users = users["month"]
            .as_str()
            .map_or(String::new(), |month| format!(", {} of {} in {month}", users["users"], users["receipts"]));
        format!("{id} needs {needed}: {standing}{deadline}{users}")
    };
    entry["levels"].as_array().unwrap().iter().map(one).collect()
}

/// A clinic in August 2025: May and June are known, July is awaited.
fn clinic_of_august() -> Value {
    json!({
        "type": "medical-clinic",
        "usage": [{ "month": "2025-05", "users": 520, "receipts": 1000 }, { "month": "2025-06", "users": 550, "receipts": 1000 }]
    })
}

#[test]
fn a_clinic_in_august_learns_what_is_fixed_and_what_can_still_decide() {
    let outlook = ahead(&clinic_of_august(), "2025-08-20");
    let october = of_month(&outlook, "2025-10", "medical-dx-promotion");
    assert_eq!(measured(&october), "2025-07 awaited, 2025-06 55.00%, 2025-05 52.00%");
    assert_eq!(october["best"], json!({ "rate": "55.00%", "month": "2025-06", "basis": "receipts" }));
    assert_eq!(levels(&october)[0], "1 needs 60%: reachable");
    assert_eq!(levels(&october)[1], "2 needs 40%: reached");

    let november = of_month(&outlook, "2025-11", "medical-dx-promotion");
    assert_eq!(measured(&november), "2025-08 open, 2025-07 awaited, 2025-06 55.00%");
    assert_eq!(levels(&november)[0], "1 needs 60%: reachable until 2025-08-31, 600 of 1000 in 2025-08");

    let march = of_month(&outlook, "2026-03", "medical-dx-promotion");
    assert_eq!(levels(&march)[0], "1 needs 70%: reachable until 2025-12-31, 700 of 1000 in 2025-12");
}

#[test]
fn a_month_that_is_entered_before_it_is_over_is_known() {
    let mut clinic = clinic_of_august();
    clinic["usage"].as_array_mut().unwrap().push(json!({ "month": "2025-08", "rate": "60%" }));
    let november = of_month(&ahead(&clinic, "2025-08-20"), "2025-11", "medical-dx-promotion");
    assert_eq!(measured(&november), "2025-08 60.00%, 2025-07 awaited, 2025-06 55.00%");
    assert_eq!(levels(&november)[0], "1 needs 60%: reached");
}

#[test]
fn a_month_is_open_on_its_last_day_and_awaited_on_the_next() {
    let november = |date| measured(&of_month(&ahead(&clinic_of_august(), date), "2025-11", "medical-dx-promotion"));
    assert_eq!(november("2025-08-31"), "2025-08 open, 2025-07 awaited, 2025-06 55.00%");
    assert_eq!(november("2025-09-01"), "2025-08 awaited, 2025-07 awaited, 2025-06 55.00%");
}

#[test]
fn when_all_months_are_known_and_below_the_level_is_out_of_reach() {
    let mut clinic = clinic_of_august();
    clinic["usage"].as_array_mut().unwrap().push(json!({ "month": "2025-07", "rate": "59.99%" }));
    let october = of_month(&ahead(&clinic, "2025-08-20"), "2025-10", "medical-dx-promotion");
    assert_eq!(levels(&october)[0], "1 needs 60%: out of reach");
}

#[test]
fn a_paediatric_clinic_needs_less_for_the_lowest_levels() {
    let clinic = |share: Value| {
        json!({
            "type": "medical-clinic", "facts": { "pediatric-fee": true, "under-six-share": share },
            "usage": [{ "month": "2025-06", "rate": "23.5%" }]
        })
    };
    let october = |share| of_month(&ahead(&clinic(share), "2025-08-20"), "2025-10", "medical-dx-promotion");
    assert_eq!(levels(&october(json!("30%")))[2], "3 needs 22%: reached");
    assert_eq!(levels(&october(json!("30%")))[5], "6 needs 22%: reached");
    assert_eq!(levels(&october(json!("29.9%")))[2], "3 needs 25%: reachable");
    // While the share is unknown, the ordinary rate is named.
    assert_eq!(levels(&october(Value::Null))[2], "3 needs 25%: reachable");
    let march = of_month(&ahead(&clinic(json!("30%")), "2025-08-20"), "2026-03", "medical-dx-promotion");
    assert_eq!(levels(&march)[2], "3 needs 27%: reachable until 2025-12-31");
}

#[test]
fn a_pharmacy_before_june_2026_sees_the_add_on_that_succeeds() {
    let pharmacy = json!({ "type": "pharmacy", "usage": [{ "month": "2026-03", "users": 290, "receipts": 1000 }] });
    let outlook = ahead(&pharmacy, "2026-04-10");
    let may = of_month(&outlook, "2026-05", "medical-dx-promotion");
    assert_eq!(measured(&may), "2026-02 awaited, 2026-01 awaited, 2025-12 awaited");
    assert_eq!(levels(&may), ["1 needs 70%: reachable", "2 needs 50%: reachable", "3 needs 30%: reachable"]);
    let july = of_month(&outlook, "2026-07", "records-linkage");
    assert_eq!(measured(&july), "2026-04 open, 2026-03 29.00%, 2026-02 awaited");
    assert_eq!(levels(&july), ["single needs 30%: reachable until 2026-04-30, 300 of 1000 in 2026-04"]);
    let gone = json!({ "id": "medical-dx-promotion", "levels": [
        { "id": "1", "needed": { "from": "70%", "to": null } },
        { "id": "2", "needed": { "from": "50%", "to": null } },
        { "id": "3", "needed": { "from": "30%", "to": null } },
    ] });
    let new =
        json!({ "id": "records-linkage", "levels": [{ "id": "single", "needed": { "from": null, "to": "30%" } }] });
    assert_eq!(outlook["nextChange"], json!({ "date": "2026-06-01", "addOns": [gone, new] }));
}

#[test]
fn a_dentist_in_january_2026_learns_that_the_bar_rises_in_march() {
    let dentist = json!({ "type": "dental-clinic", "usage": [{ "month": "2025-12", "users": 650, "receipts": 1000 }] });
    let outlook = ahead(&dentist, "2026-01-15");
    assert_eq!(outlook["nextChange"]["date"], "2026-03-01");
    assert_eq!(
        outlook["nextChange"]["addOns"][0]["levels"][0],
        json!({ "id": "1", "needed": { "from": "60%", "to": "70%" } })
    );
    let march = of_month(&outlook, "2026-03", "medical-dx-promotion");
    assert_eq!(measured(&march), "2025-12 65.00%, 2025-11 awaited, 2025-10 awaited");
    assert_eq!(levels(&march)[..2], ["1 needs 70%: reachable", "2 needs 50%: reached"]);
}

#[test]
fn in_november_2026_all_need_thirty_percent_and_no_change_is_known() {
    let clinic = json!({ "type": "medical-clinic", "usage": [{ "month": "2026-09", "users": 299, "receipts": 1000 }] });
    let outlook = ahead(&clinic, "2026-11-22");
    assert_eq!(outlook["nextChange"], Value::Null);
    let february = of_month(&outlook, "2027-02", "records-linkage");
    assert_eq!(measured(&february), "2026-11 open, 2026-10 awaited, 2026-09 29.90%");
    let each = "needs 30%: reachable until 2026-11-30, 300 of 1000 in 2026-11";
    assert_eq!(levels(&february), [format!("1 {each}"), format!("2 {each}"), format!("3 {each}")]);
    // Past the day by which the rules are to be reviewed they are the last ones known.
    assert_eq!(of_month(&outlook, "2027-05", "records-linkage")["status"], "in-force");
    assert_eq!(of_month(&outlook, "2027-06", "records-linkage")["status"], "stale");
}

#[test]
fn both_bases_count_until_january_2025() {
    let clinic = json!({ "type": "medical-clinic", "usage": [
        { "month": "2024-09", "rate": "9.9%" }, { "month": "2024-09", "basis": "checks", "rate": "15%" }
    ] });
    let outlook = ahead(&clinic, "2024-11-10");
    let january = of_month(&outlook, "2025-01", "medical-dx-promotion");
    let months = "2024-11 open by checks, 2024-10 awaited, 2024-10 awaited by checks, 2024-09 9.90%, 2024-09 15.00% by checks, 2024-08 awaited";
    assert_eq!(measured(&january), months);
    assert_eq!(january["best"], json!({ "rate": "15.00%", "month": "2024-09", "basis": "checks" }));
    let february = of_month(&outlook, "2025-02", "medical-dx-promotion");
    assert_eq!(measured(&february), "2024-11 open, 2024-10 awaited, 2024-09 9.90%");
}

#[test]
fn the_home_care_correction_raises_the_month_that_counts() {
    let clinic = json!({ "type": "medical-clinic", "usage": [
        { "month": "2025-04", "users": 400, "receipts": 1000, "homeCareClaims": 80 }
    ] });
    let outlook = ahead(&clinic, "2025-06-10");
    assert_eq!(
        measured(&of_month(&outlook, "2025-09", "medical-dx-promotion")),
        "2025-06 open, 2025-05 awaited, 2025-04 48.00%"
    );
    assert_eq!(
        measured(&of_month(&outlook, "2025-10", "medical-dx-promotion")),
        "2025-07 open, 2025-06 open, 2025-05 awaited"
    );
}

#[test]
fn another_reading_of_the_months_that_count_is_told_beside() {
    let october = of_month(&ahead(&clinic_of_august(), "2025-08-20"), "2025-10", "medical-dx-promotion");
    let other = &october["otherReadings"][0];
    assert_eq!((&other["reading"], &other["alternative"]), (&json!("C2"), &json!("m-3-only")));
    assert_eq!(measured(other), "2025-07 awaited");
    assert_eq!(levels(other)[1], "2 needs 40%: reachable");
}

#[test]
fn the_number_of_users_goes_by_the_latest_month_that_had_receipts() {
    let clinic = json!({ "type": "medical-clinic", "usage": [
        { "month": "2025-06", "users": 550, "receipts": 1000 }, { "month": "2025-07", "users": 0, "receipts": 0 }
    ] });
    let november = of_month(&ahead(&clinic, "2025-08-01"), "2025-11", "medical-dx-promotion");
    assert_eq!(levels(&november)[0], "1 needs 60%: reachable until 2025-08-31, 600 of 1000 in 2025-08");
}

#[test]
fn without_receipts_no_number_of_users_is_named() {
    let clinic = json!({ "type": "medical-clinic", "usage": [{ "month": "2025-06", "rate": "55%" }] });
    let november = of_month(&ahead(&clinic, "2025-08-20"), "2025-11", "medical-dx-promotion");
    assert_eq!(levels(&november)[0], "1 needs 60%: reachable until 2025-08-31");
}

#[test]
fn an_outlook_goes_as_far_and_names_as_much_as_it_is_asked_to() {
    let rules = Ruleset::built_in();
    let clinic = read(&clinic_of_august());
    let options = |text| Options::from_json(rules, &clinic, text).unwrap();
    let short = outlook(rules, &clinic, day("2025-08-20"), &options(r#"{ "months": 1 }"#));
    assert_eq!(short.months.len(), 1);
    let none = outlook(rules, &clinic, day("2025-08-20"), &options(r#"{ "addOns": ["home-care-dx"] }"#));
    assert!(none.months.is_empty() && none.next_change.is_none());
    let two = options(r#"{ "addOns": ["records-linkage", "home-care-dx"] }"#);
    let ids: Vec<&str> =
        remedies(rules, &clinic, day("2026-06-01"), &two).add_ons.iter().map(|add_on| add_on.id).collect();
    assert_eq!(ids, ["home-care-dx", "records-linkage"]);
}

// Remedies

/// The ways of a level as `effort: change + change`.
fn ways(facility: &Value, date: &str, add_on: &str, level: &str) -> Vec<String> {
    let answer = json!(remedies(Ruleset::built_in(), &read(facility), day(date), &Options::default()));
    let add_ons = answer["addOns"].as_array().unwrap();
    let found = add_ons.iter().find(|one| one["id"] == add_on).unwrap();
    let level = found["levels"].as_array().unwrap().iter().find(|one| one["id"] == level).expect("a level above");
    let change = |change: &Value| match change["kind"].as_str().unwrap() {
        "fact" => format!("{}={}", change["fact"].as_str().unwrap(), change["to"]),
        "ratio" => format!("{}>={}", change["fact"].as_str().unwrap(), change["needed"].as_str().unwrap()),
        _ => format!("rate>={}", change["needed"].as_str().unwrap()),
    };
    let way = |way: &Value| {
        let changes: Vec<String> = way["changes"].as_array().unwrap().iter().map(change).collect();
        format!("{}: {}", way["effort"].as_str().unwrap(), changes.join(" + "))
    };
    level["ways"].as_array().unwrap().iter().map(way).collect()
}

/// Everything that level 3 needs in October 2025, at 55%.
fn clinic_at_level_2() -> Value {
    json!({
        "type": "medical-clinic",
        "facts": {
            "online-claims": true, "online-eligibility": true, "records-access": true, "in-house-notice": true,
            "own-website": true, "website-notice": true, "consultation": true, "e-prescription": true,
            "dispensing-registration": true
        },
        "usage": [
            { "month": "2025-05", "users": 520, "receipts": 1000 }, { "month": "2025-06", "users": 550, "receipts": 1000 },
            { "month": "2025-07", "users": 549, "receipts": 1000 }
        ],
        "filings": { "medical-dx-promotion": "2025-04-01" }
    })
}

#[test]
fn a_rate_that_lacks_is_told_in_points_and_in_users() {
    let answer =
        json!(remedies(Ruleset::built_in(), &read(&clinic_at_level_2()), day("2025-10-01"), &Options::default()));
    let promotion = &answer["addOns"][0];
    assert_eq!(promotion["level"], "2");
    let level = &promotion["levels"][0];
    assert_eq!((&level["id"], &level["filing"]["supported"]), (&json!("1"), &json!(true)));
    assert_eq!(
        level["ways"],
        json!([{ "effort": "gradual", "changes": [{
            "kind": "rate", "rate": "usage-rate", "needed": "60%", "now": "unfavourable",
            "label": { "ja": "マイナ保険証利用率", "en": "Usage rate of the card as insurance card" },
            "effort": "gradual",
            "best": { "rate": "55.00%", "month": "2025-06", "basis": "receipts", "corrected": false },
            "missing": "5.00", "awaited": [],
            "users": { "month": "2025-07", "receipts": 1000, "users": 600, "more": 51 },
            "soonest": { "claimMonth": "2025-11", "needed": "60%", "deadline": null }
        }] }])
    );
}

#[test]
fn a_way_by_an_exception_names_the_rate_of_the_exception_for_the_months_to_come() {
    let mut clinic = clinic_at_level_2();
    clinic["usage"] = json!([
        { "month": "2025-05", "rate": "20%" }, { "month": "2025-06", "rate": "21%" }, { "month": "2025-07", "rate": "21.5%" }
    ]);
    let answer = json!(remedies(Ruleset::built_in(), &read(&clinic), day("2025-10-01"), &Options::default()));
    let promotion = &answer["addOns"][0];
    let level = promotion["levels"].as_array().unwrap().iter().find(|level| level["id"] == "3").unwrap();
    let rates: Vec<String> = level["ways"]
        .as_array()
        .unwrap()
        .iter()
        .map(|way| {
            let rate = way["changes"].as_array().unwrap().iter().find(|change| change["kind"] == "rate").unwrap();
            let soonest = &rate["soonest"];
            format!("{} now, {} for {}", rate["needed"], soonest["needed"], soonest["claimMonth"])
        })
        .collect();
    // August is awaited on the first of October; it counts for November.
    assert_eq!(rates, [r#""25%" now, "25%" for "2025-11""#, r#""22%" now, "22%" for "2025-11""#]);
}

#[test]
fn a_notice_is_done_at_once_and_a_website_may_be_done_without() {
    let mut clinic = clinic_at_level_2();
    clinic["facts"]["website-notice"] = json!(false);
    assert_eq!(
        ways(&clinic, "2025-10-01", "medical-dx-promotion", "2"),
        ["at-once: website-notice=true", "none: own-website=false"]
    );
}

#[test]
fn every_way_to_share_information_is_named_and_the_cheapest_first() {
    let clinic = json!({
        "type": "medical-clinic",
        "facts": {
            "online-claims": true, "online-eligibility": true, "records-access": true, "in-house-notice": true,
            "own-website": false, "consultation": true, "itemized-statement": true, "security-measures": true,
            "contingency-full": true, "contingency-basic": true, "e-prescription": false, "dispensing-registration": false,
            "emr-guideline": false, "emr-e-prescription-interface": false, "emr-record-sharing-interface": false,
            "certified-emr": false, "record-sharing-service": false, "regional-network": false,
            "exchange-standard-filed": false, "network-notice": false
        },
        "usage": [{ "month": "2026-09", "rate": "40%" }]
    });
    let ways = ways(&clinic, "2026-12-01", "records-linkage", "2");
    assert!(ways.len() > 1, "{ways:?}");
    assert!(ways.iter().any(|way| way.contains("e-prescription=true")), "{ways:?}");
    assert!(ways.iter().any(|way| way.contains("regional-network=true")), "{ways:?}");
}

// The timeline

/// `2025-10-01 2: threshold-changes 45% 1 60%` for each span after the first.
fn changes(facility: &Value, from: &str, until: &str, add_on: &str) -> Vec<String> {
    let answer = timeline(Ruleset::built_in(), &read(facility), day(from), day(until), &Options::default()).unwrap();
    let answer = json!(answer);
    let found = answer["addOns"].as_array().unwrap().iter().find(|one| one["id"] == add_on).unwrap();
    // The kind, then the rest in the order of its names.
    let reason = |reason: &Value| {
        let rest =
            reason.as_object().unwrap().iter().filter(|(name, _)| *name != "kind").map(|(_, value)| match value {
                Value::String(text) => text.clone(),
                Value::Array(items) => items.iter().map(|item| item.as_str().unwrap()).collect::<Vec<_>>().join("/"),
                other => other.to_string(),
            });
        let kind = reason["kind"].as_str().unwrap().to_owned();
        [kind].into_iter().chain(rest).collect::<Vec<_>>().join(" ")
    };
    let span = |span: &Value| {
        let level = span["best"]["level"].as_str().or(span["verdict"].as_str()).unwrap();
        let reasons: Vec<String> = span["reasons"].as_array().unwrap().iter().map(reason).collect();
        format!("{} {level}: {}", span["from"].as_str().unwrap(), reasons.join("; "))
    };
    found["spans"].as_array().unwrap()[1..].iter().map(span).collect()
}

#[test]
fn a_clinic_that_does_nothing_loses_its_level_as_the_bar_rises_and_its_months_drop_out() {
    let clinic = clinic_at_level_2();
    assert_eq!(
        changes(&clinic, "2025-09-30", "2026-08-31", "medical-dx-promotion"),
        [
            "2025-10-01 2: threshold-changes 45% 1 60%; threshold-changes 45% 4 60%",
            // August may bring level 1 back.
            "2025-11-01 2: month-enters receipts 2025-08 null",
            "2026-01-01 undetermined: month-leaves receipts 2025-07 54.90%; month-enters receipts 2025-10 null",
            "2026-06-01 not-in-force: add-on-ends records-linkage",
        ]
    );
}

#[test]
fn the_day_after_a_transitional_measure_the_standard_counts() {
    let mut clinic = clinic_at_level_2();
    clinic["facts"]["website-notice"] = json!(false);
    clinic["usage"] = json!([{ "month": "2025-02", "rate": "50%" }, { "month": "2025-03", "rate": "50%" }]);
    assert_eq!(
        changes(&clinic, "2025-05-01", "2025-06-30", "medical-dx-promotion"),
        ["2025-06-01 does-not-qualify: deemed-ends 1/2/3/4/5/6 website"]
    );
}

#[test]
fn an_add_on_that_begins_names_those_that_it_replaces() {
    let told = changes(&clinic_at_level_2(), "2026-05-31", "2026-06-01", "records-linkage");
    let replaced = "medical-dx-promotion/medical-information-acquisition";
    assert_eq!(told, [format!("2026-06-01 undetermined: add-on-begins {replaced}")]);
}

#[test]
fn a_fact_with_its_days_is_a_reason() {
    let station = json!({ "type": "visiting-nursing-station", "facts": {
        "online-claims": true, "online-eligibility": true, "home-consent": true,
        "in-house-notice": { "since": "2025-02-01", "until": "2025-03-31" }, "own-website": false
    } });
    assert_eq!(
        changes(&station, "2025-01-01", "2025-05-31", "visiting-nursing-dx"),
        ["2025-02-01 single: fact-begins in-house-notice", "2025-04-01 does-not-qualify: fact-ends in-house-notice"]
    );
}

#[test]
fn rules_past_their_review_say_so() {
    let station = json!({ "type": "visiting-nursing-station" });
    let told = changes(&station, "2026-05-01", "2026-07-31", "visiting-nursing-dx");
    assert_eq!(told, [""; 0], "goes on in June 2026");
    let told = changes(&station, "2027-05-01", "2027-07-31", "visiting-nursing-dx");
    assert_eq!(told, ["2027-06-01 undetermined: review-passed"]);
}

// Questions and readings

#[test]
fn a_fact_that_cannot_matter_any_more_is_named_as_such() {
    let clinic = json!({
        "type": "medical-clinic", "facts": { "online-claims": false },
        "usage": [{ "month": "2025-07", "rate": "10%" }, { "month": "2025-06", "rate": "10%" }, { "month": "2025-05", "rate": "10%" }]
    });
    let answer = json!(evaluate(Ruleset::built_in(), &read(&clinic), day("2025-10-01")));
    let promotion = &answer["addOns"][0];
    assert_eq!(promotion["questions"], json!([]));
    let settled: Vec<&str> =
        promotion["settled"].as_array().unwrap().iter().map(|fact| fact.as_str().unwrap()).collect();
    assert!(settled.contains(&"online-eligibility") && settled.contains(&"consultation"), "{settled:?}");
    assert!(!settled.contains(&"online-claims"), "it is known");
}

#[test]
fn an_answer_that_hangs_on_a_reading_says_which_reading_gives_what() {
    let clinic = clinic_at_level_2();
    let answer = json!(evaluate(Ruleset::built_in(), &read(&clinic), day("2025-09-01")));
    assert_eq!(answer["addOns"][0]["readings"], json!({ "same": true, "differing": [] }));

    let mut clinic = clinic_at_level_2();
    clinic["usage"] = json!([{ "month": "2025-05", "rate": "65%" }, { "month": "2025-07", "rate": "41%" }]);
    let answer = json!(evaluate(Ruleset::built_in(), &read(&clinic), day("2025-10-01")));
    assert_eq!(answer["addOns"][0]["best"]["level"], "1");
    assert_eq!(
        answer["addOns"][0]["readings"],
        json!({ "same": false, "differing": [{
            "reading": "C2", "alternative": "m-3-only", "verdict": "qualifies", "best": "2",
            "range": { "worst": "2", "best": "2" }, "filing": ["1", "2", "3", "4", "5", "6"]
        }] })
    );
}

#[test]
fn the_interface_to_the_sharing_service_is_deemed_with_its_citation_and_asked_under_the_strict_reading() {
    let clinic = json!({
        "type": "medical-clinic",
        "facts": {
            "online-claims": true, "itemized-statement": true, "online-eligibility": true, "records-access": true,
            "consultation": true, "in-house-notice": true, "own-website": false, "e-prescription": true,
            "emr-guideline": true, "emr-e-prescription-interface": true, "certified-emr": false,
            "emr-record-sharing-interface": false, "record-sharing-service": true, "regional-network": false
        },
        "usage": [{ "month": "2026-09", "rate": "31%" }],
        "filings": { "records-linkage": "2026-06-01" }
    });
    let answer = json!(evaluate(Ruleset::built_in(), &read(&clinic), day("2026-12-01")));
    let linkage = answer["addOns"].as_array().unwrap().iter().find(|one| one["id"] == "records-linkage").unwrap();
    assert_eq!(linkage["best"]["level"], "1");
    let checks = linkage["levels"][0]["checks"].as_array().unwrap();
    assert!(checks.contains(&json!({ "requirement": "sharing-interface", "state": "deemed" })), "{checks:?}");
    let requirements = linkage["requirements"].as_array().unwrap();
    let interface = requirements.iter().find(|one| one["id"] == "sharing-interface").unwrap();
    let citations = interface["citations"].as_array().unwrap();
    assert!(
        citations.contains(&json!({
            "source": "hoihatsu-0305-7-r8", "at": "別添1 第1の8 4(2)", "basis": "excerpt",
            "quote": "１の（10）のウについては、当面の間に限り、当該基準を満たしているものとみなす"
        })),
        "{citations:?}"
    );
    assert_eq!(interface.get("deemedUntil"), None, "no end is written");
    assert_eq!(interface["doubts"], json!(["C49"]));
    assert_eq!(
        linkage["readings"]["differing"],
        json!([{
            "reading": "C49", "alternative": "interface-required", "verdict": "qualifies", "best": "2",
            "range": { "worst": "2", "best": "2" }, "filing": ["1", "2", "3"]
        }])
    );
}
