//! Receipt codes: on every day on which one begins or ends, answers name those of the masters and no others.

use std::collections::BTreeSet;
use std::fs;

use dx_kasan::{Columns, Day, Facility, Ruleset, Schedule, Visit, batch, claim, evaluate};
use serde_json::{Value, json};

/// A row of the table: the code of a fee, as the law reference has it.
#[derive(Debug)]
struct Row {
    schedule: String,
    add_on: String,
    level: String,
    service: String,
    when: String,
    within: String,
    from: Day,
    until: Option<Day>,
    code: String,
    name: String,
    amount: String,
    unit: String,
    basis: String,
    /// Where the master at hand is older than that: whether the code goes on is inferred.
    basis_from_june_2026: String,
}

/// What an answer says of one code, in the order of the table.
type Told = [String; 11];

fn rows() -> Vec<Row> {
    let text = fs::read_to_string("tests/fixtures/receipt-codes.csv").unwrap();
    let row = |line: &str| {
        let mut cells = line.split(',').map(str::to_owned);
        let mut next = || cells.next().unwrap();
        let row = Row {
            schedule: next(),
            add_on: next(),
            level: next(),
            service: next(),
            when: next(),
            within: next(),
            from: day(&next()),
            until: Some(next()).filter(|until| !until.is_empty()).map(|until| day(&until)),
            code: next(),
            name: next(),
            amount: next(),
            unit: next(),
            basis: next(),
            basis_from_june_2026: next(),
        };
        assert_eq!(cells.next(), None);
        row
    };
    text.lines().skip(1).map(row).collect()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

impl Row {
    fn holds(&self, on: Day) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }

    fn told(&self, level: &str, on: Day) -> Told {
        let later = on >= day("2026-06-01") && !self.basis_from_june_2026.is_empty();
        let basis = if later { &self.basis_from_june_2026 } else { &self.basis };
        let one = |text: &str| text.to_owned();
        [
            one(&self.schedule),
            one(&self.add_on),
            one(level),
            one(&self.service),
            one(&self.when),
            one(&self.within),
            one(&self.code),
            one(&self.name),
            one(&self.amount),
            one(&self.unit),
            one(basis),
        ]
    }
}

fn facility(of_type: &str, schedule: &str) -> Facility {
    let written = json!({ "type": of_type, "schedule": schedule }).to_string();
    Facility::from_json(Ruleset::built_in(), &written).unwrap()
}

const FACILITIES: [(&str, &str); 4] = [
    ("medical-clinic", "medical"),
    ("dental-clinic", "dental"),
    ("pharmacy", "dispensing"),
    ("visiting-nursing-station", "visiting-nursing"),
];

/// Every code that the answers of a day name, whatever the schedule, and the levels of each add-on.
fn told(on: Day) -> (BTreeSet<Told>, Vec<(String, String, String)>) {
    let (mut all, mut levels) = (BTreeSet::new(), Vec::new());
    for (of_type, schedule) in FACILITIES {
        let answer = serde_json::to_value(evaluate(Ruleset::built_in(), &facility(of_type, schedule), on)).unwrap();
        let text = |value: &Value| value.as_str().map_or(String::new(), str::to_owned);
        for add_on in answer["addOns"].as_array().unwrap() {
            for level in add_on["levels"].as_array().unwrap() {
                levels.push((schedule.to_owned(), text(&add_on["id"]), text(&level["id"])));
                for fee in level["fees"].as_array().unwrap() {
                    for code in fee["codes"].as_array().unwrap() {
                        assert!(!code["citations"].as_array().unwrap().is_empty());
                        let new = all.insert([
                            schedule.to_owned(),
                            text(&add_on["id"]),
                            text(&level["id"]),
                            text(&fee["service"]),
                            text(&fee["when"]),
                            text(&code["within"]["ja"]),
                            text(&code["code"]),
                            text(&code["name"]),
                            fee["amount"].to_string(),
                            text(&fee["unit"]),
                            text(&code["basis"]),
                        ]);
                        assert!(new, "{code} is named twice on {on}");
                    }
                }
            }
        }
    }
    (all, levels)
}

#[test]
fn answers_name_the_codes_of_the_masters_and_no_others_on_the_first_and_last_day_of_each() {
    let rows = rows();
    assert_eq!(rows.len(), 86);
    let last = day("2027-05-31");
    let days: BTreeSet<Day> = rows.iter().flat_map(|row| [row.from, row.until.unwrap_or(last)]).collect();
    let days = days.into_iter().flat_map(|day| [day.previous(), day, day.next()]).collect::<BTreeSet<Day>>();
    for on in days {
        let (told, levels) = told(on);
        let mut expected = BTreeSet::new();
        for row in rows.iter().filter(|row| row.holds(on)) {
            let here = levels.iter().filter(|(schedule, add_on, level)| {
                (schedule, add_on) == (&row.schedule, &row.add_on) && (row.level == "all" || row.level == *level)
            });
            let here: Vec<Told> = here.map(|(_, _, level)| row.told(level, on)).collect();
            assert!(!here.is_empty(), "{row:?} has no level on {on}");
            expected.extend(here);
        }
        assert_eq!(told, expected, "{on}");
    }
}

