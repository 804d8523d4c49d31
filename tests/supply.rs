//! Where everything comes from: locked, with a sum, without an address, and no dependency without a reason beside it.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;

use serde_json::Value;

fn json(path: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn npm_packages_are_locked_with_their_sums_and_without_an_address() {
    let lock = json("package-lock.json");
    let packages = lock["packages"].as_object().unwrap();
    assert!(packages.len() > 10);
    for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
        assert!(package.get("resolved").is_none(), "{name} has an address");
        let sum = package["integrity"].as_str().unwrap_or_else(|| panic!("{name} has no sum"));
        assert!(sum.starts_with("sha512-"), "{name}: {sum}");
    }
    let text = fs::read_to_string("package-lock.json").unwrap();
    let tarballs = text.matches(".tgz").count();
    assert_eq!(tarballs, 0, "an address of an archive");
}

#[test]
fn crates_are_locked_with_their_sums_and_come_from_one_registry() {
    let lock = fs::read_to_string("Cargo.lock").unwrap();
    let own = ["dx-kasan", "dx-kasan-kernel", "dx-kasan-loader", "dx-kasan-rules", "xtask"];
    let packages = lock.split("[[package]]").skip(1);
    let mut locked = 0;
    for package in packages {
        let name = package.split('"').nth(1).unwrap();
        if own.contains(&name) {
            assert!(!package.contains("source ="), "{name}");
            continue;
        }
        assert!(package.contains("source = \"registry+"), "{name}");
        assert!(package.contains("checksum = "), "{name}");
        locked += 1;
    }
    assert!(locked > 100, "{locked}");
}

#[test]
fn npm_packages_are_pinned_to_one_version() {
    for (name, version) in json("package.json")["devDependencies"].as_object().unwrap() {
        let version = version.as_str().unwrap();
        assert!(version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'), "{name}: {version}");
    }
    let package = json("pkg/package.json");
    for kind in ["dependencies", "peerDependencies", "optionalDependencies", "scripts"] {
        assert!(package.get(kind).is_none(), "who installs the package gets {kind}");
    }
}

#[test]
fn every_dependency_has_its_reason_beside_it() {
    let package = json("package.json");
    for name in package["devDependencies"].as_object().unwrap().keys() {
        assert!(package["//"][name].as_str().is_some_and(|reason| !reason.is_empty()), "{name}");
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
