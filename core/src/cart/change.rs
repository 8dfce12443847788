//! What a shopper does to the lines of a cart.

use alloc::string::String;

use super::line::{CartLine, NewLine};
use super::lines::Lines;
use super::record::Cart;
use crate::catalog::Variant;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{AddressCode, CartId};
use crate::limits;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::quantity::Quantity;

/// What a line has of what was asked for.
fn answer(line: u32, asked: Quantity, granted: i64, quantity: Quantity) -> Result<Outcome, Stop> {
    if granted == asked.units() {
        return Ok(Outcome::Line { line });
    }
    Ok(Outcome::LineClamped { line, asked, granted: Quantity::new(granted)?, quantity })
}

/// Adds a quantity of a SKU: to the line that is the same, or as a new one.
pub(crate) fn add(id: CartId, new: &NewLine, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    new.check()?;
    let cart = Cart::open(id, moment, facts)?;
    cart.check_destination(new.to.as_ref())?;
    facts.show([new.sku.clone().into(), cart.channel.clone().into()])?;
    facts.known::<Variant>(&new.sku)?;
    let mut lines = Lines::of(cart, moment, facts)?;
    let line = new.numbered(cart.next_line);
    let before = lines.after.iter().find(|old| old.is_same(&line)).map_or(0, |old| old.quantity.units());
    let number = lines.add(line)?;
    let quantity = lines.fit(number)?;
    let granted = quantity.units().saturating_sub(before);
    let mut decision = Decision::new(answer(number, new.quantity, granted, quantity)?);
    lines.record(&mut decision)?;
    Ok(decision)
}

/// Sets the quantity of a line.
pub(crate) fn change(
    id: CartId,
    number: u32,
    asked: Quantity,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let cart = Cart::open(id, moment, facts)?;
    let line = cart.line(number)?;
    facts.show([line.sku.clone().into(), cart.channel.clone().into()])?;
    let mut lines = Lines::of(cart, moment, facts)?;
    lines.set(number, asked);
    let quantity = if asked > line.quantity { lines.fit(number)? } else { lines.allow(number)? };
    let mut decision = Decision::new(answer(number, asked, quantity.units(), quantity)?);
    lines.record(&mut decision)?;
    Ok(decision)
}

/// Takes a line out, saved or not.
pub(crate) fn remove(id: CartId, number: u32, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let cart = Cart::open(id, moment, facts)?;
    let mut decision = Decision::new(Outcome::Done {});
    if cart.saved_line(number).is_ok() {
        decision.record(id, Event::LineRemoved { line: number });
        return Ok(decision);
    }
    cart.line(number)?;
    let mut lines = Lines::of(cart, moment, facts)?;
    lines.remove(number);
    lines.record(&mut decision)?;
    Ok(decision)
}

/// Sends a line, or so much of it, to an address of the cart: with the line there that is the same, or as one of its own.
pub(crate) fn send(
    id: CartId,
    number: u32,
    to: Option<&AddressCode>,
    quantity: Option<Quantity>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let cart = Cart::open(id, moment, facts)?;
    cart.check_destination(to)?;
    let line = cart.line(number)?;
    let moved = quantity.unwrap_or(line.quantity);
    let mut decision = Decision::new(Outcome::Line { line: number });
    if line.to.as_ref() == to {
        return Ok(decision);
    }
    let mut lines = Lines::of(cart, moment, facts)?;
    let rest = line.quantity.units().saturating_sub(moved.units());
    let there = CartLine {
        line: if rest == 0 { number } else { cart.next_line },
        quantity: moved,
        to: to.cloned(),
        ..line.clone()
    };
    if rest == 0 {
        lines.remove(number);
    } else {
        lines.set(number, Quantity::new(rest)?);
    }
    decision.outcome = Outcome::Line { line: lines.add(there)? };
    lines.record(&mut decision)?;
    Ok(decision)
}

/// Says what the buyer wrote about a line.
pub(crate) fn note(
    id: CartId,
    number: u32,
    note: Option<&String>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    note.map_or(Ok(()), |note| limits::text("note", note))?;
    let line = CartLine { note: note.cloned(), ..Cart::open(id, moment, facts)?.line(number)?.clone() };
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::LinePut { line });
    Ok(decision)
}

/// Sets a line aside for later.
pub(crate) fn save(id: CartId, number: u32, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let cart = Cart::open(id, moment, facts)?;
    cart.line(number)?;
    limits::count("saved lines", cart.saved.len().saturating_add(1), limits::LINES)?;
    let mut lines = Lines::of(cart, moment, facts)?;
    lines.remove(number);
    let mut decision = Decision::new(Outcome::Done {});
    lines.record_as(|line| Event::LineSaved { line }, &mut decision)?;
    Ok(decision)
}

/// Takes a saved line back: to the line that is the same, or as it was.
pub(crate) fn restore(id: CartId, number: u32, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let cart = Cart::open(id, moment, facts)?;
    let line = cart.saved_line(number)?;
    facts.show([line.sku.clone().into(), cart.channel.clone().into()])?;
    let asked = line.quantity;
    let mut lines = Lines::of(cart, moment, facts)?;
    let before = lines.after.iter().find(|old| old.is_same(line)).map_or(0, |old| old.quantity.units());
    let into = lines.add(CartLine { shown: None, ..line.clone() })?;
    let quantity = lines.fit(into)?;
    let granted = quantity.units().saturating_sub(before);
    let mut decision = Decision::new(answer(into, asked, granted, quantity)?);
    // It leaves the saved lines, and comes back as what has been put.
    decision.record(id, Event::LineRemoved { line: number });
    lines.record(&mut decision)?;
    Ok(decision)
}
