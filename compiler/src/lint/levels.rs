//! Levels in their order: none without a use, none out of order unless the rules say so, no measure without effect.

use super::{Lint, span};
use crate::code::Code;
use crate::finding::{Finding, Place};
use crate::model::{AddOn, AlternativeId, Condition, Levels, Order, Str};
use crate::plan::{Check, Entry, Mask, Needed, Period, Plan, PlannedLevel, Scales};

impl Lint<'_> {
    pub(super) fn levels(&self, plan: &Plan, scales: &Scales, under: Option<AlternativeId>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for entry in &plan.entries {
            let Some(add_on) = self.model.add_ons.get(entry.add_on) else {
                continue;
            };
            for period in &entry.periods {
                let before = findings.len();
                // What is wrong with a level makes what follows wrong as well; once is enough.
                self.unnumbered(add_on, entry, period, &mut findings);
                if findings.len() == before {
                    self.unreachable(add_on, entry, period, scales, &mut findings);
                }
                if findings.len() == before {
                    self.order(add_on, entry, period, scales, &mut findings);
                }
                self.without_window(add_on, entry, period, under, &mut findings);
                self.exceptions(add_on, entry, period, scales, &mut findings);
            }
        }
        findings
    }

    /// What has no effect under a reading. It is a fault where it has none under any.
    pub(super) fn needless(&self, plan: &Plan, scales: &Scales) -> Vec<Finding> {
        let mut findings = Vec::new();
        self.needless_orders(plan, scales, &mut findings);
        self.dead_arms(plan, &mut findings);
        findings
    }

    /// Levels are in the order of their numbers, so levels beside each other need one.
    fn unnumbered(&self, add_on: &AddOn, entry: &Entry, period: &Period, findings: &mut Vec<Finding>) {
        let unnumbered = period.levels.iter().find(|level| self.level_id(add_on, level).parse::<u32>().is_err());
        if let Some(level) = unnumbered.filter(|_| period.levels.len() > 1) {
            findings.push(Finding::new(
                Code::UnnumberedLevel,
                self.stated_level(add_on, level),
                format!(
                    "level `{}` of `{}` is beside others in `{}` from {} and has no number to order it by",
                    self.level_id(add_on, level),
                    self.model.str(add_on.id),
                    entry.schedule,
                    period.from
                ),
                "no number",
                "number the levels, the one that asks for most first",
            ));
        }
    }

    /// A level that never is the best one that is met can never be claimed.
    fn unreachable(
        &self,
        add_on: &AddOn,
        entry: &Entry,
        period: &Period,
        scales: &Scales,
        findings: &mut Vec<Finding>,
    ) {
        for (rank, position) in period.by_rank.iter().enumerate() {
            let Some(level) = period.levels.get(*position) else {
                continue;
            };
            let better = period.by_rank.iter().take(rank).filter_map(|position| period.levels.get(*position));
            for other in better {
                if !asks_more(other, level, scales) {
                    let named = |level: &PlannedLevel| self.level_id(add_on, level);
                    findings.push(
                        Finding::new(
                            Code::UnreachableLevel,
                            self.stated_level(add_on, level),
                            format!(
                                "level `{}` of `{}` is never claimed in `{}` from {}: whoever meets it meets level `{}`, which pays no less",
                                named(level),
                                self.model.str(add_on.id),
                                entry.schedule,
                                period.from,
                                named(other),
                            ),
                            "never the best level",
                            "mend its requirements or its fee",
                        )
                        .with(self.stated_level(add_on, other), "always the better one"),
                    );
                    break;
                }
            }
        }
    }

    fn order(&self, add_on: &AddOn, entry: &Entry, period: &Period, scales: &Scales, findings: &mut Vec<Finding>) {
        for (upper, lower) in neighbours(period) {
            let days = (period.from, period.until);
            let declared = |what: fn(&Order) -> bool| {
                let orders =
                    add_on.orders.iter().filter(|order| self.is_pair(add_on, order, upper, lower) && what(order));
                let here = orders.filter(|order| order.arm.schedules.contains(entry.schedule));
                span::first_gap(days, here.map(|order| span::of(&order.arm))).is_none()
            };
            let says = |what: &str| {
                format!(
                    "level `{}` of `{}` {what} level `{}` in `{}` from {}",
                    self.level_id(add_on, lower),
                    self.model.str(add_on.id),
                    self.level_id(add_on, upper),
                    entry.schedule,
                    period.from,
                )
            };
            let declare = |of: &str| format!("mend it, or declare it by an [[order]] of `{of}` with its citation");
            if rises(upper, lower) && !declared(|order| order.amount) {
                let at = |level| self.stated_fee(add_on, entry, level);
                findings.push(
                    Finding::new(Code::NotMonotone, at(lower), says("pays more than"), "pays more", declare("amount"))
                        .with(at(upper), "pays less"),
                );
            }
            if let Some(check) = asked(lower, upper, scales)
                && !declared(|order| order.requirements)
            {
                let at = self.stated_check(add_on, period, lower, check);
                let message = says("asks for something that is not asked for by");
                findings.push(
                    Finding::new(Code::NotMonotone, at, message, "asked for here", declare("requirements"))
                        .with(self.stated_level(add_on, upper), "the level that does not ask for it"),
                );
            }
        }
    }

    fn stated_level(&self, add_on: &AddOn, level: &PlannedLevel) -> Place {
        add_on.levels.get(level.level).map(|level| self.says(level.arm.place)).unwrap_or_default()
    }

    /// The place of the amount by which a level is ranked.
    fn stated_fee(&self, add_on: &AddOn, entry: &Entry, level: &PlannedLevel) -> Place {
        let main = add_on.schedules.get(entry.in_schedule).map(|life| life.main_service);
        let mut fees = level.fees.iter().filter_map(|fee| add_on.fees.get(*fee));
        let ranking = fees.find(|fee| Some(fee.service) == main && fee.amount == level.amount);
        ranking.map(|fee| self.says(fee.arm.place)).unwrap_or_default()
    }

    fn stated_check(&self, add_on: &AddOn, period: &Period, level: &PlannedLevel, check: &Check) -> Place {
        let id = self.level_str(add_on, level).unwrap_or_default();
        let needed = period.requirements.get(check.position);
        let arms = needed.iter().flat_map(|needed| &needed.requires).filter_map(|arm| add_on.requires.get(*arm));
        let mut arms = arms.filter(|require| require.levels.contains(id));
        arms.next().map(|require| self.says(require.arm.place)).unwrap_or_default()
    }

    fn needless_orders(&self, plan: &Plan, scales: &Scales, findings: &mut Vec<Finding>) {
        for (index, add_on) in self.model.add_ons.iter().enumerate() {
            for order in &add_on.orders {
                let entries = || {
                    let here = plan.entries.iter().filter(|entry| entry.add_on == index);
                    here.filter(|entry| order.arm.schedules.contains(entry.schedule))
                };
                let periods = || {
                    let all = entries().flat_map(|entry| &entry.periods);
                    all.filter(|period| span::common((period.from, period.until), span::of(&order.arm)).is_some())
                };
                let pairs = || {
                    periods().flat_map(neighbours).filter(|(upper, lower)| self.is_pair(add_on, order, upper, lower))
                };
                let amount = order.amount && !pairs().any(|(upper, lower)| rises(upper, lower));
                let requirements =
                    order.requirements && !pairs().any(|(upper, lower)| asked(lower, upper, scales).is_some());
                let what = match (pairs().next().is_some(), amount, requirements) {
                    (false, _, _) => "these levels are never next to each other",
                    (true, true, false) => "the amounts of these levels do not rise",
                    (true, false, true) => "the second of these levels asks for nothing that the first does not",
                    (true, true, true) => "these levels are in order",
                    (true, false, false) => continue,
                };
                findings.push(Finding::new(
                    Code::NeedlessOrder,
                    self.says(order.arm.place),
                    format!("{what}, so there is nothing to declare"),
                    "true of no day",
                    "drop the [[order]], or mend its levels, `of` or days",
                ));
            }
        }
    }

    /// A rate that is asked for must have months in which it is measured.
    fn without_window(
        &self,
        add_on: &AddOn,
        entry: &Entry,
        period: &Period,
        under: Option<AlternativeId>,
        findings: &mut Vec<Finding>,
    ) {
        let checks = period.levels.iter().flat_map(|level| level.checks.iter().map(move |check| (level, check)));
        for (level, check) in checks {
            let Some(threshold) = &check.threshold else {
                continue;
            };
            let windows = self.model.windows.iter().filter(|window| {
                usize::from(window.rate) == threshold.rate
                    && window.arm.schedules.contains(entry.schedule)
                    && window.arm.is_read(under)
            });
            let gap = span::first_gap((period.from, period.until), windows.map(|window| span::of(&window.arm)));
            if let Some(gap) = gap {
                return findings.push(Finding::new(
                    Code::RateWithoutMonths,
                    self.stated_check(add_on, period, level, check),
                    format!("no [[window]] says which months' rates count in `{}` {}", entry.schedule, span::said(gap)),
                    "compares a rate that is never measured",
                    "add the window",
                ));
            }
        }
    }

    /// An exception that lets nobody through whom the rule would not let through, or asks for another rate than the rule.
    fn exceptions(&self, add_on: &AddOn, entry: &Entry, period: &Period, scales: &Scales, findings: &mut Vec<Finding>) {
        for needed in &period.requirements {
            for except in needed.excepts.iter().filter_map(|index| add_on.excepts.get(*index)) {
                let ordinary = needed
                    .requires
                    .iter()
                    .filter_map(|index| add_on.requires.get(*index))
                    .find(|require| shares_level(add_on, period, &require.levels, &except.levels));
                let Some(ordinary) = ordinary else { continue };
                if rate_of(&ordinary.when) != rate_of(&except.when) {
                    findings.push(
                        Finding::new(
                            Code::ForeignException,
                            self.says(except.arm.place),
                            "an exception to a rate has to ask for that rate, and no other exception may ask for one",
                            "compares something else than the rule",
                            "compare the same rate with another threshold",
                        )
                        .with(self.says(ordinary.arm.place), "the rule"),
                    );
                    continue;
                }
                let ordinary_clauses = scales.clauses(&ordinary.when);
                let excepted = [scales.clauses(&except.applies_if), scales.clauses(&except.when)].concat();
                let dead =
                    ordinary_clauses.iter().all(|clause| excepted.iter().any(|other| scales.implies(*other, *clause)));
                if dead {
                    findings.push(
                        Finding::new(
                            Code::DeadException,
                            self.says(except.arm.place),
                            format!(
                                "the exception lets nobody through whom the rule does not, in `{}` from {}",
                                entry.schedule, period.from
                            ),
                            "no easier than the rule",
                            "mend its threshold, or drop it",
                        )
                        .with(self.says(ordinary.arm.place), "the rule"),
                    );
                }
            }
        }
    }

    /// A measure or exception for a requirement that its levels do not have on any of its days.
    fn dead_arms(&self, plan: &Plan, findings: &mut Vec<Finding>) {
        for (index, add_on) in self.model.add_ons.iter().enumerate() {
            let eases = |levels: &Levels, is_of: &dyn Fn(&Needed) -> bool| {
                let periods =
                    plan.entries.iter().filter(|entry| entry.add_on == index).flat_map(|entry| &entry.periods);
                periods.into_iter().any(|period| {
                    (0..).zip(&period.requirements).filter(|(_, needed)| is_of(needed)).any(|(position, _)| {
                        let mut checked = period
                            .levels
                            .iter()
                            .filter(|level| level.checks.iter().any(|check| check.position == position));
                        checked.any(|level| self.level_str(add_on, level).is_some_and(|id| levels.contains(id)))
                    })
                })
            };
            for (number, deemed) in add_on.deemed.iter().enumerate() {
                if !eases(&deemed.levels, &|needed| needed.deemed.contains(&number)) {
                    let place = self.says(deemed.arm.place);
                    findings.push(self.dead(Code::DeadDeemed, place, deemed.requirement));
                }
            }
            for (number, except) in add_on.excepts.iter().enumerate() {
                if !eases(&except.levels, &|needed| needed.excepts.contains(&number)) {
                    let place = self.place(except.arm.place);
                    findings.push(self.dead(Code::DeadException, place, except.requirement));
                }
            }
        }
    }

    fn dead(&self, code: Code, place: Place, requirement: u8) -> Finding {
        let requirement = self.model.requirements.get(usize::from(requirement));
        Finding::new(
            code,
            place,
            format!(
                "no level that it names has the requirement `{}` on these days, so there is nothing to ease",
                requirement.map_or("", |requirement| self.model.str(requirement.id))
            ),
            "eases nothing",
            "mend its requirement, levels or days, or drop it",
        )
    }

    fn is_pair(&self, add_on: &AddOn, order: &Order, upper: &PlannedLevel, lower: &PlannedLevel) -> bool {
        order.levels == [self.level_str(add_on, upper), self.level_str(add_on, lower)].map(Option::unwrap_or_default)
    }

    fn level_str(&self, add_on: &AddOn, level: &PlannedLevel) -> Option<Str> {
        add_on.levels.get(level.level).map(|level| level.id)
    }

    fn level_id(&self, add_on: &AddOn, level: &PlannedLevel) -> &str {
        self.level_str(add_on, level).map_or("", |id| self.model.str(id))
    }
}

