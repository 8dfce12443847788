//! Orders of ten lines, each placed by one command, as a till or a marketplace does; or by two, by way of a cart.

mod bare;
mod memory;
pub(crate) mod shop;
pub(crate) mod sql;
mod tape;

use fondaco_benches::figure::Measure;

/// The measures by name.
pub(crate) const MEASURES: &[(&str, Measure)] =
    &[("orders.memory", memory::measure), ("orders.sqlite", sql::sqlite), ("orders.postgres", sql::postgres)];
