//! A caller's columns: what is not by row is read and checked at once, the rest a stretch of rows at a time.

use dx_kasan_rules::model::FactKind;
use dx_kasan_rules::node::Node;
use dx_kasan_rules::rate::LARGEST_COUNT;
use dx_kasan_rules::read::{At, Problem};
use js_sys::{Array, Uint8Array, Uint32Array};
use wasm_bindgen::prelude::JsCast;

use super::judge::{judge, name};
use super::lists::{Lists, NO_COUNT};
use super::{header, node};
use crate::columns::{Columns, Dated, Filed, HomeCare};
use crate::error::{Error, Kind};
use crate::ruleset::Ruleset;

/// So many rows are copied at a time.
const STRETCH: usize = 4096;

/// The caller's columns, with what of them is not by row.
pub(super) struct Source {
    pub(super) rows: usize,
    /// Without rows, with the months.
    pub(super) empty: Columns,
    bytes: [Uint8Array; 3],
    /// `known`, `yes`, and parts and wholes of ratios and months.
    words: Vec<Uint32Array>,
    dated: Vec<Dated>,
    filings: Vec<Filed>,
    home_care: Vec<HomeCare>,
    /// The only row that is asked about.
    pub(super) only: Option<u32>,
}

impl Source {
    /// `row`: the only one that is asked about. Filings matter to explanations alone and are left out where there is none.
    pub(super) fn read(rules: &Ruleset, text: &str, arrays: &Array, row: Option<&Node<'_>>) -> Result<Self, Error> {
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
        for (index, [row, fact, since, until, ..]) in dated.items(source.only) {
            let fact = dated.number(index, 1, fact, known.facts.len())?;
            if rules.model().facts.get(fact).is_some_and(|known| known.kind == FactKind::Ratio) {
                let expected = "a fact that is answered with yes or no";
                let kind = Kind::Value(Problem::WrongType { expected, found: "a ratio".to_owned() });
                return Err(Error::new(kind, dated.path(1, index)));
            }
            let (from, until) = (dated.day(index, 2, since)?, dated.day(index, 3, until)?);
            let since = from.ok_or_else(|| dated.bad_day(index, 2, since))?;
            if let Some(until) = until
                && until < since
            {
                let kind = Kind::UntilBeforeSince { since: since.to_string(), until: until.to_string() };
                return Err(Error::new(kind, dated.path(3, index)));
            }
            source.dated.push(Dated { row, fact, since, until });
        }
        if source.only.is_some() {
            for (index, [row, add_on, day, ..]) in filings.items(source.only) {
                let add_on = filings.number(index, 1, add_on, known.add_ons.len())?;
                let day = filings.day(index, 2, day)?;
                source.filings.push(Filed { row, add_on, day });
            }
        }
        for (index, [row, column, counts @ ..]) in home_care.items(source.only) {
            let column = home_care.number(index, 1, column, source.empty.usage.len())?;
            let mut known = [None; 4];
            for ((count, known), field) in counts.into_iter().zip(&mut known).zip(2..) {
                if count != NO_COUNT {
                    home_care.number(index, field, count, LARGEST_COUNT as usize + 1)?;
                    *known = Some(count);
                }
            }
            let [users, receipts, claims, home_receipts] = known;
            source.home_care.push(HomeCare { row, column, users, receipts, claims, home_receipts });
        }
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
                return Err(Error::new(Kind::ColumnLength { needed, found }, name(&self.empty, index)));
            }
        }
        Ok(())
    }

    /// Goes through all rows in stretches. Of the months only those `wanted` are copied, which is all where it is empty.
    pub(super) fn each(&self, wanted: &[bool], mut ask: impl FnMut(&Columns, u32)) -> Result<(), Error> {
        let mut columns = self.empty.clone();
        for start in (0..self.rows).step_by(STRETCH) {
            let end = (start + STRETCH).min(self.rows);
            self.load(&mut columns, start, end, wanted)?;
            ask(&columns, u32::try_from(start).unwrap_or(0));
        }
        Ok(())
    }

    /// Fills `columns` with the rows of a stretch.
    pub(super) fn load(&self, columns: &mut Columns, start: usize, end: usize, wanted: &[bool]) -> Result<(), Error> {
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
        judge(columns, start)
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
