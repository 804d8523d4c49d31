//! What this tool installs is said before it is done: what, from where, and by which commands. With `DX_KASAN_NO_INSTALL=1` it is said
//! and not done.

use std::env;
use std::ffi::OsStr;
use std::process::Command;

use anyhow::{Result, bail};

use crate::program;
use crate::step;

/// Set to 1, nothing is installed.
const NO_INSTALL: &str = "DX_KASAN_NO_INSTALL";

/// Something that is missing, and how it comes.
pub(crate) struct Installation<'a> {
    /// What, in words that fit after "installing".
    pub(crate) what: &'a str,
    /// The address that it comes from, or several.
    pub(crate) from: &'a str,
    /// What brings it, one after the other.
    pub(crate) commands: Vec<Command>,
}

impl Installation<'_> {
    /// Says what comes, and has it come; `run` runs a command. An error where nothing is to be installed.
    pub(crate) fn run(mut self, run: impl Fn(&mut Command) -> Result<()>) -> Result<()> {
        if is_forbidden(env::var_os(NO_INSTALL).as_deref())? {
            bail!("{}", self.asked(&format!("{NO_INSTALL}=1 leaves it to you")));
        }
        println!("{}", self.told());
        step::timed(&format!("installed {}", self.what), || self.commands.iter_mut().try_for_each(run))
    }

    /// What is going to be done.
    fn told(&self) -> String {
        format!("installing {} from {}, by:{}", self.what, self.from, self.lines(""))
    }

    /// What somebody else has to do, and why.
    fn asked(&self, why: &str) -> String {
        format!("missing: {} (from {}). {why}; run:{}", self.what, self.from, self.lines(""))
    }

    /// The same for somebody who is not root.
    pub(crate) fn asked_of_root(&self) -> String {
        format!("missing: {} (from {}). Only root can install it; run:{}", self.what, self.from, self.lines("sudo "))
    }

    fn lines(&self, before: &str) -> String {
        self.commands.iter().map(|command| format!("\n  {before}{}", line(command))).collect()
    }
}

/// A command as it is typed, in whatever folder.
fn line(command: &Command) -> String {
    let shown = program::shown(command);
    command.get_current_dir().map_or(shown.clone(), |folder| format!("(cd {} && {shown})", folder.display()))
}

fn is_forbidden(value: Option<&OsStr>) -> Result<bool> {
    match value.map(OsStr::to_string_lossy).as_deref() {
        None | Some("") => Ok(false),
        Some("1") => Ok(true),
        Some(other) => bail!("{NO_INSTALL} is `{other}`; it is 1, or not set"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, Installation, OsStr, is_forbidden};

    fn browsers() -> Installation<'static> {
        let mut update = Command::new("apt-get");
        update.arg("update");
        let mut install = Command::new("apt-get");
        install.args(["install", "-y", "gjs", "xvfb"]);
        Installation { what: "gjs xvfb", from: "http://deb.debian.org/debian", commands: vec![update, install] }
    }

    #[test]
    fn what_is_installed_is_told_with_where_it_comes_from_and_how() {
        assert_eq!(
            browsers().told(),
            "installing gjs xvfb from http://deb.debian.org/debian, by:\n  apt-get update\n  apt-get install -y gjs xvfb"
        );
    }

    #[test]
    fn what_is_not_installed_is_asked_for_with_the_commands() {
        assert_eq!(
            browsers().asked("DX_KASAN_NO_INSTALL=1 leaves it to you"),
            "missing: gjs xvfb (from http://deb.debian.org/debian). DX_KASAN_NO_INSTALL=1 leaves it to you; run:\n  \
             apt-get update\n  apt-get install -y gjs xvfb"
        );
        assert_eq!(
            browsers().asked_of_root(),
            "missing: gjs xvfb (from http://deb.debian.org/debian). Only root can install it; run:\n  \
             sudo apt-get update\n  sudo apt-get install -y gjs xvfb"
        );
    }

    #[test]
    fn a_command_of_a_folder_is_told_with_it() {
        let mut command = Command::new("npm");
        command.arg("ci").current_dir("/home/dx-kasan");
        let packages =
            Installation { what: "npm packages", from: "https://registry.npmjs.org/", commands: vec![command] };
        assert!(packages.told().ends_with("by:\n  (cd /home/dx-kasan && npm ci)"), "{}", packages.told());
    }

    #[test]
    fn only_one_forbids_to_install() {
        let forbidden = |value: Option<&str>| is_forbidden(value.map(OsStr::new)).map_err(|error| error.to_string());
        assert_eq!(forbidden(None), Ok(false));
        assert_eq!(forbidden(Some("")), Ok(false));
        assert_eq!(forbidden(Some("1")), Ok(true));
        assert_eq!(forbidden(Some("yes")), Err("DX_KASAN_NO_INSTALL is `yes`; it is 1, or not set".to_owned()));
    }
}
