//! What the compiler finds wrong with a ruleset: a stable code, the place, and how to mend it.

use crate::code::Code;
use crate::node::Span;
use crate::read::{Fault, Problem};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The stable code.
    pub code: Code,
    /// What is wrong, in one line.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What is there, in a few words.
    pub label: String,
    /// Other places that belong to it.
    pub related: Vec<(Place, String)>,
    /// How to mend it.
    pub help: String,
}

/// A place in a ruleset, both in its files and in its structure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The way from the root.
    pub path: String,
    /// The place in the file.
    pub span: Span,
}

impl Finding {
    /// A finding at one place.
    pub fn new(code: Code, place: Place, message: impl Into<String>, label: &str, help: impl AsRef<str>) -> Self {
        Self::of(code, place, message.into(), label, help.as_ref())
    }

    // Out of line, or each of the hundred places that find something would hold a copy.
    #[inline(never)]
    fn of(code: Code, place: Place, message: String, label: &str, help: &str) -> Self {
        Self { code, message, place, label: label.to_owned(), related: Vec::new(), help: help.to_owned() }
    }

    /// The finding in one sentence, for those who see no files.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!("{} [{}]; {}", self.message, self.code, self.help)
    }

    /// With another place that belongs to it.
    #[must_use]
    #[inline(never)]
    pub fn with(mut self, place: Place, label: &str) -> Self {
        self.related.push((place, label.to_owned()));
        self
    }
}

impl Finding {
    /// The finding of a word that is none of a closed list, which it names.
    pub(crate) fn of_words(fault: Box<Fault>, words: &[&str]) -> Self {
        let unknown = matches!(&fault.problem, Problem::UnknownId { .. });
        let nearest = matches!(&fault.problem, Problem::UnknownId { nearest: Some(_), .. });
        let mut finding = Self::from(fault);
        if unknown {
            finding.code = Code::UnknownWord;
            finding.label = "no such word here".to_owned();
            if !nearest {
                finding.help = format!("write one of {}", words.join(", "));
            }
        }
        finding
    }
}

impl From<Box<Fault>> for Box<Finding> {
    fn from(fault: Box<Fault>) -> Self {
        Self::new(fault.into())
    }
}

impl From<Box<Fault>> for Finding {
    fn from(fault: Box<Fault>) -> Self {
        let place = Place { path: fault.path, span: fault.span };
        let message = fault.problem.to_string();
        let (code, label, help) = match &fault.problem {
            Problem::UnknownKey { nearest, .. } => (
                Code::UnknownKey,
                "no such key here".to_owned(),
                meant(nearest.as_deref(), "drop it: its meaning would be lost"),
            ),
            Problem::MissingKey { key } if key == "cite" => (
                Code::MissingCitation,
                "says something and does not say where the text is".to_owned(),
                "add `cite = [{ source = \"…\", at = \"…\", basis = \"…\" }]`".to_owned(),
            ),
            Problem::MissingKey { key } if key == "ja" || key == "en" => {
                (Code::MissingLabel, "a text in one language".to_owned(), "give both `ja` and `en`".to_owned())
            }
            Problem::MissingKey { key } => (Code::MissingKey, format!("has no `{key}`"), format!("add `{key} = …`")),
            Problem::WrongType { expected, .. } => (Code::WrongType, "of another type".to_owned(), written(expected)),
            Problem::NotANumber { .. } => (Code::WrongType, "no number".to_owned(), "write a number".to_owned()),
            Problem::OutOfRange { min, max, .. } => {
                (Code::OutOfRange, "out of range".to_owned(), format!("write a number of {min}..={max}"))
            }
            Problem::BadDate { .. } => (Code::BadDate, "no day".to_owned(), DAY.to_owned()),
            Problem::BadMonth { .. } => (Code::BadMonth, "no month".to_owned(), MONTH.to_owned()),
            Problem::BadRate { .. } => (Code::WrongUnit, "no percentage".to_owned(), PERCENTAGE.to_owned()),
            Problem::UnknownId { kind, nearest, .. } => (
                unknown(kind),
                format!("no {kind} has this id"),
                meant(nearest.as_deref(), &format!("define the {kind}, or name one that is defined")),
            ),
        };
        Self { code, message, place, label, related: Vec::new(), help }
    }
}

/// The code of a name that stands for nothing.
fn unknown(kind: &str) -> Code {
    match kind {
        "source" => Code::UnknownSource,
        "fact" => Code::UnknownFact,
        "requirement" => Code::UnknownRequirement,
        "reading" => Code::UnknownReading,
        "alternative reading" => Code::UnknownAlternative,
        "rate" => Code::UnknownRate,
        "add-on" => Code::UnknownAddOn,
        "level" => Code::UnknownLevel,
        _ => Code::UnknownWord,
    }
}

const DAY: &str = "write a day as 2025-04-01";
const MONTH: &str = "write a month as \"2025-04\"";
const PERCENTAGE: &str = "write a percentage with its sign, as \"45%\"";

/// How a value of the expected type is written.
fn written(expected: &str) -> String {
    match expected {
        "a date as text" => DAY.to_owned(),
        "a month as text" => MONTH.to_owned(),
        "a percentage as text" => PERCENTAGE.to_owned(),
        _ => format!("write {expected}"),
    }
}

fn meant(nearest: Option<&str>, otherwise: &str) -> String {
    nearest.map_or_else(|| otherwise.to_owned(), |nearest| format!("write `{nearest}`"))
}
