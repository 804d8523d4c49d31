//! The rules as they are or with a fault planted in them, and facilities of all levels under them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;
use std::sync::OnceLock;

use dx_kasan::{Day, Facility, Month, Ruleset, Service, Visit, claim};
use dx_kasan_rules::author::{Compiled, compile_folder};
use serde_json::{Map, Value, json};

use super::tables::{Days, Meaning};

fn compiled() -> &'static Compiled {
    static COMPILED: OnceLock<Compiled> = OnceLock::new();
    COMPILED.get_or_init(|| compile_folder(Path::new("rules")).unwrap())
}

/// A ruleset, and facilities of all levels under it.
pub(super) struct Law {
    document: Value,
    pub(super) rules: Ruleset,
    /// The same rules with all add-ons out of reach but these. So no other claim of a visit can do what a row says.
    alone: RefCell<BTreeMap<BTreeSet<String>, Rc<Ruleset>>>,
    /// By 点数表 and month.
    facilities: RefCell<BTreeMap<(String, Month), Rc<Facilities>>>,
    /// The days on which anything of the rules begins.
    beginnings: BTreeSet<Day>,
}

/// Facilities that claim different levels in a month, each with the level of each add-on.
pub(super) type Facilities = Vec<(Facility, BTreeMap<String, String>)>;

/// A fact that none of these add-ons reads, and that the facilities do not have.
const OUT_OF_REACH: &str = "emergency-records-access";

impl Law {
    /// The rules with something else planted in them.
    pub(super) fn with(plant: impl FnOnce(&mut Value)) -> Self {
        let mut document = serde_json::to_value(&compiled().document).unwrap();
        plant(&mut document);
        let rules = Ruleset::from_json(&document.to_string()).unwrap();
        let mut beginnings = BTreeSet::new();
        rules.model().arms(&mut |arm| {
            beginnings.insert(arm.from);
            beginnings.extend(arm.until.map(Day::next));
        });
        Self { document, rules, alone: RefCell::default(), facilities: RefCell::default(), beginnings }
    }

    pub(super) fn alone(&self, add_ons: [&str; 2]) -> Rc<Ruleset> {
        let kept: BTreeSet<String> = add_ons.map(str::to_owned).into();
        let alone = self.alone.borrow().get(&kept).cloned();
        alone.unwrap_or_else(|| {
            let mut document = self.document.clone();
            for add_on in document["add-on"].as_array_mut().unwrap() {
                if kept.contains(add_on["id"].as_str().unwrap()) {
                    continue;
                }
                for require in add_on["require"].as_array_mut().unwrap() {
                    if require["requirement"] == "online-claims" {
                        require["when"] = json!({ "all": [require["when"], OUT_OF_REACH] });
                    }
                }
            }
            let rules = Rc::new(Ruleset::from_json(&document.to_string()).unwrap());
            self.alone.borrow_mut().insert(kept, Rc::clone(&rules));
            rules
        })
    }

    pub(super) fn facilities(&self, schedule: &str, month: Month) -> Rc<Facilities> {
        let key = (schedule.to_owned(), month);
        let known = self.facilities.borrow().get(&key).cloned();
        known.unwrap_or_else(|| {
            let facilities = Rc::new(facilities(&self.rules, schedule, month));
            self.facilities.borrow_mut().insert(key, Rc::clone(&facilities));
            facilities
        })
    }

    /// The days on which a row is held: its first and its last, and each between them on which something begins, with the
    /// day before.
    pub(super) fn days(&self, (from, until): Days) -> BTreeSet<Day> {
        let between = self.beginnings.iter().filter(|day| from < **day && **day <= until);
        between.flat_map(|day| [day.previous(), *day]).chain([from, until]).collect()
    }
}

/// A facility that claims the level of each meaning.
pub(super) fn of_levels<'f>(facilities: &'f Facilities, meanings: &[&Meaning]) -> Option<&'f Facility> {
    let claims =
        |levels: &BTreeMap<String, String>| meanings.iter().all(|of| levels.get(&of.add_on) == Some(&of.level));
    facilities.iter().find(|(_, levels)| claims(levels)).map(|(facility, _)| facility)
}

/// Facilities that have everything but perhaps e-prescriptions, filed anew in April 2025 or not, at each rate that counts in the
/// month. What is measured later is high, so that they go on claiming.
fn facilities(rules: &Ruleset, schedule: &str, month: Month) -> Facilities {
    let answer = |favourable: Option<bool>| favourable.map_or(json!("0%"), Value::from);
    let answers: Map<String, Value> =
        rules.facts().iter().map(|fact| (fact.id.to_owned(), answer(fact.favourable))).collect();
    let mut all = Facilities::new();
    for (issues, filed_anew) in [(true, true), (true, false), (false, false)] {
        for percent in 0..=100 {
            let mut facts = answers.clone();
            facts.insert("e-prescription".to_owned(), json!(issues));
            facts.insert("dispensing-registration".to_owned(), json!(issues));
            facts.insert(OUT_OF_REACH.to_owned(), json!(false));
            let days = if filed_anew { json!(["2024-06-01", "2025-04-01"]) } else { json!("2024-06-01") };
            let filings: Map<String, Value> =
                rules.add_ons().iter().map(|add_on| (add_on.id.to_owned(), days.clone())).collect();
            let rate = |back: u32| if back > 2 { percent } else { 100 };
            let measured = |back| json!({ "month": month.minus(back).to_string(), "rate": format!("{}%", rate(back)) });
            let usage: Vec<Value> = (0..6).map(measured).collect();
            let kind = if schedule == "dental" { "dental-clinic" } else { "medical-clinic" };
            let facility = json!({ "type": kind, "facts": facts, "usage": usage, "filings": filings });
            let facility = Facility::from_json(rules, &facility.to_string()).unwrap();
            let levels = levels(rules, &facility, month);
            if all.iter().all(|(_, known)| *known != levels) {
                all.push((facility, levels));
            }
        }
    }
    all
}

/// The level that a facility claims of each add-on in a month.
fn levels(rules: &Ruleset, facility: &Facility, month: Month) -> BTreeMap<String, String> {
    let visits: Vec<Visit> =
        facility.schedule().services().iter().map(|service| visit(month.first_day(), *service)).collect();
    let lines = claim(rules, facility, &visits).lines.into_iter();
    lines.filter_map(|line| Some((line.add_on.to_owned(), line.level?.to_owned()))).collect()
}

pub(super) fn visit(date: Day, service: Service) -> Visit {
    // The codes of 2024 are those of the fees with the card.
    Visit { date, service, card: true, referral: false, second_department: false, telephone: false }
}
