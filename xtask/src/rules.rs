//! `cargo xtask rules`: the law as data, checked without building anything of it.

use anyhow::{Result, anyhow, bail};
use dx_kasan_rules::author::{self, Compiled, QuoteReport};

use crate::project::Project;
use crate::step::{self, Step};

/// The whole ruleset as the one document that `loadRules` reads, for the package.
pub(crate) const DOCUMENT: &str = "pkg/dist/gen/rules.json";

/// Reads and lints all rules. What is wrong is reported with its place, all of it at once.
pub(crate) fn check(project: &Project) -> Result<()> {
    let compiled = compile(project)?;
    let model = &compiled.loaded.model;
    let mut arms = 0;
    model.arms(&mut |_| arms += 1);
    println!("the rules have no fault: {} add-ons, {} facts, {arms} arms", model.add_ons.len(), model.facts.len());
    Ok(())
}

pub(crate) fn compile(project: &Project) -> Result<Compiled> {
    author::compile_folder(&project.path("rules")).map_err(|failure| match failure {
        author::Failure::Faults(reports) => {
            anyhow!("the rules have {}\n\n{}\n", counted(reports.len(), "fault"), reports.join("\n\n"))
        }
        unreadable @ author::Failure::Unreadable(..) => unreadable.into(),
    })
}

/// Writes the ruleset for the package, without a blank that only people would need.
pub(crate) fn publish(project: &Project) -> Result<()> {
    let output = project.path(DOCUMENT);
    Step { name: "rules.json", inputs: vec![project.path("rules")], outputs: vec![output.clone()] }.run(project, || {
        let document = compile(project)?.document;
        step::write(&output, serde_json::to_string(&document)?.as_bytes())
    })
}

/// Holds every quote of the rules, of the statistics and of the programme against the text of its source, where that is kept.
pub(crate) fn quotes(project: &Project) -> Result<()> {
    let folder = project.path("rules");
    let files = [author::read_folder(&folder)?, author::read_background(&folder)?].concat();
    let report = author::check_quotes(&files, &author::read_texts(&folder)?)?;
    println!("{}", told(&report));
    if !report.faults.is_empty() {
        bail!("the quotes have {}\n\n{}\n", counted(report.faults.len(), "fault"), report.faults.join("\n\n"));
    }
    Ok(())
}

/// How many quotes are where the rules say, and how many could not be looked up.
fn told(report: &QuoteReport) -> String {
    let stand = format!("{} found in the texts of their sources", counted(report.found, "quote"));
    let without: usize = report.without_text.values().sum();
    if without == 0 {
        return stand;
    }
    let by_source = report.without_text.iter().map(|(source, count)| format!("{count} of {source}"));
    format!("{stand}; {without} without a text to be found in: {}", by_source.collect::<Vec<_>>().join(", "))
}

fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::{QuoteReport, told};

    #[test]
    fn quotes_without_a_text_are_told_by_source() {
        let mut report = QuoteReport { found: 1, ..QuoteReport::default() };
        assert_eq!(told(&report), "1 quote found in the texts of their sources");
        report.without_text = [("b".to_owned(), 2), ("a".to_owned(), 1)].into();
        assert_eq!(
            told(&report),
            "1 quote found in the texts of their sources; 3 without a text to be found in: 1 of a, 2 of b"
        );
    }
}
