//! How many: whole numbers of a SKU's smallest unit.

use alloc::format;
use core::fmt;

use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::refusal::{Code, Refusal};

/// A positive whole number of a SKU's smallest unit: pieces, or grams for a SKU sold by the kilogram with 3 decimals.
///
/// At most [`Quantity::MOST`], so that a price times a quantity stays far from overflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Quantity(i64);

impl Quantity {
    /// The largest quantity of one line: a thousand million.
    pub const MOST: i64 = 1_000_000_000;

    /// Checks a number; refused with `quantity.invalid` outside 1 to [`Quantity::MOST`].
    pub fn new(units: i64) -> Result<Self, Refusal> {
        if (1..=Self::MOST).contains(&units) {
            return Ok(Self(units));
        }
        Err(Refusal::new(
            Code::QuantityInvalid,
            format!("`{units}` is not a quantity: it takes a whole number from 1 to {}", Self::MOST),
        )
        .with("given", units)
        .with("most", Self::MOST))
    }

    /// The number of smallest units.
    pub const fn units(self) -> i64 {
        self.0
    }

    /// The sum of both; refused past [`Quantity::MOST`].
    pub fn plus(self, other: Self) -> Result<Self, Refusal> {
        Self::new(self.0.saturating_add(other.0))
    }

    /// So many times as many; refused past [`Quantity::MOST`].
    pub fn times(self, other: Self) -> Result<Self, Refusal> {
        Self::new(self.0.saturating_mul(other.0))
    }
}

impl TryFrom<i64> for Quantity {
    type Error = Refusal;
    fn try_from(units: i64) -> Result<Self, Refusal> {
        Self::new(units)
    }
}

impl From<Quantity> for i64 {
    fn from(quantity: Quantity) -> i64 {
        quantity.0
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
