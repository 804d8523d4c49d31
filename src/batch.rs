//! `batch`: the decision for very many facilities at once, as columns.
//!
//! It is the decision that `evaluate` explains. Only how answers become bits is done by columns here, and a row that has
//! more than columns can say is read like any facility.

use dx_kasan_kernel::{self as kernel, Facts, Failed, Knowledge, Levels, Ranked, RateColumn, Results, Steps, Tables};
use dx_kasan_rules::date::{Day, Month};
use dx_kasan_rules::model::{AddOn, Fee, Str, Unit};
use dx_kasan_rules::plan::{Entry, Period, PlannedLevel, Scales};
use dx_kasan_rules::sort;
use dx_kasan_rules::vocabulary::{Schedule, UsageBasis};
use serde::Serialize;

use crate::columns::{Columns, Dated, HomeCare, rows_between};
use crate::facility::FactValue;
use crate::knowledge::knowledge;
use crate::ruleset::Ruleset;
use crate::usage;
use crate::what_if::WhatIf;

/// As many rows as stay in the nearest caches from one step to the next.
const BLOCK: usize = 2048;

/// What is written of an add-on for a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum RowVerdict {
    /// The 点数表 does not have the add-on.
    None = 0,
    /// There is nothing to qualify for on that day.
    NotInForce = 1,
    /// No level is met, whatever the unknowns turn out to be.
    DoesNotQualify = 2,
    /// It depends on something unknown.
    Undetermined = 3,
    /// Some level is met, whatever the unknowns turn out to be.
    Qualifies = 4,
}

/// The answers of a day, as columns.
#[derive(Debug)]
pub struct Batch<'r> {
    rules: &'r Ruleset,
    /// The day.
    pub date: Day,
    /// Every add-on, in the order of the rules.
    pub add_ons: Vec<AddOnRows<'r>>,
    facts: Facts,
    scales: Scales,
    what_if: WhatIf,
    /// By the index of the 点数表.
    asked: Vec<OfSchedule<'r>>,
}

/// What the facilities of a 点数表 are asked.
#[derive(Debug, Default)]
struct OfSchedule<'r> {
    add_ons: Vec<Asked<'r>>,
    /// The checks of the add-ons, as many together as there is room for.
    tables: Vec<Tables>,
    /// For each rate the months that count, and the thresholds that any level has.
    rates: Vec<(Vec<(Month, UsageBasis)>, Steps)>,
    /// For each ratio the thresholds.
    ratios: Vec<Steps>,
}

/// An add-on's answers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AddOnRows<'r> {
    /// Its id.
    pub id: &'r str,
    /// The ids of its levels in any 点数表 on that day. A level is written as its number among these, from 1; 0 is none.
    pub levels: Vec<&'r str>,
    /// What it is in each 点数表.
    pub schedules: Vec<ScheduleRows<'r>>,
    /// For each row, a [`RowVerdict`].
    #[serde(skip)]
    pub verdicts: Vec<u8>,
    /// For each row, the level to claim, which is the one at worst.
    #[serde(skip)]
    pub worst: Vec<u8>,
    /// For each row, the level to claim at best.
    #[serde(skip)]
    pub best: Vec<u8>,
    /// For each row, the amount of the level to claim for the main service.
    #[serde(skip)]
    pub amounts: Vec<u32>,
    /// For each level and row, the requirements that are not surely met: bits of the 点数表's requirements.
    #[serde(skip)]
    pub missing: Vec<Vec<u32>>,
}

/// How to read the answers for facilities of one 点数表.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScheduleRows<'r> {
    /// The 点数表.
    pub schedule: Schedule,
    /// The requirements in the order of the bits.
    pub requirements: Vec<&'r str>,
    /// For each of the add-on's levels its amount for the main service; `None` where the 点数表 does not have the level.
    pub amounts: Vec<Option<u32>>,
    /// For each of the levels the receipt codes of the fee of that amount that day; none where none is known.
    pub codes: Vec<Vec<&'r str>>,
    /// The unit of the amounts.
    pub unit: Unit,
}

/// An add-on that the facilities of a 点数表 are asked about.
#[derive(Debug)]
struct Asked<'r> {
    add_on: usize,
    in_force: Option<InForce<'r>>,
}

#[derive(Debug)]
struct InForce<'r> {
    /// The tables that its checks are in.
    tables: usize,
    /// The numbers of the period's levels among the add-on's, in order.
    numbers: Vec<usize>,
    /// The same levels in the same order.
    levels: Levels<'r>,
}

