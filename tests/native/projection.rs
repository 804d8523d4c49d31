//! Projections: worked out by hand for a clinic, and for every population between the bounds that are stated.

use dx_kasan::{
    Assumption, Bounds, Day, Error, Facility, Money, Month, Projection, Ruleset, Service, Visit, Volume, claim, project,
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn rules() -> &'static Ruleset {
    Ruleset::built_in()
}

/// A clinic that has everything, with a rate of 60% in every month.
fn clinic() -> Value {
    let first = Month::parse("2024-01").unwrap();
    let usage: Vec<Value> =
        (0..40).map(|after| json!({ "month": first.plus(after).to_string(), "rate": "60%" })).collect();
    json!({
        "type": "medical-clinic",
        "facts": {
            "online-claims": true, "online-eligibility": true, "records-access": true, "in-house-notice": true,
            "own-website": false, "consultation": true, "e-prescription": true, "itemized-statement": true,
            "home-consent": true, "certified-emr": false, "emr-guideline": false
        },
        "usage": usage,
        "filings": {
            "medical-dx-promotion": ["2024-06-01", "2025-04-01"], "home-care-dx": "2024-06-01",
            "visiting-nursing-dx": "2024-06-01", "records-linkage": "2026-06-01"
        }
    })
}

fn try_projected(facility: &Value, volume: &Value) -> Result<Projection<'static>, Error> {
    let facility = Facility::from_json(rules(), &facility.to_string())?;
    Ok(project(rules(), &facility, &Volume::from_json(rules(), &facility, &volume.to_string())?))
}

fn projected(facility: &Value, volume: &Value) -> Projection<'static> {
    try_projected(facility, volume).unwrap()
}

fn points(least: i64, most: i64) -> Bounds {
    Bounds { least: Money { points: least, yen: least * 10 }, most: Money { points: most, yen: most * 10 } }
}

