//! Facilities as columns, for questions about very many of them at once.
//!
//! Rates are pairs of whole numbers, so nothing is lost: counts are such a pair, and a percentage is one of a power of ten.
//! What few facilities have (dated facts, filings, the home-care correction) is in lists beside the columns.

use dx_kasan_kernel::RateColumn;
use dx_kasan_rules::date::{Day, Month};
use dx_kasan_rules::model::FactKind;
use dx_kasan_rules::rate::Rate;
use dx_kasan_rules::vocabulary::{FacilityType, Schedule, UsageBasis};

use crate::facility::{Facility, FactValue, MonthlyUsage};
use crate::ruleset::Ruleset;

/// Facilities as columns. Row *i* is the facility pushed as the *i*-th.
///
/// To go through more facilities than fit in memory, fill, ask and [`clear`](Self::clear) in turns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    pub(crate) types: Vec<u8>,
    pub(crate) schedules: Vec<u8>,
    pub(crate) prefectures: Vec<u8>,
    /// Whether a fact of yes or no is known; a word for each 32 facts.
    pub(crate) known: Vec<Vec<u32>>,
    /// Whether it is answered with yes.
    pub(crate) yes: Vec<Vec<u32>>,
    pub(crate) ratios: Vec<RatioColumn>,
    pub(crate) usage: Vec<UsageColumn>,
    /// By row, as are the others.
    pub(crate) dated: Vec<Dated>,
    pub(crate) filings: Vec<Filed>,
    pub(crate) home_care: Vec<HomeCare>,
    facts: usize,
    add_ons: usize,
}

/// Rates by row; a whole of 0 where one is unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rates {
    pub(crate) parts: Vec<u32>,
    pub(crate) wholes: Vec<u32>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RatioColumn {
    pub(crate) fact: usize,
    pub(crate) rates: Rates,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UsageColumn {
    pub(crate) month: Month,
    pub(crate) basis: UsageBasis,
    pub(crate) rates: Rates,
}

/// A fact that is true on some days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Dated {
    pub(crate) row: u32,
    pub(crate) fact: usize,
    pub(crate) since: Day,
    pub(crate) until: Option<Day>,
}

/// A filing, or that there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Filed {
    pub(crate) row: u32,
    pub(crate) add_on: usize,
    pub(crate) day: Option<Day>,
}

/// The counts of a month to whose rate the home-care correction may apply.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct HomeCare {
    pub(crate) row: u32,
    /// The index of the month's column.
    pub(crate) column: usize,
    pub(crate) users: Option<u32>,
    pub(crate) receipts: Option<u32>,
    pub(crate) claims: Option<u32>,
    pub(crate) home_receipts: Option<u32>,
}

impl Rates {
    pub(crate) fn column(&self) -> RateColumn<'_> {
        RateColumn { parts: &self.parts, wholes: &self.wholes }
    }

    fn unknown(rows: usize) -> Self {
        Self { parts: vec![0; rows], wholes: vec![0; rows] }
    }

    fn push(&mut self, rate: Option<Rate>) {
        let (part, whole) = rate.map_or((0, 0), |rate| (count(rate.part()), count(rate.whole())));
        self.parts.push(part);
        self.wholes.push(whole);
    }

    fn get(&self, row: usize) -> Option<Rate> {
        Rate::new(u64::from(*self.parts.get(row)?), u64::from(*self.wholes.get(row)?))
    }

    fn clear(&mut self) {
        self.parts.clear();
        self.wholes.clear();
    }
}

