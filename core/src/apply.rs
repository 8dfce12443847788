//! What an event does to records and counters: the one place, for decisions and for replay alike.

use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use jiff::Timestamp;

use crate::allowance::{self, Tally};
use crate::counter::{Adjustment, CounterKind};
use crate::event::Event;
use crate::id::{LocationCode, Sku};
use crate::inventory::Allocation;
use crate::order::Order;
use crate::quantity::Quantity;
use crate::record::{Entity, Key, Record};
use crate::refusal::{Code, Refusal};

/// An entity to which things happen after it has come into being.
pub(crate) trait Happens: Entity {
    /// Takes in what happened to it; refused with `state.forbidden` where it cannot.
    fn after(&mut self, event: &Event, at: Timestamp) -> Result<(), Refusal>;
}

/// The record of a stream after an event; refused with `fondaco.defect` or `state.forbidden` when the event cannot
/// happen to it.
pub(crate) fn record_after(
    stream: &Key,
    current: Option<&Record>,
    event: &Event,
    at: Timestamp,
) -> Result<Record, Refusal> {
    if is_first(event) && current.is_some() {
        return Err(Refusal::new(Code::Defect, format!("{stream} exists already: a moment was used twice")));
    }
    let record = changed_record(current, event, at)?;
    if key_of(&record).as_ref() != Some(stream) {
        return Err(Refusal::new(Code::Defect, format!("what happened to {stream} belongs to another record")));
    }
    Ok(record)
}

/// Whether an event brings something into being that there can be only once.
fn is_first(event: &Event) -> bool {
    matches!(
        event,
        Event::StockReceived { .. }
            | Event::CartOpened { .. }
            | Event::CouponHeld { .. }
            | Event::GiftCardIssued { .. }
            | Event::StockReserved { .. }
            | Event::OrderPlaced { .. }
            | Event::PaymentRequested { .. }
            | Event::ShipmentSent { .. }
            | Event::EffectAsked { .. }
    )
}

/// The key that a record names itself by; `None` for a processed command, to which nothing happens.
fn key_of(record: &Record) -> Option<Key> {
    match record {
        Record::ProcessedCommand(_) => None,
        Record::Variant(variant) => Some(variant.sku.clone().into()),
        Record::Channel(channel) => Some(channel.code.clone().into()),
        Record::PriceBook(book) => Some(book.rules().code.clone().into()),
        Record::Coupon(coupon) => Some(coupon.code.clone().into()),
        Record::CouponUse(held) => Some(held.id.into()),
        Record::Tally(tally) => Some(tally.code.clone().into()),
        Record::GiftCard(card) => Some(card.code.clone().into()),
        Record::Movement(movement) => Some(movement.id.into()),
        Record::Cart(cart) => Some(cart.id.into()),
        Record::Reservation(reservation) => Some(reservation.id.into()),
        Record::Order(order) => Some(order.id.into()),
        Record::Payment(payment) => Some(payment.id.into()),
        Record::Shipment(shipment) => Some(shipment.id.into()),
        Record::Effect(effect) => Some(effect.id.into()),
    }
}

fn changed_record(current: Option<&Record>, event: &Event, at: Timestamp) -> Result<Record, Refusal> {
    Ok(match event {
        Event::VariantDefined { variant } => Record::Variant(variant.clone()),
        Event::ChannelDefined { channel } => Record::Channel(channel.clone()),
        Event::BookDefined { book, .. } => Record::PriceBook(book.clone()),
        Event::CouponDefined { coupon, .. } => Record::Coupon(coupon.clone()),
        Event::CouponHeld { held } => Record::CouponUse(held.clone()),
        Event::CouponConsumed { .. }
        | Event::CouponReleased { .. }
        | Event::CouponExpired { .. }
        | Event::CouponReturned { .. } => Record::CouponUse(changed(current, event, at)?),
        Event::TallyChanged { tally, by } => {
            Record::Tally(Tally::after(current.and_then(Tally::of).map(|before| &**before), tally, *by).into())
        }
        Event::GiftCardIssued { card, .. } => Record::GiftCard(card.clone()),
        Event::StockReceived { movement } => Record::Movement(movement.clone()),
        Event::CartOpened { cart } => Record::Cart(cart.clone()),
        Event::LinePut { .. }
        | Event::LineRemoved { .. }
        | Event::AddressSet { .. }
        | Event::BuyerSet { .. }
        | Event::ChargesSet { .. }
        | Event::CouponApplied { .. }
        | Event::CouponRemoved { .. }
        | Event::GiftCardApplied { .. }
        | Event::GiftCardRemoved { .. }
        | Event::TaxesSet { .. }
        | Event::CartReserved { .. }
        | Event::CartOrdered { .. } => Record::Cart(changed(current, event, at)?),
        Event::StockReserved { reservation } => Record::Reservation(reservation.clone()),
        Event::ReservationCommitted { .. } | Event::ReservationReleased { .. } | Event::ReservationExpired { .. } => {
            Record::Reservation(changed(current, event, at)?)
        }
        Event::OrderPlaced { order } => Record::Order(order.clone()),
        Event::GoodsShipped { .. }
        | Event::GoodsDelivered { .. }
        | Event::PaymentAdded { .. }
        | Event::CreditReturned { .. }
        | Event::OrderCompleted {}
        | Event::OrderCancelled { .. } => Record::Order(changed(current, event, at)?),
        Event::PaymentRequested { payment } => Record::Payment(payment.clone()),
        Event::PaymentAuthorized { .. }
        | Event::PaymentCaptured { .. }
        | Event::PaymentFailed { .. }
        | Event::PaymentVoided {}
        | Event::PaymentRefunded { .. }
        | Event::PaymentExpired {}
        | Event::PaymentDisputed { .. }
        | Event::DisputeWon { .. }
        | Event::DisputeLost { .. }
        | Event::PaymentAsked { .. }
        | Event::PaymentAnswered { .. } => Record::Payment(changed(current, event, at)?),
        Event::ShipmentSent { shipment } => Record::Shipment(shipment.clone()),
        Event::ShipmentDelivered {} => Record::Shipment(changed(current, event, at)?),
        Event::EffectAsked { effect } => Record::Effect(effect.clone()),
        Event::EffectClaimed { .. }
        | Event::EffectPostponed { .. }
        | Event::EffectDone {}
        | Event::EffectDeclined { .. }
        | Event::EffectWithdrawn {}
        | Event::EffectParked { .. }
        | Event::EffectRetried {} => Record::Effect(changed(current, event, at)?),
    })
}

