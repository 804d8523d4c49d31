//! Dates and rates as people write them: what is read, and in which words the rest is refused.

use dx_kasan::{Error, parse_date, parse_rate};

#[track_caller]
fn reads(text: &str, day: &str) {
    assert_eq!(parse_date(text).map(|day| day.to_string()), Ok(day.to_owned()), "{text}");
}

#[track_caller]
fn refuses(text: &str, code: &str, english: &str, japanese: &str) {
    says(&parse_date(text).expect_err(text), code, english, japanese);
}

#[track_caller]
fn refuses_rate(text: &str, code: &str, english: &str, japanese: &str) {
    says(&parse_rate(text).expect_err(text), code, english, japanese);
}

#[track_caller]
fn says(error: &Error, code: &str, english: &str, japanese: &str) {
    assert_eq!(error.code().id(), code);
    assert_eq!(error.path(), "");
    assert_eq!(error.to_string(), english);
    assert_eq!(error.message_ja(), japanese);
}

/// The day lies outside the era that was written; the message names the era that it lies in.
#[track_caller]
fn lies_in(text: &str, meant: &str) {
    let english = format!("`{text}` lies outside its era; it is {meant}");
    let japanese = format!("「{text}」はその元号の期間にありません。{meant}のことですか。");
    refuses(text, "bad-date", &english, &japanese);
}

#[track_caller]
fn is_no_date(text: &str) {
    let english = format!("`{text}` is not a date such as 2025-10-01, 2025年10月1日, 令和7年10月1日 or R7.10.1");
    let japanese =
        format!("「{text}」は日付として読めません。2025-10-01、令和7年10月1日、R7.10.1 のように書いてください。");
    refuses(text, "bad-date", &english, &japanese);
}

#[test]
fn a_western_date_is_read_with_any_of_its_separators() {
    for text in ["2025-10-01", "2025/10/01", "2025.10.01", "2025年10月01日"] {
        reads(text, "2025-10-01");
    }
}

#[test]
fn zeros_before_a_month_or_day_may_be_left_out() {
    for text in ["2025-10-1", "2025/10/1", "2025.10.1", "2025年10月1日"] {
        reads(text, "2025-10-01");
    }
    reads("2025/1/1", "2025-01-01");
}

#[test]
fn an_era_is_read_by_its_name() {
    reads("令和7年10月1日", "2025-10-01");
    reads("平成30年6月1日", "2018-06-01");
    reads("昭和60年4月1日", "1985-04-01");
    reads("大正5年2月29日", "1916-02-29");
    reads("明治40年1月1日", "1907-01-01");
}

#[test]
fn an_era_is_read_by_its_letter_in_either_case() {
    for text in ["R7.10.1", "r7.10.1", "R7/10/1", "R7-10-1", "R07.10.01", "R7年10月1日", "Ｒ７．１０．１"] {
        reads(text, "2025-10-01");
    }
    reads("H30.6.1", "2018-06-01");
    reads("s60.4.1", "1985-04-01");
    reads("T5.2.29", "1916-02-29");
    reads("m40.1.1", "1907-01-01");
}

#[test]
fn the_name_of_an_era_goes_with_any_separator() {
    for text in ["令和7.10.1", "令和7/10/1", "令和7-10-1"] {
        reads(text, "2025-10-01");
    }
}

#[test]
fn the_first_year_of_an_era_may_be_written_with_its_character_or_as_a_number() {
    for text in ["令和元年5月1日", "令和1年5月1日", "令和元.5.1", "R元.5.1", "R1.5.1"] {
        reads(text, "2019-05-01");
    }
    reads("平成元年12月31日", "1989-12-31");
    reads("昭和元年12月31日", "1926-12-31");
    reads("大正元年12月31日", "1912-12-31");
}

