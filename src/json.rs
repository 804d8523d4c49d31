//! Answers as JSON text, for the boundary.
//!
//! The bytes are those of serde_json, which native callers use; tests compare them. This one cannot fail, and says so by an error
//! that has no values: the compiler then leaves out what each field of each answer would do about one, half of the code. What
//! every field needs is a call, not a copy.

use std::fmt;

use dx_kasan_rules::node::{Node, Value};
use dx_kasan_rules::sort;
use serde::ser::{self, Serialize};

/// The value as JSON.
pub(crate) fn to_string(value: &(impl Serialize + ?Sized)) -> String {
    let mut writer = Writer { text: String::new() };
    let Ok(()) = value.serialize(&mut writer);
    writer.text
}

/// The value in canonical form (RFC 8785): keys in the order of their characters, and nothing that needs no writing. What the
/// engine takes has neither fractions nor anything foreign; keys of one table that differ do so before any surrogate.
pub(crate) fn canonical(node: &Node<'_>) -> String {
    let mut writer = Writer { text: String::new() };
    writer.node(node);
    writer.text
}

struct Writer {
    text: String,
}

impl Writer {
    #[inline(never)]
    fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The comma before an item, unless it is the first. No text ends with a bracket: there is its quotation mark.
    #[inline(never)]
    fn separate(&mut self) {
        if !matches!(self.text.as_bytes().last(), Some(b'{' | b'[')) {
            self.text.push(',');
        }
    }

    /// A key that is a name in this program, so it needs no escapes.
    #[inline(never)]
    fn key(&mut self, key: &str) {
        self.separate();
        self.text.push('"');
        self.text.push_str(key);
        self.text.push_str("\":");
    }

    #[inline(never)]
    fn string(&mut self, text: &str) {
        self.text.push('"');
        if text.bytes().all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
            self.text.push_str(text);
        } else {
            text.chars().for_each(|char| self.escaped(char));
        }
        self.text.push('"');
    }

    fn node(&mut self, node: &Node<'_>) {
        match &node.value {
            Value::Boolean(value) => self.raw(if *value { "true" } else { "false" }),
            Value::Whole(number) => {
                let Ok(()) = ser::Serializer::serialize_i64(&mut *self, *number);
            }
            Value::Text(text) => self.string(text),
            Value::List(items) => {
                self.raw("[");
                for item in items {
                    self.separate();
                    self.node(item);
                }
                self.raw("]");
            }
            Value::Table(entries) => {
                let mut entries: Vec<_> = entries.iter().collect();
                sort::by_key(&mut entries, |entry| entry.key.as_ref());
                self.raw("{");
                for entry in entries {
                    self.separate();
                    self.string(&entry.key);
                    self.raw(":");
                    self.node(&entry.node);
                }
                self.raw("}");
            }
            Value::Null | Value::Fraction(_) | Value::Foreign(_) => self.raw("null"),
        }
    }

    fn escaped(&mut self, char: char) {
        let short = match char {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\u{8}' => "\\b",
            '\u{C}' => "\\f",
            '\0'..' ' => {
                self.text.push_str(if char < '\u{10}' { "\\u000" } else { "\\u001" });
                self.text.extend(char::from_digit(u32::from(char) % 16, 16));
                return;
            }
            _ => return self.text.push(char),
        };
        self.text.push_str(short);
    }

    #[inline(never)]
    fn number(&mut self, number: u64) {
        if number >= 10 {
            self.number(number / 10);
        }
        self.text.extend(char::from_digit((number % 10) as u32, 10));
    }
}

/// An error that does not happen.
#[derive(Debug)]
enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: fmt::Display>(_: T) -> Self {
        // No answer refuses to be written; this is what a panic comes to in the module.
        std::process::abort()
    }
}

/// A list or an object that is being written, and how it ends.
struct Open<'w> {
    writer: &'w mut Writer,
    end: &'static str,
}

type Written = Result<(), Never>;

