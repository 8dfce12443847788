//! The order: a snapshot of everything that was promised.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::amendment::Amendment;
use super::credit::OrderCredit;
use super::hold::OrderHold;
use super::sellers::OrderSeller;
use super::spans::{OrderCreditNote, OrderInvoice};
use super::terms::SaleTerms;
use crate::allowance::Draw;
use crate::apply::Happens;
use crate::cart::OrderDetails;
use crate::event::Event;
use crate::id::{
    BackorderId, CartId, ChannelCode, CouponUseId, CustomerId, OrderId, PaymentId, ReturnId, ShipmentId, TallyCode,
};
use crate::inventory::Allocation;
use crate::machine::Machine;
use crate::omit::is_default;
use crate::party::Address;
use crate::pricing::Receipt;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// It is promised and not yet kept.
    Placed,
    /// It is paid and delivered.
    Completed,
    /// It is given up.
    Cancelled,
}

/// What can happen to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStep {
    /// Goods that it waits for come in.
    Fill,
    /// Goods leave.
    Ship,
    /// Goods arrive.
    Deliver,
    /// All is paid and delivered.
    Complete,
    /// Its lines, address or charges change.
    Amend,
    /// Units or charges fall off.
    Credit,
    /// It is invoiced, in part or whole.
    Invoice,
    /// Somebody is to look at it first.
    Hold,
    /// It goes on.
    Release,
    /// It is given up.
    Cancel,
}

/// Every step an order can take. Goods that have left forbid a cancellation besides (`order.shipped`).
pub const ORDER: Machine<OrderState, OrderStep> = {
    use OrderState::{Cancelled, Completed, Placed};
    use OrderStep::{Amend, Cancel, Complete, Credit, Deliver, Fill, Hold, Invoice, Release, Ship};
    Machine {
        name: "order",
        states: &[Placed, Completed, Cancelled],
        steps: &[Fill, Ship, Deliver, Complete, Amend, Credit, Invoice, Hold, Release, Cancel],
        table: &[
            (Placed, Fill, Placed),
            (Placed, Ship, Placed),
            (Placed, Deliver, Placed),
            (Placed, Complete, Completed),
            (Placed, Amend, Placed),
            (Placed, Credit, Placed),
            (Completed, Credit, Completed),
            (Placed, Invoice, Placed),
            (Completed, Invoice, Completed),
            (Placed, Hold, Placed),
            (Placed, Release, Placed),
            (Placed, Cancel, Cancelled),
        ],
    }
};

/// Goods promised to an order, and the shipment that took them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderAllocation {
    /// What is promised, and from where.
    pub goods: Allocation,
    /// The backorder that they are waited for with, while they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backorder: Option<BackorderId>,
    /// The shipment that they left with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipment: Option<ShipmentId>,
    /// Whether they have arrived.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub delivered: bool,
}

impl OrderAllocation {
    /// Whether it has not left yet.
    pub fn waits(&self) -> bool {
        self.shipment.is_none()
    }
}

/// A cart that was ordered, as it was then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// The cart that it was, if it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cart: Option<CartId>,
    /// Where it was placed.
    pub channel: ChannelCode,
    /// Who placed it; a guest when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// Where its goods go.
    pub address: Address,
    /// Its prices, as promised: those of the latest amendment.
    pub receipt: Receipt,
    /// Its goods, and where they come from.
    pub allocations: Vec<OrderAllocation>,
    /// What fell off since it was placed, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<OrderCredit>,
    /// The returns of its goods.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returned: Vec<ReturnId>,
    /// Its payments, the latest last.
    pub payments: Vec<PaymentId>,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// Where it stands.
    pub state: OrderState,
    /// Why it was cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled_because: Option<String>,
    /// What it draws: uses and budgets of promotions and coupons, money on gift cards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub draws: Vec<Draw>,
    /// What of that comes back when it is cancelled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returns: Vec<Draw>,
    /// The customer's counts that it is taken out of when it is cancelled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tallies: Vec<TallyCode>,
    /// Uses of coupons that were held for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coupon_uses: Vec<CouponUseId>,
    /// What of gift cards and credit went back before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paid_back: Vec<Draw>,
    /// Notes, options, custom data and other addresses of its cart.
    #[serde(default, skip_serializing_if = "is_default")]
    pub details: OrderDetails,
    /// Its number for people, where its channel has a series for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Why somebody is to look at it before it is sent; nobody is when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<OrderHold>,
    /// Its invoices, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub invoices: Vec<OrderInvoice>,
    /// Its credit notes, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credit_notes: Vec<OrderCreditNote>,
    /// What it was sold under, beside goods and rules.
    #[serde(default, skip_serializing_if = "is_default")]
    pub terms: SaleTerms,
    /// What was changed about it since it was placed, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amendments: Vec<Amendment>,
    /// Who sells what of it, beside the channel itself; parts that lost all their lines among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sellers: Vec<OrderSeller>,
}

