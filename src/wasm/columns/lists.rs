//! Lists beside the columns: what few rows have, an array for each of its fields.

use dx_kasan_rules::date::Day;
use dx_kasan_rules::read::Problem;
use js_sys::Uint32Array;

use crate::error::{Error, Kind};

/// What stands for a count that is not known.
pub(super) const NO_COUNT: u32 = u32::MAX;

/// Lists beside the columns: an array for each of their fields.
pub(super) struct Lists {
    name: &'static str,
    fields: &'static [&'static str],
    columns: Vec<Vec<u32>>,
}

/// The most fields of a list.
pub(super) const FIELDS: usize = 6;

impl Lists {
    /// Their rows have to rise, so that a stretch is found at once.
    pub(super) fn read(
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

    pub(super) fn path(&self, field: usize, index: usize) -> String {
        format!("{}[{index}]", self.path_of(field))
    }

    /// The items, or those of the only row that is asked about, with their numbers.
    pub(super) fn items(&self, only: Option<u32>) -> impl Iterator<Item = (usize, [u32; FIELDS])> {
        let rows = self.columns.first().map_or(&[][..], Vec::as_slice);
        let (start, end) = only.map_or((0, rows.len()), |only| {
            (rows.partition_point(|row| *row < only), rows.partition_point(|row| *row <= only))
        });
        let field = |field: usize, index: usize| self.columns.get(field).and_then(|it| it.get(index)).copied();
        (start..end).map(move |index| (index, std::array::from_fn(|number| field(number, index).unwrap_or(0))))
    }

    /// A number below `limit`.
    pub(super) fn number(&self, index: usize, field: usize, given: u32, limit: usize) -> Result<usize, Error> {
        if (given as usize) < limit {
            return Ok(given as usize);
        }
        let max = (limit as u64).saturating_sub(1);
        let problem = Problem::OutOfRange { given: given.to_string(), min: 0, max };
        Err(Error::new(Kind::Value(problem), self.path(field, index)))
    }

    /// A day such as 20251001; 0 is none.
    pub(super) fn day(&self, index: usize, field: usize, given: u32) -> Result<Option<Day>, Error> {
        if given == 0 {
            return Ok(None);
        }
        let year = i32::try_from(given / 10_000).unwrap_or(0);
        Day::new(year, given / 100 % 100, given % 100).map(Some).map_err(|_| self.bad_day(index, field, given))
    }

    pub(super) fn bad_day(&self, index: usize, field: usize, given: u32) -> Error {
        Error::new(Kind::DayNumber { given }, self.path(field, index))
    }
}