/// What every facility of `columns` qualifies for on `date`.
///
/// ```
/// use dx_kasan::{Columns, Day, Facility, RowVerdict, Ruleset, batch};
///
/// let rules = Ruleset::built_in();
/// let mut columns = Columns::new(rules);
/// columns.push(&Facility::from_json(rules, r#"{
///     "type": "visiting-nursing-station",
///     "facts": { "online-claims": true, "online-eligibility": true, "home-consent": true, "in-house-notice": true }
/// }"#)?);
/// let answers = batch(rules, &columns, Day::parse("2024-06-01")?);
/// let add_on = answers.add_ons.iter().find(|add_on| add_on.id == "visiting-nursing-dx").unwrap();
/// assert_eq!(add_on.verdicts, [RowVerdict::Qualifies as u8]);
/// assert_eq!(add_on.levels, ["single"]);
/// assert_eq!((&*add_on.worst, &*add_on.best), (&[1][..], &[1][..]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn batch<'r>(rules: &'r Ruleset, columns: &Columns, date: Day) -> Batch<'r> {
    let mut batch = Batch::new(rules, date, &WhatIf::default());
    batch.fill(columns);
    batch
}

impl<'r> Batch<'r> {
    /// Ready to be asked on a day, with no rows yet.
    #[must_use]
    pub fn new(rules: &'r Ruleset, date: Day, what_if: &WhatIf) -> Self {
        let model = rules.model();
        let mut add_ons: Vec<AddOnRows<'r>> =
            model.add_ons.iter().map(|add_on| AddOnRows { id: model.str(add_on.id), ..AddOnRows::default() }).collect();
        let mut asked: Vec<OfSchedule<'r>> = Schedule::ALL.iter().map(|_| OfSchedule::default()).collect();
        for ((index, add_on), rows) in model.add_ons.iter().enumerate().zip(&mut add_ons) {
            let entries = || rules.plan().entries.iter().filter(|entry| entry.add_on == index);
            let periods = || entries().filter_map(|entry| Some((entry, entry.period(date)?.1)));
            let mut levels: Vec<Str> = Vec::new();
            for id in periods().flat_map(|(_, period)| &period.levels).filter_map(|level| level_id(add_on, level)) {
                if !levels.contains(&id) {
                    levels.push(id);
                }
            }
            sort::by_key(&mut levels, |id| model.str(*id).parse::<u32>().unwrap_or(0));
            rows.levels = levels.iter().map(|id| model.str(*id)).collect();
            rows.missing = vec![Vec::new(); levels.len()];
            rows.schedules = periods().map(|(entry, period)| legend(rules, add_on, entry, period, &levels)).collect();
            for entry in entries() {
                if let Some(asked) = asked.get_mut(entry.schedule as usize) {
                    let period = entry.period(date).map(|(_, period)| period);
                    let in_force = period.map(|period| InForce::new(add_on, period, &levels, &mut asked.tables));
                    asked.add_ons.push(Asked { add_on: index, in_force });
                }
            }
        }
        let (facts, scales) = (what_if.facts(rules), what_if.scales(rules.scales()));
        for (asked, schedule) in asked.iter_mut().zip(Schedule::ALL) {
            let used = asked.tables.iter().fold(0, |used, tables| used | tables.steps());
            let months = |rate| usage::counting(model, rate, *schedule, date, None);
            asked.rates =
                scales.rates.iter().enumerate().map(|(rate, scale)| (months(rate), scale.steps(used))).collect();
            asked.ratios = scales.ratios.iter().map(|scale| scale.steps(used)).collect();
        }
        Self { rules, date, add_ons, facts, scales, what_if: what_if.clone(), asked }
    }

    /// Whether the answers may depend on what was measured in a month.
    #[must_use]
    pub fn reads(&self, month: Month, basis: UsageBasis) -> bool {
        let months = self.asked.iter().flat_map(|asked| &asked.rates).flat_map(|(months, _)| months);
        months.into_iter().any(|known| *known == (month, basis))
    }

    /// Whether a what-if is applied.
    #[must_use]
    pub(crate) fn supposes(&self) -> bool {
        !self.what_if.is_none()
    }

