//! Tests of the compiler from outside: one program, as linking takes longer than most of them. Those of one file run as
//! `cargo test --package dx-kasan-rules --test native bad::`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may fail")]

mod bad;
mod codes;
mod document;
mod figure;
mod plan;
mod quotes;
mod schema;
mod support;
mod tiling;
