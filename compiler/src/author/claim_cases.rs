//! Claim cases beside the rules: a facility and a patient's visits, and line by line what the law says of them, worked out by
//! hand.

use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::cases::{facility, parsed, text};
use super::{Failure, sorted};

/// A case, with its input and what is expected in the form of the contract.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimCase {
    /// What it says about the law, as a snake-case sentence.
    pub name: String,
    /// The facility.
    pub facility: Value,
    /// The visits.
    pub visits: Value,
    /// Every line that is expected, without its citations; its doubts and its receipt codes, by their digits, only where the case
    /// says them.
    pub lines: Value,
    /// What the claimed lines come to.
    pub total: Value,
}

/// Reads the claim cases of a folder of rules, which lie in its `claims`.
///
/// # Errors
/// [`Failure`], when a file cannot be read or a case is not whole.
pub fn read_claim_cases(folder: &Path) -> Result<Vec<ClaimCase>, Failure> {
    let mut cases = Vec::new();
    for path in sorted(&folder.join("claims"))? {
        let fault = |what: String| Failure::Faults(vec![format!("{}: {what}", path.display())]);
        let file = parsed(&path)?;
        let listed =
            file.get("case").and_then(Value::as_array).ok_or_else(|| fault("there is no [[case]]".to_owned()))?;
        for case in listed {
            cases.push(of_case(&file, case).map_err(fault)?);
        }
    }
    Ok(cases)
}

fn of_case(file: &Value, case: &Value) -> Result<ClaimCase, String> {
    let name = text(case, "name")?;
    let whole = || -> Result<ClaimCase, String> {
        let visits = list(case, "visits")?.iter().map(in_contract_form).collect();
        let lines = list(case, "lines")?.iter().map(line).collect::<Result<_, _>>()?;
        let total = case.get("total").ok_or("it has no total")?.clone();
        Ok(ClaimCase { name: name.clone(), facility: facility(file, case)?, visits, lines, total })
    };
    whole().map_err(|why| format!("the case {name}: {why}"))
}

fn list<'v>(case: &'v Value, key: &str) -> Result<&'v Vec<Value>, String> {
    case.get(key).and_then(Value::as_array).ok_or_else(|| format!("`{key}` is missing"))
}

/// A line without a reason is claimed; one without a level comes to nothing.
fn line(written: &Value) -> Result<Value, String> {
    let mut line = in_contract_form(written);
    let add_on = text(written, "add-on")?;
    let line_of = line.as_object_mut().ok_or("a line is not a table")?;
    for (key, otherwise) in
        [("level", Value::Null), ("amount", json!(0)), ("unit", json!("points")), ("reason", json!("claimed"))]
    {
        line_of.entry(key).or_insert(otherwise);
    }
    let claimed = line_of.get("reason") == Some(&json!("claimed"));
    line_of.insert("claimed".to_owned(), json!(claimed));
    match line_of.get("by").cloned() {
        // A visit alone is that of a line of the same add-on.
        Some(Value::Number(visit)) => line_of.insert("by".to_owned(), json!({ "visit": visit, "addOn": add_on })),
        Some(barrier) => line_of.insert("by".to_owned(), in_contract_form(&barrier)),
        None => None,
    };
    Ok(line)
}

/// Rule files write the words of a key apart; the contract writes them as one.
fn in_contract_form(table: &Value) -> Value {
    let mut written = Map::new();
    for (key, value) in table.as_object().into_iter().flatten() {
        let mut words = key.split('-');
        let mut name = words.next().unwrap_or_default().to_owned();
        for word in words {
            let (first, rest) = word.split_at_checked(1).unwrap_or_default();
            name.push_str(&first.to_uppercase());
            name.push_str(rest);
        }
        written.insert(name, value.clone());
    }
    Value::Object(written)
}
