//! Asking for a return, and what the shop says to it.

use alloc::vec::Vec;

use super::record::{RETURN, Return, ReturnLine, ReturnState, ReturnStep, ReturnedUnits};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{LocationCode, OrderId, ReturnId};
use crate::limits;
use crate::moment::Moment;
use crate::order::record::{ORDER, Order, OrderStep};
use crate::order::units::{LineUnits, exceed};
use crate::outcome::Outcome;

/// Asks to send units back that have left: no more than have left and are not in another return.
pub(crate) fn request(
    order: OrderId,
    lines: &[ReturnedUnits],
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let order = facts.known::<Order>(&order)?;
    ORDER.step(order.state, OrderStep::Credit)?;
    let id: ReturnId = moment.id(0);
    facts.show(order.returned.iter().map(|id| (*id).into()).chain([id.into()]))?;
    let mut wanted = Vec::with_capacity(lines.len());
    for ReturnedUnits { line, quantity, reason } in lines {
        limits::text("reason", reason)?;
        for units in order.goods_of(&[LineUnits { line: *line, quantity: *quantity }])? {
            let LineUnits { line, quantity } = units;
            wanted.push(ReturnLine { line, quantity, reason: reason.clone(), restocked: 0, written_off: 0 });
        }
    }
    // Checked together as well: no line twice.
    let all: Vec<LineUnits> =
        lines.iter().map(|units| LineUnits { line: units.line, quantity: units.quantity }).collect();
    order.goods_of(&all)?;
    for line in &wanted {
        let mut left = order.sent(line.line);
        for earlier in &order.returned {
            let earlier = facts.known::<Return>(earlier)?;
            for same in earlier.lines.iter().filter(|other| other.line == line.line && earlier.claims()) {
                left = left.saturating_sub(same.quantity.units());
            }
        }
        if line.quantity.units() > left {
            return Err(exceed(line.line, "returned", line.quantity.units(), left).into());
        }
    }
    facts.get::<Return>(&id)?;
    let asked = Return {
        id,
        order: order.id,
        lines: wanted,
        location: None,
        requested_at: moment.now,
        state: ReturnState::Requested,
        refused_because: None,
        credited: None,
    };
    let mut decision = Decision::new(Outcome::Return { return_id: id });
    decision.record(id, Event::ReturnRequested { asked: asked.into() });
    decision.record(order.id, Event::ReturnAdded { return_id: id });
    Ok(decision)
}

/// The shop agrees, and says where the goods are to be sent.
pub(crate) fn approve(id: ReturnId, location: &LocationCode, facts: &Facts) -> Result<Decision, Stop> {
    step(id, ReturnStep::Approve, Event::ReturnApproved { location: location.clone() }, facts)
}

/// The shop says no: before the goods are sent, or when what has come back is not fit for a refund.
pub(crate) fn refuse(id: ReturnId, reason: &str, facts: &Facts) -> Result<Decision, Stop> {
    limits::text("reason", reason)?;
    step(id, ReturnStep::Refuse, Event::ReturnRefused { reason: reason.into() }, facts)
}

/// The buyer keeps the goods.
pub(crate) fn cancel(id: ReturnId, facts: &Facts) -> Result<Decision, Stop> {
    step(id, ReturnStep::Cancel, Event::ReturnCancelled {}, facts)
}

fn step(id: ReturnId, step: ReturnStep, event: Event, facts: &Facts) -> Result<Decision, Stop> {
    RETURN.step(facts.known::<Return>(&id)?.state, step)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, event);
    Ok(decision)
}