fn ids(projection: &Projection<'_>) -> Vec<&'static str> {
    projection.assumptions.iter().map(|assumption| assumption.id()).collect()
}

#[test]
fn initial_visits_of_a_month_have_no_bounds_to_speak_of() {
    let volume = json!({ "from": "2025-10", "until": "2025-10", "patients": { "initial-visit": 120 } });
    let projection = projected(&clinic(), &volume);
    // Level 1 at 12 points, and 1 point of information acquisition.
    assert_eq!(projection.months[0].add_ons[0].total, points(1440, 1440));
    assert_eq!(projection.months[0].add_ons[1].total, points(120, 120));
    assert_eq!(projection.total, points(1560, 1560));
    assert_eq!(ids(&projection), ["patients-not-visits", "as-known", "whole-amount"]);
}

#[test]
fn a_claim_once_in_three_months_is_a_third_at_the_least() {
    let volume = json!({ "from": "2025-10", "until": "2025-12", "patients": { "revisit": 800 } });
    let projection = projected(&clinic(), &volume);
    assert_eq!(projection.months[0].total, points(266, 800));
    assert_eq!(projection.total, points(798, 2400));
    assert!(projection.assumptions.contains(&Assumption::Intervals));
}

#[test]
fn a_revisit_of_a_patient_with_an_initial_visit_comes_to_nothing_at_the_least() {
    let volume = json!({ "from": "2026-06", "until": "2026-06", "patients": { "initial-visit": 120, "revisit": 800 } });
    let projection = projected(&clinic(), &volume);
    // Level 2: 9 points of the initial visits, 2 of the revisits of the others.
    assert_eq!(projection.total, points(120 * 9 + 680 * 2, 120 * 9 + 800 * 2));
    let assumed =
        ["patients-not-visits", "as-known", "whole-amount", "overlap", "first-service-first", "revisits-unknown"];
    assert_eq!(ids(&projection), assumed);
}

#[test]
fn home_care_is_dropped_for_as_many_as_have_another_claim() {
    let patients = json!({ "initial-visit": 20, "revisit": 30, "home-visit": 60 });
    let projection = projected(&clinic(), &json!({ "from": "2025-10", "until": "2025-10", "patients": patients }));
    let home = projection.months[0].add_ons.iter().find(|add_on| add_on.id == "home-care-dx").unwrap();
    assert_eq!((home.claims[0].least, home.claims[0].most), (10, 60));
    assert_eq!(home.total, points(110, 660));
}

#[test]
fn of_home_care_and_visiting_nursing_the_smaller_is_kept_at_the_least() {
    let patients = json!({ "home-visit": 60, "visiting-nursing": 40 });
    let projection = projected(&clinic(), &json!({ "from": "2025-10", "until": "2025-10", "patients": patients }));
    assert_eq!(projection.total, points(20 * 11 + 40 * 5, 60 * 11 + 40 * 5));
}

#[test]
fn the_share_with_card_decides_the_fee_until_november_2024() {
    let volume = |share: Option<&str>| {
        let volume = json!({
            "from": "2024-11", "until": "2024-12", "patients": { "initial-visit": 10 }, "cardShare": share
        });
        projected(&clinic(), &volume)
    };
    let information = |projection: &Projection<'_>, month: usize| projection.months[month].add_ons[1].total;
    // 3 with the card at 1 point, 7 without it at 3.
    assert_eq!(information(&volume(Some("30%")), 0), points(24, 24));
    // 3.3 patients are 3 or 4.
    assert_eq!(information(&volume(Some("33%")), 0), points(22, 24));
    assert_eq!(information(&volume(None), 0), points(10, 30));
    assert_eq!(information(&volume(None), 1), points(10, 10));
    assert!(volume(None).assumptions.contains(&Assumption::CardUnknown));
    assert!(volume(None).assumptions.contains(&Assumption::NoReferral));
    assert!(!volume(Some("30%")).assumptions.contains(&Assumption::CardUnknown));
}

#[test]
fn the_level_is_that_of_each_month_and_higher_ones_say_what_they_would_add() {
    let volume = json!({ "from": "2026-02", "until": "2026-03", "patients": { "initial-visit": 100 } });
    let projection = projected(&clinic(), &volume);
    let promotion = |month: usize| &projection.months[month].add_ons[0];
    assert_eq!((promotion(0).level, promotion(0).higher.len()), (Some("1"), 0));
    assert_eq!(promotion(1).level, Some("2"));
    let [higher] = promotion(1).higher.as_slice() else { panic!("level 1 alone is above level 2") };
    assert_eq!((higher.level, higher.total), ("1", points(1200, 1200)));
    assert_eq!((higher.more.least.points, higher.more.least.yen, higher.more.most.points), (100, 1000, 100));
}

#[test]
fn without_a_level_every_level_says_what_it_would_add() {
    let mut clinic = clinic();
    clinic["filings"] = json!({});
    let patients = json!({ "initial-visit": 100, "home-visit": 100 });
    let projection = projected(&clinic, &json!({ "from": "2026-06", "until": "2026-06", "patients": patients }));
    let linkage = projection.months[0].add_ons.iter().find(|add_on| add_on.id == "records-linkage").unwrap();
    assert_eq!((linkage.level, linkage.reason), (None, dx_kasan::ReasonCode::FilingUnknown));
    let more: Vec<(&str, i64)> = linkage.higher.iter().map(|higher| (higher.level, higher.more.least.points)).collect();
    assert_eq!(more, [("1", 1500), ("2", 900), ("3", 400)]);
    assert_eq!(projection.total, points(0, 0));
}

#[test]
fn what_a_level_takes_from_another_add_on_is_taken_off() {
    let mut clinic = clinic();
    clinic["filings"] = json!({ "home-care-dx": "2026-06-01" });
    let patients = json!({ "initial-visit": 100, "home-visit": 100 });
    let projection = projected(&clinic, &json!({ "from": "2026-06", "until": "2026-06", "patients": patients }));
    let linkage = projection.months[0].add_ons.iter().find(|add_on| add_on.id == "records-linkage").unwrap();
    let lowest = linkage.higher.last().unwrap();
    // 400 points more, and at the least the 1100 of home care less.
    assert_eq!((lowest.level, lowest.more.least.points, lowest.more.most.points), ("3", -700, 400));
}

#[test]
fn a_month_of_which_the_rate_is_unknown_comes_to_nothing_and_says_so() {
    let mut clinic = clinic();
    clinic["usage"] = json!([]);
    let volume = json!({ "from": "2025-10", "until": "2025-10", "patients": { "initial-visit": 100 } });
    let projection = projected(&clinic, &volume);
    let promotion = &projection.months[0].add_ons[0];
    assert_eq!((promotion.level, promotion.reason), (None, dx_kasan::ReasonCode::Undetermined));
    assert_eq!(promotion.total, points(0, 0));
    assert_eq!(promotion.higher.len(), 6);
}

#[test]
fn a_station_comes_to_yen_and_stale_rules_are_told() {
    let station = json!({
        "type": "visiting-nursing-station",
        "facts": { "online-claims": true, "online-eligibility": true, "home-consent": true, "in-house-notice": true, "own-website": false },
        "filings": { "visiting-nursing-dx": "2024-06-01" }
    });
    let volume = json!({ "from": "2027-05", "until": "2027-06", "patients": { "visiting-nursing": 40 } });
    let projection = projected(&station, &volume);
    assert_eq!(projection.total.least, Money { points: 0, yen: 4000 });
    assert_eq!(projection.months[1].add_ons[0].status, dx_kasan::Status::Stale);
    assert_eq!(ids(&projection), ["patients-not-visits", "as-known", "whole-amount", "last-rules"]);
}

#[test]
fn months_add_up_to_years_and_years_to_the_whole() {
    let volume = json!({ "from": "2025-11", "until": "2027-02", "patients": { "initial-visit": 7, "revisit": 11 } });
    let projection = projected(&clinic(), &volume);
    assert_eq!(projection.months.len(), 16);
    assert_eq!(projection.years.iter().map(|year| year.year).collect::<Vec<_>>(), [2025, 2026, 2027]);
    let sum = |bounds: Vec<Bounds>| -> i64 { bounds.iter().map(|bounds| bounds.least.yen).sum() };
    assert_eq!(sum(projection.months.iter().map(|month| month.total).collect()), projection.total.least.yen);
    assert_eq!(sum(projection.years.iter().map(|year| year.total).collect()), projection.total.least.yen);
}

#[test]
fn every_assumption_is_said_in_both_languages_without_its_id_being_one_of_two() {
    let mut known: Vec<&str> = Assumption::ALL.iter().map(|assumption| assumption.id()).collect();
    known.sort_unstable();
    known.dedup();
    assert_eq!(known.len(), Assumption::ALL.len());
    for assumption in Assumption::ALL {
        assert!(assumption.text().ja.ends_with('。'), "{}", assumption.id());
        assert!(assumption.text().en.ends_with('.'), "{}", assumption.id());
    }
}

// What filing takes

/// A clinic of level 3 in December 2026, with what it files.
fn level_3(filings: Value) -> Value {
    let mut clinic = clinic();
    clinic["facts"]["e-prescription"] = json!(false);
    clinic["facts"]["dispensing-registration"] = json!(false);
    clinic["facts"]["record-sharing-service"] = json!(false);
    clinic["facts"]["regional-network"] = json!(false);
    clinic["filings"] = filings;
    clinic
}

fn december(patients: Value, revisits: Option<u64>) -> Value {
    json!({ "from": "2026-12", "until": "2026-12", "patients": patients, "revisits": revisits })
}

fn linkage<'p>(projection: &'p Projection<'static>) -> &'p dx_kasan::ProjectedAddOn<'static> {
    projection.months[0].add_ons.iter().find(|add_on| add_on.id == "records-linkage").unwrap()
}

