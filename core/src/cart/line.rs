//! Lines of a cart.

use serde::{Deserialize, Serialize};

use crate::id::Sku;
use crate::limits;
use crate::quantity::Quantity;

/// A line of a cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CartLine {
    /// Its number in the cart, from 1 to [`limits::LINE_NUMBER`], never used again.
    pub line: u32,
    /// What.
    pub sku: Sku,
    /// How many smallest units.
    pub quantity: Quantity,
}

impl CartLine {
    /// The number that the part at a place has where this line is a kit: above all numbers of lines, and the same as long
    /// as the line is there. The first part of line 3 is 1000003, the second 2000003.
    pub(crate) fn part(&self, place: usize) -> u32 {
        // At most 100 parts and a million lines.
        let step = limits::LINE_NUMBER.saturating_add(1);
        let nth = u32::try_from(place.saturating_add(1)).unwrap_or(u32::MAX);
        self.line.saturating_add(step.saturating_mul(nth))
    }
}

/// A line to be put into a cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewLine {
    /// What.
    pub sku: Sku,
    /// How many smallest units.
    pub quantity: Quantity,
}
