//! The thresholds of one rate, prepared for many comparisons.

/// Thresholds are counted in these parts of the whole, in which every percentage with at most seven decimals is whole.
pub const PARTS: u64 = 1_000_000_000;

/// The thresholds of a rate with their bits, for rates of two numbers of 32 bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// Lowest first, each in [`PARTS`].
    thresholds: Vec<u64>,
    /// The bits of those that are reached where so many are.
    reached: Vec<u64>,
}

impl Steps {
    /// `thresholds` lowest first, each in [`PARTS`] and with its bit. Those without a bit among `used` are left out.
    #[must_use]
    pub fn new(thresholds: impl Iterator<Item = (u64, u64)>, used: u64) -> Self {
        let (mut all, mut steps) = (0, Self { thresholds: Vec::new(), reached: vec![0] });
        for (threshold, bit) in thresholds.filter(|(_, bit)| bit & used != 0) {
            all |= bit;
            // One above the whole is reached by no rate, however far above it lies.
            steps.thresholds.push(threshold.min(PARTS + 1));
            steps.reached.push(all);
        }
        steps
    }

    /// The bits of the thresholds that the rate reaches.
    ///
    /// Neither product can wrap: 32 bits times [`PARTS`] take 62.
    #[must_use]
    #[inline]
    pub fn reached(&self, part: u32, whole: u32) -> u64 {
        let part = u64::from(part).wrapping_mul(PARTS);
        let reached = |threshold: &u64| usize::from(part >= threshold.wrapping_mul(u64::from(whole)));
        let count = self.thresholds.iter().map(reached).fold(0, usize::wrapping_add);
        self.reached.get(count).copied().unwrap_or(0)
    }

    /// The bits of all thresholds.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.reached.last().copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(used: u64) -> Steps {
        Steps::new([(PARTS / 10, 1), (PARTS * 3 / 10, 2), (PARTS * 45 / 100, 4)].into_iter(), used)
    }

    #[test]
    fn a_rate_reaches_its_threshold_and_all_below() {
        let steps = steps(7);
        assert_eq!(
            [0, 99, 100, 299, 300, 449, 450, 1000].map(|part| steps.reached(part, 1000)),
            [0, 0, 1, 1, 3, 3, 7, 7]
        );
        assert_eq!(steps.all(), 7);
    }

    #[test]
    fn what_nobody_uses_is_left_out() {
        let steps = steps(5);
        assert_eq!([100, 300, 450].map(|part| steps.reached(part, 1000)), [1, 1, 5]);
        assert_eq!((steps.all(), self::steps(0).all(), Steps::default().all()), (5, 0, 0));
    }

    #[test]
    fn a_threshold_above_the_whole_is_reached_by_nobody() {
        let steps = Steps::new([(PARTS, 1), (PARTS * 7, 2)].into_iter(), 3);
        assert_eq!([steps.reached(999, 1000), steps.reached(1000, 1000)], [0, 1]);
        assert_eq!(steps.reached(u32::MAX, u32::MAX), 1);
    }
}