fn filed() -> Value {
    json!({ "records-linkage": "2026-06-01" })
}

#[test]
fn a_level_3_clinic_gains_1600_points_and_loses_one_for_each_of_4800_revisits() {
    let patients = json!({ "initial-visit": 100, "revisit": 600 });
    let projection = projected(&level_3(filed()), &december(patients, Some(4_800)));
    let add_on = linkage(&projection);
    assert_eq!(add_on.level, Some("3"));
    let claims: Vec<_> = add_on.claims.iter().map(|fee| (fee.service.id(), fee.amount, fee.least, fee.most)).collect();
    assert_eq!(claims, [("initial-visit", 4, 100, 100), ("revisit", 2, 500, 600)]);
    let [lost] = add_on.losses.as_slice() else { panic!("one fee is lost") };
    assert_eq!((lost.loss.name.ja, lost.loss.item), ("明細書発行体制等加算", "A001 注11"));
    assert_eq!((lost.loss.service, lost.loss.amount, lost.count), (Service::Revisit, -1, Some(4_800)));
    assert_eq!(lost.total, Some(Money { points: -4_800, yen: -48_000 }));
    assert!(lost.loss.citations.iter().any(|cite| cite.source == "hoihatsu-0305-6-r8"));
    assert_eq!(add_on.total, points(400 + 2 * 500 - 4_800, 400 + 2 * 600 - 4_800));
    assert_eq!(projection.total, points(-3_400, -3_200));
    assert!(projection.assumptions.contains(&Assumption::LossEachTime));
    assert!(!projection.assumptions.contains(&Assumption::RevisitsUnknown));
}

