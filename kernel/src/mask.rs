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
