//! Labels: a carrier is asked for them by an effect, and what it answers is a fact of the shipment.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::booking::{BOOKING, BookedParcel, Booking, BookingState, BookingStep, ParcelLabel};
use super::shipment::{SHIPMENT, Shipment, ShipmentStep};
use crate::decide::Decision;
use crate::effect::{Ask, Effect, EffectState};
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{CarrierCode, EffectId, ServiceCode, ShipmentId};
use crate::limits;
use crate::moment::Moment;
use crate::money::Money;
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};

/// Asks a carrier for labels.
pub(crate) fn request_label(
    id: ShipmentId,
    carrier: &CarrierCode,
    service: &ServiceCode,
    parcels: &[BookedParcel],
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    limits::count("parcels", parcels.len(), limits::BOOKED_PARCELS)?;
    if parcels.is_empty() {
        return Err(Refusal::new(Code::LinesMissing, "a label takes at least one parcel").into());
    }
    let shipment = facts.known::<Shipment>(&id)?;
    SHIPMENT.allow(shipment.state, ShipmentStep::Label)?;
    limits::count("bookings", shipment.bookings.len().saturating_add(1), limits::BOOKINGS)?;
    let booking: EffectId = moment.id(0);
    let asked = Booking {
        id: booking,
        carrier: carrier.clone(),
        service: service.clone(),
        parcels: parcels.to_vec(),
        reference: None,
        labels: Vec::new(),
        cost: None,
        problem: None,
        state: BookingState::Asked,
    };
    let mut decision = Decision::new(Outcome::Booking { booking });
    let ask =
        Ask::Label { carrier: carrier.clone(), shipment: id, service: service.clone(), parcels: parcels.to_vec() };
    effect(booking, ask, &mut decision, moment, facts)?;
    decision.record(id, Event::LabelAsked { booking: asked.into() });
    Ok(decision)
}

/// Asks a carrier to take labels back.
pub(crate) fn void_label(id: ShipmentId, booking: EffectId, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let shipment = facts.known::<Shipment>(&id)?;
    let booked = shipment.booking(booking)?;
    BOOKING.allow(booked.state, BookingStep::Void)?;
    let reference = booked.reference.clone().unwrap_or_default();
    let mut decision = Decision::new(Outcome::Done {});
    let ask = Ask::VoidLabel { carrier: booked.carrier.clone(), shipment: id, booking, reference };
    effect(moment.id(0), ask, &mut decision, moment, facts)?;
    decision.record(id, Event::LabelVoidAsked { booking });
    Ok(decision)
}

fn effect(id: EffectId, ask: Ask, decision: &mut Decision, moment: &Moment, facts: &Facts) -> Result<(), Stop> {
    facts.get::<Effect>(&id)?;
    let effect = Effect {
        id,
        ask,
        asked_at: moment.now,
        due_at: moment.now,
        attempts: 0,
        attempts_before: 0,
        problem: None,
        state: EffectState::Waiting,
    };
    decision.record(id, Event::EffectAsked { effect: effect.into() });
    Ok(())
}

/// A carrier has given labels.
pub(crate) fn labelled(
    id: ShipmentId,
    booking: EffectId,
    (reference, labels, cost): (&str, &[ParcelLabel], Option<Money>),
    decision: &mut Decision,
    facts: &Facts,
) -> Result<(), Stop> {
    facts.known::<Shipment>(&id)?.booking(booking)?.check_labels(reference, labels)?;
    decision.record(id, Event::LabelGiven { booking, reference: reference.into(), labels: labels.into(), cost });
    Ok(())
}

/// A carrier has taken labels back.
pub(crate) fn voided(id: ShipmentId, booking: EffectId, decision: &mut Decision) {
    decision.record(id, Event::LabelVoided { booking });
}

/// A carrier refused for good: to carry, or to take labels back.
pub(crate) fn refused(id: ShipmentId, booking: EffectId, reason: &str, decision: &mut Decision) {
    decision.record(id, Event::LabelRefused { booking, reason: reason.into() });
}

impl Shipment {
    /// The booking of an id; refused with `booking.unknown`.
    pub(crate) fn booking(&self, id: EffectId) -> Result<&Booking, Refusal> {
        self.bookings.iter().find(|booking| booking.id == id).ok_or_else(|| unknown(id))
    }

    /// Takes in what happened to a booking. The first labels give the shipment its number, where it has none.
    pub(super) fn booked(&mut self, event: &Event) -> Result<(), Refusal> {
        let (id, step) = if let Event::LabelAsked { booking } = event {
            self.bookings.push(Booking::clone(booking));
            return Ok(());
        } else if let Event::LabelGiven { booking, .. } = event {
            (*booking, BookingStep::Book)
        } else if let Event::LabelVoidAsked { booking } = event {
            (*booking, BookingStep::Void)
        } else if let Event::LabelVoided { booking } = event {
            (*booking, BookingStep::Release)
        } else if let Event::LabelRefused { booking, .. } = event {
            let is_asked = self.booking(*booking)?.state == BookingState::Asked;
            (*booking, if is_asked { BookingStep::Decline } else { BookingStep::Keep })
        } else {
            return Ok(());
        };
        let found = self.bookings.iter_mut().find(|booking| booking.id == id).ok_or_else(|| unknown(id))?;
        found.state = BOOKING.step(found.state, step)?;
        found.problem = None;
        if let Event::LabelGiven { reference, labels, cost, .. } = event {
            (found.reference, found.labels, found.cost) = (Some(reference.clone()), labels.clone(), *cost);
            self.tracking = self.tracking.take().or_else(|| labels.first().map(|label| label.tracking.clone()));
        } else if let Event::LabelRefused { reason, .. } = event {
            found.problem = Some(String::clone(reason));
        }
        Ok(())
    }
}

fn unknown(id: EffectId) -> Refusal {
    Refusal::new(Code::BookingUnknown, format!("the shipment has no booking `{id}`")).with("booking", format!("{id}"))
}
