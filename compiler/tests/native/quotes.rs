//! Quotes held against the texts that they come from, letter for letter and line by line.

use std::fs;

use dx_kasan_rules::author::{self, File, QuoteReport, check_quotes};
use dx_kasan_rules::blob::sha256;

use crate::support::{base, base_with, rules};

/// A text with every quote of the small ruleset, each in a line of its own.
const TEXT: &str = "# 注一\n月一回に限り十二点\n月一回に限り八点を\n月一回に限り五点\n# 第二\n施設基準は百分の三十以上\n百分の十五以上\n\
                    三月以上\n患者の３割以上の場合は「30％」とあるのは「20％」とする\n";

fn text(text: &str) -> Vec<File> {
    vec![File { name: "texts/notice.txt".to_owned(), text: text.to_owned() }]
}

/// The small ruleset, whose source is pinned to this text, with more said of it.
fn pinned_to(text: &str, more: &str) -> Vec<File> {
    let pin = format!("read = \"full\"\nsha256 = \"{}\"\n{more}", sha256(text.as_bytes()));
    base_with("sources.toml", |sources| sources.replace("read = \"full\"", &pin))
}

fn report(files: &[File], texts: &[File]) -> QuoteReport {
    check_quotes(files, texts).unwrap_or_else(|failure| panic!("{failure}"))
}

/// What is told of the small ruleset when its text is another, which it is pinned to.
fn faults(changed: &str) -> Vec<String> {
    report(&pinned_to(changed, ""), &text(changed)).faults
}

/// `example/add-on.toml:48`: where the small ruleset has a quote.
fn place_of(quote: &str) -> String {
    let files = base();
    let file = files.iter().find(|file| file.text.contains(quote)).unwrap();
    let line = file.text.lines().position(|line| line.contains(quote)).unwrap() + 1;
    format!("{}:{line}", file.name)
}

#[test]
fn every_quote_is_found_where_the_text_has_it() {
    let found = report(&pinned_to(TEXT, ""), &text(TEXT));
    assert_eq!(found, QuoteReport { found: 7, ..QuoteReport::default() });
}

#[test]
fn full_width_and_half_width_are_different_letters() {
    assert_eq!(
        faults(&TEXT.replace("「20％」", "「20%」")),
        [format!(
            "{}: 『３割以上の場合は「30％」とあるのは「20％」とする』 is in no line of texts/notice.txt (`notice` @ 附則)\n  \
             the nearest is in line 9: 『３割以上の場合は「30％」とあるのは「20%」とする』",
            place_of("「20％」とする")
        )]
    );
}

#[test]
fn another_letter_is_told_with_the_nearest_words() {
    assert_eq!(
        faults(&TEXT.replace("八点", "九点")),
        [format!(
            "{}: 『月一回に限り八点』 is in no line of texts/notice.txt (`notice` @ 注一)\n  \
             the nearest is in line 3: 『月一回に限り九点』",
            place_of("月一回に限り八点")
        )]
    );
}

#[test]
fn a_quote_over_two_lines_is_not_found() {
    let faults = faults(&TEXT.replace("百分の十五", "百分の\n十五"));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains("『百分の十五以上』 is in no line of"), "{faults:?}");
}

#[test]
fn what_names_the_place_is_no_part_of_the_text() {
    let faults = faults(&TEXT.replace("三月以上", "# 三月以上"));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains("『三月以上』 is in no line of"), "{faults:?}");
}

#[test]
fn blanks_are_passed_over_only_where_the_text_has_lost_those_of_the_document() {
    let spaced = |files: Vec<File>| -> Vec<File> {
        let change = |file: File| File {
            text: file.text.replace("月一回に限り八点", "月一回 に限り 八点"), ..file
        };
        files.into_iter().map(change).collect()
    };
    let said = "transcription = \"typed by others\"\nwithout-blanks = true\nonly-transcribed = [\"注九\"]\n";
    assert_eq!(report(&spaced(pinned_to(TEXT, said)), &text(TEXT)).faults, Vec::<String>::new());
    assert_eq!(report(&spaced(pinned_to(TEXT, "")), &text(TEXT)).faults.len(), 1);
}

#[test]
fn quotes_without_a_text_are_counted_by_source() {
    let counted = report(&base(), &[]);
    assert_eq!((counted.found, counted.faults.len()), (0, 0));
    assert_eq!(counted.without_text, [("notice".to_owned(), 7)].into());
}

#[test]
fn what_is_cited_beside_the_rules_is_checked_as_well() {
    let mut files = pinned_to(TEXT, "");
    let cite = "cite = [{ source = \"notice\", at = \"別表\", basis = \"official\", quote = \"12,488万人\" }]\n";
    files.push(File { name: "programme/funnel.toml".to_owned(), text: format!("[[figure]]\n{cite}") });
    let faults = report(&files, &text(TEXT)).faults;
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].starts_with("programme/funnel.toml:2: 『12,488万人』 is in no line of"), "{faults:?}");
}

#[test]
fn another_text_than_the_pinned_one_is_told() {
    let other = format!("{TEXT}\n");
    assert_eq!(
        report(&pinned_to(TEXT, ""), &text(&other)).faults,
        [format!(
            "texts/notice.txt is not the text that sources.toml pins: its sha256 is {}",
            sha256(other.as_bytes())
        )]
    );
}

#[test]
fn a_pin_without_a_text_and_a_text_without_a_pin_are_told() {
    let pinned = report(&pinned_to(TEXT, ""), &[]);
    assert_eq!(pinned.faults, ["sources.toml pins the text of `notice`, and there is no texts/notice.txt"]);
    assert_eq!(pinned.without_text, [("notice".to_owned(), 7)].into());
    assert_eq!(report(&base(), &text(TEXT)).faults, ["no source of sources.toml pins texts/notice.txt"]);
}

#[test]
fn the_compiler_passes_over_the_texts() {
    let folder = std::env::temp_dir().join(format!("dx-kasan-texts-{}", std::process::id()));
    for file in base().iter().chain(&text("「これは TOML ではない")) {
        let path = folder.join(&file.name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.text).unwrap();
    }
    let names = |files: Vec<File>| files.into_iter().map(|file| file.name).collect::<Vec<_>>();
    let (read, texts) = (author::read_folder(&folder).unwrap(), author::read_texts(&folder).unwrap());
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(names(read), names(base()));
    assert_eq!(names(texts), ["texts/notice.txt"]);
}

#[test]
fn every_text_of_the_rules_is_read() {
    let texts = author::read_texts(&rules("")).unwrap();
    assert!(texts.len() > 5, "{} texts", texts.len());
}
