//! Texts for people, and citations.

use super::{Loader, place};
use crate::figure::{self, Figure};
use crate::finding::Finding;
use crate::model::{Citation, Read, Str, Text};
use crate::read::{At, Fault, Table};
use crate::vocabulary::CitationBasis;

/// The most characters of a quote: enough to carry a figure, too few to copy a document.
const LONGEST_QUOTE: usize = 40;

impl Loader {
    /// A text in both languages that may hold no figure.
    pub(super) fn text(&mut self, at: &At<'_>) -> Result<Text, Fault> {
        self.text_with(at, &mut [])
    }

    /// A text in both languages whose figures, named in braces, are put in. Figures that were named are taken off `unused`.
    pub(super) fn text_with(&mut self, at: &At<'_>, figures: &mut [(String, String, bool)]) -> Result<Text, Fault> {
        let table = at.table(&["ja", "en"])?;
        let mut one = |language: &str| {
            let part = table.need(language)?;
            let text = self.filled(&part)?;
            if let Some(found) = figure::first_in(text) {
                self.findings.push(Finding::new(
                    "figure-in-text",
                    place(&part),
                    format!("the text holds the figure `{found}`, which nothing checks"),
                    "a figure in a text for people",
                    "declare it under `figures` with its citation and write its name in braces, or say it without the figure",
                ));
            }
            let text = self.put_in(&part, text, figures);
            self.intern(&part, &text)
        };
        Ok(Text { ja: one("ja")?, en: one("en")? })
    }

    /// A text in both languages about the law itself, which may speak of figures.
    pub(super) fn remark(&mut self, at: &At<'_>) -> Result<Text, Fault> {
        let table = at.table(&["ja", "en"])?;
        let mut one = |language: &str| {
            let part = table.need(language)?;
            let text = self.filled(&part)?;
            self.intern(&part, text)
        };
        Ok(Text { ja: one("ja")?, en: one("en")? })
    }

    fn filled<'n>(&mut self, at: &At<'n>) -> Result<&'n str, Fault> {
        let text = at.text()?;
        if text.trim().is_empty() {
            self.findings.push(Finding::new(
                "missing-label",
                place(at),
                "the text is empty",
                "says nothing",
                "write the text",
            ));
        }
        Ok(text)
    }

    fn put_in(&mut self, at: &At<'_>, text: &str, figures: &mut [(String, String, bool)]) -> String {
        let mut whole = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            whole.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                whole.push('{');
                rest = after;
                continue;
            };
            match figures.iter_mut().find(|(known, _, _)| known == name) {
                Some((_, value, used)) => {
                    *used = true;
                    whole.push_str(value);
                }
                None => self.findings.push(Finding::new(
                    "unknown-figure",
                    place(at),
                    format!("the text names the figure `{name}`, which is not declared"),
                    "no such figure",
                    format!("declare `figures.{name}` with its value and citation"),
                )),
            }
            rest = after;
        }
        whole.push_str(rest);
        whole
    }

    /// The citations of a statement, at least one.
    pub(super) fn cites(&mut self, table: &Table<'_>) -> Result<Vec<Citation>, Fault> {
        let list = table.need("cite")?;
        let mut cites = Vec::new();
        for item in list.items()? {
            cites.push(self.cite(&item)?);
        }
        if cites.is_empty() {
            self.findings.push(Finding::new(
                "missing-citation",
                place(&list),
                "the statement has no citation",
                "an empty list",
                "add `{ source = \"…\", at = \"…\", basis = \"…\" }`",
            ));
        }
        Ok(cites)
    }

    fn cite(&mut self, at: &At<'_>) -> Result<Citation, Fault> {
        let table = at.table(&["source", "at", "basis", "quote"])?;
        let named = table.need("source")?;
        let source = named.id("source", self.ids.sources.iter().map(String::as_str))?;
        if self.model.sources.get(source).is_some_and(|source| source.read == Read::None) {
            self.findings.push(Finding::new(
                "unread-source",
                place(&named),
                format!("the source `{}` was not read, so nothing can be cited to it", named.text()?),
                "known to exist, not read",
                "cite the text through which it is known",
            ));
        }
        let where_ = table.need("at")?;
        let basis = vocabulary(&table.need("basis")?, CitationBasis::KIND, CitationBasis::ALL, CitationBasis::id)?;
        let quote = match table.get("quote") {
            None => None,
            Some(quote) => Some(self.quote(&quote)?),
        };
        let source = u16::try_from(source).unwrap_or(u16::MAX);
        Ok(Citation { source, at: self.intern(&where_, where_.text()?)?, basis, quote })
    }

    fn quote(&mut self, at: &At<'_>) -> Result<Str, Fault> {
        let text = at.text()?;
        let length = text.chars().count();
        if length > LONGEST_QUOTE || length == 0 {
            self.findings.push(Finding::new(
                "quote-too-long",
                place(at),
                format!("the quote has {length} characters, of 1..={LONGEST_QUOTE}"),
                "not the length of a quote",
                "keep the words that carry the figure",
            ));
        }
        self.intern(at, text)
    }

    /// Checks that one of the quotes of a statement carries each of its figures, or that the statement says why none does.
    pub(super) fn quoted(&mut self, at: &At<'_>, table: &Table<'_>, figures: &[Figure]) -> Result<(), Fault> {
        let list = table.need("cite")?;
        let quotes: Vec<String> = list
            .items()?
            .filter_map(|item| item.any_table().ok()?.get("quote")?.text().ok().map(str::to_owned))
            .collect();
        let lacking = figures.iter().find(|figure| !quotes.iter().any(|quote| figure.stands_in(quote)));
        match (lacking, table.get("unquoted")) {
            (Some(figure), None) => self.findings.push(Finding::new(
                "figure-not-quoted",
                place(at),
                format!("no quote carries the figure `{figure}`"),
                "its citations say something else",
                "quote the words that carry it, or say under `unquoted` why there are none",
            )),
            (None, Some(reason)) => self.findings.push(Finding::new(
                "figure-quoted",
                place(&reason),
                "a quote carries every figure, so nothing is unquoted",
                "not true any more",
                "drop `unquoted`",
            )),
            (Some(_), Some(reason)) => drop(self.filled(&reason)?),
            (None, None) => {}
        }
        Ok(())
    }
}

/// A word of the contract's vocabulary.
pub(super) fn vocabulary<T: Copy>(
    at: &At<'_>,
    kind: &'static str,
    all: &'static [T],
    id: fn(T) -> &'static str,
) -> Result<T, Fault> {
    let index = at.id(kind, all.iter().map(|word| id(*word)))?;
    all.get(index).copied().ok_or_else(|| at.wrong_type("a known word"))
}
