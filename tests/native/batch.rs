//! Columns say what the facilities in them say: each row of a batch is the answer of `evaluate`, whatever is beside it, and
//! a summary is what comes of counting by hand.

use crate::generated::{days, facilities, read};
use dx_kasan::{
    Assessment, Batch, Columns, Counted, Day, Facility, RowVerdict, Ruleset, State, Summing, Verdict, WhatIf, batch,
    evaluate, summary,
};
use dx_kasan_rules::rate::Rate;
use proptest::prelude::*;
use serde_json::{Value, json};

fn rules() -> &'static Ruleset {
    Ruleset::built_in()
}

/// Facilities whose months lie around one day, and that day.
fn nations() -> impl Strategy<Value = (Vec<Value>, Day)> {
    (prop::collection::vec(facilities(), 1..8), days(), any::<bool>()).prop_map(|(facilities, day, own)| {
        let day = if own { facilities[0].1 } else { day };
        (facilities.into_iter().map(|(facility, _)| facility).collect(), day)
    })
}

fn columns(facilities: &[Value]) -> Columns {
    let mut columns = Columns::new(rules());
    facilities.iter().for_each(|facility| columns.push(&read(facility)));
    columns
}

/// What a batch says of a row, by the words of `evaluate`.
#[track_caller]
fn assert_row(batch: &Batch<'_>, row: usize, answer: &Assessment<'_>) {
    for rows in &batch.add_ons {
        let Some(add_on) = answer.add_ons.iter().find(|add_on| add_on.id == rows.id) else {
            assert_eq!(rows.verdicts[row], RowVerdict::None as u8);
            assert_eq!((rows.worst[row], rows.best[row], rows.amounts[row]), (0, 0, 0));
            assert!(rows.missing.iter().all(|missing| missing[row] == 0));
            continue;
        };
        let verdict = match add_on.verdict {
            Verdict::Qualifies => RowVerdict::Qualifies,
            Verdict::DoesNotQualify => RowVerdict::DoesNotQualify,
            Verdict::Undetermined => RowVerdict::Undetermined,
            Verdict::NotInForce => RowVerdict::NotInForce,
            Verdict::NotPublished => panic!("columns are decided by everything that is known"),
        };
        assert_eq!(rows.verdicts[row], verdict as u8);
        let level = |code: u8| usize::from(code).checked_sub(1).map(|level| rows.levels[level]);
        assert_eq!(level(rows.worst[row]), add_on.range.worst);
        assert_eq!(level(rows.best[row]), add_on.range.best);
        let Some(legend) = rows.schedules.iter().find(|legend| legend.schedule == answer.schedule) else {
            assert_eq!(add_on.verdict, Verdict::NotInForce);
            continue;
        };
        let amount = rows.worst[row].checked_sub(1).and_then(|level| legend.amounts[usize::from(level)]);
        assert_eq!(rows.amounts[row], amount.unwrap_or(0));
        if let Some(best) = &add_on.best {
            assert!(best.fees.iter().any(|fee| fee.amount == rows.amounts[row] && fee.unit == legend.unit));
        }
        for ((id, missing), amount) in rows.levels.iter().zip(&rows.missing).zip(&legend.amounts) {
            let level = add_on.levels.iter().find(|level| level.id == *id);
            assert_eq!(level.is_some(), amount.is_some());
            let lacks: Vec<&str> = level.map_or(Vec::new(), |level| {
                let open = level.checks.iter().filter(|check| matches!(check.state, State::Unmet | State::Unknown));
                open.map(|check| check.requirement).collect()
            });
            let bits = (0..32).filter(|bit| missing[row] >> bit & 1 != 0);
            assert_eq!(bits.map(|bit| legend.requirements[bit]).collect::<Vec<_>>(), lacks);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn each_row_is_what_evaluate_answers((facilities, day) in nations()) {
        let batch = batch(rules(), &columns(&facilities), day);
        for (row, facility) in facilities.iter().enumerate() {
            assert_row(&batch, row, &evaluate(rules(), &read(facility), day));
        }
    }

    #[test]
    fn a_row_is_explained_as_its_facility_is((facilities, day) in nations()) {
        let columns = columns(&facilities);
        prop_assert_eq!(columns.facility(facilities.len()), None);
        for (row, facility) in facilities.iter().enumerate() {
            let answer = |facility: &Facility| serde_json::to_string(&evaluate(rules(), facility, day)).unwrap();
            prop_assert_eq!(answer(&columns.facility(row).unwrap()), answer(&read(facility)));
        }
    }

    #[test]
    fn columns_filled_again_are_as_new((before, _) in nations(), (facilities, day) in nations()) {
        let fresh = batch(rules(), &columns(&facilities), day);
        let mut used = columns(&before);
        let mut again = batch(rules(), &used, day);
        used.clear();
        prop_assert!(used.is_empty());
        facilities.iter().for_each(|facility| used.push(&read(facility)));
        again.fill(&used);
        prop_assert_eq!(again.add_ons, fresh.add_ons);
    }

    #[test]
    fn a_what_if_is_as_if_every_facility_had_said_so(
        (facilities, day) in nations(), points in -10_000..=10_000_i64, helpful in any::<[bool; 3]>(),
    ) {
        let facts = ["consultation", "e-prescription", "special-dispensing-fee-b"];
        let supposed: serde_json::Map<_, _> = facts.iter().zip(helpful).map(|(id, yes)| ((*id).to_owned(), json!(yes))).collect();
        let sign = if points < 0 { "-" } else { "" };
        let rate = format!("{sign}{}.{:02}%", points.abs() / 100, points.abs() % 100);
        let what_if = json!({ "facts": supposed, "ratePoints": rate }).to_string();
        let what_if = WhatIf::from_json(rules(), &what_if).unwrap();
        let mut facilities = facilities;
        for entry in facilities.iter_mut().flat_map(|facility| facility["usage"].as_array_mut().unwrap()) {
            // The correction comes first and the points after it, which no facility can say.
            let entry = entry.as_object_mut().unwrap();
            entry.retain(|key, _| !key.starts_with("homeCare"));
        }
        let mut asked = Batch::new(rules(), day, &what_if);
        asked.fill(&columns(&facilities));
        for (row, facility) in facilities.iter().enumerate() {
            let mut facility = facility.clone();
            for (id, yes) in facts.iter().zip(helpful) {
                facility["facts"][*id] = json!(yes);
            }
            for entry in facility["usage"].as_array_mut().unwrap() {
                shift(entry, points);
            }
            assert_row(&asked, row, &evaluate(rules(), &read(&facility), day));
        }
    }

    #[test]
    fn a_summary_is_what_counting_by_hand_comes_to((facilities, day) in nations(), other in days()) {
        let summary = summary(rules(), &columns(&facilities), day, Some(other), &WhatIf::default());
        prop_assert_eq!(summary.rows, facilities.len() as u64);
        let answers = [day, other].map(|day| {
            facilities.iter().map(|facility| evaluate(rules(), &read(facility), day)).collect::<Vec<_>>()
        });
        for (side, answers) in summary.sides.iter().zip(&answers) {
            prop_assert_eq!(side.date, answers[0].date);
            for counts in &side.add_ons {
                let asked = answers.iter().flat_map(|answer| &answer.add_ons).filter(|add_on| add_on.id == counts.id);
                let count = |verdict| asked.clone().filter(|add_on| add_on.verdict == verdict).count() as u64;
                prop_assert_eq!(counts.total.qualifies, count(Verdict::Qualifies));
                prop_assert_eq!(counts.total.undetermined, count(Verdict::Undetermined));
                prop_assert_eq!(counts.total.does_not_qualify, count(Verdict::DoesNotQualify));
                prop_assert_eq!(counts.total.not_in_force, count(Verdict::NotInForce));
                prop_assert_eq!(counts.total.facilities, asked.clone().count() as u64);
                for level in &counts.total.levels {
                    let worst = asked.clone().filter(|add_on| add_on.range.worst == Some(level.level)).count() as u64;
                    let best = asked.clone().filter(|add_on| add_on.range.best == Some(level.level)).count() as u64;
                    prop_assert_eq!((level.worst, level.best), (worst, best));
                }
                let of_groups: u64 = counts.groups.iter().map(|group| group.counts.qualifies).sum();
                prop_assert_eq!(of_groups, counts.total.qualifies);
                let points: u64 = counts.groups.iter().map(|group| group.counts.points.best).sum();
                prop_assert_eq!(points, counts.total.points.best);
            }
        }
        for moves in &summary.moves {
            let level = |answer: &Assessment<'static>, id: &str| {
                answer.add_ons.iter().find(|add_on| add_on.id == id).map(|add_on| add_on.range.worst)
            };
            for (from, row) in moves.from.iter().zip(&moves.worst) {
                for (to, counted) in moves.to.iter().zip(row) {
                    let moved = answers[0].iter().zip(&answers[1]).filter(|(here, there)| {
                        level(here, moves.from_add_on) == Some(*from)
                            && level(there, moves.to_add_on).unwrap_or(None) == *to
                    });
                    prop_assert_eq!(*counted, moved.count() as u64);
                }
            }
        }
    }

    #[test]
    fn a_summary_in_turns_is_the_same((facilities, day) in nations(), at in any::<prop::sample::Index>()) {
        let whole = summary(rules(), &columns(&facilities), day, None, &WhatIf::default());
        let mut summing = Summing::new(rules(), day, None, &WhatIf::default());
        let (first, second) = facilities.split_at(at.index(facilities.len()));
        summing.add(&columns(first));
        summing.add(&columns(second));
        prop_assert_eq!(summing.finish(), whole);
    }
}

/// A month whose rate is so many hundredths of a point higher, within its bounds.
fn shift(entry: &mut Value, points: i64) {
    let rate = match (entry["users"].as_u64(), entry["receipts"].as_u64()) {
        (Some(users), Some(receipts)) => Rate::new(users, receipts),
        _ => Rate::parse_percent(entry["rate"].as_str().unwrap()),
    };
    let Some(rate) = rate else { return };
    let (part, whole) = (i128::from(rate.part()) * 10_000, i128::from(rate.whole()) * 10_000);
    let part = (part + i128::from(points) * i128::from(rate.whole())).clamp(0, whole);
    *entry = json!({
        "month": entry["month"], "basis": entry["basis"],
        "users": u64::try_from(part).unwrap(), "receipts": u64::try_from(whole).unwrap(),
    });
}

#[test]
fn points_are_those_of_the_levels_in_their_units() {
    let clinic = json!({
        "type": "visiting-nursing-station", "prefecture": "13",
        "facts": { "online-claims": true, "online-eligibility": true, "home-consent": true, "in-house-notice": true }
    });
    let day = Day::parse("2024-06-01").unwrap();
    let summary = summary(rules(), &columns(&[clinic.clone(), clinic]), day, None, &WhatIf::default());
    let [side] = summary.sides.as_slice() else { panic!("one day was asked about") };
    let add_on = side.add_ons.iter().find(|add_on| add_on.id == "visiting-nursing-dx").unwrap();
    assert_eq!(add_on.total.yen, Counted { worst: 100, best: 100 });
    assert_eq!(add_on.total.points, Counted::default());
    assert_eq!(add_on.groups[0].prefecture, Some(13));
    assert_eq!(serde_json::to_value(&add_on.groups[0]).unwrap()["prefecture"], "13");
    assert!(summary.moves.is_empty());
}

#[test]
fn an_add_on_that_is_over_is_compared_with_the_one_that_replaced_it() {
    let (before, after) = (Day::parse("2026-05-31").unwrap(), Day::parse("2026-06-01").unwrap());
    let summary = summary(rules(), &columns(&[json!({ "type": "pharmacy" })]), before, Some(after), &WhatIf::default());
    let moves = summary.moves.iter().find(|moves| moves.from_add_on == "medical-dx-promotion").unwrap();
    assert_eq!(moves.to_add_on, "records-linkage");
    assert_eq!(moves.from, [None, Some("1"), Some("2"), Some("3"), Some("4"), Some("5"), Some("6")]);
}

#[test]
fn a_what_if_is_read_strictly() {
    let code = |text: &str| {
        let error = WhatIf::from_json(rules(), text).unwrap_err();
        (error.code().id(), error.path().to_owned())
    };
    assert_eq!(code(r#"{ "fact": {} }"#), ("unknown-key", "whatIf.fact".to_owned()));
    assert_eq!(code(r#"{ "facts": { "consultatio": true } }"#), ("unknown-id", "whatIf.facts.consultatio".to_owned()));
    assert_eq!(
        code(r#"{ "facts": { "under-six-share": true } }"#),
        ("wrong-type", "whatIf.facts.under-six-share".to_owned())
    );
    assert_eq!(code(r#"{ "ratePoints": 5 }"#), ("wrong-type", "whatIf.ratePoints".to_owned()));
    assert_eq!(code(r#"{ "ratePoints": "5" }"#), ("bad-rate", "whatIf.ratePoints".to_owned()));
    assert_eq!(code(r#"{ "ratePoints": "100.1%" }"#), ("out-of-range", "whatIf.ratePoints".to_owned()));
}

/// What decides between two levels here is the correction for home care, which columns cannot say.
#[test]
fn a_corrected_rate_counts_in_columns_as_in_a_facility() {
    let facts = |of_type: &str, facts: &[&str], month: &str, basis: &str, home: (u32, u32)| {
        let facts: serde_json::Map<String, Value> =
            facts.iter().map(|fact| ((*fact).to_owned(), json!(*fact != "special-dispensing-fee-b"))).collect();
        json!({ "type": of_type, "facts": facts, "usage": [{
            "month": month, "basis": basis, "users": 299, "receipts": 1000, "homeCareClaims": home.0, "homeCareReceipts": home.1,
        }] })
    };
    let clinic = [
        "online-claims",
        "online-eligibility",
        "records-access",
        "in-house-notice",
        "own-website",
        "website-notice",
        "consultation",
        "e-prescription",
        "dispensing-registration",
    ];
    let of_pharmacies = ["e-dispensing-records", "security-measures", "notebook-use", "special-dispensing-fee-b"];
    let pharmacy = [&clinic[..], &of_pharmacies].concat();
    let nation = [
        facts("medical-clinic", &clinic, "2025-04", "receipts", (200, 0)),
        facts("medical-clinic", &clinic, "2025-05", "receipts", (200, 0)),
        facts("pharmacy", &pharmacy, "2025-04", "receipts", (0, 400)),
        facts("pharmacy", &pharmacy, "2025-06", "receipts", (0, 400)),
        facts("dental-clinic", &clinic, "2025-04", "receipts", (200, 0)),
        facts("medical-clinic", &clinic, "2025-03", "checks", (200, 0)),
    ];
    let columns = columns(&nation);
    let mut differing = 0;
    for day in ["2025-03-31", "2025-04-01", "2025-07-01", "2025-08-31", "2025-09-30", "2025-10-01"] {
        let day = Day::parse(day).unwrap();
        let batch = batch(rules(), &columns, day);
        for (row, facility) in nation.iter().enumerate() {
            assert_row(&batch, row, &evaluate(rules(), &read(facility), day));
            let mut plain = facility.clone();
            plain["usage"][0].as_object_mut().unwrap().retain(|key, _| !key.starts_with("homeCare"));
            let level =
                |facility: &Value| evaluate(rules(), &read(facility), day).add_ons[0].range.worst.map(str::to_owned);
            differing += usize::from(level(facility) != level(&plain));
        }
    }
    assert_eq!(differing, 6, "the correction decides");
}
