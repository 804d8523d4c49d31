//! Columns across the boundary: typed arrays are copied in a stretch of rows at a time, so that the engine's memory stays small
//! however many rows there are, and answers are copied out. Nothing of either side outlives a call.

use dx_kasan_rules::date::{Day, Month};
use dx_kasan_rules::model::FactKind;
use dx_kasan_rules::node::{Node, Value};
use dx_kasan_rules::rate::LARGEST_COUNT;
use dx_kasan_rules::read::{At, Problem};
use dx_kasan_rules::vocabulary::{FacilityType, Schedule, UsageBasis};
use js_sys::{Array, Uint8Array, Uint32Array};
use serde::Serialize;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

use super::{day, json, node, thrown, with};
use crate::batch::{AddOnRows, Batch};
use crate::columns::{Columns, Dated, Filed, HomeCare, Rates};
use crate::error::{Error, Kind};
use crate::facility::{Facility, PREFECTURES};
use crate::ruleset::Ruleset;
use crate::summary::Summing;
use crate::what_if::WhatIf;

/// So many rows are copied at a time.
const STRETCH: usize = 4096;
/// What stands for a count that is not known.
const NO_COUNT: u32 = u32::MAX;

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

/// The caller's columns, with what of them is not by row.
struct Source {
    rows: usize,
    /// Without rows, with the months.
    empty: Columns,
    bytes: [Uint8Array; 3],
    /// `known`, `yes`, and parts and wholes of ratios and months.
    words: Vec<Uint32Array>,
    dated: Vec<Dated>,
    filings: Vec<Filed>,
    home_care: Vec<HomeCare>,
    /// The only row that is asked about.
    only: Option<u32>,
}

impl Source {
    /// `row`: the only one that is asked about. Filings matter to explanations alone and are left out where there is none.
    fn read(rules: &Ruleset, text: &str, arrays: &Array, row: Option<&Node<'_>>) -> Result<Self, Error> {
        let header_node = node(text)?;
        let at = At::argument(&header_node, "columns");
        let table = at.table(&["rows", "facts", "ratios", "usage", "addOns"])?;
        let rows = table.need("rows")?.whole(0, LARGEST_COUNT)?;
        let mut empty = Columns::new(rules);
        let known = header(rules, &empty);
        for (key, kind, ids) in
            [("facts", "fact", &known.facts), ("ratios", "fact", &known.ratios), ("addOns", "add-on", &known.add_ons)]
        {
            same_ids(&table.need(key)?, kind, ids)?;
        }
        for (item, number) in table.need("usage")?.items()?.zip(1..) {
            let month = item.table(&["month", "basis"])?;
            let (at, basis) = (month.need("month")?, month.need("basis")?.word()?);
            let month = at.month()?;
            empty.column_of(month, basis);
            if empty.usage.len() < number {
                return Err(Error::new(Kind::MonthTwice { month: month.to_string(), basis: basis.id() }, at.path()));
            }
        }
        let mut next = arrays.iter();
        let mut byte = || next.next().and_then(|array| array.dyn_into::<Uint8Array>().ok()).unwrap_or_default();
        let bytes = [byte(), byte(), byte()];
        let mut word = || next.next().and_then(|array| array.dyn_into::<Uint32Array>().ok()).unwrap_or_default();
        let rates = 2 * (empty.ratios.len() + empty.usage.len());
        let words: Vec<Uint32Array> = (0..2 + rates).map(|_| word()).collect();
        let rows = usize::try_from(rows).unwrap_or(0);
        let (dated, filings, home_care) = (Vec::new(), Vec::new(), Vec::new());
        let mut source = Self { rows, empty, bytes, words, dated, filings, home_care, only: None };
        source.check_lengths()?;
        let only = row.map(|row| At::argument(row, "row").whole(0, (rows as u64).saturating_sub(1))).transpose()?;
        source.only = only.and_then(|row| u32::try_from(row).ok());
        let dated = Lists::read("dated", &["rows", "facts", "since", "until"], &mut word, rows)?;
        let filings = Lists::read("filings", &["rows", "addOns", "days"], &mut word, rows)?;
        let fields = &["rows", "usage", "users", "receipts", "claims", "homeReceipts"];
        let home_care = Lists::read("homeCare", fields, &mut word, rows)?;
        source.dated = dated.map(source.only, |list, index, [row, fact, since, until, ..]| {
            let fact = list.number(index, 1, fact, known.facts.len())?;
            if rules.model().facts.get(fact).is_some_and(|known| known.kind == FactKind::Ratio) {
                let expected = "a fact that is answered with yes or no";
                let kind = Kind::Value(Problem::WrongType { expected, found: "a ratio".to_owned() });
                return Err(Error::new(kind, list.path(1, index)));
            }
            let (from, until) = (list.day(index, 2, since)?, list.day(index, 3, until)?);
            let since = from.ok_or_else(|| list.bad_day(index, 2, since))?;
            match until {
                Some(until) if until < since => {
                    let kind = Kind::UntilBeforeSince { since: since.to_string(), until: until.to_string() };
                    Err(Error::new(kind, list.path(3, index)))
                }
                _ => Ok(Dated { row, fact, since, until }),
            }
        })?;
        if source.only.is_some() {
            source.filings = filings.map(source.only, |list, index, [row, add_on, day, ..]| {
                let add_on = list.number(index, 1, add_on, known.add_ons.len())?;
                Ok(Filed { row, add_on, day: list.day(index, 2, day)? })
            })?;
        }
        source.home_care =
            home_care.map(source.only, |list, index, [row, column, users, receipts, claims, home_receipts]| {
                let column = list.number(index, 1, column, source.empty.usage.len())?;
                let count = |field: usize, count: u32| match count {
                    NO_COUNT => Ok(None),
                    count => list.number(index, field, count, LARGEST_COUNT as usize + 1).map(|_| Some(count)),
                };
                let (users, receipts) = (count(2, users)?, count(3, receipts)?);
                let (claims, home_receipts) = (count(4, claims)?, count(5, home_receipts)?);
                Ok(HomeCare { row, column, users, receipts, claims, home_receipts })
            })?;
        Ok(source)
    }

