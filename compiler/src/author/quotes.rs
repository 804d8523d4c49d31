//! Quotes held against the texts that they come from, letter for letter: `rules/texts/ID.txt` has the cited passages of a source.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{Failure, File, document, read, report, sorted};
use crate::blob::sha256;
use crate::node::{Node, Span, Value};

/// A line of a text that begins so says which place of the document follows. It is not part of the text.
const PLACE_MARK: char = '#';

/// Where the texts lie, below the folder of the rules.
pub const TEXTS: &str = "texts";

/// What is cited like the rules, and read by none of them.
const BACKGROUND: [&str; 2] = ["programme", "statistics"];

/// What checking the quotes showed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuoteReport {
    /// How many different quotes are where the rules say.
    pub found: usize,
    /// How many quotes have no text to be held against, by source.
    pub without_text: BTreeMap<String, usize>,
    /// What is wrong, a few lines each.
    pub faults: Vec<String>,
}

/// A quote, and where the rules have it.
struct Quote<'n> {
    source: &'n str,
    at: &'n str,
    words: &'n str,
    span: Span,
}

/// A text that a source is pinned to.
struct Pinned<'f> {
    file: &'f File,
    /// The document's own blanks are lost in it, so those of a quote are passed over.
    without_blanks: bool,
}

/// Files of the background, in the order of their names: they are cited like the rules, and no rule reads them.
///
/// # Errors
/// [`Failure::Unreadable`].
pub fn read_background(folder: &Path) -> Result<Vec<File>, Failure> {
    let folders = BACKGROUND.iter().map(|name| files_of(folder, name, "toml"));
    Ok(folders.collect::<Result<Vec<_>, _>>()?.concat())
}

/// The texts that are kept for quotes to be checked against, in the order of their names.
///
/// # Errors
/// [`Failure::Unreadable`].
pub fn read_texts(folder: &Path) -> Result<Vec<File>, Failure> {
    files_of(folder, TEXTS, "txt")
}

fn files_of(folder: &Path, name: &str, ending: &str) -> Result<Vec<File>, Failure> {
    let paths = sorted(&folder.join(name))?;
    let wanted = paths.iter().filter(|path| path.extension().is_some_and(|found| found == ending));
    let file = |path: &Path| {
        let own = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        Ok(File { name: format!("{name}/{own}"), text: read(path)? })
    };
    wanted.map(|path| file(path)).collect()
}

/// Holds every quote of the files, rules and background alike, against the text of its source. A quote has to be within one line
/// of it, letter for letter: full-width and half-width are different letters.
///
/// # Errors
/// [`Failure::Faults`] of a file that is not TOML.
pub fn check_quotes(files: &[File], texts: &[File]) -> Result<QuoteReport, Failure> {
    let nodes = files.iter().enumerate().map(|(index, file)| document::parse(index, file));
    let nodes = nodes.collect::<Result<Vec<_>, _>>();
    let nodes = nodes.map_err(|finding| Failure::Faults(vec![report::render(&finding, "", files)]))?;
    let mut report = QuoteReport::default();
    let pinned = pinned(&nodes, texts, &mut report.faults);
    let mut quotes = Vec::new();
    nodes.iter().for_each(|node| collect(node, &mut quotes));
    let mut known = BTreeSet::new();
    quotes.retain(|quote| known.insert((quote.source, quote.at, quote.words)));
    for quote in quotes {
        match pinned.get(quote.source) {
            None => *report.without_text.entry(quote.source.to_owned()).or_default() += 1,
            Some(text) => match text.misses(&quote) {
                None => report.found += 1,
                Some(nearest) => report.faults.push(format!("{}{nearest}", told(&quote, files))),
            },
        }
    }
    Ok(report)
}

/// The texts by source. A text that is not the pinned one is a fault, and its quotes are checked all the same.
fn pinned<'f>(nodes: &[Node<'_>], texts: &'f [File], faults: &mut Vec<String>) -> BTreeMap<String, Pinned<'f>> {
    let mut pinned = BTreeMap::new();
    let lists = nodes.iter().filter_map(|node| member(node, "source"));
    let sources =
        lists.filter_map(|list| if let Value::List(items) = &list.value { Some(items) } else { None }).flatten();
    for source in sources {
        let (Some(id), Some(sum)) = (text_of(source, "id"), text_of(source, "sha256")) else { continue };
        let name = format!("{TEXTS}/{id}.txt");
        let Some(file) = texts.iter().find(|file| file.name == name) else {
            faults.push(format!("sources.toml pins the text of `{id}`, and there is no {name}"));
            continue;
        };
        let actual = sha256(file.text.as_bytes());
        if sum != actual {
            faults.push(format!("{name} is not the text that sources.toml pins: its sha256 is {actual}"));
        }
        let without_blanks = member(source, "without-blanks").is_some_and(|node| node.value == Value::Boolean(true));
        pinned.insert(id.to_owned(), Pinned { file, without_blanks });
    }
    let known = |file: &&File| pinned.values().any(|pinned| std::ptr::eq(pinned.file, *file));
    faults.extend(
        texts.iter().filter(|file| !known(file)).map(|file| format!("no source of sources.toml pins {}", file.name)),
    );
    pinned
}