/// INVARIANT: counts, and both numbers of a percentage, are at most a thousand million.
fn count(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Columns {
    /// No rows yet, for facilities that were read by these rules.
    #[must_use]
    pub fn new(rules: &Ruleset) -> Self {
        let facts = &rules.model().facts;
        let words = facts.len().div_ceil(32).max(1);
        let ratios = facts.iter().enumerate().filter(|(_, fact)| fact.kind == FactKind::Ratio);
        Self {
            known: vec![Vec::new(); words],
            yes: vec![Vec::new(); words],
            ratios: ratios.map(|(fact, _)| RatioColumn { fact, rates: Rates::default() }).collect(),
            facts: facts.len(),
            add_ons: rules.model().add_ons.len(),
            ..Self::default()
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.schedules.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.schedules.is_empty()
    }

    /// Takes all rows away and keeps the room for others.
    pub fn clear(&mut self) {
        for column in [&mut self.types, &mut self.schedules, &mut self.prefectures] {
            column.clear();
        }
        self.known.iter_mut().chain(&mut self.yes).for_each(Vec::clear);
        self.ratios.iter_mut().for_each(|ratio| ratio.rates.clear());
        self.usage.iter_mut().for_each(|usage| usage.rates.clear());
        self.dated.clear();
        self.filings.clear();
        self.home_care.clear();
    }

    /// Adds a row.
    pub fn push(&mut self, facility: &Facility) {
        let row = count(self.len() as u64);
        for usage in &facility.usage {
            self.column_of(usage.month, usage.basis);
        }
        self.push_facts(row, facility);
        for (index, column) in self.usage.iter_mut().enumerate() {
            let entry = facility.measured(column.month, column.basis);
            column.rates.push(entry.and_then(|entry| entry.rate));
            if let Some(entry) = entry
                && (entry.home_care_claims.is_some() || entry.home_care_receipts.is_some())
            {
                self.home_care.push(HomeCare {
                    row,
                    column: index,
                    users: entry.users.map(count),
                    receipts: entry.receipts.map(count),
                    claims: entry.home_care_claims.map(count),
                    home_receipts: entry.home_care_receipts.map(count),
                });
            }
        }
        for (add_on, days) in facility.filings.iter().enumerate() {
            let Some(days) = days else { continue };
            let filed = |day| Filed { row, add_on, day };
            if days.is_empty() {
                self.filings.push(filed(None));
            }
            self.filings.extend(days.iter().map(|day| filed(Some(*day))));
        }
        self.types.push(facility.facility_type as u8);
        self.prefectures.push(facility.prefecture);
        self.schedules.push(facility.schedule as u8);
    }

    fn push_facts(&mut self, row: u32, facility: &Facility) {
        let (mut known, mut yes) = (0_u64, 0_u64);
        for ((fact, value), bit) in facility.facts.iter().enumerate().zip((0..64).map(|bit| 1_u64 << bit)) {
            match value {
                Some(FactValue::Always(value)) => {
                    known |= bit;
                    yes |= if *value { bit } else { 0 };
                }
                Some(FactValue::During { since, until }) => {
                    self.dated.push(Dated { row, fact, since: *since, until: *until });
                }
                Some(FactValue::Ratio(_)) | None => {}
            }
        }
        let words = |bits: u64| [bits & u64::from(u32::MAX), bits >> 32];
        let columns = self.known.iter_mut().zip(words(known)).chain(self.yes.iter_mut().zip(words(yes)));
        columns.for_each(|(column, word)| column.push(count(word)));
        for ratio in &mut self.ratios {
            ratio.rates.push(match facility.facts.get(ratio.fact) {
                Some(Some(FactValue::Ratio(rate))) => Some(*rate),
                _ => None,
            });
        }
    }

    /// The index of the column of a month and basis, which is added where it is missing.
    pub(crate) fn column_of(&mut self, month: Month, basis: UsageBasis) -> usize {
        let known = self.usage.iter().position(|column| column.month == month && column.basis == basis);
        known.unwrap_or_else(|| {
            self.usage.push(UsageColumn { month, basis, rates: Rates::unknown(self.schedules.len()) });
            self.usage.len() - 1
        })
    }

    /// The facility of a row; `None` where there is no such row.
    ///
    /// It is the one that was pushed, but for what no answer about a day depends on: counts of which the rate is all that matters.
    #[must_use]
    pub fn facility(&self, row: usize) -> Option<Facility> {
        let number = u32::try_from(row).ok()?;
        let mut facility = Facility {
            facility_type: FacilityType::ALL.get(usize::from(*self.types.get(row)?)).copied()?,
            prefecture: *self.prefectures.get(row)?,
            schedule: Schedule::ALL.get(usize::from(*self.schedules.get(row)?)).copied()?,
            facts: (0..self.facts).map(|fact| self.fact(row, fact)).collect(),
            usage: Vec::new(),
            filings: vec![None; self.add_ons],
        };
        for ratio in &self.ratios {
            if let Some(fact) = facility.facts.get_mut(ratio.fact) {
                *fact = ratio.rates.get(row).map(FactValue::Ratio);
            }
        }
        for dated in rows_between(&self.dated, number, number, |dated| dated.row) {
            if let Some(fact) = facility.facts.get_mut(dated.fact) {
                *fact = Some(FactValue::During { since: dated.since, until: dated.until });
            }
        }
        for filed in rows_between(&self.filings, number, number, |filed| filed.row) {
            if let Some(days) = facility.filings.get_mut(filed.add_on) {
                days.get_or_insert_default().extend(filed.day);
            }
        }
        let home_care = rows_between(&self.home_care, number, number, |home_care| home_care.row);
        for (index, column) in self.usage.iter().enumerate() {
            let corrected = home_care.iter().find(|home_care| home_care.column == index);
            let rate = column.rates.get(row);
            if rate.is_some() || corrected.is_some() {
                let of = |count: fn(&HomeCare) -> Option<u32>| corrected.and_then(count).map(u64::from);
                facility.usage.push(MonthlyUsage {
                    month: column.month,
                    basis: column.basis,
                    rate,
                    users: of(|home_care| home_care.users),
                    receipts: of(|home_care| home_care.receipts),
                    home_care_claims: of(|home_care| home_care.claims),
                    home_care_receipts: of(|home_care| home_care.home_receipts),
                });
            }
        }
        Some(facility)
    }

    fn fact(&self, row: usize, fact: usize) -> Option<FactValue> {
        let bit = |words: &[Vec<u32>]| Some(words.get(fact / 32)?.get(row)? >> (fact % 32) & 1 != 0);
        bit(&self.known)?.then(|| bit(&self.yes).map(FactValue::Always)).flatten()
    }
}

impl Dated {
    /// The number of the fact's bit.
    pub(crate) fn bit(&self) -> u32 {
        u32::try_from(self.fact).unwrap_or(u32::MAX)
    }
}

/// What a list that is ordered by row says of some of them.
pub(crate) fn rows_between<T>(list: &[T], first: u32, last: u32, row_of: impl Fn(&T) -> u32) -> &[T] {
    let start = list.partition_point(|item| row_of(item) < first);
    let end = list.partition_point(|item| row_of(item) <= last);
    list.get(start..end).unwrap_or_default()
}
