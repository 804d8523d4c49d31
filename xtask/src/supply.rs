//! What everything is made of may be used so: each crate and each npm package under a licence that is allowed, of what is published
//! one version each, and its licence in the package. That all are locked, with sums and without addresses, is among the native tests
//! (tests/native/supply.rs).

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use spdx::{Expression, Licensee, ParseMode};

use crate::build;
use crate::crates;
use crate::licences;
use crate::project::Project;
use crate::sbom;

/// Each lets the result be used under MIT or Apache-2.0.
pub(crate) const PUBLISHED: [&str; 5] = ["MIT", "Apache-2.0", "BSD-3-Clause", "ISC", "Unicode-3.0"];

/// Beside those, of what only builds and tests it.
const TOOLS: [&str; 8] =
    ["0BSD", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BlueOak-1.0.0", "MIT-0", "MPL-2.0", "NCSA", "Zlib"];

/// A crate or an npm package.
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) licence: String,
    pub(crate) published: bool,
}

pub(crate) fn check(project: &Project) -> Result<()> {
    let crates = crates::all(project)?;
    let packages = packages(&lock(project)?);
    let of_crates = crates.iter().map(|one| Part {
        name: one.name.clone(),
        version: one.version.clone(),
        licence: one.licence.clone(),
        published: one.linked,
    });
    let allowed = faults(&of_crates.collect::<Vec<_>>(), &packages);
    build::run(project)?;
    let direct = licences::direct(&json(project, "package.json")?);
    let published = licences::check(project, &crates, &packages, &direct)?;
    let faults = [allowed, published, sbom::make(project, &crates, &packages)?].concat();
    if !faults.is_empty() {
        bail!("of what everything is made of:\n{}", faults.join("\n"));
    }
    println!("{} crates and {} npm packages, each under an allowed licence", crates.len(), packages.len());
    println!("the text of each that is in the package is in its THIRD-PARTY-LICENSES");
    println!("not asked for known vulnerabilities: their lists are on the network (cargo audit, npm audit)");
    Ok(())
}

pub(crate) fn lock(project: &Project) -> Result<Value> {
    json(project, "package-lock.json")
}

fn json(project: &Project, path: &str) -> Result<Value> {
    let text = fs::read_to_string(project.path(path)).with_context(|| format!("cannot read {path}"))?;
    serde_json::from_str(&text).with_context(|| format!("{path} is not JSON"))
}

/// The packages of a lock file of npm's. What is bundled is among the dependencies, what builds and tests among those of developers.
pub(crate) fn packages(lock: &Value) -> Vec<Part> {
    let listed = lock.get("packages").and_then(Value::as_object).into_iter().flatten();
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    listed
        .filter_map(|(path, package)| Some((path.rsplit_once("node_modules/")?.1, package)))
        .map(|(name, package)| Part {
            name: name.to_owned(),
            version: text(package, "version"),
            licence: text(package, "license"),
            published: package.get("dev").is_none(),
        })
        .collect()
}

/// One line for each licence that is not allowed, or allowed for nothing, and for each part that is published in two versions.
fn faults(crates: &[Part], packages: &[Part]) -> Vec<String> {
    let mut faults = Vec::new();
    let (published, tools) = (licensees(&PUBLISHED), licensees(&TOOLS));
    let mut used = vec![false; published.len() + tools.len()];
    for part in crates.iter().chain(packages) {
        let allowed: Vec<_> =
            if part.published { published.iter().collect() } else { published.iter().chain(&tools).collect() };
        let Ok(licence) = Expression::parse_mode(&part.licence, ParseMode::LAX) else {
            faults
                .push(format!("{} {}: the licence `{}` is none that is known", part.name, part.version, part.licence));
            continue;
        };
        if !licence.evaluate(|wanted| allowed.iter().any(|licensee| licensee.satisfies(wanted))) {
            faults.push(format!("{} {}: the licence `{}` is not allowed", part.name, part.version, part.licence));
        }
        for (used, licensee) in used.iter_mut().zip(published.iter().chain(&tools)) {
            *used |= licence.requirements().any(|wanted| licensee.satisfies(&wanted.req));
        }
    }
    let allowances = PUBLISHED.iter().chain(&TOOLS).zip(used);
    faults.extend(
        allowances.filter(|(_, used)| !used).map(|(id, _)| format!("{id} is allowed, and nothing is under it")),
    );
    for parts in [crates, packages] {
        let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for part in parts.iter().filter(|part| part.published) {
            versions.entry(&part.name).or_default().push(&part.version);
        }
        let twice = versions.iter().filter(|(_, versions)| versions.len() > 1);
        faults.extend(twice.map(|(name, versions)| format!("{name} is published in {}", versions.join(" and "))));
    }
    faults
}

