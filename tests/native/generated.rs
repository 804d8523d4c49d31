//! Generated facilities and days: any type, any facts, rates beside the thresholds, days beside the changes.

use dx_kasan::{Assessment, Day, Facility, Ruleset, evaluate};
use dx_kasan_rules::model::FactKind;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

const TYPES: [(&str, &str); 8] = [
    ("hospital", "medical"),
    ("hospital", "dental"),
    ("medical-clinic", "medical"),
    ("medical-clinic", "dental"),
    ("dental-clinic", "dental"),
    ("dental-clinic", "medical"),
    ("pharmacy", "dispensing"),
    ("visiting-nursing-station", "visiting-nursing"),
];

pub(crate) fn day_from(day: &str, after: u32) -> Day {
    (0..after).fold(Day::parse(day).unwrap(), |day, _| day.next())
}

/// Any day, and more often one on which something changes or the day before.
pub(crate) fn days() -> impl Strategy<Value = Day> {
    let (first, last) = (Day::parse("2024-05-01").unwrap(), Day::parse("2027-08-01").unwrap());
    let changes = Ruleset::built_in().info().changes;
    let edges: Vec<Day> =
        changes.iter().flat_map(|day| [day.previous(), *day]).filter(|day| (first..=last).contains(day)).collect();
    prop_oneof![2 => (0..1188_u32).prop_map(|after| day_from("2024-05-01", after)), 1 => select(edges)]
}

#[derive(Clone, Debug)]
enum Said {
    Helpful,
    Unhelpful,
    Nothing,
    Dated(u32, Option<u32>),
}

fn said() -> impl Strategy<Value = Said> {
    prop_oneof![
        6 => Just(Said::Helpful),
        1 => Just(Said::Unhelpful),
        3 => Just(Said::Nothing),
        1 => (0..1188_u32, prop::option::of(0..400_u32)).prop_map(|(since, lasts)| Said::Dated(since, lasts)),
    ]
}

impl Said {
    fn value(&self, kind: FactKind, favourable: bool) -> Option<Value> {
        match (self, kind) {
            (Self::Nothing, _) => None,
            (Self::Helpful, FactKind::Boolean) => Some(json!(favourable)),
            (Self::Unhelpful, FactKind::Boolean) => Some(json!(!favourable)),
            (Self::Dated(since, lasts), FactKind::Boolean) => {
                let since_day = day_from("2024-05-01", *since);
                let until = lasts.map(|lasts| day_from("2024-05-01", since + lasts));
                Some(json!({ "since": since_day.to_string(), "until": until.map(|day| day.to_string()) }))
            }
            (Self::Helpful, FactKind::Ratio) => Some(json!("30%")),
            (Self::Unhelpful, FactKind::Ratio) => Some(json!({ "part": 299_999, "whole": 1_000_000 })),
            (Self::Dated(since, _), FactKind::Ratio) => Some(json!({ "part": since, "whole": 1188 })),
        }
    }
}

/// What a month says, without its name: nothing, a rate, or counts. Often at a threshold or right beside it.
fn month() -> impl Strategy<Value = Option<Value>> {
    let thresholds = vec![5, 10, 12, 15, 20, 22, 25, 27, 30, 40, 45, 50, 60, 70];
    let hundredths = prop_oneof![
        2 => (select(thresholds), 0..3_u64).prop_map(|(percent, beside)| percent * 100 + beside - 1),
        1 => 0..=10_000_u64,
    ];
    let rate = hundredths.clone().prop_map(|rate| json!({ "rate": format!("{}.{:02}%", rate / 100, rate % 100) }));
    let counts = (hundredths, 0..40_u64, prop::option::of(0..40_u64), prop::option::of(0..40_u64)).prop_map(
        |(rate, hundreds, claims, home)| {
            let receipts = hundreds * 100;
            let home = home.filter(|home| *home < receipts);
            json!({
                "users": receipts * rate / 10_000, "receipts": receipts, "homeCareClaims": claims, "homeCareReceipts": home
            })
        },
    );
    prop_oneof![2 => Just(None), 2 => rate.prop_map(Some), 2 => counts.prop_map(Some)]
}

fn filing() -> impl Strategy<Value = Option<Value>> {
    let day = || (0..1188_u32).prop_map(|after| day_from("2024-05-01", after).to_string());
    prop_oneof![
        2 => Just(None),
        1 => Just(Some(Value::Null)),
        2 => day().prop_map(|day| Some(json!(day))),
        1 => prop::collection::vec(day(), 0..3).prop_map(|days| Some(json!(days))),
    ]
}

/// A facility as its owner writes it, and the day that is asked about.
pub(crate) fn facilities() -> impl Strategy<Value = (Value, Day)> {
    let model = Ruleset::built_in().model();
    let facts = prop::collection::vec(said(), model.facts.len());
    let months = prop::collection::vec((month(), month()), 7);
    let filings = prop::collection::vec(filing(), model.add_ons.len());
    (select(TYPES.to_vec()), days(), facts, months, filings).prop_map(
        move |((kind, schedule), day, facts, months, filings)| {
            let facts: Map<String, Value> = model
                .facts
                .iter()
                .zip(facts)
                .filter_map(|(fact, said)| {
                    Some((model.str(fact.id).to_owned(), said.value(fact.kind, fact.favourable)?))
                })
                .collect();
            let mut usage = Vec::new();
            for (back, both) in (0..).zip(months) {
                for (basis, said) in [("receipts", both.0), ("checks", both.1)] {
                    if let Some(mut entry) = said {
                        entry["month"] = json!(day.month().minus(back).to_string());
                        entry["basis"] = json!(basis);
                        usage.push(entry);
                    }
                }
            }
            let filings: Map<String, Value> = model
                .add_ons
                .iter()
                .zip(filings)
                .filter_map(|(add_on, days)| Some((model.str(add_on.id).to_owned(), days?)))
                .collect();
            (json!({ "type": kind, "schedule": schedule, "facts": facts, "usage": usage, "filings": filings }), day)
        },
    )
}

pub(crate) fn read(facility: &Value) -> Facility {
    Facility::from_json(Ruleset::built_in(), &facility.to_string())
        .unwrap_or_else(|error| panic!("{error}: {facility}"))
}

pub(crate) fn ask(facility: &Value, day: Day) -> Assessment<'static> {
    evaluate(Ruleset::built_in(), &read(facility), day)
}
