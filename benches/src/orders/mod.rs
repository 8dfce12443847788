//! Orders of ten lines, each placed by two commands: the cart opened with its lines and address, then ordered.

mod bare;
mod memory;
mod shop;
mod sql;
mod tape;

use crate::figure::Figure;

/// Measures something.
type Measure = fn() -> Result<Vec<Figure>, String>;

/// The measures by name.
pub(crate) const MEASURES: &[(&str, Measure)] =
    &[("orders.memory", memory::measure), ("orders.sqlite", sql::sqlite), ("orders.postgres", sql::postgres)];
