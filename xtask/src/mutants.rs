//! `cargo xtask mutants`: faults in the engine, one at a time, that the tests have to notice. Takes hours for everything; what
//! is named after it goes to cargo-mutants, such as `--file src/decide.rs`.

use anyhow::{Result, bail};

use crate::program;
use crate::project::Project;

pub(crate) fn run(project: &Project, more: &[&str]) -> Result<()> {
    if program::find("cargo-mutants").is_none() {
        bail!("cargo-mutants is not installed; it is by: cargo install --locked cargo-mutants");
    }
    let mut command = program::cargo();
    command.current_dir(project.root()).args(["mutants", "--output", "target"]).args(more);
    program::run(&mut command)
}
