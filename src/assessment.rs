//! The explained answer: what `evaluate` returns.

use dx_kasan_rules::date::{Day, Month};
use dx_kasan_rules::model::{self, Condition, Frequency, Unit};
use dx_kasan_rules::sort;
use dx_kasan_rules::vocabulary::{CitationBasis, Schedule, Service, UsageBasis};
use serde::Serialize;
use serde::ser::Serializer;

use crate::codes::ReceiptCode;
use crate::decide::{LevelVerdict, State};
use crate::ruleset::Ruleset;
use crate::shared::{Shared, SharedList};
use crate::usage::Measured;

/// What a facility qualifies for on a day.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Assessment<'r> {
    /// The day.
    pub date: Day,
    /// The day by what had been published on which it is answered, where it was asked so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_at: Option<Day>,
    /// The claim month (算定月) that it lies in.
    pub claim_month: Month,
    /// The 点数表.
    pub schedule: Schedule,
    /// The rules.
    pub ruleset: Shared<RulesetName<'r>>,
    /// Every add-on of the 点数表, in the order of the rules.
    pub add_ons: Vec<AddOnAssessment<'r>>,
}

/// Which rules an answer was given by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RulesetName<'r> {
    /// The version that their keepers gave them.
    pub version: &'r str,
    /// The day to which they compared the law with its sources; `None` where the rules do not say.
    pub checked_to: Option<Day>,
    /// The sha256 of their compiled form.
    pub sha256: &'r str,
}

/// What a facility qualifies for of one add-on.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AddOnAssessment<'r> {
    /// Its id.
    pub id: &'r str,
    /// Its name.
    pub name: Shared<Text<'r>>,
    /// When it is in force.
    pub validity: Shared<Validity<'r>>,
    /// Whether it is on that day.
    pub status: Status,
    /// The answer.
    pub verdict: Verdict,
    /// The level to claim, set exactly when the verdict is [`Verdict::Qualifies`].
    pub best: Option<Best<'r>>,
    /// The levels to claim at worst and at best, over all ways in which the unknowns could turn out.
    pub range: Range<'r>,
    /// Every level in force.
    pub levels: Vec<LevelAssessment<'r>>,
    /// Every requirement of a level in force.
    pub requirements: SharedList<RequirementAssessment<'r>>,
    /// The unknown facts that can still change the answer, the most decisive first.
    pub questions: Vec<&'r str>,
    /// The unknown facts that it reads but that cannot change the answer any more.
    pub settled: Vec<&'r str>,
    /// Whether the answer is the same under the other readings of the law.
    pub readings: Readings<'r>,
    /// What is to be filed, and whether it was.
    pub filing: FilingAssessment<'r>,
}

/// Whether an add-on is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It is.
    InForce,
    /// Its first day is still to come.
    NotYet,
    /// Its last day is over.
    Ended,
    /// It is evaluated by the last rules known, which are past the day by which they were to be reviewed.
    Stale,
    /// What holds on the day had not been published, as far as was asked for, or not in full.
    NotPublished,
}

/// The answer for an add-on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Some level is met, whatever the unknowns turn out to be.
    Qualifies,
    /// No level is met, whatever they turn out to be.
    DoesNotQualify,
    /// It depends on something unknown.
    Undetermined,
    /// There is nothing to qualify for on that day.
    NotInForce,
    /// Nobody could say yet.
    NotPublished,
}

impl Verdict {
    /// The verdict on an add-on in force, from the levels to claim at worst and at best.
    pub(crate) fn of(range: Range<'_>) -> Self {
        match (range.worst, range.best) {
            (Some(_), _) => Self::Qualifies,
            (None, Some(_)) => Self::Undetermined,
            (None, None) => Self::DoesNotQualify,
        }
    }
}

/// An answer beside the other readings of the law that the rules state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Readings<'r> {
    /// Whether it is the same under all of them.
    pub same: bool,
    /// Those under which it is not, in the order of the rules.
    pub differing: Vec<OtherReading<'r>>,
}

/// An answer under another reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OtherReading<'r> {
    /// The id of the reading, such as `C2`.
    pub reading: &'r str,
    /// The id of its alternative.
    pub alternative: &'r str,
    /// The answer.
    pub verdict: Verdict,
    /// The level to claim.
    pub best: Option<&'r str>,
    /// The levels to claim at worst and at best.
    pub range: Range<'r>,
    /// The levels that the filings given support.
    pub filing: Vec<&'r str>,
}

/// The level to claim.
#[derive(Clone, Debug, Serialize)]
pub struct Best<'r> {
    /// The level.
    pub level: &'r str,
    /// Its fees.
    pub fees: Shared<Fees<'r>>,
}

