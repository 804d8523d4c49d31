//! The lists that add-ons draw on: labels, sources, facts, requirements, readings, windows, exclusions.

use super::arm::{schedules, small, with_arm};
use super::text::vocabulary;
use super::{Loader, place};
use crate::figure::Figure;
use crate::finding::Finding;
use crate::model::{
    Alternative, AlternativeId, Correction, CorrectionKind, Exclusion, ExclusionKind, Fact, FactKind, RateKind, Read,
    Reading, RemedyKind, Requirement, Source, Str, Text, Window, Wording, Words,
};
use crate::read::{At, Fault, Table};
use crate::vocabulary::{CitationBasis, FacilityType, Schedule, Service, UsageBasis};

/// A figure that a fact's texts may name: its name, its value, and whether one of them did.
type Figures = Vec<(String, String, bool)>;

const WORDS: [&str; 5] = ["label", "question", "help", "evidence", "action"];

impl Loader {
    pub(super) fn labels(&mut self, document: &Table<'_>) -> Result<(), Fault> {
        let labels = &mut self.model.labels.clone();
        labels.schedules = self.labels_of(&document.need("schedule")?, Schedule::KIND, Schedule::ALL, Schedule::id)?;
        labels.types =
            self.labels_of(&document.need("type")?, FacilityType::KIND, FacilityType::ALL, FacilityType::id)?;
        labels.services = self.labels_of(&document.need("service")?, Service::KIND, Service::ALL, Service::id)?;
        labels.usage_bases =
            self.labels_of(&document.need("basis")?, UsageBasis::KIND, UsageBasis::ALL, UsageBasis::id)?;
        let list = document.need("citation-basis")?;
        labels.citation_bases = self.labels_of(&list, CitationBasis::KIND, CitationBasis::ALL, CitationBasis::id)?;
        self.model.labels = std::mem::take(labels);
        Ok(())
    }

    /// One label for each word of a vocabulary, in its order.
    fn labels_of<T: Copy>(
        &mut self,
        list: &At<'_>,
        kind: &'static str,
        all: &'static [T],
        id: fn(T) -> &'static str,
    ) -> Result<Vec<Text>, Fault> {
        let mut labels = vec![None; all.len()];
        for item in list.items()? {
            let table = item.table(&["id", "label"])?;
            let index = table.need("id")?.id(kind, all.iter().map(|word| id(*word)))?;
            let label = self.text(&table.need("label")?)?;
            if let Some(slot) = labels.get_mut(index) {
                *slot = Some(label);
            }
        }
        for (word, label) in all.iter().zip(&labels) {
            if label.is_none() {
                self.findings.push(Finding::new(
                    "missing-label",
                    place(list),
                    format!("the {kind} `{}` has no label", id(*word)),
                    "not among these",
                    format!("add an entry with `id = \"{}\"`", id(*word)),
                ));
            }
        }
        Ok(labels.into_iter().map(Option::unwrap_or_default).collect())
    }

    pub(super) fn source(&mut self, at: &At<'_>) -> Result<Source, Fault> {
        let keys = ["id", "kind", "title", "number", "issued", "issued-note", "url", "read", "note", "sha256"];
        let table = at.table(&keys)?;
        let issued = match table.get("issued") {
            Some(day) => Some(self.intern(&day, &day.day()?.to_string())?),
            None => self.optional(&table, "issued-note")?,
        };
        let read = table.need("read")?;
        let read = match read.id("state of reading", ["full", "part", "none"])? {
            0 => Read::Full,
            1 => Read::Part,
            _ => Read::None,
        };
        Ok(Source {
            id: self.required(&table, "id")?,
            kind: self.required(&table, "kind")?,
            title: self.required(&table, "title")?,
            number: self.optional(&table, "number")?,
            issued,
            url: self.optional(&table, "url")?,
            read,
            sha256: self.optional(&table, "sha256")?,
        })
    }

    pub(super) fn requirement(&mut self, at: &At<'_>) -> Result<Requirement, Fault> {
        let table = at.table(&["id", "label"])?;
        Ok(Requirement { id: self.required(&table, "id")?, label: self.text(&table.need("label")?)? })
    }

    pub(super) fn rate(&mut self, at: &At<'_>) -> Result<RateKind, Fault> {
        let table = at.table(&["id", "label"])?;
        Ok(RateKind { id: self.required(&table, "id")?, label: self.text(&table.need("label")?)? })
    }

