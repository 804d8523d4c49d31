//! Every defect that the compiler knows, one to a file, and word for word what it says of it. `BLESS=1` writes anew what the
//! files expect, to be read as a diff.

use std::collections::BTreeSet;
use std::{env, fs};

use dx_kasan_rules::author::{self, Failure};
use dx_kasan_rules::code::Code;
use dx_kasan_rules::finding::Finding;
use dx_kasan_rules::load;
use dx_kasan_rules::node::Node;

use crate::support::{Bad, bad, base};

/// What the compiler says of a file with a defect: one report, and where the same defect lies in a document of JSON.
fn said_of(bad: &Bad) -> Result<String, String> {
    let files = bad.files();
    let reports = match author::compile(&files) {
        Ok(_) => return Err("compiles".to_owned()),
        Err(Failure::Faults(reports)) => reports,
        Err(failure) => return Err(failure.to_string()),
    };
    if reports.len() > 1 {
        return Err(format!("has more than one defect:\n{}", reports.join("\n")));
    }
    let mut said = reports.concat();
    if let Ok(document) = author::document(&files) {
        for finding in load::load(&document).unwrap_err() {
            let path = finding.place.path;
            said.push_str(&format!("\n\nin JSON: {}", if path.is_empty() { "the whole" } else { &path }));
        }
    }
    Ok(said)
}

/// The findings of a document, without their places in files.
fn findings(document: &Node<'_>) -> BTreeSet<(Code, String, String, String)> {
    let of = |finding: Finding| (finding.code, finding.place.path, finding.message, finding.help);
    load::load(document).unwrap_err().into_iter().map(of).collect()
}

#[test]
fn every_bad_file_is_refused_word_for_word() {
    let mut wrong = Vec::new();
    for bad in bad() {
        let name = bad.path.display();
        match said_of(&bad).map(|said| bad.with_expected(&said)) {
            Ok(expected) if expected == bad.whole => {}
            Ok(expected) if env::var_os("BLESS").is_some() => fs::write(&bad.path, expected).unwrap(),
            Ok(expected) => wrong.push(format!("{name} should read:\n{expected}")),
            Err(why) => wrong.push(format!("{name} {why}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn blessing_a_file_again_changes_nothing() {
    for bad in bad() {
        let once = bad.with_expected("error[x]: y\n --> z\n\n  | ");
        let again = Bad { text: once.split("\n# expected:\n").next().unwrap().to_owned(), ..bad };
        assert_eq!(again.with_expected("error[x]: y\n --> z\n\n  | "), once);
    }
}

#[test]
fn the_ruleset_that_they_spoil_compiles() {
    if let Err(failure) = author::compile(&base()) {
        panic!("{failure}");
    }
}

#[test]
fn a_document_of_json_is_refused_for_the_same_reason_at_the_same_path() {
    for bad in bad() {
        let Ok(document) = author::document(&bad.files()) else { continue };
        let json = serde_json::to_string(&document).unwrap();
        let read: Node<'_> = serde_json::from_str(&json).unwrap();
        assert_eq!(findings(&read), findings(&document), "{}", bad.path.display());
    }
}

#[test]
fn every_code_has_a_bad_file() {
    let shown: BTreeSet<String> = bad()
        .iter()
        .filter_map(|bad| Some(bad.whole.split_once("# error[")?.1.split_once(']')?.0.to_owned()))
        .collect();
    let lacking: Vec<&str> = Code::ALL.iter().map(|code| code.id()).filter(|code| !shown.contains(*code)).collect();
    assert!(lacking.is_empty(), "no file of rules/bad shows {}", lacking.join(", "));
}

#[test]
fn every_code_occurs_in_the_compiler() {
    let mut sources = String::new();
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                sources.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    for code in Code::ALL {
        assert!(sources.contains(&format!("Code::{code:?}")), "nothing ever says {code}");
    }
}
