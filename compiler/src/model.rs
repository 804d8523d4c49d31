//! The rules as data: what the files under `rules/` say, with every name resolved and every text interned.
//!
//! The model is the whole interface between the people who write rules and the engine: it holds no answer, and the engine
//! holds no figure. Indices are those of the lists in [`Model`]; the reader and the linter have checked them all.

use std::fmt;

use serde::Serialize;

use crate::compact::{Compact, Cursor, write_number};
use crate::date::{Day, Month};
use crate::rate::Rate;
use crate::vocabulary::{CitationBasis, FacilityType, Mark, Schedule, Service, UsageBasis};

/// Everything that the rule files say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Every text, once.
    pub strings: Strings,
    /// The version that the people who keep the rules gave them.
    pub version: Str,
    /// The day to which they compared the law with its sources, of which nothing younger was found.
    pub checked_to: Option<Day>,
    /// Labels of the fixed vocabulary.
    pub labels: Labels,
    /// The documents that are cited.
    pub sources: Vec<Source>,
    /// What a facility says about itself.
    pub facts: Vec<Fact>,
    /// The names of the facility standards.
    pub requirements: Vec<Requirement>,
    /// Where the law can be read in more than one way.
    pub readings: Vec<Reading>,
    /// Rates of use that requirements compare with a threshold.
    pub rates: Vec<RateKind>,
    /// Which months' rates count.
    pub windows: Vec<Window>,
    /// How a measured rate may be corrected.
    pub corrections: Vec<Correction>,
    /// What is not claimed beside what.
    pub exclusions: Vec<Exclusion>,
    /// By which documents changes were published whose own citations are later.
    pub publications: Vec<Publication>,
    /// The add-ons, in the order in which answers list them.
    pub add_ons: Vec<AddOn>,
}

/// The index of a text in [`Strings`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Str(pub u16);

/// Every text of the rules, once, end to end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strings {
    text: String,
    ends: Vec<usize>,
}

/// A text for people, in both languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text {
    /// Japanese.
    pub ja: Str,
    /// English.
    pub en: Str,
}

/// The labels of what the contract fixes, each in the order of its enum.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    /// 点数表.
    pub schedules: Vec<Text>,
    /// Types of facility.
    pub types: Vec<Text>,
    /// What a fee hangs on; `None` for a service that the rules neither label nor name.
    pub services: Vec<Option<Text>>,
    /// The bases of a usage rate.
    pub usage_bases: Vec<Text>,
    /// How sure a citation is.
    pub citation_bases: Vec<Text>,
}

/// A document.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The id that citations use.
    pub id: Str,
    /// 告示, 通知, 疑義解釈 …
    pub kind: Str,
    /// The title, or a description in square brackets.
    pub title: Str,
    /// The document's number.
    pub number: Option<Str>,
    /// The day of issue, or what is known of it.
    pub issued: Option<Str>,
    /// The official address.
    pub url: Option<Str>,
    /// Whether it restates law that was in force before it, so that its day of issue does not date that law.
    pub restates: bool,
    /// How much of it was read.
    pub read: Read,
}

/// How much of a source was read, which bounds what may be cited to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Read {
    /// The parts that matter, word for word.
    Full,
    /// Excerpts, or a transcription by others.
    Part,
    /// Nothing: it is known to exist.
    None,
}

/// Where a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Citation {
    /// The index of the source.
    pub source: u16,
    /// The place in it.
    pub at: Str,
    /// How sure it is.
    pub basis: CitationBasis,
    /// The words that carry the figure.
    pub quote: Option<Str>,
}

/// What a facility says about itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The id that callers use.
    pub id: Str,
    /// Yes or no, or a ratio.
    pub kind: FactKind,
    /// The answer that helps; of a ratio always the larger one.
    pub favourable: bool,
    /// What a facility can do to bring about the favourable answer.
    pub remedy: RemedyKind,
    /// The words to ask it with, unless a wording says otherwise.
    pub words: Words,
    /// Other words for some schedules or days.
    pub wordings: Vec<Wording>,
    /// Where its meaning and its figures are.
    pub cites: Vec<Citation>,
    /// Where it was read.
    pub place: PlaceId,
}

