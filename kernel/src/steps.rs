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
