//! Keeping the promise: goods leave, goods arrive, the order completes.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::credit::OrderCredit;
use super::record::{ORDER, Order, OrderAllocation, OrderState, OrderStep};
use super::units::{LineUnits, units_of};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{LocationCode, OrderId, ShipmentId};
use crate::inventory::{Allocation, Supply, on_hand, pick};
use crate::limits;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::payment::{Balance, Payment};
use crate::refusal::{Code, Refusal};
use crate::shipping::{SHIPMENT, Shipment, ShipmentState, ShipmentStep};

/// How an order stands with its goods, derived from what has left and arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FulfilmentStanding {
    /// Nothing has left.
    Unfulfilled,
    /// Some goods have left.
    PartlyShipped,
    /// All goods have left.
    Shipped,
    /// All goods have left, some have arrived.
    PartlyDelivered,
    /// All goods have arrived.
    Delivered,
    /// Some goods have come back and were credited.
    PartlyReturned,
    /// All goods that left have come back and were credited.
    Returned,
}

impl FulfilmentStanding {
    /// Derives the standing of an order.
    pub fn of(order: &Order) -> Self {
        let back = order.returned_units();
        if back > 0 {
            let left = units_of(order.allocations.iter().map(|row| &row.goods));
            return if back == left { Self::Returned } else { Self::PartlyReturned };
        }
        let all = order.allocations.len();
        let left = order.allocations.iter().filter(|item| item.shipment.is_some()).count();
        let arrived = order.allocations.iter().filter(|item| item.delivered).count();
        match (left, arrived) {
            (_, arrived) if arrived == all => Self::Delivered,
            (left, 0) if left == all => Self::Shipped,
            (left, _) if left == all => Self::PartlyDelivered,
            (0, _) => Self::Unfulfilled,
            _ => Self::PartlyShipped,
        }
    }
}

/// Sends goods of an order that have not left: all that are on hand, or some units of its lines, or those at one location.
/// A shipment goes to one address: the first that goods wait for. They must be paid, or authorized still; a part of the money
/// may have gone back.
pub(crate) fn ship(
    order: OrderId,
    lines: &[LineUnits],
    from: Option<&LocationCode>,
    tracking: Option<&String>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    tracking.map_or(Ok(()), |tracking| limits::text("tracking", tracking))?;
    let order = facts.known::<Order>(&order)?;
    ORDER.step(order.state, OrderStep::Ship)?;
    order.check_not_held()?;
    let balance = Balance::of(order.due()?, payments(order, facts)?, moment.now)?;
    if !balance.secures_goods()? {
        let standing = balance.standing()?;
        let reason = format!("order {} is not paid: goods leave once the total is authorized or captured", order.id);
        return Err(Refusal::new(Code::OrderUnpaid, reason).with("standing", crate::machine::word(&standing)).into());
    }
    let fit = |row: &OrderAllocation| {
        row.waits() && row.goods.supply != Supply::Backorder && from.is_none_or(|from| row.goods.location == *from)
    };
    let mut goods: Vec<Allocation> = if lines.is_empty() {
        order.allocations.iter().filter(|row| fit(row)).map(|row| row.goods.clone()).collect()
    } else {
        order.pick(&order.goods_of(lines)?, "sent", fit)?
    };
    let to = goods.first().and_then(|first| order.details.destination(first.line));
    let elsewhere = |item: &Allocation| order.details.destination(item.line) != to;
    if !lines.is_empty() && goods.iter().any(elsewhere) {
        let reason = "the lines go to several addresses: send a shipment to each";
        return Err(Refusal::new(Code::AddressMixed, reason).with("order", format!("{}", order.id)).into());
    }
    goods.retain(|item| !elsewhere(item));
    if goods.is_empty() {
        let place = from.map_or(String::new(), |from| format!(" at `{from}`"));
        let reason = format!("no goods of order {} are waiting to be sent{place}", order.id);
        return Err(Refusal::new(Code::NothingToShip, reason).with("order", format!("{}", order.id)).into());
    }
    let id: ShipmentId = moment.id(0);
    on_hand(&goods, id.into(), facts)?;
    facts.get::<Shipment>(&id)?;
    let mut decision = Decision::new(Outcome::Shipment { shipment: id });
    let picked = pick(&goods, moment.now, &mut decision, facts)?;
    let shipment = Shipment {
        id,
        order: order.id,
        goods: goods.clone(),
        picked,
        tracking: tracking.cloned(),
        to: to.cloned(),
        shipped_at: moment.now,
        delivered_at: None,
        state: ShipmentState::Shipped,
        tracked: None,
        bookings: Vec::new(),
    };
    decision.record(id, Event::ShipmentSent { shipment: shipment.into() });
    decision.record(order.id, Event::GoodsShipped { shipment: id, goods });
    Ok(decision)
}

