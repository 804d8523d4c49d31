//! The boundary to JavaScript, and nothing but the boundary: it converts and calls.
//!
//! Text goes in and text comes out. A probe showed why: walking an object through the boundary costs a call for each of its
//! properties, while a text is copied once; and an exception that crosses this code would leave its stack where it stood, so
//! whatever a caller's object may throw has been thrown before, in the facade's encoder.

mod columns;

use std::cell::RefCell;
use std::rc::Rc;

use dx_kasan_rules::date::Day;
use dx_kasan_rules::node::Node;
use dx_kasan_rules::read::At;
use dx_kasan_rules::wire;
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

pub use self::columns::{batch, columns, explain_row, summary};
use crate::error::{Error, Kind};
use crate::evaluate::evaluate as assess;
use crate::facility::Facility;
use crate::json;
use crate::options::Options;
use crate::ruleset::{Ruleset, refused};
use crate::visit::Visit;
use crate::volume::Volume;
use crate::{
    claim as claims, outlook as ahead, parse, project as projection, receipt as receipts, remedy, timeline as span,
};

thread_local! {
    /// By their handles; a handle whose ruleset was closed is free for the next one.
    static RULESETS: RefCell<Vec<Option<Opened>>> = const { RefCell::new(Vec::new()) };
}

/// A ruleset, and how often it was opened and not closed.
struct Opened {
    rules: Rc<Ruleset>,
    times: u32,
}

impl Opened {
    fn new(rules: Ruleset) -> Self {
        Self { rules: Rc::new(rules.by_reference()), times: 1 }
    }
}

fn with<T>(handle: u32, call: impl FnOnce(&Ruleset) -> Result<T, Error>) -> Result<T, JsValue> {
    let rules = RULESETS.with_borrow_mut(|rulesets| {
        if rulesets.is_empty() {
            rulesets.push(Some(Opened::new(Ruleset::decode_built_in())));
        }
        rulesets.get(handle as usize).and_then(Option::as_ref).map(|opened| Rc::clone(&opened.rules))
    });
    let rules = rules.ok_or_else(|| thrown(&Error::internal("no ruleset has this handle")))?;
    call(&rules).map_err(|error| thrown(&error))
}

/// An error as the text of the object that the facade makes a `DxKasanError` of.
fn thrown(error: &Error) -> JsValue {
    JsValue::from_str(&json::to_string(error))
}

fn json(value: &impl Serialize) -> Result<String, Error> {
    Ok(json::to_string(value))
}

/// What a facility qualifies for on a day.
#[wasm_bindgen]
pub fn evaluate(rules: u32, facility: &str, date: &str, options: &str) -> Result<String, JsValue> {
    with(rules, |rules| {
        let facility = Facility::read(rules, &node(facility)?)?;
        let date = day(date, "date")?;
        match known_at(&node(options)?)? {
            None => json(&assess(rules, &facility, date)),
            Some(day) => json(&assess(&rules.known_at(day), &facility, date)),
        }
    })
}

/// Every fault of a facility.
#[wasm_bindgen]
pub fn check(rules: u32, facility: &str) -> Result<String, JsValue> {
    with(rules, |rules| json(&Facility::faults(rules, &node(facility)?)))
}

/// The receipt of an evaluation.
#[wasm_bindgen]
pub fn receipt(rules: u32, facility: &str, date: &str, options: &str) -> Result<String, JsValue> {
    with(rules, |rules| {
        let date = day(date, "date")?;
        receipts::of(rules, &node(facility)?, date, known_at(&node(options)?)?)
    })
}

/// Whether a receipt holds.
#[wasm_bindgen]
pub fn verify(rules: u32, receipt: &str) -> Result<(), JsValue> {
    with(rules, |rules| receipts::verify(rules, At::argument(&node(receipt)?, "receipt").text()?))
}

