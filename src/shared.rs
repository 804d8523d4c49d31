//! Parts of an answer that are the same in every answer: names, fees, citations.
//!
//! Nine tenths of an explained answer are constants. Written out, they cost more than the decision; so a caller across the
//! boundary gets their numbers, fetches each of them once, and shares the object. To a native caller they read as the
//! values that they are.

use std::ops::{Deref, Range};

use dx_kasan_rules::model::Model;
use dx_kasan_rules::plan::Plan;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::assessment::Text;
use crate::cited::{Statement, Statements};
use crate::codes::ReceiptCode;
use crate::json;
use crate::ruleset::Ruleset;

/// A value that every answer by a ruleset shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shared<T> {
    value: T,
    number: Option<u32>,
}

impl<T> Shared<T> {
    pub(crate) fn new(value: T, number: Option<u32>) -> Self {
        Self { value, number }
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A list of shared values, which crosses the boundary as the list of their numbers.
#[derive(Clone, Debug)]
pub struct SharedList<T>(Vec<Shared<T>>);

impl<T> SharedList<T> {
    pub(crate) fn new(items: Vec<Shared<T>>) -> Self {
        Self(items)
    }
}

impl<T> Default for SharedList<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for SharedList<T> {
    type Target = [Shared<T>];

    fn deref(&self) -> &[Shared<T>] {
        &self.0
    }
}

impl<T: Serialize> Serialize for SharedList<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let numbers: Option<Vec<u32>> = self.0.iter().map(|item| item.number).collect();
        match numbers {
            Some(numbers) if !numbers.is_empty() => refer(serializer, &numbers),
            _ => serializer.collect_seq(&self.0),
        }
    }
}

fn refer<S: Serializer>(serializer: S, to: &impl Serialize) -> Result<S::Ok, S::Error> {
    let mut reference = serializer.serialize_map(Some(1))?;
    reference.serialize_entry("$", to)?;
    reference.end()
}

impl<T: Serialize> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.number {
            None => self.value.serialize(serializer),
            Some(number) => refer(serializer, &number),
        }
    }
}

/// A constant part of answers, by what it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Constant {
    /// The ruleset's name.
    Ruleset,
    /// The name of an entry of the plan.
    Name { entry: usize },
    /// When an entry is in force.
    Validity { entry: usize },
    /// The name of a level.
    LevelName { entry: usize, period: usize, level: usize },
    /// The fees of a level.
    Fees { entry: usize, period: usize, level: usize },
    /// The label of a requirement.
    Label { entry: usize, period: usize, position: usize },
    /// The citations of a requirement.
    Citations { entry: usize, period: usize, position: usize },
    /// All that is said of a requirement, where nothing was observed.
    Requirement { entry: usize, period: usize, position: usize },
    /// One check of a level; `form` counts the states, with the ordinary threshold and with the excepted one.
    Check { entry: usize, period: usize, level: usize, position: usize, form: usize },
    /// The citations of one statement.
    Cites(Statement),
    /// A receipt code of an add-on.
    Code { add_on: usize, code: usize },
}

/// The forms of a check: four states, each with either threshold.
const FORMS: usize = 8;

/// The numbers of all constants, one run for each entry and period, so that none has to be looked up.
#[derive(Debug)]
pub(crate) struct Layout {
    entries: Vec<EntryLayout>,
    statements: Statements,
    codes: Vec<Range<usize>>,
}

#[derive(Debug)]
struct EntryLayout {
    first: usize,
    periods: Vec<PeriodLayout>,
    end: usize,
}

#[derive(Debug)]
struct PeriodLayout {
    first: usize,
    levels: usize,
    requirements: usize,
}

impl PeriodLayout {
    fn count(&self) -> usize {
        self.levels * 2 + self.requirements * 3 + self.levels * self.requirements * FORMS
    }
}

impl Layout {
    pub(crate) fn new(model: &Model, plan: &Plan) -> Self {
        let mut next = 1;
        let mut entries = Vec::new();
        for entry in &plan.entries {
            let first = next;
            next += 2;
            let mut periods = Vec::new();
            for period in &entry.periods {
                let layout =
                    PeriodLayout { first: next, levels: period.levels.len(), requirements: period.requirements.len() };
                next += layout.count();
                periods.push(layout);
            }
            entries.push(EntryLayout { first, periods, end: next });
        }
        let statements = Statements::new(model, plan, next);
        let mut next = statements.end();
        let mut codes = Vec::new();
        for add_on in &model.add_ons {
            codes.push(next..next + add_on.codes.len());
            next += add_on.codes.len();
        }
        Self { entries, statements, codes }
    }

    /// The number after the last.
    #[cfg(test)]
    fn end(&self) -> usize {
        self.codes.last().map_or_else(|| self.statements.end(), |codes| codes.end)
    }

    /// The number of a constant; `None` for one that the plan does not have.
    pub(crate) fn number(&self, constant: Constant) -> Option<u32> {
        let entry = |index: usize| self.entries.get(index);
        let period = |index: usize, period: usize| entry(index)?.periods.get(period);
        let number = match constant {
            Constant::Ruleset => 0,
            Constant::Name { entry: index } => entry(index)?.first,
            Constant::Validity { entry: index } => entry(index)?.first + 1,
            Constant::LevelName { entry, period: of, level } => period(entry, of)?.first + level,
            Constant::Fees { entry, period: of, level } => {
                let period = period(entry, of)?;
                period.first + period.levels + level
            }
            Constant::Label { entry, period: of, position } => period(entry, of)?.after_levels(0) + position,
            Constant::Citations { entry, period: of, position } => period(entry, of)?.after_levels(1) + position,
            Constant::Requirement { entry, period: of, position } => period(entry, of)?.after_levels(2) + position,
            Constant::Check { entry, period: of, level, position, form } => {
                let period = period(entry, of)?;
                period.after_levels(3) + (level * period.requirements + position) * FORMS + form
            }
            Constant::Cites(statement) => self.statements.number(statement)?,
            Constant::Code { add_on, code } => self.codes.get(add_on)?.start + code,
        };
        u32::try_from(number).ok()
    }

