//! `cargo xtask build`: from sources to pkg/dist and www/dist.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::licences;
use crate::npm;
use crate::program;
use crate::project::Project;
use crate::rules;
use crate::step::Step;
use crate::toolchain::Toolchain;
use crate::wasm;

pub(crate) fn run(project: &Project) -> Result<()> {
    let _lock = project.lock()?;
    let toolchain = Toolchain::ensure(project)?;
    npm::ensure(project)?;
    wasm::build(project, &toolchain)?;
    rules::publish(project)?;
    licences::publish(project)?;
    let made: Vec<String> = wasm::MODULES.iter().flat_map(wasm::Module::files).collect();
    let inputs: Vec<&str> =
        ["pkg", "rules/statistics", "rules/programme", rules::DOCUMENT, licences::LINKED, wasm::COMPILER]
            .into_iter()
            .chain(made.iter().map(String::as_str))
            .collect();
    bundle(project, "package", "pkg", &inputs)?;
    bundle(project, "page", "www", &["www", "pkg", "pkg/dist", "examples"])
}

/// Runs the `build.mjs` of a folder, which makes the folder's `dist`.
fn bundle(project: &Project, name: &str, folder: &str, inputs: &[&str]) -> Result<()> {
    let script = format!("{folder}/build.mjs");
    let dist = project.path(folder).join("dist");
    let mut inputs: Vec<_> = inputs.iter().map(|path| project.path(path)).collect();
    inputs.push(project.path("package-lock.json"));
    Step { name, inputs, outputs: vec![dist.clone()] }.run(project, || {
        clear(&dist)?;
        program::run(npm::node(project).arg(&script))
    })
}

/// Removes what an earlier build left and this one may not overwrite. What the wasm step put there stays.
fn clear(dist: &Path) -> Result<()> {
    if !dist.exists() {
        return Ok(());
    }
    let entries = fs::read_dir(dist).with_context(|| format!("cannot list {}", dist.display()))?;
    for entry in entries {
        let path = entry?.path();
        if !path.is_dir() && path.extension().is_none_or(|extension| extension != "wasm") {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(())
}
