//! `summary`: how many facilities have which level, for how many points, and who moves where from one day to another.

use dx_kasan_rules::date::Day;
use dx_kasan_rules::model::Unit;
use dx_kasan_rules::vocabulary::{FacilityType, Schedule};
use serde::{Serialize, Serializer};

use crate::batch::{AddOnRows, Batch, RowVerdict};
use crate::columns::Columns;
use crate::facility::PREFECTURES;
use crate::ruleset::Ruleset;
use crate::what_if::WhatIf;

/// Facilities counted by what they qualify for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary<'r> {
    /// How many rows were counted.
    pub rows: u64,
    /// The day, and where one was asked for, the other day or the what-if.
    pub sides: Vec<Side<'r>>,
    /// For each add-on who moves where from the first side to the second; empty where there is one only.
    pub moves: Vec<Moves<'r>>,
}

/// The counts of a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Side<'r> {
    /// The day.
    pub date: Day,
    /// Whether the what-if was applied.
    pub what_if: bool,
    /// Every add-on, in the order of the rules.
    pub add_ons: Vec<AddOnSummary<'r>>,
}

/// The counts of an add-on: of the facilities whose 点数表 has it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AddOnSummary<'r> {
    /// Its id.
    pub id: &'r str,
    /// All of them.
    pub total: Tally<'r>,
    /// By type and prefecture, those of which there are any.
    pub groups: Vec<Group<'r>>,
}

/// The facilities of one type in one prefecture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group<'r> {
    /// The type.
    #[serde(rename = "type")]
    pub facility_type: FacilityType,
    /// The prefecture's code; `None` for those that do not say.
    #[serde(serialize_with = "two_digits")]
    pub prefecture: Option<u8>,
    /// Their counts.
    pub counts: Tally<'r>,
}

/// Facilities, counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tally<'r> {
    /// How many there are.
    pub facilities: u64,
    /// Those with a level, whatever the unknowns turn out to be.
    pub qualifies: u64,
    /// Those of whom that depends on something unknown.
    pub undetermined: u64,
    /// Those without a level.
    pub does_not_qualify: u64,
    /// Those for whom there is nothing on that day.
    pub not_in_force: u64,
    /// By the level to claim.
    pub levels: Vec<LevelCount<'r>>,
    /// The sum of the points for the main service, once for each facility.
    pub points: Counted,
    /// The same in yen, where the 点数表 has yen.
    pub yen: Counted,
}

/// The facilities of a level.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LevelCount<'r> {
    /// The level's id.
    pub level: &'r str,
    /// How many have it, with everything unknown at its worst.
    pub worst: u64,
    /// With everything unknown at its best.
    pub best: u64,
}

/// A number over all ways in which the unknowns could turn out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// With everything unknown at its worst.
    pub worst: u64,
    /// With everything unknown at its best.
    pub best: u64,
}

/// How many facilities move from which level to which.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Moves<'r> {
    /// The add-on on the first side.
    pub from_add_on: &'r str,
    /// The add-on on the second: the same, or the one that has replaced it.
    pub to_add_on: &'r str,
    /// The levels on the first side, `None` being none.
    pub from: Vec<Option<&'r str>>,
    /// The levels on the second.
    pub to: Vec<Option<&'r str>>,
    /// From each of `from` to each of `to`, with everything unknown at its worst.
    pub worst: Vec<Vec<u64>>,
    /// With everything unknown at its best.
    pub best: Vec<Vec<u64>>,
}

fn two_digits<S: Serializer>(code: &Option<u8>, serializer: S) -> Result<S::Ok, S::Error> {
    match code {
        None => serializer.serialize_none(),
        Some(code) => serializer.collect_str(&format_args!("{code:02}")),
    }
}

/// Counts what the facilities of `columns` qualify for on `date`, and beside it on `other` or with `what_if`.
///
/// The what-if is applied on the second side alone, which is the same day where no other is given: so what it changes is
/// what lies between the two.
#[must_use]
pub fn summary<'r>(
    rules: &'r Ruleset,
    columns: &Columns,
    date: Day,
    other: Option<Day>,
    what_if: &WhatIf,
) -> Summary<'r> {
    let mut summing = Summing::new(rules, date, other, what_if);
    summing.add(columns);
    summing.finish()
}

