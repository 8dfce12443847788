//! What the benchmarks measure with, and those of pricing and shipping.
#![forbid(unsafe_code)]

pub mod clock;
pub mod figure;
pub mod prices;
pub mod shipping;