/// The goods of a shipment have arrived; the order completes if that was the last of them and it is paid.
pub(crate) fn deliver(id: ShipmentId, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let mut decision = Decision::new(Outcome::Done {});
    arrive(id, &mut decision, moment, facts)?;
    Ok(decision)
}

/// Goods of a shipment have arrived, whoever says so.
pub(super) fn arrive(id: ShipmentId, decision: &mut Decision, moment: &Moment, facts: &Facts) -> Result<(), Stop> {
    let shipment = facts.known::<Shipment>(&id)?;
    SHIPMENT.step(shipment.state, ShipmentStep::Deliver)?;
    let order = facts.known::<Order>(&shipment.order)?;
    ORDER.step(order.state, OrderStep::Deliver)?;
    let paid = Balance::of(order.due()?, payments(order, facts)?, moment.now)?.was_paid();
    let last = order.allocations.iter().all(|item| item.delivered || item.shipment == Some(id));
    decision.record(id, Event::ShipmentDelivered {});
    decision.record(order.id, Event::GoodsDelivered { shipment: id });
    if completion(order, last, paid)? {
        decision.record(order.id, Event::OrderCompleted {});
    }
    Ok(())
}

/// Whether an order completes, now that its goods have all arrived or not, and its total is paid or not.
pub(crate) fn completion(order: &Order, delivered: bool, paid: bool) -> Result<bool, Refusal> {
    if order.state != OrderState::Placed || !delivered || !paid {
        return Ok(false);
    }
    ORDER.step(order.state, OrderStep::Complete)?;
    Ok(true)
}

/// Whether an order is paid once something falls off it.
pub(crate) fn paid_after(order: &Order, credit: &OrderCredit, moment: &Moment, facts: &Facts) -> Result<bool, Stop> {
    let due = order.due()?.minus(credit.off_payments()?)?;
    Ok(Balance::of(due, payments(order, facts)?, moment.now)?.was_paid())
}

/// The payments of an order, loaded in one round trip.
pub(crate) fn payments<'a>(order: &Order, facts: &'a Facts) -> Result<Vec<&'a Payment>, Stop> {
    facts.show(order.payments.iter().map(|id| (*id).into()))?;
    let mut payments = Vec::with_capacity(order.payments.len());
    for id in &order.payments {
        payments.push(facts.known::<Payment>(id)?);
    }
    Ok(payments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_stands_with_its_goods_as_its_parts_say() {
        use FulfilmentStanding::{Delivered, PartlyDelivered, PartlyShipped, Shipped, Unfulfilled};
        let text = r#"{"id":"0199c1d2-0000-7000-8000-000000000001","cart":"0199c1d2-0000-7000-8000-000000000002",
            "channel":"web","address":{"name":"A","street":"S","city":"C","country":"IT"},
            "receipt":{"book":"b",
            "version":"0000000000000000000000000000000000000000000000000000000000000000","at":"2026-11-21T12:00:00Z",
            "tax_display":"inclusive","country":"IT","currency":"EUR","lines":[],"applied":[],
            "rejected":[],"taxes":[],"goods":{"amount":"0.00","currency":"EUR"},
            "discount":{"amount":"0.00","currency":"EUR"},"charged":{"amount":"0.00","currency":"EUR"},"net":{"amount":"0.00","currency":"EUR"},
            "tax":{"amount":"0.00","currency":"EUR"},"total":{"amount":"0.00","currency":"EUR"},
            "due":{"amount":"0.00","currency":"EUR"}},"allocations":[{"goods":{"line":1,"sku":"a","location":"l","quantity":1}},
            {"goods":{"line":2,"sku":"b","location":"l","quantity":1}}],"payments":[],
            "placed_at":"2026-11-21T12:00:00Z","state":"placed"}"#;
        let mut order: Order = serde_json::from_str(text).unwrap();
        let mut standing = |left: [bool; 2], arrived: [bool; 2]| {
            for ((item, left), arrived) in order.allocations.iter_mut().zip(left).zip(arrived) {
                item.shipment = left.then(|| ShipmentId::from(uuid::Uuid::nil()));
                item.delivered = arrived;
            }
            FulfilmentStanding::of(&order)
        };
        assert_eq!(standing([false, false], [false, false]), Unfulfilled);
        assert_eq!(standing([true, false], [false, false]), PartlyShipped);
        assert_eq!(standing([true, false], [true, false]), PartlyShipped);
        assert_eq!(standing([true, true], [false, false]), Shipped);
        assert_eq!(standing([true, true], [false, true]), PartlyDelivered);
        assert_eq!(standing([true, true], [true, true]), Delivered);
    }
}
