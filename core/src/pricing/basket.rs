//! Baskets: what pricing needs to know of a cart, and nothing else.

use alloc::sync::Arc;
use alloc::vec::Vec;

use jiff::Timestamp;

use crate::id::{CountryCode, Sku, TaxCategory};
use crate::money::{Currency, Money};
use crate::quantity::Quantity;

/// Goods to be priced, for whom and when.
#[derive(Debug, Clone)]
pub struct Basket {
    /// What it is counted in.
    pub currency: Currency,
    /// Where the goods go, which decides the taxes.
    pub country: CountryCode,
    /// The instant whose promotions and tax rates apply.
    pub at: Timestamp,
    /// The goods.
    pub lines: Vec<BasketLine>,
}

/// One line of goods.
#[derive(Debug, Clone)]
pub struct BasketLine {
    /// Its number in the cart.
    pub line: u32,
    /// What.
    pub sku: Sku,
    /// What the shopper reads.
    pub title: Arc<str>,
    /// How many smallest units.
    pub quantity: Quantity,
    /// Decimals of the unit that the price is for.
    pub decimals: u8,
    /// The price of one whole unit.
    pub unit_price: Money,
    /// Which tax rates apply.
    pub tax_category: TaxCategory,
}
