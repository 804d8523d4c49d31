//! What `cargo xtask test` is made of. Each stage brings about what it needs, so that each also runs alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::browsers;
use crate::build;
use crate::npm;
use crate::program;
use crate::project::Project;
use crate::reproducible;
use crate::rules;
use crate::rules_changes;
use crate::size;
use crate::supply;
use crate::tally::{self, Tally};
use crate::toolchain::Toolchain;

pub(crate) struct Stage {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    /// Whether `cargo xtask test --quick` runs it.
    pub(crate) quick: bool,
    /// Whether cargo compiles for it in `target/debug`, which it does for one at a time.
    pub(crate) compiles: bool,
    /// What it waits for where that runs as well, as it would otherwise do the same work again beside it.
    pub(crate) after: &'static [&'static str],
    pub(crate) run: fn(&Project, &mut Tally) -> Result<()>,
}

/// In the order in which they begin. Those that many wait for come first, then the longest, so that at the end no core is idle.
pub(crate) static STAGES: [Stage; 18] = [
    Stage {
        name: "fmt",
        what: "the Rust sources are formatted",
        quick: true,
        compiles: false,
        after: &[],
        run: |project, _| program::run(cargo(project).args(["fmt", "--all", "--check"])),
    },
    Stage {
        name: "rules",
        what: "the rules have no fault, and their quotes are those of the texts",
        quick: true,
        compiles: false,
        after: &[],
        run: |project, _| rules::check(project).and_then(|()| rules::quotes(project)),
    },
    Stage {
        name: "native",
        what: "tests of the Rust crates, with the examples in their documentation",
        quick: true,
        compiles: true,
        after: &[],
        run: native,
    },
    Stage {
        name: "build",
        what: "the wasm, the package and the page",
        quick: true,
        compiles: false,
        after: &[],
        run: |project, _| build::run(project),
    },
    Stage {
        name: "browser",
        what: "tests of the package and the page in real browsers (tests/browser)",
        quick: false,
        compiles: false,
        after: &["native", "build"],
        run: |project, tally| {
            build::run(project)?;
            cases(project)?;
            browsers::ensure()?;
            node_tests(project, "tests/browser", tally)
        },
    },
    Stage {
        name: "proof",
        what: "the engine against a second evaluator in every cell of the law (tests/proof)",
        quick: false,
        compiles: true,
        after: &["native"],
        run: |project, tally| {
            tally::run(&mut timed_tests(project, &["--workspace", "--exclude", "xtask", "--test", "proof"]), tally)
        },
    },
    Stage {
        name: "clippy",
        what: "no lint has anything to say, natively and for wasm",
        quick: true,
        compiles: true,
        after: &[],
        run: clippy,
    },
    Stage {
        name: "node",
        what: "tests of the package in Node (tests/js)",
        quick: true,
        compiles: false,
        after: &["native", "build"],
        run: |project, tally| {
            build::run(project)?;
            cases(project)?;
            node_tests(project, "tests/js", tally)
        },
    },
    Stage {
        name: "consumers",
        what: "the packed package in the projects of those who use it (tests/consumers, examples)",
        quick: false,
        compiles: false,
        after: &["build"],
        run: consumers,
    },
    Stage {
        name: "reproducible",
        what: "a build from another folder gives the same package and the same page",
        quick: false,
        compiles: false,
        after: &["build"],
        run: |project, _| reproducible::check(project),
    },
    Stage {
        name: "wasm-node",
        what: "tests of the boundary, in Node",
        quick: false,
        compiles: true,
        after: &[],
        run: |project, tally| tally::run(&mut wasm_tests(project)?, tally),
    },
    Stage {
        name: "wasm-chromium",
        what: "tests of the boundary, in Chromium",
        quick: false,
        compiles: true,
        after: &["wasm-node"],
        run: wasm_chromium,
    },
    Stage {
        name: "changes",
        what: "every answer that the rules changed since the last release has its line in CHANGELOG.md",
        quick: true,
        compiles: false,
        after: &[],
        run: |project, _| rules_changes::check(project),
    },
    Stage {
        name: "supply",
        what: "what everything is made of: licences, versions, and the lists of it",
        quick: false,
        compiles: false,
        after: &[],
        run: |project, _| supply::check(project),
    },
    Stage {
        name: "size",
        what: "no part of the package is heavier than its budget (xtask/sizes.json)",
        quick: false,
        compiles: false,
        after: &["build"],
        run: |project, _| size::run(project),
    },
    Stage {
        name: "scripts",
        what: "scripts, declarations, style sheets and JSON are formatted",
        quick: true,
        compiles: false,
        after: &["build"],
        run: |project, _| {
            npm::ensure(project)?;
            program::run(npm::tool(project, "biome")?.args(["format", "."]))
        },
    },
    Stage {
        name: "types",
        what: "the declarations of the package (tests/types)",
        quick: true,
        compiles: false,
        after: &["build"],
        run: types,
    },
    Stage {
        name: "packaging",
        what: "publint and attw on the package as npm would publish it",
        quick: false,
        compiles: false,
        after: &["build"],
        run: packaging,
    },
];

fn cargo(project: &Project) -> Command {
    let mut command = program::cargo();
    command.current_dir(project.root());
    command
}

