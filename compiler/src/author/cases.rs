//! Cases beside the rules: a facility and a day, and what the law says of them, worked out by hand.

use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value, json};
use toml::Table;

use super::{Failure, read, sorted};

/// A case, with its facility in the form that callers hand in.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Case {
    /// The add-on that it is about.
    pub add_on: String,
    /// What it says about the law, as a snake-case sentence.
    pub name: String,
    /// The facility.
    pub facility: Value,
    /// The day.
    pub date: String,
    /// What is expected, as it stands in the file.
    pub expect: Value,
}

/// Reads the cases of all add-ons below a folder of rules.
///
/// # Errors
/// [`Failure`], when a file cannot be read or a case is not whole.
pub fn read_cases(folder: &Path) -> Result<Vec<Case>, Failure> {
    let mut cases = Vec::new();
    for add_on in sorted(folder)? {
        let folder = add_on.join("cases");
        if !folder.is_dir() {
            continue;
        }
        for file in sorted(&folder)? {
            let fault = |what: String| Failure::Faults(vec![format!("{}: {what}", file.display())]);
            let text = read(&file)?;
            let table: Table = text.parse().map_err(|error: toml::de::Error| fault(error.to_string()))?;
            cases.extend(of_file(&table).map_err(fault)?);
        }
    }
    Ok(cases)
}

fn of_file(file: &Table) -> Result<Vec<Case>, String> {
    let add_on = text(file, "add-on")?;
    let cases = file.get("case").and_then(toml::Value::as_array).ok_or("there is no [[case]]")?;
    cases.iter().filter_map(toml::Value::as_table).map(|case| of_case(file, &add_on, case)).collect()
}

fn of_case(file: &Table, add_on: &str, case: &Table) -> Result<Case, String> {
    let name = text(case, "name")?;
    let whole = || -> Result<Case, String> {
        let template = text(case, "facility")?;
        let template = file.get("facility").and_then(|all| all.get(&template)).and_then(toml::Value::as_table);
        let mut facility = plain(&toml::Value::Table(template.ok_or("its template is not there")?.clone()));
        let Value::Object(facility_map) = &mut facility else { return Err("its template is no table".to_owned()) };
        if let Some(toml::Value::Table(facts)) = case.get("facts") {
            let all = facility_map.entry("facts").or_insert_with(|| json!({}));
            if let Value::Object(all) = all {
                lay_over(all, facts);
            }
        }
        for key in ["usage", "filings"] {
            if let Some(value) = case.get(key) {
                facility_map.insert(key.to_owned(), plain(value));
            }
        }
        in_contract_form(facility_map);
        let date = case.get("date").map(plain).and_then(|date| date.as_str().map(str::to_owned)).ok_or("it has no date")?;
        let expect = plain(case.get("expect").ok_or("it expects nothing")?);
        Ok(Case { add_on: add_on.to_owned(), name: name.clone(), facility, date, expect })
    };
    whole().map_err(|why| format!("the case {name}: {why}"))
}

/// Facts of a case replace those of its template; `"unknown"` takes one away.
fn lay_over(all: &mut Map<String, Value>, facts: &Table) {
    for (id, value) in facts {
        if value.as_str() == Some("unknown") {
            all.remove(id);
        } else {
            all.insert(id.clone(), plain(value));
        }
    }
}

/// The contract writes the keys of a month in one word.
fn in_contract_form(facility: &mut Map<String, Value>) {
    let Some(Value::Array(months)) = facility.get_mut("usage") else { return };
    for month in months.iter_mut().filter_map(Value::as_object_mut) {
        for (written, key) in [("home-care-claims", "homeCareClaims"), ("home-care-receipts", "homeCareReceipts")] {
            if let Some(value) = month.remove(written) {
                month.insert(key.to_owned(), value);
            }
        }
    }
}

fn text(table: &Table, key: &str) -> Result<String, String> {
    table.get(key).and_then(toml::Value::as_str).map(str::to_owned).ok_or_else(|| format!("`{key}` is missing"))
}

fn plain(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(value) => json!(value),
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(items) => items.iter().map(plain).collect(),
        toml::Value::Table(table) => Value::Object(table.iter().map(|(key, value)| (key.clone(), plain(value))).collect()),
    }
}
