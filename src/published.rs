//! Whether what holds on a day had been published on the day by whose knowledge the rules are asked.

use dx_kasan_rules::date::Day;
use dx_kasan_rules::model::Arm;
use dx_kasan_rules::plan::{Entry, Period};

use crate::ruleset::Ruleset;

/// Whether every statement about an add-on on `date` had been. Of rules that are asked by what is known today, all have.
pub(crate) fn is(rules: &Ruleset, entry: &Entry, period: Option<&Period>, date: Day) -> bool {
    let model = rules.model();
    let of = model.add_ons.get(entry.add_on);
    let life = of.and_then(|add_on| Some((add_on, add_on.schedules.get(entry.in_schedule)?)));
    let Some((known_at, (add_on, life))) = rules.knowledge_day().zip(life) else { return true };
    let Some(period) = period else {
        // Before its first day an add-on is as little in force as one that nobody has heard of.
        let ended = life.until.filter(|until| *until < date);
        return ended.is_none_or(|until| model.change_published(until.next()) <= known_at);
    };
    let mut all = true;
    let mut look = |arm: &Arm| {
        all &= !arm.holds(entry.schedule, date, None) || model.published(arm) <= known_at;
    };
    add_on.arms(&mut look);
    if period.levels.iter().any(|level| level.threshold().is_some()) {
        model.windows.iter().for_each(|window| look(&window.arm));
        model.corrections.iter().for_each(|correction| look(&correction.arm));
    }
    all
}
