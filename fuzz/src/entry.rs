//! What the fuzzer calls, and what the ordinary tests call with the same corpus, so that it cannot rot: bytes from anywhere, and
//! what has to hold of what comes out. A panic is a finding.

#![allow(dead_code, reason = "each fuzz target calls one of these")]

use std::sync::OnceLock;

use dx_kasan::{Day, Facility, Month, Options, Ruleset, evaluate, outlook, parse_date, parse_rate, remedies, timeline};
use dx_kasan_rules::author::{File, compile};
use dx_kasan_rules::rate::Rate;

/// A facility in JSON, after one line with the day: every answer can be given, and be written.
pub(crate) fn facility(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (day, facility) = text.split_once('\n').unwrap_or(("2025-10-01", text));
    let day = Day::parse(day).unwrap_or_else(|_| Day::parse("2025-10-01").unwrap());
    let rules = Ruleset::built_in();
    let facility = match Facility::from_json(rules, facility) {
        Ok(facility) => facility,
        Err(error) => {
            assert!(error.to_string().len() < 1000, "a message of {} bytes", error.to_string().len());
            return;
        }
    };
    all_answers(rules, &facility, day);
}

fn all_answers(rules: &Ruleset, facility: &Facility, day: Day) {
    let all = Options::default();
    let answer = evaluate(rules, facility, day);
    assert_eq!(
        serde_json::to_string(&answer).unwrap(),
        serde_json::to_string(&evaluate(rules, facility, day)).unwrap()
    );
    for add_on in &answer.add_ons {
        assert_eq!(add_on.best.as_ref().map(|best| best.level), add_on.range.worst);
    }
    serde_json::to_string(&outlook(rules, facility, day, &all)).unwrap();
    serde_json::to_string(&remedies(rules, facility, day, &all)).unwrap();
    let until = day.month().plus(2).last_day();
    serde_json::to_string(&timeline(rules, facility, day, until, &all).unwrap()).unwrap();
}

/// The files that a bad rule file is compiled beside.
fn beside() -> &'static [File] {
    static FILES: OnceLock<Vec<File>> = OnceLock::new();
    FILES.get_or_init(|| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../rules/bad/base");
        let folder = if std::path::Path::new(folder).is_dir() { folder } else { "rules/bad/base" };
        dx_kasan_rules::author::read_folder(std::path::Path::new(folder)).unwrap()
    })
}

/// A rule file, after one line with its name: it compiles, or the reports say where it does not.
pub(crate) fn compiler(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (name, text) = text.split_once('\n').unwrap_or(("example/add-on.toml", text));
    let mut files = beside().to_vec();
    let Some(file) = files.iter_mut().find(|file| file.name == name) else { return };
    text.clone_into(&mut file.text);
    match compile(&files) {
        Ok(compiled) => {
            let again = serde_json::to_string(&compiled.document).unwrap();
            Ruleset::from_json(&again).expect("what compiles can be handed in");
        }
        Err(failure) => assert!(!failure.to_string().is_empty()),
    }
}

/// A ruleset in JSON: refused at a place, or it answers.
pub(crate) fn ruleset(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Ruleset::from_json(text) {
        Ok(rules) => {
            for of_type in ["hospital", "dental-clinic", "pharmacy", "visiting-nursing-station"] {
                let facility = Facility::from_json(&rules, &format!(r#"{{"type":"{of_type}"}}"#)).unwrap();
                for day in ["2024-06-01", "2025-10-01", "2026-06-01"] {
                    all_answers(&rules, &facility, Day::parse(day).unwrap());
                }
            }
        }
        Err(error) => assert!(error.to_string().len() < 2000, "a message of {} bytes", error.to_string().len()),
    }
}

/// A date, a month or a rate as text: what is read is written as it was, and compares as it reads.
pub(crate) fn values(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(day) = Day::parse(text) {
        assert_eq!(day.to_string(), text);
        assert_eq!(day.next().previous(), day);
        assert!(day.month().first_day() <= day && day <= day.month().last_day());
    }
    if let Ok(month) = Month::parse(text) {
        assert_eq!(month.to_string(), text);
        assert_eq!(month.plus(7).minus(7), month);
        assert_eq!(month.first_day().month(), month);
    }
    if let Some(rate) = Rate::parse_percent(text) {
        let shown = rate.to_string();
        assert_eq!(Rate::parse_percent(&shown), Some(rate), "{shown}");
        assert!(Rate::parse_percent(&rate.cut_to_two_decimals()).is_some_and(|cut| cut <= rate));
        assert_eq!(rate.lacks(rate), None);
    }
    if let Ok(date) = parse_date(text) {
        assert_eq!(Day::parse(&date.to_string()), Ok(date));
    }
    if let Ok(rate) = parse_rate(text) {
        let text = rate.to_string();
        assert_eq!(parse_rate(&text).ok().map(|again| again.to_string()), Some(text));
    }
}
