//! Texts for people, and citations.

use super::{Loader, Outcome, place};
use crate::code::Code;
use crate::figure::{self, Figure};
use crate::finding::Finding;
use crate::model::{Citation, Read, Str, Text};
use crate::nearest::nearest;
use crate::read::{At, Table};
use crate::vocabulary::CitationBasis;

/// The most characters of a quote: enough to carry a figure, too few to copy a document.
const LONGEST_QUOTE: usize = 40;

/// A figure that the texts of a fact may name.
pub(super) struct Named {
    /// Its name.
    pub(super) name: String,
    /// What is put in for it.
    pub(super) value: String,
    /// Whether a text named it.
    pub(super) used: bool,
}

impl Loader {
    /// A text in both languages that may hold no figure.
    pub(super) fn text(&mut self, at: &At<'_>) -> Outcome<Text> {
        self.text_with(at, &mut [])
    }

    /// A text in both languages whose figures, named in braces, are put in. Figures that were named are taken off `unused`.
    pub(super) fn text_with(&mut self, at: &At<'_>, figures: &mut [Named]) -> Outcome<Text> {
        let table = at.table(&["ja", "en"])?;
        let mut one = |language: &str| {
            let part = table.need(language)?;
            let text = self.filled(&part)?;
            if let Some(found) = figure::first_in(text) {
                self.findings.push(Finding::new(
                    Code::FigureInText,
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
    pub(super) fn remark(&mut self, at: &At<'_>) -> Outcome<Text> {
        let table = at.table(&["ja", "en"])?;
        let mut one = |language: &str| {
            let part = table.need(language)?;
            let text = self.filled(&part)?;
            self.intern(&part, text)
        };
        Ok(Text { ja: one("ja")?, en: one("en")? })
    }

    fn filled<'n>(&mut self, at: &At<'n>) -> Outcome<&'n str> {
        let text = at.text()?;
        if text.trim().is_empty() {
            self.findings.push(Finding::new(
                Code::MissingLabel,
                place(at),
                "the text is empty",
                "says nothing",
                "write the text",
            ));
        }
        Ok(text)
    }

    fn put_in(&mut self, at: &At<'_>, text: &str, figures: &mut [Named]) -> String {
        let mut whole = String::new();
        let mut rest = text;
        while let Some(brace) = rest.find(['{', '}']) {
            let (before, after) = rest.split_at(brace);
            whole.push_str(before);
            let inner = after.strip_prefix('{').and_then(|after| after.split_once('}'));
            let Some((name, after)) = inner.filter(|(name, _)| !name.contains('{')) else {
                self.findings.push(Finding::new(
                    Code::StrayBrace,
                    place(at),
                    "the text has a brace without its other half",
                    "braces hold the name of a figure",
                    "write `{name}`, or drop the brace",
                ));
                break;
            };
            match figures.iter_mut().find(|figure| figure.name == name) {
                Some(figure) => {
                    figure.used = true;
                    whole.push_str(&figure.value);
                }
                None => {
                    let known = figures.iter().map(|figure| figure.name.as_str());
                    let nearest =
                        nearest(name, known).map_or(String::new(), |known| format!("; did you mean `{known}`?"));
                    self.findings.push(Finding::new(
                        Code::UnknownFigure,
                        place(at),
                        format!("the text names the figure `{name}`, which is not declared{nearest}"),
                        "no such figure",
                        format!("declare `figures.{name}` with its value and citation, or name one that is declared"),
                    ));
                }
            }
            rest = after;
        }
        whole.push_str(rest);
        whole
    }

    /// The citations of a statement, at least one.
    pub(super) fn cites(&mut self, table: &Table<'_>) -> Outcome<Vec<Citation>> {
        let list = table.need("cite")?;
        let mut cites = Vec::new();
        for item in list.items()? {
            cites.push(self.cite(&item)?);
        }
        if cites.is_empty() {
            self.findings.push(Finding::new(
                Code::MissingCitation,
                place(&list),
                "the statement has no citation",
                "an empty list",
                "add `{ source = \"…\", at = \"…\", basis = \"…\" }`",
            ));
        }
        Ok(cites)
    }

    fn cite(&mut self, at: &At<'_>) -> Outcome<Citation> {
        let table = at.table(&["source", "at", "basis", "quote"])?;
        let named = table.need("source")?;
        let source = named.id("source", self.ids.sources.iter().map(String::as_str))?;
        let basis_at = table.need("basis")?;
        let basis: CitationBasis = Self::word(&basis_at)?;
        self.bounded_by_reading(&named, source, &basis_at, basis)?;
        let place_in_it = table.need("at")?;
        self.bounded_by_transcription(source, &place_in_it, &basis_at, basis)?;
        let quote = table.get("quote").map(|quote| self.quote(&quote)).transpose()?;
        let source = u16::try_from(source).unwrap_or(u16::MAX);
        Ok(Citation { source, at: self.required(&table, "at")?, basis, quote })
    }

    /// What was not read carries nothing, and what was read in part is never the text itself.
    fn bounded_by_reading(
        &mut self,
        named: &At<'_>,
        source: usize,
        basis_at: &At<'_>,
        basis: CitationBasis,
    ) -> Outcome<()> {
        // A source that could not be read in has been reported, and shifts those behind it.
        if self.model.sources.len() < self.ids.sources.len() {
            return Ok(());
        }
        let id = named.text()?;
        match self.model.sources.get(source).map(|source| source.read) {
            Some(Read::None) => self.findings.push(Finding::new(
                Code::UnreadSource,
                place(named),
                format!("the source `{id}` was not read, so nothing can be cited to it"),
                "known to exist, not read",
                "cite the text through which it is known",
            )),
            Some(Read::Part) if basis == CitationBasis::Official => self.findings.push(
                Finding::new(
                    Code::BasisTooStrong,
                    place(basis_at),
                    format!("the source `{id}` was read in part, so it is not an `official` basis"),
                    "surer than what was read",
                    "write `excerpt`, `secondary` or `inferred`, or read the source and say so in sources.toml",
                )
                .with(place(named), "read in part"),
            ),
            _ => {}
        }
        Ok(())
    }

    fn quote(&mut self, at: &At<'_>) -> Outcome<Str> {
        let text = at.text()?;
        let length = text.chars().count();
        if length > LONGEST_QUOTE || length == 0 {
            self.findings.push(Finding::new(
                Code::QuoteLength,
                place(at),
                format!("the quote has {length} characters, of 1..={LONGEST_QUOTE}"),
                "not the length of a quote",
                "keep the words that carry the figure",
            ));
        } else if text.trim() != text || text.contains('\n') {
            self.findings.push(Finding::new(
                Code::QuoteForm,
                place(at),
                "the quote begins or ends with a space, or runs over a line",
                "is not in any single line of the text",
                "quote the words alone, from one line",
            ));
        }
        self.intern(at, text)
    }

    /// Checks that one of the quotes of a statement carries each of its figures, or that the statement says why none does.
    pub(super) fn quoted(&mut self, at: &At<'_>, table: &Table<'_>, figures: &[Figure]) -> Outcome<()> {
        let list = table.need("cite")?;
        let quotes: Vec<String> = list
            .items()?
            .filter_map(|item| item.any_table().ok()?.get("quote")?.text().ok().map(str::to_owned))
            .collect();
        let lacking = figures.iter().find(|figure| !quotes.iter().any(|quote| figure.stands_in(quote)));
        match (lacking, table.get("unquoted")) {
            (Some(figure), None) => self.findings.push(Finding::new(
                Code::FigureNotQuoted,
                place(at),
                format!("no quote carries the figure `{figure}`"),
                "its citations say something else",
                "quote the words that carry it, or say under `unquoted` why there are none",
            )),
            (None, Some(_)) if figures.is_empty() => {
                self.idle(table, "unquoted", "without a figure", "drop it");
            }
            (None, Some(reason)) => self.findings.push(Finding::new(
                Code::FigureQuoted,
                place(&reason),
                "a quote carries every figure, so nothing is unquoted",
                "not true any more",
                "drop `unquoted`",
            )),
            (Some(_), Some(_)) => drop(self.required(table, "unquoted")?),
            (None, None) => {}
        }
        Ok(())
    }
}
