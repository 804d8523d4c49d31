//! The facilities of `examples/`: the average facility of each type, with the monthly rates that were published, followed
//! claim month by claim month, and an invented clinic that looks ahead. The tables are worked out by hand from those rates and the
//! thresholds of the law.

use dx_kasan::{AddOnAssessment, Assessment, Day, Facility, FacilityType, Month, Ruleset, Verdict, evaluate};
use serde_json::{Value, json};

const FIRST: &str = "2024-06";
const LAST: &str = "2025-07";

fn example(name: &str) -> Value {
    let text = std::fs::read_to_string(format!("examples/{name}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn facility(name: &str) -> Facility {
    Facility::from_json(Ruleset::built_in(), &example(name)["facility"].to_string()).unwrap()
}

/// The claim months to 2025-07, each with the rate that counts and, by add-on, the level to claim and its amount for the
/// main service: `1:12` is level 1 with 12; `s` is the single level, `-` is none.
fn followed(name: &str) -> Vec<String> {
    let facility = facility(name);
    let mut month = Month::parse(FIRST).unwrap();
    let mut lines = Vec::new();
    while month <= Month::parse(LAST).unwrap() {
        let answer = evaluate(Ruleset::built_in(), &facility, month.first_day());
        let mut line = vec![month.to_string(), rate(&answer)];
        let in_force = answer.add_ons.iter().filter(|add_on| add_on.verdict != Verdict::NotInForce);
        line.extend(in_force.map(|add_on| format!("{} {}", add_on.id, level(add_on))));
        lines.push(line.join(" | "));
        month = month.plus(1);
    }
    lines
}

fn rate(answer: &Assessment<'_>) -> String {
    let mut observed = answer.add_ons.iter().flat_map(|add_on| add_on.requirements.iter());
    let observed = observed.find_map(|requirement| requirement.observed.clone());
    observed.map_or("no rate asked".to_owned(), |observed| format!("{} in {}", observed.rate, observed.month))
}

fn level(add_on: &AddOnAssessment<'_>) -> String {
    let Some(best) = &add_on.best else { return "-".to_owned() };
    // The fees are in the order of the rules, the main service's first.
    let fee = best.fees.iter().find(|fee| fee.when != Some("with-card")).unwrap();
    format!("{}:{}", best.level.replace("single", "s"), fee.amount)
}

/// Fills the columns of a table with the add-ons that they stand for.
#[track_caller]
fn follows(name: &str, add_ons: &[&str], table: &[(&str, &str, &[&str])]) {
    let expected: Vec<String> = table
        .iter()
        .map(|(month, rate, levels)| {
            let levels = add_ons.iter().zip(*levels).map(|(add_on, level)| format!("{add_on} {level}"));
            [(*month).to_owned(), (*rate).to_owned()].into_iter().chain(levels).collect::<Vec<_>>().join(" | ")
        })
        .collect();
    assert_eq!(followed(name), expected);
}

const MEDICAL: [&str; 4] =
    ["medical-dx-promotion", "medical-information-acquisition", "home-care-dx", "visiting-nursing-dx"];
const DENTAL: [&str; 3] = ["medical-dx-promotion", "medical-information-acquisition", "home-care-dx"];
const DISPENSING: [&str; 2] = ["medical-dx-promotion", "medical-information-acquisition"];
const VISITING_NURSING: [&str; 1] = ["visiting-nursing-dx"];

// Levels 1, 2 and 3 ask 15, 10 and 5 % from October 2024, 30, 20 and 10 % from January 2025, 45, 30 and 15 % from April 2025.
// The third month before the claim month counts, or one of the two before that where its rate is higher.

#[test]
fn the_average_medical_clinic_reached_level_2_at_the_end_of_each_stage() {
    follows(
        "medical-clinic",
        &MEDICAL,
        &[
            ("2024-06", "no rate asked", &["s:8", "s:3", "s:10", "s:5"]),
            ("2024-07", "no rate asked", &["s:8", "s:3", "s:10", "s:5"]),
            ("2024-08", "no rate asked", &["s:8", "s:3", "s:10", "s:5"]),
            ("2024-09", "no rate asked", &["s:8", "s:3", "s:10", "s:5"]),
            ("2024-10", "9.40% in 2024-07", &["3:8", "s:3", "s:10", "s:5"]),
            ("2024-11", "10.77% in 2024-08", &["2:10", "s:3", "s:10", "s:5"]),
            ("2024-12", "12.06% in 2024-09", &["2:10", "s:1", "s:10", "s:5"]),
            ("2025-01", "14.16% in 2024-10", &["3:8", "s:1", "s:10", "s:5"]),
            ("2025-02", "17.52% in 2024-11", &["3:8", "s:1", "s:10", "s:5"]),
            ("2025-03", "27.39% in 2024-12", &["2:10", "s:1", "s:10", "s:5"]),
            ("2025-04", "27.85% in 2025-01", &["3:10", "s:1", "1:11", "s:5"]),
            ("2025-05", "29.36% in 2025-02", &["3:10", "s:1", "1:11", "s:5"]),
            ("2025-06", "30.63% in 2025-03", &["2:11", "s:1", "1:11", "s:5"]),
            ("2025-07", "33.09% in 2025-04", &["2:11", "s:1", "1:11", "s:5"]),
        ],
    );
}

/// In April 2025 a month before the third one counts: January was lower than December.
#[test]
fn the_average_hospital_claims_april_2025_by_the_rate_of_december() {
    follows(
        "hospital",
        &MEDICAL,
        &[
            ("2024-06", "no rate asked", &["s:8", "s:3", "s:10", "s:5"]),
            ("2024-07", "no rate asked", &["s:8", "s:3", "s:10", "s:5"]),
            ("2024-08", "no rate asked", &["s:8", "s:3", "s:10", "s:5"]),
            ("2024-09", "no rate asked", &["s:8", "s:3", "s:10", "s:5"]),
            ("2024-10", "9.50% in 2024-07", &["3:8", "s:3", "s:10", "s:5"]),
            ("2024-11", "11.13% in 2024-08", &["2:10", "s:3", "s:10", "s:5"]),
            ("2024-12", "12.30% in 2024-09", &["2:10", "s:1", "s:10", "s:5"]),
            ("2025-01", "14.50% in 2024-10", &["3:8", "s:1", "s:10", "s:5"]),
            ("2025-02", "18.04% in 2024-11", &["3:8", "s:1", "s:10", "s:5"]),
            ("2025-03", "28.15% in 2024-12", &["2:10", "s:1", "s:10", "s:5"]),
            ("2025-04", "28.15% in 2024-12", &["3:10", "s:1", "1:11", "s:5"]),
            ("2025-05", "29.74% in 2025-02", &["3:10", "s:1", "1:11", "s:5"]),
            ("2025-06", "31.15% in 2025-03", &["2:11", "s:1", "1:11", "s:5"]),
            ("2025-07", "33.55% in 2025-04", &["2:11", "s:1", "1:11", "s:5"]),
        ],
    );
}

/// Level 2 came a month later in autumn 2024, and again in summer 2025, where 29.59 % missed it.
#[test]
fn the_average_dental_clinic_lies_a_little_behind_the_medical_one() {
    follows(
        "dental-clinic",
        &DENTAL,
        &[
            ("2024-06", "no rate asked", &["s:6", "s:3", "s:8"]),
            ("2024-07", "no rate asked", &["s:6", "s:3", "s:8"]),
            ("2024-08", "no rate asked", &["s:6", "s:3", "s:8"]),
            ("2024-09", "no rate asked", &["s:6", "s:3", "s:8"]),
            ("2024-10", "8.57% in 2024-07", &["3:6", "s:3", "s:8"]),
            ("2024-11", "9.58% in 2024-08", &["3:6", "s:3", "s:8"]),
            ("2024-12", "10.91% in 2024-09", &["2:8", "s:1", "s:8"]),
            ("2025-01", "12.86% in 2024-10", &["3:6", "s:1", "s:8"]),
            ("2025-02", "16.17% in 2024-11", &["3:6", "s:1", "s:8"]),
            ("2025-03", "27.33% in 2024-12", &["2:8", "s:1", "s:8"]),
            ("2025-04", "27.71% in 2025-01", &["3:8", "s:1", "1:9"]),
            ("2025-05", "28.33% in 2025-02", &["3:8", "s:1", "1:9"]),
            ("2025-06", "29.59% in 2025-03", &["3:8", "s:1", "1:9"]),
            ("2025-07", "31.66% in 2025-04", &["2:10", "s:1", "1:9"]),
        ],
    );
}

#[test]
fn the_average_pharmacy_reached_level_1_only_before_the_thresholds_of_april_2025() {
    follows(
        "pharmacy",
        &DISPENSING,
        &[
            ("2024-06", "no rate asked", &["s:4", "s:3"]),
            ("2024-07", "no rate asked", &["s:4", "s:3"]),
            ("2024-08", "no rate asked", &["s:4", "s:3"]),
            ("2024-09", "no rate asked", &["s:4", "s:3"]),
            ("2024-10", "13.77% in 2024-07", &["2:6", "s:3"]),
            ("2024-11", "16.51% in 2024-08", &["1:7", "s:3"]),
            ("2024-12", "18.19% in 2024-09", &["1:7", "s:1"]),
            ("2025-01", "21.09% in 2024-10", &["2:6", "s:1"]),
            ("2025-02", "24.24% in 2024-11", &["2:6", "s:1"]),
            ("2025-03", "30.34% in 2024-12", &["1:7", "s:1"]),
            ("2025-04", "30.54% in 2025-01", &["2:8", "s:1"]),
            ("2025-05", "32.21% in 2025-02", &["2:8", "s:1"]),
            ("2025-06", "33.55% in 2025-03", &["2:8", "s:1"]),
            ("2025-07", "35.93% in 2025-04", &["2:8", "s:1"]),
        ],
    );
}

#[test]
fn a_visiting_nursing_station_is_asked_for_no_rate_and_has_its_50_yen_throughout() {
    follows(
        "visiting-nursing-station",
        &VISITING_NURSING,
        &[
            ("2024-06", "no rate asked", &["s:50"]),
            ("2024-07", "no rate asked", &["s:50"]),
            ("2024-08", "no rate asked", &["s:50"]),
            ("2024-09", "no rate asked", &["s:50"]),
            ("2024-10", "no rate asked", &["s:50"]),
            ("2024-11", "no rate asked", &["s:50"]),
            ("2024-12", "no rate asked", &["s:50"]),
            ("2025-01", "no rate asked", &["s:50"]),
            ("2025-02", "no rate asked", &["s:50"]),
            ("2025-03", "no rate asked", &["s:50"]),
            ("2025-04", "no rate asked", &["s:50"]),
            ("2025-05", "no rate asked", &["s:50"]),
            ("2025-06", "no rate asked", &["s:50"]),
            ("2025-07", "no rate asked", &["s:50"]),
        ],
    );
}

#[test]
fn there_is_an_average_example_of_every_type_and_one_clinic_that_looks_ahead() {
    let files = std::fs::read_dir("examples").unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    // Beside the facilities lie projects that use the package.
    let mut names: Vec<String> = files.filter_map(|name| Some(name.strip_suffix(".json")?.to_owned())).collect();
    names.sort_unstable();
    let mut expected: Vec<&str> = FacilityType::ALL.iter().map(|of| of.id()).chain(["rising-clinic"]).collect();
    expected.sort_unstable();
    assert_eq!(names, expected);
    for of in FacilityType::ALL {
        assert_eq!(example(of.id())["facility"]["type"], json!(of.id()));
    }
}

/// The page shows them on that day.
#[test]
fn every_example_qualifies_on_its_own_day() {
    for of in FacilityType::ALL {
        let day = Day::parse(example(of.id())["date"].as_str().unwrap()).unwrap();
        let facility = facility(of.id());
        let answer = evaluate(Ruleset::built_in(), &facility, day);
        let in_force = answer.add_ons.iter().filter(|add_on| add_on.verdict != Verdict::NotInForce);
        assert!(in_force.clone().count() > 0 && in_force.clone().all(|add_on| add_on.verdict == Verdict::Qualifies));
    }
}

/// It has its 12 points still, and has to reach 60 % for them from October on.
#[test]
fn the_rising_clinic_has_level_1_in_september_and_not_for_sure_in_october() {
    let stands = |day| {
        let answer = evaluate(Ruleset::built_in(), &facility("rising-clinic"), Day::parse(day).unwrap());
        (rate(&answer), level(&answer.add_ons[0]), answer.add_ons[0].range.best)
    };
    assert_eq!(stands("2025-08-20"), ("52.00% in 2025-05".to_owned(), "1:12".to_owned(), Some("1")));
    assert_eq!(stands("2025-09-01"), ("55.00% in 2025-06".to_owned(), "1:12".to_owned(), Some("1")));
    assert_eq!(stands("2025-10-01"), ("55.00% in 2025-06".to_owned(), "2:11".to_owned(), Some("1")));
}

/// Rates end where the statistics do; what they say nothing about is unknown, not zero.
#[test]
fn the_claim_month_after_the_statistics_is_open_above_the_level_that_is_sure() {
    let facility = facility("medical-clinic");
    let answer = evaluate(Ruleset::built_in(), &facility, Day::parse("2025-08-01").unwrap());
    let promotion = &answer.add_ons[0];
    assert_eq!((promotion.range.worst, promotion.range.best), (Some("2"), Some("1")));
}
