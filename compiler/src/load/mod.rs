//! From what was written to the model: every key read, every name resolved, every text interned.
//!
//! It goes on after a fault, so that an author sees all of them at once; a model comes out only where there is none.

mod add_on;
mod arm;
mod checks;
mod condition;
mod counts;
mod kept_text;
mod lists;
mod text;

use crate::code::Code;
use crate::finding::{Finding, Place};
use crate::model::{Interner, Model, PlaceId, Str};
use crate::node::Node;
use crate::read::{At, Table};
use crate::{lint, sort};

/// A model that is whole, and the places of what it says.
#[derive(Debug)]
pub struct Loaded {
    /// The rules.
    pub model: Model,
    /// Where each part was read, by [`PlaceId`].
    pub places: Vec<Place>,
}

/// What was read, or why nothing more can be read of it.
type Outcome<T> = Result<T, Box<Finding>>;

/// Reads and checks a ruleset.
///
/// The same checks serve the files at build time and a ruleset handed in at run time.
///
/// # Errors
/// Everything that is wrong with it, in the order of the files.
pub fn load(document: &Node<'_>) -> Result<Loaded, Vec<Finding>> {
    let mut loader = Loader::default();
    let root = At::root(document);
    loader.findings = counts::count(&root);
    if loader.findings.is_empty()
        && let Err(finding) = loader.document(&root)
    {
        loader.findings.push(*finding);
    }
    if loader.findings.is_empty() {
        loader.model.strings = std::mem::take(&mut loader.interner).finish();
        loader.findings = lint::check(&loader.model, &loader.places);
    }
    if loader.findings.is_empty() {
        return Ok(Loaded { model: loader.model, places: loader.places });
    }
    sort::by_key(&mut loader.findings, |finding| finding.place.span);
    Err(loader.findings)
}

#[derive(Default)]
struct Loader {
    model: Model,
    interner: Interner,
    places: Vec<Place>,
    findings: Vec<Finding>,
    ids: Ids,
    /// For each source, the places that were read only as others transcribed them.
    transcribed: Vec<Vec<String>>,
    /// The place that says to which day the law was compared.
    checked_place: Place,
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
    /// Where the add-ons are listed.
    add_on_places: Vec<Place>,
}

const TOP: &[&str] = &[
    "version",
    "checked-to",
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
    "publication",
    "add-on",
];

impl Loader {
    fn document(&mut self, root: &At<'_>) -> Outcome<()> {
        let document = root.table(TOP)?;
        let list = document.need("add-ons")?;
        for item in self.several(&list, "at least one add-on")? {
            let id = self.defined("add-on", &item, false)?;
            self.ids.add_ons.push(id);
            self.ids.add_on_places.push(place(&item));
        }
        self.ids.sources = self.ids_of("source", &document)?;
        self.ids.facts = self.ids_of("fact", &document)?;
        self.ids.requirements = self.ids_of("requirement", &document)?;
        self.ids.rates = self.ids_of("rate", &document)?;
        self.ids.readings = self.ids_of("reading", &document)?;
        self.alternative_ids(&document.need("reading")?)?;
        self.version(&document.need("version")?)?;
        if let Some(day) = document.get("checked-to") {
            self.model.checked_to = Some(day.day()?);
            self.checked_place = place(&day);
        }
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
            self.once("exclusion", "id", &at)?;
            self.each(&at, Self::exclusion, |model| &mut model.exclusions)?;
        }
        if let Some(at) = document.get("publication") {
            self.once("day of publication", "changes-on", &at)?;
            self.each(&at, Self::publication, |model| &mut model.publications)?;
        }
        self.add_ons(&document.need("add-on")?)
    }

    /// The ids that a list of the document defines, each of them once.
    fn ids_of(&mut self, kind: &'static str, document: &Table<'_>) -> Outcome<Vec<String>> {
        let list = document.need(kind)?;
        self.once(kind, "id", &list)?;
        let mut ids = Vec::new();
        for item in list.items()? {
            ids.push(self.defined(kind, &item.any_table()?.need("id")?, kind == "reading")?);
        }
        Ok(ids)
    }

    fn version(&mut self, at: &At<'_>) -> Outcome<()> {
        let text = at.text()?;
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if text.split('.').count() != 3 || !text.split('.').all(is_number) {
            self.findings.push(Finding::new(
                Code::BadVersion,
                place(at),
                format!("`{}` is not a version of three numbers", crate::node::shortened(text)),
                "not of the form",
                "write it as \"2026.11.0\"",
            ));
        }
        self.model.version = self.intern(at, text)?;
        Ok(())
    }

    /// Reads every item of a list, going on after a fault.
    fn each<T>(
        &mut self,
        list: &At<'_>,
        read: impl Fn(&mut Self, &At<'_>) -> Outcome<T>,
        into: impl Fn(&mut Model) -> &mut Vec<T>,
    ) -> Outcome<()> {
        for item in list.items()? {
            match read(self, &item) {
                Ok(value) => into(&mut self.model).push(value),
                Err(finding) => self.findings.push(*finding),
            }
        }
        Ok(())
    }

    fn add_ons(&mut self, list: &At<'_>) -> Outcome<()> {
        self.once("add-on", "id", list)?;
        let mut found = Vec::new();
        for item in list.items()? {
            match self.add_on(&item) {
                Ok(add_on) => found.push(add_on),
                Err(finding) => self.findings.push(*finding),
            }
        }
        sort::by_key(&mut found, |(index, _)| *index);
        if self.findings.is_empty() && found.len() < self.ids.add_ons.len() {
            let named = self.ids.add_ons.iter().zip(&self.ids.add_on_places).enumerate();
            let lacking = named.filter(|(index, _)| !found.iter().any(|(known, _)| known == index));
            let reports = lacking.map(|(_, (id, place))| {
                Finding::new(
                    Code::MissingAddOn,
                    place.clone(),
                    format!("the add-on `{id}` is listed and nowhere defined"),
                    "lies in no folder",
                    format!("add the file {id}/add-on.toml, or take it off the list"),
                )
            });
            self.findings.extend(reports);
        }
        self.model.add_ons = found.into_iter().map(|(_, add_on)| add_on).collect();
        Ok(())
    }

    fn remember(&mut self, at: &At<'_>) -> PlaceId {
        let id = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        self.places.push(place(at));
        PlaceId(id)
    }

    fn intern(&mut self, at: &At<'_>, text: &str) -> Outcome<Str> {
        self.interner.intern(text).ok_or_else(|| {
            Box::new(Finding::new(
                Code::TooMany,
                place(at),
                "the rules have more different texts than can be numbered",
                "one text too many",
                "say the same in the same words",
            ))
        })
    }
}

/// Where a key of a table is.
fn key_place(table: &Table<'_>, key: &str) -> Place {
    let path = table.get(key).map_or_else(|| table.at().path(), |at| at.path());
    Place { path, span: table.key_span(key) }
}

/// The keys among `kinds` that a table has, in its order.
fn kinds_in<'n>(table: &Table<'n>, kinds: &[&'static str]) -> Vec<(&'static str, At<'n>)> {
    let known = |key: &str| kinds.iter().copied().find(|kind| *kind == key);
    table.all().filter(|(_, at)| !at.is_null()).filter_map(|(key, at)| Some((known(key)?, at))).collect()
}

fn place(at: &At<'_>) -> Place {
    Place { path: at.path(), span: at.node.span }
}
