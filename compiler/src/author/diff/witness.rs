//! A facility that two rulesets answer differently.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::clause::{Atom, Clause, implies};
use super::statement::{Meaning, Statement};
use super::{Asked, Witness};
use crate::date::Day;
use crate::model::{CorrectionKind, FactKind};
use crate::rate::Rate;
use crate::vocabulary::{Schedule, UsageBasis};

impl Asked<'_, '_> {
    /// A facility with everything favourable but what the one ruleset asks and the other does not.
    pub(super) fn witness(&self, day: Day, before: Option<&Statement>, after: Option<&Statement>) -> Witness {
        let clauses = |statement: Option<&Statement>| match statement.map(|statement| &statement.meaning) {
            Some(Meaning::Standard(clauses)) => Some(clauses.clone()),
            _ => None,
        };
        let missing = match (clauses(before), clauses(after)) {
            (Some(old), Some(new)) => {
                let not_in = |clauses: &BTreeSet<Clause>, others: &BTreeSet<Clause>| {
                    clauses.iter().find(|clause| !others.iter().any(|other| implies(other, clause))).cloned()
                };
                not_in(&new, &old).or_else(|| not_in(&old, &new))
            }
            (old, new) => old.or(new).and_then(|clauses| clauses.first().cloned()),
        };
        let missing = missing.unwrap_or_default();
        let [old, new] = self.sides;
        let mut facts = Map::new();
        for fact in &old.model.facts {
            let id = old.text(fact.id);
            if new.model.fact(&id).is_none() {
                continue;
            }
            let value = missing.iter().find_map(|atom| match atom {
                Atom::Fact { id: known, answer } if *known == id => Some(json!(!answer)),
                Atom::Ratio { id: known, at_least } if *known == id => Some(json!(just_below(*at_least))),
                _ => None,
            });
            let favourable = match fact.kind {
                FactKind::Boolean => json!(fact.favourable),
                FactKind::Ratio => json!("100%"),
            };
            facts.insert(id, value.unwrap_or(favourable));
        }
        let rate = missing.iter().find_map(|atom| match atom {
            Atom::Rate { at_least, .. } => Some(just_below(*at_least)),
            _ => None,
        });
        let usage = self.usage(day, before, after, rate);
        let of_type = match self.schedule {
            Schedule::Medical => "medical-clinic",
            Schedule::Dental => "dental-clinic",
            Schedule::Dispensing => "pharmacy",
            Schedule::VisitingNursing => "visiting-nursing-station",
        };
        let filed: Map<String, Value> =
            self.add_on.map(|id| (id.to_owned(), json!(day.to_string()))).into_iter().collect();
        Witness { day, facility: json!({ "type": of_type, "facts": facts, "usage": usage, "filings": filed }) }
    }

    /// What was measured in the months that either ruleset counts: enough, or as little as is asked for.
    fn usage(
        &self,
        day: Day,
        before: Option<&Statement>,
        after: Option<&Statement>,
        rate: Option<String>,
    ) -> Vec<Value> {
        let months = |statement: Option<&Statement>| match statement.map(|statement| &statement.meaning) {
            Some(Meaning::Months(months)) => months.clone(),
            _ => BTreeSet::new(),
        };
        let (old, new) = (months(before), months(after));
        // A month that only one of them counts, so that the other has nothing to go by.
        let only_old: BTreeSet<_> = old.difference(&new).copied().collect();
        let of_one = if only_old.is_empty() { new.difference(&old).copied().collect() } else { only_old };
        let correction = [before, after].into_iter().flatten().find_map(|statement| match statement.meaning {
            Meaning::Correction(kind, until) => Some((kind, until)),
            _ => None,
        });
        let counting: BTreeSet<(u8, UsageBasis)> =
            self.sides.iter().flat_map(|side| self.months(side, day).into_iter().map(|(month, _)| month)).collect();
        let entries = counting.into_iter().map(|(back, basis)| {
            let month = day.month().minus(u32::from(back));
            let mut entry = Map::new();
            let mut say = |key: &str, value: Value| entry.insert(key.to_owned(), value);
            say("month", json!(month.to_string()));
            say("basis", json!(basis.id()));
            let counts = of_one.is_empty() || of_one.contains(&(back, basis));
            match correction {
                // Corrected it is all, uncorrected next to nothing.
                Some((kind, until)) => {
                    let users = u32::from(kind == CorrectionKind::SubtractReceipts);
                    say("users", json!(users));
                    say("receipts", json!(100));
                    match kind {
                        _ if until < month => None,
                        CorrectionKind::AddClaims => say("homeCareClaims", json!(100)),
                        CorrectionKind::SubtractReceipts => say("homeCareReceipts", json!(99)),
                    }
                }
                None if counts => say("rate", json!(rate.clone().unwrap_or_else(|| "100%".to_owned()))),
                None => say("rate", json!("0%")),
            };
            Value::Object(entry)
        });
        entries.collect()
    }
}

/// A percentage that is just no longer enough.
fn just_below(rate: Rate) -> String {
    let parts = (u128::from(rate.part()) * 1_000_000_000 / u128::from(rate.whole())).saturating_sub(1);
    format!("{}.{:07}%", parts / 10_000_000, parts % 10_000_000)
}
