//! The clauses of a standard, by the ids of facts and rates, so that those of two rulesets can be held beside each other.

use std::collections::BTreeSet;

use crate::model::{AddOn, AlternativeId, FactKind, Model, Str};
use crate::plan::{Mask, Scale, Scales};
use crate::rate::Rate;

/// One thing that is favourable: an answer, or a threshold that is reached.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Atom {
    Fact { id: String, answer: bool },
    Ratio { id: String, at_least: Rate },
    Rate { id: String, at_least: Rate },
}

/// Satisfied by any of its atoms.
pub(super) type Clause = BTreeSet<Atom>;

/// One of the two rulesets.
pub(super) struct Side<'m> {
    pub(super) model: &'m Model,
    pub(super) scales: Scales,
}

impl<'m> Side<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self { model, scales: Scales::new(model) }
    }

    pub(super) fn text(&self, index: Str) -> String {
        self.model.str(index).to_owned()
    }

    pub(super) fn under(&self, name: Option<&str>) -> Option<AlternativeId> {
        let name = name?;
        self.model.modelled_alternatives().find(|id| self.model.alternative_name(*id) == name)
    }

    pub(super) fn add_on(&self, id: &str) -> Option<&'m AddOn> {
        self.model.add_ons.get(self.model.add_on(id)?)
    }

    /// The clauses of conditions that must all hold, with the lowest threshold of each rate, and without those that another
    /// makes needless.
    pub(super) fn clauses(&self, masks: &[Mask]) -> BTreeSet<Clause> {
        let clauses: Vec<Clause> = masks.iter().map(|mask| self.atoms(*mask)).collect();
        let needless = |clause: &Clause| clauses.iter().any(|other| other != clause && implies(other, clause));
        clauses.iter().filter(|clause| !needless(clause)).cloned().collect()
    }

    fn atoms(&self, mask: Mask) -> Clause {
        let mut atoms = Clause::new();
        for (bit, (fact, scale)) in self.model.facts.iter().zip(&self.scales.ratios).enumerate() {
            let id = self.text(fact.id);
            if self.scales.of_fact(bit, FactKind::Boolean).facts & mask.facts != 0 {
                atoms.insert(Atom::Fact { id: id.clone(), answer: fact.favourable });
            }
            if let Some(at_least) = lowest(scale, mask) {
                atoms.insert(Atom::Ratio { id, at_least });
            }
        }
        for (rate, scale) in self.model.rates.iter().zip(&self.scales.rates) {
            if let Some(at_least) = lowest(scale, mask) {
                atoms.insert(Atom::Rate { id: self.text(rate.id), at_least });
            }
        }
        atoms
    }
}

/// The lowest threshold of a scale among the bits.
fn lowest(scale: &Scale, mask: Mask) -> Option<Rate> {
    let steps = mask.steps & scale.all();
    scale.thresholds().iter().copied().find(|threshold| scale.highest(steps & scale.reached(*threshold)).is_some())
}

/// Whether whatever satisfies `one` satisfies `other`.
pub(super) fn implies(one: &Clause, other: &Clause) -> bool {
    one.iter().all(|atom| {
        other.iter().any(|known| match (atom, known) {
            (Atom::Ratio { id, at_least }, Atom::Ratio { id: known, at_least: lower })
            | (Atom::Rate { id, at_least }, Atom::Rate { id: known, at_least: lower }) => {
                id == known && lower <= at_least
            }
            _ => atom == known,
        })
    })
}

pub(super) fn spelt(clauses: &BTreeSet<Clause>) -> String {
    let atom = |atom: &Atom| match atom {
        Atom::Fact { id, answer: true } => id.clone(),
        Atom::Fact { id, answer: false } => format!("not {id}"),
        Atom::Ratio { id, at_least } | Atom::Rate { id, at_least } => format!("{id} >= {at_least}"),
    };
    let clause = |clause: &Clause| clause.iter().map(atom).collect::<Vec<_>>().join(" or ");
    clauses.iter().map(clause).collect::<Vec<_>>().join("; and ")
}