impl<'w> ser::Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Open<'w>;
    type SerializeTuple = Open<'w>;
    type SerializeTupleStruct = Open<'w>;
    type SerializeTupleVariant = Open<'w>;
    type SerializeMap = Open<'w>;
    type SerializeStruct = Open<'w>;
    type SerializeStructVariant = Open<'w>;

    fn serialize_bool(self, value: bool) -> Written {
        self.raw(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i8(self, number: i8) -> Written {
        self.serialize_i64(number.into())
    }

    fn serialize_i16(self, number: i16) -> Written {
        self.serialize_i64(number.into())
    }

    fn serialize_i32(self, number: i32) -> Written {
        self.serialize_i64(number.into())
    }

    fn serialize_i64(self, number: i64) -> Written {
        if number < 0 {
            self.raw("-");
        }
        self.serialize_u64(number.unsigned_abs())
    }

    fn serialize_u8(self, number: u8) -> Written {
        self.serialize_u64(number.into())
    }

    fn serialize_u16(self, number: u16) -> Written {
        self.serialize_u64(number.into())
    }

    fn serialize_u32(self, number: u32) -> Written {
        self.serialize_u64(number.into())
    }

    fn serialize_u64(self, number: u64) -> Written {
        self.number(number);
        Ok(())
    }

    fn serialize_f32(self, number: f32) -> Written {
        self.serialize_f64(number.into())
    }

    /// No answer has a fraction; one would be written as a text.
    fn serialize_f64(self, number: f64) -> Written {
        self.collect_str(&number)
    }

    fn serialize_char(self, char: char) -> Written {
        self.string(char.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Written {
        self.string(text);
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Written {
        self.collect_seq(bytes)
    }

    fn serialize_none(self) -> Written {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        self.raw("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written {
        self.raw("{");
        self.key(variant);
        value.serialize(&mut *self)?;
        self.raw("}");
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'w>, Never> {
        self.raw("[");
        Ok(Open { writer: self, end: "]" })
    }

    fn serialize_tuple(self, length: usize) -> Result<Open<'w>, Never> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Open<'w>, Never> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'w>, Never> {
        self.raw("{");
        self.key(variant);
        self.raw("[");
        Ok(Open { writer: self, end: "]}" })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'w>, Never> {
        self.raw("{");
        Ok(Open { writer: self, end: "}" })
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Open<'w>, Never> {
        self.serialize_map(Some(length))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'w>, Never> {
        self.raw("{");
        self.key(variant);
        self.raw("{");
        Ok(Open { writer: self, end: "}}" })
    }
}

impl Open<'_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.writer.separate();
        value.serialize(&mut *self.writer)
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Written {
        self.writer.key(key);
        value.serialize(&mut *self.writer)
    }

    fn close(self) -> Written {
        self.writer.raw(self.end);
        Ok(())
    }
}

macro_rules! written_by {
    ($($kind:ident: $method:ident($($key:ident)?) as $by:ident;)+) => {$(
        impl ser::$kind for Open<'_> {
            type Ok = ();
            type Error = Never;

            fn $method<T: Serialize + ?Sized>(&mut self, $($key: &'static str,)? value: &T) -> Written {
                self.$by($($key,)? value)
            }

            fn end(self) -> Written {
                self.close()
            }
        }
    )+};
}

written_by! {
    SerializeSeq: serialize_element() as item;
    SerializeTuple: serialize_element() as item;
    SerializeTupleStruct: serialize_field() as item;
    SerializeTupleVariant: serialize_field() as item;
    SerializeStruct: serialize_field(key) as field;
    SerializeStructVariant: serialize_field(key) as field;
}

impl ser::SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written {
        self.item(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.writer.raw(":");
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Written {
        self.close()
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may fail")]
mod tests {
    use std::collections::BTreeMap;

    use serde::Serialize;

    use super::to_string;
    use crate::{Day, Facility, Options, Ruleset};

    fn as_serde_json(value: &impl Serialize) {
        assert_eq!(to_string(value), serde_json::to_string(value).expect("everything here can be written"));
    }

    #[derive(Serialize)]
    enum Kinds {
        Unit,
        Newtype(Option<u8>),
        Tuple(i64, bool),
        Struct { at: [(); 2] },
    }

    #[test]
    fn every_kind_of_value_is_written_as_serde_json_writes_it() {
        as_serde_json(&[Kinds::Unit, Kinds::Newtype(None), Kinds::Newtype(Some(0)), Kinds::Tuple(i64::MIN, true)]);
        as_serde_json(&Kinds::Struct { at: [(), ()] });
        as_serde_json(&(u64::MAX, 'あ', "", [0_u8; 0], BTreeMap::from([("{", vec!["["]), ("a", Vec::new())])));
        as_serde_json(&BTreeMap::<String, u8>::new());
    }

    #[test]
    fn every_character_is_escaped_as_serde_json_escapes_it() {
        let text: String = ('\0'..='\u{80}').chain(['\u{2028}', '点', '\u{10FFFF}']).collect();
        as_serde_json(&text);
        as_serde_json(&"no escapes: {[点]}");
    }

    #[test]
    fn answers_are_written_as_serde_json_writes_them() {
        let rules = Ruleset::decode_built_in().by_reference();
        let facility = r#"{
            "type": "medical-clinic",
            "facts": { "consultation": { "since": "2025-01-01", "until": "2025-12-31" } },
            "usage": [{ "month": "2025-07", "users": 453, "receipts": 1000 }]
        }"#;
        let facility = Facility::from_json(&rules, facility).expect("it is a facility");
        let (from, until) = (Day::new(2025, 9, 1).expect("a day"), Day::new(2026, 9, 1).expect("a day"));
        let options = Options::default();
        as_serde_json(&crate::evaluate(&rules, &facility, from));
        as_serde_json(&crate::outlook(&rules, &facility, from, &options));
        as_serde_json(&crate::remedies(&rules, &facility, from, &options));
        as_serde_json(&crate::timeline(&rules, &facility, from, until, &options).expect("a span"));
        as_serde_json(&rules.compare(from, until));
        as_serde_json(&(rules.add_ons(), rules.facts(), rules.sources(), rules.readings(), rules.info()));
        as_serde_json(&Facility::from_json(&rules, "{}").expect_err("it has no type"));
    }
}
