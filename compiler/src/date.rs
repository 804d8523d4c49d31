//! Days and months of the calendar, in the one form that data has: `2025-10-01` and `2025-10`.
//!
//! The calendar itself is chrono's. Days are carried as numbers so that arms compare in one instruction and the compiled
//! rules stay small.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Serialize, Serializer};

use crate::compact::{Compact, Cursor, write_number};

/// The years in which a day of input may lie.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// A day of the Gregorian calendar.
///
/// ```
/// use dx_kasan_rules::date::Day;
///
/// let day = Day::parse("2025-09-30")?;
/// assert_eq!(day.next().to_string(), "2025-10-01");
/// # Ok::<(), dx_kasan_rules::date::BadDate>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// A month of the Gregorian calendar: the month of a claim, or the month measured.
///
/// ```
/// use dx_kasan_rules::date::Month;
///
/// let claim = Month::parse("2025-02")?;
/// assert_eq!(claim.minus(3).to_string(), "2024-11");
/// # Ok::<(), dx_kasan_rules::date::BadDate>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

/// Why a text is not a day or month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadDate {
    /// The text has another form than `YYYY-MM-DD` or `YYYY-MM`.
    Form,
    /// The year lies outside [`YEARS`].
    Year(i32),
    /// There is no such month.
    Month(u32),
    /// The month is shorter.
    Day {
        /// The day asked for.
        day: u32,
        /// The number of days that the month has.
        last: u32,
    },
}

impl fmt::Display for BadDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form => f.write_str("it has another form"),
            Self::Year(year) => {
                write!(f, "year {year} is not in the required range of {}..={}", YEARS.start(), YEARS.end())
            }
            Self::Month(month) => write!(f, "month {month} is not in the required range of 1..=12"),
            Self::Day { day, last } => {
                write!(f, "day {day} is not in the required range of 1..={last}")
            }
        }
    }
}

impl std::error::Error for BadDate {}

impl Day {
    /// The day of a year, month and day of the month.
    ///
    /// # Errors
    /// [`BadDate`] when the calendar has no such day, or it lies outside [`YEARS`].
    pub fn new(year: i32, month: u32, day: u32) -> Result<Self, BadDate> {
        let last = Month::new(year, month)?.last_day().day();
        match NaiveDate::from_ymd_opt(year, month, day) {
            Some(date) => Ok(Self(date.num_days_from_ce())),
            None => Err(BadDate::Day { day, last }),
        }
    }

    /// Reads `YYYY-MM-DD`, and nothing else.
    ///
    /// # Errors
    /// [`BadDate`] when the text has another form or names no day.
    pub fn parse(text: &str) -> Result<Self, BadDate> {
        let (month, day) = text.split_at_checked(7).ok_or(BadDate::Form)?;
        let day = day.strip_prefix('-').and_then(|day| digits(day, 2)).ok_or(BadDate::Form)?;
        let (year, month) = year_and_month(month).ok_or(BadDate::Form)?;
        Self::new(year, month, day)
    }

    /// The day after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The day before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// The month that the day lies in.
    #[must_use]
    pub fn month(self) -> Month {
        let date = self.date();
        // INVARIANT: `date` has a month of 1..=12, which fits an `i32`.
        Month(date.year() * 12 + date.month0() as i32)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u32 {
        self.date().day()
    }

    fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0).unwrap_or(NaiveDate::MAX)
    }
}

impl Month {
    /// The month of a year.
    ///
    /// # Errors
    /// [`BadDate`] when the month is none of 1 to 12, or the year lies outside [`YEARS`].
    pub fn new(year: i32, month: u32) -> Result<Self, BadDate> {
        if !YEARS.contains(&year) {
            return Err(BadDate::Year(year));
        }
        if !(1..=12).contains(&month) {
            return Err(BadDate::Month(month));
        }
        Ok(Self(year * 12 + month as i32 - 1))
    }

    /// Reads `YYYY-MM`, and nothing else.
    ///
    /// # Errors
    /// [`BadDate`] when the text has another form or names no month.
    pub fn parse(text: &str) -> Result<Self, BadDate> {
        let (year, month) = year_and_month(text).ok_or(BadDate::Form)?;
        Self::new(year, month)
    }

