//! `cargo xtask rules diff OLD NEW`: what two rulesets, folders or git revisions, answer differently, with a facility to show it.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, anyhow, bail};
use dx_kasan_rules::author::{self, Cause, Compiled, Difference, File};

use crate::program;
use crate::project::Project;

/// A ruleset that was named on the command line, with its files, whose lines causes are found in.
struct Named {
    name: String,
    files: Vec<File>,
    compiled: Compiled,
}

/// Prints everything that `new` answers otherwise than `old`.
pub(crate) fn run(project: &Project, old: &str, new: &str) -> Result<()> {
    let (old, new) = (read(project, old)?, read(project, new)?);
    print!("{}", told(&old, &new));
    Ok(())
}

/// A folder where there is one of that name, else the folder `rules` of a git revision.
fn read(project: &Project, name: &str) -> Result<Named> {
    let files =
        if Path::new(name).is_dir() { author::read_folder(Path::new(name))? } else { of_revision(project, name)? };
    let compiled =
        author::compile(&files).map_err(|failure| anyhow!("the rules of {name} do not compile\n\n{failure}"))?;
    Ok(Named { name: name.to_owned(), files, compiled })
}

fn of_revision(project: &Project, revision: &str) -> Result<Vec<File>> {
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(project.root()).args(arguments);
        program::output(&mut command)
    };
    let revision_name = format!("{revision}^{{commit}}");
    let Ok(commit) = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &revision_name]) else {
        bail!("`{revision}` is neither a day such as 2025-10-01, nor a folder, nor a git revision");
    };
    let commit = commit.trim();
    let names = git(&["ls-tree", "-r", "--name-only", commit, "rules/"])?;
    let is_rule = |name: &&str| match name.split_once('/') {
        Some((_, file)) => file == "add-on.toml",
        None => Path::new(name).extension().is_some_and(|extension| extension == "toml"),
    };
    let mut files = Vec::new();
    for name in names.lines().filter_map(|name| name.strip_prefix("rules/")).filter(is_rule) {
        let text = git(&["show", &format!("{commit}:rules/{name}")])?;
        files.push(File { name: name.to_owned(), text });
    }
    if files.is_empty() {
        bail!("the revision {revision} has no folder `rules`");
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

fn told(old: &Named, new: &Named) -> String {
    let differences = author::diff(&old.compiled.loaded.model, &new.compiled.loaded.model);
    if differences.is_empty() {
        return format!("{} and {} answer every facility alike on every day\n", old.name, new.name);
    }
    let mut text: String = differences.iter().map(|difference| one(difference, old, new)).collect();
    let noun = if differences.len() == 1 { "difference" } else { "differences" };
    text.push_str(&format!("{} {noun}\n", differences.len()));
    text
}

fn one(difference: &Difference, old: &Named, new: &Named) -> String {
    let nothing = || "says nothing".to_owned();
    let until = difference.until.map_or(String::new(), |until| format!(" until {until}"));
    let under = difference.under.as_ref().map_or(String::new(), |under| format!(", under {under}"));
    let of = difference.add_on.as_deref().unwrap_or("all add-ons");
    let levels = match difference.levels.as_slice() {
        [] => String::new(),
        levels => format!(" of {}", levels.join(", ")),
    };
    let schedule = difference.schedule;
    let mut text =
        format!("{of} in {schedule}, {}{levels}, from {}{until}{under}\n", difference.about, difference.from);
    for (side, says, causes) in
        [(old, &difference.before, &difference.causes[0]), (new, &difference.after, &difference.causes[1])]
    {
        text.push_str(&format!("  {}: {}\n", side.name, says.clone().unwrap_or_else(nothing)));
        for cause in causes {
            text.push_str(&format!("    {}\n", place(cause, side)));
        }
    }
    match &difference.witness {
        Some(witness) => text.push_str(&format!("  such as on {} {}\n\n", witness.day, witness.facility)),
        None => text.push_str("  claims alone are answered otherwise\n\n"),
    }
    text
}

/// `medical-dx-promotion/add-on.toml:512 (from 2025-10-01 until 2026-02-28)`.
fn place(cause: &Cause, side: &Named) -> String {
    let until = cause.until.map_or(String::new(), |until| format!(" until {until}"));
    let days = format!("(from {}{until})", cause.from);
    let places = &side.compiled.loaded.places;
    let span = usize::try_from(cause.place).ok().and_then(|place| places.get(place)).map(|place| place.span);
    let found = span.and_then(|span| {
        let file = side.files.get(usize::from(span.file))?;
        let before = file.text.get(..usize::try_from(span.start).ok()?)?;
        Some(format!("{}:{}", file.name, before.matches('\n').count() + 1))
    });
    format!("{} {days}", found.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Vec<File> {
        author::read_folder(&Project::open().unwrap().path("rules")).unwrap()
    }

    fn named(name: &str, change: impl Fn(&mut String)) -> Named {
        let mut files = rules();
        let promotion = files.iter_mut().find(|file| file.name == "medical-dx-promotion/add-on.toml").unwrap();
        change(&mut promotion.text);
        let compiled = author::compile(&files).unwrap();
        Named { name: name.to_owned(), files, compiled }
    }

    #[test]
    fn rules_that_say_the_same_in_other_words_are_equal() {
        let old = named("old", |_| ());
        let new = named("new", |text| *text = text.replace("\n[[require]]", "\n# Again\n\n[[require]]"));
        assert_eq!(told(&old, &new), "old and new answer every facility alike on every day\n");
    }

    #[test]
    fn a_threshold_is_told_with_its_lines_and_a_facility() {
        let old = named("old", |_| ());
        let new = named("new", |text| {
            *text =
                text.replace(r#"at-least = "60%""#, r#"at-least = "59%""#).replace("45% 60％ 70％", "45% 59％ 70％");
        });
        let text = told(&old, &new);
        assert!(text.starts_with("medical-dx-promotion in medical, usage-rate of 1, 4, from 2025-10-01 until 2026-02-28\n  old: usage-rate >= 60%\n    medical-dx-promotion/add-on.toml:"), "{text}");
        assert!(text.contains("  new: usage-rate >= 59%\n"), "{text}");
        assert!(text.contains(r#""rate":"59.9999999%""#), "{text}");
    }

    #[test]
    fn what_is_no_ruleset_is_named() {
        let error = run(&Project::open().unwrap(), "no-such-thing", "rules").unwrap_err();
        assert_eq!(
            error.to_string(),
            "`no-such-thing` is neither a day such as 2025-10-01, nor a folder, nor a git revision"
        );
    }
}