    /// Answers for the rows of these columns, in the place of those before.
    pub fn fill(&mut self, columns: &Columns) {
        for rows in &mut self.add_ons {
            for column in [&mut rows.verdicts, &mut rows.worst, &mut rows.best] {
                column.clear();
                column.resize(columns.len(), 0);
            }
            for column in std::iter::once(&mut rows.amounts).chain(&mut rows.missing) {
                column.clear();
                column.resize(columns.len(), 0);
            }
        }
        let corrects = |it: &&HomeCare| {
            let of = columns.usage.get(it.column);
            of.is_some_and(|of| usage::may_correct(self.rules.model(), of.month, of.basis, self.date))
        };
        let corrected: Vec<HomeCare> = columns.home_care.iter().filter(corrects).copied().collect();
        let (mut rows, mut known, mut failed) = (Vec::new(), Vec::new(), Vec::new());
        for (asked, number) in self.asked.iter().zip(0_u8..) {
            let ratios = columns.ratios.iter().filter_map(|ratio| Some((ratio, asked.ratios.get(ratio.fact)?)));
            let rates: Vec<_> = asked.rates.iter().map(|(months, steps)| (measured(columns, months), steps)).collect();
            for (block, first) in columns.schedules.chunks(BLOCK).zip((0_u32..).step_by(BLOCK)) {
                kernel::choose(block, number, first, &mut rows);
                known.clear();
                known.resize(rows.len(), Knowledge::default());
                for ((word, bits), yes) in (0..).zip(&columns.known).zip(&columns.yes) {
                    kernel::facts(&rows, word, bits, yes, self.facts, &mut known);
                }
                for (ratio, steps) in ratios.clone() {
                    kernel::rates(&rows, &[ratio.rates.column()], false, steps, &mut known);
                }
                for ((months, open), steps) in &rates {
                    kernel::rates(&rows, months, *open, steps, &mut known);
                }
                self.read_dated(&columns.dated, &rows, &mut known);
                self.read_corrected(columns, &corrected, &rows, &mut known);
                for (place, tables) in asked.tables.iter().enumerate() {
                    kernel::hold(tables, &known, &mut failed);
                    let here = |of: &&Asked<'_>| of.in_force.as_ref().is_some_and(|in_force| in_force.tables == place);
                    for of in asked.add_ons.iter().filter(here) {
                        decide(&mut self.add_ons, of, &rows, &failed);
                    }
                }
                for of in asked.add_ons.iter().filter(|of| of.in_force.is_none()) {
                    decide(&mut self.add_ons, of, &rows, &[]);
                }
            }
        }
    }

    /// Facts that are true on some days.
    fn read_dated(&self, dated: &[Dated], block: &[u32], known: &mut [Knowledge]) {
        for it in of_block(dated, block, |it| it.row) {
            let (Ok(place), Some(bit)) = (block.binary_search(&it.row), 1_u64.checked_shl(it.bit())) else { continue };
            let value = FactValue::During { since: it.since, until: it.until }.on(self.date);
            let good = value == Some(self.facts.favourable & bit != 0);
            if let Some(known) = known.get_mut(place)
                && self.facts.set & bit == 0
            {
                for mask in [&mut known.worst, &mut known.best] {
                    mask.facts = if good { mask.facts | bit } else { mask.facts & !bit };
                }
            }
        }
    }

    /// Rows with a rate that is corrected on that day are read one by one.
    fn read_corrected(&self, columns: &Columns, corrected: &[HomeCare], block: &[u32], known: &mut [Knowledge]) {
        for it in of_block(corrected, block, |it| it.row) {
            if let Ok(place) = block.binary_search(&it.row)
                && let Some(known) = known.get_mut(place)
                && let Some(mut facility) = columns.facility(it.row as usize)
            {
                self.what_if.apply(&mut facility);
                *known = knowledge(self.rules.model(), &self.scales, &facility, self.date, None);
            }
        }
    }
}

/// The columns of the months that count, and whether one of them is in no column.
fn measured<'c>(columns: &'c Columns, months: &[(Month, UsageBasis)]) -> (Vec<RateColumn<'c>>, bool) {
    let column = |month: &(Month, UsageBasis)| columns.usage.iter().find(|it| (it.month, it.basis) == *month);
    let found: Vec<_> = months.iter().filter_map(column).map(|column| column.rates.column()).collect();
    let open = found.len() < months.len();
    (found, open)
}

