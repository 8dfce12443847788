//! Transfers: goods on their way from one place to another, sellable nowhere meanwhile.
//!
//! They leave one place at once and reach the other in as many parts as it takes. What does not arrive came home, or is
//! written off with a reason: nothing vanishes in between. Promises that the first place has made stay with it.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::lot::LotLine;
use super::movement::{
    MovedLine, Movement, MovementKind, StockLine, StockReason, Way, check_paper, moved, record, short,
};
use crate::apply::Happens;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{LocationCode, Sku, TransferId};
use crate::machine::Machine;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// Where a transfer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferState {
    /// Goods are on their way.
    InTransit,
    /// All have arrived, come home, or been written off.
    Closed,
}

/// What can happen to a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferStep {
    /// Goods arrive.
    Receive,
    /// Goods come home.
    Return,
    /// Goods are written off.
    WriteOff,
    /// None are on their way any more.
    Close,
}

/// Every step a transfer can take.
pub const TRANSFER: Machine<TransferState, TransferStep> = {
    use TransferState::{Closed, InTransit};
    use TransferStep::{Close, Receive, Return, WriteOff};
    Machine {
        name: "transfer",
        states: &[InTransit, Closed],
        steps: &[Receive, Return, WriteOff, Close],
        table: &[
            (InTransit, Receive, InTransit),
            (InTransit, Return, InTransit),
            (InTransit, WriteOff, InTransit),
            (InTransit, Close, Closed),
        ],
    }
};

/// Goods on their way from one place to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// Its id.
    pub id: TransferId,
    /// The place that they left.
    pub from: LocationCode,
    /// The place that they go to.
    pub to: LocationCode,
    /// What was sent and what became of it, a line for each SKU.
    pub lines: Vec<TransferLine>,
    /// The carrier's paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// When they left.
    pub sent_at: Timestamp,
    /// Where it stands.
    pub state: TransferState,
}

/// What became of the units of a SKU that were sent: those that arrived, came home or were lost are among the sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransferLine {
    /// What.
    pub sku: Sku,
    /// How many smallest units were sent.
    pub sent: Quantity,
    /// How many arrived.
    #[serde(default, skip_serializing_if = "is_none")]
    pub received: i64,
    /// How many came home.
    #[serde(default, skip_serializing_if = "is_none")]
    pub returned: i64,
    /// How many were written off.
    #[serde(default, skip_serializing_if = "is_none")]
    pub written_off: i64,
    /// The lots, or serials, that are still on their way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lots: Vec<LotLine>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_none(units: &i64) -> bool {
    *units == 0
}

impl TransferLine {
    /// Units that are still on their way.
    pub fn in_transit(&self) -> i64 {
        let gone = self.received.saturating_add(self.returned).saturating_add(self.written_off);
        self.sent.units().saturating_sub(gone)
    }
}

impl Transfer {
    fn line(&mut self, sku: &Sku) -> Option<&mut TransferLine> {
        self.lines.iter_mut().find(|line| line.sku == *sku)
    }

    /// Takes goods off the way; refused with `stock.short` and `lots.short` where more are taken than are on it.
    fn take(&mut self, lines: &[StockLine], step: TransferStep) -> Result<(), Refusal> {
        self.state = TRANSFER.step(self.state, step)?;
        let to = self.to.clone();
        for taken in lines {
            let none = || short(&taken.sku, &to, taken.quantity.units(), 0);
            let line = self.line(&taken.sku).ok_or_else(none)?;
            let open = line.in_transit();
            if taken.quantity.units() > open {
                return Err(short(&taken.sku, &to, taken.quantity.units(), open));
            }
            let count = match step {
                TransferStep::Return => &mut line.returned,
                TransferStep::WriteOff => &mut line.written_off,
                TransferStep::Receive | TransferStep::Close => &mut line.received,
            };
            *count = count.saturating_add(taken.quantity.units());
            let units = taken.lots.iter().fold(0_i64, |sum, lot| sum.saturating_add(lot.quantity.units()));
            if !line.lots.is_empty() && units != taken.quantity.units() {
                let reason = format!("lots of `{}` come to another quantity than their line", taken.sku);
                return Err(Refusal::new(Code::LotsInvalid, reason).with("sku", taken.sku.as_str()));
            }
            for lot in &taken.lots {
                line.lots = without(&line.lots, lot)?;
            }
        }
        if self.lines.iter().all(|line| line.in_transit() == 0) {
            self.state = TRANSFER.step(self.state, TransferStep::Close)?;
        }
        Ok(())
    }
}

/// Lots less some units of one of them; refused with `lots.short`.
fn without(lots: &[LotLine], taken: &LotLine) -> Result<Vec<LotLine>, Refusal> {
    let there = lots.iter().find(|lot| lot.lot == taken.lot).map_or(0, |lot| lot.quantity.units());
    let left = there.saturating_sub(taken.quantity.units());
    if left < 0 {
        let reason = format!("more of lot `{}` is taken than is on its way", taken.lot);
        return Err(Refusal::new(Code::LotsShort, reason)
            .with("wanted", taken.quantity.units())
            .with("available", there));
    }
    let rest = |lot: &LotLine| {
        let quantity = if lot.lot == taken.lot { Quantity::new(left).ok()? } else { lot.quantity };
        Some(LotLine { quantity, ..lot.clone() })
    };
    Ok(lots.iter().filter_map(rest).collect())
}

