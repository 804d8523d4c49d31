//! Answers as bits, and what is known of them.

/// Favourable answers and thresholds reached, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mask {
    /// One bit for each fact: the favourable answer.
    pub facts: u64,
    /// One bit for each threshold: reached.
    pub steps: u64,
}

impl Mask {
    /// Whether the two have a bit in common.
    #[must_use]
    #[inline]
    pub fn meets(self, other: Self) -> bool {
        // One test, not two: a branch between them would be a guess.
        (self.facts & other.facts) | (self.steps & other.steps) != 0
    }

    /// The bits that both have.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self { facts: self.facts & other.facts, steps: self.steps & other.steps }
    }

    /// The bits that `other` lacks.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self { facts: self.facts & !other.facts, steps: self.steps & !other.steps }
    }

    /// The bits of both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self { facts: self.facts | other.facts, steps: self.steps | other.steps }
    }

    /// Whether all bits are in `other` too.
    #[must_use]
    pub fn within(self, other: Self) -> bool {
        self.facts & !other.facts == 0 && self.steps & !other.steps == 0
    }
}

/// What is known of a facility: the answers at their worst and at their best.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Knowledge {
    /// What is surely favourable.
    pub worst: Mask,
    /// What is not surely unfavourable.
    pub best: Mask,
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn mask(facts: u64, steps: u64) -> Mask {
        Mask { facts, steps }
    }

    #[test]
    fn two_meet_by_a_fact_or_a_step_or_both() {
        assert!(mask(6, 0).meets(mask(2, 1)));
        assert!(mask(1, 4).meets(mask(2, 12)));
        assert!(mask(5, 5).meets(mask(4, 4)), "the same bit in both");
        assert!(!mask(5, 2).meets(mask(2, 5)), "a fact is not a step");
    }

    #[test]
    fn masks_are_sets() {
        let (one, other) = (mask(0b011, 0b110), mask(0b110, 0b011));
        assert_eq!(one.intersection(other), mask(0b010, 0b010));
        assert_eq!(one.union(other), mask(0b111, 0b111));
        assert_eq!(one.without(other), mask(0b001, 0b100));
        assert!(one.within(one.union(other)) && !one.within(other));
        assert!(!mask(1, 0).within(mask(0, 1)) && !mask(0, 1).within(mask(1, 0)));
    }
}
