//! What is known of a facility on a day, as the two masks that decide: its answers at their worst and at their best.

use dx_kasan_rules::date::Day;
use dx_kasan_rules::model::{AlternativeId, FactKind, Model};
use dx_kasan_rules::plan::{Knowledge, Mask, Scale, Scales};
use dx_kasan_rules::rate::Rate;

use crate::facility::{Facility, FactValue};
use crate::usage;

/// The knowledge of `facility` for claims on `day`.
pub fn knowledge(
    model: &Model,
    scales: &Scales,
    facility: &Facility,
    day: Day,
    under: Option<AlternativeId>,
) -> Knowledge {
    let mut known = facts(model, scales, facility, day);
    for (rate, scale) in scales.rates.iter().enumerate() {
        let months = usage::measured(model, rate, facility, day, under);
        let best = usage::best(&months).and_then(|best| best.rate);
        let open = months.iter().any(|measured| measured.rate.is_none());
        add_steps(&mut known, scale, best, open);
    }
    known
}

fn facts(model: &Model, scales: &Scales, facility: &Facility, day: Day) -> Knowledge {
    let mut known = Knowledge::default();
    let bits = (0..64).map(|bit| 1_u64 << bit);
    for (((fact, value), bit), scale) in model.facts.iter().zip(&facility.facts).zip(bits).zip(&scales.ratios) {
        match (fact.kind, value) {
            (FactKind::Boolean, Some(value)) => {
                if value.on(day) == Some(fact.favourable) {
                    known.worst.facts |= bit;
                    known.best.facts |= bit;
                }
            }
            (FactKind::Boolean, None) => known.best.facts |= bit,
            (FactKind::Ratio, Some(FactValue::Ratio(ratio))) => add_steps(&mut known, scale, Some(*ratio), false),
            (FactKind::Ratio, _) => add_steps(&mut known, scale, None, true),
        }
    }
    known
}

/// The thresholds that `rate` reaches are reached for sure; while more may come, all may be.
fn add_steps(known: &mut Knowledge, scale: &Scale, rate: Option<Rate>, open: bool) {
    let reached = rate.map_or(0, |rate| scale.reached(rate));
    let steps = |steps| Mask { facts: 0, steps };
    known.worst = known.worst.union(steps(reached));
    known.best = known.best.union(steps(if open { scale.all() } else { reached }));
}