    /// The constant of a number.
    pub(crate) fn constant(&self, number: u32) -> Option<Constant> {
        let number = number as usize;
        if number == 0 {
            return Some(Constant::Ruleset);
        }
        if let Some(statement) = self.statements.statement(number) {
            return Some(Constant::Cites(statement));
        }
        if let Some((add_on, codes)) = self.codes.iter().enumerate().find(|(_, codes)| codes.contains(&number)) {
            return Some(Constant::Code { add_on, code: number - codes.start });
        }
        let entry = self.entries.partition_point(|entry| entry.end <= number);
        let layout = self.entries.get(entry)?;
        match number.checked_sub(layout.first)? {
            0 => return Some(Constant::Name { entry }),
            1 => return Some(Constant::Validity { entry }),
            _ => {}
        }
        let period = layout.periods.partition_point(|period| period.first <= number).checked_sub(1)?;
        let layout = layout.periods.get(period)?;
        let (levels, requirements) = (layout.levels, layout.requirements);
        let rest = number - layout.first;
        if let Some(level) = below(rest, 0, levels) {
            return Some(Constant::LevelName { entry, period, level });
        }
        if let Some(level) = below(rest, levels, levels) {
            return Some(Constant::Fees { entry, period, level });
        }
        let start = levels * 2;
        if let Some(position) = below(rest, start, requirements) {
            return Some(Constant::Label { entry, period, position });
        }
        if let Some(position) = below(rest, start + requirements, requirements) {
            return Some(Constant::Citations { entry, period, position });
        }
        if let Some(position) = below(rest, start + requirements * 2, requirements) {
            return Some(Constant::Requirement { entry, period, position });
        }
        let rest = rest - start - requirements * 3;
        let (check, form) = (rest / FORMS, rest % FORMS);
        Some(Constant::Check { entry, period, level: check / requirements, position: check % requirements, form })
    }
}

impl PeriodLayout {
    fn after_levels(&self, lists: usize) -> usize {
        self.first + self.levels * 2 + self.requirements * lists
    }
}

fn below(number: usize, start: usize, length: usize) -> Option<usize> {
    number.checked_sub(start).filter(|rest| *rest < length)
}

impl Ruleset {
    /// The same rules, whose answers name what is constant by its number instead of writing it out: for a caller on the other
    /// side of a boundary, who fetches each constant once.
    #[must_use]
    pub fn by_reference(mut self) -> Self {
        self.lay_out();
        self
    }

    /// The constant of a number that an answer of these rules names, as JSON; `None` for any other number.
    #[must_use]
    pub fn constant(&self, number: u32) -> Option<String> {
        let model = self.model();
        let of_entry = |entry: usize| {
            let entry = self.plan().entries.get(entry)?;
            model.add_ons.get(entry.add_on)?.schedules.get(entry.in_schedule)
        };
        Some(match self.layout()?.constant(number)? {
            Constant::Ruleset => json::to_string(&self.name()),
            Constant::Name { entry } => json::to_string(&Text::of(model, of_entry(entry)?.name)),
            Constant::Validity { entry } => json::to_string(&self.validity(of_entry(entry)?)),
            Constant::LevelName { entry, period, level } => {
                json::to_string(&self.of_period(entry, period)?.level_name(level)?.value)
            }
            Constant::Fees { entry, period, level } => {
                json::to_string(&self.of_period(entry, period)?.fees(level)?.value)
            }
            Constant::Label { entry, period, position } => {
                json::to_string(&self.of_period(entry, period)?.label(position)?.value)
            }
            Constant::Citations { entry, period, position } => {
                json::to_string(&self.of_period(entry, period)?.citations(position).value)
            }
            Constant::Requirement { entry, period, position } => {
                json::to_string(&self.of_period(entry, period)?.requirement(position)?)
            }
            Constant::Check { entry, period, level, position, form } => {
                json::to_string(&self.of_period(entry, period)?.check(level, position, form)?)
            }
            Constant::Cites(statement) => json::to_string(&self.cites(statement)?.value),
            Constant::Code { add_on, code } => {
                json::to_string(&ReceiptCode::of(model, model.add_ons.get(add_on)?.codes.get(code)?))
            }
        })
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may fail")]
mod tests {
    use super::Layout;
    use crate::Ruleset;

    #[test]
    fn every_constant_can_be_written() {
        let rules = Ruleset::decode_built_in().by_reference();
        let last = rules.layout().map_or(0, Layout::end);
        let written = (0..u32::try_from(last).unwrap_or(0)).filter(|number| rules.constant(*number).is_some());
        // A check of a requirement that the level does not have has a number and nothing to say.
        assert!(written.count() > last / 4);
        assert_eq!(rules.constant(u32::MAX), None);
    }

    #[test]
    fn every_number_names_one_constant_and_back() {
        let rules = Ruleset::decode_built_in().by_reference();
        let layout = rules.layout().expect("the layout was asked for");
        let last = layout.end();
        for number in 0..u32::try_from(last).unwrap_or(0) {
            let constant = layout.constant(number).expect("every number names a constant");
            assert_eq!(layout.number(constant), Some(number), "{constant:?}");
        }
        assert_eq!(layout.constant(u32::try_from(last).unwrap_or(0)), None);
    }
}
