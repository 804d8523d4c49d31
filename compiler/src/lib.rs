//! The rules of dx-kasan: their model, the strict reader and the linter before it, and their compiler.
//!
//! The engine uses the model and, for a ruleset handed in at run time, the reader and the linter. The build uses the feature
//! `author` as well: TOML with positions, and reports that point at the place.

#[cfg(feature = "author")]
pub mod author;
pub mod blob;
pub mod code;
mod compact;
pub mod compare;
pub mod date;
pub mod figure;
pub mod finding;
mod form;
pub mod lint;
pub mod load;
pub mod marked;
pub mod model;
pub mod nearest;
pub mod node;
pub mod plan;
pub mod published;
pub mod rate;
pub mod read;
pub mod sort;
pub mod vocabulary;
pub mod wire;
