//! Goods come back: onto a shelf, or written off.

use alloc::format;
use alloc::vec::Vec;

use super::record::{RETURN, ReceivedUnits, Return, ReturnStep};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{LocationCode, ReturnId};
use crate::inventory::{Allocation, Supply};
use crate::limits;
use crate::order::record::Order;
use crate::order::units::exceed;
use crate::outcome::Outcome;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// Takes in what has come back of a return, by its condition; at another place than was agreed, if one is named.
pub(crate) fn receive(
    id: ReturnId,
    location: Option<&LocationCode>,
    lines: &[ReceivedUnits],
    facts: &Facts,
) -> Result<Decision, Stop> {
    limits::count("lines", lines.len(), limits::LINES)?;
    let asked = facts.known::<Return>(&id)?;
    RETURN.step(asked.state, ReturnStep::Receive)?;
    let order = facts.known::<Order>(&asked.order)?;
    let Some(place) = location.or(asked.location.as_ref()) else {
        return Err(Refusal::new(Code::Defect, format!("return {id} was approved without a place")).into());
    };
    let mut goods = Vec::with_capacity(lines.len());
    let mut any = false;
    for (at, units) in lines.iter().enumerate() {
        let line = asked.line(units.line)?;
        let came = units.restocked.saturating_add(units.written_off);
        let twice = lines.iter().take(at).any(|earlier| earlier.line == units.line);
        if units.restocked < 0 || units.written_off < 0 || twice {
            let reason = format!("line {} takes units of zero or more, once", units.line);
            return Err(Refusal::new(Code::QuantityInvalid, reason).with("line", units.line).into());
        }
        let left = line.quantity.units().saturating_sub(line.received());
        if came > left {
            return Err(exceed(units.line, "received", came, left).into());
        }
        any |= came > 0;
        if units.restocked > 0 {
            let sku = order.receipt.line(units.line)?.sku.clone();
            let supply = order.supply_of(units.line);
            let quantity = Quantity::new(units.restocked)?;
            goods.push(Allocation { line: units.line, sku, location: place.clone(), quantity, supply });
        }
    }
    if !any {
        return Err(Refusal::new(Code::LinesMissing, "name what has come back: at least one unit").into());
    }
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::ReturnReceived { lines: lines.to_vec(), goods });
    Ok(decision)
}

impl Order {
    /// What stood behind the goods of a line when they left.
    fn supply_of(&self, line: u32) -> Supply {
        let row = self.allocations.iter().find(|row| row.goods.line == line);
        row.map_or(Supply::OnHand, |row| row.goods.supply)
    }
}
