//! How the facade's text is read: JSON as the facade writes it, and no more.
//!
//! By hand because of what serde_json weighs, a twelfth of the module that browsers load: for digits behind the point, which no
//! value has and no message shows, and for saying where a text is not JSON, which the facade's always is. A test holds both to
//! read the same.

use std::borrow::Cow;

use crate::marked;
use crate::node::{Entry, Node, Span, Value};

/// The deepest that values nest. The facade stops at a quarter of it.
const DEEPEST: u32 = 128;

/// Stands for every whole number that is too large to be exact, by its sign: messages call them all the same.
const TOO_LARGE: [f64; 2] = [1e19, -1e19];

/// Stands for every number that is not whole.
const NOT_WHOLE: f64 = 0.5;

/// Reads the facade's text; `None` when it is not JSON, or none that the facade writes.
#[must_use]
pub fn read(text: &str) -> Option<Node<'_>> {
    let mut wire = Wire { rest: text, depth: 0 };
    let node = wire.node()?;
    wire.skip_blanks();
    wire.rest.is_empty().then_some(node)
}

/// What is still to be read.
struct Wire<'a> {
    rest: &'a str,
    depth: u32,
}

impl<'a> Wire<'a> {
    fn skip_blanks(&mut self) {
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        let blanks = self.rest.bytes().take_while(is_blank).count();
        self.rest = self.rest.get(blanks..).unwrap_or_default();
    }

    /// Takes a token, blanks before it included, if it comes next.
    #[inline(never)]
    fn takes(&mut self, token: &str) -> bool {
        self.skip_blanks();
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn node(&mut self) -> Option<Node<'a>> {
        let value = if self.takes("\"") {
            marked::text(self.text()?)
        } else if self.takes("{") {
            self.nested(Self::table)?
        } else if self.takes("[") {
            self.nested(Self::list)?
        } else if self.takes("true") {
            Value::Boolean(true)
        } else if self.takes("false") {
            Value::Boolean(false)
        } else if self.takes("null") {
            Value::Null
        } else {
            self.number()?
        };
        Some(Node { value, span: Span::default() })
    }

    fn nested(&mut self, read: fn(&mut Self) -> Option<Value<'a>>) -> Option<Value<'a>> {
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn table(&mut self) -> Option<Value<'a>> {
        let mut entries = Vec::new();
        while !self.ends(entries.is_empty(), "}")? {
            let key = self.takes("\"").then(|| self.text())??;
            let node = self.takes(":").then(|| self.node())??;
            entries.push(Entry { key, key_span: Span::default(), node });
        }
        Some(Value::Table(entries))
    }

    fn list(&mut self) -> Option<Value<'a>> {
        let mut items = Vec::new();
        while !self.ends(items.is_empty(), "]")? {
            items.push(self.node()?);
        }
        Some(Value::List(items))
    }

    /// Whether a list or a table ends here; `None` when it neither does nor goes on.
    fn ends(&mut self, is_empty: bool, end: &str) -> Option<bool> {
        if self.takes(end) {
            return Some(true);
        }
        (is_empty || self.takes(",")).then_some(false)
    }