/// The one option of an evaluation.
fn known_at(node: &Node<'_>) -> Result<Option<Day>, Error> {
    let at = At::argument(node, "options");
    if at.is_null() {
        return Ok(None);
    }
    Ok(at.table(&["knownAt"])?.get("knownAt").map(|day| day.day()).transpose()?)
}

/// The usage rates that the coming claim months need.
#[wasm_bindgen]
pub fn outlook(rules: u32, facility: &str, date: &str, options: &str) -> Result<String, JsValue> {
    with(rules, |rules| {
        let facility = Facility::read(rules, &node(facility)?)?;
        let date = day(date, "date")?;
        let options = Options::read(rules, &facility, &node(options)?, &["addOns", "months"])?;
        json(&ahead::outlook(rules, &facility, date, &options))
    })
}

/// What would raise the levels of a facility.
#[wasm_bindgen]
pub fn remedies(rules: u32, facility: &str, date: &str, options: &str) -> Result<String, JsValue> {
    with(rules, |rules| {
        let facility = Facility::read(rules, &node(facility)?)?;
        let date = day(date, "date")?;
        let options = Options::read(rules, &facility, &node(options)?, &["addOns"])?;
        json(&remedy::remedies(rules, &facility, date, &options))
    })
}

/// What changes over a span of days with nothing done.
#[wasm_bindgen]
pub fn timeline(rules: u32, facility: &str, from: &str, until: &str, options: &str) -> Result<String, JsValue> {
    with(rules, |rules| {
        let facility = Facility::read(rules, &node(facility)?)?;
        let (from, until) = (day(from, "from")?, day(until, "until")?);
        let options = Options::read(rules, &facility, &node(options)?, &["addOns"])?;
        json(&span::timeline(rules, &facility, from, until, &options)?)
    })
}

/// What is claimed over a patient's visits.
#[wasm_bindgen]
pub fn claim(rules: u32, facility: &str, visits: &str, options: &str) -> Result<String, JsValue> {
    with(rules, |rules| {
        let facility = Facility::read(rules, &node(facility)?)?;
        let visits = Visit::read_list(rules, &facility, &node(visits)?)?;
        no_options(&node(options)?)?;
        json(&claims::claim(rules, &facility, &visits))
    })
}

/// What a month's patients come to.
#[wasm_bindgen]
pub fn project(rules: u32, facility: &str, volume: &str, options: &str) -> Result<String, JsValue> {
    with(rules, |rules| {
        let facility = Facility::read(rules, &node(facility)?)?;
        let volume = Volume::read(rules, &facility, &node(volume)?)?;
        no_options(&node(options)?)?;
        json(&projection::project(rules, &facility, &volume))
    })
}

/// What changes in the rules between two days.
#[wasm_bindgen]
pub fn compare(rules: u32, from: &str, to: &str) -> Result<String, JsValue> {
    with(rules, |rules| json(&rules.compare(day(from, "from")?, day(to, "to")?)))
}

fn day(text: &str, name: &'static str) -> Result<Day, Error> {
    let date = node(text)?;
    Ok(At::argument(&date, name).day()?)
}

/// Some questions have no option yet; one that is handed in must not be passed over in silence.
fn no_options(node: &Node<'_>) -> Result<(), Error> {
    let at = At::argument(node, "options");
    if !at.is_null() {
        at.table(&[])?;
    }
    Ok(())
}

/// The constants of numbers that answers refer to, as a list: an answer refers to some two hundred, and a call for each would take
/// a browser longer than the answer.
#[wasm_bindgen]
pub fn constants(rules: u32, numbers: &[u32]) -> Result<String, JsValue> {
    with(rules, |rules| {
        let one = |number: &u32| rules.constant(*number).ok_or_else(|| Error::internal("no constant has this number"));
        let all = numbers.iter().map(one).collect::<Result<Vec<_>, _>>()?;
        Ok(format!("[{}]", all.join(",")))
    })
}