#[test]
fn full_width_characters_are_read_as_their_half_width_ones() {
    reads("２０２５年１０月１日", "2025-10-01");
    reads("２０２５／１０／０１", "2025-10-01");
    reads("２０２５－１０－０１", "2025-10-01");
    reads("令和７年１０月１日", "2025-10-01");
}

#[test]
fn spaces_around_and_between_the_parts_say_nothing() {
    for text in ["  2025-10-01 ", "　令和 7年 10月 1日　", "令和　７年１０月１日", "R 7. 10. 1", "2025 / 10 / 1"]
    {
        reads(text, "2025-10-01");
    }
}

#[test]
fn every_era_has_its_first_day() {
    reads("令和元年5月1日", "2019-05-01");
    reads("平成元年1月8日", "1989-01-08");
    reads("昭和元年12月25日", "1926-12-25");
    reads("大正元年7月30日", "1912-07-30");
}

#[test]
fn every_era_has_its_last_day() {
    reads("平成31年4月30日", "2019-04-30");
    reads("昭和64年1月7日", "1989-01-07");
    reads("大正15年12月24日", "1926-12-24");
    reads("明治45年7月29日", "1912-07-29");
}

#[test]
fn the_day_before_an_era_names_the_last_day_of_the_one_before() {
    lies_in("令和元年4月30日", "平成31年4月30日");
    lies_in("平成元年1月7日", "昭和64年1月7日");
    lies_in("昭和元年12月24日", "大正15年12月24日");
    lies_in("大正元年7月29日", "明治45年7月29日");
}

#[test]
fn the_day_after_an_era_names_the_first_day_of_the_next() {
    lies_in("平成31年5月1日", "令和元年5月1日");
    lies_in("昭和64年1月8日", "平成元年1月8日");
    lies_in("大正15年12月25日", "昭和元年12月25日");
    lies_in("明治45年7月30日", "大正元年7月30日");
}

#[test]
fn a_year_after_an_era_names_the_year_of_the_next() {
    lies_in("平成33年4月1日", "令和3年4月1日");
    lies_in("H31.5.1", "令和元年5月1日");
    lies_in("昭和100年1月1日", "令和7年1月1日");
}

#[test]
fn a_year_nought_of_an_era_is_a_year_of_the_one_before() {
    lies_in("令和0年6月1日", "平成30年6月1日");
}

#[test]
fn a_month_that_does_not_exist_is_named() {
    for (text, month) in [("2025-13-01", 13), ("令和7年0月1日", 0), ("R7.13.1", 13)] {
        refuses(
            text,
            "bad-date",
            &format!("`{text}` is not a day of the calendar: month {month} is not in the required range of 1..=12"),
            &format!("「{text}」は日付として読めません。{month} 月はありません。"),
        );
    }
}

#[test]
fn a_day_that_its_month_lacks_is_named_with_the_days_that_it_has() {
    for (text, day, last) in
        [("2025-02-30", 30, 28), ("令和6年2月30日", 30, 29), ("R7.4.31", 31, 30), ("2025/1/0", 0, 31)]
    {
        refuses(
            text,
            "bad-date",
            &format!("`{text}` is not a day of the calendar: day {day} is not in the required range of 1..={last}"),
            &format!("「{text}」は日付として読めません。{day} 日はありません。その月は {last} 日までです。"),
        );
    }
}

#[test]
fn a_year_beyond_those_that_the_engine_knows_is_named() {
    for (text, year) in
        [("1899-12-31", 1899), ("2200-01-01", 2200), ("明治元年10月23日", 1868), ("令和2025年1月1日", 4043)]
    {
        refuses(
            text,
            "bad-date",
            &format!("`{text}` is not a day of the calendar: year {year} is not in the required range of 1900..=2199"),
            &format!("「{text}」は日付として読めません。年は 1900 から 2199 までです。"),
        );
    }
}

#[test]
fn separators_may_not_be_mixed() {
    for text in ["2025-10/01", "2025/10-1", "R7.10/1", "2025年10月1", "2025年10-1日", "2025-10月1日"] {
        is_no_date(text);
    }
}

