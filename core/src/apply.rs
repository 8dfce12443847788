//! What an event does to records and counters: the one place, for decisions and for replay alike.

use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use jiff::Timestamp;

use crate::allowance::{self, Tally};
use crate::cart::{CART, Cart, CartStep};
use crate::counter::{Adjustment, CounterKind};
use crate::coupon::{COUPON_USE, CouponUse, CouponUseStep};
use crate::event::Event;
use crate::id::{LocationCode, Sku, TallyCode};
use crate::inventory::{Allocation, RESERVATION, Reservation, ReservationStep};
use crate::order::{ORDER, Order, OrderStep};
use crate::payment::{PAYMENT, Payment, PaymentStep};
use crate::quantity::Quantity;
use crate::record::{Entity, Key, Record};
use crate::refusal::{Code, Refusal};
use crate::shipping::{SHIPMENT, Shipment, ShipmentStep};

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
        | Event::CouponReturned { .. } => Record::CouponUse(changed(current, |held| use_after(held, event))?),
        Event::TallyChanged { tally, by } => Record::Tally(tally_after(current, tally, *by).into()),
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
        | Event::CartOrdered { .. } => Record::Cart(changed(current, |cart| cart_after(cart, event))?),
        Event::StockReserved { reservation } => Record::Reservation(reservation.clone()),
        Event::ReservationCommitted { .. } => Record::Reservation(hold_after(current, ReservationStep::Commit)?),
        Event::ReservationReleased { .. } => Record::Reservation(hold_after(current, ReservationStep::Release)?),
        Event::ReservationExpired { .. } => Record::Reservation(hold_after(current, ReservationStep::Expire)?),
        Event::OrderPlaced { order } => Record::Order(order.clone()),
        Event::GoodsShipped { .. }
        | Event::GoodsDelivered { .. }
        | Event::PaymentAdded { .. }
        | Event::OrderCompleted {}
        | Event::OrderCancelled { .. } => Record::Order(changed(current, |order| order_after(order, event))?),
        Event::PaymentRequested { payment } => Record::Payment(payment.clone()),
        Event::PaymentAuthorized { .. }
        | Event::PaymentCaptured { .. }
        | Event::PaymentFailed { .. }
        | Event::PaymentVoided {}
        | Event::PaymentRefunded { .. } => Record::Payment(changed(current, |payment| payment_after(payment, event))?),
        Event::ShipmentSent { shipment } => Record::Shipment(shipment.clone()),
        Event::ShipmentDelivered {} => Record::Shipment(changed(current, |shipment: &mut Shipment| {
            shipment.state = SHIPMENT.step(shipment.state, ShipmentStep::Deliver)?;
            shipment.delivered_at = Some(at);
            Ok(())
        })?),
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
        Event::OrderPlaced { order } => order
            .allocations
            .iter()
            .map(|item| &item.goods)
            .map(|goods| stock(&goods.sku, &goods.location, goods.quantity, [0, 1]))
            .chain(allowance::adjustments(&order.draws, 1))
            .collect(),
        Event::OrderCancelled { goods, draws, .. } => {
            let mut back = each(goods, [0, -1]);
            back.extend(allowance::adjustments(draws, -1));
            back
        }
        Event::CouponDefined { grants, .. }
        | Event::GiftCardIssued { grants, .. }
        | Event::BookDefined { grants, .. } => allowance::grants(grants).collect(),
        Event::CouponHeld { held } => allowance::adjustments(&held.draws, 1).collect(),
        Event::CouponReleased { draws } | Event::CouponExpired { draws } | Event::CouponReturned { draws } => {
            allowance::adjustments(draws, -1).collect()
        }
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
        | Event::ShipmentDelivered {} => Vec::new(),
    }
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

/// The entity of a stream, changed: a copy is made only where somebody else still looks at it.
fn changed<T: Entity + Clone>(
    current: Option<&Record>,
    change: impl FnOnce(&mut T) -> Result<(), Refusal>,
) -> Result<Arc<T>, Refusal> {
    let mut entity = current
        .and_then(T::of)
        .cloned()
        .ok_or_else(|| Refusal::new(Code::Defect, format!("an event happened to no {}", T::KIND.name())))?;
    change(Arc::make_mut(&mut entity))?;
    Ok(entity)
}