/// The kind of a fact's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// `true`, `false`, or true on some days.
    Boolean,
    /// Parts of a whole, or a percentage.
    Ratio,
}

/// What a facility can do about a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemedyKind {
    /// At once, such as putting up a notice.
    AtOnce,
    /// By filing or applying.
    Filing,
    /// By buying and introducing something.
    Purchase,
    /// Only gradually, such as by more patients who use the card.
    Gradual,
    /// Not at all.
    None,
}

/// The words to ask a fact with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Its name.
    pub label: Text,
    /// The question.
    pub question: Text,
    /// What counts and what does not.
    pub help: Text,
    /// Where to look.
    pub evidence: Text,
    /// What to do about it.
    pub action: Text,
}

/// Words for some schedules and days.
#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    /// For which schedules.
    pub schedules: Schedules,
    /// From which day; always, when left out.
    pub from: Option<Day>,
    /// To which day.
    pub until: Option<Day>,
    /// The words.
    pub words: Words,
    /// Where they come from.
    pub cites: Vec<Citation>,
    /// Where it was read.
    pub place: PlaceId,
}

/// A facility standard's name (施設基準).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Requirement {
    /// The id in answers.
    pub id: Str,
    /// Its label.
    pub label: Text,
    /// Where it was read.
    pub place: PlaceId,
}

/// A place where the law can be read in more than one way.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// `C1` …
    pub id: Str,
    /// What is unclear.
    pub question: Text,
    /// What the rules do.
    pub default: Text,
    /// What else the text might mean.
    pub alternatives: Vec<Alternative>,
    /// What would settle it.
    pub settled_by: Text,
    /// Where both sides are.
    pub cites: Vec<Citation>,
    /// Where it was read.
    pub place: PlaceId,
}

/// Another reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alternative {
    /// Its id within the reading.
    pub id: Str,
    /// What it says.
    pub text: Text,
    /// Whether arms state it, so that an answer under it can be computed.
    pub modelled: bool,
    /// Where it was read.
    pub place: PlaceId,
}

/// One alternative of one reading, by their indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AlternativeId {
    /// The index of the reading.
    pub reading: u8,
    /// The index of its alternative.
    pub alternative: u8,
}

/// A rate of use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateKind {
    /// Its id.
    pub id: Str,
    /// Its label.
    pub label: Text,
    /// Where it was read.
    pub place: PlaceId,
}

/// What every dated statement of the law has.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    /// The 点数表 for which it is stated.
    pub schedules: Schedules,
    /// The first day.
    pub from: Day,
    /// The last day; open when left out.
    pub until: Option<Day>,
    /// Where it is written.
    pub cites: Vec<Citation>,
    /// The readings whose default it rests on.
    pub doubt: Vec<u8>,
    /// The alternative under which alone it holds.
    pub only_under: Option<AlternativeId>,
    /// The alternatives under which it does not hold.
    pub not_under: Vec<AlternativeId>,
    /// Where it was read.
    pub place: PlaceId,
}

/// The index of the first of the places of one thing in [`crate::load::Loaded::places`]; of a dated statement they are the
/// statement itself, its `from`, its `until` (or again its `from`), its `schedules`, and what it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlaceId(pub u32);

/// Which measured months count for the claims of some days.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// When and where it holds.
    pub arm: Arm,
    /// The index of the rate.
    pub rate: u8,
    /// Which figure.
    pub basis: UsageBasis,
    /// The months before the claim month that count, the ordinary one first.
    pub months_back: Vec<u8>,
}

/// How the rate of a measured month may be corrected.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// When and where it holds.
    pub arm: Arm,
    /// The index of the rate.
    pub rate: u8,
    /// Which figure.
    pub basis: UsageBasis,
    /// How.
    pub kind: CorrectionKind,
    /// The last month measured that may be corrected.
    pub measured_until: Month,
}

/// The two forms of the home-care correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorrectionKind {
    /// The share of claims of the home-care add-on is added to the rate.
    AddClaims,
    /// Receipts of home care are taken off the denominator.
    SubtractReceipts,
}

/// What is not claimed beside what, for one patient in one calendar month.
#[derive(Clone, Debug, PartialEq)]
pub struct Exclusion {
    /// When and where it holds.
    pub arm: Arm,
    /// Its id.
    pub id: Str,
    /// What it bars.
    pub kind: ExclusionKind,
}

