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
    /// Its checks.
    all: u64,
    /// Those that no transitional measure covers.
    real: u64,
    /// Those whose number is the position of their requirement.
    placed: u32,
    /// The others, with the position of their requirement.
    moved: Vec<(u32, u32)>,
}

impl LevelChecks {
    /// Adds the check of a number, which is about the requirement at a position.
    pub fn push(&mut self, check: u32, position: u32, deemed: bool) {
        let bit = 1_u64.wrapping_shl(check);
        self.all |= bit;
        if !deemed {
            self.real |= bit;
        }
        if check == position && check < u32::BITS {
            self.placed |= 1_u32.wrapping_shl(check);
        } else {
            self.moved.push((check, position));
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
