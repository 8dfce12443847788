//! The order: a snapshot of everything that was promised.

use alloc::string::String;
use alloc::vec::Vec;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::allowance::Draw;
use crate::apply::Happens;
use crate::event::Event;
use crate::id::{CartId, ChannelCode, CouponUseId, CustomerId, OrderId, PaymentId, ShipmentId, TallyCode};
use crate::inventory::Allocation;
use crate::machine::Machine;
use crate::money::Money;
use crate::party::Address;
use crate::pricing::Receipt;
use crate::refusal::Refusal;

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
    /// Goods leave.
    Ship,
    /// Goods arrive.
    Deliver,
    /// All is paid and delivered.
    Complete,
    /// It is given up.
    Cancel,
}

/// Every step an order can take. Goods that have left forbid a cancellation besides (`order.shipped`).
pub const ORDER: Machine<OrderState, OrderStep> = {
    use OrderState::{Cancelled, Completed, Placed};
    use OrderStep::{Cancel, Complete, Deliver, Ship};
    Machine {
        name: "order",
        states: &[Placed, Completed, Cancelled],
        steps: &[Ship, Deliver, Complete, Cancel],
        table: &[
            (Placed, Ship, Placed),
            (Placed, Deliver, Placed),
            (Placed, Complete, Completed),
            (Placed, Cancel, Cancelled),
        ],
    }
};

/// Goods promised to an order, and the shipment that took them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderAllocation {
    /// What is promised, and from where.
    pub goods: Allocation,
    /// The shipment that they left with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipment: Option<ShipmentId>,
    /// Whether they have arrived.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub delivered: bool,
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
    /// Its prices, as promised.
    pub receipt: Receipt,
    /// Its goods, and where they come from.
    pub allocations: Vec<OrderAllocation>,
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
    pub returned: Vec<Draw>,
}

impl Order {
    /// What is to be paid in money: what its receipt says, and nothing once it is cancelled.
    pub fn due(&self) -> Money {
        if self.state == OrderState::Cancelled { Money::zero(self.receipt.due.currency()) } else { self.receipt.due }
    }

    /// What it has drawn and could still give back; nothing once it is cancelled.
    pub(crate) fn returnable(&self) -> impl Iterator<Item = Draw> {
        let drawn = if self.state == OrderState::Cancelled { &[][..] } else { &self.returns };
        drawn.iter().filter_map(|draw| {
            let before = self.returned.iter().filter(|back| back.from == draw.from).map(|back| back.amount);
            let amount = draw.amount.saturating_sub(before.fold(0, i64::saturating_add));
            (amount > 0).then(|| Draw { from: draw.from.clone(), amount })
        })
    }

    /// Whether all of its goods have arrived.
    pub fn all_delivered(&self) -> bool {
        self.allocations.iter().all(|item| item.delivered)
    }
}

impl Happens for Order {
    fn after(&mut self, event: &Event, _: Timestamp) -> Result<(), Refusal> {
        if let Event::GoodsShipped { shipment, lines } = event {
            self.state = ORDER.step(self.state, OrderStep::Ship)?;
            let leaving = |line: u32| lines.contains(&line);
            self.allocations.iter_mut().filter(|item| leaving(item.goods.line)).for_each(|item| {
                item.shipment = Some(*shipment);
            });
        } else if let Event::GoodsDelivered { shipment } = event {
            self.state = ORDER.step(self.state, OrderStep::Deliver)?;
            self.allocations.iter_mut().filter(|item| item.shipment == Some(*shipment)).for_each(|item| {
                item.delivered = true;
            });
        } else if let Event::PaymentAdded { payment } = event {
            self.payments.push(*payment);
        } else if let Event::CreditReturned { draws } = event {
            self.returned.extend(draws.iter().cloned());
        } else if let Event::OrderCancelled { reason, .. } = event {
            self.state = ORDER.step(self.state, OrderStep::Cancel)?;
            self.cancelled_because = Some(reason.clone());
        } else {
            self.state = ORDER.step(self.state, OrderStep::Complete)?;
        }
        Ok(())
    }
}
