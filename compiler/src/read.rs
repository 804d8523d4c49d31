//! Strict reading: every key is known, every value has its type, and every fault names its place.
//!
//! One reader serves the rule files, a ruleset handed in at run time, and a caller's facility, so that none of them can be
//! laxer than the others.

use std::fmt;

use crate::date::{BadDate, Day, Month};
use crate::nearest::nearest;
use crate::node::{Entry, Foreign, Node, Span, Value, shortened};
use crate::rate::Rate;
use crate::vocabulary::Vocabulary;

/// A node together with the way to it.
#[derive(Clone, Copy, Debug)]
pub struct At<'n> {
    /// The node.
    pub node: &'n Node<'n>,
    way: Way<'n>,
}

/// The way to a node, kept as links to the callers' frames: nothing is built unless a fault is shown.
#[derive(Clone, Copy, Debug)]
enum Way<'n> {
    Root,
    Argument(&'static str),
    Item(&'static str, usize),
    Key(&'n At<'n>, &'n str),
    Index(&'n At<'n>, usize),
}

/// A table whose keys have all been found to be known.
#[derive(Clone, Copy, Debug)]
pub struct Table<'n> {
    at: &'n At<'n>,
    entries: &'n [Entry<'n>],
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub problem: Problem,
    /// The way from the root, such as `usage[2].rate`; empty for the root itself.
    pub path: String,
    /// The place in the file, for values that were read from one.
    pub span: Span,
}

/// What can be wrong with one value, whatever its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A key that is none of those which the table has.
    UnknownKey {
        /// The key.
        key: String,
        /// The known key that it most likely stands for.
        nearest: Option<String>,
    },
    /// A key that has to be there.
    MissingKey {
        /// The key.
        key: String,
    },
    /// A value of another type.
    WrongType {
        /// What is expected, in words.
        expected: &'static str,
        /// What was found, in words.
        found: String,
    },
    /// A number that is not a finite number.
    NotANumber {
        /// `NaN`, `Infinity` or `-Infinity`.
        found: String,
    },
    /// A number outside its range.
    OutOfRange {
        /// The number.
        given: String,
        /// The least allowed.
        min: u64,
        /// The greatest allowed.
        max: u64,
    },
    /// A text that names no day.
    BadDate {
        /// The text.
        given: String,
        /// Why.
        why: BadDate,
    },
    /// A text that names no month.
    BadMonth {
        /// The text.
        given: String,
        /// Why.
        why: BadDate,
    },
    /// A text that is not a percentage.
    BadRate {
        /// The text.
        given: String,
    },
    /// A name that stands for nothing.
    UnknownId {
        /// What the name should stand for: `fact`, `source` …
        kind: &'static str,
        /// The name.
        given: String,
        /// The known name that it most likely stands for.
        nearest: Option<String>,
    },
}

impl<'n> At<'n> {
    /// The root.
    #[must_use]
    pub fn root(node: &'n Node<'n>) -> Self {
        Self { node, way: Way::Root }
    }

    /// The root of an argument that is named in faults, such as `date`.
    #[must_use]
    pub fn argument(node: &'n Node<'n>, name: &'static str) -> Self {
        Self { node, way: Way::Argument(name) }
    }

    /// An item of a list that is an argument, such as `facilities[12]`, where the list as a whole was never read.
    #[must_use]
    pub fn item(node: &'n Node<'n>, name: &'static str, index: usize) -> Self {
        Self { node, way: Way::Item(name, index) }
    }

    /// The way from the root: `usage[2].rate`.
    #[must_use]
    #[inline(never)]
    pub fn path(&self) -> String {
        let mut path = String::new();
        self.write_path(&mut path);
        path
    }

    fn write_path(&self, path: &mut String) {
        match self.way {
            Way::Root => {}
            Way::Argument(name) => path.push_str(name),
            Way::Item(name, index) => path.push_str(&format!("{name}[{index}]")),
            Way::Index(parent, index) => {
                parent.write_path(path);
                path.push_str(&format!("[{index}]"));
            }
            Way::Key(parent, key) => {
                parent.write_path(path);
                push_key(path, key);
            }
        }
    }

    /// A fault of this node.
    #[must_use]
    #[inline(never)]
    pub fn fault(&self, problem: Problem) -> Box<Fault> {
        Box::new(Fault { problem, path: self.path(), span: self.node.span })
    }

    /// Whether the value is there.
    #[must_use]
    #[inline(never)]
    pub fn is_null(&self) -> bool {
        matches!(self.node.value, Value::Null)
    }

    /// The fault of a value that is not what is expected.
    #[must_use]
    #[inline(never)]
    pub fn wrong_type(&self, expected: &'static str) -> Box<Fault> {
        self.fault(match &self.node.value {
            Value::Foreign(Foreign::Number(found)) => Problem::NotANumber { found: found.clone() },
            _ => Problem::WrongType { expected, found: self.node.kind() },
        })
    }

