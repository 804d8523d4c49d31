//! Figures in texts: numbers with a unit, however they are written.
//!
//! A quote has to carry the figure that it is cited for, and a text for people must not hold one, because it would stand
//! there unchecked after the next change of the law. Both need to read １２点, 百分の十五, ３割 and 令和七年五月三十一日.

/// A figure of the law that a quote has to carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A percentage, as its shortest form without the sign.
    Percent(String),
    /// An amount with its unit: 点 or 円.
    Amount(u32, &'static str),
    /// A number of months.
    Months(u8),
    /// A number as such, in plain digits.
    Number(String),
}

/// A number in a normalised text.
#[derive(Debug, PartialEq, Eq)]
struct Number {
    digits: String,
    /// The characters before it, without spaces.
    before: String,
    /// The characters after it, without spaces.
    after: String,
}

const UNITS: &[&str] = &[
    "%",
    "パーセント",
    "点",
    "円",
    "割",
    "分の",
    "か月",
    "カ月",
    "ヶ月",
    "ケ月",
    "ヵ月",
    "箇月",
    "万",
    "月",
    "年",
    "日",
    "人",
    "名",
    "件",
    "床",
    "回",
    "週",
    "施設",
    "機関",
    "倍",
    "歳",
    "percent",
    "point",
    "yen",
    "month",
    "year",
    "day",
    "week",
    "patient",
    "institution",
    "facilit",
    "hospital",
    "bed",
    "time",
    "doctor",
    "people",
    "receipt",
];

impl Figure {
    /// Whether the quote says the figure.
    #[must_use]
    pub fn stands_in(&self, quote: &str) -> bool {
        numbers(quote).iter().any(|number| self.is(number))
    }

    fn is(&self, number: &Number) -> bool {
        match self {
            Self::Percent(percent) => {
                let tenths = number.digits.parse::<u32>().ok().map(|tenths| (tenths * 10).to_string());
                number.digits == *percent
                    && (number.after.starts_with('%')
                        || number.after.starts_with("パーセント")
                        || number.before.ends_with("100分の"))
                    || tenths.as_ref() == Some(percent) && number.after.starts_with('割')
            }
            Self::Amount(amount, unit) => number.digits == amount.to_string() && number.after.starts_with(unit),
            Self::Number(digits) => number.digits == *digits,
            Self::Months(months) => {
                let units = ["月に", "か月", "カ月", "ヶ月", "ヵ月", "箇月", "月前", "月間"];
                number.digits == months.to_string() && units.iter().any(|unit| number.after.starts_with(unit))
            }
        }
    }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Percent(percent) => write!(f, "{percent}%"),
            Self::Amount(amount, unit) => write!(f, "{amount}{unit}"),
            Self::Months(months) => write!(f, "{months}月"),
            Self::Number(digits) => f.write_str(digits),
        }
    }
}

/// The first figure in a text for people, as it would be said: `30%`.
#[must_use]
pub fn first_in(text: &str) -> Option<String> {
    numbers(text).into_iter().find_map(|number| {
        let after = number.after.to_lowercase();
        let unit = UNITS.iter().find(|unit| after.starts_with(**unit));
        let date = number.digits.len() == 4 && after.starts_with('-');
        unit.map(|unit| format!("{}{unit}", number.digits)).or_else(|| date.then(|| number.digits.clone()))
    })
}

fn numbers(text: &str) -> Vec<Number> {
    let plain: Vec<char> = normalised(text).chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let mut numbers = Vec::new();
    let mut start = None;
    for index in 0..=plain.len() {
        let in_number = plain.get(index).is_some_and(|&c| c.is_ascii_digit() || is_point(&plain, index));
        match (in_number, start) {
            (true, None) => start = Some(index),
            (false, Some(first)) => {
                let of =
                    |range: std::ops::Range<usize>| plain.get(range).unwrap_or_default().iter().collect::<String>();
                numbers.push(Number {
                    digits: of(first..index),
                    before: of(first.saturating_sub(8)..first),
                    after: of(index..plain.len().min(index + 12)),
                });
                start = None;
            }
            _ => {}
        }
    }
    numbers
}

fn is_point(text: &[char], index: usize) -> bool {
    let digit = |index: Option<usize>| index.and_then(|index| text.get(index)).is_some_and(char::is_ascii_digit);
    text.get(index) == Some(&'.') && digit(index.checked_sub(1)) && digit(Some(index + 1))
}

