//! What the fuzzer calls, and what the ordinary tests call with the same corpus, so that it cannot rot: bytes from anywhere, and
//! what has to hold of what comes out. A panic is a finding.

#![allow(dead_code, reason = "each fuzz target calls one of these")]

use std::sync::OnceLock;

use dx_kasan::{
    Columns, Day, Error, Facility, Month, Options, Ruleset, Visit, Volume, WhatIf, batch, claim, evaluate, outlook,
    parse_date, parse_rate, project, receipt as receipt_of, remedies, summary, timeline, verify,
};
use dx_kasan_rules::author::{File, compile};
use dx_kasan_rules::node::{Entry, Node, Value};
use dx_kasan_rules::rate::Rate;
use dx_kasan_rules::{blob, load, marked, wire as facade};

/// A day, and on lines of their own, all in JSON: a facility, its visits, its patients, options and a what-if. Every answer can be
/// given, and be written.
pub(crate) fn facility(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut lines = text.split('\n');
    let mut line = || lines.next().unwrap_or("null");
    let day = Day::parse(line()).unwrap_or_else(|_| Day::parse("2025-10-01").unwrap());
    let rules = Ruleset::built_in();
    let Some(facility) = read(Facility::from_json(rules, line())) else { return };
    if let Some(visits) = read(Visit::list_from_json(rules, &facility, line())) {
        written(&claim(rules, &facility, &visits));
    }
    if let Some(volume) = read(Volume::from_json(rules, &facility, line())) {
        written(&project(rules, &facility, &volume));
    }
    let options = read(Options::from_json(rules, &facility, line())).unwrap_or_default();
    let what_if = read(WhatIf::from_json(rules, line())).unwrap_or_default();
    all_answers(rules, &facility, day, &options, &what_if);
    agree(rules, &facility, day);
}

fn written(answer: &impl serde::Serialize) -> String {
    serde_json::to_string(answer).unwrap()
}

/// What was read; a refusal has a short message.
fn read<T>(read: Result<T, Error>) -> Option<T> {
    read.map_err(|error| {
        let message = error.to_string();
        assert!(!message.is_empty() && message.len() < 2000, "a message of {} bytes", message.len());
    })
    .ok()
}

/// Asks everything, the same question twice, and by columns.
fn all_answers(rules: &Ruleset, facility: &Facility, day: Day, options: &Options, what_if: &WhatIf) {
    let answer = evaluate(rules, facility, day);
    assert_eq!(written(&answer), written(&evaluate(rules, facility, day)));
    written(&outlook(rules, facility, day, options));
    written(&remedies(rules, facility, day, options));
    read(timeline(rules, facility, day, day.month().plus(2).last_day(), options)).map(|timeline| written(&timeline));
    let mut columns = Columns::new(rules);
    columns.push(facility);
    written(&batch(rules, &columns, day).add_ons);
    written(&summary(rules, &columns, day, None, what_if));
}

