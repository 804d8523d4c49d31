//! From what was written to the model: every key read, every name resolved, every text interned.
//!
//! It goes on after a fault, so that an author sees all of them at once; a model comes out only where there is none.

mod add_on;
mod arm;
mod lists;
mod text;

use crate::finding::{Finding, Place};
use crate::lint;
use crate::model::{Interner, Model, PlaceId, Str};
use crate::node::Node;
use crate::read::{At, Fault};

/// A model that is whole, and the places of its arms.
#[derive(Debug)]
pub struct Loaded {
    /// The rules.
    pub model: Model,
    /// Where each arm was read, by [`PlaceId`].
    pub places: Vec<Place>,
}

/// Reads and checks a ruleset.
///
/// The same checks serve the files at build time and a ruleset handed in at run time.
///
/// # Errors
/// Everything that is wrong with it, in the order of the files.
pub fn load(document: &Node<'_>) -> Result<Loaded, Vec<Finding>> {
    let mut loader = Loader::default();
    let root = At::root(document);
    if let Err(fault) = loader.document(&root) {
        loader.findings.push(fault.into());
    }
    if loader.findings.is_empty() {
        loader.model.strings = std::mem::take(&mut loader.interner).finish();
        loader.findings = lint::check(&loader.model, &loader.places);
    }
    if loader.findings.is_empty() {
        return Ok(Loaded { model: loader.model, places: loader.places });
    }
    loader.findings.sort_by_key(|finding| finding.place.span);
    Err(loader.findings)
}

#[derive(Default)]
struct Loader {
    model: Model,
    interner: Interner,
    places: Vec<Place>,
    findings: Vec<Finding>,
    ids: Ids,
}

/// The names that others refer to, read before anything that does.
#[derive(Default)]
struct Ids {
    sources: Vec<String>,
    facts: Vec<String>,
    requirements: Vec<String>,
    readings: Vec<String>,
    /// `C2/m-3-only`, with the indices in the order of the readings.
    alternatives: Vec<(String, crate::model::AlternativeId)>,
    rates: Vec<String>,
    add_ons: Vec<String>,
}

const TOP: &[&str] = &[
    "version",
    "add-ons",
    "schedule",
    "type",
    "service",
    "basis",
    "citation-basis",
    "source",
    "fact",
    "requirement",
    "reading",
    "rate",
    "window",
    "correction",
    "exclusion",
    "add-on",
];

impl Loader {
    fn document(&mut self, root: &At<'_>) -> Result<(), Fault> {
        let document = root.table(TOP)?;
        self.ids.add_ons = {
            let at = document.need("add-ons")?;
            at.items()?.map(|item| item.text().map(str::to_owned)).collect::<Result<_, _>>()?
        };
        self.ids.sources = ids(&document.need("source")?)?;
        self.ids.facts = ids(&document.need("fact")?)?;
        self.ids.requirements = ids(&document.need("requirement")?)?;
        self.ids.rates = ids(&document.need("rate")?)?;
        self.reading_ids(&document.need("reading")?)?;
        for (kind, ids) in [
            ("source", &self.ids.sources),
            ("fact", &self.ids.facts),
            ("requirement", &self.ids.requirements),
            ("reading", &self.ids.readings),
            ("rate", &self.ids.rates),
            ("add-on", &self.ids.add_ons),
        ] {
            let at = document.need(if kind == "add-on" { "add-ons" } else { kind })?;
            for (index, item) in at.items()?.enumerate() {
                if let Some(id) = ids.get(index)
                    && ids.iter().take(index).any(|earlier| earlier == id)
                {
                    self.findings.push(Finding::new(
                        "duplicate-id",
                        place(&item),
                        format!("the {kind} `{id}` stands twice"),
                        "the second of this id",
                        "give it another id, or drop it",
                    ));
                }
            }
        }
        let version = document.need("version")?;
        self.model.version = self.intern(&version, version.text()?)?;
        self.labels(&document)?;
        self.each(&document.need("source")?, Self::source, |model| &mut model.sources)?;
        self.each(&document.need("requirement")?, Self::requirement, |model| &mut model.requirements)?;
        self.each(&document.need("reading")?, Self::reading, |model| &mut model.readings)?;
        self.each(&document.need("fact")?, Self::fact, |model| &mut model.facts)?;
        self.each(&document.need("rate")?, Self::rate, |model| &mut model.rates)?;
        self.each(&document.need("window")?, Self::window, |model| &mut model.windows)?;
        if let Some(at) = document.get("correction") {
            self.each(&at, Self::correction, |model| &mut model.corrections)?;
        }
        if let Some(at) = document.get("exclusion") {
            self.each(&at, Self::exclusion, |model| &mut model.exclusions)?;
        }
        self.add_ons(&document.need("add-on")?)
    }

    /// Reads every item of a list, going on after a fault.
    fn each<T>(
        &mut self,
        list: &At<'_>,
        read: impl Fn(&mut Self, &At<'_>) -> Result<T, Fault>,
        into: impl Fn(&mut Model) -> &mut Vec<T>,
    ) -> Result<(), Fault> {
        for item in list.items()? {
            match read(self, &item) {
                Ok(value) => into(&mut self.model).push(value),
                Err(fault) => self.findings.push(fault.into()),
            }
        }
        Ok(())
    }

    fn add_ons(&mut self, list: &At<'_>) -> Result<(), Fault> {
        let mut found = Vec::new();
        for item in list.items()? {
            match self.add_on(&item) {
                Ok((index, add_on)) => found.push((index, add_on, place(&item))),
                Err(fault) => self.findings.push(fault.into()),
            }
        }
        found.sort_by_key(|(index, _, _)| *index);
        for pair in found.windows(2) {
            if let [(first, _, _), (second, _, at)] = pair
                && first == second
            {
                self.findings.push(Finding::new(
                    "duplicate-id",
                    at.clone(),
                    "the add-on stands twice",
                    "the second of this id",
                    "give it another id, or drop it",
                ));
            }
        }
        if self.findings.is_empty() && found.len() < self.ids.add_ons.len() {
            let lacking =
                (0..).zip(&self.ids.add_ons).find(|(index, _)| !found.iter().any(|(known, _, _)| known == index));
            self.findings.push(Finding::new(
                "missing-key",
                place(list),
                format!("the add-on `{}` is listed and nowhere defined", lacking.map_or("", |(_, id)| id)),
                "not among these",
                "add its folder, or take it off `add-ons`",
            ));
        }
        self.model.add_ons = found.into_iter().map(|(_, add_on, _)| add_on).collect();
        Ok(())
    }

    fn remember(&mut self, at: &At<'_>) -> PlaceId {
        let id = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        self.places.push(place(at));
        PlaceId(id)
    }

    fn intern(&mut self, at: &At<'_>, text: &str) -> Result<Str, Fault> {
        // Sixty-five thousand texts are more than the rules of a country hold; beyond it a ruleset is refused, not cut.
        self.interner.intern(text).ok_or_else(|| at.wrong_type("fewer texts in all"))
    }
}

/// The ids of a list of tables, in its order.
fn ids(list: &At<'_>) -> Result<Vec<String>, Fault> {
    list.items()?.map(|item| Ok(item.any_table()?.need("id")?.text()?.to_owned())).collect()
}

fn place(at: &At<'_>) -> Place {
    Place { path: at.path(), span: at.node.span }
}
