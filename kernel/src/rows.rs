//! The same decision for the rows of columns. Rows that have the same fee schedule go together, as they are asked the same.
//!
//! These functions are never inlined: within a caller that is compiled for size they would be, too.

use crate::checks::LevelChecks;
use crate::mask::Knowledge;
use crate::steps::Steps;
use crate::tables::Tables;

/// How answers of yes and no become bits.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// The facts that are answered with yes or no.
    pub boolean: u64,
    /// Of these, those of which yes helps.
    pub favourable: u64,
    /// Those that are answered here for every row, whatever it says.
    pub set: u64,
    /// Of these, those that are answered with yes.
    pub set_yes: u64,
}

/// A rate for each row as part and whole; a whole of 0 where it is unknown.
#[derive(Clone, Copy, Debug)]
pub struct RateColumn<'c> {
    /// The parts.
    pub parts: &'c [u32],
    /// The wholes.
    pub wholes: &'c [u32],
}

/// The knowledge of some rows, from 32 facts at most: the word of that number of `known` and `yes`.
#[inline(never)]
pub fn facts(rows: &[u32], word: u32, known: &[u32], yes: &[u32], facts: Facts, of: &mut [Knowledge]) {
    let shift = word.wrapping_mul(u32::BITS);
    let mask = u64::from(u32::MAX).wrapping_shl(shift);
    for (row, of) in rows.iter().zip(of) {
        let (Some(known), Some(yes)) = (known.get(*row as usize), yes.get(*row as usize)) else { continue };
        let known = u64::from(*known).wrapping_shl(shift) | facts.set;
        let yes = u64::from(*yes).wrapping_shl(shift) & !facts.set | facts.set_yes;
        let good = !(yes ^ facts.favourable) & known & mask & facts.boolean;
        of.worst.facts |= good;
        of.best.facts |= good | !known & mask & facts.boolean;
    }
}

/// Adds to the knowledge of some rows what the best of their rates reaches; while one is unknown, everything may be reached.
#[inline(never)]
pub fn rates(rows: &[u32], columns: &[RateColumn<'_>], open: bool, steps: &Steps, of: &mut [Knowledge]) {
    let all = steps.all();
    for (row, of) in rows.iter().zip(of) {
        let (mut part, mut whole, mut open) = (0_u32, 0_u32, open);
        for column in columns {
            let (Some(&other_part), Some(&other_whole)) =
                (column.parts.get(*row as usize), column.wholes.get(*row as usize))
            else {
                continue;
            };
            open |= other_whole == 0;
            let better = u64::from(other_part).wrapping_mul(u64::from(whole))
                >= u64::from(part).wrapping_mul(u64::from(other_whole));
            if better & (other_whole != 0) {
                (part, whole) = (other_part, other_whole);
            }
        }
        let reached = if whole == 0 { 0 } else { steps.reached(part, whole) };
        of.worst.steps |= reached;
        of.best.steps |= if open { all } else { reached };
    }
}

/// The levels of an add-on in one fee schedule, in the order of the rules.
#[derive(Clone, Debug, Default)]
pub struct Levels<'p> {
    /// The place of its first check among all.
    pub first: u32,
    /// What each level asks for.
    pub levels: Vec<&'p LevelChecks>,
    /// The levels again, the one to claim first last.
    pub ranked: Vec<Ranked>,
    /// The amounts of the levels by their codes; the first is that of none.
    pub amounts: Vec<u32>,
}

/// A level among those of which one is claimed.
#[derive(Clone, Copy, Debug)]
pub struct Ranked {
    /// The checks that no transitional measure covers.
    pub real: u64,
    /// What is written where it is the one.
    pub code: u8,
}

/// Where the answers of an add-on go, each a column as long as the columns asked about.
#[derive(Debug)]
pub struct Results<'o> {
    /// 2 where no level can be met, 3 where one may be, 4 where one is.
    pub verdicts: &'o mut [u8],
    /// The level to claim at worst.
    pub worst: &'o mut [u8],
    /// The level to claim at best.
    pub best: &'o mut [u8],
    /// The amount of the level to claim at worst.
    pub amounts: &'o mut [u32],
    /// For each level, the requirements that are not surely met.
    pub missing: Vec<&'o mut [u32]>,
}

