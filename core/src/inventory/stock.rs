//! The stock of one SKU at one location.

use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::terms::StockTerms;
use super::{Allocation, Inbound, Supply};
use crate::allowance::of_backorder;
use crate::catalog::Variant;
use crate::counter::Counters;
use crate::facts::{Facts, Stop};
use crate::id::{LocationCode, Sku, StockCode};
use crate::quantity::Quantity;
use crate::record::Key;

/// How much of a SKU is at a location, in its smallest units. Of a kit: how many could be put together there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Stock {
    /// Units that are physically there.
    pub on_hand: i64,
    /// Units that are promised to others: to a reservation, or to an order not yet shipped.
    pub reserved: i64,
    /// Units that the shop keeps for itself by its terms: safety stock, and what is set aside.
    #[serde(default)]
    pub aside: i64,
    /// Units that may still be promised before they are there.
    #[serde(default)]
    pub backorder: i64,
    /// Units that are announced and still to come.
    #[serde(default)]
    pub incoming: i64,
    /// Its stock is not counted, and all of these are zero.
    #[serde(default)]
    pub untracked: bool,
}

impl Stock {
    /// Units on hand that can still be promised. Below zero, more is promised and kept than is there.
    pub fn available(&self) -> i64 {
        self.on_hand.saturating_sub(self.reserved).saturating_sub(self.aside)
    }

    /// Units that can be sold now: what is available, never below zero, and what may be promised before it is there. `None`
    /// where stock is not counted.
    pub fn for_sale(&self) -> Option<i64> {
        (!self.untracked).then(|| self.available().max(0).saturating_add(self.backorder.max(0)))
    }

    /// Units that are promised to others and are not there: goods were lost, or found damaged, after they were promised.
    pub fn overpromised(&self) -> i64 {
        self.reserved.saturating_sub(self.on_hand).max(0)
    }
}

impl From<Counters> for Stock {
    fn from([on_hand, reserved, ..]: Counters) -> Self {
        Self { on_hand, reserved, ..Self::default() }
    }
}

/// The stock of what a SKU is made of: of a kit its parts, of anything else itself.
#[derive(Debug)]
pub(crate) struct StockOf {
    pub(crate) sku: Sku,
    /// How many smallest units make one.
    pub(crate) each: i64,
    pub(crate) stock: Stock,
    /// Units that were promised before they are there.
    pub(crate) owed: i64,
    /// What is announced of it, and when it will be there.
    pub(crate) announced: Vec<(Timestamp, i64)>,
}

impl StockOf {
    /// Gives back what a hold past its time holds.
    pub(crate) fn give_back(&mut self, held: &Allocation) {
        let units = held.quantity.units();
        match held.supply {
            Supply::OnHand => self.stock.reserved = self.stock.reserved.saturating_sub(units),
            Supply::Backorder => {
                self.stock.backorder = self.stock.backorder.saturating_add(units);
                self.owed = self.owed.saturating_sub(units);
            }
            Supply::Untracked => {}
        }
    }

    /// How many can be promised by an instant, with all that is announced until then.
    pub(crate) fn by(&self, at: Timestamp) -> i64 {
        let come = self.announced.iter().filter(|(due, _)| *due <= at);
        let units = come.fold(self.stock.available(), |sum, (_, units)| sum.saturating_add(*units));
        units.saturating_sub(self.owed).checked_div_euclid(self.each).unwrap_or_default()
    }

    /// Counts what is announced.
    pub(crate) fn expect(&mut self, inbound: &Inbound) {
        let open = inbound.open(&self.sku);
        if open > 0 && !self.stock.untracked {
            self.stock.incoming = self.stock.incoming.saturating_add(open);
            self.announced.push((inbound.due_at, open));
        }
    }
}

/// The stock of what a SKU is made of at a location, without what is announced.
pub(crate) fn stock_of(sku: &Sku, location: &LocationCode, facts: &Facts) -> Result<Vec<StockOf>, Stop> {
    facts.show(core::iter::once(sku.clone().into()).chain(keys_of(sku, location)?))?;
    let variant = facts.get::<Variant>(sku)?;
    let Some(kit) = variant.filter(|variant| variant.is_kit()) else {
        let untracked = variant.is_some_and(|variant| variant.untracked);
        return Ok(alloc::vec![one(sku, Quantity::new(1)?, untracked, location, facts)?]);
    };
    let mut keys: Vec<Key> = kit.parts.iter().map(|part| part.sku.clone().into()).collect();
    for part in &kit.parts {
        keys.extend(keys_of(&part.sku, location)?);
    }
    facts.show(keys)?;
    let mut parts = Vec::with_capacity(kit.parts.len());
    for part in &kit.parts {
        let untracked = facts.get::<Variant>(&part.sku)?.is_some_and(|variant| variant.untracked);
        parts.push(one(&part.sku, part.quantity, untracked, location, facts)?);
    }
    Ok(parts)
}

fn keys_of(sku: &Sku, location: &LocationCode) -> Result<[Key; 3], Stop> {
    let row = Key::Stock(sku.clone(), location.clone());
    let terms = Key::StockTerms(StockCode::of(sku, location)?);
    Ok([row, terms, Key::Allowance(of_backorder(sku, location)?)])
}

fn one(sku: &Sku, each: Quantity, untracked: bool, location: &LocationCode, facts: &Facts) -> Result<StockOf, Stop> {
    let (mut stock, mut owed) = (Stock { untracked, ..Stock::default() }, 0);
    if !untracked {
        let [on_hand, reserved, ..] = facts.stock(sku, location)?;
        let [granted, drawn, ..] = facts.counters(&Key::Allowance(of_backorder(sku, location)?))?;
        let aside = facts.get::<StockTerms>(&StockCode::of(sku, location)?)?.map_or(0, StockTerms::kept_back);
        let (reserved, backorder) = (reserved.saturating_sub(aside), granted.saturating_sub(drawn));
        stock = Stock { on_hand, reserved, aside, backorder, ..stock };
        owed = drawn;
    }
    Ok(StockOf { sku: sku.clone(), each: each.units(), stock, owed, announced: Vec::new() })
}

/// How many could be put together: as many as of the scarcest part. Parts that are not counted never are.
pub(crate) fn least(parts: &[StockOf]) -> Stock {
    if let [StockOf { stock, each: 1, .. }] = parts {
        return *stock;
    }
    let counted = || parts.iter().filter(|part| !part.stock.untracked);
    let of = |units: fn(&Stock) -> i64| {
        counted().filter_map(|part| units(&part.stock).checked_div_euclid(part.each)).min().unwrap_or_default()
    };
    let (on_hand, available) = (of(|stock| stock.on_hand), of(Stock::available));
    let for_sale = of(|stock| stock.for_sale().unwrap_or_default());
    let coming = of(|stock| stock.available().saturating_add(stock.incoming));
    Stock {
        on_hand,
        reserved: on_hand.saturating_sub(available),
        aside: 0,
        backorder: for_sale.saturating_sub(available.max(0)),
        incoming: coming.saturating_sub(available),
        untracked: counted().next().is_none(),
    }
}

/// The rows of stock of some SKUs at some locations.
pub(crate) fn stock_keys<'a>(skus: impl ExactSizeIterator<Item = &'a Sku>, locations: &[LocationCode]) -> Vec<Key> {
    let mut keys = Vec::with_capacity(skus.len().saturating_mul(locations.len()));
    for sku in skus {
        keys.extend(locations.iter().map(|location| Key::Stock(sku.clone(), location.clone())));
    }
    keys
}
