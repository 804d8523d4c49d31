//! Which unknown facts can still change an answer, the most decisive first.
//!
//! Exact: a fact is named if and only if there is a way for the other unknowns to turn out in which it changes the level to
//! claim. That is so exactly when it occurs in a minimal way of reaching some level or a better one, because every rule is
//! monotone.

use std::cmp::Reverse;

use dx_kasan_rules::model::Model;
use dx_kasan_rules::plan::{Knowledge, Mask, Period, PlannedLevel, Scales, fewest};
use dx_kasan_rules::sort;

use crate::decide::best_level;

/// The unknown facts that the levels of a period read, by their indices.
#[derive(Debug, Default)]
pub(crate) struct Questions {
    /// Those that can still change the level, the most decisive first.
    pub(crate) open: Vec<usize>,
    /// Those that cannot any more, in the order of the rules.
    pub(crate) settled: Vec<usize>,
}

pub(crate) fn questions(model: &Model, scales: &Scales, period: &Period, known: Knowledge) -> Questions {
    let unknown = unknown(known);
    if unknown == Mask::default() {
        return Questions::default();
    }
    let relevant = relevant(scales, period, known);
    let checks = period.levels.iter().flat_map(|level| &level.checks);
    let read = checks.flat_map(|check| &check.clauses).fold(Mask::default(), |all, clause| all.union(*clause));
    let mut open: Vec<(Weight, usize)> = Vec::new();
    let mut settled = Vec::new();
    for (index, fact) in model.facts.iter().enumerate() {
        let mask = scales.of_fact(index, fact.kind).intersection(unknown);
        if mask.meets(relevant) {
            open.push((weight(period, known, mask), index));
        } else if mask.meets(read) {
            settled.push(index);
        }
    }
    sort::by_key(&mut open, |(weight, _)| Reverse(*weight));
    Questions { open: open.into_iter().map(|(_, index)| index).collect(), settled }
}

/// How much an answer can take away at best, and then how much it can secure at worst, in the unit of the fee.
type Weight = (u32, u32);

fn weight(period: &Period, known: Knowledge, fact: Mask) -> Weight {
    let amount = |answers: Mask| {
        best_level(period, answers).and_then(|position| period.levels.get(position)).map_or(0, |level| level.amount)
    };
    let lost = amount(known.best).saturating_sub(amount(known.best.without(fact)));
    let secured = amount(known.worst.union(fact)).saturating_sub(amount(known.worst));
    (lost, secured)
}

/// Every unknown bit that occurs in a minimal way of reaching some level or a better one.
fn relevant(scales: &Scales, period: &Period, known: Knowledge) -> Mask {
    let mut all = Mask::default();
    let mut ways: Vec<Mask> = Vec::new();
    for level in period.by_rank.iter().filter_map(|position| period.levels.get(*position)) {
        let Some(open) = open_clauses(level, known) else { continue };
        ways = fewest(ways.into_iter().chain(minimal_ways(scales, &open, known)).collect());
        all = ways.iter().fold(all, |all, way| all.union(*way));
        // A level that is met whatever happens: nothing can make a lower one the level to claim.
        if ways.contains(&Mask::default()) {
            break;
        }
    }
    all
}

/// The clauses of a level that are still open, each cut to its unknown bits; `None` when one cannot be satisfied any more.
pub(crate) fn open_clauses(level: &PlannedLevel, known: Knowledge) -> Option<Vec<Mask>> {
    let mut open = Vec::new();
    for check in &level.checks {
        if level.deems(check.position) {
            continue;
        }
        for clause in check.clauses.iter().filter(|clause| !clause.meets(known.worst)) {
            let left = clause.intersection(known.best);
            if left == Mask::default() {
                return None;
            }
            open.push(left);
        }
    }
    Some(open)
}

/// The minimal sets of bits that satisfy every clause. A threshold comes with all lower ones of its scale, so that a
/// higher one includes a lower one as a set.
pub(crate) fn minimal_ways(scales: &Scales, clauses: &[Mask], known: Knowledge) -> Vec<Mask> {
    let mut ways = vec![Mask::default()];
    for clause in clauses {
        let bits: Vec<Mask> = bits(*clause).map(|bit| with_lower(scales, bit, known)).collect();
        ways = fewest(
            ways.iter()
                .flat_map(|way| {
                    let satisfied = bits.iter().any(|bit| bit.within(*way));
                    let next: Vec<Mask> =
                        if satisfied { vec![*way] } else { bits.iter().map(|bit| way.union(*bit)).collect() };
                    next
                })
                .collect(),
        );
    }
    ways
}

fn with_lower(scales: &Scales, bit: Mask, known: Knowledge) -> Mask {
    if bit.steps == 0 {
        return bit;
    }
    let scale = scales.rates.iter().chain(&scales.ratios).find(|scale| scale.all() & bit.steps != 0);
    let lower = scale.map_or(0, |scale| scale.all() & bit.steps.wrapping_shl(1).wrapping_sub(1) & !known.worst.steps);
    Mask { facts: bit.facts, steps: lower }
}

/// Each bit by itself, the lowest first, facts before steps. The bits that are not set cost nothing.
fn bits(mask: Mask) -> impl Iterator<Item = Mask> {
    let lowest = |bits: u64| bits & bits.wrapping_neg();
    let mut left = mask;
    std::iter::from_fn(move || {
        let steps = if left.facts == 0 { lowest(left.steps) } else { 0 };
        let bit = Mask { facts: lowest(left.facts), steps };
        left = left.without(bit);
        (bit != Mask::default()).then_some(bit)
    })
}

pub(crate) fn unknown(known: Knowledge) -> Mask {
    known.best.without(known.worst)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]
mod tests {
    use super::*;
    use crate::ruleset::Ruleset;

    /// The bits of the two lowest thresholds of the usage rate.
    fn steps(scales: &Scales) -> (u64, u64) {
        let rate = &scales.rates[0];
        let low = rate.reached(rate.thresholds()[0]);
        (low, rate.reached(rate.thresholds()[1]) & !low)
    }

    #[test]
    fn a_higher_threshold_is_no_other_way_than_a_lower_one() {
        let scales = Ruleset::built_in().scales();
        let (low, high) = steps(scales);
        let known = Knowledge { worst: Mask::default(), best: Mask { facts: 0, steps: u64::MAX } };
        let clause = |steps: u64| Mask { facts: 0, steps };
        assert_eq!(minimal_ways(scales, &[clause(low | high)], known), [clause(low)]);
        assert_eq!(minimal_ways(scales, &[clause(high)], known), [clause(low | high)]);
        let reached = Knowledge { worst: clause(low), ..known };
        assert_eq!(minimal_ways(scales, &[clause(high)], reached), [clause(high)], "without what is reached already");
    }

    #[test]
    fn what_is_asked_first_can_take_away_most() {
        let rules = Ruleset::built_in();
        let clinic = crate::Facility::from_json(rules, r#"{ "type": "medical-clinic" }"#).unwrap();
        let answer = crate::evaluate(rules, &clinic, crate::Day::parse("2025-10-01").unwrap());
        let questions = |add_on: usize| answer.add_ons[add_on].questions.clone();
        assert_eq!(
            questions(0),
            [
                "online-claims",
                "online-eligibility",
                "records-access",
                "in-house-notice",
                "consultation",
                "own-website",
                "website-notice",
                "e-prescription",
                "dispensing-registration",
                "pediatric-fee",
                "under-six-share",
            ]
        );
    }
}
