//! The engine as wasm: compiled, given its JavaScript glue, made small, and laid out for the package.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::npm;
use crate::program;
use crate::project::Project;
use crate::step::{self, Step};
use crate::toolchain::Toolchain;

/// The module itself, as the package ships it.
pub(crate) const MODULE: &str = "pkg/dist/dx_kasan.wasm";
/// The glue that wasm-bindgen writes, for the facade to import.
pub(crate) const GLUE: &str = "pkg/dist/gen/wasm.mjs";
/// The module's bytes, deflated, for the scripts that carry them in themselves.
pub(crate) const BYTES: &str = "pkg/dist/gen/dx_kasan.deflate";

pub(crate) fn build(project: &Project, toolchain: &Toolchain) -> Result<()> {
    let compiled = step::timed("engine → wasm", || compile(project, toolchain))?;
    Step {
        name: "wasm-bindgen, wasm-opt",
        inputs: vec![compiled.clone(), project.path("package-lock.json")],
        outputs: [MODULE, GLUE, BYTES].map(|path| project.path(path)).into(),
    }
    .run(project, || finish(project, &compiled))
}

/// Compiles the engine and returns where cargo put it.
fn compile(project: &Project, toolchain: &Toolchain) -> Result<PathBuf> {
    // As a cdylib only. The crate is an rlib too, and with one of those cargo leaves `lto` out without a word.
    let mut command = toolchain.cargo(project, "rustc")?;
    command.args(["--release", "--lib", "--crate-type", "cdylib"]);
    program::artifacts(&mut command, "dx_kasan")?
        .into_iter()
        .find(|file| file.extension().is_some_and(|extension| extension == "wasm"))
        .context("cargo made no .wasm of the engine; is it still a cdylib?")
}

fn finish(project: &Project, compiled: &Path) -> Result<()> {
    let folder = project.scratch().join("wasm");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut output = Bindgen::new()
        .input_path(compiled)
        .out_name("dx_kasan")
        .web(true)?
        // The bytes are handed in. A default place would be `import.meta.url`, which bundlers and CommonJS trip over.
        .omit_default_module_path(true)
        // The package's types are written by hand.
        .typescript(false)
        .generate_output()
        .context("wasm-bindgen")?;
    let bound = folder.join("bound.wasm");
    step::write(&bound, &output.wasm_mut().emit_wasm())?;
    let small = folder.join("small.wasm");
    optimise(project, &bound, &small)?;
    let module = fs::read(&small).with_context(|| format!("cannot read {}", small.display()))?;
    step::write(&project.path(GLUE), output.js().as_bytes())?;
    step::write(&project.path(MODULE), &module)?;
    step::write(&project.path(BYTES), &deflated(&module)?)
}

/// The file is read once in a page's life and sent a million times, so the time goes to whoever builds.
fn deflated(module: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Deflate, module, &mut bytes).context("zopfli")?;
    Ok(bytes)
}

/// wasm-opt learns from the section target_features what it may use, so that goes last.
fn optimise(project: &Project, from: &Path, to: &Path) -> Result<()> {
    let mut command = npm::tool(project, "wasm-opt")?;
    command.args(["-Os", "--strip-debug", "--strip-producers", "--strip-target-features"]).arg(from).arg("-o").arg(to);
    program::output(&mut command).map(|_| ())
}
