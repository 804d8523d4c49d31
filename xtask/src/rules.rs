//! `cargo xtask rules`: the law as data, checked without building anything of it.

use std::fs;

use anyhow::{Context, Result, anyhow, bail};
use dx_kasan_rules::author::{self, Compiled};

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
            let noun = if reports.len() == 1 { "fault" } else { "faults" };
            anyhow!("the rules have {} {noun}\n\n{}\n", reports.len(), reports.join("\n\n"))
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

/// Checks the quotes of sources word for word. The documents are not part of this project; `sources` says where copies
/// of them lie, as `ID=FILE`.
pub(crate) fn quotes(project: &Project, sources: &[(&str, &str)]) -> Result<()> {
    let compiled = compile(project)?;
    let mut lacking = 0;
    for (id, file) in sources {
        let text = fs::read_to_string(file).with_context(|| format!("cannot read {file}"))?;
        let report = author::check_quotes(&compiled.loaded.model, id, &text).map_err(|error| anyhow!(error))?;
        for fault in &report.faults {
            println!("{fault}");
        }
        println!("{id}: {} quotes found, {} not", report.found, report.faults.len());
        lacking += report.faults.len();
    }
    if lacking > 0 {
        bail!("{lacking} quotes do not stand where the rules say");
    }
    Ok(())
}

/// The `--source ID=FILE` of a command line, at least one.
pub(crate) fn sources<'a>(words: &[&'a str]) -> Result<Vec<(&'a str, &'a str)>> {
    let usage = "it goes: cargo xtask rules quotes --source ID=FILE [--source ID=FILE …]";
    if words.is_empty() {
        bail!("{usage}");
    }
    words
        .chunks(2)
        .map(|pair| match pair {
            ["--source", value] => value.split_once('=').with_context(|| format!("`{value}` is no ID=FILE; {usage}")),
            [word, ..] => bail!("`{word}` is out of place; {usage}"),
            [] => bail!("{usage}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::sources;

    #[test]
    fn sources_are_pairs_of_id_and_file() {
        let words = ["--source", "a=x.txt", "--source", "b=y=z.txt"];
        assert_eq!(sources(&words).unwrap(), [("a", "x.txt"), ("b", "y=z.txt")]);
    }

    #[test]
    fn anything_else_is_told_how_it_goes() {
        for words in [&[][..], &["--source"], &["--source", "a"], &["a=x.txt"], &["--sauce", "a=x.txt"]] {
            let message = sources(words).unwrap_err().to_string();
            assert!(message.ends_with("--source ID=FILE [--source ID=FILE …]"), "{message}");
        }
    }
}
