//! A patient's visits as a caller lists them, read as strictly as a facility: a misspelt key that reads as "no card" would be a
//! wrong amount.

use dx_kasan_rules::date::Day;
use dx_kasan_rules::node::Node;
use dx_kasan_rules::read::At;
use dx_kasan_rules::vocabulary::{Mark, Service};

use crate::error::{Error, Kind};
use crate::facility::Facility;
use crate::ruleset::Ruleset;

/// The most visits of a call: a patient who comes three times a day for nine years.
const MOST_VISITS: u64 = 10_000;

/// One visit of a patient, for one service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The day.
    pub date: Day,
    /// What was done.
    pub service: Service,
    /// Whether the electronic check with the card succeeded, also when no information existed. A refusal even in part, a
    /// broken card and an expired certificate are `false`.
    pub card: bool,
    /// Whether information was received from another 保険医療機関.
    pub referral: bool,
    /// Whether it was to a second department on the day of a visit to a first one.
    pub second_department: bool,
    /// Whether it was a revisit by telephone or the like (電話等による再診). One by video (情報通信機器を用いた診療) is none.
    pub telephone: bool,
}

impl Visit {
    /// Reads a list of visits from JSON text, in any order. What is left out of `card`, `referral`, `secondDepartment` and
    /// `telephone` is `false`.
    ///
    /// ```
    /// use dx_kasan::{Facility, Ruleset, Visit};
    ///
    /// let rules = Ruleset::built_in();
    /// let clinic = Facility::from_json(rules, r#"{ "type": "medical-clinic" }"#)?;
    /// let visits = Visit::list_from_json(rules, &clinic, r#"[{ "date": "2025-10-06", "service": "initial-visit" }]"#)?;
    /// assert!(!visits[0].card);
    ///
    /// let text = r#"[{ "date": "2024-05-31", "service": "revisit" }]"#;
    /// let error = Visit::list_from_json(rules, &clinic, text).unwrap_err();
    /// assert_eq!(error.path(), "visits[0].date");
    /// # Ok::<(), dx_kasan::Error>(())
    /// ```
    ///
    /// # Errors
    /// An [`Error`] that names the path of the first value that cannot be meant as it stands: a day before the first rule is
    /// `out-of-range`, and so are more than 10,000 visits; a service that the facility's 点数表 does not have is `not-applicable`.
    pub fn list_from_json(rules: &Ruleset, facility: &Facility, text: &str) -> Result<Vec<Self>, Error> {
        let node =
            serde_json::from_str(text).map_err(|error| Error::new(Kind::NoJson { detail: error.to_string() }, ""))?;
        Self::read_list(rules, facility, &node)
    }

    /// Reads a list of visits from plain data.
    ///
    /// # Errors
    /// As [`Visit::list_from_json`].
    pub fn read_list(rules: &Ruleset, facility: &Facility, node: &Node<'_>) -> Result<Vec<Self>, Error> {
        let first = rules.first_day();
        let list = At::argument(node, "visits");
        let found = list.items()?.count() as u64;
        if found > MOST_VISITS {
            return Err(Error::new(Kind::TooManyVisits { found, most: MOST_VISITS }, list.path()));
        }
        list.items()?.map(|visit| Self::read(first, facility, &visit)).collect()
    }

    /// Whether it has the mark.
    pub(crate) fn has(&self, mark: Mark) -> bool {
        match mark {
            Mark::SecondDepartment => self.second_department,
            Mark::Telephone => self.telephone,
        }
    }

    fn read(first: Option<Day>, facility: &Facility, at: &At<'_>) -> Result<Self, Error> {
        let table = at.table(&["date", "service", "card", "referral", "secondDepartment", "telephone"])?;
        let named = table.need("date")?;
        let date = named.day()?;
        if let Some(first) = first.filter(|first| date < *first) {
            let kind = Kind::BeforeTheRules { given: date.to_string(), first: first.to_string() };
            return Err(Error::new(kind, named.path()));
        }
        let service = service_of(facility, &table.need("service")?)?;
        let flag = |key: &str| table.get(key).map_or(Ok(false), |at| at.boolean());
        Ok(Self {
            date,
            service,
            card: flag("card")?,
            referral: flag("referral")?,
            second_department: flag("secondDepartment")?,
            telephone: flag("telephone")?,
        })
    }
}

/// A service that the facility's 点数表 has.
pub(crate) fn service_of(facility: &Facility, at: &At<'_>) -> Result<Service, Error> {
    let service: Service = at.word()?;
    if facility.schedule.services().contains(&service) {
        return Ok(service);
    }
    let kind = Kind::ServiceNotOfSchedule { service: service.id(), schedule: facility.schedule.id() };
    Err(Error::new(kind, at.path()))
}

impl Ruleset {
    /// The first day on which any rule is in force.
    pub(crate) fn first_day(&self) -> Option<Day> {
        let lives = self.model().add_ons.iter().flat_map(|add_on| &add_on.schedules);
        lives.map(|life| life.from).min()
    }
}
