//! What satisfies a standard: a fact, a rate, or several of these together.

use super::arm::small;
use super::{Loader, Outcome, key_place, kinds_in, place};
use crate::code::Code;
use crate::figure::Figure;
use crate::finding::Finding;
use crate::model::{Condition, FactKind};
use crate::plan::MOST_CLAUSES;
use crate::read::{At, Table};

/// The kinds of conditions that are written as a table, by the key that tells them apart.
const KINDS: [&str; 6] = ["not", "all", "any", "of", "rate", "ratio"];

impl Loader {
    /// A condition, as the whole of what satisfies a standard.
    pub(super) fn condition(&mut self, at: &At<'_>) -> Outcome<Condition> {
        let condition = self.part(at)?;
        let mut rates = false;
        condition.leaves(&mut |leaf| rates |= matches!(leaf, Condition::Rate(..)));
        if rates && !matches!(condition, Condition::Rate(..)) {
            self.findings.push(Finding::new(
                Code::NestedRate,
                place(at),
                "a rate is inside another condition, where the rate that is needed cannot be worked out",
                "holds a rate among others",
                "make the rate a requirement of its own, and what eases it an [[except]]",
            ));
        }
        let clauses = condition.most_clauses();
        if clauses > MOST_CLAUSES {
            self.findings.push(Finding::new(
                Code::TooMany,
                place(at),
                format!("the condition comes to {clauses} clauses, of {MOST_CLAUSES} at the most"),
                "too many ways to combine its parts",
                "part it into several requirements",
            ));
        }
        Ok(condition)
    }

    /// Who may use an exception. The engine asks it of facts alone.
    pub(super) fn condition_of_facts(&mut self, at: &At<'_>) -> Outcome<Condition> {
        let condition = self.condition(at)?;
        if matches!(condition, Condition::Rate(..)) {
            self.findings.push(Finding::new(
                Code::NestedRate,
                place(at),
                "who may use an exception cannot depend on a rate",
                "a rate",
                "ask for facts here, and for the rate under `when`",
            ));
        }
        Ok(condition)
    }

    fn part(&mut self, at: &At<'_>) -> Outcome<Condition> {
        if at.text().is_ok() {
            return Ok(Condition::Fact(self.fact_id(at, FactKind::Boolean)?));
        }
        let table = at.table(&["not", "all", "any", "at-least", "of", "rate", "ratio"])?;
        let present = kinds_in(&table, &KINDS);
        let (kind, value) = match present.as_slice() {
            [one] => one,
            [] => {
                return Err(Box::new(Finding::new(
                    Code::MissingKey,
                    place(at),
                    "the condition does not say what it asks for",
                    "asks for nothing",
                    format!("write the id of a fact, or a table with one of {}", KINDS.join(", ")),
                )));
            }
            [(first, _), (second, _), ..] => {
                return Err(Box::new(
                    Finding::new(
                        Code::MixedKinds,
                        key_place(&table, second),
                        format!("one condition cannot have both `{first}` and `{second}`"),
                        "another kind of condition",
                        "put one inside the other, as `{ all = [\"…\", { any = [\"…\", \"…\"] }] }`",
                    )
                    .with(key_place(&table, first), "one kind of condition"),
                ));
            }
        };
        if matches!(*kind, "not" | "all" | "any") {
            self.idle(&table, "at-least", &format!("beside `{kind}`"), "drop it, or write `of` for the list");
        }
        match *kind {
            "not" => Ok(Condition::Not(self.fact_id(value, FactKind::Boolean)?)),
            "all" => Ok(Condition::All(self.parts(value)?)),
            "any" => Ok(Condition::Any(self.parts(value)?)),
            "of" => {
                let parts = self.parts(value)?;
                let number = table.need("at-least")?.whole(1, parts.len() as u64)?;
                Ok(Condition::AtLeast(small(number as usize), parts))
            }
            "rate" => {
                let threshold = threshold(&table)?;
                Ok(Condition::Rate(self.rate_id(&table)?, threshold))
            }
            _ => {
                let threshold = threshold(&table)?;
                Ok(Condition::Ratio(self.fact_id(value, FactKind::Ratio)?, threshold))
            }
        }
    }

    fn parts(&mut self, list: &At<'_>) -> Outcome<Vec<Condition>> {
        let mut parts = Vec::new();
        for item in self.several(list, "at least one condition")? {
            let part = self.part(&item)?;
            // Of two texts that are the same the list itself has been told.
            if item.text().is_err() && parts.contains(&part) {
                self.findings.push(Finding::new(
                    Code::DuplicateItem,
                    place(&item),
                    "the condition appears twice in one list",
                    "again",
                    "drop one of the two",
                ));
            }
            parts.push(part);
        }
        Ok(parts)
    }

    fn fact_id(&mut self, at: &At<'_>, kind: FactKind) -> Outcome<u8> {
        let index = at.id("fact", self.ids.facts.iter().map(String::as_str))?;
        // A fact that could not be read has been reported, and shifts those behind it.
        let facts = if self.model.facts.len() == self.ids.facts.len() { self.model.facts.as_slice() } else { &[] };
        match facts.get(index) {
            Some(fact) if fact.kind != kind => {
                let id = at.text()?;
                let (message, label, help) = match kind {
                    FactKind::Boolean => (
                        format!("the fact `{id}` is a ratio, and no answer of yes or no"),
                        "a ratio",
                        format!("write `{{ ratio = \"{id}\", at-least = \"…%\" }}`"),
                    ),
                    FactKind::Ratio => (
                        format!("the fact `{id}` is an answer of yes or no, and no ratio"),
                        "no ratio",
                        format!("write `\"{id}\"` by itself"),
                    ),
                };
                let defined = self.places.get(fact.place.0 as usize).cloned().unwrap_or_default();
                let finding = Finding::new(Code::WrongType, place(at), message, label, help);
                Err(Box::new(finding.with(defined, "the fact")))
            }
            _ => Ok(small(index)),
        }
    }
}

fn threshold(table: &Table<'_>) -> Outcome<crate::rate::Rate> {
    let at = table.need("at-least")?;
    let threshold = at.percent()?;
    if threshold.exceeds_one() || threshold.part() == 0 {
        return Err(Box::new(Finding::new(
            Code::OutOfRange,
            place(&at),
            format!("the threshold `{threshold}` is met by everyone or by no one"),
            "out of range",
            "write a percentage over 0% and of 100% at the most",
        )));
    }
    Ok(threshold)
}

/// The figures that a quote has to carry for a condition.
pub(super) fn thresholds(condition: &Condition) -> Vec<Figure> {
    let mut figures = Vec::new();
    condition.leaves(&mut |leaf| {
        if let Condition::Rate(_, threshold) | Condition::Ratio(_, threshold) = leaf {
            figures.push(Figure::Percent(threshold.to_string().trim_end_matches('%').to_owned()));
        }
    });
    figures
}