/// By which document the changes of a day were published.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Publication {
    /// The day on which they take effect: the first of what begins, the one after the last of what ends.
    pub changes_on: Day,
    /// The index of the source.
    pub source: u16,
    /// Where it was read.
    pub place: PlaceId,
}

/// The four forms of an exclusion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExclusionKind {
    /// One add-on is dropped where one of the others is claimed.
    Drops {
        /// The add-on that is dropped.
        dropped: u8,
        /// The add-ons that bar it.
        barred_by: Vec<u8>,
    },
    /// Each bars the others; the first by date is kept.
    Mutual {
        /// The add-ons.
        add_ons: Vec<u8>,
    },
    /// Two services' fees of one add-on bar each other; the first by date is kept.
    Between {
        /// The add-on.
        add_on: u8,
        /// The services.
        services: Vec<Service>,
    },
    /// On a visit with the mark, fees of some services are not claimed, whatever else is.
    Marked {
        /// The mark.
        mark: Mark,
        /// The add-ons.
        add_ons: Vec<u8>,
        /// The services.
        services: Vec<Service>,
    },
}

/// An add-on (加算).
#[derive(Clone, Debug, PartialEq)]
pub struct AddOn {
    /// The id in answers.
    pub id: Str,
    /// What it is in each 点数表.
    pub schedules: Vec<AddOnSchedule>,
    /// Its levels (区分).
    pub levels: Vec<Level>,
    /// Its fees.
    pub fees: Vec<Fee>,
    /// The codes of its fees on receipts (レセプト).
    pub codes: Vec<ReceiptCode>,
    /// Its facility standards.
    pub requires: Vec<Require>,
    /// Its transitional measures (経過措置).
    pub deemed: Vec<Deemed>,
    /// Its exceptions (特例).
    pub excepts: Vec<Except>,
    /// Whether it has to be filed (届出).
    pub filings: Vec<Filing>,
    /// Under which symbols accepted filings are listed (受理記号).
    pub symbols: Vec<Symbol>,
    /// Which filings support which levels.
    pub supports: Vec<Support>,
    /// Which filings of other add-ons count.
    pub carry_overs: Vec<CarryOver>,
    /// What whoever has filed it cannot claim any more.
    pub losses: Vec<Loss>,
    /// Neighbouring levels that are declared not to be monotone.
    pub orders: Vec<Order>,
}

/// An add-on in one 点数表.
#[derive(Clone, Debug, PartialEq)]
pub struct AddOnSchedule {
    /// The 点数表.
    pub schedule: Schedule,
    /// Its name there.
    pub name: Text,
    /// The service whose fee ranks the levels.
    pub main_service: Service,
    /// The first day.
    pub from: Day,
    /// The last day; open when left out.
    pub until: Option<Day>,
    /// The day past which an open rule is to be checked against newer texts.
    pub review_by: Option<Day>,
    /// The add-on that replaces it.
    pub succeeded_by: Option<u8>,
    /// Where it is written.
    pub cites: Vec<Citation>,
    /// Where it was read.
    pub place: PlaceId,
}

/// A level (区分).
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// When and where it exists.
    pub arm: Arm,
    /// `single`, `1` …
    pub id: Str,
    /// Its name.
    pub name: Text,
}

/// A fee.
#[derive(Clone, Debug, PartialEq)]
pub struct Fee {
    /// When and where it holds.
    pub arm: Arm,
    /// The level's id.
    pub level: Str,
    /// What it hangs on.
    pub service: Service,
    /// The amount.
    pub amount: u32,
    /// Points or yen.
    pub unit: Unit,
    /// How often.
    pub per: Frequency,
    /// Whether it depends on the card.
    pub when: Option<CardFee>,
    /// The item of the fee schedule.
    pub item: Str,
}

/// The unit of a fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// 点.
    Points,
    /// 円.
    Yen,
}

/// How often a fee may be claimed for a patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Frequency {
    /// Once in so many calendar months.
    Months(u8),
    /// Once in so many admissions.
    Admissions(u8),
}

/// A fee that depends on whether the card was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardFee {
    /// Whether it is the fee with the card or the one without.
    pub with_card: bool,
    /// Whether information from another institution counts like the card.
    pub referral_counts: bool,
}

