//! `cargo xtask mutants`: faults in the engine, one at a time, that the tests have to notice. Takes hours for everything; what
//! is named after it goes to cargo-mutants, such as `--file src/decide.rs`.

use anyhow::{Result, bail};

use crate::program;
use crate::project::Project;

/// Each crate's own tests first, as they are quick. What they let through is tried again with the engine's, then with all there is.
const TURNS: [&[&str]; 3] = [
    &[],
    &[
        "--iterate",
        "--test-package",
        "dx-kasan",
        "-C=--lib",
        "-C=--test=cases",
        "-C=--test=batch",
        "-C=--test=properties",
    ],
    &["--iterate", "--test-workspace=true"],
];

/// cargo-mutants says by these that mutants survived, and that some took too long.
const SURVIVED: [i32; 2] = [2, 3];

pub(crate) fn run(project: &Project, more: &[&str]) -> Result<()> {
    if program::find("cargo-mutants").is_none() {
        bail!("cargo-mutants is not installed; it is by: cargo install --locked cargo-mutants");
    }
    for (turn, arguments) in TURNS.iter().enumerate() {
        let mut command = program::cargo();
        command
            .current_dir(project.root())
            .args(["mutants", "--workspace", "--output", "target"])
            .args(*arguments)
            .args(more);
        let status = command.status()?;
        match status.code() {
            Some(0) => return Ok(()),
            Some(code) if SURVIVED.contains(&code) && turn + 1 < TURNS.len() => {
                println!("what has survived so far is tried again with more tests");
            }
            _ => bail!("mutants survive, or could not be tried; target/mutants.out lists them"),
        }
    }
    Ok(())
}
