//! Packages of the distribution: installed where this tool may, asked for where it may not.

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::{Result, bail};

use crate::install::Installation;
use crate::program;

pub(crate) fn install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if program::find("apt-get").is_none() {
        bail!("this system has no apt-get; install what Debian calls {list}");
    }
    let mut index = Command::new("apt-get");
    index.args(["indextargets", "--format", "$(SITE)", "Created-By: Packages"]);
    let from = sites(&program::output(&mut index).unwrap_or_default());
    let installation = Installation { what: &list, from: &from, commands: commands(packages) };
    if !is_root() {
        bail!("{}", installation.asked_of_root());
    }
    // Its chatter would bury this tool's own lines; when it fails, its complaints are in the error.
    installation.run(|command| program::output(command.env("DEBIAN_FRONTEND", "noninteractive")).map(drop))
}

fn commands(packages: &[&str]) -> Vec<Command> {
    let mut update = Command::new("apt-get");
    update.arg("update");
    let mut install = Command::new("apt-get");
    install.args(["install", "-y", "--no-install-recommends"]).args(packages);
    vec![update, install]
}

/// The archives that apt asks, each once.
fn sites(told: &str) -> String {
    let sites: BTreeSet<&str> = told.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if sites.is_empty() {
        return "the archives that apt is set up with".to_owned();
    }
    sites.into_iter().collect::<Vec<_>>().join(" and ")
}

fn is_root() -> bool {
    program::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::{commands, program, sites};

    #[test]
    fn packages_are_installed_without_what_they_only_recommend() {
        let shown: Vec<_> = commands(&["gjs", "xvfb"]).iter().map(program::shown).collect();
        assert_eq!(shown, ["apt-get update", "apt-get install -y --no-install-recommends gjs xvfb"]);
    }

    #[test]
    fn each_archive_is_named_once() {
        let told = "http://deb.debian.org/debian\nhttp://security.debian.org\nhttp://deb.debian.org/debian\n";
        assert_eq!(sites(told), "http://deb.debian.org/debian and http://security.debian.org");
        assert_eq!(sites("\n"), "the archives that apt is set up with");
    }
}
