//! Amendments: what is changed about an order after it was placed, as it is asked for, shown before, and kept.

use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use crate::cart::NewLine;
use crate::id::Sku;
use crate::money::Money;
use crate::party::Address;
use crate::pricing::{Charge, Receipt};
use crate::quantity::Quantity;

/// One change of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum OrderChange {
    /// Goods come along, at today's price, as a line of their own.
    AddLine(NewLine),
    /// Another quantity of a line; a kit is named by its own.
    SetQuantity {
        /// The number of the line.
        line: u32,
        /// How many smallest units; of a kit, how many kits.
        quantity: Quantity,
    },
    /// A line goes, all of it.
    RemoveLine {
        /// The number of the line.
        line: u32,
    },
    /// A line gets another price, set by hand; it may be one that comes along before, by the number that it gets.
    SetPrice {
        /// The number of the line; a kit by its own.
        line: u32,
        /// What a unit costs from then on, before any promotion.
        price: UnitPrice,
    },
    /// The goods go to another address; before any has left.
    SetAddress(Address),
    /// Shipping, fees and donations, all of them at once.
    SetCharges(Vec<Charge>),
}

/// What goods cost by the whole unit, before any promotion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitPrice {
    /// The price of `per` whole units; zero or more.
    pub unit: Money,
    /// How many whole units the price is for; one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<u32>,
}

/// What whoever amends an order has been shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ShownAmendment {
    /// What the order comes to afterwards.
    Total(Money),
    /// How much more that is than before; below zero where it is less.
    Difference(Money),
}

/// What an amendment would come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmendmentPreview {
    /// The receipt that the order would have.
    pub receipt: Receipt,
    /// The lines whose quantity would be another.
    pub lines: Vec<AmendedLine>,
    /// What the order comes to now.
    pub before: Money,
    /// How much more it would come to; below zero where it is less.
    pub difference: Money,
    /// What would be asked for by a further payment; zero or more.
    pub to_pay: Money,
    /// What of the money that was kept would be more than is due, and owed to the buyer; zero or more.
    pub surplus: Money,
    /// The prices that are set by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prices: Vec<AmendedPrice>,
}

/// An amendment that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// When.
    pub at: Timestamp,
    /// The lines whose quantity changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<AmendedLine>,
    /// The address before, if it changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// The charges before, if they changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charges: Option<Vec<Charge>>,
    /// What the order came to before.
    pub before: Money,
    /// What it came to afterwards.
    pub after: Money,
    /// The prices that were set by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prices: Vec<AmendedPrice>,
}

/// A line of an order whose quantity is another; a kit by its own line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmendedLine {
    /// The number of the line.
    pub line: u32,
    /// What.
    pub sku: Sku,
    /// How many smallest units it had; zero if it is new.
    pub before: i64,
    /// How many it has; zero if it went.
    pub after: i64,
}

/// The price of a line that was set by hand; a kit by its own line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmendedPrice {
    /// The number of the line.
    pub line: u32,
    /// What.
    pub sku: Sku,
    /// The price before; none where the line is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<UnitPrice>,
    /// The price that was set.
    pub after: UnitPrice,
}