fn cart_after(cart: &mut Cart, event: &Event) -> Result<(), Refusal> {
    let ordered = matches!(event, Event::CartOrdered { .. });
    cart.state = CART.step(cart.state, if ordered { CartStep::Order } else { CartStep::Change })?;
    if !ordered
        && !matches!(event, Event::CartReserved { .. } | Event::GiftCardApplied { .. } | Event::GiftCardRemoved { .. })
    {
        // A tax service answered for the basket as it was.
        cart.taxes = None;
    }
    if let Event::LinePut { line } = event {
        cart.put(line.clone());
    } else if let Event::LineRemoved { line } = event {
        cart.lines.retain(|kept| kept.line != *line);
    } else if let Event::AddressSet { address } = event {
        cart.address = Some(address.clone());
    } else if let Event::BuyerSet { buyer } = event {
        cart.buyer = Some(buyer.clone());
    } else if let Event::ChargesSet { charges } = event {
        cart.charges.clone_from(charges);
    } else if let Event::CouponApplied { coupon } = event {
        cart.coupons.push(coupon.clone());
    } else if let Event::CouponRemoved { coupon } = event {
        cart.coupons.retain(|kept| kept.code != *coupon);
    } else if let Event::GiftCardApplied { gift_card } = event {
        cart.gift_cards.push(gift_card.clone());
    } else if let Event::GiftCardRemoved { gift_card } = event {
        cart.gift_cards.retain(|kept| kept != gift_card);
    } else if let Event::TaxesSet { answer } = event {
        cart.taxes = Some(answer.clone());
    } else if let Event::CartReserved { reservation } = event {
        cart.reservation = Some(*reservation);
    } else if let Event::CartOrdered { order } = event {
        cart.order = Some(*order);
    }
    Ok(())
}

fn use_after(held: &mut CouponUse, event: &Event) -> Result<(), Refusal> {
    let step = if let Event::CouponConsumed { order } = event {
        held.order = Some(*order);
        CouponUseStep::Consume
    } else if let Event::CouponReleased { .. } = event {
        CouponUseStep::Release
    } else if let Event::CouponExpired { .. } = event {
        CouponUseStep::Expire
    } else {
        CouponUseStep::Return
    };
    held.state = COUPON_USE.step(held.state, step)?;
    Ok(())
}

fn tally_after(current: Option<&Record>, code: &TallyCode, by: i64) -> Tally {
    let before = current.and_then(Tally::of).map_or(0, |tally| tally.uses);
    Tally { code: code.clone(), uses: before.saturating_add(by) }
}

fn hold_after(current: Option<&Record>, step: ReservationStep) -> Result<Arc<Reservation>, Refusal> {
    changed(current, |reservation: &mut Reservation| {
        reservation.state = RESERVATION.step(reservation.state, step)?;
        Ok(())
    })
}

fn order_after(order: &mut Order, event: &Event) -> Result<(), Refusal> {
    if let Event::GoodsShipped { shipment, lines } = event {
        order.state = ORDER.step(order.state, OrderStep::Ship)?;
        let leaving = |line: u32| lines.contains(&line);
        order.allocations.iter_mut().filter(|item| leaving(item.goods.line)).for_each(|item| {
            item.shipment = Some(*shipment);
        });
    } else if let Event::GoodsDelivered { shipment } = event {
        order.state = ORDER.step(order.state, OrderStep::Deliver)?;
        order.allocations.iter_mut().filter(|item| item.shipment == Some(*shipment)).for_each(|item| {
            item.delivered = true;
        });
    } else if let Event::PaymentAdded { payment } = event {
        order.payments.push(*payment);
    } else if let Event::OrderCancelled { reason, .. } = event {
        order.state = ORDER.step(order.state, OrderStep::Cancel)?;
        order.cancelled_because = Some(reason.clone());
    } else {
        order.state = ORDER.step(order.state, OrderStep::Complete)?;
    }
    Ok(())
}

fn payment_after(payment: &mut Payment, event: &Event) -> Result<(), Refusal> {
    let step = if let Event::PaymentAuthorized { reference, expires_at } = event {
        payment.reference = Some(reference.clone());
        payment.expires_at = *expires_at;
        PaymentStep::Authorize
    } else if let Event::PaymentCaptured { amount } = event {
        payment.captured = payment.captured.plus(*amount)?;
        PaymentStep::Capture
    } else if let Event::PaymentRefunded { amount } = event {
        payment.refunded = payment.refunded.plus(*amount)?;
        if payment.refunded == payment.captured { PaymentStep::RefundRest } else { PaymentStep::RefundPart }
    } else if let Event::PaymentFailed { .. } = event {
        PaymentStep::Fail
    } else {
        PaymentStep::Void
    };
    payment.state = PAYMENT.step(payment.state, step)?;
    Ok(())
}
