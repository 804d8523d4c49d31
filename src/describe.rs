//! The rules described to callers: add-ons, facts, sources, readings, and the ruleset as a whole.

use dx_kasan_rules::date::Day;
use dx_kasan_rules::model::{self, FactKind, Frequency, Levels, Model, RemedyKind, Schedules};
use dx_kasan_rules::sort;
use dx_kasan_rules::vocabulary::{FacilityType, Schedule, Service, Vocabulary};
use serde::Serialize;

use crate::assessment::{Citation, Text, Validity, cited, doubts};
use crate::ruleset::Ruleset;

/// An add-on of the rules.
#[derive(Clone, Debug, Serialize)]
pub struct AddOnDescription<'r> {
    /// Its id.
    pub id: &'r str,
    /// What it is in each 点数表.
    pub schedules: Vec<InSchedule<'r>>,
}

/// An add-on in one 点数表.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InSchedule<'r> {
    /// The 点数表.
    pub schedule: Schedule,
    /// Its name there.
    pub name: Text<'r>,
    /// The service whose fee ranks its levels.
    pub main_service: Service,
    /// When it is in force.
    pub validity: Validity<'r>,
    /// The services that any of its fees hangs on.
    pub services: Vec<Service>,
    /// What is to be filed, over time.
    pub filings: Vec<FilingRule<'r>>,
    /// Under which symbols accepted filings are listed, over time.
    pub symbols: Vec<FilingSymbol<'r>>,
    /// Its levels, over time.
    pub levels: Vec<LevelDescription<'r>>,
    /// Where it is written.
    pub citations: Vec<Citation<'r>>,
}

/// Whether a filing is needed, for some days.
#[derive(Clone, Debug, Serialize)]
pub struct FilingRule<'r> {
    /// Whether.
    pub required: bool,
    /// The form, where it is known.
    pub form: Option<&'r str>,
    /// The first day.
    pub from: Day,
    /// The last day; open when `None`.
    pub until: Option<Day>,
    /// Where it is written.
    pub citations: Vec<Citation<'r>>,
    /// The conflicting readings on whose default it rests.
    pub doubts: Vec<&'r str>,
}

/// The symbol (受理記号) under which the lists of the regional bureaus print an accepted filing, for some days.
#[derive(Clone, Debug, Serialize)]
pub struct FilingSymbol<'r> {
    /// As it is printed.
    pub symbol: &'r str,
    /// The levels whose filing it names; `None`: any of them.
    pub levels: Option<Vec<&'r str>>,
    /// The first day.
    pub from: Day,
    /// The last day; open when `None`.
    pub until: Option<Day>,
    /// Where it is written.
    pub citations: Vec<Citation<'r>>,
}

/// A level of an add-on.
#[derive(Clone, Debug, Serialize)]
pub struct LevelDescription<'r> {
    /// Its id.
    pub id: &'r str,
    /// Its name.
    pub name: Text<'r>,
    /// The first day.
    pub from: Day,
    /// The last day; open when `None`.
    pub until: Option<Day>,
}

/// A fact of the rules, with the words to ask it.
#[derive(Clone, Debug, Serialize)]
pub struct FactDescription<'r> {
    /// Its id.
    pub id: &'r str,
    /// Yes or no, or a ratio.
    pub kind: FactKind,
    /// The answer that helps; `None` for a ratio, of which more is better.
    pub favourable: Option<bool>,
    /// What a facility can do to bring it about.
    pub remedy: RemedyKind,
    /// The words.
    #[serde(flatten)]
    pub words: WordsDescription<'r>,
    /// Where its meaning is.
    pub citations: Vec<Citation<'r>>,
    /// Other words for some 点数表 and days.
    pub wordings: Vec<WordingDescription<'r>>,
}

/// The words to ask a fact.
#[derive(Clone, Debug, Serialize)]
pub struct WordsDescription<'r> {
    /// Its name.
    pub label: Text<'r>,
    /// The question.
    pub question: Text<'r>,
    /// What counts and what does not.
    pub help: Text<'r>,
    /// Where to look.
    pub evidence: Text<'r>,
    /// What to do about it.
    pub action: Text<'r>,
}

