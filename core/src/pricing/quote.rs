//! Pricing a stored cart: from records to a basket to a receipt.

use alloc::vec::Vec;

use super::basket::{Basket, BasketLine};
use super::book::PriceBook;
use super::receipt::Receipt;
use super::rules::PriceRules;
use crate::cart::Cart;
use crate::catalog::{Channel, Variant};
use crate::command::Outcome;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::CartId;
use crate::moment::Moment;
use crate::refusal::{Code, Refusal};

/// Prices a cart as it would be ordered at this moment; without an address, for the country of its channel. Refused with `cart.unknown`, `cart.empty`,
/// and with what [`PriceBook::price`] refuses.
pub fn quote(cart: CartId, moment: &Moment, facts: &Facts) -> Result<Receipt, Stop> {
    let cart = facts.known::<Cart>(&cart)?;
    let channel = facts.known::<Channel>(&cart.channel)?;
    facts.show(cart.lines.iter().map(|line| line.sku.clone().into()).chain([channel.book.clone().into()]))?;
    let book = facts.known::<PriceBook>(&channel.book)?;
    Ok(book.price(&basket_of(cart, channel, moment, facts)?)?)
}

/// The basket of a cart: each line with the price of its variant now.
pub(crate) fn basket_of(cart: &Cart, channel: &Channel, moment: &Moment, facts: &Facts) -> Result<Basket, Stop> {
    if cart.lines.is_empty() {
        return Err(Refusal::new(Code::CartEmpty, "the cart has no lines").into());
    }
    let country = cart.address.as_ref().map_or(&channel.country, |address| &address.country);
    let mut lines = Vec::with_capacity(cart.lines.len());
    for line in &cart.lines {
        let variant = facts.known::<Variant>(&line.sku)?;
        lines.push(BasketLine {
            line: line.line,
            sku: line.sku.clone(),
            title: variant.title.clone(),
            quantity: line.quantity,
            decimals: variant.decimals,
            unit_price: variant.price(channel.currency)?,
            tax_category: variant.tax_category.clone(),
        });
    }
    Ok(Basket { currency: channel.currency, country: country.clone(), at: moment.now, lines })
}

/// Defines a price book, or defines it anew.
pub(crate) fn define(rules: &PriceRules, facts: &Facts) -> Result<Decision, Stop> {
    let book = PriceBook::compile(rules.clone())?;
    facts.get::<PriceBook>(&rules.code)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(rules.code.clone(), Event::BookDefined { book: book.into() });
    Ok(decision)
}