    pub(super) fn reading_ids(&mut self, list: &At<'_>) -> Result<(), Fault> {
        for (reading, item) in list.items()?.enumerate() {
            let table = item.any_table()?;
            let id = table.need("id")?.text()?.to_owned();
            if let Some(alternatives) = table.get("alternative") {
                for (alternative, item) in alternatives.items()?.enumerate() {
                    let name = item.any_table()?.need("id")?;
                    let index = AlternativeId { reading: small(reading), alternative: small(alternative) };
                    self.ids.alternatives.push((format!("{id}/{}", name.text()?), index));
                }
            }
            self.ids.readings.push(id);
        }
        Ok(())
    }

    pub(super) fn reading(&mut self, at: &At<'_>) -> Result<Reading, Fault> {
        let table = at.table(&["id", "question", "default", "alternative", "settled-by", "cite"])?;
        let mut alternatives = Vec::new();
        if let Some(list) = table.get("alternative") {
            for item in list.items()? {
                let table = item.table(&["id", "text", "modelled"])?;
                alternatives.push(Alternative {
                    id: self.required(&table, "id")?,
                    text: self.remark(&table.need("text")?)?,
                    modelled: table.need("modelled")?.boolean()?,
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
        })
    }

    pub(super) fn fact(&mut self, at: &At<'_>) -> Result<Fact, Fault> {
        let own = ["id", "kind", "favourable", "remedy", "cite", "wording", "figures"];
        let table = at.table(&[&own[..], &WORDS[..]].concat())?;
        let kind = match table.need("kind")?.id("kind of fact", ["boolean", "ratio"])? {
            0 => FactKind::Boolean,
            _ => FactKind::Ratio,
        };
        let favourable = match kind {
            FactKind::Boolean => table.need("favourable")?.boolean()?,
            FactKind::Ratio => true,
        };
        let remedies = ["at-once", "filing", "purchase", "gradual", "none"];
        let remedy = match table.need("remedy")?.id("remedy", remedies)? {
            0 => RemedyKind::AtOnce,
            1 => RemedyKind::Filing,
            2 => RemedyKind::Purchase,
            3 => RemedyKind::Gradual,
            _ => RemedyKind::None,
        };
        let mut figures = self.figures(&table)?;
        let words = self.words(&table, None, &mut figures)?;
        let mut wordings = Vec::new();
        if let Some(list) = table.get("wording") {
            for item in list.items()? {
                wordings.push(self.wording(&item, words, &mut figures)?);
            }
        }
        if let Some((name, _, _)) = figures.iter().find(|(_, _, used)| !used) {
            self.findings.push(Finding::new(
                "unused-figure",
                place(&table.need("figures")?),
                format!("no text names the figure `{name}`"),
                "declared and not used",
                "name it in a text, or drop it",
            ));
        }
        Ok(Fact {
            id: self.required(&table, "id")?,
            kind,
            favourable,
            remedy,
            words,
            wordings,
            cites: self.cites(&table)?,
        })
    }

    fn figures(&mut self, table: &Table<'_>) -> Result<Figures, Fault> {
        let Some(at) = table.get("figures") else {
            return Ok(Vec::new());
        };
        let mut figures = Vec::new();
        for (name, item) in at.any_table()?.all() {
            let figure = item.table(&["value", "cite", "unquoted"])?;
            self.cites(&figure)?;
            let value = figure.need("value")?;
            let text = value.text()?;
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            if digits.is_empty() {
                return Err(value.wrong_type("a figure"));
            }
            figures.push((name.to_owned(), text.to_owned(), false));
        }
        Ok(figures)
    }

    /// The words of a fact; what a wording leaves out is said as `otherwise`.
    fn words(&mut self, table: &Table<'_>, otherwise: Option<Words>, figures: &mut Figures) -> Result<Words, Fault> {
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

    fn wording(&mut self, at: &At<'_>, words: Words, figures: &mut Figures) -> Result<Wording, Fault> {
        let table = at.table(&[&["schedules", "from", "until", "cite"][..], &WORDS[..]].concat())?;
        Ok(Wording {
            schedules: schedules(&table.need("schedules")?)?,
            from: table.get("from").map(|day| day.day()).transpose()?,
            until: table.get("until").map(|day| day.day()).transpose()?,
            words: self.words(&table, Some(words), figures)?,
            cites: if table.get("cite").is_some() { self.cites(&table)? } else { Vec::new() },
        })
    }

    pub(super) fn window(&mut self, at: &At<'_>) -> Result<Window, Fault> {
        let table = at.table(&with_arm(&["rate", "basis", "months-back", "unquoted"]))?;
        let arm = self.arm(at, &table)?;
        let rate = self.rate_id(&table)?;
        let months = table.need("months-back")?;
        let months_back = months
            .items()?
            .map(|item| item.whole(1, 24).map(|months| small(months as usize)))
            .collect::<Result<Vec<u8>, _>>()?;
        if months_back.is_empty() {
            return Err(months.wrong_type("at least one month"));
        }
        Ok(Window { arm, rate, basis: usage_basis(&table)?, months_back })
    }

    pub(super) fn correction(&mut self, at: &At<'_>) -> Result<Correction, Fault> {
        let table = at.table(&with_arm(&["rate", "basis", "kind", "measured-until"]))?;
        let kind = match table.need("kind")?.id("kind of correction", ["add-claims", "subtract-receipts"])? {
            0 => CorrectionKind::AddClaims,
            _ => CorrectionKind::SubtractReceipts,
        };
        Ok(Correction {
            arm: self.arm(at, &table)?,
            rate: self.rate_id(&table)?,
            basis: usage_basis(&table)?,
            kind,
            measured_until: table.need("measured-until")?.month()?,
        })
    }

    pub(super) fn exclusion(&mut self, at: &At<'_>) -> Result<Exclusion, Fault> {
        let table = at.table(&with_arm(&["id", "drops", "barred-by", "mutual", "keep", "add-on", "between"]))?;
        let arm = self.arm(at, &table)?;
        let kind = if let Some(mutual) = table.get("mutual") {
            self.keep_first(&table)?;
            ExclusionKind::Mutual { add_ons: self.add_on_ids(&mutual)? }
        } else if let Some(between) = table.get("between") {
            self.keep_first(&table)?;
            let services = between
                .items()?
                .map(|item| vocabulary(&item, Service::KIND, Service::ALL, Service::id))
                .collect::<Result<_, _>>()?;
            ExclusionKind::Between { add_on: self.add_on_id(&table.need("add-on")?)?, services }
        } else {
            let dropped = self.add_on_id(&table.need("drops")?)?;
            ExclusionKind::Drops { dropped, barred_by: self.add_on_ids(&table.need("barred-by")?)? }
        };
        Ok(Exclusion { arm, id: self.required(&table, "id")?, kind })
    }

    /// The one rule that the law has for which of two claims stands, said in the file so that a reader sees it.
    fn keep_first(&self, table: &Table<'_>) -> Result<(), Fault> {
        table.need("keep")?.id("choice", ["first"]).map(drop)
    }

    fn rate_id(&self, table: &Table<'_>) -> Result<u8, Fault> {
        table.need("rate")?.id("rate", self.ids.rates.iter().map(String::as_str)).map(small)
    }

    pub(super) fn add_on_id(&self, at: &At<'_>) -> Result<u8, Fault> {
        at.id("add-on", self.ids.add_ons.iter().map(String::as_str)).map(small)
    }

    fn add_on_ids(&self, list: &At<'_>) -> Result<Vec<u8>, Fault> {
        list.items()?.map(|item| self.add_on_id(&item)).collect()
    }

    pub(super) fn required(&mut self, table: &Table<'_>, key: &str) -> Result<Str, Fault> {
        let at = table.need(key)?;
        self.intern(&at, at.text()?)
    }

    pub(super) fn optional(&mut self, table: &Table<'_>, key: &str) -> Result<Option<Str>, Fault> {
        table.get(key).map(|at| self.intern(&at, at.text()?)).transpose()
    }

    /// A threshold, which a quote has to carry.
    pub(super) fn threshold_figure(rate: crate::rate::Rate) -> Figure {
        Figure::Percent(rate.to_string().trim_end_matches('%').to_owned())
    }
}

fn usage_basis(table: &Table<'_>) -> Result<UsageBasis, Fault> {
    vocabulary(&table.need("basis")?, UsageBasis::KIND, UsageBasis::ALL, UsageBasis::id)
}
