//! The lists that add-ons draw on: labels, sources, facts, requirements, readings, windows, exclusions.

use super::arm::{small, with_arm};
use super::checks::ids;
use super::text::Named;
use super::{Loader, Outcome, key_place, kinds_in, place};
use crate::code::Code;
use crate::figure::Figure;
use crate::finding::Finding;
use crate::model::{
    Alternative, AlternativeId, Arm, Citation, Correction, CorrectionKind, Exclusion, ExclusionKind, Fact, FactKind,
    Labels, Publication, RateKind, Read, Reading, RemedyKind, Requirement, Source, Text, Window, Wording, Words,
};
use crate::node::shortened;
use crate::read::{At, Table};
use crate::sort;
use crate::vocabulary::{CitationBasis, FacilityType, Schedule, Service, UsageBasis};

const WORDS: [&str; 5] = ["label", "question", "help", "evidence", "action"];

impl Loader {
    pub(super) fn labels(&mut self, document: &Table<'_>) -> Outcome<()> {
        self.model.labels = Labels {
            schedules: self.all_labels(&document.need("schedule")?, Schedule::KIND, &ids(Schedule::ALL))?,
            types: self.all_labels(&document.need("type")?, FacilityType::KIND, &ids(FacilityType::ALL))?,
            // Services are added as add-ons need them. Rules that were written before are still read.
            services: self.labels_of(&document.need("service")?, Service::KIND, &ids(Service::ALL))?,
            usage_bases: self.all_labels(&document.need("basis")?, UsageBasis::KIND, &ids(UsageBasis::ALL))?,
            citation_bases: {
                let list = document.need("citation-basis")?;
                self.all_labels(&list, CitationBasis::KIND, &ids(CitationBasis::ALL))?
            },
        };
        Ok(())
    }

    /// One label for each word of a vocabulary, in its order, none of them left out.
    fn all_labels(&mut self, list: &At<'_>, kind: &'static str, words: &[&str]) -> Outcome<Vec<Text>> {
        let labels = self.labels_of(list, kind, words)?;
        for (word, label) in words.iter().zip(&labels) {
            if label.is_none() {
                self.findings.push(Finding::new(
                    Code::MissingLabel,
                    place(list),
                    format!("the {kind} `{word}` has no label"),
                    "not among these",
                    format!("add an entry with `id = \"{word}\"`"),
                ));
            }
        }
        Ok(labels.into_iter().map(Option::unwrap_or_default).collect())
    }

    /// The labels of a vocabulary, in its order.
    fn labels_of(&mut self, list: &At<'_>, kind: &'static str, words: &[&str]) -> Outcome<Vec<Option<Text>>> {
        self.once(kind, "id", list)?;
        let mut labels = vec![None; words.len()];
        for item in list.items()? {
            let table = item.table(&["id", "label"])?;
            let index = Self::one_of(&table.need("id")?, kind, words)?;
            let label = self.text(&table.need("label")?)?;
            if let Some(slot) = labels.get_mut(index) {
                *slot = Some(label);
            }
        }
        Ok(labels)
    }

    pub(super) fn publication(&mut self, at: &At<'_>) -> Outcome<Publication> {
        let table = at.table(&["changes-on", "source"])?;
        let named = table.need("source")?;
        let source = named.id("source", self.ids.sources.iter().map(String::as_str))?;
        Ok(Publication {
            changes_on: table.need("changes-on")?.day()?,
            source: u16::try_from(source).unwrap_or(u16::MAX),
            place: self.remember(&named),
        })
    }

    pub(super) fn source(&mut self, at: &At<'_>) -> Outcome<Source> {
        let table = at.table(&[
            "id",
            "kind",
            "title",
            "number",
            "issued",
            "issued-note",
            "restates",
            "url",
            "read",
            "note",
            "sha256",
            "transcription",
            "without-blanks",
            "only-transcribed",
        ])?;
        let issued = match table.get("issued") {
            Some(day) => {
                self.idle(&table, "issued-note", "beside `issued`", "keep one of the two");
                Some(self.intern(&day, &day.day()?.to_string())?)
            }
            None => self.optional(&table, "issued-note")?,
        };
        let read = match Self::one_of(&table.need("read")?, "state of reading", &["full", "part", "none"])? {
            0 => Read::Full,
            1 => Read::Part,
            _ => Read::None,
        };
        if read != Read::None
            && let (Some(day), Some(checked_to)) = (table.get("issued"), self.model.checked_to)
            && day.day()? > checked_to
        {
            self.findings.push(
                Finding::new(
                    Code::NotCompared,
                    place(&day),
                    format!(
                        "the source was read and issued on {}, when the law is said to be compared up to {checked_to}",
                        day.day()?
                    ),
                    "younger than that day",
                    "set `checked-to` to the day of the newest text that was compared",
                )
                .with(self.checked_place.clone(), "compared up to here"),
            );
        }
        self.optional(&table, "note")?;
        let url = self.optional(&table, "url")?;
        if let Some(at) = table.get("url")
            && !at.text()?.starts_with("https://")
            && !at.text()?.starts_with("http://")
        {
            self.findings.push(Finding::new(
                Code::BadUrl,
                place(&at),
                format!("`{}` is not a web address", shortened(at.text()?)),
                "does not begin with https://",
                "write the whole address, or drop it",
            ));
        }
        let transcribed = self.kept_text(&table, read)?;
        self.transcribed.push(transcribed);
        Ok(Source {
            id: self.required(&table, "id")?,
            kind: self.required(&table, "kind")?,
            title: self.required(&table, "title")?,
            number: self.optional(&table, "number")?,
            issued,
            restates: table.get("restates").map_or(Ok(false), |restates| restates.boolean())?,
            url,
            read,
        })
    }