/// The levels to claim at worst and at best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Range<'r> {
    /// If every unknown turns out badly.
    pub worst: Option<&'r str>,
    /// If every unknown turns out well.
    pub best: Option<&'r str>,
}

/// What is decided of a level.
#[derive(Clone, Debug, Serialize)]
pub struct LevelAssessment<'r> {
    /// Its id.
    pub id: &'r str,
    /// Its name.
    pub name: Shared<Text<'r>>,
    /// Its fees.
    pub fees: Shared<Fees<'r>>,
    /// The answer.
    pub verdict: LevelVerdict,
    /// Each of its requirements.
    pub checks: SharedList<CheckAssessment<'r>>,
}

/// A requirement of a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckAssessment<'r> {
    /// Which.
    pub requirement: &'r str,
    /// Its state.
    pub state: State,
    /// The usage rate that it asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed: Option<String>,
}

/// What is said of a requirement.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequirementAssessment<'r> {
    /// Its id.
    pub id: &'r str,
    /// Its label.
    pub label: Shared<Text<'r>>,
    /// Where it is, with its transitional measures and exceptions.
    pub citations: Shared<Citations<'r>>,
    /// The last day on which it is deemed to be met; left out when it is not, or no end is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deemed_until: Option<Day>,
    /// The usage rate that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observed: Option<Observed>,
    /// The months whose usage rates count, newest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measured: Option<Vec<MeasuredMonth>>,
    /// The facts that it reads.
    pub facts: FactIds<'r>,
    /// The conflicting readings on whose default it rests.
    pub doubts: Doubts<'r>,
}

/// The usage rate that counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Observed {
    /// The rate, cut off at two decimals.
    pub rate: String,
    /// The month in which it was measured.
    pub month: Month,
    /// The basis.
    pub basis: UsageBasis,
    /// Whether the home-care correction raised it.
    pub corrected: bool,
}

impl Observed {
    pub(crate) fn of(measured: Measured) -> Option<Self> {
        Some(Self {
            rate: measured.rate?.cut_to_two_decimals(),
            month: measured.month,
            basis: measured.basis,
            corrected: measured.corrected,
        })
    }
}

/// A month whose usage rate counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MeasuredMonth {
    /// The month.
    pub month: Month,
    /// The basis.
    pub basis: UsageBasis,
    /// The rate that counts, corrected where that is higher; `None` while it is unknown.
    pub rate: Option<String>,
}

/// What is to be filed (届出).
#[derive(Clone, Debug, Serialize)]
pub struct FilingAssessment<'r> {
    /// Whether a filing is needed.
    pub required: bool,
    /// Its form, where it is known.
    pub form: Option<&'r str>,
    /// The symbol (受理記号) under which the lists of the regional bureaus print it once it is accepted. Where each level has one of
    /// its own, that of the best level; `None` where none is known, or no level is reached.
    pub symbol: Option<&'r str>,
    /// Whether one counts on that day; `None` where none is needed, or nothing is known of it.
    pub filed: Option<bool>,
    /// The levels that may be claimed by the filings given; all of them where none is needed.
    pub levels: Vec<&'r str>,
}

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Text<'r> {
    /// Japanese.
    pub ja: &'r str,
    /// English.
    pub en: &'r str,
}

impl<'r> Text<'r> {
    pub(crate) fn of(model: &'r model::Model, text: model::Text) -> Self {
        Self { ja: model.str(text.ja), en: model.str(text.en) }
    }
}

/// When an add-on is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Validity<'r> {
    /// The first day.
    pub from: Day,
    /// The last day; open when `None`.
    pub until: Option<Day>,
    /// The day by which an open rule is to be reviewed.
    pub review_by: Option<Day>,
    /// The add-on that replaces it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub succeeded_by: Option<&'r str>,
}

/// A fee.
#[derive(Clone, Debug, Serialize)]
pub struct Fee<'r> {
    /// What it hangs on.
    pub service: Service,
    /// How much.
    pub amount: u32,
    /// Points or yen.
    pub unit: Unit,
    /// With the card or without it, where it depends on that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<&'static str>,
    /// How often for one patient.
    pub per: Frequency,
    /// The item of the fee schedule.
    pub item: &'r str,
    /// Its codes on receipts that day: several where the code depends on what it is used inside, none where none is known.
    pub codes: SharedList<ReceiptCode<'r>>,
    /// Where it is written.
    pub citations: Vec<Citation<'r>>,
    /// The conflicting readings on whose default it rests.
    pub doubts: Vec<&'r str>,
}

