//! `cargo xtask test`: the stages one after the other, up to the first that fails.

use std::time::Instant;

use anyhow::{Result, bail};

use crate::project::Project;
use crate::stages::{STAGES, Stage};
use crate::tally::Tally;

pub(crate) fn list() {
    for stage in STAGES {
        println!("{:<15} {}", stage.name, stage.what);
    }
}

/// The stages of these names, in their own order; all of them where none is named.
pub(crate) fn select(names: &[&str]) -> Result<Vec<&'static Stage>> {
    if let Some(unknown) = names.iter().find(|name| STAGES.iter().all(|stage| stage.name != **name)) {
        let known: Vec<_> = STAGES.iter().map(|stage| stage.name).collect();
        bail!("there is no stage `{unknown}`; there are {}", known.join(", "));
    }
    Ok(STAGES.iter().filter(|stage| names.is_empty() || names.contains(&stage.name)).collect())
}

/// Says whether everything passed. The last line printed has the form `N passed, N failed`: tests where a stage
/// counts tests, else the stage itself.
pub(crate) fn run(project: &Project, stages: &[&Stage]) -> bool {
    let mut total = Tally::default();
    for stage in stages {
        println!("\n== {}: {}", stage.name, stage.what);
        let start = Instant::now();
        let mut tally = Tally::default();
        let result = (stage.run)(project, &mut tally);
        let tally = tally.of_stage(result.is_ok());
        total = total.and(tally);
        let seconds = start.elapsed().as_secs_f64();
        match result {
            Ok(()) => println!("[{seconds:6.1} s] {}: {tally}", stage.name),
            Err(error) => {
                println!("[{seconds:6.1} s] {} failed: {error:#}", stage.name);
                println!("alone it runs as: cargo xtask test {}", stage.name);
                break;
            }
        }
    }
    println!();
    println!("{total}");
    total.is_clean()
}

#[cfg(test)]
mod tests {
    use super::select;

    fn names(wanted: &[&str]) -> Vec<&'static str> {
        select(wanted).unwrap().iter().map(|stage| stage.name).collect()
    }

    #[test]
    fn stages_run_in_their_own_order() {
        assert_eq!(names(&["node", "fmt"]), ["fmt", "node"]);
    }

    #[test]
    fn no_name_means_every_stage() {
        assert_eq!(names(&[]).len(), crate::stages::STAGES.len());
    }

    #[test]
    fn an_unknown_stage_is_an_error_that_names_the_known_ones() {
        let message = select(&["fnt"]).err().unwrap().to_string();
        assert!(message.starts_with("there is no stage `fnt`; there are fmt, clippy, "), "{message}");
    }
}
