//! The rows of the official tables, and what each code is of.

use std::collections::BTreeMap;
use std::fs;
use std::sync::OnceLock;

use dx_kasan::{Day, Service};

pub(super) struct Exclusion {
    pub(super) codes: [String; 2],
    pub(super) kind: u8,
    pub(super) days: Days,
}

pub(super) struct Frequency {
    pub(super) code: String,
    pub(super) months: u32,
    pub(super) days: Days,
}

/// The first and the last day of a row; of an open one the last day to which the tables are held.
pub(super) type Days = (Day, Day);

/// What a code is of, and from when to when.
#[derive(Clone)]
pub(super) struct Meaning {
    pub(super) add_on: String,
    pub(super) level: String,
    pub(super) service: Service,
    pub(super) within: bool,
    pub(super) days: Days,
}

pub(super) fn last_day() -> Day {
    Day::parse("2026-05-31").unwrap()
}

/// The rows of a table, without its head.
fn rows(table: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(format!("tests/fixtures/point-tables/{table}.csv")).unwrap();
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

pub(super) fn exclusions(schedule: &str) -> Vec<Exclusion> {
    let of = |row: Vec<String>| Exclusion {
        codes: [row[0].clone(), row[2].clone()],
        kind: row[4].parse().unwrap(),
        days: days(&row[6], &row[7]),
    };
    rows(&format!("exclusions-{schedule}")).into_iter().map(of).collect()
}

pub(super) fn frequencies(schedule: &str) -> Vec<Frequency> {
    let of = |row: Vec<String>| {
        assert_eq!(row[4], "1", "{}", row[1]);
        let months = match row[2].as_str() {
            "131" => 1,
            "144" => 3,
            other => panic!("the unit {other} of {}", row[1]),
        };
        Frequency { code: row[0].clone(), months, days: days(&row[5], &row[6]) }
    };
    rows(&format!("frequencies-{schedule}")).into_iter().map(of).collect()
}

/// `20240601`, and `99999999` for an open end.
fn days(from: &str, until: &str) -> Days {
    let day = |text: &str| Day::parse(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])).unwrap();
    (day(from), if until == "99999999" { last_day() } else { day(until).min(last_day()) })
}

pub(super) fn meanings() -> &'static BTreeMap<String, Vec<Meaning>> {
    static MEANINGS: OnceLock<BTreeMap<String, Vec<Meaning>>> = OnceLock::new();
    MEANINGS.get_or_init(|| {
        let mut all: BTreeMap<String, Vec<Meaning>> = BTreeMap::new();
        for row in rows("codes") {
            let meaning = Meaning {
                add_on: row[2].clone(),
                level: row[3].clone(),
                service: Service::from_id(&row[4]).unwrap(),
                within: !row[5].is_empty(),
                days: (Day::parse(&row[6]).unwrap(), Day::parse(&row[7]).unwrap()),
            };
            all.entry(row[0].clone()).or_default().push(meaning);
        }
        all
    })
}

pub(super) fn meaning(code: &str, day: Day) -> &'static Meaning {
    let of_day = |meaning: &&Meaning| meaning.days.0 <= day && day <= meaning.days.1;
    meanings()[code].iter().find(of_day).unwrap_or_else(|| panic!("nothing is known of the code {code} on {day}"))
}