fn licensees(ids: &[&str]) -> Vec<Licensee> {
    ids.iter().filter_map(|id| Licensee::parse(id).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{PUBLISHED, Part, TOOLS, faults, licensees, packages};

    fn part(name: &str, version: &str, licence: &str, published: bool) -> Part {
        Part { name: name.to_owned(), version: version.to_owned(), licence: licence.to_owned(), published }
    }

    /// One part for each licence that is allowed, so that no allowance is idle.
    fn all_used() -> Vec<Part> {
        PUBLISHED.iter().chain(&TOOLS).map(|id| part(id, "1", id, false)).collect()
    }

    fn with(more: impl IntoIterator<Item = Part>) -> Vec<String> {
        faults(&all_used().into_iter().chain(more).collect::<Vec<_>>(), &[])
    }

    #[test]
    fn every_allowed_licence_is_one() {
        assert_eq!(licensees(&PUBLISHED).len() + licensees(&TOOLS).len(), PUBLISHED.len() + TOOLS.len());
        assert!(with([]).is_empty());
    }

    #[test]
    fn one_of_several_licences_is_enough_and_all_that_hold_are_needed() {
        assert!(with([part("a", "1", "MIT OR GPL-3.0-only", true), part("b", "1", "MIT/Apache-2.0", true)]).is_empty());
        assert_eq!(
            with([part("a", "1.2.0", "MIT AND GPL-3.0-only", false), part("b", "2.0.0", "", false)]),
            [
                "a 1.2.0: the licence `MIT AND GPL-3.0-only` is not allowed",
                "b 2.0.0: the licence `` is none that is known"
            ]
        );
    }

    #[test]
    fn what_is_published_is_under_fewer_licences_than_what_builds_it() {
        assert!(with([part("a", "1", "MPL-2.0", false)]).is_empty());
        assert_eq!(with([part("a", "1", "MPL-2.0", true)]), ["a 1: the licence `MPL-2.0` is not allowed"]);
    }

    #[test]
    fn an_allowance_for_nothing_is_told() {
        let parts: Vec<_> = all_used().into_iter().filter(|part| part.name != "NCSA").collect();
        assert_eq!(faults(&parts, &[]), ["NCSA is allowed, and nothing is under it"]);
    }

    #[test]
    fn two_versions_are_told_of_what_is_published_alone() {
        let twice = |published| [part("a", "1.0.0", "MIT", published), part("a", "2.0.0", "MIT", published)];
        assert!(with(twice(false)).is_empty());
        assert_eq!(with(twice(true)), ["a is published in 1.0.0 and 2.0.0"]);
    }

    #[test]
    fn packages_of_npm_are_bundled_unless_they_are_for_developers() {
        let lock = serde_json::json!({ "packages": {
            "": { "version": "0.0.0" },
            "node_modules/@a/b": { "version": "1.0.0", "license": "MIT" },
            "node_modules/@a/b/node_modules/c": { "version": "2.0.0", "license": "ISC", "dev": true },
        } });
        let found: Vec<_> =
            packages(&lock).into_iter().map(|one| (one.name, one.version, one.licence, one.published)).collect();
        let owned = |name: &str, version: &str, licence: &str, published| {
            (name.to_owned(), version.to_owned(), licence.to_owned(), published)
        };
        assert_eq!(found, [owned("@a/b", "1.0.0", "MIT", true), owned("c", "2.0.0", "ISC", false)]);
    }
}
