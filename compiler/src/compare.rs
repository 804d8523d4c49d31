//! What the rules say on a day, statement by statement, and what of it differs on another day.
//!
//! For people who keep rules: it shows what a change of the law comes to, whether or not any facility notices.

use serde::Serialize;

use crate::date::Day;
use crate::model::{
    AddOn, Arm, Citation, Condition, CorrectionKind, Exclusion, ExclusionKind, Frequency, Level, Levels, Model,
    ReceiptCode, Str, Text,
};
use crate::sort;
use crate::vocabulary::{Schedule, Service};

/// What differs between two days.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<'m> {
    /// The 点数表 for which it does.
    pub schedules: Vec<Schedule>,
    /// The index of the add-on; `None` for the months that count, corrections and exclusions.
    pub add_on: Option<usize>,
    /// The kind of statement.
    pub kind: StatementKind,
    /// The levels that it is about.
    pub levels: Vec<Str>,
    /// What it is about: the id of a requirement, of an exclusion, of a basis, or a service; of a receipt code where it is used.
    pub subject: String,
    /// Its label, where it has one.
    pub label: Option<Text>,
    /// What the rules say on the first day, in their own notation; `None` where they say nothing.
    pub before: Option<String>,
    /// What they say on the second.
    pub after: Option<String>,
    /// Where the later statement is, or the earlier one if there is none.
    pub cites: &'m [Citation],
}

/// The kinds of statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatementKind {
    /// An add-on is in force.
    AddOn,
    /// A level exists.
    Level,
    /// A fee.
    Fee,
    /// A fee's code on receipts (レセプト).
    Code,
    /// A facility standard.
    Requirement,
    /// A transitional measure (経過措置).
    Deemed,
    /// An exception (特例).
    Exception,
    /// Whether a filing (届出) is needed.
    Filing,
    /// The symbol of an accepted filing (受理記号).
    Symbol,
    /// From when a filing has to count to support a level.
    Support,
    /// A filing of another add-on that counts.
    CarryOver,
    /// A fee that whoever has filed cannot claim any more.
    Loss,
    /// The measured months that count.
    Window,
    /// A correction of measured rates.
    Correction,
    /// What is not claimed beside what.
    Exclusion,
}

impl StatementKind {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::AddOn => "add-on",
            Self::Level => "level",
            Self::Fee => "fee",
            Self::Code => "code",
            Self::Requirement => "requirement",
            Self::Deemed => "deemed",
            Self::Exception => "exception",
            Self::Filing => "filing",
            Self::Symbol => "symbol",
            Self::Support => "support",
            Self::CarryOver => "carry-over",
            Self::Loss => "loss",
            Self::Window => "window",
            Self::Correction => "correction",
            Self::Exclusion => "exclusion",
        }
    }
}

/// What the rules say of one thing in one 点数表 on a day.
struct Statement<'m> {
    schedule: Schedule,
    add_on: Option<usize>,
    kind: StatementKind,
    level: Option<Str>,
    subject: String,
    label: Option<Text>,
    says: String,
    cites: &'m [Citation],
}

impl Statement<'_> {
    fn is_about_the_same(&self, other: &Self) -> bool {
        (self.schedule, self.add_on, self.kind, self.level, &self.subject)
            == (other.schedule, other.add_on, other.kind, other.level, &other.subject)
    }
}

/// What the rules say otherwise on `to` than on `from`, by add-on and kind. Statements that change alike are one change.
///
/// ```
/// use dx_kasan_rules::compare::compare;
/// use dx_kasan_rules::date::Day;
/// use dx_kasan_rules::model::Model;
///
/// let day = Day::parse("2025-10-01")?;
/// assert!(compare(&Model::default(), day, day).is_empty());
/// # Ok::<(), dx_kasan_rules::date::BadDate>(())
/// ```
#[must_use]
pub fn compare(model: &Model, from: Day, to: Day) -> Vec<Change<'_>> {
    let mut all: Vec<Change<'_>> = Vec::new();
    for schedule in Schedule::ALL.iter().copied() {
        for change in in_schedule(model, schedule, from, to) {
            match all.iter_mut().find(|known| known.is_but_for_schedules(&change)) {
                Some(known) => known.schedules.push(schedule),
                None => all.push(change),
            }
        }
    }
    sort::by_key(&mut all, |change| (change.add_on.unwrap_or(usize::MAX), change.kind));
    all
}

