//! The stable codes of findings: what people search for, and what a program that hands in a ruleset can tell apart.

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $id:literal,)+) => {
        /// The code of a finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $variant,)+
        }

        impl Code {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As it is written, such as `overlap`.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }
        }
    };
}

codes! {
    /// A file is not TOML.
    Syntax = "syntax",
    /// A key that its table does not have.
    UnknownKey = "unknown-key",
    /// A key that has to be there.
    MissingKey = "missing-key",
    /// A key that means nothing beside the others of its table.
    IdleKey = "idle-key",
    /// Two keys of which a table can have one.
    MixedKinds = "mixed-kinds",
    /// A value of another type.
    WrongType = "wrong-type",
    /// A percentage without its sign.
    WrongUnit = "wrong-unit",
    /// A number outside its range.
    OutOfRange = "out-of-range",
    /// No day of the calendar.
    BadDate = "bad-date",
    /// No month of the calendar.
    BadMonth = "bad-month",
    /// No version of three numbers.
    BadVersion = "bad-version",
    /// A publication by a document that dates nothing, or that came after the change.
    NotIssued = "not-issued",
    /// A source that was read and is younger than the day to which the law was compared.
    NotCompared = "not-compared",
    /// Not the form of an id.
    BadId = "bad-id",
    /// No web address.
    BadUrl = "bad-url",
    /// Not the form of a sha256.
    BadSha256 = "bad-sha256",
    /// A day that lies before one that it should follow.
    ReversedDates = "reversed-dates",
    /// A text without words.
    EmptyText = "empty-text",
    /// One thing twice in a list.
    DuplicateItem = "duplicate-item",
    /// Two things of one name.
    DuplicateId = "duplicate-id",
    /// None of the words of a closed list.
    UnknownWord = "unknown-word",
    /// A source that sources.toml does not have.
    UnknownSource = "unknown-source",
    /// A fact that facts.toml does not have.
    UnknownFact = "unknown-fact",
    /// A requirement that requirements.toml does not have.
    UnknownRequirement = "unknown-requirement",
    /// A reading that readings.toml does not have.
    UnknownReading = "unknown-reading",
    /// An alternative that its reading does not have.
    UnknownAlternative = "unknown-alternative",
    /// A rate that usage-rate.toml does not have.
    UnknownRate = "unknown-rate",
    /// An add-on that ruleset.toml does not list.
    UnknownAddOn = "unknown-add-on",
    /// A receipt code of other than nine digits.
    BadReceiptCode = "bad-receipt-code",
    /// A level that the add-on never has.
    UnknownLevel = "unknown-level",
    /// A figure that the fact does not declare.
    UnknownFigure = "unknown-figure",
    /// An add-on that is listed and lies in no folder.
    MissingAddOn = "missing-add-on",
    /// An add-on in a folder of another name.
    WrongFolder = "wrong-folder",
    /// A text that lacks a language, or a word that lacks a label.
    MissingLabel = "missing-label",
    /// A statement that does not say where it is written.
    MissingCitation = "missing-citation",
    /// A citation of what was not read.
    UnreadSource = "unread-source",
    /// A citation that claims to be surer than what was read.
    BasisTooStrong = "basis-too-strong",
    /// A quote of no words or of too many.
    QuoteLength = "quote-length",
    /// A quote that no line can hold.
    QuoteForm = "quote-form",
    /// A figure that no quote carries.
    FigureNotQuoted = "figure-not-quoted",
    /// A reason why no quote carries the figure, though one does.
    FigureQuoted = "figure-quoted",
    /// A figure in a text for people.
    FigureInText = "figure-in-text",
    /// A brace without its other half.
    StrayBrace = "stray-brace",
    /// A figure that no text names.
    UnusedFigure = "unused-figure",
    /// A fact that no rule reads.
    UnusedFact = "unused-fact",
    /// A requirement that no add-on has.
    UnusedRequirement = "unused-requirement",
    /// A rate that no rule compares.
    UnusedRate = "unused-rate",
    /// A rate within another condition.
    NestedRate = "nested-rate",
    /// A rule that asks for the answer that does not help.
    UnfavourableFact = "unfavourable-fact",
    /// More than the engine can hold.
    TooMany = "too-many",
    /// A rule without an end and without a review.
    OpenWithoutReview = "open-without-review",
    /// A service that the schedule does not have.
    ForeignService = "foreign-service",
    /// A schedule that the add-on does not have.
    ForeignSchedule = "foreign-schedule",
    /// Days on which the add-on does not exist.
    OutsideLife = "outside-life",
    /// A level that does not exist on these days.
    AbsentLevel = "absent-level",
    /// Days that no arm speaks of.
    Gap = "gap",
    /// Days that two arms speak of.
    Overlap = "overlap",
    /// A beginning or an end that is none.
    NeedlessFlag = "needless-flag",
    /// A measure that lasts longer than what it eases.
    OutsideRequirement = "outside-requirement",
    /// A transitional measure that eases nothing.
    DeadDeemed = "dead-deemed",
    /// An exception that lets nobody through.
    DeadException = "dead-exception",
    /// An exception that compares something else than the rule.
    ForeignException = "foreign-exception",
    /// A level without a number beside others.
    UnnumberedLevel = "unnumbered-level",
    /// A level that is never claimed.
    UnreachableLevel = "unreachable-level",
    /// Levels whose amounts or requirements are out of order.
    NotMonotone = "not-monotone",
    /// A declaration of what is not so.
    NeedlessOrder = "needless-order",
    /// Points and yen beside each other.
    MixedUnits = "mixed-units",
    /// Two fees that count different things as the card.
    CardMismatch = "card-mismatch",
    /// A receipt code that would name more than one fee.
    AmbiguousReceiptCode = "ambiguous-receipt-code",
    /// A receipt code on days without the fee that it names.
    CodeWithoutFee = "code-without-fee",
    /// A symbol that the lists of accepted filings could not be read by.
    AmbiguousSymbol = "ambiguous-symbol",
    /// A symbol of a filing on days on which none is required.
    SymbolWithoutFiling = "symbol-without-filing",
    /// A filing that cannot be carried over.
    DeadCarryOver = "dead-carry-over",
    /// A loss by a filing that nobody makes.
    DeadLoss = "dead-loss",
    /// A loss for a service whose visits nobody counts.
    UncountedService = "uncounted-service",
    /// A type of facility that does not bill by the schedule.
    ForeignType = "foreign-type",
    /// An add-on that is not replaced on the day after.
    BrokenSuccession = "broken-succession",
    /// A reading whose arms and whose description differ.
    UnmodelledReading = "unmodelled-reading",
    /// Months of a window that do not go further back each.
    MonthsOutOfOrder = "months-out-of-order",
    /// A rate for which no months count.
    RateWithoutMonths = "rate-without-months",
    /// A window for a rate that nothing compares.
    DeadWindow = "dead-window",
    /// A correction of months that do not count.
    DeadCorrection = "dead-correction",
    /// An exclusion of what does not exist beside each other.
    DeadExclusion = "dead-exclusion",
    /// Two exclusions of which each drops what the other keeps.
    CircularExclusion = "circular-exclusion",
    /// A wording in which nobody is asked.
    DeadWording = "dead-wording",
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}
