//! What the fuzzer calls, called with its committed corpus and with small changes of each entry, so that it cannot rot.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../fuzz/src/entry.rs"]
mod entry;

use std::fs;

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> =
        fs::read_dir(format!("fuzz/corpus/{target}")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Every entry as it is, cut off anywhere, and with a byte in many a place changed.
fn with_changes(target: &str, most: usize, run: fn(&[u8])) {
    for bytes in corpus(target) {
        run(&bytes);
        let step = (bytes.len() / most).max(1);
        for place in (0..bytes.len()).step_by(step) {
            run(&bytes[..place]);
            for byte in [b'0', b'"', b'}', 0x7f] {
                let mut changed = bytes.clone();
                changed[place] = byte;
                run(&changed);
            }
        }
    }
}

#[test]
fn facilities_survive() {
    with_changes("facility", 60, entry::facility);
}

#[test]
fn the_rule_compiler_survives() {
    with_changes("compiler", 40, entry::compiler);
}

#[test]
fn rulesets_survive() {
    with_changes("ruleset", 40, entry::ruleset);
}

#[test]
fn dates_and_rates_survive() {
    with_changes("values", 60, entry::values);
}

/// A target without a file that calls it, or a file without a target, fuzzes nothing.
#[test]
fn every_entry_has_its_target() {
    for target in ["facility", "compiler", "ruleset", "values"] {
        let text = fs::read_to_string(format!("fuzz/fuzz_targets/{target}.rs")).unwrap();
        assert!(text.contains(&format!("entry::{target}(bytes)")));
    }
    assert_eq!(fs::read_dir("fuzz/fuzz_targets").unwrap().count(), 4);
}
