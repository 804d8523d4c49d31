//! One ruleset in three forms, as files, as a document of JSON and compiled: all say the same, and none makes the loader crash.

use std::collections::BTreeSet;

use dx_kasan_rules::author::{self, Compiled};
use dx_kasan_rules::blob;
use dx_kasan_rules::code::Code;
use dx_kasan_rules::load::{self, Loaded};
use dx_kasan_rules::node::{Node, Span, Value as Written};
use serde_json::{Value, json};

use crate::support::{bad, base, base_with, codes, compiled, rules};

fn real() -> Compiled {
    author::compile_folder(&rules("")).unwrap_or_else(|failure| panic!("{failure}"))
}

fn load_json(json: &str) -> Result<Loaded, Vec<dx_kasan_rules::finding::Finding>> {
    let document: Node<'_> = serde_json::from_str(json).unwrap();
    load::load(&document)
}

/// The node that a path such as `add-on[0].fee[1].amount` leads to.
fn at<'n>(root: &'n Node<'n>, path: &str) -> Option<&'n Node<'n>> {
    path.split(['.', '[']).filter(|step| !step.is_empty()).try_fold(root, |node, step| match &node.value {
        Written::List(items) => items.get(step.strip_suffix(']')?.parse::<usize>().ok()?),
        Written::Table(entries) => entries.iter().find(|entry| entry.key == step).map(|entry| &entry.node),
        _ => None,
    })
}

#[test]
fn a_document_of_json_gives_the_model_of_the_files() {
    for files in [compiled(&base()), real()] {
        let json = serde_json::to_string(&files.document).unwrap();
        let loaded = load_json(&json).unwrap();
        assert!(loaded.model == files.loaded.model);
        let sha256 = |loaded: &Loaded| blob::sha256(&blob::encode(&loaded.model));
        assert_eq!(sha256(&loaded), sha256(&files.loaded));
    }
}

#[test]
fn the_compiled_form_is_read_back_whole() {
    for files in [compiled(&base()), real()] {
        let bytes = blob::encode(&files.loaded.model);
        let back = blob::decode(&bytes).unwrap();
        assert_eq!(blob::encode(&back), bytes);
        assert_eq!(back.strings, files.loaded.model.strings);
        assert_eq!(back.add_ons.len(), files.loaded.model.add_ons.len());
    }
}

#[test]
fn a_compiled_form_that_was_cut_off_is_refused() {
    let bytes = blob::encode(&compiled(&base()).loaded.model);
    for length in 0..bytes.len() {
        assert!(blob::decode(&bytes[..length]).is_none(), "{length} of {} bytes", bytes.len());
    }
}

#[test]
fn every_place_leads_to_what_stands_there() {
    for files in [compiled(&base()), real()] {
        assert!(!files.loaded.places.is_empty());
        for place in &files.loaded.places {
            let node = at(&files.document, &place.path).unwrap_or_else(|| panic!("{} leads nowhere", place.path));
            assert_eq!(node.span, place.span, "{}", place.path);
            assert_ne!(place.span, Span::default(), "{}", place.path);
        }
    }
}

#[test]
fn the_order_of_keys_and_files_means_nothing() {
    let straight = compiled(&base());
    let mut files = base();
    files.reverse();
    let reversed = compiled(&files);
    let ids = |compiled: &Compiled| {
        let model = &compiled.loaded.model;
        model.add_ons.iter().map(|add_on| model.str(add_on.id).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&straight), ["example", "companion"]);
    assert_eq!(ids(&reversed), ids(&straight));
}

#[test]
fn null_is_as_good_as_left_out_and_no_better() {
    let document = serde_json::to_value(&compiled(&base()).document).unwrap();
    let mut with_nulls = document.clone();
    with_nulls["add-on"][1]["fee"][0]["until"] = Value::Null;
    assert!(load_json(&with_nulls.to_string()).unwrap().model == load_json(&document.to_string()).unwrap().model);
    with_nulls["add-on"][1]["fee"][0]["amount"] = Value::Null;
    let findings = load_json(&with_nulls.to_string()).unwrap_err();
    assert_eq!((findings[0].code, findings[0].place.path.as_str()), (Code::MissingKey, "add-on[1].fee[0]"));
}

