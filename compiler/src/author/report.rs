//! A finding as people read it: the line, a caret under the place, and the repair.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::File;
use crate::finding::{Finding, Place};

/// Renders a finding as plain text, the same on every machine. The files lie below `folder`, which ends in a slash.
pub(super) fn render(finding: &Finding, folder: &str, files: &[File]) -> String {
    let title = Level::ERROR.primary_title(&*finding.message).id(finding.code.id());
    let mut group = Group::with_title(title);
    let places = std::iter::once((&finding.place, &*finding.label))
        .chain(finding.related.iter().map(|(place, label)| (place, &**label)));
    let mut by_file: Vec<(u16, Vec<(&Place, &str)>)> = Vec::new();
    for (place, label) in places {
        match by_file.iter_mut().find(|(file, _)| *file == place.span.file) {
            Some((_, list)) => list.push((place, label)),
            None => by_file.push((place.span.file, vec![(place, label)])),
        }
    }
    for (index, places) in by_file {
        // A fault of the whole ruleset has no place in a file.
        let Some(file) = files.get(usize::from(index)).filter(|_| finding.place.span.end > 0) else {
            continue;
        };
        let mut snippet = Snippet::source(&file.text).path(format!("{folder}{}", file.name)).line_start(1);
        for (position, (place, label)) in places.into_iter().enumerate() {
            let first = position == 0 && place.span == finding.place.span;
            let kind = if first { AnnotationKind::Primary } else { AnnotationKind::Context };
            snippet = snippet.annotation(kind.span(range(place, &file.text)).label(label));
        }
        group = group.element(snippet);
    }
    group = group.element(Level::HELP.message(&*finding.help));
    Renderer::plain().render(&[group])
}

/// The place within its file; of a place that runs over several lines, the first.
fn range(place: &Place, text: &str) -> std::ops::Range<usize> {
    let bound = |offset: u32| {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let (start, end) = (bound(place.span.start), bound(place.span.end));
    let line = text.get(start..end).and_then(|inner| inner.find('\n')).map_or(end, |newline| start + newline);
    start..line
}
