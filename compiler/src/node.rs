//! A value as it was written: what TOML, JSON and a caller's object have in common, before anything is known of its meaning.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Where a node is in the files it was read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The index of the file, in the order of reading.
    pub file: u16,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// A value with its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node<'a> {
    /// What was written.
    pub value: Value<'a>,
    /// Where.
    pub span: Span,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value<'a> {
    /// Nothing, on purpose.
    #[default]
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Whole(i64),
    /// Another number. Messages do not show its digits, which would take ten kilobytes of wasm to write.
    Fraction(f64),
    /// A text; a TOML date is one as well.
    Text(Cow<'a, str>),
    /// Something that JSON has no words for, such as a function or a number that is none.
    Foreign(Foreign),
    /// A list.
    List(Vec<Node<'a>>),
    /// Named values, in the order in which they were written.
    Table(Vec<Entry<'a>>),
}

/// A named value of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'a> {
    /// The name.
    pub key: Cow<'a, str>,
    /// Where the name is.
    pub key_span: Span,
    /// The value.
    pub node: Node<'a>,
}

/// What a caller handed in that is not plain data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A number that is not a finite number, by its name.
    Number(String),
    /// Something else, in words that fit after "expected …, found".
    Thing(String),
}

impl Node<'_> {
    /// What the value is, in words that fit after "found".
    #[must_use]
    pub fn kind(&self) -> String {
        match &self.value {
            Value::Null => "nothing".to_owned(),
            Value::Boolean(value) => format!("`{value}`"),
            Value::Whole(number) => format!("the number `{number}`"),
            Value::Fraction(_) => "a number that is not whole".to_owned(),
            Value::Text(text) => format!("the text `{}`", shortened(text)),
            Value::Foreign(Foreign::Number(name)) => format!("`{name}`"),
            Value::Foreign(Foreign::Thing(thing)) => thing.clone(),
            Value::List(items) if items.is_empty() => "an empty list".to_owned(),
            Value::List(_) => "a list".to_owned(),
            Value::Table(_) => "a table".to_owned(),
        }
    }
}

/// A text as it is quoted in a message: its first sixty characters, and without control characters.
#[must_use]
pub fn shortened(text: &str) -> String {
    let mut shown: String = text.chars().take(60).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    if text.chars().nth(60).is_some() {
        shown.push('…');
    }
    shown
}

impl<'de: 'a, 'a> Deserialize<'de> for Node<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(|value| Node { value, span: Span::default() })
    }
}

/// Up to so many keys of a table are compared one by one.
const FEW: usize = 32;

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("plain data")
    }

    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value<'de>, E> {
        Ok(Value::Boolean(value))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value<'de>, E> {
        Ok(Value::Whole(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value<'de>, E> {
        // No number of the rules or of a facility is that large: the reader will say so.
        Ok(i64::try_from(number).map_or(Value::Fraction(number as f64), Value::Whole))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value<'de>, E> {
        // JavaScript has one kind of number, so `1000.0` and `1e3` are the whole number that they name.
        let whole = number as i64;
        let is_whole = whole as f64 == number && whole.unsigned_abs() < (1 << 53);
        Ok(if is_whole { Value::Whole(whole) } else { Value::Fraction(number) })
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value<'de>, A::Error> {
        let mut table: Vec<Entry<'de>> = Vec::new();
        // Looking through a short table beats a tree; a caller's object may have a million keys.
        let mut many: BTreeSet<Cow<'de, str>> = BTreeSet::new();
        while let Some(Key(key)) = entries.next_key()? {
            if table.len() == FEW {
                many.extend(table.iter().map(|entry| entry.key.clone()));
            }
            let twice =
                if table.len() < FEW { table.iter().any(|entry| entry.key == key) } else { !many.insert(key.clone()) };
            if twice {
                return Err(A::Error::custom(format_args!("the key `{}` appears twice", shortened(&key))));
            }
            table.push(Entry { key, key_span: Span::default(), node: entries.next_value()? });
        }
        Ok(Value::Table(table))
    }
}

/// A key, borrowed where it has no escapes; `Cow`'s own `Deserialize` would always copy.
struct Key<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Key<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyReader;
        impl<'de> Visitor<'de> for KeyReader {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_any(KeyReader)
    }
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Null | Value::Foreign(_) => serializer.serialize_unit(),
            Value::Boolean(value) => serializer.serialize_bool(*value),
            Value::Whole(number) => serializer.serialize_i64(*number),
            Value::Fraction(number) => serializer.serialize_f64(*number),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(items) => serializer.collect_seq(items),
            Value::Table(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for entry in entries {
                    map.serialize_entry(&entry.key, &entry.node)?;
                }
                map.end()
            }
        }
    }
}