#[test]
fn at_as_many_revisits_as_the_level_adds_points_filing_changes_nothing() {
    let volume = |revisits| december(json!({ "revisit": 600 }), Some(revisits));
    let total = |revisits| projected(&level_3(filed()), &volume(revisits)).total;
    assert_eq!(total(1_199), points(1, 1));
    assert_eq!(total(1_200), points(0, 0));
    assert_eq!(total(1_201), points(-1, -1));
}

#[test]
fn who_has_not_filed_loses_nothing_and_is_told_what_filing_brings_less_what_it_takes() {
    let patients = json!({ "initial-visit": 100, "revisit": 600 });
    let projection = projected(&level_3(json!({ "records-linkage": null })), &december(patients, Some(4_800)));
    let add_on = linkage(&projection);
    assert_eq!((add_on.level, add_on.losses.len(), add_on.total), (None, 0, points(0, 0)));
    let lowest = add_on.higher.last().unwrap();
    assert_eq!((lowest.level, lowest.losses[0].count), ("3", Some(4_800)));
    assert_eq!(lowest.total, points(-3_400, -3_200));
    assert_eq!((lowest.more.least.points, lowest.more.most.points), (-3_400, -3_200));
    assert_eq!(projection.total, points(0, 0));
}

#[test]
fn a_level_above_that_of_a_filing_takes_nothing_more() {
    let patients = json!({ "initial-visit": 100, "revisit": 600 });
    let projection = projected(&level_3(filed()), &december(patients, Some(4_800)));
    let more: Vec<_> =
        linkage(&projection).higher.iter().map(|higher| (higher.level, higher.more.most.points)).collect();
    assert_eq!(more, [("1", 100 * (15 - 4)), ("2", 100 * (9 - 4))]);
}

#[test]
fn a_filing_takes_it_in_a_month_without_a_level_too() {
    let mut clinic = level_3(filed());
    clinic["usage"] = json!([]);
    let projection = projected(&clinic, &december(json!({ "revisit": 600 }), Some(900)));
    let add_on = linkage(&projection);
    assert_eq!((add_on.level, add_on.reason), (None, dx_kasan::ReasonCode::Undetermined));
    assert_eq!((add_on.claims.len(), add_on.total), (0, points(-900, -900)));
    assert_eq!(add_on.higher.last().unwrap().more.most.points, 1_200);
}

#[test]
fn a_filing_takes_nothing_before_the_month_in_which_it_counts() {
    let clinic = level_3(json!({ "records-linkage": "2026-11-01" }));
    let volume = json!({ "from": "2026-05", "until": "2026-11", "patients": {}, "revisits": 900 });
    let totals: Vec<i64> = projected(&clinic, &volume).months.iter().map(|month| month.total.most.points).collect();
    assert_eq!(totals, [0, 0, 0, 0, 0, 0, -900]);
}

#[test]
fn while_the_number_of_revisits_is_unknown_the_sums_leave_out_what_filing_takes_and_say_so() {
    let patients = json!({ "initial-visit": 100, "revisit": 600 });
    let projection = projected(&level_3(filed()), &december(patients, None));
    assert_eq!((linkage(&projection).losses[0].count, projection.total), (None, points(1_400, 1_600)));
    assert!(projection.assumptions.contains(&Assumption::RevisitsUnknown));
    assert!(!projection.assumptions.contains(&Assumption::LossEachTime));
    // Nobody is told of revisits where no filing takes anything.
    let before = json!({ "from": "2026-05", "until": "2026-05", "patients": { "revisit": 600 } });
    assert!(!projected(&level_3(filed()), &before).assumptions.contains(&Assumption::RevisitsUnknown));
}

#[test]
fn a_hospital_loses_nothing_and_a_dental_clinic_does() {
    let of_type = |facility_type: &str, schedule: &str| {
        let mut facility = level_3(filed());
        facility["type"] = json!(facility_type);
        facility["schedule"] = json!(schedule);
        projected(&facility, &december(json!({ "revisit": 600 }), Some(900))).total
    };
    assert_eq!(of_type("hospital", "medical"), points(1_200, 1_200));
    assert_eq!(of_type("hospital", "dental"), points(1_200, 1_200));
    for clinic in ["medical-clinic", "dental-clinic"] {
        assert_eq!(of_type(clinic, "medical"), points(300, 300));
        assert_eq!(of_type(clinic, "dental"), points(300, 300));
    }
}

