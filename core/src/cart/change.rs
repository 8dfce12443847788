//! The cart and every change it can see while it is open.

use alloc::format;
use alloc::vec::Vec;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::line::{CartLine, NewLine};
use crate::apply::Happens;
use crate::catalog::{Channel, Variant};
use crate::command::Outcome;
use crate::coupon::CartCoupon;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{CartId, ChannelCode, CustomerId, GiftCardCode, OrderId, ReservationId, Sku};
use crate::limits;
use crate::machine::Machine;
use crate::moment::Moment;
use crate::party::Address;
use crate::pricing::{Buyer, Charge, TaxAnswer};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// Where a cart stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CartState {
    /// It can be changed.
    Open,
    /// It became an order.
    Ordered,
}

/// What can happen to a cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CartStep {
    /// Its lines, address or hold change.
    Change,
    /// It is ordered.
    Order,
}

/// Every step a cart can take.
pub const CART: Machine<CartState, CartStep> = {
    use CartState::{Open, Ordered};
    use CartStep::{Change, Order};
    Machine {
        name: "cart",
        states: &[Open, Ordered],
        steps: &[Change, Order],
        table: &[(Open, Change, Open), (Open, Order, Ordered)],
    }
};

/// What a shopper means to buy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cart {
    /// Its id.
    pub id: CartId,
    /// Where it is being filled.
    pub channel: ChannelCode,
    /// Whose it is; a guest's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// Its lines, in the order they were added; at most one for each SKU.
    pub lines: Vec<CartLine>,
    /// The number of the next line.
    pub next_line: u32,
    /// Where the goods are to go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Its latest hold on stock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reservation: Option<ReservationId>,
    /// The order that it became.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// Where it stands.
    pub state: CartState,
    /// What is known of who buys, for prices and taxes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buyer: Option<Buyer>,
    /// Shipping, fees and donations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<Charge>,
    /// The coupons that were given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coupons: Vec<CartCoupon>,
    /// The gift cards to pay with, in the order of their use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gift_cards: Vec<GiftCardCode>,
    /// What a tax service answered for it as it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taxes: Option<TaxAnswer>,
}

impl Cart {
    /// The cart, if it can still be changed; refused with `cart.unknown` or `state.forbidden`.
    pub(crate) fn open(id: CartId, facts: &Facts) -> Result<&Self, Stop> {
        let cart = facts.known::<Cart>(&id)?;
        CART.step(cart.state, CartStep::Change)?;
        Ok(cart)
    }

    /// The line of a number; refused with `line.unknown`.
    pub fn line(&self, number: u32) -> Result<&CartLine, Refusal> {
        self.lines.iter().find(|line| line.line == number).ok_or_else(|| {
            let there: Vec<u32> = self.lines.iter().map(|line| line.line).collect();
            Refusal::new(Code::LineUnknown, format!("the cart has no line {number}"))
                .with("line", number)
                .with("lines", there)
        })
    }

    /// A guest's open cart with these lines, those of one SKU put together.
    pub(crate) fn filled(id: CartId, channel: &ChannelCode, lines: &[NewLine], facts: &Facts) -> Result<Self, Stop> {
        limits::count("lines", lines.len(), limits::LINES)?;
        let mut cart = Cart {
            id,
            channel: channel.clone(),
            customer: None,
            lines: Vec::with_capacity(lines.len()),
            next_line: 1,
            address: None,
            reservation: None,
            order: None,
            state: CartState::Open,
            buyer: None,
            charges: Vec::new(),
            coupons: Vec::new(),
            gift_cards: Vec::new(),
            taxes: None,
        };
        for line in lines {
            facts.known::<Variant>(&line.sku)?;
            if let Some(old) = cart.lines.iter_mut().find(|old| old.sku == line.sku) {
                old.quantity = old.quantity.plus(line.quantity)?;
            } else {
                let NewLine { sku, quantity } = line.clone();
                cart.lines.push(CartLine { line: cart.next_line, sku, quantity });
                cart.next_line = cart.next_line.saturating_add(1);
            }
        }
        Ok(cart)
    }

    /// The line that a new quantity of a SKU makes: the old one grown, or the next one.
    fn grown(&self, sku: &Sku, quantity: Quantity) -> Result<CartLine, Refusal> {
        match self.lines.iter().find(|line| line.sku == *sku) {
            Some(line) => Ok(CartLine { quantity: line.quantity.plus(quantity)?, ..line.clone() }),
            None => Ok(CartLine { line: self.next_line, sku: sku.clone(), quantity }),
        }
    }

    /// Puts a line where its number stands, or at the end.
    fn put(&mut self, line: CartLine) {
        self.next_line = self.next_line.max(line.line.saturating_add(1));
        match self.lines.iter_mut().find(|old| old.line == line.line) {
            Some(old) => *old = line,
            None => self.lines.push(line),
        }
    }
}

