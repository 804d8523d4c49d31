//! Every arm lies where it can take effect: in a 点数表, on days and at levels that its add-on has.

use super::{Lint, span};
use crate::code::Code;
use crate::finding::Finding;
use crate::model::{AddOn, AddOnSchedule, Arm, Level, Levels, Str};
use crate::vocabulary::Schedule;

/// An arm with what it is called in messages, and the levels that it speaks of.
struct Stated<'m> {
    what: &'static str,
    arm: &'m Arm,
    levels: &'m [Str],
}

impl Lint<'_> {
    pub(super) fn lives(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for add_on in &self.model.add_ons {
            for (index, life) in add_on.schedules.iter().enumerate() {
                let first = add_on.schedules.iter().take(index).find(|first| first.schedule == life.schedule);
                findings.extend(first.map(|first| self.twice(life, first)));
            }
            for stated in stated(add_on) {
                let foreign = stated.arm.schedules.iter().find(|schedule| life_in(add_on, *schedule).is_none());
                match foreign {
                    Some(schedule) => findings.push(self.foreign(add_on, &stated, schedule)),
                    None => {
                        findings.extend(self.outside(add_on, &stated));
                        findings.extend(self.absent(add_on, &stated));
                    }
                }
            }
            findings.extend(self.needless_flags(add_on));
        }
        findings
    }

    fn twice(&self, life: &AddOnSchedule, first: &AddOnSchedule) -> Finding {
        Finding::new(
            Code::DuplicateId,
            self.schedules(life.place),
            format!("the schedule `{}` appears twice", life.schedule),
            "the second of this name",
            "drop one of the two",
        )
        .with(self.schedules(first.place), "the first")
    }

    fn foreign(&self, add_on: &AddOn, stated: &Stated<'_>, schedule: Schedule) -> Finding {
        Finding::new(
            Code::ForeignSchedule,
            self.schedules(stated.arm.place),
            format!("`{}` does not exist in `{schedule}`", self.model.str(add_on.id)),
            "names a schedule that the add-on does not have",
            format!("take `{schedule}` off the list, or add a [[schedule]] for it"),
        )
    }

    /// Days on which the add-on does not exist: all of them in one 点数表, or some of them in every one.
    fn outside(&self, add_on: &AddOn, stated: &Stated<'_>) -> Option<Finding> {
        let Stated { what, arm, .. } = stated;
        let lives = || arm.schedules.iter().filter_map(|schedule| life_in(add_on, schedule));
        let days = |life: &AddOnSchedule| (life.from, life.until);
        let never = lives().find(|life| span::common(span::of(arm), days(life)).is_none());
        let early = || lives().all(|life| arm.from < life.from);
        let late = || lives().all(|life| life.until.is_some_and(|end| arm.until.is_some_and(|until| end < until)));
        let (life, place, label) = match never {
            Some(life) if arm.until.is_some_and(|until| until < life.from) => {
                (life, self.until(arm.place), "too early")
            }
            Some(life) => (life, self.from(arm.place), "too late"),
            None if early() => (lives().next()?, self.from(arm.place), "too early"),
            None if late() => (lives().next()?, self.until(arm.place), "too late"),
            None => return None,
        };
        let name = self.model.str(add_on.id);
        let message = format!(
            "the {what} reaches beyond the life of `{name}` in `{}`, {}",
            life.schedule,
            span::said(days(life))
        );
        let finding = Finding::new(Code::OutsideLife, place, message, label, "mend its dates, or those of the add-on");
        Some(if label == "too early" {
            finding.with(self.from(life.place), "the add-on begins here")
        } else {
            finding.with(self.until(life.place), "the add-on ends here")
        })
    }

    /// A level that is named and does not exist on any of the days in any of the 点数表.
    fn absent(&self, add_on: &AddOn, stated: &Stated<'_>) -> Option<Finding> {
        let Stated { what, arm, levels } = stated;
        let absent = levels.iter().find(|named| !lived(add_on, arm, &Levels::Some(vec![**named])).any(|_| true))?;
        let level = self.model.str(*absent);
        Some(Finding::new(
            Code::AbsentLevel,
            self.place(arm.place),
            format!("the {what} names level `{level}`, which exists on none of its days in any of its schedules"),
            "speaks of a level that is not there",
            "take the level off, or mend the schedules and days",
        ))
    }

    /// A requirement that is said to begin or cease, and does so with its levels.
    fn needless_flags(&self, add_on: &AddOn) -> Vec<Finding> {
        let mut findings = Vec::new();
        for require in &add_on.requires {
            let arm = &require.arm;
            let older = || lived(add_on, arm, &require.levels).any(|life| life.0 < arm.from);
            let longer = || {
                let ends_before =
                    |end: Option<crate::date::Day>| arm.until.is_some_and(|day| end.is_none_or(|end| day < end));
                lived(add_on, arm, &require.levels).any(|life| ends_before(life.1))
            };
            let mut needless = |key: &str, place, label: &'static str| {
                findings.push(Finding::new(
                    Code::NeedlessFlag,
                    place,
                    format!("`{key} = true` is said of a requirement that {key} with its levels"),
                    label,
                    format!("drop `{key}`, or mend the day"),
                ));
            };
            if require.begins && !older() {
                needless("begins", self.from(arm.place), "none of its levels is older");
            }
            if require.ceases && !longer() {
                needless("ceases", self.until(arm.place), "none of its levels goes on");
            }
        }
        findings
    }
}

