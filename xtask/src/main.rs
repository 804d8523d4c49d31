//! The only build tool of this project: `cargo xtask <command>`.
//!
//! One file per activity. Every command first brings about what it needs (targets, npm packages, browsers),
//! says so in one line per step, and passes quickly over what is there already.

mod apt;
mod browsers;
mod build;
mod crates;
mod fuzz;
mod install;
mod licences;
mod mutants;
mod named_rules;
mod npm;
mod program;
mod project;
mod reproducible;
mod rules;
mod rules_changes;
mod rules_diff;
mod rulesets_diff;
mod sbom;
mod serve;
mod side_by_side;
mod size;
mod slowest;
mod stages;
mod step;
mod supply;
mod tally;
mod test;
mod toolchain;
mod trap;
mod wasm;

use std::process::ExitCode;

use anyhow::{Result, bail};

use project::Project;

const HELP: &str = "\
cargo xtask <command>

  build                 the wasm, the npm package (pkg/dist) and the page (www/dist)
  serve [--port N]      build, then serve the page on 127.0.0.1 (default 8000, or the next free port)
  test [STAGE…]         every test there is, or the stages named
  test --quick          what one runs before a commit
  test --list           the stages
  rules check           read and lint the rules; say what is wrong with its place
  rules quotes          find every quote in the text of its source (rules/texts)
  rules diff DAY DAY    what the rules say otherwise on the second day, as a table
  rules diff OLD NEW    what two rulesets answer differently, with a facility for each difference; they are folders, git
                        revisions or documents, as in: rules diff main rules, rules diff rules pkg/dist/rules.json
  mutants [OPTION…]     faults in the engine, one at a time, that the tests have to notice (cargo-mutants)
  fuzz [TARGET…] [--seconds N]
                        bytes from anywhere against whatever reads any (cargo-fuzz, and fuzz/csv.mjs in Node); 600 seconds each
  sbom                  what everything is made of, as CycloneDX under target/sbom (cargo, npm)
  size                  what the wasm and the packed package weigh, against their budget and the goals

What is missing (a Rust target, npm packages, Debian packages) is installed, after it was said what, from where and how.
With DX_KASAN_NO_INSTALL=1 it is only said, and the command fails.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether all went well. What did not has then been told.
fn run(arguments: &[String]) -> Result<bool> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] | ["help" | "--help" | "-h"] => print!("{HELP}"),
        ["build"] => build::run(&Project::open()?)?,
        ["serve", rest @ ..] => {
            let options = serve::Options::parse(rest)?;
            serve::run(&Project::open()?, options)?;
        }
        ["test", "--list"] => test::list(),
        ["test", rest @ ..] => {
            let stages = test::select(rest)?;
            return test::run(&Project::open()?, &stages);
        }
        ["rules", "check"] => rules::check(&Project::open()?)?,
        ["rules", "quotes"] => rules::quotes(&Project::open()?)?,
        ["rules", "diff", from, to] if rules_diff::are_days(from, to) => rules_diff::run(&Project::open()?, from, to)?,
        ["rules", "diff", old, new] => rulesets_diff::run(&Project::open()?, old, new)?,
        ["rules", "diff", ..] => {
            bail!("`rules diff` takes two days, such as 2025-09-30 2025-10-01, or two rulesets, such as main rules")
        }
        ["rules", ..] => bail!("`rules` goes with `check`, `quotes` or `diff`\n\n{HELP}"),
        ["mutants", rest @ ..] => mutants::run(&Project::open()?, rest)?,
        ["fuzz", rest @ ..] => {
            let options = fuzz::Options::parse(rest)?;
            fuzz::run(&Project::open()?, &options)?;
        }
        ["sbom"] => sbom::run(&Project::open()?)?,
        ["size"] => size::run(&Project::open()?)?,
        [command @ ("build" | "sbom" | "size"), ..] => bail!("`{command}` takes no arguments"),
        [other, ..] => bail!("there is no command `{other}`\n\n{HELP}"),
    }
    Ok(true)
}