fn in_schedule(model: &Model, schedule: Schedule, from: Day, to: Day) -> Vec<Change<'_>> {
    let (before, after) = (statements(model, schedule, from), statements(model, schedule, to));
    let gone = before.iter().filter(|old| !after.iter().any(|new| new.is_about_the_same(old)));
    let gone = gone.map(|old| (old, Some(old), None));
    let here = after.iter().map(|new| (new, before.iter().find(|old| old.is_about_the_same(new)), Some(new)));
    let mut changes: Vec<Change<'_>> = Vec::new();
    for (of, old, new) in gone.chain(here) {
        let says = |statement: Option<&Statement<'_>>| statement.map(|statement| statement.says.clone());
        let (before, after) = (says(old), says(new));
        if before == after {
            continue;
        }
        let change = Change {
            schedules: vec![schedule],
            add_on: of.add_on,
            kind: of.kind,
            levels: of.level.into_iter().collect(),
            subject: of.subject.clone(),
            label: of.label,
            before,
            after,
            cites: of.cites,
        };
        match changes.iter_mut().find(|known| known.is_but_for_levels(&change)) {
            Some(known) => known.levels.extend(of.level),
            None => changes.push(change),
        }
    }
    changes
}

impl Change<'_> {
    fn is_but_for_levels(&self, other: &Self) -> bool {
        (self.add_on, self.kind, &self.subject) == (other.add_on, other.kind, &other.subject)
            && (&self.before, &self.after) == (&other.before, &other.after)
    }

    fn is_but_for_schedules(&self, other: &Self) -> bool {
        self.is_but_for_levels(other) && self.levels == other.levels
    }
}

fn statements(model: &Model, schedule: Schedule, day: Day) -> Vec<Statement<'_>> {
    let said = Said { model, schedule, day };
    let mut all = Vec::new();
    for (index, add_on) in model.add_ons.iter().enumerate() {
        said.add_on(index, add_on, &mut all);
    }
    said.shared(&mut all);
    all
}

struct Said<'m> {
    model: &'m Model,
    schedule: Schedule,
    day: Day,
}

impl<'m> Said<'m> {
    fn holds(&self, arm: &Arm) -> bool {
        arm.holds(self.schedule, self.day, None)
    }