/// The add-ons of a ruleset.
#[wasm_bindgen(js_name = addOns)]
pub fn add_ons(rules: u32) -> Result<String, JsValue> {
    with(rules, |rules| json(&rules.add_ons()))
}

/// The facts of a ruleset.
#[wasm_bindgen]
pub fn facts(rules: u32) -> Result<String, JsValue> {
    with(rules, |rules| json(&rules.facts()))
}

/// The sources of a ruleset.
#[wasm_bindgen]
pub fn sources(rules: u32) -> Result<String, JsValue> {
    with(rules, |rules| json(&rules.sources()))
}

/// The conflicting readings of a ruleset.
#[wasm_bindgen]
pub fn readings(rules: u32) -> Result<String, JsValue> {
    with(rules, |rules| json(&rules.readings()))
}

/// A ruleset as a whole.
#[wasm_bindgen(js_name = rulesInfo)]
pub fn rules_info(rules: u32) -> Result<String, JsValue> {
    with(rules, |rules| json(&rules.info()))
}

/// Takes a ruleset that the module of `loadRules` compiled, and gives its handle; the same ruleset has the same.
#[wasm_bindgen(js_name = openRules)]
pub fn open_rules(compiled: &[u8]) -> Result<u32, JsValue> {
    let ruleset = Ruleset::from_compiled(compiled).map_err(|error| thrown(&error))?;
    with(0, |_| Ok(()))?;
    let handle = RULESETS.with_borrow_mut(|rulesets| {
        let is_same = |known: &Opened| known.rules.sha256() == ruleset.sha256();
        let same = rulesets
            .iter_mut()
            .enumerate()
            .find_map(|(handle, slot)| slot.as_mut().filter(|known| is_same(known)).map(|known| (handle, known)));
        if let Some((handle, known)) = same {
            known.times += 1;
            return handle;
        }
        let free = rulesets.iter().position(Option::is_none).unwrap_or(rulesets.len());
        rulesets.resize_with(rulesets.len().max(free + 1), || None);
        if let Some(slot) = rulesets.get_mut(free) {
            *slot = Some(Opened::new(ruleset));
        }
        free
    });
    u32::try_from(handle).map_err(|_| thrown(&Error::internal("there are too many rulesets")))
}

/// Gives back what a ruleset takes, once it was closed as often as it was opened. The built-in rules are never closed.
#[wasm_bindgen(js_name = closeRules)]
pub fn close_rules(handle: u32) {
    RULESETS.with_borrow_mut(|rulesets| {
        let Some(slot) = rulesets.get_mut(handle as usize) else { return };
        if let Some(opened) = slot {
            opened.times -= 1;
            if opened.times == 0 {
                *slot = None;
            }
        }
    });
}

/// Throws the error of a ruleset in which the module of `loadRules` found a fault, so that it has the words of every other.
#[wasm_bindgen(js_name = refuseRules)]
pub fn refuse_rules(path: &str, finding: &str) -> Result<u32, JsValue> {
    Err(thrown(&refused(path, finding)))
}

/// A date as people write it, in the form that the engine takes.
#[wasm_bindgen(js_name = parseDate)]
pub fn parse_date(text: &str) -> Result<String, JsValue> {
    parsed(text, |text| parse::parse_date(text).map(|day: Day| day.to_string()))
}

/// A rate as people write it, in the form that the engine takes.
#[wasm_bindgen(js_name = parseRate)]
pub fn parse_rate(text: &str) -> Result<String, JsValue> {
    parsed(text, parse::parse_rate)
}

fn parsed(text: &str, parse: impl FnOnce(&str) -> Result<String, Error>) -> Result<String, JsValue> {
    let parsed = node(text).and_then(|node| parse(At::root(&node).text()?));
    parsed.map_err(|error| thrown(&error))
}

/// The facade's text as plain data.
fn node(text: &str) -> Result<Node<'_>, Error> {
    wire::read(text).ok_or_else(|| Error::new(Kind::NoJson { detail: "it is none of the facade's".to_owned() }, ""))
}
