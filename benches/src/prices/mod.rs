//! Carts of workload W1: the engine beside a loop of integers written by hand, and how it grows.

pub mod bare;
pub mod carts;

mod growth;
mod rates;
#[cfg(test)]
mod tests;

use crate::figure::Measure;

pub use rates::by_hand;

/// The measures by name.
pub const MEASURES: &[(&str, Measure)] = &[
    ("prices", rates::measure),
    ("prices.growth.lines", growth::lines),
    ("prices.growth.promotions", growth::promotions),
];
