//! How many claims a month's patients make at the least and at the most.
//!
//! Nothing is known of which patient of one service is also one of another. At the most they are all different, so nothing
//! excludes anything. At the least they are the same ones wherever that takes a claim away. What a filing takes is known, or left out.

use dx_kasan_rules::date::Month;
use dx_kasan_rules::model::{Exclusion, ExclusionKind, Fee, Frequency};
use dx_kasan_rules::vocabulary::Service;

use crate::assumption::Assumption;
use crate::facility::Facility;
use crate::project::{Bounds, ProjectedFee, ProjectedLoss};
use crate::ruleset::Ruleset;
use crate::standing::Standing;
use crate::volume::Volume;

/// The assumptions that made a difference so far.
#[derive(Default)]
pub(crate) struct Assumptions(Vec<Assumption>);

impl Assumptions {
    pub(crate) fn make(&mut self, assumption: Assumption) {
        if !self.0.contains(&assumption) {
            self.0.push(assumption);
        }
    }

    /// Those that always make one, and those that were made, in their order.
    pub(crate) fn all(self) -> Vec<Assumption> {
        let always = [Assumption::PatientsNotVisits, Assumption::AsKnown, Assumption::WholeAmount];
        let made = |assumption: &Assumption| always.contains(assumption) || self.0.contains(assumption);
        Assumption::ALL.iter().copied().filter(made).collect()
    }
}

/// The claims of one add-on for one service.
struct Series<'r> {
    /// The position of the add-on among those of the month.
    position: usize,
    service: Service,
    /// The fee, or the two that depend on the card.
    fees: Vec<&'r Fee>,
    patients: u64,
    /// Of these, those whom something else may take away.
    lost: u64,
    /// Once in so many months.
    interval: u64,
}

impl Series<'_> {
    fn least(&self) -> u64 {
        self.patients.saturating_sub(self.lost) / self.interval
    }

    /// The amount by which the smallest of several claims is found.
    fn amount(&self) -> u32 {
        self.fees.iter().map(|fee| fee.amount).min().unwrap_or(0)
    }
}

/// At which level an add-on is reckoned, and whether it is taken to be filed.
#[derive(Clone, Copy)]
pub(crate) struct Stage {
    pub(crate) level: Option<usize>,
    pub(crate) filed: bool,
}

pub(crate) struct Reckoning<'r> {
    series: Vec<Series<'r>>,
    /// By the position of the add-on: what its filing takes.
    losses: Vec<Vec<ProjectedLoss<'r>>>,
    card: Option<dx_kasan_rules::rate::Rate>,
    made: Vec<Assumption>,
}

impl<'r> Reckoning<'r> {
    /// What the patients come to at the stages given, one for each add-on of the month.
    pub(crate) fn new(
        rules: &'r Ruleset,
        facility: &Facility,
        volume: &Volume,
        month: Month,
        standings: &[Standing<'r>],
        stages: &[Stage],
    ) -> Self {
        let schedule = facility.schedule;
        let mut reckoning = Self { series: Vec::new(), losses: Vec::new(), card: volume.card_share, made: Vec::new() };
        for (position, (standing, stage)) in standings.iter().zip(stages).enumerate() {
            let taken = if stage.filed { standing.of.losses(facility, standing.day) } else { Vec::new() };
            let taken = taken.into_iter().map(|loss| {
                let count = volume.visits(loss.service);
                ProjectedLoss::new(loss, count)
            });
            reckoning.losses.push(taken.collect());
            let Some(level) = stage.level else { continue };
            for service in schedule.services() {
                reckoning.enter(position, standing, level, *service, volume);
            }
        }
        let add_ons: Vec<usize> = standings.iter().map(|standing| standing.of.entry.add_on).collect();
        let holds = |exclusion: &&Exclusion| exclusion.arm.holds(schedule, month.first_day(), None);
        for exclusion in rules.model().exclusions.iter().filter(holds) {
            reckoning.exclude(&exclusion.kind, &add_ons);
        }
        for loss in reckoning.losses.iter().flatten() {
            reckoning.made.push(match loss.count {
                Some(_) => Assumption::LossEachTime,
                None => Assumption::RevisitsUnknown,
            });
        }
        reckoning
    }

    fn enter(&mut self, position: usize, standing: &Standing<'r>, level: usize, service: Service, volume: &Volume) {
        let patients = volume.of(service);
        let fee = |card: bool| standing.fee(level, service, |_| card).map(|(_, fee)| fee);
        let (Some(without), Some(with)) = (fee(false), fee(true)) else { return };
        if patients == 0 {
            return;
        }
        let (Frequency::Months(interval) | Frequency::Admissions(interval)) = without.per;
        let interval = u64::from(interval.max(1));
        if interval > 1 {
            self.made.push(Assumption::Intervals);
        }
        let fees = if without.when.is_some() {
            if self.card.is_none() {
                self.made.push(Assumption::CardUnknown);
            }
            if without.when.is_some_and(|when| when.referral_counts) {
                self.made.push(Assumption::NoReferral);
            }
            vec![without, with]
        } else {
            vec![without]
        };
        self.series.push(Series { position, service, fees, patients, lost: 0, interval });
    }

    /// Takes away at the least what an exclusion may take away.
    fn exclude(&mut self, kind: &ExclusionKind, add_ons: &[usize]) {
        let position = |add_on: &u8| add_ons.iter().position(|known| *known == usize::from(*add_on));
        match kind {
            ExclusionKind::Drops { dropped, barred_by } => {
                let Some(dropped) = position(dropped) else { return };
                let barring: Vec<usize> = barred_by.iter().filter_map(position).collect();
                // Add-ons on one visit are of one patient, visits for two services may be of two.
                let patients = Service::ALL.iter().map(|service| {
                    let here = self.series.iter().filter(|series| series.service == *service);
                    here.filter(|series| barring.contains(&series.position)).map(|series| series.patients).max()
                });
                let lost: u64 = patients.map(Option::unwrap_or_default).sum();
                self.lose(lost, |series| series.position == dropped);
            }
            ExclusionKind::Mutual { add_ons: list } => {
                let positions: Vec<usize> = list.iter().filter_map(position).collect();
                let concerned = |series: &Series<'_>| positions.contains(&series.position);
                let mut ranked: Vec<(u32, usize, u64)> = Vec::new();
                for series in self.series.iter().filter(|series| concerned(series)) {
                    ranked.push((series.amount(), series.position, series.patients));
                }
                // Of several claims of one patient the smallest may be the one that stands.
                for (amount, position, _) in ranked.clone() {
                    let smaller =
                        ranked.iter().filter(|other| (other.0, other.1) < (amount, position) && other.1 != position);
                    let lost = smaller.map(|(_, _, patients)| patients).sum();
                    self.lose(lost, |series| series.position == position);
                }
            }
            ExclusionKind::Between { add_on, services } => {
                let Some(own) = position(add_on) else { return };
                for (index, service) in services.iter().enumerate() {
                    let before = services.iter().take(index);
                    let earlier = |series: &&Series<'_>| {
                        series.position == own && before.clone().any(|service| *service == series.service)
                    };
                    let lost: u64 = self.series.iter().filter(earlier).map(|series| series.patients).sum();
                    if self.lose(lost, |series| series.position == own && series.service == *service) {
                        self.made.push(Assumption::FirstServiceFirst);
                    }
                }
            }
            // The numbers are of patients with a visit that is not marked.
            ExclusionKind::Marked { .. } => {}
        }
    }