fn neighbours(period: &Period) -> impl Iterator<Item = (&PlannedLevel, &PlannedLevel)> {
    period.levels.iter().zip(period.levels.iter().skip(1))
}

/// Whether the amounts rise from a level to the one of the next higher number.
fn rises(upper: &PlannedLevel, lower: &PlannedLevel) -> bool {
    lower.amount > upper.amount
}

fn asks_more(one: &PlannedLevel, other: &PlannedLevel, scales: &Scales) -> bool {
    asked(one, other, scales).is_some()
}

/// What `one` asks for that a facility which meets `other` may lack.
fn asked<'a>(one: &'a PlannedLevel, other: &PlannedLevel, scales: &Scales) -> Option<&'a Check> {
    let granted: Vec<Mask> = real(other).flat_map(|check| check.clauses.clone()).collect();
    real(one)
        .find(|check| check.clauses.iter().any(|clause| !granted.iter().any(|known| scales.implies(*known, *clause))))
}

/// The checks that no transitional measure takes off a level.
fn real(level: &PlannedLevel) -> impl Iterator<Item = &Check> {
    level.checks.iter().filter(|check| {
        level.deemed.checked_shr(u32::try_from(check.position).unwrap_or(u32::MAX)).unwrap_or(0) & 1 == 0
    })
}

/// The rate that a condition compares.
fn rate_of(condition: &Condition) -> Option<u8> {
    match condition {
        Condition::Rate(rate, _) => Some(*rate),
        _ => None,
    }
}

fn shares_level(add_on: &AddOn, period: &Period, one: &Levels, other: &Levels) -> bool {
    let ids = period.levels.iter().filter_map(|level| add_on.levels.get(level.level)).map(|level| level.id);
    ids.into_iter().any(|id| one.contains(id) && other.contains(id))
}