    pub(super) fn requirement(&mut self, at: &At<'_>) -> Outcome<Requirement> {
        let table = at.table(&["id", "label"])?;
        let id = table.need("id")?;
        Ok(Requirement {
            id: self.required(&table, "id")?,
            label: self.text(&table.need("label")?)?,
            place: self.remember(&id),
        })
    }

    pub(super) fn rate(&mut self, at: &At<'_>) -> Outcome<RateKind> {
        let table = at.table(&["id", "label"])?;
        let id = table.need("id")?;
        Ok(RateKind {
            id: self.required(&table, "id")?,
            label: self.text(&table.need("label")?)?,
            place: self.remember(&id),
        })
    }

    pub(super) fn alternative_ids(&mut self, list: &At<'_>) -> Outcome<()> {
        for (reading, item) in list.items()?.enumerate() {
            let table = item.any_table()?;
            let Some(alternatives) = table.get("alternative") else { continue };
            self.once("alternative reading", "id", &alternatives)?;
            for (alternative, item) in alternatives.items()?.enumerate() {
                let name = self.defined("alternative reading", &item.any_table()?.need("id")?, false)?;
                let index = AlternativeId { reading: small(reading), alternative: small(alternative) };
                let reading = self.ids.readings.get(reading).map_or("", String::as_str);
                self.ids.alternatives.push((format!("{reading}/{name}"), index));
            }
        }
        Ok(())
    }

    pub(super) fn reading(&mut self, at: &At<'_>) -> Outcome<Reading> {
        let table = at.table(&["id", "question", "default", "alternative", "settled-by", "cite"])?;
        let mut alternatives = Vec::new();
        if let Some(list) = table.get("alternative") {
            for item in list.items()? {
                let table = item.table(&["id", "text", "modelled"])?;
                let modelled = table.need("modelled")?;
                alternatives.push(Alternative {
                    id: self.required(&table, "id")?,
                    text: self.remark(&table.need("text")?)?,
                    modelled: modelled.boolean()?,
                    place: self.remember(&modelled),
                });
            }
        }
        Ok(Reading {
            id: self.required(&table, "id")?,
            question: self.remark(&table.need("question")?)?,
            default: self.remark(&table.need("default")?)?,
            alternatives,
            settled_by: self.remark(&table.need("settled-by")?)?,
            cites: self.cites(&table)?,
            place: self.remember(&table.need("id")?),
        })
    }

    pub(super) fn fact(&mut self, at: &At<'_>) -> Outcome<Fact> {
        let own = ["id", "kind", "favourable", "remedy", "cite", "wording", "figures"];
        let table = at.table(&[&own[..], &WORDS[..]].concat())?;
        let kind = match Self::one_of(&table.need("kind")?, "kind of fact", &["boolean", "ratio"])? {
            0 => FactKind::Boolean,
            _ => FactKind::Ratio,
        };
        let favourable = match kind {
            FactKind::Boolean => table.need("favourable")?.boolean()?,
            FactKind::Ratio => {
                self.idle(&table, "favourable", "for a ratio", "drop it: of a ratio the larger one is favourable");
                true
            }
        };
        let remedies = ["at-once", "filing", "purchase", "gradual", "none"];
        let remedy = match Self::one_of(&table.need("remedy")?, "remedy", &remedies)? {
            0 => RemedyKind::AtOnce,
            1 => RemedyKind::Filing,
            2 => RemedyKind::Purchase,
            3 => RemedyKind::Gradual,
            _ => RemedyKind::None,
        };
        let mut cites = self.cites(&table)?;
        let mut figures = self.figures(&table, &mut cites)?;
        let words = self.words(&table, None, &mut figures)?;
        let mut wordings = Vec::new();
        if let Some(list) = table.get("wording") {
            for item in list.items()? {
                wordings.push(self.wording(&item, words, &mut figures)?);
            }
        }
        self.unused_figures(&table, &figures)?;
        let place = self.remember(&table.need("id")?);
        Ok(Fact { id: self.required(&table, "id")?, kind, favourable, remedy, words, wordings, cites, place })
    }

