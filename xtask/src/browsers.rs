//! The browsers that tests run in, and a font that can show Japanese.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::apt;
use crate::program;

/// Programs, and the Debian packages that bring them. gjs runs WebKit, on a display of Xvfb's that nobody sees.
const PROGRAMS: [(&str, &str); 6] = [
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
    ("firefox-esr", "firefox-esr"),
    ("WebKitWebDriver", "webkit2gtk-driver"),
    ("gjs", "gjs"),
    ("Xvfb", "xvfb"),
];
/// What gjs knows of WebKit.
const BINDING_PACKAGE: &str = "gir1.2-webkit2-4.1";
const BINDING_CHECK: &str = "imports.gi.versions.WebKit2 = '4.1'; imports.gi.WebKit2;";
const FONT_PACKAGE: &str = "fonts-noto-cjk";

/// Installs what is missing, or says how to.
pub(crate) fn ensure() -> Result<()> {
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    apt::install(&missing).context("the tests need browsers and a Japanese font")?;
    let missing = self::missing();
    if !missing.is_empty() {
        bail!("still missing after installation: {}", missing.join(" "));
    }
    Ok(())
}

fn missing() -> Vec<&'static str> {
    let mut packages: Vec<_> =
        PROGRAMS.iter().filter(|(program, _)| program::find(program).is_none()).map(|(_, package)| *package).collect();
    if program::output(Command::new("gjs").args(["--command", BINDING_CHECK])).is_err() {
        packages.push(BINDING_PACKAGE);
    }
    let fonts = program::output(Command::new("fc-list").args([":lang=ja", "family"]));
    if fonts.unwrap_or_default().trim().is_empty() {
        packages.push(FONT_PACKAGE);
    }
    packages
}
