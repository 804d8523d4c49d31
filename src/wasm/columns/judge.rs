//! What no facility could have said, in columns that a caller filled.

use dx_kasan_rules::rate::LARGEST_COUNT;
use dx_kasan_rules::read::Problem;
use dx_kasan_rules::vocabulary::{FacilityType, Schedule};

use crate::columns::{Columns, Rates};
use crate::error::{Error, Kind};
use crate::facility::PREFECTURES;

/// Refuses what no facility could have said.
pub(super) fn judge(columns: &Columns, start: usize) -> Result<(), Error> {
    let out_of_range = |index: usize, row: usize, given: u8, max: usize| {
        let problem = Problem::OutOfRange { given: given.to_string(), min: 0, max: max as u64 };
        Error::new(Kind::Value(problem), format!("{}[{}]", name(columns, index), start + row))
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
        let path = format!("{}[{}]", name(columns, 1), start + row);
        return Err(Error::new(Kind::NotOfThisType { facility_type, schedule }, path));
    }
    let ratios = columns.ratios.iter().map(|ratio| &ratio.rates);
    let rates: Vec<&Rates> = ratios.chain(columns.usage.iter().map(|usage| &usage.rates)).collect();
    let most = u32::try_from(LARGEST_COUNT).unwrap_or(u32::MAX);
    for (number, rates) in rates.into_iter().enumerate() {
        if let Some(row) = dx_kasan_kernel::improper(rates.column(), most) {
            let of = |column: &[u32]| u64::from(column.get(row).copied().unwrap_or(0));
            let (part, whole) = (of(&rates.parts), of(&rates.wholes));
            let path = |field: usize| format!("{}[{}]", name(columns, 5 + 2 * number + field), start + row);
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

/// The path of an array by its place among the arrays.
pub(super) fn name(columns: &Columns, index: usize) -> String {
    match index {
        0 => "columns.types".to_owned(),
        1 => "columns.schedules".to_owned(),
        2 => "columns.prefectures".to_owned(),
        3 => "columns.known".to_owned(),
        4 => "columns.yes".to_owned(),
        _ => {
            let (number, field) = ((index - 5) / 2, if index % 2 == 1 { "parts" } else { "wholes" });
            match number.checked_sub(columns.ratios.len()) {
                None => format!("columns.ratios[{number}].{field}"),
                Some(number) => format!("columns.usage[{number}].{field}"),
            }
        }
    }
}
