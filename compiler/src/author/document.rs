//! From TOML files to one document: every list of every file under its name, every add-on's files as one of the add-ons.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{ADD_ON_FILE, CODES_FILE, File};
use crate::code::Code;
use crate::finding::{Finding, Place};
use crate::node::{Entry, Node, Span, Value, shortened};

/// The keys of an add-on's receipt codes and of the symbols of its filings.
const CODES_KEYS: &[&str] = &["code", "symbol"];

/// Merges the files into one document.
pub(super) fn merge(files: &[File]) -> Result<Node<'static>, Box<Finding>> {
    let mut whole: Vec<Entry<'static>> = Vec::new();
    let mut folders = Vec::new();
    let mut add_ons = Vec::new();
    let mut codes = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let node = parse(index, file)?;
        match file.name.split_once('/') {
            Some((folder, CODES_FILE)) => codes.push((folder, node)),
            Some((folder, _)) => {
                named_as(folder, &node, add_ons.len())?;
                alone(&node, add_ons.len())?;
                folders.push(folder);
                add_ons.push(node);
            }
            None => join(&mut whole, node)?,
        }
    }
    for (folder, node) in codes {
        let index = folders.iter().position(|known| *known == folder);
        let add_on = index.and_then(|index| add_ons.get_mut(index)).ok_or_else(|| stray(folder, &node))?;
        take_codes(add_on, node)?;
    }
    let span = add_ons.first().map(|node| node.span).unwrap_or_default();
    if !add_ons.is_empty() {
        whole.push(Entry { key: "add-on".into(), key_span: span, node: Node { value: Value::List(add_ons), span } });
    }
    Ok(Node { value: Value::Table(whole), span: Span::default() })
}

/// One file as it was written.
pub(super) fn parse(index: usize, file: &File) -> Result<Node<'static>, Box<Finding>> {
    let place = Placing { file: u16::try_from(index).unwrap_or(u16::MAX) };
    let table = DeTable::parse(&file.text).map_err(|error| Box::new(place.syntax(&error, &file.text)))?;
    Ok(Node { span: place.span(0..file.text.len().min(1)), value: place.table(table.into_inner()) })
}

/// Takes in what a file of lists says.
fn join(whole: &mut Vec<Entry<'static>>, node: Node<'static>) -> Result<(), Box<Finding>> {
    let Value::Table(entries) = node.value else { return Ok(()) };
    for entry in entries {
        let place = |entry: &Entry<'_>| Place { path: entry.key.to_string(), span: entry.key_span };
        if entry.key == "add-on" {
            return Err(Box::new(Finding::new(
                Code::UnknownKey,
                place(&entry),
                "an add-on is in a file of its own",
                "no place for an add-on",
                "make a folder with the id of the add-on and put it into its add-on.toml",
            )));
        }
        if let Some(known) = whole.iter().find(|known| known.key == entry.key) {
            return Err(Box::new(
                Finding::new(
                    Code::DuplicateId,
                    place(&entry),
                    format!("the key `{}` is in two files", entry.key),
                    "the second of this name",
                    "keep one list of a name in one file",
                )
                .with(place(known), "the first"),
            ));
        }
        whole.push(entry);
    }
    Ok(())
}

/// Checks that an add-on lies in the folder of its name, where people look for it.
fn named_as(folder: &str, node: &Node<'_>, index: usize) -> Result<(), Box<Finding>> {
    let Value::Table(entries) = &node.value else { return Ok(()) };
    let Some(id) = entries.iter().find(|entry| entry.key == "id") else { return Ok(()) };
    match &id.node.value {
        Value::Text(text) if text != folder => Err(Box::new(Finding::new(
            Code::WrongFolder,
            Place { path: format!("add-on[{index}].id"), span: id.node.span },
            format!("the add-on `{}` lies in the folder `{folder}`", shortened(text)),
            "another name than that of its folder",
            "rename one of the two",
        ))),
        _ => Ok(()),
    }
}