    fn unused_figures(&mut self, table: &Table<'_>, figures: &[Named]) -> Outcome<()> {
        for figure in figures.iter().filter(|figure| !figure.used) {
            let all = table.need("figures")?;
            let declared = all.any_table()?;
            self.findings.push(Finding::new(
                Code::UnusedFigure,
                key_place(&declared, &figure.name),
                format!("no text names the figure `{}`", figure.name),
                "declared and not used",
                "name it in a text, or drop it",
            ));
        }
        Ok(())
    }

    /// The figures that the texts may name. What they are cited to is cited for the fact.
    fn figures(&mut self, table: &Table<'_>, cites: &mut Vec<Citation>) -> Outcome<Vec<Named>> {
        let Some(at) = table.get("figures") else {
            return Ok(Vec::new());
        };
        let mut figures = Vec::new();
        // By their names: keys have no order, and one that came through a store may have another than was written.
        let mut declared: Vec<(&str, At<'_>)> = at.any_table()?.all().collect();
        sort::by_key(&mut declared, |(name, _)| *name);
        for (name, item) in declared {
            let figure = item.table(&["value", "cite", "unquoted"])?;
            for cite in self.cites(&figure)? {
                if !cites.contains(&cite) {
                    cites.push(cite);
                }
            }
            let value = figure.need("value")?;
            let text = value.text()?;
            let plain: String = text.chars().filter(|c| *c != ',').collect();
            if plain.is_empty() || !plain.chars().all(|c| c.is_ascii_digit() || c == '.') {
                return Err(value.wrong_type("a number as text").into());
            }
            self.quoted(&value, &figure, &[Figure::Number(plain)])?;
            figures.push(Named { name: name.to_owned(), value: text.to_owned(), used: false });
        }
        Ok(figures)
    }

    /// The words of a fact; what a wording leaves out is said as `otherwise`.
    fn words(&mut self, table: &Table<'_>, otherwise: Option<Words>, figures: &mut [Named]) -> Outcome<Words> {
        let mut one = |key: &'static str, otherwise: Option<Text>| match (table.get(key), otherwise) {
            (Some(at), _) => self.text_with(&at, figures),
            (None, Some(otherwise)) => Ok(otherwise),
            (None, None) => self.text_with(&table.need(key)?, figures),
        };
        Ok(Words {
            label: one("label", otherwise.map(|words| words.label))?,
            question: one("question", otherwise.map(|words| words.question))?,
            help: one("help", otherwise.map(|words| words.help))?,
            evidence: one("evidence", otherwise.map(|words| words.evidence))?,
            action: one("action", otherwise.map(|words| words.action))?,
        })
    }

    fn wording(&mut self, at: &At<'_>, words: Words, figures: &mut [Named]) -> Outcome<Wording> {
        let table = at.table(&[&["schedules", "from", "until", "cite"][..], &WORDS[..]].concat())?;
        if WORDS.iter().all(|key| table.get(key).is_none()) {
            return Err(Box::new(Finding::new(
                Code::MissingKey,
                place(at),
                "the wording says nothing else than the fact",
                "no words",
                format!("give one of {}, or drop it", WORDS.join(", ")),
            )));
        }
        let (from, until) = self.days(&table)?;
        Ok(Wording {
            schedules: self.schedules(&table.need("schedules")?)?,
            from,
            until,
            words: self.words(&table, Some(words), figures)?,
            cites: if table.get("cite").is_some() { self.cites(&table)? } else { Vec::new() },
            place: self.remember_dated(&table, "schedules"),
        })
    }

    pub(super) fn window(&mut self, at: &At<'_>) -> Outcome<Window> {
        let table = at.table(&with_arm(&["rate", "basis", "months-back"]))?;
        let arm = self.arm(&table, "months-back")?;
        let rate = self.rate_id(&table)?;
        let list = table.need("months-back")?;
        let mut months_back: Vec<u8> = Vec::new();
        for item in self.several(&list, "at least one month")? {
            let months = small(item.whole(1, 24)? as usize);
            if let Some(before) = months_back.last()
                && months <= *before
            {
                self.findings.push(Finding::new(
                    Code::MonthsOutOfOrder,
                    place(&item),
                    format!("{months} months back is after {before}"),
                    "not further back than the one before",
                    "list the ordinary month first, and each further one after it, once",
                ));
            }
            months_back.push(months);
        }
        Ok(Window { arm, rate, basis: Self::word(&table.need("basis")?)?, months_back })
    }

