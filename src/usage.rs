//! Which months' usage rates count for a claim, what is known of them, and what they reach.

use std::cmp::Reverse;

use dx_kasan_rules::date::{Day, Month};
use dx_kasan_rules::model::{AlternativeId, Correction, CorrectionKind, Model};
use dx_kasan_rules::rate::Rate;
use dx_kasan_rules::sort;
use dx_kasan_rules::vocabulary::{Schedule, UsageBasis};

use crate::facility::{Facility, MonthlyUsage};

/// A month that counts, and the rate that counts for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Measured {
    pub(crate) month: Month,
    pub(crate) basis: UsageBasis,
    /// The higher of the corrected and the uncorrected rate; `None` while it is unknown.
    pub(crate) rate: Option<Rate>,
    /// Whether the correction raised it.
    pub(crate) corrected: bool,
}

/// The months that count for claims on `day`, newest first, with what the facility measured in them.
pub(crate) fn measured(
    model: &Model,
    rate: usize,
    facility: &Facility,
    day: Day,
    under: Option<AlternativeId>,
) -> Vec<Measured> {
    let mut months: Vec<Measured> = Vec::new();
    for (month, basis) in counting(model, rate, facility.schedule, day, under) {
        let entry = facility.measured(month, basis);
        let (rate, corrected) = entry.map_or((None, false), |entry| {
            let correction = correction(model, rate, facility.schedule, day, under, entry);
            best_of(entry.rate, correction.and_then(|correction| corrected(correction, entry)))
        });
        months.push(Measured { month, basis, rate, corrected });
    }
    months
}

/// The highest rate that is known; of equal ones the latest.
pub(crate) fn best(months: &[Measured]) -> Option<Measured> {
    months
        .iter()
        .copied()
        .filter(|measured| measured.rate.is_some())
        .reduce(|best, next| if next.rate > best.rate { next } else { best })
}

/// The receipts of the latest month that has any.
pub(crate) fn latest_receipts(facility: &Facility) -> Option<u64> {
    let counted = facility.usage.iter().filter(|entry| entry.basis == UsageBasis::Receipts);
    let counted = counted.filter_map(|entry| Some((entry.month, entry.receipts.filter(|receipts| *receipts > 0)?)));
    counted.max().map(|(_, receipts)| receipts)
}

/// The smallest number of users among so many receipts that reaches the rate.
pub(crate) fn users(needed: Rate, receipts: u64) -> u64 {
    // Exact in 64 bits: a count, and the parts of a percentage, are at most a thousand million.
    (needed.part() * receipts).div_ceil(needed.whole())
}

/// The months and bases that count, newest first.
pub(crate) fn counting(
    model: &Model,
    rate: usize,
    schedule: Schedule,
    day: Day,
    under: Option<AlternativeId>,
) -> Vec<(Month, UsageBasis)> {
    let windows = model
        .windows
        .iter()
        .filter(|window| usize::from(window.rate) == rate && window.arm.holds(schedule, day, under));
    let claim = day.month();
    let mut months = Vec::new();
    for window in windows {
        for back in &window.months_back {
            months.push((claim.minus(u32::from(*back)), window.basis));
        }
    }
    sort::by_key(&mut months, |(month, basis)| (Reverse(*month), *basis));
    months
}

/// Whether rates of a month are corrected for claims on `day`, in whichever 点数表.
pub(crate) fn may_correct(model: &Model, month: Month, basis: UsageBasis, day: Day) -> bool {
    let corrections = model.corrections.iter().filter(|it| it.basis == basis && month <= it.measured_until);
    corrections.filter(|it| it.arm.is_read(None)).any(|it| it.arm.covers(day))
}

fn correction<'m>(
    model: &'m Model,
    rate: usize,
    schedule: Schedule,
    day: Day,
    under: Option<AlternativeId>,
    entry: &MonthlyUsage,
) -> Option<&'m Correction> {
    model.corrections.iter().find(|correction| {
        usize::from(correction.rate) == rate
            && correction.basis == entry.basis
            && entry.month <= correction.measured_until
            && correction.arm.holds(schedule, day, under)
    })
}

/// The corrected rate of a month; `None` where the counts that it takes are not known.
fn corrected(correction: &Correction, entry: &MonthlyUsage) -> Option<Rate> {
    let receipts = entry.receipts?;
    match correction.kind {
        CorrectionKind::AddClaims => {
            let rate = entry.rate?;
            let claims = entry.home_care_claims?;
            // Exact in 64 bits: counts, and the parts of a percentage, are at most a thousand million.
            let part = rate.part().checked_mul(receipts)?.checked_add(claims.checked_mul(rate.whole())?)?;
            Rate::new(part, rate.whole().checked_mul(receipts)?)
        }
        CorrectionKind::SubtractReceipts => Rate::new(entry.users?, receipts.checked_sub(entry.home_care_receipts?)?),
    }
}

fn best_of(plain: Option<Rate>, corrected: Option<Rate>) -> (Option<Rate>, bool) {
    if corrected > plain { (corrected, true) } else { (plain, false) }
}
