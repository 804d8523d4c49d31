//! `cargo xtask test`: the stages, several of them side by side, up to the first that fails.

use std::time::Instant;

use anyhow::{Result, bail};

use crate::project::Project;
use crate::side_by_side::{self, Ended};
use crate::slowest;
use crate::stages::{STAGES, Stage};
use crate::tally::Tally;

pub(crate) fn list() {
    for stage in &STAGES {
        println!("{:<15} {}", stage.name, stage.what);
    }
}

/// The stages of these names, in their own order; all of them where none is named, and with `--quick` those that one runs before a commit.
pub(crate) fn select(names: &[&str]) -> Result<Vec<&'static Stage>> {
    if names == ["--quick"] {
        return Ok(STAGES.iter().filter(|stage| stage.quick).collect());
    }
    if let Some(unknown) = names.iter().find(|name| STAGES.iter().all(|stage| stage.name != **name)) {
        let known: Vec<_> = STAGES.iter().map(|stage| stage.name).collect();
        bail!("there is no stage `{unknown}`; there are {}, and `--quick` goes alone", known.join(", "));
    }
    Ok(STAGES.iter().filter(|stage| names.is_empty() || names.contains(&stage.name)).collect())
}

/// Says whether everything passed. The last line printed has the form `N passed, N failed`: tests where a stage
/// counts tests, else the stage itself.
pub(crate) fn run(project: &Project, stages: &[&'static Stage]) -> Result<bool> {
    let total = match stages {
        [stage] => alone(project, stage),
        _ => {
            let start = Instant::now();
            let ended = side_by_side::run(stages)?;
            summary(stages, &ended);
            println!("all of it took {:.1} s", start.elapsed().as_secs_f64());
            ended.iter().fold(Tally::default(), |total, one| total.and(one.tally))
        }
    };
    println!();
    println!("{total}");
    Ok(total.is_clean())
}

/// One stage, whose output goes straight through.
fn alone(project: &Project, stage: &Stage) -> Tally {
    println!("== {}: {}", stage.name, stage.what);
    let start = Instant::now();
    let mut tally = Tally::default();
    let result = (stage.run)(project, &mut tally);
    let tally = tally.of_stage(result.is_ok());
    let seconds = start.elapsed().as_secs_f64();
    match result {
        Ok(()) => println!("[{seconds:6.1} s] {}: {tally}", stage.name),
        Err(error) => {
            println!("[{seconds:6.1} s] {} failed: {error:#}", stage.name);
            println!("alone it runs as: cargo xtask test {}", stage.name);
        }
    }
    tally
}

/// How long each stage and the slowest tests took, and what was not come to.
fn summary(stages: &[&Stage], ended: &[Ended]) {
    println!("\n== how long it took");
    for Ended { stage, tally, seconds, .. } in ended {
        println!("[{seconds:6.1} s] {}: {tally}", stage.name);
        if !tally.is_clean() {
            println!("           its output is above; alone it runs as: cargo xtask test {}", stage.name);
        }
    }
    let is_left = |stage: &&&Stage| ended.iter().all(|one| one.stage.name != stage.name);
    let left: Vec<_> = stages.iter().filter(is_left).map(|stage| stage.name).collect();
    if !left.is_empty() {
        println!("not run: {}", left.join(", "));
    }
    let slowest = slowest::of(ended.iter().map(|one| (one.stage.name, one.tests.as_slice())));
    if !slowest.is_empty() {
        println!("\n== the slowest tests");
    }
    for (stage, test) in slowest {
        println!("[{:6.1} s] {stage}: {}", test.seconds, test.name);
    }
    println!();
}

#[cfg(test)]
mod tests {
    use super::{STAGES, select};

    fn names(wanted: &[&str]) -> Vec<&'static str> {
        select(wanted).unwrap().iter().map(|stage| stage.name).collect()
    }

    #[test]
    fn stages_run_in_their_own_order() {
        assert_eq!(names(&["node", "fmt"]), ["fmt", "node"]);
    }

    #[test]
    fn no_name_means_every_stage() {
        assert_eq!(names(&[]).len(), STAGES.len());
    }

    #[test]
    fn quick_means_what_one_runs_before_a_commit() {
        let quick = names(&["--quick"]);
        assert!(quick.contains(&"native") && !quick.contains(&"browser"), "{quick:?}");
    }

    #[test]
    fn an_unknown_stage_is_an_error_that_names_the_known_ones() {
        for wanted in [&["fnt"][..], &["--quick", "fnt"]] {
            let message = select(wanted).err().unwrap().to_string();
            assert!(message.starts_with("there is no stage `"), "{message}");
            assert!(message.contains("`; there are fmt, "), "{message}");
        }
    }

    /// Each waits for stages before it alone, so that all of them come to their turn.
    #[test]
    fn a_stage_comes_after_those_that_it_waits_for() {
        for (place, stage) in STAGES.iter().enumerate() {
            for awaited in stage.after {
                assert!(STAGES.iter().take(place).any(|one| one.name == *awaited), "{}: {awaited}", stage.name);
            }
        }
    }
}
