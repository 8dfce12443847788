//! Holds for review: an order that somebody is to look at first is not sent, and no more money is asked for.

use alloc::format;
use alloc::string::String;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::record::{ORDER, Order, OrderStep};
use crate::catalog::Channel;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::OrderId;
use crate::limits;
use crate::moment::Moment;
use crate::money::Money;
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};

/// Why an order is held, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderHold {
    /// Why, for people.
    pub reason: String,
    /// Since when.
    pub at: Timestamp,
}

impl OrderHold {
    /// The hold that a channel lays on an order of this total by itself.
    pub(super) fn by_policy(channel: &Channel, total: Money, moment: &Moment) -> Result<Option<Self>, Refusal> {
        let Some(most) = channel.hold_above else { return Ok(None) };
        let is_above = total.try_cmp(most)?.is_gt();
        Ok(is_above.then(|| Self { reason: format!("the total is above {most}"), at: moment.now }))
    }
}

impl Order {
    /// Refused with `order.held` while somebody is to look at it first.
    pub(crate) fn check_not_held(&self) -> Result<(), Refusal> {
        let Some(hold) = &self.held else { return Ok(()) };
        let reason = format!("order {} is held for review: {}", self.id, hold.reason);
        Err(Refusal::new(Code::OrderHeld, reason)
            .with("order", format!("{}", self.id))
            .with("why", hold.reason.clone()))
    }
}

/// Holds an order for review.
pub(crate) fn hold(order: OrderId, reason: &str, facts: &Facts) -> Result<Decision, Stop> {
    limits::text("reason", reason)?;
    let order = facts.known::<Order>(&order)?;
    ORDER.allow(order.state, OrderStep::Hold)?;
    order.check_not_held()?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(order.id, Event::OrderHeld { reason: reason.into() });
    Ok(decision)
}

/// Lets an order go on that was held.
pub(crate) fn release(order: OrderId, facts: &Facts) -> Result<Decision, Stop> {
    let order = facts.known::<Order>(&order)?;
    ORDER.allow(order.state, OrderStep::Release)?;
    if order.held.is_none() {
        let reason = format!("order {} is not held", order.id);
        return Err(Refusal::new(Code::OrderNotHeld, reason).with("order", format!("{}", order.id)).into());
    }
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(order.id, Event::OrderReleased {});
    Ok(decision)
}
