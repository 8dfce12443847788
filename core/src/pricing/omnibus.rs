//! The lowest price of the last 30 days, with everything that sets prices in the shop window.

use alloc::collections::BTreeSet;
use alloc::vec;

use jiff::{SignedDuration, Timestamp};

use super::basket::{Basket, BasketLine, Context};
use super::book::PriceBook;
use super::kernel::Workspace;
use super::list::{DAYS, UnitPrice, Wanted, lowest, points};
use crate::quantity::Quantity;
use crate::refusal::Refusal;

/// See [`PriceBook::lowest_before`].
pub(super) fn lowest_before(
    book: &PriceBook,
    line: &BasketLine,
    basket: &Basket,
    context: &Context,
) -> Result<Option<i64>, Refusal> {
    let one = BasketLine { quantity: Quantity::new(1)?, ..line.clone() };
    let wanted = Wanted::of(&one, basket.currency);
    let alone = Basket::new(basket.currency, vec![one.clone()]);
    let at = |instant: Timestamp| {
        let then = Context { at: instant, taxes: None, ..context.clone() };
        let mut ws = Workspace::new();
        let prepared = book.prepare(&alone, &then).ok()?;
        book.totals(&prepared, &mut ws).ok()?;
        ws.rows.first().map(|row| (UnitPrice { minor: row.unit, per: row.per }, row.reduced))
    };
    let Some((now, true)) = at(context.at) else { return Ok(None) };
    let changes: BTreeSet<Timestamp> =
        book.prices().changes(&wanted, &book.rules().experiments).chain(book.catalog_changes()).collect();
    // The reduction began with the first of the changes since which the price has always been a reduced one.
    let past = changes.iter().rev().filter(|change| **change <= context.at);
    let reduced = past.map(|change| (*change, at(*change))).take_while(|(_, price)| matches!(price, Some((_, true))));
    let Some((began, _)) = reduced.last() else { return Ok(None) };
    // What was reduced before anything ever changed has no price before.
    let before = began.checked_sub(SignedDuration::from_nanos(1)).unwrap_or(Timestamp::MIN);
    if matches!(at(before), Some((_, true))) {
        return Ok(None);
    }
    let prior = lowest(points(began, DAYS, changes.iter().copied()), |instant| at(instant).map(|(price, _)| price));
    Ok(prior.and_then(|prior| prior.of(now.per, book.rules().policy.price_rounding)))
}
