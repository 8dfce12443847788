//! Cancelling an order, or units of it, before they leave: stock comes back, what is not captured is given up.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::credit::Terms;
use super::fulfilment::{completion, paid_after};
use super::record::{ORDER, Order, OrderAllocation, OrderStep};
use super::units::{LineUnits, units_of};
use crate::coupon;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{ChargeCode, OrderId};
use crate::inventory::Backorder;
use crate::limits;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::payment;
use crate::record::Key;
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
    let waits = || order.allocations.iter().filter_map(|item| item.backorder);
    let counts = order.tallies.iter().map(|code| code.clone().into());
    facts.show(order.payments.iter().map(|id| (*id).into()).chain(held).chain(counts).chain(waits().map(Key::from)))?;
    let mut decision = Decision::new(Outcome::Done {});
    let goods = order.allocations.iter().map(|item| item.goods.clone()).collect();
    decision.record(order.id, Event::OrderCancelled { reason: reason.into(), goods, draws: order.returnable()? });
    for wait in waits() {
        facts.known::<Backorder>(&wait)?;
        decision.record(wait, Event::BackorderCancelled {});
    }
    coupon::give_back_consumed(&order.coupon_uses, &mut decision, facts)?;
    coupon::count(&order.tallies, -1, &mut decision, facts)?;
    payment::undo(order, &mut decision, moment, facts)?;
    Ok(decision)
}

/// Cancels units of lines that have not left, and charges with them. Their goods are promised no more, and what was to be paid
/// for them falls off. Where that is all that the order has, the order itself is cancelled.
pub(crate) fn cancel_lines(
    id: OrderId,
    lines: &[LineUnits],
    charges: &[ChargeCode],
    reason: &str,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    limits::text("reason", reason)?;
    limits::count("charges", charges.len(), limits::CHARGES)?;
    let order = facts.known::<Order>(&id)?;
    ORDER.step(order.state, OrderStep::Credit)?;
    let units = order.goods_of(lines)?;
    let goods = order.pick(&units, "cancelled", OrderAllocation::waits)?;
    let cancelled = units_of(&goods);
    if cancelled == units_of(order.allocations.iter().map(|row| &row.goods)) {
        return cancel(id, reason, moment, facts);
    }
    let terms = Terms { at: moment.now, reason, of_return: None, units: &units, charges, fee: None };
    let credit = order.credit_for(terms, facts)?;
    let (draws, due) = (credit.draws()?, order.due()?.minus(credit.off_payments()?)?);
    let paid = paid_after(order, &credit, moment, facts)?;
    let on_the_way = order.allocations.iter().filter(|row| !row.delivered);
    let delivered = units_of(on_the_way.map(|row| &row.goods)) == cancelled;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::LinesCancelled { goods, credit: credit.into(), draws });
    payment::give_up_spare(order, due, &mut decision, moment, facts)?;
    if completion(order, delivered, paid)? {
        decision.record(id, Event::OrderCompleted {});
    }
    Ok(decision)
}
