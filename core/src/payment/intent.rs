//! The payment intent, and every report that changes it.

use alloc::format;
use alloc::string::String;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::apply::Happens;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{OrderId, PaymentId};
use crate::limits;
use crate::machine::Machine;
use crate::moment::Moment;
use crate::money::Money;
use crate::order::{Order, OrderState, completion};
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};

/// Where a payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// It is asked for.
    Created,
    /// The gateway holds the money for us.
    Authorized,
    /// The money is ours.
    Captured,
    /// A part of what was captured has gone back.
    PartlyRefunded,
    /// All that was captured has gone back.
    Refunded,
    /// It was given up before capture.
    Voided,
    /// The gateway refused it.
    Failed,
}

/// What can happen to a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStep {
    /// The gateway holds the money.
    Authorize,
    /// The gateway refuses.
    Fail,
    /// It is given up.
    Void,
    /// The money is taken.
    Capture,
    /// A part of the money goes back.
    RefundPart,
    /// All that is left of the money goes back.
    RefundRest,
}

/// Every step a payment can take.
pub const PAYMENT: Machine<PaymentState, PaymentStep> = {
    use PaymentState::{Authorized, Captured, Created, Failed, PartlyRefunded, Refunded, Voided};
    use PaymentStep::{Authorize, Capture, Fail, RefundPart, RefundRest, Void};
    Machine {
        name: "payment",
        states: &[Created, Authorized, Captured, PartlyRefunded, Refunded, Voided, Failed],
        steps: &[Authorize, Fail, Void, Capture, RefundPart, RefundRest],
        table: &[
            (Created, Authorize, Authorized),
            (Created, Fail, Failed),
            (Created, Void, Voided),
            (Authorized, Capture, Captured),
            (Authorized, Fail, Failed),
            (Authorized, Void, Voided),
            (Captured, RefundPart, PartlyRefunded),
            (Captured, RefundRest, Refunded),
            (PartlyRefunded, RefundPart, PartlyRefunded),
            (PartlyRefunded, RefundRest, Refunded),
        ],
    }
};

/// An amount that is to be paid for an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// Its id.
    pub id: PaymentId,
    /// What is paid for.
    pub order: OrderId,
    /// How much is to be paid.
    pub amount: Money,
    /// How much has been captured.
    pub captured: Money,
    /// How much of that has gone back.
    pub refunded: Money,
    /// The gateway's name for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Until when the authorization can be captured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// Where it stands.
    pub state: PaymentState,
}

impl Payment {
    /// Whether it was authorized and the authorization has ended: the gateway holds nothing any more.
    pub fn has_lapsed(&self, now: Timestamp) -> bool {
        self.state == PaymentState::Authorized && self.expires_at.is_some_and(|at| at <= now)
    }

    /// A payment that is asked for.
    pub(crate) const fn requested(id: PaymentId, order: OrderId, amount: Money) -> Self {
        let zero = Money::zero(amount.currency());
        let state = PaymentState::Created;
        Self { id, order, amount, captured: zero, refunded: zero, reference: None, expires_at: None, state }
    }
}

impl Happens for Payment {
    fn after(&mut self, event: &Event, _: Timestamp) -> Result<(), Refusal> {
        let step = if let Event::PaymentAuthorized { reference, expires_at } = event {
            self.reference = Some(reference.clone());
            self.expires_at = *expires_at;
            PaymentStep::Authorize
        } else if let Event::PaymentCaptured { amount } = event {
            self.captured = self.captured.plus(*amount)?;
            PaymentStep::Capture
        } else if let Event::PaymentRefunded { amount } = event {
            self.refunded = self.refunded.plus(*amount)?;
            if self.refunded == self.captured { PaymentStep::RefundRest } else { PaymentStep::RefundPart }
        } else if let Event::PaymentFailed { .. } = event {
            PaymentStep::Fail
        } else {
            PaymentStep::Void
        };
        self.state = PAYMENT.step(self.state, step)?;
        Ok(())
    }
}

