//! What two rulesets answer differently, of every facility on every day.
//!
//! A standard is known by its clauses: each names what must all be missing for it to fail, so the clauses of which none contains
//! another are the largest failing facilities, and every other failing one lies below them. Two standards say the same of every
//! facility exactly when these are the same; a clause that one lacks is a facility of which they say different things. So what
//! is compared is not a sample: where nothing differs here, no facility gets another answer, and where something does, there
//! is one to show. Words and citations are not compared.

mod clause;
mod statement;
mod witness;

use std::collections::BTreeSet;

use serde_json::Value;

use self::clause::Side;
use self::statement::{Key, Statement};
use crate::date::Day;
use crate::model::{Arm, Model};
use crate::vocabulary::Schedule;

/// Something that two rulesets say differently on some days.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The add-on; `None` for what is not of one.
    pub add_on: Option<String>,
    /// The 点数表.
    pub schedule: Schedule,
    /// The first day.
    pub from: Day,
    /// The last day; open when nothing changes any more.
    pub until: Option<Day>,
    /// The other reading of the law under which alone it is so; `None` for the default readings.
    pub under: Option<String>,
    /// The levels.
    pub levels: Vec<String>,
    /// What it is about: a requirement, a fee, the months that count …
    pub about: String,
    /// What the old rules say; `None` where they say nothing.
    pub before: Option<String>,
    /// What the new ones say.
    pub after: Option<String>,
    /// A facility that is answered differently; `None` where the difference is in claims alone.
    pub witness: Option<Witness>,
    /// The statements of the old rules that cause it, and those of the new ones.
    pub causes: [Vec<Cause>; 2],
}

/// A facility that two rulesets answer differently.
#[derive(Clone, Debug, PartialEq)]
pub struct Witness {
    /// The day to ask about.
    pub day: Day,
    /// The facility, in the form that callers hand in.
    pub facility: Value,
}

/// A statement that causes a difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause {
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub until: Option<Day>,
    /// Where it is among the places of its ruleset.
    pub place: u32,
}

/// Everything that `new` answers otherwise than `old`. Empty if and only if they answer every facility alike on every day.
#[must_use]
pub fn diff(old: &Model, new: &Model) -> Vec<Difference> {
    let sides = [Side::new(old), Side::new(new)];
    let mut all: Vec<Difference> = Vec::new();
    for under in readings(&sides) {
        for schedule in Schedule::ALL.iter().copied() {
            let ids = sides.iter().flat_map(|side| side.model.add_ons.iter().map(|add_on| side.text(add_on.id)));
            let ids: BTreeSet<String> = ids.collect();
            for id in ids.into_iter().map(Some).chain([None]) {
                let asked = Asked { sides: &sides, add_on: id.as_deref(), schedule, under: under.as_deref() };
                for found in asked.differences() {
                    // Another reading may need another facility to show the same.
                    let by_default = |known: &Difference| {
                        let same = Difference { under: None, witness: known.witness.clone(), ..found.clone() };
                        known.under.is_none() && same == *known
                    };
                    if !all.iter().any(by_default) {
                        all.push(found);
                    }
                }
            }
        }
    }
    all
}

/// The default readings, and each alternative that both rulesets state.
fn readings(sides: &[Side<'_>; 2]) -> Vec<Option<String>> {
    let [old, new] = sides.each_ref().map(|side| {
        side.model.modelled_alternatives().map(|id| side.model.alternative_name(id)).collect::<BTreeSet<String>>()
    });
    [None].into_iter().chain(old.intersection(&new).cloned().map(Some)).collect()
}

struct Asked<'s, 'm> {
    sides: &'s [Side<'m>; 2],
    add_on: Option<&'s str>,
    schedule: Schedule,
    under: Option<&'s str>,
}

impl Asked<'_, '_> {
    fn differences(&self) -> Vec<Difference> {
        let cuts: BTreeSet<Day> = self.sides.iter().flat_map(|side| self.cuts(side)).collect();
        let cuts: Vec<Day> = cuts.into_iter().collect();
        let mut found: Vec<Difference> = Vec::new();
        for (index, from) in cuts.iter().enumerate() {
            let until = cuts.get(index + 1).map(|next| next.previous());
            for difference in self.on(*from, until) {
                let goes_on = |known: &&mut Difference| {
                    known.until == Some(from.previous())
                        && (&known.levels, &known.about, &known.before, &known.after)
                            == (&difference.levels, &difference.about, &difference.before, &difference.after)
                };
                match found.iter_mut().find(goes_on) {
                    Some(known) => known.until = until,
                    None => found.push(difference),
                }
            }
        }
        found
    }

    /// Every day on which anything that is compared begins, or has ended.
    fn cuts(&self, side: &Side<'_>) -> BTreeSet<Day> {
        let mut cuts = BTreeSet::new();
        let mut cut = |arm: &Arm| {
            cuts.insert(arm.from);
            cuts.extend(arm.until.map(Day::next));
        };
        match self.add_on {
            Some(id) => {
                if let Some(add_on) = side.add_on(id) {
                    add_on.arms(&mut cut);
                }
                side.model.windows.iter().for_each(|window| cut(&window.arm));
                side.model.corrections.iter().for_each(|correction| cut(&correction.arm));
                for life in side.add_on(id).into_iter().flat_map(|add_on| &add_on.schedules) {
                    cuts.insert(life.from);
                    cuts.extend([life.until, life.review_by].into_iter().flatten().map(Day::next));
                }
            }
            None => side.model.exclusions.iter().for_each(|exclusion| cut(&exclusion.arm)),
        }
        cuts
    }

    fn on(&self, day: Day, until: Option<Day>) -> Vec<Difference> {
        let [old, new] = self.sides.each_ref().map(|side| self.statements(side, day));
        let keys: BTreeSet<&Key> = old.keys().chain(new.keys()).collect();
        let mut found: Vec<Difference> = Vec::new();
        for key in keys {
            let (before, after) = (old.get(key), new.get(key));
            if before.zip(after).is_some_and(|(before, after)| before.says_the_same(after)) {
                continue;
            }
            let says = |statement: Option<&Statement>| statement.map(|statement| statement.says.clone());
            let causes =
                |statement: Option<&Statement>| statement.map_or(Vec::new(), |statement| statement.causes.clone());
            let difference = Difference {
                add_on: self.add_on.map(str::to_owned),
                schedule: self.schedule,
                from: day,
                until,
                under: self.under.map(str::to_owned),
                levels: key.0.iter().cloned().collect(),
                about: key.1.clone(),
                before: says(before),
                after: says(after),
                witness: self.add_on.map(|_| self.witness(day, before, after)),
                causes: [causes(before), causes(after)],
            };
            let alike = |known: &&mut Difference| {
                (&known.about, &known.before, &known.after, &known.witness)
                    == (&difference.about, &difference.before, &difference.after, &difference.witness)
            };
            match found.iter_mut().find(alike) {
                Some(known) => known.levels.extend(difference.levels),
                None => found.push(difference),
            }
        }
        found
    }
}
