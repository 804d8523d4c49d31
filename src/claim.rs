//! `claim`: the points over one patient's visits, line by line, with the reason of each refusal.

use dx_kasan_rules::date::{Day, Month};
use dx_kasan_rules::model::{Arm, Unit};
use dx_kasan_rules::vocabulary::{Mark, Schedule};
use serde::Serialize;

use crate::assessment::{RulesetName, Status, doubts};
use crate::cited::{Statement, StatementCitations};
use crate::claimed::{Candidate, Claims, Refusal};
use crate::codes::ReceiptCode;
use crate::evaluate::status;
use crate::facility::Facility;
use crate::ruleset::Ruleset;
use crate::shared::{Constant, Shared, SharedList};
use crate::standing::{Standing, standings};
use crate::visit::Visit;

/// What one point is worth, as the contract of this package has it.
const YEN_PER_POINT: i64 = 10;

/// What is claimed over a patient's visits.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimResult<'r> {
    /// The 点数表.
    pub schedule: Schedule,
    /// The rules.
    pub ruleset: Shared<RulesetName<'r>>,
    /// One for each visit and add-on whose service fits, claimed or not: by visit as they were listed, then in the order of
    /// the rules.
    pub lines: Vec<ClaimLine<'r>>,
    /// What the claimed lines come to.
    pub total: Money,
}

/// An add-on on a visit.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimLine<'r> {
    /// The index of the visit.
    pub visit: usize,
    /// The add-on.
    pub add_on: &'r str,
    /// In force, or stale.
    pub status: Status,
    /// The level (区分) of the claim month; `None` where none can be claimed in it.
    pub level: Option<&'r str>,
    /// The amount for this visit, whether it is claimed or not; 0 without a level.
    pub amount: u32,
    /// Points or yen.
    pub unit: Unit,
    /// The codes of its fee on receipts that day: several where the code depends on what it is used inside; none where none is
    /// known, and without a level.
    pub codes: SharedList<ReceiptCode<'r>>,
    /// Whether it is claimed.
    pub claimed: bool,
    /// Why, or why not.
    pub reason: ReasonCode,
    /// The claimed line that bars it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Barrier<'r>>,
    /// The first day from which what is claimed up to this visit would not bar it any more; left out where the add-on has
    /// ended by then, and where the reason is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub possible_from: Option<Day>,
    /// Where it stands: of a claimed line the fee, of a refusal what refuses.
    pub citations: Shared<StatementCitations<'r>>,
    /// The conflicting readings on whose default it rests.
    pub doubts: Vec<&'r str>,
}

/// A claimed line that bars another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Barrier<'r> {
    /// The index of its visit.
    pub visit: usize,
    /// Its add-on.
    pub add_on: &'r str,
}

/// Why a line is claimed or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonCode {
    /// It is claimed.
    Claimed,
    /// No level is met on the first day of the month.
    NotQualified,
    /// Whether a level is met depends on something unknown.
    Undetermined,
    /// No filing (届出) counting on the first day of the month supports a level that is or may be met.
    NotFiled,
    /// A level is met, a filing is needed, and nothing is said about one.
    FilingUnknown,
    /// In a second department on the same day it is not claimed.
    SecondDepartment,
    /// On a revisit by telephone or the like (電話等再診) it is not claimed.
    Telephone,
    /// It was claimed as often as it may be.
    Frequency,
    /// Another claim of the month excludes it.
    Excluded,
}

impl From<Mark> for ReasonCode {
    fn from(mark: Mark) -> Self {
        match mark {
            Mark::SecondDepartment => Self::SecondDepartment,
            Mark::Telephone => Self::Telephone,
        }
    }
}

/// Points, and what everything comes to in yen. Only a projection's can be negative: a filing may take more than an add-on brings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Money {
    /// The points.
    pub points: i64,
    /// The points in yen, and the fees that are in yen.
    pub yen: i64,
}

