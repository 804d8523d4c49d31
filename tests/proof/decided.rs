//! `decide` and `best_level` against the reference: every cell of every add-on, schedule, interval and reading.

use dx_kasan::{Day, LevelVerdict, Ruleset, State, best_level, decide};
use dx_kasan_rules::model::{AlternativeId, Model};
use dx_kasan_rules::plan::{Entry, Mask, Period, Plan, Scales};

use crate::cells::{self, Axis, Interval};
use crate::reference::{Holds, claimed_of};
use crate::tell::{Covered, proof};

/// An interval and the plan that is to say the same of it.
struct Part<'m> {
    interval: Interval<'m>,
    plan: &'m Plan,
    scales: &'m Scales,
}

pub(crate) fn entry<'p>(plan: &'p Plan, model: &Model, interval: &Interval<'_>) -> &'p Entry {
    let of = |entry: &&Entry| entry.add_on == interval.asked.add_on && entry.schedule == interval.asked.schedule;
    let entry = plan.entries.iter().find(of).unwrap();
    assert_eq!(model.add_ons[entry.add_on].schedules[entry.in_schedule].schedule, entry.schedule);
    entry
}

/// Every reading of the rules, the default first, with the rules laid out under it.
fn readings(model: &Model, scales: &Scales) -> Vec<(Option<AlternativeId>, Plan)> {
    let all = [None].into_iter().chain(model.modelled_alternatives().map(Some));
    all.map(|under| (under, Plan::new(model, scales, under))).collect()
}

fn parts<'m>(model: &'m Model, scales: &'m Scales, readings: &'m [(Option<AlternativeId>, Plan)]) -> Vec<Part<'m>> {
    let mut parts: Vec<Part<'m>> = Vec::new();
    for (under, plan) in readings {
        parts.extend(cells::intervals(model, *under).into_iter().map(|interval| Part { interval, plan, scales }));
    }
    parts
}

/// The largest first, so that no core waits for one at the end.
fn largest_first(parts: &mut [Part<'_>]) {
    parts.sort_by_cached_key(|part| {
        let axes = part.interval.axes(part.scales);
        std::cmp::Reverse(cells::count(&axes))
    });
}

#[test]
fn every_day_of_an_interval_has_the_law_and_the_plan_of_its_first() {
    let rules = Ruleset::built_in();
    let readings = readings(rules.model(), rules.scales());
    let mut days = 0;
    for part in parts(rules.model(), rules.scales(), &readings) {
        let interval = &part.interval;
        let entry = entry(part.plan, rules.model(), interval);
        let first = entry.period(interval.asked.day);
        assert_eq!(first.is_some(), interval.asked.in_force(), "{}", interval.name());
        let mut day = interval.asked.day;
        while day <= interval.until {
            let asked = crate::reference::Asked { day, ..interval.asked };
            assert_eq!(asked.levels(), interval.levels, "{} on {day}", interval.name());
            assert_eq!(entry.period(day), first, "{} on {day}", interval.name());
            days += 1;
            day = day.next();
        }
    }
    println!("proof: days: {days} days of add-ons, schedules and readings");
    assert!(days > 10_000);
}

#[test]
fn decide_says_what_the_reference_says_in_every_cell() {
    let rules = Ruleset::built_in();
    let readings = readings(rules.model(), rules.scales());
    let mut parts = parts(rules.model(), rules.scales(), &readings);
    // An interval, or a reading, in which law and plan are what they were in another one need not be asked again.
    let mut kept: Vec<Part<'_>> = Vec::new();
    for part in parts.drain(..).filter(|part| part.interval.asked.in_force()) {
        if !kept.iter().any(|other| same(&part, other)) {
            kept.push(part);
        }
    }
    largest_first(&mut kept);
    let covered = proof("decide", &kept, |part, covered| every_cell(part, covered));
    assert!(covered.cells.into_inner() > 1_000_000_000);
}

fn period<'p>(part: &Part<'p>) -> &'p Period {
    entry(part.plan, part.interval.asked.model, &part.interval).period(part.interval.asked.day).unwrap().1
}

