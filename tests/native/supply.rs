//! Where everything comes from: locked, with a sum, without an address, and no dependency without a reason beside it.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

/// npm's projects that are installed from a lock file of their own.
const LOCKED: [&str; 2] = ["", "tests/consumers/"];

fn json(path: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// By name what it asks for, and in which versions.
fn dependencies(package: &Value) -> BTreeMap<String, String> {
    let kinds = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
    let all = kinds.iter().filter_map(|kind| package.get(kind)?.as_object()).flatten();
    all.map(|(name, version)| (name.clone(), version.as_str().unwrap().to_owned())).collect()
}

#[test]
fn npm_packages_are_locked_with_their_sums_and_without_an_address() {
    for folder in LOCKED {
        let path = format!("{folder}package-lock.json");
        let lock = json(&path);
        let packages = lock["packages"].as_object().unwrap();
        assert!(packages.len() > 10);
        for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
            assert!(package.get("resolved").is_none(), "{path}: {name} has an address");
            if package.get("inBundle").is_none() {
                let sum = package["integrity"].as_str().unwrap_or_else(|| panic!("{path}: {name} has no sum"));
                assert!(sum.starts_with("sha512-"), "{path}: {name}: {sum}");
            }
        }
        assert!(!fs::read_to_string(&path).unwrap().contains(".tgz"), "{path}: an address of an archive");
    }
}

#[test]
fn crates_are_locked_with_their_sums_and_come_from_one_registry() {
    let own = ["dx-kasan", "dx-kasan-fuzz", "dx-kasan-kernel", "dx-kasan-loader", "dx-kasan-rules", "xtask"];
    for (path, least) in [("Cargo.lock", 100), ("fuzz/Cargo.lock", 30)] {
        let lock = fs::read_to_string(path).unwrap();
        let mut locked = 0;
        for package in lock.split("[[package]]").skip(1) {
            let name = package.split('"').nth(1).unwrap();
            if own.contains(&name) {
                assert!(!package.contains("source ="), "{path}: {name}");
                continue;
            }
            let source = "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n";
            assert!(package.contains(source), "{path}: {name}");
            assert!(package.contains("checksum = "), "{path}: {name}");
            locked += 1;
        }
        assert!(locked > least, "{path}: {locked}");
    }
}

#[test]
fn npm_packages_are_pinned_to_one_version() {
    for folder in LOCKED {
        for (name, version) in dependencies(&json(&format!("{folder}package.json"))) {
            assert!(version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'), "{name}: {version}");
        }
    }
    let package = json("pkg/package.json");
    for kind in ["dependencies", "peerDependencies", "optionalDependencies", "scripts"] {
        assert!(package.get(kind).is_none(), "who installs the package gets {kind}");
    }
}

#[test]
fn every_dependency_has_its_reason_beside_it() {
    for folder in LOCKED {
        let package = json(&format!("{folder}package.json"));
        let names: Vec<String> = dependencies(&package).into_keys().collect();
        let mut reasons: Vec<&String> = package["//"].as_object().unwrap().keys().collect();
        reasons.sort();
        assert_eq!(reasons, names.iter().collect::<Vec<_>>(), "{folder}package.json");
    }
    // Examples are what vendors copy: nothing is in them, but what they ask for has its reason with the other consumers.
    let known = dependencies(&json("tests/consumers/package.json"));
    for example in fs::read_dir("examples").unwrap().map(|entry| entry.unwrap().path().join("package.json")) {
        if example.exists() {
            for name in dependencies(&json(example.to_str().unwrap())).keys().filter(|name| *name != "dx-kasan") {
                assert!(known.contains_key(name), "{}: {name}", example.display());
            }
        }
    }
    for path in [
        "Cargo.toml",
        "compiler/Cargo.toml",
        "kernel/Cargo.toml",
        "loader/Cargo.toml",
        "xtask/Cargo.toml",
        "fuzz/Cargo.toml",
    ] {
        let text = fs::read_to_string(path).unwrap();
        let mut in_dependencies = false;
        let mut above = "";
        for line in text.lines() {
            if line.starts_with('[') {
                in_dependencies = line.ends_with("dependencies]");
            } else if in_dependencies && line.contains(" = ") && !line.starts_with('#') {
                assert!(above.starts_with("# "), "{path}: `{line}` has no reason above it");
            }
            above = line;
        }
    }
}
