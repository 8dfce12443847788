//! What carriers tell of goods on their way: facts, which come twice, late and against each other, and are never refused for it.

use alloc::vec::Vec;

use super::fulfilment::arrive;
use super::record::{ORDER, Order, OrderStep};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{CarrierCode, ShipmentId};
use crate::limits;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::shipping::{CarrierCodes, SHIPMENT, Shipment, ShipmentStep, TrackingEvent, TrackingStanding};

/// Takes in what a carrier tells of a shipment. Goods that were handed over have arrived, as if somebody had reported it; what
/// is told afterwards changes how they are seen to stand, and not that they have arrived.
pub(crate) fn track(
    id: ShipmentId,
    carrier: Option<&CarrierCode>,
    told: &[TrackingEvent],
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    limits::count("events", told.len(), limits::TRACKED)?;
    let shipment = facts.known::<Shipment>(&id)?;
    let codes = carrier.map(|carrier| Ok::<_, Stop>((carrier, CarrierCodes::published()?))).transpose()?;
    let mut tracking = shipment.tracked.clone().unwrap_or_default();
    let before = *tracking.standing();
    let mut events = Vec::new();
    for event in told {
        let event =
            codes.as_ref().map_or_else(|| event.clone(), |(carrier, codes)| codes.read(carrier.as_str(), event));
        if tracking.take(event.clone())? {
            events.push(event);
        }
    }
    let mut decision = Decision::new(Outcome::Done {});
    if events.is_empty() {
        return Ok(decision);
    }
    decision.record(id, Event::ShipmentTracked { events });
    let now = tracking.standing();
    if let Some(notice) = notice(&before, now) {
        decision.record(id, notice);
    }
    let is_under_way = SHIPMENT.allow(shipment.state, ShipmentStep::Deliver).is_ok();
    if now.delivered_at.is_some() && is_under_way {
        let order = facts.known::<Order>(&shipment.order)?;
        if ORDER.allow(order.state, OrderStep::Deliver).is_ok() {
            arrive(id, &mut decision, moment, facts)?;
        }
    }
    Ok(decision)
}

/// What somebody should hear of: goods came to stand badly, or for another reason than before.
fn notice(before: &TrackingStanding, now: &TrackingStanding) -> Option<Event> {
    let stands = |standing: &TrackingStanding| (standing.status, standing.reason, standing.since);
    let is_news = now.status.is_exception() && stands(before) != stands(now);
    let since = now.since.filter(|_| is_news)?;
    Some(Event::ShipmentException { status: now.status, reason: now.reason, since })
}
