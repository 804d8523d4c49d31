//! Where a single statement of the rules stands: a fee, a filing, an exclusion, an add-on's life. A claim has a line for each
//! visit and add-on, and most lines cite the same few.

use dx_kasan_rules::model::{self, Model};
use dx_kasan_rules::plan::Plan;
use serde::ser::{Serialize, Serializer};

use crate::assessment::{Citation, cited};
use crate::ruleset::Ruleset;
use crate::shared::{Constant, Shared};

/// The citations of one statement of the rules.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StatementCitations<'r> {
    model: &'r Model,
    cites: &'r [model::Citation],
}

impl<'r> StatementCitations<'r> {
    pub(crate) fn of(model: &'r Model, cites: &'r [model::Citation]) -> Self {
        Self { model, cites }
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Citation<'r>> {
        cited(self.model, self.cites)
    }
}

impl Serialize for StatementCitations<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// A statement, by its indices in the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Statement {
    /// That an add-on exists in a 点数表.
    Life { entry: usize },
    /// A fee.
    Fee { add_on: usize, fee: usize },
    /// Whether a filing is needed.
    Filing { add_on: usize, filing: usize },
    /// What a filing takes.
    Loss { add_on: usize, loss: usize },
    /// An exclusion.
    Exclusion { index: usize },
}

/// The numbers of all statements.
#[derive(Debug)]
pub(crate) struct Statements {
    first: usize,
    /// In the order of their numbers.
    all: Vec<Statement>,
    /// By the index of the add-on: where its fees, its filings and its losses begin.
    of_add_ons: Vec<[usize; 3]>,
    exclusions: usize,
}

impl Statements {
    /// Gives them the numbers from `first` on.
    pub(crate) fn new(model: &Model, plan: &Plan, first: usize) -> Self {
        let mut all: Vec<Statement> = (0..plan.entries.len()).map(|entry| Statement::Life { entry }).collect();
        let mut of_add_ons = Vec::new();
        for (index, add_on) in model.add_ons.iter().enumerate() {
            let fees = all.len();
            all.extend((0..add_on.fees.len()).map(|fee| Statement::Fee { add_on: index, fee }));
            let filings = all.len();
            all.extend((0..add_on.filings.len()).map(|filing| Statement::Filing { add_on: index, filing }));
            of_add_ons.push([fees, filings, all.len()]);
            all.extend((0..add_on.losses.len()).map(|loss| Statement::Loss { add_on: index, loss }));
        }
        let exclusions = all.len();
        all.extend((0..model.exclusions.len()).map(|index| Statement::Exclusion { index }));
        Self { first, all, of_add_ons, exclusions }
    }

    /// The number after the last.
    pub(crate) fn end(&self) -> usize {
        self.first + self.all.len()
    }

    pub(crate) fn number(&self, statement: Statement) -> Option<usize> {
        let of = |add_on: usize| self.of_add_ons.get(add_on).copied();
        let index = match statement {
            Statement::Life { entry } => entry,
            Statement::Fee { add_on, fee } => {
                let [fees, ..] = of(add_on)?;
                fees + fee
            }
            Statement::Filing { add_on, filing } => {
                let [_, filings, _] = of(add_on)?;
                filings + filing
            }
            Statement::Loss { add_on, loss } => {
                let [.., losses] = of(add_on)?;
                losses + loss
            }
            Statement::Exclusion { index } => self.exclusions + index,
        };
        Some(self.first + index)
    }

    pub(crate) fn statement(&self, number: usize) -> Option<Statement> {
        self.all.get(number.checked_sub(self.first)?).copied()
    }
}

impl Ruleset {
    pub(crate) fn cites(&self, statement: Statement) -> Option<Shared<StatementCitations<'_>>> {
        let model = self.model();
        let cites = match statement {
            Statement::Life { entry } => {
                let entry = self.plan().entries.get(entry)?;
                &model.add_ons.get(entry.add_on)?.schedules.get(entry.in_schedule)?.cites
            }
            Statement::Fee { add_on, fee } => &model.add_ons.get(add_on)?.fees.get(fee)?.arm.cites,
            Statement::Filing { add_on, filing } => &model.add_ons.get(add_on)?.filings.get(filing)?.arm.cites,
            Statement::Loss { add_on, loss } => &model.add_ons.get(add_on)?.losses.get(loss)?.arm.cites,
            Statement::Exclusion { index } => &model.exclusions.get(index)?.arm.cites,
        };
        Some(self.shared(Constant::Cites(statement), StatementCitations::of(model, cites)))
    }
}
