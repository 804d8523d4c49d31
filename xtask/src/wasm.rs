//! The engine as wasm: compiled, given its JavaScript glue, made small, and laid out for the package.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::npm;
use crate::program;
use crate::project::Project;
use crate::step::{self, Step};
use crate::toolchain::Toolchain;
use crate::trap;

/// A crate that becomes a module of the package.
pub(crate) struct Module {
    pub(crate) package: &'static str,
    name: &'static str,
    /// What it is compiled for, in the words of Cargo.toml.
    profile: &'static str,
}

/// The engine, with the rules.
pub(crate) const ENGINE: Module = Module { package: "dx-kasan", name: "dx_kasan", profile: "release" };

/// What `loadRules` needs besides: the reader and the linter.
pub(crate) const LOADER: Module = Module { package: "dx-kasan-loader", name: "dx_kasan_loader", profile: "loader" };

pub(crate) const MODULES: [Module; 2] = [ENGINE, LOADER];

impl Module {
    /// The module itself.
    pub(crate) fn path(&self) -> String {
        format!("pkg/dist/{}.wasm", self.name)
    }

    /// The glue that wasm-bindgen writes, for the facade to import.
    fn glue(&self) -> String {
        format!("pkg/dist/gen/{}.glue.mjs", self.name)
    }

    /// The module's bytes, deflated, for the scripts that carry them in themselves.
    fn deflated(&self) -> String {
        format!("pkg/dist/gen/{}.deflate", self.name)
    }

    /// All that is made of it.
    pub(crate) fn files(&self) -> [String; 3] {
        [self.path(), self.glue(), self.deflated()]
    }
}

/// Names the compiler, for the package.
pub(crate) const COMPILER: &str = "pkg/dist/gen/BUILT-WITH";

pub(crate) fn build(project: &Project, toolchain: &Toolchain) -> Result<()> {
    step::write(&project.path(COMPILER), toolchain.named()?.as_bytes())?;
    for module in &MODULES {
        let compiled = step::timed(&format!("{} → wasm", module.package), || compile(project, toolchain, module))?;
        Step {
            name: &format!("wasm-bindgen, wasm-opt of {}", module.package),
            inputs: vec![compiled.clone(), project.path("package-lock.json")],
            outputs: module.files().map(|path| project.path(&path)).into(),
        }
        .run(project, || finish(project, module, &compiled))?;
    }
    Ok(())
}

/// Compiles a module and returns where cargo put it.
fn compile(project: &Project, toolchain: &Toolchain, module: &Module) -> Result<PathBuf> {
    // As a cdylib only. The engine is an rlib too, and with one of those cargo leaves `lto` out without a word.
    let mut command = toolchain.cargo(project, "rustc")?;
    command.args(["--profile", module.profile, "--package", module.package, "--lib", "--crate-type", "cdylib"]);
    program::artifacts(&mut command, module.name)?
        .into_iter()
        .find(|file| file.extension().is_some_and(|extension| extension == "wasm"))
        .with_context(|| format!("cargo made no .wasm of {}; is it still a cdylib?", module.package))
}

fn finish(project: &Project, module: &Module, compiled: &Path) -> Result<()> {
    let folder = project.scratch().join(module.name);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut output = Bindgen::new()
        .input_path(compiled)
        .out_name(module.name)
        .web(true)?
        // The bytes are handed in. A default place would be `import.meta.url`, which bundlers and CommonJS trip over.
        .omit_default_module_path(true)
        // The package's types are written by hand.
        .typescript(false)
        .generate_output()
        .context("wasm-bindgen")?;
    let wasm = output.wasm_mut();
    let named = |name: &Option<String>| name.as_deref().is_some_and(trap::is_panic);
    let panics: Vec<_> = wasm.funcs.iter().filter(|function| named(&function.name)).map(|one| one.id()).collect();
    if panics.is_empty() {
        bail!("no function of the module panics; have the names in trap.rs changed?");
    }
    for panic in panics {
        let mut body = wasm.funcs.get_mut(panic).kind.unwrap_local_mut().builder_mut().func_body();
        body.instrs_mut().clear();
        body.unreachable();
    }
    let bound = folder.join("bound.wasm");
    step::write(&bound, &wasm.emit_wasm())?;
    let small = folder.join("small.wasm");
    optimise(project, &bound, &small)?;
    let bytes = fs::read(&small).with_context(|| format!("cannot read {}", small.display()))?;
    step::write(&project.path(&module.glue()), output.js().as_bytes())?;
    step::write(&project.path(&module.path()), &bytes)?;
    step::write(&project.path(&module.deflated()), &deflated(&bytes)?)
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
    command
        .args(["-Oz", "--converge", "--strip-debug", "--strip-producers", "--strip-target-features"])
        .arg(from)
        .arg("-o")
        .arg(to);
    program::output(&mut command).map(|_| ())
}
