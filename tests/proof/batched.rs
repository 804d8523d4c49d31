//! `batch` against the reference, by columns: every cell of the law in force, on the first and on the last day of each interval, many
//! to a call. Of facts that are alike one also stands apart from the others, in each interval another, because columns look answers
//! up by their bits.

use dx_kasan::{Batch, Columns, Day, RowVerdict, Ruleset, WhatIf};
use dx_kasan_rules::model::{Model, Str};
use serde_json::json;

use crate::answered::{facility, in_force, read};
use crate::cells::{self, Interval};
use crate::reference::{Asked, Holds, Known, claimed_of};
use crate::tell::proof;

/// As many rows as are asked about at once.
const ROWS: usize = 4096;

/// What is to be said of a row: its verdict, the levels at worst and at best, the amount, and for each level what is missing.
#[derive(Debug, PartialEq)]
struct Row<'m> {
    verdict: u8,
    worst: Option<&'m str>,
    best: Option<&'m str>,
    amount: u32,
    missing: Vec<u32>,
}

/// Rows of one day, with what the reference says of them.
struct Rows<'m> {
    batch: Batch<'m>,
    columns: Columns,
    expected: Vec<Row<'m>>,
}

impl<'m> Rows<'m> {
    fn new(rules: &'m Ruleset, day: Day) -> Self {
        let batch = Batch::new(rules, day, &WhatIf::default());
        Self { batch, columns: Columns::new(rules), expected: Vec::new() }
    }

    fn add(&mut self, rules: &'m Ruleset, interval: &Interval<'m>, facility: &serde_json::Value, known: &Known) {
        self.columns.push(&read(rules, facility));
        self.expected.push(expected(&self.batch, interval, known));
        if self.expected.len() == ROWS {
            self.check(interval);
        }
    }

    fn check(&mut self, interval: &Interval<'_>) {
        self.batch.fill(&self.columns);
        let of = &self.batch.add_ons[interval.asked.add_on];
        let level = |number: u8| usize::from(number).checked_sub(1).map(|index| of.levels[index]);
        for (row, expected) in self.expected.iter().enumerate() {
            let said = Row {
                verdict: of.verdicts[row],
                worst: level(of.worst[row]),
                best: level(of.best[row]),
                amount: of.amounts[row],
                missing: of.missing.iter().map(|of_level| of_level[row]).collect(),
            };
            let about = || format!("{} on {}: {:?}", interval.name(), self.batch.date, self.columns.facility(row));
            assert_eq!(&said, expected, "{}", about());
        }
        self.columns.clear();
        self.expected.clear();
    }
}

fn expected<'m>(batch: &Batch<'m>, interval: &Interval<'m>, known: &Known) -> Row<'m> {
    let model = interval.asked.model;
    let of = &batch.add_ons[interval.asked.add_on];
    let schedule = of.schedules.iter().find(|of| of.schedule == interval.asked.schedule).unwrap();
    let bit = |requirement: u8| {
        let id = requirement_id(model, requirement);
        1_u32 << schedule.requirements.iter().position(|known| *known == id).unwrap()
    };
    let mut verdicts = Vec::with_capacity(interval.levels.len());
    let mut missing = vec![0; of.levels.len()];
    for level in &interval.levels {
        let index = of.levels.iter().position(|id| *id == model.str(level.id)).unwrap();
        assert_eq!(schedule.amounts[index], Some(level.amount), "{}", interval.name());
        let mut verdict = Holds::Yes;
        for standard in &level.standards {
            let state = standard.state(known);
            verdict = verdict.min(state);
            if state < Holds::Yes {
                missing[index] |= bit(standard.requirement);
            }
        }
        verdicts.push(verdict);
    }
    let (worst, best) =
        (claimed_of(&interval.levels, &verdicts, Holds::Yes), claimed_of(&interval.levels, &verdicts, Holds::Perhaps));
    let verdict = match (worst, best) {
        (Some(_), _) => RowVerdict::Qualifies,
        (None, Some(_)) => RowVerdict::Undetermined,
        (None, None) => RowVerdict::DoesNotQualify,
    };
    let amount = |id: Str| interval.levels.iter().find(|level| level.id == id).unwrap().amount;
    Row {
        verdict: verdict as u8,
        worst: worst.map(|id| model.str(id)),
        best: best.map(|id| model.str(id)),
        amount: worst.map_or(0, amount),
        missing,
    }
}

fn requirement_id(model: &Model, requirement: u8) -> &str {
    model.str(model.requirements[usize::from(requirement)].id)
}

#[test]
fn batch_says_what_the_reference_says_in_every_cell() {
    let rules = Ruleset::built_in();
    let covered = proof("batch", &in_force(rules), |interval, covered| {
        let axes = interval.axes(rules.scales());
        let mut known = cells::known(rules.model(), &[], &[]);
        let days = [interval.asked.day, interval.until];
        let mut rows = days.map(|day| Rows::new(rules, day));
        let mut asked = 0;
        let turn = interval.name().bytes().map(usize::from).sum();
        cells::each_apart(&axes, &cells::alike(&interval.levels, &axes), turn, &mut |cell| {
            cells::tell(&mut known, &axes, cell);
            // The months of a rate move with the claim month: cells of both ends of the interval, turn about.
            let turn = asked % 2;
            if let Some(facility) = facility(&Asked { day: days[turn], ..interval.asked }, &axes, cell) {
                rows[turn].add(rules, interval, &facility, &known);
                asked += 1;
            }
        });
        rows.iter_mut().for_each(|rows| rows.check(interval));
        covered.add(cells::count(&axes), asked as u64);
    });
    assert!(covered.asked.into_inner() > 100_000);
}

#[test]
fn a_row_of_another_schedule_has_no_answer_and_one_before_the_law_has_that() {
    let rules = Ruleset::built_in();
    for interval in cells::intervals(rules.model(), None) {
        let mut columns = Columns::new(rules);
        columns.push(&read(rules, &json!({ "type": cells::facility_type(interval.asked.schedule) })));
        let batch = dx_kasan::batch(rules, &columns, interval.asked.day);
        for (add_on, rows) in rules.model().add_ons.iter().zip(&batch.add_ons) {
            let life = add_on.schedules.iter().find(|life| life.schedule == interval.asked.schedule);
            let day = interval.asked.day;
            let wanted = life.map(|life| life.from <= day && life.until.is_none_or(|until| day <= until));
            let said = match rows.verdicts[0] {
                verdict if verdict == RowVerdict::None as u8 => None,
                verdict => Some(verdict != RowVerdict::NotInForce as u8),
            };
            assert_eq!(said, wanted, "{} in {}", rows.id, interval.name());
        }
    }
}
