//! What is asked for: another payment, a capture, a refund; and what is given up.

use alloc::format;
use alloc::string::String;

use super::ask::{self, Wish, let_go_of_rest};
use super::balance::Balance;
use super::intent::Payment;
use super::report::{capture_exceeds, expired, record, refund_exceeds};
use super::state::{PAYMENT, PaymentStep};
use crate::catalog::Channel;
use crate::decide::Decision;
use crate::effect::{Act, Effect};
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{OrderId, PaymentId};
use crate::limits;
use crate::moment::Moment;
use crate::money::Money;
use crate::order::{Order, OrderState, payments};
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};

/// A payment that a channel asks for: of a channel with a gateway, the gateway is asked to authorize it.
pub(crate) fn requested(
    payment: Payment,
    channel: &Channel,
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<(), Stop> {
    let id = payment.id;
    let mut payment = Payment { gateway: channel.gateway.clone(), ..payment };
    let wish = Wish { act: Act::Authorize, amount: payment.amount, last: false, reference: None };
    // Nothing is asked for nothing.
    let asked = if payment.amount.is_zero() { None } else { ask::effect(&payment, wish, 0, moment) };
    let Some((effect, asked)) = asked else {
        decision.record(id, Event::PaymentRequested { payment: payment.into() });
        return Ok(());
    };
    facts.get::<Effect>(&effect.id)?;
    payment.asks.push(asked);
    decision.record(id, Event::PaymentRequested { payment: payment.into() });
    decision.record(effect.id, Event::EffectAsked { effect: effect.into() });
    Ok(())
}

/// The same, of a payment beside those that its order has.
pub(crate) fn requested_besides(
    payment: Payment,
    channel: &Channel,
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<(), Stop> {
    let (id, order) = (payment.id, payment.order);
    facts.get::<Payment>(&id)?;
    requested(payment, channel, decision, moment, facts)?;
    decision.record(order, Event::PaymentAdded { payment: id });
    Ok(())
}

/// Asks for another payment of an order: for an amount, or for all that is left.
pub(crate) fn request(
    order: OrderId,
    amount: Option<Money>,
    method: Option<&String>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    method.map_or(Ok(()), |method| limits::text("method", method))?;
    let order = facts.known::<Order>(&order)?;
    if order.state == OrderState::Cancelled {
        let reason = format!("order {} is cancelled", order.id);
        return Err(Refusal::new(Code::OrderCancelled, reason).with("order", format!("{}", order.id)).into());
    }
    limits::count("payments", order.payments.len().saturating_add(1), limits::PAYMENTS)?;
    let left = Balance::of(order.due()?, payments(order, facts)?, moment.now)?.left()?;
    if left.is_zero() {
        let reason = format!("nothing is left to pay of order {}: its payments are open or done", order.id);
        return Err(Refusal::new(Code::PaymentOpen, reason).with("order", format!("{}", order.id)).into());
    }
    let amount = amount.unwrap_or(left);
    if !amount.is_positive() || amount.try_cmp(left)?.is_gt() {
        let reason = format!("{amount} cannot be asked for: {left} is left to pay of order {}", order.id);
        let refusal = Refusal::new(Code::PaymentExceeds, reason).with("wanted", format!("{amount}"));
        return Err(refusal.with("left", format!("{left}")).into());
    }
    let channel = facts.known::<Channel>(&order.channel)?;
    let id: PaymentId = moment.id(0);
    let asked = Payment::requested(id, order.id, amount, order.terms.books.clone());
    let mut decision = Decision::new(Outcome::Payment { payment: id });
    requested_besides(Payment { method: method.cloned(), ..asked }, channel, &mut decision, moment, facts)?;
    Ok(decision)
}

/// What is to be captured of an order and what no gateway is asked to capture yet.
fn not_asked_yet(order: &Order, moment: &Moment, facts: &Facts) -> Result<Money, Stop> {
    let payments = payments(order, facts)?;
    let asked = payments.iter().map(|payment| payment.asked(Act::Capture)).fold(0, i64::saturating_add);
    let left = Balance::of(order.due()?, payments, moment.now)?.to_capture()?;
    Ok(Money::from_minor(left.minor().saturating_sub(asked).max(0), left.currency()))
}

/// Asks the gateway to capture an amount, or all that is left of the authorization and due.
pub(crate) fn request_capture(
    id: PaymentId,
    amount: Option<Money>,
    last: bool,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let mut payment = facts.known::<Payment>(&id)?.clone();
    through_gateway(&payment)?;
    PAYMENT.allow(payment.state, PaymentStep::Capture)?;
    if payment.has_lapsed(moment.now) {
        return Err(expired(id, payment.expires_at).into());
    }
    let order = facts.known::<Order>(&payment.order)?;
    order.check_not_held()?;
    let left = payment.held(moment.now).min(payment.capturable())?;
    let left = left.min(not_asked_yet(order, moment, facts)?)?;
    let amount = amount.unwrap_or(left);
    if !amount.is_positive() || amount.try_cmp(left)?.is_gt() {
        return Err(capture_exceeds(amount, left).into());
    }
    let mut decision = Decision::new(Outcome::Done {});
    let wish = Wish { act: Act::Capture, amount, last, reference: None };
    ask::ask(&mut payment, wish, 0, &mut decision, moment, facts)?;
    Ok(decision)
}

/// Asks the gateway to pay back an amount, or all that can go back.
pub(crate) fn request_refund(
    id: PaymentId,
    amount: Option<Money>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let mut payment = facts.known::<Payment>(&id)?.clone();
    through_gateway(&payment)?;
    PAYMENT.allow(payment.state, PaymentStep::Refund)?;
    let left = payment.refundable();
    let amount = amount.unwrap_or(left);
    if !amount.is_positive() || amount.try_cmp(left)?.is_gt() {
        return Err(refund_exceeds(amount, left).into());
    }
    let mut decision = Decision::new(Outcome::Done {});
    ask::pay_back(&mut payment, amount, 0, &mut decision, moment, facts)?;
    Ok(decision)
}

/// Gives up what is not captured of a payment; what a gateway holds for it is let go there.
pub(crate) fn void(id: PaymentId, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let mut payment = facts.known::<Payment>(&id)?.clone();
    let mut decision = Decision::new(Outcome::Done {});
    given_up(&mut payment, 0, &mut decision, moment, facts)?;
    Ok(decision)
}

/// Gives up what is not captured, and asks the gateway to let go of it under the n-th id of the command.
pub(super) fn given_up(
    payment: &mut Payment,
    n: u16,
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<(), Stop> {
    let is_held = !payment.has_lapsed(moment.now);
    PAYMENT.allow(payment.state, PaymentStep::Void)?;
    record(payment, Event::PaymentVoided {}, decision, moment)?;
    if is_held { let_go_of_rest(payment, n, decision, moment, facts) } else { Ok(()) }
}

/// What cancelling an order does to its payments: what is not captured is given up, what is captured goes back where a
/// gateway can be asked.
pub(crate) fn undo(order: &Order, decision: &mut Decision, moment: &Moment, facts: &Facts) -> Result<(), Stop> {
    let mut n = 0_u16;
    for id in &order.payments {
        let mut payment = facts.known::<Payment>(id)?.clone();
        if payment.ended.is_none()
            && payment.uncaptured() > 0
            && PAYMENT.allow(payment.state, PaymentStep::Void).is_ok()
        {
            given_up(&mut payment, n, decision, moment, facts)?;
        }
        let back = payment.refundable();
        if payment.gateway.is_some() && back.is_positive() {
            ask::pay_back(&mut payment, back, n.saturating_add(1), decision, moment, facts)?;
        }
        n = n.saturating_add(2);
    }
    Ok(())
}

/// Marks an authorization as expired, once it is due.
pub(crate) fn expire(id: PaymentId, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let payment = facts.known::<Payment>(&id)?;
    PAYMENT.allow(payment.state, PaymentStep::Expire)?;
    if !payment.has_lapsed(moment.now) {
        let due = payment.lapses_at().map(|at| format!("{at}")).unwrap_or_default();
        let reason = format!("the authorization of payment {id} has not ended");
        return Err(Refusal::new(Code::PaymentNotDue, reason).with("due", due).into());
    }
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::PaymentExpired {});
    Ok(decision)
}

fn through_gateway(payment: &Payment) -> Result<(), Refusal> {
    if payment.gateway.is_some() {
        return Ok(());
    }
    let reason = "the payment is reported by hand: its channel had no gateway when it was asked for";
    Err(Refusal::new(Code::PaymentByHand, reason).with("payment", format!("{}", payment.id)))
}
