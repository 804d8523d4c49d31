//! A facility as its owner describes it, read strictly: a misspelt key that reads as "absent" would be a wrong answer.

use dx_kasan_rules::date::{Day, Month};
use dx_kasan_rules::model::FactKind;
use dx_kasan_rules::node::{Node, Value};
use dx_kasan_rules::rate::{LARGEST_COUNT, Rate};
use dx_kasan_rules::read::{At, Fault, Problem, Table};
use dx_kasan_rules::vocabulary::{FacilityType, Schedule, UsageBasis};

use crate::error::{Error, Kind};
use crate::faults::Faults;
use crate::ruleset::Ruleset;

/// The last of their codes.
pub(crate) const PREFECTURES: u8 = 47;

/// A hospital, clinic, pharmacy or station, with what it says about itself.
///
/// It is read against a ruleset, which knows the ids of facts and add-ons.
#[derive(Clone, Debug, PartialEq)]
pub struct Facility {
    pub(crate) facility_type: FacilityType,
    /// By its code; 0 where it is not mentioned.
    pub(crate) prefecture: u8,
    pub(crate) schedule: Schedule,
    /// By the index of the fact; `None` where it is unknown.
    pub(crate) facts: Vec<Option<FactValue>>,
    pub(crate) usage: Vec<MonthlyUsage>,
    /// By the index of the add-on; `None` where it is not mentioned.
    pub(crate) filings: Vec<Option<Vec<Day>>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum FactValue {
    Always(bool),
    During { since: Day, until: Option<Day> },
    Ratio(Rate),
}

/// What was measured in one month on one basis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct MonthlyUsage {
    pub(crate) month: Month,
    pub(crate) basis: UsageBasis,
    /// `None` for a month without receipts, which has no rate.
    pub(crate) rate: Option<Rate>,
    pub(crate) users: Option<u64>,
    pub(crate) receipts: Option<u64>,
    pub(crate) home_care_claims: Option<u64>,
    pub(crate) home_care_receipts: Option<u64>,
}

impl FactValue {
    /// The answer on a day; `None` for a ratio, which is not an answer of yes or no.
    pub(crate) fn on(self, day: Day) -> Option<bool> {
        match self {
            Self::Always(value) => Some(value),
            Self::During { since, until } => Some(since <= day && until.is_none_or(|until| day <= until)),
            Self::Ratio(_) => None,
        }
    }
}

impl Facility {
    /// Reads a facility from JSON text.
    ///
    /// # Errors
    /// An [`Error`] that names the path of the first value that cannot be meant as it stands.
    pub fn from_json(rules: &Ruleset, text: &str) -> Result<Self, Error> {
        Self::read(rules, &json_node(text)?)
    }

    /// The 点数表 by which it bills.
    #[must_use]
    pub fn schedule(&self) -> Schedule {
        self.schedule
    }

    /// Reads a facility from plain data.
    ///
    /// # Errors
    /// As [`Facility::from_json`].
    pub fn read(rules: &Ruleset, node: &Node<'_>) -> Result<Self, Error> {
        Self::read_at(rules, &At::root(node))
    }

    /// Reads a facility that is part of something larger.
    pub(crate) fn read_at(rules: &Ruleset, at: &At<'_>) -> Result<Self, Error> {
        Faults::first(|faults| Self::gather(rules, at, faults))
    }

    /// Every fault of a facility as JSON text, in the order of reading: keys that do not exist, then the known keys as
    /// [`Facility`] has them. The first is the [`Error`] of [`Facility::from_json`]; a sound facility has none.
    ///
    /// After a hundred faults it stops. Nothing is said of what a faulty value keeps from being known, such as whether a month's
    /// rate agrees with counts that are not numbers.
    ///
    /// ```
    /// use dx_kasan::{Facility, Ruleset};
    ///
    /// let text = r#"{ "type": "pharmacy", "beds": -1, "facts": { "online-claims": "yes" } }"#;
    /// let faults = Facility::faults_in_json(Ruleset::built_in(), text);
    /// let paths: Vec<&str> = faults.iter().map(|fault| fault.path()).collect();
    /// assert_eq!(paths, ["beds", "facts.online-claims"]);
    /// ```
    #[must_use]
    pub fn faults_in_json(rules: &Ruleset, text: &str) -> Vec<Error> {
        match json_node(text) {
            Ok(node) => Self::faults(rules, &node),
            Err(error) => vec![error],
        }
    }