/// A summary in the making, for facilities that come in turns.
#[derive(Debug)]
pub struct Summing<'r> {
    rows: u64,
    sides: Vec<Batch<'r>>,
    /// For each side and add-on.
    cells: Vec<Vec<Cells>>,
    /// The add-on that each of the first side is compared with, and its counts at worst and at best.
    moves: Vec<(usize, [Vec<u64>; 2])>,
}

/// Counts by type, prefecture and 点数表, then by what is counted.
#[derive(Debug)]
struct Cells {
    width: usize,
    counts: Vec<u64>,
}

const GROUPS: usize = 5 * (PREFECTURES as usize + 1);
const SCHEDULES: usize = 4;
/// The verdicts come first, then the levels at worst, then those at best.
const VERDICTS: usize = 5;

impl<'r> Summing<'r> {
    /// With nothing counted yet.
    #[must_use]
    pub fn new(rules: &'r Ruleset, date: Day, other: Option<Day>, what_if: &WhatIf) -> Self {
        let mut sides = Vec::new();
        let second = other.is_some() || !what_if.is_none();
        if second {
            sides.push(Batch::new(rules, date, &WhatIf::default()));
        }
        sides.push(Batch::new(rules, other.unwrap_or(date), what_if));
        let cells = |side: &Batch<'_>| side.add_ons.iter().map(|rows| Cells::new(rows.levels.len())).collect();
        let moves = match sides.as_slice() {
            [from, to] => (0..from.add_ons.len()).map(|add_on| moved(rules, from, to, add_on)).collect(),
            _ => Vec::new(),
        };
        Self { rows: 0, cells: sides.iter().map(cells).collect(), sides, moves }
    }

    /// Counts these rows as well.
    pub fn add(&mut self, columns: &Columns) {
        self.rows += columns.len() as u64;
        for (side, cells) in self.sides.iter_mut().zip(&mut self.cells) {
            side.fill(columns);
            for (rows, cells) in side.add_ons.iter().zip(cells) {
                cells.add(columns, rows);
            }
        }
        let [from, to] = self.sides.as_slice() else { return };
        for (from, (to_add_on, counts)) in from.add_ons.iter().zip(&mut self.moves) {
            let Some(to) = to.add_ons.get(*to_add_on) else { continue };
            let width = to.levels.len() + 1;
            let [worst, best] = counts;
            for (counts, here, there) in [(worst, &from.worst, &to.worst), (best, &from.best, &to.best)] {
                for ((here, there), verdict) in here.iter().zip(there).zip(&from.verdicts) {
                    let cell = usize::from(*here) * width + usize::from(*there);
                    if let Some(count) = counts.get_mut(cell)
                        && *verdict != RowVerdict::None as u8
                    {
                        *count += 1;
                    }
                }
            }
        }
    }

    /// What was counted.
    #[must_use]
    pub fn finish(self) -> Summary<'r> {
        let two = self.sides.len() == 2;
        let sides = self.sides.iter().zip(&self.cells).enumerate().map(|(index, (side, cells))| Side {
            date: side.date,
            what_if: index + 1 == self.sides.len() && side.supposes(),
            add_ons: side.add_ons.iter().zip(cells).map(|(rows, cells)| cells.summary(rows)).collect(),
        });
        let sides: Vec<Side<'r>> = sides.collect();
        let levels =
            |rows: &AddOnRows<'r>| std::iter::once(None).chain(rows.levels.iter().copied().map(Some)).collect();
        let moves = match self.sides.as_slice() {
            [from, to] if two => from
                .add_ons
                .iter()
                .zip(&self.moves)
                .filter_map(|(from, (to_add_on, [worst, best]))| {
                    let to = to.add_ons.get(*to_add_on)?;
                    let matrix = |counts: &[u64]| counts.chunks(to.levels.len() + 1).map(<[u64]>::to_vec).collect();
                    Some(Moves {
                        from_add_on: from.id,
                        to_add_on: to.id,
                        from: levels(from),
                        to: levels(to),
                        worst: matrix(worst),
                        best: matrix(best),
                    })
                })
                .collect(),
            _ => Vec::new(),
        };
        Summary { rows: self.rows, sides, moves }
    }
}

