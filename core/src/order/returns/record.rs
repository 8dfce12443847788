//! The return: which units come back, how far they have come, and where it stands.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use crate::apply::Happens;
use crate::event::Event;
use crate::id::{LocationCode, OrderId, ReturnId};
use crate::machine::Machine;
use crate::money::Money;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// Where a return stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnState {
    /// It is asked for.
    Requested,
    /// The goods may be sent back.
    Approved,
    /// Some or all of the goods have come back.
    Received,
    /// The money has been credited.
    Refunded,
    /// The shop said no.
    Refused,
    /// The buyer keeps the goods after all.
    Cancelled,
}

/// What can happen to a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnStep {
    /// The shop agrees.
    Approve,
    /// Goods come back.
    Receive,
    /// The money is credited.
    Refund,
    /// The shop says no.
    Refuse,
    /// It is given up.
    Cancel,
}

/// Every step a return can take.
pub const RETURN: Machine<ReturnState, ReturnStep> = {
    use ReturnState::{Approved, Cancelled, Received, Refunded, Refused, Requested};
    use ReturnStep::{Approve, Cancel, Receive, Refund, Refuse};
    Machine {
        name: "return",
        states: &[Requested, Approved, Received, Refunded, Refused, Cancelled],
        steps: &[Approve, Receive, Refund, Refuse, Cancel],
        table: &[
            (Requested, Approve, Approved),
            (Requested, Refuse, Refused),
            (Requested, Cancel, Cancelled),
            (Approved, Receive, Received),
            (Approved, Cancel, Cancelled),
            (Received, Receive, Received),
            (Received, Refund, Refunded),
            (Received, Refuse, Refused),
        ],
    }
};

/// Goods of an order that come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Return {
    /// Its id.
    pub id: ReturnId,
    /// The order.
    pub order: OrderId,
    /// What comes back; a kit by its parts.
    pub lines: Vec<ReturnLine>,
    /// Where the goods are to be sent, once it is approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationCode>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// Where it stands.
    pub state: ReturnState,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused_because: Option<String>,
    /// How much was credited for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credited: Option<Money>,
}

/// Units of a line that come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnLine {
    /// The line of the order.
    pub line: u32,
    /// How many smallest units.
    pub quantity: Quantity,
    /// Why, in the buyer's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Units that came back and are for sale again.
    #[serde(default)]
    pub restocked: i64,
    /// Units that came back and are not fit for sale.
    #[serde(default)]
    pub written_off: i64,
}

/// Units of a line that a buyer wants to send back. A kit comes back whole: it is named by its own line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnedUnits {
    /// The number of the line.
    pub line: u32,
    /// How many smallest units; of a kit, how many kits.
    pub quantity: Quantity,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Units of a line of a return that have come back, by their condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceivedUnits {
    /// The number of the line.
    pub line: u32,
    /// Units that are for sale again; zero or more.
    #[serde(default)]
    pub restocked: i64,
    /// Units that are not fit for sale; zero or more.
    #[serde(default)]
    pub written_off: i64,
}

impl ReturnLine {
    /// Units that have come back.
    pub fn received(&self) -> i64 {
        self.restocked.saturating_add(self.written_off)
    }
}

impl Return {
    /// The line of a number; refused with `line.unknown`.
    pub fn line(&self, number: u32) -> Result<&ReturnLine, Refusal> {
        self.lines.iter().find(|line| line.line == number).ok_or_else(|| {
            Refusal::new(Code::LineUnknown, format!("line {number} is not among what comes back")).with("line", number)
        })
    }

    /// Whether its units cannot be asked back again.
    pub(super) fn claims(&self) -> bool {
        !matches!(self.state, ReturnState::Refused | ReturnState::Cancelled)
    }
}

impl Happens for Return {
    fn after(&mut self, event: &Event, _: Timestamp) -> Result<(), Refusal> {
        let step = if let Event::ReturnApproved { location } = event {
            self.location = Some(location.clone());
            ReturnStep::Approve
        } else if let Event::ReturnReceived { lines, .. } = event {
            for units in lines {
                for line in self.lines.iter_mut().filter(|line| line.line == units.line) {
                    line.restocked = line.restocked.saturating_add(units.restocked);
                    line.written_off = line.written_off.saturating_add(units.written_off);
                }
            }
            ReturnStep::Receive
        } else if let Event::ReturnRefunded { amount } = event {
            self.credited = Some(*amount);
            ReturnStep::Refund
        } else if let Event::ReturnRefused { reason } = event {
            self.refused_because = Some(reason.clone());
            ReturnStep::Refuse
        } else {
            ReturnStep::Cancel
        };
        self.state = RETURN.step(self.state, step)?;
        Ok(())
    }
}
