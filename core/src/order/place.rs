//! Placing an order: prices, stock, order and payment in one commit, or nothing.

use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use super::fulfilment::payments;
use super::record::{Order, OrderAllocation, OrderState};
use crate::cart::{CART, Cart, CartStep};
use crate::catalog::Channel;
use crate::command::Outcome;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{CartId, OrderId, PaymentId};
use crate::inventory::{Allocation, Reservation, ReservationState, plan};
use crate::moment::Moment;
use crate::money::Money;
use crate::payment::{Payment, PaymentStanding, PaymentState};
use crate::pricing::{PriceBook, basket_of};
use crate::record::Key;
use crate::refusal::{Code, Refusal};

/// Places the order of a cart; `total` is what the buyer was shown, if it is to be held to.
pub(crate) fn place(cart: CartId, total: Option<Money>, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let (order_id, payment_id): (OrderId, PaymentId) = (moment.id(0), moment.id(1));
    facts.show_beside(&cart.into(), || vec![order_id.into(), payment_id.into()])?;
    let cart = facts.known::<Cart>(&cart)?;
    CART.step(cart.state, CartStep::Order)?;
    let Some(address) = &cart.address else {
        return Err(Refusal::new(Code::AddressMissing, "set an address first: goods need a destination").into());
    };
    let channel = facts.known::<Channel>(&cart.channel)?;
    facts.show_beside(&channel.book.clone().into(), || goods_keys(cart, channel))?;
    let book = facts.known::<PriceBook>(&channel.book)?;
    let receipt = book.price(&basket_of(cart, channel, moment, facts)?)?;
    if let Some(seen) = total
        && seen != receipt.total
    {
        return Err(price_changed(seen, receipt.total).into());
    }
    let mut decision = Decision::new(Outcome::Order { order: order_id, payment: payment_id, total: receipt.total });
    let mut own: &[Allocation] = &[];
    if let Some(id) = cart.reservation {
        let hold = facts.known::<Reservation>(&id)?;
        if hold.state == ReservationState::Held {
            own = &hold.lines;
            let event = if hold.holds(moment.now) {
                Event::ReservationCommitted { order: order_id, lines: hold.lines.clone() }
            } else {
                Event::ReservationExpired { lines: hold.lines.clone() }
            };
            decision.record(id, event);
        }
    }
    let goods = plan(&cart.wanted()?, &channel.locations, own, facts)?;
    facts.get::<Order>(&order_id)?;
    facts.get::<Payment>(&payment_id)?;
    let payment = Payment::requested(payment_id, order_id, receipt.total);
    let allocations =
        goods.into_iter().map(|goods| OrderAllocation { goods, shipment: None, delivered: false }).collect();
    let order = Order {
        id: order_id,
        cart: cart.id,
        channel: cart.channel.clone(),
        customer: cart.customer,
        address: address.clone(),
        receipt,
        allocations,
        payments: vec![payment_id],
        placed_at: moment.now,
        state: OrderState::Placed,
        cancelled_because: None,
    };
    decision.record(order_id, Event::OrderPlaced { order: order.into() });
    decision.record(payment_id, Event::PaymentRequested { payment: payment.into() });
    decision.record(cart.id, Event::CartOrdered { order: order_id });
    Ok(decision)
}

/// What a placement rests on beside the price book: the hold, and each line's variant and stock.
fn goods_keys(cart: &Cart, channel: &Channel) -> Vec<Key> {
    let mut keys: Vec<Key> = cart.reservation.map(Key::from).into_iter().collect();
    for line in &cart.lines {
        keys.push(line.sku.clone().into());
        keys.extend(channel.locations.iter().map(|location| Key::Stock(line.sku.clone(), location.clone())));
    }
    keys
}

fn price_changed(seen: Money, now: Money) -> Refusal {
    Refusal::new(Code::PriceChanged, format!("the total was {seen} and is {now} now: show it and ask again"))
        .with("seen", format!("{seen}"))
        .with("now", format!("{now}"))
}

/// Asks again for what is unpaid of an order, after a payment failed or was given up.
pub(crate) fn request_payment(order: OrderId, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let order = facts.known::<Order>(&order)?;
    if order.state == OrderState::Cancelled {
        let reason = format!("order {} is cancelled", order.id);
        return Err(Refusal::new(Code::OrderCancelled, reason).with("order", format!("{}", order.id)).into());
    }
    let payments = payments(order, facts)?;
    let open = |payment: &Payment| matches!(payment.state, PaymentState::Created | PaymentState::Authorized);
    let standing = PaymentStanding::of(order.receipt.total, payments.iter().copied())?;
    if standing != PaymentStanding::Unpaid || payments.iter().copied().any(open) {
        let reason = format!("order {} has a payment that is open or done", order.id);
        return Err(Refusal::new(Code::PaymentOpen, reason).with("order", format!("{}", order.id)).into());
    }
    let id: PaymentId = moment.id(0);
    facts.get::<Payment>(&id)?;
    let payment = Payment::requested(id, order.id, order.receipt.total);
    let mut decision = Decision::new(Outcome::Payment { payment: id });
    decision.record(id, Event::PaymentRequested { payment: payment.into() });
    decision.record(order.id, Event::PaymentAdded { payment: id });
    Ok(decision)
}
