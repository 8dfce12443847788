//! Disputes: the buyer's bank takes money back, for the time being or for good.

use alloc::format;

use super::intent::{Dispute, Payment};
use super::report::same_amount;
use super::state::{DISPUTE, DisputeState, DisputeStep, PAYMENT, PaymentStep};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::PaymentId;
use crate::limits;
use crate::money::Money;
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};

/// A dispute was opened. It may be over money that has gone back already, but over no more than was captured.
pub(crate) fn open(id: PaymentId, reference: &str, amount: Money, facts: &Facts) -> Result<Decision, Stop> {
    limits::text("dispute", reference)?;
    let payment = facts.known::<Payment>(&id)?;
    let mut decision = Decision::new(Outcome::Done {});
    if let Some(known) = find(payment, reference) {
        same_amount("disputed", amount, known.amount)?;
        return Ok(decision);
    }
    PAYMENT.allow(payment.state, PaymentStep::Dispute)?;
    limits::count("disputes", payment.disputes.len().saturating_add(1), limits::DISPUTES)?;
    let left = payment.captured.minus(payment.lost())?.minus(payment.disputed())?;
    if !amount.is_positive() || amount.try_cmp(left)?.is_gt() {
        let reason = format!("{amount} cannot be disputed: {left} is left of what was captured");
        let refusal = Refusal::new(Code::DisputeExceeds, reason).with("wanted", format!("{amount}"));
        return Err(refusal.with("left", format!("{left}")).into());
    }
    decision.record(id, Event::PaymentDisputed { dispute: reference.into(), amount });
    Ok(decision)
}

/// A dispute was won.
pub(crate) fn win(id: PaymentId, reference: &str, facts: &Facts) -> Result<Decision, Stop> {
    let event = Event::DisputeWon { dispute: reference.into() };
    end(id, reference, (DisputeStep::Win, DisputeState::Won), event, facts)
}

/// A dispute was lost.
pub(crate) fn lose(id: PaymentId, reference: &str, facts: &Facts) -> Result<Decision, Stop> {
    let event = Event::DisputeLost { dispute: reference.into() };
    end(id, reference, (DisputeStep::Lose, DisputeState::Lost), event, facts)
}

/// Ends a dispute; once it has ended so, another report of it changes nothing.
fn end(
    id: PaymentId,
    reference: &str,
    (step, to): (DisputeStep, DisputeState),
    event: Event,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let dispute = find(facts.known::<Payment>(&id)?, reference).ok_or_else(|| {
        let reason = format!("payment {id} has no such dispute: report first that it was opened");
        Refusal::new(Code::DisputeUnknown, reason).with("dispute", reference)
    })?;
    let mut decision = Decision::new(Outcome::Done {});
    if dispute.state != to {
        DISPUTE.step(dispute.state, step)?;
        decision.record(id, event);
    }
    Ok(decision)
}

fn find<'a>(payment: &'a Payment, reference: &str) -> Option<&'a Dispute> {
    payment.disputes.iter().find(|dispute| dispute.reference == reference)
}
