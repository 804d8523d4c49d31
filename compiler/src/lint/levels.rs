//! Levels in their order: none without a use, none out of order unless the rules say so, no measure without effect.

use super::Lint;
use crate::finding::Finding;
use crate::model::{AddOn, Arm, Order, Str};
use crate::plan::{Check, Entry, Mask, Period, Plan, PlannedLevel, Scales};

impl Lint<'_> {
    pub(super) fn levels(&self, plan: &Plan, scales: &Scales) -> Vec<Finding> {
        let mut findings = Vec::new();
        for entry in &plan.entries {
            let Some(add_on) = self.model.add_ons.get(entry.add_on) else {
                continue;
            };
            for period in &entry.periods {
                self.unreachable(add_on, entry, period, scales, &mut findings);
                self.order(add_on, entry, period, scales, &mut findings);
                self.without_window(add_on, entry, period, &mut findings);
                self.dead_exceptions(add_on, entry, period, scales, &mut findings);
            }
        }
        self.needless_orders(plan, scales, &mut findings);
        self.dead_arms(plan, &mut findings);
        findings
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
                    let Some(stated) = add_on.levels.get(level.level) else {
                        continue;
                    };
                    findings.push(Finding::new(
                        "unreachable-level",
                        self.place(stated.arm.place),
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
                    ));
                    break;
                }
            }
        }
    }

    fn order(&self, add_on: &AddOn, entry: &Entry, period: &Period, scales: &Scales, findings: &mut Vec<Finding>) {
        for (upper, lower) in neighbours(period) {
            let declared = |what: fn(&Order) -> bool| {
                add_on.orders.iter().any(|order| {
                    self.is_pair(add_on, order, upper, lower)
                        && what(order)
                        && order.arm.schedules.contains(entry.schedule)
                        && order.arm.covers(period.from)
                })
            };
            let rises = rises(upper, lower) && !declared(|order| order.amount);
            let asks = asks_more(lower, upper, scales) && !declared(|order| order.requirements);
            if !rises && !asks {
                continue;
            }
            let Some(stated) = add_on.levels.get(lower.level) else {
                continue;
            };
            let (what, of) = if rises {
                ("pays more than", "amount")
            } else {
                ("asks for something that is not asked for by", "requirements")
            };
            findings.push(Finding::new(
                "not-monotone",
                self.place(stated.arm.place),
                format!(
                    "level `{}` of `{}` {what} level `{}` in `{}` from {}",
                    self.level_id(add_on, lower),
                    self.model.str(add_on.id),
                    self.level_id(add_on, upper),
                    entry.schedule,
                    period.from,
                ),
                "out of order",
                format!("mend it, or declare it by an [[order]] of `{of}` with its citation"),
            ));
        }
    }

    fn needless_orders(&self, plan: &Plan, scales: &Scales, findings: &mut Vec<Finding>) {
        for (index, add_on) in self.model.add_ons.iter().enumerate() {
            for order in &add_on.orders {
                let needed = plan.entries.iter().filter(|entry| entry.add_on == index).any(|entry| {
                    order.arm.schedules.contains(entry.schedule)
                        && entry.periods.iter().filter(|period| order.arm.covers(period.from)).any(|period| {
                            neighbours(period).any(|(upper, lower)| {
                                self.is_pair(add_on, order, upper, lower)
                                    && (order.amount && rises(upper, lower)
                                        || order.requirements && asks_more(lower, upper, scales))
                            })
                        })
                });
                if !needed {
                    findings.push(Finding::new(
                        "needless-order",
                        self.place(order.arm.place),
                        "these levels are in order, so there is nothing to declare",
                        "true of no day",
                        "drop it",
                    ));
                }
            }
        }
    }

    /// A rate that is asked for must have months in which it is measured.
    fn without_window(&self, add_on: &AddOn, entry: &Entry, period: &Period, findings: &mut Vec<Finding>) {
        for check in period.levels.iter().flat_map(|level| &level.checks) {
            let Some(threshold) = &check.threshold else {
                continue;
            };
            let counted = self.model.windows.iter().any(|window| {
                usize::from(window.rate) == threshold.rate
                    && window.arm.schedules.contains(entry.schedule)
                    && window.arm.covers(period.from)
            });
            let needed = period.requirements.get(check.position);
            let arm =
                needed.and_then(|needed| add_on.requires.get(*needed.requires.first()?)).map(|require| &require.arm);
            if !counted && let Some(arm) = arm {
                findings.push(Finding::new(
                    "rate-without-months",
                    self.place(arm.place),
                    format!("no [[window]] says which months' rates count in `{}` on {}", entry.schedule, period.from),
                    "compares a rate that is never measured",
                    "add the window",
                ));
            }
        }
    }

    /// An exception that lets nobody through whom the rule would not let through.
    fn dead_exceptions(
        &self,
        add_on: &AddOn,
        entry: &Entry,
        period: &Period,
        scales: &Scales,
        findings: &mut Vec<Finding>,
    ) {
        for needed in &period.requirements {
            for except in needed.excepts.iter().filter_map(|index| add_on.excepts.get(*index)) {
                let ordinary = needed
                    .requires
                    .iter()
                    .filter_map(|index| add_on.requires.get(*index))
                    .find(|require| shares_level(add_on, period, &require.levels, &except.levels));
                let Some(ordinary) = ordinary else { continue };
                let ordinary_clauses = scales.clauses(&ordinary.when);
                let excepted = [scales.clauses(&except.applies_if), scales.clauses(&except.when)].concat();
                let dead =
                    ordinary_clauses.iter().all(|clause| excepted.iter().any(|other| scales.implies(*other, *clause)));
                if dead {
                    findings.push(
                        Finding::new(
                            "dead-exception",
                            self.place(except.arm.place),
                            format!(
                                "the exception lets nobody through whom the rule does not, in `{}` from {}",
                                entry.schedule, period.from
                            ),
                            "no easier than the rule",
                            "mend its threshold, or drop it",
                        )
                        .with(self.place(ordinary.arm.place), "the rule"),
                    );
                }
            }
        }
    }

    /// A measure or exception for a requirement that its levels do not have on any of its days.
    fn dead_arms(&self, plan: &Plan, findings: &mut Vec<Finding>) {
        for (index, add_on) in self.model.add_ons.iter().enumerate() {
            let deemed = add_on.deemed.iter().enumerate().map(|(number, arm)| ("dead-deemed", number, &arm.arm));
            let excepts = add_on.excepts.iter().enumerate().map(|(number, arm)| ("dead-exception", number, &arm.arm));
            for (code, number, arm) in deemed.chain(excepts) {
                let entries =
                    plan.entries.iter().filter(|entry| entry.add_on == index && arm.schedules.contains(entry.schedule));
                let used =
                    entries.flat_map(|entry| &entry.periods).flat_map(|period| &period.requirements).any(|needed| {
                        if code == "dead-deemed" {
                            needed.deemed.contains(&number)
                        } else {
                            needed.excepts.contains(&number)
                        }
                    });
                if !used && arm.only_under.is_none() && arm.not_under.is_empty() {
                    findings.push(self.dead(code, arm));
                }
            }
        }
    }

    fn dead(&self, code: &str, arm: &Arm) -> Finding {
        Finding::new(
            code,
            self.place(arm.place),
            "no level has this requirement on these days, so there is nothing to ease",
            "eases nothing",
            "mend its requirement, levels or dates, or drop it",
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

/// Whether `one` asks for something that a facility which meets `other` may lack.
fn asks_more(one: &PlannedLevel, other: &PlannedLevel, scales: &Scales) -> bool {
    let clauses = |level: &PlannedLevel| -> Vec<Mask> {
        let real = |check: &&Check| {
            level.deemed.checked_shr(u32::try_from(check.position).unwrap_or(u32::MAX)).unwrap_or(0) & 1 == 0
        };
        level.checks.iter().filter(real).flat_map(|check| check.clauses.clone()).collect()
    };
    let granted = clauses(other);
    clauses(one).iter().any(|clause| !granted.iter().any(|known| scales.implies(*known, *clause)))
}

fn shares_level(add_on: &AddOn, period: &Period, one: &crate::model::Levels, other: &crate::model::Levels) -> bool {
    let ids = period.levels.iter().filter_map(|level| add_on.levels.get(level.level)).map(|level| level.id);
    ids.into_iter().any(|id| one.contains(id) && other.contains(id))
}
