//! What the benchmarks measure with, and those of pricing.
#![forbid(unsafe_code)]

pub mod clock;
pub mod figure;
pub mod prices;
