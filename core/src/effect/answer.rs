//! What came of an attempt, and what follows from it.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::claim::next_try;
use super::record::{Ask, Effect, EffectState};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::EffectId;
use crate::limits;
use crate::moment::Moment;
use crate::money::Money;
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};
use crate::shipping::ParcelLabel;
use crate::{payment, shipping};

/// What came of an attempt to perform an effect. On the wire: `{"came": "done", "reference": "…"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "came", rename_all = "snake_case", deny_unknown_fields)]
pub enum EffectReport {
    /// It was performed, now or by an earlier attempt.
    Done {
        /// The name that who was asked has for it.
        reference: String,
        /// Until when an authorization can be captured.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_at: Option<Timestamp>,
    },
    /// Labels were given, now or by an earlier attempt.
    Labelled {
        /// The carrier's name for the booking.
        reference: String,
        /// A label for each parcel, in their order.
        labels: Vec<ParcelLabel>,
        /// What the carrier takes for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cost: Option<Money>,
    },
    /// It was refused for good.
    Declined {
        /// Why.
        reason: String,
    },
    /// It was not performed, and may be later.
    NotNow {
        /// Why.
        reason: String,
    },
    /// Nobody knows whether it was performed: it is asked again under the same key.
    Unknown {
        /// Why.
        reason: String,
    },
}

/// Takes in what came of an attempt. What is final counts from any attempt, and once; what is not counts from the last one.
pub(crate) fn answer(
    id: EffectId,
    attempt: u32,
    answer: &EffectReport,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let effect = facts.known::<Effect>(&id)?;
    let mut decision = Decision::new(Outcome::Done {});
    match effect.state {
        EffectState::Waiting | EffectState::Parked => {}
        EffectState::Done | EffectState::Declined | EffectState::Withdrawn => return Ok(decision),
    }
    match answer {
        EffectReport::Done { reference, expires_at } => {
            limits::text("reference", reference)?;
            decision.record(id, Event::EffectDone {});
            match &effect.ask {
                Ask::Gateway { .. } => {
                    payment::performed(effect, (reference, *expires_at), &mut decision, moment, facts)?;
                }
                Ask::VoidLabel { shipment, booking, .. } => shipping::voided(*shipment, *booking, &mut decision),
                Ask::Label { .. } => return Err(unfit("done", "labelled").into()),
            }
        }
        EffectReport::Labelled { reference, labels, cost } => {
            let Ask::Label { shipment, .. } = &effect.ask else { return Err(unfit("labelled", "done").into()) };
            decision.record(id, Event::EffectDone {});
            shipping::labelled(*shipment, id, (reference, labels, *cost), &mut decision, facts)?;
        }
        EffectReport::Declined { reason } => {
            limits::text("reason", reason)?;
            decision.record(id, Event::EffectDeclined { reason: reason.clone() });
            match &effect.ask {
                Ask::Gateway { .. } => payment::declined(effect, reason, &mut decision, moment, facts)?,
                Ask::Label { shipment, .. } => shipping::refused(*shipment, id, reason, &mut decision),
                Ask::VoidLabel { shipment, booking, .. } => {
                    shipping::refused(*shipment, *booking, reason, &mut decision);
                }
            }
        }
        EffectReport::NotNow { reason } | EffectReport::Unknown { reason } => {
            limits::text("reason", reason)?;
            if effect.state == EffectState::Parked || attempt != effect.attempts {
                return Ok(decision);
            }
            let reason = reason.clone();
            let event = if effect.tries() < limits::ATTEMPTS {
                Event::EffectPostponed { until: next_try(effect.tries(), moment)?, reason }
            } else {
                Event::EffectParked { reason }
            };
            decision.record(id, event);
        }
    }
    Ok(decision)
}

fn unfit(given: &str, wanted: &str) -> Refusal {
    let reason = format!("`{given}` is no answer to what was asked: it takes `{wanted}`");
    Refusal::new(Code::EffectAnswerInvalid, reason).with("given", given).with("wanted", wanted)
}
