//! Checks of form that many parts of a ruleset share.

use super::{Loader, Outcome, key_place, place};
use crate::code::Code;
use crate::date::Day;
use crate::finding::Finding;
use crate::model::{PlaceId, Str};
use crate::node::shortened;
use crate::read::{At, Table};
use crate::vocabulary::Vocabulary;

impl Loader {
    /// An id where it is defined: words of small letters and digits, joined by hyphens.
    pub(super) fn defined(&mut self, kind: &str, at: &At<'_>, capitals: bool) -> Outcome<String> {
        let id = at.text()?;
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || capitals && c.is_ascii_uppercase();
        if !id.split('-').all(|word| !word.is_empty() && word.chars().all(fits)) {
            let letters = if capitals { "letters" } else { "small letters" };
            self.findings.push(Finding::new(
                Code::BadId,
                place(at),
                format!("the {kind} id `{}` is not made of {letters}, digits and single hyphens", shortened(id)),
                "not the form of an id",
                "write it like `e-prescription`",
            ));
        }
        Ok(id.to_owned())
    }

    /// Checks that no two tables of a list have one name.
    pub(super) fn once(&mut self, kind: &str, key: &str, list: &At<'_>) -> Outcome<()> {
        let mut names: Vec<(String, crate::finding::Place)> = Vec::new();
        for item in list.items()? {
            let named = item.any_table()?.need(key)?;
            let name = named.text()?;
            let first = names.iter().find(|(known, _)| known == name).map(|(_, first)| first.clone());
            match first {
                None => names.push((name.to_owned(), place(&named))),
                Some(first) => self.findings.push(
                    Finding::new(
                        Code::DuplicateId,
                        place(&named),
                        format!("the {kind} `{}` is defined twice", shortened(name)),
                        "the second of this name",
                        "give it another id, or drop it",
                    )
                    .with(first, "the first"),
                ),
            }
        }
        Ok(())
    }

    /// The items of a list that has to have some, no text among them twice.
    pub(super) fn several<'n>(&mut self, list: &'n At<'n>, expected: &'static str) -> Outcome<Vec<At<'n>>> {
        let items: Vec<At<'n>> = list.items()?.collect();
        if items.is_empty() {
            return Err(list.wrong_type(expected).into());
        }
        for (index, item) in items.iter().enumerate() {
            let Ok(text) = item.text() else { continue };
            if let Some(first) = items.iter().take(index).find(|earlier| earlier.text() == Ok(text)) {
                self.findings.push(
                    Finding::new(
                        Code::DuplicateItem,
                        place(item),
                        format!("`{}` appears twice in one list", shortened(text)),
                        "again",
                        "drop one of the two",
                    )
                    .with(place(first), "already here"),
                );
            }
        }
        Ok(items)
    }

    /// A word of a closed list.
    pub(super) fn word<T: Vocabulary>(at: &At<'_>) -> Outcome<T> {
        let index = Self::one_of(at, T::KIND, &ids(T::ALL))?;
        T::ALL.get(index).copied().ok_or_else(|| at.wrong_type("a known word").into())
    }

    /// The index of a word among a few.
    pub(super) fn one_of(at: &At<'_>, kind: &'static str, words: &[&str]) -> Outcome<usize> {
        let index = at.id(kind, words.iter().copied());
        index.map_err(|fault| Box::new(Finding::of_words(fault, words)))
    }

    /// Reports a key that has no meaning beside the others of its table.
    pub(super) fn idle(&mut self, table: &Table<'_>, key: &str, where_: &str, help: &'static str) {
        if table.get(key).is_some() {
            self.findings.push(Finding::new(
                Code::IdleKey,
                key_place(table, key),
                format!("the key `{key}` has no meaning {where_}"),
                "means nothing here",
                help,
            ));
        }
    }

    /// Reports a later day that lies before an earlier one.
    pub(super) fn in_order(&mut self, first: (&str, &At<'_>, Day), last: (&str, &At<'_>, Day)) {
        if last.2 < first.2 {
            self.findings.push(
                Finding::new(
                    Code::ReversedDates,
                    place(last.1),
                    format!("`{}` {} lies before `{}` {}", last.0, last.2, first.0, first.2),
                    "should be the later day",
                    "exchange them, or mend the year",
                )
                .with(place(first.1), "should be the earlier day"),
            );
        }
    }

    /// The first day and the last, where there are any.
    pub(super) fn days(&mut self, table: &Table<'_>) -> Outcome<(Option<Day>, Option<Day>)> {
        let one = |key: &str| -> Outcome<_> {
            let Some(at) = table.get(key) else { return Ok(None) };
            Ok(Some((at, at.day()?)))
        };
        let (from, until) = (one("from")?, one("until")?);
        if let (Some((from_at, from)), Some((until_at, until))) = (&from, &until) {
            self.in_order(("from", from_at, *from), ("until", until_at, *until));
        }
        Ok((from.map(|(_, day)| day), until.map(|(_, day)| day)))
    }

    /// The places of a dated statement: itself, its first day, its last, its 点数表, and what it says.
    pub(super) fn remember_dated(&mut self, table: &Table<'_>, says: &str) -> PlaceId {
        let whole = self.remember(table.at());
        let from = table.get("from").unwrap_or(*table.at());
        let until = table.get("until").unwrap_or(from);
        let schedules = table.get("schedules").or(table.get("schedule")).unwrap_or(*table.at());
        let says = table.get(says).unwrap_or(*table.at());
        for at in [&from, &until, &schedules, &says] {
            self.remember(at);
        }
        whole
    }

    /// A text that has to be there.
    pub(super) fn required(&mut self, table: &Table<'_>, key: &str) -> Outcome<Str> {
        let at = table.need(key)?;
        self.some_text(&at)
    }

    /// A text that may be left out.
    pub(super) fn optional(&mut self, table: &Table<'_>, key: &str) -> Outcome<Option<Str>> {
        table.get(key).map(|at| self.some_text(&at)).transpose()
    }

    fn some_text(&mut self, at: &At<'_>) -> Outcome<Str> {
        let text = at.text()?;
        if text.trim().is_empty() {
            self.findings.push(Finding::new(
                Code::EmptyText,
                place(at),
                "the text is empty",
                "says nothing",
                "write the text, or drop the key if it may be left out",
            ));
        }
        self.intern(at, text)
    }
}

/// The words of a closed list.
pub(super) fn ids<T: Vocabulary>(words: &[T]) -> Vec<&'static str> {
    words.iter().map(|word| word.id()).collect()
}
