//! The words of every refusal, in English and Japanese. A message is a text with the names of its values in braces: code that put
//! each together by itself would be larger than all of them.

use std::fmt;

use dx_kasan_rules::date::{BadDate, YEARS};
use dx_kasan_rules::read::Problem;

use crate::error::ErrorCode::{
    self, BadDate as BadDay, BadRate, BadReceipt, BadRuleset, Duplicate, Incomplete, Inconsistent, Internal,
    NotApplicable, OutOfRange, WrongType,
};
use crate::error::Kind;

/// The values that a message names.
pub(crate) type Params = Vec<(&'static str, String)>;

/// What is said of a kind of error.
pub(crate) struct Said {
    pub(crate) code: ErrorCode,
    pub(crate) params: Params,
    english: &'static str,
    japanese: &'static str,
}

fn said(
    code: ErrorCode,
    english: &'static str,
    japanese: &'static str,
    values: &[(&'static str, &dyn fmt::Display)],
) -> Said {
    let params = values.iter().map(|(name, value)| (*name, value.to_string())).collect();
    Said { code, params, english, japanese }
}

/// The text with each `{name}` replaced by the value of that name.
fn filled(text: &str, params: &Params) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, named)) = rest.split_once('{') {
        let (name, after) = named.split_once('}').unwrap_or_default();
        filled.push_str(before);
        let value = params.iter().find(|(known, _)| *known == name);
        filled.push_str(value.map_or("", |(_, value)| value));
        rest = after;
    }
    filled + rest
}

impl Kind {
    pub(crate) fn english(&self) -> String {
        match self {
            // The reader's own words, which the keepers of rules see too.
            Self::Value(problem) => problem.to_string(),
            _ => {
                let said = self.said();
                filled(said.english, &said.params)
            }
        }
    }

    pub(crate) fn japanese(&self) -> String {
        let said = self.said();
        let words = filled(said.japanese, &said.params);
        match self {
            Self::Value(Problem::WrongType { expected, .. }) => words + expected_in_japanese(expected) + "が必要です。",
            Self::Value(Problem::BadDate { why, .. }) => words + &why_in_japanese(why, "2025-10-01"),
            Self::Value(Problem::BadMonth { why, .. }) => words + &why_in_japanese(why, "2025-10"),
            _ => words,
        }
    }