#[test]
fn remedies_say_what_filing_takes_and_what_each_level_adds_beside_it() {
    let told = |facility: &Value, day: &str| {
        let facility = Facility::from_json(rules(), &facility.to_string()).unwrap();
        let answer = dx_kasan::remedies(rules(), &facility, Day::parse(day).unwrap(), &dx_kasan::Options::default());
        answer.add_ons.into_iter().find(|add_on| add_on.id == "records-linkage").unwrap()
    };
    let clinic = told(&level_3(filed()), "2026-12-01");
    assert_eq!((clinic.losses[0].name.en, clinic.losses[0].amount), ("Itemised statement add-on", -1));
    let adds: Vec<_> = clinic
        .break_even
        .iter()
        .map(|level| (level.level, level.adds.iter().map(|one| (one.service.id(), one.amount)).collect::<Vec<_>>()))
        .collect();
    let of_level = |amount| vec![("initial-visit", amount), ("revisit", 2)];
    assert_eq!(adds, [("1", of_level(15)), ("2", of_level(9)), ("3", of_level(4))]);

    let mut hospital = level_3(filed());
    hospital["type"] = json!("hospital");
    let hospital = told(&hospital, "2026-12-01");
    assert_eq!((hospital.losses.len(), hospital.break_even.len()), (0, 0));
    assert_eq!(told(&level_3(filed()), "2026-05-31").losses.len(), 0);
}

// What is refused

#[track_caller]
fn refused(volume: &Value, code: &str, path: &str, message: &str) {
    let error = try_projected(&clinic(), volume).unwrap_err();
    assert_eq!((error.code().id(), error.path(), error.to_string().as_str()), (code, path, message));
}

#[test]
fn a_volume_that_cannot_be_meant_is_refused_at_its_path() {
    let volume =
        |from: &str, until: &str, patients: Value| json!({ "from": from, "until": until, "patients": patients });
    let none = json!({});
    refused(&json!([]), "wrong-type", "volume", "expected an object, found an empty array");
    refused(&json!({ "from": "2025-10" }), "incomplete", "volume", "the key `until` is missing");
    refused(
        &volume("2024-05", "2025-10", none.clone()),
        "out-of-range",
        "volume.from",
        "2024-05 lies before 2024-06, with which the rules begin",
    );
    refused(
        &volume("2025-10", "2025-09", none.clone()),
        "inconsistent",
        "volume.until",
        "`until` 2025-09 lies before `from` 2025-10",
    );
    refused(
        &volume("2025-10", "2035-10", none),
        "out-of-range",
        "volume.until",
        "`until` 2035-10 makes more than ten years; the last possible month is 2035-09",
    );
    refused(
        &volume("2025-10", "2025-10", json!({ "re-visit": 1 })),
        "unknown-id",
        "volume.patients.re-visit",
        "unknown service `re-visit`; did you mean `revisit`?",
    );
    refused(
        &volume("2025-10", "2025-10", json!({ "dispensing": 1 })),
        "not-applicable",
        "volume.patients.dispensing",
        "the schedule `medical` does not have the service `dispensing`",
    );
    refused(
        &volume("2025-10", "2025-10", json!({ "revisit": -1 })),
        "out-of-range",
        "volume.patients.revisit",
        "the number `-1` is not in the required range of 0..=1000000000",
    );
    let mut again = volume("2025-10", "2025-10", json!({ "revisit": 600 }));
    again["revisits"] = json!(599);
    refused(
        &again,
        "inconsistent",
        "volume.revisits",
        "`revisits` 599 is less than the 600 patients with a revisit, each of whom has one at least",
    );
    again["revisits"] = json!(600.5);
    refused(&again, "wrong-type", "volume.revisits", "expected a whole number, found a number that is not whole");
    again["revisits"] = json!(1_000_000_001);
    let message = "the number `1000000001` is not in the required range of 0..=1000000000";
    refused(&again, "out-of-range", "volume.revisits", message);
    let mut shared = volume("2025-10", "2025-10", json!({}));
    shared["cardShare"] = json!("101%");
    refused(&shared, "out-of-range", "volume.cardShare", "the rate `101%` is not in the required range of 0%..=100%");
}

#[test]
fn revisits_are_refused_where_the_schedule_has_none() {
    let pharmacy = json!({ "type": "pharmacy" });
    let volume =
        |revisits: Value| json!({ "from": "2026-12", "until": "2026-12", "patients": {}, "revisits": revisits });
    let error = try_projected(&pharmacy, &volume(json!(1))).unwrap_err();
    assert_eq!((error.code().id(), error.path()), ("not-applicable", "volume.revisits"));
    assert_eq!(error.to_string(), "the schedule `dispensing` does not have the service `revisit`");
    assert!(try_projected(&pharmacy, &volume(Value::Null)).is_ok());
}

