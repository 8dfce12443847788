//! Prices that have changed since the shopper was shown them.

use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::line::{CartLine, ShownPrice};
use super::lines::Lines;
use super::policy::LinePrices;
use super::record::Cart;
use crate::catalog::Channel;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{CartId, Sku};
use crate::moment::Moment;
use crate::money::Money;
use crate::outcome::Outcome;

/// A line whose price, before discounts, is another than the shopper was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangedPrice {
    /// The line.
    pub line: u32,
    /// What.
    pub sku: Sku,
    /// What the shopper was shown.
    pub before: ShownPrice,
    /// What it costs now.
    pub now: Money,
    /// How many whole units that is for; one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<u32>,
}

/// The lines of a cart whose price is another than the shopper was shown; none where its channel does not tell. Refused with
/// `cart.unknown` and `price.missing`.
pub fn changed_prices(cart: CartId, moment: &Moment, facts: &Facts) -> Result<Vec<ChangedPrice>, Stop> {
    changed(facts.known::<Cart>(&cart)?, moment, facts)
}

/// Likewise, of a cart that need not be stored.
pub(crate) fn changed(cart: &Cart, moment: &Moment, facts: &Facts) -> Result<Vec<ChangedPrice>, Stop> {
    let channel = facts.known::<Channel>(&cart.channel)?;
    if channel.carts.prices != LinePrices::Tell {
        return Ok(Vec::new());
    }
    let now = Lines::new(cart, channel, moment, facts).prices(&cart.lines)?;
    let lines = cart.lines.iter().zip(now).filter_map(|(line, now)| {
        let before = line.shown.filter(|shown| !shown.is_same(&now))?;
        Some(ChangedPrice { line: line.line, sku: line.sku.clone(), before, now: now.unit, per: now.per })
    });
    Ok(lines.collect())
}

/// The shopper accepts today's prices of all lines.
pub(crate) fn accept(id: CartId, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let cart = Cart::open(id, moment, facts)?;
    let mut decision = Decision::new(Outcome::Done {});
    for ChangedPrice { line, before, now: unit, per, .. } in changed(cart, moment, facts)? {
        let shown = Some(ShownPrice { unit, per, ..before });
        decision.record(id, Event::LinePut { line: CartLine { shown, ..cart.line(line)?.clone() } });
    }
    Ok(decision)
}
