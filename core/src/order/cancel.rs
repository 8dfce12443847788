//! Cancelling an order before its goods leave: stock comes back, what is not captured is given up.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::record::{ORDER, Order, OrderStep};
use crate::allowance::tallied;
use crate::command::Outcome;
use crate::coupon;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::OrderId;
use crate::limits;
use crate::moment::Moment;
use crate::payment;
use crate::refusal::{Code, Refusal};

/// Cancels an order none of whose goods have left. Money that was captured goes back through the gateway of its payment;
/// without one it stays there, to be refunded by hand.
pub(crate) fn cancel(order: OrderId, reason: &str, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    limits::text("reason", reason)?;
    let order = facts.known::<Order>(&order)?;
    ORDER.step(order.state, OrderStep::Cancel)?;
    let shipped: Vec<String> =
        order.allocations.iter().filter_map(|item| item.shipment).map(|shipment| format!("{shipment}")).collect();
    if !shipped.is_empty() {
        let reason = "goods have left already: have them returned instead";
        return Err(Refusal::new(Code::OrderShipped, reason).with("shipments", shipped).into());
    }
    let held = order.coupon_uses.iter().map(|id| (*id).into());
    let counts = order.tallies.iter().map(|code| code.clone().into());
    facts.show(order.payments.iter().map(|id| (*id).into()).chain(held).chain(counts))?;
    let mut decision = Decision::new(Outcome::Done {});
    let goods = order.allocations.iter().map(|item| item.goods.clone()).collect();
    decision
        .record(order.id, Event::OrderCancelled { reason: reason.into(), goods, draws: order.returnable().collect() });
    coupon::give_back_consumed(&order.coupon_uses, &mut decision, facts)?;
    for tally in &order.tallies {
        tallied(tally, facts)?;
        decision.record(tally.clone(), coupon::counted(tally, -1));
    }
    payment::undo(order, &mut decision, moment, facts)?;
    Ok(decision)
}
