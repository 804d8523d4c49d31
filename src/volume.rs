//! How many patients a facility has in a month, and how often they come again, read as strictly as a facility.

use dx_kasan_rules::date::Month;
use dx_kasan_rules::node::Node;
use dx_kasan_rules::rate::{LARGEST_COUNT, Rate};
use dx_kasan_rules::read::At;
use dx_kasan_rules::vocabulary::Service;

use crate::error::{Error, Kind};
use crate::facility::{Facility, known, read_ratio};
use crate::faults::Faults;
use crate::ruleset::Ruleset;

/// The most months of a projection.
pub(crate) const MOST_MONTHS: u32 = 120;

/// The patients of a month, and the months for which that is taken to be so.
#[derive(Clone, Debug, PartialEq)]
pub struct Volume {
    pub(crate) from: Month,
    pub(crate) until: Month,
    /// By service: how many patients have at least one such visit in a month.
    pub(crate) patients: [u64; Service::ALL.len()],
    /// How many revisits there are in a month in all; `None` while it is unknown.
    pub(crate) revisits: Option<u64>,
    /// The share of the patients whose check with the card succeeds; `None` while it is unknown.
    pub(crate) card_share: Option<Rate>,
}

impl Volume {
    /// Reads `{ "from": "2025-10", "until": "2026-09", "patients": { "revisit": 800 }, "revisits": 1200, "cardShare": "45.3%" }`
    /// from JSON text. A service that is left out has no patients; a number of revisits or a share that is left out is unknown.
    ///
    /// # Errors
    /// An [`Error`] whose path begins with `volume`: among others `out-of-range` for a span before the first rule or of more
    /// than 120 months, `inconsistent` where it ends before it begins or has fewer revisits than patients with one, and
    /// `not-applicable` for a service that the facility's 点数表 does not have.
    pub fn from_json(rules: &Ruleset, facility: &Facility, text: &str) -> Result<Self, Error> {
        let node =
            serde_json::from_str(text).map_err(|error| Error::new(Kind::NoJson { detail: error.to_string() }, ""))?;
        Self::read(rules, facility, &node)
    }

    /// Reads a volume from plain data.
    ///
    /// # Errors
    /// As [`Volume::from_json`].
    pub fn read(rules: &Ruleset, facility: &Facility, node: &Node<'_>) -> Result<Self, Error> {
        let root = At::argument(node, "volume");
        let table = root.table(&["from", "until", "patients", "revisits", "cardShare"])?;
        let (begins, ends) = (table.need("from")?, table.need("until")?);
        let (from, until) = (begins.month()?, ends.month()?);
        if let Some(first) = rules.first_day().map(|day| day.month()).filter(|first| from < *first) {
            let kind = Kind::BeforeTheRules { given: from.to_string(), first: first.to_string() };
            return Err(Error::new(kind, begins.path()));
        }
        if until < from {
            let kind = Kind::MonthsReversed { from: from.to_string(), until: until.to_string() };
            return Err(Error::new(kind, ends.path()));
        }
        let last = from.plus(MOST_MONTHS - 1);
        if until > last {
            let kind = Kind::TooManyMonths { until: until.to_string(), last: last.to_string() };
            return Err(Error::new(kind, ends.path()));
        }
        let patients = read_patients(facility, &table.need("patients")?)?;
        let revisits = table.get("revisits").map(|at| read_revisits(facility, &at, &patients)).transpose()?;
        let card_share =
            table.get("cardShare").map(|share| Faults::first(|faults| read_ratio(&share, faults))).transpose()?;
        Ok(Self { from, until, patients, revisits, card_share })
    }

    pub(crate) fn months(&self) -> impl Iterator<Item = Month> + use<> {
        let (from, until) = (self.from, self.until);
        (0..MOST_MONTHS).map(move |after| from.plus(after)).take_while(move |month| *month <= until)
    }

    pub(crate) fn of(&self, service: Service) -> u64 {
        self.patients.get(service as usize).copied().unwrap_or(0)
    }

    /// How many visits for a service there are in a month, where it is known.
    pub(crate) fn visits(&self, service: Service) -> Option<u64> {
        self.revisits.filter(|_| service.is_counted_by_visits())
    }
}

/// At least one for each patient with a revisit.
fn read_revisits(facility: &Facility, at: &At<'_>, patients: &[u64; Service::ALL.len()]) -> Result<u64, Error> {
    of_schedule(facility, Service::Revisit, at)?;
    let revisits = at.whole(0, LARGEST_COUNT)?;
    match patients.get(Service::Revisit as usize) {
        Some(patients) if revisits < *patients => {
            Err(Error::new(Kind::FewerRevisits { revisits, patients: *patients }, at.path()))
        }
        _ => Ok(revisits),
    }
}

fn of_schedule(facility: &Facility, service: Service, at: &At<'_>) -> Result<(), Error> {
    let schedule = facility.schedule;
    if schedule.services().contains(&service) {
        return Ok(());
    }
    Err(Error::new(Kind::ServiceNotOfSchedule { service: service.id(), schedule: schedule.id() }, at.path()))
}

fn read_patients(facility: &Facility, at: &At<'_>) -> Result<[u64; Service::ALL.len()], Error> {
    let mut patients = [0; Service::ALL.len()];
    for (id, value) in at.any_table()?.all() {
        let index = known(Service::ALL.iter().map(|service| service.id()), Service::KIND, id, &value)?;
        if let Some(service) = Service::ALL.get(index) {
            of_schedule(facility, *service, &value)?;
        }
        if let Some(slot) = patients.get_mut(index)
            && !value.is_null()
        {
            *slot = value.whole(0, LARGEST_COUNT)?;
        }
    }
    Ok(patients)
}
