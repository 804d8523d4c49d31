//! Receipt codes: on each of its days a code names one fee, which exists then; and what has a code before and after has one
//! in between.

use super::{Lint, span};
use crate::code::Code;
use crate::finding::Finding;
use crate::model::{AddOn, Fee, Levels, ReceiptCode, Str};
use crate::sort;
use crate::vocabulary::Schedule;

impl Lint<'_> {
    pub(super) fn codes(&self) -> Vec<Finding> {
        let mut findings = self.codes_of_two();
        for add_on in &self.model.add_ons {
            for (index, code) in add_on.codes.iter().enumerate() {
                findings
                    .extend(code.arm.schedules.iter().find_map(|schedule| self.without_fee(add_on, code, schedule)));
                findings.extend(self.of_two_amounts(add_on, code));
                let earlier = add_on.codes.iter().take(index);
                findings.extend(earlier.filter_map(|other| self.stated_twice(add_on, code, other)).next());
                findings.extend(self.code_gap(add_on, code));
            }
        }
        findings
    }

    /// Codes that two statements give to two fees on one day. Each 点数表 has a master of its own, so one in two of them is too.
    fn codes_of_two(&self) -> Vec<Finding> {
        let all: Vec<&ReceiptCode> = self.model.add_ons.iter().flat_map(|add_on| &add_on.codes).collect();
        let mut findings = Vec::new();
        for (index, code) in all.iter().enumerate() {
            let ambiguous = |what: &str| {
                Finding::new(
                    Code::AmbiguousReceiptCode,
                    self.says(code.arm.place),
                    format!("the receipt code `{}` names {what}", self.model.str(code.code)),
                    "names more than one fee",
                    "give each fee its own code, on its own days",
                )
            };
            let mut schedules = code.arm.schedules.iter();
            if let (Some(one), Some(two)) = (schedules.next(), schedules.next()) {
                findings.push(ambiguous(&format!("fees of `{one}` and of `{two}`")));
            }
            let mut earlier = all.iter().take(index).filter(|other| other.code == code.code);
            let other = earlier.find(|other| span::together(&code.arm, &other.arm));
            findings.extend(other.map(|other| {
                let day = code.arm.from.max(other.arm.from);
                ambiguous(&format!("two fees on {day}")).with(self.says(other.arm.place), "names another fee")
            }));
        }
        findings
    }

    /// A code on days on which there is no fee that it could name.
    fn without_fee(&self, add_on: &AddOn, code: &ReceiptCode, schedule: Schedule) -> Option<Finding> {
        let gap = |level: Option<Str>| {
            let fees = fees_of(add_on, code, schedule).filter(|fee| level.is_none_or(|level| fee.level == level));
            span::first_gap(span::of(&code.arm), fees.map(|fee| span::of(&fee.arm)))
        };
        let (level, gap) = match &code.levels {
            Levels::All => (None, gap(None)?),
            Levels::Some(levels) => levels.iter().find_map(|level| Some((Some(*level), gap(Some(*level))?)))?,
        };
        let whose = level.map_or(String::new(), |level| format!("level `{}` of ", self.model.str(level)));
        let card =
            code.with_card.map_or("", |with_card| if with_card { " with the card" } else { " without the card" });
        let late = gap.0 > code.arm.from;
        Some(Finding::new(
            Code::CodeWithoutFee,
            if late { self.until(code.arm.place) } else { self.from(code.arm.place) },
            format!(
                "the receipt code `{}` names a fee for `{}`{card} that {whose}`{}` does not have in `{schedule}` {}",
                self.model.str(code.code),
                code.service,
                self.model.str(add_on.id),
                span::said(gap)
            ),
            if late { "after the fee" } else { "without the fee" },
            "mend its days, levels, service or `when`",
        ))
    }

    /// A code of several levels whose fees are not alike.
    fn of_two_amounts(&self, add_on: &AddOn, code: &ReceiptCode) -> Option<Finding> {
        code.arm.schedules.iter().find_map(|schedule| {
            let fees: Vec<&Fee> = fees_of(add_on, code, schedule).collect();
            let pairs = fees
                .iter()
                .enumerate()
                .flat_map(|(index, fee)| fees.iter().skip(index + 1).map(move |other| (fee, other)));
            let on_one_day = |one: &Fee, other: &Fee| {
                let days = span::common(span::of(&one.arm), span::of(&other.arm));
                days.is_some_and(|days| span::common(days, span::of(&code.arm)).is_some())
            };
            let (one, other) = pairs
                .into_iter()
                .find(|(one, other)| (one.amount, one.unit) != (other.amount, other.unit) && on_one_day(one, other))?;
            Some(
                Finding::new(
                    Code::AmbiguousReceiptCode,
                    self.says(code.arm.place),
                    format!(
                        "the receipt code `{}` names fees of {} and of {} {}",
                        self.model.str(code.code),
                        one.amount,
                        other.amount,
                        other.unit
                    ),
                    "names more than one fee",
                    "give each fee its own code, on its own days",
                )
                .with(self.says(one.arm.place), "one fee")
                .with(self.says(other.arm.place), "the other"),
            )
        })
    }

    /// Two codes of which nobody could say which to write.
    fn stated_twice(&self, add_on: &AddOn, code: &ReceiptCode, other: &ReceiptCode) -> Option<Finding> {
        let schedule = code.arm.schedules.iter().find(|schedule| other.arm.schedules.contains(*schedule))?;
        let level = level_ids(add_on).into_iter().find(|level| is_same_row(code, other, *level))?;
        let (day, _) = span::common(span::of(&code.arm), span::of(&other.arm))?;
        let label = if other.arm.until.is_some() { "stated to here" } else { "stated from here, without an end" };
        Some(
            Finding::new(
                Code::Overlap,
                self.from(code.arm.place),
                format!("{} is stated twice in `{schedule}` on {day}", self.whose_code(add_on, code, level)),
                "stated again from here",
                "end one of the two on the day before the other begins, or say by `within` where each is used",
            )
            .with(self.until(other.arm.place), label),
        )
    }

    /// Days of a fee without a code, between days with one.
    fn code_gap(&self, add_on: &AddOn, code: &ReceiptCode) -> Option<Finding> {
        let next_day = code.arm.until?.next();
        level_ids(add_on).into_iter().find_map(|level| {
            let row = || add_on.codes.iter().filter(move |other| is_same_row(code, other, level));
            code.arm.schedules.iter().find_map(|schedule| {
                let here = || row().filter(|other| other.arm.schedules.contains(schedule));
                let later = here().filter(|other| other.arm.from >= next_day);
                let next = later.min_by_key(|other| other.arm.from)?;
                let between = (next_day < next.arm.from).then(|| (next_day, Some(next.arm.from.previous())))?;
                let mut fees = fees_of(add_on, code, schedule).filter(|fee| fee.level == level);
                let gap = fees.find_map(|fee| span::common(between, span::of(&fee.arm)))?;
                Some(
                    Finding::new(
                        Code::Gap,
                        self.until(code.arm.place),
                        format!(
                            "{} is not stated in `{schedule}` {}",
                            self.whose_code(add_on, code, level),
                            span::said(gap)
                        ),
                        "is stated to here",
                        "stretch one of the two over these days, or state the code that held on them",
                    )
                    .with(self.from(next.arm.place), "is stated again from here"),
                )
            })
        })
    }

    fn whose_code(&self, add_on: &AddOn, code: &ReceiptCode, level: Str) -> String {
        let within = code.within.map_or(String::new(), |within| format!(" within `{}`", self.model.str(within.ja)));
        format!(
            "the receipt code of level `{}` of `{}` for `{}`{within}",
            self.model.str(level),
            self.model.str(add_on.id),
            code.service
        )
    }
}

/// The fees of a 点数表 that a code names, on whatever days.
fn fees_of<'m>(add_on: &'m AddOn, code: &'m ReceiptCode, schedule: Schedule) -> impl Iterator<Item = &'m Fee> {
    add_on
        .fees
        .iter()
        .filter(move |fee| code.is_of(fee) && fee.arm.schedules.contains(schedule) && fee.arm.is_read(None))
}

/// The ids of an add-on's levels, each once.
fn level_ids(add_on: &AddOn) -> Vec<Str> {
    sort::once(add_on.levels.iter().map(|level| level.id).collect())
}

/// Whether two codes are the same but for days and 点数表: of a level's fee for one service, used in one place.
fn is_same_row(one: &ReceiptCode, other: &ReceiptCode, level: Str) -> bool {
    one.levels.contains(level)
        && other.levels.contains(level)
        && (one.service, one.with_card, one.within) == (other.service, other.with_card, other.within)
}
