//! The JavaScript tools: installed when `node_modules` is not what package-lock.json says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::install::Installation;
use crate::program;
use crate::project::Project;
use crate::step;

/// Oldest Node that the tools of package.json run on.
const NODE: u32 = 20;

pub(crate) fn ensure(project: &Project) -> Result<()> {
    install("npm packages", project.root(), &["ci"])
}

/// The bundlers, frameworks and test runners of `tests/consumers`. They lie outside the sources, in the folder above the
/// projects that the tests make, where Node and bundlers look for packages.
pub(crate) fn consumers(project: &Project) -> Result<PathBuf> {
    let folder = project.scratch().join("consumers");
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        let path = project.path("tests/consumers").join(name);
        let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        step::write(&folder.join(name), &text)?;
    }
    // Not `ci`, which insists on a locked version of every optional package of every platform: registries that carry those of
    // one platform only have none for the others. The versions that the lock has are installed all the same.
    install("npm packages of the consumers", &folder, &["install", "--no-save"])?;
    Ok(folder)
}

fn install(name: &str, folder: &Path, command: &[&str]) -> Result<()> {
    let locked = fs::read(folder.join("package-lock.json")).context("cannot read package-lock.json")?;
    // A copy of the lock inside node_modules: it goes when node_modules goes.
    let copy = folder.join("node_modules/.installed-lock.json");
    if fs::read(&copy).is_ok_and(|installed| installed == locked) {
        return Ok(());
    }
    node_is_recent()?;
    let from = program::output(Command::new("npm").args(["config", "get", "registry"]).current_dir(folder))?;
    let mut npm = Command::new("npm");
    // What npm has fetched once, for any checkout, it takes from its cache.
    npm.args(command).args(["--prefer-offline", "--loglevel=error"]).current_dir(folder);
    Installation { what: name, from: from.trim(), commands: vec![npm] }.run(program::run)?;
    step::write(&copy, &locked)
}

/// A program of an npm package.
pub(crate) fn tool(project: &Project, name: &str) -> Result<Command> {
    let path: PathBuf = project.path("node_modules/.bin").join(name);
    if !path.exists() {
        bail!("{} is missing: is its package in package.json?", path.display());
    }
    let mut command = Command::new(path);
    command.current_dir(project.root());
    Ok(command)
}

/// `node` in the project's folder.
pub(crate) fn node(project: &Project) -> Command {
    let mut command = Command::new("node");
    command.current_dir(project.root());
    command
}

fn node_is_recent() -> Result<()> {
    let version = program::output(Command::new("node").arg("--version"))
        .context("Node.js is needed, version 20 or newer, with npm")?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE => Ok(()),
        _ => bail!("Node.js {NODE} or newer is needed, this is {}", version.trim()),
    }
}