/// What an event does to counters.
pub(crate) fn adjustments_of(event: &Event) -> Vec<Adjustment> {
    let each = |lines: &[Allocation], sign: [i64; 2]| -> Vec<Adjustment> {
        lines.iter().map(|line| stock(&line.sku, &line.location, line.quantity, sign)).collect()
    };
    match event {
        Event::StockReceived { movement } => {
            movement.lines.iter().map(|line| stock(&line.sku, &movement.location, line.quantity, [1, 0])).collect()
        }
        Event::StockReserved { reservation } => each(&reservation.lines, [0, 1]),
        Event::ReservationCommitted { lines, .. }
        | Event::ReservationReleased { lines }
        | Event::ReservationExpired { lines } => each(lines, [0, -1]),
        Event::OrderPlaced { order } => promised(order),
        Event::OrderCancelled { goods, draws, .. } => {
            each(goods, [0, -1]).into_iter().chain(allowance::adjustments(draws, -1)).collect()
        }
        Event::CouponDefined { grants, .. }
        | Event::GiftCardIssued { grants, .. }
        | Event::BookDefined { grants, .. } => allowance::grants(grants).collect(),
        Event::CouponHeld { held } => allowance::adjustments(&held.draws, 1).collect(),
        Event::CouponReleased { draws }
        | Event::CouponExpired { draws }
        | Event::CouponReturned { draws }
        | Event::CreditReturned { draws } => allowance::adjustments(draws, -1).collect(),
        Event::ShipmentSent { shipment } => each(&shipment.goods, [-1, -1]),
        Event::VariantDefined { .. }
        | Event::ChannelDefined { .. }
        | Event::CouponConsumed { .. }
        | Event::TallyChanged { .. }
        | Event::CartOpened { .. }
        | Event::LinePut { .. }
        | Event::LineRemoved { .. }
        | Event::AddressSet { .. }
        | Event::BuyerSet { .. }
        | Event::ChargesSet { .. }
        | Event::CouponApplied { .. }
        | Event::CouponRemoved { .. }
        | Event::GiftCardApplied { .. }
        | Event::GiftCardRemoved { .. }
        | Event::TaxesSet { .. }
        | Event::CartReserved { .. }
        | Event::CartOrdered { .. }
        | Event::GoodsShipped { .. }
        | Event::GoodsDelivered { .. }
        | Event::PaymentAdded { .. }
        | Event::OrderCompleted {}
        | Event::PaymentRequested { .. }
        | Event::PaymentAuthorized { .. }
        | Event::PaymentCaptured { .. }
        | Event::PaymentFailed { .. }
        | Event::PaymentVoided {}
        | Event::PaymentRefunded { .. }
        | Event::PaymentExpired {}
        | Event::PaymentDisputed { .. }
        | Event::DisputeWon { .. }
        | Event::DisputeLost { .. }
        | Event::PaymentAsked { .. }
        | Event::PaymentAnswered { .. }
        | Event::EffectAsked { .. }
        | Event::EffectClaimed { .. }
        | Event::EffectPostponed { .. }
        | Event::EffectDone {}
        | Event::EffectDeclined { .. }
        | Event::EffectWithdrawn {}
        | Event::EffectParked { .. }
        | Event::EffectRetried {}
        | Event::ShipmentDelivered {} => Vec::new(),
    }
}

/// What an order promises and draws.
fn promised(order: &Order) -> Vec<Adjustment> {
    let goods = order.allocations.iter().map(|item| &item.goods);
    goods
        .map(|goods| stock(&goods.sku, &goods.location, goods.quantity, [0, 1]))
        .chain(allowance::adjustments(&order.draws, 1))
        .collect()
}

/// Deltas to the stock of a SKU at a place; what promises more than before is guarded.
fn stock(sku: &Sku, location: &LocationCode, quantity: Quantity, sign: [i64; 2]) -> Adjustment {
    Adjustment {
        key: Key::Stock(sku.clone(), location.clone()),
        kind: CounterKind::Stock,
        deltas: sign.map(|sign| quantity.units().saturating_mul(sign)),
        guarded: sign == [0, 1],
    }
}

/// The entity of a stream after an event: a copy is made only where somebody else still looks at it.
fn changed<T: Happens + Clone>(current: Option<&Record>, event: &Event, at: Timestamp) -> Result<Arc<T>, Refusal> {
    let mut entity = current
        .and_then(T::of)
        .cloned()
        .ok_or_else(|| Refusal::new(Code::Defect, format!("an event happened to no {}", T::KIND.name())))?;
    Arc::make_mut(&mut entity).after(event, at)?;
    Ok(entity)
}