impl Happens for Transfer {
    fn after(&mut self, event: &Event, _: Timestamp) -> Result<(), Refusal> {
        if let Event::TransferReceived { lines } = event {
            self.take(lines, TransferStep::Receive)
        } else if let Event::TransferReturned { lines } = event {
            self.take(lines, TransferStep::Return)
        } else if let Event::TransferWrittenOff { lines, .. } = event {
            self.take(lines, TransferStep::WriteOff)
        } else {
            Err(Refusal::new(Code::Defect, "what happened to a transfer is no event of one"))
        }
    }
}

/// Sends goods from one place to another.
pub(crate) fn send(
    from: &LocationCode,
    to: &LocationCode,
    lines: &[StockLine],
    reference: Option<&String>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    check_paper(lines.len(), reference)?;
    if from == to {
        let reason = format!("goods of `{from}` are there already: a transfer takes two places");
        return Err(Refusal::new(Code::TransferInvalid, reason).with("location", from.as_str()).into());
    }
    let id: TransferId = moment.id(0);
    let kind = MovementKind::TransferOut { transfer: id };
    let movement = Movement {
        id: moment.id(1),
        location: from.clone(),
        lines: moved(lines, Way::Out),
        reference: reference.cloned(),
        kind,
    };
    let mut decision = Decision::new(Outcome::Transfer { transfer: id });
    let left = record(&mut decision, movement, facts)?;
    facts.get::<Transfer>(&id)?;
    let transfer = Transfer {
        id,
        from: from.clone(),
        to: to.clone(),
        lines: on_their_way(&left)?,
        reference: reference.cloned(),
        sent_at: moment.now,
        state: TransferState::InTransit,
    };
    decision.record(id, Event::TransferSent { transfer: transfer.into() });
    Ok(decision)
}

/// What left, a line for each SKU.
fn on_their_way(left: &[MovedLine]) -> Result<Vec<TransferLine>, Refusal> {
    let mut lines: Vec<TransferLine> = Vec::with_capacity(left.len());
    for moved in left {
        let sent = Quantity::new(moved.quantity.saturating_neg())?;
        let lot = |lot: &super::lot::MovedLot| {
            let quantity = Quantity::new(lot.quantity.saturating_neg())?;
            Ok(LotLine { lot: lot.lot.clone(), quantity, expires_at: lot.expires_at })
        };
        let lots = moved.lots.iter().map(lot).collect::<Result<Vec<_>, Refusal>>()?;
        if let Some(line) = lines.iter_mut().find(|line| line.sku == moved.sku) {
            line.sent = line.sent.plus(sent)?;
            line.lots.extend(lots);
        } else {
            let sku = moved.sku.clone();
            lines.push(TransferLine { sku, sent, received: 0, returned: 0, written_off: 0, lots });
        }
    }
    Ok(lines)
}

/// Receives goods of a transfer where they were sent to, in part or all.
pub(crate) fn receive(id: TransferId, lines: &[StockLine], moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    arrive(id, lines, TransferStep::Receive, moment, facts)
}

/// Takes goods of a transfer back in where they came from, in part or all.
pub(crate) fn come_home(id: TransferId, lines: &[StockLine], moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    arrive(id, lines, TransferStep::Return, moment, facts)
}

fn arrive(
    id: TransferId,
    lines: &[StockLine],
    step: TransferStep,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    check_paper(lines.len(), None)?;
    let transfer = facts.known::<Transfer>(&id)?;
    let lines = named(transfer, lines);
    transfer.clone().take(&lines, step)?;
    let place = if step == TransferStep::Return { &transfer.from } else { &transfer.to };
    let movement = moment.id(0);
    let mut decision = Decision::new(Outcome::Movement { movement });
    let paper = Movement {
        id: movement,
        location: place.clone(),
        lines: moved(&lines, Way::In),
        reference: None,
        kind: MovementKind::TransferIn { transfer: id },
    };
    record(&mut decision, paper, facts)?;
    let event = if step == TransferStep::Return {
        Event::TransferReturned { lines }
    } else {
        Event::TransferReceived { lines }
    };
    decision.record(id, event);
    Ok(decision)
}

/// Writes goods off that are missing from a transfer.
pub(crate) fn write_off(
    id: TransferId,
    lines: &[StockLine],
    reason: StockReason,
    note: &str,
    facts: &Facts,
) -> Result<Decision, Stop> {
    check_paper(lines.len(), None)?;
    reason.check(note)?;
    let transfer = facts.known::<Transfer>(&id)?;
    let lines = named(transfer, lines);
    transfer.clone().take(&lines, TransferStep::WriteOff)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::TransferWrittenOff { lines, reason, note: note.into() });
    Ok(decision)
}

/// The lines with the lots that they mean: where none is named, those that were sent first.
fn named(transfer: &Transfer, lines: &[StockLine]) -> Vec<StockLine> {
    let mut lines = lines.to_vec();
    for line in lines.iter_mut().filter(|line| line.lots.is_empty()) {
        let sent = transfer.lines.iter().filter(|sent| sent.sku == line.sku).flat_map(|sent| &sent.lots);
        let mut open = line.quantity.units();
        for lot in sent {
            let Ok(quantity) = Quantity::new(lot.quantity.units().min(open)) else { break };
            open = open.saturating_sub(quantity.units());
            line.lots.push(LotLine { quantity, ..lot.clone() });
        }
    }
    for line in &mut lines {
        let sent = || transfer.lines.iter().filter(|sent| sent.sku == line.sku).flat_map(|sent| &sent.lots);
        for lot in &mut line.lots {
            lot.expires_at =
                lot.expires_at.or_else(|| sent().find(|sent| sent.lot == lot.lot).and_then(|lot| lot.expires_at));
        }
    }
    lines
}