/// The fees of a level, in the order of the rules.
#[derive(Clone, Copy, Debug)]
pub struct Fees<'r> {
    pub(crate) rules: &'r Ruleset,
    pub(crate) add_on: usize,
    pub(crate) schedule: Schedule,
    /// A day of the run on which nothing of them changes.
    pub(crate) day: Day,
    pub(crate) fees: &'r [usize],
}

impl<'r> Fees<'r> {
    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Fee<'r>> {
        let model = self.rules.model();
        let all = model.add_ons.get(self.add_on).map_or(&[][..], |add_on| &add_on.fees);
        self.fees.iter().filter_map(move |index| all.get(*index)).map(move |fee| Fee {
            service: fee.service,
            amount: fee.amount,
            unit: fee.unit,
            when: fee.when.map(|when| if when.with_card { "with-card" } else { "without-card" }),
            per: fee.per,
            item: model.str(fee.item),
            codes: self.rules.codes(self.add_on, self.schedule, fee, self.day),
            citations: cited(model, &fee.arm.cites).collect(),
            doubts: doubts(model, [&fee.arm].into_iter()),
        })
    }
}

impl Serialize for Fees<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// Where a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Citation<'r> {
    /// The id of the source.
    pub source: &'r str,
    /// The place in it.
    pub at: &'r str,
    /// How sure it is.
    pub basis: CitationBasis,
    /// The words that carry the figure.
    pub quote: Option<&'r str>,
}

/// A requirement's place in the plan, from which what is said of it is looked up when it is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AtRequirement<'r> {
    pub(crate) rules: &'r Ruleset,
    pub(crate) entry: usize,
    pub(crate) period: usize,
    pub(crate) position: usize,
}

macro_rules! looked_up {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name<'r>(pub(crate) AtRequirement<'r>);

        impl Serialize for $name<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(self.to_vec())
            }
        }
    };
}

looked_up! {
    /// The citations of a requirement.
    Citations
}

looked_up! {
    /// The facts that a requirement reads.
    FactIds
}

looked_up! {
    /// The conflicting readings on whose default a requirement rests.
    Doubts
}

impl<'r> Citations<'r> {
    /// Each of them once.
    #[must_use]
    pub fn to_vec(self) -> Vec<Citation<'r>> {
        let at = self.0;
        let mut all = Vec::new();
        for arm in at.rules.arms_of(at.entry, at.period, at.position) {
            for citation in cited(at.rules.model(), &arm.cites) {
                if !all.contains(&citation) {
                    all.push(citation);
                }
            }
        }
        all
    }
}

impl<'r> FactIds<'r> {
    /// Their ids, in the order of the rules.
    #[must_use]
    pub fn to_vec(self) -> Vec<&'r str> {
        let at = self.0;
        let model = at.rules.model();
        let mut read = vec![false; model.facts.len()];
        for condition in at.rules.conditions_of(at.entry, at.period, at.position) {
            condition.leaves(&mut |leaf| {
                if let Condition::Fact(fact) | Condition::Not(fact) | Condition::Ratio(fact, _) = leaf
                    && let Some(slot) = read.get_mut(usize::from(*fact))
                {
                    *slot = true;
                }
            });
        }
        model.facts.iter().zip(read).filter(|(_, read)| *read).map(|(fact, _)| model.str(fact.id)).collect()
    }
}

impl<'r> Doubts<'r> {
    /// Their ids, in the order of the rules.
    #[must_use]
    pub fn to_vec(self) -> Vec<&'r str> {
        let at = self.0;
        doubts(at.rules.model(), at.rules.arms_of(at.entry, at.period, at.position).into_iter())
    }
}

pub(crate) fn cited<'r>(model: &'r model::Model, cites: &'r [model::Citation]) -> impl Iterator<Item = Citation<'r>> {
    cites.iter().map(move |cite| Citation {
        source: model.sources.get(usize::from(cite.source)).map_or("", |source| model.str(source.id)),
        at: model.str(cite.at),
        basis: cite.basis,
        quote: cite.quote.map(|quote| model.str(quote)),
    })
}

/// The ids of the readings that arms rest on, each once, in the order of the rules.
pub(crate) fn doubts<'r>(model: &'r model::Model, arms: impl Iterator<Item = &'r model::Arm>) -> Vec<&'r str> {
    let mut readings: Vec<u8> = Vec::new();
    for arm in arms {
        readings.extend(&arm.doubt);
        readings.extend(arm.not_under.iter().map(|under| under.reading));
    }
    sort::once(readings)
        .iter()
        .filter_map(|reading| model.readings.get(usize::from(*reading)))
        .map(|reading| model.str(reading.id))
        .collect()
}
