//! The engine by itself: what a decision costs, what its explanation adds, and what reading the rules takes.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]

use std::fs;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use dx_kasan::{
    Day, Facility, Options, Ruleset, Service, Visit, Volume, claim, decide, evaluate, knowledge, outlook, project,
    remedies, timeline,
};
use dx_kasan_rules::{author, blob};
use serde_json::Value;

/// The average medical clinic of the examples, as text, with the last six of its months.
fn clinic() -> (String, Day) {
    let text = fs::read_to_string("examples/medical-clinic.json").unwrap();
    let mut example: Value = serde_json::from_str(&text).unwrap();
    let date = Day::parse(example["date"].as_str().unwrap()).unwrap();
    let usage = example["facility"]["usage"].as_array_mut().unwrap();
    usage.drain(..usage.len() - 6);
    (example["facility"].to_string(), date)
}

fn answers(criterion: &mut Criterion) {
    let rules = Ruleset::built_in();
    let (text, date) = clinic();
    let facility = Facility::from_json(rules, &text).unwrap();
    let known = knowledge(rules.model(), rules.scales(), &facility, date, None);
    let periods: Vec<_> = rules.plan().of(facility.schedule()).filter_map(|entry| entry.period(date)).collect();

    criterion.bench_function("read a facility", |bencher| {
        bencher.iter(|| Facility::from_json(rules, black_box(&text)));
    });
    criterion.bench_function("knowledge of a day", |bencher| {
        bencher.iter(|| knowledge(rules.model(), rules.scales(), black_box(&facility), date, None));
    });
    criterion.bench_function("decide all levels", |bencher| {
        bencher.iter(|| periods.iter().map(|(_, period)| decide(period, black_box(known)).len()).sum::<usize>());
    });
    criterion.bench_function("evaluate", |bencher| {
        bencher.iter(|| evaluate(rules, black_box(&facility), date));
    });
    criterion.bench_function("evaluate, written out as JSON", |bencher| {
        bencher.iter(|| serde_json::to_string(&evaluate(rules, black_box(&facility), date)));
    });
}

fn ahead(criterion: &mut Criterion) {
    let rules = Ruleset::built_in();
    let (text, date) = clinic();
    let facility = Facility::from_json(rules, &text).unwrap();
    let nobody = Facility::from_json(rules, r#"{ "type": "medical-clinic" }"#).unwrap();
    let year = date.month().plus(12).last_day();
    let all = Options::default();

    criterion.bench_function("outlook of twelve months", |bencher| {
        bencher.iter(|| outlook(rules, black_box(&facility), date, &all));
    });
    criterion.bench_function("remedies", |bencher| {
        bencher.iter(|| remedies(rules, black_box(&facility), date, &all));
    });
    criterion.bench_function("remedies of a facility that says nothing", |bencher| {
        bencher.iter(|| remedies(rules, black_box(&nobody), date, &all));
    });
    criterion.bench_function("timeline of a year", |bencher| {
        bencher.iter(|| timeline(rules, black_box(&facility), date, year, &all));
    });
    criterion.bench_function("compare two days", |bencher| {
        bencher.iter(|| rules.compare(black_box(date), year));
    });
}

fn rules(criterion: &mut Criterion) {
    let compiled = author::compile_folder("rules".as_ref()).unwrap();
    let bytes = blob::encode(&compiled.loaded.model);
    let json = serde_json::to_string(&compiled.document).unwrap();

    criterion.bench_function("decode the compiled rules", |bencher| {
        bencher.iter(|| blob::decode(black_box(&bytes)));
    });
    criterion.bench_function("read and check a ruleset", |bencher| {
        bencher.iter(|| Ruleset::from_json(black_box(&json)));
    });
}

const PATIENTS: usize = 10_000;
const VISITS_OF_EACH: usize = 10;

/// The visits of as many patients, over the two years from June 2024: an initial visit, then revisits and a home visit. The
/// days go by the number of the patient, so that it is the same patients every time.
fn visits(patient: usize) -> Vec<Visit> {
    let first = Day::parse("2024-06-01").unwrap();
    let visit = |number: usize| Visit {
        date: first.month().plus(u32::try_from((patient + number * 5) % 24).unwrap()).first_day(),
        service: [Service::InitialVisit, Service::Revisit, Service::HomeVisit]
            [if number == 0 { 0 } else { 1 + number % 7 / 6 }],
        card: (patient + number).is_multiple_of(3),
        referral: false,
        second_department: false,
        telephone: false,
    };
    (0..VISITS_OF_EACH).map(visit).collect()
}

fn claims(criterion: &mut Criterion) {
    let rules = Ruleset::built_in();
    let facility = Facility::from_json(rules, &clinic().0).unwrap();
    let patients: Vec<Vec<Visit>> = (0..PATIENTS).map(visits).collect();
    let total = |patients: &[Vec<Visit>]| -> i64 {
        patients.iter().map(|visits| claim(rules, &facility, visits).total.yen).sum()
    };
    println!("{} visits of {PATIENTS} patients come to {} yen", PATIENTS * VISITS_OF_EACH, total(&patients));

    let mut group = criterion.benchmark_group("claim");
    group.sample_size(10);
    group.bench_function("100k visits", |bencher| bencher.iter(|| total(black_box(&patients))));
    group.finish();
    let written = |visits: &Vec<Visit>| serde_json::to_string(&claim(rules, &facility, visits));
    criterion.bench_function("claim for one patient, written out as JSON", |bencher| {
        bencher.iter(|| written(black_box(&patients[0])));
    });
    let volume = r#"{ "from": "2025-06", "until": "2026-05", "patients": { "initial-visit": 120, "revisit": 800 } }"#;
    let volume = Volume::from_json(rules, &facility, volume).unwrap();
    criterion.bench_function("project a year", |bencher| {
        bencher.iter(|| project(rules, black_box(&facility), &volume));
    });
}

criterion_group!(benches, answers, ahead, claims, rules);
criterion_main!(benches);
