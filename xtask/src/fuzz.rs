//! `cargo xtask fuzz`: bytes from anywhere against whatever reads any, for as long as is said. Rust's readers by cargo-fuzz, those
//! of the package in Node (`fuzz/csv.mjs`).

use std::fs;

use anyhow::{Context, Result, bail};

use crate::build;
use crate::npm;
use crate::program;
use crate::project::Project;
use crate::step;

/// The target of the readers in JavaScript.
const CSV: &str = "csv";

pub(crate) struct Options<'a> {
    /// All of them where none is named.
    targets: Vec<&'a str>,
    /// For each.
    seconds: u32,
}

impl<'a> Options<'a> {
    pub(crate) fn parse(words: &[&'a str]) -> Result<Self> {
        let mut options = Self { targets: Vec::new(), seconds: 600 };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            if *word == "--seconds" {
                let given = words.next().context("`--seconds` goes with a number")?;
                options.seconds = given.parse().with_context(|| format!("`{given}` is not a number of seconds"))?;
            } else {
                options.targets.push(word);
            }
        }
        Ok(options)
    }
}

pub(crate) fn run(project: &Project, options: &Options<'_>) -> Result<()> {
    let known = targets(project)?;
    if let Some(unknown) = options.targets.iter().find(|target| known.iter().all(|known| known != *target)) {
        bail!("there is no fuzz target `{unknown}`; there are {}", known.join(", "));
    }
    let wanted = |target: &&String| options.targets.is_empty() || options.targets.contains(&target.as_str());
    for target in known.iter().filter(wanted) {
        let what = format!("fuzz {target}");
        step::timed(
            &what,
            || if target == CSV { csv(project, options) } else { cargo_fuzz(project, target, options) },
        )?;
    }
    Ok(())
}

fn targets(project: &Project) -> Result<Vec<String>> {
    let mut found = vec![CSV.to_owned()];
    for entry in fs::read_dir(project.path("fuzz/fuzz_targets")).context("cannot list fuzz/fuzz_targets")? {
        found.extend(entry?.path().file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    found.sort();
    Ok(found)
}

fn csv(project: &Project, options: &Options<'_>) -> Result<()> {
    build::run(project)?;
    program::run(npm::node(project).arg("fuzz/csv.mjs").arg(options.seconds.to_string()))
}

/// What it finds new goes to a folder of its own: the committed corpus is what people have chosen.
fn cargo_fuzz(project: &Project, target: &str, options: &Options<'_>) -> Result<()> {
    if program::find("cargo-fuzz").is_none() {
        bail!("cargo-fuzz is not installed; it is by: cargo install --locked cargo-fuzz");
    }
    let found = project.path("target/fuzz").join(target);
    fs::create_dir_all(&found).with_context(|| format!("cannot make {}", found.display()))?;
    let mut command = program::cargo();
    command.current_dir(project.root()).args(["fuzz", "run", target]).arg(found).arg(format!("fuzz/corpus/{target}"));
    command.args(["--", "-timeout=120", "-print_final_stats=1"]).arg(format!("-max_total_time={}", options.seconds));
    // The sanitizer is unstable, and whatever compiler is there will do.
    program::run(command.env("RUSTC_BOOTSTRAP", "1"))
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn targets_and_seconds_are_told_apart() {
        let options = Options::parse(&["wire", "--seconds", "5", "values"]).unwrap();
        assert_eq!((options.targets, options.seconds), (vec!["wire", "values"], 5));
    }

    #[test]
    fn seconds_are_a_number() {
        for (words, message) in [
            (&["--seconds"][..], "`--seconds` goes with a number"),
            (&["--seconds", "soon"][..], "`soon` is not a number of seconds"),
        ] {
            assert_eq!(Options::parse(words).err().unwrap().to_string(), message);
        }
    }
}
