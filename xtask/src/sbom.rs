//! `cargo xtask sbom`: what everything is made of, in the form of CycloneDX, under target/sbom: of the crates as cargo-cyclonedx
//! tells it, of the npm packages as npm does.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::program;
use crate::project::Project;

pub(crate) fn run(project: &Project) -> Result<()> {
    if program::find("cargo-cyclonedx").is_none() {
        bail!("cargo-cyclonedx is not installed; it is by: cargo install --locked cargo-cyclonedx");
    }
    let folder = project.path("target/sbom");
    fs::create_dir_all(&folder).context("cannot make target/sbom")?;
    let mut crates = program::cargo();
    let form = ["--format", "json", "--describe", "crate", "--target", "all", "--override-filename", "sbom.cdx"];
    program::run(crates.current_dir(project.root()).arg("cyclonedx").args(form))?;
    for (package, name) in [(".", "dx-kasan"), ("compiler", "dx-kasan-rules"), ("xtask", "xtask")] {
        let written = project.path(&format!("{package}/sbom.cdx.json"));
        fs::rename(&written, folder.join(format!("{name}.cdx.json")))
            .with_context(|| format!("cargo-cyclonedx did not write {}", written.display()))?;
    }
    let npm = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
    let packages = program::output(Command::new("npm").args(npm).current_dir(project.root()))?;
    fs::write(folder.join("npm.cdx.json"), packages).context("cannot write the list of npm packages")?;
    println!("the lists are in {}", folder.display());
    Ok(())
}
