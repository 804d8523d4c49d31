//! Columns across the boundary: typed arrays are copied in a stretch of rows at a time, so that the engine's memory stays small
//! however many rows there are, and answers are copied out. Nothing of either side outlives a call.

mod judge;
mod lists;
mod source;

use dx_kasan_rules::date::{Day, Month};
use dx_kasan_rules::node::{Node, Value};
use dx_kasan_rules::read::At;
use dx_kasan_rules::vocabulary::UsageBasis;
use js_sys::{Array, Uint8Array, Uint32Array};
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use self::lists::{FIELDS, NO_COUNT};
use self::source::Source;
use super::{day, json, node, thrown, with};
use crate::batch::{AddOnRows, Batch};
use crate::columns::Columns;
use crate::error::Error;
use crate::facility::Facility;
use crate::ruleset::Ruleset;
use crate::summary::Summing;
use crate::what_if::WhatIf;

/// What columns are about, beside the arrays.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Header<'r> {
    facts: Vec<&'r str>,
    ratios: Vec<&'r str>,
    usage: Vec<OfMonth>,
    add_ons: Vec<&'r str>,
}

#[derive(Serialize)]
struct OfMonth {
    month: Month,
    basis: UsageBasis,
}

/// Facilities, from the one of number `first` on, as columns: a header, the refusals, then the arrays in the order in which
/// [`Source`] takes them. Where `lenient`, a facility that cannot be right is left out and its number given with the error.
#[wasm_bindgen]
pub fn columns(rules: u32, facilities: &str, first: u32, lenient: bool) -> Result<Array, JsValue> {
    with(rules, |rules| {
        let facilities = node(facilities)?;
        let Value::List(items) = &facilities.value else {
            return Err(At::argument(&facilities, "facilities").wrong_type("a list").into());
        };
        let mut columns = Columns::new(rules);
        let refusals = Array::new();
        for (facility, number) in items.iter().zip(first..) {
            match Facility::read_at(rules, &At::item(facility, "facilities", number as usize)) {
                Ok(facility) => columns.push(&facility),
                Err(error) if lenient => {
                    refusals.push(&Array::of2(&number.into(), &thrown(&error)));
                }
                Err(error) => return Err(error),
            }
        }
        let header = header(rules, &columns);
        let out = Array::of2(&JsValue::from(json(&header)?), &refusals);
        for bytes in [&columns.types, &columns.schedules, &columns.prefectures] {
            out.push(&Uint8Array::from(bytes.as_slice()));
        }
        let give = |words: &[u32]| out.push(&Uint32Array::from(words));
        give(&columns.known.concat());
        give(&columns.yes.concat());
        let rates = columns.ratios.iter().map(|ratio| &ratio.rates);
        for rates in rates.chain(columns.usage.iter().map(|usage| &usage.rates)) {
            give(&rates.parts);
            give(&rates.wholes);
        }
        let number = |number: usize| u32::try_from(number).unwrap_or(NO_COUNT);
        let count = |count: Option<u32>| count.unwrap_or(NO_COUNT);
        let dated = columns.dated.iter().map(|it| {
            let (since, until) = (digits(Some(it.since)), digits(it.until));
            [it.row, number(it.fact), since, until, 0, 0]
        });
        table(&out, 4, &dated.collect::<Vec<_>>());
        let filings = columns.filings.iter().map(|it| [it.row, number(it.add_on), digits(it.day), 0, 0, 0]);
        table(&out, 3, &filings.collect::<Vec<_>>());
        let home_care = columns.home_care.iter().map(|it| {
            let [users, receipts, claims, home] = [it.users, it.receipts, it.claims, it.home_receipts].map(count);
            [it.row, number(it.column), users, receipts, claims, home]
        });
        table(&out, 6, &home_care.collect::<Vec<_>>());
        Ok(out)
    })
}

fn header<'r>(rules: &'r Ruleset, columns: &Columns) -> Header<'r> {
    let model = rules.model();
    let fact = |fact: usize| model.facts.get(fact).map_or("", |fact| model.str(fact.id));
    Header {
        facts: model.facts.iter().map(|fact| model.str(fact.id)).collect(),
        ratios: columns.ratios.iter().map(|ratio| fact(ratio.fact)).collect(),
        usage: columns.usage.iter().map(|usage| OfMonth { month: usage.month, basis: usage.basis }).collect(),
        add_ons: model.add_ons.iter().map(|add_on| model.str(add_on.id)).collect(),
    }
}

