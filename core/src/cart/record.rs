//! The cart: what it holds, where it stands, and what each event makes of it.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::line::CartLine;
use crate::apply::Happens;
use crate::coupon::CartCoupon;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{AddressCode, CartId, ChannelCode, ChargeCode, CustomerId, GiftCardCode, OrderId, ReservationId};
use crate::machine::Machine;
use crate::moment::Moment;
use crate::party::{Address, Billing, NamedAddress};
use crate::pricing::{Buyer, Charge, TaxAnswer};
use crate::refusal::{Code, Refusal};

/// Where a cart stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CartState {
    /// It can be changed.
    Open,
    /// It became an order.
    Ordered,
    /// It went into another cart.
    Merged,
    /// Nobody touched it for as long as its channel says.
    Expired,
}

/// What can happen to a cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CartStep {
    /// Its lines, address or hold change.
    Change,
    /// It is ordered.
    Order,
    /// It goes into another cart.
    Merge,
    /// Its time runs out.
    Expire,
    /// It is brought back.
    Reopen,
}

/// Every step a cart can take.
pub const CART: Machine<CartState, CartStep> = {
    use CartState::{Expired, Merged, Open, Ordered};
    use CartStep::{Change, Expire, Merge, Order, Reopen};
    Machine {
        name: "cart",
        states: &[Open, Ordered, Merged, Expired],
        steps: &[Change, Order, Merge, Expire, Reopen],
        table: &[
            (Open, Change, Open),
            (Open, Order, Ordered),
            (Open, Merge, Merged),
            (Open, Expire, Expired),
            (Expired, Reopen, Open),
        ],
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
    /// Its lines, in the order they were added; at most one for each SKU, options and address.
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
    /// The method by which its goods are sent: what it costs is worked out with the prices of the goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping: Option<ChargeCode>,
    /// The coupons that were given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coupons: Vec<CartCoupon>,
    /// The gift cards to pay with, in the order of their use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gift_cards: Vec<GiftCardCode>,
    /// What a tax service answered for it as it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taxes: Option<TaxAnswer>,
    /// Lines that were set aside: neither priced, held nor ordered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub saved: Vec<CartLine>,
    /// Where lines go that do not go to its address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<NamedAddress>,
    /// What the shopper wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What else the shop keeps with it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub custom: BTreeMap<Arc<str>, Arc<str>>,
    /// How many seconds it lives without a change, as its channel said when it was opened; for ever when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idle_seconds: Option<u32>,
    /// When it ends unless it is changed before. Past that it is expired, even before it is marked so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// The cart that it went into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<CartId>,
    /// The cart that has its saved lines, since it was ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<CartId>,
    /// Whom its invoices are made out to; whoever the goods go to when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub billing: Option<Billing>,
}

impl Cart {
    /// A guest's cart without lines.
    pub(crate) const fn empty(id: CartId, channel: ChannelCode) -> Self {
        Self {
            id,
            channel,
            customer: None,
            lines: Vec::new(),
            next_line: 1,
            address: None,
            reservation: None,
            order: None,
            state: CartState::Open,
            buyer: None,
            charges: Vec::new(),
            shipping: None,
            coupons: Vec::new(),
            gift_cards: Vec::new(),
            taxes: None,
            saved: Vec::new(),
            addresses: Vec::new(),
            note: None,
            custom: BTreeMap::new(),
            idle_seconds: None,
            expires_at: None,
            merged_into: None,
            successor: None,
            billing: None,
        }
    }

    /// The cart, if it can still be changed; refused with `cart.unknown` or `state.forbidden`.
    pub(crate) fn open<'a>(id: CartId, moment: &Moment, facts: &'a Facts) -> Result<&'a Self, Stop> {
        let cart = facts.known::<Cart>(&id)?;
        cart.check_step(CartStep::Change, moment.now)?;
        Ok(cart)
    }

    /// Where it stands at an instant: past its time it has expired, marked so or not.
    pub fn state_at(&self, now: Timestamp) -> CartState {
        let is_past = self.state == CartState::Open && self.expires_at.is_some_and(|end| end <= now);
        if is_past { CartState::Expired } else { self.state }
    }

    /// Refuses with `state.forbidden` a step that it cannot take at an instant; the detail names the cart that it went into.
    pub(crate) fn check_step(&self, step: CartStep, now: Timestamp) -> Result<(), Refusal> {
        let refused = |refusal: Refusal| match self.merged_into {
            Some(into) => refusal.with("into", into.to_string()),
            None => refusal,
        };
        CART.step(self.state_at(now), step).map(|_| ()).map_err(refused)
    }

    /// The line of a number; refused with `line.unknown`.
    pub fn line(&self, number: u32) -> Result<&CartLine, Refusal> {
        numbered(&self.lines, number)
    }

    /// The saved line of a number; refused with `line.unknown`.
    pub fn saved_line(&self, number: u32) -> Result<&CartLine, Refusal> {
        numbered(&self.saved, number)
    }

    /// Where goods of a line go; the address of the cart where the line names none.
    pub fn destination(&self, line: &CartLine) -> Option<&Address> {
        match &line.to {
            Some(code) => self.addresses.iter().find(|named| named.code == *code).map(|named| &named.address),
            None => self.address.as_ref(),
        }
    }

    /// Refuses with `address.unknown` a name that none of its addresses has.
    pub(crate) fn check_destination(&self, to: Option<&AddressCode>) -> Result<(), Refusal> {
        let Some(code) = to.filter(|code| self.addresses.iter().all(|named| named.code != **code)) else {
            return Ok(());
        };
        let there: Vec<&str> = self.addresses.iter().map(|named| named.code.as_str()).collect();
        Err(Refusal::new(Code::AddressUnknown, format!("the cart has no address `{code}`"))
            .with("address", code.as_str())
            .with("addresses", there))
    }

    /// The cart that takes its saved lines over when it is ordered.
    pub(crate) fn succeeded_by(&self, id: CartId, now: Timestamp) -> Self {
        Self {
            customer: self.customer,
            next_line: self.next_line,
            address: self.address.clone(),
            buyer: self.buyer.clone(),
            saved: self.saved.clone(),
            addresses: self.addresses.clone(),
            idle_seconds: self.idle_seconds,
            expires_at: Self::ends(self.idle_seconds, now),
            ..Self::empty(id, self.channel.clone())
        }
    }

    /// When it ends if it is changed at an instant.
    pub(crate) fn ends(idle_seconds: Option<u32>, changed: Timestamp) -> Option<Timestamp> {
        let idle = SignedDuration::from_secs(idle_seconds?.into());
        Some(changed.checked_add(idle).unwrap_or(Timestamp::MAX))
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

pub(super) fn numbered(lines: &[CartLine], number: u32) -> Result<&CartLine, Refusal> {
    lines.iter().find(|line| line.line == number).ok_or_else(|| {
        let there: Vec<u32> = lines.iter().map(|line| line.line).collect();
        Refusal::new(Code::LineUnknown, format!("the cart has no line {number}"))
            .with("line", number)
            .with("lines", there)
    })
}

/// The step of a cart that an event is.
fn step_of(event: &Event) -> CartStep {
    if let Event::CartOrdered { .. } = event {
        CartStep::Order
    } else if let Event::CartMerged { .. } = event {
        CartStep::Merge
    } else if let Event::CartExpired {} = event {
        CartStep::Expire
    } else if let Event::CartReopened {} = event {
        CartStep::Reopen
    } else {
        CartStep::Change
    }
}

impl Happens for Cart {
    fn after(&mut self, event: &Event, at: Timestamp) -> Result<(), Refusal> {
        let step = step_of(event);
        self.state = CART.step(self.state, step)?;
        let keeps_taxes = matches!(
            event,
            Event::CartOrdered { .. }
                | Event::CartReserved { .. }
                | Event::GiftCardApplied { .. }
                | Event::GiftCardRemoved { .. }
                | Event::CartDescribed { .. }
        );
        if !keeps_taxes {
            // A tax service answered for the basket as it was.
            self.taxes = None;
        }
        if let Event::LinePut { line } = event {
            self.put(line.clone());
        } else if let Event::LineRemoved { line } = event {
            self.lines.retain(|kept| kept.line != *line);
            self.saved.retain(|kept| kept.line != *line);
        } else if let Event::LineSaved { line } = event {
            if let Some(place) = self.lines.iter().position(|kept| kept.line == *line) {
                self.saved.push(self.lines.remove(place));
            }
        } else if let Event::CartAbsorbed { cart, .. } = event {
            *self = (**cart).clone();
        } else if let Event::CartMerged { into } = event {
            self.merged_into = Some(*into);
        } else if let Event::CartReserved { reservation } = event {
            self.reservation = Some(*reservation);
        } else if let Event::CartOrdered { order, successor } = event {
            self.order = Some(*order);
            self.successor = *successor;
            if successor.is_some() {
                self.saved.clear();
            }
        } else {
            self.terms_after(event);
        }
        if matches!(step, CartStep::Change | CartStep::Reopen) {
            self.expires_at = Self::ends(self.idle_seconds, at);
        }
        Ok(())
    }
}

impl Cart {
    /// What an event makes of all that is not lines.
    fn terms_after(&mut self, event: &Event) {
        if let Event::AddressSet { address } = event {
            self.address = Some(address.clone());
        } else if let Event::AddressPut { address } = event {
            self.addresses.retain(|kept| kept.code != address.code);
            self.addresses.push(address.clone());
        } else if let Event::AddressRemoved { address } = event {
            self.addresses.retain(|kept| kept.code != *address);
        } else if let Event::BuyerSet { buyer } = event {
            self.buyer = Some(buyer.clone());
        } else if let Event::BillingSet { billing } = event {
            self.billing.clone_from(billing);
        } else if let Event::ShippingChosen { method } = event {
            self.shipping.clone_from(method);
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
        } else if let Event::CartDescribed { note, custom } = event {
            self.note.clone_from(note);
            self.custom.clone_from(custom);
        } else if let Event::CartAssigned { customer } = event {
            self.customer = Some(*customer);
        }
    }
}