    fn add_on(&self, index: usize, add_on: &'m AddOn, all: &mut Vec<Statement<'m>>) {
        let model = self.model;
        let Some(life) = add_on.in_schedule(self.schedule) else { return };
        if self.day < life.from || life.until.is_some_and(|until| until < self.day) {
            return;
        }
        let id = model.str(add_on.id);
        let mut say = |kind, level, subject: &str, label, says, cites| {
            let (add_on, subject) = (Some(index), subject.to_owned());
            all.push(Statement { schedule: self.schedule, add_on, kind, level, subject, label, says, cites });
        };
        say(StatementKind::AddOn, None, id, Some(life.name), "in force".to_owned(), &life.cites);
        let levels: Vec<&Level> = add_on.levels.iter().filter(|level| self.holds(&level.arm)).collect();
        let of = |wanted: &Levels| -> Vec<Str> {
            levels.iter().map(|level| level.id).filter(|level| wanted.contains(*level)).collect()
        };
        for level in &levels {
            let says = "exists".to_owned();
            say(StatementKind::Level, Some(level.id), model.str(level.id), Some(level.name), says, &level.arm.cites);
        }
        for fee in add_on.fees.iter().filter(|fee| self.holds(&fee.arm)) {
            // A fee with the card and one without are two statements about one service.
            let card = fee.when.map_or("", |when| if when.with_card { " with card" } else { " without card" });
            let subject = format!("{}{card}", fee.service);
            let referral = fee.when.filter(|when| when.referral_counts).map_or("", |_| ", a referral counts as card");
            let says = format!("{} {} {}{referral}", fee.amount, fee.unit, per(fee.per));
            say(StatementKind::Fee, Some(fee.level), &subject, None, says, &fee.arm.cites);
        }
        for code in add_on.codes.iter().filter(|code| self.holds(&code.arm)) {
            let subject = place_of(model, code);
            for level in of(&code.levels) {
                let says = format!("{} {}", model.str(code.code), model.str(code.name));
                say(StatementKind::Code, Some(level), &subject, code.within, says, &code.arm.cites);
            }
        }
        for require in add_on.requires.iter().filter(|require| self.holds(&require.arm)) {
            let (subject, label) = self.requirement(require.requirement);
            for level in of(&require.levels) {
                let says = self.condition(&require.when);
                say(StatementKind::Requirement, Some(level), subject, label, says, &require.arm.cites);
            }
        }
        for deemed in add_on.deemed.iter().filter(|deemed| self.holds(&deemed.arm)) {
            let (subject, label) = self.requirement(deemed.requirement);
            for level in of(&deemed.levels) {
                let says = deemed.arm.until.map_or("deemed".to_owned(), |until| format!("deemed until {until}"));
                say(StatementKind::Deemed, Some(level), subject, label, says, &deemed.arm.cites);
            }
        }
        for except in add_on.excepts.iter().filter(|except| self.holds(&except.arm)) {
            let (subject, _) = self.requirement(except.requirement);
            for level in of(&except.levels) {
                let says = format!("{} if {}", self.condition(&except.when), self.condition(&except.applies_if));
                say(StatementKind::Exception, Some(level), subject, Some(except.name), says, &except.arm.cites);
            }
        }
        for filing in add_on.filings.iter().filter(|filing| self.holds(&filing.arm)) {
            let form = filing.form.map_or(String::new(), |form| format!(", {}", model.str(form)));
            let says = if filing.required { format!("required{form}") } else { "not required".to_owned() };
            say(StatementKind::Filing, None, id, None, says, &filing.arm.cites);
        }
        for symbol in add_on.symbols.iter().filter(|symbol| self.holds(&symbol.arm)) {
            for level in of(&symbol.levels) {
                say(
                    StatementKind::Symbol,
                    Some(level),
                    id,
                    None,
                    model.str(symbol.symbol).to_owned(),
                    &symbol.arm.cites,
                );
            }
        }
        for support in add_on.supports.iter().filter(|support| self.holds(&support.arm)) {
            for level in of(&support.levels) {
                let says = format!("a filing that counts from {} or later", support.filed_from);
                say(StatementKind::Support, Some(level), id, None, says, &support.arm.cites);
            }
        }
        for carry in add_on.carry_overs.iter().filter(|carry| self.holds(&carry.arm)) {
            let from = model.add_ons.get(usize::from(carry.from_add_on)).map_or("", |other| model.str(other.id));
            let says = format!("a filing that counts on {}", carry.counting_on);
            say(StatementKind::CarryOver, None, from, None, says, &carry.arm.cites);
        }
        for loss in add_on.losses.iter().filter(|loss| self.holds(&loss.arm)) {
            say(StatementKind::Loss, None, model.str(loss.item), Some(loss.name), loss.says(), &loss.arm.cites);
        }
    }

    fn shared(&self, all: &mut Vec<Statement<'m>>) {
        let mut say = |kind, subject: &str, label, says, cites| {
            let (schedule, add_on, level, subject) = (self.schedule, None, None, subject.to_owned());
            all.push(Statement { schedule, add_on, kind, level, subject, label, says, cites });
        };
        for window in self.model.windows.iter().filter(|window| self.holds(&window.arm)) {
            let back: Vec<String> = window.months_back.iter().map(u8::to_string).collect();
            let says = format!("months before the claim month: {}", back.join(", "));
            say(StatementKind::Window, window.basis.id(), self.rate_label(window.rate), says, &window.arm.cites);
        }
        for correction in self.model.corrections.iter().filter(|correction| self.holds(&correction.arm)) {
            let kind = match correction.kind {
                CorrectionKind::AddClaims => "claims of home care are added",
                CorrectionKind::SubtractReceipts => "receipts of home care are taken off",
            };
            let says = format!("{kind}, months up to {}", correction.measured_until);
            let label = self.rate_label(correction.rate);
            say(StatementKind::Correction, correction.basis.id(), label, says, &correction.arm.cites);
        }
        for exclusion in self.model.exclusions.iter().filter(|exclusion| self.holds(&exclusion.arm)) {
            let (subject, says) = (self.model.str(exclusion.id), self.exclusion(exclusion));
            say(StatementKind::Exclusion, subject, None, says, &exclusion.arm.cites);
        }
    }