/// Gives a list as one array for each of its fields.
fn table(out: &Array, fields: usize, list: &[[u32; FIELDS]]) {
    for field in 0..fields {
        let column: Vec<u32> = list.iter().filter_map(|item| item.get(field).copied()).collect();
        out.push(&Uint32Array::from(column.as_slice()));
    }
}

/// A day as a number such as 20251001; 0 for none.
fn digits(day: Option<Day>) -> u32 {
    day.map_or(0, |day| {
        let year = u32::try_from(day.year()).unwrap_or(0);
        (year * 100 + day.month().of_year()) * 100 + day.day()
    })
}

/// What the facilities of columns qualify for on a day: how to read it, then for each add-on the arrays.
#[wasm_bindgen]
pub fn batch(rules: u32, header: &str, arrays: &Array, date: &str) -> Result<Array, JsValue> {
    with(rules, |rules| {
        let source = Source::read(rules, header, arrays, None)?;
        let mut batch = Batch::new(rules, day(date, "date")?, &WhatIf::default());
        let out = Array::of1(&JsValue::from(json(&batch.add_ons)?));
        let rows = u32::try_from(source.rows).unwrap_or(0);
        let targets: Vec<Target> = batch.add_ons.iter().map(|rows_of| Target::new(rows_of, rows, &out)).collect();
        let wanted: Vec<bool> = source.empty.usage.iter().map(|it| batch.reads(it.month, it.basis)).collect();
        source.each(&wanted, |columns, start| {
            batch.fill(columns);
            batch.add_ons.iter().zip(&targets).for_each(|(rows, target)| target.take(rows, start));
        })?;
        Ok(out)
    })
}

/// The arrays that the answers of an add-on go to.
struct Target {
    bytes: [Uint8Array; 3],
    words: Vec<Uint32Array>,
}

impl Target {
    fn new(rows_of: &AddOnRows<'_>, rows: u32, out: &Array) -> Self {
        let bytes = [(); 3].map(|()| Uint8Array::new_with_length(rows));
        let words: Vec<_> = (0..=rows_of.levels.len()).map(|_| Uint32Array::new_with_length(rows)).collect();
        let arrays = bytes.iter().map(AsRef::<JsValue>::as_ref).chain(words.iter().map(AsRef::as_ref));
        for array in arrays {
            out.push(array);
        }
        Self { bytes, words }
    }

    fn take(&self, rows: &AddOnRows<'_>, start: u32) {
        let end = start + u32::try_from(rows.verdicts.len()).unwrap_or(0);
        for (array, column) in self.bytes.iter().zip([&rows.verdicts, &rows.worst, &rows.best]) {
            array.subarray(start, end).copy_from(column);
        }
        for (array, column) in self.words.iter().zip(std::iter::once(&rows.amounts).chain(&rows.missing)) {
            array.subarray(start, end).copy_from(column);
        }
    }
}

/// The counts of a day, and of another.
#[wasm_bindgen]
pub fn summary(
    rules: u32,
    header: &str,
    arrays: &Array,
    date: &str,
    other: &str,
    options: &str,
) -> Result<String, JsValue> {
    with(rules, |rules| {
        let source = Source::read(rules, header, arrays, None)?;
        let date = day(date, "date")?;
        let second = node(other)?;
        let second = At::argument(&second, "other");
        let other = if second.is_null() { None } else { Some(second.day()?) };
        let mut summing = Summing::new(rules, date, other, &supposed(rules, &node(options)?)?);
        source.each(&[], |columns, _| summing.add(columns))?;
        json(&summing.finish())
    })
}

fn supposed(rules: &Ruleset, node: &Node<'_>) -> Result<WhatIf, Error> {
    let at = At::argument(node, "options");
    if at.is_null() {
        return Ok(WhatIf::default());
    }
    let table = at.table(&["whatIf"])?;
    table.get("whatIf").map_or_else(|| Ok(WhatIf::default()), |at| WhatIf::read(rules, &at))
}

/// The answer of `evaluate` for a row.
#[wasm_bindgen(js_name = explainRow)]
pub fn explain_row(rules: u32, header: &str, arrays: &Array, row: &str, date: &str) -> Result<String, JsValue> {
    with(rules, |rules| {
        let row = node(row)?;
        let source = Source::read(rules, header, arrays, Some(&row))?;
        let row = source.only.map_or(0, |row| row as usize);
        let date = day(date, "date")?;
        let mut columns = source.empty.clone();
        source.load(&mut columns, row, (row + 1).min(source.rows), &[])?;
        let facility = columns.facility(0).ok_or_else(|| Error::internal("the columns have no rows"))?;
        json(&crate::evaluate::evaluate(rules, &facility, date))
    })
}