    /// Every fault of a facility as plain data; see [`Facility::faults_in_json`].
    #[must_use]
    pub fn faults(rules: &Ruleset, node: &Node<'_>) -> Vec<Error> {
        Faults::all(|faults| Self::gather(rules, &At::root(node), faults))
    }

    /// The one reader: what is wrong goes to `faults`, and reading goes on with the next value.
    fn gather(rules: &Ruleset, at: &At<'_>, faults: &mut Faults) -> Option<Self> {
        let table = faults.keep(at.any_table())?;
        faults.extend(table.unknown_keys(&["type", "schedule", "prefecture", "beds", "facts", "usage", "filings"]));
        let facility_type = faults.keep(table.need("type").and_then(|at| at.word::<FacilityType>()));
        let schedule = match table.get("schedule") {
            None => facility_type.and_then(|of_type| of_type.schedules().first().copied()),
            Some(at) => faults.keep(read_schedule(&at, facility_type)),
        };
        let prefecture = faults.keep(table.get("prefecture").map(|at| read_prefecture(&at)).transpose());
        faults.keep(table.get("beds").map(|at| at.whole(0, LARGEST_COUNT)).transpose());
        let facts = match table.get("facts") {
            None => Some(vec![None; rules.model().facts.len()]),
            Some(at) => read_facts(rules, &at, faults),
        };
        let usage = match table.get("usage") {
            None => Some(Vec::new()),
            Some(at) => read_usage(&at, faults),
        };
        let filings = match table.get("filings") {
            None => Some(vec![None; rules.model().add_ons.len()]),
            Some(at) => read_filings(rules, &at, faults),
        };
        Some(Self {
            facility_type: facility_type?,
            prefecture: prefecture?.unwrap_or(0),
            schedule: schedule?,
            facts: facts?,
            usage: usage?,
            filings: filings?,
        })
    }

    /// What was measured in a month on a basis.
    pub(crate) fn measured(&self, month: Month, basis: UsageBasis) -> Option<&MonthlyUsage> {
        self.usage.iter().find(|entry| entry.month == month && entry.basis == basis)
    }
}

fn json_node(text: &str) -> Result<Node<'_>, Error> {
    serde_json::from_str(text).map_err(|error| Error::new(Kind::NoJson { detail: error.to_string() }, ""))
}

/// The 点数表; whether it is one of the type's can be told only where there is a type.
fn read_schedule(at: &At<'_>, facility_type: Option<FacilityType>) -> Result<Schedule, Error> {
    let schedule: Schedule = at.word()?;
    match facility_type {
        Some(of_type) if !of_type.schedules().contains(&schedule) => {
            let kind = Kind::NotOfThisType { facility_type: of_type.id(), schedule: schedule.id() };
            Err(Error::new(kind, at.path()))
        }
        _ => Ok(schedule),
    }
}

fn read_prefecture(at: &At<'_>) -> Result<u8, Error> {
    let text = at.text()?;
    let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(code @ 1..=PREFECTURES) if digits => Ok(code),
        _ => {
            let given = dx_kasan_rules::node::shortened(text);
            Err(at.fault(Problem::UnknownId { kind: "prefecture", given, nearest: None }).into())
        }
    }
}

fn read_facts(rules: &Ruleset, at: &At<'_>, faults: &mut Faults) -> Option<Vec<Option<FactValue>>> {
    let model = rules.model();
    let mut facts = vec![None; model.facts.len()];
    let ids = || model.facts.iter().map(|fact| model.str(fact.id));
    for (id, value) in faults.keep(at.any_table())?.all() {
        if faults.is_full() {
            break;
        }
        let Some(index) = faults.keep(known(ids(), "fact", id, &value)) else { continue };
        let kind = model.facts.get(index).map_or(FactKind::Boolean, |fact| fact.kind);
        if let Some(slot) = facts.get_mut(index)
            && !value.is_null()
        {
            *slot = match kind {
                FactKind::Boolean => read_fact(&value, faults),
                FactKind::Ratio => read_ratio(&value, faults).map(FactValue::Ratio),
            };
        }
    }
    Some(facts)
}