/// The checks that answers fail, at worst and at best.
pub type Failed = (u64, u64);

/// Holds what is known of some rows against the checks of several add-ons at once.
#[inline(never)]
pub fn hold(tables: &Tables, known: &[Knowledge], failed: &mut Vec<Failed>) {
    failed.clear();
    failed.extend(known.iter().map(|known| (tables.failed(known.worst), tables.failed(known.best))));
}

/// Decides every level of an add-on for some rows.
#[inline(never)]
pub fn decide(rows: &[u32], failed: &[Failed], levels: &Levels<'_>, results: &mut Results<'_>) {
    for (row, (failed, barred)) in rows.iter().zip(failed) {
        let row = *row as usize;
        let (failed, barred) = (failed.wrapping_shr(levels.first), barred.wrapping_shr(levels.first));
        let (mut worst, mut best) = (0, 0);
        for level in &levels.ranked {
            worst = if level.real & failed == 0 { level.code } else { worst };
            best = if level.real & barred == 0 { level.code } else { best };
        }
        let amount = levels.amounts.get(usize::from(worst)).copied().unwrap_or(0);
        if let (Some(to_worst), Some(to_best), Some(to_verdict), Some(to_amount)) = (
            results.worst.get_mut(row),
            results.best.get_mut(row),
            results.verdicts.get_mut(row),
            results.amounts.get_mut(row),
        ) {
            (*to_worst, *to_best, *to_amount) = (worst, best, amount);
            *to_verdict = 2 + u8::from(best != 0) + u8::from(worst != 0);
        }
    }
    // Level by level, so that each column is written in one go.
    for (level, missing) in levels.levels.iter().zip(&mut results.missing) {
        for (row, (failed, _)) in rows.iter().zip(failed) {
            if let Some(missing) = missing.get_mut(*row as usize) {
                *missing = level.missing(failed.wrapping_shr(levels.first));
            }
        }
    }
}

/// The rows of a block that have a fee schedule; `first` is the number of the first of them.
#[inline(never)]
pub fn choose(schedules: &[u8], schedule: u8, first: u32, rows: &mut Vec<u32>) {
    rows.clear();
    rows.extend(schedules.iter().zip(first..).filter(|(at, _)| **at == schedule).map(|(_, row)| row));
}

/// The first row whose part is more than its whole, or whose whole is more than `most`.
#[must_use]
#[inline(never)]
pub fn improper(column: RateColumn<'_>, most: u32) -> Option<usize> {
    let bad = |(part, whole): (&u32, &u32)| (part > whole) | (*whole > most);
    let rows = || column.parts.iter().zip(column.wholes);
    // Without an end in the middle, so that it is one straight run.
    rows().fold(false, |any, row| any | bad(row)).then(|| rows().position(bad)).flatten()
}

/// The first row whose number is more than `most`.
#[must_use]
#[inline(never)]
pub fn improper_byte(column: &[u8], most: u8) -> Option<usize> {
    column
        .iter()
        .fold(0, |all: u8, byte| all.max(*byte))
        .gt(&most)
        .then(|| column.iter().position(|byte| *byte > most))
        .flatten()
}

