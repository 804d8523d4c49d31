//! `timeline`: the days on which what a facility qualifies for changes, with nothing done, and why.
//!
//! The decision is taken on every day on which anything that it reads can change; days on which the outcome is the same are
//! one span. Why a span begins is read off the two decisions at its edge: which checks changed their state, and whether it
//! was the rule or what is known of the facility that changed.

use dx_kasan_rules::date::Day;
use dx_kasan_rules::plan::{Entry, Knowledge, Period, PlannedLevel};
use dx_kasan_rules::sort;
use dx_kasan_rules::vocabulary::Schedule;
use serde::Serialize;

use crate::assessment::{Best, Range, RulesetName, Status, Text, Verdict};
use crate::decide::best_level;
use crate::error::{Error, Kind};
use crate::evaluate::{OfPeriod, status};
use crate::facility::{Facility, FactValue};
use crate::knowledge::knowledge;
use crate::options::Options;
use crate::reason::{Reason, reasons};
use crate::ruleset::Ruleset;
use crate::shared::{Constant, Shared};

/// The longest span, in months.
const MOST_MONTHS: u32 = 120;

/// What a facility qualifies for over a span of days.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Timeline<'r> {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// The 点数表.
    pub schedule: Schedule,
    /// The rules.
    pub ruleset: Shared<RulesetName<'r>>,
    /// The add-ons, in the order of the rules.
    pub add_ons: Vec<AddOnTimeline<'r>>,
}

/// What a facility qualifies for of one add-on over a span of days.
#[derive(Clone, Debug, Serialize)]
pub struct AddOnTimeline<'r> {
    /// Its id.
    pub id: &'r str,
    /// Its name.
    pub name: Shared<Text<'r>>,
    /// The spans, in order, without a gap; each differs from the one before it.
    pub spans: Vec<Span<'r>>,
}

/// A run of days with one outcome.
#[derive(Clone, Debug, Serialize)]
pub struct Span<'r> {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// Whether the add-on is in force.
    pub status: Status,
    /// The answer.
    pub verdict: Verdict,
    /// The level to claim. The receipt codes of its fees are those of the span's first day.
    pub best: Option<Best<'r>>,
    /// The levels to claim at worst and at best.
    pub range: Range<'r>,
    /// Why the span begins; empty for the first.
    pub reasons: Vec<Reason<'r>>,
}

/// What changes between `from` and `until`, both included, if the facility does nothing.
///
/// ```
/// use dx_kasan::{Day, Facility, Options, Ruleset, timeline};
///
/// let rules = Ruleset::built_in();
/// let pharmacy = Facility::from_json(rules, r#"{ "type": "pharmacy" }"#)?;
/// let (from, until) = (Day::parse("2026-05-01")?, Day::parse("2026-06-30")?);
/// let answer = timeline(rules, &pharmacy, from, until, &Options::default())?;
/// let promotion = &answer.add_ons[0];
/// let days: Vec<String> = promotion.spans.iter().map(|span| span.from.to_string()).collect();
/// assert_eq!(days, ["2026-05-01", "2026-06-01"]);
/// assert_eq!(serde_json::to_value(&promotion.spans[1].reasons[0])?["kind"], "add-on-ends");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// `inconsistent` at `until` when it lies before `from`; `out-of-range` at `until` when it lies ten years ahead or more.
pub fn timeline<'r>(
    rules: &'r Ruleset,
    facility: &Facility,
    from: Day,
    until: Day,
    options: &Options,
) -> Result<Timeline<'r>, Error> {
    if until < from {
        let kind = Kind::SpanReversed { from: from.to_string(), until: until.to_string() };
        return Err(Error::new(kind, "until"));
    }
    let last = last_day(from);
    if last < until {
        let kind = Kind::SpanTooLong { until: until.to_string(), last: last.to_string() };
        return Err(Error::new(kind, "until"));
    }
    let view = View { rules, facility, from, until };
    Ok(Timeline {
        from,
        until,
        schedule: facility.schedule,
        ruleset: rules.shared(Constant::Ruleset, rules.name()),
        add_ons: options.entries(rules, facility).filter_map(|(index, entry)| view.add_on(index, entry)).collect(),
    })
}

/// The last day of a span of ten years.
fn last_day(from: Day) -> Day {
    let month = from.month().plus(MOST_MONTHS);
    let days = from.day() - 1;
    let end = (1..days).fold(month.first_day(), |day, _| day.next());
    // Ten years after the first of a month is the last day of the month before.
    if days == 0 { month.first_day().previous() } else { end.min(month.last_day()) }
}

struct View<'r, 'f> {
    rules: &'r Ruleset,
    facility: &'f Facility,
    from: Day,
    until: Day,
}

/// All that a decision of a day rests on.
pub(crate) struct Moment<'r> {
    pub(crate) day: Day,
    pub(crate) status: Status,
    pub(crate) period: Option<(usize, &'r Period)>,
    pub(crate) known: Knowledge,
    pub(crate) best: Option<usize>,
    pub(crate) range: Range<'r>,
}

