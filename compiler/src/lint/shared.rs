//! What is beside the add-ons: wordings, windows, corrections and exclusions. None without an effect, none against another.

use super::{Lint, span};
use crate::code::Code;
use crate::date::Day;
use crate::finding::{Finding, Place};
use crate::model::{Arm, Condition, Correction, Exclusion, ExclusionKind, Fact, Window, Wording};
use crate::vocabulary::{Schedule, Service};

impl Lint<'_> {
    pub(super) fn shared(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (index, fact) in (0_u8..).zip(&self.model.facts) {
            self.wordings(index, fact, &mut findings);
        }
        findings.extend(self.model.windows.iter().filter_map(|window| self.dead_window(window)));
        findings.extend(self.model.corrections.iter().filter_map(|correction| self.dead_correction(correction)));
        for (index, exclusion) in self.model.exclusions.iter().enumerate() {
            findings.extend(self.dead_exclusion(exclusion));
            let earlier = self.model.exclusions.iter().take(index);
            findings.extend(earlier.filter_map(|other| self.circular(exclusion, other)));
        }
        findings
    }

    fn wordings(&self, index: u8, fact: &Fact, findings: &mut Vec<Finding>) {
        let id = self.model.str(fact.id);
        let first = Day::default();
        let days = |wording: &Wording| (wording.from.unwrap_or(first), wording.until);
        for (number, wording) in fact.wordings.iter().enumerate() {
            let overlapping = fact.wordings.iter().take(number).find_map(|other| {
                let schedule = wording.schedules.iter().find(|schedule| other.schedules.contains(*schedule))?;
                span::common(days(wording), days(other)).map(|_| (other, schedule))
            });
            if let Some((other, schedule)) = overlapping {
                findings.push(
                    Finding::new(
                        Code::Overlap,
                        self.from(wording.place),
                        format!("the fact `{id}` has two wordings in `{schedule}` on one day"),
                        "stated again from here",
                        "end one of the two on the day before the other begins, or drop a schedule",
                    )
                    .with(self.until(other.place), "stated to here"),
                );
            }
            let unread = wording.schedules.iter().find(|schedule| !self.reads(index, *schedule, days(wording)));
            if let Some(schedule) = unread {
                findings.push(Finding::new(
                    Code::DeadWording,
                    self.schedules(wording.place),
                    format!(
                        "no rule of `{schedule}` reads the fact `{id}` on these days, so nobody is asked in these words"
                    ),
                    "asked of nobody",
                    format!("take `{schedule}` off the list, or mend the days"),
                ));
            }
        }
    }

    /// Whether a rule of the 点数表 reads the fact on one of the days.
    fn reads(&self, fact: u8, schedule: Schedule, days: span::Span) -> bool {
        let is_read = |arm: &Arm, condition: &Condition| {
            let mut found = false;
            condition.leaves(&mut |leaf| {
                found |= matches!(leaf, Condition::Fact(of) | Condition::Not(of) | Condition::Ratio(of, _) if *of == fact);
            });
            found && arm.schedules.contains(schedule) && span::common(span::of(arm), days).is_some()
        };
        self.model.add_ons.iter().any(|add_on| {
            add_on.requires.iter().any(|require| is_read(&require.arm, &require.when))
                || add_on
                    .excepts
                    .iter()
                    .any(|except| is_read(&except.arm, &except.applies_if) || is_read(&except.arm, &except.when))
        })
    }

    /// Months that count for a rate which no rule compares then.
    fn dead_window(&self, window: &Window) -> Option<Finding> {
        let compares = |schedule: Schedule| {
            self.model.add_ons.iter().flat_map(|add_on| &add_on.requires).any(|require| {
                matches!(require.when, Condition::Rate(rate, _) if rate == window.rate)
                    && require.arm.schedules.contains(schedule)
                    && span::common(span::of(&require.arm), span::of(&window.arm)).is_some()
            })
        };
        let dead = window.arm.schedules.iter().find(|schedule| !compares(*schedule))?;
        Some(Finding::new(
            Code::DeadWindow,
            self.schedules(window.arm.place),
            format!("no rule of `{dead}` compares this rate on these days"),
            "measures for nobody",
            format!("take `{dead}` off the list, or mend the days"),
        ))
    }

    /// A correction of months that no window counts any more.
    fn dead_correction(&self, correction: &Correction) -> Option<Finding> {
        let counted = |schedule: Schedule| {
            self.model.windows.iter().any(|window| {
                let furthest = u32::from(window.months_back.iter().copied().max().unwrap_or(0));
                (window.rate, window.basis) == (correction.rate, correction.basis)
                    && window.arm.schedules.contains(schedule)
                    && span::common(span::of(&window.arm), span::of(&correction.arm))
                        .is_some_and(|days| days.0.month().minus(furthest) <= correction.measured_until)
            })
        };
        let dead = correction.arm.schedules.iter().find(|schedule| !counted(*schedule))?;
        Some(Finding::new(
            Code::DeadCorrection,
            self.says(correction.arm.place),
            format!("no [[window]] of `{dead}` counts a month up to {} on these days", correction.measured_until),
            "corrects nothing",
            "mend the month, the basis, the schedules or the days",
        ))
    }

    /// An exclusion of what does not exist beside each other.
    fn dead_exclusion(&self, exclusion: &Exclusion) -> Option<Finding> {
        let arm = &exclusion.arm;
        let lives = |add_on: u8, schedule: Schedule| {
            self.model.add_ons.get(usize::from(add_on)).is_some_and(|add_on| {
                add_on.schedules.iter().any(|life| {
                    life.schedule == schedule && span::common((life.from, life.until), span::of(arm)).is_some()
                })
            })
        };
        let charges = |add_on: u8, service: Service, schedule: Schedule| {
            self.model.add_ons.get(usize::from(add_on)).is_some_and(|add_on| {
                add_on.fees.iter().any(|fee| {
                    fee.service == service
                        && fee.arm.schedules.contains(schedule)
                        && span::common(span::of(&fee.arm), span::of(arm)).is_some()
                })
            })
        };
        let (named, least): (&[u8], usize) = match &exclusion.kind {
            ExclusionKind::Drops { dropped, barred_by } => {
                if let Some(schedule) = arm.schedules.iter().find(|schedule| !lives(*dropped, *schedule)) {
                    return Some(self.without(exclusion, self.says(arm.place), self.add_on_id(*dropped), schedule));
                }
                (barred_by, 1)
            }
            ExclusionKind::Mutual { add_ons } => (add_ons, 2),
            ExclusionKind::Between { add_on, services } => {
                return arm.schedules.iter().find_map(|schedule| {
                    let service = services.iter().find(|service| !charges(*add_on, **service, schedule))?;
                    let what = format!("a fee of {} for `{service}`", self.add_on_id(*add_on));
                    Some(self.without(exclusion, self.says(arm.place), what, schedule))
                });
            }
            ExclusionKind::Marked { add_ons, services, .. } => {
                return arm.schedules.iter().find_map(|schedule| {
                    let charged = |add_on: u8| services.iter().any(|service| charges(add_on, *service, schedule));
                    let idle = add_ons.iter().find(|add_on| !charged(**add_on));
                    let idle = idle.map(|add_on| format!("a fee of {} for these services", self.add_on_id(*add_on)));
                    let free = services
                        .iter()
                        .find(|service| !add_ons.iter().any(|add_on| charges(*add_on, **service, schedule)));
                    let what = idle.or(free.map(|service| format!("a fee for `{service}`")))?;
                    Some(self.without(exclusion, self.says(arm.place), what, schedule))
                });
            }
        };
        for schedule in arm.schedules.iter() {
            if named.iter().filter(|add_on| lives(**add_on, schedule)).count() < least {
                let lacking = named.iter().find(|add_on| !lives(**add_on, schedule))?;
                return Some(self.without(exclusion, self.says(arm.place), self.add_on_id(*lacking), schedule));
            }
        }
        // An alternative reading may be one that changes nothing.
        let never = named.iter().find(|add_on| !arm.schedules.iter().any(|schedule| lives(**add_on, schedule)))?;
        let schedule = arm.schedules.iter().next()?;
        arm.only_under
            .is_none()
            .then(|| self.without(exclusion, self.place(arm.place), self.add_on_id(*never), schedule))
    }

    fn without(&self, exclusion: &Exclusion, place: Place, what: String, schedule: Schedule) -> Finding {
        Finding::new(
            Code::DeadExclusion,
            place,
            format!(
                "the exclusion `{}` names {what}, which `{schedule}` does not have on these days",
                self.model.str(exclusion.id)
            ),
            "bars what is not there",
            "mend what it names, its schedules or its days",
        )
    }

    fn add_on_id(&self, index: u8) -> String {
        let add_on = self.model.add_ons.get(usize::from(index));
        format!("`{}`", add_on.map_or("", |add_on| self.model.str(add_on.id)))
    }

    /// Two exclusions that each drop what the other bars by, so that neither claim would stand.
    fn circular(&self, one: &Exclusion, other: &Exclusion) -> Option<Finding> {
        let (ExclusionKind::Drops { dropped, barred_by }, ExclusionKind::Drops { dropped: known, barred_by: barring }) =
            (&one.kind, &other.kind)
        else {
            return None;
        };
        let circular = barred_by.contains(known)
            && barring.contains(dropped)
            && one.arm.schedules.iter().any(|schedule| other.arm.schedules.contains(schedule))
            && span::together(&one.arm, &other.arm);
        circular.then(|| {
            let (dropped, known) = (self.add_on_id(*dropped), self.add_on_id(*known));
            Finding::new(
                Code::CircularExclusion,
                self.says(one.arm.place),
                format!("{dropped} is dropped beside {known}, and {known} beside {dropped}: neither would remain"),
                "drops the one",
                "write one exclusion with `mutual` and `keep = \"first\"`",
            )
            .with(self.says(other.arm.place), "drops the other")
        })
    }
}
