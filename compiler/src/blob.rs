//! The compiled form of the rules: compact, canonical, and read without looking anything up.

use sha2::{Digest, Sha256};

use crate::model::Model;

/// The compiled form.
///
/// # Errors
/// When the model cannot be written, which no model that was read has shown yet.
pub fn encode(model: &Model) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_allocvec(model)
}

/// Reads the compiled form back.
///
/// # Errors
/// When the bytes are not what [`encode`] wrote.
pub fn decode(bytes: &[u8]) -> Result<Model, postcard::Error> {
    postcard::from_bytes(bytes)
}

/// The sha256 of the compiled form, in hexadecimal: it names the rules that an answer was given by.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
