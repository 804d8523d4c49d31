//! The text of a source that is kept for its quotes to be checked against: whose it is, and what that allows to be cited.

use super::{Loader, Outcome, key_place, place};
use crate::code::Code;
use crate::finding::Finding;
use crate::model::Read;
use crate::node::shortened;
use crate::read::{At, Table};
use crate::vocabulary::CitationBasis;

impl Loader {
    /// Reads what a source says of its text, and gives the places that were read only as others transcribed them.
    pub(super) fn kept_text(&mut self, source: &Table<'_>, read: Read) -> Outcome<Vec<String>> {
        if let Some(at) = source.get("sha256") {
            self.is_sha256(&at)?;
        } else {
            self.idle(source, "transcription", "without `sha256`", "pin the text, or drop the key");
        }
        if source.get("transcription").is_none() {
            for key in ["without-blanks", "only-transcribed"] {
                self.idle(
                    source,
                    key,
                    "without `transcription`",
                    "say whose transcription the text is, or drop the key",
                );
            }
            return Ok(Vec::new());
        }
        self.required(source, "transcription")?;
        source.get("without-blanks").map_or(Ok(false), |blanks| blanks.boolean())?;
        // A source that was read in part has no place that is an official basis, so there is nothing to set apart.
        if read != Read::Full {
            self.idle(source, "only-transcribed", "unless the source was read in full", "drop it");
            return Ok(Vec::new());
        }
        let Some(list) = source.get("only-transcribed") else {
            return Err(Box::new(Finding::new(
                Code::MissingKey,
                key_place(source, "transcription"),
                "the text is a transcription, and the source counts as read in full",
                "not the document itself",
                "write `read = \"part\"`, or list under `only-transcribed` the places that were read in the transcription alone",
            )));
        };
        let mut places = Vec::new();
        for item in self.several(&list, "at least one place")? {
            places.push(item.text()?.to_owned());
        }
        Ok(places)
    }

    fn is_sha256(&mut self, at: &At<'_>) -> Outcome<()> {
        let text = at.text()?;
        if text.len() != 64 || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            self.findings.push(Finding::new(
                Code::BadSha256,
                place(at),
                format!("`{}` is not a sha256", shortened(text)),
                "not sixty-four digits of 0 to 9 and a to f",
                "write what `sha256sum` prints for the text",
            ));
        }
        Ok(())
    }

    /// What was read only as others transcribed it is not an official basis, even where the rest of the source was read.
    pub(super) fn bounded_by_transcription(
        &mut self,
        source: usize,
        cited: &At<'_>,
        basis_at: &At<'_>,
        basis: CitationBasis,
    ) -> Outcome<()> {
        // A source that could not be read in has been reported, and shifts those behind it.
        if self.transcribed.len() < self.ids.sources.len() {
            return Ok(());
        }
        let words = cited.text()?;
        let places = self.transcribed.get(source).map_or(&[][..], Vec::as_slice);
        if basis == CitationBasis::Official && places.iter().any(|known| lies_in(words, known)) {
            self.findings.push(
                Finding::new(
                    Code::BasisTooStrong,
                    place(basis_at),
                    format!(
                        "`{}` was read only as others transcribed it, so it is not an `official` basis",
                        shortened(words)
                    ),
                    "surer than what was read",
                    "write `excerpt`, or read the place itself and take it off `only-transcribed`",
                )
                .with(place(cited), "read in a transcription"),
            );
        }
        Ok(())
    }
}

/// Whether a place is `known` or within it: 注1 (2) lies in 注1, and 注15 does not.
fn lies_in(cited: &str, known: &str) -> bool {
    cited.strip_prefix(known).is_some_and(|rest| !rest.starts_with(char::is_numeric))
}

#[cfg(test)]
mod tests {
    use super::lies_in;

    #[test]
    fn a_place_has_what_is_numbered_below_it_and_not_what_begins_with_its_number() {
        for cited in ["A000 注5", "A000 注5, A001 注3", "A000 注5 ただし書"] {
            assert!(lies_in(cited, "A000 注5"), "{cited}");
        }
        for cited in ["A000 注51", "A000 注5１", "別表第二 A000 注5", "A000"] {
            assert!(!lies_in(cited, "A000 注5"), "{cited}");
        }
    }
}
