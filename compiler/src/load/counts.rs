//! How long the lists of a ruleset are, before anything compares one of their items with another.

use super::place;
use crate::code::Code;
use crate::finding::Finding;
use crate::node::Value;
use crate::read::At;

/// Far more than the law has of anything, and few enough to compare each with each.
const LONGEST_LIST: usize = 1000;

/// A finding for each list that is too long, whatever it is a list of.
pub(super) fn count(at: &At<'_>) -> Vec<Finding> {
    match &at.node.value {
        Value::List(items) if items.len() > LONGEST_LIST => vec![Finding::new(
            Code::TooMany,
            place(at),
            format!("the list has {} items, of {LONGEST_LIST} at the most", items.len()),
            "too long",
            "say the same in fewer statements",
        )],
        Value::List(_) => at.items().into_iter().flatten().flat_map(|item| count(&item)).collect(),
        Value::Table(_) => at
            .any_table()
            .into_iter()
            .flat_map(|table| table.all().flat_map(|(_, item)| count(&item)).collect::<Vec<_>>())
            .collect(),
        _ => Vec::new(),
    }
}
