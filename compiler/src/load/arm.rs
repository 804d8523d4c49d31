//! What every dated statement has: 点数表, days, citations, and the readings that it belongs to.

use super::text::vocabulary;
use super::{Loader, place};
use crate::finding::Finding;
use crate::model::{AlternativeId, Arm, Levels, Schedules, Str};
use crate::read::{At, Fault, Table};
use crate::vocabulary::Schedule;

const ARM: &[&str] = &["schedules", "from", "until", "cite", "doubt", "only-under", "not-under"];

/// The keys of an arm of some kind.
pub(super) fn with_arm(own: &[&'static str]) -> Vec<&'static str> {
    own.iter().chain(ARM).copied().collect()
}

impl Loader {
    pub(super) fn arm(&mut self, at: &At<'_>, table: &Table<'_>) -> Result<Arm, Fault> {
        let named = table.need("schedules")?;
        let schedules = schedules(&named)?;
        let from_at = table.need("from")?;
        let from = from_at.day()?;
        let until = match table.get("until") {
            None => None,
            Some(until) => {
                let day = until.day()?;
                if day < from {
                    self.findings.push(
                        Finding::new(
                            "reversed-dates",
                            place(&until),
                            format!("`until` {day} lies before `from` {from}"),
                            "the last day",
                            "exchange them, or mend the year",
                        )
                        .with(place(&from_at), "the first day"),
                    );
                }
                Some(day)
            }
        };
        let cites = self.cites(table)?;
        let mut doubt = Vec::new();
        if let Some(list) = table.get("doubt") {
            for item in list.items()? {
                doubt.push(small(item.id("reading", self.ids.readings.iter().map(String::as_str))?));
            }
        }
        let only_under = table.get("only-under").map(|named| self.alternative(&named)).transpose()?;
        let mut not_under = Vec::new();
        if let Some(list) = table.get("not-under") {
            for item in list.items()? {
                not_under.push(self.alternative(&item)?);
            }
        }
        Ok(Arm { schedules, from, until, cites, doubt, only_under, not_under, place: self.remember(at) })
    }

    fn alternative(&self, at: &At<'_>) -> Result<AlternativeId, Fault> {
        let index = at.id("alternative reading", self.ids.alternatives.iter().map(|(name, _)| name.as_str()))?;
        Ok(self.ids.alternatives.get(index).map_or(AlternativeId { reading: 0, alternative: 0 }, |(_, id)| *id))
    }

    /// `"all"`, or a list of level ids; whether they exist is for the linter, which knows when.
    pub(super) fn levels(&mut self, at: &At<'_>, known: &[String]) -> Result<Levels, Fault> {
        if at.text() == Ok("all") {
            return Ok(Levels::All);
        }
        at.items()?.map(|item| self.level_id(&item, known)).collect::<Result<_, _>>().map(Levels::Some)
    }

    pub(super) fn level_id(&mut self, at: &At<'_>, known: &[String]) -> Result<Str, Fault> {
        at.id("level", known.iter().map(String::as_str))?;
        self.intern(at, at.text()?)
    }
}

pub(super) fn schedules(list: &At<'_>) -> Result<Schedules, Fault> {
    list.items()?.try_fold(Schedules::default(), |all, item| {
        vocabulary(&item, Schedule::KIND, Schedule::ALL, Schedule::id).map(|schedule| all.with(schedule))
    })
}

/// An index that the linter has bounded by the width of the engine's masks.
pub(super) fn small(index: usize) -> u8 {
    u8::try_from(index).unwrap_or(u8::MAX)
}
