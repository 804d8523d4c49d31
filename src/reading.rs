//! The other readings of the law: which of them touch an add-on on a day, and the rules laid out under each.
//!
//! An alternative is a handful of arms that hold only under it, or not under it. Where none of them covers the day, its
//! answer is the default one and need not be computed.

use std::sync::OnceLock;

use dx_kasan_rules::date::Day;
use dx_kasan_rules::model::{AlternativeId, Arm, Model, Schedules};
use dx_kasan_rules::plan::Entry;

use crate::ruleset::Ruleset;

/// An alternative reading that the rules state.
#[derive(Debug)]
pub(crate) struct Alternative {
    id: AlternativeId,
    touches: Vec<Touch>,
    /// The entries of the plan, each laid out when an answer first needs it.
    entries: Vec<OnceLock<Option<Entry>>>,
}

/// An arm that reads otherwise under the alternative.
#[derive(Debug)]
struct Touch {
    schedules: Schedules,
    /// `None`: every add-on with a usage rate.
    add_on: Option<usize>,
    from: Day,
    until: Option<Day>,
}

impl Alternative {
    /// Every alternative of the rules.
    pub(crate) fn all(model: &Model) -> Vec<Self> {
        let touches = |id: AlternativeId| {
            let mut touches = Vec::new();
            let mut look = |add_on: Option<usize>, arm: &Arm| {
                if arm.only_under == Some(id) || arm.not_under.contains(&id) {
                    touches.push(Touch { schedules: arm.schedules, add_on, from: arm.from, until: arm.until });
                }
            };
            model.windows.iter().for_each(|window| look(None, &window.arm));
            model.corrections.iter().for_each(|correction| look(None, &correction.arm));
            for (index, add_on) in model.add_ons.iter().enumerate() {
                add_on.arms(&mut |arm| look(Some(index), arm));
            }
            touches
        };
        let entries = || model.add_ons.iter().flat_map(|add_on| &add_on.schedules).map(|_| OnceLock::new()).collect();
        model.modelled_alternatives().map(|id| Self { id, touches: touches(id), entries: entries() }).collect()
    }

    fn touches(&self, entry: &Entry, day: Day) -> bool {
        self.touches.iter().any(|touch| {
            touch.schedules.contains(entry.schedule)
                && touch.add_on.is_none_or(|add_on| add_on == entry.add_on)
                && touch.from <= day
                && touch.until.is_none_or(|until| day <= until)
        })
    }
}

/// An add-on as another reading has it.
#[derive(Clone, Copy)]
pub(crate) struct ReadOtherwise<'r> {
    pub(crate) id: AlternativeId,
    /// The id of the reading, such as `C2`.
    pub(crate) reading: &'r str,
    /// The id of its alternative.
    pub(crate) alternative: &'r str,
    /// The add-on, laid out under it.
    pub(crate) entry: &'r Entry,
}

impl Ruleset {
    /// The other readings under which an entry of the plan is not the same on `day`.
    pub(crate) fn other_readings(&self, index: usize, day: Day) -> impl Iterator<Item = ReadOtherwise<'_>> {
        let entry = self.plan().entries.get(index);
        let alternatives = self.alternatives().iter();
        let touching = alternatives.filter(move |other| entry.is_some_and(|entry| other.touches(entry, day)));
        touching.filter_map(move |other| {
            let model = self.model();
            let lay_out = || {
                let place = entry.map(|entry| (entry.add_on, entry.in_schedule))?;
                Entry::new(model, self.scales(), Some(other.id), place)
            };
            let otherwise = other.entries.get(index)?.get_or_init(lay_out).as_ref()?;
            let reading = model.readings.get(usize::from(other.id.reading))?;
            let alternative = reading.alternatives.get(usize::from(other.id.alternative))?;
            Some(ReadOtherwise {
                id: other.id,
                reading: model.str(reading.id),
                alternative: model.str(alternative.id),
                entry: otherwise,
            })
        })
    }
}
