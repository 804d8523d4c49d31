//! The rule files that tests of this folder share: the real ones, the small ones without a fault, and those with one each.

use std::fs;
use std::path::{Path, PathBuf};

use dx_kasan_rules::author::{self, Compiled, File};
use dx_kasan_rules::code::Code;
use dx_kasan_rules::load;

/// A file with one defect.
pub(crate) struct Bad {
    pub(crate) path: PathBuf,
    /// The file of the small ruleset that it stands for.
    pub(crate) replaces: String,
    /// What it says, without what is expected of it.
    pub(crate) text: String,
    /// The whole of it.
    pub(crate) whole: String,
}

const EXPECTED: &str = "\n# expected:\n";

impl Bad {
    fn read(path: PathBuf) -> Self {
        let whole = fs::read_to_string(&path).unwrap();
        let replaces = whole.lines().next().and_then(|line| line.strip_prefix("# replaces: "));
        let replaces = replaces.unwrap_or_else(|| panic!("{} does not say what it replaces", path.display()));
        let text = whole.split(EXPECTED).next().unwrap_or_default().to_owned();
        Self { replaces: replaces.to_owned(), text, path, whole }
    }

    /// The small ruleset with this file in place of its own.
    pub(crate) fn files(&self) -> Vec<File> {
        let mut files = base();
        let text = self.text.clone();
        match files.iter_mut().find(|file| file.name == self.replaces) {
            Some(file) => file.text = text,
            None => files.push(File { name: self.replaces.clone(), text }),
        }
        files
    }

    /// The file as it should be, with what the compiler says of it.
    pub(crate) fn with_expected(&self, reports: &str) -> String {
        let mut whole = format!("{}{EXPECTED}", self.text);
        for line in reports.lines() {
            whole.push_str(format!("# {line}").trim_end());
            whole.push('\n');
        }
        whole
    }
}

/// A folder of the rules.
pub(crate) fn rules(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules").join(folder)
}

/// The small ruleset.
pub(crate) fn base() -> Vec<File> {
    author::read_folder(&rules("bad/base")).unwrap()
}

/// Every file with a defect, by name.
pub(crate) fn bad() -> Vec<Bad> {
    let entries = fs::read_dir(rules("bad")).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|found| found == "toml")).collect();
    paths.sort();
    paths.into_iter().map(Bad::read).collect()
}

/// The small ruleset with one of its files changed.
pub(crate) fn base_with(name: &str, change: impl Fn(&str) -> String) -> Vec<File> {
    let mut files = base();
    let file = files.iter_mut().find(|file| file.name == name).unwrap();
    let changed = change(&file.text);
    assert_ne!(changed, file.text, "nothing was changed in {name}");
    file.text = changed;
    files
}

/// What the files compile to, where they do.
pub(crate) fn compiled(files: &[File]) -> Compiled {
    author::compile(files).unwrap_or_else(|failure| panic!("{failure}"))
}

/// The codes of everything that is wrong with the files, in the order of the reports.
pub(crate) fn codes(files: &[File]) -> Vec<Code> {
    match author::document(files) {
        Err(finding) => vec![finding.code],
        Ok(document) => {
            let findings = load::load(&document).err().unwrap_or_default();
            findings.into_iter().map(|finding| finding.code).collect()
        }
    }
}

/// An arm that requires a fact of the small companion add-on, as a text to append to its file.
pub(crate) fn require(requirement: &str, when: &str, from: &str, until: Option<&str>) -> String {
    let until = until.map_or(String::new(), |until| format!("until = {until}\n"));
    format!(
        "\n[[require]]\nrequirement = \"{requirement}\"\nschedules = [\"medical\"]\nlevels = \"all\"\nwhen = {when}\n\
         from = {from}\n{until}cite = [{{ source = \"notice\", at = \"第一\", basis = \"official\" }}]\n"
    )
}