    /// The table, all of whose keys must be `known`.
    ///
    /// # Errors
    /// A [`Fault`] when it is not a table, or has a key that is not known.
    #[inline(never)]
    pub fn table(&'n self, known: &[&str]) -> Result<Table<'n>, Box<Fault>> {
        let table = self.any_table()?;
        match table.unknown_keys(known).next() {
            Some(fault) => Err(fault),
            None => Ok(table),
        }
    }

    /// The table, whose keys are names to be looked up by the caller.
    ///
    /// # Errors
    /// A [`Fault`] when it is not a table.
    #[inline(never)]
    pub fn any_table(&'n self) -> Result<Table<'n>, Box<Fault>> {
        match &self.node.value {
            Value::Table(entries) => Ok(Table { at: self, entries }),
            _ => Err(self.wrong_type("a table")),
        }
    }

    fn unknown_key<'k>(&self, entry: &Entry<'_>, known: impl IntoIterator<Item = &'k str>) -> Box<Fault> {
        let mut path = self.path();
        push_key(&mut path, &entry.key);
        let nearest = nearest(&entry.key, known).map(str::to_owned);
        let problem = Problem::UnknownKey { key: shortened(&entry.key), nearest };
        Box::new(Fault { problem, path, span: entry.key_span })
    }

    /// The items of a list.
    ///
    /// # Errors
    /// A [`Fault`] when it is not a list.
    pub fn items(&'n self) -> Result<impl Iterator<Item = At<'n>>, Box<Fault>> {
        match &self.node.value {
            Value::List(items) => {
                Ok(items.iter().enumerate().map(move |(index, node)| At { node, way: Way::Index(self, index) }))
            }
            _ => Err(self.wrong_type("a list")),
        }
    }

    /// The text.
    ///
    /// # Errors
    /// A [`Fault`] when it is not a text.
    #[inline(never)]
    pub fn text(&self) -> Result<&'n str, Box<Fault>> {
        match &self.node.value {
            Value::Text(text) => Ok(text),
            _ => Err(self.wrong_type("a text")),
        }
    }

    /// `true` or `false`.
    ///
    /// # Errors
    /// A [`Fault`] when it is neither.
    #[inline(never)]
    pub fn boolean(&self) -> Result<bool, Box<Fault>> {
        match self.node.value {
            Value::Boolean(value) => Ok(value),
            _ => Err(self.wrong_type("`true` or `false`")),
        }
    }

    /// A whole number from `min` to `max`.
    ///
    /// # Errors
    /// A [`Fault`] when it is not a whole number, or lies outside the range.
    #[inline(never)]
    pub fn whole(&self, min: u64, max: u64) -> Result<u64, Box<Fault>> {
        let out_of_range = |given: String| self.fault(Problem::OutOfRange { given, min, max });
        match self.node.value {
            Value::Whole(number) => match u64::try_from(number) {
                Ok(whole) if (min..=max).contains(&whole) => Ok(whole),
                _ => Err(out_of_range(number.to_string())),
            },
            // Beyond 2^53 a number is no longer exact, so its digits, ten kilobytes of wasm to write, would say nothing.
            Value::Fraction(number) if number >= 9e15 => Err(out_of_range("9007199254740992 or more".to_owned())),
            Value::Fraction(number) if number <= -9e15 => Err(out_of_range("-9007199254740992 or less".to_owned())),
            _ => Err(self.wrong_type("a whole number")),
        }
    }

    /// A day, `YYYY-MM-DD`.
    ///
    /// # Errors
    /// A [`Fault`] when it is not a text, or names no day.
    #[inline(never)]
    pub fn day(&self) -> Result<Day, Box<Fault>> {
        let text = self.text_for("a date as text")?;
        Day::parse(text).map_err(|why| self.fault(Problem::BadDate { given: shortened(text), why }))
    }

    /// A month, `YYYY-MM`.
    ///
    /// # Errors
    /// A [`Fault`] when it is not a text, or names no month.
    #[inline(never)]
    pub fn month(&self) -> Result<Month, Box<Fault>> {
        let text = self.text_for("a month as text")?;
        Month::parse(text).map_err(|why| self.fault(Problem::BadMonth { given: shortened(text), why }))
    }

    /// A percentage as text, `45.3%`.
    ///
    /// # Errors
    /// A [`Fault`] when it is not a text, or no percentage.
    #[inline(never)]
    pub fn percent(&self) -> Result<Rate, Box<Fault>> {
        let text = self.text_for("a percentage as text")?;
        Rate::parse_percent(text).ok_or_else(|| self.fault(Problem::BadRate { given: shortened(text) }))
    }

    #[inline(never)]
    fn text_for(&self, expected: &'static str) -> Result<&'n str, Box<Fault>> {
        match &self.node.value {
            Value::Text(text) => Ok(text),
            _ => Err(self.wrong_type(expected)),
        }
    }

    /// A word of a closed list.
    ///
    /// # Errors
    /// A [`Fault`] when it is not a text, or none of the words.
    pub fn word<T: Vocabulary>(&self) -> Result<T, Box<Fault>> {
        let index = self.id(T::KIND, T::ALL.iter().map(|word| word.id()))?;
        T::ALL.get(index).copied().ok_or_else(|| self.wrong_type("a known word"))
    }

    /// Looks the text up among `known` names and gives its index.
    ///
    /// # Errors
    /// A [`Fault`] when it is not a text, or none of them.
    pub fn id<'k>(
        &self,
        kind: &'static str,
        known: impl IntoIterator<Item = &'k str> + Clone,
    ) -> Result<usize, Box<Fault>> {
        let text = self.text()?;
        known.clone().into_iter().position(|id| id == text).ok_or_else(|| {
            let known: Vec<&str> = known.into_iter().collect();
            self.unknown_id(kind, text, &known)
        })
    }

    // Out of line and without generics: every kind of name has a copy of what calls it.
    #[inline(never)]
    fn unknown_id(&self, kind: &'static str, text: &str, known: &[&str]) -> Box<Fault> {
        let nearest = nearest(text, known.iter().copied()).map(str::to_owned);
        self.fault(Problem::UnknownId { kind, given: shortened(text), nearest })
    }
}

impl<'n> Table<'n> {
    /// The value of a key; `None` when it is left out or null.
    #[must_use]
    #[inline(never)]
    pub fn get(&self, key: &str) -> Option<At<'n>> {
        self.all().find(|(known, _)| *known == key).map(|(_, at)| at).filter(|at| !at.is_null())
    }

