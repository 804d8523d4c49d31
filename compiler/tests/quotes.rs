//! Quotes held against a copy of the document that they come from, letter for letter and line by line.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use dx_kasan_rules::author::{QuoteReport, check_quotes};
use dx_kasan_rules::blob::sha256;
use dx_kasan_rules::model::Model;

use support::{base_with, compiled};

/// A copy with every quote of the small ruleset, each in a line of its own.
const COPY: &str = "月一回に限り十二点\n月一回に限り八点を\n月一回に限り五点\n施設基準は百分の三十以上\n百分の十五以上\n三月以上\n\
                    患者の３割以上の場合は「30％」とあるのは「20％」とする\n";

/// The small ruleset, whose source is pinned to this copy.
fn pinned_to(copy: &str) -> Model {
    let pin = format!("read = \"full\"\nsha256 = \"{}\"", sha256(copy.as_bytes()));
    compiled(&base_with("sources.toml", |text| text.replace("read = \"full\"", &pin))).loaded.model
}

#[test]
fn every_quote_is_found_where_the_copy_has_it() {
    let report = check_quotes(&pinned_to(COPY), "notice", COPY);
    assert_eq!(report, Ok(QuoteReport { found: 7, faults: Vec::new() }));
}

#[test]
fn a_quote_over_two_lines_or_with_another_letter_is_not_found() {
    let copy = COPY.replace("八点", "8点").replace("百分の十五", "百分の\n十五");
    let report = check_quotes(&pinned_to(&copy), "notice", &copy).unwrap();
    assert_eq!(report.found, 5);
    assert_eq!(
        report.faults,
        [
            "`notice` @ 注一: 『月一回に限り八点』 stands in no line of it",
            "`notice` @ 第三: 『百分の十五以上』 stands in no line of it",
        ]
    );
}

#[test]
fn a_figure_of_a_fact_is_held_against_the_copy_as_well() {
    let copy = COPY.replace("三月以上", "六月以上");
    let report = check_quotes(&pinned_to(&copy), "notice", &copy).unwrap();
    assert_eq!(report.faults, ["`notice` @ 第一: 『三月以上』 stands in no line of it"]);
}

#[test]
fn another_copy_than_the_pinned_one_is_refused() {
    let other = format!("{COPY}\n");
    let message = check_quotes(&pinned_to(COPY), "notice", &other).unwrap_err();
    assert_eq!(
        message,
        format!(
            "the copy of `notice` has sha256 {}, sources.toml pins {}",
            sha256(other.as_bytes()),
            sha256(COPY.as_bytes())
        )
    );
}

#[test]
fn a_source_without_a_pin_or_without_an_entry_is_refused() {
    let model = pinned_to(COPY);
    assert_eq!(check_quotes(&model, "slides", COPY), Err("sources.toml pins no sha256 for `slides`".to_owned()));
    assert_eq!(check_quotes(&model, "rumour", COPY), Err("sources.toml has no source `rumour`".to_owned()));
}
