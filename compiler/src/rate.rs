//! Exact rates: a whole number of parts of a whole. There is no floating point between input and verdict.

use std::cmp::Ordering;
use std::fmt;

use crate::compact::{Compact, Cursor};

/// The largest count that a facility may state.
pub const LARGEST_COUNT: u64 = 1_000_000_000;

/// The most digits after the point of a percentage. With them and [`LARGEST_COUNT`] every sum of rates stays exact in 64 bits.
pub const MOST_DECIMALS: usize = 7;

/// An exact rate, such as 9 of 20.
///
/// Equality and order are those of the value: 9 of 20 equals 45 of 100.
///
/// ```
/// use dx_kasan_rules::rate::Rate;
///
/// let counted = Rate::new(4499, 10_000);
/// let needed = Rate::parse_percent("45%");
/// assert!(counted < needed);
/// assert_eq!(counted.map(|rate| rate.cut_to_two_decimals()), Some("44.99%".to_owned()));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    part: u64,
    whole: u64,
}

impl Rate {
    /// `part` of `whole`; `None` of nothing, for which there is no rate.
    #[must_use]
    pub fn new(part: u64, whole: u64) -> Option<Self> {
        (whole > 0).then_some(Self { part, whole })
    }

    /// Reads a percentage such as `45%` or `45.3%`: digits, at most seven of them after a point, and the sign.
    #[must_use]
    pub fn parse_percent(text: &str) -> Option<Self> {
        let number = text.strip_suffix('%')?;
        let (units, decimals) = match number.split_once('.') {
            Some((_, "")) => return None,
            Some((units, decimals)) => (units, decimals),
            None => (number, ""),
        };
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if units.is_empty() || units.len() > 3 || decimals.len() > MOST_DECIMALS || !plain(units) || !plain(decimals) {
            return None;
        }
        let part = units.bytes().chain(decimals.bytes()).fold(0, |sum: u64, digit| sum * 10 + u64::from(digit - b'0'));
        let whole = decimals.bytes().fold(100, |whole: u64, _| whole * 10);
        Some(Self { part, whole })
    }

    /// The parts.
    #[must_use]
    pub fn part(self) -> u64 {
        self.part
    }

    /// The whole, never 0.
    #[must_use]
    pub fn whole(self) -> u64 {
        self.whole
    }

    /// How many of so many parts of the whole it is, cut off; exact for a percentage in thousand millionths.
    #[must_use]
    pub fn in_parts(self, parts: u64) -> u64 {
        u64::try_from(u128::from(self.part) * u128::from(parts) / u128::from(self.whole)).unwrap_or(u64::MAX)
    }

    /// Whether the rate is more than the whole.
    #[must_use]
    pub fn exceeds_one(self) -> bool {
        self.part > self.whole
    }

    /// The percentage, cut off (never rounded up) at two decimals: `45.32%`.
    #[must_use]
    pub fn cut_to_two_decimals(self) -> String {
        let hundredths = self.percent(2);
        format!("{}.{:02}%", hundredths / 100, hundredths % 100)
    }

    /// What `other` lacks to be this rate, in percentage points, rounded up to two decimals: `5.00`. `None` when it lacks
    /// nothing.
    ///
    /// ```
    /// use dx_kasan_rules::rate::Rate;
    ///
    /// let needed = Rate::parse_percent("60%").unwrap();
    /// assert_eq!(needed.lacks(Rate::new(549_999, 1_000_000).unwrap()), Some("5.01".to_owned()));
    /// assert_eq!(needed.lacks(needed), None);
    /// ```
    #[must_use]
    pub fn lacks(self, other: Self) -> Option<String> {
        let (needed, had) = self.cross(other);
        let lack = needed.checked_sub(had).filter(|lack| *lack > 0)?;
        // A hundredth of a percentage point is the ten-thousandth part of the whole.
        let hundredths = (lack * 10_000).div_ceil(u128::from(self.whole) * u128::from(other.whole));
        // At most a hundred points. Numbers of 128 bits would take another kilobyte to write.
        let hundredths = u64::try_from(hundredths).ok()?;
        Some(format!("{}.{:02}", hundredths / 100, hundredths % 100))
    }