/// The words for some 点数表 and days.
#[derive(Clone, Debug, Serialize)]
pub struct WordingDescription<'r> {
    /// The 点数表.
    pub schedules: Vec<Schedule>,
    /// The first day; any when `None`.
    pub from: Option<Day>,
    /// The last day; any when `None`.
    pub until: Option<Day>,
    /// The words.
    #[serde(flatten)]
    pub words: WordsDescription<'r>,
    /// Where they come from.
    pub citations: Vec<Citation<'r>>,
}

/// A document that citations name.
#[derive(Clone, Debug, Serialize)]
pub struct SourceDescription<'r> {
    /// Its id.
    pub id: &'r str,
    /// 告示, 通知, 疑義解釈 …
    pub kind: &'r str,
    /// Its title, or a description in square brackets.
    pub title: &'r str,
    /// Its number.
    pub number: Option<&'r str>,
    /// The day of issue, or what is known of it.
    pub issued: Option<&'r str>,
    /// The official address, where it is known.
    pub url: Option<&'r str>,
    /// How much of it was read.
    pub read: model::Read,
}

/// A place where the law can be read in more than one way.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadingDescription<'r> {
    /// Its id.
    pub id: &'r str,
    /// What is unclear.
    pub question: Text<'r>,
    /// What the rules do.
    pub default: Text<'r>,
    /// What would settle it.
    pub settled_by: Text<'r>,
    /// What else the text might mean.
    pub alternatives: Vec<AlternativeDescription<'r>>,
    /// Where both sides are.
    pub citations: Vec<Citation<'r>>,
}

/// Another reading.
#[derive(Clone, Debug, Serialize)]
pub struct AlternativeDescription<'r> {
    /// Its id within the reading.
    pub id: &'r str,
    /// What it says.
    pub text: Text<'r>,
    /// Whether an answer under it can be computed.
    pub modelled: bool,
}

/// The ruleset as a whole.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RulesInfo<'r> {
    /// The version that the keepers of the rules gave them.
    pub version: &'r str,
    /// The day to which they compared the law with its sources; `None` where the rules do not say. A law that came later is in no
    /// answer, whatever day is asked about.
    pub checked_to: Option<Day>,
    /// The sha256 of their compiled form.
    pub sha256: &'r str,
    /// The version of this program.
    pub engine: &'static str,
    /// The first day on which any rule is in force.
    pub from: Option<Day>,
    /// The days on which something changes for some facility.
    pub changes: Vec<Day>,
    /// The 点数表.
    pub schedules: Vec<Labelled<'r>>,
    /// The types of facility, each with its 点数表, the default first.
    pub types: Vec<TypeDescription<'r>>,
    /// What a fee hangs on, as far as the rules label it.
    pub services: Vec<ServiceDescription<'r>>,
    /// The bases of a usage rate.
    pub bases: Vec<Labelled<'r>>,
    /// How sure a citation is.
    pub citation_bases: Vec<Labelled<'r>>,
    /// The facility standards.
    pub requirements: Vec<Labelled<'r>>,
}

/// A word with its label.
#[derive(Clone, Debug, Serialize)]
pub struct Labelled<'r> {
    /// The word.
    pub id: &'r str,
    /// Its label.
    pub label: Text<'r>,
}

/// What a fee hangs on.
#[derive(Clone, Debug, Serialize)]
pub struct ServiceDescription<'r> {
    /// Its id.
    pub id: &'static str,
    /// Its label.
    pub label: Text<'r>,
    /// What a month's number of it counts, as in a [`Volume`](crate::Volume).
    pub counted: CountOf,
}

/// What a month's number of a service counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountOf {
    /// Patients who have at least one such visit in the month.
    Patients,
    /// Admissions, each by itself.
    Admissions,
}

/// A type of facility.
#[derive(Clone, Debug, Serialize)]
pub struct TypeDescription<'r> {
    /// Its id.
    pub id: &'static str,
    /// Its label.
    pub label: Text<'r>,
    /// The 点数表 by which it can bill, the default first.
    pub schedules: &'static [Schedule],
}

