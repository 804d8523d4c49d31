//! Symbols of accepted filings: on each of its days a symbol names one filing, which is required then, and a level's filing has one.

use super::{Lint, span};
use crate::code::Code;
use crate::finding::Finding;
use crate::model::{AddOn, Levels, Symbol};

impl Lint<'_> {
    pub(super) fn symbols(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut earlier: Vec<&Symbol> = Vec::new();
        for add_on in &self.model.add_ons {
            for (index, symbol) in add_on.symbols.iter().enumerate() {
                findings.extend(self.without_filing(add_on, symbol));
                findings.extend(earlier.iter().find_map(|other| self.of_two_filings(symbol, other)));
                let mut others = add_on.symbols.iter().take(index);
                findings.extend(others.find_map(|other| self.two_symbols(add_on, symbol, other)));
                earlier.push(symbol);
            }
        }
        findings
    }

    /// A symbol on days on which nothing has to be filed.
    fn without_filing(&self, add_on: &AddOn, symbol: &Symbol) -> Option<Finding> {
        let (schedule, gap) = symbol.arm.schedules.iter().find_map(|schedule| {
            let required = add_on.filings.iter().filter(|filing| filing.required);
            let here = required.filter(|filing| filing.arm.schedules.contains(schedule) && filing.arm.is_read(None));
            let gap = span::first_gap(span::of(&symbol.arm), here.map(|filing| span::of(&filing.arm)))?;
            Some((schedule, gap))
        })?;
        Some(Finding::new(
            Code::SymbolWithoutFiling,
            self.says(symbol.arm.place),
            format!(
                "the symbol `{}` names a filing of `{}` that is not required in `{schedule}` {}",
                self.model.str(symbol.symbol),
                self.model.str(add_on.id),
                span::said(gap)
            ),
            "names no filing",
            "mend its days and schedules, or those of the [[filing]]",
        ))
    }

    /// A symbol that two statements give to two filings on one day.
    fn of_two_filings(&self, symbol: &Symbol, other: &Symbol) -> Option<Finding> {
        let same = symbol.symbol == other.symbol;
        let schedule = symbol.arm.schedules.iter().find(|schedule| other.arm.schedules.contains(*schedule))?;
        let (day, _) = span::common(span::of(&symbol.arm), span::of(&other.arm)).filter(|_| same)?;
        Some(
            Finding::new(
                Code::AmbiguousSymbol,
                self.says(symbol.arm.place),
                format!("the symbol `{}` names two filings in `{schedule}` on {day}", self.model.str(symbol.symbol)),
                "names more than one filing",
                "give each its own symbol, or name all levels of one in one statement",
            )
            .with(self.says(other.arm.place), "names another filing"),
        )
    }

    /// Two symbols of which nobody could say which is printed.
    fn two_symbols(&self, add_on: &AddOn, symbol: &Symbol, other: &Symbol) -> Option<Finding> {
        let whose = match (&symbol.levels, &other.levels) {
            (Levels::All, Levels::All) => String::new(),
            (Levels::Some(own), others) | (others, Levels::Some(own)) => {
                let level = own.iter().find(|level| others.contains(**level))?;
                format!("level `{}` of ", self.model.str(*level))
            }
        };
        let schedule = symbol.arm.schedules.iter().find(|schedule| other.arm.schedules.contains(*schedule))?;
        let differ = symbol.symbol != other.symbol;
        let (day, _) = span::common(span::of(&symbol.arm), span::of(&other.arm)).filter(|_| differ)?;
        Some(
            Finding::new(
                Code::Overlap,
                self.from(symbol.arm.place),
                format!(
                    "the symbol of {whose}`{}` is stated twice in `{schedule}` on {day}",
                    self.model.str(add_on.id)
                ),
                "stated again from here",
                "end one of the two on the day before the other begins, or say by `levels` whose each is",
            )
            .with(self.until(other.arm.place), "stated to here"),
        )
    }
}
