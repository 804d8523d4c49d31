//! The compiler for wasm: rustup's target, or else the distribution's compiler building std from its source.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::apt;
use crate::install::Installation;
use crate::program;
use crate::project::Project;
use crate::step;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's: the compiler, and the source of std.
const DISTRIBUTION_PACKAGES: [&str; 2] = ["rustc-web", "rust-web-src"];

/// Both a package and its program.
const DISTRIBUTION_LINKER: &str = "lld-22";

/// A compiler that can build for wasm.
pub(crate) enum Toolchain {
    /// The one that cargo uses anyway; its std for wasm is installed.
    Rustup,
    /// The distribution's. Its std for wasm is built along with each crate.
    Distribution { rustc: PathBuf, linker: PathBuf },
}

impl Toolchain {
    /// Finds a compiler, or installs one.
    pub(crate) fn ensure(project: &Project) -> Result<Self> {
        if rustup_has_target()? {
            return Ok(Self::Rustup);
        }
        // Asking a server that does not answer takes its time; once is enough.
        let fell_back = project.scratch().join("distribution-compiler");
        if fell_back.exists() && installed_rustc().is_some() {
            println!(
                "using the distribution's compiler, as before (`rustup target add {TARGET}` would bring rustup's)"
            );
            return distribution();
        }
        match add_target() {
            Ok(()) if rustup_has_target()? => return Ok(Self::Rustup),
            Ok(()) => println!("rustup added it to a toolchain other than cargo's"),
            Err(error) => println!("rustup's is not to be had: {error:#}"),
        }
        println!("falling back to the distribution's compiler, which builds std from source");
        let found = distribution().context(
            "no compiler for wasm. Once its server can be reached, \
             `rustup target add wasm32-unknown-unknown` brings one. For the distribution's",
        )?;
        step::write(&fell_back, b"")?;
        Ok(found)
    }

    /// `cargo <subcommand>` for the wasm target.
    ///
    /// The flags replace the caller's own: the same sources give the same bytes, from any folder.
    pub(crate) fn cargo(&self, project: &Project, subcommand: &str) -> Result<Command> {
        let mut command = program::cargo();
        command.current_dir(project.root()).args([subcommand, "--target", TARGET]);
        let rustc = match self {
            Self::Rustup => cargos_rustc(),
            Self::Distribution { rustc, linker } => {
                command
                    // Building std is unstable, and the distribution's compiler is a stable one.
                    .arg("-Zbuild-std=std,panic_abort")
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("RUSTC", rustc)
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
                rustc.clone().into_os_string()
            }
        };
        command.env("CARGO_ENCODED_RUSTFLAGS", flags(project, &rustc)?);
        Ok(command)
    }

    /// Which compiler it is, in lines: what of a build Cargo.lock and package-lock.json do not settle.
    pub(crate) fn named(&self) -> Result<String> {
        let (rustc, std) = match self {
            Self::Rustup => (cargos_rustc(), "as the compiler brings it"),
            Self::Distribution { rustc, .. } => (rustc.clone().into_os_string(), "compiled from its source"),
        };
        Ok(named(&program::output(Command::new(&rustc).arg("-vV"))?, std))
    }
}

/// `told` is what `rustc -vV` prints.
fn named(told: &str, std: &str) -> String {
    let is_wanted = |line: &&str| ["rustc ", "host: ", "LLVM version: "].iter().any(|begin| line.starts_with(begin));
    let of_compiler: Vec<&str> = told.lines().filter(is_wanted).collect();
    format!("{}\ntarget: {TARGET}\nstd: {std}\n", of_compiler.join("\n"))
}

