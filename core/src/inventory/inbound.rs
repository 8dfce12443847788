//! Announced goods: what a supplier is going to bring, where, and when.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::movement::{StockLine, check_paper, stocked};
use crate::apply::Happens;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{InboundId, LocationCode, Sku};
use crate::machine::Machine;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// Where an announcement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InboundState {
    /// Goods are still to come.
    Announced,
    /// All that was announced has come.
    Received,
    /// What has not come will not.
    Cancelled,
}

/// What can happen to an announcement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InboundStep {
    /// Its goods or its date change.
    Change,
    /// Goods come, and more are still to come.
    Receive,
    /// The last goods come.
    Complete,
    /// The rest will not come.
    Cancel,
}

/// Every step an announcement can take.
pub const INBOUND: Machine<InboundState, InboundStep> = {
    use InboundState::{Announced, Cancelled, Received};
    use InboundStep::{Cancel, Change, Complete, Receive};
    Machine {
        name: "inbound",
        states: &[Announced, Received, Cancelled],
        steps: &[Change, Receive, Complete, Cancel],
        table: &[
            (Announced, Change, Announced),
            (Announced, Receive, Announced),
            (Announced, Complete, Received),
            (Announced, Cancel, Cancelled),
        ],
    }
};

/// Goods that were announced: a purchase order, as far as stock goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inbound {
    /// Its id.
    pub id: InboundId,
    /// Where they will be.
    pub location: LocationCode,
    /// What was announced, and how much of it has come.
    pub lines: Vec<InboundLine>,
    /// When they will be there.
    pub due_at: Timestamp,
    /// The order, or the supplier's paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Where it stands.
    pub state: InboundState,
}

/// A SKU that was announced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InboundLine {
    /// What.
    pub sku: Sku,
    /// How many smallest units were announced.
    pub quantity: Quantity,
    /// How many have come by it; may be more than were announced.
    #[serde(default, skip_serializing_if = "is_none")]
    pub received: i64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_none(units: &i64) -> bool {
    *units == 0
}

/// A SKU to be announced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnouncedLine {
    /// What.
    pub sku: Sku,
    /// How many smallest units, those that have come already among them.
    pub quantity: Quantity,
}

impl Inbound {
    /// Units of a SKU that are still to come.
    pub fn open(&self, sku: &Sku) -> i64 {
        if self.state != InboundState::Announced {
            return 0;
        }
        self.lines.iter().filter(|line| line.sku == *sku).fold(0, |sum, line| sum.saturating_add(line.open()))
    }

    /// With goods that came; of what was not announced, nothing is counted here.
    fn filled(&mut self, lines: &[StockLine]) -> Result<(), Refusal> {
        for line in &mut self.lines {
            let came = lines.iter().filter(|came| came.sku == line.sku);
            line.received = came.fold(line.received, |sum, came| sum.saturating_add(came.quantity.units()));
        }
        let last = self.lines.iter().all(|line| line.open() == 0);
        let step = if last { InboundStep::Complete } else { InboundStep::Receive };
        self.state = INBOUND.step(self.state, step)?;
        Ok(())
    }
}

impl InboundLine {
    /// Units that are still to come.
    pub fn open(&self) -> i64 {
        self.quantity.units().saturating_sub(self.received).max(0)
    }
}

impl Happens for Inbound {
    fn after(&mut self, event: &Event, _: Timestamp) -> Result<(), Refusal> {
        if let Event::InboundFilled { lines } = event {
            return self.filled(lines);
        }
        if let Event::InboundChanged { due_at, lines } = event {
            self.state = INBOUND.step(self.state, InboundStep::Change)?;
            (self.due_at, self.lines) = (*due_at, lines.clone());
        } else {
            self.state = INBOUND.step(self.state, InboundStep::Cancel)?;
        }
        Ok(())
    }
}

/// Announces goods.
pub(crate) fn announce(
    location: &LocationCode,
    lines: &[AnnouncedLine],
    due_at: Timestamp,
    reference: Option<&String>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    check_paper(lines.len(), reference)?;
    let id: InboundId = moment.id(0);
    facts.show(lines.iter().map(|line| line.sku.clone().into()).chain([id.into()]))?;
    facts.get::<Inbound>(&id)?;
    let inbound = Inbound {
        id,
        location: location.clone(),
        lines: announced(lines, &[], facts)?,
        due_at,
        reference: reference.cloned(),
        state: InboundState::Announced,
    };
    let mut decision = Decision::new(Outcome::Inbound { inbound: id });
    decision.record(id, Event::InboundAnnounced { inbound: inbound.into() });
    Ok(decision)
}

/// Changes the date of an announcement, and its goods, all of them at once.
pub(crate) fn change(
    id: InboundId,
    due_at: Timestamp,
    lines: &[AnnouncedLine],
    facts: &Facts,
) -> Result<Decision, Stop> {
    check_paper(lines.len(), None)?;
    facts.show(lines.iter().map(|line| line.sku.clone().into()).chain([id.into()]))?;
    let before = facts.known::<Inbound>(&id)?;
    INBOUND.step(before.state, InboundStep::Change)?;
    let lines = announced(lines, &before.lines, facts)?;
    if lines.iter().all(|line| line.open() == 0) {
        return Err(invalid("nothing is left to come: cancel it, or receive it").into());
    }
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::InboundChanged { due_at, lines });
    Ok(decision)
}

/// The lines of an announcement, with what has come before they were as they are now.
fn announced(lines: &[AnnouncedLine], before: &[InboundLine], facts: &Facts) -> Result<Vec<InboundLine>, Stop> {
    let mut all: Vec<InboundLine> = Vec::with_capacity(lines.len());
    for line in lines {
        stocked(&line.sku, facts)?;
        if all.iter().any(|other| other.sku == line.sku) {
            return Err(invalid("a SKU is announced once").with("sku", line.sku.as_str()).into());
        }
        let received = before.iter().find(|before| before.sku == line.sku).map_or(0, |before| before.received);
        all.push(InboundLine { sku: line.sku.clone(), quantity: line.quantity, received });
    }
    if before.iter().any(|before| before.received > 0 && all.iter().all(|line| line.sku != before.sku)) {
        return Err(invalid("goods that have come stay announced").into());
    }
    Ok(all)
}

fn invalid(reason: &str) -> Refusal {
    Refusal::new(Code::InboundInvalid, reason)
}

/// The rest of an announcement will not come.
pub(crate) fn cancel(id: InboundId, facts: &Facts) -> Result<Decision, Stop> {
    INBOUND.step(facts.known::<Inbound>(&id)?.state, InboundStep::Cancel)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::InboundCancelled {});
    Ok(decision)
}

/// Goods of an announcement come in, some or all; refused with `inbound.invalid` at another place than was announced.
pub(super) fn fill(
    decision: &mut Decision,
    id: InboundId,
    location: &LocationCode,
    lines: &[StockLine],
    facts: &Facts,
) -> Result<(), Stop> {
    let inbound = facts.known::<Inbound>(&id)?;
    if inbound.location != *location {
        let reason = format!("goods that were announced for `{}` are not received at `{location}`", inbound.location);
        return Err(invalid(&reason).with("location", inbound.location.as_str()).into());
    }
    inbound.clone().filled(lines)?;
    decision.record(id, Event::InboundFilled { lines: lines.to_vec() });
    Ok(())
}
