//! `cargo xtask mutants`: faults in the decision and in what it builds on, one at a time, that the tests have to notice. The boundary is
//! not among them: it is wasm's, which these tests do not run.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::program;
use crate::project::Project;

/// Files that are tried by the same tests.
struct Part {
    name: &'static str,
    files: &'static [&'static str],
    /// The tests, the quick ones first; what one turn lets through is tried again by the next.
    turns: &'static [Tests],
}

/// Tests of a package.
struct Tests {
    package: &'static str,
    /// The targets of cargo; none are all.
    targets: &'static [&'static str],
    /// What their programs are told, such as which tests to pass over.
    told: &'static [&'static str],
}

const KERNEL: Tests = Tests { package: "dx-kasan-kernel", targets: &[], told: &[] };
const RULES: Tests = Tests { package: "dx-kasan-rules", targets: &[], told: &[] };

/// The engine's own tests, which whole facilities go through, without those that take long and notice little more.
const WHOLE: Tests = Tests {
    package: "dx-kasan",
    targets: &["--lib", "--test=native"],
    told: &[
        "--skip=ahead::",
        "--skip=claim_properties::",
        "--skip=fuzz_entry::",
        "--skip=nation::",
        "--skip=point_tables::",
        "--skip=properties::",
        "--skip=rulesets::",
    ],
};
const GENERATED: Tests =
    Tests { package: "dx-kasan", targets: &["--test=native"], told: &["properties::", "--skip=claim_properties::"] };

const PARTS: [Part; 3] = [
    Part { name: "kernel", files: &["kernel/src/*.rs"], turns: &[KERNEL, WHOLE] },
    Part { name: "rules", files: &["compiler/src/rate.rs", "compiler/src/plan.rs"], turns: &[RULES, WHOLE, GENERATED] },
    Part {
        name: "engine",
        files: &["src/decide.rs", "src/questions.rs", "src/usage.rs", "src/knowledge.rs", "src/filing.rs"],
        turns: &[WHOLE, GENERATED],
    },
];

/// So long no test takes, in seconds: a mutant that never ends is noticed by it.
const PATIENCE: &str = "--timeout=240";

/// By these cargo-mutants says that mutants survived, and that some took too long.
const SURVIVED: [i32; 2] = [2, 3];

/// What is named after the command goes to cargo-mutants.
pub(crate) fn run(project: &Project, more: &[&str]) -> Result<()> {
    if program::find("cargo-mutants").is_none() {
        bail!("cargo-mutants is not installed; it is by: cargo install --locked cargo-mutants");
    }
    for tests in [&KERNEL, &RULES, &WHOLE, &GENERATED] {
        hold(project, tests)?;
    }
    let mut survived = Vec::new();
    for part in &PARTS {
        if !all_caught(project, part, more)? {
            survived.push(part.name);
        }
    }
    if !survived.is_empty() {
        bail!("mutants survive; see mutants.out/missed.txt in target/mutants/ of {}", survived.join(", "));
    }
    Ok(())
}

/// Without a fault all tests have to hold. cargo-mutants would see to that itself, but only by tests of the package with the faults.
fn hold(project: &Project, tests: &Tests) -> Result<()> {
    let mut command = program::cargo();
    command.current_dir(project.root()).args(["test", "--quiet", "--profile=mutants", "--package", tests.package]);
    if !command.args(tests.targets).arg("--").args(tests.told).status().context("cargo test")?.success() {
        bail!("the tests of {} fail without a fault", tests.package);
    }
    Ok(())
}

/// Whether the tests noticed every fault in the files of a part.
fn all_caught(project: &Project, part: &Part, more: &[&str]) -> Result<bool> {
    let output = project.path("target/mutants").join(part.name);
    fs::create_dir_all(&output).with_context(|| format!("cannot make {}", output.display()))?;
    for (turn, tests) in part.turns.iter().enumerate() {
        println!("{}, turn {} of {}", part.name, turn + 1, part.turns.len());
        let mut command = program::cargo();
        command.current_dir(project.root()).args(["mutants", "--workspace", "--baseline=skip", PATIENCE]);
        command.arg("--output").arg(&output);
        command.args(part.files.iter().flat_map(|file| ["--file", file]));
        command.args(["--test-package", tests.package]);
        command.args(tests.targets.iter().flat_map(|target| ["--cargo-arg", target])).args(more);
        if turn > 0 {
            command.arg("--iterate");
        }
        // What follows the first goes to `cargo test`, what follows the second to the tests.
        command.args(["--", "--"]).args(tests.told);
        match command.status().context("cargo mutants")?.code() {
            Some(0) => return Ok(true),
            Some(code) if SURVIVED.contains(&code) => {}
            _ => bail!("cargo mutants could not try {}", part.name),
        }
    }
    Ok(false)
}