/// Every table with a quote, however deep: whatever is cited is checked.
fn collect<'n>(node: &'n Node<'_>, quotes: &mut Vec<Quote<'n>>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| collect(item, quotes)),
        Value::Table(entries) => {
            let named = (text_of(node, "source"), text_of(node, "at"), member(node, "quote"));
            if let (Some(source), Some(at), Some(Node { value: Value::Text(words), span })) = named {
                quotes.push(Quote { source, at, words, span: *span });
            }
            entries.iter().for_each(|entry| collect(&entry.node, quotes));
        }
        _ => {}
    }
}

fn member<'n>(node: &'n Node<'_>, key: &str) -> Option<&'n Node<'n>> {
    let Value::Table(entries) = &node.value else { return None };
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
}

fn text_of<'n>(node: &'n Node<'_>, key: &str) -> Option<&'n str> {
    match &member(node, key)?.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// `records-linkage/add-on.toml:38: 『十五点』 is in no line of texts/notice.txt (`notice` @ 注一)`
fn told(quote: &Quote<'_>, files: &[File]) -> String {
    let start = usize::try_from(quote.span.start).unwrap_or(usize::MAX);
    let file = files.get(usize::from(quote.span.file));
    let place = file.map_or(String::new(), |file| {
        let line = file.text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1;
        format!("{}:{line}: ", file.name)
    });
    let Quote { source, at, words, .. } = quote;
    format!("{place}『{words}』 is in no line of {TEXTS}/{source}.txt (`{source}` @ {at})")
}

impl Pinned<'_> {
    /// Nothing where the text has the quote, else the nearest words that it has.
    fn misses(&self, quote: &Quote<'_>) -> Option<String> {
        let words: Vec<char> = quote.words.chars().filter(|c| !self.without_blanks || !c.is_whitespace()).collect();
        let words_alone: String = words.iter().collect();
        let lines = || (1..).zip(self.file.text.lines()).filter(|(_, line)| !line.starts_with(PLACE_MARK));
        if lines().any(|(_, line)| line.contains(&words_alone)) {
            return None;
        }
        let nearest = lines().map(|(number, line)| (number, nearest_in(&words, line))).min_by_key(|(_, near)| near.0);
        let said = nearest
            .map_or(String::new(), |(number, (_, near))| format!("\n  the nearest is in line {number}: 『{near}』"));
        Some(said)
    }
}

/// The stretch of a line that takes the fewest added, dropped or changed letters to become `words`, and how many it takes.
fn nearest_in(words: &[char], line: &str) -> (usize, String) {
    let line: Vec<char> = line.chars().collect();
    // For each letter of the line as the last: the changes that the words so far take, and where the stretch begins.
    let mut above: Vec<(usize, usize)> = (0..=line.len()).map(|start| (0, start)).collect();
    for word in words {
        let mut current: Vec<(usize, usize)> = Vec::with_capacity(above.len());
        let mut left: Option<(usize, usize)> = None;
        let mut diagonal: Option<(usize, usize)> = None;
        for (index, &(changes, start)) in above.iter().enumerate() {
            let letter = index.checked_sub(1).and_then(|before| line.get(before));
            let changed = diagonal.map(|(changes, start)| (changes + usize::from(letter != Some(word)), start));
            let added = left.map(|(changes, start)| (changes + 1, start));
            let best =
                [changed, Some((changes + 1, start)), added].into_iter().flatten().min_by_key(|(changes, _)| *changes);
            current.extend(best);
            left = best;
            diagonal = Some((changes, start));
        }
        above = current;
    }
    let best = above.into_iter().enumerate().min_by_key(|(_, (changes, _))| *changes);
    let (end, (changes, start)) = best.unwrap_or_default();
    (changes, line.get(start..end).unwrap_or_default().iter().collect())
}
