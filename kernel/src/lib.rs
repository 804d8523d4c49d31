//! The decision itself, on bit masks alone, for one facility or for the rows of columns.
//!
//! It is a crate of its own because the module that browsers load is compiled for size, and this part of it for speed. It
//! knows neither rules nor facilities: who calls it has turned both into bits.

mod checks;
mod mask;
mod rows;
mod steps;
mod tables;

pub use checks::{Checks, LevelChecks};
pub use mask::{Knowledge, Mask};
pub use rows::{
    Facts, Failed, Levels, Ranked, RateColumn, Results, choose, decide, facts, hold, improper, improper_byte,
    improper_pair, rates,
};
pub use steps::{PARTS, Steps};
pub use tables::Tables;
