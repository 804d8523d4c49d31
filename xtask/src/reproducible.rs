//! Whether a build from another folder, with nothing of the first at hand, gives the same bytes: every file of the package and of
//! the page, and so the sums that are published with it.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::build;
use crate::project::Project;
use crate::step;

/// What builds make.
const MADE: [&str; 2] = ["pkg/dist", "www/dist"];

pub(crate) fn check(project: &Project) -> Result<()> {
    build::run(project)?;
    let elsewhere = project.elsewhere();
    step::timed("the sources, elsewhere", || copied(project.root(), elsewhere.root()))?;
    build::run(&elsewhere)?;
    let (mut same, mut other) = (0, Vec::new());
    for folder in MADE {
        let (here, there) = (project.path(folder), elsewhere.path(folder));
        for path in [files(&here)?, files(&there)?].concat().into_iter().collect::<BTreeSet<_>>() {
            // One that is not there has no bytes.
            if fs::read(here.join(&path)).ok() == fs::read(there.join(&path)).ok() {
                same += 1;
            } else {
                other.push(format!("{folder}/{}", path.display()));
            }
        }
    }
    if !other.is_empty() {
        bail!("built in {}, these are others:\n{}", elsewhere.root().display(), other.join("\n"));
    }
    println!("{same} files are the same, byte for byte");
    Ok(())
}

/// Copies the sources in the place of what an earlier run left of them. What cargo compiled of others' crates stays.
fn copied(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(to).with_context(|| format!("cannot list {}", to.display()))? {
        let path = entry?.path();
        if !path.ends_with("target") {
            let removed =
                if path.is_dir() && !path.is_symlink() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            removed.with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    copy(from, to)?;
    symlink(from.join("node_modules"), to.join("node_modules")).context("cannot link node_modules")
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("cannot list {}", from.display()))? {
        let entry = entry?;
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        let is_source = !step::GENERATED.iter().any(|name| path.ends_with(name)) && !path.ends_with(".git");
        if path.is_dir() && is_source {
            fs::create_dir_all(&to).with_context(|| format!("cannot make {}", to.display()))?;
            copy(&path, &to)?;
        } else if path.is_file() && is_source {
            fs::copy(&path, &to).with_context(|| format!("cannot copy {}", path.display()))?;
        }
    }
    Ok(())
}

/// All files below a folder, from there on.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(below) = open.pop() {
        let path = folder.join(&below);
        for entry in fs::read_dir(&path).with_context(|| format!("cannot list {}", path.display()))? {
            let entry = entry?;
            let list = if entry.file_type()?.is_dir() { &mut open } else { &mut found };
            list.push(below.join(entry.file_name()));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{copied, files, fs};

    #[test]
    fn sources_are_copied_and_what_was_left_of_others_goes() {
        let folder = std::env::temp_dir().join(format!("dx-kasan-reproducible-{}", std::process::id()));
        let (from, to) = (folder.join("from"), folder.join("to"));
        for path in
            ["src/lib.rs", "pkg/dist/made", "target/debug/made", "node_modules/a/index.js", ".git/HEAD", ".npmrc"]
        {
            fs::create_dir_all(from.join(path).parent().unwrap()).unwrap();
            fs::write(from.join(path), path).unwrap();
        }
        fs::create_dir_all(to.join("target")).unwrap();
        fs::create_dir_all(to.join("pkg/dist")).unwrap();
        for path in ["target/compiled", "pkg/dist/made before", "gone"] {
            fs::write(to.join(path), "").unwrap();
        }
        copied(&from, &to).unwrap();
        assert!(to.join("node_modules/a/index.js").exists());
        copied(&from, &to).unwrap();
        fs::remove_file(to.join("node_modules")).unwrap();
        let mut found = files(&to).unwrap();
        found.sort();
        assert_eq!(
            found.iter().map(|path| path.to_str().unwrap()).collect::<Vec<_>>(),
            [".npmrc", "src/lib.rs", "target/compiled"]
        );
        fs::remove_dir_all(folder).unwrap();
    }
}
