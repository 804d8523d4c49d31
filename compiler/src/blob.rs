//! The compiled form of the rules: compact, canonical, and read without looking anything up.

use sha2::{Digest, Sha256};

use crate::compact::{Compact, Cursor};
use crate::model::Model;
use crate::plan::{MOST_CLAUSES, conditions};

/// The digits of a sha256.
const NAME: usize = 64;

/// The compiled form.
#[must_use]
pub fn encode(model: &Model) -> Vec<u8> {
    let mut bytes = Vec::new();
    model.write(&mut bytes);
    bytes
}

/// Reads the compiled form back; `None` when the bytes are not what [`encode`] wrote of rules that passed the linter.
///
/// Bytes may come from anywhere. What is read of wrong ones, or would take for ever to lay out, is refused; an index that leads
/// nowhere reads as nothing.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Model> {
    let mut cursor = Cursor::new(bytes);
    let model = Model::read(&mut cursor);
    let is_small = || conditions(&model).all(|condition| condition.most_clauses() <= MOST_CLAUSES);
    (cursor.is_whole() && is_small()).then_some(model)
}

/// The sha256 of the compiled form, in hexadecimal: it names the rules that an answer was given by.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The compiled form behind its sha256: what a module that loads rules hands to one that answers by them.
#[must_use]
pub fn encode_named(model: &Model) -> Vec<u8> {
    let bytes = encode(model);
    [sha256(&bytes).into_bytes(), bytes].concat()
}

/// Reads [`encode_named`] back, the sha256 first. It is taken at its word: to reckon it anew would cost a browser more than the
/// rest of the reader.
#[must_use]
pub fn decode_named(bytes: &[u8]) -> Option<(&str, Model)> {
    let (name, rest) = bytes.split_at_checked(NAME)?;
    Some((std::str::from_utf8(name).ok()?, decode(rest)?))
}
