//! `cargo xtask rules diff OLD NEW`: what two rulesets answer differently, with a facility to show it.

use anyhow::Result;
use dx_kasan_rules::author::{self, Difference};

use crate::named_rules::Named;
use crate::project::Project;

/// Prints everything that `new` answers otherwise than `old`.
pub(crate) fn run(project: &Project, old: &str, new: &str) -> Result<()> {
    print!("{}", told(&Named::read(project, old)?, &Named::read(project, new)?));
    Ok(())
}

fn told(old: &Named, new: &Named) -> String {
    let differences = author::diff(&old.loaded.model, &new.loaded.model);
    if differences.is_empty() {
        return format!("{} and {} answer every facility alike on every day\n", old.name, new.name);
    }
    let mut text: String = differences.iter().map(|difference| one(difference, old, new)).collect();
    let noun = if differences.len() == 1 { "difference" } else { "differences" };
    text.push_str(&format!("{} {noun}\n", differences.len()));
    text
}

/// A difference in full: what either side says, why, and a facility that shows it.
pub(crate) fn one(difference: &Difference, old: &Named, new: &Named) -> String {
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
            text.push_str(&format!("    {}\n", side.place(cause)));
        }
    }
    match &difference.witness {
        Some(witness) => text.push_str(&format!("  such as on {} {}\n\n", witness.day, witness.facility)),
        None => text.push_str("  claims alone are answered otherwise\n\n"),
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, change: impl Fn(&mut String)) -> Named {
        let mut files = author::read_folder(&Project::open().unwrap().path("rules")).unwrap();
        let promotion = files.iter_mut().find(|file| file.name == "medical-dx-promotion/add-on.toml").unwrap();
        change(&mut promotion.text);
        Named::of_files(name, files).unwrap()
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
    fn a_document_is_compared_like_a_folder_and_told_by_its_paths() {
        let project = Project::open().unwrap();
        let files = author::read_folder(&project.path("rules")).unwrap();
        let mut document = serde_json::to_value(author::compile(&files).unwrap().document).unwrap();
        let path = std::env::temp_dir().join(format!("dx-kasan-rules-{}.json", std::process::id()));
        let compare = |document: &serde_json::Value| {
            std::fs::write(&path, document.to_string()).unwrap();
            let new = Named::read(&project, path.to_str().unwrap()).unwrap();
            told(&named("old", |_| ()), &Named { name: "new".to_owned(), ..new })
        };
        assert_eq!(compare(&document), "old and new answer every facility alike on every day\n");
        let part = |document: &serde_json::Value, at: &str| document.pointer(at).unwrap().clone();
        let (dropped, barred_by) = (part(&document, "/exclusion/1/drops"), part(&document, "/exclusion/1/barred-by/0"));
        *document.pointer_mut("/exclusion/1/drops").unwrap() = barred_by;
        *document.pointer_mut("/exclusion/1/barred-by/0").unwrap() = dropped;
        let text = compare(&document);
        assert!(text.contains("\n    exclusion[1] (from "), "{text}");
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn what_is_no_ruleset_is_named() {
        let error = run(&Project::open().unwrap(), "no-such-thing", "rules").unwrap_err();
        assert_eq!(
            error.to_string(),
            "`no-such-thing` is neither a day such as 2025-10-01, nor a folder, a file or a git revision"
        );
    }
}
