//! Asking the gateway of a payment: an effect, and the payment's note of it, in the commit that decides it.

use super::intent::{Payment, PaymentEnd};
use super::report::record;
use crate::decide::Decision;
use crate::effect::{Act, Ask, Asked, Effect, EffectState};
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::EffectId;
use crate::moment::Moment;
use crate::money::Money;

/// What a gateway is to do.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish<'a> {
    pub(super) act: Act,
    pub(super) amount: Money,
    pub(super) last: bool,
    /// The gateway's name for what it is about; that of the payment when absent.
    pub(super) reference: Option<&'a str>,
}

/// The effect of a wish, under the n-th id of a command; `None` for a payment that is reported by hand.
pub(super) fn effect(payment: &Payment, wish: Wish<'_>, n: u16, moment: &Moment) -> Option<(Effect, Asked)> {
    let Wish { act, amount, last, reference } = wish;
    let id: EffectId = moment.id(n);
    let captured = payment.transactions.first().map(|first| first.reference.as_str());
    let unwanted = reference.map(Into::into);
    let reference = reference.or(payment.reference.as_deref()).or(captured).map(Into::into);
    let ask = Ask::Gateway { gateway: payment.gateway.clone()?, payment: payment.id, act, amount, last, reference };
    let effect = Effect {
        id,
        ask,
        asked_at: moment.now,
        due_at: moment.now,
        attempts: 0,
        attempts_before: 0,
        problem: None,
        state: EffectState::Waiting,
    };
    Some((effect, Asked { effect: id, act, amount, last, reference: unwanted }))
}

/// Asks the gateway of a payment; a payment that is reported by hand asks nobody.
pub(super) fn ask(
    payment: &mut Payment,
    wish: Wish<'_>,
    n: u16,
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<(), Stop> {
    let Some((effect, asked)) = effect(payment, wish, n, moment) else { return Ok(()) };
    facts.get::<Effect>(&effect.id)?;
    decision.record(effect.id, Event::EffectAsked { effect: effect.into() });
    Ok(record(payment, Event::PaymentAsked { asked }, decision, moment)?)
}

/// Asks the gateway to let go of what it holds for a payment, unless that is asked already.
pub(super) fn let_go(
    payment: &mut Payment,
    held: Money,
    reference: Option<&str>,
    n: u16,
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<(), Stop> {
    if payment.asks.iter().any(|asked| asked.act == Act::Void) {
        return Ok(());
    }
    ask(payment, Wish { act: Act::Void, amount: held, last: false, reference }, n, decision, moment, facts)
}

/// Asks the gateway to let go of what it holds for a payment that was given up or has failed, once nothing is under way
/// that could change how much that is.
pub(super) fn let_go_of_rest(
    payment: &mut Payment,
    n: u16,
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<(), Stop> {
    let is_busy = payment.asks.iter().any(|asked| asked.act != Act::Refund);
    let rest = payment.money(payment.uncaptured());
    let is_over = matches!(payment.ended, Some(PaymentEnd::Voided | PaymentEnd::Failed));
    if !is_over || payment.authorized.is_none() || is_busy || rest.is_zero() {
        return Ok(());
    }
    let_go(payment, rest, None, n, decision, moment, facts)
}

/// Asks the gateway to pay back captured money of a payment.
pub(super) fn pay_back(
    payment: &mut Payment,
    amount: Money,
    n: u16,
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<(), Stop> {
    ask(payment, Wish { act: Act::Refund, amount, last: false, reference: None }, n, decision, moment, facts)
}
