//! What filing an add-on takes: fees beside its own that whoever has filed it cannot claim any more.

use dx_kasan_rules::date::Day;
use dx_kasan_rules::model::{self, Fee, Frequency, Unit};
use dx_kasan_rules::plan::PlannedLevel;
use dx_kasan_rules::vocabulary::Service;
use serde::Serialize;

use crate::assessment::Text;
use crate::cited::{Statement, StatementCitations};
use crate::evaluate::OfPeriod;
use crate::facility::Facility;
use crate::ruleset::Ruleset;
use crate::shared::Shared;

/// A fee that whoever has filed an add-on cannot claim any more, whichever level is met.
#[derive(Clone, Debug, Serialize)]
pub struct Loss<'r> {
    /// Its name.
    pub name: Text<'r>,
    /// The item of the fee schedule.
    pub item: &'r str,
    /// The service for each of which it could be claimed, however often a patient comes.
    pub service: Service,
    /// The amount for each, negative.
    pub amount: i64,
    /// Points or yen.
    pub unit: Unit,
    /// Where it is written.
    pub citations: Shared<StatementCitations<'r>>,
}

/// What a level adds in a month beside what its filing takes. Where both come to the same, filing changes nothing.
#[derive(Clone, Debug, Serialize)]
pub struct BreakEven<'r> {
    /// The level.
    pub level: &'r str,
    /// What it adds for each patient with such a visit.
    pub adds: Vec<Added>,
}

/// What a level adds for each patient of a service in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Added {
    /// The service.
    pub service: Service,
    /// The amount.
    pub amount: u32,
    /// Points or yen.
    pub unit: Unit,
}

impl<'r> OfPeriod<'r> {
    /// What a facility loses on a day by having filed.
    pub(crate) fn losses(&self, facility: &Facility, day: Day) -> Vec<Loss<'r>> {
        let (rules, add_on, schedule) = (self.rules, self.entry.add_on, self.entry.schedule);
        let all = rules.model().add_ons.get(add_on).map_or(&[][..], |add_on| &add_on.losses);
        let here = all
            .iter()
            .enumerate()
            .filter(|(_, loss)| loss.arm.holds(schedule, day, None) && loss.types.contains(&facility.facility_type));
        here.filter_map(|(index, loss)| loss_of(rules, loss, Statement::Loss { add_on, loss: index })).collect()
    }

    /// What each level adds, by number. Left out is one with a fee that depends on the card, or is not claimed once a month.
    pub(crate) fn break_even(&self) -> Vec<BreakEven<'r>> {
        let Some(add_on) = self.rules.model().add_ons.get(self.entry.add_on) else { return Vec::new() };
        let of_level = |(position, level): (usize, &PlannedLevel)| {
            let fees: Vec<&Fee> = level.fees.iter().filter_map(|fee| add_on.fees.get(*fee)).collect();
            let is_plain = |fee: &&Fee| fee.per == Frequency::Months(1) && fee.when.is_none();
            let adds = |fee: &Fee| Added { service: fee.service, amount: fee.amount, unit: fee.unit };
            fees.iter().all(is_plain).then_some(())?;
            Some(BreakEven { level: self.level_id(position)?, adds: fees.into_iter().map(adds).collect() })
        };
        self.period.levels.iter().enumerate().filter_map(of_level).collect()
    }
}

fn loss_of<'r>(rules: &'r Ruleset, loss: &'r model::Loss, statement: Statement) -> Option<Loss<'r>> {
    let model = rules.model();
    Some(Loss {
        name: Text::of(model, loss.name),
        item: model.str(loss.item),
        service: loss.service,
        amount: -i64::from(loss.amount),
        unit: loss.unit,
        citations: rules.cites(statement)?,
    })
}
