//! Whether the changelog tells every answer that the rules give otherwise than when they were last released.
//!
//! Each region of cells that is answered differently has a name. An entry for it is starred, as every entry that changes an
//! answer, and names the regions in back-ticks: - * `records-linkage/dental/usage-rate:1@2026-06-01` The threshold is …

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, bail};
use dx_kasan_rules::author::{self, Difference};

use crate::named_rules::Named;
use crate::project::Project;
use crate::rulesets_diff;

pub(crate) fn check(project: &Project) -> Result<()> {
    let Some(old) = Named::baseline(project)? else {
        println!("left out: there is no history to compare the rules with");
        return Ok(());
    };
    let new = Named::of_files("rules", author::read_folder(&project.path("rules"))?)?;
    let changelog = fs::read_to_string(project.path("CHANGELOG.md")).context("cannot read CHANGELOG.md")?;
    let differences = author::diff(&old.loaded.model, &new.loaded.model);
    let faults = faults(&changelog, &differences, |difference| rulesets_diff::one(difference, &old, &new));
    if !faults.is_empty() {
        bail!("CHANGELOG.md does not tell what the rules changed since {}\n\n{}", old.name, faults.join("\n"));
    }
    println!("{} differences from {}, each with its line in CHANGELOG.md", differences.len(), old.name);
    Ok(())
}

/// `medical-dx-promotion/medical/usage-rate:1,4@2025-10-01`, under another reading with `?C2/m-3-only` after it.
fn name(difference: &Difference) -> String {
    let add_on = difference.add_on.as_deref().unwrap_or("claims");
    let levels = if difference.levels.is_empty() { String::new() } else { format!(":{}", difference.levels.join(",")) };
    let under = difference.under.as_ref().map_or(String::new(), |under| format!("?{under}"));
    format!("{add_on}/{}/{}{levels}@{}{under}", difference.schedule, difference.about, difference.from)
}

/// What is not told, in full with the line to write, and what is told of nothing.
fn faults(changelog: &str, differences: &[Difference], told: impl Fn(&Difference) -> String) -> Vec<String> {
    // What is not released is in the first section.
    let section = changelog.split("\n## ").nth(1).unwrap_or_default();
    let entries = section.split("\n- ").filter(|entry| entry.starts_with("* "));
    let is_name = |text: &&str| text.contains('/') && text.contains('@');
    let named: BTreeSet<&str> = entries.flat_map(|entry| entry.split('`').skip(1).step_by(2)).filter(is_name).collect();
    let names: BTreeSet<String> = differences.iter().map(name).collect();
    let untold = differences.iter().filter(|difference| !named.contains(name(difference).as_str()));
    let untold = untold.map(|difference| {
        let line = format!("- * `{}`: what is answered otherwise, and why", name(difference));
        format!("{}  write under Rules: {line}\n", told(difference).trim_end_matches('\n').to_owned() + "\n")
    });
    let idle = named.iter().filter(|name| !names.contains(**name));
    let idle = idle.map(|name| format!("`{name}` is in the changelog, and nothing of that name is answered otherwise"));
    untold.chain(idle).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differences() -> Vec<Difference> {
        let model = author::compile_folder(&Project::open().unwrap().path("rules")).unwrap().loaded.model;
        let mut new = model.clone();
        let index = new.add_on("home-care-dx").unwrap();
        new.add_ons.get_mut(index).unwrap().fees.first_mut().unwrap().amount += 1;
        author::diff(&model, &new)
    }

    fn of(entries: &str) -> Vec<String> {
        let changelog = format!("# Changelog\n\n## 0.2.0\n\n### Rules\n\n{entries}\n## 0.1.0\n\n- * `a/b/c@d`\n");
        faults(&changelog, &differences(), |_| "told\n\n".to_owned())
    }

    const NAME: &str = "home-care-dx/medical/fee home-visit:single@2024-06-01";

    #[test]
    fn a_difference_without_its_line_is_told_with_the_line_to_write() {
        let line = format!("told\n  write under Rules: - * `{NAME}`: what is answered otherwise, and why\n");
        assert_eq!(of(""), std::slice::from_ref(&line));
        // Only a star says that an answer changes.
        assert_eq!(of(&format!("- `{NAME}`: one point more\n")), [line]);
    }

    #[test]
    fn a_difference_with_its_line_is_told() {
        assert_eq!(of(&format!("- * `{NAME}`: one point\n  more\n- Another line.\n")), [""; 0]);
    }

    #[test]
    fn a_line_for_what_does_not_differ_is_told() {
        let entries = format!("- * `{NAME}`, `home-care-dx/medical/level:2@2025-04-01`: one point more\n");
        let idle = "`home-care-dx/medical/level:2@2025-04-01` is in the changelog, and nothing of that name is answered otherwise";
        assert_eq!(of(&entries), [idle]);
    }
}
