//! What if: every facility answered a fact so, or had rates so much higher.

use dx_kasan_kernel::{Facts, PARTS};
use dx_kasan_rules::model::FactKind;
use dx_kasan_rules::node::Value;
use dx_kasan_rules::plan::Scales;
use dx_kasan_rules::rate::Rate;
use dx_kasan_rules::read::{At, Problem};

use crate::error::{Error, Kind};
use crate::facility::{Facility, FactValue, known};
use crate::ruleset::Ruleset;

/// What every facility is taken to say, whatever it says. [`WhatIf::default`] leaves everything as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// By the index of the fact.
    facts: Vec<(usize, bool)>,
    /// In thousand millionths of the whole.
    points: i64,
}

impl WhatIf {
    /// Reads `{ "facts": { "e-prescription": true }, "ratePoints": "5%" }` from JSON text.
    ///
    /// # Errors
    /// `unknown-key`, `unknown-id`, `wrong-type`, and `bad-rate` for `ratePoints` that are not a percentage. Paths begin with
    /// `whatIf`.
    pub fn from_json(rules: &Ruleset, text: &str) -> Result<Self, Error> {
        let node =
            serde_json::from_str(text).map_err(|error| Error::new(Kind::NoJson { detail: error.to_string() }, ""))?;
        Self::read(rules, &At::argument(&node, "whatIf"))
    }

    pub(crate) fn read(rules: &Ruleset, at: &At<'_>) -> Result<Self, Error> {
        let mut what_if = Self::default();
        if at.is_null() {
            return Ok(what_if);
        }
        let table = at.table(&["facts", "ratePoints"])?;
        if let Some(points) = table.get("ratePoints") {
            what_if.points = read_points(&points)?;
        }
        let model = rules.model();
        if let Some(facts) = table.get("facts") {
            for (id, value) in facts.any_table()?.all() {
                let index = known(model.facts.iter().map(|fact| model.str(fact.id)), "fact", id, &value)?;
                if model.facts.get(index).is_some_and(|fact| fact.kind == FactKind::Ratio) {
                    return Err(value.wrong_type("a fact that is answered with yes or no").into());
                }
                what_if.facts.push((index, value.boolean()?));
            }
        }
        Ok(what_if)
    }

    /// Whether anything is otherwise.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// The thresholds as they are for rates that much higher: it comes to the same, and costs nothing.
    pub(crate) fn scales(&self, scales: &Scales) -> Scales {
        let rates = scales.rates.iter().map(|scale| scale.shifted(self.points));
        Scales { rates: rates.collect(), ratios: scales.ratios.clone() }
    }

    pub(crate) fn facts(&self, rules: &Ruleset) -> Facts {
        let bits = (0..64).map(|bit| 1_u64 << bit);
        let mut facts = Facts::default();
        for (fact, bit) in rules.model().facts.iter().zip(bits.clone()) {
            if fact.kind == FactKind::Boolean {
                facts.boolean |= bit;
                facts.favourable |= if fact.favourable { bit } else { 0 };
            }
        }
        for (fact, yes) in &self.facts {
            let bit = bits.clone().nth(*fact).unwrap_or(0);
            facts.set |= bit;
            facts.set_yes |= if *yes { bit } else { 0 };
        }
        facts
    }

    pub(crate) fn apply(&self, facility: &mut Facility) {
        for (fact, yes) in &self.facts {
            if let Some(fact) = facility.facts.get_mut(*fact) {
                *fact = Some(FactValue::Always(*yes));
            }
        }
    }
}

/// A percentage with its sign, which may be below zero.
fn read_points(at: &At<'_>) -> Result<i64, Error> {
    let Value::Text(text) = &at.node.value else {
        return Err(at.wrong_type("a percentage as text").into());
    };
    let (sign, plain) = text.strip_prefix('-').map_or((1, text.as_ref()), |plain| (-1, plain));
    match Rate::parse_percent(plain) {
        Some(rate) if !rate.exceeds_one() => Ok(sign * i64::try_from(rate.in_parts(PARTS)).unwrap_or(0)),
        Some(_) => Err(Error::new(Kind::RateAboveAll { rate: text.to_string() }, at.path())),
        None => Err(at.fault(Problem::BadRate { given: dx_kasan_rules::node::shortened(text) }).into()),
    }
}
