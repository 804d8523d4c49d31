//! `project`: what a month's patients come to, month by month, and what higher levels would add.

use dx_kasan_rules::date::Month;
use dx_kasan_rules::model::Unit;
use dx_kasan_rules::vocabulary::{Schedule, Service};
use serde::Serialize;

use crate::assessment::{RulesetName, Status};
use crate::assumption::Assumption;
use crate::claim::{Money, ReasonCode};
use crate::evaluate::status;
use crate::facility::Facility;
use crate::loss::Loss;
use crate::reckon::{Assumptions, Reckoning, Stage};
use crate::ruleset::Ruleset;
use crate::shared::{Constant, Shared};
use crate::standing::{Standing, standings};
use crate::volume::Volume;

/// What a facility's patients come to over a span of months.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Projection<'r> {
    /// The 点数表.
    pub schedule: Schedule,
    /// The rules.
    pub ruleset: Shared<RulesetName<'r>>,
    /// The months, in order.
    pub months: Vec<ProjectedMonth<'r>>,
    /// The calendar years, as far as they lie in the span.
    pub years: Vec<ProjectedYear>,
    /// The whole span.
    pub total: Bounds,
    /// What is taken for granted, where it makes a difference.
    pub assumptions: Vec<Assumption>,
}

/// The least and the most that something comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Bounds {
    /// The least.
    pub least: Money,
    /// The most.
    pub most: Money,
}

/// What one month comes to.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectedMonth<'r> {
    /// The claim month.
    pub month: Month,
    /// Every add-on that is in force or stale in it, in the order of the rules.
    pub add_ons: Vec<ProjectedAddOn<'r>>,
    /// All of them together.
    pub total: Bounds,
}

/// What one add-on comes to in a month.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectedAddOn<'r> {
    /// The add-on.
    pub id: &'r str,
    /// In force, or stale.
    pub status: Status,
    /// The level of the month; `None` where none can be claimed.
    pub level: Option<&'r str>,
    /// Why: [`ReasonCode::Claimed`], or what stands against every level.
    pub reason: ReasonCode,
    /// Its claims by fee, where there may be any.
    pub claims: Vec<ProjectedFee>,
    /// What cannot be claimed because a filing of it counts in the month.
    pub losses: Vec<ProjectedLoss<'r>>,
    /// What the claims come to, less the losses as far as their number is known.
    pub total: Bounds,
    /// Every level above, the best first.
    pub higher: Vec<HigherLevel<'r>>,
}

/// The claims of one fee in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectedFee {
    /// The service.
    pub service: Service,
    /// With the card or without it, where the amount depends on that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<&'static str>,
    /// The amount of each.
    pub amount: u32,
    /// Points or yen.
    pub unit: Unit,
    /// How many are reckoned at the least. Where the sum is least, this one need not be.
    pub least: u64,
    /// How many are reckoned at the most.
    pub most: u64,
}

/// What cannot be claimed in a month because an add-on was filed.
#[derive(Clone, Debug, Serialize)]
pub struct ProjectedLoss<'r> {
    /// What.
    #[serde(flatten)]
    pub loss: Loss<'r>,
    /// How often; `None` where the volume does not say.
    pub count: Option<u64>,
    /// What that comes to, negative; `None` as the number is. The sums are without it then.
    pub total: Option<Money>,
}

impl<'r> ProjectedLoss<'r> {
    pub(crate) fn new(loss: Loss<'r>, count: Option<u64>) -> Self {
        let total = count.map(|count| {
            let mut total = Money::default();
            total.add(count, loss.amount, loss.unit);
            total
        });
        Self { loss, count, total }
    }
}

/// What a higher level would come to.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HigherLevel<'r> {
    /// The level.
    pub level: &'r str,
    /// What cannot be claimed once it is filed.
    pub losses: Vec<ProjectedLoss<'r>>,
    /// What the add-on would come to.
    pub total: Bounds,
    /// How much more the whole month would come to, other add-ons being what they are.
    pub more: Differences,
}

/// How much more there is at the least and at the most; less, where it is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Differences {
    /// Between what there is at the least.
    pub least: Money,
    /// Between what there is at the most.
    pub most: Money,
}

/// What a calendar year comes to, as far as it lies in the span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ProjectedYear {
    /// The year.
    pub year: i32,
    /// What its months come to.
    pub total: Bounds,
}

