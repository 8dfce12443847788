//! Orders of ten lines, each placed by two commands: the cart opened with its lines and address, then ordered.

mod memory;
mod shop;

use crate::figure::Figure;

/// The measures by name.
pub(crate) const MEASURES: &[(&str, fn() -> Result<Vec<Figure>, String>)] = &[("orders.memory", memory::measure)];