fn same(part: &Part<'_>, other: &Part<'_>) -> bool {
    let (one, two) = (period(part), period(other));
    part.interval.asked.add_on == other.interval.asked.add_on
        && part.interval.levels == other.interval.levels
        && (&one.levels, &one.by_rank) == (&two.levels, &two.by_rank)
        && one
            .requirements
            .iter()
            .map(|needed| needed.requirement)
            .eq(two.requirements.iter().map(|needed| needed.requirement))
}

/// The bits that the conditions of the law can set.
fn bits(axes: &[Axis]) -> Mask {
    axes.iter().flat_map(|axis| &axis.masks).fold(Mask::default(), |all, of| all.union(of.best))
}

fn every_cell(part: &Part<'_>, covered: &Covered) {
    let interval = &part.interval;
    let model = interval.asked.model;
    let period = period(part);
    let axes = interval.axes(part.scales);
    // What the plan reads is what the law reads.
    for check in period.levels.iter().flat_map(|level| &level.checks) {
        for clause in &check.clauses {
            assert!(clause.within(bits(&axes)), "{}", interval.name());
        }
    }
    let groups = cells::alike(&interval.levels, &axes);
    let in_plan = cells::alike_in_plan(period, &axes);
    for group in &groups {
        let within = in_plan.iter().any(|other| group.iter().all(|place| other.contains(place)));
        assert!(within, "{}: the plan does not treat alike what the law does", interval.name());
    }

    let ids: Vec<_> =
        period.levels.iter().map(|level| model.add_ons[interval.asked.add_on].levels[level.level].id).collect();
    assert_eq!(ids, interval.levels.iter().map(|level| level.id).collect::<Vec<_>>(), "{}", interval.name());
    let positions: Vec<Vec<usize>> = interval
        .levels
        .iter()
        .map(|level| {
            let position = |requirement: u8| {
                period.requirements.iter().position(|needed| needed.requirement == usize::from(requirement)).unwrap()
            };
            level.standards.iter().map(|standard| position(standard.requirement)).collect()
        })
        .collect();
    for ((level, planned), positions) in interval.levels.iter().zip(&period.levels).zip(&positions) {
        assert_eq!(level.amount, planned.amount, "{}", interval.name());
        let required = positions.iter().fold(0, |bits, position| bits | 1_u32 << position);
        assert_eq!(required, planned.required, "{}", interval.name());
    }

    let mut known = cells::known(model, &[], &[]);
    let mut asked = 0;
    cells::each(&axes, &groups, &mut |cell| {
        asked += 1;
        cells::tell(&mut known, &axes, cell);
        let masks = cells::knowledge(&axes, cell);
        let about = || format!("{} where {known:?}", interval.name());
        let mut verdicts = Vec::with_capacity(positions.len());
        for ((level, decision), positions) in interval.levels.iter().zip(decide(period, masks)).zip(&positions) {
            let mut verdict = Holds::Yes;
            for (standard, position) in level.standards.iter().zip(positions) {
                let state = standard.state(&known);
                verdict = verdict.min(state);
                assert!(is(decision.state(*position), state), "{} of {}", model.str(level.id), about());
            }
            let said = match decision.verdict() {
                LevelVerdict::Met => Holds::Yes,
                LevelVerdict::Undetermined => Holds::Perhaps,
                LevelVerdict::Unmet => Holds::No,
            };
            assert_eq!(said, verdict, "level {} of {}", model.str(level.id), about());
            verdicts.push(verdict);
        }
        for (answers, least) in [(masks.worst, Holds::Yes), (masks.best, Holds::Perhaps)] {
            let best = best_level(period, answers).map(|position| ids[position]);
            assert_eq!(best, claimed_of(&interval.levels, &verdicts, least), "{}", about());
        }
    });
    covered.add(cells::count(&axes), asked);
}

fn is(state: State, holds: Holds) -> bool {
    matches!(
        (state, holds),
        (State::Met, Holds::Yes)
            | (State::Unmet, Holds::No)
            | (State::Unknown, Holds::Perhaps)
            | (State::Deemed, Holds::Deemed)
    )
}

#[test]
fn the_days_reach_past_every_arm() {
    let model = Ruleset::built_in().model();
    let (first, last) = (Day::parse(cells::FIRST).unwrap(), Day::parse(cells::LAST).unwrap());
    model.arms(&mut |arm| {
        assert!(first < arm.from && arm.from < last);
        assert!(arm.until.is_none_or(|until| until < last));
    });
}
