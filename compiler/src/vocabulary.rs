//! The words that the contract fixes. They are code, not data: a new 点数表 or service would change what an answer means.

use serde::{Serialize, Serializer};

use crate::compact::words;

/// A closed list of words.
pub trait Vocabulary: Copy + 'static {
    /// What one of them is, for messages.
    const KIND: &'static str;

    /// Every one, in the contract's order.
    const ALL: &'static [Self];

    /// Its id.
    fn id(self) -> &'static str;
}

macro_rules! vocabulary {
    ($(#[$about:meta])* $name:ident, $kind:literal { $($(#[$doc:meta])* $variant:ident = $id:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// What it is, in words for messages.
            pub const KIND: &'static str = $kind;

            /// Every one, in the contract's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its id.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// The one with this id.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$variant),)+ _ => None }
            }
        }

        words! { $name { $($variant),+ } }

        // Written out: a derived one has a call for each word.
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.id())
            }
        }

        impl Vocabulary for $name {
            const KIND: &'static str = $kind;
            const ALL: &'static [Self] = Self::ALL;

            fn id(self) -> &'static str {
                self.id()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.id())
            }
        }
    };
}

vocabulary! {
    /// A fee schedule (点数表). Points and standards differ by it.
    Schedule, "schedule" {
        /// 医科.
        Medical = "medical",
        /// 歯科.
        Dental = "dental",
        /// 調剤.
        Dispensing = "dispensing",
        /// 訪問看護療養費.
        VisitingNursing = "visiting-nursing",
    }
}

vocabulary! {
    /// A type of facility.
    FacilityType, "type" {
        /// 病院.
        Hospital = "hospital",
        /// 医科診療所.
        MedicalClinic = "medical-clinic",
        /// 歯科診療所.
        DentalClinic = "dental-clinic",
        /// 薬局.
        Pharmacy = "pharmacy",
        /// 訪問看護ステーション.
        VisitingNursingStation = "visiting-nursing-station",
    }
}

vocabulary! {
    /// What a fee hangs on.
    Service, "service" {
        /// 初診.
        InitialVisit = "initial-visit",
        /// 再診, 外来診療料 included.
        Revisit = "revisit",
        /// 調剤.
        Dispensing = "dispensing",
        /// 訪問診療.
        HomeVisit = "home-visit",
        /// 訪問看護.
        VisitingNursing = "visiting-nursing",
        /// 入院初日.
        Admission = "admission",
        /// 医学管理等 given by 情報通信機器.
        OnlineManagement = "online-management",
        /// 救急外来医学管理料.
        EmergencyVisit = "emergency-visit",
    }
}

vocabulary! {
    /// What a facility marks of a visit, as its day and its service do not show it.
    Mark, "mark" {
        /// 同じ日の2つ目の診療科.
        SecondDepartment = "second-department",
        /// 電話等による再診.
        Telephone = "telephone",
    }
}

vocabulary! {
    /// Which count a usage rate is taken from.
    UsageBasis, "basis" {
        /// レセプト件数ベース.
        Receipts = "receipts",
        /// オンライン資格確認件数ベース.
        Checks = "checks",
    }
}

vocabulary! {
    /// How sure a citation is.
    CitationBasis, "basis" {
        /// The text itself, read in full at that place.
        Official = "official",
        /// Official text seen in part, or in a transcription by others.
        Excerpt = "excerpt",
        /// Professional press, associations, vendors, published software.
        Secondary = "secondary",
        /// Follows from neighbouring official text.
        Inferred = "inferred",
    }
}

impl Schedule {
    /// Its bit in a set of schedules.
    #[must_use]
    pub fn bit(self) -> u8 {
        1 << self as u8
    }

    /// The services that the schedule has.
    #[must_use]
    pub fn services(self) -> &'static [Service] {
        match self {
            Self::Medical => &[
                Service::InitialVisit,
                Service::Revisit,
                Service::HomeVisit,
                Service::VisitingNursing,
                Service::Admission,
                Service::OnlineManagement,
                Service::EmergencyVisit,
            ],
            Self::Dental => &[Service::InitialVisit, Service::Revisit, Service::HomeVisit],
            Self::Dispensing => &[Service::Dispensing],
            Self::VisitingNursing => &[Service::VisitingNursing],
        }
    }
}

impl Service {
    /// Whether a facility can be asked how many such visits it has in a month, and not only how many patients.
    #[must_use]
    pub fn is_counted_by_visits(self) -> bool {
        self == Self::Revisit
    }
}

impl FacilityType {
    /// The schedules that the type can bill by, its default first.
    #[must_use]
    pub fn schedules(self) -> &'static [Schedule] {
        match self {
            Self::Hospital | Self::MedicalClinic => &[Schedule::Medical, Schedule::Dental],
            Self::DentalClinic => &[Schedule::Dental, Schedule::Medical],
            Self::Pharmacy => &[Schedule::Dispensing],
            Self::VisitingNursingStation => &[Schedule::VisitingNursing],
        }
    }
}