#[test]
fn the_largest_numbers_are_reckoned() {
    let patients = json!({ "initial-visit": 1_000_000_000, "revisit": 1_000_000_000, "home-visit": 1_000_000_000 });
    let volume = json!({ "from": "2024-06", "until": "2034-05", "patients": patients, "cardShare": "33.3333333%" });
    let projection = projected(&clinic(), &volume);
    assert_eq!(projection.months.len(), 120);
    assert!(projection.total.most.points > 1_000_000_000);
    let lost = json!({ "from": "2026-12", "until": "2036-11", "patients": {}, "revisits": 1_000_000_000 });
    assert_eq!(projected(&level_3(filed()), &lost).total, points(-120_000_000_000, -120_000_000_000));
}

// Every population

const SERVICES: [&str; 4] = ["initial-visit", "revisit", "home-visit", "visiting-nursing"];

/// For each month of a span, which of the patients have which visits: as many as the volume says, whoever they are.
fn populations() -> impl Strategy<Value = (u32, Vec<[Vec<usize>; 4]>)> {
    let people = 6_usize;
    let draw = move |count: usize| prop::sample::subsequence((0..people).collect::<Vec<usize>>(), count).prop_shuffle();
    let counts = prop::array::uniform4(0..=people);
    (0..30_u32, counts).prop_flat_map(move |(first, counts)| {
        let month = (draw(counts[0]), draw(counts[1]), draw(counts[2]), draw(counts[3]));
        let month = month.prop_map(|(one, two, three, four)| [one, two, three, four]);
        (Just(first), prop::collection::vec(month, 1..14))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// The span begins where no claims lie before it, and the rules of the interval do not change within it. From June 2026 on the
    /// clinic has filed, and loses a point for each revisit: where their number is unknown, the most is a bound all the same,
    /// and the least one of what is claimed.
    #[test]
    fn what_every_population_is_claimed_for_lies_within_the_bounds(
        (after, months) in populations(),
        card in any::<bool>(),
        more_revisits in prop::option::of(0..40_u32),
    ) {
        let first = Month::parse("2024-06").unwrap().plus(after);
        let last = first.plus(u32::try_from(months.len() - 1).unwrap());
        let clinic = clinic();
        let facility = Facility::from_json(rules(), &clinic.to_string()).unwrap();
        let patients: serde_json::Map<String, Value> =
            SERVICES.iter().zip(&months[0]).map(|(service, who)| ((*service).to_owned(), json!(who.len()))).collect();
        let revisits = months[0][1].len() + more_revisits.unwrap_or(0) as usize;
        let volume = json!({
            "from": first.to_string(), "until": last.to_string(), "patients": patients,
            "revisits": more_revisits.map(|_| revisits), "cardShare": if card { "100%" } else { "0%" }
        });
        let projection = projected(&clinic, &volume);
        let filed = projection.months.iter().filter(|month| month.month >= Month::parse("2026-06").unwrap()).count();
        let lost = 10 * i64::try_from(revisits * filed).unwrap();

        let mut total = Money::default();
        for person in 0..6 {
            let mut visits = Vec::new();
            for (month, by_service) in (0..).zip(&months) {
                for (day, (service, who)) in (0..).zip(SERVICES.iter().zip(by_service)) {
                    if who.contains(&person) {
                        // The initial visit comes first; home visits and nursing take turns.
                        let turns = if day >= 2 && month % 2 == 1 { 5 - day } else { day };
                        let date = (0..turns).fold(first.plus(month).first_day(), |date: Day, _| date.next());
                        let service = Service::from_id(service).unwrap();
                        visits.push(Visit { date, service, card, referral: false, second_department: false, telephone: false });
                    }
                }
            }
            let claimed = claim(rules(), &facility, &visits).total;
            total = Money { points: total.points + claimed.points, yen: total.yen + claimed.yen };
        }
        let least = if more_revisits.is_some() { total.yen - lost } else { total.yen };
        let Bounds { least: bound, most } = projection.total;
        prop_assert!(bound.yen <= least, "{} > {least}", bound.yen);
        prop_assert!(total.yen - lost <= most.yen, "{} > {}", total.yen - lost, most.yen);
    }
}