/// The index of a key that is an id.
pub(crate) fn known<'k>(
    ids: impl Iterator<Item = &'k str> + Clone,
    kind: &'static str,
    id: &str,
    at: &At<'_>,
) -> Result<usize, Box<Fault>> {
    ids.clone().position(|known| known == id).ok_or_else(|| {
        let nearest = dx_kasan_rules::nearest::nearest(id, ids).map(str::to_owned);
        at.fault(Problem::UnknownId { kind, given: dx_kasan_rules::node::shortened(id), nearest })
    })
}

fn read_fact(at: &At<'_>, faults: &mut Faults) -> Option<FactValue> {
    match at.node.value {
        Value::Table(_) => read_span(at, faults),
        Value::Boolean(value) => Some(FactValue::Always(value)),
        _ => faults.keep(Err(at.wrong_type("`true`, `false` or `{ since, until }`"))),
    }
}

fn read_span(at: &At<'_>, faults: &mut Faults) -> Option<FactValue> {
    let table = faults.keep(at.any_table())?;
    faults.extend(table.unknown_keys(&["since", "until"]));
    let end = table.get("until");
    let until = faults.keep(end.map(|until| until.day()).transpose());
    let Some(since) = table.get("since") else {
        let kind = if end.is_some() {
            Kind::UntilWithoutSince
        } else {
            Kind::Value(Problem::MissingKey { key: "since".to_owned() })
        };
        return faults.keep(Err(Error::new(kind, at.path())));
    };
    let since = faults.keep(since.day())?;
    match (until?, end) {
        (Some(until), Some(at)) if until < since => {
            let kind = Kind::UntilBeforeSince { since: since.to_string(), until: until.to_string() };
            faults.keep(Err(Error::new(kind, at.path())))
        }
        (until, _) => Some(FactValue::During { since, until }),
    }
}

pub(crate) fn read_ratio(at: &At<'_>, faults: &mut Faults) -> Option<Rate> {
    match &at.node.value {
        Value::Table(_) => {
            let table = faults.keep(at.any_table())?;
            faults.extend(table.unknown_keys(&["part", "whole"]));
            let part = faults.keep(table.need("part").and_then(|at| at.whole(0, LARGEST_COUNT)));
            let whole = faults.keep(table.need("whole").and_then(|at| at.whole(1, LARGEST_COUNT)));
            let (part, whole) = part.zip(whole)?;
            if part > whole {
                return faults.keep(Err(Error::new(Kind::PartAboveWhole { part, whole }, at.path())));
            }
            faults.keep(Rate::new(part, whole).ok_or_else(|| at.wrong_type("a ratio")))
        }
        Value::Text(_) => faults.keep(read_percent(at)),
        _ => faults.keep(Err(at.wrong_type("`{ part, whole }` or a percentage as text"))),
    }
}

/// A percentage from 0% to 100%.
fn read_percent(at: &At<'_>) -> Result<Rate, Error> {
    let rate = at.percent()?;
    if rate.exceeds_one() {
        Err(Error::new(Kind::RateAboveAll { rate: at.text()?.to_owned() }, at.path()))
    } else {
        Ok(rate)
    }
}

fn read_usage(at: &At<'_>, faults: &mut Faults) -> Option<Vec<MonthlyUsage>> {
    let mut usage = Vec::new();
    let mut measured: Vec<(Month, UsageBasis)> = Vec::new();
    for item in faults.keep(at.items())? {
        if faults.is_full() {
            break;
        }
        let Some(table) = faults.keep(item.any_table()) else { continue };
        let (of, entry) = read_month(&table, faults);
        usage.extend(entry);
        match of {
            Some((month, basis)) if measured.contains(&(month, basis)) => {
                let kind = Kind::MonthTwice { month: month.to_string(), basis: basis.id() };
                faults.add(Error::new(kind, format!("{}.month", item.path())));
            }
            of => measured.extend(of),
        }
    }
    Some(usage)
}