    /// The rest of a text, behind its first quotation mark.
    fn text(&mut self) -> Option<Cow<'a, str>> {
        let mut text = Cow::Borrowed("");
        loop {
            let end = self.rest.bytes().position(|byte| matches!(byte, b'"' | b'\\'))?;
            let (plain, rest) = self.rest.split_at_checked(end)?;
            text += plain;
            self.rest = rest;
            if self.rest.starts_with('"') {
                self.rest = self.rest.get(1..)?;
                return Some(text);
            }
            text.to_mut().push(self.escaped()?);
        }
    }

    /// A character behind a backslash.
    fn escaped(&mut self) -> Option<char> {
        let mut chars = self.rest.get(1..)?.chars();
        let char = match chars.next()? {
            'u' => {
                let digits = chars.as_str().get(..4)?;
                self.rest = chars.as_str().get(4..)?;
                // The facade writes control characters so, and no half of a pair.
                return char::from_u32(u32::from_str_radix(digits, 16).ok()?);
            }
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\u{8}',
            'f' => '\u{C}',
            other => other,
        };
        self.rest = chars.as_str();
        Some(char)
    }

    fn number(&mut self) -> Option<Value<'a>> {
        let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'+' | b'-' | b'e' | b'E');
        let (digits, rest) = self.rest.split_at_checked(self.rest.bytes().take_while(is_part).count())?;
        self.rest = rest;
        let (negative, unsigned) = digits.strip_prefix('-').map_or((false, digits), |unsigned| (true, unsigned));
        if !unsigned.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        let [positive, below_zero] = TOO_LARGE.map(Value::Fraction);
        let too_large = if negative { below_zero } else { positive };
        Some(if unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
            digits.parse().map_or(too_large, Value::Whole)
        } else if unsigned.contains("e+") {
            // JavaScript writes numbers so from 1e21 on.
            too_large
        } else {
            Value::Fraction(NOT_WHOLE)
        })
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may fail")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What messages tell of a value, and what the reader goes by.
    fn seen(node: &Node<'_>) -> String {
        match &node.value {
            Value::List(items) => format!("[{}]", items.iter().map(seen).collect::<Vec<_>>().join(",")),
            Value::Table(entries) => {
                let entries = entries.iter().map(|entry| format!("{:?}:{}", entry.key, seen(&entry.node)));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
            }
            Value::Fraction(number) if number.abs() >= 9e15 => format!("large {}", *number > 0.0),
            Value::Fraction(_) => node.kind(),
            other => format!("{other:?}"),
        }
    }

    fn as_serde_json(text: &str) {
        let wire = read(text).expect("the facade writes such");
        let json = marked::read(text).expect("it is JSON");
        assert_eq!(seen(&wire), seen(&json), "{text}");
    }

    #[test]
    fn what_the_facade_writes_is_read_as_serde_json_reads_it() {
        for text in [
            "null",
            " [ true , false ] ",
            "{}",
            "[]",
            r#"{"a":{"b":[1,-2,0]},"":""}"#,
            r#""\"\\\/\n\r\t\b\f\u0001\u00e9 点\ud7ff""#,
            r#"["\u0000NaN","\u0000function","a\u0000"]"#,
            "[9007199254740991,9007199254740993,100000000000000000000,-100000000000000000000,1e+21,-1.5e+300]",
            "[0.5,-45.3,1e-7,1.5e-300]",
        ] {
            as_serde_json(text);
        }
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in [
            "",
            " ",
            "{",
            "[",
            "\"",
            "\"a",
            "\"\\",
            "\"\\u12",
            "\"\\ud800\"",
            "{]",
            "[}",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{\"a\"}",
            "{\"a\":}",
            "{a:1}",
            "{\"a\":1,}",
            "nul",
            "truth",
            "-",
            "+1",
            ".5",
            "e5",
            "1 2",
            "[]]",
            "\u{feff}1",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn values_may_nest_only_so_deeply() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        as_serde_json(&nested(100));
        assert_eq!(read(&nested(129)), None);
        assert_eq!(read(&"[".repeat(1_000_000)), None);
    }

    fn json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            any::<String>().prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
                prop::collection::vec((any::<String>(), inner), 0..6)
                    .prop_map(|entries| serde_json::Value::Object(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_value_is_read_as_serde_json_reads_it(value in json()) {
            as_serde_json(&value.to_string());
            as_serde_json(&serde_json::to_string_pretty(&value).expect("a value can be written"));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[\\[\\]{}:,\"\\\\0-9eE+.\\-truefalsn u]{0,40}") {
            let wire = read(&text);
            if let Ok(json) = marked::read(&text) && let Some(wire) = wire {
                let same_kind = std::mem::discriminant(&wire.value) == std::mem::discriminant(&json.value);
                prop_assert!(same_kind || matches!(wire.value, Value::Fraction(_)), "{}", text);
            }
        }
    }
}
