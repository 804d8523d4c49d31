//! The licences of what others wrote and the modules and scripts of the package hold: their texts, and whether none is missing. The
//! texts of crates are gathered here; `pkg/licences.mjs` adds those of the npm packages that it sees bundled, and writes the file.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use spdx::{Expression, LicenseReq, ParseMode};

use crate::crates::{self, Crate};
use crate::project::Project;
use crate::step::{self, Step};
use crate::supply::Part;

/// The parts that are linked into the modules, for the build of the package.
pub(crate) const LINKED: &str = "pkg/dist/gen/licences.json";

/// The file as it is published.
const FILE: &str = "pkg/dist/THIRD-PARTY-LICENSES";

/// Parts the file: what has a text, the text, what has the next.
const RULE: &str = "\n================================================================================\n";

/// The library that every crate is linked with comes with the compiler. Its text is kept here, as not every compiler brings it.
const STD: (&str, &str, &str) = (
    "the Rust standard library, (MIT OR Apache-2.0) AND Unicode-3.0",
    "xtask/rust-std-licence.txt",
    include_str!("../rust-std-licence.txt"),
);

/// By which words the text of each licence is known.
const TELLING: [(&str, &str); 5] = [
    ("MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy"),
    ("Apache-2.0", "Apache License Version 2.0, January 2004"),
    ("BSD-3-Clause", "Redistributions in binary form must reproduce the above copyright notice"),
    ("ISC", "Permission to use, copy, modify, and/or distribute this software for any purpose"),
    ("Unicode-3.0", "UNICODE LICENSE V3"),
];

/// Writes the licences of the crates, where anything about them changed.
pub(crate) fn publish(project: &Project) -> Result<()> {
    let manifests =
        ["Cargo.toml", "compiler/Cargo.toml", "kernel/Cargo.toml", "loader/Cargo.toml", "Cargo.lock", STD.1];
    let output = project.path(LINKED);
    let inputs = manifests.map(|path| project.path(path)).into();
    Step { name: "licences", inputs, outputs: vec![output.clone()] }.run(project, || {
        let crates = crates::all(project)?;
        let mut parts = vec![json!({ "part": STD.0, "text": STD.2 })];
        for one in crates.iter().filter(|one| one.linked && !one.own) {
            parts.push(json!({ "part": named(one), "text": text_of(&one.folder)? }));
        }
        step::write(&output, serde_json::to_string(&parts)?.as_bytes())
    })
}

/// `serde 1.0.229, crate, MIT OR Apache-2.0`
fn named(one: &Crate) -> String {
    format!("{} {}, crate, {}", one.name, one.version, one.licence)
}

/// The licence files of a crate. Where the MIT licence is among those to choose from, it is the one that we take.
fn text_of(folder: &Path) -> Result<String> {
    let unreadable = || format!("cannot read the licences in {}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        names.extend(entry.with_context(unreadable)?.file_name().into_string());
    }
    let texts: Result<Vec<String>, _> = chosen(names)
        .iter()
        .map(|name| fs::read_to_string(folder.join(name)).map(|text| text.trim().to_owned()))
        .collect();
    Ok(texts.with_context(unreadable)?.join("\n\n"))
}

fn chosen(mut names: Vec<String>) -> Vec<String> {
    let has = |name: &str, words: &[&str]| words.iter().any(|word| name.to_uppercase().contains(word));
    names.retain(|name| has(name, &["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE"]));
    if names.iter().any(|name| has(name, &["MIT"])) {
        names.retain(|name| !has(name, &["APACHE", "UNLICENSE"]));
    }
    names.sort();
    names
}

/// One line for each part whose licence is not in the package as it was built. `packages` are those of the lock file, `direct` the names
/// of those that package.json asks for to be bundled.
pub(crate) fn check(project: &Project, crates: &[Crate], packages: &[Part], direct: &[String]) -> Result<Vec<String>> {
    let file = fs::read_to_string(project.path(FILE)).with_context(|| format!("cannot read {FILE}"))?;
    Ok(faults(&file, crates, packages, direct))
}

/// The names under `dependencies` of package.json.
pub(crate) fn direct(package: &Value) -> Vec<String> {
    let named = package.get("dependencies").and_then(Value::as_object);
    named.map_or_else(Vec::new, |named| named.keys().cloned().collect())
}

fn faults(file: &str, crates: &[Crate], packages: &[Part], direct: &[String]) -> Vec<String> {
    let mut sections = file.split(RULE).skip(1);
    let mut parts: Vec<&str> = Vec::new();
    let mut faults = Vec::new();
    while let (Some(heads), Some(text)) = (sections.next(), sections.next()) {
        for part in heads.lines() {
            let licence = part.rsplit_once(", ").map_or("", |(_, licence)| licence);
            if !says(text, licence) {
                faults.push(format!("{FILE}: below {part} is another text"));
            }
            parts.push(part);
        }
    }
    let linked = crates.iter().filter(|one| one.linked && !one.own).map(named).chain([STD.0.to_owned()]);
    let missing = linked.filter(|part| !parts.contains(&part.as_str()));
    faults.extend(missing.map(|part| format!("{FILE} has no {part}")));
    let of_npm: Vec<&str> = parts.iter().filter(|part| part.contains(", npm package, ")).copied().collect();
    let begins = |part: &str, name: &str| part.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '));
    let missing = direct.iter().filter(|name| !of_npm.iter().any(|part| begins(part, name)));
    faults.extend(missing.map(|name| format!("{FILE} has no {name}, which package.json has among its dependencies")));
    let bundled = packages.iter().filter(|package| package.published);
    let known: Vec<String> =
        bundled.map(|one| format!("{} {}, npm package, {}", one.name, one.version, one.licence)).collect();
    let strangers = of_npm.iter().filter(|part| !known.iter().any(|known| known == *part));
    faults.extend(
        strangers.map(|part| format!("{FILE} has {part}, which is not among the dependencies of the lock file")),
    );
    faults
}