    /// The percentage, cut off at so many decimals, as a whole number of their last.
    ///
    /// INVARIANT: with [`LARGEST_COUNT`] and [`MOST_DECIMALS`] the whole is at most 10^18, so ten times a rest fits.
    fn percent(self, decimals: usize) -> u64 {
        let (mut cut, mut rest) = (self.part / self.whole, self.part % self.whole);
        for _ in 0..decimals + 2 {
            cut = cut * 10 + rest * 10 / self.whole;
            rest = rest * 10 % self.whole;
        }
        cut
    }

    fn cross(self, other: Self) -> (u128, u128) {
        (u128::from(self.part) * u128::from(other.whole), u128::from(other.part) * u128::from(self.whole))
    }
}

impl Compact for Rate {
    fn read(from: &mut Cursor<'_>) -> Self {
        // The bounds of a percentage, within which every reckoning stays exact.
        let (part, whole) = (from.number(10 * LARGEST_COUNT), from.number(LARGEST_COUNT));
        if whole == 0 {
            from.fail::<()>();
        }
        Self { part, whole: whole.max(1) }
    }

    fn write(&self, into: &mut Vec<u8>) {
        self.part.write(into);
        self.whole.write(into);
    }
}

impl PartialEq for Rate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Rate {}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rate {
    fn cmp(&self, other: &Self) -> Ordering {
        let (left, right) = self.cross(*other);
        left.cmp(&right)
    }
}

/// The shortest exact form for a percentage that has one (`45%`, `12.5%`), as thresholds have; cut at seven decimals else.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scaled = self.percent(MOST_DECIMALS);
        let (units, decimals) = (scaled / 10_000_000, scaled % 10_000_000);
        if decimals == 0 {
            return write!(f, "{units}%");
        }
        let decimals = format!("{decimals:07}");
        write!(f, "{units}.{}%", decimals.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compact::write_number;

    #[test]
    fn a_percentage_is_exact() {
        let third = Rate::new(1, 3);
        assert!(Rate::parse_percent("33.3333333%") < third);
        assert!(Rate::parse_percent("33.3333334%") > third);
        assert_eq!(Rate::parse_percent("45%"), Rate::new(9, 20));
        assert_eq!(Rate::parse_percent("0.0%"), Rate::new(0, 7));
    }

    #[test]
    fn other_forms_are_no_percentage() {
        for text in ["45", "45 %", ".5%", "45.%", "-1%", "4５%", "1e2%", "45.12345678%", "1000%", "%", "45,3%"] {
            assert_eq!(Rate::parse_percent(text), None, "{text}");
        }
    }

    #[test]
    fn the_shown_rate_is_cut_and_never_rounded_up() {
        let shown = |part, whole| Rate::new(part, whole).map(Rate::cut_to_two_decimals);
        assert_eq!(shown(44_999, 100_000), Some("44.99%".to_owned()));
        assert_eq!(shown(9, 20), Some("45.00%".to_owned()));
        assert_eq!(shown(270, 880), Some("30.68%".to_owned()));
    }

    #[test]
    fn a_threshold_shows_as_it_is_written() {
        for text in ["45%", "12.5%", "100%", "0%"] {
            assert_eq!(Rate::parse_percent(text).map(|rate| rate.to_string()), Some(text.to_owned()));
        }
    }

    #[test]
    fn the_compiled_form_has_no_rate_beyond_the_bounds() {
        let read = |part: u64, whole: u64| {
            let mut bytes = Vec::new();
            write_number(part, &mut bytes);
            write_number(whole, &mut bytes);
            let mut from = Cursor::new(&bytes);
            let rate = Rate::read(&mut from);
            from.is_whole().then_some((rate.part, rate.whole))
        };
        let (part, whole) = (10 * LARGEST_COUNT, LARGEST_COUNT);
        assert_eq!(read(part, whole), Some((part, whole)));
        assert_eq!(read(part + 1, whole), None);
        assert_eq!(read(part, whole + 1), None);
        assert_eq!(read(0, 1), Some((0, 1)));
        assert_eq!(read(0, 0), None);
    }
}
