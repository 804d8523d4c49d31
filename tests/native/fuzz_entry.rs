//! What the fuzzer calls, called with its committed corpus and with small changes of each entry, so that it cannot rot.

#[path = "../../fuzz/src/entry.rs"]
mod entry;

use std::fs;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use dx_kasan::Ruleset;
use dx_kasan_rules::blob::encode_named;
use proptest::prelude::RngExt;
use proptest::test_runner::{RngAlgorithm, TestRng};

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
    for_a_minute(target, run);
}

/// Where continuous integration runs (`CI` is set), random changes of the corpus for a minute as well: the same all day, others tomorrow.
fn for_a_minute(target: &str, run: fn(&[u8])) {
    if std::env::var_os("CI").is_none() {
        return;
    }
    let entries = corpus(target);
    let day = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() / 86_400;
    let start = Instant::now();
    for number in 0_u64.. {
        if start.elapsed() >= Duration::from_secs(60) {
            break;
        }
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&day.to_le_bytes());
        seed[8..16].copy_from_slice(&number.to_le_bytes());
        let bytes = changed_at_random(&entries, &mut TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
        if let Err(panic) = std::panic::catch_unwind(|| run(&bytes)) {
            eprintln!("{target}, day {day}, number {number}: {:?}", String::from_utf8_lossy(&bytes));
            std::panic::resume_unwind(panic);
        }
    }
}

/// One of the entries with up to eight bytes replaced, put in or taken out, or with pieces of other entries.
fn changed_at_random(entries: &[Vec<u8>], random: &mut TestRng) -> Vec<u8> {
    let mut bytes = entries[random.random_range(0..entries.len())].clone();
    for _ in 0..random.random_range(1..=8) {
        let place = random.random_range(0..=bytes.len());
        match random.random_range(0..4) {
            0 => bytes.insert(place, random.random()),
            1 if place < bytes.len() => bytes[place] = random.random(),
            2 if place < bytes.len() => drop(bytes.remove(place)),
            _ => {
                let other = &entries[random.random_range(0..entries.len())];
                let from = random.random_range(0..=other.len());
                let until = (from + random.random_range(0..40)).min(other.len());
                bytes.splice(place..place, other[from..until].iter().copied());
            }
        }
    }
    bytes
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

/// The bytes that [`dx_kasan_rules::blob`] writes change with what rules can say, so the entry of a whole ruleset is held to be it.
/// `BLESS=1` writes it anew.
#[test]
fn compiled_rules_survive() {
    let path = "fuzz/corpus/compiled/small";
    let ruleset = Ruleset::from_json(&fs::read_to_string("fuzz/corpus/ruleset/small").unwrap()).unwrap();
    let small = encode_named(ruleset.model());
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, &small).unwrap();
    }
    assert!(fs::read(path).unwrap() == small, "{path} is not what the rules compile to; BLESS=1 writes it anew");
    with_changes("compiled", 300, entry::compiled);
}

#[test]
fn receipts_survive() {
    with_changes("receipt", 60, entry::receipt);
}

#[test]
fn what_the_facade_writes_survives() {
    with_changes("wire", 60, entry::wire);
}

#[test]
fn dates_and_rates_survive() {
    with_changes("values", 60, entry::values);
}

/// A target without a file that calls it, or a file without a target, fuzzes nothing.
#[test]
fn every_entry_has_its_target() {
    let targets = ["facility", "compiler", "ruleset", "compiled", "receipt", "wire", "values"];
    for target in targets {
        let text = fs::read_to_string(format!("fuzz/fuzz_targets/{target}.rs")).unwrap();
        assert!(text.contains(&format!("entry::{target}(bytes)")));
    }
    assert_eq!(fs::read_dir("fuzz/fuzz_targets").unwrap().count(), targets.len());
}
