//! Every crate that the lock file names, as cargo tells of it: where it comes from, under which licence, what it needs, and whether
//! it becomes part of what is published.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use cargo_metadata::{Metadata, MetadataCommand};

use crate::program;
use crate::project::Project;
use crate::toolchain::TARGET;
use crate::wasm;

/// A crate of one version.
#[derive(Debug)]
pub(crate) struct Crate {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) licence: String,
    /// The sha256 of its archive.
    pub(crate) sha256: Option<String>,
    /// Whether it lies in this repository.
    pub(crate) own: bool,
    /// Whether it is linked into a published module.
    pub(crate) linked: bool,
    /// What it needs, as the places of others in the list.
    pub(crate) needs: Vec<usize>,
    /// Where its source lies on this machine.
    pub(crate) folder: PathBuf,
}

/// Those of the workspace and of the fuzz targets, whatever feature or system they are for, by name and version.
pub(crate) fn all(project: &Project) -> Result<Vec<Crate>> {
    let linked = linked(project)?;
    let mut crates = BTreeMap::new();
    for (manifest, lock) in [("Cargo.toml", "Cargo.lock"), ("fuzz/Cargo.toml", "fuzz/Cargo.lock")] {
        let sums = sums(&fs::read_to_string(project.path(lock)).with_context(|| format!("cannot read {lock}"))?);
        let mut command = program::cargo();
        command.current_dir(project.root()).args(["metadata", "--format-version", "1", "--all-features", "--locked"]);
        let told = program::output(command.args(["--manifest-path", manifest]))?;
        let told = MetadataCommand::parse(told).context("cannot read what cargo says of the crates")?;
        read(told, &sums, &linked, &mut crates);
    }
    let places: BTreeMap<Named, usize> = crates.keys().cloned().zip(0..).collect();
    let numbered = |needs: BTreeSet<Named>| needs.iter().filter_map(|needed| places.get(needed).copied()).collect();
    Ok(crates.into_values().map(|(one, needs)| Crate { needs: numbered(needs), ..one }).collect())
}

/// A name and a version.
type Named = (String, String);

/// Adds the crates that cargo describes, each with what it needs.
fn read(
    told: Metadata,
    sums: &BTreeMap<Named, String>,
    linked: &BTreeSet<Named>,
    crates: &mut BTreeMap<Named, (Crate, BTreeSet<Named>)>,
) {
    let mut by_id = BTreeMap::new();
    for package in told.packages {
        let named = (package.name.to_string(), package.version.to_string());
        let one = Crate {
            name: named.0.clone(),
            version: named.1.clone(),
            licence: package.license.unwrap_or_default(),
            sha256: sums.get(&named).cloned(),
            own: package.source.is_none(),
            linked: linked.contains(&named),
            needs: Vec::new(),
            folder: package.manifest_path.parent().map_or_else(PathBuf::new, Into::into),
        };
        by_id.insert(package.id, named.clone());
        crates.entry(named).or_insert((one, BTreeSet::new()));
    }
    for node in told.resolve.into_iter().flat_map(|resolve| resolve.nodes) {
        let Some((_, needs)) = by_id.get(&node.id).and_then(|named| crates.get_mut(named)) else { continue };
        needs.extend(node.dependencies.iter().filter_map(|needed| by_id.get(needed).cloned()));
    }
}

/// What the published modules are linked of: neither what only builds them nor macros, which are code of the compiler.
fn linked(project: &Project) -> Result<BTreeSet<Named>> {
    let mut command = program::cargo();
    command.current_dir(project.root()).args(["tree", "--locked", "--target", TARGET, "--prefix", "none"]);
    command.args(["--edges", "normal,no-proc-macro"]);
    for module in &wasm::MODULES {
        command.args(["--package", module.package]);
    }
    let tree = program::output(&mut command)?;
    Ok(tree.lines().filter_map(named_in).collect())
}

/// `serde v1.0.229 (*)`
fn named_in(line: &str) -> Option<Named> {
    let mut words = line.split(' ');
    Some((words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned()))
}

/// The sums of a lock file.
fn sums(lock: &str) -> BTreeMap<Named, String> {
    let value = |package: &str, key: &str| {
        let line = package.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
        Some(line?.strip_suffix('"')?.to_owned())
    };
    let packages = lock.split("[[package]]").skip(1);
    packages.filter_map(|one| Some(((value(one, "name")?, value(one, "version")?), value(one, "checksum")?))).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{BTreeMap, MetadataCommand, named_in, read, sums};

    fn pair(name: &str, version: &str) -> (String, String) {
        (name.to_owned(), version.to_owned())
    }

    #[test]
    fn a_line_of_a_tree_names_a_crate() {
        assert_eq!(named_in("serde v1.0.229 (*)"), Some(pair("serde", "1.0.229")));
        assert_eq!(named_in("dx-kasan v0.1.0 (/home/dx-kasan)"), Some(pair("dx-kasan", "0.1.0")));
        assert_eq!(named_in(""), None);
    }

    #[test]
    fn sums_are_those_of_the_lock_file() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"b\"\n\
            version = \"2.0.0\"\nsource = \"registry\"\nchecksum = \"0f\"\ndependencies = [\n \"a\",\n]\n";
        assert_eq!(sums(lock), [(pair("b", "2.0.0"), "0f".to_owned())].into());
    }

    #[test]
    fn crates_are_known_by_name_and_version() {
        let package = |name: &str, version: &str, more: serde_json::Value| {
            let mut package = serde_json::json!({
                "name": name, "version": version, "id": format!("x#{name}"), "dependencies": [], "targets": [], "features": {},
            });
            package.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            package
        };
        let told = serde_json::json!({
            "packages": [
                package("a", "1.0.0", serde_json::json!({ "license": "MIT", "manifest_path": "/a/Cargo.toml" })),
                package("b", "2.0.0", serde_json::json!({ "source": "registry", "manifest_path": "/b-2.0.0/Cargo.toml" })),
            ],
            "workspace_members": ["x#a"],
            "resolve": { "nodes": [
                { "id": "x#a", "dependencies": ["x#b"], "deps": [], "features": [] },
                { "id": "x#b", "dependencies": [], "deps": [], "features": [] },
            ] },
            "workspace_root": "/", "target_directory": "/target", "version": 1,
        });
        let mut crates = BTreeMap::new();
        let sums = [(pair("b", "2.0.0"), "0f".to_owned())].into();
        read(MetadataCommand::parse(told.to_string()).unwrap(), &sums, &[pair("a", "1.0.0")].into(), &mut crates);
        let (a, needs) = crates.get(&pair("a", "1.0.0")).unwrap();
        assert_eq!((&*a.licence, a.own, a.linked, a.sha256.is_none()), ("MIT", true, true, true));
        assert_eq!(*needs, [pair("b", "2.0.0")].into());
        let (b, _) = crates.get(&pair("b", "2.0.0")).unwrap();
        assert_eq!(b.folder, Path::new("/b-2.0.0"));
        assert_eq!((&*b.licence, b.own, b.linked, b.sha256.as_deref()), ("", false, false, Some("0f")));
    }
}