#[test]
fn all_faults_are_reported_at_once_in_the_order_of_the_files() {
    let mut files = base_with("sources.toml", |text| text.replace("https://", ""));
    for file in &mut files {
        if file.name == "companion/add-on.toml" {
            file.text = file
                .text
                .replace("amount = 5", "amount = \"5\"")
                .replace("\"online-claims\"\nfrom", "\"online\"\nfrom");
        }
        if file.name == "exclusions.toml" {
            file.text = file.text.replace("X1", "X 1");
        }
    }
    assert_eq!(codes(&files), [Code::WrongType, Code::UnknownFact, Code::BadId, Code::BadUrl]);
}

/// Every way into a document.
fn ways(value: &Value, way: &str, all: &mut Vec<String>) {
    all.push(way.to_owned());
    match value {
        Value::Object(entries) => entries.iter().for_each(|(key, inner)| ways(inner, &format!("{way}/{key}"), all)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, inner)| ways(inner, &format!("{way}/{index}"), all));
        }
        _ => {}
    }
}

#[test]
fn whatever_stands_in_place_of_a_value_is_read_or_refused_with_a_place() {
    let document = serde_json::to_value(&compiled(&base()).document).unwrap();
    let mut all = Vec::new();
    ways(&document, "", &mut all);
    let instead =
        [json!(null), json!(true), json!(7), json!(-1), json!(0.5), json!(""), json!("一"), json!([]), json!({})];
    let mut seen = BTreeSet::new();
    // Each way with one of the values in turn: with all of them the test would take a minute.
    for (number, way) in all.iter().enumerate() {
        for value in [&instead[number % instead.len()], &instead[(number + 4) % instead.len()]] {
            let mut changed = document.clone();
            *changed.pointer_mut(way).unwrap() = value.clone();
            for finding in load_json(&changed.to_string()).err().unwrap_or_default() {
                assert!(!finding.message.is_empty() && !finding.help.is_empty(), "{way}");
                seen.insert(finding.code);
            }
        }
    }
    assert!(seen.len() > 12, "{seen:?}");
}

#[test]
fn whatever_is_left_out_is_missed_or_not_needed() {
    let document = serde_json::to_value(&compiled(&base()).document).unwrap();
    let mut all = Vec::new();
    ways(&document, "", &mut all);
    for way in all.iter().filter(|way| !way.is_empty()) {
        let (parent, key) = way.rsplit_once('/').unwrap();
        let mut changed = document.clone();
        match changed.pointer_mut(parent).unwrap() {
            Value::Object(entries) => drop(entries.remove(key)),
            Value::Array(items) => drop(items.remove(key.parse().unwrap())),
            _ => {}
        }
        for finding in load_json(&changed.to_string()).err().unwrap_or_default() {
            assert!(!finding.message.is_empty() && !finding.help.is_empty(), "{way}");
        }
    }
}

#[test]
fn messages_are_written_as_the_house_writes_them() {
    for bad in bad() {
        let Ok(document) = author::document(&bad.files()) else { continue };
        for finding in load::load(&document).unwrap_err() {
            let texts = std::iter::once(&finding.label).chain(finding.related.iter().map(|(_, label)| label));
            for text in texts.chain([&finding.message, &finding.help]) {
                let name = bad.path.display();
                let first = text.chars().next().unwrap_or_else(|| panic!("{name} has an empty text"));
                assert!(!first.is_uppercase(), "{name}: {text}");
                assert!(!text.ends_with('.'), "{name}: {text}");
                assert_eq!(text.matches('`').count() % 2, 0, "{name}: {text}");
                for inner in ["Some(", "None", "u8", "&str", "String", "Vec", "::"] {
                    assert!(!text.contains(inner), "{name}: {text}");
                }
            }
        }
    }
}