    pub(super) fn correction(&mut self, at: &At<'_>) -> Outcome<Correction> {
        let table = at.table(&with_arm(&["rate", "basis", "kind", "measured-until"]))?;
        let kinds = ["add-claims", "subtract-receipts"];
        let kind = match Self::one_of(&table.need("kind")?, "kind of correction", &kinds)? {
            0 => CorrectionKind::AddClaims,
            _ => CorrectionKind::SubtractReceipts,
        };
        Ok(Correction {
            arm: self.arm(&table, "measured-until")?,
            rate: self.rate_id(&table)?,
            basis: Self::word(&table.need("basis")?)?,
            kind,
            measured_until: table.need("measured-until")?.month()?,
        })
    }

    pub(super) fn exclusion(&mut self, at: &At<'_>) -> Outcome<Exclusion> {
        let keys = ["id", "drops", "barred-by", "mutual", "keep", "add-on", "between", "mark", "add-ons", "services"];
        let table = at.table(&with_arm(&keys))?;
        let kinds = ["drops", "mutual", "between", "mark"];
        let present = kinds_in(&table, &kinds);
        let (kind, named) = match present.as_slice() {
            [one] => one,
            [] => {
                return Err(Box::new(Finding::new(
                    Code::MissingKey,
                    place(at),
                    "the exclusion does not say what it bars",
                    "bars nothing",
                    "write `drops` with `barred-by`, or `mutual`, or `add-on` with `between`, or `mark` with `add-ons`",
                )));
            }
            [(first, _), (second, _), ..] => {
                return Err(Box::new(
                    Finding::new(
                        Code::MixedKinds,
                        key_place(&table, second),
                        format!("one exclusion cannot have both `{first}` and `{second}`"),
                        "another kind of exclusion",
                        "make two exclusions of it",
                    )
                    .with(key_place(&table, first), "one kind of exclusion"),
                ));
            }
        };
        let own: &[&str] = match *kind {
            "drops" => &["barred-by"],
            "mutual" => &["keep"],
            "between" => &["add-on", "keep"],
            _ => &["add-ons", "services"],
        };
        for key in ["barred-by", "keep", "add-on", "add-ons", "services"] {
            if !own.contains(&key) {
                self.idle(&table, key, &format!("beside `{kind}`"), "drop it");
            }
        }
        let arm = self.arm(&table, if *kind == "mark" { "add-ons" } else { kind })?;
        let kind = match *kind {
            "drops" => {
                let dropped = self.add_on_id(named)?;
                let barred_by = self.add_on_ids(&table.need("barred-by")?, "at least one add-on", 1)?;
                ExclusionKind::Drops { dropped, barred_by }
            }
            "mutual" => {
                self.keep_first(&table)?;
                ExclusionKind::Mutual { add_ons: self.add_on_ids(named, "at least two add-ons", 2)? }
            }
            "between" => {
                self.keep_first(&table)?;
                let services = self.services(named, "at least two services", &arm)?;
                if services.len() < 2 {
                    return Err(named.wrong_type("at least two services").into());
                }
                ExclusionKind::Between { add_on: self.add_on_id(&table.need("add-on")?)?, services }
            }
            _ => ExclusionKind::Marked {
                mark: Self::word(named)?,
                add_ons: self.add_on_ids(&table.need("add-ons")?, "at least one add-on", 1)?,
                services: self.services(&table.need("services")?, "at least one service", &arm)?,
            },
        };
        self.defined("exclusion", &table.need("id")?, true)?;
        Ok(Exclusion { arm, id: self.required(&table, "id")?, kind })
    }

    fn services(&mut self, list: &At<'_>, expected: &'static str, arm: &Arm) -> Outcome<Vec<Service>> {
        let schedules: Vec<Schedule> = arm.schedules.iter().collect();
        self.several(list, expected)?.iter().map(|item| self.service(item, &schedules)).collect()
    }

    /// The one rule that the law has for which of two claims stands, said in the file so that a reader sees it.
    fn keep_first(&self, table: &Table<'_>) -> Outcome<()> {
        Self::one_of(&table.need("keep")?, "choice", &["first"]).map(drop)
    }

    pub(super) fn rate_id(&self, table: &Table<'_>) -> Outcome<u8> {
        Ok(table.need("rate")?.id("rate", self.ids.rates.iter().map(String::as_str)).map(small)?)
    }

    pub(super) fn add_on_id(&self, at: &At<'_>) -> Outcome<u8> {
        Ok(at.id("add-on", self.ids.add_ons.iter().map(String::as_str)).map(small)?)
    }

    fn add_on_ids(&mut self, list: &At<'_>, expected: &'static str, least: usize) -> Outcome<Vec<u8>> {
        let items = self.several(list, expected)?;
        if items.len() < least {
            return Err(list.wrong_type(expected).into());
        }
        items.iter().map(|item| self.add_on_id(item)).collect()
    }
}
