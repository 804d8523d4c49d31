//! Receipt codes and symbols of the real rules, spoilt one way at a time: each names one fee or filing, on days on which there is
//! that fee or filing.

use dx_kasan_rules::author::{self, Failure, File};

use crate::support::rules;

/// What the compiler says of the real rules with a file of receipt codes changed: the first line of each report.
fn said_of(name: &str, old: &str, new: &str) -> Vec<String> {
    let mut files: Vec<File> = author::read_folder(&rules("")).unwrap();
    let file = files.iter_mut().find(|file| file.name == name).unwrap();
    assert!(file.text.contains(old), "{name} does not hold {old}");
    file.text = file.text.replacen(old, new, 1);
    match author::compile(&files) {
        Ok(_) => Vec::new(),
        Err(Failure::Faults(reports)) => {
            reports.iter().filter_map(|report| report.lines().next()).map(str::to_owned).collect()
        }
        Err(failure) => panic!("{failure}"),
    }
}

#[test]
fn a_code_does_not_outlive_the_fee_that_depends_on_the_card() {
    let with_card = "name = \"医療情報取得加算２（初診）\"\nfrom = 2024-06-01\nuntil = ";
    let until = |day: &str| format!("{with_card}{day}");
    assert_eq!(
        said_of("medical-information-acquisition/codes.toml", &until("2024-11-30"), &until("2024-12-31")),
        [
            "error[code-without-fee]: the receipt code `111703270` names a fee for `initial-visit` with the card that level `single` of `medical-information-acquisition` does not have in `medical` from 2024-12-01 to 2024-12-31",
            "error[ambiguous-receipt-code]: the receipt code `111703270` names two fees on 2024-12-01",
        ]
    );
}

#[test]
fn one_code_is_of_one_schedule() {
    let revisit =
        |schedules: &str| format!("schedules = [{schedules}]\nlevels = \"all\"\nservice = \"revisit\"\nwithin");
    assert_eq!(
        said_of("records-linkage/codes.toml", &revisit("\"medical\""), &revisit("\"medical\", \"dental\"")),
        ["error[ambiguous-receipt-code]: the receipt code `112709570` names fees of `medical` and of `dental`"]
    );
}

#[test]
fn an_open_code_leaves_no_room_for_the_next() {
    let until = "name = \"医療ＤＸ推進体制整備加算１\"\nfrom = 2024-10-01\n";
    let said = said_of("medical-dx-promotion/codes.toml", &format!("{until}until = 2025-03-31\n"), until);
    let one = "error[overlap]: the receipt code of level `1` of `medical-dx-promotion` for `dispensing` is stated twice in `dispensing` on 2025-04-01";
    assert!(said.iter().any(|said| said == one), "{said:?}");
}

#[test]
fn the_days_between_two_codes_may_lack_one_only_where_the_fee_does() {
    let day = |from: &str| format!("name = \"医療情報取得加算（再診）\"\nfrom = {from}");
    let said = said_of("medical-information-acquisition/codes.toml", &day("2024-12-01"), &day("2025-01-01"));
    // No code of the same fee is before it.
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn a_symbol_is_of_one_add_on() {
    assert_eq!(
        said_of("remote-e-prescription/codes.toml", "symbol = \"遠電\"", "symbol = \"救医情\""),
        ["error[ambiguous-symbol]: the symbol `救医情` names two filings in `medical` on 2026-06-01"]
    );
}

#[test]
fn a_symbol_of_all_levels_leaves_no_room_for_one_of_some() {
    let level = "levels = [\"1\"]\nsymbol = \"入医ＤＸ１\"";
    assert_eq!(
        said_of("records-linkage-inpatient/codes.toml", level, &level.replace("[\"1\"]", "\"all\"")),
        [
            "error[overlap]: the symbol of level `2` of `records-linkage-inpatient` is stated twice in `medical` on 2026-06-01"
        ]
    );
}