impl Money {
    pub(crate) fn add(&mut self, count: u64, amount: i64, unit: Unit) {
        // INVARIANT: counts have ten digits and amounts six, which is far from the end of 63 bits.
        let amount = count.cast_signed() * amount;
        match unit {
            Unit::Points => {
                self.points += amount;
                self.yen += amount * YEN_PER_POINT;
            }
            Unit::Yen => self.yen += amount,
        }
    }
}

/// What a facility claims over the visits of one patient, in whatever order they are listed. Of visits of one day, the order
/// in which they are listed is that of the day.
///
/// ```
/// use dx_kasan::{Facility, ReasonCode, Ruleset, Visit, claim};
///
/// let rules = Ruleset::built_in();
/// let station = Facility::from_json(rules, r#"{
///     "type": "visiting-nursing-station",
///     "facts": { "online-claims": true, "online-eligibility": true, "home-consent": true, "in-house-notice": true },
///     "filings": { "visiting-nursing-dx": "2024-06-01" }
/// }"#)?;
/// let visits = Visit::list_from_json(rules, &station, r#"[
///     { "date": "2024-07-18", "service": "visiting-nursing" },
///     { "date": "2024-07-04", "service": "visiting-nursing" }
/// ]"#)?;
/// let result = claim(rules, &station, &visits);
/// assert_eq!(result.total.yen, 50);
/// assert_eq!(result.lines[0].reason, ReasonCode::Frequency);
/// assert_eq!(result.lines[0].by.map(|by| by.visit), Some(1));
/// # Ok::<(), dx_kasan::Error>(())
/// ```
#[must_use]
pub fn claim<'r>(rules: &'r Ruleset, facility: &Facility, visits: &[Visit]) -> ClaimResult<'r> {
    let mut sheet = Sheet { rules, lines: Vec::new(), arms: Vec::new(), candidates: Vec::new() };
    let mut months = Months::new(rules, facility, visits);
    for (index, visit) in visits.iter().enumerate() {
        let standings = months.of(visit.date.month());
        for (position, standing) in standings.iter().enumerate() {
            if let Some(standing) = standing {
                sheet.add(index, visit, position, standing);
            }
        }
    }
    sheet.candidates.sort_unstable_by_key(|candidate| (candidate.listed.date, candidate.line));
    let mut claims = Claims::new(rules, facility.schedule);
    let candidates = std::mem::take(&mut sheet.candidates);
    for month in candidates.chunk_by(|one, next| one.month == next.month) {
        claims.settle(month, |candidate, refusal| sheet.decide(candidate, refusal));
    }
    sheet.finish(facility.schedule)
}

/// What is claimed in each month of the visits, worked out when it is first asked for.
struct Months<'r, 'f> {
    rules: &'r Ruleset,
    facility: &'f Facility,
    first: Month,
    standings: Vec<Vec<Option<Standing<'r>>>>,
}

impl<'r, 'f> Months<'r, 'f> {
    fn new(rules: &'r Ruleset, facility: &'f Facility, visits: &[Visit]) -> Self {
        let first = visits.iter().map(|visit| visit.date).min().unwrap_or_default().month();
        let last = visits.iter().map(|visit| visit.date).max().unwrap_or_default().month();
        let count = usize::try_from(last.since(first)).unwrap_or(0) + 1;
        Self { rules, facility, first, standings: vec![Vec::new(); count] }
    }

    fn of(&mut self, month: Month) -> &[Option<Standing<'r>>] {
        let index = usize::try_from(month.since(self.first)).unwrap_or(0);
        let Some(standings) = self.standings.get_mut(index) else { return &[] };
        if standings.is_empty() {
            *standings = self::standings(self.rules, self.facility, month);
        }
        standings
    }
}

/// The lines, and of each the arms on which it rests.
struct Sheet<'r> {
    rules: &'r Ruleset,
    lines: Vec<ClaimLine<'r>>,
    arms: Vec<Vec<&'r Arm>>,
    candidates: Vec<Candidate<'r>>,
}