/// By rules that passed the linter, the level to claim is that of the worst case, and columns have the same.
fn agree(rules: &Ruleset, facility: &Facility, day: Day) {
    let mut columns = Columns::new(rules);
    columns.push(facility);
    let batch = batch(rules, &columns, day);
    for add_on in &evaluate(rules, facility, day).add_ons {
        assert_eq!(add_on.best.as_ref().map(|best| best.level), add_on.range.worst);
        let rows = batch.add_ons.iter().find(|rows| rows.id == add_on.id).unwrap();
        let level = |number: u8| usize::from(number).checked_sub(1).map(|index| rows.levels[index]);
        assert_eq!((level(rows.worst[0]), level(rows.best[0])), (add_on.range.worst, add_on.range.best));
    }
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

/// A ruleset as the facade writes it: the loader's module finds a fault at a place, or compiles it for the engine, which then
/// answers by it as by the ruleset itself.
pub(crate) fn ruleset(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    read(Ruleset::from_json(text));
    let Ok(node) = marked::read(text) else { return };
    match load::load(&node) {
        Ok(loaded) => {
            let (whole, opened) = (Ruleset::read(&node).unwrap(), opened(&blob::encode_named(&loaded.model)).unwrap());
            assert_eq!(whole.sha256(), opened.sha256());
            assert!(blob::encode(whole.model()) == blob::encode(opened.model()));
            answers_of(&opened, agree);
        }
        Err(findings) => {
            let first = findings.first().unwrap();
            assert!(!first.sentence().is_empty());
            assert!(!first.place.path.contains('\0'), "the facade parts the path from the finding there");
        }
    }
}

/// A compiled ruleset: refused, or every answer by it can be given, whatever it says, and what was read is written again as it was.
pub(crate) fn compiled(bytes: &[u8]) {
    let Some(rules) = opened(bytes) else { return };
    assert!(blob::decode(&blob::encode(rules.model())).as_ref() == Some(rules.model()));
    answers_of(&rules, |_, _, _| ());
}

/// A compiled ruleset as the browser has it, whose answers refer to constants.
fn opened(bytes: &[u8]) -> Option<Ruleset> {
    read(Ruleset::from_compiled(bytes)).map(Ruleset::by_reference)
}

fn answers_of(rules: &Ruleset, hold: fn(&Ruleset, &Facility, Day)) {
    (0..).map_while(|number| rules.constant(number)).for_each(drop);
    written(&(rules.info(), rules.add_ons(), rules.facts(), rules.sources(), rules.readings()));
    let days = ["2024-06-01", "2025-10-01", "2026-06-01"].map(|day| Day::parse(day).unwrap());
    written(&rules.compare(days[0], days[2]));
    for of_type in ["hospital", "dental-clinic", "pharmacy", "visiting-nursing-station"] {
        let facility = Facility::from_json(rules, &format!(r#"{{"type":"{of_type}"}}"#)).unwrap();
        for day in days {
            hold(rules, &facility, day);
            all_answers(rules, &facility, day, &Options::default(), &WhatIf::default());
            all_answers(&rules.known_at(day.previous()), &facility, day, &Options::default(), &WhatIf::default());
        }
    }
}

/// A day, the day of knowledge and a facility, on lines of their own, then where the receipt of them is changed and what is put
/// there: the receipt holds, and what became of it is refused by name. The same of the text as it is.
pub(crate) fn receipt(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    verified(text);
    let [date, known_at, facility, place, put] = *text.splitn(5, '\n').collect::<Vec<_>>() else { return };
    let (Ok(date), Ok(place)) = (Day::parse(date), place.parse::<u16>()) else { return };
    let Some(given) = read(receipt_of(Ruleset::built_in(), facility, date, Day::parse(known_at).ok())) else { return };
    assert!(verified(&given), "{given}");
    let place = usize::from(place) % given.len();
    let until = (place + put.len()).min(given.len());
    if given.is_char_boundary(place) && given.is_char_boundary(until) {
        let changed = [&given[..place], put, &given[until..]].concat();
        assert_eq!(verified(&changed), changed == given, "{changed}");
    }
}

/// Whether a receipt holds; one that does is the very one that its input gives.
fn verified(text: &str) -> bool {
    let rules = Ruleset::built_in();
    if read(verify(rules, text)).is_none() {
        return false;
    }
    let receipt: serde_json::Value = serde_json::from_str(text).unwrap();
    let day = |name: &str| receipt["input"][name].as_str().map(|day| Day::parse(day).unwrap());
    let facility = receipt["input"]["facility"].to_string();
    assert_eq!(receipt_of(rules, &facility, day("date").unwrap(), day("knownAt")).unwrap(), text);
    true
}

/// The facade's text: refused, or read as the reader of everybody's JSON reads it.
pub(crate) fn wire(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let (Some(own), Ok(json)) = (facade::read(text), marked::read(text)) {
        assert!(is_same(&own, &json), "{own:?}\n{json:?}");
    }
}

/// A number that JavaScript does not write as digits alone is not told apart from others of its kind.
fn is_same(own: &Node<'_>, json: &Node<'_>) -> bool {
    match (&own.value, &json.value) {
        (Value::List(own), Value::List(json)) => {
            own.len() == json.len() && own.iter().zip(json).all(|(own, json)| is_same(own, json))
        }
        (Value::Table(own), Value::Table(json)) => {
            let is_same = |(own, json): (&Entry<'_>, &Entry<'_>)| own.key == json.key && is_same(&own.node, &json.node);
            own.len() == json.len() && own.iter().zip(json).all(is_same)
        }
        (Value::Fraction(_), Value::Fraction(_) | Value::Whole(_)) => true,
        (own, json) => own == json,
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