/// With half-width digits for full-width ones and for kanji numerals. A space still parts two numbers: it becomes `|`
/// between digits, which is nothing that a figure holds. So does the number of a level before its amount, which a text without
/// spaces writes as one with it: 加算２９点 are nine points of the second level.
fn normalised(text: &str) -> String {
    let mut plain = String::new();
    let mut kanji = Kanji::default();
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if kanji.push(c) {
            continue;
        }
        kanji.flush(&mut plain);
        match c {
            '０'..='９' => {
                let of_level = plain.ends_with("加算");
                plain.extend(char::from_u32(c as u32 - '０' as u32 + '0' as u32));
                if of_level && characters.peek().is_some_and(|next| matches!(next, '0'..='9' | '０'..='９')) {
                    plain.push('|');
                }
            }
            '％' => plain.push('%'),
            '．' => plain.push('.'),
            c if c.is_whitespace() && plain.ends_with(|last: char| last.is_ascii_digit()) => {
                plain.push_str(" \u{200B}")
            }
            c => plain.push(c),
        }
    }
    kanji.flush(&mut plain);
    // A zero-width space parts digits; where it is before a unit it is of no use.
    let mut parted = String::new();
    let mut characters = plain.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\u{200B}' if characters.peek().is_some_and(char::is_ascii_digit) => parted.push('|'),
            '\u{200B}' => {}
            c => parted.push(c),
        }
    }
    parted
}

/// A run of kanji numerals on its way to a number.
#[derive(Default)]
struct Kanji {
    sum: u32,
    digits: Option<u32>,
    some: bool,
}

impl Kanji {
    fn push(&mut self, c: char) -> bool {
        let place = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => 1,
        };
        if place > 1 {
            self.sum = self.sum.saturating_add(self.digits.take().unwrap_or(1) * place);
            self.some = true;
            return true;
        }
        let Some(digit) = "〇一二三四五六七八九".chars().position(|known| known == c) else {
            return false;
        };
        let digit = u32::try_from(digit).unwrap_or_default();
        self.digits =
            Some(self.digits.map_or(digit, |before| before.saturating_mul(10).saturating_add(digit) % 1_000_000));
        self.some = true;
        true
    }

    fn flush(&mut self, plain: &mut String) {
        if self.some {
            let number = self.sum.saturating_add(self.digits.unwrap_or(0));
            plain.push_str(&number.to_string());
        }
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_found_in_every_way_of_writing_it() {
        let fifteen = Figure::Percent("15".to_owned());
        for quote in ["加算１ 15% 30%", "「15％」とあるのは", "百分の十五以上", "100分の15", "15 ％"]
        {
            assert!(fifteen.stands_in(quote), "{quote}");
        }
        for quote in ["115%", "15点", "1.15%", "加算15", "1 5%", "百分の五"] {
            assert!(!fifteen.stands_in(quote), "{quote}");
        }
        assert!(Figure::Percent("30".to_owned()).stands_in("患者の割合が３割以上の医療機関"));
    }

    #[test]
    fn an_amount_needs_its_unit() {
        assert!(Figure::Amount(11, "点").stands_in("医療DX推進体制整備加算１ １１点"));
        assert!(Figure::Amount(50, "円").stands_in("情報活用加算 50 円"));
        assert!(Figure::Amount(160, "点").stands_in("百六十点"));
        assert!(!Figure::Amount(1, "点").stands_in("医療DX推進体制整備加算１ １１点"));
    }

    #[test]
    fn the_number_of_a_level_is_no_part_of_its_amount() {
        let points = |amount| Figure::Amount(amount, "点");
        for (amount, quote) in [(9, "情報活用加算２９点"), (15, "体制整備加算１15点"), (1, "医療情報取得加算１点")]
        {
            assert!(points(amount).stands_in(quote), "{quote}");
        }
        assert!(!points(29).stands_in("情報活用加算２９点"));
        assert!(!points(5).stands_in("体制整備加算１15点"));
    }

    #[test]
    fn a_frequency_is_no_month_of_the_year() {
        assert!(Figure::Months(3).stands_in("再診時（３月に１回に限り算定）"));
        assert!(!Figure::Months(3).stands_in("令和７年３月31日まで"));
    }

    #[test]
    fn a_figure_in_a_text_for_people_is_found() {
        for (text, figure) in [
            ("利用率が３０％以上", "30%"),
            ("患者の三割以上", "3割"),
            ("two months is 2 Months", "2month"),
            ("令和七年五月まで", "7年"),
            ("since 2025-04-01", "2025"),
        ] {
            assert_eq!(first_in(text).as_deref(), Some(figure), "{text}");
        }
    }

    #[test]
    fn a_name_with_a_number_is_no_figure() {
        for text in ["医療DX推進体制整備加算１", "3文書6情報", "様式1の6", "十分な情報", "一部の薬局", "Level 1"]
        {
            assert_eq!(first_in(text), None, "{text}");
        }
    }
}