/// The code of a fee on receipts (診療行為コード), as the masters of the payment fund have it on some days.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceiptCode {
    /// When and where it means that fee.
    pub arm: Arm,
    /// Of which levels' fee.
    pub levels: Levels,
    /// What the fee hangs on.
    pub service: Service,
    /// Of two fees that depend on the card, which.
    pub with_card: Option<bool>,
    /// The item inside which alone it is used; any, when left out.
    pub within: Option<Text>,
    /// Its nine digits.
    pub code: Str,
    /// Its name in the master.
    pub name: Str,
}

/// A facility standard of some levels.
#[derive(Clone, Debug, PartialEq)]
pub struct Require {
    /// When and where it holds.
    pub arm: Arm,
    /// The index of the requirement.
    pub requirement: u8,
    /// For which levels.
    pub levels: Levels,
    /// What satisfies it.
    pub when: Condition,
    /// It begins here, though the level is older.
    pub begins: bool,
    /// It ends here, though the level goes on.
    pub ceases: bool,
}

/// A transitional measure (経過措置): the standard is met whatever the facts say.
#[derive(Clone, Debug, PartialEq)]
pub struct Deemed {
    /// When and where it holds.
    pub arm: Arm,
    /// The index of the requirement.
    pub requirement: u8,
    /// For which levels.
    pub levels: Levels,
}

/// An exception (特例): the standard is met also in another way, by those who satisfy a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Except {
    /// When and where it holds.
    pub arm: Arm,
    /// The index of the requirement.
    pub requirement: u8,
    /// For which levels.
    pub levels: Levels,
    /// Its name.
    pub name: Text,
    /// Who may use it.
    pub applies_if: Condition,
    /// What then satisfies the standard.
    pub when: Condition,
}

/// Whether a filing (届出) is needed.
#[derive(Clone, Debug, PartialEq)]
pub struct Filing {
    /// When and where it holds.
    pub arm: Arm,
    /// Whether.
    pub required: bool,
    /// The form.
    pub form: Option<Str>,
}

/// The symbol (受理記号) under which the lists of the regional bureaus print an accepted filing.
#[derive(Clone, Debug, PartialEq)]
pub struct Symbol {
    /// When and where it is used.
    pub arm: Arm,
    /// The levels whose filing it names; any, where the lists tell none apart or the level is not known.
    pub levels: Levels,
    /// As it is printed.
    pub symbol: Str,
}

/// Levels that only a filing from some day on supports.
#[derive(Clone, Debug, PartialEq)]
pub struct Support {
    /// When and where it holds.
    pub arm: Arm,
    /// For which levels.
    pub levels: Levels,
    /// The first day from which the filing may count.
    pub filed_from: Day,
}

/// A filing of another add-on that counts for this one.
#[derive(Clone, Debug, PartialEq)]
pub struct CarryOver {
    /// When and where it holds.
    pub arm: Arm,
    /// The other add-on.
    pub from_add_on: u8,
    /// The day on which its filing has to count.
    pub counting_on: Day,
}

/// A fee beside the add-on's own that whoever has filed the add-on cannot claim any more, whichever level is met.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    /// When and where it holds.
    pub arm: Arm,
    /// The types of facility that could claim the fee.
    pub types: Vec<FacilityType>,
    /// The name of the fee.
    pub name: Text,
    /// The service for each of which it could be claimed, however often a patient comes.
    pub service: Service,
    /// The amount of each.
    pub amount: u32,
    /// Its unit.
    pub unit: Unit,
    /// The item of the fee schedule.
    pub item: Str,
}

/// Neighbouring levels that are declared not to be monotone.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// When and where.
    pub arm: Arm,
    /// The two levels.
    pub levels: [Str; 2],
    /// The amounts rise from the first to the second.
    pub amount: bool,
    /// The second asks for something that the first does not.
    pub requirements: bool,
    /// Why.
    pub reason: Text,
}

/// Some levels, or all that exist.
#[derive(Clone, Debug, PartialEq)]
pub enum Levels {
    /// All that exist.
    All,
    /// Those with these ids.
    Some(Vec<Str>),
}

