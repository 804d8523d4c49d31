//! Nothing sampled that can be exhausted: the engine against a second evaluator in every cell of the law.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests may fail, and these print what they went through"
)]

mod answered;
mod batched;
mod cells;
mod decided;
mod laws;
mod measured;
mod planted;
mod reference;
mod remedied;
mod tell;