/// The first row whose second number is none of the bits that `allowed` has for its first.
#[must_use]
#[inline(never)]
pub fn improper_pair(firsts: &[u8], seconds: &[u8], allowed: &[u8]) -> Option<usize> {
    let bad = |(first, second): (&u8, &u8)| {
        allowed.get(usize::from(*first)).copied().unwrap_or(0).wrapping_shr(u32::from(*second)) & 1 == 0
    };
    let rows = || firsts.iter().zip(seconds);
    rows().fold(false, |any, row| any | bad(row)).then(|| rows().position(bad)).flatten()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;
    use crate::checks::Checks;
    use crate::mask::Mask;
    use crate::steps::PARTS;

    fn known(worst: (u64, u64), best: (u64, u64)) -> Knowledge {
        let mask = |(facts, steps)| Mask { facts, steps };
        Knowledge { worst: mask(worst), best: mask(best) }
    }

    #[test]
    fn rows_of_a_schedule_are_chosen_by_their_numbers() {
        let mut rows = vec![9];
        choose(&[2, 0, 2, 1], 2, 100, &mut rows);
        assert_eq!(rows, [100, 102]);
    }

    #[test]
    fn facts_become_bits_at_worst_and_at_best() {
        // Of four facts, yes helps with the first and the third; the fourth is not a question of yes or no.
        let how = Facts { boolean: 0b0111, favourable: 0b0101, set: 0, set_yes: 0 };
        let mut of = [Knowledge::default(); 3];
        facts(&[0, 2, 1], 0, &[0b1111, 0, 0b0011], &[0b1001, 0, 0b0010], how, &mut of);
        assert_eq!(
            of[0],
            known((0b0011, 0), (0b0011, 0)),
            "yes where it helps, no where that helps, no where it does not"
        );
        assert_eq!(of[1], known((0b0000, 0), (0b0100, 0)), "no, yes, unknown");
        assert_eq!(of[2], known((0, 0), (0b0111, 0)), "nothing known");
    }

    #[test]
    fn the_second_word_has_the_facts_from_the_thirty_third_on() {
        let how = Facts { boolean: u64::MAX, favourable: u64::MAX, set: 0, set_yes: 0 };
        let mut of = [Knowledge::default()];
        facts(&[0], 1, &[1], &[1], how, &mut of);
        assert_eq!(of[0], known((1 << 32, 0), (u64::MAX << 32, 0)));
    }

    #[test]
    fn a_fact_can_be_answered_for_every_row() {
        let how = Facts { boolean: 0b11, favourable: 0b11, set: 0b01, set_yes: 0b01 };
        let mut of = [Knowledge::default()];
        facts(&[0], 0, &[0b01], &[0b00], how, &mut of);
        assert_eq!(of[0], known((0b01, 0), (0b11, 0)));
    }

    #[test]
    fn the_best_rate_counts_and_an_unknown_one_may_be_any() {
        let steps = Steps::new([(PARTS * 3 / 10, 1), (PARTS / 2, 2)].into_iter(), 3);
        let column = |parts: &'static [u32], wholes: &'static [u32]| RateColumn { parts, wholes };
        let columns = [column(&[30, 1, 0, 4], &[100, 10, 0, 10]), column(&[1, 499, 60, 5], &[2, 1000, 100, 10])];
        let mut of = [Knowledge::default(); 4];
        rates(&[0, 1, 2, 3], &columns, false, &steps, &mut of);
        assert_eq!(of[0], known((0, 3), (0, 3)));
        assert_eq!(of[1], known((0, 1), (0, 1)));
        assert_eq!(of[2], known((0, 3), (0, 3)));
        assert_eq!(of[3], known((0, 3), (0, 3)));
        let mut open = [Knowledge::default(); 2];
        rates(&[1, 0], &columns[..1], true, &steps, &mut open);
        assert_eq!(open, [known((0, 0), (0, 3)), known((0, 1), (0, 3))]);
        let mut later = [Knowledge::default()];
        rates(&[2], &[columns[1], columns[0]], false, &steps, &mut later);
        assert_eq!(later, [known((0, 3), (0, 3))], "an unknown month takes nothing away from a known one");
        let mut none = [Knowledge::default()];
        rates(&[2], &columns[..1], false, &steps, &mut none);
        assert_eq!(none, [known((0, 0), (0, 3))]);
    }

    #[test]
    fn levels_are_decided_and_written_in_their_rows() {
        let mut checks = Checks::default();
        checks.push(&[Mask { facts: 1, steps: 0 }]);
        checks.push(&[Mask { facts: 2, steps: 0 }]);
        let mut tables = Tables::default();
        // Another add-on's checks come first, so that these are not at the beginning.
        tables.push(&checks).unwrap();
        let first = tables.push(&checks).unwrap();
        let (mut high, mut low) = (LevelChecks::default(), LevelChecks::default());
        high.push(0, 0, false);
        high.push(1, 1, false);
        low.push(0, 0, false);
        low.push(1, 1, true);
        let ranked = vec![Ranked { real: low.real(), code: 2 }, Ranked { real: high.real(), code: 1 }];
        let levels = Levels { first, levels: vec![&high, &low], ranked, amounts: vec![0, 12, 8] };
        let mut failed = vec![(7, 7)];
        hold(&tables, &[known((3, 0), (3, 0)), known((1, 0), (3, 0)), known((0, 0), (0, 0))], &mut failed);
        let (mut verdicts, mut worst, mut best, mut amounts) = ([9; 4], [9; 4], [9; 4], [9; 4]);
        let (mut of_high, mut of_low) = ([9; 4], [9; 4]);
        let mut results = Results {
            verdicts: &mut verdicts,
            worst: &mut worst,
            best: &mut best,
            amounts: &mut amounts,
            missing: vec![&mut of_high, &mut of_low],
        };
        decide(&[3, 0, 1], &failed, &levels, &mut results);
        assert_eq!(verdicts, [4, 2, 9, 4]);
        assert_eq!((worst, best, amounts), ([2, 0, 9, 1], [1, 0, 9, 1], [8, 0, 9, 12]));
        assert_eq!((of_high, of_low), ([2, 3, 9, 0], [0, 1, 9, 0]));
    }

    #[test]
    fn a_level_that_may_be_met_is_neither_met_nor_out_of_reach() {
        let mut level = LevelChecks::default();
        level.push(0, 0, false);
        let levels =
            Levels { first: 0, levels: vec![&level], ranked: vec![Ranked { real: 1, code: 1 }], amounts: vec![0, 5] };
        let (mut verdicts, mut worst, mut best, mut amounts) = ([0], [0], [0], [9]);
        let mut results = Results {
            verdicts: &mut verdicts,
            worst: &mut worst,
            best: &mut best,
            amounts: &mut amounts,
            missing: Vec::new(),
        };
        decide(&[0], &[(1, 0)], &levels, &mut results);
        assert_eq!((verdicts, worst, best, amounts), ([3], [0], [1], [0]));
    }

    #[test]
    fn what_cannot_be_is_found_at_its_row() {
        let column = |parts: &'static [u32], wholes: &'static [u32]| RateColumn { parts, wholes };
        assert_eq!(improper(column(&[1, 10, 0], &[1, 10, 0]), 10), None);
        assert_eq!(improper(column(&[1, 11, 0], &[1, 10, 0]), 10), Some(1));
        assert_eq!(improper(column(&[1, 1, 2], &[1, 11, 1]), 10), Some(1));
        assert_eq!(improper(column(&[0, 2, 2], &[0, 1, 1]), 10), Some(1), "of two the first");
        assert_eq!(improper(column(&[12], &[11]), 10), Some(0), "wrong in both ways");
        assert_eq!(improper_byte(&[0, 3, 1], 3), None);
        assert_eq!(improper_byte(&[0, 3, 4, 9], 3), Some(2));
        assert_eq!(improper_byte(&[], 0), None);
        // The first may have 0 or 2, the second only 1, and there is no third.
        let allowed = [0b101, 0b010];
        assert_eq!(improper_pair(&[0, 0, 1], &[0, 2, 1], &allowed), None);
        assert_eq!(improper_pair(&[0, 1], &[2, 2], &allowed), Some(1));
        assert_eq!(improper_pair(&[0, 2], &[2, 0], &allowed), Some(1));
        assert_eq!(improper_pair(&[0, 2, 2], &[2, 0, 0], &allowed), Some(1));
    }
}