/// What satisfies a standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A fact, answered `true`.
    Fact(u8),
    /// A fact, answered `false`.
    Not(u8),
    /// All of these.
    All(Vec<Condition>),
    /// One of these.
    Any(Vec<Condition>),
    /// At least so many of these.
    AtLeast(u8, Vec<Condition>),
    /// A usage rate of at least the threshold.
    Rate(u8, Rate),
    /// A ratio fact of at least the threshold.
    Ratio(u8, Rate),
}

/// A set of 点数表.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Schedules(u8);

impl Compact for Schedules {
    fn read(from: &mut Cursor<'_>) -> Self {
        Self(from.byte())
    }

    fn write(&self, into: &mut Vec<u8>) {
        into.push(self.0);
    }
}

impl Schedules {
    /// With one more.
    #[must_use]
    pub fn with(self, schedule: Schedule) -> Self {
        Self(self.0 | schedule.bit())
    }

    /// Whether it is among them.
    #[must_use]
    pub fn contains(self, schedule: Schedule) -> bool {
        self.0 & schedule.bit() != 0
    }

    /// Each of them, in the order of the contract.
    pub fn iter(self) -> impl Iterator<Item = Schedule> {
        Schedule::ALL.iter().copied().filter(move |schedule| self.contains(*schedule))
    }
}

impl Arm {
    /// Whether it holds on `day` for `schedule` under the reading.
    #[must_use]
    pub fn holds(&self, schedule: Schedule, day: Day, under: Option<AlternativeId>) -> bool {
        self.schedules.contains(schedule) && self.covers(day) && self.is_read(under)
    }

    /// Whether `day` lies within it.
    #[must_use]
    pub fn covers(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it belongs to the law as read.
    #[must_use]
    pub fn is_read(&self, under: Option<AlternativeId>) -> bool {
        match under {
            None => self.only_under.is_none(),
            Some(alternative) => {
                self.only_under.is_none_or(|only| only == alternative) && !self.not_under.contains(&alternative)
            }
        }
    }
}

impl ReceiptCode {
    /// Whether it is one of the fee's, on the days and in the 点数表 that it has in common with it.
    #[must_use]
    pub fn is_of(&self, fee: &Fee) -> bool {
        self.levels.contains(fee.level)
            && self.service == fee.service
            && self.with_card == fee.when.map(|when| when.with_card)
    }
}

impl Levels {
    /// Whether the level is among them.
    #[must_use]
    pub fn contains(&self, level: Str) -> bool {
        match self {
            Self::All => true,
            Self::Some(levels) => levels.contains(&level),
        }
    }
}

impl Loss {
    /// What is lost, and by whom: `1 points for each revisit, by medical-clinic, dental-clinic`.
    #[must_use]
    pub fn says(&self) -> String {
        let types = self.types.iter().map(|of| of.id()).collect::<Vec<_>>().join(", ");
        format!("{} {} for each {}, by {types}", self.amount, self.unit, self.service)
    }
}

impl Condition {
    /// Calls `visit` for every leaf.
    pub fn leaves<'c>(&'c self, visit: &mut impl FnMut(&'c Condition)) {
        match self {
            Self::Fact(_) | Self::Not(_) | Self::Rate(..) | Self::Ratio(..) => visit(self),
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(_, parts) => {
                for part in parts {
                    part.leaves(visit);
                }
            }
        }
    }
}

impl Strings {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    /// The text.
    #[must_use]
    pub fn get(&self, index: Str) -> &str {
        let end = |index: usize| self.ends.get(index).copied();
        let start = usize::from(index.0).checked_sub(1).map_or(Some(0), end);
        let range = start.zip(end(usize::from(index.0)));
        // INVARIANT: every index was given out by `Interner`; a foreign one reads as empty.
        range.and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }
}

/// Ends each text of the compiled form, which packs better than a list of lengths. No text holds the byte, whatever it says.
const END: u8 = 0xFF;

impl Compact for Strings {
    fn read(from: &mut Cursor<'_>) -> Self {
        let mut strings = Self::default();
        for text in from.bytes().split_inclusive(|byte| *byte == END) {
            match text.strip_suffix(&[END]).and_then(|text| std::str::from_utf8(text).ok()) {
                Some(text) => strings.push(text),
                None => from.fail(),
            }
        }
        strings
    }

