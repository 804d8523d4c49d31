//! Everything that is defined is used, and everything is used as it was defined.

use super::Lint;
use crate::code::Code;
use crate::finding::Finding;
use crate::model::{AlternativeId, Arm, Condition, PlaceId};
use crate::plan::conditions;

impl Lint<'_> {
    pub(super) fn uses(&self) -> Vec<Finding> {
        [
            self.unused_facts(),
            self.unused_requirements(),
            self.unused_rates(),
            self.unfavourable(),
            self.readings(),
            self.successions(),
        ]
        .concat()
    }

    fn unused_facts(&self) -> Vec<Finding> {
        let mut used = vec![false; self.model.facts.len()];
        for condition in conditions(self.model) {
            condition.leaves(&mut |leaf| {
                if let Condition::Fact(fact) | Condition::Not(fact) | Condition::Ratio(fact, _) = leaf
                    && let Some(slot) = used.get_mut(usize::from(*fact))
                {
                    *slot = true;
                }
            });
        }
        let unused = self.model.facts.iter().zip(&used).filter(|(_, used)| !**used);
        unused
            .map(|(fact, _)| {
                self.unused(Code::UnusedFact, "no rule reads the fact", self.model.str(fact.id), fact.place)
            })
            .collect()
    }

    fn unused_requirements(&self) -> Vec<Finding> {
        let requires = || self.model.add_ons.iter().flat_map(|add_on| &add_on.requires);
        let all = (0_u8..).zip(&self.model.requirements);
        all.filter(|(index, _)| !requires().any(|require| require.requirement == *index))
            .map(|(_, requirement)| {
                self.unused(
                    Code::UnusedRequirement,
                    "no add-on has the requirement",
                    self.model.str(requirement.id),
                    requirement.place,
                )
            })
            .collect()
    }

    fn unused_rates(&self) -> Vec<Finding> {
        let compared = |index: u8| {
            let mut requires = self.model.add_ons.iter().flat_map(|add_on| &add_on.requires);
            requires.any(|require| matches!(require.when, Condition::Rate(rate, _) if rate == index))
        };
        let unused = (0_u8..).zip(&self.model.rates).filter(|(index, _)| !compared(*index));
        unused
            .map(|(_, rate)| {
                self.unused(Code::UnusedRate, "no rule compares the rate", self.model.str(rate.id), rate.place)
            })
            .collect()
    }

    fn unused(&self, code: Code, what: &str, id: &str, place: PlaceId) -> Finding {
        Finding::new(
            code,
            self.place(place),
            format!("{what} `{id}`"),
            "defined and not used",
            "drop it, or add the rule that uses it",
        )
    }

    /// The engine relies on every rule being monotone: a favourable answer never makes anything worse.
    fn unfavourable(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for add_on in &self.model.add_ons {
            let requires = add_on.requires.iter().map(|require| (&require.arm, vec![&require.when]));
            let excepts = add_on.excepts.iter().map(|except| (&except.arm, vec![&except.applies_if, &except.when]));
            for (arm, conditions) in requires.chain(excepts) {
                for condition in conditions {
                    condition.leaves(&mut |leaf| findings.extend(self.against(arm, leaf)));
                }
            }
        }
        findings
    }

    fn against(&self, arm: &Arm, leaf: &Condition) -> Option<Finding> {
        let (fact, wanted) = match leaf {
            Condition::Fact(fact) => (*fact, true),
            Condition::Not(fact) => (*fact, false),
            _ => return None,
        };
        let fact = self.model.facts.get(usize::from(fact))?;
        (fact.favourable != wanted).then(|| {
            Finding::new(
                Code::UnfavourableFact,
                self.says(arm.place),
                format!(
                    "the rule asks for `{}` to be {wanted}, but {} is the favourable answer",
                    self.model.str(fact.id),
                    fact.favourable
                ),
                "asks for the unfavourable answer",
                "turn the condition round, or mend `favourable` of the fact",
            )
            .with(self.place(fact.place), "the fact")
        })
    }

    fn readings(&self) -> Vec<Finding> {
        let mut named: Vec<(AlternativeId, &Arm)> = Vec::new();
        self.model.arms(&mut |arm| named.extend(arm.only_under.iter().chain(&arm.not_under).map(|id| (*id, arm))));
        let modelled: Vec<AlternativeId> = self.model.modelled_alternatives().collect();
        let mut findings: Vec<Finding> = Vec::new();
        for (id, arm) in &named {
            if !modelled.contains(id) {
                findings.push(
                    Finding::new(
                        Code::UnmodelledReading,
                        self.stated(*id),
                        format!("arms state the reading `{}`, which is not modelled", self.model.alternative_name(*id)),
                        "says that no arm states it",
                        "say `modelled = true`, or take the arms out",
                    )
                    .with(self.place(arm.place), "states it"),
                );
            }
        }
        for id in modelled {
            if !named.iter().any(|(known, _)| *known == id) {
                findings.push(Finding::new(
                    Code::UnmodelledReading,
                    self.stated(id),
                    format!("no arm states the reading `{}`", self.model.alternative_name(id)),
                    "says that arms state it",
                    "add the arms that hold under it, or say `modelled = false`",
                ));
            }
        }
        findings
    }

    /// Where an alternative says whether it is modelled.
    fn stated(&self, id: AlternativeId) -> crate::finding::Place {
        let reading = self.model.readings.get(usize::from(id.reading));
        let alternative = reading.and_then(|reading| reading.alternatives.get(usize::from(id.alternative)));
        alternative.map(|alternative| self.place(alternative.place)).unwrap_or_default()
    }

    /// A successor takes over on the day after, in the same 点数表.
    fn successions(&self) -> Vec<Finding> {
        let lives = self.model.add_ons.iter().flat_map(|add_on| &add_on.schedules);
        lives
            .filter_map(|life| {
                let successor = self.model.add_ons.get(usize::from(life.succeeded_by?))?;
                let next = successor.schedules.iter().find(|next| next.schedule == life.schedule);
                let takes_over = next.is_some_and(|next| life.until.map(crate::date::Day::next) == Some(next.from));
                (!takes_over).then(|| {
                    let finding = Finding::new(
                        Code::BrokenSuccession,
                        self.says(life.place),
                        format!(
                            "`{}` does not begin in `{}` on the day after this ends",
                            self.model.str(successor.id),
                            life.schedule
                        ),
                        "is not succeeded",
                        "mend the dates of the two, or drop `succeeded-by`",
                    );
                    match next {
                        Some(next) => finding.with(self.from(next.place), "the successor begins here"),
                        None => finding,
                    }
                })
            })
            .collect()
    }
}
