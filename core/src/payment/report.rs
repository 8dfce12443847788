//! What a gateway reports: facts, which may come twice, late or out of order. Each takes effect once; what is not wanted
//! any more is undone at the gateway, or refused with what to do there.

use alloc::format;
use alloc::string::String;

use jiff::Timestamp;

use super::ask::{let_go, let_go_of_rest, pay_back};
use super::balance::Balance;
use super::intent::{Payment, PaymentEnd, TransactionKind};
use super::spare::give_up_spare_beside;
use super::state::{PAYMENT, PaymentStep};
use crate::apply::Happens;
use crate::decide::Decision;
use crate::effect::Act;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::PaymentId;
use crate::limits;
use crate::moment::Moment;
use crate::money::Money;
use crate::order::{Order, OrderState, completion, payments};
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};

/// An authorization that a gateway reports.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Authorization<'a> {
    pub(crate) amount: Money,
    pub(crate) reference: &'a str,
    pub(crate) expires_at: Option<Timestamp>,
}

/// A capture that a gateway reports.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Capture<'a> {
    pub(crate) amount: Money,
    pub(crate) reference: Option<&'a String>,
    pub(crate) last: bool,
}

/// The gateway reports that it holds money.
pub(crate) fn authorize(
    id: PaymentId,
    held: Authorization<'_>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    limits::text("reference", held.reference)?;
    let mut decision = Decision::new(Outcome::Done {});
    let mut payment = facts.known::<Payment>(&id)?.clone();
    let is_new = payment.reference.as_deref() != Some(held.reference);
    if is_new && held.expires_at.is_some_and(|at| at <= moment.now) {
        return Err(expired(payment.id, held.expires_at).into());
    }
    authorized(&mut payment, held, &mut decision, moment, facts)?;
    Ok(decision)
}