/// The add-on in a 点数表.
fn life_in(add_on: &AddOn, schedule: Schedule) -> Option<&AddOnSchedule> {
    add_on.schedules.iter().find(|life| life.schedule == schedule)
}

/// The lives of those levels among `levels` that share a day and a 点数表 with the arm.
fn lived<'a>(add_on: &'a AddOn, arm: &'a Arm, levels: &'a Levels) -> impl Iterator<Item = span::Span> + 'a {
    let lives = move |level: &'a Level| {
        let both = arm.schedules.iter().filter(|schedule| level.arm.schedules.contains(*schedule));
        both.filter_map(move |schedule| {
            let life = life_in(add_on, schedule)?;
            let lived = span::common((life.from, life.until), span::of(&level.arm))?;
            span::common(lived, span::of(arm)).map(|_| lived)
        })
    };
    add_on.levels.iter().filter(|level| levels.contains(level.id)).flat_map(lives)
}

fn stated(add_on: &AddOn) -> Vec<Stated<'_>> {
    fn some(levels: &Levels) -> &[Str] {
        match levels {
            Levels::All => &[],
            Levels::Some(levels) => levels,
        }
    }
    let mut all: Vec<Stated<'_>> = Vec::new();
    let mut add = |what, arm, levels| all.push(Stated { what, arm, levels });
    add_on.levels.iter().for_each(|level| add("level", &level.arm, &[]));
    add_on.fees.iter().for_each(|fee| add("fee", &fee.arm, std::slice::from_ref(&fee.level)));
    add_on.codes.iter().for_each(|code| add("receipt code", &code.arm, some(&code.levels)));
    add_on.requires.iter().for_each(|require| add("requirement", &require.arm, some(&require.levels)));
    add_on.deemed.iter().for_each(|deemed| add("transitional measure", &deemed.arm, some(&deemed.levels)));
    add_on.excepts.iter().for_each(|except| add("exception", &except.arm, some(&except.levels)));
    add_on.filings.iter().for_each(|filing| add("filing", &filing.arm, &[]));
    add_on.symbols.iter().for_each(|symbol| add("symbol", &symbol.arm, some(&symbol.levels)));
    add_on.supports.iter().for_each(|support| add("support", &support.arm, some(&support.levels)));
    add_on.carry_overs.iter().for_each(|carry_over| add("carry-over", &carry_over.arm, &[]));
    add_on.losses.iter().for_each(|loss| add("loss", &loss.arm, &[]));
    add_on.orders.iter().for_each(|order| add("order", &order.arm, &order.levels));
    all
}
