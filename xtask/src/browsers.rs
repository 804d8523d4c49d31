//! The browsers that tests run in, and a font that can show Japanese.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::apt;
use crate::program;

/// Programs, and the Debian packages that bring them.
const PROGRAMS: [(&str, &str); 3] =
    [("chromium", "chromium"), ("chromedriver", "chromium-driver"), ("firefox-esr", "firefox-esr")];
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
    let fonts = program::output(Command::new("fc-list").args([":lang=ja", "family"]));
    if fonts.unwrap_or_default().trim().is_empty() {
        packages.push(FONT_PACKAGE);
    }
    packages
}
