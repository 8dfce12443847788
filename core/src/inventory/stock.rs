//! The stock of one SKU at one location.

use serde::{Deserialize, Serialize};

use crate::counter::Counters;

/// How much of a SKU is at a location, in its smallest units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Stock {
    /// Units that are physically there.
    pub on_hand: i64,
    /// Units of those that are promised: to a reservation or to an order not yet shipped.
    pub reserved: i64,
}

impl Stock {
    /// Units that can still be promised.
    pub fn available(&self) -> i64 {
        self.on_hand.saturating_sub(self.reserved)
    }
}

impl From<Counters> for Stock {
    fn from([on_hand, reserved]: Counters) -> Self {
        Self { on_hand, reserved }
    }
}
