//! Where the project's things are, and the lock that keeps two builds out of each other's way.

use std::env;
use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::step::Digest;

/// The checkout that `cargo xtask` was called in.
pub(crate) struct Project {
    root: PathBuf,
    scratch: PathBuf,
    tool: u64,
}

impl Project {
    pub(crate) fn open() -> Result<Self> {
        // Read when it runs, not when it is compiled: one target folder may serve two checkouts.
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .context("start it as `cargo xtask`: the environment does not say where the project is")?;
        let root = manifest.parent().context("xtask/ has no parent folder")?.to_path_buf();
        let program = env::current_exe().context("cannot tell where this program is")?;
        let target = program.ancestors().nth(2).context("this program is not inside a target folder")?;
        let changed = program.metadata()?.modified()?;
        let mut digest = Digest::new();
        digest.value(&changed);
        digest.value(&root);
        Ok(Self { scratch: target.join("xtask"), tool: digest.finish(), root })
    }

    #[cfg(test)]
    pub(crate) fn at(root: &Path, scratch: &Path) -> Self {
        Self { root: root.to_path_buf(), scratch: scratch.to_path_buf(), tool: 0 }
    }

    /// The place of another checkout of the same, with a target folder of its own.
    pub(crate) fn elsewhere(&self) -> Self {
        let root = self.scratch.join("elsewhere");
        Self { scratch: root.join("target/xtask"), tool: self.tool, root }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A folder for what this tool remembers between runs, beside cargo's own output.
    pub(crate) fn scratch(&self) -> &Path {
        &self.scratch
    }

    /// Changes whenever this tool does: what an older one made is then made again.
    pub(crate) fn tool(&self) -> u64 {
        self.tool
    }

    /// Waits until no other build writes to this checkout; the lock ends with the value.
    pub(crate) fn lock(&self) -> Result<File> {
        let path = self.path("xtask/Cargo.toml");
        let file = File::open(&path).with_context(|| format!("cannot open {}", path.display()))?;
        if file.try_lock().is_err() {
            println!("waiting for another build of this checkout");
            file.lock().context("cannot lock the checkout")?;
        }
        Ok(file)
    }
}