/// The month and basis of an entry, and the entry, as far as each can be read.
fn read_month(table: &Table<'_>, faults: &mut Faults) -> (Option<(Month, UsageBasis)>, Option<MonthlyUsage>) {
    faults.extend(table.unknown_keys(&[
        "month",
        "basis",
        "users",
        "receipts",
        "rate",
        "homeCareClaims",
        "homeCareReceipts",
    ]));
    let month = faults.keep(table.need("month").and_then(|at| at.month()));
    let basis = table.get("basis").map_or(Some(UsageBasis::Receipts), |at| faults.keep(at.word()));
    let mut count = |key: &str| faults.keep(table.get(key).map(|at| at.whole(0, LARGEST_COUNT)).transpose());
    let (users, receipts) = (count("users"), count("receipts"));
    let (home_care_claims, home_care_receipts) = (count("homeCareClaims"), count("homeCareReceipts"));
    let reported =
        faults.keep(table.get("rate").map(|at| Ok::<_, Error>((read_percent(&at)?, at.text()?))).transpose());
    check_keys(table, faults);
    let counts = users.flatten().zip(receipts.flatten());
    let path = |key: &str| format!("{}.{key}", table.at().path());
    let contradict = counts.filter(|(users, receipts)| users > receipts);
    if let Some((users, receipts)) = contradict {
        faults.add(Error::new(Kind::MoreUsersThanReceipts { users, receipts }, path("users")));
    }
    if let Some((home_care_receipts, receipts)) = home_care_receipts.flatten().zip(receipts.flatten())
        && home_care_receipts >= receipts
    {
        faults.add(Error::new(Kind::OnlyHomeCare { home_care_receipts, receipts }, path("homeCareReceipts")));
    }
    if let Some((rate, text)) = reported.flatten() {
        if receipts.flatten() == Some(0) {
            faults.add(Error::new(Kind::RateOfNothing { rate: text.to_owned() }, path("rate")));
        } else if let Some((users, receipts)) = counts
            && contradict.is_none()
            && Rate::new(users, receipts).is_some_and(|counted| !agree(counted, rate, text))
        {
            faults.add(Error::new(Kind::RateAndCounts { rate: text.to_owned(), users, receipts }, path("rate")));
        }
    }
    let of = month.zip(basis);
    let entry = || {
        let (month, basis) = of?;
        let reported = reported?.map(|(rate, _)| rate);
        Some(MonthlyUsage {
            month,
            basis,
            rate: counts.map_or(reported, |(users, receipts)| Rate::new(users, receipts)),
            users: users?,
            receipts: receipts?,
            home_care_claims: home_care_claims?,
            home_care_receipts: home_care_receipts?,
        })
    };
    (of, entry())
}

/// Whether a month has what makes a rate. A value that cannot be read is there, too.
fn check_keys(table: &Table<'_>, faults: &mut Faults) {
    let [rate, users, receipts] = ["rate", "users", "receipts"].map(|key| table.get(key));
    match (rate, users, receipts) {
        (None, None, _) | (None, _, None) => faults.add(Error::new(Kind::RateOrCounts, table.at().path())),
        (Some(_), Some(users), None) => faults.add(Error::new(Kind::UsersWithoutReceipts, users.path())),
        _ => {}
    }
}

/// Whether the counted rate, rounded or cut off at the digits of the reported one, is the reported one.
fn agree(counted: Rate, reported: Rate, text: &str) -> bool {
    let decimals = text.trim_end_matches('%').split_once('.').map_or(0, |(_, decimals)| decimals.len());
    // INVARIANT: counts have at most ten digits and percentages nine more, which 64 bits hold twice over.
    let part = (0..decimals).fold(100 * counted.part(), |part, _| part * 10);
    let whole = counted.whole();
    let shown = reported.part();
    shown == part / whole || shown == (2 * part + whole) / (2 * whole)
}

fn read_filings(rules: &Ruleset, at: &At<'_>, faults: &mut Faults) -> Option<Vec<Option<Vec<Day>>>> {
    let model = rules.model();
    let mut filings = vec![None; model.add_ons.len()];
    let ids = || model.add_ons.iter().map(|add_on| model.str(add_on.id));
    for (id, value) in faults.keep(at.any_table())?.all() {
        if faults.is_full() {
            break;
        }
        let Some(index) = faults.keep(known(ids(), "add-on", id, &value)) else { continue };
        if let Some(slot) = filings.get_mut(index) {
            *slot = read_filing(&value, faults);
        }
    }
    Some(filings)
}

fn read_filing(at: &At<'_>, faults: &mut Faults) -> Option<Vec<Day>> {
    match at.node.value {
        Value::Null => Some(Vec::new()),
        Value::List(_) => {
            let mut days = Vec::new();
            for day in faults.keep(at.items())? {
                if faults.is_full() {
                    break;
                }
                days.extend(faults.keep(day.day()));
            }
            Some(days)
        }
        Value::Text(_) => faults.keep(at.day()).map(|day| vec![day]),
        _ => faults.keep(Err(at.wrong_type("a date as text, a list of them, or null"))),
    }
}