    /// All that is said of an error of this kind.
    pub(crate) fn said(&self) -> Said {
        match self {
            Self::Value(problem) => of_problem(problem),
            Self::RateOrCounts => said(
                Incomplete,
                "a month needs `rate`, or both `users` and `receipts`",
                "月ごとに、利用率か、利用者数とレセプト件数の両方が必要です。",
                &[],
            ),
            Self::UsersWithoutReceipts => said(
                Incomplete,
                "`users` says nothing without `receipts`",
                "利用者数だけでは利用率がわかりません。レセプト件数も入れてください。",
                &[],
            ),
            Self::MoreUsersThanReceipts { users, receipts } => said(
                Inconsistent,
                "`users` {users} is more than `receipts` {receipts}",
                "利用者数 {users} がレセプト件数 {receipts} を超えています。",
                &[("users", users), ("receipts", receipts)],
            ),
            Self::RateAndCounts { rate, users, receipts } => said(
                Inconsistent,
                "the rate `{rate}` is not that of {users} users and {receipts} receipts",
                "利用率 {rate} が、利用者数 {users}・レセプト件数 {receipts} から計算した率と合いません。",
                &[("rate", rate), ("users", users), ("receipts", receipts)],
            ),
            Self::RateOfNothing { rate } => said(
                Inconsistent,
                "the rate `{rate}` is stated for 0 receipts",
                "レセプト件数が 0 の月に利用率 {rate} は計算できません。",
                &[("rate", rate)],
            ),
            Self::RateAboveAll { rate } => said(
                OutOfRange,
                "the rate `{rate}` is not in the required range of 0%..=100%",
                "割合 {rate} が 0%〜100% の範囲にありません。",
                &[("rate", rate)],
            ),
            Self::OnlyHomeCare { home_care_receipts, receipts } => said(
                Inconsistent,
                "`homeCareReceipts` {homeCareReceipts} is not less than `receipts` {receipts}",
                "在宅分のレセプト件数 {homeCareReceipts} が、レセプト件数 {receipts} より少なくありません。",
                &[("homeCareReceipts", home_care_receipts), ("receipts", receipts)],
            ),
            Self::MonthTwice { month, basis } => said(
                Duplicate,
                "the month {month} appears twice on the basis `{basis}`",
                "{month} の実績が 2 つあります。",
                &[("month", month), ("basis", basis)],
            ),
            Self::NotOfThisType { facility_type, schedule } => said(
                NotApplicable,
                "a facility of type `{type}` does not bill by the schedule `{schedule}`",
                "種類が「{type}」の施設は、点数表「{schedule}」では算定しません。",
                &[("type", facility_type), ("schedule", schedule)],
            ),
            Self::NotOfThisSchedule { add_on, schedule } => said(
                NotApplicable,
                "the schedule `{schedule}` does not have the add-on `{addOn}`",
                "点数表「{schedule}」に、加算「{addOn}」はありません。",
                &[("addOn", add_on), ("schedule", schedule)],
            ),
            Self::SpanReversed { from, until } => said(
                Inconsistent,
                "`until` {until} lies before `from` {from}",
                "終わりの日 {until} が、始まりの日 {from} より前です。",
                &[("from", from), ("until", until)],
            ),
            Self::SpanTooLong { until, last } => said(
                OutOfRange,
                "`until` {until} lies more than ten years ahead; the last possible day is {last}",
                "終わりの日 {until} までは 10 年を超えます。{last} までにしてください。",
                &[("until", until), ("last", last)],
            ),
            Self::BeforeTheRules { given, first } => said(
                OutOfRange,
                "{given} lies before {first}, with which the rules begin",
                "{given} は、ルールが始まる {first} より前です。",
                &[("given", given), ("first", first)],
            ),
            Self::ServiceNotOfSchedule { service, schedule } => said(
                NotApplicable,
                "the schedule `{schedule}` does not have the service `{service}`",
                "点数表「{schedule}」に、「{service}」はありません。",
                &[("service", service), ("schedule", schedule)],
            ),
            Self::FewerRevisits { revisits, patients } => said(
                Inconsistent,
                "`revisits` {revisits} is less than the {patients} patients with a revisit, each of whom has one at least",
                "再診の延べ回数 {revisits} が、再診の患者数 {patients} より少なくなっています。",
                &[("revisits", revisits), ("patients", patients)],
            ),
            Self::MonthsReversed { from, until } => said(
                Inconsistent,
                "`until` {until} lies before `from` {from}",
                "終わりの月 {until} が、始まりの月 {from} より前です。",
                &[("from", from), ("until", until)],
            ),
            Self::TooManyMonths { until, last } => said(
                OutOfRange,
                "`until` {until} makes more than ten years; the last possible month is {last}",
                "終わりの月 {until} までは 10 年を超えます。{last} までにしてください。",
                &[("until", until), ("last", last)],
            ),
            Self::TooManyVisits { found, most } => said(
                OutOfRange,
                "there are {found} visits, of {most} at the most",
                "受診が {found} 件あります。{most} 件までにしてください。",
                &[("found", &found.to_string()), ("most", &most.to_string())],
            ),
            Self::UntilWithoutSince => {
                said(Incomplete, "`until` needs `since`", "終わりの日には、始まりの日も必要です。", &[])
            }
            Self::UntilBeforeSince { since, until } => said(
                Inconsistent,
                "`until` {until} lies before `since` {since}",
                "終わりの日 {until} が、始まりの日 {since} より前です。",
                &[("since", since), ("until", until)],
            ),
            Self::PartAboveWhole { part, whole } => said(
                Inconsistent,
                "`part` {part} is more than `whole` {whole}",
                "内数 {part} が全体 {whole} を超えています。",
                &[("part", part), ("whole", whole)],
            ),
            Self::Era { given, meant } => said(
                BadDay,
                "`{given}` lies outside its era; it is {meant}",
                "「{given}」はその元号の期間にありません。{meant}のことですか。",
                &[("given", given), ("meant", meant)],
            ),
            Self::DateForm { given } => said(
                BadDay,
                "`{given}` is not a date such as 2025-10-01, 2025年10月1日, 令和7年10月1日 or R7.10.1",
                "「{given}」は日付として読めません。2025-10-01、令和7年10月1日、R7.10.1 のように書いてください。",
                &[("given", given)],
            ),
            Self::RateForm { given } => said(
                BadRate,
                "`{given}` is not a percentage such as 45%, 45.3% or ４５．３％",
                "「{given}」は割合として読めません。45.3% のように書いてください。",
                &[("given", given)],
            ),
            Self::RateWithoutSign { given } => said(
                BadRate,
                "`{given}` has no % sign, so it may be a percentage or a share; write the sign",
                "「{given}」に％がないため、百分率かどうか決められません。45.3% のように％を付けてください。",
                &[("given", given)],
            ),
            Self::ColumnLength { needed, found } => said(
                Inconsistent,
                "there are {found} elements where {needed} are needed",
                "要素が {found} 個あります。{needed} 個必要です。",
                &[("needed", needed), ("found", found)],
            ),
            Self::OutOfOrder { given, needed } => said(
                Inconsistent,
                "`{given}` stands where the rules have `{needed}`; the columns were made for other rules",
                "「{needed}」があるべき所に「{given}」があります。別のルールで作られた列データではないか確かめてください。",
                &[("given", given), ("needed", needed)],
            ),
            Self::DayNumber { given } => said(
                BadDay,
                "`{given}` is not a day such as 20251001",
                "「{given}」は日付として読めません。20251001 のように書いてください。",
                &[("given", given)],
            ),
            Self::NoJson { detail } => {
                said(WrongType, "the text is not JSON: {detail}", "JSON として読めません。", &[("detail", detail)])
            }
            Self::Ruleset { finding } => {
                said(BadRuleset, "{finding}", "ルールのデータに誤りがあります: {finding}", &[("finding", finding)])
            }
            Self::ForeignReceipt { of, given, own } => said(
                BadReceipt,
                "the receipt was made with the {of} `{given}`, and only that can verify it; this is `{own}`",
                "この記録は別の版 {given} で作られています。確かめるには同じ版が必要です。これは {own} です。",
                &[("of", of), ("given", given), ("own", own)],
            ),
            Self::ChangedReceipt => said(
                BadReceipt,
                "the receipt is not what its input comes to: something in it was changed",
                "この記録は、入力から計算した結果と一致しません。どこかが書き換えられています。",
                &[],
            ),
            Self::Internal { detail } => said(
                Internal,
                "internal error: {detail}",
                "プログラムの内部で誤りが起きました: {detail}",
                &[("detail", detail)],
            ),
        }
    }
}

