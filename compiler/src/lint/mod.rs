//! What a ruleset must be beyond its form: without gaps, without contradictions, without dead parts.
//!
//! Everything is checked under the default reading and under every alternative that arms state.

mod codes;
mod fees;
mod levels;
mod lives;
mod published;
mod shared;
mod span;
mod symbols;
mod tiling;
mod uses;

use crate::code::Code;
use crate::finding::{Finding, Place};
use crate::model::{AlternativeId, Model, PlaceId};
use crate::plan::{Checks, MASK_BITS, MOST_REQUIREMENTS, Plan, Scales};
use crate::sort;

/// Everything that is wrong with a model whose form is right.
#[must_use]
pub fn check(model: &Model, places: &[Place]) -> Vec<Finding> {
    let lint = Lint { model, places };
    let mut findings = lint.limits();
    if !findings.is_empty() {
        return findings;
    }
    findings.extend(lint.lives());
    // What follows takes every arm to lie where it takes effect.
    if !findings.is_empty() {
        return once(findings);
    }
    let scales = Scales::new(model);
    findings.extend(lint.uses());
    findings.extend(lint.shared());
    findings.extend(lint.published());
    findings.extend(lint.fees());
    findings.extend(lint.codes());
    findings.extend(lint.symbols());
    let mut needless: Option<Vec<Finding>> = None;
    for under in std::iter::once(None).chain(model.modelled_alternatives().map(Some)) {
        let tiling = lint.tiling(under);
        // The order of levels means nothing where an arm is missing.
        if tiling.is_empty() {
            let plan = Plan::new(model, &scales, under);
            findings.extend(lint.different_checks(&plan));
            findings.extend(lint.levels(&plan, &scales, under));
            let here = lint.needless(&plan, &scales);
            needless = Some(match needless {
                None => here,
                Some(known) => known.into_iter().filter(|known| here.iter().any(|here| same(here, known))).collect(),
            });
        }
        findings.extend(tiling);
    }
    findings.extend(needless.unwrap_or_default());
    once(findings)
}

/// Each fault once, under whichever 点数表 and reading it shows first.
fn once(findings: Vec<Finding>) -> Vec<Finding> {
    let mut once: Vec<Finding> = Vec::new();
    for finding in findings {
        if !once.iter().any(|known| same(known, &finding)) {
            once.push(finding);
        }
    }
    once
}

fn same(one: &Finding, other: &Finding) -> bool {
    one.code == other.code && one.place == other.place
}

struct Lint<'m> {
    model: &'m Model,
    places: &'m [Place],
}

impl Lint<'_> {
    /// Where a thing is.
    fn place(&self, id: PlaceId) -> Place {
        self.nth_place(id, 0)
    }

    /// Where the first day of a dated statement is.
    fn from(&self, id: PlaceId) -> Place {
        self.nth_place(id, 1)
    }

    /// Where its last day is; its first, when it is open.
    fn until(&self, id: PlaceId) -> Place {
        self.nth_place(id, 2)
    }

    /// Where its 点数表 are.
    fn schedules(&self, id: PlaceId) -> Place {
        self.nth_place(id, 3)
    }

    /// The place of what it says.
    fn says(&self, id: PlaceId) -> Place {
        self.nth_place(id, 4)
    }

    fn nth_place(&self, id: PlaceId, nth: usize) -> Place {
        self.places.get(id.0 as usize + nth).cloned().unwrap_or_default()
    }

    /// How a reading is named in a message.
    fn under(&self, under: Option<AlternativeId>) -> String {
        under.map_or_else(String::new, |under| format!(" under the reading `{}`", self.model.alternative_name(under)))
    }

    /// Levels that ask for more different things than a mask has bits.
    fn different_checks(&self, plan: &Plan) -> Vec<Finding> {
        let too_many = plan.entries.iter().filter_map(|entry| {
            let different = entry.periods.iter().map(|period| period.checks.places()).max()?;
            let life = self.model.add_ons.get(entry.add_on)?.schedules.get(entry.in_schedule)?;
            (different > Checks::MOST).then(|| {
                Finding::new(
                    Code::TooMany,
                    self.place(life.place),
                    format!(
                        "the different checks of the levels come to {different} clauses, of {} at the most",
                        Checks::MOST
                    ),
                    "too many at one time",
                    "let levels ask for the same, or widen the engine's masks",
                )
            })
        });
        too_many.collect()
    }

    /// What the engine's masks can hold.
    fn limits(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut limit = |what: &str, count: usize, most: usize, place: Option<Place>| {
            if count > most {
                findings.push(Finding::new(
                    Code::TooMany,
                    place.unwrap_or_default(),
                    format!("the rules have {count} {what}, of {most} at the most"),
                    "too many in all",
                    "drop what no rule needs, or widen the engine's masks",
                ));
            }
        };
        let Model { facts, requirements, readings, rates, add_ons, .. } = self.model;
        let at = |place: PlaceId| self.place(place);
        limit("facts", facts.len(), MASK_BITS, facts.get(MASK_BITS).map(|fact| at(fact.place)));
        let requirement = requirements.get(255).map(|requirement| at(requirement.place));
        limit("requirements", requirements.len(), 255, requirement);
        limit("readings", readings.len(), 255, readings.get(255).map(|reading| at(reading.place)));
        for reading in readings {
            let alternatives = &reading.alternatives;
            limit("alternatives of one reading", alternatives.len(), 255, Some(at(reading.place)));
        }
        limit("rates", rates.len(), 255, rates.get(255).map(|rate| at(rate.place)));
        limit("add-ons", add_ons.len(), 255, None);
        let last = add_ons.iter().flat_map(|add_on| &add_on.requires).last();
        limit("thresholds", Scales::new(self.model).len(), MASK_BITS, last.map(|last| self.says(last.arm.place)));
        for add_on in add_ons {
            for life in &add_on.schedules {
                let here = add_on.requires.iter().filter(|require| require.arm.schedules.contains(life.schedule));
                let named = sort::once(here.map(|require| require.requirement).collect());
                limit("requirements of one add-on", named.len(), MOST_REQUIREMENTS, Some(at(life.place)));
            }
        }
        findings
    }
}
