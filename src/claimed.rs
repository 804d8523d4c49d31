//! What has been claimed so far, and what that bars: how often a fee may be claimed, and which claims exclude each other.
//!
//! Months are settled one after the other. Within a month, add-ons that bar others go before those that they bar, whatever the
//! order of the visits; everything else goes by date. So a claim never has to be taken back.

use dx_kasan_rules::date::{Day, Month};
use dx_kasan_rules::model::{Exclusion, ExclusionKind, Fee, Frequency};
use dx_kasan_rules::plan::Entry;
use dx_kasan_rules::vocabulary::{Schedule, Service};

use crate::claim::ReasonCode;
use crate::ruleset::Ruleset;
use crate::standing::entries;
use crate::visit::Visit;

/// The longest interval that rules can state, in months.
const LONGEST_INTERVAL: u32 = 60;

/// A line that will be claimed unless something bars it.
pub(crate) struct Candidate<'r> {
    /// The index of its line.
    pub(crate) line: usize,
    /// The index of its visit.
    pub(crate) visit: usize,
    /// The visit itself.
    pub(crate) listed: Visit,
    pub(crate) month: Month,
    /// The position of its add-on among those of the 点数表.
    pub(crate) position: usize,
    pub(crate) entry: &'r Entry,
    pub(crate) fee: &'r Fee,
}

/// A line that is claimed.
#[derive(Clone, Copy)]
pub(crate) struct Claimed {
    pub(crate) line: usize,
    pub(crate) visit: usize,
    month: Month,
    date: Day,
    /// Of a fee that goes by admissions, which admission it was.
    admission: u32,
}

/// Why a candidate is not claimed.
pub(crate) struct Refusal<'r> {
    pub(crate) reason: ReasonCode,
    pub(crate) by: Option<Claimed>,
    /// The exclusion, with its index.
    pub(crate) exclusion: Option<(usize, &'r Exclusion)>,
    pub(crate) possible_from: Option<Day>,
}

/// The claims of one patient.
pub(crate) struct Claims<'r> {
    rules: &'r Ruleset,
    /// By the position among those of the 点数表: the index of the add-on.
    add_ons: Vec<usize>,
    /// Those that the 点数表 has, with their indices.
    exclusions: Vec<(usize, &'r Exclusion)>,
    /// By series, the last claim. Fees of one add-on for one service are one series, whatever they came to.
    last: Vec<Option<Claimed>>,
    /// By series, the first claim of the last month that has one.
    first: Vec<Option<Claimed>>,
    /// By position, the admissions so far.
    admissions: Vec<u32>,
}

impl<'r> Claims<'r> {
    pub(crate) fn new(rules: &'r Ruleset, schedule: Schedule) -> Self {
        let add_ons: Vec<usize> = entries(rules, schedule).map(|(_, entry)| entry.add_on).collect();
        let exclusions = rules.model().exclusions.iter().enumerate();
        let here = |exclusion: &Exclusion| exclusion.arm.schedules.contains(schedule) && exclusion.arm.is_read(None);
        let series = add_ons.len() * Service::ALL.len();
        Self {
            rules,
            exclusions: exclusions.filter(|(_, exclusion)| here(exclusion)).collect(),
            last: vec![None; series],
            first: vec![None; series],
            admissions: vec![0; add_ons.len()],
            add_ons,
        }
    }

