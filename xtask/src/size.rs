//! `cargo xtask size`: what the product weighs, raw and as servers send it, against the goals.

use std::fs;
use std::io::Write;
use std::process::Command;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::build;
use crate::program;
use crate::project::Project;
use crate::wasm;

/// For the module with all rules and texts.
const GOAL_BROTLI: usize = 60_000;
/// For the package once it is installed; it has no source maps.
const GOAL_UNPACKED: usize = 400_000;

pub(crate) fn run(project: &Project) -> Result<()> {
    build::run(project)?;
    println!();
    println!("{:<24}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip -9", "brotli 11");
    let module = row(project, &wasm::ENGINE.path())?;
    row(project, &wasm::LOADER.path())?;
    for entry in entries(project)? {
        row(project, &entry)?;
    }
    let unpacked = packed(project)?;
    println!();
    println!("the module takes {module} bytes with brotli; {}", stand(module, GOAL_BROTLI));
    println!("the package takes {unpacked} bytes unpacked; {}", stand(unpacked, GOAL_UNPACKED));
    Ok(())
}

fn stand(bytes: usize, goal: usize) -> String {
    match bytes.saturating_sub(goal) {
        0 => format!("the goal of {goal} is reached"),
        over => format!("{over} above the goal of {goal}"),
    }
}

/// What the build made besides the module, in the order of the names.
fn entries(project: &Project) -> Result<Vec<String>> {
    let folder = project.path("pkg/dist");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if [".js", ".mjs", ".json"].iter().any(|ending| name.ends_with(ending)) {
            names.push(format!("pkg/dist/{name}"));
        }
    }
    names.sort();
    Ok(names)
}

/// Prints a file's line and returns what brotli makes of it.
fn row(project: &Project, file: &str) -> Result<usize> {
    let bytes = fs::read(project.path(file)).with_context(|| format!("cannot read {file}"))?;
    let brotli = brotli(&bytes)?;
    let name = file.rsplit('/').next().unwrap_or(file);
    println!("{name:<24}{:>10}{:>10}{:>10}", bytes.len(), gzip(&bytes)?, brotli);
    Ok(brotli)
}

/// Prints the line of the package as npm would publish it, and returns what it takes once installed.
fn packed(project: &Project) -> Result<usize> {
    let printed = program::output(
        Command::new("npm").args(["pack", "--dry-run", "--json", "--loglevel=error"]).current_dir(project.path("pkg")),
    )?;
    let answer: serde_json::Value = serde_json::from_str(&printed).context("npm pack printed no JSON")?;
    let number = |key: &str| {
        answer
            .pointer(&format!("/0/{key}"))
            .and_then(serde_json::Value::as_u64)
            .with_context(|| format!("npm pack does not say its `{key}`"))
    };
    let unpacked = number("unpackedSize")?;
    let files = format!("package, {} files", number("entryCount")?);
    println!("{files:<24}{unpacked:>10}{:>10}", number("size")?);
    Ok(usize::try_from(unpacked)?)
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed.len())
}

#[cfg(test)]
mod tests {
    use super::{brotli, gzip};

    #[test]
    fn repetition_weighs_little() {
        let bytes = [b'a'; 10_000];
        assert!(gzip(&bytes).unwrap() < 60);
        assert!(brotli(&bytes).unwrap() < 20);
    }
}