fn decide(add_ons: &mut [AddOnRows<'_>], asked: &Asked<'_>, rows: &[u32], failed: &[Failed]) {
    let Some(of) = add_ons.get_mut(asked.add_on) else { return };
    let Some(in_force) = &asked.in_force else {
        for row in rows {
            if let Some(verdict) = of.verdicts.get_mut(*row as usize) {
                *verdict = RowVerdict::NotInForce as u8;
            }
        }
        return;
    };
    let missing = of.missing.iter_mut().enumerate();
    let missing = missing.filter(|(level, _)| in_force.numbers.contains(level)).map(|(_, column)| &mut **column);
    let mut results = Results {
        verdicts: &mut of.verdicts,
        worst: &mut of.worst,
        best: &mut of.best,
        amounts: &mut of.amounts,
        missing: missing.collect(),
    };
    kernel::decide(rows, failed, &in_force.levels, &mut results);
}

/// What a list that is ordered by row says of the rows between the first and the last of a block.
fn of_block<'l, T>(list: &'l [T], block: &[u32], row_of: impl Fn(&T) -> u32) -> &'l [T] {
    let (Some(first), Some(last)) = (block.first(), block.last()) else { return &[] };
    rows_between(list, *first, *last, row_of)
}

impl<'r> InForce<'r> {
    fn new(add_on: &AddOn, period: &'r Period, levels: &[Str], tables: &mut Vec<Tables>) -> Self {
        let number = |level: &PlannedLevel| levels.iter().position(|known| Some(*known) == level_id(add_on, level));
        let of_number = |wanted: usize| period.levels.iter().find(|level| number(level) == Some(wanted));
        let numbered: Vec<(usize, &'r PlannedLevel)> =
            (0..levels.len()).filter_map(|number| Some((number, of_number(number)?))).collect();
        let code = |level: &PlannedLevel| Some(u8::try_from(number(level)? + 1).unwrap_or(u8::MAX));
        let ranked = period.by_rank.iter().rev().filter_map(|position| period.levels.get(*position));
        let mut amounts = vec![0; levels.len() + 1];
        for (number, level) in &numbered {
            if let Some(amount) = amounts.get_mut(number + 1) {
                *amount = level.amount;
            }
        }
        // INVARIANT: the linter bounds the clauses of a period by the width of a mask, so empty tables have room.
        let first = tables.last_mut().and_then(|tables| tables.push(&period.checks)).unwrap_or_else(|| {
            let mut more = Tables::default();
            let first = more.push(&period.checks).unwrap_or(0);
            tables.push(more);
            first
        });
        let levels = Levels {
            first,
            levels: numbered.iter().map(|(_, level)| &level.bits).collect(),
            ranked: ranked.filter_map(|level| Some(Ranked { real: level.bits.real(), code: code(level)? })).collect(),
            amounts,
        };
        Self { tables: tables.len() - 1, numbers: numbered.iter().map(|(number, _)| *number).collect(), levels }
    }
}

fn level_id(add_on: &AddOn, level: &PlannedLevel) -> Option<Str> {
    add_on.levels.get(level.level).map(|level| level.id)
}

fn legend<'r>(rules: &'r Ruleset, add_on: &AddOn, entry: &Entry, period: &Period, levels: &[Str]) -> ScheduleRows<'r> {
    let model = rules.model();
    let requirement = |requirement: usize| model.requirements.get(requirement).map_or("", |known| model.str(known.id));
    let amount = |id: &Str| {
        let mut planned = period.levels.iter();
        planned.find(|level| level_id(add_on, level) == Some(*id)).map(|level| level.amount)
    };
    let main = add_on.schedules.get(entry.in_schedule).map(|life| life.main_service);
    let is_ranking = |fee: &&Fee| Some(fee.service) == main && fee.when.is_none_or(|when| !when.with_card);
    let codes = |id: &Str| {
        let planned = period.levels.iter().find(|level| level_id(add_on, level) == Some(*id));
        let fees = planned.into_iter().flat_map(|level| &level.fees).filter_map(|fee| add_on.fees.get(*fee));
        let of = |fee| rules.codes(entry.add_on, entry.schedule, fee, period.from);
        fees.filter(is_ranking).flat_map(|fee| of(fee).iter().map(|code| code.code).collect::<Vec<_>>()).collect()
    };
    let fees = period.levels.iter().flat_map(|level| &level.fees).filter_map(|fee| add_on.fees.get(*fee));
    ScheduleRows {
        schedule: entry.schedule,
        requirements: period.requirements.iter().map(|needed| requirement(needed.requirement)).collect(),
        amounts: levels.iter().map(amount).collect(),
        codes: levels.iter().map(codes).collect(),
        unit: fees.map(|fee| fee.unit).next().unwrap_or(Unit::Points),
    }
}
