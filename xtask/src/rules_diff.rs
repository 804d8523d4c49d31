//! `cargo xtask rules diff`: what the rules say otherwise on another day, for the people who keep them.

use anyhow::{Context, Result};
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{ContentArrangement, Table};
use dx_kasan_rules::compare::{Change, compare};
use dx_kasan_rules::date::Day;
use dx_kasan_rules::model::Model;

use crate::project::Project;
use crate::rules;

/// The width of the table in columns: what a wide terminal shows, and a review reads well.
const WIDTH: u16 = 150;

/// Whether both are written like days. What is not is the name of a ruleset.
pub(crate) fn are_days(from: &str, to: &str) -> bool {
    let is_day = |text: &str| {
        let form =
            |(index, byte): (usize, u8)| if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
        text.len() == 10 && text.bytes().enumerate().all(form)
    };
    is_day(from) && is_day(to)
}

/// Prints a table of all that changes from one day to another.
pub(crate) fn run(project: &Project, from: &str, to: &str) -> Result<()> {
    let day = |text: &str| Day::parse(text).with_context(|| format!("`{text}` is not a day such as 2025-10-01"));
    let (from, to) = (day(from)?, day(to)?);
    let compiled = rules::compile(project)?;
    println!("{}", table(&compiled.loaded.model, from, to));
    Ok(())
}

fn table(model: &Model, from: Day, to: Day) -> String {
    let changes = compare(model, from, to);
    if changes.is_empty() {
        return format!("the rules say the same on {from} and on {to}");
    }
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    let (before, after) = (from.to_string(), to.to_string());
    table.set_header(["add-on", "schedules", "what", "levels", &before, &after, "where"]);
    for change in &changes {
        table.add_row(row(model, change));
    }
    let noun = if changes.len() == 1 { "change" } else { "changes" };
    format!("{table}\n{} {noun}", changes.len())
}

fn row(model: &Model, change: &Change<'_>) -> [String; 7] {
    let add_on = change.add_on.and_then(|index| model.add_ons.get(index));
    let schedules: Vec<&str> = change.schedules.iter().map(|schedule| schedule.id()).collect();
    let levels: Vec<&str> = change.levels.iter().map(|level| model.str(*level)).collect();
    let label = change.label.map_or(String::new(), |label| format!(" {}", model.str(label.ja)));
    let mut places: Vec<String> = Vec::new();
    for cite in change.cites {
        let source = model.sources.get(usize::from(cite.source)).map_or("", |source| model.str(source.id));
        let place = format!("{source} {}", model.str(cite.at));
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let nothing = || "–".to_owned();
    [
        add_on.map_or_else(nothing, |add_on| model.str(add_on.id).to_owned()),
        schedules.join(", "),
        format!("{} {}{label}", change.kind.id(), change.subject),
        levels.join(", "),
        change.before.clone().unwrap_or_else(nothing),
        change.after.clone().unwrap_or_else(nothing),
        places.join("; "),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(from: &str, to: &str) -> String {
        let project = Project::open().unwrap();
        let compiled = rules::compile(&project).unwrap();
        table(&compiled.loaded.model, Day::parse(from).unwrap(), Day::parse(to).unwrap())
    }

    #[test]
    fn a_threshold_that_rises_is_a_row() {
        let table = of("2025-09-30", "2025-10-01");
        let rates = "1, 4               usage-rate >= 45%      usage-rate >= 60%      chuikyo-2025-07-23";
        assert!(
            table.contains(&format!(" medical-dx-promotion   medical, dental   requirement            {rates}")),
            "{table}"
        );
        assert!(table.ends_with("\n12 changes"), "{table}");
    }

    #[test]
    fn days_without_a_change_between_them_say_so() {
        assert_eq!(of("2025-10-01", "2025-10-02"), "the rules say the same on 2025-10-01 and on 2025-10-02");
    }

    #[test]
    fn what_is_no_day_is_named() {
        let error = run(&Project::open().unwrap(), "2025-02-30", "2025-10-01").unwrap_err();
        assert_eq!(error.to_string(), "`2025-02-30` is not a day such as 2025-10-01");
    }
}