impl Money {
    fn plus(self, other: Self) -> Self {
        Self { points: self.points + other.points, yen: self.yen + other.yen }
    }

    fn over(self, other: Self) -> Self {
        Self { points: self.points - other.points, yen: self.yen - other.yen }
    }
}

impl Bounds {
    pub(crate) fn plus(self, other: Self) -> Self {
        Self { least: self.least.plus(other.least), most: self.most.plus(other.most) }
    }
}

/// What a facility's monthly patients come to, for the level of each month.
///
/// ```
/// use dx_kasan::{Facility, Ruleset, Volume, project};
///
/// let rules = Ruleset::built_in();
/// let station = Facility::from_json(rules, r#"{
///     "type": "visiting-nursing-station",
///     "facts": { "online-claims": true, "online-eligibility": true, "home-consent": true, "in-house-notice": true },
///     "filings": { "visiting-nursing-dx": "2024-06-01" }
/// }"#)?;
/// let text = r#"{ "from": "2024-06", "until": "2025-05", "patients": { "visiting-nursing": 40 } }"#;
/// let projection = project(rules, &station, &Volume::from_json(rules, &station, text)?);
/// assert_eq!(projection.months[0].total.least.yen, 40 * 50);
/// assert_eq!(projection.total.least.yen, 12 * 40 * 50);
/// # Ok::<(), dx_kasan::Error>(())
/// ```
#[must_use]
pub fn project<'r>(rules: &'r Ruleset, facility: &Facility, volume: &Volume) -> Projection<'r> {
    let mut made = Assumptions::default();
    let months: Vec<ProjectedMonth<'r>> =
        volume.months().map(|month| project_month(rules, facility, volume, month, &mut made)).collect();
    let mut years: Vec<ProjectedYear> = Vec::new();
    let mut total = Bounds::default();
    for month in &months {
        total = total.plus(month.total);
        let year = month.month.first_day().year();
        match years.last_mut().filter(|last| last.year == year) {
            Some(last) => last.total = last.total.plus(month.total),
            None => years.push(ProjectedYear { year, total: month.total }),
        }
    }
    Projection {
        schedule: facility.schedule,
        ruleset: rules.shared(Constant::Ruleset, rules.name()),
        months,
        years,
        total,
        assumptions: made.all(),
    }
}

fn project_month<'r>(
    rules: &'r Ruleset,
    facility: &Facility,
    volume: &Volume,
    month: Month,
    made: &mut Assumptions,
) -> ProjectedMonth<'r> {
    let standings: Vec<Standing<'r>> = standings(rules, facility, month).into_iter().flatten().collect();
    let stage = |of: &Standing<'r>| Stage { level: of.level.ok(), filed: of.filed == Some(true) };
    let stages: Vec<Stage> = standings.iter().map(stage).collect();
    let reckon = |stages: &[Stage]| Reckoning::new(rules, facility, volume, month, &standings, stages);
    let now = reckon(&stages);
    now.note(made);
    let add_ons = standings.iter().enumerate().filter_map(|(position, standing)| {
        let add_on = rules.model().add_ons.get(standing.of.entry.add_on)?;
        let status = status(add_on.schedules.get(standing.of.entry.in_schedule)?, month.last_day());
        if status == Status::Stale {
            made.make(Assumption::LastRules);
        }
        let ranked = standing.of.period.by_rank.iter().copied();
        let above = ranked.take_while(|level| Some(*level) != standing.level.ok());
        let higher = above.filter_map(|level| {
            let mut raised = stages.clone();
            *raised.get_mut(position)? = Stage { level: Some(level), filed: true };
            let then = reckon(&raised);
            then.note(made);
            let (before, after) = (now.total(), then.total());
            Some(HigherLevel {
                level: standing.of.level_id(level)?,
                losses: then.losses(position).to_vec(),
                total: then.of_add_on(position),
                more: Differences { least: after.least.over(before.least), most: after.most.over(before.most) },
            })
        });
        Some(ProjectedAddOn {
            id: rules.model().str(add_on.id),
            status,
            level: standing.level.ok().and_then(|level| standing.of.level_id(level)),
            reason: standing.level.err().unwrap_or(ReasonCode::Claimed),
            higher: higher.collect(),
            total: now.of_add_on(position),
            claims: now.fees(position),
            losses: now.losses(position).to_vec(),
        })
    });
    ProjectedMonth { month, add_ons: add_ons.collect(), total: now.total() }
}