impl<'r> Sheet<'r> {
    /// The line of a visit and an add-on, where the service fits.
    fn add(&mut self, index: usize, visit: &Visit, position: usize, standing: &Standing<'r>) {
        let rules = self.rules;
        let entry = standing.of.entry;
        let card = |referral_counts: bool| visit.card || visit.referral && referral_counts;
        let found = match standing.level {
            Ok(level) => standing.fee(level, visit.service, card),
            Err(_) => standing.some_fee(visit.service),
        };
        let add_on = rules.model().add_ons.get(entry.add_on);
        let (Some((number, fee)), Some(add_on)) = (found, add_on) else { return };
        let status = add_on.schedules.get(entry.in_schedule).map(|life| status(life, visit.date));
        let Some(status @ (Status::InForce | Status::Stale)) = status else { return };
        let (statement, reason, level) = match standing.level {
            Ok(level) => {
                let statement = Statement::Fee { add_on: entry.add_on, fee: number };
                (statement, ReasonCode::Claimed, standing.of.level_id(level))
            }
            Err(reason) => (standing.refused_by, reason, None),
        };
        let mut arms = standing.arms.clone();
        if level.is_some() {
            arms.push(&fee.arm);
        }
        let Some(citations) = rules.cites(statement) else { return };
        let line = self.lines.len();
        self.lines.push(ClaimLine {
            visit: index,
            add_on: rules.model().str(add_on.id),
            status,
            level,
            amount: if level.is_some() { fee.amount } else { 0 },
            unit: fee.unit,
            codes: level
                .map_or_else(SharedList::default, |_| rules.codes(entry.add_on, entry.schedule, fee, visit.date)),
            claimed: false,
            reason,
            by: None,
            possible_from: None,
            citations,
            doubts: Vec::new(),
        });
        self.arms.push(arms);
        if level.is_some() {
            let month = visit.date.month();
            self.candidates.push(Candidate { line, visit: index, listed: *visit, month, position, entry, fee });
        }
    }

    /// Enters whether a candidate is claimed.
    fn decide(&mut self, candidate: &Candidate<'r>, refusal: Option<Refusal<'r>>) {
        let barring = refusal.as_ref().and_then(|refusal| refusal.by).map(|by| (by.visit, by.line));
        let barring = barring.and_then(|(visit, line)| Some((visit, line, self.lines.get(line)?.add_on)));
        let Some(line) = self.lines.get_mut(candidate.line) else { return };
        let Some(refusal) = refusal else {
            line.claimed = true;
            return;
        };
        line.reason = refusal.reason;
        line.by = barring.map(|(visit, _, add_on)| Barrier { visit, add_on });
        line.possible_from = refusal.possible_from;
        let Some((index, exclusion)) = refusal.exclusion else { return };
        if let Some(citations) = self.rules.cites(Statement::Exclusion { index }) {
            line.citations = citations;
        }
        // What a mark bars is barred whatever the level and the fee.
        if barring.is_none()
            && let Some(arms) = self.arms.get_mut(candidate.line)
        {
            arms.clear();
        }
        // The choice between the two lines rests on it, so both of them do.
        for line in barring.map(|(_, line, _)| line).into_iter().chain([candidate.line]) {
            if let Some(arms) = self.arms.get_mut(line) {
                arms.push(&exclusion.arm);
            }
        }
    }

    fn finish(self, schedule: Schedule) -> ClaimResult<'r> {
        let rules = self.rules;
        let mut lines = self.lines;
        let mut total = Money::default();
        for (line, arms) in lines.iter_mut().zip(self.arms) {
            line.doubts = doubts(rules.model(), arms.into_iter());
            if line.claimed {
                total.add(1, line.amount.into(), line.unit);
            }
        }
        ClaimResult { schedule, ruleset: rules.shared(Constant::Ruleset, rules.name()), lines, total }
    }
}
