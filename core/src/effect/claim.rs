//! Taking an effect to perform it, so that nobody else does meanwhile.

use alloc::format;
use alloc::string::String;

use jiff::{SignedDuration, Timestamp};

use super::record::{Act, Ask, EFFECT, Effect, EffectStep};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{EffectId, PaymentId};
use crate::limits;
use crate::moment::{Moment, spread};
use crate::order::Order;
use crate::outcome::Outcome;
use crate::payment::Payment;
use crate::refusal::{Code, Refusal};

/// How long a runner has an effect for itself, in seconds.
const LEASE: i64 = 60;
/// How long the second attempt waits at most, in milliseconds; each further one twice as long, up to an hour.
const FIRST_WAIT: i64 = 5_000;
const LONGEST_WAIT: i64 = 3_600_000;
/// How long a capture waits that was asked before its order was held, until it is looked at again, in milliseconds.
const HELD_WAIT: i64 = 600_000;

/// Takes an effect that is due. One that nobody tried and nobody needs any more is withdrawn instead; a capture for an order
/// that is held waits on; one that was tried as often as it may, and of which nothing was heard since, is parked.
pub(crate) fn claim(id: EffectId, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let effect = facts.known::<Effect>(&id)?;
    EFFECT.step(effect.state, EffectStep::Claim)?;
    if moment.now < effect.due_at {
        let reason = format!("effect {id} is not due before {}", effect.due_at);
        return Err(Refusal::new(Code::EffectNotDue, reason).with("due", format!("{}", effect.due_at)).into());
    }
    let mut decision = Decision::new(Outcome::Claim { attempt: None });
    if let Some(payment) = given_up(effect, facts)? {
        decision.record(id, Event::EffectWithdrawn {});
        decision.record(payment, Event::PaymentAnswered { effect: id });
    } else if effect.attempts == 0 && is_held(effect, facts)? {
        let reason = String::from("the order is held for review");
        decision.record(id, Event::EffectPostponed { until: later(moment.now, HELD_WAIT)?, reason });
    } else if effect.tries() >= limits::ATTEMPTS {
        let reason = effect.problem.clone().unwrap_or_else(|| String::from("nothing was heard of the last attempt"));
        decision.record(id, Event::EffectParked { reason });
    } else {
        let (attempt, until) = (effect.attempts.saturating_add(1), later(moment.now, LEASE.saturating_mul(1_000))?);
        decision.record(id, Event::EffectClaimed { attempt, until });
        decision.outcome = Outcome::Claim { attempt: Some(attempt) };
    }
    Ok(decision)
}

/// The payment of an effect that would only be undone: an authorization that nobody tried, and that was given up.
fn given_up(effect: &Effect, facts: &Facts) -> Result<Option<PaymentId>, Stop> {
    let Ask::Gateway { payment, act: Act::Authorize, .. } = &effect.ask else { return Ok(None) };
    let has_ended = effect.attempts == 0 && facts.known::<Payment>(payment)?.ended.is_some();
    Ok(has_ended.then_some(*payment))
}

/// Whether an effect is a capture for an order that is held for review.
fn is_held(effect: &Effect, facts: &Facts) -> Result<bool, Stop> {
    let Ask::Gateway { payment, act: Act::Capture, .. } = &effect.ask else { return Ok(false) };
    let payment = facts.known::<Payment>(payment)?;
    Ok(facts.known::<Order>(&payment.order)?.held.is_some())
}

/// Tries an effect again that was parked.
pub(crate) fn retry(id: EffectId, facts: &Facts) -> Result<Decision, Stop> {
    let effect = facts.known::<Effect>(&id)?;
    EFFECT.step(effect.state, EffectStep::Retry)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::EffectRetried {});
    Ok(decision)
}

/// When an effect is tried again after so many tries: twice as late each time, somewhere in the second half of the wait,
/// so that those that failed together do not come again together.
pub(super) fn next_try(tries: u32, moment: &Moment) -> Result<Timestamp, Refusal> {
    let doublings = tries.saturating_sub(1).min(16);
    let wait = FIRST_WAIT.saturating_mul(1_i64.checked_shl(doublings).unwrap_or(1)).min(LONGEST_WAIT);
    let half = wait.checked_div(2).unwrap_or(wait);
    let room = u64::try_from(half).unwrap_or(0).saturating_add(1);
    let chance = spread(moment.seed).checked_rem(room).and_then(|chance| i64::try_from(chance).ok()).unwrap_or(0);
    later(moment.now, half.saturating_add(chance))
}

fn later(now: Timestamp, millis: i64) -> Result<Timestamp, Refusal> {
    let past = |_| Refusal::new(Code::TimeOutOfRange, "the attempt would end past the end of time");
    now.checked_add(SignedDuration::from_millis(millis)).map_err(past)
}