    fn check_lengths(&self) -> Result<(), Error> {
        let words = self.empty.known.len();
        let bytes = self.bytes.iter().map(|array| (array.length(), 1));
        let masks = self.words.iter().take(2).map(|array| (array.length(), words));
        let rates = self.words.iter().skip(2).map(|array| (array.length(), 1));
        for (index, (found, words)) in bytes.chain(masks).chain(rates).enumerate() {
            let (needed, found) = ((self.rows * words) as u64, u64::from(found));
            if needed != found {
                return Err(Error::new(Kind::ColumnLength { needed, found }, self.name(index)));
            }
        }
        Ok(())
    }

    /// The path of an array by its place among the arrays.
    fn name(&self, index: usize) -> String {
        match index {
            0 => "columns.types".to_owned(),
            1 => "columns.schedules".to_owned(),
            2 => "columns.prefectures".to_owned(),
            3 => "columns.known".to_owned(),
            4 => "columns.yes".to_owned(),
            _ => {
                let (number, field) = ((index - 5) / 2, if index % 2 == 1 { "parts" } else { "wholes" });
                match number.checked_sub(self.empty.ratios.len()) {
                    None => format!("columns.ratios[{number}].{field}"),
                    Some(number) => format!("columns.usage[{number}].{field}"),
                }
            }
        }
    }

    /// Goes through all rows in stretches. Of the months only those `wanted` are copied, which is all where it is empty.
    fn each(&self, wanted: &[bool], mut ask: impl FnMut(&Columns, u32)) -> Result<(), Error> {
        let mut columns = self.empty.clone();
        for start in (0..self.rows).step_by(STRETCH) {
            let end = (start + STRETCH).min(self.rows);
            self.load(&mut columns, start, end, wanted)?;
            ask(&columns, u32::try_from(start).unwrap_or(0));
        }
        Ok(())
    }

