//! A facility as its owner describes it, read strictly: a misspelt key that reads as "absent" would be a wrong answer.

use dx_kasan_rules::date::{Day, Month};
use dx_kasan_rules::model::FactKind;
use dx_kasan_rules::node::{Node, Value};
use dx_kasan_rules::rate::{LARGEST_COUNT, Rate};
use dx_kasan_rules::read::{At, Fault, Problem};
use dx_kasan_rules::vocabulary::{FacilityType, Schedule, UsageBasis};

use crate::error::{Error, Kind};
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
        let node =
            serde_json::from_str(text).map_err(|error| Error::new(Kind::NoJson { detail: error.to_string() }, ""))?;
        Self::read(rules, &node)
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
        let table = at.table(&["type", "schedule", "prefecture", "beds", "facts", "usage", "filings"])?;
        let named = table.need("type")?;
        let facility_type = named.word::<FacilityType>()?;
        let possible = facility_type.schedules();
        let schedule = match table.get("schedule") {
            None => possible.first().copied().unwrap_or(Schedule::Medical),
            Some(at) => {
                let schedule: Schedule = at.word()?;
                if !possible.contains(&schedule) {
                    let kind = Kind::NotOfThisType { facility_type: facility_type.id(), schedule: schedule.id() };
                    return Err(Error::new(kind, at.path()));
                }
                schedule
            }
        };
        let prefecture = table.get("prefecture").map(|at| read_prefecture(&at)).transpose()?.unwrap_or(0);
        if let Some(beds) = table.get("beds") {
            beds.whole(0, LARGEST_COUNT)?;
        }
        let facts = match table.get("facts") {
            None => vec![None; rules.model().facts.len()],
            Some(at) => read_facts(rules, &at)?,
        };
        let usage = match table.get("usage") {
            None => Vec::new(),
            Some(at) => read_usage(&at)?,
        };
        let filings = match table.get("filings") {
            None => vec![None; rules.model().add_ons.len()],
            Some(at) => read_filings(rules, &at)?,
        };
        Ok(Self { facility_type, prefecture, schedule, facts, usage, filings })
    }

    /// What was measured in a month on a basis.
    pub(crate) fn measured(&self, month: Month, basis: UsageBasis) -> Option<&MonthlyUsage> {
        self.usage.iter().find(|entry| entry.month == month && entry.basis == basis)
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

fn read_facts(rules: &Ruleset, at: &At<'_>) -> Result<Vec<Option<FactValue>>, Error> {
    let model = rules.model();
    let mut facts = vec![None; model.facts.len()];
    let ids = || model.facts.iter().map(|fact| model.str(fact.id));
    for (id, value) in at.any_table()?.all() {
        let index = known(ids(), "fact", id, &value)?;
        let kind = model.facts.get(index).map_or(FactKind::Boolean, |fact| fact.kind);
        if let Some(slot) = facts.get_mut(index)
            && !value.is_null()
        {
            *slot = Some(match kind {
                FactKind::Boolean => read_fact(&value)?,
                FactKind::Ratio => FactValue::Ratio(read_ratio(&value)?),
            });
        }
    }
    Ok(facts)
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

fn read_fact(at: &At<'_>) -> Result<FactValue, Error> {
    if let Value::Table(_) = at.node.value {
        let table = at.table(&["since", "until"])?;
        let until = table.get("until").map(|until| Ok::<_, Box<Fault>>((until.day()?, until.path()))).transpose()?;
        let Some(since) = table.get("since") else {
            let kind = if until.is_some() {
                Kind::UntilWithoutSince
            } else {
                Kind::Value(Problem::MissingKey { key: "since".to_owned() })
            };
            return Err(Error::new(kind, at.path()));
        };
        let since = since.day()?;
        if let Some((until, path)) = &until
            && *until < since
        {
            return Err(Error::new(
                Kind::UntilBeforeSince { since: since.to_string(), until: until.to_string() },
                path,
            ));
        }
        return Ok(FactValue::During { since, until: until.map(|(until, _)| until) });
    }
    match at.node.value {
        Value::Boolean(value) => Ok(FactValue::Always(value)),
        _ => Err(at.wrong_type("`true`, `false` or `{ since, until }`").into()),
    }
}

pub(crate) fn read_ratio(at: &At<'_>) -> Result<Rate, Error> {
    match &at.node.value {
        Value::Table(_) => {
            let table = at.table(&["part", "whole"])?;
            let part = table.need("part")?.whole(0, LARGEST_COUNT)?;
            let whole = table.need("whole")?.whole(1, LARGEST_COUNT)?;
            if part > whole {
                return Err(Error::new(Kind::PartAboveWhole { part, whole }, at.path()));
            }
            Rate::new(part, whole).ok_or_else(|| at.wrong_type("a ratio").into())
        }
        Value::Text(_) => read_percent(at),
        _ => Err(at.wrong_type("`{ part, whole }` or a percentage as text").into()),
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

fn read_usage(at: &At<'_>) -> Result<Vec<MonthlyUsage>, Error> {
    let mut usage: Vec<MonthlyUsage> = Vec::new();
    for item in at.items()? {
        let entry = read_month(&item)?;
        if usage.iter().any(|known| (known.month, known.basis) == (entry.month, entry.basis)) {
            let kind = Kind::MonthTwice { month: entry.month.to_string(), basis: entry.basis.id() };
            return Err(Error::new(kind, format!("{}.month", item.path())));
        }
        usage.push(entry);
    }
    Ok(usage)
}

fn read_month(at: &At<'_>) -> Result<MonthlyUsage, Error> {
    let keys = ["month", "basis", "users", "receipts", "rate", "homeCareClaims", "homeCareReceipts"];
    let table = at.table(&keys)?;
    let month = table.need("month")?.month()?;
    let basis = match table.get("basis") {
        None => UsageBasis::Receipts,
        Some(at) => at.word()?,
    };
    let count = |key: &str| table.get(key).map(|at| at.whole(0, LARGEST_COUNT)).transpose();
    let (users, receipts) = (count("users")?, count("receipts")?);
    let (home_care_claims, home_care_receipts) = (count("homeCareClaims")?, count("homeCareReceipts")?);
    let reported = table.get("rate").map(|at| Ok::<_, Error>((read_percent(&at)?, at.text()?))).transpose()?;
    let path = |key: &str| format!("{}.{key}", at.path());

    if reported.is_none() && (users.is_none() || receipts.is_none()) {
        return Err(Error::new(Kind::RateOrCounts, at.path()));
    }
    if users.is_some() && receipts.is_none() {
        return Err(Error::new(Kind::UsersWithoutReceipts, path("users")));
    }
    if let (Some(users), Some(receipts)) = (users, receipts)
        && users > receipts
    {
        return Err(Error::new(Kind::MoreUsersThanReceipts { users, receipts }, path("users")));
    }
    if let (Some(home_care_receipts), Some(receipts)) = (home_care_receipts, receipts)
        && home_care_receipts >= receipts
    {
        return Err(Error::new(Kind::OnlyHomeCare { home_care_receipts, receipts }, path("homeCareReceipts")));
    }
    if let (Some((_, rate)), Some(0)) = (reported, receipts) {
        return Err(Error::new(Kind::RateOfNothing { rate: rate.to_owned() }, path("rate")));
    }
    let counted = users.zip(receipts).map(|(users, receipts)| Rate::new(users, receipts));
    let rate = match (counted, reported) {
        (Some(Some(counted)), Some((reported, text))) => {
            if !agree(counted, reported, text) {
                let (users, receipts) = (users.unwrap_or(0), receipts.unwrap_or(0));
                return Err(Error::new(Kind::RateAndCounts { rate: text.to_owned(), users, receipts }, path("rate")));
            }
            Some(counted)
        }
        (Some(counted), _) => counted,
        (None, reported) => reported.map(|(rate, _)| rate),
    };
    Ok(MonthlyUsage { month, basis, rate, users, receipts, home_care_claims, home_care_receipts })
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

fn read_filings(rules: &Ruleset, at: &At<'_>) -> Result<Vec<Option<Vec<Day>>>, Error> {
    let model = rules.model();
    let mut filings = vec![None; model.add_ons.len()];
    let ids = || model.add_ons.iter().map(|add_on| model.str(add_on.id));
    for (id, value) in at.any_table()?.all() {
        let index = known(ids(), "add-on", id, &value)?;
        let days = match &value.node.value {
            Value::Null => Vec::new(),
            Value::List(_) => value.items()?.map(|day| day.day()).collect::<Result<_, _>>()?,
            Value::Text(_) => vec![value.day()?],
            _ => return Err(value.wrong_type("a date as text, a list of them, or null").into()),
        };
        if let Some(slot) = filings.get_mut(index) {
            *slot = Some(days);
        }
    }
    Ok(filings)
}