/// Takes in that money is held for a payment: it counts, or it is let go.
pub(crate) fn authorized(
    payment: &mut Payment,
    held: Authorization<'_>,
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<(), Stop> {
    let Authorization { amount, reference, expires_at } = held;
    if payment.reference.as_deref() == Some(reference) {
        return same_amount("authorized", amount, payment.authorized.unwrap_or(payment.amount)).map_err(Stop::from);
    }
    if payment.reference.is_none() && payment.captured.is_positive() && payment.uncaptured() == 0 {
        // All that was held has been captured since.
        return Ok(());
    }
    let unwanted = match unwanted(payment, amount, moment, facts)? {
        None => PAYMENT.allow(payment.state, PaymentStep::Authorize).err(),
        unwanted => unwanted,
    };
    if let Some(refusal) = unwanted {
        if payment.gateway.is_none() {
            return Err(refusal.into());
        }
        return let_go(payment, amount, Some(reference), 0, decision, moment, facts);
    }
    if !amount.is_positive() || amount.try_cmp(payment.amount)?.is_gt() {
        return Err(differs("authorized", amount, payment.amount).into());
    }
    let amount = (amount != payment.amount).then_some(amount);
    record(payment, Event::PaymentAuthorized { reference: reference.into(), amount, expires_at }, decision, moment)?;
    Ok(())
}

/// Why an authorization of this amount is not wanted, if it is not: the refusal that says to let it go.
fn unwanted(payment: &Payment, amount: Money, moment: &Moment, facts: &Facts) -> Result<Option<Refusal>, Stop> {
    let order = facts.known::<Order>(&payment.order)?;
    if order.state == OrderState::Cancelled {
        let reason = format!("order {} is cancelled: void the authorization at the gateway", order.id);
        return Ok(Some(Refusal::new(Code::OrderCancelled, reason).with("order", format!("{}", order.id))));
    }
    let given_up = |why: &str| {
        let reason = format!("{why}: void the authorization at the gateway");
        Refusal::new(Code::PaymentGivenUp, reason).with("payment", format!("{}", payment.id))
    };
    Ok(match payment.ended {
        Some(PaymentEnd::Voided) => Some(given_up("the payment was given up")),
        Some(PaymentEnd::Failed | PaymentEnd::Expired) => {
            let left = Balance::of(order.due()?, payments(order, facts)?, moment.now)?.left()?;
            amount.try_cmp(left)?.is_gt().then(|| given_up("the order is paid otherwise"))
        }
        Some(PaymentEnd::Settled) | None => None,
    })
}

/// The gateway reports that money is ours; the order completes if its goods have been delivered and it is paid.
pub(crate) fn capture(id: PaymentId, taken: Capture<'_>, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    taken.reference.map_or(Ok(()), |reference| limits::text("reference", reference))?;
    let mut payment = facts.known::<Payment>(&id)?.clone();
    named(&payment, taken.reference)?;
    let mut decision = Decision::new(Outcome::Done {});
    captured(&mut payment, taken, &mut decision, moment, facts)?;
    Ok(decision)
}

/// Takes in that money was captured. What is beyond what is due goes back by itself, where a gateway can be asked.
pub(crate) fn captured(
    payment: &mut Payment,
    taken: Capture<'_>,
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<(), Stop> {
    let Capture { amount, reference, last } = taken;
    if is_known(payment, TransactionKind::Capture, reference, amount)? {
        return Ok(());
    }
    PAYMENT.allow(payment.state, PaymentStep::Capture)?;
    let order = facts.known::<Order>(&payment.order)?;
    let left = payment.money(payment.uncaptured());
    if !amount.is_positive() || amount.try_cmp(left)?.is_gt() {
        return Err(capture_exceeds(amount, left).into());
    }
    room(payment)?;
    record(payment, Event::PaymentCaptured { amount, reference: reference.cloned(), last }, decision, moment)?;
    let others = payments(order, facts)?.into_iter().filter(|other| other.id != payment.id);
    let balance = Balance::of(order.due()?, others.chain([&*payment]), moment.now)?;
    if completion(order, order.all_delivered(), balance.was_paid())? {
        decision.record(order.id, Event::OrderCompleted {});
    }
    pay_back_surplus(payment, order, amount, decision, moment, facts)?;
    give_up_spare_beside(payment, order, decision, moment, facts)
}

/// Asks the gateway to pay back what is beyond what is due and not asked back yet, at most so much.
pub(super) fn pay_back_surplus(
    payment: &mut Payment,
    order: &Order,
    most: Money,
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<(), Stop> {
    let others = payments(order, facts)?.into_iter().filter(|other| other.id != payment.id);
    let balance = Balance::of(order.due()?, others.clone().chain([&*payment]), moment.now)?;
    let asked = others.chain([&*payment]).map(|payment| payment.asked(Act::Refund)).fold(0, i64::saturating_add);
    let surplus = balance.surplus()?.minor().saturating_sub(asked);
    let back = payment.money(surplus.min(most.minor()).max(0)).min(payment.refundable())?;
    if payment.gateway.is_some() && back.is_positive() {
        pay_back(payment, back, 0, decision, moment, facts)?;
    }
    Ok(())
}

/// The gateway reports that it refuses; what it may still hold is let go.
pub(crate) fn fail(id: PaymentId, reason: &str, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    limits::text("reason", reason)?;
    let mut payment = facts.known::<Payment>(&id)?.clone();
    PAYMENT.allow(payment.state, PaymentStep::Fail)?;
    let mut decision = Decision::new(Outcome::Done {});
    record(&mut payment, Event::PaymentFailed { reason: reason.into() }, &mut decision, moment)?;
    let_go_of_rest(&mut payment, 0, &mut decision, moment, facts)?;
    Ok(decision)
}

/// The gateway reports that money has gone back; never more than was captured.
pub(crate) fn refund(
    id: PaymentId,
    amount: Money,
    reference: Option<&String>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    reference.map_or(Ok(()), |reference| limits::text("reference", reference))?;
    let mut payment = facts.known::<Payment>(&id)?.clone();
    named(&payment, reference)?;
    let mut decision = Decision::new(Outcome::Done {});
    refunded(&mut payment, amount, reference, &mut decision, moment)?;
    Ok(decision)
}

/// Takes in that money has gone back.
pub(crate) fn refunded(
    payment: &mut Payment,
    amount: Money,
    reference: Option<&String>,
    decision: &mut Decision,
    moment: &Moment,
) -> Result<(), Refusal> {
    if is_known(payment, TransactionKind::Refund, reference, amount)? {
        return Ok(());
    }
    PAYMENT.allow(payment.state, PaymentStep::Refund)?;
    let left = payment.captured.minus(payment.refunded)?.minus(payment.lost())?;
    let rest = left.minus(amount)?;
    if !amount.is_positive() || rest.is_negative() {
        return Err(refund_exceeds(amount, left));
    }
    room(payment)?;
    record(payment, Event::PaymentRefunded { amount, reference: reference.cloned() }, decision, moment)
}

/// Records what happened to a payment, and shows the rest of the decision what it is then.
pub(super) fn record(
    payment: &mut Payment,
    event: Event,
    decision: &mut Decision,
    moment: &Moment,
) -> Result<(), Refusal> {
    payment.after(&event, moment.now)?;
    decision.record(payment.id, event);
    Ok(())
}

/// Whether a movement of money was reported before; refused with `payment.amount` when it was another amount then.
fn is_known(
    payment: &Payment,
    kind: TransactionKind,
    reference: Option<&String>,
    amount: Money,
) -> Result<bool, Refusal> {
    let Some(known) = reference.and_then(|reference| payment.transaction(kind, reference)) else { return Ok(false) };
    same_amount("reported", amount, known.amount)?;
    Ok(true)
}

/// Refused with `payment.reference_missing` where a gateway's report could not be told from the answer to an effect.
fn named(payment: &Payment, reference: Option<&String>) -> Result<(), Refusal> {
    if payment.gateway.is_none() || reference.is_some() {
        return Ok(());
    }
    let reason = "a report for a payment through a gateway takes the gateway's reference: it may come twice";
    Err(Refusal::new(Code::PaymentReferenceMissing, reason).with("payment", format!("{}", payment.id)))
}

fn room(payment: &Payment) -> Result<(), Refusal> {
    limits::count("captures and refunds", payment.transactions.len().saturating_add(1), limits::TRANSACTIONS)
}

pub(super) fn same_amount(what: &str, amount: Money, expected: Money) -> Result<(), Refusal> {
    if amount == expected { Ok(()) } else { Err(differs(what, amount, expected)) }
}

fn differs(what: &str, amount: Money, expected: Money) -> Refusal {
    Refusal::new(Code::PaymentAmount, format!("{amount} was {what}, {expected} is asked for"))
        .with("given", format!("{amount}"))
        .with("expected", format!("{expected}"))
}

pub(super) fn capture_exceeds(amount: Money, left: Money) -> Refusal {
    let reason = format!("{amount} cannot be captured: {left} is left of what is authorized and due");
    Refusal::new(Code::CaptureExceeds, reason).with("wanted", format!("{amount}")).with("left", format!("{left}"))
}

pub(super) fn refund_exceeds(amount: Money, left: Money) -> Refusal {
    let reason = format!("{amount} cannot go back: {left} is left of what was captured");
    Refusal::new(Code::RefundExceeds, reason).with("wanted", format!("{amount}")).with("left", format!("{left}"))
}

pub(super) fn expired(id: PaymentId, at: Option<Timestamp>) -> Refusal {
    let at = at.map(|at| format!("{at}")).unwrap_or_default();
    Refusal::new(Code::PaymentExpired, format!("the authorization of payment {id} ended at {at}"))
        .with("expired_at", at)
}
