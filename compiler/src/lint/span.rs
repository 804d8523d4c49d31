//! Runs of days, and what is left of one when others are taken out.

use crate::date::Day;
use crate::model::Arm;
use crate::sort;

/// Days from the first to the last, both included; open when there is no last.
pub(super) type Span = (Day, Option<Day>);

/// The days of an arm.
pub(super) fn of(arm: &Arm) -> Span {
    (arm.from, arm.until)
}

/// The days that two spans have in common.
pub(super) fn common(one: Span, other: Span) -> Option<Span> {
    let from = one.0.max(other.0);
    let until = match (one.1, other.1) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    until.is_none_or(|until| from <= until).then_some((from, until))
}

/// Whether there is a day and a reading on which both arms hold.
pub(super) fn together(one: &Arm, other: &Arm) -> bool {
    let mut readings = [None, one.only_under, other.only_under].into_iter();
    common(of(one), of(other)).is_some() && readings.any(|under| one.is_read(under) && other.is_read(under))
}

/// The first run of days of `whole` that none of the spans covers.
pub(super) fn first_gap(whole: Span, spans: impl Iterator<Item = Span>) -> Option<Span> {
    let mut spans: Vec<Span> = spans.collect();
    sort::by_key(&mut spans, |span| span.0);
    let mut next = whole.0;
    for (from, until) in spans {
        if from > next {
            return common(whole, (next, Some(from.previous())));
        }
        next = next.max(until?.next());
    }
    common(whole, (next, None))
}

/// `from 2025-04-01 to 2025-05-31`, or `from 2026-06-01 on`.
pub(super) fn said((from, until): Span) -> String {
    until.map_or_else(|| format!("from {from} on"), |until| format!("from {from} to {until}"))
}
