//! For the people who write rules: a folder of TOML files in, a checked model out, or reports that point at the place.

mod cases;
mod claim_cases;
mod diff;
mod document;
mod quotes;
mod report;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::finding::Finding;
use crate::load::{self, Loaded};
use crate::node::Node;

pub use cases::{Case, read_cases};
pub use claim_cases::{ClaimCase, read_claim_cases};
pub use diff::{Cause, Difference, Witness, diff};
pub use quotes::{QuoteReport, TEXTS, check_quotes, read_background, read_texts};

/// The file of an add-on's law, in the folder of its name.
pub const ADD_ON_FILE: &str = "add-on.toml";

/// The file of an add-on's receipt codes and of the symbols of its filings, beside it.
pub const CODES_FILE: &str = "codes.toml";

/// A file of rules.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path below the folder, with `/`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What a folder of rules compiles to.
#[derive(Debug)]
pub struct Compiled {
    /// The whole ruleset as one document, which `loadRules` reads as well.
    pub document: Node<'static>,
    /// The rules, and the places of their arms.
    pub loaded: Loaded,
}

/// Why a folder of rules does not compile.
#[derive(Debug)]
pub enum Failure {
    /// A file could not be read.
    Unreadable(PathBuf, io::Error),
    /// The rules have faults; each is a report for people.
    Faults(Vec<String>),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable(path, error) => write!(f, "cannot read {}: {error}", path.display()),
            Self::Faults(reports) => f.write_str(&reports.join("\n\n")),
        }
    }
}

impl std::error::Error for Failure {}

/// The files of a folder of rules, those of its add-ons included, in the order of their names. Cases, schemas, texts of sources
/// and bad examples lie in folders of their own and are not rules.
///
/// # Errors
/// [`Failure::Unreadable`].
pub fn read_folder(folder: &Path) -> Result<Vec<File>, Failure> {
    let mut files = Vec::new();
    for path in sorted(folder)? {
        let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            for of_add_on in [ADD_ON_FILE, CODES_FILE] {
                let file = path.join(of_add_on);
                if file.exists() {
                    files.push(File { name: format!("{}/{of_add_on}", name(&path)), text: read(&file)? });
                }
            }
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(File { name: name(&path), text: read(&path)? });
        }
    }
    Ok(files)
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error| Failure::Unreadable(folder.to_owned(), error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
    }
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::Unreadable(path.to_owned(), error))
}

/// Compiles the files of a ruleset.
///
/// # Errors
/// [`Failure::Faults`], with one report for each.
pub fn compile(files: &[File]) -> Result<Compiled, Failure> {
    compile_below("", files)
}

/// The files of a ruleset as one document, which `loadRules` reads as well.
///
/// # Errors
/// The [`Finding`] of a file that is not TOML, or that does not fit beside the others.
pub fn document(files: &[File]) -> Result<Node<'static>, Box<Finding>> {
    document::merge(files)
}

/// Compiles a folder of rules. Reports name its files by the way to them, as it was given.
///
/// # Errors
/// [`Failure`].
pub fn compile_folder(folder: &Path) -> Result<Compiled, Failure> {
    compile_below(&format!("{}/", folder.display()), &read_folder(folder)?)
}

fn compile_below(folder: &str, files: &[File]) -> Result<Compiled, Failure> {
    let faults = |findings: Vec<Finding>| {
        Failure::Faults(findings.iter().map(|finding| report::render(finding, folder, files)).collect())
    };
    let document = document::merge(files).map_err(|finding| faults(vec![*finding]))?;
    let loaded = load::load(&document).map_err(faults)?;
    Ok(Compiled { document, loaded })
}
