//! The stock of one SKU at one location.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalog::Variant;
use crate::counter::Counters;
use crate::facts::{Facts, Stop};
use crate::id::{LocationCode, Sku};
use crate::record::Key;

/// How much of a SKU is at a location, in its smallest units. Of a kit: how many could be put together there.
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

/// The stock of what a SKU is made of: of a kit its parts, of anything else itself.
#[derive(Debug)]
pub(crate) struct StockOf {
    pub(crate) sku: Sku,
    /// How many smallest units make one.
    pub(crate) each: i64,
    pub(crate) stock: Stock,
}

/// The stock of what a SKU is made of at a location.
pub(crate) fn stock_of(sku: &Sku, location: &LocationCode, facts: &Facts) -> Result<Vec<StockOf>, Stop> {
    facts.show([sku.clone().into(), Key::Stock(sku.clone(), location.clone())])?;
    let kit = facts.get::<Variant>(sku)?.filter(|variant| variant.is_kit());
    let Some(kit) = kit else {
        return Ok(alloc::vec![StockOf { sku: sku.clone(), each: 1, stock: facts.stock(sku, location)?.into() }]);
    };
    facts.show(stock_keys(kit.parts.iter().map(|part| &part.sku), core::slice::from_ref(location)))?;
    let mut parts = Vec::with_capacity(kit.parts.len());
    for part in &kit.parts {
        let stock = facts.stock(&part.sku, location)?.into();
        parts.push(StockOf { sku: part.sku.clone(), each: part.quantity.units(), stock });
    }
    Ok(parts)
}

/// How many could be put together: as many as of the scarcest part.
pub(crate) fn least(parts: &[StockOf]) -> Stock {
    let of = |units: fn(&Stock) -> i64| {
        let whole = parts.iter().filter_map(|part| units(&part.stock).checked_div_euclid(part.each));
        whole.min().unwrap_or_default()
    };
    let (on_hand, available) = (of(|stock| stock.on_hand), of(Stock::available));
    Stock { on_hand, reserved: on_hand.saturating_sub(available) }
}

/// The rows of stock of some SKUs at some locations.
pub(crate) fn stock_keys<'a>(skus: impl ExactSizeIterator<Item = &'a Sku>, locations: &[LocationCode]) -> Vec<Key> {
    let mut keys = Vec::with_capacity(skus.len().saturating_mul(locations.len()));
    for sku in skus {
        keys.extend(locations.iter().map(|location| Key::Stock(sku.clone(), location.clone())));
    }
    keys
}