impl Ruleset {
    /// The add-ons, in the order in which answers list them.
    #[must_use]
    pub fn add_ons(&self) -> Vec<AddOnDescription<'_>> {
        let model = self.model();
        model
            .add_ons
            .iter()
            .map(|add_on| AddOnDescription {
                id: model.str(add_on.id),
                schedules: add_on.schedules.iter().map(|life| self.in_schedule(add_on, life)).collect(),
            })
            .collect()
    }

    fn in_schedule<'r>(&'r self, add_on: &'r model::AddOn, life: &'r model::AddOnSchedule) -> InSchedule<'r> {
        let model = self.model();
        let here = |arm: &model::Arm| arm.schedules.contains(life.schedule) && arm.is_read(None);
        let fees = add_on.fees.iter().filter(|fee| here(&fee.arm));
        let levels = add_on.levels.iter().filter(|level| here(&level.arm));
        InSchedule {
            schedule: life.schedule,
            name: Text::of(model, life.name),
            main_service: life.main_service,
            validity: self.validity(life),
            services: sort::once(fees.map(|fee| fee.service).collect()),
            filings: add_on
                .filings
                .iter()
                .filter(|filing| here(&filing.arm))
                .map(|filing| filing_rule(model, filing))
                .collect(),
            symbols: add_on
                .symbols
                .iter()
                .filter(|symbol| here(&symbol.arm))
                .map(|symbol| filing_symbol(model, symbol))
                .collect(),
            levels: levels
                .map(|level| LevelDescription {
                    id: model.str(level.id),
                    name: Text::of(model, level.name),
                    from: level.arm.from,
                    until: level.arm.until,
                })
                .collect(),
            citations: cited(model, &life.cites).collect(),
        }
    }

    /// The facts, in the order of the rules.
    #[must_use]
    pub fn facts(&self) -> Vec<FactDescription<'_>> {
        let model = self.model();
        model
            .facts
            .iter()
            .map(|fact| FactDescription {
                id: model.str(fact.id),
                kind: fact.kind,
                favourable: (fact.kind == FactKind::Boolean).then_some(fact.favourable),
                remedy: fact.remedy,
                words: words(model, &fact.words),
                citations: cited(model, &fact.cites).collect(),
                wordings: fact
                    .wordings
                    .iter()
                    .map(|wording| WordingDescription {
                        schedules: all_of(wording.schedules),
                        from: wording.from,
                        until: wording.until,
                        words: words(model, &wording.words),
                        citations: cited(model, &wording.cites).collect(),
                    })
                    .collect(),
            })
            .collect()
    }

    /// The documents that citations name.
    #[must_use]
    pub fn sources(&self) -> Vec<SourceDescription<'_>> {
        let model = self.model();
        let text = |text: Option<model::Str>| text.map(|text| model.str(text));
        model
            .sources
            .iter()
            .map(|source| SourceDescription {
                id: model.str(source.id),
                kind: model.str(source.kind),
                title: model.str(source.title),
                number: text(source.number),
                issued: text(source.issued),
                url: text(source.url),
                read: source.read,
            })
            .collect()
    }

    /// The places where the law can be read in more than one way.
    #[must_use]
    pub fn readings(&self) -> Vec<ReadingDescription<'_>> {
        let model = self.model();
        model
            .readings
            .iter()
            .map(|reading| ReadingDescription {
                id: model.str(reading.id),
                question: Text::of(model, reading.question),
                default: Text::of(model, reading.default),
                settled_by: Text::of(model, reading.settled_by),
                alternatives: reading
                    .alternatives
                    .iter()
                    .map(|alternative| AlternativeDescription {
                        id: model.str(alternative.id),
                        text: Text::of(model, alternative.text),
                        modelled: alternative.modelled,
                    })
                    .collect(),
                citations: cited(model, &reading.cites).collect(),
            })
            .collect()
    }

    /// The ruleset as a whole, with the labels of the contract's words.
    #[must_use]
    pub fn info(&self) -> RulesInfo<'_> {
        let model = self.model();
        let labels = &model.labels;
        RulesInfo {
            version: self.version(),
            checked_to: model.checked_to,
            sha256: self.sha256(),
            engine: env!("CARGO_PKG_VERSION"),
            from: self.changes().first().copied(),
            changes: self.changes(),
            schedules: labelled(model, &labels.schedules, Schedule::ALL),
            types: FacilityType::ALL
                .iter()
                .zip(&labels.types)
                .map(|(word, label)| TypeDescription {
                    id: word.id(),
                    label: Text::of(model, *label),
                    schedules: word.schedules(),
                })
                .collect(),
            services: services(model),
            bases: labelled(model, &labels.usage_bases, dx_kasan_rules::vocabulary::UsageBasis::ALL),
            citation_bases: labelled(model, &labels.citation_bases, dx_kasan_rules::vocabulary::CitationBasis::ALL),
            requirements: model
                .requirements
                .iter()
                .map(|requirement| Labelled {
                    id: model.str(requirement.id),
                    label: Text::of(model, requirement.label),
                })
                .collect(),
        }
    }

    /// The first day of every period of every add-on, and of every run of months whose rates count.
    fn changes(&self) -> Vec<Day> {
        let model = self.model();
        let mut days = Vec::new();
        for period in self.plan().entries.iter().flat_map(|entry| &entry.periods) {
            days.push(period.from);
        }
        let windows = model.windows.iter().map(|window| &window.arm);
        let corrections = model.corrections.iter().map(|correction| &correction.arm);
        for arm in windows.chain(corrections).filter(|arm| arm.is_read(None)) {
            days.push(arm.from);
            days.extend(arm.until.map(Day::next));
        }
        sort::once(days)
    }
}

