//! Figures are found however they are written, and numbers that are none are left alone.

use dx_kasan_rules::figure::{Figure, first_in};
use proptest::prelude::*;

/// A number as laws write it: 千二百三十四.
fn in_kanji(number: u32) -> String {
    let digit = |number: u32| "〇一二三四五六七八九".chars().nth(number as usize).unwrap();
    let mut written = String::new();
    for (place, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        match number / place % 10 {
            0 => {}
            1 if place > 1 => written.push_str(name),
            times => {
                written.push(digit(times));
                written.push_str(name);
            }
        }
    }
    written
}

fn in_full_width(number: u32) -> String {
    number.to_string().chars().map(|digit| char::from_u32(digit as u32 - '0' as u32 + '０' as u32).unwrap()).collect()
}

proptest! {
    #[test]
    fn an_amount_is_found_in_each_way_of_writing_it(amount in 1..10_000_u32) {
        let figure = Figure::Amount(amount, "点");
        for written in [amount.to_string(), in_full_width(amount), in_kanji(amount)] {
            prop_assert!(figure.stands_in(&format!("月１回に限り{written}点を所定点数に加算する")), "{}", written);
            let within = format!("7{written}点");
            prop_assert!(!Figure::Amount(amount, "円").stands_in(&within));
        }
    }

    #[test]
    fn a_percentage_is_found_in_each_way_of_writing_it(percent in 1..101_u32) {
        let figure = Figure::Percent(percent.to_string());
        let kanji = in_kanji(percent);
        for written in [format!("{percent}%以上"), format!("{}％以上", in_full_width(percent)), format!("百分の{kanji}以上"), format!("{percent} パーセント")] {
            prop_assert!(figure.stands_in(&written), "{}", written);
            prop_assert!(!Figure::Percent((percent + 1).to_string()).stands_in(&written), "{}", written);
        }
    }

    #[test]
    fn a_figure_in_a_text_is_found_in_each_way_of_writing_it(number in 1..10_000_u32) {
        for written in [number.to_string(), in_full_width(number), in_kanji(number)] {
            prop_assert_eq!(first_in(&format!("利用者が{written}人以上")), Some(format!("{number}人")));
        }
    }

    #[test]
    fn any_text_is_read_without_a_crash(text in "\\PC*") {
        let _ = first_in(&text);
        let _ = Figure::Percent("30".to_owned()).stands_in(&text);
    }

    #[test]
    fn kanji_numerals_of_any_length_do_not_overflow(text in "[〇一九十百千]{0,60}点") {
        let _ = first_in(&text);
    }
}

#[test]
fn months_of_the_calendar_are_no_frequency() {
    let three = Figure::Months(3);
    for quote in ["３月に１回", "三月に一回", "3か月に1回", "３箇月", "3ヵ月間", "算定月の３月前"]
    {
        assert!(three.stands_in(quote), "{quote}");
    }
    for quote in ["令和７年３月", "３月３１日", "３回", "13か月"] {
        assert!(!three.stands_in(quote), "{quote}");
    }
}

#[test]
fn a_number_as_such_needs_no_unit_but_all_its_digits() {
    let thousand = Figure::Number("1000".to_owned());
    for quote in ["1,000名以上", "１０００", "千人"] {
        assert!(thousand.stands_in(quote), "{quote}");
    }
    for quote in ["10,000名", "100", "二千人"] {
        assert!(!thousand.stands_in(quote), "{quote}");
    }
}

#[test]
fn a_space_parts_two_numbers() {
    assert!(Figure::Amount(30, "点").stands_in("加算１ 30 点"));
    assert!(!Figure::Amount(130, "点").stands_in("加算１ 30 点"));
}

#[test]
fn a_text_without_a_figure_has_none() {
    for text in ["加算１", "3文書6情報", "様式1の6", "C2を参照", "別添1 問4", "千葉県", "百貨店", "Level 2"]
    {
        assert_eq!(first_in(text), None, "{text}");
    }
    for (text, figure) in
        [("１万円", "1万"), ("2 institutions", "2institution"), ("12.5%", "12.5%"), ("二〇二五年", "2025年")]
    {
        assert_eq!(first_in(text).as_deref(), Some(figure), "{text}");
    }
}
