//! `cargo xtask sbom`: what everything is made of, in the form of CycloneDX, under target/sbom: the crates, and the npm packages as
//! npm tells them. What becomes part of what is published is `required`; what only builds and tests it is `optional`.

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use spdx::Expression;

use crate::crates::{self, Crate};
use crate::program;
use crate::project::Project;
use crate::step;
use crate::supply::{self, Part};

pub(crate) fn run(project: &Project) -> Result<()> {
    let faults = make(project, &crates::all(project)?, &supply::packages(&supply::lock(project)?))?;
    if !faults.is_empty() {
        bail!("the lists are not whole:\n{}", faults.join("\n"));
    }
    println!("the lists are in {}", project.path("target/sbom").display());
    Ok(())
}

/// Writes both lists, and says what they lack.
pub(crate) fn make(project: &Project, crates: &[Crate], packages: &[Part]) -> Result<Vec<String>> {
    let mut npm = Command::new("npm");
    npm.args(["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"]).current_dir(project.root());
    let mut of_npm: Value = serde_json::from_str(&program::output(&mut npm)?).context("npm's list is not JSON")?;
    // npm calls it by the folder that it lies in.
    if let Some(name) = of_npm.pointer_mut("/metadata/component/name") {
        *name = "dx-kasan-tooling".into();
    }
    for (name, list) in [("crates", &of_crates(crates)), ("npm", &of_npm)] {
        let path = project.path(&format!("target/sbom/{name}.cdx.json"));
        step::write(&path, serde_json::to_string_pretty(list)?.as_bytes())?;
    }
    Ok([missing(&of_npm, packages), without_sum(crates)].concat())
}

fn of_crates(crates: &[Crate]) -> Value {
    let component = |one: &Crate| {
        json!({
            "type": "library",
            "bom-ref": purl(one),
            "name": one.name,
            "version": one.version,
            "scope": if one.linked { "required" } else { "optional" },
            "licenses": [{ "expression": expression(&one.licence) }],
            "purl": purl(one),
            "hashes": one.sha256.iter().map(|sum| json!({ "alg": "SHA-256", "content": sum })).collect::<Vec<_>>(),
        })
    };
    let needs = |one: &Crate| one.needs.iter().filter_map(|place| crates.get(*place)).map(purl).collect::<Vec<_>>();
    json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": { "type": "library", "name": "dx-kasan", "version": env!("CARGO_PKG_VERSION") } },
        "components": crates.iter().map(component).collect::<Vec<_>>(),
        "dependencies": crates.iter().map(|one| json!({ "ref": purl(one), "dependsOn": needs(one) })).collect::<Vec<_>>(),
    })
}

fn purl(one: &Crate) -> String {
    format!("pkg:cargo/{}@{}", one.name, one.version)
}

/// As SPDX has it: older crates write a slash between licences to choose from.
fn expression(licence: &str) -> String {
    Expression::canonicalize(licence).ok().flatten().unwrap_or_else(|| licence.to_owned())
}

/// One line for each package of the lock file that npm's list does not have.
fn missing(list: &Value, packages: &[Part]) -> Vec<String> {
    let components = list.get("components").and_then(Value::as_array).into_iter().flatten();
    let text = |one: &'_ Value, key: &str| one.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let listed: BTreeSet<_> = components.map(|one| (text(one, "name"), text(one, "version"))).collect();
    let is_missing = |one: &&Part| !listed.contains(&(one.name.clone(), one.version.clone()));
    packages.iter().filter(is_missing).map(|one| format!("npm does not list {} {}", one.name, one.version)).collect()
}

/// One line for each crate from elsewhere whose contents nothing tells apart from others'.
fn without_sum(crates: &[Crate]) -> Vec<String> {
    let lacks = crates.iter().filter(|one| !one.own && one.sha256.is_none());
    lacks.map(|one| format!("{} {} has no sum in the lock file", one.name, one.version)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Crate, Part, expression, missing, of_crates, without_sum};

    fn crates() -> [Crate; 2] {
        let one = |name: &str, own: bool, needs| Crate {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: "MIT/Apache-2.0".to_owned(),
            sha256: (!own).then(|| "0f".to_owned()),
            own,
            linked: own,
            needs,
            folder: name.into(),
        };
        [one("a", true, vec![1]), one("b", false, vec![])]
    }

    #[test]
    fn a_crate_is_listed_with_its_licence_its_sum_and_what_it_needs() {
        let list = of_crates(&crates());
        let b = serde_json::json!({
            "type": "library", "bom-ref": "pkg:cargo/b@1.0.0", "name": "b", "version": "1.0.0", "scope": "optional",
            "licenses": [{ "expression": "MIT OR Apache-2.0" }], "purl": "pkg:cargo/b@1.0.0",
            "hashes": [{ "alg": "SHA-256", "content": "0f" }],
        });
        assert_eq!(list.pointer("/components/1"), Some(&b));
        assert_eq!(list.pointer("/components/0/scope"), Some(&"required".into()));
        assert_eq!(list.pointer("/dependencies/0/dependsOn"), Some(&serde_json::json!(["pkg:cargo/b@1.0.0"])));
    }

    #[test]
    fn licences_are_written_as_spdx_has_them() {
        assert_eq!(expression("Apache-2.0 / MIT"), "Apache-2.0 OR MIT");
        assert_eq!(expression("(MIT OR Apache-2.0) AND Unicode-3.0"), "(MIT OR Apache-2.0) AND Unicode-3.0");
    }

    #[test]
    fn what_a_list_lacks_is_told() {
        let part = |name: &str| Part {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: "MIT".to_owned(),
            published: true,
        };
        let list = serde_json::json!({ "components": [{ "name": "a", "version": "1.0.0" }] });
        assert_eq!(missing(&list, &[part("a"), part("b")]), ["npm does not list b 1.0.0"]);
        let [a, b] = crates();
        let lacking = Crate { sha256: None, ..b };
        assert_eq!(without_sum(&[a, lacking]), ["b 1.0.0 has no sum in the lock file"]);
    }
}
