//! `cargo xtask size`: what the product weighs, raw and as servers send it, against its budget and its goals.
//!
//! The budget is what it weighed when somebody last looked, so that no part grows unnoticed; the goals are what it is to come to.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::build;
use crate::npm;
use crate::program;
use crate::project::Project;

/// Every part with a budget, and the goals; in bytes.
const SIZES: &str = "xtask/sizes.json";
/// The name of the whole: what npm unpacks, its tarball, and the same with brotli.
const PACKAGE: &str = "package";
const WAYS: [&str; 3] = ["raw", "gzip", "brotli"];

/// Raw, with gzip -9, with brotli 11.
type Weights = [usize; 3];

/// Fails where a part is heavier than its budget, has none, or is no more.
pub(crate) fn run(project: &Project) -> Result<()> {
    build::run(project)?;
    let sizes = fs::read_to_string(project.path(SIZES)).with_context(|| format!("cannot read {SIZES}"))?;
    let sizes: Value = serde_json::from_str(&sizes).with_context(|| format!("{SIZES} is not JSON"))?;
    let budget = numbers(&sizes, "budget")?;
    println!();
    println!("{:<24}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip -9", "brotli 11");
    let parts = parts(project)?;
    for (name, [raw, gzip, brotli]) in &parts {
        println!("{name:<24}{raw:>10}{gzip:>10}{brotli:>10}");
    }
    println!();
    for (name, goals) in numbers(&sizes, "goals")? {
        for (way, goal) in goals {
            let bytes =
                weight(&parts, &name, &way).with_context(|| format!("{SIZES} has a goal for `{name}`, `{way}`"))?;
            println!("{name}, {way}: {bytes}; {}", stand(bytes, goal));
        }
    }
    let faults = faults(&parts, &budget);
    if !faults.is_empty() {
        bail!("{}\nwhere the weight is worth it, say so in {SIZES}", faults.join("\n"));
    }
    Ok(())
}

fn stand(bytes: usize, goal: usize) -> String {
    match bytes.saturating_sub(goal) {
        0 => format!("the goal of {goal} is reached"),
        over => format!("{over} above the goal of {goal}"),
    }
}

type Numbers = BTreeMap<String, BTreeMap<String, usize>>;

fn numbers(sizes: &Value, key: &str) -> Result<Numbers> {
    let part = sizes.get(key).and_then(Value::as_object).with_context(|| format!("{SIZES} has no `{key}`"))?;
    part.iter()
        .map(|(name, ways)| {
            let ways = ways.as_object().into_iter().flatten().map(|(way, bytes)| {
                let bytes = bytes.as_u64().and_then(|bytes| usize::try_from(bytes).ok());
                Ok((
                    way.clone(),
                    bytes.with_context(|| format!("`{key}` of `{name}`, `{way}` in {SIZES} is not a size"))?,
                ))
            });
            Ok((name.clone(), ways.collect::<Result<_>>()?))
        })
        .collect()
}

fn weight(parts: &BTreeMap<String, Weights>, name: &str, way: &str) -> Option<usize> {
    let weights = parts.get(name)?;
    WAYS.iter().zip(weights).find(|(known, _)| **known == way).map(|(_, bytes)| *bytes)
}

fn faults(parts: &BTreeMap<String, Weights>, budget: &Numbers) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, weights) in parts {
        for (way, bytes) in WAYS.iter().zip(weights) {
            match budget.get(name).and_then(|ways| ways.get(*way)) {
                Some(most) if bytes <= most => {}
                Some(most) => {
                    faults.push(format!("{name}, {way}: {bytes} bytes, {} above its budget of {most}", bytes - most))
                }
                None => faults.push(format!("{name}, {way}: {bytes} bytes, and no budget")),
            }
        }
    }
    faults.extend(
        budget
            .keys()
            .filter(|name| !parts.contains_key(*name))
            .map(|name| format!("{name} has a budget, and is not there")),
    );
    faults
}

/// The modules, what the build made besides them, and the whole package as npm would publish it.
fn parts(project: &Project) -> Result<BTreeMap<String, Weights>> {
    let folder = project.path("pkg/dist");
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if [".wasm", ".js", ".mjs", ".json"].iter().any(|ending| name.ends_with(ending)) {
            files.push(name);
        }
    }
    let (tarball, unpacked) = pack(project)?;
    let gzip = usize::try_from(fs::metadata(&tarball)?.len())?;
    let paths = files.iter().map(|file| folder.join(file)).chain([tarball.clone()]);
    let printed = program::output(npm::node(project).arg("xtask/weigh.mjs").args(paths))?;
    fs::remove_file(&tarball).with_context(|| format!("cannot remove {}", tarball.display()))?;
    let mut weights: Vec<Weights> = serde_json::from_str(&printed).context("xtask/weigh.mjs printed no weights")?;
    let [_, _, brotli] = weights.pop().context("xtask/weigh.mjs did not weigh the package")?;
    Ok(files.into_iter().zip(weights).chain([(PACKAGE.to_owned(), [unpacked, gzip, brotli])]).collect())
}

/// The package's tarball, and what it takes once installed.
fn pack(project: &Project) -> Result<(PathBuf, usize)> {
    let printed = program::output(
        Command::new("npm")
            .args(["pack", "--json", "--ignore-scripts", "--loglevel=error", "--pack-destination"])
            .arg(project.scratch())
            .current_dir(project.path("pkg")),
    )?;
    let answer: Value = serde_json::from_str(&printed).context("npm pack printed no JSON")?;
    let unpacked = answer.pointer("/0/unpackedSize").and_then(Value::as_u64).context("npm pack says no size")?;
    let name = answer.pointer("/0/filename").and_then(Value::as_str).context("npm pack names no file")?;
    Ok((project.scratch().join(name), usize::try_from(unpacked)?))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Weights, faults, numbers};

    fn found(parts: &[(&str, Weights)]) -> Vec<String> {
        let sizes = serde_json::json!({ "budget": {
            "index.js": { "raw": 300, "gzip": 200, "brotli": 100 },
            "slim.js": { "raw": 30, "gzip": 20, "brotli": 10 },
        } });
        let parts: BTreeMap<_, _> = parts.iter().map(|(name, weights)| ((*name).to_owned(), *weights)).collect();
        faults(&parts, &numbers(&sizes, "budget").unwrap())
    }

    #[test]
    fn what_weighs_its_budget_is_in_order() {
        assert!(found(&[("index.js", [300, 200, 100]), ("slim.js", [1, 1, 1])]).is_empty());
    }

    #[test]
    fn growth_is_told_by_how_much() {
        let found = found(&[("index.js", [301, 200, 105]), ("slim.js", [1, 1, 1])]);
        assert_eq!(
            found,
            [
                "index.js, raw: 301 bytes, 1 above its budget of 300",
                "index.js, brotli: 105 bytes, 5 above its budget of 100"
            ]
        );
    }

    #[test]
    fn a_part_that_comes_or_goes_is_told() {
        let found = found(&[("index.js", [1, 1, 1]), ("new.js", [7, 7, 7])]);
        assert_eq!(
            found,
            [
                "new.js, raw: 7 bytes, and no budget",
                "new.js, gzip: 7 bytes, and no budget",
                "new.js, brotli: 7 bytes, and no budget",
                "slim.js has a budget, and is not there"
            ]
        );
    }
}
