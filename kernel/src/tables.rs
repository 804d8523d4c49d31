//! The checks of several add-ons at once, for many answers: what eight answers satisfy together is looked up instead of
//! reckoned.
//!
//! A clause is satisfied by any of its bits. So what all answers satisfy is what each eight of them do, taken together, and of
//! eight answers there are 256.

use crate::checks::Checks;
use crate::mask::Mask;

/// A bit for each clause, looked up by eight answers at a time.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    facts: Vec<Table>,
    steps: Vec<Table>,
    /// Every clause.
    all: u64,
    thresholds: u64,
    /// Clauses that stand for others of the same check, and the bit that all of them share.
    more: Vec<(u32, u32)>,
    /// The bits taken so far.
    taken: u32,
}

#[derive(Clone, Debug)]
struct Table {
    shift: u32,
    satisfied: [u64; 256],
}

impl Tables {
    /// Adds checks, of which the first gets the bit returned and the others those after it; `None` where there is no room.
    pub fn push(&mut self, checks: &Checks) -> Option<u32> {
        let clauses: Vec<(Mask, u32)> = checks.clauses().collect();
        let first = self.taken;
        let mut next = first + checks.count();
        let before = self.more.len();
        let mut seen = 0_u64;
        let mut placed = Vec::new();
        for (mask, check) in clauses {
            let bit = 1_u64.checked_shl(check)?;
            if seen & bit == 0 {
                placed.push((mask, first + check));
            } else {
                placed.push((mask, next));
                self.more.push((next, first + check));
                next += 1;
            }
            seen |= bit;
        }
        if next > u64::BITS {
            self.more.truncate(before);
            return None;
        }
        for (mask, number) in placed {
            let bit = 1_u64.wrapping_shl(number);
            self.all |= bit;
            self.thresholds |= mask.steps;
            add(&mut self.facts, mask.facts, bit);
            add(&mut self.steps, mask.steps, bit);
        }
        self.taken = next;
        Some(first)
    }

    /// The thresholds that any clause has.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.thresholds
    }

    /// The bits of the checks that the answers do not satisfy.
    #[must_use]
    #[inline(always)]
    pub fn failed(&self, answers: Mask) -> u64 {
        let facts = self.facts.iter().fold(0, |satisfied, table| satisfied | table.get(answers.facts));
        let satisfied = self.steps.iter().fold(facts, |satisfied, table| satisfied | table.get(answers.steps));
        let failed = self.all & !satisfied;
        self.more.iter().fold(failed, |failed, (from, to)| failed | (failed.wrapping_shr(*from) & 1).wrapping_shl(*to))
    }
}

impl Table {
    #[inline(always)]
    fn get(&self, answers: u64) -> u64 {
        // The low byte: 256 entries and no other.
        #[allow(clippy::cast_possible_truncation)]
        let byte = usize::from(answers.wrapping_shr(self.shift) as u8);
        self.satisfied.get(byte).copied().unwrap_or(0)
    }
}

/// Lets any of the answers of `mask` satisfy a clause.
fn add(tables: &mut Vec<Table>, mask: u64, clause: u64) {
    for shift in (0..u64::BITS).step_by(8) {
        let byte = mask.wrapping_shr(shift) & 0xFF;
        if byte == 0 {
            continue;
        }
        let place = tables.iter().position(|table| table.shift == shift).unwrap_or_else(|| {
            tables.push(Table { shift, satisfied: [0; 256] });
            tables.len() - 1
        });
        if let Some(table) = tables.get_mut(place) {
            for (answers, satisfied) in (0_u64..).zip(&mut table.satisfied) {
                *satisfied |= if answers & byte != 0 { clause } else { 0 };
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    /// Numbers that look like chance (splitmix64).
    fn next(state: &mut u64) -> u64 {
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn few(state: &mut u64) -> u64 {
        next(state) & next(state) & next(state)
    }

    fn checks(state: &mut u64, count: u64) -> Checks {
        let mut checks = Checks::default();
        for _ in 0..count {
            let clauses: Vec<Mask> =
                (0..next(state) % 3).map(|_| Mask { facts: few(state), steps: few(state) }).collect();
            checks.push(&clauses);
        }
        checks
    }

    #[test]
    fn looking_up_is_the_same_as_reckoning() {
        let mut state = 1;
        for _ in 0..50 {
            let (one, other) = (checks(&mut state, 9), checks(&mut state, 7));
            let mut tables = Tables::default();
            let places = [tables.push(&one), tables.push(&other)].map(Option::unwrap);
            for _ in 0..200 {
                let answers = Mask { facts: few(&mut state), steps: few(&mut state) };
                let failed = tables.failed(answers);
                for (checks, place) in [&one, &other].into_iter().zip(places) {
                    let own = failed >> place & ((1 << checks.count()) - 1);
                    assert_eq!(own, checks.failed(answers));
                }
            }
        }
    }

    fn single(facts: u64) -> Checks {
        let mut checks = Checks::default();
        for bit in 0..facts {
            checks.push(&[Mask { facts: 1 << bit, steps: 0 }]);
        }
        checks
    }

    #[test]
    fn there_is_room_for_sixty_four() {
        let mut tables = Tables::default();
        assert_eq!(tables.push(&single(40)), Some(0));
        assert_eq!(tables.push(&single(25)), None);
        assert_eq!(tables.push(&single(24)), Some(40));
        assert_eq!(tables.failed(Mask::default()), u64::MAX);
        assert_eq!(tables.failed(Mask { facts: 1, steps: 0 }), !(1 | 1 << 40));
        assert_eq!(tables.push(&single(1)), None);
    }

    #[test]
    fn a_check_with_more_clauses_fails_by_any_of_them() {
        let mut tables = Tables::default();
        let mut checks = Checks::default();
        checks.push(&[
            Mask { facts: 1, steps: 0 },
            Mask { facts: 0, steps: 1 << 9 },
            Mask { facts: 0, steps: 1 << 40 },
        ]);
        checks.push(&[Mask { facts: 2, steps: 0 }]);
        assert_eq!(tables.push(&checks), Some(0));
        assert_eq!(tables.steps(), 1 << 9 | 1 << 40);
        let failed = |facts: u64, steps: u64| tables.failed(Mask { facts, steps }) & 3;
        assert_eq!(failed(3, 1 << 9 | 1 << 40), 0);
        assert_eq!([failed(3, 1 << 9), failed(3, 1 << 40), failed(2, 1 << 9 | 1 << 40)], [1, 1, 1]);
        assert_eq!(failed(0, 0), 3);
        // What has no room leaves no trace of the clauses that it would have had.
        let mut large = Checks::default();
        for _ in 0..59 {
            large.push(&[Mask { facts: 1, steps: 0 }, Mask { facts: 2, steps: 0 }]);
        }
        assert_eq!(tables.push(&large), None);
        assert_eq!(tables.failed(Mask { facts: 3, steps: 1 << 9 | 1 << 40 }), 0);
        assert_eq!(tables.failed(Mask { facts: 3, steps: 1 << 9 }) & 3, 1);
        assert_eq!(tables.push(&single(1)), Some(4));
    }

    #[test]
    fn what_has_no_room_leaves_the_rest_as_it_was() {
        let mut state = 2;
        let (one, large) = (checks(&mut state, 20), checks(&mut state, 60));
        let mut tables = Tables::default();
        assert_eq!(tables.push(&one), Some(0));
        let before = tables.failed(Mask::default());
        assert_eq!(tables.push(&large), None);
        assert_eq!(tables.failed(Mask::default()), before);
    }
}
