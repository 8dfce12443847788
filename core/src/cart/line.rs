//! Lines of a cart.

use serde::{Deserialize, Serialize};

use crate::id::Sku;
use crate::quantity::Quantity;

/// A line of a cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CartLine {
    /// Its number in the cart, from 1, never used again.
    pub line: u32,
    /// What.
    pub sku: Sku,
    /// How many smallest units.
    pub quantity: Quantity,
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
