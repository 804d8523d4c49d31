//! What a ruleset says of an add-on on a day, statement by statement, in a form in which equal meanings are equal.

use std::collections::{BTreeMap, BTreeSet};

use super::clause::{Clause, Side, spelt};
use super::{Asked, Cause};
use crate::compare::place_of;
use crate::date::{Day, Month};
use crate::model::{Arm, Condition, CorrectionKind, ExclusionKind, Frequency, Levels, PlaceId, Str};
use crate::vocabulary::{Service, UsageBasis};

/// What a statement comes to. Equal meanings answer equally.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    Plain,
    Deemed,
    Standard(BTreeSet<Clause>),
    Months(BTreeSet<(u8, UsageBasis)>),
    Correction(CorrectionKind, Month),
}

#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) says: String,
    pub(super) meaning: Meaning,
    pub(super) causes: Vec<Cause>,
}

/// The level, and what it is about.
pub(super) type Key = (Option<String>, String);

impl Statement {
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        self.meaning == other.meaning && (self.meaning != Meaning::Plain || self.says == other.says)
    }
}

fn cause(arm: &Arm) -> Cause {
    let PlaceId(place) = arm.place;
    Cause { from: arm.from, until: arm.until, place }
}

impl Asked<'_, '_> {
    /// The months that count on a day, each with its cause.
    pub(super) fn months(&self, side: &Side<'_>, day: Day) -> Vec<((u8, UsageBasis), Cause)> {
        let under = side.under(self.under);
        let windows = side.model.windows.iter().filter(|window| window.arm.holds(self.schedule, day, under));
        let months = windows
            .flat_map(|window| window.months_back.iter().map(|back| ((*back, window.basis), cause(&window.arm))));
        months.collect()
    }