#[test]
fn a_date_without_one_of_its_parts_is_no_date() {
    for text in
        ["2025-10", "令和7年10月", "令和7年", "10月1日", "R7", "令和", "R", "2025--01", "-10-01", "令和年10月1日"]
    {
        is_no_date(text);
    }
}

#[test]
fn a_year_of_two_digits_without_an_era_is_no_date() {
    for text in ["25-10-01", "7年10月1日", "999/1/1", "元年5月1日", "0025-10-01"] {
        is_no_date(text);
    }
}

#[test]
fn more_digits_or_words_than_a_date_has_are_no_date() {
    for text in [
        "20251001",
        "2025-10-001",
        "12025-10-01",
        "2025-10-01T00:00",
        "2025年10月1日（水）",
        "2025-10-01-01",
        "+2025-10-01",
    ] {
        is_no_date(text);
    }
}

#[test]
fn other_words_are_no_date() {
    for text in ["", " ", "tomorrow", "May 1, 2025", "慶応3年1月1日", "令和七年十月一日", "２０２５ー１０ー１"]
    {
        is_no_date(text);
    }
}

#[test]
fn a_long_text_is_repeated_in_part_only() {
    let error = parse_date(&"令和".repeat(100)).unwrap_err();
    let shown = "令和".repeat(30);
    assert_eq!(
        error.to_string(),
        format!("`{shown}…` is not a date such as 2025-10-01, 2025年10月1日, 令和7年10月1日 or R7.10.1")
    );
}

#[test]
fn an_error_of_an_era_gives_both_dates_as_values() {
    let error = parse_date("平成33年4月1日").unwrap_err();
    assert_eq!(error.params(), [("given", "平成33年4月1日".to_owned()), ("meant", "令和3年4月1日".to_owned())]);
}

#[test]
fn a_rate_is_given_back_in_the_form_that_the_engine_takes() {
    for (text, rate) in [
        ("45%", "45%"),
        ("45.3%", "45.3%"),
        ("45.30%", "45.30%"),
        ("0%", "0%"),
        ("100%", "100%"),
        ("33.3333333%", "33.3333333%"),
    ] {
        assert_eq!(parse_rate(text).as_deref(), Ok(rate));
    }
}

#[test]
fn a_rate_may_have_full_width_characters_and_spaces() {
    for text in ["４５．３％", "45.3％", " 45.3 % ", "　４５．３　％"] {
        assert_eq!(parse_rate(text).as_deref(), Ok("45.3%"), "{text}");
    }
}

#[test]
fn a_number_without_its_sign_may_be_meant_either_way() {
    for text in ["45.3", "0.453", "1", "４５"] {
        refuses_rate(
            text,
            "bad-rate",
            &format!("`{text}` has no % sign, so it may be a percentage or a share; write the sign"),
            &format!("「{text}」に％がないため、百分率かどうか決められません。45.3% のように％を付けてください。"),
        );
    }
}

#[test]
fn a_rate_above_all_is_out_of_range() {
    for (text, shown) in [("100.1%", "100.1%"), ("１０１％", "101%"), ("999%", "999%")] {
        refuses_rate(
            text,
            "out-of-range",
            &format!("the rate `{shown}` is not in the required range of 0%..=100%"),
            &format!("割合 {shown} が 0%〜100% の範囲にありません。"),
        );
    }
}

#[test]
fn other_words_are_no_rate() {
    for text in ["", "half", "%", "-1%", "45,3%", ".5%", "45.%", "1000%", "45.12345678%", "4割5分", "45%%", "45 % 3"]
    {
        refuses_rate(
            text,
            "bad-rate",
            &format!("`{text}` is not a percentage such as 45%, 45.3% or ４５．３％"),
            &format!("「{text}」は割合として読めません。45.3% のように書いてください。"),
        );
    }
}
