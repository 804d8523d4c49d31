//! Rulesets that are named on a command line: a folder, a git revision, or a file such as the package's rules.json.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};
use dx_kasan_rules::author::{self, Cause, File};
use dx_kasan_rules::load::{self, Loaded};

use crate::program;
use crate::project::Project;

/// A ruleset with its files, whose lines causes are found in; a document has none.
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) files: Vec<File>,
    pub(crate) loaded: Loaded,
}

impl Named {
    /// A folder or a document where there is one of that name, else the folder `rules` of a git revision.
    pub(crate) fn read(project: &Project, name: &str) -> Result<Self> {
        let path = Path::new(name);
        if path.is_dir() {
            return Self::of_files(name, author::read_folder(path)?);
        }
        if !path.is_file() {
            return Self::of_revision(project, name);
        }
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
        let node = serde_json::from_str(&text).with_context(|| format!("{name} is not a ruleset in JSON"))?;
        let loaded = load::load(&node).map_err(|findings| {
            let first = findings.first().map(|first| format!("{}: {}", first.place.path, first.sentence()));
            anyhow!("the linter refuses {name}: {}", first.unwrap_or_default())
        })?;
        Ok(Self { name: name.to_owned(), files: Vec::new(), loaded })
    }

    pub(crate) fn of_files(name: &str, files: Vec<File>) -> Result<Self> {
        let compiled =
            author::compile(&files).map_err(|failure| anyhow!("the rules of {name} do not compile\n\n{failure}"))?;
        Ok(Self { name: name.to_owned(), files, loaded: compiled.loaded })
    }

    /// What the rules were before anything that is not released yet: those of the last tag; where there is none, those of the
    /// first revision that today's compiler takes. `None` without a history.
    pub(crate) fn baseline(project: &Project) -> Result<Option<Self>> {
        if let Ok(tag) = git(project, &["describe", "--tags", "--abbrev=0"]) {
            return Self::of_revision(project, tag.trim()).map(Some);
        }
        let Ok(revisions) = git(project, &["rev-list", "--reverse", "HEAD", "--", "rules"]) else { return Ok(None) };
        Ok(revisions.lines().find_map(|revision| Self::of_revision(project, revision).ok()))
    }

    fn of_revision(project: &Project, revision: &str) -> Result<Self> {
        let commit = format!("{revision}^{{commit}}");
        let Ok(commit) = git(project, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]) else {
            bail!("`{revision}` is neither a day such as 2025-10-01, nor a folder, a file or a git revision");
        };
        let commit = commit.trim();
        let names = git(project, &["ls-tree", "-r", "--name-only", commit, "rules/"])?;
        let is_rule = |name: &&str| match name.split_once('/') {
            Some((_, file)) => [author::ADD_ON_FILE, author::CODES_FILE].contains(&file),
            None => Path::new(name).extension().is_some_and(|extension| extension == "toml"),
        };
        let mut files = Vec::new();
        for name in names.lines().filter_map(|name| name.strip_prefix("rules/")).filter(is_rule) {
            let text = git(project, &["show", &format!("{commit}:rules/{name}")])?;
            files.push(File { name: name.to_owned(), text });
        }
        if files.is_empty() {
            bail!("the revision {revision} has no folder `rules`");
        }
        files.sort_by(|one, other| one.name.cmp(&other.name));
        Self::of_files(revision, files)
    }

    /// `medical-dx-promotion/add-on.toml:512 (from 2025-10-01 until 2026-02-28)`; of a document the path in it.
    pub(crate) fn place(&self, cause: &Cause) -> String {
        let until = cause.until.map_or(String::new(), |until| format!(" until {until}"));
        let place = usize::try_from(cause.place).ok().and_then(|place| self.loaded.places.get(place));
        let found = place.map_or(String::new(), |place| {
            let file = self.files.get(usize::from(place.span.file));
            let start = usize::try_from(place.span.start).unwrap_or(0);
            match file.and_then(|file| Some((&file.name, file.text.get(..start)?))) {
                Some((name, before)) => format!("{name}:{}", before.matches('\n').count() + 1),
                None => place.path.clone(),
            }
        });
        format!("{found} (from {}{until})", cause.from)
    }
}

fn git(project: &Project, arguments: &[&str]) -> Result<String> {
    program::output(Command::new("git").current_dir(project.root()).args(arguments))
}