    pub(super) fn statements(&self, side: &Side<'_>, day: Day) -> BTreeMap<Key, Statement> {
        let mut all = BTreeMap::new();
        let mut say = |level: Option<Str>, about: String, says: String, meaning: Meaning, causes: Vec<Cause>| {
            all.insert((level.map(|level| side.text(level)), about), Statement { says, meaning, causes });
        };
        let model = side.model;
        let under = side.under(self.under);
        let holds = |arm: &Arm| arm.holds(self.schedule, day, under);
        let Some(id) = self.add_on else {
            for exclusion in model.exclusions.iter().filter(|exclusion| holds(&exclusion.arm)) {
                let about = format!("exclusion {}", model.str(exclusion.id));
                say(None, about, excluded(side, &exclusion.kind), Meaning::Plain, vec![cause(&exclusion.arm)]);
            }
            return all;
        };
        let Some(add_on) = side.add_on(id) else { return all };
        let Some(life) = add_on.in_schedule(self.schedule) else { return all };
        let ended = |day: Day, end: Option<Day>| end.is_some_and(|end| end < day);
        let successor = life.succeeded_by.and_then(|index| model.add_ons.get(usize::from(index)));
        let validity = format!(
            "from {}{}{}{}",
            life.from,
            life.until.map_or(String::new(), |until| format!(" until {until}")),
            life.review_by.map_or(String::new(), |by| format!(", to be reviewed by {by}")),
            successor.map_or(String::new(), |other| format!(", then {}", model.str(other.id))),
        );
        say(None, "validity".to_owned(), validity, Meaning::Plain, Vec::new());
        if day < life.from || ended(day, life.until) {
            return all;
        }
        say(None, "main service".to_owned(), life.main_service.id().to_owned(), Meaning::Plain, Vec::new());
        for filing in add_on.filings.iter().filter(|filing| holds(&filing.arm)) {
            let form = filing.form.map_or(String::new(), |form| format!(", {}", model.str(form)));
            let says = if filing.required { format!("required{form}") } else { "not required".to_owned() };
            say(None, "filing".to_owned(), says, Meaning::Plain, vec![cause(&filing.arm)]);
        }
        for carry in add_on.carry_overs.iter().filter(|carry| holds(&carry.arm)) {
            let other = model.add_ons.get(usize::from(carry.from_add_on)).map_or("", |other| model.str(other.id));
            let says = format!("one that counts on {} counts from {}", carry.counting_on, carry.arm.from);
            say(None, format!("filing of {other}"), says, Meaning::Plain, vec![cause(&carry.arm)]);
        }
        for loss in add_on.losses.iter().filter(|loss| holds(&loss.arm)) {
            let about = format!("loss of {}", model.str(loss.item));
            say(None, about, loss.says(), Meaning::Plain, vec![cause(&loss.arm)]);
        }
        let mut rates: BTreeSet<u8> = BTreeSet::new();
        for level in add_on.levels.iter().filter(|level| holds(&level.arm)) {
            let of = Some(level.id);
            say(of, "level".to_owned(), "exists".to_owned(), Meaning::Plain, vec![cause(&level.arm)]);
            for fee in add_on.fees.iter().filter(|fee| fee.level == level.id && holds(&fee.arm)) {
                let card = fee.when.map_or("", |when| if when.with_card { " with card" } else { " without card" });
                let referral =
                    fee.when.filter(|when| when.referral_counts).map_or("", |_| ", a referral counts as card");
                let per = match fee.per {
                    Frequency::Months(number) => format!("{number} months"),
                    Frequency::Admissions(number) => format!("{number} admissions"),
                };
                let says = format!("{} {} in {per}{referral}, {}", fee.amount, fee.unit, model.str(fee.item));
                say(of, format!("fee {}{card}", fee.service), says, Meaning::Plain, vec![cause(&fee.arm)]);
            }
            for code in add_on.codes.iter().filter(|code| holds(&code.arm) && code.levels.contains(level.id)) {
                let says = format!("{} {}", model.str(code.code), model.str(code.name));
                let about = format!("receipt code {}", place_of(model, code));
                say(of, about, says, Meaning::Plain, vec![cause(&code.arm)]);
            }
            for symbol in add_on.symbols.iter().filter(|arm| holds(&arm.arm) && arm.levels.contains(level.id)) {
                let says = model.str(symbol.symbol).to_owned();
                say(of, "symbol".to_owned(), says, Meaning::Plain, vec![cause(&symbol.arm)]);
            }
            let supports = add_on.supports.iter().filter(|arm| holds(&arm.arm) && arm.levels.contains(level.id));
            if let Some(first) = supports.clone().map(|support| support.filed_from).max() {
                let causes = supports.map(|support| cause(&support.arm)).collect();
                say(of, "filing that supports it".to_owned(), format!("from {first}"), Meaning::Plain, causes);
            }
            for require in add_on.requires.iter().filter(|arm| holds(&arm.arm) && arm.levels.contains(level.id)) {
                let about = model.requirements.get(usize::from(require.requirement));
                let about = about.map_or(String::new(), |requirement| side.text(requirement.id));
                let is_here = |arm: &Arm, requirement: u8, levels: &Levels| {
                    holds(arm) && requirement == require.requirement && levels.contains(level.id)
                };
                let mut measures = add_on.deemed.iter().filter(|arm| is_here(&arm.arm, arm.requirement, &arm.levels));
                if let Some(measure) = measures.next() {
                    say(of, about, "deemed met".to_owned(), Meaning::Deemed, vec![cause(&measure.arm)]);
                    continue;
                }
                let mut excepts = add_on.excepts.iter().filter(|arm| is_here(&arm.arm, arm.requirement, &arm.levels));
                let except = excepts.next();
                let condition = match except {
                    None => require.when.clone(),
                    Some(except) => Condition::Any(vec![
                        require.when.clone(),
                        Condition::All(vec![except.applies_if.clone(), except.when.clone()]),
                    ]),
                };
                condition.leaves(&mut |leaf| {
                    if let Condition::Rate(rate, _) = leaf {
                        rates.insert(*rate);
                    }
                });
                let clauses = side.clauses(&side.scales.clauses(&condition));
                let causes = [Some(&require.arm), except.map(|except| &except.arm)].into_iter().flatten().map(cause);
                say(of, about, spelt(&clauses), Meaning::Standard(clauses), causes.collect());
            }
        }
        for rate in rates {
            let id = model.rates.get(usize::from(rate)).map_or("", |rate| model.str(rate.id));
            let (months, causes): (BTreeSet<_>, BTreeSet<_>) = self.months(side, day).into_iter().unzip();
            let says: Vec<String> = months.iter().map(|(back, basis)| format!("{back} before ({basis})")).collect();
            let causes = causes.into_iter().collect();
            say(None, format!("months of {id} that count"), says.join(", "), Meaning::Months(months), causes);
            for correction in model.corrections.iter().filter(|arm| arm.rate == rate && holds(&arm.arm)) {
                let kind = match correction.kind {
                    CorrectionKind::AddClaims => "claims of home care added",
                    CorrectionKind::SubtractReceipts => "receipts of home care taken off",
                };
                let meaning = Meaning::Correction(correction.kind, correction.measured_until);
                let says = format!("{kind}, months up to {}", correction.measured_until);
                say(
                    None,
                    format!("correction of {id} ({})", correction.basis),
                    says,
                    meaning,
                    vec![cause(&correction.arm)],
                );
            }
        }
        all
    }
}

fn excluded(side: &Side<'_>, kind: &ExclusionKind) -> String {
    let name = |index: &u8| side.model.add_ons.get(usize::from(*index)).map_or("", |add_on| side.model.str(add_on.id));
    let names = |list: &[u8]| list.iter().map(name).collect::<Vec<_>>().join(", ");
    let services_of = |list: &[Service]| list.iter().map(|service| service.id()).collect::<Vec<_>>().join(", ");
    match kind {
        ExclusionKind::Drops { dropped, barred_by } => {
            format!("{} is dropped beside {}", name(dropped), names(barred_by))
        }
        ExclusionKind::Mutual { add_ons } => format!("the first alone of {}", names(add_ons)),
        ExclusionKind::Between { add_on, services } => {
            format!("{}: the first alone of {}", name(add_on), services_of(services))
        }
        ExclusionKind::Marked { mark, add_ons, services } => {
            format!("not on a visit marked {mark}, for {}: {}", services_of(services), names(add_ons))
        }
    }
}