/// The gateway reports that it holds the whole amount.
pub(crate) fn authorize(
    id: PaymentId,
    amount: Money,
    reference: &str,
    expires_at: Option<Timestamp>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    limits::text("reference", reference)?;
    let payment = facts.known::<Payment>(&id)?;
    PAYMENT.step(payment.state, PaymentStep::Authorize)?;
    let order = facts.known::<Order>(&payment.order)?;
    if order.state == OrderState::Cancelled {
        let reason = format!("order {} is cancelled: void the authorization at the gateway", order.id);
        return Err(Refusal::new(Code::OrderCancelled, reason).with("order", format!("{}", order.id)).into());
    }
    if amount != payment.amount {
        return Err(differs("authorized", amount, payment.amount).into());
    }
    if expires_at.is_some_and(|at| at <= moment.now) {
        return Err(expired(payment.id, expires_at).into());
    }
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::PaymentAuthorized { reference: reference.into(), expires_at });
    Ok(decision)
}

/// The gateway reports that the whole amount is ours; the order completes if its goods have been delivered.
pub(crate) fn capture(id: PaymentId, amount: Money, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let payment = facts.known::<Payment>(&id)?;
    PAYMENT.step(payment.state, PaymentStep::Capture)?;
    let order = facts.known::<Order>(&payment.order)?;
    if amount != payment.amount {
        return Err(differs("captured", amount, payment.amount).into());
    }
    if payment.has_lapsed(moment.now) {
        return Err(expired(payment.id, payment.expires_at).into());
    }
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::PaymentCaptured { amount });
    if completion(order, order.all_delivered(), true)? {
        decision.record(order.id, Event::OrderCompleted {});
    }
    Ok(decision)
}

/// The gateway reports that it refuses.
pub(crate) fn fail(id: PaymentId, reason: &str, facts: &Facts) -> Result<Decision, Stop> {
    limits::text("reason", reason)?;
    let payment = facts.known::<Payment>(&id)?;
    PAYMENT.step(payment.state, PaymentStep::Fail)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::PaymentFailed { reason: reason.into() });
    Ok(decision)
}

/// Gives an intent up before its capture.
pub(crate) fn void(id: PaymentId, facts: &Facts) -> Result<Decision, Stop> {
    let payment = facts.known::<Payment>(&id)?;
    PAYMENT.step(payment.state, PaymentStep::Void)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::PaymentVoided {});
    Ok(decision)
}

/// The gateway reports that money has gone back; never more than was captured.
pub(crate) fn refund(id: PaymentId, amount: Money, facts: &Facts) -> Result<Decision, Stop> {
    let payment = facts.known::<Payment>(&id)?;
    let left = payment.captured.minus(payment.refunded)?;
    let rest = left.minus(amount)?;
    let step = if rest.is_zero() { PaymentStep::RefundRest } else { PaymentStep::RefundPart };
    PAYMENT.step(payment.state, step)?;
    if !amount.is_positive() || rest.is_negative() {
        let reason = format!("{amount} cannot go back: {left} is left of what was captured");
        return Err(Refusal::new(Code::RefundExceeds, reason)
            .with("wanted", format!("{amount}"))
            .with("left", format!("{left}"))
            .into());
    }
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::PaymentRefunded { amount });
    Ok(decision)
}

fn differs(what: &str, amount: Money, expected: Money) -> Refusal {
    Refusal::new(Code::PaymentAmount, format!("{amount} was {what}, {expected} is asked for"))
        .with("given", format!("{amount}"))
        .with("expected", format!("{expected}"))
}

fn expired(id: PaymentId, at: Option<Timestamp>) -> Refusal {
    let at = at.map(|at| format!("{at}")).unwrap_or_default();
    Refusal::new(Code::PaymentExpired, format!("the authorization of payment {id} ended at {at}"))
        .with("expired_at", at)
}