/// Checks that an add-on's own file leaves its receipt codes and symbols to the file beside it.
fn alone(node: &Node<'_>, index: usize) -> Result<(), Box<Finding>> {
    let Value::Table(entries) = &node.value else { return Ok(()) };
    entries.iter().find(|entry| CODES_KEYS.contains(&&*entry.key)).map_or(Ok(()), |entry| {
        Err(Box::new(Finding::new(
            Code::UnknownKey,
            Place { path: format!("add-on[{index}].{}", entry.key), span: entry.key_span },
            "receipt codes and symbols belong in a file of their own",
            "no place for it",
            format!("put it into the {CODES_FILE} beside this file"),
        )))
    })
}

/// Hands an add-on its receipt codes and symbols.
fn take_codes(add_on: &mut Node<'static>, codes: Node<'static>) -> Result<(), Box<Finding>> {
    let (Value::Table(entries), Value::Table(codes)) = (&mut add_on.value, codes.value) else { return Ok(()) };
    for entry in codes {
        if !CODES_KEYS.contains(&&*entry.key) {
            return Err(Box::new(Finding::new(
                Code::UnknownKey,
                Place { path: entry.key.to_string(), span: entry.key_span },
                format!("{CODES_FILE} holds receipt codes and symbols alone, and not `{}`", shortened(&entry.key)),
                "neither of the two",
                format!("write it as [[code]] or [[symbol]], or put it into the {ADD_ON_FILE} beside this file"),
            )));
        }
        entries.push(entry);
    }
    Ok(())
}

fn stray(folder: &str, codes: &Node<'_>) -> Box<Finding> {
    Box::new(Finding::new(
        Code::WrongFolder,
        Place { path: String::new(), span: codes.span },
        format!("the folder `{folder}` has a {CODES_FILE} and no {ADD_ON_FILE}"),
        "codes of no add-on",
        "move the file into the folder of its add-on",
    ))
}

struct Placing {
    file: u16,
}

impl Placing {
    fn span(&self, range: Range<usize>) -> Span {
        let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Span { file: self.file, start: offset(range.start), end: offset(range.end) }
    }

    fn syntax(&self, error: &toml::de::Error, text: &str) -> Finding {
        let end = text.len();
        let place = Place { path: String::new(), span: self.span(error.span().unwrap_or(end..end)) };
        Finding::new(
            Code::Syntax,
            place,
            format!("the file is not TOML: {}", error.message()),
            "cannot be read",
            "mend the syntax",
        )
    }

    fn node(&self, value: Spanned<DeValue<'_>>) -> Node<'static> {
        let span = self.span(value.span());
        Node { span, value: self.value(value.into_inner()) }
    }

    fn value(&self, value: DeValue<'_>) -> Value<'static> {
        match value {
            DeValue::String(text) => Value::Text(Cow::Owned(text.into_owned())),
            DeValue::Datetime(date) => Value::Text(Cow::Owned(date.to_string())),
            DeValue::Boolean(value) => Value::Boolean(value),
            DeValue::Integer(number) => {
                let text = number.to_string();
                text.parse().map_or_else(|_| Value::Text(Cow::Owned(text)), Value::Whole)
            }
            DeValue::Float(number) => number.to_string().parse().map_or(Value::Null, Value::Fraction),
            DeValue::Array(items) => Value::List(items.into_iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => self.table(table),
        }
    }

    /// In the order of the file, which the parser's table does not keep.
    fn table(&self, table: DeTable<'_>) -> Value<'static> {
        let mut entries: Vec<Entry<'static>> = table
            .into_iter()
            .map(|(key, value)| Entry {
                key_span: self.span(key.span()),
                key: Cow::Owned(key.into_inner().into_owned()),
                node: self.node(value),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_span.start);
        Value::Table(entries)
    }
}
