//! What a ruleset must be beyond its form: without gaps, without contradictions, without dead parts.
//!
//! Everything is checked under the default reading and under every alternative that arms state.

mod levels;
mod tiling;
mod uses;

use crate::finding::{Finding, Place};
use crate::model::{AlternativeId, Model, PlaceId};
use crate::plan::{MASK_BITS, MOST_REQUIREMENTS, Plan, Scales};

/// Everything that is wrong with a model whose form is right.
#[must_use]
pub fn check(model: &Model, places: &[Place]) -> Vec<Finding> {
    let lint = Lint { model, places };
    let mut findings = lint.limits();
    if !findings.is_empty() {
        return findings;
    }
    let scales = Scales::new(model);
    findings.extend(lint.uses());
    for under in std::iter::once(None).chain(model.modelled_alternatives().map(Some)) {
        let tiling = lint.tiling(under);
        // The order of levels means nothing where an arm is missing.
        if tiling.is_empty() {
            findings.extend(lint.levels(&Plan::new(model, &scales, under), &scales));
        }
        findings.extend(tiling);
    }
    let mut once: Vec<Finding> = Vec::new();
    for finding in findings {
        if !once.iter().any(|known| known.code == finding.code && known.place == finding.place) {
            once.push(finding);
        }
    }
    once
}

struct Lint<'m> {
    model: &'m Model,
    places: &'m [Place],
}

impl Lint<'_> {
    fn place(&self, id: PlaceId) -> Place {
        self.places.get(id.0 as usize).cloned().unwrap_or_default()
    }

    /// How a reading is named in a message.
    fn under(&self, under: Option<AlternativeId>) -> String {
        under.map_or_else(String::new, |under| format!(" under the reading {}", self.model.alternative_name(under)))
    }

    /// What the engine's masks can hold.
    fn limits(&self) -> Vec<Finding> {
        let limit = |what: &str, count: usize, most: usize| {
            (count > most).then(|| {
                Finding::new(
                    "too-many",
                    Place::default(),
                    format!("the rules have {count} {what}, of {most} at the most"),
                    "too many in all",
                    "drop what no rule needs, or widen the engine's masks",
                )
            })
        };
        let requirements = self.model.add_ons.iter().flat_map(|add_on| {
            add_on.schedules.iter().map(|life| {
                let mut named: Vec<u8> = add_on
                    .requires
                    .iter()
                    .filter(|require| require.arm.schedules.contains(life.schedule))
                    .map(|require| require.requirement)
                    .collect();
                named.sort_unstable();
                named.dedup();
                named.len()
            })
        });
        [
            limit("facts", self.model.facts.len(), MASK_BITS),
            limit("thresholds", Scales::new(self.model).len(), MASK_BITS),
            limit("requirements of one add-on", requirements.max().unwrap_or(0), MOST_REQUIREMENTS),
            limit("requirements", self.model.requirements.len(), 255),
            limit("readings", self.model.readings.len(), 255),
            limit("add-ons", self.model.add_ons.len(), 255),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