fn filing_rule<'r>(model: &'r Model, filing: &'r model::Filing) -> FilingRule<'r> {
    FilingRule {
        required: filing.required,
        form: filing.form.map(|form| model.str(form)),
        from: filing.arm.from,
        until: filing.arm.until,
        citations: cited(model, &filing.arm.cites).collect(),
        doubts: doubts(model, [&filing.arm].into_iter()),
    }
}

fn filing_symbol<'r>(model: &'r Model, symbol: &'r model::Symbol) -> FilingSymbol<'r> {
    FilingSymbol {
        symbol: model.str(symbol.symbol),
        levels: match &symbol.levels {
            Levels::All => None,
            Levels::Some(levels) => Some(levels.iter().map(|level| model.str(*level)).collect()),
        },
        from: symbol.arm.from,
        until: symbol.arm.until,
        citations: cited(model, &symbol.arm.cites).collect(),
    }
}

fn words<'r>(model: &'r Model, words: &model::Words) -> WordsDescription<'r> {
    WordsDescription {
        label: Text::of(model, words.label),
        question: Text::of(model, words.question),
        help: Text::of(model, words.help),
        evidence: Text::of(model, words.evidence),
        action: Text::of(model, words.action),
    }
}

fn all_of(schedules: Schedules) -> Vec<Schedule> {
    schedules.iter().collect()
}

fn services(model: &Model) -> Vec<ServiceDescription<'_>> {
    let by_admission = |service: Service| {
        let mut fees = model.add_ons.iter().flat_map(|add_on| &add_on.fees).filter(|fee| fee.service == service);
        fees.any(|fee| matches!(fee.per, Frequency::Admissions(_)))
    };
    let described = Service::ALL.iter().zip(&model.labels.services).filter_map(|(service, label)| {
        let counted = if by_admission(*service) { CountOf::Admissions } else { CountOf::Patients };
        Some(ServiceDescription { id: service.id(), label: Text::of(model, (*label)?), counted })
    });
    described.collect()
}

fn labelled<'r, T: Vocabulary>(model: &'r Model, labels: &[model::Text], words: &[T]) -> Vec<Labelled<'r>> {
    words.iter().zip(labels).map(|(word, label)| Labelled { id: word.id(), label: Text::of(model, *label) }).collect()
}
