//! The checks of the levels of one add-on on one day, each different one once.
//!
//! Most levels ask for the same but for a rate. So the different checks are numbered, the answers are held against each of
//! them once, and what a level lacks is a mask away.

use crate::mask::Mask;

/// The different checks, each a run of clauses of which every one must have a bit in common with the answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checks {
    clauses: Vec<Clause>,
    checks: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Clause {
    mask: Mask,
    check: u32,
}

impl Checks {
    /// The most clauses of different checks; the linter refuses rules with more.
    pub const MOST: usize = 64;

    /// Adds a check with its clauses and gives its number.
    pub fn push(&mut self, clauses: &[Mask]) -> u32 {
        let check = self.checks;
        self.clauses.extend(clauses.iter().map(|mask| Clause { mask: *mask, check }));
        self.checks += 1;
        check
    }

    /// How many clauses there are, a check without any counting as one.
    #[must_use]
    pub fn places(&self) -> usize {
        let with = |check: u32| self.clauses.iter().filter(|clause| clause.check == check).count();
        (0..self.checks).map(|check| with(check).max(1)).sum()
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.checks
    }

    /// The clauses, each with the number of its check.
    pub fn clauses(&self) -> impl Iterator<Item = (Mask, u32)> {
        self.clauses.iter().map(|clause| (clause.mask, clause.check))
    }

    /// The bits of the checks that the answers do not satisfy.
    #[must_use]
    pub fn failed(&self, answers: Mask) -> u64 {
        let bit = |clause: &Clause| u64::from(!clause.mask.meets(answers)).wrapping_shl(clause.check);
        self.clauses.iter().fold(0, |failed, clause| failed | bit(clause))
    }
}

/// What one level asks for, as bits of the different checks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LevelChecks {
    /// Its checks that no transitional measure covers.
    real: u64,
    /// Those whose number is the position of their requirement.
    placed: u32,
    /// The others, with the position of their requirement.
    moved: Vec<(u32, u32)>,
}

impl LevelChecks {
    /// Adds the check of a number, which is about the requirement at a position.
    pub fn push(&mut self, check: u32, position: u32, deemed: bool) {
        if !deemed {
            self.real |= 1_u64.wrapping_shl(check);
        }
        match (check == position).then(|| 1_u32.checked_shl(check)).flatten() {
            Some(place) => self.placed |= place,
            None => self.moved.push((check, position)),
        }
    }

    /// The checks that no transitional measure covers.
    #[must_use]
    #[inline]
    pub fn real(&self) -> u64 {
        self.real
    }

    /// Of these checks, those that the level has, as positions of their requirements.
    #[must_use]
    #[inline(always)]
    pub fn positions(&self, checks: u64) -> u32 {
        // The low half: whatever is placed lies there.
        #[allow(clippy::cast_possible_truncation)]
        let placed = checks as u32 & self.placed;
        self.moved.iter().fold(placed, |positions, (check, position)| {
            positions | ((checks.wrapping_shr(*check) & 1 != 0) as u32).wrapping_shl(*position)
        })
    }

    /// Whether it is met by answers that fail these checks.
    #[must_use]
    #[inline]
    pub fn met(&self, failed: u64) -> bool {
        self.real & failed == 0
    }

    /// The requirements that keep it from being met, by answers that fail these checks.
    #[must_use]
    #[inline]
    pub fn missing(&self, failed: u64) -> u32 {
        self.positions(failed & self.real)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Mask = Mask { facts: 1, steps: 0 };
    const TWO: Mask = Mask { facts: 2, steps: 0 };

    #[test]
    fn a_check_takes_a_place_for_each_clause_and_one_without_any() {
        let mut checks = Checks::default();
        assert_eq!(checks.places(), 0);
        assert_eq!(checks.push(&[ONE, TWO]), 0);
        assert_eq!(checks.push(&[]), 1);
        assert_eq!(checks.push(&[ONE]), 2);
        assert_eq!((checks.places(), checks.count()), (4, 3));
    }

    #[test]
    fn a_check_fails_by_any_of_its_clauses() {
        let mut checks = Checks::default();
        checks.push(&[ONE, TWO]);
        checks.push(&[]);
        checks.push(&[TWO]);
        assert_eq!(checks.failed(Mask::default()), 0b101);
        assert_eq!(checks.failed(ONE), 0b101);
        assert_eq!(checks.failed(TWO), 0b001);
        assert_eq!(checks.failed(ONE.union(TWO)), 0);
    }

    #[test]
    fn a_level_lacks_what_it_asks_for_in_earnest_by_the_position_of_the_requirement() {
        let mut level = LevelChecks::default();
        level.push(0, 0, false);
        level.push(3, 3, true);
        level.push(40, 1, false);
        level.push(33, 5, true);
        level.push(6, 2, false);
        let all = u64::MAX;
        assert_eq!(level.positions(all), 0b10_1111);
        assert_eq!(level.positions(1 << 6), 0b100);
        assert_eq!(level.positions(1 << 40), 0b10);
        assert_eq!(level.missing(all), 0b111, "what a transitional measure covers is not missing");
        assert!(!level.met(1) && !level.met(1 << 40));
        assert!(level.met(1 << 3 | 1 << 33 | 1 << 7));
        assert_eq!(level.real(), 1 | 1 << 40 | 1 << 6);
    }

    #[test]
    fn a_requirement_is_missing_once_however_many_of_its_checks_fail() {
        let mut level = LevelChecks::default();
        level.push(0, 0, false);
        level.push(9, 0, false);
        assert_eq!(level.missing(1 | 1 << 9), 1);
    }
}
