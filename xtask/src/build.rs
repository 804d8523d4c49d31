//! `cargo xtask build`: from sources to pkg/dist and www/dist.

use anyhow::Result;

use crate::npm;
use crate::program;
use crate::project::Project;
use crate::step::Step;
use crate::toolchain::Toolchain;
use crate::wasm;

pub(crate) fn run(project: &Project) -> Result<()> {
    let _lock = project.lock()?;
    let toolchain = Toolchain::ensure(project)?;
    npm::ensure(project)?;
    wasm::build(project, &toolchain)?;
    bundle(project, "pkg", &["pkg", wasm::MODULE, wasm::GLUE, wasm::BYTES])?;
    bundle(project, "www", &["www", "pkg", "pkg/dist", "examples"])
}

/// Runs the `build.mjs` of a folder, which makes the folder's `dist`.
fn bundle(project: &Project, folder: &str, inputs: &[&str]) -> Result<()> {
    let script = format!("{folder}/build.mjs");
    if !project.path(&script).is_file() {
        println!("{script} does not exist, nothing to bundle");
        return Ok(());
    }
    let mut inputs: Vec<_> = inputs.iter().map(|path| project.path(path)).collect();
    inputs.push(project.path("package-lock.json"));
    Step { name: folder, inputs, outputs: vec![project.path(folder).join("dist")] }
        .run(project, || program::run(npm::node(project).arg(&script)))
}