    fn write(&self, into: &mut Vec<u8>) {
        write_number((self.text.len() + self.ends.len()) as u64, into);
        for index in 0..self.ends.len() {
            into.extend(u16::try_from(index).map_or("", |index| self.get(Str(index))).bytes());
            into.push(END);
        }
    }
}

/// Gives every different text one index.
#[derive(Debug, Default)]
pub struct Interner {
    strings: Strings,
    /// The indices in the order of their texts.
    known: Vec<Str>,
}

impl Interner {
    /// The index of the text; `None` when there are more texts than indices.
    pub fn intern(&mut self, text: &str) -> Option<Str> {
        let place = match self.known.binary_search_by(|known| self.strings.get(*known).cmp(text)) {
            Ok(place) => return self.known.get(place).copied(),
            Err(place) => place,
        };
        let index = Str(u16::try_from(self.strings.ends.len()).ok()?);
        self.strings.push(text);
        self.known.insert(place, index);
        Some(index)
    }

    /// The texts.
    #[must_use]
    pub fn finish(self) -> Strings {
        self.strings
    }
}

impl AddOn {
    /// Calls `visit` for every dated statement of it.
    pub fn arms<'m>(&'m self, visit: &mut impl FnMut(&'m Arm)) {
        self.levels.iter().for_each(|level| visit(&level.arm));
        self.fees.iter().for_each(|fee| visit(&fee.arm));
        self.codes.iter().for_each(|code| visit(&code.arm));
        self.requires.iter().for_each(|require| visit(&require.arm));
        self.deemed.iter().for_each(|deemed| visit(&deemed.arm));
        self.excepts.iter().for_each(|except| visit(&except.arm));
        self.filings.iter().for_each(|filing| visit(&filing.arm));
        self.symbols.iter().for_each(|symbol| visit(&symbol.arm));
        self.supports.iter().for_each(|support| visit(&support.arm));
        self.carry_overs.iter().for_each(|carry_over| visit(&carry_over.arm));
        self.losses.iter().for_each(|loss| visit(&loss.arm));
        self.orders.iter().for_each(|order| visit(&order.arm));
    }

    /// What it is in a 点数表.
    #[must_use]
    pub fn in_schedule(&self, schedule: Schedule) -> Option<&AddOnSchedule> {
        self.schedules.iter().find(|life| life.schedule == schedule)
    }
}

impl Model {
    /// The text of an index.
    #[must_use]
    pub fn str(&self, index: Str) -> &str {
        self.strings.get(index)
    }

    /// The index of an add-on's id.
    #[must_use]
    pub fn add_on(&self, id: &str) -> Option<usize> {
        self.add_ons.iter().position(|add_on| self.str(add_on.id) == id)
    }

    /// The index of a fact's id.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<usize> {
        self.facts.iter().position(|fact| self.str(fact.id) == id)
    }

    /// Calls `visit` for every dated statement.
    pub fn arms<'m>(&'m self, visit: &mut impl FnMut(&'m Arm)) {
        self.windows.iter().for_each(|window| visit(&window.arm));
        self.corrections.iter().for_each(|correction| visit(&correction.arm));
        self.exclusions.iter().for_each(|exclusion| visit(&exclusion.arm));
        self.add_ons.iter().for_each(|add_on| add_on.arms(visit));
    }

    /// Every alternative reading that arms state.
    pub fn modelled_alternatives(&self) -> impl Iterator<Item = AlternativeId> + '_ {
        (0_u8..).zip(&self.readings).flat_map(|(reading, entry)| {
            (0_u8..)
                .zip(&entry.alternatives)
                .filter(|(_, alternative)| alternative.modelled)
                .map(move |(alternative, _)| AlternativeId { reading, alternative })
        })
    }

    /// `C2/m-3-only`, as the rule files write it.
    #[must_use]
    pub fn alternative_name(&self, id: AlternativeId) -> String {
        let reading = self.readings.get(usize::from(id.reading));
        let alternative = reading.and_then(|reading| reading.alternatives.get(usize::from(id.alternative)));
        match (reading, alternative) {
            (Some(reading), Some(alternative)) => {
                format!("{}/{}", self.str(reading.id), self.str(alternative.id))
            }
            _ => String::new(),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Points => "points",
            Self::Yen => "yen",
        })
    }
}
