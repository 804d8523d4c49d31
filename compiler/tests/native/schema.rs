//! The JSON Schemas that editors read agree with the compiler: what it takes they take, and a defect of form fails them too.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dx_kasan_rules::author;
use jsonschema::Validator;
use serde_json::{Map, Value};

use crate::support::{Bad, bad, base, rules};

/// The codes of defects that show in one file by its form alone.
const OF_FORM: &[&str] = &[
    "bad-date",
    "bad-month",
    "bad-sha256",
    "bad-url",
    "bad-version",
    "bad-id",
    "bad-receipt-code",
    "empty-text",
    "missing-citation",
    "missing-key",
    "mixed-kinds",
    "open-without-review",
    "quote-form",
    "quote-length",
    "unknown-key",
    "unknown-word",
    "wrong-type",
    "wrong-unit",
];

/// Files whose defect a schema does not see, though others of the same code are seen: it would have to know another file, or
/// how two values of one file go together.
const UNSEEN: &[&str] = &["fact-of-another-kind", "yes-or-no-as-ratio"];

/// Files whose defect a schema sees as well, though it does not see others of the same code.
const SEEN: &[&str] = &[
    "add-ons-beside-drops",
    "amount-of-nothing",
    "at-least-beside-any",
    "condition-twice-in-a-list",
    "counts-as-card-without-when",
    "fact-twice-in-a-condition",
    "favourable-ratio",
    "issued-twice",
    "keep-beside-drops",
    "label-in-one-language",
    "label-of-no-words",
    "loss-of-a-type-twice",
    "loss-of-visits-not-counted",
    "services-beside-mutual",
    "word-without-label",
];

fn schemas() -> BTreeMap<String, Value> {
    let files = fs::read_dir(rules("schema")).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            let schema = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            (path.file_stem().unwrap().to_string_lossy().into_owned(), schema)
        })
        .collect()
}

fn validators() -> BTreeMap<String, Validator> {
    let compiled = |schema: &Value| jsonschema::options().should_validate_formats(true).build(schema).unwrap();
    schemas().iter().map(|(name, schema)| (name.clone(), compiled(schema))).collect()
}

/// The schema of a rule file, by its name below the folder of the rules.
fn schema_of(file: &str) -> &str {
    match file.split_once('/') {
        Some((_, "codes.toml")) => "codes",
        Some(_) => "add-on",
        None => file.trim_end_matches(".toml"),
    }
}

/// A TOML text as the data that an editor holds against a schema: days are text.
fn data(text: &str) -> Value {
    fn of(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(value) => value.into(),
            toml::Value::Datetime(day) => day.to_string().into(),
            toml::Value::Array(items) => items.into_iter().map(of).collect(),
            toml::Value::Table(table) => {
                Value::Object(table.into_iter().map(|(key, value)| (key, of(value))).collect())
            }
        }
    }
    of(toml::Value::Table(text.parse().unwrap()))
}

fn assert_valid(validator: &Validator, name: &str, data: &Value) {
    let faults: Vec<String> =
        validator.iter_errors(data).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{name}\n{}", faults.join("\n"));
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

#[test]
fn every_schema_is_a_schema() {
    for (name, schema) in schemas() {
        if let Err(fault) = jsonschema::meta::validate(&schema) {
            panic!("{name}: {fault}");
        }
    }
}

#[test]
fn every_rule_file_fits_its_schema() {
    let validators = validators();
    for file in author::read_folder(&rules("")).unwrap().iter().chain(&base()) {
        assert_valid(&validators[schema_of(&file.name)], &file.name, &data(&file.text));
    }
}

#[test]
fn every_case_file_fits_its_schema() {
    let validator = &validators()["case"];
    let folders = fs::read_dir(rules("")).unwrap().map(|entry| entry.unwrap().path().join("cases"));
    let files: Vec<PathBuf> = folders
        .filter(|folder| folder.is_dir())
        .flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()))
        .collect();
    assert!(!files.is_empty());
    for file in files {
        assert_valid(validator, &file.display().to_string(), &data(&fs::read_to_string(&file).unwrap()));
    }
}

#[test]
fn every_claim_case_file_fits_its_schema() {
    let validator = &validators()["claim-case"];
    let files: Vec<PathBuf> = fs::read_dir(rules("claims")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(!files.is_empty());
    for file in files {
        assert_valid(validator, &file.display().to_string(), &data(&fs::read_to_string(&file).unwrap()));
    }
}

#[test]
fn a_bad_file_fails_its_schema_where_its_form_is_at_fault_and_only_there() {
    let validators = validators();
    let mut wrong = Vec::new();
    for bad in bad() {
        let name = stem(&bad.path);
        let code = bad.whole.split_once("# error[").unwrap().1.split_once(']').unwrap().0;
        let Some(validator) = validators.get(schema_of(&bad.replaces)).filter(|_| code != "syntax") else { continue };
        let of_form = OF_FORM.contains(&code) && !UNSEEN.contains(&name.as_str()) || SEEN.contains(&name.as_str());
        if validator.is_valid(&data(&bad.text)) == of_form {
            wrong.push(format!(
                "{name} ({code}): {}",
                if of_form { "fits its schema" } else { "does not fit its schema" }
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_exception_of_this_test_is_a_file() {
    let names: Vec<String> = bad().iter().map(|Bad { path, .. }| stem(path)).collect();
    for name in UNSEEN.iter().chain(SEEN) {
        assert!(names.iter().any(|known| known == name), "{name}");
    }
}

#[test]
fn what_two_schemas_share_they_say_alike() {
    let mut known: Map<String, Value> = Map::new();
    for (name, schema) in schemas() {
        for (key, said) in schema["$defs"].as_object().unwrap() {
            let first = known.entry(key.clone()).or_insert_with(|| said.clone());
            assert_eq!(first, said, "`{key}` of {name}.json differs from that of another schema");
        }
    }
}

/// Calls `visit` for every schema of a table within `schema`.
fn tables(schema: &Value, visit: &mut impl FnMut(&Map<String, Value>)) {
    match schema {
        Value::Object(entries) => {
            if entries.contains_key("properties") && entries.get("type").is_some() {
                visit(entries);
            }
            entries.values().for_each(|entry| tables(entry, visit));
        }
        Value::Array(items) => items.iter().for_each(|item| tables(item, visit)),
        _ => {}
    }
}

#[test]
fn every_table_is_closed_and_says_what_it_is() {
    for (name, schema) in schemas() {
        tables(&schema, &mut |table| {
            let title = &table["title"];
            assert_eq!(table.get("additionalProperties"), Some(&Value::Bool(false)), "{name}: {title}");
            assert!(table["description"].is_string(), "{name}: {title}");
            for key in table["required"].as_array().unwrap() {
                assert!(table["properties"].get(key.as_str().unwrap()).is_some(), "{name}: {title} lacks {key}");
            }
        });
    }
}
