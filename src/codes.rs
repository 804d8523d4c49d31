//! The codes of a fee on receipts (レセプト), as the masters have them on a day. They change their meaning, so a code without a
//! day says nothing.

use dx_kasan_rules::date::Day;
use dx_kasan_rules::model::{self, Model};
use dx_kasan_rules::vocabulary::{CitationBasis, Schedule};
use serde::Serialize;

use crate::assessment::Text;
use crate::cited::StatementCitations;
use crate::ruleset::Ruleset;
use crate::shared::{Constant, SharedList};

/// A fee's code on receipts (診療行為コード) on a day.
///
/// ```
/// use dx_kasan::{Day, Facility, Ruleset, evaluate};
///
/// let rules = Ruleset::built_in();
/// let clinic = Facility::from_json(rules, r#"{ "type": "medical-clinic" }"#)?;
/// let code_of_level_1 = |date: &str| -> Result<String, Box<dyn std::error::Error>> {
///     let answer = evaluate(rules, &clinic, Day::parse(date)?);
///     let fee = answer.add_ons[0].levels[0].fees.iter().next().ok_or("level 1 has a fee")?;
///     Ok(fee.codes[0].code.to_owned())
/// };
/// assert_eq!(code_of_level_1("2025-03-31")?, "111703470");
/// assert_eq!(code_of_level_1("2025-04-01")?, "111703670");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ReceiptCode<'r> {
    /// Its nine digits.
    pub code: &'r str,
    /// Its name in the master.
    pub name: &'r str,
    /// The item inside which alone it is used; `None`: anywhere.
    pub within: Option<Text<'r>>,
    /// How sure it is that the code means this fee on that day: as sure as the least sure of its citations.
    pub basis: CitationBasis,
    /// Where it is written.
    pub citations: StatementCitations<'r>,
}

impl<'r> ReceiptCode<'r> {
    pub(crate) fn of(model: &'r Model, code: &'r model::ReceiptCode) -> Self {
        let surest_first = |cite: &model::Citation| cite.basis as u8;
        let basis = code.arm.cites.iter().max_by_key(|cite| surest_first(cite));
        Self {
            code: model.str(code.code),
            name: model.str(code.name),
            within: code.within.map(|within| Text::of(model, within)),
            basis: basis.map_or(CitationBasis::Inferred, |cite| cite.basis),
            citations: StatementCitations::of(model, &code.arm.cites),
        }
    }
}

impl Ruleset {
    /// The codes of an add-on's fee on a day, in the order of the rules; none where none is known.
    pub(crate) fn codes(
        &self,
        add_on: usize,
        schedule: Schedule,
        fee: &model::Fee,
        day: Day,
    ) -> SharedList<ReceiptCode<'_>> {
        let model = self.model();
        let all = model.add_ons.get(add_on).into_iter().flat_map(|add_on| &add_on.codes).enumerate();
        let held = all.filter(|(_, code)| code.is_of(fee) && code.arm.holds(schedule, day, None));
        let shared =
            held.map(|(code, known)| self.shared(Constant::Code { add_on, code }, ReceiptCode::of(model, known)));
        SharedList::new(shared.collect())
    }
}
