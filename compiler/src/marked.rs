//! The text in which the facade hands a caller's values over: JSON, in which a text that begins with U+0000 stands for something
//! that JSON has no words for.

use std::borrow::Cow;

use crate::node::{Foreign, Node, Value};

/// Reads a text that may be anybody's, and tells where it is not JSON. [`wire::read`](crate::wire::read) reads the facade's own.
///
/// # Errors
/// When it is not JSON.
pub fn read(text: &str) -> Result<Node<'_>, serde_json::Error> {
    let mut node: Node<'_> = serde_json::from_str(text)?;
    mark_foreign(&mut node);
    Ok(node)
}

fn mark_foreign(node: &mut Node<'_>) {
    match &mut node.value {
        Value::Text(written) => node.value = text(std::mem::take(written)),
        Value::List(items) => items.iter_mut().for_each(mark_foreign),
        Value::Table(entries) => entries.iter_mut().for_each(|entry| mark_foreign(&mut entry.node)),
        Value::Null | Value::Boolean(_) | Value::Whole(_) | Value::Fraction(_) | Value::Foreign(_) => {}
    }
}

/// A text, or what it stands for.
pub(crate) fn text(written: Cow<'_, str>) -> Value<'_> {
    match written.strip_prefix('\0') {
        Some(name) => Value::Foreign(foreign(name)),
        None => Value::Text(written),
    }
}

fn foreign(name: &str) -> Foreign {
    let thing = match name {
        "NaN" | "Infinity" | "-Infinity" => return Foreign::Number(name.to_owned()),
        "bigint" => "a BigInt",
        "function" => "a function",
        "symbol" => "a symbol",
        "undefined" => "undefined",
        "Date" => "a Date",
        "Map" => "a Map",
        "getter" => "a property that threw when it was read",
        "deep" => "a value nested too deeply",
        "long" => "a value that is too large",
        "text" => "a text with a control character",
        _ => "an object that is not plain data",
    };
    Foreign::Thing(thing.to_owned())
}