    fn requirement(&self, index: u8) -> (&'m str, Option<Text>) {
        let requirement = self.model.requirements.get(usize::from(index));
        requirement.map_or(("", None), |requirement| (self.model.str(requirement.id), Some(requirement.label)))
    }

    fn rate_label(&self, rate: u8) -> Option<Text> {
        self.model.rates.get(usize::from(rate)).map(|rate| rate.label)
    }

    fn exclusion(&self, exclusion: &Exclusion) -> String {
        let add_on = |index: u8| {
            let add_on = self.model.add_ons.get(usize::from(index));
            add_on.map_or("", |add_on| self.model.str(add_on.id))
        };
        let add_ons = |list: &[u8]| list.iter().map(|index| add_on(*index)).collect::<Vec<_>>().join(", ");
        let services = |list: &[Service]| list.iter().map(|service| service.id()).collect::<Vec<_>>().join(", ");
        match &exclusion.kind {
            ExclusionKind::Drops { dropped, barred_by } => {
                format!("{} is dropped beside {}", add_on(*dropped), add_ons(barred_by))
            }
            ExclusionKind::Mutual { add_ons: list } => format!("the first alone of {}", add_ons(list)),
            ExclusionKind::Between { add_on: of, services: list } => {
                format!("{}: the first alone of {}", add_on(*of), services(list))
            }
            ExclusionKind::Marked { mark, add_ons: list, services: of } => {
                format!("not on a visit marked {mark}, for {}: {}", services(of), add_ons(list))
            }
        }
    }

    /// A condition in the notation of the rule files, on one line.
    fn condition(&self, condition: &Condition) -> String {
        let fact = |index: u8| {
            let fact = self.model.facts.get(usize::from(index));
            fact.map_or("", |fact| self.model.str(fact.id))
        };
        let parts = |parts: &[Condition]| parts.iter().map(|part| self.condition(part)).collect::<Vec<_>>().join(", ");
        match condition {
            Condition::Fact(index) => fact(*index).to_owned(),
            Condition::Not(index) => format!("not {}", fact(*index)),
            Condition::All(list) => format!("all of ({})", parts(list)),
            Condition::Any(list) => format!("any of ({})", parts(list)),
            Condition::AtLeast(number, list) => format!("at least {number} of ({})", parts(list)),
            Condition::Rate(rate, threshold) => {
                let rate = self.model.rates.get(usize::from(*rate));
                format!("{} >= {threshold}", rate.map_or("", |rate| self.model.str(rate.id)))
            }
            Condition::Ratio(index, threshold) => format!("{} >= {threshold}", fact(*index)),
        }
    }
}

/// Where a receipt code is used: for which service's fee, and inside what.
pub(crate) fn place_of(model: &Model, code: &ReceiptCode) -> String {
    let card = code.with_card.map_or("", |with_card| if with_card { " with card" } else { " without card" });
    let within = code.within.map_or(String::new(), |within| format!(" within {}", model.str(within.en)));
    format!("{}{card}{within}", code.service)
}

fn per(frequency: Frequency) -> String {
    match frequency {
        Frequency::Months(1) => "a month".to_owned(),
        Frequency::Months(months) => format!("in {months} months"),
        Frequency::Admissions(1) => "an admission".to_owned(),
        Frequency::Admissions(admissions) => format!("in {admissions} admissions"),
    }
}
