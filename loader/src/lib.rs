//! `loadRules`, as far as it takes a module of its own: reads a ruleset, checks it and compiles it for the engine.
//!
//! The reader and the linter are more code than the engine, and hardly any page hands in rules. So the engine's module takes
//! compiled rules only, and this one makes them.

#![cfg(target_arch = "wasm32")]

use dx_kasan_rules::{blob, load, marked};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Compiles a ruleset that the facade hands in as text.
///
/// # Errors
/// The path of the first fault and the finding, with U+0000 between them: paths hold no control characters.
#[wasm_bindgen]
pub fn compile(rules: &str) -> Result<Vec<u8>, JsValue> {
    compiled(rules).map_err(|(path, finding)| JsValue::from_str(&[path, finding].join("\0")))
}

fn compiled(rules: &str) -> Result<Vec<u8>, (String, String)> {
    let node = marked::read(rules).map_err(|error| (String::new(), format!("the text is not JSON: {error}")))?;
    let loaded = load::load(&node).map_err(|findings| {
        findings.first().map(|first| (first.place.path.clone(), first.sentence())).unwrap_or_default()
    })?;
    Ok(blob::encode_named(&loaded.model))
}