    /// The value of a key that has to be there.
    ///
    /// # Errors
    /// A [`Fault`] when it is left out or null.
    #[inline(never)]
    pub fn need(&self, key: &str) -> Result<At<'n>, Box<Fault>> {
        self.get(key).ok_or_else(|| self.at.fault(Problem::MissingKey { key: key.to_owned() }))
    }

    /// Every key with its value, nulls included, as written.
    pub fn all(&self) -> impl Iterator<Item = (&'n str, At<'n>)> + use<'n> {
        let at = self.at;
        self.entries.iter().map(move |entry| {
            let key = entry.key.as_ref();
            (key, At { node: &entry.node, way: Way::Key(at, key) })
        })
    }

    /// A fault for each key that is not `known`, in the order in which they were written.
    pub fn unknown_keys<'k>(&self, known: &'k [&'k str]) -> impl Iterator<Item = Box<Fault>> + use<'n, 'k> {
        let at = self.at;
        let unknown = self.entries.iter().filter(|entry| !known.contains(&entry.key.as_ref()));
        unknown.map(|entry| at.unknown_key(entry, known.iter().copied()))
    }

    /// Where a key is; the table itself, when it is left out.
    #[must_use]
    pub fn key_span(&self, key: &str) -> Span {
        self.entries.iter().find(|entry| entry.key == key).map_or(self.at.node.span, |entry| entry.key_span)
    }

    /// The node of the table itself.
    #[must_use]
    pub fn at(&self) -> &'n At<'n> {
        self.at
    }

    /// The fault of a key that the caller looked up among `known` names without finding it.
    #[must_use]
    pub fn unknown<'k>(&self, key: &str, known: impl IntoIterator<Item = &'k str>) -> Option<Box<Fault>> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| self.at.unknown_key(entry, known))
    }
}

fn push_key(path: &mut String, key: &str) {
    let plain = (1..=60).contains(&key.len())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if !plain {
        path.push_str(&format!("[\"{}\"]", shortened(key)));
    } else if path.is_empty() {
        path.push_str(key);
    } else {
        path.push('.');
        path.push_str(key);
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownKey { key, nearest } => {
                write!(f, "unknown key `{key}`")?;
                suggest(f, nearest.as_deref())
            }
            Self::MissingKey { key } => write!(f, "the key `{key}` is missing"),
            Self::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::NotANumber { found } => write!(f, "`{found}` is not a number"),
            Self::OutOfRange { given, min, max } => {
                write!(f, "the number `{given}` is not in the required range of {min}..={max}")
            }
            Self::BadDate { given, why: BadDate::Form } => write!(f, "`{given}` is not a date of the form YYYY-MM-DD"),
            Self::BadDate { given, why } => write!(f, "`{given}` is not a day of the calendar: {why}"),
            Self::BadMonth { given, why: BadDate::Form } => write!(f, "`{given}` is not a month of the form YYYY-MM"),
            Self::BadMonth { given, why } => {
                write!(f, "`{given}` is not a month of the calendar: {why}")
            }
            Self::BadRate { given } => {
                write!(f, "`{given}` is not a percentage of the form 45% or 45.3%")
            }
            Self::UnknownId { kind, given, nearest } => {
                write!(f, "unknown {kind} `{given}`")?;
                suggest(f, nearest.as_deref())
            }
        }
    }
}

fn suggest(f: &mut fmt::Formatter<'_>, nearest: Option<&str>) -> fmt::Result {
    nearest.map_or(Ok(()), |nearest| write!(f, "; did you mean `{nearest}`?"))
}
