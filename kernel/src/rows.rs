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
