//! The compiled form of each part of the model: its fields in this order, its words in this order. A change of it is a change of
//! the format; who wrote a compiled ruleset and who reads it are always of one version.

use crate::compact::{Compact, Cursor, fields, words};
use crate::model::{
    AddOn, AddOnSchedule, Alternative, AlternativeId, Arm, CardFee, CarryOver, Citation, Condition, Correction,
    CorrectionKind, Deemed, Except, Exclusion, ExclusionKind, Fact, FactKind, Fee, Filing, Frequency, Labels, Level,
    Levels, Loss, Model, Order, PlaceId, Publication, RateKind, Read, Reading, ReceiptCode, RemedyKind, Require,
    Requirement, Source, Str, Support, Symbol, Text, Unit, Window, Wording, Words,
};

fields! {
    Model {
        strings, version, checked_to, labels, sources, facts, requirements, readings, rates, windows, corrections, exclusions,
        publications, add_ons
    }
    Text { ja, en }
    Labels { schedules, types, services, usage_bases, citation_bases }
    Source { id, kind, title, number, issued, restates, url, read }
    Citation { source, at, basis, quote }
    Fact { id, kind, favourable, remedy, words, wordings, cites, place }
    Words { label, question, help, evidence, action }
    Wording { schedules, from, until, words, cites, place }
    Requirement { id, label, place }
    Reading { id, question, default, alternatives, settled_by, cites, place }
    Alternative { id, text, modelled, place }
    AlternativeId { reading, alternative }
    RateKind { id, label, place }
    Arm { schedules, from, until, cites, doubt, only_under, not_under, place }
    Window { arm, rate, basis, months_back }
    Correction { arm, rate, basis, kind, measured_until }
    Exclusion { arm, id, kind }
    Publication { changes_on, source, place }
    AddOn { id, schedules, levels, fees, codes, requires, deemed, excepts, filings, symbols, supports, carry_overs, losses, orders }
    AddOnSchedule { schedule, name, main_service, from, until, review_by, succeeded_by, cites, place }
    Level { arm, id, name }
    Fee { arm, level, service, amount, unit, per, when, item }
    CardFee { with_card, referral_counts }
    ReceiptCode { arm, levels, service, with_card, within, code, name }
    Require { arm, requirement, levels, when, begins, ceases }
    Deemed { arm, requirement, levels }
    Except { arm, requirement, levels, name, applies_if, when }
    Filing { arm, required, form }
    Symbol { arm, levels, symbol }
    Support { arm, levels, filed_from }
    CarryOver { arm, from_add_on, counting_on }
    Loss { arm, types, name, service, amount, unit, item }
    Order { arm, levels, amount, requirements, reason }
}

words! {
    Read { Full, Part, None }
    FactKind { Boolean, Ratio }
    RemedyKind { AtOnce, Filing, Purchase, Gradual, None }
    CorrectionKind { AddClaims, SubtractReceipts }
    Unit { Points, Yen }
}

impl Compact for Str {
    fn read(from: &mut Cursor<'_>) -> Self {
        Self(u16::read(from))
    }

    fn write(&self, into: &mut Vec<u8>) {
        self.0.write(into);
    }
}

/// Only authors ask where something was read.
impl Compact for PlaceId {
    fn read(_: &mut Cursor<'_>) -> Self {
        Self::default()
    }

    fn write(&self, _: &mut Vec<u8>) {}
}

impl Compact for Frequency {
    fn read(from: &mut Cursor<'_>) -> Self {
        match (from.byte(), from.byte()) {
            (0, number) => Self::Months(number),
            (1, number) => Self::Admissions(number),
            _ => {
                from.fail::<()>();
                Self::Months(0)
            }
        }
    }

    fn write(&self, into: &mut Vec<u8>) {
        into.extend(match self {
            Self::Months(number) => [0, *number],
            Self::Admissions(number) => [1, *number],
        });
    }
}

impl Compact for ExclusionKind {
    fn read(from: &mut Cursor<'_>) -> Self {
        match from.byte() {
            0 => Self::Drops { dropped: Compact::read(from), barred_by: Compact::read(from) },
            1 => Self::Mutual { add_ons: Compact::read(from) },
            2 => Self::Between { add_on: Compact::read(from), services: Compact::read(from) },
            3 => {
                Self::Marked { mark: Compact::read(from), add_ons: Compact::read(from), services: Compact::read(from) }
            }
            _ => Self::Mutual { add_ons: from.fail() },
        }
    }

    fn write(&self, into: &mut Vec<u8>) {
        match self {
            Self::Drops { dropped, barred_by } => {
                into.extend([0, *dropped]);
                barred_by.write(into);
            }
            Self::Mutual { add_ons } => {
                into.push(1);
                add_ons.write(into);
            }
            Self::Between { add_on, services } => {
                into.extend([2, *add_on]);
                services.write(into);
            }
            Self::Marked { mark, add_ons, services } => {
                into.push(3);
                mark.write(into);
                add_ons.write(into);
                services.write(into);
            }
        }
    }
}

impl Compact for Levels {
    fn read(from: &mut Cursor<'_>) -> Self {
        match from.byte() {
            0 => Self::All,
            1 => Self::Some(Compact::read(from)),
            _ => Self::Some(from.fail()),
        }
    }

    fn write(&self, into: &mut Vec<u8>) {
        match self {
            Self::All => into.push(0),
            Self::Some(levels) => {
                into.push(1);
                levels.write(into);
            }
        }
    }
}

impl Compact for Condition {
    fn read(from: &mut Cursor<'_>) -> Self {
        let parts = |from: &mut Cursor<'_>| from.deeper(Vec::read);
        match from.byte() {
            0 => Self::Fact(from.byte()),
            1 => Self::Not(from.byte()),
            2 => Self::All(parts(from)),
            3 => Self::Any(parts(from)),
            4 => Self::AtLeast(from.byte(), parts(from)),
            5 => Self::Rate(from.byte(), Compact::read(from)),
            6 => Self::Ratio(from.byte(), Compact::read(from)),
            _ => Self::All(from.fail()),
        }
    }

    fn write(&self, into: &mut Vec<u8>) {
        match self {
            Self::Fact(fact) => into.extend([0, *fact]),
            Self::Not(fact) => into.extend([1, *fact]),
            Self::All(parts) => {
                into.push(2);
                parts.write(into);
            }
            Self::Any(parts) => {
                into.push(3);
                parts.write(into);
            }
            Self::AtLeast(number, parts) => {
                into.extend([4, *number]);
                parts.write(into);
            }
            Self::Rate(rate, threshold) => {
                into.extend([5, *rate]);
                threshold.write(into);
            }
            Self::Ratio(fact, threshold) => {
                into.extend([6, *fact]);
                threshold.write(into);
            }
        }
    }
}