/// Whether a text has what a licence asks to be in every copy: of those to choose from one, of those that all hold each.
fn says(text: &str, licence: &str) -> bool {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let tells = |wanted: &LicenseReq| {
        let telling = TELLING.iter().find(|(id, _)| wanted.license.id().is_some_and(|known| known.name == *id));
        telling.is_some_and(|(_, words)| plain.contains(words))
    };
    Expression::parse_mode(licence, ParseMode::LAX).is_ok_and(|licence| licence.evaluate(tells))
}

#[cfg(test)]
mod tests {
    use super::{Crate, Part, RULE, STD, TELLING, chosen, direct, faults, named, says};
    use crate::supply::PUBLISHED;

    fn one(name: &str, licence: &str) -> Crate {
        Crate {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: licence.to_owned(),
            sha256: None,
            own: false,
            linked: true,
            needs: Vec::new(),
            folder: name.into(),
        }
    }

    fn bundled(name: &str) -> Part {
        Part { name: name.to_owned(), version: "2.0.0".to_owned(), licence: "ISC".to_owned(), published: true }
    }

    fn words(id: &str) -> &'static str {
        TELLING.iter().find(|(known, _)| *known == id).unwrap().1
    }

    /// A file with the standard library, the crates `a` and `b` under one text, and the package `c`.
    fn file() -> String {
        let std = format!("{}\n{}", words("MIT"), words("Unicode-3.0"));
        let of_both = [named(&one("a", "MIT")), named(&one("b", "Apache-2.0 OR MIT"))].join("\n");
        let c = "c 2.0.0, npm package, ISC";
        ["of others", STD.0, &std, &of_both, words("MIT"), c, words("ISC")].join(RULE)
    }

    #[test]
    fn a_file_with_all_texts_has_no_fault() {
        let crates = [one("a", "MIT"), one("b", "Apache-2.0 OR MIT"), Crate { own: true, ..one("own", "MIT") }];
        assert_eq!(faults(&file(), &crates, &[bundled("c")], &["c".to_owned()]), Vec::<String>::new());
    }

    #[test]
    fn what_is_inside_and_has_no_text_is_told() {
        let crates = [one("a", "MIT"), one("ab", "MIT"), Crate { linked: false, ..one("tool", "MIT") }];
        assert_eq!(
            faults(&file(), &crates, &[bundled("c")], &["c".to_owned(), "d".to_owned()]),
            [
                "pkg/dist/THIRD-PARTY-LICENSES has no ab 1.0.0, crate, MIT",
                "pkg/dist/THIRD-PARTY-LICENSES has no d, which package.json has among its dependencies",
            ]
        );
        let without = file().replace(STD.0, "c 2.0.0, npm package, ISC AND MIT");
        assert!(faults(&without, &[], &[], &[]).contains(&format!("pkg/dist/THIRD-PARTY-LICENSES has no {}", STD.0)));
    }

    #[test]
    fn a_text_of_another_licence_is_told() {
        let other = file().replace(words("ISC"), "All rights reserved.");
        assert_eq!(
            faults(&other, &[], &[bundled("c")], &[]),
            ["pkg/dist/THIRD-PARTY-LICENSES: below c 2.0.0, npm package, ISC is another text"]
        );
    }

    #[test]
    fn a_package_that_is_not_to_be_bundled_is_told() {
        assert_eq!(
            faults(&file(), &[], &[Part { published: false, ..bundled("c") }], &[]),
            [
                "pkg/dist/THIRD-PARTY-LICENSES has c 2.0.0, npm package, ISC, which is not among the dependencies of the lock file"
            ]
        );
    }

    #[test]
    fn of_licences_to_choose_from_one_is_enough_and_all_that_hold_are_needed() {
        assert!(says(words("MIT"), "MIT OR Apache-2.0"));
        assert!(says(words("MIT"), "Unlicense/MIT"));
        assert!(!says(words("MIT"), STD.0.rsplit_once(", ").unwrap().1));
        assert!(says(STD.2, STD.0.rsplit_once(", ").unwrap().1));
        assert!(!says(words("MIT"), ""));
    }

    #[test]
    fn every_licence_of_what_is_published_is_known_by_its_words() {
        assert_eq!(TELLING.map(|(id, _)| id), PUBLISHED);
    }

    #[test]
    fn the_mit_licence_is_chosen_where_it_is_offered() {
        let files = |names: &[&str]| chosen(names.iter().map(|name| (*name).to_owned()).collect());
        let all = ["src", "UNLICENSE", "LICENSE-MIT", "LICENSE-APACHE", "LICENSE-UNICODE", "COPYING", "README.md"];
        assert_eq!(files(&all), ["COPYING", "LICENSE-MIT", "LICENSE-UNICODE"]);
        assert_eq!(files(&["LICENSE-APACHE", "license.txt"]), ["LICENSE-APACHE", "license.txt"]);
    }

    #[test]
    fn dependencies_of_package_json_are_what_is_bundled() {
        let package = serde_json::json!({ "dependencies": { "a": "1.0.0" }, "devDependencies": { "b": "1.0.0" } });
        assert_eq!(direct(&package), ["a"]);
    }
}
