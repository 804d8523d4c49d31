//! Dates and rates as people write them, turned into the one form that the engine takes.

use dx_kasan_rules::date::{BadDate, Day};
use dx_kasan_rules::node::shortened;
use dx_kasan_rules::rate::Rate;
use dx_kasan_rules::read::Problem;

use crate::error::{Error, Kind};

/// An era (元号) of the calendar. Not law of the fee schedules but the calendar's own.
struct Era {
    name: &'static str,
    short: char,
    /// The western year before its first.
    base: i32,
    first: (i32, u32, u32),
}

const ERAS: [Era; 5] = [
    Era { name: "令和", short: 'R', base: 2018, first: (2019, 5, 1) },
    Era { name: "平成", short: 'H', base: 1988, first: (1989, 1, 8) },
    Era { name: "昭和", short: 'S', base: 1925, first: (1926, 12, 25) },
    Era { name: "大正", short: 'T', base: 1911, first: (1912, 7, 30) },
    Era { name: "明治", short: 'M', base: 1867, first: (1868, 10, 23) },
];

/// Reads a date in the western or the Japanese calendar: `2025-10-01`, `2025/10/1`, `2025年10月1日`, `令和7年10月1日`,
/// `令和元年5月1日`, `R7.10.1`, with half- or full-width characters.
///
/// ```
/// use dx_kasan::parse_date;
///
/// assert_eq!(parse_date("令和７年１０月１日")?.to_string(), "2025-10-01");
/// let error = parse_date("平成33年4月1日").unwrap_err();
/// assert_eq!(error.to_string(), "`平成33年4月1日` lies outside its era; it is 令和3年4月1日");
/// # Ok::<(), dx_kasan::Error>(())
/// ```
///
/// # Errors
/// `bad-date` when the text has another form, names a day that the calendar lacks, or one outside its era; of the last,
/// the error names the day in the era that it lies in.
pub fn parse_date(text: &str) -> Result<Day, Error> {
    let plain = half_width(text);
    let plain = plain.trim();
    let form = || Error::new(Kind::DateForm { given: shortened(text) }, "");
    let era = ERAS.iter().find_map(|era| {
        let rest = plain.strip_prefix(era.name);
        let rest = rest
            .or_else(|| plain.strip_prefix(era.short))
            .or_else(|| plain.strip_prefix(era.short.to_ascii_lowercase()));
        rest.map(|rest| (era, rest))
    });
    let (year, month, day) = numbers(era.map_or(plain, |(_, rest)| rest), era.is_some()).ok_or_else(form)?;
    let west = match era {
        None if year >= 1000 => year,
        None => return Err(form()),
        Some((era, _)) => era.base + year,
    };
    let found = Day::new(west, month, day).map_err(|why| bad(text, why))?;
    match era {
        Some((era, _)) if !is_within(era, found) => {
            Err(Error::new(Kind::Era { given: shortened(text), meant: in_era(found, month, day) }, ""))
        }
        _ => Ok(found),
    }
}

/// Reads a rate: a percentage with its sign, `45.3%` or `４５．３％`, given back in the form that the engine takes.
///
/// ```
/// use dx_kasan::parse_rate;
///
/// assert_eq!(parse_rate("４５．３ ％")?, "45.3%");
/// assert!(parse_rate("0.453").is_err());
/// # Ok::<(), dx_kasan::Error>(())
/// ```
///
/// # Errors
/// `bad-rate` when the text is not a percentage, or has no sign, since `0.5` might be meant either way; `out-of-range` above
/// 100%.
pub fn parse_rate(text: &str) -> Result<String, Error> {
    let plain: String = half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    match Rate::parse_percent(&plain) {
        Some(rate) if rate.exceeds_one() => Err(Error::new(Kind::RateAboveAll { rate: plain }, "")),
        Some(_) => Ok(plain),
        None => {
            let lacks_sign = Rate::parse_percent(&format!("{plain}%")).is_some();
            let given = shortened(text);
            Err(Error::new(if lacks_sign { Kind::RateWithoutSign { given } } else { Kind::RateForm { given } }, ""))
        }
    }
}

/// Full-width digits, letters and signs in half width, and the ideographic space as a space.
fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '！'..='～' => char::from_u32(c as u32 - '！' as u32 + '!' as u32).unwrap_or(c),
            '\u{3000}' => ' ',
            c => c,
        })
        .collect()
}

/// Year, month and day, parted by 年月日 or by one of `-` `/` `.`, which may not be mixed.
fn numbers(text: &str, in_era: bool) -> Option<(i32, u32, u32)> {
    let text = text.trim_start();
    let (year, month, day) = if let Some((year, rest)) = text.split_once('年') {
        let (month, rest) = rest.split_once('月')?;
        (year, month, rest.trim_end().strip_suffix('日')?)
    } else {
        let separator = text.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
        let (year, rest) = text.split_once(separator)?;
        let (month, day) = rest.split_once(separator)?;
        (year, month, day)
    };
    let year = if in_era && year.trim() == "元" { 1 } else { number(year, 4)?.cast_signed() };
    Some((year, number(month, 2)?, number(day, 2)?))
}

fn number(text: &str, most_digits: usize) -> Option<u32> {
    let text = text.trim();
    let plain = !text.is_empty() && text.len() <= most_digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn bad(text: &str, why: BadDate) -> Error {
    Error::new(Kind::Value(Problem::BadDate { given: shortened(text), why }), "")
}

fn is_within(era: &Era, day: Day) -> bool {
    era_of(day).is_some_and(|known| known.name == era.name)
}

fn era_of(day: Day) -> Option<&'static Era> {
    ERAS.iter().find(|era| {
        let (year, month, first) = era.first;
        // The first day of 明治 lies before the days that the engine takes, so that every day is in its era or a later one.
        Day::new(year, month, first).map_or(true, |first| first <= day)
    })
}

fn in_era(day: Day, month: u32, of_month: u32) -> String {
    let Some(era) = era_of(day) else { return day.to_string() };
    let year = day.year() - era.base;
    let year = if year == 1 { "元".to_owned() } else { year.to_string() };
    format!("{}{year}年{month}月{of_month}日", era.name)
}
