//! Arms that follow one another: the linter finds a gap or an overlap where, and only where, counting days finds one.

use dx_kasan_rules::code::Code;
use dx_kasan_rules::date::Day;
use proptest::prelude::*;

use crate::support::{base_with, codes, require};

const FIRST: &str = "2025-04-01";

fn day(offset: u32) -> String {
    (0..offset).fold(Day::parse(FIRST).unwrap(), |day, _| day.next()).to_string()
}

/// The companion add-on with these arms for its one requirement, each from a day to another, or open.
fn with_arms(arms: &[(u32, Option<u32>)]) -> Vec<dx_kasan_rules::author::File> {
    base_with("companion/add-on.toml", |text| {
        let start = text.find("[[require]]").unwrap();
        let end = text.find("[[filing]]").unwrap();
        let (before, after) = (text.get(..start).unwrap(), text.get(end..).unwrap());
        let arm = |(from, until): &(u32, Option<u32>)| {
            require("online-claims", "\"online-claims\"", &day(*from), until.map(day).as_deref())
        };
        format!("{before}{after}{}", arms.iter().map(arm).collect::<String>())
    })
}

/// How many arms hold on each of the first days, and for ever after.
fn counted(arms: &[(u32, Option<u32>)]) -> Vec<usize> {
    let holds =
        |day: u32| move |(from, until): &&(u32, Option<u32>)| *from <= day && until.is_none_or(|until| day <= until);
    (0..40).map(|day| arms.iter().filter(holds(day)).count()).collect()
}

fn arms() -> impl Strategy<Value = Vec<(u32, Option<u32>)>> {
    // Mostly arms that follow one another, now and then a day off.
    let lengths = prop::collection::vec((1..8_u32, -1..2_i32, 0..8_u32), 0..4);
    lengths.prop_map(|lengths| {
        let mut arms = Vec::new();
        let mut next = 0_u32;
        for (length, off, odds) in lengths {
            let from = if odds == 0 { next.saturating_add_signed(off) } else { next };
            arms.push((from, Some(from + length - 1)));
            next = from + length;
        }
        arms.push((next, None));
        arms
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_gap_or_an_overlap_is_found_where_counting_days_finds_one(arms in arms(), last_ends in 0..6_u32) {
        let mut arms = arms;
        if last_ends == 0 && let Some(last) = arms.last_mut() {
            last.1 = Some(last.0 + 3);
        }
        let counted = counted(&arms);
        let expected = if counted.iter().any(|count| *count > 1) {
            Some(Code::Overlap)
        } else if counted.contains(&0) {
            Some(Code::Gap)
        } else {
            None
        };
        let found = codes(&with_arms(&arms));
        prop_assert_eq!(found.first().copied(), expected, "{:?}", arms);
        prop_assert!(found.iter().all(|code| Some(*code) == expected));
    }
}

#[test]
fn every_gap_is_reported_and_the_first_overlap() {
    assert_eq!(codes(&with_arms(&[(1, Some(3)), (5, Some(7)), (9, Some(11))])), [Code::Gap; 4]);
    assert_eq!(codes(&with_arms(&[(0, Some(3)), (3, Some(7)), (7, None)])), [Code::Overlap]);
}

#[test]
fn an_open_arm_swallows_what_follows() {
    assert_eq!(codes(&with_arms(&[(0, None), (5, None)])), [Code::Overlap]);
}

#[test]
fn a_requirement_may_begin_and_cease_where_it_says_so() {
    let flagged = |begins: bool, ceases: bool| {
        let mut files = with_arms(&[(3, Some(9))]);
        let file = files.iter_mut().find(|file| file.name == "companion/add-on.toml").unwrap();
        let flags = format!("begins = {begins}\nceases = {ceases}\nfrom = {}", day(3));
        file.text = file.text.replace(&format!("from = {}", day(3)), &flags);
        codes(&files)
    };
    assert_eq!(flagged(true, true), []);
    assert_eq!(flagged(true, false), [Code::Gap]);
    assert_eq!(flagged(false, true), [Code::Gap]);
}

#[test]
fn an_arm_of_another_reading_leaves_the_default_one_alone() {
    let with = |lines: &str, fact: &str| {
        base_with("companion/add-on.toml", |text| {
            let arm = require("online-claims", &format!("\"{fact}\""), FIRST, None);
            let arm = arm.replace("cite", "only-under = \"C1/everyone\"\ncite");
            let when = "when = \"online-claims\"\n";
            format!("{}{arm}", text.replace(when, &format!("{when}{lines}")))
        })
    };
    assert_eq!(codes(&with("not-under = [\"C1/everyone\"]\n", "website-notice")), []);
    assert_eq!(codes(&with("doubt = [\"C1\"]\n", "website-notice")), [Code::Overlap]);
}