impl Happens for Cart {
    fn after(&mut self, event: &Event, _: Timestamp) -> Result<(), Refusal> {
        let ordered = matches!(event, Event::CartOrdered { .. });
        self.state = CART.step(self.state, if ordered { CartStep::Order } else { CartStep::Change })?;
        if !ordered
            && !matches!(
                event,
                Event::CartReserved { .. } | Event::GiftCardApplied { .. } | Event::GiftCardRemoved { .. }
            )
        {
            // A tax service answered for the basket as it was.
            self.taxes = None;
        }
        if let Event::LinePut { line } = event {
            self.put(line.clone());
        } else if let Event::LineRemoved { line } = event {
            self.lines.retain(|kept| kept.line != *line);
        } else if let Event::AddressSet { address } = event {
            self.address = Some(address.clone());
        } else if let Event::BuyerSet { buyer } = event {
            self.buyer = Some(buyer.clone());
        } else if let Event::ChargesSet { charges } = event {
            self.charges.clone_from(charges);
        } else if let Event::CouponApplied { coupon } = event {
            self.coupons.push(coupon.clone());
        } else if let Event::CouponRemoved { coupon } = event {
            self.coupons.retain(|kept| kept.code != *coupon);
        } else if let Event::GiftCardApplied { gift_card } = event {
            self.gift_cards.push(gift_card.clone());
        } else if let Event::GiftCardRemoved { gift_card } = event {
            self.gift_cards.retain(|kept| kept != gift_card);
        } else if let Event::TaxesSet { answer } = event {
            self.taxes = Some(answer.clone());
        } else if let Event::CartReserved { reservation } = event {
            self.reservation = Some(*reservation);
        } else if let Event::CartOrdered { order } = event {
            self.order = Some(*order);
        }
        Ok(())
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
    facts.known::<Channel>(channel)?;
    facts.get::<Cart>(&id)?;
    let cart = Cart { customer, address: address.cloned(), ..Cart::filled(id, channel, lines, facts)? };
    let mut decision = Decision::new(Outcome::Cart { cart: id });
    decision.record(id, Event::CartOpened { cart: cart.into() });
    Ok(decision)
}

/// Adds a quantity of a SKU: to its line, or as a new one.
pub(crate) fn add(id: CartId, new: &NewLine, facts: &Facts) -> Result<Decision, Stop> {
    let cart = Cart::open(id, facts)?;
    facts.known::<Variant>(&new.sku)?;
    let line = cart.grown(&new.sku, new.quantity)?;
    if cart.lines.iter().all(|old| old.line != line.line) {
        limits::count("lines", cart.lines.len().saturating_add(1), limits::LINES)?;
        limits::line_number(line.line)?;
    }
    let mut decision = Decision::new(Outcome::Line { line: line.line });
    decision.record(id, Event::LinePut { line });
    Ok(decision)
}

/// Sets the quantity of a line.
pub(crate) fn change(id: CartId, number: u32, quantity: Quantity, facts: &Facts) -> Result<Decision, Stop> {
    let cart = Cart::open(id, facts)?;
    let line = CartLine { quantity, ..cart.line(number)?.clone() };
    let mut decision = Decision::new(Outcome::Line { line: number });
    decision.record(id, Event::LinePut { line });
    Ok(decision)
}

/// Takes a line out.
pub(crate) fn remove(id: CartId, number: u32, facts: &Facts) -> Result<Decision, Stop> {
    Cart::open(id, facts)?.line(number)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::LineRemoved { line: number });
    Ok(decision)
}

/// Says where the goods are to go.
pub(crate) fn set_address(id: CartId, address: &Address, facts: &Facts) -> Result<Decision, Stop> {
    address.check()?;
    Cart::open(id, facts)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::AddressSet { address: address.clone() });
    Ok(decision)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;
    use crate::port::Fact;
    use crate::record::{Key, Record, Versioned};
    use serde_json::json;

    #[test]
    fn a_cart_gives_out_numbers_below_those_of_parts_and_no_others() {
        let number = |next: u32| {
            let id = CartId::from(uuid::Uuid::from_u128(1));
            let cart = json!({"id": id, "channel": "web", "lines": [], "next_line": next, "state": "open"});
            let novel = json!({"sku": "novel", "title": "A Novel", "tax_category": "book", "prices": []});
            let cart: Cart = serde_json::from_value(cart).unwrap();
            let novel: Variant = serde_json::from_value(novel).unwrap();
            let records =
                [(Key::from(id), Record::Cart(cart.into())), (novel.sku.clone().into(), Record::Variant(novel.into()))];
            let fact = |record| Fact::Record(Versioned { version: 1, head: Digest::NONE, record });
            let mut facts = Facts::new();
            facts.learn(records.map(|(key, record)| (key, fact(record))));
            let new = NewLine { sku: Sku::new("novel").unwrap(), quantity: Quantity::new(1).unwrap() };
            add(id, &new, &facts).map(|decision| decision.outcome)
        };
        assert_eq!(number(999_999), Ok(Outcome::Line { line: 999_999 }));
        let Err(Stop::Refused(refusal)) = number(1_000_000) else { panic!("the number is that of a part") };
        assert_eq!(refusal.code(), Code::LimitExceeded);
        let line = |line| CartLine { line, sku: Sku::new("set").unwrap(), quantity: Quantity::new(1).unwrap() };
        assert_eq!((line(1).part(0), line(999_999).part(limits::PARTS - 1)), (1_000_001, 100_999_999));
    }
}