impl<'r> View<'r, '_> {
    fn add_on(&self, index: usize, entry: &'r Entry) -> Option<AddOnTimeline<'r>> {
        let model = self.rules.model();
        let add_on = model.add_ons.get(entry.add_on)?;
        let life = add_on.schedules.get(entry.in_schedule)?;
        let mut before = self.moment(index, entry, self.from)?;
        let mut spans = vec![self.span(index, entry, &before)?];
        for day in self.days(entry) {
            let after = self.moment(index, entry, day)?;
            if !self.same(entry, &before, &after) {
                if let Some(last) = spans.last_mut() {
                    last.until = day.previous();
                }
                let eve = self.moment(index, entry, day.previous())?;
                let reasons = reasons(self.rules, self.facility, entry, &eve, &after);
                spans.push(Span { reasons, ..self.span(index, entry, &after)? });
            }
            before = after;
        }
        let name = self.rules.shared(Constant::Name { entry: index }, Text::of(model, life.name));
        Some(AddOnTimeline { id: model.str(add_on.id), name, spans })
    }

    /// The days after the first on which anything that the decision reads can change.
    fn days(&self, entry: &Entry) -> Vec<Day> {
        let model = self.rules.model();
        let mut days: Vec<Day> = Vec::new();
        let mut edges = |from: Option<Day>, until: Option<Day>| {
            days.extend(from);
            days.extend(until.map(Day::next));
        };
        entry.periods.iter().for_each(|period| edges(Some(period.from), period.until));
        model.windows.iter().for_each(|window| edges(Some(window.arm.from), window.arm.until));
        model.corrections.iter().for_each(|correction| edges(Some(correction.arm.from), correction.arm.until));
        for value in self.facility.facts.iter().flatten() {
            if let FactValue::During { since, until } = value {
                edges(Some(*since), *until);
            }
        }
        let life = model.add_ons.get(entry.add_on).and_then(|add_on| add_on.schedules.get(entry.in_schedule));
        edges(None, life.and_then(|life| life.review_by));
        // The months that count move with every claim month.
        let mut month = self.from.month().plus(1);
        while month.first_day() <= self.until {
            days.push(month.first_day());
            month = month.plus(1);
        }
        days.retain(|day| self.from < *day && *day <= self.until);
        sort::once(days)
    }

    fn moment(&self, index: usize, entry: &'r Entry, day: Day) -> Option<Moment<'r>> {
        let model = self.rules.model();
        let life = model.add_ons.get(entry.add_on)?.schedules.get(entry.in_schedule)?;
        let known = knowledge(model, self.rules.scales(), self.facility, day, None);
        let period = entry.period(day);
        let of = period.map(|(number, period)| OfPeriod { rules: self.rules, index, entry, number, period });
        let level = |answers| period.and_then(|(_, period)| best_level(period, answers));
        let id = |level: Option<usize>| of.and_then(|of| of.level_id(level?));
        let (worst, best) = (level(known.worst), level(known.best));
        let range = Range { worst: id(worst), best: id(best) };
        Some(Moment { day, status: status(life, day), period, known, best: worst, range })
    }

    fn same(&self, entry: &Entry, before: &Moment<'r>, after: &Moment<'r>) -> bool {
        before.status == after.status
            && before.period.is_some() == after.period.is_some()
            && before.range == after.range
            && self.pays_the_same(entry, before, after)
    }

    fn pays_the_same(&self, entry: &Entry, before: &Moment<'r>, after: &Moment<'r>) -> bool {
        let fees = |moment: &Moment<'r>| {
            let level = moment.period.and_then(|(_, period)| period.levels.get(moment.best?));
            level.map(|level| fees_of(self.rules, entry, level))
        };
        fees(before) == fees(after)
    }

    fn span(&self, index: usize, entry: &'r Entry, moment: &Moment<'r>) -> Option<Span<'r>> {
        let of = moment.period.map(|(number, period)| OfPeriod { rules: self.rules, index, entry, number, period });
        let best = of
            .zip(moment.best)
            .and_then(|(of, level)| Some(Best { level: of.level_id(level)?, fees: of.fees(level)? }));
        Some(Span {
            from: moment.day,
            until: self.until,
            status: moment.status,
            verdict: of.map_or(Verdict::NotInForce, |_| Verdict::of(moment.range)),
            best,
            range: moment.range,
            reasons: Vec::new(),
        })
    }
}

/// What a level pays, without where it is written.
pub(crate) fn fees_of(rules: &Ruleset, entry: &Entry, level: &PlannedLevel) -> Vec<impl PartialEq + use<>> {
    let fees = rules.model().add_ons.get(entry.add_on).map(|add_on| &add_on.fees);
    let fees = level.fees.iter().filter_map(|fee| fees.and_then(|fees| fees.get(*fee)));
    fees.map(|fee| (fee.service, fee.amount, fee.unit, fee.per, fee.when)).collect()
}