#[test]
fn where_no_code_is_known_the_list_is_empty() {
    let known_of = |of_type: &str, schedule: &str, on: &str, wanted: &str| -> Vec<(String, usize)> {
        let facility = facility(of_type, schedule);
        let answer = serde_json::to_value(evaluate(Ruleset::built_in(), &facility, day(on))).unwrap();
        let add_on = answer["addOns"].as_array().unwrap().iter().find(|add_on| add_on["id"] == wanted).unwrap();
        let fees = add_on["levels"].as_array().unwrap().iter().flat_map(|level| level["fees"].as_array().unwrap());
        let about = |fee: &Value| {
            format!(
                "{}{}",
                fee["service"].as_str().unwrap(),
                fee["when"].as_str().map_or(String::new(), |when| format!(" {when}"))
            )
        };
        fees.map(|fee| (about(fee), fee["codes"].as_array().unwrap().len())).collect()
    };
    let inpatient = known_of("hospital", "medical", "2026-07-01", "records-linkage-inpatient");
    assert_eq!(inpatient, [("admission".to_owned(), 0), ("admission".to_owned(), 0)]);
    let dispensing = known_of("pharmacy", "dispensing", "2024-11-30", "medical-information-acquisition");
    assert_eq!(dispensing, [("dispensing without-card".to_owned(), 0), ("dispensing with-card".to_owned(), 0)]);
    let dental = known_of("dental-clinic", "dental", "2024-11-30", "medical-information-acquisition");
    let named = |service: &str, count| (service.to_owned(), count);
    assert_eq!(
        dental,
        [
            named("initial-visit without-card", 0),
            named("initial-visit with-card", 1),
            named("revisit without-card", 0),
            named("revisit with-card", 1),
        ]
    );
}

/// The codes of the fee that ranks each level, as the columns of many facilities have them.
fn in_columns(on: &str, wanted: &str, schedule: Schedule) -> Vec<(String, Vec<&'static str>)> {
    let rules = Ruleset::built_in();
    let answer = batch(rules, &Columns::new(rules), day(on));
    let add_on = answer.add_ons.into_iter().find(|add_on| add_on.id == wanted).unwrap();
    let rows = add_on.schedules.into_iter().find(|rows| rows.schedule == schedule).unwrap();
    add_on.levels.iter().map(|level| (*level).to_owned()).zip(rows.codes).collect()
}

#[test]
fn columns_name_the_codes_of_the_fee_that_ranks_a_level() {
    let level = |level: &str, codes: &[&'static str]| (level.to_owned(), codes.to_vec());
    assert_eq!(
        in_columns("2026-12-01", "records-linkage", Schedule::Medical),
        [level("single", &[]), level("1", &["111704070"]), level("2", &["111704170"]), level("3", &["111704270"])]
    );
    assert_eq!(
        in_columns("2025-03-31", "medical-dx-promotion", Schedule::Medical),
        [
            level("1", &["111703470", "113707770"]),
            level("2", &["111703570", "113707870"]),
            level("3", &["111703370", "113705470"]),
        ]
    );
    // The fee that ranks is the one without the card, of which no code is known.
    assert_eq!(in_columns("2024-11-30", "medical-information-acquisition", Schedule::Medical), [level("single", &[])]);
}

#[test]
fn the_codes_of_a_claimed_line_are_those_of_its_day() {
    let rules = Ruleset::built_in();
    let station = Facility::from_json(
        rules,
        r#"{ "type": "visiting-nursing-station",
             "facts": { "online-claims": true, "online-eligibility": true, "home-consent": true, "in-house-notice": true,
                        "website-notice": true },
             "filings": { "visiting-nursing-dx": "2024-06-01" } }"#,
    )
    .unwrap();
    let visits = r#"[{ "date": "2026-05-31", "service": "visiting-nursing" },
                     { "date": "2026-06-01", "service": "visiting-nursing" },
                     { "date": "2026-06-08", "service": "visiting-nursing" }]"#;
    let visits = Visit::list_from_json(rules, &station, visits).unwrap();
    let answer = claim(rules, &station, &visits);
    let names: Vec<&str> = answer.lines.iter().map(|line| line.codes[0].name).collect();
    let (to_may, from_june) = ("訪問看護医療ＤＸ情報活用加算（訪問看護管理療養費）", "訪問看護医療ＤＸ情報活用加算");
    // The last is refused for its frequency, and has the code of its fee all the same.
    assert_eq!(names, [to_may, from_june, from_june]);
    assert!(answer.lines.iter().all(|line| line.codes.len() == 1 && line.codes[0].code == "550002270"));
}