    /// Fills `columns` with the rows of a stretch.
    fn load(&self, columns: &mut Columns, start: usize, end: usize, wanted: &[bool]) -> Result<(), Error> {
        let (first, last) = (u32::try_from(start).unwrap_or(0), u32::try_from(end).unwrap_or(0));
        columns.clear();
        let [types, schedules, prefectures] = &self.bytes;
        for (array, column) in
            [(types, &mut columns.types), (schedules, &mut columns.schedules), (prefectures, &mut columns.prefectures)]
        {
            column.resize(end - start, 0);
            array.subarray(first, last).copy_to(column);
        }
        let words = |array: &Uint32Array, offset: usize, column: &mut Vec<u32>| {
            let offset = u32::try_from(offset).unwrap_or(0);
            column.resize(end - start, 0);
            array.subarray(offset + first, offset + last).copy_to(column);
        };
        let mut arrays = self.words.iter();
        for (masks, array) in [&mut columns.known, &mut columns.yes].into_iter().zip(&mut arrays) {
            for (word, mask) in masks.iter_mut().enumerate() {
                words(array, word * self.rows, mask);
            }
        }
        for rates in columns.ratios.iter_mut().map(|ratio| &mut ratio.rates) {
            for (column, array) in [&mut rates.parts, &mut rates.wholes].into_iter().zip(&mut arrays) {
                words(array, 0, column);
            }
        }
        for (index, usage) in columns.usage.iter_mut().enumerate() {
            for (column, array) in [&mut usage.rates.parts, &mut usage.rates.wholes].into_iter().zip(&mut arrays) {
                if wanted.get(index).copied().unwrap_or(true) {
                    words(array, 0, column);
                }
            }
        }
        columns.dated = stretch(&self.dated, first, last, |it| &mut it.row);
        columns.filings = stretch(&self.filings, first, last, |it| &mut it.row);
        columns.home_care = stretch(&self.home_care, first, last, |it| &mut it.row);
        self.judge(columns, start)
    }

    /// Refuses what no facility could have said.
    fn judge(&self, columns: &Columns, start: usize) -> Result<(), Error> {
        let out_of_range = |index: usize, row: usize, given: u8, max: usize| {
            let problem = Problem::OutOfRange { given: given.to_string(), min: 0, max: max as u64 };
            Error::new(Kind::Value(problem), format!("{}[{}]", self.name(index), start + row))
        };
        let limits = [FacilityType::ALL.len() - 1, Schedule::ALL.len() - 1, usize::from(PREFECTURES)];
        let bytes = [&columns.types, &columns.schedules, &columns.prefectures];
        for (index, (column, max)) in bytes.into_iter().zip(limits).enumerate() {
            if let Some(row) = dx_kasan_kernel::improper_byte(column, u8::try_from(max).unwrap_or(u8::MAX)) {
                return Err(out_of_range(index, row, column.get(row).copied().unwrap_or(0), max));
            }
        }
        let schedules: Vec<u8> =
            FacilityType::ALL.iter().map(|kind| kind.schedules().iter().fold(0, |set, one| set | one.bit())).collect();
        if let Some(row) = dx_kasan_kernel::improper_pair(&columns.types, &columns.schedules, &schedules) {
            let kind = columns.types.get(row).and_then(|kind| FacilityType::ALL.get(usize::from(*kind)));
            let schedule = columns.schedules.get(row).and_then(|schedule| Schedule::ALL.get(usize::from(*schedule)));
            let (facility_type, schedule) = (kind.map_or("", |kind| kind.id()), schedule.map_or("", |one| one.id()));
            let path = format!("{}[{}]", self.name(1), start + row);
            return Err(Error::new(Kind::NotOfThisType { facility_type, schedule }, path));
        }
        let ratios = columns.ratios.iter().map(|ratio| &ratio.rates);
        let rates: Vec<&Rates> = ratios.chain(columns.usage.iter().map(|usage| &usage.rates)).collect();
        let most = u32::try_from(LARGEST_COUNT).unwrap_or(u32::MAX);
        for (number, rates) in rates.into_iter().enumerate() {
            if let Some(row) = dx_kasan_kernel::improper(rates.column(), most) {
                let of = |column: &[u32]| u64::from(column.get(row).copied().unwrap_or(0));
                let (part, whole) = (of(&rates.parts), of(&rates.wholes));
                let path = |field: usize| format!("{}[{}]", self.name(5 + 2 * number + field), start + row);
                return Err(if whole > LARGEST_COUNT {
                    let problem = Problem::OutOfRange { given: whole.to_string(), min: 0, max: LARGEST_COUNT };
                    Error::new(Kind::Value(problem), path(1))
                } else {
                    Error::new(Kind::PartAboveWhole { part, whole }, path(0))
                });
            }
        }
        Ok(())
    }
}

/// The items of some rows, counted from the first of them.
fn stretch<T: Copy>(list: &[T], first: u32, last: u32, row: impl Fn(&mut T) -> &mut u32) -> Vec<T> {
    let row_of = |item: &T| *row(&mut item.clone());
    let (start, end) = (list.partition_point(|it| row_of(it) < first), list.partition_point(|it| row_of(it) < last));
    let mut items = list.get(start..end).unwrap_or_default().to_vec();
    items.iter_mut().for_each(|item| *row(item) -= first);
    items
}

