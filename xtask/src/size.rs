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

pub(crate) fn run(project: &Project) -> Result<()> {
    build::run(project)?;
    println!();
    println!("{:<24}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip -9", "brotli 11");
    let module = row(project, wasm::MODULE)?;
    for entry in entries(project)? {
        row(project, &entry)?;
    }
    if project.path("pkg/package.json").is_file() {
        packed(project)?;
    }
    println!();
    let over = module.saturating_sub(GOAL_BROTLI);
    let stand = if over == 0 { "which it reaches".to_owned() } else { format!("{over} more than that") };
    println!("the module takes {module} bytes with brotli; the goal is {GOAL_BROTLI}, {stand}");
    Ok(())
}

/// The scripts of the package, in the order of their names.
fn entries(project: &Project) -> Result<Vec<String>> {
    let folder = project.path("pkg/dist");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if [".js", ".mjs", ".cjs"].iter().any(|ending| name.ends_with(ending)) {
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

/// The package as npm would publish it.
fn packed(project: &Project) -> Result<()> {
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
    println!(
        "{:<24}{:>10}{:>10}",
        format!("package, {} files", number("entryCount")?),
        number("unpackedSize")?,
        number("size")?
    );
    Ok(())
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
