//! By which documents changes were published: each issued on a known day, and not after the change.

use super::Lint;
use crate::code::Code;
use crate::finding::Finding;

impl Lint<'_> {
    pub(super) fn published(&self) -> Vec<Finding> {
        let late = self.model.publications.iter().filter_map(|publication| {
            let issued = self.model.issued(publication.source);
            if issued.is_some_and(|issued| issued <= publication.changes_on) {
                return None;
            }
            let what = issued.map_or_else(|| "on no known day".to_owned(), |issued| format!("on {issued}"));
            Some(Finding::new(
                Code::NotIssued,
                self.place(publication.place),
                format!(
                    "the changes of {} cannot have been published by a document issued {what}",
                    publication.changes_on
                ),
                "not issued by then",
                "name a document with a day of issue no later than the change",
            ))
        });
        late.collect()
    }
}
