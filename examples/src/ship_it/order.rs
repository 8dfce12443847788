//! The file of orders.

use std::path::Path;

use fondaco::shipping::ShipTo;
use fondaco::{Quantity, Sku, Timestamp};

use super::shop::Shop;
use crate::given::{Given, file};
use crate::trouble::Trouble;

/// The most units of a line: a shop's parcels, not a ship's.
const UNITS: u32 = 1_000;

/// An order as the file has it.
pub(crate) struct Order {
    pub(crate) number: u64,
    pub(crate) placed_at: Timestamp,
    pub(crate) to: ShipTo,
    pub(crate) lines: Vec<Line>,
}

/// Goods of an order.
pub(crate) struct Line {
    pub(crate) sku: Sku,
    pub(crate) units: u32,
    pub(crate) quantity: Quantity,
}

impl Order {
    /// Reads all orders; of goods that the shop has.
    pub(crate) fn read_all(path: &Path, shop: &Shop) -> Result<Vec<Self>, Trouble> {
        let value = file(path, "orders")?;
        let mut orders: Vec<Self> = Vec::new();
        let mut numbers = std::collections::BTreeSet::new();
        for given in Given::whole(&value, "orders").entries()? {
            let order = Self::read(&given, shop)?;
            if !numbers.insert(order.number) {
                return Err(given.wrong(format!("there is an order {} already", order.number)));
            }
            orders.push(order);
        }
        Ok(orders)
    }

    fn read(given: &Given<'_>, shop: &Shop) -> Result<Self, Trouble> {
        given.takes(&["number", "placed_at", "to", "lines"])?;
        let (number, placed_at) = (given.field("number")?.read()?, given.field("placed_at")?.read()?);
        let to = given.field("to")?.read()?;
        let (lines, mut read) = (given.field("lines")?, Vec::new());
        for line in lines.entries()? {
            read.push(Line::read(&line, shop)?);
            let skus = read.iter().filter(|other: &&Line| read.last().is_some_and(|last| last.sku == other.sku));
            if skus.count() > 1 {
                return Err(line.wrong("is a second line of the same goods"));
            }
        }
        if read.is_empty() {
            return Err(lines.wrong("takes at least one line"));
        }
        Ok(Self { number, placed_at, to, lines: read })
    }
}

impl Line {
    fn read(given: &Given<'_>, shop: &Shop) -> Result<Self, Trouble> {
        given.takes(&["sku", "quantity"])?;
        let (sku, quantity) = (given.field("sku")?, given.field("quantity")?);
        let code: Sku = sku.read()?;
        if !shop.goods.contains_key(&code) {
            return Err(sku.wrong(format!("the shop has no `{code}`")));
        }
        let units: u32 = quantity.read()?;
        if !(1..=UNITS).contains(&units) {
            return Err(quantity.wrong(format!("takes a number from 1 to {UNITS}, not {units}")));
        }
        Ok(Self { sku: code, units, quantity: Quantity::new(units.into())? })
    }
}
