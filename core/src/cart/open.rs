//! Opening a cart.

use alloc::vec::Vec;

use super::line::NewLine;
use super::lines::Lines;
use super::record::Cart;
use crate::catalog::{Channel, Variant};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{CartId, ChannelCode, CustomerId};
use crate::limits;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::party::Address;

impl Cart {
    /// A guest's open cart with these lines, those that are the same put together.
    pub(crate) fn filled(id: CartId, channel: &ChannelCode, lines: &[NewLine], facts: &Facts) -> Result<Self, Stop> {
        limits::count("lines", lines.len(), limits::LINES)?;
        let mut cart = Cart { lines: Vec::with_capacity(lines.len()), ..Cart::empty(id, channel.clone()) };
        for new in lines {
            new.check()?;
            cart.check_destination(new.to.as_ref())?;
            facts.known::<Variant>(&new.sku)?;
            let line = new.numbered(cart.next_line);
            if let Some(old) = cart.lines.iter_mut().find(|old| old.is_same(&line)) {
                old.quantity = old.quantity.plus(line.quantity)?;
                old.note = line.note.or(old.note.take());
            } else {
                cart.lines.push(line);
                cart.next_line = cart.next_line.saturating_add(1);
            }
        }
        Ok(cart)
    }
}

/// Opens a cart, with lines and an address if they are known already.
pub(crate) fn open(
    channel: &ChannelCode,
    customer: Option<CustomerId>,
    lines: &[NewLine],
    address: Option<&Address>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    address.map_or(Ok(()), Address::check)?;
    let id: CartId = moment.id(0);
    let wanted = lines.iter().map(|line| line.sku.clone().into());
    facts.show(wanted.chain([channel.clone().into(), id.into()]))?;
    let place = facts.known::<Channel>(channel)?;
    facts.get::<Cart>(&id)?;
    let idle_seconds = place.carts.idle_seconds;
    let filled = Cart::filled(id, channel, lines, facts)?;
    let mut cart = Cart {
        customer,
        address: address.cloned(),
        idle_seconds,
        expires_at: Cart::ends(idle_seconds, moment.now),
        ..filled
    };
    cart.lines = Lines::new(&cart, place, moment, facts).opened()?;
    let mut decision = Decision::new(Outcome::Cart { cart: id });
    decision.record(id, Event::CartOpened { cart: cart.into() });
    Ok(decision)
}
