//! Tests of the engine from outside, natively: one program, as linking takes longer than most of them. Those of one file run as
//! `cargo test --test native facility::`.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail"
)]

mod ahead;
mod batch;
mod cases;
mod claim_properties;
mod claims;
mod codes;
mod examples;
mod facility;
mod filings;
mod fuzz_entry;
mod generated;
mod nation;
mod outlook;
mod parse;
mod point_tables;
mod projection;
mod properties;
mod rates;
mod receipts;
mod rulesets;
mod supply;
mod visits;