impl Order {
    /// What it has drawn and could still give back; nothing once it is cancelled.
    pub(crate) fn returnable(&self) -> Result<Vec<Draw>, Refusal> {
        let mut left = if self.state == OrderState::Cancelled { Vec::new() } else { self.returns.clone() };
        let mut back = self.paid_back.clone();
        for credit in &self.credits {
            back.append(&mut credit.draws()?);
        }
        for back in back {
            for draw in left.iter_mut().filter(|draw| draw.from == back.from) {
                draw.amount = draw.amount.saturating_sub(back.amount);
            }
        }
        left.retain(|draw| draw.amount > 0);
        Ok(left)
    }

    /// Whether all of its goods have arrived.
    pub fn all_delivered(&self) -> bool {
        self.allocations.iter().all(|item| item.delivered)
    }
}

impl Order {
    /// Makes goods that were waited for its own; where only some came, the rest waits on.
    fn take_in(&mut self, backorder: BackorderId, goods: &Allocation) -> Result<(), Refusal> {
        let place = self.allocations.iter().position(|item| item.backorder == Some(backorder));
        let (place, waiting) = place
            .and_then(|place| Some((place, self.allocations.get_mut(place)?)))
            .ok_or_else(|| Refusal::new(Code::Defect, format!("no goods wait for backorder {backorder}")))?;
        let came = OrderAllocation { goods: goods.clone(), backorder: None, shipment: None, delivered: false };
        let rest = waiting.goods.quantity.units().saturating_sub(goods.quantity.units());
        if rest == 0 {
            *waiting = came;
        } else {
            waiting.goods.quantity = Quantity::new(rest)?;
            self.allocations.insert(place, came);
        }
        Ok(())
    }
}

impl Happens for Order {
    fn after(&mut self, event: &Event, at: Timestamp) -> Result<(), Refusal> {
        if let Event::GoodsCameIn { backorder, goods } = event {
            self.state = ORDER.step(self.state, OrderStep::Fill)?;
            self.take_in(*backorder, goods)?;
        } else if let Event::GoodsShipped { shipment, goods } = event {
            self.state = ORDER.step(self.state, OrderStep::Ship)?;
            self.take(goods, OrderAllocation::waits, |row| Some(OrderAllocation { shipment: Some(*shipment), ..row }))?;
        } else if let Event::GoodsDelivered { shipment } = event {
            self.state = ORDER.step(self.state, OrderStep::Deliver)?;
            self.allocations.iter_mut().filter(|item| item.shipment == Some(*shipment)).for_each(|item| {
                item.delivered = true;
            });
        } else if let Event::LinesCancelled { goods, credit, .. } = event {
            self.state = ORDER.step(self.state, OrderStep::Credit)?;
            self.take(goods, OrderAllocation::waits, |_| None)?;
            self.credits.push(OrderCredit::clone(credit));
        } else if let Event::OrderAmended {
            amendment,
            receipt,
            back,
            rows,
            draws,
            drawn,
            address,
            details,
            terms,
            sellers,
        } = event
        {
            self.state = ORDER.step(self.state, OrderStep::Amend)?;
            self.take(back, OrderAllocation::waits, |_| None)?;
            self.allocations.extend(rows.iter().cloned());
            self.redraw(draws, drawn);
            self.receipt = Receipt::clone(receipt);
            self.address = Address::clone(address);
            self.details = OrderDetails::clone(details);
            self.terms = SaleTerms::clone(terms);
            self.amendments.push(Amendment::clone(amendment));
            self.sellers.clone_from(sellers);
        } else if let Event::OrderCredited { credit, .. } = event {
            self.state = ORDER.step(self.state, OrderStep::Credit)?;
            self.credits.push(OrderCredit::clone(credit));
        } else if let Event::ReturnAdded { return_id } = event {
            self.returned.push(*return_id);
        } else if let Event::PaymentAdded { payment } = event {
            self.payments.push(*payment);
        } else if let Event::CreditReturned { draws } = event {
            self.paid_back.extend(draws.iter().cloned());
        } else if let Event::OrderInvoiced { invoice } = event {
            self.state = ORDER.step(self.state, OrderStep::Invoice)?;
            self.invoices.push(invoice.clone());
        } else if let Event::OrderCreditNoted { credit_note } = event {
            self.credit_notes.push(credit_note.clone());
        } else if let Event::OrderHeld { reason } = event {
            self.state = ORDER.step(self.state, OrderStep::Hold)?;
            self.held = Some(OrderHold { reason: reason.clone(), at });
        } else if let Event::OrderReleased {} = event {
            self.state = ORDER.step(self.state, OrderStep::Release)?;
            self.held = None;
        } else if let Event::OrderCancelled { reason, .. } = event {
            self.state = ORDER.step(self.state, OrderStep::Cancel)?;
            self.cancelled_because = Some(reason.clone());
            self.held = None;
        } else {
            self.state = ORDER.step(self.state, OrderStep::Complete)?;
            self.held = None;
        }
        Ok(())
    }
}
