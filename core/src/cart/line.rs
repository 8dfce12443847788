//! Lines of a cart.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use crate::id::{AddressCode, Sku};
use crate::limits;
use crate::money::Money;
use crate::quantity::Quantity;
use crate::refusal::Refusal;

/// A line of a cart. Two lines are the same where SKU, options and address are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CartLine {
    /// Its number in the cart, from 1 to [`limits::LINE_NUMBER`], never used again.
    pub line: u32,
    /// What.
    pub sku: Sku,
    /// How many smallest units.
    pub quantity: Quantity,
    /// What the buyer chose beside the SKU: an engraving, a ribbon.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<Arc<str>, Arc<str>>,
    /// The address of the cart that it goes to; the main one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<AddressCode>,
    /// What the buyer wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The price that the shopper was shown, where the channel keeps it or tells when it changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<ShownPrice>,
}

/// A price before discounts, as a shopper was shown it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShownPrice {
    /// The price of `per` whole units.
    pub unit: Money,
    /// How many whole units the price is for; one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<u32>,
    /// Until when it is kept, exclusive; it is not kept when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl ShownPrice {
    /// Whether it is the line's price at an instant.
    pub fn is_kept(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| now < until)
    }

    /// Whether another price is for as much.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        (self.unit, self.per) == (other.unit, other.per)
    }
}

impl CartLine {
    /// A line with nothing special about it.
    pub const fn new(line: u32, sku: Sku, quantity: Quantity) -> Self {
        Self { line, sku, quantity, options: BTreeMap::new(), to: None, note: None, shown: None }
    }

    /// Whether another line is of the same goods, with the same options, to the same address.
    pub fn is_same(&self, other: &Self) -> bool {
        self.sku == other.sku && self.to == other.to && self.options == other.options
    }

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
    /// What the buyer chose beside the SKU; at most [`limits::OPTIONS`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<Arc<str>, Arc<str>>,
    /// The address of the cart that it goes to; the main one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<AddressCode>,
    /// What the buyer writes; stands for the whole line, also where it grows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl NewLine {
    /// So much of a SKU.
    pub const fn new(sku: Sku, quantity: Quantity) -> Self {
        Self { sku, quantity, options: BTreeMap::new(), to: None, note: None }
    }

    /// Refuses with `limit.exceeded` and `text.malformed` options and notes that are too many or too long.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        self.note.as_ref().map_or(Ok(()), |note| limits::text("note", note))?;
        limits::count("options", self.options.len(), limits::OPTIONS)?;
        check_texts(&self.options)
    }

    /// The line that it is under a number.
    pub(crate) fn numbered(&self, line: u32) -> CartLine {
        let Self { sku, quantity, options, to, note } = self.clone();
        CartLine { line, sku, quantity, options, to, note, shown: None }
    }
}

/// Refuses names and values that are too long.
pub(super) fn check_texts(texts: &BTreeMap<Arc<str>, Arc<str>>) -> Result<(), Refusal> {
    for (name, value) in texts {
        limits::text("name of a value", name)?;
        limits::text("value", value)?;
    }
    Ok(())
}
