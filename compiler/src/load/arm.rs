//! What every dated statement has: 点数表, days, citations, and the readings that it belongs to.

use super::{Loader, Outcome};
use crate::model::{AlternativeId, Arm, Levels, Schedules, Str};
use crate::read::{At, Table};

const ARM: &[&str] = &["schedules", "from", "until", "cite", "doubt", "only-under", "not-under"];

/// The keys of an arm of some kind.
pub(super) fn with_arm(own: &[&'static str]) -> Vec<&'static str> {
    own.iter().chain(ARM).copied().collect()
}

impl Loader {
    /// The arm of a statement; `says` is the key of what it states.
    pub(super) fn arm(&mut self, table: &Table<'_>, says: &str) -> Outcome<Arm> {
        let schedules = self.schedules(&table.need("schedules")?)?;
        let from = table.need("from")?.day()?;
        let (_, until) = self.days(table)?;
        let cites = self.cites(table)?;
        let mut doubt = Vec::new();
        if let Some(list) = table.get("doubt") {
            for item in self.several(&list, "at least one reading")? {
                doubt.push(small(item.id("reading", self.ids.readings.iter().map(String::as_str))?));
            }
        }
        let only_under = table.get("only-under").map(|named| self.alternative(&named)).transpose()?;
        let mut not_under = Vec::new();
        if let Some(list) = table.get("not-under") {
            for item in self.several(&list, "at least one alternative reading")? {
                not_under.push(self.alternative(&item)?);
            }
        }
        if only_under.is_some() {
            self.idle(table, "not-under", "beside `only-under`", "drop it: the arm holds under one reading only");
        }
        Ok(Arm { schedules, from, until, cites, doubt, only_under, not_under, place: self.remember_dated(table, says) })
    }

    fn alternative(&self, at: &At<'_>) -> Outcome<AlternativeId> {
        let index = at.id("alternative reading", self.ids.alternatives.iter().map(|(name, _)| name.as_str()))?;
        Ok(self.ids.alternatives.get(index).map_or(AlternativeId { reading: 0, alternative: 0 }, |(_, id)| *id))
    }

    /// `"all"`, or a list of level ids; whether they exist is for the linter, which knows when.
    pub(super) fn levels(&mut self, table: &Table<'_>, known: &[String]) -> Outcome<Levels> {
        let at = table.need("levels")?;
        if at.text() == Ok("all") {
            return Ok(Levels::All);
        }
        if at.text().is_ok() {
            return Err(at.wrong_type("`all` or a list of levels").into());
        }
        let mut levels = Vec::new();
        for item in self.several(&at, "at least one level")? {
            levels.push(self.level_id(&item, known)?);
        }
        Ok(Levels::Some(levels))
    }

    pub(super) fn level_id(&mut self, at: &At<'_>, known: &[String]) -> Outcome<Str> {
        at.id("level", known.iter().map(String::as_str))?;
        self.intern(at, at.text()?)
    }

    pub(super) fn schedules(&mut self, list: &At<'_>) -> Outcome<Schedules> {
        let items = self.several(list, "at least one schedule")?;
        items.iter().try_fold(Schedules::default(), |all, item| Ok(all.with(Self::word(item)?)))
    }
}

/// An index that the linter has bounded by the width of the engine's masks.
pub(super) fn small(index: usize) -> u8 {
    u8::try_from(index).unwrap_or(u8::MAX)
}
