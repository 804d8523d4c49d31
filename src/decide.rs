//! The one decision: which requirements of which levels are met, on masks alone.
//!
//! Explanations, outlooks, claims and batches are views of it, so no two of them can disagree.

use dx_kasan_rules::plan::{Knowledge, Mask, Period, PlannedLevel};

/// What is decided of one level, a bit for each requirement of the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelDecision {
    /// The requirements that the level has.
    pub required: u32,
    /// Of these, those under a transitional measure (経過措置), whatever the facts say.
    pub deemed: u32,
    /// Those met however the unknowns turn out.
    pub met: u32,
    /// Those met if the unknowns turn out well.
    pub possible: u32,
}

/// A state of a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Met.
    Met,
    /// Not met.
    Unmet,
    /// It depends on something unknown.
    Unknown,
    /// Deemed to be met (経過措置).
    Deemed,
}

/// A verdict on a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LevelVerdict {
    /// Every requirement is met or deemed met.
    Met,
    /// Some requirement is not met.
    Unmet,
    /// It depends on something unknown.
    Undetermined,
}

impl LevelDecision {
    /// The state of the requirement at `position`.
    #[must_use]
    pub fn state(self, position: usize) -> State {
        let bit = bit(position);
        if self.deemed & bit != 0 {
            State::Deemed
        } else if self.met & bit != 0 {
            State::Met
        } else if self.possible & bit != 0 {
            State::Unknown
        } else {
            State::Unmet
        }
    }

    /// The verdict on the level.
    #[must_use]
    pub fn verdict(self) -> LevelVerdict {
        if self.required & !(self.met | self.deemed) == 0 {
            LevelVerdict::Met
        } else if self.required & !(self.possible | self.deemed) == 0 {
            LevelVerdict::Undetermined
        } else {
            LevelVerdict::Unmet
        }
    }
}

/// Decides every level of a period, in its order.
#[must_use]
pub fn decide(period: &Period, known: Knowledge) -> Vec<LevelDecision> {
    let failed = Failed::of(period, known);
    period.levels.iter().map(|level| failed.decide(level)).collect()
}

/// Decides one level of a period.
pub(crate) fn decide_level(period: &Period, level: &PlannedLevel, known: Knowledge) -> LevelDecision {
    Failed::of(period, known).decide(level)
}

/// The different checks of a period that fail.
struct Failed {
    /// At worst.
    worst: u64,
    /// At best.
    best: u64,
}

impl Failed {
    fn of(period: &Period, known: Knowledge) -> Self {
        Self { worst: period.checks.failed(known.worst), best: period.checks.failed(known.best) }
    }

    fn decide(&self, level: &PlannedLevel) -> LevelDecision {
        let (met, possible) = (level.bits.positions(!self.worst), level.bits.positions(!self.best));
        LevelDecision { required: level.required, deemed: level.deemed, met, possible }
    }
}

/// The position of the level to claim when the answers are exactly these; `None` when no level is met.
#[must_use]
pub fn best_level(period: &Period, answers: Mask) -> Option<usize> {
    let failed = period.checks.failed(answers);
    let met = |level: &PlannedLevel| level.bits.met(failed);
    period.by_rank.iter().copied().find(|position| period.levels.get(*position).is_some_and(met))
}

/// INVARIANT: the linter bounds positions by the width of the mask.
fn bit(position: usize) -> u32 {
    u32::try_from(position).ok().and_then(|position| 1_u32.checked_shl(position)).unwrap_or(0)
}
