//! Fees that belong together agree: in their unit, and in what counts as the card. Filings refer to days that exist, and what is
//! lost by filing is lost by somebody.

use super::{Lint, span};
use crate::code::Code;
use crate::finding::Finding;
use crate::model::{AddOn, CarryOver, Fee, Loss, Support};

impl Lint<'_> {
    pub(super) fn fees(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for add_on in &self.model.add_ons {
            for (index, fee) in add_on.fees.iter().enumerate() {
                let earlier = || add_on.fees.iter().take(index);
                let other = earlier().find(|other| other.unit != fee.unit && share_schedule(fee, other));
                findings.extend(other.map(|other| self.mixed_units(self.model.str(add_on.id), fee, other)));
                findings.extend(earlier().find(|other| differ_in_card(fee, other)).map(|other| self.card(fee, other)));
            }
            findings.extend(add_on.supports.iter().filter_map(|support| self.support(support)));
            findings.extend(add_on.carry_overs.iter().filter_map(|carry_over| self.carry_over(add_on, carry_over)));
            findings.extend(add_on.losses.iter().filter_map(|loss| self.dead_loss(add_on, loss)));
        }
        findings
    }

    /// Amounts are compared and added up within a 点数表, so they have to be of one unit.
    fn mixed_units(&self, add_on: &str, fee: &Fee, other: &Fee) -> Finding {
        Finding::new(
            Code::MixedUnits,
            self.says(fee.arm.place),
            format!("`{add_on}` has fees in {} and in {} in the same schedule", other.unit, fee.unit),
            &format!("in {}", fee.unit),
            "mend the unit of one of the two",
        )
        .with(self.says(other.arm.place), &format!("in {}", other.unit))
    }

    fn card(&self, fee: &Fee, other: &Fee) -> Finding {
        Finding::new(
            Code::CardMismatch,
            self.says(fee.arm.place),
            format!(
                "the fees of level `{}` for `{}` with the card and without it differ in `counts-as-card`",
                self.model.str(fee.level),
                fee.service
            ),
            "counts another thing as the card",
            "write the same `counts-as-card` in both",
        )
        .with(self.says(other.arm.place), "the other fee of the two")
    }

    /// A filing that has to count from a day on after which the levels need no support any more.
    fn support(&self, support: &Support) -> Option<Finding> {
        let late = support.arm.until.is_some_and(|until| until < support.filed_from);
        late.then(|| {
            Finding::new(
                Code::ReversedDates,
                self.says(support.arm.place),
                format!("`filed-from` {} lies after the last day of the support", support.filed_from),
                "no filing could support anything",
                "mend the year",
            )
            .with(self.until(support.arm.place), "the last day")
        })
    }

    /// A filing that is carried over has to be one that could have counted.
    fn carry_over(&self, add_on: &AddOn, carry_over: &CarryOver) -> Option<Finding> {
        let from = self.model.add_ons.get(usize::from(carry_over.from_add_on))?;
        let day = (carry_over.counting_on, Some(carry_over.counting_on));
        let dead = |schedule| {
            let mut lives = from.schedules.iter().filter(|life| life.schedule == schedule);
            !lives.any(|life| span::common((life.from, life.until), day).is_some())
        };
        let schedule = carry_over.arm.schedules.iter().find(|schedule| dead(*schedule));
        let place = self.says(carry_over.arm.place);
        if from.id == add_on.id {
            let message = "an add-on's own filing is not carried over";
            return Some(Finding::new(
                Code::DeadCarryOver,
                place,
                message,
                "its own filing",
                "name the add-on it replaces",
            ));
        }
        schedule.map(|schedule| {
            Finding::new(
                Code::DeadCarryOver,
                place,
                format!(
                    "`{}` does not exist in `{schedule}` on {}, so no filing of it counts then",
                    self.model.str(from.id),
                    carry_over.counting_on
                ),
                "not a day of that add-on",
                "mend the day, the add-on or the schedules",
            )
        })
    }

    /// What is lost by a filing, where nothing is to be filed.
    fn dead_loss(&self, add_on: &AddOn, loss: &Loss) -> Option<Finding> {
        let is_filed = |schedule| {
            let mut filings = add_on.filings.iter().filter(|filing| filing.required);
            filings.any(|filing| filing.arm.schedules.contains(schedule) && span::together(&filing.arm, &loss.arm))
        };
        let dead = loss.arm.schedules.iter().find(|schedule| !is_filed(*schedule))?;
        Some(Finding::new(
            Code::DeadLoss,
            self.schedules(loss.arm.place),
            format!(
                "`{}` is not filed in `{dead}` on these days, so that no filing takes anything",
                self.model.str(add_on.id)
            ),
            "lost by nobody",
            format!("take `{dead}` off the list, or mend the days"),
        ))
    }
}

fn share_schedule(one: &Fee, other: &Fee) -> bool {
    one.arm.schedules.iter().any(|schedule| other.arm.schedules.contains(schedule))
}

fn differ_in_card(one: &Fee, other: &Fee) -> bool {
    let (Some(card), Some(known)) = (one.when, other.when) else {
        return false;
    };
    card.referral_counts != known.referral_counts
        && card.with_card != known.with_card
        && (one.level, one.service) == (other.level, other.service)
        && share_schedule(one, other)
        && span::together(&one.arm, &other.arm)
}