/// A fault of reading. Its English is the reader's own.
fn of_problem(problem: &Problem) -> Said {
    match problem {
        Problem::UnknownKey { key, nearest: None } => {
            said(ErrorCode::UnknownKey, "", "「{key}」という項目はありません。", &[("key", key)])
        }
        Problem::UnknownKey { key, nearest: Some(nearest) } => said(
            ErrorCode::UnknownKey,
            "",
            "「{key}」という項目はありません。「{nearest}」のことですか。",
            &[("key", key), ("nearest", nearest)],
        ),
        Problem::MissingKey { key } => said(Incomplete, "", "「{key}」がありません。", &[("key", key)]),
        Problem::WrongType { expected, found } => {
            said(WrongType, "", "値の種類が違います。", &[("expected", expected), ("found", found)])
        }
        Problem::NotANumber { found } => {
            said(ErrorCode::NotANumber, "", "「{found}」は数ではありません。", &[("found", found)])
        }
        Problem::OutOfRange { given, min, max } => said(
            OutOfRange,
            "",
            "{given} は {min} から {max} までの範囲にありません。",
            &[("given", given), ("min", min), ("max", max)],
        ),
        Problem::BadDate { given, .. } => said(BadDay, "", "「{given}」は日付として読めません。", &[("given", given)]),
        Problem::BadMonth { given, .. } => {
            said(ErrorCode::BadMonth, "", "「{given}」は月として読めません。", &[("given", given)])
        }
        Problem::BadRate { given } => {
            said(BadRate, "", "「{given}」は割合として読めません。45.3% のように書いてください。", &[("given", given)])
        }
        Problem::UnknownId { kind, given, nearest: None } => {
            said(ErrorCode::UnknownId, "", "「{given}」はありません。", &[("kind", kind), ("given", given)])
        }
        Problem::UnknownId { kind, given, nearest: Some(nearest) } => said(
            ErrorCode::UnknownId,
            "",
            "「{given}」はありません。「{nearest}」のことですか。",
            &[("kind", kind), ("given", given), ("nearest", nearest)],
        ),
    }
}

fn expected_in_japanese(expected: &'static str) -> &'static str {
    match expected {
        "an object" => "項目の組（オブジェクト）",
        "an array" => "一覧（配列）",
        "a text" => "文字列",
        "`true` or `false`" => "「true」か「false」",
        "a whole number" => "整数",
        "a date as text" => "日付の文字列",
        "a month as text" => "月の文字列",
        "a percentage as text" => "百分率の文字列",
        "a date as text, a list of them, or null" => "日付の文字列か、その一覧か、null",
        "`true`, `false` or `{ since, until }`" => "true か false か { since, until }",
        "`{ part, whole }` or a percentage as text" => "{ part, whole } か、百分率の文字列",
        // What only the rule files have is told to their keepers, in English.
        other => other,
    }
}

fn why_in_japanese(why: &BadDate, form: &str) -> String {
    match why {
        BadDate::Form => format!("{form} のように書いてください。"),
        BadDate::Year(_) => format!("年は {} から {} までです。", YEARS.start(), YEARS.end()),
        BadDate::Month(month) => format!("{month} 月はありません。"),
        BadDate::Day { day, last } => format!("{day} 日はありません。その月は {last} 日までです。"),
    }
}
