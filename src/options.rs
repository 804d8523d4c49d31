//! What a question may say beside the facility and the day, read as strictly as they are.

use dx_kasan_rules::node::Node;
use dx_kasan_rules::plan::Entry;
use dx_kasan_rules::read::At;

use crate::error::{Error, Kind};
use crate::facility::{Facility, known};
use crate::ruleset::Ruleset;

/// The most claim months of an outlook.
const MOST_MONTHS: u64 = 120;

/// Which add-ons are asked about, and how far an outlook looks. [`Options::default`] asks about all, and looks twelve claim
/// months ahead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The indices of the add-ons; `None` is all of them.
    add_ons: Option<Vec<usize>>,
    pub(crate) months: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { add_ons: None, months: 12 }
    }
}

impl Options {
    /// Reads `{ "addOns": ["records-linkage"] }`, and for [`outlook`](crate::outlook()) also `months`, from JSON text.
    ///
    /// # Errors
    /// `unknown-key`, `unknown-id`, `out-of-range` where `months` is not in 1 to 120, and `not-applicable` for an add-on that
    /// the facility's 点数表 does not have. Paths begin with `options`.
    pub fn from_json(rules: &Ruleset, facility: &Facility, text: &str) -> Result<Self, Error> {
        let node =
            serde_json::from_str(text).map_err(|error| Error::new(Kind::NoJson { detail: error.to_string() }, ""))?;
        Self::read(rules, facility, &node, &["addOns", "months"])
    }

    /// Reads the options that a question has; those of other questions are unknown keys.
    pub(crate) fn read(
        rules: &Ruleset,
        facility: &Facility,
        node: &Node<'_>,
        keys: &'static [&'static str],
    ) -> Result<Self, Error> {
        let at = At::argument(node, "options");
        let mut options = Self::default();
        if at.is_null() {
            return Ok(options);
        }
        let table = at.table(keys)?;
        if let Some(months) = table.get("months") {
            options.months = u32::try_from(months.whole(1, MOST_MONTHS)?).unwrap_or(options.months);
        }
        if let Some(list) = table.get("addOns") {
            options.add_ons = Some(list.items()?.map(|id| add_on(rules, facility, &id)).collect::<Result<_, _>>()?);
        }
        Ok(options)
    }

    /// The entries of the plan that are asked about, each with its index.
    pub(crate) fn entries<'r>(
        &self,
        rules: &'r Ruleset,
        facility: &Facility,
    ) -> impl Iterator<Item = (usize, &'r Entry)> + use<'_, 'r> {
        let schedule = facility.schedule;
        let wanted = |entry: &Entry| self.add_ons.as_ref().is_none_or(|add_ons| add_ons.contains(&entry.add_on));
        let entries = rules.plan().entries.iter().enumerate();
        entries.filter(move |(_, entry)| entry.schedule == schedule && wanted(entry))
    }
}

fn add_on(rules: &Ruleset, facility: &Facility, at: &At<'_>) -> Result<usize, Error> {
    let model = rules.model();
    let id = at.text()?;
    let index = known(model.add_ons.iter().map(|add_on| model.str(add_on.id)), "add-on", id, at)?;
    let has = model.add_ons.get(index).is_some_and(|add_on| add_on.in_schedule(facility.schedule).is_some());
    if has {
        Ok(index)
    } else {
        let kind = Kind::NotOfThisSchedule { add_on: id.to_owned(), schedule: facility.schedule.id() };
        Err(Error::new(kind, at.path()))
    }
}
