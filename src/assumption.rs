//! What a projection takes for granted. Each is said in the result where it makes a difference, for people in both languages.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::assessment::Text;

/// Something that a projection takes for granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assumption {
    /// The numbers are of patients, not of visits.
    PatientsNotVisits,
    /// What is not known of a month is not made up.
    AsKnown,
    /// Amounts are those of the fee schedule, before the patient's share.
    WholeAmount,
    /// Patients of two services are the same or different ones.
    Overlap,
    /// Of fees of one add-on that bar each other, the patient has that of the service named first in the rules first.
    FirstServiceFirst,
    /// Patients come every month, or once.
    Intervals,
    /// Nothing is known of the card.
    CardUnknown,
    /// Nobody is referred.
    NoReferral,
    /// What a filing takes would otherwise be claimed each time.
    LossEachTime,
    /// Nothing is known of how often patients come, so what a filing takes is left out.
    RevisitsUnknown,
    /// Rules that may be out of date go on.
    LastRules,
}

impl Assumption {
    /// Every one, in the order in which a result lists them.
    pub const ALL: &'static [Self] = &[
        Self::PatientsNotVisits,
        Self::AsKnown,
        Self::WholeAmount,
        Self::Overlap,
        Self::FirstServiceFirst,
        Self::Intervals,
        Self::CardUnknown,
        Self::NoReferral,
        Self::LossEachTime,
        Self::RevisitsUnknown,
        Self::LastRules,
    ];

    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::PatientsNotVisits => "patients-not-visits",
            Self::AsKnown => "as-known",
            Self::WholeAmount => "whole-amount",
            Self::Overlap => "overlap",
            Self::FirstServiceFirst => "first-service-first",
            Self::Intervals => "intervals",
            Self::CardUnknown => "card-unknown",
            Self::NoReferral => "no-referral",
            Self::LossEachTime => "loss-each-time",
            Self::RevisitsUnknown => "revisits-unknown",
            Self::LastRules => "last-rules",
        }
    }

    /// What it says.
    #[must_use]
    pub fn text(self) -> Text<'static> {
        let (ja, en) = match self {
            Self::PatientsNotVisits => (
                "人数は、その月に該当する受診が1回以上あった患者の数とします。月に何回受診しても1人と数えます。同じ日の2つ目の診療科と電話等による再診は、受診に数えません。",
                "The numbers are of patients with at least one such visit in the month: each counts once, however often they come. \
                 A second department on the same day and a revisit by telephone are not visits here.",
            ),
            Self::AsKnown => (
                "各月の区分は、入力された内容で確実に算定できるものとします。利用率や届出などがわからない月は、その加算を0点とします。",
                "Each month has the level that is sure by what was entered. Where a rate, a fact or a filing is unknown, the \
                 add-on comes to nothing.",
            ),
            Self::WholeAmount => {
                ("金額は、患者の自己負担分を含む全額です。", "Amounts are whole, the patient's own share included.")
            }
            Self::Overlap => (
                "最小の額では、併算定できない加算の患者どうしが、できる限り重なるものとします。最大の額では、まったく重ならないものとします。",
                "At the least, the patients of add-ons that exclude each other are the same ones as far as they can be; at the \
                 most, they are all different.",
            ),
            Self::FirstServiceFirst => (
                "同じ月に初診と再診がある患者は、初診が先とします。",
                "A patient with an initial visit and a revisit in one month has the initial visit first.",
            ),
            Self::Intervals => (
                "数か月に1回の加算は、最小の額では毎月同じ患者が来るものとして月ごとに均等に分け、最大の額では毎月ちがう患者が来るものとします。",
                "Of what is claimed once in several months: at the least, the same patients come every month and their claims are \
                 spread evenly; at the most, other patients come every month.",
            ),
            Self::CardUnknown => (
                "マイナ保険証で確認する患者の割合が入力されていないため、最小の額では全員が利用、最大の額では全員が利用しないものとします。",
                "The share of patients with the card was not entered: at the least everybody uses it, at the most nobody.",
            ),
            Self::NoReferral => (
                "他の医療機関から診療情報の提供を受けた患者はいないものとします。",
                "No patient comes with information from another institution.",
            ),
            Self::LossEachTime => (
                "届け出ると算定できなくなる加算は、届け出なければ再診のたびに算定していたものとします。届出が有効な月は、区分がなくても差し引きます。",
                "A fee that a filing takes away would otherwise be claimed at every revisit. It is taken off in each month in which \
                 the filing counts, with or without a level.",
            ),
            Self::RevisitsUnknown => (
                "再診の延べ回数が入力されていないため、届け出ると算定できなくなる加算の点数は差し引いていません。実際の合計は、その分だけ少なくなります。",
                "The number of revisits was not entered, so what a filing takes away is not taken off: the sums come to that much \
                 less.",
            ),
            Self::LastRules => (
                "見直しの期限を過ぎたルールは、その後も同じとします。",
                "Rules past the day by which they were to be reviewed are taken to go on.",
            ),
        };
        Text { ja, en }
    }
}

impl Serialize for Assumption {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("id", self.id())?;
        map.serialize_entry("text", &self.text())?;
        map.end()
    }
}
