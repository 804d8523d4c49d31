//! Cases beside the rules: a facility and a day, and what the law says of them, worked out by hand.

use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Failure, File, document, read, report, sorted};

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
    /// What is expected, as it is in the file.
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
        for path in sorted(&folder)? {
            let fault = |what: String| Failure::Faults(vec![format!("{}: {what}", path.display())]);
            cases.extend(of_file(&parsed(&path)?).map_err(fault)?);
        }
    }
    Ok(cases)
}

/// A file as plain data.
pub(super) fn parsed(path: &Path) -> Result<Value, Failure> {
    let file = File { name: path.display().to_string(), text: read(path)? };
    let node = document::parse(0, &file)
        .map_err(|finding| Failure::Faults(vec![report::render(&finding, "", std::slice::from_ref(&file))]))?;
    serde_json::to_value(&node).map_err(|error| Failure::Faults(vec![format!("{}: {error}", path.display())]))
}

fn of_file(file: &Value) -> Result<Vec<Case>, String> {
    let add_on = text(file, "add-on")?;
    let cases = file.get("case").and_then(Value::as_array).ok_or("there is no [[case]]")?;
    cases.iter().map(|case| of_case(file, &add_on, case)).collect()
}

fn of_case(file: &Value, add_on: &str, case: &Value) -> Result<Case, String> {
    let name = text(case, "name")?;
    let whole = || -> Result<Case, String> {
        let expect = case.get("expect").ok_or("it expects nothing")?.clone();
        let facility = facility(file, case)?;
        Ok(Case { add_on: add_on.to_owned(), name: name.clone(), facility, date: text(case, "date")?, expect })
    };
    whole().map_err(|why| format!("the case {name}: {why}"))
}

/// The facility of a case: its template, with what the case says otherwise.
pub(super) fn facility(file: &Value, case: &Value) -> Result<Value, String> {
    let template = text(case, "facility")?;
    let template = file.get("facility").and_then(|all| all.get(&template)).and_then(Value::as_object);
    let mut facility = template.ok_or("its template is not there")?.clone();
    if let Some(Value::Object(facts)) = case.get("facts")
        && let Value::Object(all) = facility.entry("facts").or_insert_with(|| json!({}))
    {
        lay_over(all, facts);
    }
    for key in ["usage", "filings"] {
        if let Some(value) = case.get(key) {
            facility.insert(key.to_owned(), value.clone());
        }
    }
    in_contract_form(&mut facility);
    Ok(Value::Object(facility))
}

/// Facts of a case replace those of its template; `"unknown"` takes one away.
fn lay_over(all: &mut Map<String, Value>, facts: &Map<String, Value>) {
    for (id, value) in facts {
        if value.as_str() == Some("unknown") {
            all.remove(id);
        } else {
            all.insert(id.clone(), value.clone());
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

pub(super) fn text(table: &Value, key: &str) -> Result<String, String> {
    table.get(key).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| format!("`{key}` is missing"))
}