    fn lose(&mut self, lost: u64, of: impl Fn(&Series<'_>) -> bool) -> bool {
        let mut some = false;
        if lost > 0 {
            for series in self.series.iter_mut().filter(|series| of(series)) {
                series.lost += lost;
                some = true;
            }
        }
        if some {
            self.made.push(Assumption::Overlap);
        }
        some
    }

    /// Says which assumptions made a difference.
    pub(crate) fn note(&self, made: &mut Assumptions) {
        self.made.iter().for_each(|assumption| made.make(*assumption));
    }

    /// The claims of an add-on, fee by fee.
    pub(crate) fn fees(&self, position: usize) -> Vec<ProjectedFee> {
        self.series.iter().filter(|series| series.position == position).flat_map(|series| self.split(series)).collect()
    }

    /// What an add-on's filing takes.
    pub(crate) fn losses(&self, position: usize) -> &[ProjectedLoss<'r>] {
        self.losses.get(position).map_or(&[], Vec::as_slice)
    }

    /// What an add-on comes to, with what its filing takes as far as that is known.
    pub(crate) fn of_add_on(&self, position: usize) -> Bounds {
        let mut bounds = Bounds::default();
        for fee in self.fees(position) {
            bounds.least.add(fee.least, fee.amount.into(), fee.unit);
            bounds.most.add(fee.most, fee.amount.into(), fee.unit);
        }
        for total in self.losses(position).iter().filter_map(|loss| loss.total) {
            bounds = bounds.plus(Bounds { least: total, most: total });
        }
        bounds
    }

    /// What all add-ons come to.
    pub(crate) fn total(&self) -> Bounds {
        (0..self.losses.len()).fold(Bounds::default(), |total, position| total.plus(self.of_add_on(position)))
    }

    /// The fees of a series with their claims: at the least those who pay less are claimed for, at the most those who pay more.
    fn split(&self, series: &Series<'r>) -> Vec<ProjectedFee> {
        let (least, most) = (series.least(), series.patients);
        let [without, with] = series.fees.as_slice() else {
            return series.fees.iter().map(|fee| projected(fee, least, most)).collect();
        };
        let (fewest, greatest) = self.with_card(series.patients);
        let (with_at_least, with_at_most) = if with.amount <= without.amount {
            (least.min(greatest), fewest)
        } else {
            (least - least.min(series.patients - fewest), greatest)
        };
        vec![
            projected(without, least - with_at_least, most - with_at_most),
            projected(with, with_at_least, with_at_most),
        ]
    }

    /// How many patients have the card, rounded down and rounded up; between nobody and everybody while it is unknown.
    fn with_card(&self, patients: u64) -> (u64, u64) {
        let Some(share) = self.card else { return (0, patients) };
        // INVARIANT: a share's parts and whole have ten digits at most, and so has a number of patients.
        let part = patients * share.part();
        (part / share.whole(), part.div_ceil(share.whole()))
    }
}

fn projected(fee: &Fee, least: u64, most: u64) -> ProjectedFee {
    ProjectedFee {
        service: fee.service,
        when: fee.when.map(|when| if when.with_card { "with-card" } else { "without-card" }),
        amount: fee.amount,
        unit: fee.unit,
        least,
        most,
    }
}