/// The columns have to be about exactly what the rules know: a bit that meant another fact would be a wrong answer.
fn same_ids(at: &At<'_>, kind: &'static str, known: &[&str]) -> Result<(), Error> {
    let mut expected = known.iter().copied();
    let mut found = 0;
    for item in at.items()? {
        let index = item.id(kind, known.iter().copied())?;
        if index != found {
            let kind =
                Kind::OutOfOrder { given: item.text()?.to_owned(), needed: expected.next().unwrap_or("").to_owned() };
            return Err(Error::new(kind, item.path()));
        }
        expected.next();
        found += 1;
    }
    if found == known.len() {
        Ok(())
    } else {
        Err(Error::new(Kind::ColumnLength { needed: known.len() as u64, found: found as u64 }, at.path()))
    }
}

/// Lists beside the columns: an array for each of their fields.
struct Lists {
    name: &'static str,
    fields: &'static [&'static str],
    columns: Vec<Vec<u32>>,
}

/// The most fields of a list.
const FIELDS: usize = 6;

impl Lists {
    /// Their rows have to rise, so that a stretch is found at once.
    fn read(
        name: &'static str,
        fields: &'static [&'static str],
        next: &mut dyn FnMut() -> Uint32Array,
        rows: usize,
    ) -> Result<Self, Error> {
        let lists = Self { name, fields, columns: fields.iter().map(|_| next().to_vec()).collect() };
        let [first, ..] = lists.columns.as_slice() else { return Ok(lists) };
        for (field, column) in lists.columns.iter().enumerate() {
            if column.len() != first.len() {
                let (needed, found) = (first.len() as u64, column.len() as u64);
                return Err(Error::new(Kind::ColumnLength { needed, found }, lists.path_of(field)));
            }
        }
        let mut least = 0;
        for (index, row) in first.iter().enumerate() {
            if *row < least || *row as usize >= rows {
                let max = (rows as u64).saturating_sub(1);
                let problem = Problem::OutOfRange { given: row.to_string(), min: u64::from(least), max };
                return Err(Error::new(Kind::Value(problem), lists.path(0, index)));
            }
            least = *row;
        }
        Ok(lists)
    }

    fn path_of(&self, field: usize) -> String {
        format!("columns.{}.{}", self.name, self.fields.get(field).unwrap_or(&""))
    }

    fn path(&self, field: usize, index: usize) -> String {
        format!("{}[{index}]", self.path_of(field))
    }

    /// The items, or those of the only row that is asked about.
    fn map<T>(
        &self,
        only: Option<u32>,
        item: impl Fn(&Self, usize, [u32; FIELDS]) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let rows = self.columns.first().map_or(&[][..], Vec::as_slice);
        let (start, end) = only.map_or((0, rows.len()), |only| {
            (rows.partition_point(|row| *row < only), rows.partition_point(|row| *row <= only))
        });
        let field = |field: usize, index: usize| self.columns.get(field).and_then(|it| it.get(index)).copied();
        let fields = |index: usize| std::array::from_fn(|number| field(number, index).unwrap_or(0));
        (start..end).map(|index| item(self, index, fields(index))).collect()
    }

    /// A number below `limit`.
    fn number(&self, index: usize, field: usize, given: u32, limit: usize) -> Result<usize, Error> {
        if (given as usize) < limit {
            return Ok(given as usize);
        }
        let max = (limit as u64).saturating_sub(1);
        let problem = Problem::OutOfRange { given: given.to_string(), min: 0, max };
        Err(Error::new(Kind::Value(problem), self.path(field, index)))
    }

    /// A day such as 20251001; 0 is none.
    fn day(&self, index: usize, field: usize, given: u32) -> Result<Option<Day>, Error> {
        if given == 0 {
            return Ok(None);
        }
        let year = i32::try_from(given / 10_000).unwrap_or(0);
        Day::new(year, given / 100 % 100, given % 100).map(Some).map_err(|_| self.bad_day(index, field, given))
    }

    fn bad_day(&self, index: usize, field: usize, given: u32) -> Error {
        Error::new(Kind::DayNumber { given }, self.path(field, index))
    }
}