/// Takes this machine's folders out of the messages that panics carry.
fn flags(project: &Project, rustc: &OsString) -> Result<OsString> {
    let cargo_home = env::var_os("CARGO_HOME")
        .map_or_else(|| PathBuf::from(env::var_os("HOME").unwrap_or_default()).join(".cargo"), PathBuf::from);
    // Where the source of std is installed, its places name this machine; elsewhere they name the compiler's commit.
    let version = program::output(Command::new(rustc).arg("-vV"))?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).unwrap_or("unknown");
    let std_source = sysroot(rustc)?.join("lib/rustlib/src/rust");
    // The last that fits wins, so the most special come last.
    let renamed = [
        (cargo_home, "/cargo".to_owned()),
        (project.root().to_path_buf(), "/dx-kasan".to_owned()),
        (std_source, format!("/rustc/{commit}")),
    ];
    let mut flags = OsString::new();
    for (from, to) in renamed {
        if !flags.is_empty() {
            flags.push("\u{1f}");
        }
        flags.push("--remap-path-prefix=");
        flags.push(from);
        flags.push("=");
        flags.push(to);
    }
    Ok(flags)
}

fn cargos_rustc() -> OsString {
    env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())
}

fn sysroot(rustc: &OsString) -> Result<PathBuf> {
    let printed = program::output(Command::new(rustc).args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(printed.trim()))
}

fn rustup_has_target() -> Result<bool> {
    let printed = program::output(Command::new(cargos_rustc()).args(["--print", "target-libdir", "--target", TARGET]))?;
    Ok(Path::new(printed.trim()).is_dir())
}

fn add_target() -> Result<()> {
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", TARGET]);
    let from = env::var("RUSTUP_DIST_SERVER").unwrap_or_else(|_| "https://static.rust-lang.org".to_owned());
    let what = format!("the Rust target {TARGET}");
    Installation { what: &what, from: &from, commands: vec![rustup] }.run(program::run)
}

fn distribution() -> Result<Toolchain> {
    if installed_rustc().is_none() {
        apt::install(&DISTRIBUTION_PACKAGES)?;
    }
    let rustc = installed_rustc().context("the package rustc-web holds no rustc")?;
    Ok(Toolchain::Distribution { rustc, linker: linker()? })
}

/// The compiler of the package rustc-web, which is not the `rustc` on the path.
fn installed_rustc() -> Option<PathBuf> {
    let listed = program::output(Command::new("dpkg").args(["-L", "rustc-web"])).ok()?;
    program::output(Command::new("dpkg").args(["-L", "rust-web-src"])).ok()?;
    listed.lines().map(PathBuf::from).find(|path| path.ends_with("bin/rustc") && path.is_file())
}

/// rustup's own linker does for wasm whatever the compiler is; else Debian's.
fn linker() -> Result<PathBuf> {
    let rustup = sysroot(&cargos_rustc()).ok().and_then(|sysroot| {
        let folders = sysroot.join("lib/rustlib").read_dir().ok()?;
        folders.filter_map(|folder| Some(folder.ok()?.path().join("bin/rust-lld"))).find(|linker| linker.is_file())
    });
    if let Some(found) = rustup.or_else(|| program::find("rust-lld")).or_else(|| program::find(DISTRIBUTION_LINKER)) {
        return Ok(found);
    }
    apt::install(&[DISTRIBUTION_LINKER]).context("no linker for wasm")?;
    program::find(DISTRIBUTION_LINKER).context("the package lld-22 holds no linker")
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_compiler_is_named_by_its_release_its_host_and_its_target() {
        let told = "rustc 1.95.0 (59807616e 2026-04-14)\nbinary: rustc\ncommit-hash: 59807616\ncommit-date: 2026-04-14\n\
            host: x86_64-unknown-linux-gnu\nrelease: 1.95.0\nLLVM version: 22.1.2\n";
        assert_eq!(
            named(told, "as the compiler brings it"),
            "rustc 1.95.0 (59807616e 2026-04-14)\nhost: x86_64-unknown-linux-gnu\nLLVM version: 22.1.2\n\
             target: wasm32-unknown-unknown\nstd: as the compiler brings it\n"
        );
    }
}
