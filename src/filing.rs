//! Filings (届出): whether one is needed, whether one counts, and which levels it supports.
//!
//! The verdict is about the standards; the filing is beside it and decides what may be claimed.

use dx_kasan_rules::date::Day;
use dx_kasan_rules::model::{AddOn, AlternativeId, Levels, Model, Str};
use dx_kasan_rules::plan::{Entry, Period};

use crate::assessment::FilingAssessment;
use crate::facility::Facility;

/// `best` is the best level, whose symbol is told where levels have symbols of their own.
pub(crate) fn assess<'r>(
    model: &'r Model,
    entry: &Entry,
    facility: &Facility,
    date: Day,
    period: Option<&Period>,
    best: Option<Str>,
    under: Option<AlternativeId>,
) -> FilingAssessment<'r> {
    let Some(add_on) = model.add_ons.get(entry.add_on) else {
        return FilingAssessment { required: false, form: None, symbol: None, filed: None, levels: Vec::new() };
    };
    // Outside the add-on's life the filing of its nearest day is told, so that one can be made in time.
    let life = add_on.schedules.get(entry.in_schedule);
    let told = life.map_or(date, |life| life.until.map_or(date, |until| date.min(until)).max(life.from));
    let filing = add_on.filings.iter().find(|filing| filing.arm.holds(entry.schedule, told, under));
    let required = filing.is_some_and(|filing| filing.required);
    let form = filing.and_then(|filing| filing.form).map(|form| model.str(form));
    let names = |levels: &Levels| match levels {
        Levels::All => true,
        Levels::Some(levels) => best.is_some_and(|best| levels.contains(&best)),
    };
    let mut symbols = add_on.symbols.iter().filter(|symbol| symbol.arm.holds(entry.schedule, told, None));
    let symbol = symbols.find(|symbol| names(&symbol.levels)).map(|symbol| model.str(symbol.symbol));
    let days = days(entry, add_on, facility, date, under);
    let filed = if required { days.as_ref().map(|days| days.iter().any(|day| *day <= date)) } else { None };
    let supported =
        |level: usize| !required || supports(entry, add_on, level, days.as_deref().unwrap_or_default(), date, under);
    let levels = period.into_iter().flat_map(|period| &period.levels);
    let levels = levels.filter(|level| supported(level.level)).filter_map(|level| add_on.levels.get(level.level));
    FilingAssessment { required, form, symbol, filed, levels: levels.map(|level| model.str(level.id)).collect() }
}

/// The days from which filings count; `None` where nothing is known of them.
fn days(
    entry: &Entry,
    add_on: &AddOn,
    facility: &Facility,
    date: Day,
    under: Option<AlternativeId>,
) -> Option<Vec<Day>> {
    let stated = |add_on: usize| facility.filings.get(add_on).and_then(Option::as_ref);
    if let Some(days) = stated(entry.add_on) {
        return Some(days.clone());
    }
    let carried = add_on.carry_overs.iter().filter(|carry| carry.arm.holds(entry.schedule, date, under));
    carried
        .filter(|carry| {
            stated(usize::from(carry.from_add_on)).is_some_and(|days| days.iter().any(|day| *day <= carry.counting_on))
        })
        .map(|carry| vec![carry.arm.from])
        .next()
}

/// Whether one of the filings that count on `date` supports the level.
fn supports(
    entry: &Entry,
    add_on: &AddOn,
    level: usize,
    days: &[Day],
    date: Day,
    under: Option<AlternativeId>,
) -> bool {
    let Some(level) = add_on.levels.get(level) else { return false };
    let arms = add_on
        .supports
        .iter()
        .filter(|support| support.levels.contains(level.id) && support.arm.holds(entry.schedule, date, under));
    let first = arms.map(|support| support.filed_from).max();
    days.iter().any(|day| *day <= date && first.is_none_or(|first| first <= *day))
}
