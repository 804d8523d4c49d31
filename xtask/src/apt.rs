//! Packages of the distribution: installed where this tool may, asked for where it may not.

use std::process::Command;

use anyhow::{Result, bail};

use crate::program;
use crate::step;

pub(crate) fn install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if program::find("apt-get").is_none() {
        bail!("this system has no apt-get; install what Debian calls {list}");
    }
    if !is_root() {
        bail!("run: sudo apt-get update && sudo apt-get install -y {list}");
    }
    step::timed(&format!("apt-get install {list}"), || {
        // Its chatter would bury this tool's own lines; when it fails, its complaints are in the error.
        program::output(Command::new("apt-get").arg("update"))?;
        program::output(
            Command::new("apt-get")
                .args(["install", "-y", "--no-install-recommends"])
                .args(packages)
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )?;
        Ok(())
    })
}

fn is_root() -> bool {
    program::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