    /// Decides the candidates of the next month, which come by date, and tells each decision.
    pub(crate) fn settle(
        &mut self,
        candidates: &[Candidate<'r>],
        mut decided: impl FnMut(&Candidate<'r>, Option<Refusal<'r>>),
    ) {
        let Some(month) = candidates.first().map(|candidate| candidate.month) else { return };
        let turns = self.turns(month);
        for turn in 0..=turns.iter().copied().max().unwrap_or(0) {
            for candidate in candidates.iter().filter(|candidate| turns.get(candidate.position) == Some(&turn)) {
                let refusal = self.refusal(candidate);
                if refusal.is_none() {
                    self.enter(candidate);
                }
                decided(candidate, refusal);
            }
        }
    }

    /// By position, when the add-on's turn is: after all that bar it, and with those that bar it and that it bars.
    fn turns(&self, month: Month) -> Vec<usize> {
        let (from, until) = (month.first_day(), month.last_day());
        let mut turns = vec![0; self.add_ons.len()];
        let position = |add_on: &u8| self.add_ons.iter().position(|known| *known == usize::from(*add_on));
        // A turn can rise once for each add-on before it; the linter refuses exclusions that go round.
        for _ in 0..self.add_ons.len() {
            for (_, exclusion) in &self.exclusions {
                let arm = &exclusion.arm;
                if arm.from > until || arm.until.is_some_and(|until| until < from) {
                    continue;
                }
                let latest = |add_ons: &[u8], turns: &[usize]| {
                    let turns = add_ons.iter().filter_map(position).filter_map(|position| turns.get(position));
                    turns.copied().max()
                };
                let (later, turn) = match &exclusion.kind {
                    ExclusionKind::Drops { dropped, barred_by } => {
                        (std::slice::from_ref(dropped), latest(barred_by, &turns).map_or(0, |turn| turn + 1))
                    }
                    ExclusionKind::Mutual { add_ons } => (add_ons.as_slice(), latest(add_ons, &turns).unwrap_or(0)),
                    ExclusionKind::Between { .. } | ExclusionKind::Marked { .. } => continue,
                };
                for position in later.iter().filter_map(position) {
                    if let Some(slot) = turns.get_mut(position) {
                        *slot = turn.max(*slot);
                    }
                }
            }
        }
        turns
    }

    fn refusal(&mut self, candidate: &Candidate<'r>) -> Option<Refusal<'r>> {
        if let Some((reason, exclusion)) = self.marked(candidate) {
            return Some(Refusal { reason, by: None, exclusion: Some(exclusion), possible_from: None });
        }
        if let Frequency::Admissions(_) = candidate.fee.per
            && let Some(count) = self.admissions.get_mut(candidate.position)
        {
            *count += 1;
        }
        if let Some(by) = self.too_often(candidate) {
            let possible_from = self.possible_from(candidate);
            return Some(Refusal { reason: ReasonCode::Frequency, by: Some(by), exclusion: None, possible_from });
        }
        let excluded = self.exclusions.iter().find_map(|(index, exclusion)| {
            let holds = exclusion.arm.covers(candidate.listed.date);
            let by = if holds { self.barring(candidate, &exclusion.kind) } else { None }?;
            Some((by, (*index, *exclusion)))
        });
        let (by, exclusion) = excluded?;
        Some(Refusal {
            reason: ReasonCode::Excluded,
            by: Some(by),
            exclusion: Some(exclusion),
            possible_from: self.possible_from(candidate),
        })
    }

    /// The exclusion by which a mark of the visit bars the candidate, whatever else is claimed.
    fn marked(&self, candidate: &Candidate<'r>) -> Option<(ReasonCode, (usize, &'r Exclusion))> {
        let visit = candidate.listed;
        self.exclusions.iter().find_map(|(index, exclusion)| {
            let ExclusionKind::Marked { mark, add_ons, services } = &exclusion.kind else { return None };
            let bars = visit.has(*mark)
                && add_ons.iter().any(|add_on| usize::from(*add_on) == candidate.entry.add_on)
                && services.contains(&visit.service)
                && exclusion.arm.covers(visit.date);
            bars.then_some((ReasonCode::from(*mark), (*index, *exclusion)))
        })
    }

    /// The claim after which it is too early.
    fn too_often(&self, candidate: &Candidate<'_>) -> Option<Claimed> {
        let last = self.last_of(candidate.position, candidate.listed.service)?;
        let early = match candidate.fee.per {
            Frequency::Months(months) => candidate.month.since(last.month) < i32::from(months),
            Frequency::Admissions(admissions) => {
                let now = self.admissions.get(candidate.position).copied().unwrap_or(0);
                now - last.admission < u32::from(admissions)
            }
        };
        early.then_some(last)
    }

    /// The first claim of the month by which an exclusion bars the candidate.
    fn barring(&self, candidate: &Candidate<'_>, kind: &ExclusionKind) -> Option<Claimed> {
        let own = candidate.entry.add_on;
        let is_own = |add_on: &u8| usize::from(*add_on) == own;
        let of_add_ons = |add_ons: &[u8]| {
            let others = add_ons.iter().filter(|add_on| !is_own(add_on));
            let positions =
                others.filter_map(|add_on| self.add_ons.iter().position(|known| *known == usize::from(*add_on)));
            let claims = positions.flat_map(|position| {
                Service::ALL.iter().filter_map(move |service| self.first_of(position, *service, candidate.month))
            });
            claims.min_by_key(|claimed| (claimed.date, claimed.line))
        };
        match kind {
            ExclusionKind::Drops { dropped, barred_by } if is_own(dropped) => of_add_ons(barred_by),
            ExclusionKind::Mutual { add_ons } if add_ons.iter().any(is_own) => of_add_ons(add_ons),
            ExclusionKind::Between { add_on, services }
                if is_own(add_on) && services.contains(&candidate.listed.service) =>
            {
                let others = services.iter().filter(|service| **service != candidate.listed.service);
                let claims = others.filter_map(|other| self.first_of(candidate.position, *other, candidate.month));
                claims.min_by_key(|claimed| (claimed.date, claimed.line))
            }
            _ => None,
        }
    }

    /// The first day of the first later month in which what is claimed so far does not bar the candidate.
    fn possible_from(&self, candidate: &Candidate<'_>) -> Option<Day> {
        let entry = candidate.entry;
        let add_on = self.rules.model().add_ons.get(entry.add_on)?;
        let last = self.last_of(candidate.position, candidate.listed.service);
        for later in 1..=LONGEST_INTERVAL {
            let month = candidate.month.plus(later);
            let (_, period) = entry.period(month.first_day())?;
            let fees = period.levels.iter().flat_map(|level| &level.fees);
            let mut fees = fees.filter_map(|fee| add_on.fees.get(*fee));
            let fee = fees.find(|fee| fee.service == candidate.listed.service)?;
            let early = match (fee.per, last) {
                (Frequency::Months(months), Some(last)) => month.since(last.month) < i32::from(months),
                _ => false,
            };
            if !early {
                return Some(month.first_day());
            }
        }
        None
    }

    fn enter(&mut self, candidate: &Candidate<'_>) {
        let Candidate { line, visit, listed: Visit { date, service, .. }, month, position, .. } = *candidate;
        let admission = self.admissions.get(position).copied().unwrap_or(0);
        let claimed = Claimed { line, visit, month, date, admission };
        let series = Self::series(position, service);
        if let Some(last) = self.last.get_mut(series) {
            *last = Some(claimed);
        }
        if let Some(first) = self.first.get_mut(series)
            && first.is_none_or(|first| first.month != month)
        {
            *first = Some(claimed);
        }
    }

    fn last_of(&self, position: usize, service: Service) -> Option<Claimed> {
        self.last.get(Self::series(position, service)).copied().flatten()
    }

    fn first_of(&self, position: usize, service: Service, month: Month) -> Option<Claimed> {
        self.first.get(Self::series(position, service)).copied().flatten().filter(|claimed| claimed.month == month)
    }

    fn series(position: usize, service: Service) -> usize {
        position * Service::ALL.len() + service as usize
    }
}