    /// The month `months` before.
    #[must_use]
    pub fn minus(self, months: u32) -> Self {
        Self(self.0.saturating_sub_unsigned(months))
    }

    /// The month `months` after.
    #[must_use]
    pub fn plus(self, months: u32) -> Self {
        Self(self.0.saturating_add_unsigned(months))
    }

    /// Its number in the year, from 1.
    #[must_use]
    pub fn of_year(self) -> u32 {
        self.month()
    }

    /// How many months lie from `earlier` to this one; negative when `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// The first day.
    #[must_use]
    pub fn first_day(self) -> Day {
        let date = NaiveDate::from_ymd_opt(self.year(), self.month(), 1).unwrap_or(NaiveDate::MAX);
        Day(date.num_days_from_ce())
    }

    /// The last day.
    #[must_use]
    pub fn last_day(self) -> Day {
        self.plus(1).first_day().previous()
    }

    fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    fn month(self) -> u32 {
        self.0.rem_euclid(12).unsigned_abs() + 1
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.month(), self.day())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

fn year_and_month(text: &str) -> Option<(i32, u32)> {
    let (year, month) = text.split_once('-')?;
    Some((digits(year, 4)?.cast_signed(), digits(month, 2)?))
}

fn digits(text: &str, length: usize) -> Option<u32> {
    let plain = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

macro_rules! written {
    ($type:ty, $range:expr) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl Compact for $type {
            fn read(from: &mut Cursor<'_>) -> Self {
                // Twice the number, as the format has signed numbers; no day or month here is before the first.
                let number = i32::try_from(from.number(u32::MAX.into()) / 2).unwrap_or_default();
                if $range.contains(&number) { Self(number) } else { from.fail() }
            }

            fn write(&self, into: &mut Vec<u8>) {
                write_number(2 * u64::from(self.0.unsigned_abs()), into);
            }
        }
    };
}

/// The days of [`YEARS`], counted from the first of the year 1.
const DAYS: std::ops::RangeInclusive<i32> = 693_596..=803_168;

written!(Day, DAYS);
written!(Month, (YEARS.start() * 12..=YEARS.end() * 12 + 11));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_one_form_only() {
        assert_eq!(Day::parse("2025-10-01").map(|day| day.to_string()), Ok("2025-10-01".to_owned()));
        for text in [
            "2025-10-1",
            "2025/10/01",
            "20251001",
            "2025-10-01T00:00",
            " 2025-10-01",
            "+025-10-01",
            "２０２５-10-01",
            "",
        ] {
            assert_eq!(Day::parse(text), Err(BadDate::Form), "{text}");
        }
    }

    #[test]
    fn a_day_that_the_calendar_lacks_says_what_it_has() {
        assert_eq!(Day::parse("2025-02-30"), Err(BadDate::Day { day: 30, last: 28 }));
        assert_eq!(Day::parse("2024-02-29").map(|day| day.next().to_string()), Ok("2024-03-01".to_owned()));
        assert_eq!(Day::parse("2025-13-01"), Err(BadDate::Month(13)));
        assert_eq!(Day::parse("1899-12-31"), Err(BadDate::Year(1899)));
        assert_eq!(Day::parse("2025-01-00"), Err(BadDate::Day { day: 0, last: 31 }));
    }

    #[test]
    fn the_days_of_input_are_those_of_the_compiled_form() {
        assert_eq!((Day::new(1900, 1, 1), Day::new(2199, 12, 31)), (Ok(Day(*DAYS.start())), Ok(Day(*DAYS.end()))));
    }

    #[test]
    fn months_count_over_the_turn_of_a_year() {
        let month = Month::new(2025, 2)
            .map(|month| (month.minus(3).to_string(), month.plus(11).to_string(), month.last_day().to_string()));
        assert_eq!(month, Ok(("2024-11".to_owned(), "2026-01".to_owned(), "2025-02-28".to_owned())));
    }
}
