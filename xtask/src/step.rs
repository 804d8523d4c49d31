//! Steps: units of work that are passed over while neither their inputs nor their outputs have changed.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::project::Project;

/// Folders that are made, not written; the inputs of a step never include them.
pub(crate) const GENERATED: [&str; 3] = ["dist", "node_modules", "target"];

/// Does `work` and prints one line with the seconds it took.
pub(crate) fn timed<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let start = Instant::now();
    let value = work()?;
    done(start.elapsed(), name);
    Ok(value)
}

fn done(time: Duration, what: &str) {
    println!("[{:6.1} s] {what}", time.as_secs_f64());
}

/// What a step reads and writes.
pub(crate) struct Step<'a> {
    /// Names the step in the output, and its stamp.
    pub(crate) name: &'a str,
    /// Files and folders. What lies in generated folders is read only where such a folder is named itself.
    pub(crate) inputs: Vec<PathBuf>,
    pub(crate) outputs: Vec<PathBuf>,
}

impl Step<'_> {
    /// Does `work` unless inputs and outputs are what they were when it last succeeded.
    pub(crate) fn run(&self, project: &Project, work: impl FnOnce() -> Result<()>) -> Result<()> {
        let start = Instant::now();
        let stamp = project.scratch().join(format!("{}.stamp", self.name));
        let inputs = digest(&self.inputs)? ^ project.tool();
        let last = fs::read_to_string(&stamp).unwrap_or_default();
        if last == line(inputs, digest(&self.outputs)?) {
            done(start.elapsed(), &format!("{}: up to date", self.name));
            return Ok(());
        }
        work()?;
        write(&stamp, line(inputs, digest(&self.outputs)?).as_bytes())?;
        done(start.elapsed(), self.name);
        Ok(())
    }
}

fn line(inputs: u64, outputs: u64) -> String {
    format!("{inputs:016x} {outputs:016x}\n")
}

/// A hash for noticing changes; it keeps nobody out.
pub(crate) struct Digest(DefaultHasher);

impl Digest {
    pub(crate) fn new() -> Self {
        Self(DefaultHasher::new())
    }

    pub(crate) fn value(&mut self, value: &impl Hash) {
        value.hash(&mut self.0);
    }

    pub(crate) fn finish(self) -> u64 {
        self.0.finish()
    }
}

/// Names and contents of all files in `paths`; a path that does not exist counts as such.
fn digest(paths: &[PathBuf]) -> Result<u64> {
    let mut digest = Digest::new();
    for path in paths {
        add(&mut digest, path)?;
    }
    Ok(digest.finish())
}

fn add(digest: &mut Digest, path: &Path) -> Result<()> {
    digest.value(&path);
    if path.is_dir() {
        let mut entries = fs::read_dir(path)
            .and_then(|entries| entries.collect::<Result<Vec<_>, _>>())
            .with_context(|| format!("cannot list {}", path.display()))?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            if !GENERATED.iter().any(|generated| name == *generated) {
                add(digest, &entry.path())?;
            }
        }
    } else if path.is_file() {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        digest.value(&bytes);
    }
    Ok(())
}

/// Writes a file only where its contents change, so that whoever looks at times sees no change either.
pub(crate) fn write(path: &Path, contents: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|present| present == contents) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(path, contents).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{Path, Step, fs, write};
    use crate::project::Project;

    /// Runs a step that copies `in/file` to `out/dist/file`, and says whether it did anything.
    fn works(root: &Path) -> bool {
        let mut worked = false;
        Step { name: "copy", inputs: vec![root.join("in")], outputs: vec![root.join("out/dist")] }
            .run(&Project::at(root, &root.join("scratch")), || {
                worked = true;
                write(&root.join("out/dist/file"), &fs::read(root.join("in/file"))?)
            })
            .unwrap();
        worked
    }

    #[test]
    fn a_step_is_repeated_only_when_something_changed() {
        let root = std::env::temp_dir().join(format!("xtask-step-{}", std::process::id()));
        write(&root.join("in/file"), b"one").unwrap();
        assert!(works(&root), "never ran");
        assert!(!works(&root), "nothing changed");
        write(&root.join("in/dist/file"), b"made").unwrap();
        assert!(!works(&root), "a generated folder is not input");
        write(&root.join("in/file"), b"two").unwrap();
        assert!(works(&root), "an input changed");
        write(&root.join("in/other"), b"").unwrap();
        assert!(works(&root), "an input came");
        write(&root.join("out/dist/file"), b"not two").unwrap();
        assert!(works(&root), "an output changed");
        fs::remove_dir_all(root.join("out")).unwrap();
        assert!(works(&root), "an output went");
        assert!(!works(&root), "all is as it was");
        fs::remove_dir_all(&root).unwrap();
    }
}
