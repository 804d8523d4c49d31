//! What it costs to decide about all facilities of a synthetic nation, natively.
//!
//!     cargo bench --bench nation                     the figures
//!     cargo bench --bench nation -- --once           one batch of a twentieth, for callgrind
//!     cargo bench --bench nation -- --write FOLDER   the facilities and the plan, for benches/nation.mjs

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, clippy::float_arithmetic)]

#[path = "nation/mod.rs"]
mod nation;

use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::time::{Duration, Instant};

use dx_kasan::{Batch, Columns, Day, Facility, Ruleset, Schedule, WhatIf, summary};
use dx_kasan_rules::plan::{Mask, Period, Scale};
use nation::{FACILITIES, Resident, nation as made};
use serde_json::{Value, json};

const DAY: &str = "2025-10-01";
const YEAR: [&str; 12] = [
    "2025-04-01",
    "2025-05-01",
    "2025-06-01",
    "2025-07-01",
    "2025-08-01",
    "2025-09-01",
    "2025-10-01",
    "2025-11-01",
    "2025-12-01",
    "2026-01-01",
    "2026-02-01",
    "2026-03-01",
];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let rules = Ruleset::built_in();
    let facts: Vec<&str> = rules.facts().iter().map(|fact| fact.id).collect();
    let once = arguments.iter().any(|argument| argument == "--once");
    let residents = made(1, if once { FACILITIES / 20 } else { FACILITIES });
    if let Some(place) = arguments.iter().position(|argument| argument == "--write") {
        return write(&arguments[place + 1], rules, &residents, &facts);
    }
    let mut columns = Columns::new(rules);
    let started = Instant::now();
    for resident in &residents {
        columns.push(&Facility::from_json(rules, &resident.facility(&facts).to_string()).unwrap());
    }
    row("generate, read and push", started.elapsed());
    let mut batch = Batch::new(rules, day(DAY), &WhatIf::default());
    batch.fill(black_box(&columns));
    if once {
        return;
    }
    row("batch, one day", median(|| batch.fill(black_box(&columns))));
    let mut year = YEAR.map(|date| Batch::new(rules, day(date), &WhatIf::default()));
    row("batch, twelve days", median(|| year.iter_mut().for_each(|batch| batch.fill(black_box(&columns)))));
    row("summary, one day", median(|| drop(summary(rules, black_box(&columns), day(DAY), None, &WhatIf::default()))));
    let other = Some(day("2026-06-01"));
    row("summary, two days", median(|| drop(summary(rules, black_box(&columns), day(DAY), other, &WhatIf::default()))));
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..21)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[10]
}

fn row(what: &str, time: Duration) {
    let milliseconds = time.as_secs_f64() * 1e3;
    println!("{what:<40}{milliseconds:>10.2} ms{:>10.1} ns per facility", milliseconds * 1e6 / f64::from(FACILITIES));
}

/// The facilities as lines of JSON, and the plan of the day for who would do the same by hand.
fn write(folder: &str, rules: &Ruleset, residents: &[Resident], facts: &[&str]) {
    let mut lines = BufWriter::new(File::create(format!("{folder}/nation.jsonl")).unwrap());
    for resident in residents {
        writeln!(lines, "{}", resident.facility(facts)).unwrap();
    }
    let plan: Vec<Value> = Schedule::ALL.iter().map(|schedule| of_schedule(rules, *schedule, day(DAY))).collect();
    let plan = json!({ "date": DAY, "year": YEAR, "facilities": FACILITIES, "schedules": plan });
    std::fs::write(format!("{folder}/nation-plan.json"), plan.to_string()).unwrap();
}

fn of_schedule(rules: &Ruleset, schedule: Schedule, day: Day) -> Value {
    let model = rules.model();
    let mut months = Vec::new();
    for window in model.windows.iter().filter(|window| window.arm.holds(schedule, day, None)) {
        months.extend(window.months_back.iter().map(
            |back| json!({ "month": day.month().minus(u32::from(*back)).to_string(), "basis": window.basis.id() }),
        ));
    }
    let boolean = |fact: usize| rules.scales().of_fact(fact, model.facts[fact].kind).facts;
    let all = (0..model.facts.len()).fold(0, |bits, fact| bits | boolean(fact));
    let good = (0..model.facts.len()).filter(|fact| model.facts[*fact].favourable);
    let entries = rules.plan().of(schedule).map(|entry| {
        let id = model.str(model.add_ons[entry.add_on].id);
        let levels = |period: &Period| {
            let level = |level: &dx_kasan_rules::plan::PlannedLevel| {
                let checks = level.checks.iter().map(|check| {
                    let clause = |mask: &Mask| json!([mask.facts, mask.steps]);
                    let clauses: Vec<Value> = check.clauses.iter().map(clause).collect();
                    json!({ "position": check.position, "deemed": level.deems(check.position), "clauses": clauses })
                });
                let id = model.str(model.add_ons[entry.add_on].levels[level.level].id);
                json!({ "id": id, "amount": level.amount, "checks": checks.collect::<Vec<_>>() })
            };
            json!({ "levels": period.levels.iter().map(level).collect::<Vec<_>>(), "byRank": period.by_rank })
        };
        json!({ "addOn": id, "period": entry.period(day).map(|(_, period)| levels(period)) })
    });
    let scale = |scale: &Scale| {
        let thresholds = scale.thresholds().iter().map(|threshold| json!([threshold.part(), threshold.whole()]));
        json!({ "all": scale.all(), "thresholds": thresholds.collect::<Vec<_>>() })
    };
    json!({
        "schedule": schedule.id(),
        "months": months,
        "boolean": all,
        "favourable": good.fold(0, |bits, fact| bits | boolean(fact)),
        "rate": rules.scales().rates.iter().map(scale).collect::<Vec<_>>(),
        "ratios": rules.scales().ratios.iter().filter(|ratio| !ratio.thresholds().is_empty()).map(scale).collect::<Vec<_>>(),
        "entries": entries.collect::<Vec<_>>(),
    })
}
