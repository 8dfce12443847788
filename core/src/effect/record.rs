//! The record of an effect: what is asked of the outside world, and how far that has come.

use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use crate::apply::Happens;
use crate::event::Event;
use crate::id::{CarrierCode, EffectId, GatewayCode, PaymentId, ServiceCode, ShipmentId};
use crate::machine::Machine;
use crate::money::Money;
use crate::omit::is_default;
use crate::refusal::Refusal;
use crate::shipping::BookedParcel;

/// Where an effect stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectState {
    /// It is to be performed once it is due.
    Waiting,
    /// It was performed.
    Done,
    /// The outside world refused it for good.
    Declined,
    /// It was not needed any more before anybody tried.
    Withdrawn,
    /// It was tried too often: a person is to look at it.
    Parked,
}

/// What can happen to an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectStep {
    /// A runner takes it, to perform it.
    Claim,
    /// It is tried again later.
    Postpone,
    /// It was performed.
    Finish,
    /// It was refused for good.
    Decline,
    /// It is not needed any more.
    Withdraw,
    /// It is set aside.
    Park,
    /// It is to be tried again.
    Retry,
}

/// Every step an effect can take. The answer to an effect that is parked may still come.
pub const EFFECT: Machine<EffectState, EffectStep> = {
    use EffectState::{Declined, Done, Parked, Waiting, Withdrawn};
    use EffectStep::{Claim, Decline, Finish, Park, Postpone, Retry, Withdraw};
    Machine {
        name: "effect",
        states: &[Waiting, Done, Declined, Withdrawn, Parked],
        steps: &[Claim, Postpone, Finish, Decline, Withdraw, Park, Retry],
        table: &[
            (Waiting, Claim, Waiting),
            (Waiting, Postpone, Waiting),
            (Waiting, Finish, Done),
            (Waiting, Decline, Declined),
            (Waiting, Withdraw, Withdrawn),
            (Waiting, Park, Parked),
            (Parked, Finish, Done),
            (Parked, Decline, Declined),
            (Parked, Retry, Waiting),
        ],
    }
};

/// What a gateway can be asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Hold money for us.
    Authorize,
    /// Take money that is held.
    Capture,
    /// Let go of all that is held.
    Void,
    /// Pay back money that was captured.
    Refund,
}

/// What a payment has asked for and not been answered yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The effect by which it is asked.
    pub effect: EffectId,
    /// What is to be done.
    pub act: Act,
    /// With how much; with what is held, for a void.
    pub amount: Money,
    /// Whether a capture is the last one, so that what is left is let go.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub last: bool,
    /// The gateway's name for what is let go, where it is not wanted: told again, it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// Who is asked for what. On the wire: `{"ask": "gateway", "gateway": "…", …}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Ask {
    /// A payment gateway.
    Gateway {
        /// Which.
        gateway: GatewayCode,
        /// For which payment.
        payment: PaymentId,
        /// What is to be done.
        act: Act,
        /// With how much; with what is held, for a void.
        amount: Money,
        /// Whether a capture is the last one, so that what is left is let go.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        last: bool,
        /// The gateway's name for the payment, where it has given one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    },
    /// A carrier, for labels.
    Label {
        /// Which.
        carrier: CarrierCode,
        /// For which shipment; the effect names the booking.
        shipment: ShipmentId,
        /// By which of its services.
        service: ServiceCode,
        /// What it is to carry.
        parcels: Vec<BookedParcel>,
    },
    /// A carrier, to take labels back.
    VoidLabel {
        /// Which.
        carrier: CarrierCode,
        /// Of which shipment.
        shipment: ShipmentId,
        /// Of which booking.
        booking: EffectId,
        /// The carrier's name for it.
        reference: String,
    },
}

/// Something that is asked of the outside world. It is recorded in the commit that decides it and performed afterwards, at
/// least once; its id tells who is asked that it is the same again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// Its id, and the key by which who is asked does it only once.
    pub id: EffectId,
    /// What is asked.
    pub ask: Ask,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When it may be tried; while somebody tries it, when they are given up.
    pub due_at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// How many of those were made before a person had it tried again.
    #[serde(default, skip_serializing_if = "is_default")]
    pub attempts_before: u32,
    /// What the last attempt met with, if it did not succeed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// Where it stands.
    pub state: EffectState,
}

impl Effect {
    /// How often it was tried since it was asked, or since a person had it tried again.
    pub const fn tries(&self) -> u32 {
        self.attempts.saturating_sub(self.attempts_before)
    }
}

impl Happens for Effect {
    fn after(&mut self, event: &Event, at: Timestamp) -> Result<(), Refusal> {
        let step = if let Event::EffectClaimed { attempt, until } = event {
            (self.attempts, self.due_at) = (*attempt, *until);
            EffectStep::Claim
        } else if let Event::EffectPostponed { until, reason } = event {
            (self.due_at, self.problem) = (*until, Some(reason.clone()));
            EffectStep::Postpone
        } else if let Event::EffectDone {} = event {
            self.problem = None;
            EffectStep::Finish
        } else if let Event::EffectDeclined { reason } = event {
            self.problem = Some(reason.clone());
            EffectStep::Decline
        } else if let Event::EffectParked { reason } = event {
            self.problem = Some(reason.clone());
            EffectStep::Park
        } else if let Event::EffectRetried {} = event {
            (self.attempts_before, self.due_at) = (self.attempts, at);
            EffectStep::Retry
        } else {
            EffectStep::Withdraw
        };
        self.state = EFFECT.step(self.state, step)?;
        Ok(())
    }
}