/// The add-on that one is compared with, which is the one that has replaced it where it is over, and counts of 0.
fn moved(rules: &Ruleset, from: &Batch<'_>, to: &Batch<'_>, add_on: usize) -> (usize, [Vec<u64>; 2]) {
    let levels = |side: &Batch<'_>, add_on: usize| side.add_ons.get(add_on).map_or(0, |rows| rows.levels.len());
    let over = levels(from, add_on) > 0 && levels(to, add_on) == 0;
    let lives = rules.model().add_ons.get(add_on).into_iter().flat_map(|add_on| &add_on.schedules);
    let successor = lives.filter_map(|life| life.succeeded_by).map(usize::from).next();
    let to_add_on = successor.filter(|_| over).unwrap_or(add_on);
    let counts = vec![0; (levels(from, add_on) + 1) * (levels(to, to_add_on) + 1)];
    (to_add_on, [counts.clone(), counts])
}

impl Cells {
    fn new(levels: usize) -> Self {
        let width = VERDICTS + 2 * (levels + 1);
        Self { width, counts: vec![0; GROUPS * SCHEDULES * width] }
    }

    fn add(&mut self, columns: &Columns, rows: &AddOnRows<'_>) {
        let levels = rows.levels.len() + 1;
        let places = columns.types.iter().zip(&columns.prefectures).zip(&columns.schedules);
        let answers = rows.verdicts.iter().zip(&rows.worst).zip(&rows.best);
        for (((kind, prefecture), schedule), ((verdict, worst), best)) in places.zip(answers) {
            let group = usize::from(*kind) * (usize::from(PREFECTURES) + 1) + usize::from(*prefecture);
            let first = (group * SCHEDULES + usize::from(*schedule)) * self.width;
            let Some(counts) = self.counts.get_mut(first..first + self.width) else { continue };
            for place in [usize::from(*verdict), VERDICTS + usize::from(*worst), VERDICTS + levels + usize::from(*best)]
            {
                if let Some(count) = counts.get_mut(place) {
                    *count += 1;
                }
            }
        }
    }

    fn summary<'r>(&self, rows: &AddOnRows<'r>) -> AddOnSummary<'r> {
        let mut total = Tally::new(rows);
        let mut groups = Vec::new();
        for (group, cells) in self.counts.chunks(self.width * SCHEDULES).enumerate() {
            let mut tally = Tally::new(rows);
            for (schedule, counts) in Schedule::ALL.iter().zip(cells.chunks(self.width)) {
                tally.add(rows, *schedule, counts);
                total.add(rows, *schedule, counts);
            }
            let per_type = usize::from(PREFECTURES) + 1;
            if let Some(facility_type) = FacilityType::ALL.get(group / per_type).copied()
                && tally.facilities > 0
            {
                let prefecture = u8::try_from(group % per_type).ok().filter(|code| *code > 0);
                groups.push(Group { facility_type, prefecture, counts: tally });
            }
        }
        AddOnSummary { id: rows.id, total, groups }
    }
}

impl<'r> Tally<'r> {
    fn new(rows: &AddOnRows<'r>) -> Self {
        let none = |level: &&'r str| LevelCount { level, worst: 0, best: 0 };
        Self { levels: rows.levels.iter().map(none).collect(), ..Self::default() }
    }

    /// Adds the counts of the facilities of a 点数表.
    fn add(&mut self, rows: &AddOnRows<'r>, schedule: Schedule, counts: &[u64]) {
        let count = |place: usize| counts.get(place).copied().unwrap_or(0);
        let verdict = |verdict: RowVerdict| count(verdict as usize);
        self.qualifies += verdict(RowVerdict::Qualifies);
        self.undetermined += verdict(RowVerdict::Undetermined);
        self.does_not_qualify += verdict(RowVerdict::DoesNotQualify);
        self.not_in_force += verdict(RowVerdict::NotInForce);
        self.facilities = self.qualifies + self.undetermined + self.does_not_qualify + self.not_in_force;
        let Some(legend) = rows.schedules.iter().find(|legend| legend.schedule == schedule) else { return };
        let sums = if legend.unit == Unit::Yen { &mut self.yen } else { &mut self.points };
        for ((level, amount), number) in self.levels.iter_mut().zip(&legend.amounts).zip(1..) {
            let counted =
                Counted { worst: count(VERDICTS + number), best: count(VERDICTS + rows.levels.len() + 1 + number) };
            let amount = u64::from(amount.unwrap_or(0));
            level.worst += counted.worst;
            level.best += counted.best;
            *sums = sums.plus(counted, amount);
        }
    }
}

impl Counted {
    fn plus(self, other: Self, times: u64) -> Self {
        Self { worst: self.worst + other.worst * times, best: self.best + other.best * times }
    }
}