fn clippy(project: &Project, _: &mut Tally) -> Result<()> {
    program::run(cargo(project).args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    let toolchain = Toolchain::ensure(project)?;
    if matches!(toolchain, Toolchain::Distribution { .. }) {
        println!("the wasm side is left out: the distribution's compiler comes without clippy");
        return Ok(());
    }
    let mut command = toolchain.cargo(project, "clippy")?;
    program::run(command.args(["--lib", "--test", "wasm", "--", "-D", "warnings"]))
}

/// The crates without this tool, and then this tool: it is compiled already, with features of what it needs that differ from those
/// which the tests of the others ask for.
fn native(project: &Project, tally: &mut Tally) -> Result<()> {
    let others = ["--workspace", "--exclude", "xtask"];
    let tests = [&others[..], &["--lib", "--test", "native"]].concat();
    tally::run(&mut timed_tests(project, &tests), tally)?;
    tally::run(cargo(project).arg("test").args(others).arg("--doc"), tally)?;
    tally::run(&mut timed_tests(project, &["--package", "xtask"]), tally)
}

/// `cargo test` whose tests say how long they took. No stable compiler's tests do, unless this variable is set; set for all of cargo,
/// it would have crates compiled anew.
fn timed_tests(project: &Project, chosen: &[&str]) -> Command {
    let mut command = cargo(project);
    command.args(["test", "--config", r#"target.'cfg(all())'.runner = ["env", "RUSTC_BOOTSTRAP=1"]"#]).args(chosen);
    command.args(["--", "-Zunstable-options", "--report-time"]);
    command
}

/// `cargo test` of the boundary for the wasm target. Without anything more, they run in Node.
fn wasm_tests(project: &Project) -> Result<Command> {
    let toolchain = Toolchain::ensure(project)?;
    let mut runner = cargo(project);
    runner.args(["build", "--package", "xtask"]);
    runner.args(["--features", "wasm-test-runner", "--bin", "wasm-test-runner"]);
    let runner = program::artifacts(&mut runner, "wasm-test-runner")?
        .into_iter()
        .next()
        .context("cargo made no wasm-test-runner")?;
    let mut command = toolchain.cargo(project, "test")?;
    command.args(["--test", "wasm"]).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    Ok(command)
}

fn wasm_chromium(project: &Project, tally: &mut Tally) -> Result<()> {
    browsers::ensure()?;
    let driver = program::find("chromedriver").context("chromedriver is not on the path")?;
    let mut command = wasm_tests(project)?;
    command
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", project.path("tests/browser/webdriver.json"));
    tally::run(&mut command, tally)
}

/// Has the native tests write the cases beside the rules, with the answers that every other build has to give.
fn cases(project: &Project) -> Result<()> {
    let path = project.path("target/cases.json");
    path.parent().map_or(Ok(()), fs::create_dir_all).context("cannot make the target folder")?;
    let mut command = cargo(project);
    command.args(["test", "--quiet", "--workspace", "--exclude", "xtask", "--test", "native", "the_answers_to_all"]);
    command.env("CASES_JSON", path).env("CLAIMS_JSON", project.path("target/claims.json"));
    program::run(&mut command)
}

fn consumers(project: &Project, tally: &mut Tally) -> Result<()> {
    build::run(project)?;
    browsers::ensure()?;
    let folder = npm::consumers(project)?;
    tally::run(node_test_command(project, "tests/consumers")?.env("CONSUMERS", folder), tally)
}

fn node_tests(project: &Project, folder: &str, tally: &mut Tally) -> Result<()> {
    tally::run(&mut node_test_command(project, folder)?, tally)
}

fn node_test_command(project: &Project, folder: &str) -> Result<Command> {
    let mut files = Vec::new();
    test_files(&project.path(folder), &mut files)?;
    if files.is_empty() {
        bail!("{folder} holds no *.test.mjs");
    }
    // One after the other: each may start browsers or package managers, which do not like company.
    let mut command = npm::node(project);
    command.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]);
    command.args(files.iter().map(|file| file.strip_prefix(project.root()).unwrap_or(file)));
    Ok(command)
}

/// All `*.test.mjs` below a folder, in the order of their names.
fn test_files(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let mut paths = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>())
        .with_context(|| format!("cannot list {}", folder.display()))?;
    paths.sort();
    for path in paths {
        if path.is_dir() && !path.ends_with("node_modules") {
            test_files(&path, found)?;
        } else if path.to_string_lossy().ends_with(".test.mjs") {
            found.push(path);
        }
    }
    Ok(())
}

fn types(project: &Project, _: &mut Tally) -> Result<()> {
    build::run(project)?;
    program::run(npm::tool(project, "tsc")?.args(["--project", "tests/types"]))
}

fn packaging(project: &Project, _: &mut Tally) -> Result<()> {
    build::run(project)?;
    program::run(npm::tool(project, "publint")?.args(["--strict", "pkg"]))?;
    // Left out: files for browsers to load, which nobody's code imports. The profile leaves out the module resolution of before
    // `exports`, which TypeScript has dropped as well.
    let files = ["dx_kasan.wasm", "classic", "classic-worker"];
    let attw = ["--pack", "pkg", "--profile", "node16", "--exclude-entrypoints"];
    program::run(npm::tool(project, "attw")?.args(attw).args(files))
}
